//! Known devices: browsers in which someone signed in before. What strangers try elsewhere never keeps their owner out there.
use jiff::{SignedDuration, Timestamp};
use store::{Conn, Fault, sql, values};

use super::login::random_token;
use crate::ground::clock::micros;
use crate::ground::vault::sha256;
use crate::ground::{PersonId, Problem};

/// A device not seen for this long is a stranger again.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24 * 400);

sql! {
    KNOW = "insert into govern_device (token_hash, person, known_at, seen_at) values (?1, ?2, ?3, ?3)
            on conflict (token_hash, person) do update set seen_at = excluded.seen_at";
    IS_KNOWN = "select count(*) from govern_device where token_hash = ?1 and person = ?2 and seen_at > ?3";
    IS_SOMEBODYS = "select count(*) from govern_device where token_hash = ?1 and seen_at > ?2";
    FORGET = "delete from govern_device where person = ?1";
    FORGET_OLD = "delete from govern_device where seen_at <= ?1";
}

/// The device that shows this cookie, when `person` signed in on it before.
pub(super) fn known(conn: &mut Conn, cookie: Option<&str>, person: PersonId, now: Timestamp) -> Result<Option<[u8; 32]>, Fault> {
    let Some(cookie) = cookie else { return Ok(None) };
    let hash = sha256(cookie.as_bytes());
    let found = conn.one(&IS_KNOWN, values![hash, person, micros(now - REMEMBERED)], |row| row.get::<i64>(0))?;
    Ok((found == Some(1)).then_some(hash))
}

/// Remembers that `person` signed in on this device. Gives what its cookie is to hold: the same as before when we gave it out, and
/// never a value that somebody else put there.
pub(super) fn know(conn: &mut Conn, cookie: Option<&str>, person: PersonId, now: Timestamp) -> Result<String, Problem> {
    conn.run(&FORGET_OLD, values![micros(now - REMEMBERED)])?;
    let ours = match cookie {
        Some(cookie) => {
            let values = values![sha256(cookie.as_bytes()), micros(now - REMEMBERED)];
            conn.one(&IS_SOMEBODYS, values, |row| row.get::<i64>(0))?.is_some_and(|found| found > 0)
        }
        None => false,
    };
    let token = match cookie.filter(|_| ours) {
        Some(cookie) => cookie.to_owned(),
        None => random_token()?,
    };
    conn.run(&KNOW, values![sha256(token.as_bytes()), person, micros(now)])?;
    Ok(token)
}

/// Every device of a person is a stranger again.
pub(super) fn forget(conn: &mut Conn, person: PersonId) -> Result<(), Fault> {
    conn.run(&FORGET, values![person])?;
    Ok(())
}
