//! Internal notes beside a conversation: read and written by programs. Part of the record, never sent.
use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::{Asked, Named, Sent};
use super::caller::Caller;
use super::conversations::visible;
use super::paging::{Page, WhichPage};
use crate::govern::mandate::Answer;
use crate::ground::news::Changed;
use crate::ground::problem::not_found;
use crate::ground::{ConversationId, Desk, NoteId, PersonId, Problem};
use crate::participate::conversation::with_mandate;
use crate::participate::{note, shown};
use crate::records::message::Text;

/// What colleagues tell each other; never sent.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Note {
    /// Its id.
    id: NoteId,
    /// What it says; null when it was erased under a decision.
    #[schema(example = "Ringde simhallen: de öppnar kl. 14.")]
    text: Option<String>,
    /// Who wrote it.
    written_by: PersonId,
    /// When.
    #[schema(example = "2026-11-20T06:40:00Z")]
    written_at: Timestamp,
}

impl From<note::Note> for Note {
    fn from(note: note::Note) -> Self {
        let text = match note.text {
            Text::Said(said) => Some(shown::masked(&said.text)),
            Text::Erased { .. } => None,
        };
        Self { id: note.id, text, written_by: note.written_by, written_at: note.written_at }
    }
}

/// A note to be written.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewNote {
    /// What it says.
    #[schema(min_length = 1, max_length = 20_000, pattern = r"\S", example = "Ringde simhallen: de öppnar kl. 14.")]
    text: String,
}

/// Lists a conversation's notes.
///
/// The first first; at most the latest 500.
#[utoipa::path(get, path = "/conversations/{conversationId}/notes", operation_id = "listNotes", tag = "conversations",
    params(("conversationId" = ConversationId, Path, description = "The conversation."), WhichPage), security(("token" = ["read"])),
    responses((status = 200, description = "A page of notes.", body = Page<Note>)))]
pub(super) async fn list(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ConversationId>,
    Asked(which): Asked<WhichPage>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<Note>>, Problem> {
    let place = which.place::<NoteId>(here)?;
    let notes = caller.reads(&desk, move |conn, reach| {
        visible(conn, reach, id)?;
        note::of(conn, id)
    });
    Ok(Json(place.of_all(notes.await?, |note| note.id)?.map(Note::from)))
}

/// Writes a note.
///
/// What colleagues tell each other. It stands on the record and is never sent.
#[utoipa::path(post, path = "/conversations/{conversationId}/notes", operation_id = "writeNote", tag = "conversations",
    params(("conversationId" = ConversationId, Path, description = "The conversation.")), request_body = NewNote,
    security(("token" = ["answer"])),
    responses((status = 201, description = "The note.", body = Note)))]
pub(super) async fn write(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ConversationId>,
    Sent(new): Sent<NewNote>,
) -> Result<(StatusCode, Json<Note>), Problem> {
    let officer = caller.officer;
    let written = desk.act(move |mut act| {
        let now = act.now();
        let (conversation, by) = with_mandate::<Answer>(act.conn(), &officer, id, now)?;
        note::write(act, &by, &conversation, &new.text)
    });
    let written = written.await?;
    desk.news().tell(Changed::Conversation(id));
    let notes = desk.read(move |conn| note::of(conn, id)).await?;
    let note = notes.into_iter().find(|note| note.id == written).ok_or_else(not_found)?;
    Ok((StatusCode::CREATED, Json(note.into())))
}
