//! How often one may guess. Strangers' failures slow strangers: who comes from a device that is known here, or from a place that
//! has not failed, is let through to try.
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use store::{Conn, sql, values};

use crate::ground::clock::micros;
use crate::ground::ids::fresh;
use crate::ground::{PersonId, Problem, refuse};

/// Failures are counted this far back.
const WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// So many failures for one address of mail from one place …
const FAILURES_PER_PERSON_AND_PLACE: i64 = 5;
/// … or from one place altogether, and that place must wait.
const FAILURES_PER_PLACE: i64 = 40;
/// After so many failures for one address of mail from strangers wherever, a strange place has one try instead of five: many
/// machines guess together no faster, and whoever sits at a new one and knows the password still comes in.
const FAILURES_PER_PERSON: i64 = 50;

/// Wrong codes from strangers are counted this far back.
const CODES_WINDOW: SignedDuration = SignedDuration::from_hours(1);
/// So many, and strangers must wait. Only who knows the password gets so far; three codes in a million are right at any time.
const CODES_PER_PERSON: i64 = 10;

sql! {
    // Many guesses at once from one place are counted one after the other. On SQLite there is one writer at a time anyway.
    ONE_AT_A_TIME = sqlite "select length(?1)", postgres "select pg_advisory_xact_lock(hashtextextended(cast(?1 as text), 0))";
    TRIED = "insert into govern_sign_in_failure (id, email, address, at) values (?1, ?2, ?3, ?4)";
    FAILURES_HERE = "select count(*) from govern_sign_in_failure where email = ?1 and address = ?2 and at > ?3";
    FAILURES_PLACE = "select count(*) from govern_sign_in_failure where address = ?1 and at > ?2";
    FAILURES_STRANGERS = "select count(*) from govern_sign_in_failure where email = ?1 and at > ?2 and address not like 'device %'";
    FORGET_OLD = "delete from govern_sign_in_failure where at < ?1";
    FORGET_HERE = "delete from govern_sign_in_failure where email = ?1 and address = ?2";
    CODE_TRIED = "insert into govern_second_factor_failure (id, person, at) values (?1, ?2, ?3)";
    CODES_TRIED = "select count(*) from govern_second_factor_failure where person = ?1 and at > ?2";
    FORGET_OLD_CODES = "delete from govern_second_factor_failure where at < ?1";
    FORGET_CODES = "delete from govern_second_factor_failure where person = ?1";
}

/// One try: for which address of mail, from where, and from which device where it is known to that person.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tried<'a> {
    pub(super) email: &'a str,
    pub(super) address: &'a str,
    pub(super) device: Option<[u8; 32]>,
}

impl Tried<'_> {
    /// What its failures are counted under.
    fn here(&self) -> String {
        match self.device {
            Some(device) => format!("device {}", hex::encode(&device[..16])),
            None => place(self.address),
        }
    }
}

/// Counts this try, or refuses it when there were too many.
pub(super) fn count(conn: &mut Conn, tried: &Tried<'_>, now: Timestamp) -> Result<(), Problem> {
    let (here, since) = (tried.here(), micros(now - WINDOW));
    conn.rows(&ONE_AT_A_TIME, values![&here], |_| Ok(()))?;
    let counted = |conn: &mut Conn, statement, values: &[store::Value<'_>]| -> Result<i64, store::Fault> {
        Ok(conn.one(statement, values, |row| row.get::<i64>(0))?.unwrap_or(0))
    };
    let failed_here = counted(conn, &FAILURES_HERE, values![tried.email, &here, since])?;
    let must_wait = if tried.device.is_some() {
        failed_here >= FAILURES_PER_PERSON_AND_PLACE
    } else {
        let place = counted(conn, &FAILURES_PLACE, values![&here, since])?;
        let strangers = counted(conn, &FAILURES_STRANGERS, values![tried.email, since])?;
        let most = if strangers >= FAILURES_PER_PERSON { 1 } else { FAILURES_PER_PERSON_AND_PLACE };
        failed_here >= most || place >= FAILURES_PER_PLACE
    };
    if must_wait {
        return Err(refuse(StatusCode::TOO_MANY_REQUESTS, "refuse-sign-in-wait").with("minutes", WINDOW.as_mins()).into());
    }
    conn.run(&FORGET_OLD, values![since])?;
    conn.run(&TRIED, values![fresh(now), tried.email, &here, micros(now)])?;
    Ok(())
}

/// All was right in the end: what failed from there before is forgotten.
pub(super) fn forgive(conn: &mut Conn, tried: &Tried<'_>) -> Result<(), Problem> {
    conn.run(&FORGET_HERE, values![tried.email, tried.here()])?;
    Ok(())
}

/// Counts a code that a stranger shows after the right password, or refuses it when there were too many.
pub(super) fn count_code(conn: &mut Conn, person: PersonId, now: Timestamp) -> Result<(), Problem> {
    let since = micros(now - CODES_WINDOW);
    conn.rows(&ONE_AT_A_TIME, values![person.to_string()], |_| Ok(()))?;
    let tried = conn.one(&CODES_TRIED, values![person, since], |row| row.get::<i64>(0))?.unwrap_or(0);
    if tried >= CODES_PER_PERSON {
        return Err(refuse(StatusCode::TOO_MANY_REQUESTS, "refuse-code-wait").with("minutes", CODES_WINDOW.as_mins()).into());
    }
    conn.run(&FORGET_OLD_CODES, values![since])?;
    conn.run(&CODE_TRIED, values![fresh(now), person, micros(now)])?;
    Ok(())
}

/// A code was right.
pub(super) fn forgive_codes(conn: &mut Conn, person: PersonId) -> Result<(), Problem> {
    conn.run(&FORGET_CODES, values![person])?;
    Ok(())
}

/// The place that an address of the net stands for. In IPv6 a household has 2⁶⁴ addresses, so the network counts (RFC 6177).
pub fn place(address: &str) -> String {
    let address = address.trim();
    let bare = address.parse::<SocketAddr>().map(|address| address.ip()).or_else(|_| address.parse::<IpAddr>());
    match bare.map(|address| address.to_canonical()) {
        Ok(IpAddr::V6(address)) => {
            let network = u128::from(address) >> 64 << 64;
            format!("{}/64", Ipv6Addr::from(network))
        }
        Ok(IpAddr::V4(address)) => address.to_string(),
        Err(_) => address.chars().filter(|sign| !sign.is_control()).take(60).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_household_is_one_place() {
        for (address, known) in [
            ("192.0.2.7", "192.0.2.7"),
            ("192.0.2.7:40001", "192.0.2.7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
            ("[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"),
            ("unknown", "unknown"),
        ] {
            assert_eq!(place(address), known);
        }
    }
}
