//! The square: all messages as they are now, put together from the lines.
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use uuid::Uuid;

use super::HOST;
use super::ledger::{self, Happened, LedgerLine, Written};
use super::parts::Parts;
use crate::item::{Attachment, Author, Change, Counts, Item, Kind};
use crate::text;

/// All that stands in the square.
#[derive(Debug, Default)]
pub(super) struct Square {
    /// By where they were written, so oldest first.
    messages: BTreeMap<u64, Message>,
    /// What stands on the profiles, by handle.
    profiles: BTreeMap<String, String>,
}

#[derive(Clone, Debug)]
struct Message {
    written: Written,
    text: String,
    /// The id of the thread's first message; its own when it is that.
    root: String,
    answers: u32,
    /// The line of the last edit.
    edited: Option<u64>,
    raw: Vec<u8>,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Shown,
    Hidden,
    Deleted,
}

/// A message as a visitor of the square sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Its id.
    pub id: String,
    /// The writer's handle without host.
    pub by: String,
    /// The text as it is now.
    pub text: String,
    /// What it answers.
    pub parent: Option<String>,
    /// The one reader, when it is not for all.
    pub to: Option<String>,
    /// True when a moderator has hidden it.
    pub hidden: bool,
    /// The delivery it came by, when a desk wrote it.
    pub key: Option<Uuid>,
    /// The content warning.
    pub warning: Option<String>,
    /// Pictures, film, poll and card.
    pub parts: Parts,
}

impl Square {
    pub(super) fn read(folder: &Path) -> io::Result<Self> {
        Ok(Self::of(&ledger::read(folder)?))
    }

    pub(super) fn of(lines: &[LedgerLine]) -> Self {
        let mut square = Self::default();
        lines.iter().for_each(|line| square.apply(line));
        square
    }

    /// What one line changes. A line that cannot be read changes nothing.
    pub(super) fn apply(&mut self, line: &LedgerLine) {
        match &line.happened {
            Ok(Happened::Written(written)) => self.add(line, written),
            Ok(Happened::Edited { id, text, parts, .. }) => {
                if let Some(message) = self.message_mut(id) {
                    message.text.clone_from(text);
                    message.written.parts.change_to(parts);
                    message.edited = Some(line.start);
                    message.raw.clone_from(&line.bytes);
                }
            }
            Ok(Happened::Deleted { id, .. }) => {
                let parent = self.message(id).filter(|message| message.state != State::Deleted);
                let parent = parent.and_then(|message| message.written.parent.clone());
                if let Some(parent) = parent.and_then(|parent| self.message_mut(&parent)) {
                    parent.answers = parent.answers.saturating_sub(1);
                }
                self.turn(id, State::Deleted);
            }
            Ok(Happened::Hidden { id, .. }) => self.turn(id, State::Hidden),
            Ok(Happened::Shown { id, .. }) => self.turn(id, State::Shown),
            Ok(Happened::Described { by, text, .. }) => drop(self.profiles.insert(by.clone(), text.clone())),
            Err(_) => {}
        }
    }

    /// What stands on the profile of `account`.
    pub(super) fn profile(&self, account: &str) -> String {
        self.profiles.get(account).cloned().unwrap_or_default()
    }

    fn add(&mut self, line: &LedgerLine, written: &Written) {
        let parent = written.parent.as_deref().and_then(|parent| self.message_mut(parent));
        let root = match parent {
            Some(parent) => {
                parent.answers += 1;
                parent.root.clone()
            }
            None => ledger::id_at(line.start),
        };
        let (written, text, raw) = (written.clone(), written.text.clone(), line.bytes.clone());
        let message = Message { written, text, root, answers: 0, edited: None, raw, state: State::Shown };
        self.messages.insert(line.start, message);
    }

    fn turn(&mut self, id: &str, state: State) {
        if let Some(message) = self.message_mut(id).filter(|message| message.state != State::Deleted) {
            message.state = state;
        }
    }

    fn message_mut(&mut self, id: &str) -> Option<&mut Message> {
        self.messages.get_mut(&start_of(id)?)
    }

    fn message(&self, id: &str) -> Option<&Message> {
        self.messages.get(&start_of(id)?)
    }

    /// True when the message was written and not deleted.
    pub(super) fn stands(&self, id: &str) -> bool {
        self.message(id).is_some_and(|message| message.state != State::Deleted)
    }

    /// The writer's handle, also of a deleted message.
    pub(super) fn writer(&self, id: &str) -> Option<&str> {
        self.message(id).map(|message| message.written.by.as_str())
    }

    /// The message that came by this delivery.
    pub(super) fn by_key(&self, key: Uuid) -> Option<String> {
        let found = self.messages.iter().find(|(_, message)| message.written.key == Some(key));
        found.map(|(start, _)| ledger::id_at(*start))
    }

