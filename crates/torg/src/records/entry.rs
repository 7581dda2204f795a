//! Entries: the lines of the record. No statement here, or anywhere, updates or deletes one (invariant 2; `tests/tidy.rs`).
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Conn, Fault, Value, row, sql, values};
use uuid::Uuid;

use super::act::By;
use super::event::Event;
use crate::ground::clock::{from_micros, micros};
use crate::ground::vault::{random, sha256};
use crate::ground::{EntryId, Problem};

sql! {
    APPEND = "insert into records_entry (id, at, event, subject, body) values (?1, ?2, ?3, ?4, ?5)";
    QUEUE = "insert into records_unsealed (entry) values (?1)";
    FIND = "select e.id, e.body, l.position from records_entry e left join records_leaf l on l.entry = e.id where e.id = ?1";
    ABOUT = "select e.id, e.body, l.position from records_entry e left join records_leaf l on l.entry = e.id
             where e.subject = ?1 order by e.id limit 500";
    NEWEST = "select e.id, e.body, l.position from records_entry e left join records_leaf l on l.entry = e.id
              where e.id < ?1 order by e.id desc limit ?2";
    SEALED_FROM = "select e.id, e.body, l.position from records_leaf l join records_entry e on e.id = l.entry
                   where l.position >= ?1 order by l.position limit ?2";
    AT_POSITION = "select e.id, e.body, l.position from records_leaf l join records_entry e on e.id = l.entry where l.position = ?1";
}

/// An entry as it is written: canonical JSON, one object, fields in this order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Body {
    /// The entry's id.
    pub id: EntryId,
    /// When it happened, UTC microseconds since 1970.
    pub at: i64,
    /// Who did it. An object of its own: events name people too, and no JSON object may hold one key twice.
    pub by: By,
    /// What happened.
    #[serde(flatten)]
    pub event: Event,
    /// Random, so that the public hash of an entry cannot be found by guessing what it says.
    pub salt: String,
}

/// An entry as it is read: its bytes, what they say, and where in the sealed log it stands.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The bytes that the seal covers.
    pub bytes: Vec<u8>,
    /// What they say.
    pub body: Body,
    /// Its place in the log; none until it is sealed, within a second.
    pub position: Option<i64>,
}

impl Entry {
    /// When it happened.
    pub fn at(&self) -> Timestamp {
        from_micros(self.body.at)
    }
}

/// The public line of an entry, which the log's tree is made of: id, time, and the SHA-256 of the body. It holds nothing that
/// is protected, so it is served to everyone under `/log/`.
pub fn leaf(id: EntryId, at: i64, body: &[u8]) -> Vec<u8> {
    format!("torg entry v1\n{id}\n{at}\n{}\n", hex::encode(sha256(body))).into_bytes()
}

/// Appends an entry and queues it for the sealer.
pub(super) fn append(conn: &mut Conn, now: Timestamp, by: By, event: &Event) -> Result<EntryId, Problem> {
    let (id, row) = new(now, by, event)?;
    conn.run(&APPEND, &row)?;
    conn.run(&QUEUE, values![id])?;
    Ok(id)
}

/// Appends many entries, in their order.
pub(super) fn append_each(conn: &mut Conn, by: By, events: &[(Timestamp, Event)]) -> Result<Vec<EntryId>, Problem> {
    let new: Vec<(EntryId, Vec<Value<'_>>)> =
        events.iter().map(|(now, event)| new(*now, by, event)).collect::<Result<_, Problem>>()?;
    let (ids, rows): (Vec<EntryId>, Vec<Vec<Value<'_>>>) = new.into_iter().unzip();
    conn.run_each(&APPEND, &rows)?;
    conn.run_each(&QUEUE, &ids.iter().map(|id| row![*id]).collect::<Vec<_>>())?;
    Ok(ids)
}

fn new(now: Timestamp, by: By, event: &Event) -> Result<(EntryId, Vec<Value<'static>>), Problem> {
    let id = EntryId::new(now);
    let body = Body { id, at: micros(now), by, event: event.clone(), salt: hex::encode(random::<16>()?) };
    let bytes = serde_json::to_vec(&body)?;
    Ok((id, row![id, micros(now), event.name(), event.subject(), bytes]))
}

fn read(row: &store::Row<'_>) -> Result<(Vec<u8>, Option<i64>), Fault> {
    Ok((row.get(1)?, row.get(2)?))
}

fn understood(rows: Vec<(Vec<u8>, Option<i64>)>) -> Result<Vec<Entry>, Problem> {
    rows.into_iter()
        .map(|(bytes, position)| {
            let body = serde_json::from_slice(&bytes)?;
            Ok(Entry { bytes, body, position })
        })
        .collect()
}

/// One entry.
pub fn find(conn: &mut Conn, id: EntryId) -> Result<Option<Entry>, Problem> {
    Ok(understood(conn.rows(&FIND, values![id], read)?)?.pop())
}

/// The entry at a place in the sealed log.
pub fn at_position(conn: &mut Conn, position: i64) -> Result<Option<Entry>, Problem> {
    Ok(understood(conn.rows(&AT_POSITION, values![position], read)?)?.pop())
}

/// Entries as they stand in the sealed log, from place `from` on. That order has no gaps, however many nodes write.
pub fn sealed_from(conn: &mut Conn, from: i64, most: i64) -> Result<Vec<Entry>, Problem> {
    understood(conn.rows(&SEALED_FROM, values![from, most], read)?)
}

/// Everything the record says of a subject (a conversation, a person, a channel), oldest first, at most 500.
pub fn about(conn: &mut Conn, subject: Uuid) -> Result<Vec<Entry>, Problem> {
    understood(conn.rows(&ABOUT, values![subject], read)?)
}

/// Entries before `before` (exclusive; `None`: from the newest), newest first.
pub fn newest(conn: &mut Conn, before: Option<EntryId>, most: i64) -> Result<Vec<Entry>, Problem> {
    let before = before.map_or(Uuid::max(), |id| id.0);
    understood(conn.rows(&NEWEST, values![before, most], read)?)
}
