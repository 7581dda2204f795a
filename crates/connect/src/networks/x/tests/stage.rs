//! A stand-in for the API v2: one account, its posts, and people who mention it.
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::connection::{Connection, Secret};
use crate::http::Http;
use crate::testing::{Reply, Request, Staged, StandIn, now, quick_http};

pub(super) const US: &str = "2244994945";

#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) posts: Vec<Value>,
    pub(super) alts: Vec<Value>,
    pub(super) hidden: Vec<(String, bool)>,
}

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

    /// Åse writes; gives the post's id. With `to` it answers that.
    pub(super) fn mentioned(&self, text: &str, to: Option<&str>) -> String {
        write(&mut self.state(), text, to, "77", now())
    }

    pub(super) fn posted(&self, text: &str) -> String {
        write(&mut self.state(), text, None, US, now())
    }
}

fn write(state: &mut State, text: &str, to: Option<&str>, who: &str, at: Timestamp) -> String {
    let id = (1_000_000_000_000_000_000_u64 + state.posts.len() as u64).to_string();
    let root = to.and_then(|to| state.posts.iter().find(|post| post["id"] == to)).map(|post| post["conversation_id"].clone());
    let mut made = post(&id, text, who, at);
    made["conversation_id"] = root.unwrap_or_else(|| id.clone().into());
    if let Some(to) = to {
        let answered = state.posts.iter().find(|post| post["id"] == to).map(|post| post["author_id"].clone());
        made["in_reply_to_user_id"] = answered.unwrap_or(Value::Null);
        made["referenced_tweets"] = json!([{ "type": "replied_to", "id": to }]);
    }
    state.posts.push(made);
    id
}

/// X shortens each address and writes `&` as in HTML.
pub(super) fn post(id: &str, text: &str, who: &str, at: Timestamp) -> Value {
    let mut shown = text.replace('&', "&amp;").replace('<', "&lt;");
    let mut links = Vec::new();
    for (number, word) in text.split_whitespace().filter(|word| word.starts_with("https://")).enumerate() {
        let short = format!("https://t.co/{number}");
        shown = shown.replace(word, &short);
        links.push(json!({ "url": short, "expanded_url": word }));
    }
    json!({
        "id": id, "text": shown, "author_id": who, "created_at": at.strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string(), "lang": "sv",
        "conversation_id": id, "entities": { "urls": links }, "public_metrics": { "like_count": 4, "retweet_count": 1, "reply_count": 2 },
    })
}

pub(super) fn problem(status: u16, title: &str, detail: &str) -> Reply {
    let kind = format!("https://api.twitter.com/2/problems/{}", title.to_lowercase().replace(' ', "-"));
    Reply::status(status, &json!({ "title": title, "detail": detail, "type": kind, "status": status }).to_string())
}

fn includes() -> Value {
    json!({ "users": [
        { "id": "77", "name": "Åse Lind", "username": "ase_lind", "profile_image_url": "https://x.example/a.jpg" },
        { "id": US, "name": "Exempelby kommun", "username": "exempelby" },
    ] })
}

fn listed(mut found: Vec<Value>, request: &Request) -> Reply {
    found.reverse();
    assert_eq!(request.query("max_results"), Some("100"));
    let after: usize = request.query("pagination_token").map_or(0, |token| token.parse().unwrap());
    let page: Vec<Value> = found.iter().skip(after).take(100).cloned().collect();
    let mut told = json!({ "includes": includes(), "meta": { "result_count": page.len() } });
    if !page.is_empty() {
        told["data"] = page.into();
    }
    if after + 100 < found.len() {
        told["meta"]["next_token"] = (after + 100).to_string().into();
    }
    Reply::json(&told)
}

