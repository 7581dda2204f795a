//! Answering from a program: an answer in the authority's name, queued once for each `Idempotency-Key`, and what fits in it.
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ROOT;
use super::body::{Named, Sent};
use super::caller::Caller;
use super::deliveries::{Delivery, shown};
use crate::govern::mandate::Answer;
use crate::ground::news::Changed;
use crate::ground::{ConversationId, DeliveryId, Desk, MessageId, Problem};
use crate::participate::conversation::{Conversation, with_mandate};
use crate::participate::once::{self, Key};
use crate::participate::reply::{self, Words};

/// A program's own name for one reply (draft-ietf-httpapi-idempotency-key-header).
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// An answer to be sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewReply {
    /// Which message of the conversation is answered.
    answers: MessageId,
    /// What is said, in the authority's name.
    #[schema(min_length = 1, pattern = r"\S", example = "Simhallen öppnar kl. 14 i dag. Välkomna!")]
    text: String,
    /// Why personal data in the text must be there, in 8 to 500 characters. Only when it was asked for: a text with a telephone
    /// number, an e-mail address or the like is refused with `urn:torg:problem:refuse-gate-justify` until a reason is given.
    #[schema(example = json!(null))]
    because: Option<String>,
}

/// What fits in an answer, by the network's own word.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Limits {
    /// Longest text, in the network's own unit.
    #[schema(example = 500)]
    text: usize,
    /// Longest text in UTF-8 bytes, where the network also counts those.
    #[schema(example = json!(null))]
    text_bytes: Option<usize>,
    /// What a web address counts, where the network shortens them.
    #[schema(example = 23)]
    characters_per_url: Option<usize>,
    /// Whether the network told these itself; otherwise they are its documented defaults.
    #[schema(example = true)]
    from_network: bool,
}

/// The conversation, if the caller may answer in it now.
async fn answerable(desk: &Desk, caller: &Caller, id: ConversationId) -> Result<Conversation, Problem> {
    let (officer, now) = (caller.officer.clone(), caller.now);
    desk.read(move |conn| Ok(with_mandate::<Answer>(conn, &officer, id, now)?.0)).await
}

/// Answers a message.
///
/// In the authority's name, under the token's mandate. The answer waits ten seconds, in which it can be undone, and is then sent.
/// With an `Idempotency-Key`, asking again with the same key gives the same delivery (200 instead of 201); it is remembered for a
/// week. A text that the network would not take is refused with both figures. The gate looks at every text: one with an identity
/// number is refused, one with other personal data is refused until `because` says why it must be there.
#[utoipa::path(post, path = "/conversations/{conversationId}/replies", operation_id = "answer", tag = "conversations",
    params(
        ("conversationId" = ConversationId, Path, description = "The conversation."),
        ("Idempotency-Key" = Option<String>, Header, description = "Your own name for this reply: 1 to 200 visible characters, such as a UUID.",
            example = "8f14e45f-ceea-467f-a3d5-1b2c3d4e5f60"),
    ),
    request_body = NewReply, security(("token" = ["answer"])),
    responses(
        (status = 200, description = "The delivery that this key stands for already.", body = Delivery),
        (status = 201, description = "The answer's delivery.", body = Delivery),
    ))]
pub(super) async fn answer(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ConversationId>,
    headers: HeaderMap,
    Sent(new): Sent<NewReply>,
) -> Result<Response, Problem> {
    let key = headers.get(IDEMPOTENCY_KEY).map(|value| Key::new(value.to_str().unwrap_or_default())).transpose()?;
    let conversation = answerable(&desk, &caller, id).await?;
    let answers = new.answers;
    let (delivery, sent) = match key {
        Some(key) => {
            let asked = once::Asked { key, conversation: id, answers, text: new.text, because: new.because };
            send_once(&desk, &caller, &conversation, asked).await?
        }
        None => {
            fits(&desk, &conversation, answers, &new.text).await?;
            let officer = caller.officer.clone();
            let queued = desk.act(move |mut act| {
                let now = act.now();
                let (conversation, by) = with_mandate::<Answer>(act.conn(), &officer, id, now)?;
                reply::answer(act, &by, &conversation, answers, Words { text: &new.text, because: new.because.as_deref() })
            });
            (queued.await?, once::Sent::Now)
        }
    };
    desk.news().tell(Changed::Conversation(id));
    let status = if sent == once::Sent::Now { StatusCode::CREATED } else { StatusCode::OK };
    let locale = caller.locale;
    let told = desk.read(move |conn| shown(conn, delivery, locale)).await?;
    Ok((status, [(header::LOCATION, format!("{ROOT}/deliveries/{delivery}"))], Json(told)).into_response())
}

/// Refuses what the network would not take, before anything is written.
async fn fits(desk: &Desk, conversation: &Conversation, answers: MessageId, text: &str) -> Result<(), Problem> {
    if text.trim().is_empty() {
        // The rule that says so stands with the others, in the act.
        return Ok(());
    }
    let (_, length) = reply::measure(desk, conversation, answers, text.trim().to_owned()).await?;
    reply::refuse_too_long(length)
}

async fn send_once(
    desk: &Desk,
    caller: &Caller,
    conversation: &Conversation,
    asked: once::Asked,
) -> Result<(DeliveryId, once::Sent), Problem> {
    let (person, now, looked_for) = (caller.officer.id(), caller.now, asked.clone());
    // A repeat is answered even while the network cannot be asked what fits.
    if let Some(known) = desk.read(move |conn| once::known(conn, person, &looked_for, now)).await? {
        return Ok((known, once::Sent::Before));
    }
    fits(desk, conversation, asked.answers, &asked.text).await?;
    let (officer, id) = (caller.officer.clone(), conversation.id);
    desk.act(move |mut act| {
        let now = act.now();
        let (conversation, by) = with_mandate::<Answer>(act.conn(), &officer, id, now)?;
        once::answer(act, &by, &conversation, &asked)
    })
    .await
}

/// Says what fits in an answer.
///
/// As the network tells it, for the conversation's latest message.
#[utoipa::path(get, path = "/conversations/{conversationId}/reply-limits", operation_id = "getReplyLimits", tag = "conversations",
    params(("conversationId" = ConversationId, Path, description = "The conversation.")), security(("token" = ["answer"])),
    responses(
        (status = 200, description = "What fits.", body = Limits),
        (status = 409, description = "Nothing can be sent to this network from Torg."),
        (status = 422, description = "The network cannot say: `detail` tells why."),
    ))]
pub(super) async fn limits(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ConversationId>,
) -> Result<Json<Limits>, Problem> {
    let conversation = answerable(&desk, &caller, id).await?;
    let (limits, _) = reply::measure(&desk, &conversation, conversation.latest_message, String::new()).await?;
    let connect::Limits { text, text_bytes, characters_per_url, from_network, .. } = limits;
    Ok(Json(Limits { text, text_bytes, characters_per_url, from_network }))
}
