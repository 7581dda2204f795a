//! Subscriptions to the calendar: an address with a secret, from which a calendar program reads what its person may see on that very day.
//! The secret is shown once and kept only as its hash; whoever leaves, or loses the mandate, leaves an address that shows nothing.
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use store::{Conn, Fault, sql, values};

use super::calendar::Filter;
use crate::govern::Officer;
use crate::govern::login::random_token;
use crate::govern::mandate::{Mandate, Read};
use crate::govern::person;
use crate::ground::clock::{from_micros, micros};
use crate::ground::problem::not_found;
use crate::ground::vault::sha256;
use crate::ground::{CalendarFeedId, PersonId, Problem, refuse};
use crate::records::{Act, Committed, Event};

/// Nobody needs more at a time.
const MOST: usize = 20;
/// That a program read it is noted so seldom: it asks every quarter of an hour for years.
const NOTED: SignedDuration = SignedDuration::from_hours(1);

/// A subscription as lists show it.
#[derive(Clone, Debug)]
pub struct CalendarFeed {
    /// Its id.
    pub id: CalendarFeedId,
    /// Whose eyes it reads with.
    pub person: PersonId,
    /// What its owner calls it.
    pub name: String,
    /// Which posts; of all that they may see.
    pub filter: Filter,
    /// Since when.
    pub made_at: Timestamp,
    /// When a program last read it, to the hour.
    pub read_at: Option<Timestamp>,
}

sql! {
    MAKE = "insert into publish_calendar_feed (id, person, secret_hash, name, unit, channel, made_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    OF = "select id, person, name, unit, channel, made_at, read_at from publish_calendar_feed where person = ?1 and ended_at is null order by id limit 100";
    SHOWN = "select id, person, name, unit, channel, made_at, read_at from publish_calendar_feed where secret_hash = ?1 and ended_at is null";
    NOTE = "update publish_calendar_feed set read_at = ?2 where id = ?1 and (read_at is null or read_at < ?3)";
    END = "update publish_calendar_feed set ended_at = ?3 where id = ?1 and person = ?2 and ended_at is null";
}

fn read(row: &store::Row<'_>) -> Result<CalendarFeed, Fault> {
    Ok(CalendarFeed {
        id: row.get(0)?,
        person: row.get(1)?,
        name: row.get(2)?,
        filter: Filter { unit: row.get(3)?, channel: row.get(4)?, state: None },
        made_at: from_micros(row.get(5)?),
        read_at: row.get::<Option<i64>>(6)?.map(from_micros),
    })
}

/// Somebody's own.
pub fn of(conn: &mut Conn, person: PersonId) -> Result<Vec<CalendarFeed>, Fault> {
    conn.rows(&OF, values![person], read)
}

/// Makes one for whoever asks; gives its secret, which is shown once.
pub fn make(mut act: Act<'_>, by: &Mandate<Read>, name: &str, filter: &Filter) -> Result<Committed<String>, Problem> {
    let now = act.now();
    let name: String = name.trim().chars().take(100).collect();
    if name.is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-name-missing").into());
    }
    if of(act.conn(), by.person())?.len() >= MOST {
        return Err(refuse(StatusCode::CONFLICT, "refuse-calendar-feeds").with("most", MOST).into());
    }
    let (id, secret) = (CalendarFeedId::new(now), random_token()?);
    let hash = sha256(secret.as_bytes());
    act.conn().run(&MAKE, values![id, by.person(), hash, name, filter.unit, filter.channel, micros(now)])?;
    act.commit(by.by(), &Event::CalendarFeedMade { feed: id, person: by.person() }, secret)
}

/// Ends one of one's own.
pub fn end(mut act: Act<'_>, by: &Mandate<Read>, id: CalendarFeedId) -> Result<Committed<()>, Problem> {
    let now = act.now();
    if act.conn().run(&END, values![id, by.person(), micros(now)])? == 0 {
        return Err(not_found());
    }
    act.commit(by.by(), &Event::CalendarFeedEnded { feed: id, person: by.person() }, ())
}

/// The subscription whose secret was shown, and the officer whose eyes it reads with; nothing for one that ended or whose person left.
pub fn shown(conn: &mut Conn, secret: &str) -> Result<Option<(CalendarFeed, Officer)>, Fault> {
    let Some(found) = conn.one(&SHOWN, values![sha256(secret.as_bytes())], read)? else { return Ok(None) };
    let person = person::find(conn, found.person)?.filter(|person| !person.left);
    Ok(person.map(|person| (found, Officer { person, only_under: None })))
}

/// Notes that a program read it.
pub fn note(conn: &mut Conn, id: CalendarFeedId, now: Timestamp) -> Result<(), Fault> {
    conn.run(&NOTE, values![id, micros(now), micros(now - NOTED)])?;
    Ok(())
}
