//! Moving and closing units. A unit that is moved takes its channels, people and topics with it, and whoever holds a mandate above its
//! new place holds it there too: so a move gives nobody more than the mover could have granted.
use axum::http::StatusCode;
use jiff::Timestamp;
use store::{Conn, sql, values};

use super::governing::{Governs, one_at_a_time};
use super::granting::must_hold;
use super::mandate::{self, Govern, Mandate, Scope};
use super::unit::{self, Unit};
use crate::ground::clock::micros;
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, MandateId, NominationId, PersonId, Problem, TopicId, UnitId, refuse};
use crate::records::{Act, Committed, Event, content};

sql! {
    MOVE = "update govern_unit set parent = ?2 where id = ?1";
    CLOSE = "update govern_unit set parent = ?2, successor = ?2, closed_at = ?3, closed_by = ?4 where id = ?1 and closed_at is null";
    CHILDREN = "select id from govern_unit where parent = ?1 and closed_at is null order by id";
    CHANNELS = "select id from govern_channel where unit = ?1 order by id";
    MOVE_CHANNEL = "update govern_channel set unit = ?2 where id = ?1";
    PEOPLE = "select id from govern_person where unit = ?1 and left_at is null order by id";
    MOVE_PERSON = "update govern_person set unit = ?2 where id = ?1";
    TOPICS = "select id from govern_topic where unit = ?1 and ended_at is null order by id";
    MOVE_TOPIC = "update govern_topic set unit = ?2 where id = ?1";
    MANDATES = "select id, person from govern_mandate where unit = ?1 and revoked_at is null and (valid_to is null or valid_to > ?2) order by id";
    REVOKE = "update govern_mandate set revoked_by = ?2, revoked_at = ?3, revoked_why = ?4 where id = ?1 and revoked_at is null";
    NOMINATIONS = "select id, person from govern_nomination where unit = ?1 and outcome = 'waiting' order by id";
    DECLINE = "update govern_nomination set outcome = 'declined', answered_by = ?2, answered_at = ?3, answer = ?4
               where id = ?1 and outcome = 'waiting'";
}

/// Moves a unit under another: by someone who governs it, where it lies and where it comes to lie; never into its own subtree.
pub fn move_under(mut act: Act<'_>, by: &Mandate<Govern>, id: UnitId, parent: UnitId) -> Result<Committed<()>, Problem> {
    let now = act.now();
    let from = ready(&mut act, by, id, parent)?;
    if from == parent {
        return Err(refuse(StatusCode::CONFLICT, "refuse-unit-there-already").into());
    }
    must_not_widen(act.conn(), by, Scope::Unit(id), id, parent, now)?;
    act.conn().run(&MOVE, values![id, parent])?;
    act.commit(by.by(), &Event::UnitMoved { unit: id, parent }, ())
}

