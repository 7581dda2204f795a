//! Channels: one account in one network, its unit, its secrets in the vault, its health.
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher};

use axum::http::StatusCode;
use connect::{Account, Connection, Network, PrivateAddresses, Secret, Trouble};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use store::{Conn, Fault, sql, values};

pub use super::credentials::{Filled, may_call, refused_by_network, trouble_key, verify};
use super::governing::Governs;
use super::mandate::Scope;
use super::unit;
use crate::ground::clock::{from_micros, micros};
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, Desk, Problem, UnitId, refuse};
use crate::records::{Act, Committed, Event};

sql! {
    ADD = "insert into govern_channel (id, unit, network, name, handle, remote_id, url, avatar_url, settings, sealed_secrets,
             private_addresses, answer_within_minutes, opened_at)
           values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    RENEW = "update govern_channel set settings = ?2, sealed_secrets = ?3, name = ?4, handle = ?5, url = ?6, avatar_url = ?7,
               trouble = null, trouble_at = null, trouble_detail = null, private_addresses = ?9 where id = ?1 and remote_id = ?8";
    ALL = "select id, unit, network, name, handle, remote_id, url, avatar_url, settings, private_addresses, answer_within_minutes, opened_at,
             paused_at, fetched_at, posted_at, trouble, trouble_at, trouble_detail from govern_channel order by name";
    FIND = "select id, unit, network, name, handle, remote_id, url, avatar_url, settings, private_addresses, answer_within_minutes, opened_at,
              paused_at, fetched_at, posted_at, trouble, trouble_at, trouble_detail from govern_channel where id = ?1";
    SECRETS = "select sealed_secrets from govern_channel where id = ?1";
    UNIT_OF = "select unit from govern_channel where id = ?1";
    WITHIN = "with recursive below (id) as (select id from govern_unit where id = ?1
                union all select u.id from govern_unit u join below b on u.parent = b.id)
              select c.id from govern_channel c join below b on c.unit = b.id";
    PAUSE = "update govern_channel set paused_at = ?2, paused_by = ?3 where id = ?1 and paused_at is null";
    RESUME = "update govern_channel set paused_at = null, paused_by = null where id = ?1 and paused_at is not null";
    FETCHED = "update govern_channel set fetched_at = ?2, trouble = null, trouble_at = null, trouble_detail = null where id = ?1";
    POSTED = "update govern_channel set posted_at = ?2 where id = ?1";
    TROUBLED = "update govern_channel set trouble = ?2, trouble_at = coalesce(trouble_at, ?3), trouble_detail = ?4 where id = ?1";
    WELL = "update govern_channel set trouble = null, trouble_at = null, trouble_detail = null where id = ?1";
    PROMISE = "update govern_channel set answer_within_minutes = ?2 where id = ?1";
}

/// One account in one network.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "fields mirror the table, where each is explained")]
pub struct Channel {
    pub id: ChannelId,
    pub unit: UnitId,
    pub network: String,
    pub name: String,
    pub handle: String,
    pub remote_id: String,
    pub url: Option<String>,
    #[serde(skip)]
    pub avatar_url: Option<String>,
    #[serde(skip)]
    pub settings: BTreeMap<String, String>,
    #[serde(skip)]
    pub private_addresses: bool,
    pub answer_within_minutes: i64,
    pub opened_at: Timestamp,
    pub paused_at: Option<Timestamp>,
    pub fetched_at: Option<Timestamp>,
    pub posted_at: Option<Timestamp>,
    pub trouble: Option<String>,
    pub trouble_at: Option<Timestamp>,
    #[serde(skip)]
    pub trouble_detail: Option<String>,
}

impl Channel {
    /// The network it is in; a network this program no longer knows is a fault someone sees.
    pub fn network(&self) -> Result<&'static dyn Network, Problem> {
        connect::by_name(&self.network)
            .ok_or_else(|| anyhow::anyhow!("this program knows no network called {:?}", self.network).into())
    }

    /// How it is.
    pub fn health(&self, now: Timestamp) -> Health {
        if let Some(since) = self.paused_at {
            return Health::Paused(since);
        }
        if let Some(since) = self.trouble_at {
            return Health::Troubled(since);
        }
        match self.fetched_at {
            Some(at) if now.duration_since(at) <= SILENT_AFTER => Health::Well(at),
            None if now.duration_since(self.opened_at) <= SILENT_AFTER => Health::New,
            never_or_long_ago => Health::Silent(never_or_long_ago),
        }
    }

    /// When a message that came at `received` should be answered.
    pub fn due(&self, received: Timestamp) -> Timestamp {
        received.saturating_add(SignedDuration::from_mins(self.answer_within_minutes)).unwrap_or(Timestamp::MAX)
    }
}

