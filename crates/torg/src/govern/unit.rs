//! Units: the tree of the authority's parts. The unit that owns a matter answers for it.
use axum::http::StatusCode;
use jiff::tz::TimeZone;
use serde::Serialize;
use store::{Conn, Fault, sql, values};

use super::governing::Governs;
use super::mandate::{Govern, Mandate, Scope};
use crate::ground::clock::micros;
use crate::ground::{Problem, UnitId, refuse};
use crate::records::{Act, Committed, Event};

sql! {
    ADD = "insert into govern_unit (id, parent, name, zone, created_at) values (?1, ?2, ?3, ?4, ?5)";
    ALL = "select id, parent, name, zone from govern_unit order by name";
    UNDER = "with recursive below (id) as (select id from govern_unit where id = ?1
               union all select u.id from govern_unit u join below b on u.parent = b.id)
             select id from below";
    PARENT = "select parent from govern_unit where id = ?1";
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
}

/// Every unit, by name.
pub fn all(conn: &mut Conn) -> Result<Vec<Unit>, Fault> {
    conn.rows(&ALL, values![], |row| Ok(Unit { id: row.get(0)?, parent: row.get(1)?, name: row.get(2)?, zone: row.get(3)? }))
}

/// A unit and all under it.
pub fn under(conn: &mut Conn, unit: UnitId) -> Result<Vec<UnitId>, Fault> {
    conn.rows(&UNDER, values![unit], |row| row.get(0))
}

/// True when `inner` is `outer` or lies under it.
pub fn is_within(conn: &mut Conn, inner: UnitId, outer: UnitId) -> Result<bool, Fault> {
    let mut at = Some(inner);
    // A tree of authorities is a handful of levels; the bound keeps a spoiled database from looping.
    for _ in 0..64 {
        match at {
            Some(unit) if unit == outer => return Ok(true),
            Some(unit) => at = conn.one(&PARENT, values![unit], |row| row.get(0))?.flatten(),
            None => return Ok(false),
        }
    }
    Ok(false)
}

pub(super) fn write(conn: &mut Conn, unit: &Unit, now: jiff::Timestamp) -> Result<(), Problem> {
    if unit.name.trim().is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-name-missing").into());
    }
    if TimeZone::get(&unit.zone).is_err() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-zone").with("zone", &unit.zone).into());
    }
    conn.run(&ADD, values![unit.id, unit.parent, unit.name.trim(), &unit.zone, micros(now)]).map_err(unknown_unit)?;
    Ok(())
}

/// Someone named a unit that is not there.
pub(super) fn unknown_unit(fault: Fault) -> Problem {
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
    let unit = Unit { id: UnitId::new(now), parent, name: name.to_owned(), zone: zone.to_owned() };
    write(act.conn(), &unit, now)?;
    act.commit(by.by(), &Event::UnitAdded { unit: unit.id, parent }, unit.id)
}
