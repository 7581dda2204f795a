//! Adding a channel from a program: the network is asked who the account is before anything is kept.
use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use connect::{Account, Network, PrivateAddresses};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ROOT;
use super::body::{Named, Sent};
use super::caller::Caller;
use super::channels::{Channel, after};
use crate::govern::channel::{self, Filled, NewChannel, Opened, Renewal};
use crate::govern::mandate::{Govern, Mandate, Scope};
use crate::ground::{ApplicationId, ChannelId, Desk, Problem, UnitId, refuse};
use crate::listen::fetch;

/// What a network needs to know of an account.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Credentials {
    /// The network's name, as the list of networks gives it.
    #[schema(min_length = 1, max_length = 50, example = "mastodon")]
    network: String,
    /// Whose the channel is or will be.
    unit: UnitId,
    /// Settings and secrets, by the keys that the network names. Secrets are encrypted and never given out again.
    #[schema(example = json!({ "instance": "https://social.example", "token": "…" }))]
    settings: BTreeMap<String, String>,
    /// Whether it may lie at an address inside the house, which only someone who governs everything may say.
    #[serde(default)]
    #[schema(default = false)]
    private_addresses: bool,
}

/// A channel to be added.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct AddChannel {
    /// The account.
    credentials: Credentials,
    /// Within how many minutes people are promised an answer: at most sixty days.
    #[schema(minimum = 1, maximum = 86_400, example = 120)]
    answer_within_minutes: i64,
    /// The approved application that it is opened under.
    #[serde(default)]
    application: Option<ApplicationId>,
    /// Opens it live at once instead of as a pilot, for this reason.
    #[serde(default)]
    #[schema(example = "Kanalen fanns före Torg.")]
    live_because: Option<String>,
}

/// An account as its network shows it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Verified {
    /// The network's own id for it.
    #[schema(example = "109876543210")]
    remote_id: String,
    /// Its handle.
    #[schema(example = "exempelby@social.example")]
    handle: String,
    /// The name shown.
    #[schema(example = "Exempelby kommun")]
    name: String,
    /// Its public page.
    #[schema(example = "https://social.example/@exempelby")]
    url: Option<String>,
}

/// Credentials as the desk takes them, and whoever may use them.
struct Ready {
    network: &'static dyn Network,
    filled: Filled,
    private: PrivateAddresses,
    by: Mandate<Govern>,
}

/// Asks for the mandate first: nobody else makes the desk call out.
async fn ready(desk: &Desk, caller: &Caller, credentials: &Credentials, scope: Scope) -> Result<Ready, Problem> {
    let (officer, now) = (caller.officer.clone(), caller.now);
    let by = desk.read(move |conn| officer.may::<Govern>(conn, scope, now)).await?;
    let network = connect::by_name(&credentials.network).ok_or_else(|| {
        refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-network").with("network", &credentials.network)
    })?;
    let filled = Filled::new(network, &credentials.settings)?;
    let private = if credentials.private_addresses { PrivateAddresses::Allow } else { PrivateAddresses::Refuse };
    Ok(Ready { network, filled, private, by })
}

impl Ready {
    async fn account(&self, desk: &Desk) -> Result<Account, Problem> {
        channel::verify(desk, &self.by, self.network, &self.filled, self.private).await
    }
}

/// Asks a network who an account is.
///
/// Nothing is kept. What comes back is what a person should see before the channel is added.
#[utoipa::path(post, path = "/channel-verifications", operation_id = "verifyChannel", tag = "channels", request_body = Credentials,
    security(("token" = ["govern"])),
    responses((status = 200, description = "The account, as its network shows it.", body = Verified)))]
pub(super) async fn verify(
    State(desk): State<Desk>,
    caller: Caller,
    Sent(credentials): Sent<Credentials>,
) -> Result<Json<Verified>, Problem> {
    let ready = ready(&desk, &caller, &credentials, Scope::Unit(credentials.unit)).await?;
    let Account { remote_id, handle, name, url, .. } = ready.account(&desk).await?;
    Ok(Json(Verified { remote_id, handle, name, url }))
}

/// Adds a channel.
///
/// The network is asked who the account is first; credentials that it does not accept are refused. From then on the channel is heard.
#[utoipa::path(post, path = "/channels", operation_id = "addChannel", tag = "channels", request_body = AddChannel,
    security(("token" = ["govern"])),
    responses((status = 201, description = "The channel.", body = Channel)))]
pub(super) async fn add(State(desk): State<Desk>, caller: Caller, Sent(new): Sent<AddChannel>) -> Result<Response, Problem> {
    let unit = new.credentials.unit;
    let ready = ready(&desk, &caller, &new.credentials, Scope::Unit(unit)).await?;
    let account = ready.account(&desk).await?;
    let Ready { network, filled, private, .. } = ready;
    let (officer, here) = (caller.officer.clone(), desk.clone());
    let id = desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), Scope::Unit(unit), now)?;
        let new = NewChannel {
            unit,
            network: network.about().name,
            account,
            filled,
            private_addresses: private,
            answer_within_minutes: new.answer_within_minutes,
            opened: match (new.application, new.live_because) {
                (Some(application), _) => Opened::AsDecided(application),
                (None, Some(why)) => Opened::Live { why },
                (None, None) => Opened::Pilot,
            },
        };
        channel::add(&here, act, &by, &new)
    });
    let id = id.await?;
    let now = desk.now();
    desk.write(move |conn| fetch::begin(conn, id, now)).await?;
    desk.wake_jobs();
    let told = after(&desk, &caller, id).await?;
    Ok((StatusCode::CREATED, [(header::LOCATION, format!("{ROOT}/channels/{id}"))], told).into_response())
}

/// Renews a channel's credentials.
///
/// They must be the same account's; the network is asked.
#[utoipa::path(put, path = "/channels/{channelId}/credentials", operation_id = "renewChannel", tag = "channels",
    params(("channelId" = ChannelId, Path, description = "The channel.")), request_body = Credentials,
    security(("token" = ["govern"])),
    responses((status = 200, description = "The channel as it is now.", body = Channel)))]
pub(super) async fn renew(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ChannelId>,
    Sent(credentials): Sent<Credentials>,
) -> Result<Json<Channel>, Problem> {
    let ready = ready(&desk, &caller, &credentials, Scope::Channel(id)).await?;
    let account = ready.account(&desk).await?;
    let Ready { filled, private, .. } = ready;
    let (officer, here) = (caller.officer.clone(), desk.clone());
    desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), Scope::Channel(id), now)?;
        channel::renew(&here, act, &by, id, &Renewal { account, filled, private_addresses: private })
    })
    .await?;
    after(&desk, &caller, id).await
}
