//! Messages: anything written in a channel, in or out, with every version that was seen.
use std::collections::HashMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Conn, Fault, sql, values};

use super::content::Hash;
pub use super::new_messages::{New, add_version, add_versions, insert, insert_each, mark, mark_each};
pub use super::said::{Attached, Said, Text, salted, text};
use crate::ground::clock::{from_micros, micros};
use crate::ground::{AuthorId, ChannelId, ConversationId, DeliveryId, EntryId, MessageId, Problem};

sql! {
    BY_REMOTE = "select id, n, conversation, version, content, gone_at, delivery, favourites, boosts, replies, remote_id
                 from records_message where channel = ?1 and remote_id = ?2";
    // ?2 is a list in JSON.
    BY_REMOTES = sqlite "select id, n, conversation, version, content, gone_at, delivery, favourites, boosts, replies, remote_id
                         from records_message where channel = ?1 and remote_id in (select value from json_each(?2))",
                 postgres "select id, n, conversation, version, content, gone_at, delivery, favourites, boosts, replies, remote_id
                         from records_message where channel = ?1 and remote_id in (select jsonb_array_elements_text(cast(?2 as jsonb)))";
    KNOWS_VERSION = "select count(*) from records_version where message = ?1 and source_version = ?2";
    OUR_VERSION = "select count(*) from records_version where message = ?1 and number = ?2 and substr(source_version, 1, length(?3)) = ?3";
    TURN_TO = "update records_message set version = ?2, content = ?3, language = ?4, marks = ?5 where id = ?1";
    GONE = "update records_message set version = ?2, gone_at = ?3 where id = ?1";
    COUNTS = "update records_message set favourites = ?2, boosts = ?3, replies = ?4
              where id = ?1 and (favourites <> ?2 or boosts <> ?3 or replies <> ?4)";
    FINDINGS = "select starts_at, ends_at, kind, rule, confidence, rules from records_finding where message = ?1 and version = ?2 order by starts_at";
    THREAD = "select id, n, channel, remote_id, conversation, author, direction, kind, parent_remote_id, url, written_at, received_at,
                version, content, language, marks, gone_at, favourites, boosts, replies, delivery
              from records_message where conversation = ?1 order by written_at, n limit 1000";
    LATEST = "select id, n, channel, remote_id, conversation, author, direction, kind, parent_remote_id, url, written_at, received_at,
                version, content, language, marks, gone_at, favourites, boosts, replies, delivery
              from records_message where conversation = ?1 and n < ?2 order by n desc limit ?3";
    FIRST_FROM_OUTSIDE = "select id, n, channel, remote_id, conversation, author, direction, kind, parent_remote_id, url, written_at, received_at,
                version, content, language, marks, gone_at, favourites, boosts, replies, delivery
              from records_message where conversation = ?1 and direction = 'in' order by n limit 1";
    ONE = "select id, n, channel, remote_id, conversation, author, direction, kind, parent_remote_id, url, written_at, received_at,
                version, content, language, marks, gone_at, favourites, boosts, replies, delivery
           from records_message where id = ?1";
    NUMBERED = "select id, n, channel, remote_id, conversation, author, direction, kind, parent_remote_id, url, written_at, received_at,
                version, content, language, marks, gone_at, favourites, boosts, replies, delivery
           from records_message where n = ?1";
    VERSIONS = "select number, change, at, entry, content, raw from records_version where message = ?1 order by number";
}

/// Which way a message went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// To us.
    In,
    /// From us.
    Out,
}

impl Direction {
    /// As the database and the API write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
        }
    }
}

/// A message as pages show it. Its text is in its content.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields mirror the table, where each is explained")]
pub struct Message {
    pub id: MessageId,
    pub n: i64,
    pub channel: ChannelId,
    pub remote_id: String,
    pub conversation: ConversationId,
    pub author: Option<AuthorId>,
    pub direction: Direction,
    pub kind: String,
    pub parent_remote_id: Option<String>,
    pub url: Option<String>,
    pub written_at: Timestamp,
    pub received_at: Timestamp,
    pub version: i64,
    pub content: Hash,
    pub language: Option<String>,
    pub marks: String,
    pub gone_at: Option<Timestamp>,
    pub favourites: i64,
    pub boosts: i64,
    pub replies: i64,
    pub delivery: Option<DeliveryId>,
}

