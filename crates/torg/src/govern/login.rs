//! Signing in: Argon2id passwords, throttled; a login is a random token of which only the hash is kept.
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use store::{Conn, Fault, sql, values};

use super::person::{self, Person};
use crate::ground::clock::micros;
use crate::ground::ids::fresh;
use crate::ground::vault::{random, sha256};
use crate::ground::{Desk, PersonId, Problem, refuse};

/// A login unused for this long is over.
const IDLE: SignedDuration = SignedDuration::from_hours(12);
/// A login is over after this long, used or not.
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 14);
/// Failures are counted this far back.
const WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// So many failures for one address of mail from one address of the net …
const FAILURES_PER_PERSON_AND_PLACE: i64 = 5;
/// … or from one address of the net altogether, and that place must wait. Someone else's failures never lock a person out elsewhere.
const FAILURES_PER_PLACE: i64 = 40;
/// Shortest password. Length counts, not signs (NIST SP 800-63B, 3.1.1.2).
pub const SHORTEST_PASSWORD: usize = 12;

sql! {
    BEGIN = "insert into govern_login (token_hash, person, begun_at, seen_at, expires_at, browser) values (?1, ?2, ?3, ?3, ?4, ?5)";
    FIND = "select person, seen_at from govern_login where token_hash = ?1 and expires_at > ?2 and seen_at > ?3";
    SEEN = "update govern_login set seen_at = ?2 where token_hash = ?1";
    END = "delete from govern_login where token_hash = ?1";
    END_ALL = "delete from govern_login where person = ?1";
    FAILED = "insert into govern_sign_in_failure (id, email, address, at) values (?1, ?2, ?3, ?4)";
    FAILURES_HERE = "select count(*) from govern_sign_in_failure where email = ?1 and address = ?2 and at > ?3";
    FAILURES_PLACE = "select count(*) from govern_sign_in_failure where address = ?1 and at > ?2";
    FORGET_OLD = "delete from govern_sign_in_failure where at < ?1";
    FORGET_HERE = "delete from govern_sign_in_failure where email = ?1 and address = ?2";
}

/// A login's token, as the cookie carries it.
#[derive(Clone, PartialEq, Eq)]
pub struct LoginToken(String);

impl LoginToken {
    /// The bare token for the cookie.
    pub fn reveal(&self) -> &str {
        &self.0
    }
    /// From a cookie.
    pub fn from_cookie(value: &str) -> Self {
        Self(value.to_owned())
    }
    fn hash(&self) -> [u8; 32] {
        sha256(self.0.as_bytes())
    }
    /// The token that this login's forms carry, so that no other site can send one (CSRF).
    pub fn form_token(&self) -> String {
        let mut bytes = b"torg form token v1\n".to_vec();
        bytes.extend_from_slice(self.0.as_bytes());
        URL_SAFE_NO_PAD.encode(&sha256(&bytes)[..18])
    }
}

/// A random token as text: 32 bytes, base64url.
pub fn random_token() -> anyhow::Result<String> {
    Ok(URL_SAFE_NO_PAD.encode(random::<32>()?))
}

/// OWASP's first recommendation for Argon2id: 19 MiB, two passes, one lane.
fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::default())
}

/// Hashes a password. Slow by design: call it off the async threads.
pub fn hash_password(password: &str) -> Result<String, Problem> {
    if password.chars().count() < SHORTEST_PASSWORD {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-password-short").with("n", SHORTEST_PASSWORD).into());
    }
    let hash =
        argon2().hash_password(password.as_bytes()).map_err(|fault| anyhow::anyhow!("could not hash a password: {fault}"))?;
    Ok(hash.to_string())
}

fn matches(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok())
}

