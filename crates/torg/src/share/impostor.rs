//! Impostors: anyone may report an account that pretends to be ours, without saying who they are; it is listed when a person has looked.
use std::collections::BTreeSet;

use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use store::{Conn, Fault, sql, values};

use super::account_name::{Key, keys};
use crate::govern::mandate::{Govern, Mandate};
use crate::ground::clock::{from_micros, micros};
use crate::ground::ids::fresh;
use crate::ground::problem::not_found;
use crate::ground::vault::sha256;
use crate::ground::{ImpostorId, Problem, refuse};
use crate::records::{Act, By, Committed, Event, content};

/// Reports that one sender may make in an hour, and all senders together.
const FROM_ONE: i64 = 5;
const FROM_ALL: i64 = 100;
const HOUR: SignedDuration = SignedDuration::from_hours(1);
/// Longest note, in characters.
const LONGEST: usize = 1000;

sql! {
    FORGET = "delete from share_report where at < ?1";
    FROM_SENDER = "select count(*) from share_report where sender = ?1";
    FROM_EVERYONE = "select count(*) from share_report";
    NOTE_REPORT = "insert into share_report (id, sender, at) values (?1, ?2, ?3)";
    REPORT = "insert into share_impostor (id, address, lookalike, note, reported_at, state, state_at) values (?1, ?2, ?3, ?4, ?5, 'reported', ?5)
              on conflict (lookalike) do nothing";
    TURN = "update share_impostor set state = ?2, state_at = ?3, state_by = ?4, why = ?5 where id = ?1 and state = ?6";
    ALL = "select id, address, note, reported_at, state, state_at, why from share_impostor order by id desc limit 500";
    WAITING = "select count(*) from (select 1 from share_impostor where state = 'reported' limit 1000) as waiting";
    LISTED = "select address, state, state_at from share_public_impostor order by state_at desc limit 500";
    KNOWN = "select address, state, state_at from share_public_impostor where lookalike = ?1";
}

/// Where a report stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It waits for a person.
    Reported,
    /// It pretends to be ours.
    Confirmed,
    /// It does not.
    Dismissed,
    /// It pretended, and is gone.
    Gone,
}

impl State {
    /// As the database, the API and the locale keys (`impostor-reported`) write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Confirmed => "confirmed",
            Self::Dismissed => "dismissed",
            Self::Gone => "gone",
        }
    }

    fn named(name: &str) -> Self {
        [Self::Reported, Self::Confirmed, Self::Gone].into_iter().find(|state| state.as_str() == name).unwrap_or(Self::Dismissed)
    }
}

/// A report, for those who look at it.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields mirror the table")]
pub struct Impostor {
    pub id: ImpostorId,
    pub address: String,
    pub note: String,
    pub reported_at: Timestamp,
    pub state: State,
    pub state_at: Timestamp,
    pub why: Option<String>,
}

/// An impostor as everyone may see it.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields mirror the view")]
pub struct PublicImpostor {
    pub address: String,
    pub state: State,
    pub since: Timestamp,
}

/// The one key a report is known by: the most telling there is.
fn telling(asked: &BTreeSet<Key>) -> Option<String> {
    let rank = |key: &Key| match key {
        Key::Did(_) => 0,
        Key::Handle(_) => 1,
        Key::Address(_) => 2,
        Key::LocalName(_) => 3,
    };
    asked.iter().filter(|key| !matches!(key, Key::LocalName(_))).min_by_key(|key| rank(key)).map(|key| match key {
        Key::Did(text) | Key::Handle(text) | Key::Address(text) | Key::LocalName(text) => text.clone(),
    })
}

/// The confirmed impostor that someone asks about.
pub fn known(conn: &mut Conn, asked: &BTreeSet<Key>) -> Result<Option<PublicImpostor>, Fault> {
    let Some(lookalike) = telling(asked) else { return Ok(None) };
    conn.one(&KNOWN, values![lookalike], public)
}