/// Since when someone waits: since they wrote, for that is what a promise to the public is measured from, also when the network or
/// Torg was slow. A network whose clock is wrong moves it by a day at most, and never past the time the desk got it.
pub fn waits_since(written_at: Timestamp, received_at: Timestamp) -> Timestamp {
    written_at.clamp(received_at - SignedDuration::from_hours(24), received_at)
}

/// A channel is asked every twenty seconds, in trouble every five minutes: after a quarter of an hour without, nobody asks it.
const SILENT_AFTER: SignedDuration = SignedDuration::from_mins(15);

/// How a channel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// Someone paused it.
    Paused(Timestamp),
    /// Something stands between us and its network, since then.
    Troubled(Timestamp),
    /// It was opened just now and not asked yet.
    New,
    /// The network answered then.
    Well(Timestamp),
    /// Nobody has asked the network since then, or ever: the desk's own work stands still.
    Silent(Option<Timestamp>),
}

fn read(row: &store::Row<'_>) -> Result<Channel, Fault> {
    Ok(Channel {
        id: row.get(0)?,
        unit: row.get(1)?,
        network: row.get(2)?,
        name: row.get(3)?,
        handle: row.get(4)?,
        remote_id: row.get(5)?,
        url: row.get(6)?,
        avatar_url: row.get(7)?,
        settings: serde_json::from_str(&row.get::<String>(8)?).map_err(|_| Fault::Value {
            statement: "govern_channel.settings".to_owned(),
            reason: "the settings are not JSON".to_owned(),
        })?,
        private_addresses: row.get::<String>(9)? == "allow",
        answer_within_minutes: row.get(10)?,
        opened_at: from_micros(row.get(11)?),
        paused_at: row.get::<Option<i64>>(12)?.map(from_micros),
        fetched_at: row.get::<Option<i64>>(13)?.map(from_micros),
        posted_at: row.get::<Option<i64>>(14)?.map(from_micros),
        trouble: row.get(15)?,
        trouble_at: row.get::<Option<i64>>(16)?.map(from_micros),
        trouble_detail: row.get(17)?,
    })
}

/// Every channel, by name.
pub fn all(conn: &mut Conn) -> Result<Vec<Channel>, Fault> {
    conn.rows(&ALL, values![], read)
}

/// One channel.
pub fn find(conn: &mut Conn, id: ChannelId) -> Result<Option<Channel>, Fault> {
    conn.one(&FIND, values![id], read)
}

/// The unit a channel belongs to.
pub fn unit_of(conn: &mut Conn, id: ChannelId) -> Result<Option<UnitId>, Fault> {
    conn.one(&UNIT_OF, values![id], |row| row.get(0))
}

/// Channels of a unit and of those under it.
pub fn within_unit(conn: &mut Conn, unit: UnitId) -> Result<Vec<ChannelId>, Fault> {
    conn.rows(&WITHIN, values![unit], |row| row.get(0))
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
        micros(now)
    ];
    act.conn().run(&ADD, values).map_err(|fault| match fault.is_unique() {
        true => refuse(StatusCode::CONFLICT, "refuse-channel-known").with("handle", &new.account.handle).into(),
        false => unit::unknown_unit(fault),
    })?;
    let event = Event::ChannelAdded { channel: id, network: new.network.to_owned(), remote_id: new.account.remote_id.clone() };
    act.commit(by.stated(), &event, id)
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
        private_word(*private_addresses)
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

/// Pauses a channel: nothing is fetched or sent until it is resumed.
pub fn pause(mut act: Act<'_>, by: &impl Governs, id: ChannelId) -> Result<Committed<()>, Problem> {
    by.reach(act.conn(), Scope::Channel(id))?;
    let now = act.now();
    if act.conn().run(&PAUSE, values![id, micros(now), by.who()])? == 0 {
        return Err(refuse(StatusCode::CONFLICT, "refuse-channel-paused-already").into());
    }
    act.commit(by.stated(), &Event::ChannelPaused { channel: id }, ())
}