/// Signs in with address and password. The same sentence and the same time whether the person exists or not.
pub async fn sign_in(
    desk: &Desk,
    email: &str,
    password: String,
    address: &str,
    browser: &str,
) -> Result<(Person, LoginToken), Problem> {
    let now = desk.now();
    let email = email.trim().to_lowercase();
    let (asked, place) = (email.clone(), address.to_owned());
    let known = desk
        .read(move |conn| {
            let since = micros(now - WINDOW);
            let here = conn.one(&FAILURES_HERE, values![&asked, &place, since], |row| row.get::<i64>(0))?.unwrap_or(0);
            let place = conn.one(&FAILURES_PLACE, values![&place, since], |row| row.get::<i64>(0))?.unwrap_or(0);
            if here >= FAILURES_PER_PERSON_AND_PLACE || place >= FAILURES_PER_PLACE {
                return Err(refuse(StatusCode::TOO_MANY_REQUESTS, "refuse-sign-in-wait")
                    .with("minutes", WINDOW.as_mins())
                    .into());
            }
            let Some(person) = person::by_email(conn, &asked)?.filter(|person| !person.left) else { return Ok(None) };
            let hash = person::password_hash(conn, person.id)?;
            Ok(hash.map(|hash| (person, hash)))
        })
        .await?;
    let (person, hash) = match known {
        Some((person, hash)) => (Some(person), hash),
        None => (None, NOBODYS_HASH.to_owned()),
    };
    let right = tokio::task::spawn_blocking(move || matches(&password, &hash)).await.map_err(anyhow::Error::from)?;
    match person.filter(|_| right) {
        Some(person) => {
            let token = begin(desk, person.id, browser).await?;
            let (email, place) = (email.clone(), address.to_owned());
            desk.write(move |conn| Ok(conn.run(&FORGET_HERE, values![&email, &place]).map(drop)?)).await?;
            Ok((person, token))
        }
        None => {
            let place = address.to_owned();
            desk.write(move |conn| {
                conn.run(&FORGET_OLD, values![micros(now - WINDOW)])?;
                conn.run(&FAILED, values![fresh(now), &email, &place, micros(now)])?;
                Ok(())
            })
            .await?;
            Err(refuse(StatusCode::UNAUTHORIZED, "refuse-sign-in").into())
        }
    }
}

/// A hash of nobody's password with the same cost, so that an unknown address takes as long as a known one.
const NOBODYS_HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5cy1zYWx0$1fYH7qI0L1qBrVOTJrQvU0q1pFN3yRtK2dbqS6xW7qQ";

/// Begins a login without asking for a password: after an invitation, and in the demo.
pub async fn begin(desk: &Desk, person: PersonId, browser: &str) -> Result<LoginToken, Problem> {
    let token = LoginToken(random_token()?);
    let (hash, now) = (token.hash(), desk.now());
    let browser: String = browser.chars().filter(|c| !c.is_control()).take(120).collect();
    desk.write(move |conn| {
        conn.run(&BEGIN, values![hash, person, micros(now), micros(now + LONGEST), &browser])?;
        Ok(())
    })
    .await?;
    Ok(token)
}

/// Who is signed in with this token, on this very request. The second value asks the caller to note that the login is in use.
pub fn signed_in(conn: &mut Conn, token: &LoginToken, now: Timestamp) -> Result<Option<(Person, bool)>, Fault> {
    let values = values![token.hash(), micros(now), micros(now - IDLE)];
    let Some((id, seen_at)) = conn.one(&FIND, values, |row| Ok((row.get::<PersonId>(0)?, row.get::<i64>(1)?)))? else {
        return Ok(None);
    };
    let stale = micros(now) - seen_at > 60_000_000;
    Ok(person::find(conn, id)?.filter(|person| !person.left).map(|person| (person, stale)))
}

/// Notes that the login is in use; once a minute is enough.
pub fn seen(conn: &mut Conn, token: &LoginToken, now: Timestamp) -> Result<(), Fault> {
    conn.run(&SEEN, values![token.hash(), micros(now)])?;
    Ok(())
}

/// Ends one login.
pub fn end(conn: &mut Conn, token: &LoginToken) -> Result<(), Fault> {
    conn.run(&END, values![token.hash()])?;
    Ok(())
}

/// Ends every login of a person.
pub fn end_all(conn: &mut Conn, person: PersonId) -> Result<(), Fault> {
    conn.run(&END_ALL, values![person])?;
    Ok(())
}
