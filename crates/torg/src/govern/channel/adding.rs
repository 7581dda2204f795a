//! Adding a channel and renewing its credentials: the account is verified first, and is one the desk does not have yet.
use axum::http::StatusCode;
use connect::{Account, PrivateAddresses};
use store::{sql, values};

use super::stage::{self, Step};
use super::{Filled, application, find, may_call};
use crate::govern::governing::Governs;
use crate::govern::mandate::Scope;
use crate::govern::unit;
use crate::ground::clock::micros;
use crate::ground::problem::not_found;
use crate::ground::{ApplicationId, ChannelId, Desk, Problem, UnitId, refuse};
use crate::records::{Act, Committed, Event};

sql! {
    ADD = "insert into govern_channel (id, unit, network, name, handle, remote_id, url, avatar_url, settings, sealed_secrets,
             private_addresses, answer_within_minutes, opened_at, stage, mode, application, expires_at)
           values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 'pilot', ?14, ?15, ?16)";
    RENEW = "update govern_channel set settings = ?2, sealed_secrets = ?3, name = ?4, handle = ?5, url = ?6, avatar_url = ?7,
               trouble = null, trouble_at = null, trouble_detail = null, expires_at = ?10, private_addresses = ?9
             where id = ?1 and remote_id = ?8";
    PROMISE = "update govern_channel set answer_within_minutes = ?2 where id = ?1";
}

/// A channel to be added, its account verified already.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields mirror the table")]
pub struct NewChannel {
    pub unit: UnitId,
    pub network: &'static str,
    pub account: Account,
    pub filled: Filled,
    pub private_addresses: PrivateAddresses,
    pub answer_within_minutes: i64,
    pub opened: Opened,
}

/// How a channel comes to the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// As its application was decided: as a pilot.
    AsDecided(ApplicationId),
    /// To be tried out; what it should have before it goes live can follow.
    Pilot,
    /// Live at once, without what a channel should have first, for a stated reason.
    Live {
        /// Why.
        why: String,
    },
}

/// The name a channel goes by: the account's, or its handle where it has none.
fn shown_name(account: &Account) -> &str {
    if account.name.trim().is_empty() { &account.handle } else { &account.name }
}

fn private_word(private: PrivateAddresses) -> &'static str {
    if private == PrivateAddresses::Allow { "allow" } else { "refuse" }
}

/// Longest promise: sixty days.
const LONGEST_PROMISE_MINUTES: i64 = 60 * 24 * 60;

/// The minutes, when they are a promise that can be given.
pub fn promised(minutes: i64) -> Result<i64, Problem> {
    if (1..=LONGEST_PROMISE_MINUTES).contains(&minutes) {
        return Ok(minutes);
    }
    Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-answer-within").into())
}

/// Adds a channel. The caller has asked the network who the account is.
pub fn add(desk: &Desk, mut act: Act<'_>, by: &impl Governs, new: &NewChannel) -> Result<Committed<ChannelId>, Problem> {
    by.reach(act.conn(), Scope::Unit(new.unit))?;
    may_call(by, new.private_addresses)?;
    let minutes = promised(new.answer_within_minutes)?;
    let now = act.now();
    let id = ChannelId::new(now);
    let decided = match &new.opened {
        Opened::AsDecided(application) => Some(application::to_connect(act.conn(), *application, new.unit, new.network)?),
        Opened::Pilot | Opened::Live { .. } => None,
    };
    let mode = decided.as_ref().map_or(stage::Mode::Dialogue, |application| application.mode);
    let values = values![
        id,
        new.unit,
        new.network,
        shown_name(&new.account),
        &new.account.handle,
        &new.account.remote_id,
        new.account.url.as_deref(),
        new.account.avatar_url.as_deref(),
        serde_json::to_string(&new.filled.settings)?,
        new.filled.sealed(desk, id)?,
        private_word(new.private_addresses),
        minutes,
        micros(now),
        mode.as_str(),
        decided.as_ref().map(|application| application.id),
        new.filled.holds_until.map(micros)
    ];
    act.conn().run(&ADD, values).map_err(|fault| match fault.is_unique() {
        true => refuse(StatusCode::CONFLICT, "refuse-channel-known").with("handle", &new.account.handle).into(),
        false => unit::unknown_unit(fault),
    })?;
    if let Some(application) = decided {
        application::connected(act.conn(), application.id, id)?;
    }
    stage::note(act.conn(), id, Step::Pilot, by.who(), None, now)?;
    let event = Event::ChannelAdded { channel: id, network: new.network.to_owned(), remote_id: new.account.remote_id.clone() };
    match &new.opened {
        Opened::AsDecided(_) | Opened::Pilot => act.commit(by.stated(), &event, id),
        Opened::Live { why } => {
            act.record(by.stated(), &event)?;
            Ok(stage::go_live(act, by, id, Some(why))?.map(|()| id))
        }
    }
}

/// What a channel is renewed with; the account must be the same.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields mirror the table")]
pub struct Renewal {
    pub account: Account,
    pub filled: Filled,
    pub private_addresses: PrivateAddresses,
}

/// Renews a channel's credentials; they must be the same account's.
pub fn renew(
    desk: &Desk,
    mut act: Act<'_>,
    by: &impl Governs,
    id: ChannelId,
    renewal: &Renewal,
) -> Result<Committed<()>, Problem> {
    by.reach(act.conn(), Scope::Channel(id))?;
    let Renewal { account, filled, private_addresses } = renewal;
    let before = find(act.conn(), id)?.ok_or_else(not_found)?;
    if !before.private_addresses {
        may_call(by, *private_addresses)?;
    }
    let values = values![
        id,
        serde_json::to_string(&filled.settings)?,
        filled.sealed(desk, id)?,
        shown_name(account),
        &account.handle,
        account.url.as_deref(),
        account.avatar_url.as_deref(),
        &account.remote_id,
        private_word(*private_addresses),
        filled.holds_until.map(micros)
    ];
    if act.conn().run(&RENEW, values)? == 0 {
        return Err(refuse(StatusCode::CONFLICT, "refuse-another-account").with("handle", &account.handle).into());
    }
    act.commit(by.stated(), &Event::ChannelRenewed { channel: id }, ())
}

/// Changes how soon people are answered. Holds for what comes in from now on.
pub fn promise(mut act: Act<'_>, by: &impl Governs, id: ChannelId, minutes: i64) -> Result<Committed<()>, Problem> {
    by.reach(act.conn(), Scope::Channel(id))?;
    let minutes = promised(minutes)?;
    if act.conn().run(&PROMISE, values![id, minutes])? == 0 {
        return Err(not_found());
    }
    act.commit(by.stated(), &Event::ChannelRenewed { channel: id }, ())
}
