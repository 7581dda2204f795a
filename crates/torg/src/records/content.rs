//! Content, kept apart from the log and addressed by its SHA-256: disposal erases the bytes and leaves the entry that names them.
//!
//! Sixteen random bytes stand before each content and are part of what is hashed. So two people who both write "ja" have two
//! contents, of which one can be erased; and nobody can find out by guessing what an erased content said.
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use store::{Conn, Fault, Value, row, sql, values};

use crate::ground::clock::{from_micros, micros};
use crate::ground::vault::{random, sha256};
use crate::ground::{EntryId, Problem};

/// Length of the random bytes before each content.
const SALT: usize = 16;

/// A content's address: SHA-256 of salt and bytes. Hexadecimal to people and in entries.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}
impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}
impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let mut bytes = [0u8; 32];
        hex::decode_to_slice(&text, &mut bytes).map_err(serde::de::Error::custom)?;
        Ok(Self(bytes))
    }
}
impl From<Hash> for store::Value<'_> {
    fn from(hash: Hash) -> Self {
        Self::OwnedBytes(hash.0.to_vec())
    }
}
impl store::FromValue for Hash {
    fn from_cell(cell: store::Cell<'_>) -> Option<Self> {
        <[u8; 32]>::from_cell(cell).map(Self)
    }
}

sql! {
    KEEP = "insert into records_content (sha256, bytes) values (?1, ?2)";
    FIND = "select bytes, erased_under, erased_at from records_content where sha256 = ?1";
    IS_KEPT = "select count(*) from records_content where sha256 = ?1 and bytes is not null";
    ERASE = "update records_content set bytes = null, erased_under = ?2, erased_at = ?3, erased_entry = ?4
             where sha256 = ?1 and bytes is not null";
}

/// A content as the record has it now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// The bytes, as they came.
    Kept(Vec<u8>),
    /// Erased under a numbered decision.
    Erased {
        /// The decision's number.
        decision: String,
        /// When.
        at: Timestamp,
    },
}

/// Bytes with their salt and address, made outside the transaction: hashing needs no database.
#[derive(Clone, Debug)]
pub struct Salted {
    /// The address.
    pub hash: Hash,
    stored: Vec<u8>,
}

impl Salted {
    /// Salts and hashes `bytes`.
    pub fn new(bytes: &[u8]) -> anyhow::Result<Self> {
        let mut stored = Vec::with_capacity(SALT + bytes.len());
        stored.extend_from_slice(&random::<SALT>()?);
        stored.extend_from_slice(bytes);
        Ok(Self { hash: Hash(sha256(&stored)), stored })
    }
}

/// Keeps content and gives its address.
pub fn keep(conn: &mut Conn, content: &Salted) -> Result<Hash, Fault> {
    conn.run(&KEEP, values![content.hash, &content.stored])?;
    Ok(content.hash)
}

/// Keeps many contents at once.
pub fn keep_each(conn: &mut Conn, contents: &[&Salted]) -> Result<(), Fault> {
    let rows: Vec<Vec<Value<'_>>> = contents.iter().map(|content| row![content.hash, &content.stored]).collect();
    conn.run_each(&KEEP, &rows).map(drop)
}

/// Salts, hashes and keeps `bytes`.
pub fn keep_bytes(conn: &mut Conn, bytes: &[u8]) -> Result<Hash, Problem> {
    Ok(keep(conn, &Salted::new(bytes)?)?)
}

/// Reads a content back; `None` when the record never had it. Checks that the bytes still have their address.
pub fn find(conn: &mut Conn, hash: Hash) -> Result<Option<Content>, Problem> {
    type Row = (Option<Vec<u8>>, Option<String>, Option<i64>);
    let row: Option<Row> = conn.one(&FIND, values![hash], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(match row {
        None => None,
        Some((Some(stored), ..)) => Some(Content::Kept(unsalted(stored, hash)?)),
        Some((None, decision, at)) => {
            Some(Content::Erased { decision: decision.unwrap_or_default(), at: from_micros(at.unwrap_or_default()) })
        }
    })
}

/// Takes the salt off. Cheap on purpose: pages read through here; `verify` checks the hash itself.
fn unsalted(mut stored: Vec<u8>, hash: Hash) -> Result<Vec<u8>, Problem> {
    if stored.len() < SALT {
        return Err(anyhow::anyhow!("content {hash} is shorter than its salt: the database was changed from outside").into());
    }
    stored.drain(..SALT);
    Ok(stored)
}

/// True while the bytes are there.
pub(super) fn is_kept(conn: &mut Conn, hash: Hash) -> Result<bool, Fault> {
    Ok(conn.one(&IS_KEPT, values![hash], |row| row.get::<i64>(0))? == Some(1))
}

/// Erases the bytes and leaves the address, with the entry that tells of it; false when they were erased before. Only
/// [`super::retention`] asks for it.
pub(super) fn erase(conn: &mut Conn, hash: Hash, decision: &str, now: Timestamp, entry: EntryId) -> Result<bool, Fault> {
    Ok(conn.run(&ERASE, values![hash, decision, micros(now), entry])? == 1)
}
