//! Where a conversation stands and who has it: turned and given by programs as by people.
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;

use super::body::{Named, Sent};
use super::caller::Caller;
use super::conversations::{Conversation, shown};
use crate::govern::mandate::Answer;
use crate::ground::news::Changed;
use crate::ground::{ConversationId, Desk, PersonId, Problem};
use crate::participate::conversation::{self, State as Stands, with_mandate};

/// Where a conversation is to stand.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Turn {
    /// `open`, `waiting` or `done`.
    state: Stands,
}

/// Who is to have a conversation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Assignment {
    /// Someone who may answer in its channel.
    person: PersonId,
}

/// Turns a conversation.
///
/// To *waiting* for someone else, *done*, or *open* again. Turning it to the state it has is refused, so that two see each other.
#[utoipa::path(put, path = "/conversations/{conversationId}/state", operation_id = "turnConversation", tag = "conversations",
    params(("conversationId" = ConversationId, Path, description = "The conversation.")), request_body = Turn,
    security(("token" = ["answer"])),
    responses((status = 200, description = "The conversation as it stands now.", body = Conversation)))]
pub(super) async fn turn(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ConversationId>,
    Sent(to): Sent<Turn>,
) -> Result<Json<Conversation>, Problem> {
    let officer = caller.officer.clone();
    desk.act(move |mut act| {
        let now = act.now();
        let (conversation, by) = with_mandate::<Answer>(act.conn(), &officer, id, now)?;
        conversation::turn(act, &by, &conversation, to.state)
    })
    .await?;
    told(&desk, &caller, id).await
}

/// Gives a conversation to someone.
///
/// To someone who has a mandate to answer in its channel.
#[utoipa::path(put, path = "/conversations/{conversationId}/assignment", operation_id = "assignConversation", tag = "conversations",
    params(("conversationId" = ConversationId, Path, description = "The conversation.")), request_body = Assignment,
    security(("token" = ["answer"])),
    responses((status = 200, description = "The conversation as it stands now.", body = Conversation)))]
pub(super) async fn assign(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ConversationId>,
    Sent(to): Sent<Assignment>,
) -> Result<Json<Conversation>, Problem> {
    give(&desk, &caller, id, Some(to.person)).await
}

/// Takes a conversation from whoever has it.
///
/// Nobody has it then.
#[utoipa::path(delete, path = "/conversations/{conversationId}/assignment", operation_id = "unassignConversation", tag = "conversations",
    params(("conversationId" = ConversationId, Path, description = "The conversation.")), security(("token" = ["answer"])),
    responses((status = 200, description = "The conversation as it stands now.", body = Conversation)))]
pub(super) async fn unassign(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ConversationId>,
) -> Result<Json<Conversation>, Problem> {
    give(&desk, &caller, id, None).await
}

async fn give(desk: &Desk, caller: &Caller, id: ConversationId, to: Option<PersonId>) -> Result<Json<Conversation>, Problem> {
    let officer = caller.officer.clone();
    desk.act(move |mut act| {
        let now = act.now();
        let (conversation, by) = with_mandate::<Answer>(act.conn(), &officer, id, now)?;
        conversation::assign(act, &by, &conversation, to)
    })
    .await?;
    told(desk, caller, id).await
}

/// Tells open pages, and gives the conversation as it stands now.
async fn told(desk: &Desk, caller: &Caller, id: ConversationId) -> Result<Json<Conversation>, Problem> {
    desk.news().tell(Changed::Conversation(id));
    Ok(Json(caller.reads(desk, move |conn, reach| shown(conn, reach, id)).await?))
}
