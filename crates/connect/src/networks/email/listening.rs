//! Hearing letters: the inbox in the order of its numbers, and a cursor that outlives a server that numbers anew.
use std::time::{Duration, Instant};

use async_trait::async_trait;
use jiff::Timestamp;

use super::Email;
use super::mailbox::{Folder, Lying, Mailbox, Waited, quoted};
use super::reading::{self, Letter};
use super::servers::Us;
use crate::connection::Connection;
use crate::item::{Batch, Item, Spoiled};
use crate::network::{Listening, Signal};
use crate::trouble::Trouble;

/// Letters in one answer.
const PAGE: usize = 25;
/// Letters that a new channel is given of what already waits.
const FIRST_PAGE: u32 = 20;
/// Letters of one thread.
const MOST_IN_THREAD: usize = 100;
/// The pause after a line that broke; it doubles …
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// … up to this.
const LONGEST_PAUSE: Duration = Duration::from_secs(300);
/// The folder that letters arrive in (RFC 9051 §5.1).
const INBOX: &str = "INBOX";

/// How far the inbox is heard: `validity:uid@seconds`, the last being when the newest heard letter arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cursor {
    validity: u32,
    uid: u32,
    arrived: i64,
}

impl Cursor {
    fn read(text: &str) -> Result<Self, Trouble> {
        let parts = || {
            let (validity, rest) = text.split_once(':')?;
            let (uid, arrived) = rest.split_once('@')?;
            Some(Self { validity: validity.parse().ok()?, uid: uid.parse().ok()?, arrived: arrived.parse().ok()? })
        };
        parts().ok_or_else(|| Trouble::Nonsense { reason: "the cursor is not one of a mailbox".to_owned() })
    }

    fn text(self) -> String {
        format!("{}:{}@{}", self.validity, self.uid, self.arrived)
    }
}

#[async_trait]
impl Listening for Email {
    async fn since(&self, connection: &Connection, cursor: Option<&str>) -> Result<Batch, Trouble> {
        let us = Us::of(connection)?;
        let cursor = cursor.map(Cursor::read).transpose()?;
        let mut mailbox = Mailbox::open(connection, &us).await?;
        let heard = news(&mut mailbox, &us, cursor, connection.http.now()).await;
        mailbox.close().await;
        heard
    }

    async fn thread(&self, connection: &Connection, remote_id: &str) -> Result<Batch, Trouble> {
        let us = Us::of(connection)?;
        let mut mailbox = Mailbox::open(connection, &us).await?;
        let found = around(&mut mailbox, &us, remote_id).await;
        mailbox.close().await;
        Ok(Batch { items: found?.into_iter().map(Ok).collect(), cursor: String::new(), more: false })
    }

    /// A letter cannot be changed or taken back where it came from. One that is no longer in the mailbox was moved by colleagues.
    async fn look(&self, connection: &Connection, remote_id: &str) -> Result<Option<Item>, Trouble> {
        let found = find_letter(connection, &Us::of(connection)?, remote_id).await?;
        let reason = "it lies no longer where we look, which does not say that it is gone".to_owned();
        Ok(Some(found.ok_or(Trouble::Refused { status: 404, reason })?.item))
    }

    async fn stream(&self, connection: &Connection, hear: &(dyn Fn(Signal) + Send + Sync)) -> Result<(), Trouble> {
        let us = Us::of(connection)?;
        let mut pause = FIRST_PAUSE;
        loop {
            let begun = Instant::now();
            match live(connection, &us, hear).await {
                Ok(()) => return Ok(()),
                Err(trouble) if !trouble.passes() => return Err(trouble),
                Err(trouble) => tracing::debug!(%trouble, "The line to the mailbox broke"),
            }
            pause = if begun.elapsed() > LONGEST_PAUSE { FIRST_PAUSE } else { (pause * 2).min(LONGEST_PAUSE) };
            tokio::time::sleep(pause).await;
        }
    }
}

/// Stays in the inbox and tells of each letter; ends when the server does not tell by itself.
async fn live(connection: &Connection, us: &Us, hear: &(dyn Fn(Signal) + Send + Sync)) -> Result<(), Trouble> {
    let mut mailbox = Mailbox::open(connection, us).await?;
    mailbox.folder(INBOX).await?;
    hear(Signal::News);
    while mailbox.wait(&|| hear(Signal::News)).await? == Waited::StillThere {}
    mailbox.close().await;
    Ok(())
}

