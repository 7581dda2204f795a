//! A stand-in for the Graph API: one Page, its posts, pictures and comments, as the documentation describes them.
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::connection::{Connection, Secret};
use crate::http::Http;
use crate::testing::{Reply, Request, Staged, StandIn, now, quick_http};

pub(super) const PAGE: &str = "100000000000001";
/// HMAC-SHA256 of the token under the app's secret, reckoned by another library (Python's `hmac`).
const PROOF: &str = "f04cfb6cf0152a419e6fb25e124ba6f9de2ad86d2d079a26f73d716f98697f55";

#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) posts: Vec<Value>,
    pub(super) comments: Vec<Value>,
    pub(super) photos: Vec<String>,
}

/// The Page; its state can be looked into.
#[derive(Clone, Debug, Default)]
pub(super) struct Stage(Arc<Mutex<State>>);

impl Stage {
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) async fn open(&self) -> (StandIn, Connection) {
        let staged = self.clone();
        let server = StandIn::start(move |request| staged.answer(request, now())).await;
        let connection = self.connection(&server.url(), quick_http());
        (server, connection)
    }

    /// The Page has written; gives the post's number.
    pub(super) fn posted(&self, text: &str) -> String {
        let mut state = self.state();
        let id = format!("{PAGE}_{}", 700 + state.posts.len());
        state.posts.push(post(&id, text, now()));
        id
    }

    /// Åse comments; gives the comment's number.
    pub(super) fn commented(&self, post: &str, text: &str) -> String {
        let mut state = self.state();
        let id = format!("{}_{}", post.split('_').nth(1).unwrap(), 9000 + state.comments.len());
        let mut made = comment(&id, text, now());
        made["post"] = post.into();
        state.comments.push(made);
        id
    }
}

fn time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S+0000").to_string()
}

fn post(id: &str, text: &str, at: Timestamp) -> Value {
    json!({
        "id": id, "from": { "id": PAGE, "name": "Exempelby kommun" }, "message": text, "created_time": time(at),
        "permalink_url": format!("https://www.facebook.example/{id}"),
    })
}

pub(super) fn comment(id: &str, text: &str, at: Timestamp) -> Value {
    json!({
        "id": id, "from": { "id": "200000000000002", "name": "Åse Ågren" }, "message": text, "created_time": time(at),
        "is_hidden": false, "can_hide": true, "like_count": 2, "comment_count": 0,
    })
}

pub(super) fn error(code: i64, subcode: Option<i64>, message: &str) -> Reply {
    let error =
        json!({ "message": message, "type": "OAuthException", "code": code, "error_subcode": subcode, "fbtrace_id": "Abc" });
    Reply::status(if code == 1 || code == 2 { 500 } else { 400 }, &json!({ "error": error }).to_string())
}

fn gone() -> Reply {
    error(100, Some(33), "Unsupported get request. Object with ID does not exist")
}

impl Staged for Stage {
    fn answer(&self, request: &Request, now: Timestamp) -> Reply {
        assert_eq!(request.query("access_token"), Some("EAAB-hemligt"));
        assert_eq!(request.query("appsecret_proof"), Some(PROOF));
        let path = request.path.strip_prefix("/v25.0/").expect("the version stands first").to_owned();
        let parts: Vec<&str> = path.split('/').collect();
        let mut state = self.state();
        match (request.method.as_str(), parts.as_slice()) {
            ("GET", ["me"]) => Reply::json(&json!({
                "id": PAGE, "name": "Exempelby kommun", "username": "exempelby", "link": "https://www.facebook.example/exempelby",
            })),
            ("GET", [PAGE, "feed"]) => feed(&state, request),
            ("GET", [PAGE, "published_posts"]) => Reply::json(&json!({ "data": newest_first(&state.posts) })),
            ("POST", [PAGE, "feed"]) => write(&mut state, request, now),
            ("POST", [PAGE, "photos"]) => {
                state.photos.push(String::from_utf8_lossy(&request.body).into_owned());
                Reply::json(&json!({ "id": (500 + state.photos.len()).to_string() }))
            }
            ("GET", [id, "comments"]) => comments(&state, id, request),
            ("POST", [id, "comments"]) => answer(&mut state, id, request, now),
            (method, [id]) => one(&mut state, id, method, request),
            _ => gone(),
        }
    }

    fn connection(&self, url: &str, http: Http) -> Connection {
        let settings = [("server".to_owned(), url.to_owned()), ("page".to_owned(), PAGE.to_owned())].into();
        let secrets = [("token", "EAAB-hemligt"), ("app_secret", "apphemlighet"), ("verify_token", "vårt-ord")];
        Connection::new(http, settings, secrets.map(|(key, value)| (key.to_owned(), Secret::new(value))).into())
    }

    fn publishes(&self, request: &Request) -> bool {
        request.method == "POST" && request.path.ends_with("/feed")
    }

