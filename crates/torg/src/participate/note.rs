//! Internal notes: what colleagues tell each other beside a conversation. Part of the record, never sent.
use axum::http::StatusCode;
use jiff::Timestamp;
use store::{Conn, sql, values};

use super::conversation::Conversation;
use crate::govern::mandate::{Answer, Mandate};
use crate::ground::clock::{from_micros, micros};
use crate::ground::{ConversationId, NoteId, PersonId, Problem, refuse};
use crate::records::message::{self, Said, Text};
use crate::records::{Act, Committed, Event, Hash, content};

/// Longest note, in characters.
const LONGEST: usize = 20_000;

sql! {
    WRITE = "insert into participate_note (id, conversation, content, written_by, written_at, entry) values (?1, ?2, ?3, ?4, ?5, ?6)";
    OF = "select id, content, written_by, written_at from participate_note where conversation = ?1 order by id desc limit 500";
}

/// An internal note.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields mirror the table")]
pub struct Note {
    pub id: NoteId,
    pub text: Text,
    pub written_by: PersonId,
    pub written_at: Timestamp,
}

/// Writes a note.
pub fn write(
    mut act: Act<'_>,
    by: &Mandate<Answer>,
    conversation: &Conversation,
    text: &str,
) -> Result<Committed<NoteId>, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-empty-text").into());
    }
    let used = text.chars().count();
    if used > LONGEST {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-text-long")
            .with("limit", LONGEST)
            .with("used", used)
            .into());
    }
    let now = act.now();
    let id = NoteId::new(now);
    let said = message::salted(&Said::words(text, None))?;
    let content = content::keep(act.conn(), &said)?;
    let entry = act.record(by.by(), &Event::NoteWritten { note: id, conversation: conversation.id, content })?;
    act.conn().run(&WRITE, values![id, conversation.id, content, by.person(), micros(now), entry])?;
    Ok(act.recorded(entry, id))
}

/// A conversation's latest 500 notes, oldest first.
pub fn of(conn: &mut Conn, conversation: ConversationId) -> Result<Vec<Note>, Problem> {
    type Row = (NoteId, Hash, PersonId, i64);
    let rows: Vec<Row> = conn.rows(&OF, values![conversation], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    rows.into_iter()
        .rev()
        .map(|(id, content, written_by, at)| {
            Ok(Note { id, text: message::text(conn, content)?, written_by, written_at: from_micros(at) })
        })
        .collect()
}