    /// The first message of the thread that `id` stands in.
    pub(super) fn root(&self, id: &str) -> Option<&str> {
        self.message(id).map(|message| message.root.as_str())
    }

    /// The whole thread around `id` as items for `account`, oldest first, deleted ones left out.
    pub(super) fn thread(&self, id: &str, account: &str) -> Vec<Item> {
        let root = self.root(id);
        let same = self.messages.iter().filter(|(_, message)| Some(message.root.as_str()) == root);
        same.filter_map(|(start, _)| self.item(&ledger::id_at(*start), account)).collect()
    }

    /// What all may see, oldest first.
    pub(super) fn seen(&self) -> Vec<Seen> {
        let standing = self.messages.iter().filter(|(_, message)| message.state != State::Deleted);
        let seen = standing.map(|(start, message)| Seen {
            id: ledger::id_at(*start),
            by: message.written.by.clone(),
            text: message.text.clone(),
            parent: message.written.parent.clone(),
            to: message.written.to.clone(),
            hidden: message.state == State::Hidden,
            key: message.written.key,
            warning: message.written.warning.clone(),
            parts: message.written.parts.clone(),
        });
        seen.collect()
    }

    /// The message as it is now, seen by `account`; `None` when it is gone or for somebody else.
    pub(super) fn item(&self, id: &str, account: &str) -> Option<Item> {
        let message = self.message(id).filter(|message| message.state != State::Deleted)?;
        let written = &message.written;
        let change = match message.edited {
            Some(line) => Change::Edited { version: line.to_string() },
            None => Change::Written,
        };
        let kind = match self.concerns(id, account) {
            Some(kind) => kind,
            None if written.to.as_deref().is_some_and(|to| to != account && written.by != account) => return None,
            None if written.parent.is_some() => Kind::Comment,
            None => Kind::Post,
        };
        Some(Item {
            remote_id: id.to_owned(),
            kind,
            author: author(written, account),
            text: whole_text(message),
            warning: written.warning.clone(),
            language: written.language.clone(),
            written_at: written.at,
            parent: written.parent.clone(),
            root: written.parent.is_some().then(|| message.root.clone()),
            url: None,
            attachments: written
                .parts
                .media
                .iter()
                .map(|picture| Attachment {
                    media_type: picture.media_type.clone(),
                    url: format!("arena:media/{}", picture.file),
                    alt: picture.alt.clone(),
                })
                .collect(),
            counts: Counts { replies: message.answers, ..Counts::default() },
            change,
            raw: message.raw.clone(),
        })
    }

    /// What sort of message another's is to `account`; `None` when it does not concern it.
    pub(super) fn concerns(&self, id: &str, account: &str) -> Option<Kind> {
        let message = self.message(id)?;
        let written = &message.written;
        if written.by == account {
            return None;
        }
        if let Some(to) = &written.to {
            return (to == account).then_some(Kind::Direct);
        }
        let ours = |id: &str| self.writer(id) == Some(account);
        // Its own root is by another, so this is never true of a first message.
        if written.parent.as_deref().is_some_and(ours) || ours(&message.root) {
            return Some(Kind::Comment);
        }
        names(&message.text, account).then_some(Kind::Mention)
    }
}

/// The text, and below it what only a card and a poll show.
fn whole_text(message: &Message) -> String {
    let Parts { card, poll, .. } = &message.written.parts;
    let text = text::with_address(message.text.clone(), card.as_ref().map(|card| card.url.as_str()));
    text::with_options(text, poll.iter().flat_map(|poll| &poll.options).map(String::as_str))
}

fn author(written: &Written, account: &str) -> Author {
    Author {
        remote_id: written.by.clone(),
        handle: format!("@{}@{HOST}", written.by),
        name: written.name.clone(),
        url: None,
        avatar_url: None,
        ours: written.by == account,
    }
}

fn start_of(id: &str) -> Option<u64> {
    id.strip_prefix('m')?.parse().ok()
}

/// True when the text holds `@account`, as a whole handle.
fn names(text: &str, account: &str) -> bool {
    let text = text.to_lowercase();
    text.split('@').skip(1).any(|after| {
        let rest = after.strip_prefix(account);
        rest.is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric() || matches!(next, '_' | '-')))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_counts_only_whole() {
        for text in ["@exempelby hej", "hej @Exempelby!", "hej @exempelby@arena", "(@exempelby)"] {
            assert!(names(text, "exempelby"), "{text}");
        }
        for text in ["exempelby", "@exempelbyn", "@exempelby_bad", "@ exempelby"] {
            assert!(!names(text, "exempelby"), "{text}");
        }
    }
}
