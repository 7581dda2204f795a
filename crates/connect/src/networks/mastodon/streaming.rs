//! The live stream: WebSocket where the server has one, else server-sent events, else none. It only gives hints; what is true is
//! asked for anew, so a lost event costs time and nothing else.
use std::time::{Duration, Instant};

use rand::Rng;
use serde::Deserialize;
use url::Url;

use super::instance;
use super::listening::streamed_id;
use super::server::Server;
use crate::http::{Call, ServerEvents};
use crate::network::Signal;
use crate::trouble::Trouble;

/// Servers send a heartbeat every 15 to 30 seconds.
const SILENCE: Duration = Duration::from_secs(75);
const SHORTEST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(300);
/// A connection that held this long was a good one; the next pause is short again.
const GOOD: Duration = Duration::from_secs(60);

type Hear<'a> = &'a (dyn Fn(Signal) + Send + Sync);

/// Listens until the token is dead, or at once returns `Ok` when the server has no stream.
pub(super) async fn stream(server: &Server<'_>, hear: Hear<'_>) -> Result<(), Trouble> {
    let mut pause = SHORTEST_PAUSE;
    loop {
        let begun = Instant::now();
        let trouble = match once(server, hear).await {
            Ok(Ended::NoStream) => return Ok(()),
            Ok(Ended::Closed) => Trouble::Unclear { reason: "the stream was closed".to_owned() },
            Err(dead @ (Trouble::Unauthorised { .. } | Trouble::Setting { .. })) => return Err(dead),
            Err(other) => other,
        };
        if begun.elapsed() > GOOD {
            pause = SHORTEST_PAUSE;
        }
        let waited = pause.mul_f64(rand::rng().random_range(0.5..1.5));
        tracing::debug!(%trouble, "The stream ended; trying again in {waited:?}");
        tokio::time::sleep(waited).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

enum Ended {
    /// The server closed it; another try may hold longer.
    Closed,
    /// Neither form exists here.
    NoStream,
}

async fn once(server: &Server<'_>, hear: Hear<'_>) -> Result<Ended, Trouble> {
    let base = base(server).await?;
    match by_socket(server, &base, hear).await {
        Err(trouble) if is_absence(&trouble) => {}
        other => return other,
    }
    match by_events(server, &base, hear).await {
        Err(trouble) if is_absence(&trouble) => Ok(Ended::NoStream),
        other => other,
    }
}

/// Answers of a server that does not know the path, or knows it in another form only.
fn is_absence(trouble: &Trouble) -> bool {
    matches!(trouble, Trouble::Gone | Trouble::Refused { .. } | Trouble::Nonsense { .. })
}

/// Where the stream is, as `wss:` or `ws:`. The server may name another host; it may not name an unencrypted one for an encrypted
/// server, or the token would travel in the open.
pub(super) async fn base(server: &Server<'_>) -> Result<Url, Trouble> {
    let told = instance::told(server).await.ok().and_then(|instance| instance.streaming);
    let own = Url::parse(&server.address("")).map_err(|_| Trouble::Setting { key: "instance" })?;
    let mut url = told.and_then(|told| Url::parse(&told).ok()).unwrap_or_else(|| own.clone());
    let encrypted = matches!(own.scheme(), "https") || matches!(url.scheme(), "https" | "wss");
    // A server without encryption of its own may call itself `wss:` all the same (snac); the host then is its own.
    let scheme = if own.scheme() == "http" && url.host() == own.host() || !encrypted { "ws" } else { "wss" };
    url.set_scheme(scheme).map_err(|()| Trouble::Nonsense { reason: "the stream's address is not one".to_owned() })?;
    Ok(url)
}

fn path(base: &Url, path: &str) -> String {
    format!("{}{path}", base.as_str().trim_end_matches('/'))
}

#[derive(Deserialize)]
struct Frame {
    event: Option<String>,
    #[serde(default)]
    payload: serde_json::Value,
}

async fn by_socket(server: &Server<'_>, base: &Url, hear: Hear<'_>) -> Result<Ended, Trouble> {
    let token = server.connection.secret("token")?;
    let call = Call::get(&path(base, "/api/v1/streaming"))?.query(&[("stream", "user")]);
    let http = &server.connection.http;
    let mut socket = match http.open_socket(call.clone().bearer(token), SILENCE).await {
        // Older servers know the token only in the address.
        Err(Trouble::Unauthorised { .. }) => http.open_socket(call.query(&[("access_token", token.reveal())]), SILENCE).await?,
        other => other?,
    };
    hear(Signal::News);
    while let Some(text) = socket.next().await? {
        // A frame that is no event (an error notice, a greeting) says nothing of messages.
        if let Ok(Frame { event: Some(event), payload }) = serde_json::from_str(&text) {
            let payload = payload.as_str().map_or_else(|| payload.to_string(), str::to_owned);
            hear_event(&event, &payload, hear);
        }
    }
    Ok(Ended::Closed)
}

async fn by_events(server: &Server<'_>, base: &Url, hear: Hear<'_>) -> Result<Ended, Trouble> {
    let mut base = base.clone();
    let scheme = if base.scheme() == "ws" { "http" } else { "https" };
    base.set_scheme(scheme).map_err(|()| Trouble::Nonsense { reason: "the stream's address is not one".to_owned() })?;
    let call = Call::get(&path(&base, "/api/v1/streaming/user"))?.bearer(server.connection.secret("token")?);
    let mut incoming = server.connection.http.send_stream(call.header("Accept", "text/event-stream"), SILENCE).await?;
    if incoming.media_type() != "text/event-stream" {
        return Err(Trouble::Nonsense { reason: "the stream is a page".to_owned() });
    }
    hear(Signal::News);
    let mut events = ServerEvents::default();
    while let Some(piece) = incoming.next().await? {
        for event in events.feed(&piece)? {
            hear_event(&event.name, &event.data, hear);
        }
    }
    Ok(Ended::Closed)
}

fn hear_event(event: &str, payload: &str, hear: Hear<'_>) {
    match event {
        "notification" | "conversation" => hear(Signal::News),
        "status.update" | "delete" => {
            if let Some(remote_id) = streamed_id(payload) {
                hear(Signal::Touched { remote_id });
            }
        }
        _ => {}
    }
}
