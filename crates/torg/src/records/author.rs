//! Those who write in our channels: only what their network shows, only what they wrote to us. Never staff's private accounts.
use std::collections::HashMap;

use jiff::Timestamp;
use serde::Serialize;
use store::{Conn, Fault, Value, row, sql, values};

use crate::ground::AuthorId;
use crate::ground::clock::{from_micros, micros};

sql! {
    MEET = "insert into records_author (id, network, remote_id, handle, name, url, avatar_url, first_at, last_at)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            on conflict (network, remote_id) do update set handle = excluded.handle, name = excluded.name, url = excluded.url,
              avatar_url = excluded.avatar_url, last_at = excluded.last_at
            returning remote_id, id";
    FIND = "select id, network, handle, name, url, avatar_url, first_at, last_at from records_author where id = ?1";
    // Within the channels ?2, as `Channels::listed` writes them: what was written elsewhere is not even counted.
    SEEN = sqlite "select count(*), min(first_at), max(last_at) from (
                     select min(received_at) as first_at, max(received_at) as last_at from records_message
                     where author = ?1 and (?2 = '' or instr(?2, lower(hex(channel))) > 0) group by conversation limit 1001) as seen",
           postgres "select count(*), min(first_at), max(last_at) from (
                     select min(received_at) as first_at, max(received_at) as last_at from records_message
                     where author = ?1 and (?2 = '' or position(replace(cast(channel as text), '-', '') in ?2) > 0)
                     group by conversation limit 1001) as seen";
    RECENT = sqlite "select conversation, max(n) as newest, max(received_at) as last_at from records_message
                     where author = ?1 and (?3 = '' or instr(?3, lower(hex(channel))) > 0)
                     group by conversation order by newest desc limit ?2",
             postgres "select conversation, max(n) as newest, max(received_at) as last_at from records_message
                     where author = ?1 and (?3 = '' or position(replace(cast(channel as text), '-', '') in ?3) > 0)
                     group by conversation order by newest desc limit ?2";
}

/// Someone who writes in our channels, as their network shows them now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Author {
    /// Our id for them.
    pub id: AuthorId,
    /// Which network.
    pub network: String,
    /// Their handle there.
    pub handle: String,
    /// The name shown; may be empty.
    pub name: String,
    /// Their public profile.
    pub url: Option<String>,
    /// Their picture at the network. Never loaded by a page: that would tell the network who reads.
    #[serde(skip)]
    pub avatar_url: Option<String>,
    /// First time they wrote to us.
    pub first_at: Timestamp,
    /// Latest time.
    pub last_at: Timestamp,
}

impl Author {
    /// The name to show: the name, or the handle when there is none, or none that anyone could see.
    pub fn shown(&self) -> &str {
        if screen::first_words(&self.name, 1).is_empty() { &self.handle } else { &self.name }
    }
}

/// What people call themselves may hold anything; no database takes a NUL in text, and their message must not fail for it.
fn without_nul(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

/// Someone who wrote, as their network showed them the last time, and when that was first and last.
#[derive(Clone, Copy, Debug)]
pub struct Met<'a> {
    /// As the network shows them.
    pub author: &'a connect::Author,
    /// The first time.
    pub first_at: Timestamp,
    /// The latest time.
    pub last_at: Timestamp,
}

/// Meets authors, for the first time or again; their present names and handles are kept. Gives our ids by the network's.
pub fn meet_each(conn: &mut Conn, network: &str, met: &[Met<'_>]) -> Result<HashMap<String, AuthorId>, Fault> {
    // In one order, so that two nodes that meet the same people do not wait for each other in a circle.
    let mut met = met.to_vec();
    met.sort_by(|one, other| one.author.remote_id.cmp(&other.author.remote_id));
    let rows: Vec<Vec<Value<'_>>> = met
        .iter()
        .map(|Met { author, first_at, last_at }| {
            row![
                AuthorId::new(*first_at),
                network,
                &author.remote_id,
                without_nul(&author.handle),
                without_nul(&author.name),
                author.url.as_deref().map(without_nul),
                author.avatar_url.as_deref().map(without_nul),
                micros(*first_at),
                micros(*last_at)
            ]
        })
        .collect();
    Ok(conn.rows_each(&MEET, &rows, |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect())
}

/// One author.
pub fn find(conn: &mut Conn, id: AuthorId) -> Result<Option<Author>, Fault> {
    conn.one(&FIND, values![id], |row| {
        Ok(Author {
            id: row.get(0)?,
            network: row.get(1)?,
            handle: row.get(2)?,
            name: row.get(3)?,
            url: row.get(4)?,
            avatar_url: row.get(5)?,
            first_at: from_micros(row.get(6)?),
            last_at: from_micros(row.get(7)?),
        })
    })
}

/// What someone may know of an author's earlier messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// In how many conversations they wrote; 1001 means more than a thousand.
    pub conversations: i64,
    /// When the first and the last message came; none when none may be seen.
    pub between: Option<(Timestamp, Timestamp)>,
}

/// What they wrote in `channels`, as `Channels::listed` writes them: the empty text is all.
pub fn seen(conn: &mut Conn, id: AuthorId, channels: &str) -> Result<Seen, Fault> {
    let seen = conn.one(&SEEN, values![id, channels], |row| {
        let between = row.get::<Option<i64>>(1)?.zip(row.get::<Option<i64>>(2)?);
        Ok(Seen { conversations: row.get(0)?, between: between.map(|(first, last)| (from_micros(first), from_micros(last))) })
    })?;
    Ok(seen.unwrap_or(Seen { conversations: 0, between: None }))
}

/// The conversations in `channels` that they wrote in latest, with the time of their latest message there.
pub fn recent(
    conn: &mut Conn,
    id: AuthorId,
    most: i64,
    channels: &str,
) -> Result<Vec<(crate::ground::ConversationId, Timestamp)>, Fault> {
    conn.rows(&RECENT, values![id, most, channels], |row| Ok((row.get(0)?, from_micros(row.get(2)?))))
}
