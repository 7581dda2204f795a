//! What is begun and not finished: a right password that waits for its code, a question to a passkey, a person at their provider.
//! It waits sealed, for one browser, for minutes; a node that did not begin it can finish it.
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{Conn, sql, values};

use super::login::random_token;
use crate::ground::clock::micros;
use crate::ground::vault::sha256;
use crate::ground::{Desk, Problem};

sql! {
    KEEP = "insert into govern_half_sign_in (token_hash, kind, sealed, expires_at) values (?1, ?2, ?3, ?4)";
    FIND = "select sealed from govern_half_sign_in where token_hash = ?1 and kind = ?2 and expires_at > ?3";
    TAKE = "delete from govern_half_sign_in where token_hash = ?1 and kind = ?2 and expires_at > ?3 returning sealed";
    TRY = "update govern_half_sign_in set tries = tries + 1 where token_hash = ?1 and kind = ?2 and expires_at > ?3 and tries < ?4";
    FORGET_OLD = "delete from govern_half_sign_in where expires_at <= ?1";
}

/// What it is that was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Someone signed in is adding a passkey.
    PasskeyAdding,
    /// Someone signs in with a passkey.
    PasskeySignIn,
    /// A person was sent to their provider.
    Provider,
    /// The password was right; the code is still to come.
    SecondFactor,
}

impl Kind {
    fn as_str(self) -> &'static str {
        match self {
            Self::PasskeyAdding => "passkey-adding",
            Self::PasskeySignIn => "passkey-sign-in",
            Self::Provider => "provider",
            Self::SecondFactor => "second-factor",
        }
    }

    /// How long it waits.
    fn waits(self) -> SignedDuration {
        match self {
            Self::PasskeyAdding | Self::PasskeySignIn => SignedDuration::from_mins(5),
            Self::SecondFactor => SignedDuration::from_mins(10),
            Self::Provider => SignedDuration::from_mins(15),
        }
    }
}

fn purpose(kind: Kind, hash: &[u8; 32]) -> String {
    format!("half-sign-in:{}:{}", kind.as_str(), hex::encode(hash))
}

/// Keeps `what`; gives the token by which this browser goes on.
pub(super) fn keep<T: Serialize>(desk: &Desk, conn: &mut Conn, kind: Kind, what: &T, now: Timestamp) -> Result<String, Problem> {
    conn.run(&FORGET_OLD, values![micros(now)])?;
    let token = random_token()?;
    let hash = sha256(token.as_bytes());
    let sealed = desk.vault().seal(&purpose(kind, &hash), &serde_json::to_vec(what)?)?;
    conn.run(&KEEP, values![hash, kind.as_str(), sealed, micros(now + kind.waits())])?;
    Ok(token)
}

/// What was begun with `token`, while it waits.
pub(super) fn find<T: DeserializeOwned>(
    desk: &Desk,
    conn: &mut Conn,
    kind: Kind,
    token: &str,
    now: Timestamp,
) -> Result<Option<T>, Problem> {
    let hash = sha256(token.as_bytes());
    let sealed = conn.one(&FIND, values![hash, kind.as_str(), micros(now)], |row| row.get::<Vec<u8>>(0))?;
    opened(desk, kind, &hash, sealed)
}

/// Takes it out: it is gone on with once.
pub(super) fn take<T: DeserializeOwned>(
    desk: &Desk,
    conn: &mut Conn,
    kind: Kind,
    token: &str,
    now: Timestamp,
) -> Result<Option<T>, Problem> {
    let hash = sha256(token.as_bytes());
    let sealed = conn.one(&TAKE, values![hash, kind.as_str(), micros(now)], |row| row.get::<Vec<u8>>(0))?;
    opened(desk, kind, &hash, sealed)
}

/// Counts one try; false when there were `most` already, or nothing waits under this token.
pub(super) fn count_try(conn: &mut Conn, kind: Kind, token: &str, most: i64, now: Timestamp) -> Result<bool, Problem> {
    Ok(conn.run(&TRY, values![sha256(token.as_bytes()), kind.as_str(), micros(now), most])? == 1)
}

fn opened<T: DeserializeOwned>(desk: &Desk, kind: Kind, hash: &[u8; 32], sealed: Option<Vec<u8>>) -> Result<Option<T>, Problem> {
    let Some(sealed) = sealed else { return Ok(None) };
    Ok(Some(serde_json::from_slice(&desk.vault().open(&purpose(kind, hash), &sealed)?)?))
}
