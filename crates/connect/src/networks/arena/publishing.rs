//! Writing and moderating in the square as the channel's account.
use async_trait::async_trait;
use unicode_segmentation::UnicodeSegmentation;

use super::ledger::{self, Decided, Happened, Written};
use super::parts::{self, Parts};
use super::square::Square;
use super::{Arena, Line, beside};
use crate::connection::Connection;
use crate::network::{Limits, Moderating, Part, PollLimits, Publishing};
use crate::outgoing::{Found, Length, Outgoing, Posted, Repeating, Visibility};
use crate::trouble::Trouble;

/// What the square's file says of itself: there is nobody else to ask.
pub(super) const LIMITS: Limits = Limits {
    media: 4,
    alt: 1500,
    media_bytes: 16 * 1024 * 1024,
    film_bytes: Some(40 * 1024 * 1024),
    poll: Some(PollLimits { options: 4, option: 50, shortest: 5 * 60, longest: 31 * 24 * 60 * 60 }),
    from_network: true,
    ..Limits::documented(500)
};
/// Files that can be sent.
pub(super) const MEDIA_TYPES: &[&str] = &["image/gif", "image/jpeg", "image/png", "image/webp", "video/mp4", "video/webm"];

#[async_trait]
impl Publishing for Arena {
    fn parts(&self) -> &'static [Part] {
        &[Part::Card, Part::Captions, Part::Film, Part::Focus, Part::Pictures, Part::Poll, Part::Thread, Part::Warning]
    }

    fn media_types(&self) -> &'static [&'static str] {
        MEDIA_TYPES
    }

    async fn limits(&self, _connection: &Connection) -> Result<Limits, Trouble> {
        Ok(LIMITS)
    }

    fn length(&self, limits: &Limits, outgoing: &Outgoing) -> Length {
        let warning = outgoing.warning.as_deref().unwrap_or_default();
        Length { used: outgoing.text.graphemes(true).count() + warning.graphemes(true).count(), limit: limits.text }
    }

    fn repeating(&self) -> Repeating {
        Repeating::Harmless
    }

    async fn publish(&self, connection: &Connection, outgoing: &Outgoing) -> Result<Posted, Trouble> {
        check(self.length(&LIMITS, outgoing), outgoing)?;
        let line = Line::of(connection)?;
        let outgoing = outgoing.clone();
        beside(move || write(&line, &outgoing)).await?
    }

    async fn find(&self, connection: &Connection, outgoing: &Outgoing) -> Result<Found, Trouble> {
        let square = Line::of(connection)?.read().await?;
        Ok(square.by_key(outgoing.key).map_or(Found::Absent, |id| Found::Posted(posted(id))))
    }

    async fn edit(&self, connection: &Connection, remote_id: &str, outgoing: &Outgoing) -> Result<Posted, Trouble> {
        check(self.length(&LIMITS, outgoing), outgoing)?;
        let line = Line::of(connection)?;
        let (id, outgoing) = (remote_id.to_owned(), outgoing.clone());
        beside(move || {
            let parts = Parts::keep(&line.folder, &outgoing).map_err(|fault| super::unreachable(&fault))?;
            let (by, at) = (line.account.clone(), outgoing.begun_at);
            let edited = Happened::Edited { id: id.clone(), by, at, text: outgoing.text, parts };
            change(&line, &id, edited).map(|()| posted(id))
        })
        .await?
    }

    fn can_edit(&self) -> bool {
        true
    }

    async fn delete(&self, connection: &Connection, remote_id: &str) -> Result<(), Trouble> {
        let line = Line::of(connection)?;
        let id = remote_id.to_owned();
        let deleted = Happened::Deleted { id: id.clone(), by: line.account.clone() };
        match beside(move || change(&line, &id, deleted)).await? {
            Err(Trouble::Gone) => Ok(()),
            other => other,
        }
    }
}

#[async_trait]
impl Moderating for Arena {
    async fn hide(&self, connection: &Connection, root: &str, remote_id: &str) -> Result<(), Trouble> {
        let (line, root, id) = (Line::of(connection)?, root.to_owned(), remote_id.to_owned());
        let hidden = Happened::Hidden { id: id.clone(), by: line.account.clone() };
        beside(move || moderate(&line, &root, &id, hidden)).await?
    }

