//! Recovery codes: ten sheets of paper for the day the telephone is in the lake. Shown once, each works once.
use jiff::Timestamp;
use store::{Conn, Fault, sql, values};

use crate::ground::clock::micros;
use crate::ground::vault::{random, sha256};
use crate::ground::{PersonId, Problem};
use crate::records::{Act, By, Committed, Event};

/// So many are made at a time.
pub const MADE: usize = 10;

sql! {
    MAKE = "insert into govern_recovery_code (code_hash, person, made_at) values (?1, ?2, ?3)";
    USE = "update govern_recovery_code set used_at = ?3 where code_hash = ?1 and person = ?2 and used_at is null";
    LEFT = "select count(*) from govern_recovery_code where person = ?1 and used_at is null";
    FORGET = "delete from govern_recovery_code where person = ?1";
}

/// Makes new ones; those from before no longer work.
pub fn make(mut act: Act<'_>, person: PersonId) -> Result<Committed<Vec<String>>, Problem> {
    let codes = write(&mut act, person)?;
    act.commit(By::Oneself { person }, &Event::RecoveryCodesMade { person }, codes)
}

/// Makes the first ones of someone who has none, as part of another act.
pub(super) fn first(act: &mut Act<'_>, person: PersonId) -> Result<Vec<String>, Problem> {
    if left(act.conn(), person)? > 0 {
        return Ok(Vec::new());
    }
    let codes = write(act, person)?;
    act.record(By::Oneself { person }, &Event::RecoveryCodesMade { person })?;
    Ok(codes)
}

fn write(act: &mut Act<'_>, person: PersonId) -> Result<Vec<String>, Problem> {
    let now = act.now();
    forget(act.conn(), person)?;
    let mut codes = Vec::with_capacity(MADE);
    for _ in 0..MADE {
        let code = as_people_read_it(&random::<10>()?);
        act.conn().run(&MAKE, values![hash(person, &code), person, micros(now)])?;
        codes.push(code);
    }
    Ok(codes)
}

/// Uses one up; false when it is none, or was used before.
pub(super) fn use_up(conn: &mut Conn, person: PersonId, code: &str, now: Timestamp) -> Result<bool, Fault> {
    Ok(conn.run(&USE, values![hash(person, code), person, micros(now)])? == 1)
}

/// How many are left.
pub fn left(conn: &mut Conn, person: PersonId) -> Result<i64, Fault> {
    Ok(conn.one(&LEFT, values![person], |row| row.get(0))?.unwrap_or(0))
}

pub(super) fn forget(conn: &mut Conn, person: PersonId) -> Result<(), Fault> {
    conn.run(&FORGET, values![person])?;
    Ok(())
}

/// Eighty bits are not guessed, so a fast hash is enough.
fn hash(person: PersonId, code: &str) -> [u8; 32] {
    let signs: String = code.chars().filter(char::is_ascii_alphanumeric).map(|sign| sign.to_ascii_lowercase()).collect();
    sha256(format!("torg recovery code v1\n{person}\n{signs}").as_bytes())
}

/// Sixteen signs of five bits each, in groups of four. None looks like another: there is no 0 or o, no 1 or l.
fn as_people_read_it(bytes: &[u8; 10]) -> String {
    const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let number = bytes.iter().fold(0u128, |number, byte| number << 8 | u128::from(*byte));
    let signs: Vec<char> =
        (0..16).rev().map(|place| char::from(SIGNS[usize::try_from(number >> (5 * place) & 31).unwrap_or(0)])).collect();
    signs.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_sixteen_clear_signs() {
        assert_eq!(as_people_read_it(&[0; 10]), "aaaa-aaaa-aaaa-aaaa");
        assert_eq!(as_people_read_it(&[255; 10]), "9999-9999-9999-9999");
        let code = as_people_read_it(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(code.len(), 19);
        assert!(code.chars().all(|sign| sign == '-' || !"01lo".contains(sign)), "{code}");
    }

    #[test]
    fn how_it_is_typed_does_not_matter_and_whose_it_is_does() {
        let (one, other) = (PersonId(uuid::Uuid::from_u128(1)), PersonId(uuid::Uuid::from_u128(2)));
        assert_eq!(hash(one, "abcd-efgh-ijkm-npqr"), hash(one, " ABCDEFGH ijkm npqr "));
        assert_ne!(hash(one, "abcd-efgh-ijkm-npqr"), hash(other, "abcd-efgh-ijkm-npqr"));
    }
}
