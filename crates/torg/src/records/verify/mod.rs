//! Verification: everything the record claims is computed anew and compared, as someone would who does not trust the desk.
//!
//! From the database ([`database`]) or from nothing but downloaded files ([`files`]). Streams through in batches, so memory stays
//! the same at millions of entries. What does not fit is named by the first entry that it concerns.
mod contents;
mod files;
mod log;
mod named;
mod signed;
mod tree;
mod versions;

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use store::Conn;

use super::content::Hash;
use crate::ground::{EntryId, MessageId, Problem};

pub use files::files;
pub use signed::{PublicKey, Unsound, open as open_checkpoint};

/// So many misfits are told one by one; all are counted.
const TOLD: usize = 50;

/// What a verification found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Entries in the sealed log.
    pub sealed: u64,
    /// Entries that wait to be sealed: those of the last second, while the desk runs.
    pub unsealed: u64,
    /// Signed checkpoints whose root was computed anew.
    pub checkpoints: u64,
    /// The root over all sealed entries, computed anew.
    pub root: Option<formats::tlog::Hash>,
    /// Contents whose bytes were hashed anew.
    pub contents: u64,
    /// Contents erased, by the decision they were erased under.
    pub erased: BTreeMap<String, u64>,
    /// Versions of messages held against their entries.
    pub versions: u64,
    /// What does not fit, the first entry first; at most fifty.
    pub misfits: Vec<Misfit>,
    /// How many things do not fit.
    pub n_misfits: u64,
}

impl Report {
    /// True when everything fits.
    pub fn is_sound(&self) -> bool {
        self.n_misfits == 0
    }

    fn wrong(&mut self, place: Place, wrong: Wrong) {
        self.n_misfits += 1;
        if self.misfits.len() < TOLD {
            self.misfits.push(Misfit { place, wrong });
        }
    }
}

/// Something that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// Which entry it concerns, as far as can be told.
    pub place: Place,
    /// What is wrong.
    pub wrong: Wrong,
}

/// An entry, by all that is known of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Its place in the sealed log, from 0.
    pub position: Option<u64>,
    /// Its id.
    pub entry: Option<EntryId>,
    /// When it happened.
    pub at: Option<Timestamp>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        parts.extend(self.entry.map(|entry| format!("entry {entry}")));
        parts.extend(self.position.map(|position| format!("position {position}")));
        parts.extend(self.at.map(|at| format!("of {at}")));
        if parts.is_empty() { f.write_str("no entry can be named") } else { f.write_str(&parts.join(", ")) }
    }
}

/// What can be wrong, as a sentence for whoever runs the command.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says what it means")]
pub enum Wrong {
    #[error("the sealed log has no entry at this place: its leaf was taken away")]
    NoLeaf,
    #[error("the entry is gone; the sealed log still knows that it was there")]
    NoEntry,
    #[error("the entry does not say what it said when it was sealed")]
    Entry,
    #[error("the stored leaf is not this entry's: it was changed, or two were swapped")]
    Leaf,
    #[error("tile {level}/{index} holds another hash than the entries give")]
    Tile { level: u8, index: u64 },
    #[error("tile {level}/{index} holds {got} hashes, a log of this size has {wanted}")]
    TileWidth { level: u8, index: u64, wanted: u16, got: usize },
    #[error("entry bundle {index} holds {got} entries, a log of this size has {wanted}")]
    BundleWidth { index: u64, wanted: u16, got: usize },
    #[error("the entry cannot be read: {0}")]
    Unreadable(String),
    #[error("the column {0} does not say what the entry says")]
    Column(&'static str),
    #[error("the entry is neither sealed nor waits to be sealed: it was put in from outside")]
    Stray,
    #[error("an entry that waits to be sealed is gone")]
    QueuedGone,
    #[error("the checkpoint for {size} entries has another root than the entries give: the log was rewritten")]
    Root { size: u64 },
    #[error("the checkpoint for {size} entries is not sound: {why}")]
    Checkpoint { size: u64, why: Unsound },
    #[error("a checkpoint was signed for {size} entries and the log has {have}: its end was cut off")]
    Cut { size: u64, have: u64 },
    #[error(
        "the log has {have} entries and the last checkpoint covers {size}: the checkpoint was replaced, or sealing broke off"
    )]
    Uncovered { size: u64, have: u64 },
    #[error("the log has entries and no checkpoint")]
    NoCheckpoint,
    #[error("the log's signing key is gone, so no signature can be checked")]
    NoKey,
    #[error(
        "the kept checkpoint for {size} entries has another root than those entries give now: the log was rewritten since it was signed"
    )]
    KeptRoot { size: u64 },
    #[error("the content {0} is missing")]
    NoContent(Hash),
    #[error("the content {0} is not what it was: its SHA-256 is another")]
    Content(Hash),
    #[error("the content {0} is gone and no entry says that it was erased")]
    Vanished(Hash),
    #[error("the record says that the content {0} was erased under decision {1}, and the content does not")]
    NotErased(Hash, String),
    #[error("content was erased under decision {0}, which is not on the record")]
    NoDecision(String),
    #[error("version {1} of message {0} does not say what its entry says")]
    Version(MessageId, i64),
    #[error("version {1} of message {0} is missing, the next one is there")]
    NoVersion(MessageId, i64),
    #[error("the message of version {1}, {0}, is missing")]
    NoMessage(MessageId, i64),
    #[error("message {0} does not show its latest version")]
    Message(MessageId),
    #[error("the version that this entry tells of is missing")]
    Untold,
}

/// What a verification is held against, from outside the database.
#[derive(Clone, Debug, Default)]
pub struct Against {
    /// The log's public key; without it nothing signed can be checked.
    pub key: Option<PublicKey>,
    /// Checkpoints that someone kept, signature checked: the log of today must begin with each of them.
    pub kept: Vec<formats::tlog::Checkpoint>,
}

/// Verifies the record in the database, all of it as of one moment.
pub fn database(conn: &mut Conn, against: &Against) -> Result<Report, Problem> {
    conn.snapshot()?;
    let mut report = Report::default();
    let mut entries = named::Entries::default();
    log::sealed(conn, against, &mut entries, &mut report)?;
    log::waiting(conn, &mut entries, &mut report)?;
    contents::check(conn, &mut report)?;
    versions::check(conn, &entries, &mut report)?;
    finish(conn, &mut report)?;
    Ok(report)
}

/// Completes the places and puts the first entry first.
fn finish(conn: &mut Conn, report: &mut Report) -> Result<(), Problem> {
    for misfit in &mut report.misfits {
        log::complete(conn, &mut misfit.place)?;
    }
    report.misfits.sort_by_key(|misfit| (misfit.place.position.unwrap_or(u64::MAX), misfit.place.entry));
    Ok(())
}