    async fn unhide(&self, connection: &Connection, root: &str, remote_id: &str) -> Result<(), Trouble> {
        let (line, root, id) = (Line::of(connection)?, root.to_owned(), remote_id.to_owned());
        let shown = Happened::Shown { id: id.clone(), by: line.account.clone() };
        beside(move || moderate(&line, &root, &id, shown)).await?
    }
}

fn posted(id: String) -> Posted {
    Posted { remote_id: id, url: None }
}

pub(super) fn refused(status: u16, reason: &str) -> Trouble {
    Trouble::Refused { status, reason: reason.to_owned() }
}

fn check(length: Length, outgoing: &Outgoing) -> Result<(), Trouble> {
    if outgoing.text.trim().is_empty() && outgoing.media.is_empty() && outgoing.poll.is_none() {
        return Err(refused(422, "the message is empty"));
    }
    if !length.fits() {
        return Err(refused(422, "the message is too long"));
    }
    parts::check(outgoing)
}

fn write(line: &Line, outgoing: &Outgoing) -> Result<Posted, Trouble> {
    let parts = Parts::keep(&line.folder, outgoing).map_err(|fault| super::unreachable(&fault))?;
    let parent = outgoing.reply_to.as_ref().map(|reply| reply.remote_id.clone());
    let added = ledger::append(&line.folder, |lines| {
        let square = Square::of(lines);
        if let Some(id) = square.by_key(outgoing.key) {
            return Decided::Leave(Ok(posted(id)));
        }
        if parent.as_deref().is_some_and(|parent| !square.stands(parent)) {
            return Decided::Leave(Err(Trouble::Gone));
        }
        let to = match (outgoing.visibility, parent.as_deref().and_then(|parent| square.writer(parent))) {
            (Visibility::Direct, None) => return Decided::Leave(Err(refused(422, "a direct message must answer somebody"))),
            (Visibility::Direct, Some(writer)) => Some(writer.to_owned()),
            (Visibility::Public | Visibility::Unlisted, _) => None,
        };
        Decided::Add(Box::new(Happened::Written(Box::new(Written {
            by: line.account.clone(),
            name: line.name.clone(),
            at: outgoing.begun_at,
            text: outgoing.text.clone(),
            parent: parent.clone(),
            to,
            language: outgoing.language.clone(),
            warning: outgoing.warning.clone(),
            key: Some(outgoing.key),
            parts,
        }))))
    });
    match added.map_err(|fault| unclear(&fault))? {
        Ok(start) => Ok(posted(ledger::id_at(start))),
        Err(answer) => answer,
    }
}

fn change(line: &Line, id: &str, happened: Happened) -> Result<(), Trouble> {
    let added = ledger::append(&line.folder, |lines| {
        let square = Square::of(lines);
        match square.writer(id) {
            Some(writer) if writer != line.account => Decided::Leave(refused(403, "the message is somebody else's")),
            Some(_) if square.stands(id) => Decided::Add(Box::new(happened)),
            _ => Decided::Leave(Trouble::Gone),
        }
    });
    added.map_err(|fault| unclear(&fault))?.map(|_| ())
}

fn moderate(line: &Line, root: &str, id: &str, happened: Happened) -> Result<(), Trouble> {
    let added = ledger::append(&line.folder, |lines| {
        let square = Square::of(lines);
        if !square.stands(id) {
            return Decided::Leave(Trouble::Gone);
        }
        let in_thread = square.root(id) == Some(root) && id != root;
        let ours = square.writer(root) == Some(line.account.as_str());
        match in_thread && ours && square.writer(id) != Some(line.account.as_str()) {
            true => Decided::Add(Box::new(happened)),
            false => Decided::Leave(refused(403, "only others' answers in our own threads can be hidden")),
        }
    });
    added.map_err(|fault| unclear(&fault))?.map(|_| ())
}

/// A write that failed midway may have left the whole line.
fn unclear(fault: &std::io::Error) -> Trouble {
    Trouble::Unclear { reason: format!("the arena's file: {fault}") }
}