async fn news(mailbox: &mut Mailbox<'_>, us: &Us, cursor: Option<Cursor>, now: Timestamp) -> Result<Batch, Trouble> {
    let folder = mailbox.folder(INBOX).await?;
    let waiting = match cursor {
        None => waiting_already(mailbox, &folder).await?,
        Some(cursor) if cursor.validity == folder.validity => {
            // A search from a number on always gives the last letter too, however low its number is.
            let found = mailbox.search(&format!("UID {}:*", cursor.uid.saturating_add(1))).await?;
            found.into_iter().filter(|uid| *uid > cursor.uid).collect()
        }
        // The server numbers anew: what arrived since the day of the newest heard letter may be new; the record knows what is not.
        Some(cursor) => mailbox.search(&format!("SINCE {}", day_before(cursor.arrived))).await?.into_iter().collect(),
    };
    let start = cursor.filter(|cursor| cursor.validity == folder.validity);
    let mut after = start.unwrap_or(Cursor {
        validity: folder.validity,
        uid: 0,
        arrived: cursor.map_or_else(|| now.as_second(), |cursor| cursor.arrived),
    });
    let more = waiting.len() > PAGE;
    let mut items: Vec<Result<Item, Spoiled>> = Vec::new();
    for uid in waiting.into_iter().take(PAGE) {
        if let Some(lying) = mailbox.letter(uid).await? {
            after.arrived = lying.arrived.map_or(after.arrived, |at| at.as_second().max(after.arrived));
            items.extend(heard(us, &lying));
        }
        after.uid = uid;
    }
    if !more {
        // Also what was moved away meanwhile is behind us.
        after.uid = after.uid.max(folder.next.saturating_sub(1));
    }
    Ok(Batch { items, cursor: after.text(), more })
}

async fn waiting_already(mailbox: &mut Mailbox<'_>, folder: &Folder) -> Result<Vec<u32>, Trouble> {
    let first = folder.letters.saturating_sub(FIRST_PAGE - 1).max(1);
    match folder.letters {
        0 => Ok(Vec::new()),
        _ => Ok(mailbox.search(&format!("{first}:*")).await?.into_iter().collect()),
    }
}

/// What a letter in the inbox is to us. The copies of our own letters, by which we know that they left, are on the record already.
fn heard(us: &Us, lying: &Lying) -> Option<Result<Item, Spoiled>> {
    match reading::read(us, lying) {
        Ok(letter) if letter.item.author.ours => None,
        Ok(letter) => Some(Ok(letter.item)),
        Err(spoiled) => Some(Err(spoiled)),
    }
}

/// The letter with this id, in the inbox or among the sent ones.
pub(super) async fn find_letter(connection: &Connection, us: &Us, remote_id: &str) -> Result<Option<Letter>, Trouble> {
    let id = match quoted(remote_id) {
        // An id of another shape lies nowhere.
        Err(Trouble::Gone) => return Ok(None),
        other => other?,
    };
    let mut mailbox = Mailbox::open(connection, us).await?;
    let found = letters(&mut mailbox, us, &format!("HEADER \"Message-ID\" {id}"), 5).await;
    mailbox.close().await;
    Ok(found?.into_iter().find(|letter| letter.item.remote_id == remote_id))
}

/// The letters that fit, in the inbox and among the sent ones.
async fn letters(mailbox: &mut Mailbox<'_>, us: &Us, query: &str, most: usize) -> Result<Vec<Letter>, Trouble> {
    let mut found: Vec<Letter> = Vec::new();
    for folder in [Some(INBOX.to_owned()), mailbox.sent_folder().await?].into_iter().flatten() {
        mailbox.folder(&folder).await?;
        for uid in mailbox.search(query).await?.into_iter().take(most) {
            let Some(lying) = mailbox.letter(uid).await? else { continue };
            // What cannot be read was set aside when it was heard.
            let Ok(mut letter) = reading::read(us, &lying) else { continue };
            letter.item.author.ours |= folder != INBOX && us.is(&letter.item.author.handle);
            if !found.iter().any(|known| known.item.remote_id == letter.item.remote_id) {
                found.push(letter);
            }
        }
    }
    Ok(found)
}

async fn around(mailbox: &mut Mailbox<'_>, us: &Us, remote_id: &str) -> Result<Vec<Item>, Trouble> {
    let id = quoted(remote_id)?;
    let middle = letters(mailbox, us, &format!("HEADER \"Message-ID\" {id}"), 5).await?;
    let middle = middle.into_iter().find(|letter| letter.item.remote_id == remote_id).ok_or(Trouble::Gone)?;
    let root = quoted(middle.item.root.as_deref().unwrap_or(remote_id))?;
    let query = format!("OR HEADER \"Message-ID\" {root} OR HEADER \"References\" {root} HEADER \"In-Reply-To\" {root}");
    let mut items: Vec<Item> =
        letters(mailbox, us, &query, MOST_IN_THREAD).await?.into_iter().map(|letter| letter.item).collect();
    if !items.iter().any(|item| item.remote_id == middle.item.remote_id) {
        items.push(middle.item);
    }
    items.sort_by_key(|item| item.written_at);
    Ok(items)
}

/// `19-Nov-2026`: a day earlier than the newest heard letter, since servers count days by clocks of their own.
fn day_before(second: i64) -> String {
    let at = Timestamp::from_second(second.saturating_sub(24 * 3600)).unwrap_or(Timestamp::UNIX_EPOCH);
    at.strftime("%d-%b-%Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_validity_number_and_time() {
        let cursor = Cursor { validity: 1_700_000_000, uid: 42, arrived: 1_795_000_000 };
        assert_eq!(Cursor::read(&cursor.text()), Ok(cursor));
        for odd in ["", "1", "1:2", "a:2@3", "1:2@", "1:-2@3"] {
            assert!(matches!(Cursor::read(odd), Err(Trouble::Nonsense { .. })), "{odd}");
        }
        assert_eq!(day_before(1_795_262_700), "20-Nov-2026");
    }
}
