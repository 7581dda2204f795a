//! The arena's file: lines as they are written, appended durably, read again whole or torn.
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::parts::Parts;

/// One line: something that happened in the square.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub(super) enum Happened {
    Written(Box<Written>),
    Edited {
        id: String,
        by: String,
        at: Timestamp,
        text: String,
        #[serde(flatten)]
        parts: Parts,
    },
    Deleted {
        id: String,
        by: String,
    },
    Hidden {
        id: String,
        by: String,
    },
    Shown {
        id: String,
        by: String,
    },
    /// An account's profile got this text.
    Described {
        by: String,
        at: Timestamp,
        text: String,
    },
}

/// A message as first written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Written {
    /// The writer's handle, lower case, without host.
    pub(super) by: String,
    pub(super) name: String,
    pub(super) at: Timestamp,
    pub(super) text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) parent: Option<String>,
    /// The one reader, when it is not for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) to: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) language: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) warning: Option<String>,
    /// The delivery's key; a second line with the same key is never written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) key: Option<Uuid>,
    #[serde(flatten)]
    pub(super) parts: Parts,
}

/// A whole line with where it stands.
#[derive(Clone, Debug)]
pub(super) struct LedgerLine {
    /// Byte offset of its first byte. A message's id is made of it, so it is unique and never changes.
    pub(super) start: u64,
    /// Byte offset after its line break.
    pub(super) end: u64,
    pub(super) bytes: Vec<u8>,
    pub(super) happened: Result<Happened, String>,
}

/// The id of the message that was written at `start`.
pub(super) fn id_at(start: u64) -> String {
    format!("m{start}")
}

fn path(folder: &Path) -> PathBuf {
    folder.join("arena.jsonl")
}

/// All whole lines. A torn last line is left for the next reading: its writer may still be at it.
pub(super) fn read(folder: &Path) -> io::Result<Vec<LedgerLine>> {
    match std::fs::read(path(folder)) {
        Ok(bytes) => Ok(lines(&bytes)),
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(fault) => Err(fault),
    }
}

/// How long the file is; 0 when there is none yet.
pub(super) fn length(folder: &Path) -> io::Result<u64> {
    match std::fs::metadata(path(folder)) {
        Ok(found) => Ok(found.len()),
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(fault) => Err(fault),
    }
}

fn lines(bytes: &[u8]) -> Vec<LedgerLine> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let end = start + line.len() as u64;
        if let Some(line) = line.strip_suffix(b"\n") {
            let happened = serde_json::from_slice(line).map_err(|fault| format!("the line cannot be read: {fault}"));
            found.push(LedgerLine { start, end, bytes: line.to_vec(), happened });
        }
        start = end;
    }
    found
}

/// What [`append`] did with the file under its lock.
pub(super) enum Decided<T> {
    /// Add this line.
    Add(Box<Happened>),
    /// Nothing to add; this is the answer.
    Leave(T),
}

/// Reads the square under an exclusive lock, lets `decide` look at it, and adds the line it decides on. The line is on the disk when this
/// returns. `Ok(Ok(start))` is where it stands.
pub(super) fn append<T>(folder: &Path, decide: impl FnOnce(&[LedgerLine]) -> Decided<T>) -> io::Result<Result<u64, T>> {
    std::fs::create_dir_all(folder)?;
    let mut file = OpenOptions::new().read(true).append(true).create(true).open(path(folder))?;
    // The lock ends with the file handle, also when the process is killed.
    file.lock()?;
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.read_to_end(&mut bytes)?;
    if !bytes.is_empty() && !bytes.ends_with(b"\n") {
        // Its writer held this lock and is gone, so the torn line will never be finished. Closed, it is set aside by readers, or counts
        // when only the line break was missing; `decide` must see it either way.
        file.write_all(b"\n")?;
        file.sync_all()?;
        bytes.push(b'\n');
    }
    let happened = match decide(&lines(&bytes)) {
        Decided::Leave(answer) => return Ok(Err(answer)),
        Decided::Add(happened) => *happened,
    };
    let start = bytes.len() as u64;
    let mut addition = serde_json::to_vec(&happened)?;
    addition.push(b'\n');
    file.write_all(&addition)?;
    file.sync_all()?;
    if bytes.is_empty() {
        File::open(folder)?.sync_all()?;
    }
    Ok(Ok(start))
}

/// Puts a file beside the lines, durably.
pub(super) fn keep_file(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let folder = folder.join("media");
    std::fs::create_dir_all(&folder)?;
    let mut file = File::create(folder.join(name))?;
    file.write_all(bytes)?;
    file.sync_all()
}
