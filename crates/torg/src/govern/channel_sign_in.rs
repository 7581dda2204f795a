//! Between asking a network who an account is and saving it: what was filled in waits sealed, for one person and a quarter of an
//! hour. The page carries only its name.
use std::collections::BTreeMap;

use axum::http::StatusCode;
use connect::{Account, PrivateAddresses, Secret};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Conn, sql, values};

use super::channel::{Filled, NewChannel, Opened, Renewal};
use super::mandate::Scope;
use crate::ground::clock::micros;
use crate::ground::{ApplicationId, ChannelId, Desk, PersonId, Problem, UnitId, refuse};

/// How long it waits.
const WAITS: SignedDuration = SignedDuration::from_mins(15);

sql! {
    KEEP = "insert into govern_channel_sign_in (state, person, sealed, expires_at) values (?1, ?2, ?3, ?4)";
    FIND = "select sealed from govern_channel_sign_in where state = ?1 and person = ?2 and expires_at > ?3";
    TAKE = "delete from govern_channel_sign_in where state = ?1 and person = ?2 and expires_at > ?3 returning sealed";
    FORGET_OLD = "delete from govern_channel_sign_in where expires_at <= ?1";
}

/// A channel on its way in, or a known one on its way to new credentials.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// The network's name.
    pub network: String,
    /// Plain settings.
    pub settings: BTreeMap<String, String>,
    /// Secrets, bare: this is sealed before it is kept.
    secrets: BTreeMap<String, String>,
    /// Until when they hold, where the network said so.
    #[serde(default)]
    holds_until: Option<Timestamp>,
    /// Whether addresses inside the house may be called.
    private_addresses: bool,
    /// What it is for.
    pub purpose: Purpose,
    /// How far it has come.
    pub step: Step,
}

/// What a sign-in is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    /// A new channel.
    Add {
        /// Whose it will be.
        unit: UnitId,
        /// Minutes within which people are answered.
        answer_within_minutes: i64,
        /// The application it was decided under, where there is one.
        application: Option<ApplicationId>,
    },
    /// New credentials for a known one.
    Renew {
        /// Which.
        channel: ChannelId,
    },
}

/// How far a sign-in has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// The person is at the network, which will send their browser back.
    AtNetwork {
        /// Where the network asks them.
        url: String,
        /// What [`connect::Authorising::finish`] needs again.
        pending: String,
    },
    /// The network said who the account is; a person looks before it is saved.
    Verified {
        /// The network's stable id.
        remote_id: String,
        /// Full handle.
        handle: String,
        /// The name shown.
        name: String,
        /// The public profile.
        url: Option<String>,
        /// The picture.
        avatar_url: Option<String>,
    },
}

impl Step {
    /// The account as the network showed it.
    pub fn verified(account: Account) -> Self {
        let Account { remote_id, handle, name, url, avatar_url } = account;
        Self::Verified { remote_id, handle, name, url, avatar_url }
    }
}

impl SignIn {
    /// What was filled in, at `step`.
    pub fn new(network: &str, filled: &Filled, private: PrivateAddresses, purpose: Purpose, step: Step) -> Self {
        Self {
            network: network.to_owned(),
            settings: filled.settings.clone(),
            secrets: filled.secrets.iter().map(|(key, secret)| (key.clone(), secret.reveal().to_owned())).collect(),
            holds_until: filled.holds_until,
            private_addresses: private == PrivateAddresses::Allow,
            purpose,
            step,
        }
    }

    /// Where the permission for it must hold: calling addresses inside the house takes one for everything.
    pub fn scope(&self) -> Scope {
        match (self.private_addresses(), self.purpose) {
            (PrivateAddresses::Allow, Purpose::Add { .. }) => Scope::Everywhere,
            (PrivateAddresses::Refuse, Purpose::Add { unit, .. }) => Scope::Unit(unit),
            (_, Purpose::Renew { channel }) => Scope::Channel(channel),
        }
    }

    /// What was filled in.
    pub fn filled(&self) -> Filled {
        let secrets = self.secrets.iter().map(|(key, secret)| (key.clone(), Secret::new(secret.clone()))).collect();
        Filled { settings: self.settings.clone(), secrets, holds_until: self.holds_until }
    }

    /// Whether addresses inside the house may be called.
    pub fn private_addresses(&self) -> PrivateAddresses {
        if self.private_addresses { PrivateAddresses::Allow } else { PrivateAddresses::Refuse }
    }

    /// The account, once the network has said who it is.
    pub fn account(&self) -> Option<Account> {
        match &self.step {
            Step::AtNetwork { .. } => None,
            Step::Verified { remote_id, handle, name, url, avatar_url } => Some(Account {
                remote_id: remote_id.clone(),
                handle: handle.clone(),
                name: name.clone(),
                url: url.clone(),
                avatar_url: avatar_url.clone(),
            }),
        }
    }

    /// The channel to be added, when this is for one and its account is verified.
    pub fn new_channel(&self) -> Option<NewChannel> {
        let Purpose::Add { unit, answer_within_minutes, application } = self.purpose else { return None };
        Some(NewChannel {
            unit,
            network: connect::by_name(&self.network)?.about().name,
            account: self.account()?,
            filled: self.filled(),
            private_addresses: self.private_addresses(),
            answer_within_minutes,
            opened: application.map_or(Opened::Pilot, Opened::AsDecided),
        })
    }

    /// The renewal, when this is for one and its account is verified.
    pub fn renewal(&self) -> Option<(ChannelId, Renewal)> {
        let Purpose::Renew { channel } = self.purpose else { return None };
        let renewal = Renewal { account: self.account()?, filled: self.filled(), private_addresses: self.private_addresses() };
        Some((channel, renewal))
    }
}

fn seal_purpose(state: &str, person: PersonId) -> String {
    format!("channel-sign-in:{state}:{person}")
}

/// Keeps a sign-in under `state` for `person`. What ran out is forgotten on the way.
pub fn keep(
    desk: &Desk,
    conn: &mut Conn,
    state: &str,
    person: PersonId,
    sign_in: &SignIn,
    now: Timestamp,
) -> Result<(), Problem> {
    conn.run(&FORGET_OLD, values![micros(now)])?;
    let sealed = desk.vault().seal(&seal_purpose(state, person), &serde_json::to_vec(sign_in)?)?;
    conn.run(&KEEP, values![state, person, sealed, micros(now + WAITS)])?;
    Ok(())
}

/// The sign-in kept under `state` for this very person, while it waits.
pub fn find(desk: &Desk, conn: &mut Conn, state: &str, person: PersonId, now: Timestamp) -> Result<SignIn, Problem> {
    let sealed = conn.one(&FIND, values![state, person, micros(now)], |row| row.get::<Vec<u8>>(0))?;
    opened(desk, state, person, sealed)
}

/// Takes it out: it can be used once.
pub fn take(desk: &Desk, conn: &mut Conn, state: &str, person: PersonId, now: Timestamp) -> Result<SignIn, Problem> {
    let sealed = conn.one(&TAKE, values![state, person, micros(now)], |row| row.get::<Vec<u8>>(0))?;
    opened(desk, state, person, sealed)
}

fn opened(desk: &Desk, state: &str, person: PersonId, sealed: Option<Vec<u8>>) -> Result<SignIn, Problem> {
    let Some(sealed) = sealed else {
        return Err(refuse(StatusCode::GONE, "refuse-channel-sign-in-over")
            .way_on("/govern/channels/new", "way-on-channel-new")
            .into());
    };
    Ok(serde_json::from_slice(&desk.vault().open(&seal_purpose(state, person), &sealed)?)?)
}
