//! Guidelines of the house: numbered, adopted by someone on a day, revised as versions, and acknowledged by those who work by them.
use std::collections::{HashMap, HashSet};

use axum::http::StatusCode;
use jiff::Timestamp;
use jiff::civil::Date;
use store::{Conn, Fault, sql, values};

use super::governing::Governs;
use super::mandate::{Govern, Mandate, Scope};
use super::person::{self, Person};
use super::unit;
use crate::ground::clock::{from_micros, micros};
use crate::ground::locale::Locale;
use crate::ground::problem::not_found;
use crate::ground::{GuidelineId, PersonId, Problem, UnitId, refuse};
use crate::records::{Act, By, Committed, Event, content};

/// Longest text, in characters: a guideline that nobody can read to its end guides nobody.
const LONGEST: usize = 60_000;

sql! {
    ADD = "insert into govern_guideline (id, unit, title, number, owner, language, created_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    CHANGE = "update govern_guideline set title = ?2, number = ?3, owner = ?4, language = ?5 where id = ?1 and withdrawn_at is null";
    ADD_VERSION = "insert into govern_guideline_version (guideline, version, text, adopted_by, adopted_on, entered_at, entered_by)
                   values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    WITHDRAW = "update govern_guideline set withdrawn_at = ?2, withdrawn_by = ?3, withdrawn_why = ?4 where id = ?1 and withdrawn_at is null";
    ALL = "select g.id, g.unit, g.title, g.number, g.owner, g.language, g.withdrawn_at, g.withdrawn_why, v.version, v.text, v.adopted_by, v.adopted_on
           from govern_guideline g join govern_guideline_version v on v.guideline = g.id
           where v.version = (select max(version) from govern_guideline_version where guideline = g.id) order by g.title, g.id";
    VERSIONS = "select version, adopted_by, adopted_on, entered_at from govern_guideline_version where guideline = ?1 order by version desc";
    TEXT = "select text from govern_guideline_version where guideline = ?1 and version = ?2";
    ACKNOWLEDGE = "insert into govern_acknowledgement (guideline, version, person, at) values (?1, ?2, ?3, ?4) on conflict do nothing";
    OF_PERSON = "select guideline, version from govern_acknowledgement where person = ?1";
    OF_VERSION = "select person, at from govern_acknowledgement where guideline = ?1 and version = ?2";
}

/// A guideline with its latest version.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields mirror the table, where each is explained")]
pub struct Guideline {
    pub id: GuidelineId,
    /// Whom it is for: a unit and those under it, or everyone.
    pub unit: Option<UnitId>,
    pub title: String,
    pub number: String,
    pub owner: Option<PersonId>,
    pub language: Locale,
    pub withdrawn_at: Option<Timestamp>,
    pub withdrawn_why: Option<String>,
    pub version: i64,
    pub text: String,
    pub adopted_by: String,
    /// The day it was adopted, `2026-11-20`.
    pub adopted_on: String,
}

impl Guideline {
    /// Where it holds.
    pub fn scope(&self) -> Scope {
        self.unit.map_or(Scope::Everywhere, Scope::Unit)
    }
}

/// A version as it was adopted.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields mirror the table")]
pub struct Version {
    pub version: i64,
    pub adopted_by: String,
    pub adopted_on: String,
    pub entered_at: Timestamp,
}

/// What is adopted.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields mirror the table")]
pub struct Adopted {
    pub unit: Option<UnitId>,
    pub title: String,
    pub number: String,
    pub owner: Option<PersonId>,
    pub language: Locale,
    pub text: String,
    pub adopted_by: String,
    pub adopted_on: String,
}

impl Adopted {
    fn checked(&self) -> Result<(), Problem> {
        let missing = |text: &str| text.trim().is_empty();
        if missing(&self.title) || missing(&self.number) || missing(&self.text) || missing(&self.adopted_by) {
            return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-guideline-bare").into());
        }
        if self.adopted_on.trim().parse::<Date>().is_err() {
            return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-day-unreadable")
                .with("day", self.adopted_on.trim())
                .into());
        }
        if self.text.chars().count() > LONGEST {
            return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-application-long").with("limit", LONGEST).into());
        }
        Ok(())
    }
}

/// Every guideline, by title; withdrawn ones too.
pub fn all(conn: &mut Conn) -> Result<Vec<Guideline>, Fault> {
    conn.rows(&ALL, values![], |row| {
        Ok(Guideline {
            id: row.get(0)?,
            unit: row.get(1)?,
            title: row.get(2)?,
            number: row.get(3)?,
            owner: row.get(4)?,
            language: Locale::named(&row.get::<String>(5)?).unwrap_or_default(),
            withdrawn_at: row.get::<Option<i64>>(6)?.map(from_micros),
            withdrawn_why: row.get(7)?,
            version: row.get(8)?,
            text: row.get(9)?,
            adopted_by: row.get(10)?,
            adopted_on: row.get(11)?,
        })
    })
}

/// One guideline.
pub fn find(conn: &mut Conn, id: GuidelineId) -> Result<Option<Guideline>, Fault> {
    Ok(all(conn)?.into_iter().find(|guideline| guideline.id == id))
}

/// Its versions, the latest first.
pub fn versions(conn: &mut Conn, id: GuidelineId) -> Result<Vec<Version>, Fault> {
    conn.rows(&VERSIONS, values![id], |row| {
        Ok(Version {
            version: row.get(0)?,
            adopted_by: row.get(1)?,
            adopted_on: row.get(2)?,
            entered_at: from_micros(row.get(3)?),
        })
    })
}

