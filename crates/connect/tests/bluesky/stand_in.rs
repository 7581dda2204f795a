//! The stand-in: one account's server with records, notifications and a chat, whose answers a test can spoil one by one.
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use connect::{Connection, Http, HttpSettings, Network, Outgoing, PrivateAddresses, Secret};
use serde_json::{Value, json};
use uuid::Uuid;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

pub(crate) const US: &str = "did:plc:stad";
pub(crate) const OUR_POST: &str = "at://did:plc:stad/app.bsky.feed.post/3mzaaaaaaaa22";

/// What the stand-in knows; tests change it as they go.
#[derive(Default)]
pub(crate) struct State {
    /// Records of all accounts by address.
    pub(crate) records: BTreeMap<String, Value>,
    /// Newest first, as the network tells them: bytes of JSON, sorted by time by the test.
    pub(crate) notifications: Vec<String>,
    /// Post views by address.
    pub(crate) views: BTreeMap<String, Value>,
    /// Answers of `getPostThread` by address.
    pub(crate) threads: BTreeMap<String, Value>,
    /// Handles that lead to an account.
    pub(crate) handles: BTreeMap<String, String>,
    /// Messages of the one conversation `3mzsamtal`, oldest first.
    pub(crate) messages: Vec<Value>,
    /// Answers of `getLog` in turn; then empty ones.
    pub(crate) log: VecDeque<Value>,
    /// Answers of `listConvos`.
    pub(crate) convos: Value,
    /// Methods spoiled with the next call: the call has its effect when `Fault::After`.
    pub(crate) faults: VecDeque<(&'static str, Fault)>,
    /// Methods that always answer so.
    pub(crate) always: BTreeMap<&'static str, (u16, Value)>,
    /// Every call's method, in order.
    pub(crate) calls: Vec<String>,
    /// Bodies of procedures, in order.
    pub(crate) bodies: Vec<Value>,
    /// The numbers in the tokens that are good.
    pub(crate) sessions: BTreeSet<u32>,
    /// The number given out last.
    pub(crate) last_session: u32,
    pub(crate) refresh_is_dead: bool,
    pub(crate) password_is_revoked: bool,
    /// Where the DID document says the account lives; nowhere when empty.
    pub(crate) lives_at: String,
}

pub(crate) enum Fault {
    /// Answered so, without effect.
    Instead(ResponseTemplate),
    /// Done, but answered so.
    After(ResponseTemplate),
}

#[derive(Clone)]
pub(crate) struct StandIn {
    pub(crate) state: Arc<Mutex<State>>,
    server: Arc<MockServer>,
}

impl StandIn {
    pub(crate) async fn start() -> Self {
        let server = Arc::new(MockServer::start().await);
        let stand_in = Self { state: Arc::default(), server: server.clone() };
        stand_in.state.lock().unwrap().convos = json!({ "convos": [] });
        Mock::given(any()).respond_with(stand_in_answers(&stand_in)).mount(&server).await;
        stand_in
    }

    pub(crate) fn uri(&self) -> String {
        self.server.uri()
    }

    /// A channel's line to it.
    pub(crate) fn connection(&self) -> Connection {
        let settings = HttpSettings {
            private_addresses: PrivateAddresses::Allow,
            timeout: Duration::from_millis(700),
            retry_pause: Duration::from_millis(1),
            ..HttpSettings::default()
        };
        let set = [("service", self.server.uri()), ("identifier", "@exempelby.example ".to_owned())];
        Connection::new(
            Http::new(settings).unwrap(),
            set.into_iter().map(|(key, value)| (key.to_owned(), value)).collect(),
            [("app_password".to_owned(), Secret::new("abcd-efgh-ijkl-mnop"))].into(),
        )
    }

    pub(crate) fn with<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.lock().unwrap())
    }

    pub(crate) fn spoil(&self, method: &'static str, fault: Fault) {
        self.with(|state| state.faults.push_back((method, fault)));
    }

    /// How often a method was called.
    pub(crate) fn n_calls(&self, method: &str) -> usize {
        self.with(|state| state.calls.iter().filter(|call| *call == method).count())
    }

    /// Our own posts.
    pub(crate) fn posts(&self) -> Vec<Value> {
        let ours = |uri: &String| uri.starts_with("at://did:plc:stad/app.bsky.feed.post/");
        self.with(|state| state.records.iter().filter(|(uri, _)| ours(uri)).map(|(_, record)| record.clone()).collect())
    }
}

/// A call, however it came.
pub(crate) struct Asked {
    /// `app.bsky.feed.getPosts`.
    pub(crate) method: String,
    pub(crate) query: Vec<(String, String)>,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Asked {
    fn query(&self, name: &str) -> &str {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }
    fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }
}

