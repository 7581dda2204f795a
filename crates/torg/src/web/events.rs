//! Live news to open pages by server-sent events: hints of what to look at again, never content.
use std::convert::Infallible;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::stream::{self, Stream};
use tokio::sync::broadcast::error::RecvError;

use super::visitor::SignedIn;
use crate::govern::mandate::Read;
use crate::ground::news::Changed;
use crate::ground::{Desk, Problem};
use crate::participate::{conversation, referral};

/// Ends when the desk stops, or after an hour, so that a login that ended does not keep listening.
async fn events(State(desk): State<Desk>, signed_in: SignedIn) -> Response {
    let stream = news(desk, signed_in);
    let answer = Sse::new(stream).keep_alive(KeepAlive::new().interval(Duration::from_secs(20)));
    ([(header::CACHE_CONTROL, "no-store"), (header::HeaderName::from_static("x-accel-buffering"), "no")], answer).into_response()
}

fn news(desk: Desk, signed_in: SignedIn) -> impl Stream<Item = Result<Event, Infallible>> {
    let heard = desk.news().hear();
    let stopping = desk.stopping();
    let ends = tokio::time::Instant::now() + Duration::from_secs(3600);
    stream::unfold((desk, signed_in, heard, stopping), move |(desk, signed_in, mut heard, mut stopping)| async move {
        loop {
            let changed = tokio::select! {
                changed = heard.recv() => changed,
                _ = stopping.changed() => return None,
                () = tokio::time::sleep_until(ends) => return None,
            };
            let event = match changed {
                Ok(Changed::Conversation(id)) => match may_see(&desk, &signed_in, id).await {
                    Ok(true) => Event::default().event("conversation").data(id.to_string()),
                    Ok(false) => continue,
                    Err(problem) => {
                        tracing::error!("Could not tell an open page the news: {problem}");
                        return None;
                    }
                },
                Ok(Changed::Desk) => Event::default().event("desk").data(""),
                // Too much at once: look at everything again.
                Err(RecvError::Lagged(_)) => Event::default().event("all").data(""),
                Err(RecvError::Closed) => return None,
            };
            return Some((Ok(event), (desk, signed_in, heard, stopping)));
        }
    })
}

/// Whether this officer may know that the conversation exists.
async fn may_see(desk: &Desk, signed_in: &SignedIn, id: crate::ground::ConversationId) -> Result<bool, Problem> {
    let (officer, now) = (signed_in.officer.clone(), desk.now());
    desk.read(move |conn| {
        let Some(conversation) = conversation::find(conn, id)? else { return Ok(false) };
        referral::allows::<Read>(conn, &officer, &conversation, now)
    })
    .await
}

/// `/events`.
pub fn routes() -> Router<Desk> {
    Router::new().route("/events", get(events))
}
