//! Deliveries as programs see them: listed, undone, tried again, settled.
use axum::Json;
use axum::extract::{OriginalUri, State};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::Conn;
use utoipa::{IntoParams, ToSchema};

use super::body::{Asked, Named, Sent};
use super::caller::Caller;
use super::conversations::visible;
use super::paging::{Page, Place, WhichPage};
use crate::govern::mandate::{Answer, Channels, Publish};
use crate::govern::reach::Reach;
use crate::ground::locale::Locale;
use crate::ground::news::Changed;
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, ConversationId, DeliveryId, Desk, MandateId, MessageId, PersonId, Problem};
use crate::participate::{reply, shown as masking};
use crate::publish::delivery::{self, Settled, State as Stands};
use crate::publish::overview;
use crate::records::message::{self, Text};

/// One message's journey to one channel.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Delivery {
    /// Its id; the same at every try.
    id: DeliveryId,
    /// Where to.
    channel: ChannelId,
    /// The conversation it answers in.
    conversation: Option<ConversationId>,
    /// The message it answers.
    answers: Option<MessageId>,
    /// What it says; null when it was erased under a decision.
    #[schema(example = "Simhallen öppnar kl. 14 i dag. Välkomna!")]
    text: Option<String>,
    /// Who wrote it.
    written_by: PersonId,
    /// Under which mandate.
    mandate: MandateId,
    /// When it was written.
    #[schema(example = "2026-11-20T06:41:00Z")]
    queued_at: Timestamp,
    /// When it is sent, or tried again. Until then the first try can be undone.
    #[schema(example = "2026-11-20T06:41:10Z")]
    send_at: Timestamp,
    /// When its first try began.
    #[schema(example = json!(null))]
    begun_at: Option<Timestamp>,
    /// Where it stands.
    state: Stands,
    /// Since when.
    #[schema(example = "2026-11-20T06:41:00Z")]
    state_at: Timestamp,
    /// Tries so far.
    #[schema(example = 0)]
    attempts: i64,
    /// The network's own id, when it is there.
    #[schema(example = json!(null))]
    remote_id: Option<String>,
    /// Where a person can see it.
    #[schema(example = json!(null))]
    url: Option<String>,
    /// Why it is not posted, for programs: `reason-refused` …
    #[schema(example = json!(null))]
    reason: Option<String>,
    /// Why it is not posted, as a sentence in the language of `Accept-Language`.
    #[schema(example = json!(null))]
    reason_detail: Option<String>,
    /// The network's own words.
    #[schema(example = json!(null))]
    network_says: Option<String>,
}

fn dressed(conn: &mut Conn, delivery: delivery::Delivery, locale: Locale) -> Result<Delivery, Problem> {
    let text = match message::text(conn, delivery.content)? {
        Text::Said(said) => Some(masking::masked(&said.text)),
        Text::Erased { .. } => None,
    };
    Ok(Delivery {
        id: delivery.id,
        channel: delivery.channel,
        conversation: delivery.conversation,
        answers: delivery.answers,
        text,
        written_by: delivery.written_by,
        mandate: delivery.mandate,
        queued_at: delivery.queued_at,
        send_at: delivery.send_at,
        begun_at: delivery.begun_at,
        state: delivery.state,
        state_at: delivery.state_at,
        attempts: delivery.attempts,
        remote_id: delivery.remote_id,
        url: delivery.url,
        reason_detail: delivery.reason.as_deref().map(|key| locale.say(key)),
        reason: delivery.reason,
        network_says: delivery.detail,
    })
}

/// One delivery, dressed.
pub(super) fn shown(conn: &mut Conn, id: DeliveryId, locale: Locale) -> Result<Delivery, Problem> {
    let delivery = delivery::find(conn, id)?.ok_or_else(not_found)?;
    dressed(conn, delivery, locale)
}