fn stand_in_answers(stand_in: &StandIn) -> impl Respond + 'static {
    let state = stand_in.state.clone();
    move |request: &Request| {
        let header = |value: &wiremock::http::HeaderValue| value.to_str().unwrap_or_default().to_owned();
        let asked = Asked {
            method: request.url.path().trim_start_matches("/xrpc/").to_owned(),
            query: request.url.query_pairs().into_owned().collect(),
            headers: request.headers.iter().map(|(name, value)| (name.to_string(), header(value))).collect(),
            body: request.body.clone(),
        };
        answer(&mut state.lock().unwrap(), &asked)
    }
}

fn answer(state: &mut State, asked: &Asked) -> ResponseTemplate {
    let method = &asked.method;
    state.calls.push(method.clone());
    if let Some((status, body)) = state.always.get(method.as_str()) {
        return ResponseTemplate::new(*status).set_body_json(body);
    }
    let fault = match state.faults.front() {
        Some((spoiled, _)) if spoiled == method => state.faults.pop_front().map(|(_, fault)| fault),
        _ => None,
    };
    match fault {
        Some(Fault::Instead(answer)) => answer,
        Some(Fault::After(answer)) => {
            reply(state, asked);
            answer
        }
        None => {
            let (status, body) = reply(state, asked);
            ResponseTemplate::new(status).set_body_json(body)
        }
    }
}

/// What a healthy server answers.
pub(crate) fn reply(state: &mut State, asked: &Asked) -> (u16, Value) {
    let body: Value = serde_json::from_slice(&asked.body).unwrap_or_default();
    if !body.is_null() {
        state.bodies.push(body.clone());
    }
    let token = asked.header("authorization");
    let method = asked.method.as_str();
    let number = |start: &str| token.strip_prefix(start).and_then(|number| number.parse::<u32>().ok());
    match method {
        "com.atproto.server.createSession" if state.password_is_revoked => {
            return wrong(401, "AuthenticationRequired", "Invalid identifier or password");
        }
        "com.atproto.server.createSession" => return granted(state),
        "com.atproto.server.refreshSession" if state.refresh_is_dead => {
            return wrong(400, "ExpiredToken", "Token has been revoked");
        }
        "com.atproto.server.refreshSession" => {
            let used = number("Bearer refresh-").expect("the refresh token renews");
            return if state.sessions.remove(&used) {
                granted(state)
            } else {
                wrong(400, "ExpiredToken", "Token has been revoked")
            };
        }
        _ if number("Bearer access-").is_none_or(|number| !state.sessions.contains(&number)) => {
            return wrong(400, "ExpiredToken", "Token has expired");
        }
        _ => {}
    }
    let query = |name: &str| asked.query(name);
    let at = |place: &dyn Fn(&str) -> String| format!("at://{}/{}/{}", place("repo"), place("collection"), place("rkey"));
    let in_body = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    match method {
        "app.bsky.actor.getProfile" => {
            (200, json!({ "did": US, "handle": "exempelby.example", "displayName": "Exempelby kommun" }))
        }
        "com.atproto.server.getSession" => (200, json!({ "did": US, "handle": "exempelby.example" })),
        "com.atproto.identity.resolveHandle" => match state.handles.get(query("handle")) {
            Some(did) => (200, json!({ "did": did })),
            None => wrong(400, "InvalidRequest", "Unable to resolve handle"),
        },
        "com.atproto.repo.uploadBlob" => {
            let kind = asked.header("content-type");
            let blob = json!({ "$type": "blob", "ref": { "$link": "bafkrei" }, "mimeType": kind, "size": asked.body.len() });
            (200, json!({ "blob": blob }))
        }
        "com.atproto.repo.createRecord" => {
            let uri = at(&in_body);
            if state.records.contains_key(&uri) {
                return wrong(500, "InternalServerError", "Internal Server Error"); // what Bluesky's server says of a taken key
            }
            state.records.insert(uri.clone(), body["record"].clone());
            (200, json!({ "uri": uri, "cid": cid(&body["record"]), "validationStatus": "valid" }))
        }
        "com.atproto.repo.putRecord" => {
            let uri = at(&in_body);
            if state.records.get(&uri).map(cid) != body["swapRecord"].as_str().map(str::to_owned) {
                return wrong(400, "InvalidSwap", "Record was at another version");
            }
            state.records.insert(uri.clone(), body["record"].clone());
            (200, json!({ "uri": uri, "cid": cid(&body["record"]) }))
        }
        "com.atproto.repo.getRecord" => {
            let uri = at(&|name| query(name).to_owned());
            match state.records.get(&uri) {
                Some(record) => (200, json!({ "uri": uri, "cid": cid(record), "value": record })),
                None => wrong(400, "RecordNotFound", "Could not locate record"),
            }
        }
        "com.atproto.repo.deleteRecord" => {
            state.records.remove(&at(&in_body));
            (200, json!({}))
        }
        "app.bsky.feed.getPosts" => {
            let wanted = asked.query.iter().filter(|(name, _)| name == "uris");
            let posts: Vec<&Value> = wanted.filter_map(|(_, uri)| state.views.get(uri)).collect();
            (200, json!({ "posts": posts }))
        }
        "app.bsky.feed.getPostThread" => match state.threads.get(query("uri")) {
            Some(thread) => (200, thread.clone()),
            None => wrong(400, "NotFound", "Post not found"),
        },
        "app.bsky.notification.listNotifications" => notifications(state, query("cursor"), query("limit").parse().unwrap()),
        _ => chat(state, &body, asked),
    }
}

