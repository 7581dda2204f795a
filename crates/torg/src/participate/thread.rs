//! The thread: what was said to us and by us, what is on its way out, and what colleagues noted, in the order it happened.
use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use store::Conn;

use super::conversation::Conversation;
use super::note::{self, Note};
use crate::ground::{AuthorId, DeliveryId, Problem};
use crate::publish::delivery::{self, Delivery, State};
use crate::records::author::{self, Author};
use crate::records::message::{self, Direction, Finding, Message, Text};

/// Messages on a page of a thread. A storm under one post can be thousands; the latest are read first.
pub const PAGE: i64 = 100;

/// A page of a thread.
#[derive(Clone, Debug)]
pub struct Thread {
    /// Our own post that the conversation is about, where there is one.
    pub origin: Option<Spoken>,
    /// The rest, oldest first.
    pub parts: Vec<Part>,
    /// Where the page of earlier messages ends, where there are any: before this number.
    pub earlier: Option<i64>,
}

/// One thing in a thread.
#[derive(Clone, Debug)]
pub enum Part {
    /// A message that is in the network.
    Spoken(Box<Spoken>),
    /// An answer that is not in the network, or that nobody knows whether it is.
    Leaving(Box<Leaving>),
    /// An internal note.
    Note(Note),
}

/// A message with all that a page shows of it.
#[derive(Clone, Debug)]
pub struct Spoken {
    /// The message.
    pub message: Message,
    /// Who wrote it; none for our own.
    pub author: Option<Author>,
    /// What it says now, or said last.
    pub text: Text,
    /// What the screen saw in it.
    pub findings: Vec<Finding>,
    /// What it said before, oldest first.
    pub earlier: Vec<Earlier>,
    /// The delivery that brought it out, when it was written here.
    pub delivery: Option<Delivery>,
}

/// A version that was replaced at its source.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// When the desk saw it.
    pub at: Timestamp,
    /// What it said.
    pub text: Text,
    /// What the screen saw in it.
    pub findings: Vec<Finding>,
}

/// An answer on its way out.
#[derive(Clone, Debug)]
pub struct Leaving {
    /// Its journey so far.
    pub delivery: Delivery,
    /// What it says.
    pub text: Text,
}

impl Part {
    /// When it happened.
    pub fn at(&self) -> Timestamp {
        match self {
            Self::Spoken(spoken) => spoken.message.written_at,
            Self::Leaving(leaving) => leaving.delivery.queued_at,
            Self::Note(note) => note.written_at,
        }
    }
}

/// Reads the latest page of a thread, or the one that ends before message number `before`. Notes and deliveries stand on the
/// page that holds their time.
pub fn read(conn: &mut Conn, conversation: &Conversation, before: Option<i64>) -> Result<Thread, Problem> {
    let mut messages = message::latest(conn, conversation.id, before.unwrap_or(i64::MAX), PAGE + 1)?;
    let full = i64::try_from(messages.len()).unwrap_or(i64::MAX) > PAGE;
    if full {
        messages.pop();
    }
    let earlier = messages.last().filter(|_| full).map(|message| message.n);
    let until = match before {
        Some(_) => messages.first().map(|message| message.written_at),
        None => None,
    };
    messages.sort_by_key(|message| (message.written_at, message.n));
    let since = messages.first().filter(|_| full).map(|message| message.written_at);

    let deliveries: HashMap<DeliveryId, Delivery> =
        delivery::of_conversation(conn, conversation.id)?.into_iter().map(|delivery| (delivery.id, delivery)).collect();
    let mut authors = HashMap::new();
    let arrived: HashSet<DeliveryId> = messages.iter().filter_map(|message| message.delivery).collect();
    let mut parts = Vec::with_capacity(messages.len());
    for message in messages {
        if message.remote_id == conversation.root_remote_id && message.direction == Direction::Out {
            continue;
        }
        parts.push(Part::Spoken(Box::new(dress(conn, message, &deliveries, &mut authors)?)));
    }
    for delivery in deliveries.values() {
        if is_apart(delivery, &arrived) && falls_within(delivery.queued_at, since, until) {
            let text = message::text(conn, delivery.content)?;
            parts.push(Part::Leaving(Box::new(Leaving { delivery: delivery.clone(), text })));
        }
    }
    for note in note::of(conn, conversation.id)? {
        if falls_within(note.written_at, since, until) {
            parts.push(Part::Note(note));
        }
    }
    parts.sort_by_key(Part::at);
    let origin = match origin(conn, conversation)? {
        Some(message) => Some(dress(conn, message, &deliveries, &mut authors)?),
        None => None,
    };
    Ok(Thread { origin, parts, earlier })
}

