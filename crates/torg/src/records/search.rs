//! Search over everything said. Tokens and stems are made once, in Rust, so both engines answer alike; newest first.
use screen::tokens::QueryPart;
use store::{Conn, Fault, sql, values};

use crate::ground::ChannelId;

sql! {
    INDEX = sqlite "insert into records_search (rowid, tokens) values (?1, ?2)",
            postgres "insert into records_search (n, tokens) values (?1, array_to_tsvector(string_to_array(?2, ' ')))";
    FORGET = sqlite "delete from records_search where rowid = ?1",
             postgres "delete from records_search where n = ?1";
    NEWEST = sqlite "select rowid from records_search where records_search match ?1 and rowid < ?2 order by rowid desc limit ?3",
             postgres "select n from records_search where tokens @@ cast(cast(?1 as text) as tsquery) and n < ?2 order by n desc limit ?3";
    COUNT = sqlite "select count(*) from (select 1 from records_search where records_search match ?1 limit 1001)",
            postgres "select count(*) from (select 1 from records_search where tokens @@ cast(cast(?1 as text) as tsquery) limit 1001) as hits";
}

/// Tokens as the index takes them: words and stems, then the channel's own, space between. Made outside the transaction.
pub fn tokens(text: &str, language: Option<screen::language::Language>, channel: ChannelId) -> String {
    let mut tokens = screen::tokens::index(text, language);
    tokens.push(channel_token(channel));
    tokens.join(" ")
}

/// What every message of a channel is indexed under, so that a search within a channel reads its own messages only. Longer than any
/// word that is indexed or asked for: those end at 64 characters.
fn channel_token(channel: ChannelId) -> String {
    format!("inchannel{}inchannel{}", channel.0.simple(), channel.0.simple())
}

/// Indexes message number `n` under `tokens`.
pub fn index(conn: &mut Conn, n: i64, tokens: &str) -> Result<(), Fault> {
    conn.run(&INDEX, values![n, tokens])?;
    Ok(())
}

/// Takes message number `n` out of the index.
pub fn forget(conn: &mut Conn, n: i64) -> Result<(), Fault> {
    conn.run(&FORGET, values![n])?;
    Ok(())
}

/// A search as the engine understands it.
#[derive(Debug)]
pub struct Query(String);

impl Query {
    /// `asked` within `channels` (all, when none are named); nothing when nothing searchable was asked, or no channel is to be read.
    pub fn new(conn: &Conn, asked: &str, channels: Option<&[ChannelId]>) -> Option<Self> {
        let groups = screen::tokens::query(asked);
        if groups.is_empty() {
            return None;
        }
        let (and, or, quote, prefix) = match conn.engine() {
            store::Engine::Sqlite => (" AND ", " OR ", '"', "*"),
            store::Engine::Postgres => (" & ", " | ", '\'', ":*"),
        };
        // Tokens are alphanumeric only (`screen::tokens`), so quoting is all the escaping there is.
        let any_of = |tokens: &[String]| {
            format!("({})", tokens.iter().map(|token| format!("{quote}{token}{quote}")).collect::<Vec<_>>().join(or))
        };
        let mut groups: Vec<String> = groups
            .iter()
            .map(|part| match part {
                QueryPart::AnyOf(tokens) => any_of(tokens),
                QueryPart::StartsWith(beginning) => format!("{quote}{beginning}{quote}{prefix}"),
            })
            .collect();
        if let Some(channels) = channels {
            if channels.is_empty() {
                return None;
            }
            groups.push(any_of(&channels.iter().map(|channel| channel_token(*channel)).collect::<Vec<_>>()));
        }
        Some(Self(groups.join(and)))
    }
}

/// Numbers of messages that hold every word asked for, newest first, before number `before`.
pub fn newest(conn: &mut Conn, query: &Query, before: i64, most: i64) -> Result<Vec<i64>, Fault> {
    conn.rows(&NEWEST, values![query.0.as_str(), before, most], |row| row.get(0))
}

/// How many hits; 1001 means more than a thousand, which nobody counts.
pub fn count(conn: &mut Conn, query: &Query) -> Result<i64, Fault> {
    Ok(conn.one(&COUNT, values![query.0.as_str()], |row| row.get(0))?.unwrap_or(0))
}