/// What the desk knows already of a remote id.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields mirror the table")]
pub struct Known {
    pub id: MessageId,
    pub n: i64,
    pub conversation: ConversationId,
    pub version: i64,
    pub content: Hash,
    pub gone_at: Option<Timestamp>,
    pub delivery: Option<DeliveryId>,
    pub counts: connect::Counts,
}

/// One version as it was seen.
#[derive(Clone, Debug)]
pub struct Version {
    /// 1, 2, …
    pub number: i64,
    /// `written`, `edited`, `deleted`.
    pub change: String,
    /// When the desk saw it.
    pub at: Timestamp,
    /// The entry that records it.
    pub entry: EntryId,
    /// What it said.
    pub content: Hash,
    /// The network's own bytes.
    pub raw: Hash,
}

/// A finding as kept for one version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// UTF-8 byte where it begins in the text.
    pub starts_at: usize,
    /// … and ends, exclusive.
    pub ends_at: usize,
    /// `swedish-personal-number`, `email`.
    pub kind: String,
    /// Which rule saw it.
    pub rule: String,
    /// `high`, `medium`, `low`.
    pub confidence: String,
    /// The versions of the rules that spoke; nothing for what was marked before that was kept.
    pub rules: Option<String>,
}

/// Message kinds as the database and API write them.
pub fn kind_name(kind: connect::Kind) -> &'static str {
    match kind {
        connect::Kind::Post => "post",
        connect::Kind::Comment => "comment",
        connect::Kind::Mention => "mention",
        connect::Kind::Direct => "direct",
    }
}

/// What the desk knows of `remote_id` in `channel`.
pub fn known(conn: &mut Conn, channel: ChannelId, remote_id: &str) -> Result<Option<Known>, Fault> {
    conn.one(&BY_REMOTE, values![channel, remote_id], read_known)
}

/// What the desk knows of any of these in `channel`, by their remote ids.
pub fn known_among(conn: &mut Conn, channel: ChannelId, remote_ids: &[&str]) -> Result<HashMap<String, Known>, Problem> {
    let listed = serde_json::to_string(remote_ids)?;
    let rows = conn.rows(&BY_REMOTES, values![channel, listed], |row| Ok((row.get(10)?, read_known(row)?)))?;
    Ok(rows.into_iter().collect())
}

fn read_known(row: &store::Row<'_>) -> Result<Known, Fault> {
    Ok(Known {
        id: row.get(0)?,
        n: row.get(1)?,
        conversation: row.get(2)?,
        version: row.get(3)?,
        content: row.get(4)?,
        gone_at: row.get::<Option<i64>>(5)?.map(from_micros),
        delivery: row.get(6)?,
        counts: connect::Counts { favourites: row.get(7)?, boosts: row.get(8)?, replies: row.get(9)? },
    })
}

/// How the source version of an edit begins that the network has not named yet: it was made at our word.
pub const OUR_WORD: &str = "torg:";

/// True when this version was made at our word: the network then tells of an edit that the record has already.
pub fn is_our_word(conn: &mut Conn, message: MessageId, number: i64) -> Result<bool, Fault> {
    Ok(conn.one(&OUR_VERSION, values![message, number, OUR_WORD], |row| row.get::<i64>(0))?.unwrap_or(0) > 0)
}

/// True when this version of the message is on the record already.
pub fn knows_version(conn: &mut Conn, message: MessageId, source_version: &str) -> Result<bool, Fault> {
    Ok(conn.one(&KNOWS_VERSION, values![message, source_version], |row| row.get::<i64>(0))?.unwrap_or(0) > 0)
}