/// The text of one version.
pub fn text(conn: &mut Conn, id: GuidelineId, version: i64) -> Result<Option<String>, Fault> {
    conn.one(&TEXT, values![id, version], |row| row.get(0))
}

/// Adopts a guideline, or the next version of a known one.
pub fn adopt(
    mut act: Act<'_>,
    by: &Mandate<Govern>,
    known: Option<GuidelineId>,
    adopted: &Adopted,
) -> Result<Committed<GuidelineId>, Problem> {
    adopted.checked()?;
    let now = act.now();
    if let Some(owner) = adopted.owner
        && !person::works_here(act.conn(), owner)?
    {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-person").into());
    }
    let (id, version) = match known {
        Some(id) => {
            let before = find(act.conn(), id)?.ok_or_else(not_found)?;
            by.reach(act.conn(), before.scope())?;
            let values = values![id, adopted.title.trim(), adopted.number.trim(), adopted.owner, adopted.language.tag()];
            if act.conn().run(&CHANGE, values)? == 0 {
                return Err(refuse(StatusCode::CONFLICT, "refuse-guideline-withdrawn").into());
            }
            (id, before.version + 1)
        }
        None => {
            by.reach(act.conn(), adopted.unit.map_or(Scope::Everywhere, Scope::Unit))?;
            let id = GuidelineId::new(now);
            let (title, number) = (adopted.title.trim(), adopted.number.trim());
            let values = values![id, adopted.unit, title, number, adopted.owner, adopted.language.tag(), micros(now)];
            act.conn().run(&ADD, values).map_err(unit::unknown_unit)?;
            (id, 1)
        }
    };
    let (adopted_by, adopted_on) = (adopted.adopted_by.trim(), adopted.adopted_on.trim());
    let values = values![id, version, &adopted.text, adopted_by, adopted_on, micros(now), by.person()];
    act.conn().run(&ADD_VERSION, values)?;
    let text = content::keep_bytes(act.conn(), adopted.text.as_bytes())?;
    act.commit(by.by(), &Event::GuidelineAdopted { guideline: id, version, text }, id)
}

/// Withdraws a guideline: it no longer holds, and stays readable.
pub fn withdraw(mut act: Act<'_>, by: &Mandate<Govern>, id: GuidelineId, why: &str) -> Result<Committed<()>, Problem> {
    let (now, why) = (act.now(), why.trim());
    let known = find(act.conn(), id)?.ok_or_else(not_found)?;
    by.reach(act.conn(), known.scope())?;
    if why.is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-reason-missing").into());
    }
    if act.conn().run(&WITHDRAW, values![id, micros(now), by.person(), why])? == 0 {
        return Err(refuse(StatusCode::CONFLICT, "refuse-guideline-withdrawn").into());
    }
    let why = content::keep_bytes(act.conn(), why.as_bytes())?;
    act.commit(by.by(), &Event::GuidelineWithdrawn { guideline: id, why }, ())
}

/// Acknowledges the version one has read. A newer one must be read anew.
pub fn acknowledge(mut act: Act<'_>, by: PersonId, id: GuidelineId, version: i64) -> Result<Committed<()>, Problem> {
    let now = act.now();
    let known = find(act.conn(), id)?.ok_or_else(not_found)?;
    if known.version != version {
        return Err(refuse(StatusCode::CONFLICT, "refuse-guideline-newer").into());
    }
    if act.conn().run(&ACKNOWLEDGE, values![id, version, by, micros(now)])? == 0 {
        return Ok(act.nothing(()));
    }
    act.commit(By::Oneself { person: by }, &Event::GuidelineAcknowledged { guideline: id, version }, ())
}

/// Which version of each guideline someone has acknowledged last.
pub fn acknowledged_by(conn: &mut Conn, person: PersonId) -> Result<HashMap<GuidelineId, i64>, Fault> {
    let mut latest = HashMap::new();
    for (guideline, version) in
        conn.rows(&OF_PERSON, values![person], |row| Ok((row.get::<GuidelineId>(0)?, row.get::<i64>(1)?)))?
    {
        latest.entry(guideline).and_modify(|known: &mut i64| *known = (*known).max(version)).or_insert(version);
    }
    Ok(latest)
}

/// Who has read the latest version of a guideline.
#[derive(Clone, Debug, Default)]
pub struct Readers {
    /// Who has, and when.
    pub have: Vec<(Person, Timestamp)>,
    /// Who of those it is for has not.
    pub have_not: Vec<Person>,
}

/// Who has read the latest version, and who has not.
pub fn readers(conn: &mut Conn, guideline: &Guideline) -> Result<Readers, Problem> {
    let read: HashMap<PersonId, Timestamp> = conn
        .rows(&OF_VERSION, values![guideline.id, guideline.version], |row| Ok((row.get(0)?, from_micros(row.get(1)?))))?
        .into_iter()
        .collect();
    let within: Option<HashSet<UnitId>> = match guideline.unit {
        Some(unit) => Some(unit::under(conn, unit)?.into_iter().collect()),
        None => None,
    };
    let Readers { mut have, mut have_not } = Readers::default();
    for person in person::all(conn)?.into_iter().filter(|person| !person.left) {
        match read.get(&person.id) {
            Some(at) => have.push((person, *at)),
            None if within.as_ref().is_none_or(|units| units.contains(&person.unit)) => have_not.push(person),
            None => {}
        }
    }
    Ok(Readers { have, have_not })
}