/// Closes a unit. Units under it, its channels, people and topics come to its successor; mandates in it end with `why`; wishes for one
/// are declined with it. What had been referred to it is its successor's from now on.
pub fn close(mut act: Act<'_>, by: &Mandate<Govern>, id: UnitId, successor: UnitId, why: &str) -> Result<Committed<()>, Problem> {
    let (now, why) = (act.now(), why.trim());
    ready(&mut act, by, id, successor)?;
    if why.is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-close-without-reason").into());
    }
    must_not_widen(act.conn(), by, Scope::Unit(id), id, successor, now)?;
    let ended: Vec<(MandateId, PersonId)> =
        act.conn().rows(&MANDATES, values![id, micros(now)], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for (mandate, person) in ended {
        act.conn().run(&REVOKE, values![mandate, by.person(), micros(now), why])?;
        let why = content::keep_bytes(act.conn(), why.as_bytes())?;
        act.record(by.by(), &Event::MandateRevoked { mandate, person, why })?;
    }
    let declined: Vec<(NominationId, PersonId)> =
        act.conn().rows(&NOMINATIONS, values![id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for (nomination, person) in declined {
        act.conn().run(&DECLINE, values![nomination, by.person(), micros(now), why])?;
        let why = Some(content::keep_bytes(act.conn(), why.as_bytes())?);
        act.record(by.by(), &Event::NominationAnswered { nomination, person, mandate: None, why })?;
    }
    for channel in act.conn().rows(&CHANNELS, values![id], |row| row.get::<ChannelId>(0))? {
        act.conn().run(&MOVE_CHANNEL, values![channel, successor])?;
        act.record(by.by(), &Event::ChannelMoved { channel, unit: successor })?;
    }
    for person in act.conn().rows(&PEOPLE, values![id], |row| row.get::<PersonId>(0))? {
        act.conn().run(&MOVE_PERSON, values![person, successor])?;
        act.record(by.by(), &Event::PersonMoved { person, unit: successor })?;
    }
    for topic in act.conn().rows(&TOPICS, values![id], |row| row.get::<TopicId>(0))? {
        act.conn().run(&MOVE_TOPIC, values![topic, successor])?;
        act.record(by.by(), &Event::TopicMoved { topic, unit: successor })?;
    }
    for child in act.conn().rows(&CHILDREN, values![id], |row| row.get::<UnitId>(0))? {
        act.conn().run(&MOVE, values![child, successor])?;
        act.record(by.by(), &Event::UnitMoved { unit: child, parent: successor })?;
    }
    if act.conn().run(&CLOSE, values![id, successor, micros(now), by.person()])? == 0 {
        return Err(not_found());
    }
    act.commit(by.by(), &Event::UnitClosed { unit: id, successor }, ())
}

/// What moving and closing ask alike; gives where the unit lies. Only one at a time: two moves at once could make a ring.
fn ready(act: &mut Act<'_>, by: &Mandate<Govern>, id: UnitId, to: UnitId) -> Result<UnitId, Problem> {
    let now = act.now();
    one_at_a_time(act.conn())?;
    by.still(act.conn(), now)?;
    let Some(Unit { parent, .. }) = unit::find(act.conn(), id)? else { return Err(not_found()) };
    if unit::find(act.conn(), to)?.is_none() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-unit").into());
    }
    by.reach(act.conn(), Scope::Unit(id))?;
    let Some(parent) = parent else { return Err(refuse(StatusCode::CONFLICT, "refuse-unit-is-the-authority").into()) };
    by.reach(act.conn(), Scope::Unit(parent))?;
    by.reach(act.conn(), Scope::Unit(to))?;
    if unit::is_within(act.conn(), to, id)? {
        return Err(refuse(StatusCode::CONFLICT, "refuse-unit-into-itself").into());
    }
    Ok(parent)
}

/// Refuses to let `moved` come from the unit `from` (itself or where it lies) to under `to`, when someone, the mover too, would hold
/// there what the mover could not grant them.
pub(super) fn must_not_widen(
    conn: &mut Conn,
    by: &Mandate<Govern>,
    moved: Scope,
    from: UnitId,
    to: UnitId,
    now: Timestamp,
) -> Result<(), Problem> {
    let (before, after) = (unit::above(conn, from)?, unit::above(conn, to)?);
    for granted in mandate::not_over(conn, now)? {
        let Some(unit) = granted.unit.filter(|unit| after.contains(unit) && !before.contains(unit)) else { continue };
        for allowed in &granted.acts {
            if let Err(Problem::Refused(_)) = must_hold(conn, by, *allowed, moved, granted.valid_to, now) {
                let name = unit::find(conn, unit)?.map(|unit| unit.name).unwrap_or_default();
                return Err(refuse(StatusCode::FORBIDDEN, "refuse-move-gives-more")
                    .with("act", allowed.as_str())
                    .with("unit", name)
                    .into());
            }
        }
    }
    Ok(())
}

/// How far the permission must reach under which a unit comes from where it is to under `to`: the least unit that holds both.
pub fn scope(conn: &mut Conn, id: UnitId, to: UnitId) -> Result<Scope, Problem> {
    let from = unit::find(conn, id)?.ok_or_else(not_found)?.parent.unwrap_or(id);
    let (from, to) = (unit::above(conn, from)?, unit::above(conn, to)?);
    Ok(from.into_iter().find(|unit| to.contains(unit)).map_or(Scope::Everywhere, Scope::Unit))
}
