//! The people of the arena: what demo, tests and rehearsals write and read in the square.
use std::io;
use std::path::Path;

use jiff::Timestamp;

use super::ledger::{self, Decided, Happened, Written};
use super::parts::Parts;
use super::square::{Seen, Square};

/// Somebody in the square who is not a channel of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citizen {
    /// `ase`: letters, digits, `_`, `-`, `.`; without `@` and host.
    pub handle: String,
    /// `Åse Lund`.
    pub name: String,
}

/// What a citizen says.
#[derive(Clone, Debug)]
pub struct Words<'a> {
    /// The text, any at all.
    pub text: &'a str,
    /// The id of the message it answers.
    pub parent: Option<&'a str>,
    /// The handle of its one reader, when it is not for all.
    pub to: Option<&'a str>,
    /// Language tag.
    pub language: Option<&'a str>,
    /// When it is said.
    pub at: Timestamp,
}

/// Writes a citizen's message into the square in `folder` and gives its id. It is on the disk when this returns.
pub fn citizen_writes(folder: &Path, citizen: &Citizen, words: &Words<'_>) -> io::Result<String> {
    if !is_handle(&citizen.handle) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, format!("`{}` is not a handle", citizen.handle)));
    }
    let written = Written {
        by: citizen.handle.to_lowercase(),
        name: citizen.name.clone(),
        at: words.at,
        text: words.text.to_owned(),
        parent: words.parent.map(str::to_owned),
        to: words.to.map(str::to_lowercase),
        language: words.language.map(str::to_owned),
        warning: None,
        key: None,
        parts: Parts::default(),
    };
    let added = ledger::append(folder, |lines| match words.parent {
        Some(parent) if !Square::of(lines).stands(parent) => Decided::Leave(missing(parent)),
        _ => Decided::Add(Box::new(Happened::Written(Box::new(written)))),
    })?;
    added.map(ledger::id_at)
}

/// Changes a citizen's own message.
pub fn citizen_edits(folder: &Path, citizen: &Citizen, id: &str, text: &str, at: Timestamp) -> io::Result<()> {
    let by = citizen.handle.to_lowercase();
    change(
        folder,
        &by.clone(),
        id,
        Happened::Edited { id: id.to_owned(), by, at, text: text.to_owned(), parts: Parts::default() },
    )
}

/// Deletes a citizen's own message.
pub fn citizen_deletes(folder: &Path, citizen: &Citizen, id: &str) -> io::Result<()> {
    let by = citizen.handle.to_lowercase();
    change(folder, &by.clone(), id, Happened::Deleted { id: id.to_owned(), by })
}

/// All messages that stand in the square, oldest first: what a visitor sees, and more (hidden ones, the desk's keys).
pub fn citizen_reads(folder: &Path) -> io::Result<Vec<Seen>> {
    Ok(Square::read(folder)?.seen())
}

fn change(folder: &Path, by: &str, id: &str, happened: Happened) -> io::Result<()> {
    let added = ledger::append(folder, |lines| {
        let square = Square::of(lines);
        match square.stands(id) && square.writer(id) == Some(by) {
            true => Decided::Add(Box::new(happened)),
            false => Decided::Leave(missing(id)),
        }
    })?;
    added.map(|_| ())
}

fn missing(id: &str) -> io::Error {
    io::Error::new(io::ErrorKind::NotFound, format!("no such message of theirs in the square: {id}"))
}

/// What may stand after an `@`.
pub(super) fn is_handle(handle: &str) -> bool {
    let fits = |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '-' | '.');
    (1..=60).contains(&handle.len()) && handle.chars().all(fits)
}