/// The network's order and cursor: by time, newest first; the cursor is the last time told.
fn notifications(state: &State, cursor: &str, limit: usize) -> (u16, Value) {
    let time = |raw: &String| serde_json::from_str::<Value>(raw).unwrap()["indexedAt"].as_str().unwrap().to_owned();
    let page: Vec<&String> =
        state.notifications.iter().filter(|raw| cursor.is_empty() || time(raw).as_str() < cursor).take(limit).collect();
    let next = page.last().map(|raw| time(raw));
    let parsed: Vec<Value> = page.iter().map(|raw| serde_json::from_str(raw).unwrap()).collect();
    (200, json!({ "notifications": parsed, "cursor": next }))
}

fn chat(state: &mut State, body: &Value, asked: &Asked) -> (u16, Value) {
    let (method, cursor) = (asked.method.as_str(), asked.query("cursor"));
    assert_eq!(asked.header("atproto-proxy"), "did:web:api.bsky.chat#bsky_chat", "{method}");
    match method {
        "chat.bsky.convo.getLog" => {
            let line = if cursor.is_empty() { None } else { state.log.pop_front() };
            (200, line.unwrap_or(json!({ "logs": [], "cursor": if cursor.is_empty() { "now" } else { cursor } })))
        }
        "chat.bsky.convo.listConvos" => (200, state.convos.clone()),
        "chat.bsky.convo.getConvo" | "chat.bsky.convo.getConvoForMembers" => {
            let members = json!([{ "did": US, "handle": "exempelby.example" }, { "did": "did:plc:ase", "handle": "ase.exempelby.example" }]);
            (200, json!({ "convo": { "id": "3mzsamtal", "rev": "1", "members": members, "muted": false, "unreadCount": 0 } }))
        }
        "chat.bsky.convo.getMessages" => {
            let newest_first: Vec<&Value> = state.messages.iter().rev().collect();
            (200, json!({ "messages": newest_first }))
        }
        "chat.bsky.convo.sendMessage" => {
            let message = json!({ "id": format!("3mz{}", state.messages.len()), "rev": "1", "text": body["message"]["text"],
                "sender": { "did": US }, "sentAt": "2026-11-21T12:00:01Z" });
            state.messages.push(message.clone());
            (200, message)
        }
        other => panic!("the stand-in does not know {other}"),
    }
}

fn granted(state: &mut State) -> (u16, Value) {
    state.last_session += 1;
    state.sessions.insert(state.last_session);
    let mut body = json!({ "did": US, "handle": "exempelby.example",
        "accessJwt": format!("access-{}", state.last_session), "refreshJwt": format!("refresh-{}", state.last_session) });
    if !state.lives_at.is_empty() {
        let service = json!({ "id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": state.lives_at });
        body["didDoc"] = json!({ "id": US, "service": [service] });
    }
    (200, body)
}

pub(crate) fn wrong(status: u16, error: &str, message: &str) -> (u16, Value) {
    (status, json!({ "error": error, "message": message }))
}

/// Stands for the hash of a record.
pub(crate) fn cid(record: &Value) -> String {
    format!("bafy{}", record.to_string().bytes().fold(7u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into())))
}

pub(crate) fn bluesky() -> &'static dyn Network {
    connect::by_name("bluesky").unwrap()
}

/// A delivery; its key is made of `number`.
pub(crate) fn outgoing(number: u128, text: &str) -> Outgoing {
    let begun_at = "2026-11-21T12:00:00.123456Z".parse().unwrap();
    Outgoing { language: Some("sv".to_owned()), ..Outgoing::saying(Uuid::from_u128(number), begun_at, text) }
}
