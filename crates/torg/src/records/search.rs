//! Search over everything said. Tokens and stems are made once, in Rust, so both engines answer alike; newest first.
use std::borrow::Cow;
use std::collections::HashMap;

use screen::tokens::QueryPart;
use store::{Conn, Fault, Value, row, sql, values};

use super::newest;
use crate::ground::{ChannelId, UnitId};

sql! {
    INDEX = sqlite "insert into records_search (rowid, tokens) values (?1, ?2)",
            postgres "insert into records_search (n, tokens) values (?1, array_to_tsvector(string_to_array(?2, ' ')))";
    FORGET = sqlite "delete from records_search where rowid = ?1",
             postgres "delete from records_search where n = ?1";
    NEWEST = sqlite "select rowid from records_search where records_search match ?1 and rowid < ?2 order by rowid desc limit ?3",
             postgres "select n from records_search where tokens @@ cast(cast(?1 as text) as tsquery) and n < ?2 order by n desc limit ?3";
    REFERRED = "select said.n, talk.referred_to from records_message said join participate_conversation talk on talk.id = said.conversation
                where said.n >= ?1 and said.n <= ?2 and talk.referred_to is not null";
}

/// What a search looks at in a message.
pub fn words<'a>(text: &'a str, warning: Option<&str>) -> Cow<'a, str> {
    match warning {
        Some(warning) => Cow::Owned(format!("{text}\n{warning}")),
        None => Cow::Borrowed(text),
    }
}

/// Tokens as the index takes them: words and stems, then the channel's own, space between. Made outside the transaction.
pub fn tokens(text: &str, language: Option<screen::language::Language>, channel: ChannelId) -> String {
    let mut tokens = screen::tokens::index(text, language);
    tokens.push(channel_token(channel));
    tokens.join(" ")
}

/// What every message of a channel is indexed under, so that a search within a channel reads its own messages only. It begins with a sign
/// of Unicode's private area, which is in no word: nobody can ask for it, or for its beginning.
fn channel_token(channel: ChannelId) -> String {
    format!("\u{e000}{}", channel.0.simple())
}

/// What a message is indexed under beside its channel, while its conversation is referred to another unit.
fn unit_token(unit: UnitId) -> String {
    format!("\u{e001}{}", unit.0.simple())
}

/// The units that conversations with messages of these numbers are referred to.
fn referred(conn: &mut Conn, from: i64, to: i64) -> Result<HashMap<i64, UnitId>, Fault> {
    Ok(conn.rows(&REFERRED, values![from, to], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect())
}

/// Indexes new messages, each by its number under its tokens.
pub fn index_each(conn: &mut Conn, tokens: &[(i64, &str)]) -> Result<(), Fault> {
    let numbers = || tokens.iter().map(|(n, _)| *n);
    let (Some(first), Some(last)) = (numbers().min(), numbers().max()) else { return Ok(()) };
    let referred = referred(conn, first, last)?;
    let of_unit = |n: i64, tokens: &str| referred.get(&n).map(|unit| format!("{tokens} {}", unit_token(*unit)));
    let rows: Vec<Vec<Value<'_>>> = tokens
        .iter()
        .map(|(n, tokens)| match of_unit(*n, tokens) {
            Some(more) => row![*n, more],
            None => row![*n, *tokens],
        })
        .collect();
    conn.run_each(&INDEX, &rows)?;
    newest::keep(conn, &rows)
}

/// Indexes message number `n` anew, under what it says now.
pub fn index_again(conn: &mut Conn, n: i64, tokens: &str) -> Result<(), Fault> {
    forget(conn, n)?;
    let unit = referred(conn, n, n)?.get(&n).map(|unit| format!(" {}", unit_token(*unit)));
    let tokens = format!("{tokens}{}", unit.unwrap_or_default());
    conn.run(&INDEX, values![n, tokens.as_str()])?;
    newest::keep_again(conn, n, &tokens)
}

/// Takes message number `n` out of the index.
pub fn forget(conn: &mut Conn, n: i64) -> Result<(), Fault> {
    conn.run(&FORGET, values![n])?;
    newest::forget(conn, n)
}

/// A search as the engine understands it, and as a reader of words does.
#[derive(Debug)]
pub struct Query {
    engine: String,
    /// All of these must be met.
    parts: Vec<QueryPart>,
}

impl Query {
    /// `asked` within `channels` (all, when none are named) and what is referred to `units`; nothing when nothing searchable was asked,
    /// or nothing is to be read.
    pub fn new(conn: &Conn, asked: &str, channels: Option<&[ChannelId]>, units: &[UnitId]) -> Option<Self> {
        let mut parts = screen::tokens::query(asked);
        if parts.is_empty() {
            return None;
        }
        if let Some(channels) = channels {
            let within = channels.iter().map(|channel| channel_token(*channel)).chain(units.iter().map(|unit| unit_token(*unit)));
            let within: Vec<String> = within.collect();
            if within.is_empty() {
                return None;
            }
            parts.push(QueryPart::AnyOf(within));
        }
        let (and, or, quote, prefix) = match conn.engine() {
            store::Engine::Sqlite => (" AND ", " OR ", '"', "*"),
            store::Engine::Postgres => (" & ", " | ", '\'', ":*"),
        };
        // Tokens are alphanumeric only (`screen::tokens`), so quoting is all the escaping there is.
        let in_words = |part: &QueryPart| match part {
            QueryPart::AnyOf(tokens) => {
                format!("({})", tokens.iter().map(|token| format!("{quote}{token}{quote}")).collect::<Vec<_>>().join(or))
            }
            QueryPart::StartsWith(beginning) => format!("{quote}{beginning}{quote}{prefix}"),
        };
        let engine = parts.iter().map(in_words).collect::<Vec<_>>().join(and);
        Some(Self { engine, parts })
    }

    /// True when a beginning is asked for, which the index answers slowly.
    fn asks_for_a_beginning(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, QueryPart::StartsWith(_)))
    }

    /// True when a message under these tokens is a hit.
    pub(super) fn is_met_by(&self, tokens: &str) -> bool {
        self.parts.iter().all(|part| match part {
            QueryPart::AnyOf(any_of) => tokens.split(' ').any(|token| any_of.iter().any(|wanted| wanted == token)),
            QueryPart::StartsWith(beginning) => tokens.split(' ').any(|token| token.starts_with(beginning.as_str())),
        })
    }
}

/// Numbers of messages that hold every word asked for, newest first, before number `before`.
pub fn newest(conn: &mut Conn, query: &Query, before: i64, most: usize) -> Result<Vec<i64>, Fault> {
    let (mut found, mut before) = (Vec::new(), before);
    if query.asks_for_a_beginning() {
        (found, before) = newest::hits(conn, query, before, most)?;
    }
    if found.len() < most {
        let rest = i64::try_from(most - found.len()).unwrap_or(i64::MAX);
        found.extend(conn.rows(&NEWEST, values![query.engine.as_str(), before, rest], |row| row.get::<i64>(0))?);
    }
    Ok(found)
}