/// Which deliveries.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Which {
    /// Only deliveries that stand so.
    #[param(inline)]
    state: Option<Stands>,
    /// Only deliveries to this channel.
    channel: Option<ChannelId>,
    /// How many to give at most.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where to go on, as the page before gave it in `next`. Opaque.
    after: Option<String>,
}

/// Lists deliveries.
///
/// The newest first, in all channels that the token's mandate lets it read. `state=failed` and `state=unknown` wait for a person.
#[utoipa::path(get, path = "/deliveries", operation_id = "listDeliveries", tag = "deliveries", params(Which), security(("token" = ["read"])),
    responses((status = 200, description = "A page of deliveries.", body = Page<Delivery>)))]
pub(super) async fn list(
    State(desk): State<Desk>,
    caller: Caller,
    Asked(which): Asked<Which>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<Delivery>>, Problem> {
    let place = Place::<DeliveryId>::new(which.limit, which.after.as_deref(), here)?;
    let locale = caller.locale;
    let page = caller.reads(&desk, move |conn, reach| {
        let channels = match which.channel {
            Some(one) if reach.holds_channel(one) => Channels::Only(vec![one]),
            Some(_) => Channels::Only(Vec::new()),
            None => reach.channels().clone(),
        };
        let found = overview::newest(conn, &channels, which.state, place.after, place.asks_for())?;
        let page = place.page(found, |delivery| delivery.id)?;
        let items = page.items.into_iter().map(|delivery| dressed(conn, delivery, locale)).collect::<Result<_, _>>()?;
        Ok(Page { items, next: page.next })
    });
    Ok(Json(page.await?))
}

/// Lists a conversation's deliveries.
///
/// The first first; at most the latest 500.
#[utoipa::path(get, path = "/conversations/{conversationId}/deliveries", operation_id = "listConversationDeliveries", tag = "conversations",
    params(("conversationId" = ConversationId, Path, description = "The conversation."), WhichPage), security(("token" = ["read"])),
    responses((status = 200, description = "A page of deliveries.", body = Page<Delivery>)))]
pub(super) async fn of_conversation(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ConversationId>,
    Asked(which): Asked<WhichPage>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<Delivery>>, Problem> {
    let place = which.place::<DeliveryId>(here)?;
    let locale = caller.locale;
    let page = caller.reads(&desk, move |conn, reach| {
        visible(conn, reach, id)?;
        let page = place.of_all(delivery::of_conversation(conn, id)?, |delivery| delivery.id)?;
        let items = page.items.into_iter().map(|delivery| dressed(conn, delivery, locale)).collect::<Result<_, _>>()?;
        Ok(Page { items, next: page.next })
    });
    Ok(Json(page.await?))
}

/// Shows a delivery.
///
/// Where it stands, how often it was tried, and why it is not posted when it is not.
#[utoipa::path(get, path = "/deliveries/{deliveryId}", operation_id = "getDelivery", tag = "deliveries",
    params(("deliveryId" = DeliveryId, Path, description = "The delivery.")), security(("token" = ["read"])),
    responses((status = 200, description = "The delivery.", body = Delivery)))]
pub(super) async fn find(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<DeliveryId>,
) -> Result<Json<Delivery>, Problem> {
    let locale = caller.locale;
    let told = caller.reads(&desk, move |conn, reach| {
        let delivery = visible_delivery(conn, reach, id)?;
        dressed(conn, delivery, locale)
    });
    Ok(Json(told.await?))
}

fn visible_delivery(conn: &mut Conn, reach: &Reach, id: DeliveryId) -> Result<delivery::Delivery, Problem> {
    let delivery = delivery::find(conn, id)?.ok_or_else(not_found)?;
    match delivery.conversation {
        _ if reach.holds_channel(delivery.channel) => Ok(delivery),
        Some(conversation) => visible(conn, reach, conversation).map(|_| delivery),
        None => Err(not_found()),
    }
}

