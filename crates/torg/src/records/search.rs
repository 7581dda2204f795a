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
    // Channels as in the inbox's lists: their ids in hexadecimal, a space between.
    COUNT_WITHIN = sqlite "select count(*) from (select 1 from records_search s join records_message m on m.n = s.rowid
                           where records_search match ?1 and instr(?2, lower(hex(m.channel))) > 0 limit 1001)",
                   postgres "select count(*) from (select 1 from records_search s join records_message m on m.n = s.n
                           where s.tokens @@ cast(cast(?1 as text) as tsquery)
                             and position(replace(cast(m.channel as text), '-', '') in ?2) > 0 limit 1001) as hits";
}

/// Tokens as the index takes them: words and stems, space between. Made outside the transaction.
pub fn tokens(text: &str, language: Option<screen::language::Language>) -> String {
    screen::tokens::index(text, language).join(" ")
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

/// A search as the engine understands it; `None` when nothing searchable was asked.
fn engine_query(conn: &Conn, asked: &str) -> Option<String> {
    let groups = screen::tokens::query(asked);
    if groups.is_empty() {
        return None;
    }
    let (and, or, quote, prefix) = match conn.engine() {
        store::Engine::Sqlite => (" AND ", " OR ", '"', "*"),
        store::Engine::Postgres => (" & ", " | ", '\'', ":*"),
    };
    // Tokens are alphanumeric only (`screen::tokens`), so quoting is all the escaping there is.
    let group = |part: &QueryPart| match part {
        QueryPart::AnyOf(tokens) => {
            format!("({})", tokens.iter().map(|token| format!("{quote}{token}{quote}")).collect::<Vec<_>>().join(or))
        }
        QueryPart::StartsWith(beginning) => format!("{quote}{beginning}{quote}{prefix}"),
    };
    Some(groups.iter().map(group).collect::<Vec<_>>().join(and))
}

/// Numbers of messages that hold every word asked for, newest first, before number `before`.
pub fn newest(conn: &mut Conn, asked: &str, before: i64, most: i64) -> Result<Vec<i64>, Fault> {
    match engine_query(conn, asked) {
        Some(query) => conn.rows(&NEWEST, values![query, before, most], |row| row.get(0)),
        None => Ok(Vec::new()),
    }
}

/// How many hits; 1001 means more than a thousand, which nobody counts.
pub fn count(conn: &mut Conn, asked: &str) -> Result<i64, Fault> {
    match engine_query(conn, asked) {
        Some(query) => Ok(conn.one(&COUNT, values![query], |row| row.get(0))?.unwrap_or(0)),
        None => Ok(0),
    }
}

/// How many hits stand in these channels: what others were asked is not even told by its number. 1001 means more than a thousand.
pub fn count_within(conn: &mut Conn, asked: &str, channels: &[ChannelId]) -> Result<i64, Fault> {
    let Some(query) = engine_query(conn, asked).filter(|_| !channels.is_empty()) else { return Ok(0) };
    let channels = channels.iter().map(|channel| channel.0.simple().to_string()).collect::<Vec<_>>().join(" ");
    Ok(conn.one(&COUNT_WITHIN, values![query, channels], |row| row.get(0))?.unwrap_or(0))
}
