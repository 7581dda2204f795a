//! Tending a channel as programs do: until when its token holds, the name it proves, and a look at its profile.
use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;

use super::body::{Named, Sent};
use super::caller::Caller;
use super::channel_life::{ChannelProfile, profile_of};
use super::channels::{Channel, after};
use crate::govern::channel::{profile, tending};
use crate::govern::mandate::{Govern, Scope};
use crate::ground::{ChannelId, Desk, Problem};

/// Until when a channel's token holds.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct TokenExpiry {
    /// When it ends; null: nobody knows, or never.
    #[schema(example = "2027-01-31T22:59:00Z")]
    at: Option<Timestamp>,
}

/// Notes until when a channel's token holds.
///
/// Where its network does not tell. A warning is shown two weeks before.
#[utoipa::path(put, path = "/channels/{channelId}/token-expiry", operation_id = "noteTokenExpiry", tag = "channels",
    params(("channelId" = ChannelId, Path, description = "The channel.")), request_body = TokenExpiry, security(("token" = ["govern"])),
    responses((status = 200, description = "The channel as it is now.", body = Channel)))]
pub(super) async fn expires(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ChannelId>,
    Sent(noted): Sent<TokenExpiry>,
) -> Result<Json<Channel>, Problem> {
    let officer = caller.officer.clone();
    desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), Scope::Channel(id), now)?;
        tending::expires(act, &by, id, noted.at)
    })
    .await?;
    after(&desk, &caller, id).await
}

/// The name a channel's account goes by.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Proof {
    /// A host name of the authority's that leads here; empty: none.
    #[schema(example = "simhallen.exempelby.example")]
    handle: String,
}

/// Sets the name that this desk proves for a channel.
///
/// For networks where an account goes by a host name: the desk answers `/.well-known/atproto-did` there.
#[utoipa::path(put, path = "/channels/{channelId}/proof", operation_id = "proveChannel", tag = "channels",
    params(("channelId" = ChannelId, Path, description = "The channel.")), request_body = Proof, security(("token" = ["govern"])),
    responses((status = 200, description = "The channel as it is now.", body = Channel)))]
pub(super) async fn proves(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ChannelId>,
    Sent(proof): Sent<Proof>,
) -> Result<Json<Channel>, Problem> {
    let officer = caller.officer.clone();
    desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), Scope::Channel(id), now)?;
        tending::proves(act, &by, id, &proof.handle)
    })
    .await?;
    after(&desk, &caller, id).await
}

/// Looks at a channel's profile now.
///
/// Its network is asked; otherwise that happens once a day.
#[utoipa::path(post, path = "/channels/{channelId}/profile-looks", operation_id = "lookAtProfile", tag = "channels",
    params(("channelId" = ChannelId, Path, description = "The channel.")), security(("token" = ["govern"])),
    responses(
        (status = 200, description = "The profile.", body = ChannelProfile),
        (status = 422, description = "Its network has no profile to look at, or did not tell: `detail` tells why."),
    ))]
pub(super) async fn look(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ChannelId>,
) -> Result<Json<ChannelProfile>, Problem> {
    let (officer, now) = (caller.officer.clone(), caller.now);
    desk.read(move |conn| officer.may::<Govern>(conn, Scope::Channel(id), now).map(drop)).await?;
    profile::look(&desk, id).await?;
    let (here, id) = (desk.clone(), id);
    Ok(Json(desk.read(move |conn| profile_of(conn, &here, id)).await?))
}
