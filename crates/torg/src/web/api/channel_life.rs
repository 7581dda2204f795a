//! A channel's life as programs see it: its stage and mode, its promise to the public, its profile, and that it was looked through.
use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::Conn;
use utoipa::ToSchema;

use super::body::{Named, Sent, SentOrNothing};
use super::caller::Caller;
use super::channels::{Channel, after};
use crate::govern::channel::profile::{self, State as Setting};
use crate::govern::channel::public_promise::{self, Activity};
use crate::govern::channel::{self, Mode, Stage, stage, tending};
use crate::govern::mandate::{Govern, Scope};
use crate::ground::locale::Locale;
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, Desk, Problem};
use crate::listen::opening;

/// How far a channel is to come.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ToStage {
    /// `live` from a pilot, `closed`, or `pilot` to open a closed one again.
    stage: Stage,
    /// Why. Must be there to close and to open again; to go live, when the channel lacks what it should have.
    #[schema(example = "Kanalen fanns före Torg.")]
    why: Option<String>,
}

/// Takes a channel further.
///
/// From pilot to live, to closed, or from closed to pilot. What a channel lacks before it goes live is refused, unless a reason is
/// stated.
#[utoipa::path(put, path = "/channels/{channelId}/stage", operation_id = "setChannelStage", tag = "channels",
    params(("channelId" = ChannelId, Path, description = "The channel.")), request_body = ToStage, security(("token" = ["govern"])),
    responses((status = 200, description = "The channel as it is now.", body = Channel)))]
pub(super) async fn set_stage(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ChannelId>,
    Sent(to): Sent<ToStage>,
) -> Result<Json<Channel>, Problem> {
    let (officer, now) = (caller.officer.clone(), desk.now());
    let why = to.why.unwrap_or_default();
    match to.stage {
        Stage::Pilot => {
            let opened = desk.write(move |conn| {
                let by = officer.may::<Govern>(conn, Scope::Channel(id), now)?;
                opening::reopen(conn, now, &by, id, &why)
            });
            opened.await?;
            desk.wake_sealer();
            desk.wake_jobs();
        }
        Stage::Live | Stage::Closed => {
            let turned = desk.act(move |mut act| {
                let now = act.now();
                let by = officer.may::<Govern>(act.conn(), Scope::Channel(id), now)?;
                match to.stage {
                    Stage::Closed => stage::close(act, &by, id, &why),
                    Stage::Live | Stage::Pilot => stage::go_live(act, &by, id, Some(&why)),
                }
            });
            turned.await?;
        }
    }
    after(&desk, &caller, id).await
}

/// What people can expect.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ToMode {
    /// `dialogue`, or `information` where nobody is answered.
    mode: Mode,
}

/// Changes what people can expect in a channel.
///
/// Dialogue, or information only. Holds for what comes in from now on.
#[utoipa::path(put, path = "/channels/{channelId}/mode", operation_id = "setChannelMode", tag = "channels",
    params(("channelId" = ChannelId, Path, description = "The channel.")), request_body = ToMode, security(("token" = ["govern"])),
    responses((status = 200, description = "The channel as it is now.", body = Channel)))]
pub(super) async fn set_mode(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ChannelId>,
    Sent(to): Sent<ToMode>,
) -> Result<Json<Channel>, Problem> {
    let officer = caller.officer.clone();
    desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), Scope::Channel(id), now)?;
        stage::set_mode(act, &by, id, to.mode)
    })
    .await?;
    after(&desk, &caller, id).await
}

/// What was seen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Review {
    /// In a few words.
    #[schema(min_length = 1, pattern = r"\S", example = "Löftet stämmer, Omar sköter den.")]
    note: String,
}

/// Notes that a channel was looked through.
///
/// Its promise, its people, the need for it. Due every half year.
#[utoipa::path(post, path = "/channels/{channelId}/reviews", operation_id = "reviewChannel", tag = "channels",
    params(("channelId" = ChannelId, Path, description = "The channel.")), request_body = Review, security(("token" = ["govern"])),
    responses((status = 200, description = "The channel as it is now.", body = Channel)))]
pub(super) async fn review(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ChannelId>,
    Sent(review): Sent<Review>,
) -> Result<Json<Channel>, Problem> {
    let officer = caller.officer.clone();
    desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), Scope::Channel(id), now)?;
        tending::review(act, &by, id, &review.note)
    })
    .await?;
    after(&desk, &caller, id).await
}

/// What a channel promises to the public, beside the response time.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct PublicPromise {
    /// How often something is said.
    activity: Activity,
    /// What is taken away beyond what the law demands; empty: only that.
    #[schema(max_length = 200, example = "reklam")]
    tolerance: String,
    /// Where cases are taken.
    #[schema(max_length = 200, example = "exempelby.example/kontakt")]
    contact: String,
    /// Who speaks; empty: the authority.
    #[schema(max_length = 200, example = "")]
    identity: String,
    /// The profile's language: sv, nb, nn or en.
    #[schema(value_type = String, pattern = "^(sv|nb|nn|en)$", example = "sv")]
    language: Locale,
}

/// Shows what a channel promises to the public.
///
/// As the public register shows it. Not found while nothing was promised.
#[utoipa::path(get, path = "/channels/{channelId}/public-promise", operation_id = "getPublicPromise", tag = "channels",
    params(("channelId" = ChannelId, Path, description = "The channel.")), security(("token" = ["read"])),
    responses((status = 200, description = "The promise.", body = PublicPromise)))]
