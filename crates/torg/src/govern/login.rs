//! Logins: one signed-in browser of one person. A login is a random token of which only the hash is kept.
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use store::{Conn, Fault, sql, values};

pub use super::password::SHORTEST_PASSWORD;
use super::person::{self, Person};
pub use super::sign_in::sign_in;
use crate::ground::clock::micros;
use crate::ground::vault::{random, sha256};
use crate::ground::{Desk, PersonId, Problem};

/// A login unused for this long is over.
const IDLE: SignedDuration = SignedDuration::from_hours(12);
/// A login is over after this long, used or not.
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 14);

sql! {
    BEGIN = "insert into govern_login (token_hash, person, begun_at, seen_at, expires_at, browser) values (?1, ?2, ?3, ?3, ?4, ?5)";
    FIND = "select person, seen_at from govern_login where token_hash = ?1 and expires_at > ?2 and seen_at > ?3";
    SEEN = "update govern_login set seen_at = ?2 where token_hash = ?1";
    END = "delete from govern_login where token_hash = ?1";
    END_ALL = "delete from govern_login where person = ?1";
    FORGET_OVER = "delete from govern_login where expires_at <= ?1 or seen_at <= ?2";
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

/// Begins a login without asking for a password: after an invitation, and in the demo.
pub async fn begin(desk: &Desk, person: PersonId, browser: &str) -> Result<LoginToken, Problem> {
    let token = LoginToken(random_token()?);
    let (hash, now) = (token.hash(), desk.now());
    let browser: String = browser.chars().filter(|c| !c.is_control()).take(120).collect();
    desk.write(move |conn| {
        conn.run(&FORGET_OVER, values![micros(now), micros(now - IDLE)])?;
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
