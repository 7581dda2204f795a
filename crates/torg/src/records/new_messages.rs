//! New messages, as many at once as came: each table is written in one go, which on PostgreSQL is one journey to the server.
use std::collections::HashMap;

use jiff::Timestamp;
use store::{Conn, Fault, Value, row, sql};

use super::content::Hash;
use super::message::{Direction, Finding, Version};
use crate::ground::clock::micros;
use crate::ground::{AuthorId, ChannelId, ConversationId, DeliveryId, MessageId};

sql! {
    INSERT = "insert into records_message (id, channel, remote_id, conversation, author, direction, kind, parent_remote_id, url,
                written_at, received_at, version, content, language, marks, favourites, boosts, replies, delivery)
              values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 1, ?12, ?13, ?14, ?15, ?16, ?17, ?18) returning id, n";
    ADD_VERSION = "insert into records_version (message, number, change, source_version, at, entry, content, raw)
                   values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    ADD_FINDING = "insert into records_finding (message, version, starts_at, ends_at, kind, rule, confidence, rules)
                   values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
}

/// A message to be written for the first time. `content` and `raw` are kept by the caller in the same act.
#[derive(Debug)]
#[expect(missing_docs, reason = "fields mirror the table")]
pub struct New<'a> {
    pub id: MessageId,
    pub channel: ChannelId,
    pub remote_id: &'a str,
    pub conversation: ConversationId,
    pub author: Option<AuthorId>,
    pub direction: Direction,
    pub kind: &'a str,
    pub parent: Option<&'a str>,
    pub url: Option<&'a str>,
    pub written_at: Timestamp,
    pub received_at: Timestamp,
    pub content: Hash,
    pub language: Option<&'a str>,
    pub marks: &'a str,
    pub counts: connect::Counts,
    pub delivery: Option<DeliveryId>,
}

/// Writes a message; gives its number, by which search finds it.
pub fn insert(conn: &mut Conn, new: &New<'_>) -> Result<i64, Fault> {
    Ok(insert_each(conn, std::slice::from_ref(new))?.get(&new.id).copied().unwrap_or_default())
}

/// Writes messages; gives the number of each, in their order.
pub fn insert_each(conn: &mut Conn, new: &[New<'_>]) -> Result<HashMap<MessageId, i64>, Fault> {
    let rows: Vec<Vec<Value<'_>>> = new.iter().map(row_of).collect();
    Ok(conn.rows_each(&INSERT, &rows, |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect())
}

fn row_of<'a>(new: &New<'a>) -> Vec<Value<'a>> {
    row![
        new.id,
        new.channel,
        new.remote_id,
        new.conversation,
        new.author,
        new.direction.as_str(),
        new.kind,
        new.parent,
        new.url,
        micros(new.written_at),
        micros(new.received_at),
        new.content,
        new.language,
        new.marks,
        i64::from(new.counts.favourites),
        i64::from(new.counts.boosts),
        i64::from(new.counts.replies),
        new.delivery
    ]
}

/// Adds a version. `source_version` is the network's word for it, so that the same edit told twice is one version.
pub fn add_version(conn: &mut Conn, message: MessageId, version: &Version, source_version: &str) -> Result<(), Fault> {
    add_versions(conn, &[(message, version, source_version)])
}

/// Adds a version to each of many messages.
pub fn add_versions(conn: &mut Conn, versions: &[(MessageId, &Version, &str)]) -> Result<(), Fault> {
    let rows: Vec<Vec<Value<'_>>> = versions
        .iter()
        .map(|(message, version, source_version)| {
            row![
                *message,
                version.number,
                &version.change,
                *source_version,
                micros(version.at),
                version.entry,
                version.content,
                version.raw
            ]
        })
        .collect();
    conn.run_each(&ADD_VERSION, &rows).map(drop)
}

/// Keeps the findings of one version.
pub fn mark(conn: &mut Conn, id: MessageId, version: i64, findings: &[Finding]) -> Result<(), Fault> {
    mark_each(conn, &[(id, version, findings)])
}

/// Keeps the findings of one version of each of many messages.
pub fn mark_each(conn: &mut Conn, marks: &[(MessageId, i64, &[Finding])]) -> Result<(), Fault> {
    let rows: Vec<Vec<Value<'_>>> = marks
        .iter()
        .flat_map(|(id, version, findings)| {
            findings.iter().map(|finding| {
                let starts_at = i64::try_from(finding.starts_at).unwrap_or(i64::MAX);
                let ends_at = i64::try_from(finding.ends_at).unwrap_or(i64::MAX);
                row![
                    *id,
                    *version,
                    starts_at,
                    ends_at,
                    &finding.kind,
                    &finding.rule,
                    &finding.confidence,
                    finding.rules.as_deref()
                ]
            })
        })
        .collect();
    conn.run_each(&ADD_FINDING, &rows).map(drop)
}
