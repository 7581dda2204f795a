//! A stand-in for the Community Management API: one page, its posts, pictures and comments, as the documentation describes them.
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::connection::{Connection, Secret};
use crate::http::Http;
use crate::testing::{Reply, Request, Staged, StandIn, now, quick_http};

pub(super) const US: &str = "urn:li:organization:1234567";

#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) posts: Vec<Value>,
    pub(super) comments: Vec<Value>,
    pub(super) files: Vec<Vec<u8>>,
    pub(super) url: String,
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

    /// The page has written; gives the post's URN.
    pub(super) fn posted(&self, text: &str) -> String {
        let mut state = self.state();
        let id = format!("urn:li:share:{}", 700 + state.posts.len());
        state.posts.push(post(&id, text, now()));
        id
    }

    /// Somebody comments; gives the comment's URN. With `under` it is an answer there.
    pub(super) fn commented(&self, post: &str, text: &str, under: Option<&str>) -> String {
        write(&mut self.state(), post, text, under, "urn:li:person:abc", now())
    }
}

fn post(id: &str, text: &str, at: Timestamp) -> Value {
    let at = at.as_millisecond();
    json!({ "id": id, "author": US, "commentary": text, "createdAt": at, "publishedAt": at, "lifecycleState": "PUBLISHED" })
}

fn activity(post: &str) -> String {
    format!("urn:li:activity:{}", post.rsplit(':').next().unwrap())
}

fn write(state: &mut State, post: &str, text: &str, under: Option<&str>, who: &str, at: Timestamp) -> String {
    let id = 9000 + state.comments.len();
    let urn = format!("urn:li:comment:({},{id})", activity(post));
    let at = json!({ "time": at.as_millisecond(), "actor": who });
    let mut made = json!({
        "actor": who, "commentUrn": urn, "id": id.to_string(), "object": activity(post), "message": { "attributes": [], "text": text },
        "created": at, "lastModified": at, "likesSummary": { "totalLikes": 2 },
    });
    if let Some(under) = under {
        made["parentComment"] = under.into();
    }
    state.comments.push(made);
    urn
}

pub(super) fn error(status: u16, code: &str, message: &str) -> Reply {
    Reply::status(status, &json!({ "status": status, "code": code, "message": message, "serviceErrorCode": 100 }).to_string())
}

fn gone() -> Reply {
    error(404, "NOT_FOUND", "Not found")
}

fn under(state: &State, post: &str) -> Vec<Value> {
    let of = activity(post);
    state.comments.iter().filter(|comment| comment["object"] == of).cloned().collect()
}

/// With how many answers each has.
fn dressed(state: &State, comment: &Value) -> Value {
    let n = state.comments.iter().filter(|other| other["parentComment"] == comment["commentUrn"]).count();
    let mut comment = comment.clone();
    if n > 0 {
        comment["commentsSummary"] = json!({ "aggregatedTotalComments": n, "totalFirstLevelComments": n });
    }
    comment
}

fn decoded(part: &str) -> String {
    url::form_urlencoded::parse(format!("x={}", part.replace('+', "%2B")).as_bytes()).next().unwrap().1.into_owned()
}

