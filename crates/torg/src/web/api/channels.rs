//! Channels as programs see them: the register with its health, what people are promised, and a pause.
use axum::Json;
use axum::extract::{OriginalUri, State};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::Conn;
use utoipa::ToSchema;

use super::body::{Asked, Named, Sent};
use super::caller::Caller;
use super::paging::{Page, WhichPage};
use crate::govern::channel;
use crate::govern::mandate::{Govern, Scope};
use crate::govern::reach::Reach;
use crate::ground::locale::Locale;
use crate::ground::news::Changed;
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, Desk, Problem, UnitId};

/// How a channel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Condition {
    /// It is heard and can be answered in.
    Well,
    /// Somebody paused it: nothing is fetched or sent.
    Paused,
    /// Something stands between us and its network.
    Troubled,
}

/// How a channel is, and since when.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Health {
    /// In one word.
    condition: Condition,
    /// Since when it is paused.
    #[schema(example = json!(null))]
    paused_at: Option<Timestamp>,
    /// When its network answered well last.
    #[schema(example = "2026-11-20T07:14:48Z")]
    fetched_at: Option<Timestamp>,
    /// When something was posted last.
    #[schema(example = "2026-11-20T06:41:12Z")]
    posted_at: Option<Timestamp>,
    /// What the trouble is, for programs: `trouble-unauthorised` …
    #[schema(example = json!(null))]
    trouble: Option<String>,
    /// What the trouble is and what to do, as a sentence in the language of `Accept-Language`.
    #[schema(example = json!(null))]
    trouble_detail: Option<String>,
    /// Since when.
    #[schema(example = json!(null))]
    trouble_at: Option<Timestamp>,
}

/// One account in one network.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Channel {
    /// Its id.
    id: ChannelId,
    /// Whose it is.
    unit: UnitId,
    /// Its network.
    #[schema(example = "mastodon")]
    network: String,
    /// Its name.
    #[schema(example = "Exempelby kommun")]
    name: String,
    /// Its handle in the network.
    #[schema(example = "exempelby@social.example")]
    handle: String,
    /// The network's own id for it.
    #[schema(example = "109876543210")]
    remote_id: String,
    /// Its public page.
    #[schema(example = "https://social.example/@exempelby")]
    url: Option<String>,
    /// Within how many minutes people are promised an answer.
    #[schema(example = 120)]
    answer_within_minutes: i64,
    /// When it was added.
    #[schema(example = "2026-11-01T08:00:00Z")]
    opened_at: Timestamp,
    /// How far it has come.
    stage: channel::Stage,
    /// What people can expect.
    mode: channel::Mode,
    /// When it was closed.
    closed_at: Option<Timestamp>,
    /// When its token ends, where someone knows.
    expires_at: Option<Timestamp>,
    /// When it was last looked through.
    reviewed_at: Option<Timestamp>,
    /// How it is.
    health: Health,
}

fn health(channel: &channel::Channel, locale: Locale) -> Health {
    let condition = match (channel.paused_at, &channel.trouble) {
        (Some(_), _) => Condition::Paused,
        (None, Some(_)) => Condition::Troubled,
        (None, None) => Condition::Well,
    };
    Health {
        condition,
        paused_at: channel.paused_at,
        fetched_at: channel.fetched_at,
        posted_at: channel.posted_at,
        trouble_detail: channel.trouble.as_deref().map(|key| locale.say(key)),
        trouble: channel.trouble.clone(),
        trouble_at: channel.trouble_at,
    }
}

fn dressed(channel: channel::Channel, locale: Locale) -> Channel {
    let health = health(&channel, locale);
    let (stage, mode, closed_at) = (channel.stage, channel.mode, channel.closed_at);
    let (expires_at, reviewed_at) = (channel.expires_at, channel.reviewed_at);
    let channel::Channel { id, unit, network, name, handle, remote_id, url, answer_within_minutes, opened_at, .. } = channel;
    Channel {
        id,
        unit,
        network,
        name,
        handle,
        remote_id,
        url,
        answer_within_minutes,
        opened_at,
        stage,
        mode,
        closed_at,
        expires_at,
        reviewed_at,
        health,
    }
}

fn shown(conn: &mut Conn, reach: &Reach, id: ChannelId, locale: Locale) -> Result<Channel, Problem> {
    Ok(dressed(reach.channel(conn, id)?, locale))
}

/// Lists channels.
///
/// Those that the token's mandate lets it read, in the order they were added.
#[utoipa::path(get, path = "/channels", operation_id = "listChannels", tag = "channels", params(WhichPage), security(("token" = ["read"])),
    responses((status = 200, description = "A page of channels.", body = Page<Channel>)))]
