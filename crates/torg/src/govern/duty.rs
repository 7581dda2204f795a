//! Duty: who is on call for a unit, from a moment to a moment (R003). A unit without anybody of its own leans on the unit above.
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use store::{Conn, Fault, sql, values};

use super::governing::Governs;
use super::mandate::{Govern, Mandate, Scope};
use super::person;
use crate::ground::clock::{from_micros, micros};
use crate::ground::problem::not_found;
use crate::ground::{DutyId, PersonId, Problem, UnitId, refuse};
use crate::records::{Act, Committed, Event};

/// Longest shift: nobody is on call for longer without being asked again.
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 31);

macro_rules! columns {
    () => {
        "id, unit, person, begins_at, ends_at, made_by, ended_at"
    };
}

sql! {
    SET = "insert into govern_duty (id, unit, person, begins_at, ends_at, made_by, mandate, made_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    END = "update govern_duty set ended_by = ?2, ended_at = ?3 where id = ?1 and ended_at is null and ends_at > ?3";
    FIND = concat!("select ", columns!(), " from govern_duty where id = ?1");
    TO_COME = concat!("select ", columns!(), " from govern_duty where unit = ?1 and ends_at > ?2 and ended_at is null order by begins_at, id limit 200");
    // The nearest unit upwards that has somebody on duty. A ring in a spoiled database ends.
    NOW = "with recursive above (id, parent, depth) as (
             select u.id, u.parent, 0 from govern_unit u where u.id = ?1
             union all select u.id, u.parent, a.depth + 1 from govern_unit u join above a on u.id = a.parent where a.depth < 64)
           select d.person from above a join govern_duty d on d.unit = a.id join govern_person p on p.id = d.person
           where d.begins_at <= ?2 and d.ends_at > ?2 and d.ended_at is null and p.left_at is null
           order by a.depth, d.begins_at desc, d.id desc limit 1";
}

/// A time on duty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "fields mirror the table")]
pub struct Duty {
    pub id: DutyId,
    pub unit: UnitId,
    pub person: PersonId,
    pub begins_at: Timestamp,
    pub ends_at: Timestamp,
    pub made_by: PersonId,
    pub ended_at: Option<Timestamp>,
}

fn read(row: &store::Row<'_>) -> Result<Duty, Fault> {
    Ok(Duty {
        id: row.get(0)?,
        unit: row.get(1)?,
        person: row.get(2)?,
        begins_at: from_micros(row.get(3)?),
        ends_at: from_micros(row.get(4)?),
        made_by: row.get(5)?,
        ended_at: row.get::<Option<i64>>(6)?.map(from_micros),
    })
}

/// One of them.
pub fn find(conn: &mut Conn, id: DutyId) -> Result<Option<Duty>, Fault> {
    conn.one(&FIND, values![id], read)
}

/// A unit's own, those that are not over, the first first.
pub fn to_come(conn: &mut Conn, unit: UnitId, now: Timestamp) -> Result<Vec<Duty>, Fault> {
    conn.rows(&TO_COME, values![unit, micros(now)], read)
}

/// Who is on duty for a unit now: its own, else that of the nearest unit above. Of two at once the one who began last.
pub fn on_duty(conn: &mut Conn, unit: UnitId, now: Timestamp) -> Result<Option<PersonId>, Fault> {
    conn.one(&NOW, values![unit, micros(now)], |row| row.get(0))
}

/// Puts someone on duty.
pub fn set(
    mut act: Act<'_>,
    by: &Mandate<Govern>,
    unit: UnitId,
    person: PersonId,
    begins_at: Timestamp,
    ends_at: Timestamp,
) -> Result<Committed<DutyId>, Problem> {
    by.reach(act.conn(), Scope::Unit(unit))?;
    let now = act.now();
    if ends_at <= begins_at || ends_at <= now || ends_at.duration_since(begins_at) > LONGEST {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-duty-time").into());
    }
    if !person::works_here(act.conn(), person)? {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-person").into());
    }
    let id = DutyId::new(now);
    let values = values![id, unit, person, micros(begins_at), micros(ends_at), by.person(), by.id(), micros(now)];
    act.conn().run(&SET, values).map_err(super::unit::unknown_unit)?;
    act.commit(by.by(), &Event::DutySet { duty: id, unit, person, begins_at, ends_at }, id)
}

/// Takes someone off duty before its end.
pub fn end(mut act: Act<'_>, by: &Mandate<Govern>, id: DutyId) -> Result<Committed<()>, Problem> {
    let now = act.now();
    let duty = find(act.conn(), id)?.ok_or_else(not_found)?;
    by.reach(act.conn(), Scope::Unit(duty.unit))?;
    if act.conn().run(&END, values![id, by.person(), micros(now)])? == 0 {
        return Err(refuse(StatusCode::CONFLICT, "refuse-duty-over").into());
    }
    act.commit(by.by(), &Event::DutyEnded { duty: id, unit: duty.unit, person: duty.person }, ())
}