impl Staged for Stage {
    fn answer(&self, request: &Request, now: Timestamp) -> Reply {
        let signed = request.header("authorization").expect("every call is signed");
        assert!(
            signed.starts_with("OAuth oauth_consumer_key=\"xvz1\", oauth_nonce=\"") && signed.contains("oauth_signature=\""),
            "{signed}"
        );
        assert!(!signed.contains("hemligt"), "the secrets sign and do not leave");
        let path = request.path.strip_prefix("/2/").expect("the second version").to_owned();
        let parts: Vec<&str> = path.split('/').collect();
        let mut state = self.state();
        let body = || serde_json::from_slice::<Value>(&request.body).unwrap();
        match (request.method.as_str(), parts.as_slice()) {
            ("GET", ["users", "me"]) => {
                Reply::json(&json!({ "data": { "id": US, "name": "Exempelby kommun", "username": "exempelby" } }))
            }
            ("GET", ["users", US, "mentions"]) => {
                let since = request.query("since_id").map_or(0, |id| id.parse::<u64>().unwrap());
                let number = |post: &Value| post["id"].as_str().unwrap().parse::<u64>().unwrap();
                listed(
                    state.posts.iter().filter(|post| post["author_id"] != US && number(post) > since).cloned().collect(),
                    request,
                )
            }
            ("GET", ["users", US, "tweets"]) => {
                listed(state.posts.iter().filter(|post| post["author_id"] == US).cloned().collect(), request)
            }
            ("GET", ["tweets", "search", "recent"]) => {
                let root = request.query("query").unwrap().strip_prefix("conversation_id:").unwrap();
                listed(
                    state.posts.iter().filter(|post| post["conversation_id"] == root && post["id"] != root).cloned().collect(),
                    request,
                )
            }
            ("POST", ["tweets"]) => {
                let told = body();
                let id =
                    write(&mut state, told["text"].as_str().unwrap(), told["reply"]["in_reply_to_tweet_id"].as_str(), US, now);
                let made = state.posts.last_mut().unwrap();
                made["media"] = told["media"].clone();
                made["poll"] = told["poll"].clone();
                Reply::status(201, &json!({ "data": { "id": id, "text": told["text"] } }).to_string())
            }
            ("POST", ["media", "upload"]) => Reply::json(&json!({ "data": { "id": "1880028106020515840", "media_key": "3_1" } })),
            ("POST", ["media", "metadata"]) => {
                state.alts.push(body());
                Reply::json(&json!({ "data": { "id": "1880028106020515840" } }))
            }
            ("PUT", ["tweets", id, "hidden"]) => {
                state.hidden.push(((*id).to_owned(), body()["hidden"].as_bool().unwrap()));
                Reply::json(&json!({ "data": { "hidden": true } }))
            }
            ("GET", ["tweets", id]) => match state.posts.iter().find(|post| post["id"] == *id) {
                Some(found) => Reply::json(&json!({ "data": found, "includes": includes() })),
                None => Reply::json(&json!({ "errors": [{ "title": "Not Found Error", "detail": "Could not find tweet" }] })),
            },
            ("DELETE", ["tweets", id]) => {
                let before = state.posts.len();
                state.posts.retain(|post| post["id"] != *id);
                if state.posts.len() == before {
                    problem(404, "Not Found Error", "gone")
                } else {
                    Reply::json(&json!({ "data": { "deleted": true } }))
                }
            }
            other => panic!("{other:?} is not in the documentation"),
        }
    }

    fn connection(&self, url: &str, http: Http) -> Connection {
        let settings = [("server", url), ("api_key", "xvz1")];
        let secrets = [("api_secret", "apphemligt"), ("token", "2244994945-abc"), ("token_secret", "kontohemligt")];
        Connection::new(
            http,
            settings.map(|(key, value)| (key.to_owned(), value.to_owned())).into(),
            secrets.map(|(key, value)| (key.to_owned(), Secret::new(value))).into(),
        )
    }

    fn publishes(&self, request: &Request) -> bool {
        request.method == "POST" && request.path == "/2/tweets"
    }

    fn listens(&self, request: &Request) -> bool {
        request.method == "GET" && request.path.ends_with("/mentions")
    }

    fn two_good_one_spoiled(&self) -> Reply {
        let mut broken = post("1000000000000000002", "b", "77", now());
        broken["created_at"] = "yesterday".into();
        let (a, c) = (post("1000000000000000001", "a", "77", now()), post("1000000000000000003", "c", "77", now()));
        Reply::json(&json!({ "data": [c, broken, a], "includes": includes(), "meta": { "result_count": 3 } }))
    }

    fn made(&self) -> usize {
        self.state().posts.iter().filter(|post| post["author_id"] == US).count()
    }

    fn revoked(&self) -> Reply {
        problem(401, "Unauthorized", "Unauthorized")
    }
}