fn public(row: &store::Row<'_>) -> Result<PublicImpostor, Fault> {
    Ok(PublicImpostor { address: row.get(0)?, state: State::named(&row.get::<String>(1)?), since: from_micros(row.get(2)?) })
}

/// Those listed, the latest first.
pub fn listed(conn: &mut Conn) -> Result<Vec<PublicImpostor>, Fault> {
    conn.rows(&LISTED, values![], public)
}

/// Every report, the latest first.
pub fn all(conn: &mut Conn) -> Result<Vec<Impostor>, Fault> {
    conn.rows(&ALL, values![], |row| {
        Ok(Impostor {
            id: row.get(0)?,
            address: row.get(1)?,
            note: row.get(2)?,
            reported_at: from_micros(row.get(3)?),
            state: State::named(&row.get::<String>(4)?),
            state_at: from_micros(row.get(5)?),
            why: row.get(6)?,
        })
    })
}

/// How many wait for a person; a thousand means many.
pub fn count_waiting(conn: &mut Conn) -> Result<i64, Fault> {
    Ok(conn.one(&WAITING, values![], |row| row.get(0))?.unwrap_or(0))
}

/// Reports an account. `sender` is where the report comes from; only its hash is kept, for an hour. One that was reported already
/// changes nothing, and the answer does not tell.
pub fn report(mut act: Act<'_>, written: &str, note: &str, sender: &str) -> Result<Committed<()>, Problem> {
    let now = act.now();
    let Some(lookalike) = telling(&keys(written)) else {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-account-unreadable").into());
    };
    if note.chars().count() > LONGEST {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-application-long").with("limit", LONGEST).into());
    }
    let sender = sha256(format!("impostor-report:{sender}").as_bytes()).to_vec();
    let conn = act.conn();
    conn.run(&FORGET, values![micros(now - HOUR)])?;
    let from_one = conn.one(&FROM_SENDER, values![&sender], |row| row.get::<i64>(0))?.unwrap_or(0);
    let from_all = conn.one(&FROM_EVERYONE, values![], |row| row.get::<i64>(0))?.unwrap_or(0);
    if from_one >= FROM_ONE || from_all >= FROM_ALL {
        return Err(refuse(StatusCode::TOO_MANY_REQUESTS, "refuse-too-many-reports").into());
    }
    conn.run(&NOTE_REPORT, values![fresh(now), sender, micros(now)])?;
    let id = ImpostorId::new(now);
    let address: String = written.trim().chars().take(500).collect();
    if conn.run(&REPORT, values![id, &address, lookalike, note.trim(), micros(now)])? == 0 {
        return Ok(act.nothing(()));
    }
    let address = content::keep_bytes(conn, address.as_bytes())?;
    act.commit(By::Torg, &Event::ImpostorReported { impostor: id, address }, ())
}

/// Says whether a reported account pretends to be ours.
pub fn decide(
    mut act: Act<'_>,
    by: &Mandate<Govern>,
    id: ImpostorId,
    confirmed: bool,
    why: &str,
) -> Result<Committed<()>, Problem> {
    let (now, why) = (act.now(), why.trim());
    if why.is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-reason-missing").into());
    }
    let state = if confirmed { State::Confirmed } else { State::Dismissed };
    let values = values![id, state.as_str(), micros(now), by.person(), why, State::Reported.as_str()];
    if act.conn().run(&TURN, values)? == 0 {
        return Err(not_found());
    }
    let why = content::keep_bytes(act.conn(), why.as_bytes())?;
    act.commit(by.by(), &Event::ImpostorDecided { impostor: id, confirmed, why }, ())
}

/// Notes that an impostor is gone.
pub fn gone(mut act: Act<'_>, by: &Mandate<Govern>, id: ImpostorId) -> Result<Committed<()>, Problem> {
    let now = act.now();
    let values = values![id, State::Gone.as_str(), micros(now), by.person(), None::<&str>, State::Confirmed.as_str()];
    if act.conn().run(&TURN, values)? == 0 {
        return Err(not_found());
    }
    act.commit(by.by(), &Event::ImpostorGone { impostor: id }, ())
}