/// Tells open pages, and gives the delivery as it stands now.
pub(super) async fn told(desk: &Desk, caller: &Caller, id: DeliveryId) -> Result<Json<Delivery>, Problem> {
    let locale = caller.locale;
    let told = desk.read(move |conn| shown(conn, id, locale)).await?;
    desk.news().tell(told.conversation.map_or(Changed::Desk, Changed::Conversation));
    desk.news().tell(Changed::Desk);
    Ok(Json(told))
}

/// Takes a delivery back before it is sent.
///
/// Only the one who wrote it can, until its first try begins. The conversation waits for us again.
#[utoipa::path(post, path = "/deliveries/{deliveryId}/undo", operation_id = "undoDelivery", tag = "deliveries",
    params(("deliveryId" = DeliveryId, Path, description = "The delivery.")), security(("token" = ["answer"])),
    responses((status = 200, description = "The delivery as it stands now.", body = Delivery)))]
pub(super) async fn undo(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<DeliveryId>,
) -> Result<Json<Delivery>, Problem> {
    let (officer, here) = (caller.officer.clone(), desk.clone());
    desk.act(move |mut act| {
        let now = act.now();
        let (delivery, by) = delivery::with_mandate(act.conn(), &officer, id, now)?;
        reply::take_back(act, &by, here.vault(), &delivery)
    })
    .await?;
    told(&desk, &caller, id).await
}

/// Tries a failed delivery again.
///
/// Now. Only one that failed and that nobody has settled.
#[utoipa::path(post, path = "/deliveries/{deliveryId}/retry", operation_id = "retryDelivery", tag = "deliveries",
    params(("deliveryId" = DeliveryId, Path, description = "The delivery.")), security(("token" = ["answer"])),
    responses((status = 200, description = "The delivery as it stands now.", body = Delivery)))]
pub(super) async fn retry(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<DeliveryId>,
) -> Result<Json<Delivery>, Problem> {
    let officer = caller.officer.clone();
    desk.act(move |mut act| {
        let now = act.now();
        if delivery::is_of_a_post(act.conn(), id)? {
            let (_, by) = delivery::with_mandate::<Publish>(act.conn(), &officer, id, now)?;
            return delivery::retry(act, &by, id);
        }
        let (_, by) = delivery::with_mandate::<Answer>(act.conn(), &officer, id, now)?;
        delivery::retry(act, &by, id)
    })
    .await?;
    told(&desk, &caller, id).await
}

/// What someone found who looked at the network.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Settlement {
    /// Whether it is there.
    outcome: Settled,
    /// Where it is, if it is.
    #[schema(format = "uri", example = "https://social.example/@exempelby/113512345678909999")]
    url: Option<String>,
}

/// Settles a delivery.
///
/// Tells Torg what became of a delivery that it could not know the end of, or lets a failed one go. One that is not there can be
/// sent once more.
#[utoipa::path(put, path = "/deliveries/{deliveryId}/settlement", operation_id = "settleDelivery", tag = "deliveries",
    params(("deliveryId" = DeliveryId, Path, description = "The delivery.")), request_body = Settlement,
    security(("token" = ["answer"])),
    responses((status = 200, description = "The delivery as it stands now.", body = Delivery)))]
pub(super) async fn settle(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<DeliveryId>,
    Sent(found): Sent<Settlement>,
) -> Result<Json<Delivery>, Problem> {
    let officer = caller.officer.clone();
    desk.act(move |mut act| {
        let now = act.now();
        if delivery::is_of_a_post(act.conn(), id)? {
            let (_, by) = delivery::with_mandate::<Publish>(act.conn(), &officer, id, now)?;
            return delivery::settle(act, &by, id, found.outcome, found.url.as_deref());
        }
        let (_, by) = delivery::with_mandate::<Answer>(act.conn(), &officer, id, now)?;
        delivery::settle(act, &by, id, found.outcome, found.url.as_deref())
    })
    .await?;
    told(&desk, &caller, id).await
}
