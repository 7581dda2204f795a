//! Topics: what a unit answers for. A matter belongs to the unit that owns its topic, whichever channel it came in by (R069).
use axum::http::StatusCode;
use serde::Serialize;
use store::{Conn, Fault, sql, values};

use super::governing::Governs;
use super::mandate::{Govern, Mandate, Scope};
use super::unit;
use crate::ground::clock::micros;
use crate::ground::problem::not_found;
use crate::ground::{Problem, TopicId, UnitId, refuse};
use crate::records::{Act, Committed, Event};

sql! {
    ADD = "insert into govern_topic (id, unit, name, key, added_by, added_at) values (?1, ?2, ?3, ?4, ?5, ?6)";
    // An ended topic's name is free again.
    END = "update govern_topic set ended_by = ?2, ended_at = ?3, key = ?4 where id = ?1 and ended_at is null";
    MOVE = "update govern_topic set unit = ?2 where id = ?1 and ended_at is null";
    ALL = "select id, unit, name from govern_topic where ended_at is null order by key";
    ONE = "select id, unit, name from govern_topic where id = ?1";
    OPEN = "select id, unit, name from govern_topic where id = ?1 and ended_at is null";
}

/// What a unit answers for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Topic {
    /// Its id.
    pub id: TopicId,
    /// Who answers for it.
    pub unit: UnitId,
    /// Its name: `Vattenläckor`.
    pub name: String,
}

fn read(row: &store::Row<'_>) -> Result<Topic, Fault> {
    Ok(Topic { id: row.get(0)?, unit: row.get(1)?, name: row.get(2)? })
}

/// Every topic, by name.
pub fn all(conn: &mut Conn) -> Result<Vec<Topic>, Fault> {
    conn.rows(&ALL, values![], read)
}

/// One topic, ended or not.
pub fn find(conn: &mut Conn, id: TopicId) -> Result<Option<Topic>, Fault> {
    conn.one(&ONE, values![id], read)
}

/// One topic that has not ended.
pub fn open(conn: &mut Conn, id: TopicId) -> Result<Option<Topic>, Fault> {
    conn.one(&OPEN, values![id], read)
}

/// Adds a topic that `unit` answers for. Two units cannot answer for one topic.
pub fn add(mut act: Act<'_>, by: &Mandate<Govern>, unit: UnitId, name: &str) -> Result<Committed<TopicId>, Problem> {
    by.reach(act.conn(), Scope::Unit(unit))?;
    let (now, name) = (act.now(), name.trim());
    if name.is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-name-missing").into());
    }
    let id = TopicId::new(now);
    let values = values![id, unit, name, name.to_lowercase(), by.person(), micros(now)];
    act.conn().run(&ADD, values).map_err(|fault| match fault.is_unique() {
        true => refuse(StatusCode::CONFLICT, "refuse-topic-known").with("name", name).into(),
        false => unit::unknown_unit(fault),
    })?;
    act.commit(by.by(), &Event::TopicAdded { topic: id, unit, name: name.to_owned() }, id)
}

/// Lets another unit answer for a topic: by someone who governs both.
pub fn move_to(mut act: Act<'_>, by: &Mandate<Govern>, id: TopicId, unit: UnitId) -> Result<Committed<()>, Problem> {
    let Some(topic) = open(act.conn(), id)? else { return Err(not_found()) };
    by.reach(act.conn(), Scope::Unit(topic.unit))?;
    by.reach(act.conn(), Scope::Unit(unit))?;
    act.conn().run(&MOVE, values![id, unit]).map_err(unit::unknown_unit)?;
    act.commit(by.by(), &Event::TopicMoved { topic: id, unit }, ())
}

/// Ends a topic. Conversations keep it, new ones cannot get it.
pub fn end(mut act: Act<'_>, by: &Mandate<Govern>, id: TopicId) -> Result<Committed<()>, Problem> {
    let now = act.now();
    let Some(topic) = open(act.conn(), id)? else { return Err(not_found()) };
    by.reach(act.conn(), Scope::Unit(topic.unit))?;
    act.conn().run(&END, values![id, by.person(), micros(now), format!("{id}")])?;
    act.commit(by.by(), &Event::TopicEnded { topic: id, unit: topic.unit }, ())
}
