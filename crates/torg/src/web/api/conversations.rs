//! Conversations as programs see them: listed by view, order and channel, or by what was said in them.
use std::collections::HashMap;

use axum::Json;
use axum::extract::{OriginalUri, State};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::Conn;
use utoipa::{IntoParams, ToSchema};

use super::body::{Asked, Named};
use super::caller::Caller;
use super::messages::{Message, marks};
use super::paging::{Page, Place};
use crate::govern::reach::Reach;
use crate::govern::{channel, person};
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, ConversationId, Desk, PersonId, Problem};
use crate::participate::conversation::{self, State as Stands};
use crate::participate::inbox::{self, After, Asking, Order, View};
use crate::participate::referral;
use crate::records::message;

/// A thread of messages that someone is responsible for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Conversation {
    /// Its id.
    id: ConversationId,
    /// Its channel.
    channel: ChannelId,
    /// The channel's name.
    #[schema(example = "Exempelby kommun")]
    channel_name: String,
    /// The channel's network.
    #[schema(example = "mastodon")]
    network: String,
    /// `post`, `comment`, `mention` or `direct`.
    #[schema(example = "comment")]
    kind: String,
    /// Where it stands.
    state: Stands,
    /// Since when.
    #[schema(example = "2026-11-20T06:23:04.120Z")]
    state_at: Timestamp,
    /// Who turned it; null when a message did.
    state_by: Option<PersonId>,
    /// Who looks after it.
    assignee: Option<PersonId>,
    /// Their name.
    #[schema(example = "Fatima Berg")]
    assignee_name: Option<String>,
    /// Since when.
    #[schema(example = "2026-11-20T06:31:00Z")]
    assigned_at: Option<Timestamp>,
    /// Since when someone waits for us.
    #[schema(example = "2026-11-20T06:23:04.120Z")]
    waiting_since: Option<Timestamp>,
    /// When the promise to answer runs out.
    #[schema(example = "2026-11-20T08:23:04.120Z")]
    due_at: Option<Timestamp>,
    /// When something was said in it last.
    #[schema(example = "2026-11-20T06:23:04.120Z")]
    latest_at: Timestamp,
    /// Messages in it, both ways.
    #[schema(example = 2)]
    message_count: i64,
    /// Kinds of findings in its latest message with any.
    #[schema(example = json!([]))]
    marks: Vec<String>,
    /// Its latest message; in a search, the latest that was hit.
    message: Message,
}

/// Dresses conversations for a list, each with the message that was hit, or its latest.
fn dressed(
    conn: &mut Conn,
    found: Vec<(conversation::Conversation, Option<message::Message>)>,
) -> Result<Vec<Conversation>, Problem> {
    let channels = channel::all(conn)?;
    let names: HashMap<PersonId, String> = person::all(conn)?.into_iter().map(|person| (person.id, person.name)).collect();
    let lines = inbox::lines(conn, found, &channels, &|id| names.get(&id).cloned())?;
    let mut dressed = Vec::with_capacity(lines.len());
    for line in lines {
        let inbox::Line { conversation, channel, author, message, text, assignee, .. } = line;
        dressed.push(Conversation {
            id: conversation.id,
            channel: channel.id,
            channel_name: channel.name,
            network: channel.network,
            kind: conversation.kind,
            state: conversation.state,
            state_at: conversation.state_at,
            state_by: conversation.state_by,
            assignee: conversation.assignee,
            assignee_name: assignee,
            assigned_at: conversation.assigned_at,
            waiting_since: conversation.waiting_since,
            due_at: conversation.due_at,
            latest_at: conversation.latest_at,
            message_count: conversation.messages,
            marks: marks(&conversation.marks),
            message: Message::dressed(conn, message, author, text)?,
        });
    }
    Ok(dressed)
}

/// The conversation, if the caller may read its channel, or the unit it was referred to; otherwise there is nothing there.
pub(super) fn visible(conn: &mut Conn, reach: &Reach, id: ConversationId) -> Result<conversation::Conversation, Problem> {
    let conversation = conversation::find(conn, id)?.ok_or_else(not_found)?;
    let referred = referral::to(conn, id)?.is_some_and(|unit| reach.holds_unit(unit));
    if reach.holds_channel(conversation.channel) || referred { Ok(conversation) } else { Err(not_found()) }
}

/// One conversation, dressed.
pub(super) fn shown(conn: &mut Conn, reach: &Reach, id: ConversationId) -> Result<Conversation, Problem> {
    let conversation = visible(conn, reach, id)?;
    dressed(conn, vec![(conversation, None)])?.pop().ok_or_else(not_found)
}