/// Resumes a paused channel.
pub fn resume(mut act: Act<'_>, by: &impl Governs, id: ChannelId) -> Result<Committed<()>, Problem> {
    by.reach(act.conn(), Scope::Channel(id))?;
    if act.conn().run(&RESUME, values![id])? == 0 {
        return Err(refuse(StatusCode::CONFLICT, "refuse-channel-runs-already").into());
    }
    act.commit(by.stated(), &Event::ChannelResumed { channel: id }, ())
}

/// The channel with its line to the network, sessions kept between calls.
pub async fn connected(desk: &Desk, id: ChannelId) -> Result<(Channel, &'static dyn Network, Connection), Problem> {
    let (channel, sealed) = desk
        .read(move |conn| {
            let Some(channel) = find(conn, id)? else { return Err(not_found()) };
            let sealed: Option<Vec<u8>> = conn.one(&SECRETS, values![id], |row| row.get(0))?;
            Ok((channel, sealed.unwrap_or_default()))
        })
        .await?;
    let network = channel.network()?;
    let mut hasher = DefaultHasher::new();
    (&sealed, &channel.settings, channel.private_addresses).hash(&mut hasher);
    let secrets: BTreeMap<String, String> = serde_json::from_slice(&desk.vault().open(&format!("channel:{id}"), &sealed)?)?;
    let private = if channel.private_addresses { PrivateAddresses::Allow } else { PrivateAddresses::Refuse };
    let connection = desk.connection(id, hasher.finish(), || {
        let secrets = secrets.into_iter().map(|(key, value)| (key, Secret::new(value))).collect();
        Connection::new(desk.http(private), channel.settings.clone(), secrets)
    });
    Ok((channel, network, connection))
}

/// Asks the network, now, whether it still knows us as the same account, and notes the answer.
pub async fn check(desk: &Desk, id: ChannelId) -> Result<(), Problem> {
    let (channel, network, connection) = connected(desk, id).await?;
    let answer = match network.account(&connection).await {
        Ok(account) if account.remote_id == channel.remote_id => Ok(()),
        Ok(another) => {
            Err(Trouble::Unauthorised { reason: format!("the credentials are those of another account, {}", another.handle) })
        }
        Err(trouble) => Err(trouble),
    };
    let (noted, now) = (answer.clone(), desk.now());
    desk.write(move |conn| {
        match &noted {
            Ok(()) => well(conn, id)?,
            Err(trouble) => troubled(conn, id, trouble, now)?,
        }
        Ok::<_, Problem>(())
    })
    .await?;
    answer.map_err(|trouble| refused_by_network(&trouble))
}

/// Notes that the network answered well.
pub fn fetched(conn: &mut Conn, id: ChannelId, now: Timestamp) -> Result<(), Fault> {
    conn.run(&FETCHED, values![id, micros(now)])?;
    Ok(())
}

/// Notes that something was posted.
pub fn posted(conn: &mut Conn, id: ChannelId, now: Timestamp) -> Result<(), Fault> {
    conn.run(&POSTED, values![id, micros(now)])?;
    Ok(())
}

/// Notes that the network knows us; nothing was fetched.
pub fn well(conn: &mut Conn, id: ChannelId) -> Result<(), Fault> {
    conn.run(&WELL, values![id])?;
    Ok(())
}

/// Notes a channel's trouble, with the time it began.
pub fn troubled(conn: &mut Conn, id: ChannelId, trouble: &Trouble, now: Timestamp) -> Result<(), Fault> {
    conn.run(&TROUBLED, values![id, trouble_key(trouble), micros(now), trouble.to_string()])?;
    Ok(())
}

/// Who paused it does not matter to a job; that it is paused does.
pub fn is_paused(conn: &mut Conn, id: ChannelId) -> Result<bool, Fault> {
    Ok(find(conn, id)?.is_none_or(|channel| channel.paused_at.is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn someone_waits_since_they_wrote() {
        let hours = |n| Timestamp::UNIX_EPOCH + SignedDuration::from_hours(n);
        assert_eq!(waits_since(hours(97), hours(100)), hours(97), "Torg was away for three hours; they waited all the same");
        assert_eq!(waits_since(hours(105), hours(100)), hours(100), "a network's clock that runs ahead gives nobody more time");
        assert_eq!(waits_since(hours(1), hours(100)), hours(76));
    }
}
