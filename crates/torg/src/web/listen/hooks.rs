//! Where networks tell by themselves that there is news. What they tell is a hint and nothing else is believed: a delivery is checked by its
//! signature over the bytes as they came, and then the channel is asked. Without a key of its own to check by, a channel has no such address.
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use connect::{Connection, Hooking, Network, Signal};

use crate::govern::channel::{self, Channel};
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, Desk, Problem};
use crate::listen::fetch;

/// No network's delivery is larger.
pub(super) const LARGEST: usize = 256 * 1024;
/// Of one delivery only so many messages are looked at by themselves; more are found by the next fetch.
const MOST: usize = 50;

/// A channel that is open, with its line. One that has no such address, or does not exist, is not found, whoever asks.
async fn connected(desk: &Desk, id: ChannelId) -> Result<(Channel, &'static dyn Network, Connection), Problem> {
    let (channel, network, connection) = channel::connected(desk, id).await?;
    if network.hooking().is_none() || channel.paused_at.is_some() {
        return Err(not_found());
    }
    Ok((channel, network, connection))
}

fn hooking(network: &'static dyn Network) -> Result<&'static dyn Hooking, Problem> {
    network.hooking().ok_or_else(not_found)
}

/// `GET /hooks/{channelId}`: the network asks whether the address is ours.
pub(super) async fn greet(
    State(desk): State<Desk>,
    Path(id): Path<ChannelId>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let (_, network, connection) = connected(&desk, id).await?;
    let answer = hooking(network)?.greet(&connection, &query).ok_or_else(not_found)?;
    let kind = if answer.starts_with('{') { "application/json" } else { "text/plain; charset=utf-8" };
    Ok(([(header::CONTENT_TYPE, kind)], answer).into_response())
}

/// `POST /hooks/{channelId}`: the network tells. It is answered at once: what is to be looked at is looked at afterwards.
pub(super) async fn hear(
    State(desk): State<Desk>,
    Path(id): Path<ChannelId>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    let (_, network, connection) = connected(&desk, id).await?;
    let named = |(name, value): (&header::HeaderName, &header::HeaderValue)| {
        (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    let headers: Vec<_> = headers.iter().map(named).collect();
    let Ok(signals) = hooking(network)?.hear(&connection, &headers, &body) else {
        // Not from the network, or not in its words: whoever sent it learns no more than from any wrong address.
        return Err(not_found());
    };
    if signals.is_empty() {
        return Ok(StatusCode::NO_CONTENT);
    }
    let now = desk.now();
    desk.write(move |conn| fetch::begin(conn, id, now)).await?;
    desk.wake_jobs();
    tokio::spawn(async move {
        let touched = signals.into_iter().filter_map(|signal| match signal {
            Signal::Touched { remote_id } => Some(remote_id),
            Signal::News => None,
        });
        for remote_id in touched.take(MOST) {
            if let Err(problem) = fetch::look_at(&desk, id, &remote_id).await {
                tracing::warn!("What a network told of could not be looked at: {problem}");
            }
        }
    });
    Ok(StatusCode::NO_CONTENT)
}
