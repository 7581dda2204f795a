//! Whose matter a conversation is, as programs see it; and how it is referred.
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::{Named, Sent};
use super::caller::Caller;
use super::conversations::visible;
use crate::govern::mandate::Answer;
use crate::ground::news::Changed;
use crate::ground::problem::not_found;
use crate::ground::{ConversationId, Desk, Problem, TopicId, UnitId, refuse};
use crate::participate::conversation::{self, with_mandate};
use crate::participate::referral::{self, Whose};

/// Whose matter a conversation is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Owner {
    /// The unit that answers for it.
    unit: UnitId,
    /// What it is about, where someone said so.
    topic: Option<TopicId>,
    /// Whether it was referred there from the channel's own unit.
    #[schema(example = true)]
    referred: bool,
}

impl From<referral::Owner> for Owner {
    fn from(owner: referral::Owner) -> Self {
        Self { unit: owner.unit, topic: owner.topic.map(|topic| topic.id), referred: owner.referred }
    }
}

/// Shows whose matter a conversation is.
///
/// The unit that owns its topic, or the channel's own unit.
#[utoipa::path(get, path = "/conversations/{conversationId}/referral", operation_id = "getReferral", tag = "conversations",
    params(("conversationId" = ConversationId, Path, description = "The conversation.")), security(("token" = ["read"])),
    responses((status = 200, description = "Whose matter it is.", body = Owner)))]
pub(super) async fn owner(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ConversationId>,
) -> Result<Json<Owner>, Problem> {
    let owner = caller.reads(&desk, move |conn, reach| {
        let conversation = visible(conn, reach, id)?;
        referral::owner(conn, &conversation)
    });
    Ok(Json(owner.await?.into()))
}

/// To whom a conversation is referred: a topic or a unit, not both.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Referral {
    /// The topic; its unit answers from now on.
    #[schema(example = json!(null))]
    topic: Option<TopicId>,
    /// The unit.
    unit: Option<UnitId>,
    /// Why; kept on the record.
    #[serde(default)]
    #[schema(example = "Det gäller en vattenläcka.")]
    why: String,
}

/// Refers a conversation.
///
/// Those who hold a mandate in that unit can read and answer it from now on; nobody has it until someone takes it.
#[utoipa::path(put, path = "/conversations/{conversationId}/referral", operation_id = "referConversation", tag = "conversations",
    params(("conversationId" = ConversationId, Path, description = "The conversation.")), request_body = Referral,
    security(("token" = ["answer"])),
    responses((status = 200, description = "Whose matter it is now.", body = Owner)))]
pub(super) async fn refer(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ConversationId>,
    Sent(to): Sent<Referral>,
) -> Result<Json<Owner>, Problem> {
    let whose = match (to.topic, to.unit) {
        (Some(topic), None) => Whose::Topic(topic),
        (None, Some(unit)) => Whose::Unit(unit),
        _ => return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-topic-or-unit").into()),
    };
    let officer = caller.officer;
    desk.act(move |mut act| {
        let now = act.now();
        let (conversation, by) = with_mandate::<Answer>(act.conn(), &officer, id, now)?;
        referral::refer(act, &by, &conversation, whose, &to.why)
    })
    .await?;
    desk.news().tell(Changed::Conversation(id));
    let owner = desk.read(move |conn| {
        let conversation = conversation::find(conn, id)?.ok_or_else(not_found)?;
        referral::owner(conn, &conversation)
    });
    Ok(Json(owner.await?.into()))
}
