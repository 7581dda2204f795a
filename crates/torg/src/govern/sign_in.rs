//! Signing in with address and password, throttled by where it is tried from. Someone else's failures never lock a person out.
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use store::{Conn, sql, values};

use super::login::{self, LoginToken};
use super::password;
use super::person::{self, Person};
use crate::ground::clock::micros;
use crate::ground::ids::fresh;
use crate::ground::{Desk, Problem, refuse};

/// Failures are counted this far back.
const WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// So many failures for one address of mail from one place …
const FAILURES_PER_PERSON_AND_PLACE: i64 = 5;
/// … or from one place altogether, and that place must wait.
const FAILURES_PER_PLACE: i64 = 40;

sql! {
    // Many guesses at once from one place are counted one after the other. On SQLite there is one writer at a time anyway.
    ONE_AT_A_TIME = sqlite "select length(?1)", postgres "select pg_advisory_xact_lock(hashtextextended(cast(?1 as text), 0))";
    TRIED = "insert into govern_sign_in_failure (id, email, address, at) values (?1, ?2, ?3, ?4)";
    FAILURES_HERE = "select count(*) from govern_sign_in_failure where email = ?1 and address = ?2 and at > ?3";
    FAILURES_PLACE = "select count(*) from govern_sign_in_failure where address = ?1 and at > ?2";
    FORGET_OLD = "delete from govern_sign_in_failure where at < ?1";
    FORGET_HERE = "delete from govern_sign_in_failure where email = ?1 and address = ?2";
}

/// Signs in. The same sentence and the same time whether the person exists or not. A try counts as failed before the password is
/// looked at and is forgiven when it was right: a thousand guesses at once are no more than one after the other.
pub async fn sign_in(
    desk: &Desk,
    email: &str,
    password: String,
    address: &str,
    browser: &str,
) -> Result<(Person, LoginToken), Problem> {
    let now = desk.now();
    let (email, place) = (email.trim().to_lowercase(), place(address));
    let (asked, here) = (email.clone(), place.clone());
    let known = desk
        .write(move |conn| {
            tried(conn, &asked, &here, now)?;
            let Some(person) = person::by_email(conn, &asked)?.filter(|person| !person.left) else { return Ok(None) };
            let hash = person::password_hash(conn, person.id)?;
            Ok(hash.map(|hash| (person, hash)))
        })
        .await?;
    let (person, hash) = known.unzip();
    if !password::is_right(password, hash).await? {
        return Err(refuse(StatusCode::UNAUTHORIZED, "refuse-sign-in").into());
    }
    let Some(person) = person else { return Err(refuse(StatusCode::UNAUTHORIZED, "refuse-sign-in").into()) };
    let token = login::begin(desk, person.id, browser).await?;
    desk.write(move |conn| Ok(conn.run(&FORGET_HERE, values![&email, &place]).map(drop)?)).await?;
    Ok((person, token))
}

/// Counts this try, or refuses it when there were too many.
fn tried(conn: &mut Conn, email: &str, place: &str, now: Timestamp) -> Result<(), Problem> {
    let since = micros(now - WINDOW);
    conn.rows(&ONE_AT_A_TIME, values![place], |_| Ok(()))?;
    let here = conn.one(&FAILURES_HERE, values![email, place, since], |row| row.get::<i64>(0))?.unwrap_or(0);
    let altogether = conn.one(&FAILURES_PLACE, values![place, since], |row| row.get::<i64>(0))?.unwrap_or(0);
    if here >= FAILURES_PER_PERSON_AND_PLACE || altogether >= FAILURES_PER_PLACE {
        return Err(refuse(StatusCode::TOO_MANY_REQUESTS, "refuse-sign-in-wait").with("minutes", WINDOW.as_mins()).into());
    }
    conn.run(&FORGET_OLD, values![since])?;
    conn.run(&TRIED, values![fresh(now), email, place, micros(now)])?;
    Ok(())
}

/// The place that an address of the net stands for. In IPv6 a household has 2⁶⁴ addresses, so the network counts (RFC 6177).
fn place(address: &str) -> String {
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