    fn listens(&self, request: &Request) -> bool {
        request.method == "GET" && request.path.ends_with("/feed")
    }

    fn two_good_one_spoiled(&self) -> Reply {
        let mut broken = comment("700_2", "b", now());
        broken["created_time"] = "yesterday".into();
        let mut post = post(&format!("{PAGE}_700"), "Badet", now());
        post["comments"] = json!({ "data": [comment("700_3", "c", now()), broken, comment("700_1", "a", now())] });
        Reply::json(&json!({ "data": [post] }))
    }

    fn made(&self) -> usize {
        self.state().posts.len()
    }

    fn revoked(&self) -> Reply {
        error(190, Some(460), "Error validating access token: the session was changed")
    }
}

fn newest_first(list: &[Value]) -> Vec<Value> {
    let mut list = list.to_vec();
    list.reverse();
    list
}

fn field(request: &Request, name: &str) -> Option<String> {
    request.form().into_iter().find(|(found, _)| found == name).map(|(_, value)| value)
}

/// A page of comments, newest or oldest first, with cursors as the Graph API makes them.
fn listed(mut found: Vec<Value>, newest: bool, limit: usize, after: usize) -> Value {
    if newest {
        found.reverse();
    }
    let total = found.len();
    let page: Vec<Value> = found.into_iter().skip(after).take(limit).collect();
    let mut paging = json!({ "cursors": { "before": "0", "after": (after + limit).to_string() } });
    if after + limit < total {
        paging["next"] = "https://graph.facebook.example/next?access_token=EAAB-hemligt".into();
    }
    json!({ "data": page, "paging": paging })
}

fn under(state: &State, post: &str) -> Vec<Value> {
    state.comments.iter().filter(|comment| comment["post"] == post).cloned().collect()
}

fn feed(state: &State, request: &Request) -> Reply {
    let fields = request.query("fields").unwrap();
    assert!(fields.contains("comments.filter(stream).order(reverse_chronological).limit(25){id,from,"), "{fields}");
    let mut posts = newest_first(&state.posts);
    for post in &mut posts {
        let found = under(state, post["id"].as_str().unwrap());
        if !found.is_empty() {
            post["comments"] = listed(found, true, 25, 0);
        }
    }
    Reply::json(&json!({ "data": posts }))
}

fn comments(state: &State, post: &str, request: &Request) -> Reply {
    if !state.posts.iter().any(|found| found["id"] == post) {
        return gone();
    }
    assert_eq!(request.query("filter"), Some("stream"));
    let number = |name: &str| request.query(name).map_or(0, |number| number.parse().unwrap());
    let newest = request.query("order") == Some("reverse_chronological");
    Reply::json(&listed(under(state, post), newest, number("limit"), number("after")))
}

fn write(state: &mut State, request: &Request, now: Timestamp) -> Reply {
    let text = field(request, "message").unwrap_or_default();
    let id = format!("{PAGE}_{}", 700 + state.posts.len());
    let mut made = post(&id, &text, now);
    made["link"] = field(request, "link").into();
    made["attached"] = field(request, "attached_media[0]").into();
    state.posts.push(made);
    Reply::json(&json!({ "id": id }))
}

/// What answers an answer is put under the comment that both stand under.
fn answer(state: &mut State, to: &str, request: &Request, now: Timestamp) -> Reply {
    let answered = state.comments.iter().find(|comment| comment["id"] == to).cloned();
    let post = answered.as_ref().map_or(to.to_owned(), |comment| comment["post"].as_str().unwrap().to_owned());
    if answered.is_none() && !state.posts.iter().any(|found| found["id"] == to) {
        return gone();
    }
    let id = format!("{}_{}", post.split('_').nth(1).unwrap(), 9000 + state.comments.len());
    let mut made = comment(&id, &field(request, "message").unwrap_or_default(), now);
    made["from"] = json!({ "id": PAGE, "name": "Exempelby kommun" });
    made["post"] = post.into();
    if let Some(answered) = answered {
        made["parent"] = answered.get("parent").cloned().unwrap_or(json!({ "id": answered["id"] }));
    }
    state.comments.push(made);
    Reply::json(&json!({ "id": id }))
}

fn one(state: &mut State, id: &str, method: &str, request: &Request) -> Reply {
    let State { posts, comments, .. } = state;
    let Some(found) = posts.iter_mut().chain(comments.iter_mut()).find(|value| value["id"] == id) else { return gone() };
    match method {
        "GET" => Reply::json(found),
        "POST" => {
            if let Some(text) = field(request, "message") {
                found["message"] = text.into();
            }
            if let Some(hidden) = field(request, "is_hidden") {
                found["is_hidden"] = (hidden == "true").into();
            }
            Reply::json(&json!({ "success": true }))
        }
        _ => {
            posts.retain(|value| value["id"] != id);
            comments.retain(|value| value["id"] != id);
            Reply::json(&json!({ "success": true }))
        }
    }
}
