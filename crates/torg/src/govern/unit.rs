//! Units: the tree of the authority's parts. The unit that owns a matter answers for it.
use axum::http::StatusCode;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use store::{Conn, Fault, sql, values};

use super::governing::Governs;
use super::mandate::{Govern, Mandate, Scope};
use crate::ground::clock::{from_micros, micros};
use crate::ground::problem::not_found;
use crate::ground::{Problem, UnitId, refuse};
use crate::records::{Act, Committed, Event};

sql! {
    ADD = "insert into govern_unit (id, parent, name, zone, created_at) values (?1, ?2, ?3, ?4, ?5)";
    ALL = "select id, parent, name, zone, closed_at, review_percent from govern_unit order by name, id";
    ONE = "select id, parent, name, zone, closed_at, review_percent from govern_unit where id = ?1";
    RENAME = "update govern_unit set name = ?2, zone = ?3 where id = ?1 and closed_at is null";
    SHARE = "update govern_unit set review_percent = ?2 where id = ?1 and closed_at is null";
    // `union` drops what was met before, so that a ring in a spoiled database ends.
    UNDER = "with recursive below (id) as (select id from govern_unit where id = ?1
               union select u.id from govern_unit u join below b on u.parent = b.id)
             select id from below";
    ABOVE = "with recursive above (id, parent) as (select u.id, u.parent from govern_unit u where u.id = ?1
               union select u.id, u.parent from govern_unit u join above a on u.id = a.parent)
             select id from above";
    WITHIN = "with recursive above (id, parent) as (select u.id, u.parent from govern_unit u where u.id = ?1
               union select u.id, u.parent from govern_unit u join above a on u.id = a.parent)
             select count(*) from above where id = ?2";
}

/// A part of the authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unit {
    /// Its id.
    pub id: UnitId,
    /// What it is a part of; none for the authority itself.
    pub parent: Option<UnitId>,
    /// Its name.
    pub name: String,
    /// Its time zone, IANA: `Europe/Stockholm`.
    pub zone: String,
    /// When it was closed. A closed unit lies under its successor and keeps its name for what happened before.
    pub closed_at: Option<Timestamp>,
    /// How many of a hundred sent answers its manager looks at; none: as the unit above.
    pub review_percent: Option<i64>,
}

fn read(row: &store::Row<'_>) -> Result<Unit, Fault> {
    Ok(Unit {
        id: row.get(0)?,
        parent: row.get(1)?,
        name: row.get(2)?,
        zone: row.get(3)?,
        closed_at: row.get::<Option<i64>>(4)?.map(from_micros),
        review_percent: row.get(5)?,
    })
}

/// Every unit, by name; closed ones too, which still name what was theirs.
pub fn all(conn: &mut Conn) -> Result<Vec<Unit>, Fault> {
    conn.rows(&ALL, values![], read)
}

/// One unit.
pub fn find(conn: &mut Conn, id: UnitId) -> Result<Option<Unit>, Fault> {
    conn.one(&ONE, values![id], read)
}

/// The unit itself and those it lies under.
pub fn above(conn: &mut Conn, unit: UnitId) -> Result<Vec<UnitId>, Fault> {
    conn.rows(&ABOVE, values![unit], |row| row.get(0))
}

/// A unit and all under it.
pub fn under(conn: &mut Conn, unit: UnitId) -> Result<Vec<UnitId>, Fault> {
    conn.rows(&UNDER, values![unit], |row| row.get(0))
}

/// True when `inner` is `outer` or lies under it.
pub fn is_within(conn: &mut Conn, inner: UnitId, outer: UnitId) -> Result<bool, Fault> {
    Ok(conn.one(&WITHIN, values![inner, outer], |row| row.get::<i64>(0))? == Some(1))
}

/// Refuses a unit that was closed.
pub(super) fn must_be_open(conn: &mut Conn, unit: UnitId) -> Result<(), Problem> {
    match find(conn, unit)? {
        Some(Unit { closed_at: Some(_), name, .. }) => {
            Err(refuse(StatusCode::CONFLICT, "refuse-unit-closed").with("unit", name).into())
        }
        _ => Ok(()),
    }
}

fn fits(name: &str, zone: &str) -> Result<(), Problem> {
    if name.trim().is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-name-missing").into());
    }
    if TimeZone::get(zone).is_err() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-zone").with("zone", zone).into());
    }
    Ok(())
}

pub(super) fn write(conn: &mut Conn, unit: &Unit, now: Timestamp) -> Result<(), Problem> {
    fits(&unit.name, &unit.zone)?;
    conn.run(&ADD, values![unit.id, unit.parent, unit.name.trim(), &unit.zone, micros(now)]).map_err(unknown_unit)?;
    Ok(())
}

/// Someone named a unit that is not there.
pub fn unknown_unit(fault: Fault) -> Problem {
    match fault {
        Fault::ForeignKey => refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-unit").into(),
        fault => fault.into(),
    }
}

/// Adds a unit under `parent`; only who governs everything adds one beside the first.
pub fn add(
    mut act: Act<'_>,
    by: &Mandate<Govern>,
    parent: Option<UnitId>,
    name: &str,
    zone: &str,
) -> Result<Committed<UnitId>, Problem> {
    let now = act.now();
    by.reach(act.conn(), parent.map_or(Scope::Everywhere, Scope::Unit))?;
    let unit = Unit {
        id: UnitId::new(now),
        parent,
        name: name.to_owned(),
        zone: zone.to_owned(),
        closed_at: None,
        review_percent: None,
    };
    write(act.conn(), &unit, now)?;
    act.commit(by.by(), &Event::UnitAdded { unit: unit.id, parent }, unit.id)
}

/// Gives a unit another name or zone.
pub fn rename(mut act: Act<'_>, by: &Mandate<Govern>, unit: UnitId, name: &str, zone: &str) -> Result<Committed<()>, Problem> {
    by.reach(act.conn(), Scope::Unit(unit))?;
    let name = name.trim();
    fits(name, zone)?;
    if act.conn().run(&RENAME, values![unit, name, zone])? == 0 {
        return Err(not_found());
    }
    act.commit(by.by(), &Event::UnitRenamed { unit, name: name.to_owned() }, ())
}

/// Decides how many of a hundred answers, sent without approval, the unit's manager looks at; none: as the unit above.
pub fn share(mut act: Act<'_>, by: &Mandate<Govern>, unit: UnitId, percent: Option<i64>) -> Result<Committed<()>, Problem> {
    by.reach(act.conn(), Scope::Unit(unit))?;
    if percent.is_some_and(|percent| !(0..=100).contains(&percent)) {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-percent").into());
    }
    if act.conn().run(&SHARE, values![unit, percent])? == 0 {
        return Err(not_found());
    }
    act.commit(by.by(), &Event::ReviewShareSet { unit, percent }, ())
}