/// Our own post that the conversation hangs under, where it is ours.
fn origin(conn: &mut Conn, conversation: &Conversation) -> Result<Option<Message>, Problem> {
    let Some(known) = message::known(conn, conversation.channel, &conversation.root_remote_id)? else { return Ok(None) };
    Ok(message::find(conn, known.id)?
        .filter(|message| message.direction == Direction::Out && message.conversation == conversation.id))
}

/// A delivery that stands in the thread by itself: no message has come of it, and it was not taken back.
fn is_apart(delivery: &Delivery, arrived: &HashSet<DeliveryId>) -> bool {
    match delivery.state {
        State::Waiting | State::Queued | State::Stopped | State::Sending | State::Failed | State::Unknown | State::ByHand => true,
        // Settled by a person as posted: there is no message of it until the network tells us one. On an older page its message
        // may stand on another; then the network's id is known.
        State::Posted => delivery.remote_id.is_none() && !arrived.contains(&delivery.id),
        State::Undone => false,
    }
}

fn falls_within(at: Timestamp, since: Option<Timestamp>, until: Option<Timestamp>) -> bool {
    since.is_none_or(|since| at >= since) && until.is_none_or(|until| at <= until)
}

fn dress(
    conn: &mut Conn,
    message: Message,
    deliveries: &HashMap<DeliveryId, Delivery>,
    authors: &mut HashMap<AuthorId, Author>,
) -> Result<Spoken, Problem> {
    let author = match message.author {
        Some(id) => match authors.get(&id) {
            Some(known) => Some(known.clone()),
            None => {
                let found = author::find(conn, id)?;
                if let Some(found) = &found {
                    authors.insert(id, found.clone());
                }
                found
            }
        },
        None => None,
    };
    let text = message::text(conn, message.content)?;
    let findings = findings(conn, &message)?;
    let earlier = if said_in(&message) > 1 { earlier(conn, &message)? } else { Vec::new() };
    let delivery = message.delivery.and_then(|id| deliveries.get(&id).cloned());
    Ok(Spoken { message, author, text, findings, earlier, delivery })
}

/// The version that holds what the message says: a deletion is a version too, with the same words and no findings of its own.
fn said_in(message: &Message) -> i64 {
    if message.gone_at.is_some() { message.version - 1 } else { message.version }
}

/// What the screen saw in what the message says now.
pub fn findings(conn: &mut Conn, message: &Message) -> Result<Vec<Finding>, Problem> {
    if message.marks.is_empty() { Ok(Vec::new()) } else { Ok(message::findings(conn, message.id, said_in(message))?) }
}

fn earlier(conn: &mut Conn, message: &Message) -> Result<Vec<Earlier>, Problem> {
    let mut earlier = Vec::new();
    for version in message::versions(conn, message.id)? {
        if version.number < said_in(message) {
            let text = message::text(conn, version.content)?;
            earlier.push(Earlier { at: version.at, text, findings: message::findings(conn, message.id, version.number)? });
        }
    }
    Ok(earlier)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn notes_and_deliveries_stand_on_the_page_that_holds_their_time() {
        assert!(falls_within(at(5), None, None));
        assert!(falls_within(at(5), Some(at(5)), None), "the latest page begins with its first message");
        assert!(!falls_within(at(4), Some(at(5)), None));
        assert!(!falls_within(at(6), Some(at(2)), Some(at(5))), "an earlier page ends with its last");
    }
}
