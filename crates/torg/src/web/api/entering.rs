//! What was written where no program hears, entered by one that reads it in some other way: an archive, an export.
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::{Named, Sent};
use super::caller::Caller;
use crate::ground::news::Changed;
use crate::ground::problem::not_found;
use crate::ground::vault::sha256;
use crate::ground::{ChannelId, ConversationId, Desk, MessageId, Problem};
use crate::listen::entering::{self, Seen, Since};
use crate::records::message;

/// What was written in a channel that is kept by hand.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewEnteredMessage {
    /// Your own key for it: the same key twice is one message. Not used where the message has an address.
    #[schema(min_length = 1, max_length = 200, example = "export-2026-11-20-17")]
    key: String,
    /// The words, as they stand there.
    #[schema(min_length = 1, max_length = 100_000, pattern = r"\S", example = "När öppnar badet?")]
    text: String,
    /// The writer's name as it is shown there. Name or handle is needed.
    #[serde(default)]
    #[schema(max_length = 500, example = "Åse Lind")]
    name: String,
    /// The writer's handle.
    #[serde(default)]
    #[schema(max_length = 500, example = "ase.lind")]
    handle: String,
    /// When it was written; left out: now.
    #[serde(default)]
    #[schema(example = "2026-11-20T06:40:00Z")]
    written_at: Option<Timestamp>,
    /// Its own address, where it has one.
    #[serde(default)]
    #[schema(max_length = 500, example = "https://forum.example/t/17")]
    url: String,
    /// The message it answers.
    #[serde(default)]
    answers: Option<MessageId>,
    /// Whether it was written to us alone.
    #[serde(default)]
    direct: bool,
}

/// Where it stands now.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Entered {
    /// The conversation.
    conversation: ConversationId,
}

/// What became of a message since.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct EnteredChange {
    /// How it reads now; null when it is gone.
    #[schema(max_length = 100_000, example = "När öppnar badet på lördag?")]
    text: Option<String>,
}

/// Enters a message by hand.
///
/// For channels in networks that no program hears (`manual`). It goes the way of every message, and the record says who entered it.
/// Pictures of the screen are added on the page.
#[utoipa::path(post, path = "/channels/{channelId}/entered-messages", operation_id = "enterMessage", tag = "conversations",
    params(("channelId" = ChannelId, Path, description = "The channel.")), request_body = NewEnteredMessage,
    security(("token" = ["answer"])),
    responses(
        (status = 201, description = "Where it stands.", body = Entered),
        (status = 409, description = "Torg hears this channel itself, or has the message already."),
        (status = 422, description = "Something is missing, too long, or not yet.")
    ))]
pub(super) async fn enter(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ChannelId>,
    Sent(new): Sent<NewEnteredMessage>,
) -> Result<(StatusCode, Json<Entered>), Problem> {
    let (officer, clock) = (caller.officer, desk.clock().clone());
    let NewEnteredMessage { key, text, name, handle, written_at, url, answers, direct } = new;
    let seen = Seen { name, handle, text, written_at, url, answers, direct };
    let entered = desk.act(move |mut act| {
        let now = act.now();
        let (channel, mandate) = entering::with_mandate(act.conn(), &officer, id, now)?;
        // Each person's keys are their own.
        let once = hex::encode(&sha256(format!("{} {key}", mandate.person()).as_bytes())[..16]);
        entering::enter(act, &clock, &mandate, &channel, &seen, &[], &once)
    });
    let conversation = entered.await?;
    desk.news().tell(Changed::Conversation(conversation));
    Ok((StatusCode::CREATED, Json(Entered { conversation })))
}

/// Enters what became of a message.
///
/// Edited or gone where no program hears.
#[utoipa::path(put, path = "/messages/{messageId}/entered-change", operation_id = "enterChange", tag = "conversations",
    params(("messageId" = MessageId, Path, description = "The message.")), request_body = EnteredChange,
    security(("token" = ["answer"])),
    responses(
        (status = 200, description = "Where it stands.", body = Entered),
        (status = 409, description = "Torg hears this channel itself."),
        (status = 422, description = "There are no words, or too many.")
    ))]
pub(super) async fn change(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<MessageId>,
    Sent(EnteredChange { text }): Sent<EnteredChange>,
) -> Result<Json<Entered>, Problem> {
    let (officer, clock) = (caller.officer, desk.clock().clone());
    let since = text.map_or(Since::Gone, Since::Reads);
    let entered = desk.act(move |mut act| {
        let now = act.now();
        let found = message::find(act.conn(), id)?.ok_or_else(not_found)?;
        let (channel, mandate) = entering::with_mandate(act.conn(), &officer, found.channel, now)?;
        entering::enter_since(act, &clock, &mandate, &channel, id, &since)
    });
    let conversation = entered.await?;
    desk.news().tell(Changed::Conversation(conversation));
    Ok(Json(Entered { conversation }))
}
