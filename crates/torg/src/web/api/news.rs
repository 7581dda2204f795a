//! News by server-sent events: hints of what to look at again, never content. Ends the moment the token does.
use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderName, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, Stream};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;

use super::caller::{Caller, again};
use crate::govern::mandate::Read;
use crate::ground::news::Changed;
use crate::ground::{ConversationId, Desk, Problem};
use crate::participate::{conversation, referral};

/// How often a silent stream asks whether its token still holds.
const ASKS_AGAIN: Duration = Duration::from_secs(15);
/// A stream ends after this, so that a proxy's idea of time is never reached; the program comes back.
const LENGTH: Duration = Duration::from_secs(3600);

/// Hears what changes.
///
/// Server-sent events: `conversation` with a conversation's id, `desk` when a delivery, a channel or something set aside changed,
/// `all` when so much happened that everything should be looked at again. They are hints and hold no content. The stream ends after
/// an hour, or when the token or its mandate ends.
#[utoipa::path(get, path = "/events", operation_id = "hearEvents", tag = "news", security(("token" = ["read"])),
    responses((status = 200, description = "The stream.", body = String, content_type = "text/event-stream",
        example = json!("event: conversation\ndata: 0193485e-f2a0-7c31-9d5b-6f0a3c1e2b4e\n\n"))))]
pub(super) async fn hear(State(desk): State<Desk>, caller: Caller) -> Result<Response, Problem> {
    caller.reads(&desk, |_, _| Ok(())).await?;
    let answer = Sse::new(Hearing::begin(desk, caller).events()).keep_alive(KeepAlive::new().interval(Duration::from_secs(20)));
    let headers = [(header::CACHE_CONTROL, "no-store"), (HeaderName::from_static("x-accel-buffering"), "no")];
    Ok((headers, answer).into_response())
}

/// One open stream.
struct Hearing {
    desk: Desk,
    caller: Caller,
    heard: Receiver<Changed>,
    stopping: watch::Receiver<bool>,
    ends: tokio::time::Instant,
}

/// What a stream does next.
enum Next {
    Tell(Event),
    GoOn,
    End,
}

impl Hearing {
    fn begin(desk: Desk, caller: Caller) -> Self {
        let (heard, stopping) = (desk.news().hear(), desk.stopping());
        Self { desk, caller, heard, stopping, ends: tokio::time::Instant::now() + LENGTH }
    }

    fn events(self) -> impl Stream<Item = Result<Event, Infallible>> {
        stream::unfold(self, |mut hearing| async move {
            loop {
                match hearing.next().await {
                    Ok(Next::Tell(event)) => return Some((Ok(event), hearing)),
                    Ok(Next::GoOn) => {}
                    Ok(Next::End) => return None,
                    Err(problem) => {
                        tracing::error!("Could not tell a program the news: {problem}");
                        return None;
                    }
                }
            }
        })
    }

    async fn next(&mut self) -> Result<Next, Problem> {
        let changed = tokio::select! {
            changed = self.heard.recv() => Some(changed),
            () = tokio::time::sleep(ASKS_AGAIN) => None,
            () = tokio::time::sleep_until(self.ends) => return Ok(Next::End),
            _ = self.stopping.changed() => return Ok(Next::End),
        };
        if !again(&self.desk, &self.caller).await? {
            return Ok(Next::End);
        }
        Ok(match changed {
            None => Next::GoOn,
            Some(Ok(Changed::Conversation(id))) => {
                if self.may_see(id).await? {
                    Next::Tell(Event::default().event("conversation").data(id.to_string()))
                } else {
                    Next::GoOn
                }
            }
            Some(Ok(Changed::Desk)) => Next::Tell(Event::default().event("desk").data("")),
            // Too much at once: look at everything again.
            Some(Err(RecvError::Lagged(_))) => Next::Tell(Event::default().event("all").data("")),
            Some(Err(RecvError::Closed)) => Next::End,
        })
    }

    /// Whether the program may know that the conversation exists.
    async fn may_see(&self, id: ConversationId) -> Result<bool, Problem> {
        let (officer, now) = (self.caller.officer.clone(), self.desk.now());
        let seen = self.desk.read(move |conn| {
            let Some(conversation) = conversation::find(conn, id)? else { return Ok(false) };
            referral::allows::<Read>(conn, &officer, &conversation, now)
        });
        seen.await
    }
}
