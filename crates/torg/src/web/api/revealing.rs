//! What is hidden in a message, told to a program that says why.
use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::{Named, Sent};
use super::caller::Caller;
use super::conversations::visible;
use crate::govern::mandate::Read;
use crate::ground::problem::not_found;
use crate::ground::{Desk, MessageId, Problem};
use crate::participate::conversation::with_mandate;
use crate::participate::revealing;
use crate::records::message::{self, Text};

/// Why the hidden parts of a message must be seen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewReveal {
    /// The reason, in three words or more; it is kept on the record with who asked.
    #[schema(max_length = 500, example = "Behövs för att hitta ansökan i Lifecare")]
    because: String,
}

/// What a message says, nothing hidden.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct RevealedMessage {
    /// The message.
    message: MessageId,
    /// Until when its page shows the same to whoever asked.
    #[schema(example = "2026-11-20T06:51:00Z")]
    until: Timestamp,
    /// What it says; null when it was erased.
    #[schema(example = "Mitt nummer är 19121212-1212")]
    text: Option<String>,
    /// Content warning or subject.
    #[schema(example = json!(null))]
    warning: Option<String>,
}

/// Reveals what is hidden in a message.
///
/// Identity numbers, bank accounts and cards are hidden everywhere; here they are told once, to this token, and the record says who asked
/// and why. `getMessage` goes on hiding them.
#[utoipa::path(post, path = "/messages/{messageId}/reveal", operation_id = "revealMessage", tag = "conversations",
    params(("messageId" = MessageId, Path, description = "The message.")), request_body = NewReveal, security(("token" = ["read"])),
    responses(
        (status = 200, description = "What it says.", body = RevealedMessage),
        (status = 409, description = "Nothing is hidden in it."),
        (status = 422, description = "The reason says too little, or itself tells what may not be told."),
    ))]
pub(super) async fn reveal(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<MessageId>,
    Sent(NewReveal { because }): Sent<NewReveal>,
) -> Result<Json<RevealedMessage>, Problem> {
    let told = caller.reads(&desk, move |conn, reach| {
        let message = message::find(conn, id)?.ok_or_else(not_found)?;
        Ok(visible(conn, reach, message.conversation)?.id)
    });
    let conversation = told.await?;
    let officer = caller.officer.clone();
    let until = desk
        .act(move |mut act| {
            let now = act.now();
            let (conversation, by) = with_mandate::<Read>(act.conn(), &officer, conversation, now)?;
            revealing::reveal(act, &by, &conversation, id, &because)
        })
        .await?;
    let said = desk.read(move |conn| {
        let message = message::find(conn, id)?.ok_or_else(not_found)?;
        message::text(conn, message.content)
    });
    let (text, warning) = match said.await? {
        Text::Said(said) => (Some(said.text), said.warning),
        Text::Erased { .. } => (None, None),
    };
    Ok(Json(RevealedMessage { message: id, until, text, warning }))
}
