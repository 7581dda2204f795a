//! Checkpoints, opened: what was signed, if it was signed with this log's key.
use std::fmt;

use formats::tlog::note::{self, NoteError, VerifyingKey};
use formats::tlog::{Checkpoint, CheckpointError};

/// The log's public key, its 32 bytes. A checkpoint names the log it is of; the bytes are what is trusted, since a desk that moves
/// to another address goes on with the same key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicKey(pub [u8; 32]);

impl PublicKey {
    /// Reads the published form: `desk.example.org/log+1a2b3c4d+AX…`.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        Ok(Self(*VerifyingKey::parse(text.trim())?.public_bytes()))
    }
}

/// Why a checkpoint cannot be believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsound {
    /// The note or its signature.
    Note(NoteError),
    /// Its text.
    Text(CheckpointError),
    /// It is kept under another size than it states.
    Size(u64),
}

impl fmt::Display for Unsound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Note(fault) => fault.fmt(f),
            Self::Text(fault) => fault.fmt(f),
            Self::Size(states) => write!(f, "it states {states} entries"),
        }
    }
}

/// Opens a signed checkpoint.
pub fn open(signed: &str, key: PublicKey) -> Result<Checkpoint, Unsound> {
    // The first line is the log's name, and so the key's.
    let name = signed.lines().next().unwrap_or_default();
    let named = VerifyingKey::new(name, key.0).map_err(|_| Unsound::Text(CheckpointError::Origin))?;
    let text = note::open(signed, &[named]).map_err(Unsound::Note)?;
    Checkpoint::parse(text).map_err(Unsound::Text)
}