impl Staged for Stage {
    fn answer(&self, request: &Request, now: Timestamp) -> Reply {
        let mut state = self.state();
        if request.path == "/accessToken" {
            return Reply::json(&json!({ "access_token": "AQX-hemligt", "expires_in": 5_184_000 }));
        }
        assert_eq!(request.header("authorization"), Some("Bearer AQX-hemligt"));
        if request.path.starts_with("/upload/") {
            state.files.push(request.body.clone());
            return Reply::status(201, "");
        }
        assert_eq!(
            (request.header("linkedin-version"), request.header("x-restli-protocol-version")),
            (Some("202609"), Some("2.0.0"))
        );
        let path = request.path.strip_prefix("/rest/").expect("the versioned API").to_owned();
        let parts: Vec<String> = path.split('/').map(decoded).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let body = || serde_json::from_slice::<Value>(&request.body).unwrap();
        match (request.method.as_str(), parts.as_slice()) {
            ("GET", ["organizations", "1234567"]) => {
                Reply::json(&json!({ "id": 1_234_567, "localizedName": "Exempelby kommun", "vanityName": "exempelby" }))
            }
            ("GET", ["posts"]) => {
                assert_eq!((request.query("author"), request.query("q")), (Some(US), Some("author")));
                let mut newest = state.posts.clone();
                newest.reverse();
                Reply::json(&json!({ "elements": newest, "paging": { "start": 0, "count": 50 } }))
            }
            ("GET", ["socialMetadata"]) => {
                let ids = request.query("ids").unwrap().strip_prefix("List(").unwrap().strip_suffix(')').unwrap().to_owned();
                let results: serde_json::Map<String, Value> = ids
                    .split(',')
                    .map(|id| (id.to_owned(), json!({ "entity": id, "commentSummary": { "count": under(&state, id).len() } })))
                    .collect();
                Reply::json(&json!({ "results": results }))
            }
            ("POST", ["images"]) => {
                let n = state.files.len() + 1;
                let url = format!("{}/upload/{n}", state.url);
                Reply::json(&json!({ "value": { "uploadUrl": url, "image": format!("urn:li:image:C{n}") } }))
            }
            ("POST", ["posts"]) => {
                let id = format!("urn:li:share:{}", 700 + state.posts.len());
                let mut made = post(&id, body()["commentary"].as_str().unwrap(), now);
                made["content"] = body()["content"].clone();
                state.posts.push(made);
                Reply::status(201, "").with("x-restli-id", &id)
            }
            (method, ["posts", urn]) => {
                let Some(found) = state.posts.iter_mut().find(|post| post["id"] == *urn) else { return gone() };
                match method {
                    "GET" => return Reply::json(found),
                    "POST" => {
                        assert_eq!(request.header("x-restli-method"), Some("PARTIAL_UPDATE"));
                        found["commentary"] = body()["patch"]["$set"]["commentary"].clone();
                    }
                    _ => state.posts.retain(|post| post["id"] != *urn),
                }
                Reply::status(204, "")
            }
            ("GET", ["socialActions", urn, "comments"]) => comments(&state, urn, request),
            ("POST", ["socialActions", urn, "comments"]) => {
                let (told, place) = (body(), activity(urn));
                assert_eq!(told["object"], *urn);
                if !state.posts.iter().any(|post| activity(post["id"].as_str().unwrap()) == place) {
                    return gone();
                }
                let made =
                    write(&mut state, urn, told["message"]["text"].as_str().unwrap(), told["parentComment"].as_str(), US, now);
                Reply::json(&json!({ "commentUrn": made }))
            }
            (method, ["socialActions", _, "comments", id]) => {
                let Some(found) = state.comments.iter_mut().find(|comment| comment["id"] == *id) else { return gone() };
                match method {
                    "GET" => return Reply::json(found),
                    "POST" => found["message"]["text"] = body()["patch"]["message"]["$set"]["text"].clone(),
                    _ => state.comments.retain(|comment| comment["id"] != *id),
                }
                Reply::status(204, "")
            }
            other => panic!("{other:?} is not in the documentation"),
        }
    }

    fn connection(&self, url: &str, http: Http) -> Connection {
        self.state().url = url.to_owned();
        let settings = [("server", url), ("organization", "1234567"), ("client_id", "78abc")];
        let secrets = [("client_secret", "WPL-hemligt"), ("token", "AQX-hemligt")];
        Connection::new(
            http,
            settings.map(|(key, value)| (key.to_owned(), value.to_owned())).into(),
            secrets.map(|(key, value)| (key.to_owned(), Secret::new(value))).into(),
        )
    }

    fn publishes(&self, request: &Request) -> bool {
        request.method == "POST" && request.path == "/rest/posts"
    }

    fn listens(&self, request: &Request) -> bool {
        request.method == "GET" && request.path == "/rest/posts"
    }

    /// Three posts, of which one cannot be understood; each good one has a comment already.
    fn two_good_one_spoiled(&self) -> Reply {
        let mut state = self.state();
        for id in ["urn:li:share:700", "urn:li:share:701"] {
            state.posts.push(post(id, "Badet", now()));
            write(&mut state, id, "Hej", None, "urn:li:person:abc", now());
        }
        let mut broken = post("urn:li:share:702", "b", now());
        broken["createdAt"] = "yesterday".into();
        Reply::json(&json!({ "elements": [state.posts[1], broken, state.posts[0]] }))
    }

    fn made(&self) -> usize {
        self.state().posts.len()
    }

    fn revoked(&self) -> Reply {
        error(401, "REVOKED_ACCESS_TOKEN", "The token used in the request has been revoked by the user")
    }
}

fn comments(state: &State, urn: &str, request: &Request) -> Reply {
    let found: Vec<Value> = if urn.starts_with("urn:li:comment:") {
        state.comments.iter().filter(|comment| comment["parentComment"] == urn).cloned().collect()
    } else if state.posts.iter().any(|post| post["id"] == urn) {
        under(state, urn).into_iter().filter(|comment| comment["parentComment"].is_null()).collect()
    } else {
        return gone();
    };
    let number = |name: &str| request.query(name).unwrap().parse::<usize>().unwrap();
    let page: Vec<Value> =
        found.iter().skip(number("start")).take(number("count")).map(|comment| dressed(state, comment)).collect();
    Reply::json(&json!({ "elements": page, "paging": { "total": found.len() } }))
}