pub(super) async fn list(
    State(desk): State<Desk>,
    caller: Caller,
    Asked(which): Asked<WhichPage>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<Channel>>, Problem> {
    let place = which.place::<ChannelId>(here)?;
    let channels = caller.reads(&desk, |conn, reach| {
        let mut channels = channel::all(conn)?;
        channels.retain(|channel| reach.holds_channel(channel.id));
        Ok(channels)
    });
    Ok(Json(place.of_all(channels.await?, |channel| channel.id)?.map(|channel| dressed(channel, caller.locale))))
}

/// Shows a channel.
///
/// Its account, its promise and its health.
#[utoipa::path(get, path = "/channels/{channelId}", operation_id = "getChannel", tag = "channels",
    params(("channelId" = ChannelId, Path, description = "The channel.")), security(("token" = ["read"])),
    responses((status = 200, description = "The channel.", body = Channel)))]
pub(super) async fn find(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ChannelId>,
) -> Result<Json<Channel>, Problem> {
    let locale = caller.locale;
    Ok(Json(caller.reads(&desk, move |conn, reach| shown(conn, reach, id, locale)).await?))
}

/// Shows how a channel is.
///
/// From what was last heard of its network; nothing is asked of the network now.
#[utoipa::path(get, path = "/channels/{channelId}/health", operation_id = "getChannelHealth", tag = "channels",
    params(("channelId" = ChannelId, Path, description = "The channel.")), security(("token" = ["read"])),
    responses((status = 200, description = "How it is.", body = Health)))]
pub(super) async fn how_it_is(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ChannelId>,
) -> Result<Json<Health>, Problem> {
    let locale = caller.locale;
    Ok(Json(caller.reads(&desk, move |conn, reach| Ok(shown(conn, reach, id, locale)?.health)).await?))
}

/// Tells open pages, and gives the channel as it is now.
pub(super) async fn after(desk: &Desk, caller: &Caller, id: ChannelId) -> Result<Json<Channel>, Problem> {
    desk.news().tell(Changed::Desk);
    let channel = desk.read(move |conn| channel::find(conn, id)?.ok_or_else(not_found)).await?;
    Ok(Json(dressed(channel, caller.locale)))
}

/// What people are promised.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Promise {
    /// Within how many minutes they are answered: at most sixty days. Holds for what comes in from now on.
    #[schema(minimum = 1, maximum = 86_400, example = 120)]
    answer_within_minutes: i64,
}

/// Changes what people are promised in a channel.
///
/// How soon they are answered. Holds for what comes in from now on.
#[utoipa::path(put, path = "/channels/{channelId}/promise", operation_id = "promiseInChannel", tag = "channels",
    params(("channelId" = ChannelId, Path, description = "The channel.")), request_body = Promise, security(("token" = ["govern"])),
    responses((status = 200, description = "The channel as it is now.", body = Channel)))]
pub(super) async fn promise(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ChannelId>,
    Sent(promise): Sent<Promise>,
) -> Result<Json<Channel>, Problem> {
    let officer = caller.officer.clone();
    desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), Scope::Channel(id), now)?;
        channel::promise(act, &by, id, promise.answer_within_minutes)
    })
    .await?;
    after(&desk, &caller, id).await
}

/// Pauses a channel.
///
/// Nothing is fetched or sent until it is resumed.
#[utoipa::path(put, path = "/channels/{channelId}/pause", operation_id = "pauseChannel", tag = "channels",
    params(("channelId" = ChannelId, Path, description = "The channel.")), security(("token" = ["govern"])),
    responses((status = 200, description = "The channel as it is now.", body = Channel)))]
pub(super) async fn pause(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ChannelId>,
) -> Result<Json<Channel>, Problem> {
    let officer = caller.officer.clone();
    desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), Scope::Channel(id), now)?;
        must_exist(act.conn(), id)?;
        channel::pause(act, &by, id)
    })
    .await?;
    after(&desk, &caller, id).await
}

/// Resumes a paused channel.
///
/// It is fetched and sent again.
#[utoipa::path(delete, path = "/channels/{channelId}/pause", operation_id = "resumeChannel", tag = "channels",
    params(("channelId" = ChannelId, Path, description = "The channel.")), security(("token" = ["govern"])),
    responses((status = 200, description = "The channel as it is now.", body = Channel)))]
pub(super) async fn resume(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ChannelId>,
) -> Result<Json<Channel>, Problem> {
    let officer = caller.officer.clone();
    desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), Scope::Channel(id), now)?;
        must_exist(act.conn(), id)?;
        channel::resume(act, &by, id)
    })
    .await?;
    after(&desk, &caller, id).await
}

/// A channel that is not there is not found, and not one that runs already.
fn must_exist(conn: &mut Conn, id: ChannelId) -> Result<(), Problem> {
    channel::find(conn, id)?.map(drop).ok_or_else(not_found)
}
