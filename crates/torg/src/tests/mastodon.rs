//! A small Mastodon server for the stories, built from its documented API: one account, its messages and mentions. It can be told to
//! fail, and like most servers it does not keep the idempotency key, so that whoever sends twice is found out.
//!
//! Also used by `tests/kill.rs`, where it lives on while the desk dies.
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use connect::testing::{Reply, Request, StandIn};
use jiff::Timestamp;
use serde_json::{Value, json};

/// What the server does with one request instead of answering it well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// 429, come back in a second; nothing is done.
    Limited,
    /// 500; nothing is done.
    Broken,
    /// It is done, and then 500.
    DoneThenBroken,
    /// The connection is closed; nothing is done.
    Closed,
    /// It is done, and the connection is closed in the middle of the answer.
    DoneThenClosed,
    /// It is done, and the answer is no JSON.
    DoneThenNonsense,
    /// An answer that is no JSON; nothing is done.
    Nonsense,
    /// 401; nothing is done.
    Revoked,
    /// 422; nothing is done.
    Refused,
}

impl Fault {
    fn is_done(self) -> bool {
        matches!(self, Self::DoneThenBroken | Self::DoneThenClosed | Self::DoneThenNonsense)
    }

    fn reply(self) -> Reply {
        match self {
            Self::Limited => Reply::status(429, r#"{"error":"Too many requests"}"#).with("Retry-After", "1"),
            Self::Broken | Self::DoneThenBroken => Reply::status(500, r#"{"error":"Internal"}"#),
            Self::Closed | Self::DoneThenClosed => Reply::Half(b"{\"id\":".to_vec()),
            Self::Nonsense | Self::DoneThenNonsense => Reply::status(200, "<html>Maintenance</html>"),
            Self::Revoked => Reply::status(401, r#"{"error":"The access token was revoked"}"#),
            Self::Refused => Reply::status(422, r#"{"error":"Validation failed: Text too long"}"#),
        }
    }
}

/// A message at the server.
#[derive(Clone, Debug)]
pub(crate) struct Status {
    pub(crate) id: usize,
    /// `exempelby` is our account.
    pub(crate) by: String,
    pub(crate) text: String,
    pub(crate) parent: Option<usize>,
    pub(crate) at: Timestamp,
}

#[derive(Default)]
struct State {
    statuses: Vec<Status>,
    /// Status numbers that mention us, in the order they were notified.
    mentions: Vec<usize>,
    /// Next faults for requests that make a message; then it is well.
    sending: VecDeque<Fault>,
    /// Next faults for requests that look.
    looking: VecDeque<Fault>,
}

type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The server. It stops when dropped.
pub(crate) struct Instance {
    state: Arc<Mutex<State>>,
    clock: Clock,
    server: StandIn,
}

fn locked(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Instance {
    /// Starts on loopback; its messages are dated by `clock`.
    pub(crate) async fn start(clock: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        let (state, clock): (Arc<Mutex<State>>, Clock) = (Arc::default(), Arc::new(clock));
        let (kept, time) = (state.clone(), clock.clone());
        let server = StandIn::start(move |request| answer(&mut locked(&kept), request, time())).await;
        Self { state, clock, server }
    }

    /// `http://127.0.0.1:PORT`.
    pub(crate) fn url(&self) -> String {
        self.server.url()
    }

    /// A citizen mentions our account; gives the message's id.
    pub(crate) fn mentioned(&self, by: &str, text: &str) -> usize {
        let at = (self.clock)();
        let mut state = locked(&self.state);
        let id = state.add(by, text, None, at);
        state.mentions.push(id);
        id
    }

    /// The next requests that make a message go so.
    pub(crate) fn when_sending(&self, faults: &[Fault]) {
        locked(&self.state).sending.extend(faults);
    }

    /// The next requests that look for messages go so.
    pub(crate) fn when_looking(&self, faults: &[Fault]) {
        locked(&self.state).looking.extend(faults);
    }

    /// It is well again.
    pub(crate) fn mended(&self) {
        let mut state = locked(&self.state);
        state.sending.clear();
        state.looking.clear();
    }

    /// What our account has written there, oldest first.
    pub(crate) fn ours(&self) -> Vec<Status> {
        locked(&self.state).statuses.iter().filter(|status| status.by == "exempelby").cloned().collect()
    }
}

impl State {
    fn add(&mut self, by: &str, text: &str, parent: Option<usize>, at: Timestamp) -> usize {
        let id = 1001 + self.statuses.len();
        self.statuses.push(Status { id, by: by.to_owned(), text: text.to_owned(), parent, at });
        id
    }

    fn find(&self, id: &str) -> Option<&Status> {
        let id: usize = id.parse().ok()?;
        self.statuses.iter().find(|status| status.id == id)
    }

    fn ancestors(&self, of: &Status) -> Vec<&Status> {
        let mut found = Vec::new();
        let mut at = of.parent;
        while let Some(status) = at.and_then(|id| self.find(&id.to_string())) {
            found.insert(0, status);
            at = status.parent;
        }
        found
    }

    fn descendants(&self, of: usize) -> Vec<&Status> {
        let direct = self.statuses.iter().filter(|status| status.parent == Some(of));
        direct.flat_map(|status| std::iter::once(status).chain(self.descendants(status.id))).collect()
    }
}

fn account(name: &str) -> Value {
    let id = if name == "exempelby" { "1".to_owned() } else { format!("2{}", name.len()) };
    json!({ "id": id, "acct": name, "display_name": name, "url": format!("https://social.example/@{name}"), "avatar": "" })
}

fn shown(status: &Status) -> Value {
    let escaped = status.text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\n', "<br />");
    json!({
        "id": status.id.to_string(), "created_at": status.at.to_string(), "in_reply_to_id": status.parent.map(|id| id.to_string()),
        "in_reply_to_account_id": null, "spoiler_text": "", "visibility": "public", "language": "sv",
        "uri": format!("https://social.example/{}", status.id), "url": format!("https://social.example/@{}/{}", status.by, status.id),
        "content": format!("<p>{escaped}</p>"), "account": account(&status.by), "media_attachments": [],
        "mentions": [{ "id": "1", "acct": "exempelby" }], "edited_at": null,
        "favourites_count": 0, "reblogs_count": 0, "replies_count": 0,
    })
}

fn list<'s>(statuses: impl IntoIterator<Item = &'s Status>) -> Reply {
    Reply::json(&Value::Array(statuses.into_iter().map(shown).collect()))
}

fn not_found() -> Reply {
    Reply::status(404, r#"{"error":"Record not found"}"#)
}

fn answer(state: &mut State, request: &Request, now: Timestamp) -> Reply {
    let path: Vec<&str> = request.path.trim_matches('/').split('/').collect();
    match (request.method.as_str(), path.as_slice()) {
        ("GET", ["api", "v1", "accounts", "verify_credentials"]) => Reply::json(&account("exempelby")),
        ("GET", ["api", "v2", "instance"]) => {
            Reply::json(&json!({ "domain": "social.example", "configuration": { "statuses": { "max_characters": 500 } } }))
        }
        ("GET", ["api", "v1", "notifications"]) => notifications(state, request),
        ("POST", ["api", "v1", "statuses"]) => make(state, request, now),
        ("GET", ["api", "v1", "statuses", id]) => state.find(id).map_or_else(not_found, |status| Reply::json(&shown(status))),
        ("GET", ["api", "v1", "statuses", id, "context"]) => {
            if let Some(fault) = state.looking.pop_front() {
                return fault.reply();
            }
            let Some(status) = state.find(id) else { return not_found() };
            let all = |found: Vec<&Status>| found.into_iter().map(shown).collect::<Vec<_>>();
            Reply::json(&json!({ "ancestors": all(state.ancestors(status)), "descendants": all(state.descendants(status.id)) }))
        }
        ("GET", ["api", "v1", "accounts", "1", "statuses"]) => {
            if let Some(fault) = state.looking.pop_front() {
                return fault.reply();
            }
            let before: usize = request.query("max_id").and_then(|id| id.parse().ok()).unwrap_or(usize::MAX);
            list(state.statuses.iter().rev().filter(|status| status.by == "exempelby" && status.id < before).take(40))
        }
        _ => not_found(),
    }
}

fn notifications(state: &State, request: &Request) -> Reply {
    let bound = |name: &str| request.query(name).and_then(|id| id.parse::<usize>().ok());
    let (after, before) = (bound("min_id").unwrap_or(0), bound("max_id").unwrap_or(usize::MAX));
    let numbered = state.mentions.iter().enumerate().map(|(n, status)| (n + 1, status));
    let mut page: Vec<_> = numbered.filter(|(n, _)| *n > after && *n < before).collect();
    // The page right after `min_id`, as Mastodon gives it; the newest first.
    if request.query("min_id").is_some() && request.query("max_id").is_none() {
        page.truncate(40);
    }
    let shown = page.into_iter().rev().take(40).filter_map(|(n, status)| {
        Some(json!({ "id": n.to_string(), "type": "mention", "status": shown(state.find(&status.to_string())?) }))
    });
    Reply::json(&Value::Array(shown.collect()))
}

fn make(state: &mut State, request: &Request, now: Timestamp) -> Reply {
    let form = request.form();
    let field = |name: &str| form.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let fault = state.sending.pop_front();
    if fault.is_some_and(|fault| !fault.is_done()) {
        return fault.map_or_else(not_found, Fault::reply);
    }
    let parent = field("in_reply_to_id").and_then(|id| id.parse().ok());
    let id = state.add("exempelby", field("status").unwrap_or_default(), parent, now);
    match (fault, state.find(&id.to_string())) {
        (Some(fault), _) => fault.reply(),
        (None, Some(status)) => Reply::json(&shown(status)),
        (None, None) => not_found(),
    }
}