pub(super) async fn promised(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ChannelId>,
) -> Result<Json<PublicPromise>, Problem> {
    let found = caller.reads(&desk, move |conn, reach| {
        reach.channel(conn, id)?;
        Ok(public_promise::of_channel(conn, id)?)
    });
    let (promise, _) = found.await?.ok_or_else(not_found)?;
    let public_promise::PublicPromise { activity, tolerance, contact, identity, language } = promise;
    Ok(Json(PublicPromise { activity, tolerance, contact, identity, language }))
}

/// Gives a channel's promise to the public.
///
/// The profile's text is made from it.
#[utoipa::path(put, path = "/channels/{channelId}/public-promise", operation_id = "givePublicPromise", tag = "channels",
    params(("channelId" = ChannelId, Path, description = "The channel.")), request_body = PublicPromise, security(("token" = ["govern"])),
    responses((status = 200, description = "The channel as it is now.", body = Channel)))]
pub(super) async fn promise(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ChannelId>,
    Sent(given): Sent<PublicPromise>,
) -> Result<Json<Channel>, Problem> {
    let officer = caller.officer.clone();
    let PublicPromise { activity, tolerance, contact, identity, language } = given;
    let promise = public_promise::PublicPromise { activity, tolerance, contact, identity, language };
    desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), Scope::Channel(id), now)?;
        public_promise::save(act, &by, id, promise)
    })
    .await?;
    after(&desk, &caller, id).await
}

/// How far the setting of a profile has come.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ProfileSetting {
    /// Nobody has set it from here.
    Never,
    /// It waits to be sent.
    Queued,
    /// It stands at the network.
    Set,
    /// The network did not take it.
    Failed,
}

/// A channel's profile: as promised, and as it stands.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ChannelProfile {
    /// The text that the promise makes; null while nothing was promised.
    promised: Option<String>,
    /// The text as it stood at the network when it was last looked at.
    live: Option<String>,
    /// When that was.
    looked_at: Option<Timestamp>,
    /// Since when it differs from the promise.
    drift_since: Option<Timestamp>,
    /// How far the setting has come.
    setting: ProfileSetting,
}

/// Shows a channel's profile.
///
/// The text that its promise makes, the text as it stands at the network, and since when they differ.
#[utoipa::path(get, path = "/channels/{channelId}/profile", operation_id = "getProfile", tag = "channels",
    params(("channelId" = ChannelId, Path, description = "The channel.")), security(("token" = ["read"])),
    responses((status = 200, description = "The profile.", body = ChannelProfile)))]
pub(super) async fn profile(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ChannelId>,
) -> Result<Json<ChannelProfile>, Problem> {
    let here = desk.clone();
    let found = caller.reads(&desk, move |conn, reach| {
        reach.channel(conn, id)?;
        profile_of(conn, &here, id)
    });
    Ok(Json(found.await?))
}

/// A channel's profile, as the desk knows it.
pub(super) fn profile_of(conn: &mut Conn, desk: &Desk, id: ChannelId) -> Result<ChannelProfile, Problem> {
    let channel = channel::find(conn, id)?.ok_or_else(not_found)?;
    let known = profile::of_channel(conn, id)?;
    let limit = known.as_ref().and_then(|known| known.text_limit);
    let made = profile::promised_text(conn, desk, &channel, limit)?;
    let setting = match known.as_ref().map_or(Setting::Never, |known| known.state) {
        Setting::Never => ProfileSetting::Never,
        Setting::Queued => ProfileSetting::Queued,
        Setting::Set => ProfileSetting::Set,
        Setting::Failed => ProfileSetting::Failed,
    };
    Ok(ChannelProfile {
        promised: made.map(|made| made.text),
        looked_at: known.as_ref().and_then(|known| known.looked_at),
        drift_since: known.as_ref().and_then(|known| known.drift_since),
        live: known.and_then(|known| known.live),
        setting,
    })
}

/// A wish for the promise on the profile.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewProfile {
    /// Why personal data in the text must be there, in 8 to 500 characters. Only when it was asked for, as with an answer.
    #[schema(example = json!(null))]
    because: Option<String>,
}

/// Sets the promise on a channel's profile.
///
/// The network is asked what fits; the text is on the record before it is sent. The gate looks at it as at everything that leaves. The
/// body may be left out.
#[utoipa::path(post, path = "/channels/{channelId}/profile", operation_id = "setProfile", tag = "channels",
    params(("channelId" = ChannelId, Path, description = "The channel.")), request_body = Option<NewProfile>, security(("token" = ["govern"])),
    responses(
        (status = 202, description = "It is on its way.", body = Channel),
        (status = 422, description = "There is nothing to set yet, or the network would not take it: `detail` tells why."),
    ))]
pub(super) async fn set_profile(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ChannelId>,
    SentOrNothing(NewProfile { because }): SentOrNothing<NewProfile>,
) -> Result<(axum::http::StatusCode, Json<Channel>), Problem> {
    profile::set_promised(&desk, &caller.officer, id, because).await?;
    desk.wake_jobs();
    Ok((axum::http::StatusCode::ACCEPTED, after(&desk, &caller, id).await?))
}
