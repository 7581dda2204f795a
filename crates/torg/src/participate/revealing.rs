//! Revealing: what is hidden in a message is shown to one officer who says why, for a short while. It is an act on the record: who looks at
//! an identity number does so where it is clearly motivated (Lag 2018:218 3 kap. 10 §; GDPR article 87), and it can be seen that they did.
use std::collections::HashMap;

use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use store::{Conn, Fault, sql, values};

use super::conversation::{self, Conversation};
use super::{shown, thread};
use crate::govern::gate::{self, Demand, Part, Place};
use crate::govern::mandate::{Mandate, Read};
use crate::govern::screening_rules;
use crate::ground::clock::{from_micros, micros};
use crate::ground::problem::not_found;
use crate::ground::{ConversationId, MessageId, PersonId, Problem, refuse};
use crate::records::message::{self, Text};
use crate::records::{Act, Committed, Event, content};

/// How long it is shown: enough to look somebody up in another system, too short to be forgotten open.
pub const SHOWN_FOR: SignedDuration = SignedDuration::from_mins(10);
/// A reason has so many words at least: "need it" tells nobody anything afterwards.
const FEWEST_WORDS: usize = 3;
/// Longest reason, in characters.
pub const LONGEST_REASON: usize = 500;

sql! {
    ADD = "insert into participate_revealing (entry, message, conversation, person, revealed_at, until) values (?1, ?2, ?3, ?4, ?5, ?6)";
    IN_FORCE = "select message, max(until) from participate_revealing where person = ?1 and conversation = ?2 and until > ?3 group by message";
}

/// Shows the hidden parts of a message of the conversation to whoever asks, until the time that is given back. They are not given to
/// anybody else, and not to lists, titles or search.
pub fn reveal(
    mut act: Act<'_>,
    by: &Mandate<Read>,
    conversation: &Conversation,
    id: MessageId,
    why: &str,
) -> Result<Committed<Timestamp>, Problem> {
    let now = act.now();
    let found = message::find(act.conn(), id)?.filter(|message| message.conversation == conversation.id);
    let Some(message) = found else { return Err(not_found()) };
    if !hides(act.conn(), &message)? {
        return Err(refuse(StatusCode::CONFLICT, "refuse-nothing-hidden")
            .way_on(conversation::address(conversation.id), "way-on-conversation")
            .into());
    }
    let why = reason(act.conn(), conversation, why)?;
    let why = content::keep_bytes(act.conn(), why.as_bytes())?;
    let until = now + SHOWN_FOR;
    let event = Event::MessageRevealed { message: id, conversation: conversation.id, why, until };
    let entry = act.record(by.by(), &event)?;
    act.conn().run(&ADD, values![entry, id, conversation.id, by.person(), micros(now), micros(until)])?;
    Ok(act.recorded(entry, until))
}

/// What somebody may see now in a conversation: each message with until when.
pub fn in_force(
    conn: &mut Conn,
    person: PersonId,
    conversation: ConversationId,
    now: Timestamp,
) -> Result<HashMap<MessageId, Timestamp>, Fault> {
    let rows = conn.rows(&IN_FORCE, values![person, conversation, micros(now)], |row| {
        Ok((row.get::<MessageId>(0)?, from_micros(row.get(1)?)))
    })?;
    Ok(rows.into_iter().collect())
}

/// Whether something in the message, as it is or as it was, is hidden.
fn hides(conn: &mut Conn, message: &message::Message) -> Result<bool, Problem> {
    if thread::findings(conn, message)?.iter().any(|finding| shown::is_masked(&finding.kind)) {
        return Ok(true);
    }
    for version in message::versions(conn, message.id)? {
        if let Text::Said(said) = message::text(conn, version.content)? {
            let beside = said.attachments.iter().map(|attached| attached.alt.as_str());
            let mut words = std::iter::once(said.text.as_str()).chain(said.warning.as_deref()).chain(beside);
            if words.any(|words| shown::masked(words) != words) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// A reason that says something, and does not itself tell what may not be told.
fn reason(conn: &mut Conn, conversation: &Conversation, why: &str) -> Result<String, Problem> {
    let why = why.trim();
    let refused = |key| {
        refuse(StatusCode::UNPROCESSABLE_ENTITY, key)
            .with("fewest", FEWEST_WORDS)
            .with("longest", LONGEST_REASON)
            .way_on(conversation::address(conversation.id), "way-on-conversation")
    };
    let words = why.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
    if words < FEWEST_WORDS || why.chars().count() > LONGEST_REASON {
        return Err(refused("refuse-reveal-reason").into());
    }
    let rules = screening_rules::in_force(conn)?;
    if gate::look(&rules, &[Part::of(Place::Reason, why)], None).iter().any(|concern| concern.demand == Demand::Block) {
        return Err(refused("refuse-reveal-tells").into());
    }
    Ok(why.to_owned())
}