/// Which conversations.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Which {
    /// One view of the inbox; `open`, `waiting` and `done` are the three states. `open` when nothing is said. Not used with `q`.
    #[param(inline)]
    view: Option<View>,
    /// In which order; `newest` when nothing is said. Not used with `q`, where the newest hit comes first.
    #[param(inline)]
    order: Option<Order>,
    /// Only conversations of this channel.
    channel: Option<ChannelId>,
    /// Words to search for in everything said: each must be there, in any of its forms. `word*` finds what begins so.
    q: Option<String>,
    /// How many to give at most.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where to go on, as the page before gave it in `next`. Opaque.
    after: Option<String>,
}

type Found = Vec<(conversation::Conversation, Option<message::Message>)>;

/// A page of a view. The inbox reads in pages of its own, so this goes on until there is one more than was asked for.
fn of_view(
    conn: &mut Conn,
    asking: &Asking,
    view: View,
    order: Order,
    place: &Place<After>,
) -> Result<Page<Conversation>, Problem> {
    let (mut found, mut after) = (Vec::new(), place.after);
    while found.len() <= place.limit {
        let batch = inbox::list(conn, asking, view, order, after)?;
        found.extend(batch.conversations);
        after = batch.next;
        if after.is_none() {
            break;
        }
    }
    let page = place.page(found, |conversation| inbox::after(conversation, order))?;
    let items = dressed(conn, page.items.into_iter().map(|conversation| (conversation, None)).collect())?;
    Ok(Page { items, next: page.next })
}

/// A page of a search. A conversation with hits on several pages comes on each of them.
fn of_search(conn: &mut Conn, asking: &Asking, words: &str, place: &Place<i64>) -> Result<Page<Conversation>, Problem> {
    let (mut found, mut before): (Found, _) = (Vec::new(), place.after);
    while found.len() <= place.limit {
        let hits = inbox::find(conn, asking, words, before)?;
        before = hits.before;
        for (conversation, message) in hits.conversations {
            if !found.iter().any(|(known, _)| known.id == conversation.id) {
                found.push((conversation, Some(message)));
            }
        }
        if before.is_none() {
            break;
        }
    }
    let page = place.page(found, |(_, message)| message.as_ref().map_or(0, |message| message.n))?;
    Ok(Page { items: dressed(conn, page.items)?, next: page.next })
}

/// Lists conversations.
///
/// One view of the inbox, the newest first or by the clock; or, with `q`, the conversations in which the words were said. Only
/// conversations in channels that the token's mandate lets it read, or referred to its units. A conversation in which something is said while you read moves
/// to the top of the newest: read the first page again to see it.
#[utoipa::path(get, path = "/conversations", operation_id = "listConversations", tag = "conversations", params(Which),
    security(("token" = ["read"])),
    responses((status = 200, description = "A page of conversations.", body = Page<Conversation>)))]
pub(super) async fn list(
    State(desk): State<Desk>,
    caller: Caller,
    Asked(which): Asked<Which>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<Conversation>>, Problem> {
    let (person, now) = (caller.officer.id(), caller.now);
    let page = caller.reads(&desk, move |conn, reach| {
        let mut asking = Asking::within(conn, person, reach, now)?;
        if let Some(channel) = which.channel {
            asking = asking.in_channel(channel);
        }
        match which.q.as_deref() {
            Some(words) => of_search(conn, &asking, words, &Place::new(which.limit, which.after.as_deref(), here)?),
            None => {
                let place = Place::new(which.limit, which.after.as_deref(), here)?;
                of_view(conn, &asking, which.view.unwrap_or_default(), which.order.unwrap_or_default(), &place)
            }
        }
    });
    Ok(Json(page.await?))
}

/// Shows a conversation.
///
/// Where it stands, who has it, and its latest message. Its messages, notes and deliveries have addresses of their own under it.
#[utoipa::path(get, path = "/conversations/{conversationId}", operation_id = "getConversation", tag = "conversations",
    params(("conversationId" = ConversationId, Path, description = "The conversation.")), security(("token" = ["read"])),
    responses((status = 200, description = "The conversation.", body = Conversation)))]
pub(super) async fn find(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ConversationId>,
) -> Result<Json<Conversation>, Problem> {
    Ok(Json(caller.reads(&desk, move |conn, reach| shown(conn, reach, id)).await?))
}