/// Makes an edit the message's present version.
pub fn turn_to(
    conn: &mut Conn,
    id: MessageId,
    version: i64,
    content: Hash,
    language: Option<&str>,
    marks: &str,
) -> Result<(), Fault> {
    conn.run(&TURN_TO, values![id, version, content, language, marks])?;
    Ok(())
}

/// Notes that the message is gone at its source. What we have stays.
pub fn gone(conn: &mut Conn, id: MessageId, version: i64, at: Timestamp) -> Result<(), Fault> {
    conn.run(&GONE, values![id, version, micros(at)])?;
    Ok(())
}

/// Keeps the latest counts; true when they changed.
pub fn count(conn: &mut Conn, id: MessageId, counts: connect::Counts) -> Result<bool, Fault> {
    let values = values![id, i64::from(counts.favourites), i64::from(counts.boosts), i64::from(counts.replies)];
    Ok(conn.run(&COUNTS, values)? == 1)
}

/// The findings of one version, in the order of the text.
pub fn findings(conn: &mut Conn, id: MessageId, version: i64) -> Result<Vec<Finding>, Fault> {
    conn.rows(&FINDINGS, values![id, version], |row| {
        Ok(Finding {
            starts_at: usize::try_from(row.get::<i64>(0)?).unwrap_or(0),
            ends_at: usize::try_from(row.get::<i64>(1)?).unwrap_or(0),
            kind: row.get(2)?,
            rule: row.get(3)?,
            confidence: row.get(4)?,
            rules: row.get(5)?,
        })
    })
}

fn read(row: &store::Row<'_>) -> Result<Message, Fault> {
    Ok(Message {
        id: row.get(0)?,
        n: row.get(1)?,
        channel: row.get(2)?,
        remote_id: row.get(3)?,
        conversation: row.get(4)?,
        author: row.get(5)?,
        direction: if row.get::<String>(6)? == "out" { Direction::Out } else { Direction::In },
        kind: row.get(7)?,
        parent_remote_id: row.get(8)?,
        url: row.get(9)?,
        written_at: from_micros(row.get(10)?),
        received_at: from_micros(row.get(11)?),
        version: row.get(12)?,
        content: row.get(13)?,
        language: row.get(14)?,
        marks: row.get(15)?,
        gone_at: row.get::<Option<i64>>(16)?.map(from_micros),
        favourites: row.get(17)?,
        boosts: row.get(18)?,
        replies: row.get(19)?,
        delivery: row.get(20)?,
    })
}

/// A conversation's messages in the order they were written, at most a thousand.
pub fn thread(conn: &mut Conn, conversation: ConversationId) -> Result<Vec<Message>, Fault> {
    conn.rows(&THREAD, values![conversation], read)
}

/// A conversation's latest messages before number `before`, the latest first.
pub fn latest(conn: &mut Conn, conversation: ConversationId, before: i64, most: i64) -> Result<Vec<Message>, Fault> {
    conn.rows(&LATEST, values![conversation, before, most], read)
}

/// The first message of a conversation that did not come from us.
pub fn first_from_outside(conn: &mut Conn, conversation: ConversationId) -> Result<Option<Message>, Fault> {
    conn.one(&FIRST_FROM_OUTSIDE, values![conversation], read)
}

/// One message.
pub fn find(conn: &mut Conn, id: MessageId) -> Result<Option<Message>, Fault> {
    conn.one(&ONE, values![id], read)
}

/// The message that search calls `n`.
pub fn numbered(conn: &mut Conn, n: i64) -> Result<Option<Message>, Fault> {
    conn.one(&NUMBERED, values![n], read)
}

/// Every version that was seen, the first first.
pub fn versions(conn: &mut Conn, id: MessageId) -> Result<Vec<Version>, Fault> {
    conn.rows(&VERSIONS, values![id], |row| {
        Ok(Version {
            number: row.get(0)?,
            change: row.get(1)?,
            at: from_micros(row.get(2)?),
            entry: row.get(3)?,
            content: row.get(4)?,
            raw: row.get(5)?,
        })
    })
}
