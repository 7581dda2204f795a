//! Writing letters: answers to the one who wrote, and first ones to the address that the channel names.
use async_trait::async_trait;
use unicode_segmentation::UnicodeSegmentation;

use super::Email;
use super::letter::{self, Answered};
use super::listening::find_letter;
use super::reading::WrittenBy;
use super::sending::Post;
use super::servers::{Us, is_address};
use crate::connection::Connection;
use crate::network::{Limits, Part, Publishing};
use crate::outgoing::{Found, Length, Outgoing, Posted, Repeating, ReplyTo};
use crate::trouble::Trouble;

/// A letter has no limit that anyone reaches; servers take at least 10 MiB nearly everywhere (RFC 5321 §4.5.3.1.7 demands 64 kB), of which
/// base64 takes a third. A headline longer than this is read by nobody.
const DOCUMENTED: Limits =
    Limits { media: 10, alt: 1000, media_bytes: 5 * 1024 * 1024, title: Some(200), ..Limits::documented(100_000) };

#[async_trait]
impl Publishing for Email {
    fn parts(&self) -> &'static [Part] {
        &[Part::Pictures, Part::Title]
    }

    fn demands(&self) -> &'static [Part] {
        &[Part::Title]
    }

    async fn limits(&self, connection: &Connection) -> Result<Limits, Trouble> {
        Us::of(connection).map(|_| DOCUMENTED)
    }

    fn length(&self, limits: &Limits, outgoing: &Outgoing) -> Length {
        Length { used: outgoing.text.graphemes(true).count(), limit: limits.text }
    }

    fn repeating(&self) -> Repeating {
        // The id is the same at every try, but no server has to look at it.
        Repeating::MayDouble
    }

    async fn publish(&self, connection: &Connection, outgoing: &Outgoing) -> Result<Posted, Trouble> {
        let us = Us::of(connection)?;
        let answered = match &outgoing.reply_to {
            Some(reply) => answered(connection, &us, reply).await?,
            None => first(connection, outgoing)?,
        };
        let letter = letter::write(&us, outgoing, &answered)?;
        let unusable = |key| move |_| Trouble::Setting { key };
        let from: lettre::Address = us.address.parse().map_err(unusable("address"))?;
        let to: lettre::Address = answered.to.parse().map_err(unusable("recipient"))?;
        // A copy to ourselves in the same handing over: when the server took the letter, the copy comes, and a lost answer can be looked for.
        let to: Vec<_> = if us.is(&answered.to) { vec![to] } else { vec![to, from.clone()] };
        let mut post = Post::open(connection, &us).await?;
        let sent = post.send(&from, &to, &letter).await;
        post.close().await;
        sent.map(|()| Posted { remote_id: letter::id(&us, outgoing.key), url: None })
    }

    async fn find(&self, connection: &Connection, outgoing: &Outgoing) -> Result<Found, Trouble> {
        let us = Us::of(connection)?;
        let id = letter::id(&us, outgoing.key);
        let found = find_letter(connection, &us, &id).await?;
        Ok(found.map_or(Found::Absent, |_| Found::Posted(Posted { remote_id: id, url: None })))
    }

    async fn edit(&self, _connection: &Connection, _remote_id: &str, _outgoing: &Outgoing) -> Result<Posted, Trouble> {
        Err(gone_out())
    }

    fn can_edit(&self) -> bool {
        false
    }

    async fn delete(&self, _connection: &Connection, _remote_id: &str) -> Result<(), Trouble> {
        Err(gone_out())
    }
}

fn gone_out() -> Trouble {
    Trouble::Refused { status: 405, reason: "a letter that is sent can be neither changed nor taken back".to_owned() }
}

/// A first letter goes to the one address that the channel names.
fn first(connection: &Connection, outgoing: &Outgoing) -> Result<Answered, Trouble> {
    let to = connection.required("recipient")?.trim();
    if !is_address(to) {
        return Err(Trouble::Setting { key: "recipient" });
    }
    if outgoing.title.as_deref().is_none_or(|title| title.trim().is_empty()) {
        return Err(Trouble::Refused { status: 422, reason: "a letter needs a subject".to_owned() });
    }
    Ok(Answered { to: to.to_owned(), ..Answered::default() })
}

/// What the letter that is answered says, as it lies in the mailbox. Where colleagues have moved it, what the desk knows must do.
async fn answered(connection: &Connection, us: &Us, reply: &ReplyTo) -> Result<Answered, Trouble> {
    let known = reply.handle.as_deref().filter(|handle| is_address(handle)).map(str::to_owned);
    let chain = |ids: &[&str]| {
        let ids = ids.iter().filter(|id| !id.starts_with("sha256:") && !id.contains(char::is_whitespace));
        ids.map(|id| (*id).to_owned()).collect::<Vec<_>>()
    };
    let Some(letter) = find_letter(connection, us, &reply.remote_id).await? else {
        let root = reply.root.as_deref().filter(|root| *root != reply.remote_id);
        let ids: Vec<&str> = root.into_iter().chain([reply.remote_id.as_str()]).collect();
        let to = known.ok_or(Trouble::Gone)?;
        return Ok(Answered { to, references: chain(&ids), ..Answered::default() });
    };
    if letter.written_by == WrittenBy::Machine {
        let reason = "a machine wrote that letter; an answer would reach nobody".to_owned();
        return Err(Trouble::Refused { status: 422, reason });
    }
    // Our own letter is gone on from, to the one it went to.
    let (name, to) = match letter.item.author.ours {
        true => (None, known.ok_or(Trouble::Gone)?),
        false => letter.answer_to.ok_or(Trouble::Gone)?,
    };
    let mut ids: Vec<&str> = letter.references.iter().map(String::as_str).collect();
    ids.push(&letter.item.remote_id);
    // A thread of a hundred letters needs its first and its last (RFC 5322 §3.6.4 sets no end, but lines have one).
    if ids.len() > 20 {
        ids.drain(1..ids.len() - 19);
    }
    Ok(Answered { to, name, subject: letter.subject, references: chain(&ids) })
}
