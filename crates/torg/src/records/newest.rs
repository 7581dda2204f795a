//! The newest messages' search words, kept as text beside the index: a beginning is looked for here, word by word, before the index is
//! asked, which must read everything that begins so. What is common is found here; what is not is quick in the index.
use store::{Conn, Fault, Value, sql, values};

use super::search::Query;

/// So many messages: to read them all takes a few milliseconds.
const KEPT: i64 = 8192;
/// Read at a time, since often the first few hold enough.
const STEP: i64 = 1024;

sql! {
    KEEP = "insert into records_search_newest (n, tokens) values (?1, ?2)";
    // Only among those that are kept: one far behind them would look as if all between were kept too.
    KEEP_AGAIN = "insert into records_search_newest (n, tokens) select ?1, ?2 where ?1 >= (select min(n) from records_search_newest)";
    // Whoever lets the same ones go at this moment is not waited for.
    LET_GO = sqlite "delete from records_search_newest where n <= ?1",
             postgres "delete from records_search_newest where n in
                       (select n from records_search_newest where n <= ?1 for update skip locked)";
    FORGET = "delete from records_search_newest where n = ?1";
    READ = "select n, tokens from records_search_newest where n < ?1 order by n desc limit ?2";
}

/// Keeps the words of new messages, and lets the oldest go.
pub(super) fn keep(conn: &mut Conn, rows: &[Vec<Value<'_>>]) -> Result<(), Fault> {
    conn.run_each(&KEEP, rows)?;
    let newest = rows.iter().filter_map(|row| if let Some(Value::Int(n)) = row.first() { Some(*n) } else { None }).max();
    if let Some(newest) = newest {
        conn.run(&LET_GO, values![newest - KEPT])?;
    }
    Ok(())
}

/// Keeps the words of a message that changed, if it is among the newest.
pub(super) fn keep_again(conn: &mut Conn, n: i64, tokens: &str) -> Result<(), Fault> {
    conn.run(&KEEP_AGAIN, values![n, tokens]).map(drop)
}

/// Lets a message's words go.
pub(super) fn forget(conn: &mut Conn, n: i64) -> Result<(), Fault> {
    conn.run(&FORGET, values![n]).map(drop)
}

/// At most `most` hits before number `before`, newest first, and before which number all others lie.
pub(super) fn hits(conn: &mut Conn, query: &Query, before: i64, most: usize) -> Result<(Vec<i64>, i64), Fault> {
    let (mut found, mut before) = (Vec::new(), before);
    loop {
        let read = conn.rows(&READ, values![before, STEP], |row| Ok((row.get::<i64>(0)?, row.get::<String>(1)?)))?;
        for (n, tokens) in &read {
            before = *n;
            if query.is_met_by(tokens) {
                found.push(*n);
                if found.len() == most {
                    return Ok((found, before));
                }
            }
        }
        if read.len() < STEP as usize {
            return Ok((found, before));
        }
    }
}
