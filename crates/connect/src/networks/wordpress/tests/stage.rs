//! A stand-in for a WordPress site: posts, pictures, comments and one account, as the documentation describes them.
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::connection::{Connection, Secret};
use crate::http::Http;
use crate::outgoing::Outgoing;
use crate::testing::{Reply, Request, Staged, StandIn, now, quick_http};

/// What differs from site to site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Site {
    /// Readable addresses, and a bin.
    #[default]
    Usual,
    /// The API is a query of the front page.
    PlainAddresses,
    /// What is deleted is deleted.
    WithoutBin,
}

#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) site: Site,
    pub(super) posts: Vec<Value>,
    pub(super) comments: Vec<Value>,
    pub(super) media: Vec<Value>,
}

/// The site; its state can be looked into.
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

    /// Åse comments; gives the comment's number.
    pub(super) fn commented(&self, post: u64, text: &str) -> u64 {
        let mut state = self.state();
        let id = 1000 + state.comments.len() as u64;
        state.comments.push(comment(id, post, text));
        id
    }
}

fn gmt(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S").to_string()
}

pub(super) fn comment(id: u64, post: u64, text: &str) -> Value {
    json!({
        "id": id, "post": post, "parent": 0, "author": 0, "author_name": "Åse &amp; co", "author_url": "javascript:alert(1)",
        "date_gmt": gmt(now()), "content": { "rendered": format!("<p>{text}</p>\n") }, "status": "approved",
        "link": format!("https://www.exempelby.example/bad/#comment-{id}"),
        "author_avatar_urls": { "24": "https://secure.gravatar.example/avatar/0123456789abcdef0123456789abcdef?s=24" },
    })
}

fn error(status: u16, code: &str) -> Reply {
    Reply::status(status, &json!({ "code": code, "message": "Nej.", "data": { "status": status } }).to_string())
}

fn number(value: &Value) -> u64 {
    value["id"].as_u64().unwrap()
}

impl Staged for Stage {
    fn answer(&self, request: &Request, now: Timestamp) -> Reply {
        let mut state = self.state();
        let path = match (state.site, request.query("rest_route")) {
            (Site::PlainAddresses, Some(route)) => route.to_owned(),
            (Site::PlainAddresses, None) => return error(404, "not_found"),
            _ => request.path.strip_prefix("/wp-json").unwrap_or("nowhere").to_owned(),
        };
        let parts: Vec<&str> = path.trim_start_matches("/wp/v2/").split('/').collect();
        let id = parts.get(1).and_then(|id| id.parse::<u64>().ok()).unwrap_or_default();
        match (request.method.as_str(), parts.as_slice()) {
            ("GET", ["", ""]) => Reply::json(&json!({
                "name": "Exempelby &amp; omland", "home": "https://www.exempelby.example", "namespaces": ["oembed/1.0", "wp/v2"],
            })),
            ("GET", ["users", "me"]) => Reply::json(&json!({
                "id": 2, "name": "Torg", "slug": "torg", "capabilities": { "upload_files": true, "moderate_comments": true },
            })),
            ("GET", ["comments"]) => comments(&state, request),
            ("GET", ["posts"]) => {
                let named = state.posts.iter().filter(|post| post["slug"].as_str() == request.query("slug"));
                Reply::json(&named.cloned().collect())
            }
            ("GET", ["media"]) => {
                let named = state.media.iter().filter(|media| media["slug"].as_str() == request.query("slug"));
                Reply::json(&named.cloned().collect())
            }
            ("POST", ["posts"]) => {
                let body: Value = serde_json::from_slice(&request.body).unwrap();
                let made = made_post(100 + state.posts.len() as u64, &body, now);
                state.posts.push(made.clone());
                Reply::json(&made)
            }
            ("POST", ["media"]) => {
                let id = 500 + state.media.len() as u64;
                let text = String::from_utf8_lossy(&request.body).into_owned();
                let field = |name: &str| {
                    let rest = text.split_once(&format!("name=\"{name}\"\r\n\r\n")).map_or("", |(_, rest)| rest);
                    rest.split("\r\n").next().unwrap().to_owned()
                };
                let made = json!({ "id": id, "slug": field("slug"), "alt_text": field("alt_text"),
                    "source_url": format!("https://www.exempelby.example/bild-{id}.png") });
                state.media.push(made.clone());
                Reply::json(&made)
            }
            ("POST", ["comments"]) => write_comment(&mut state, request, now),
            ("POST", ["posts", _]) => change(&mut state.posts, id, request, now),
            ("POST", ["comments", _]) => change(&mut state.comments, id, request, now),
            ("GET", ["posts", _]) => one(&state.posts, id),
            ("GET", ["comments", _]) => one(&state.comments, id),
            ("DELETE", [_, _]) if state.site == Site::WithoutBin && request.query("force").is_none() => {
                error(501, "rest_trash_not_supported")
            }
            ("DELETE", ["posts", _]) => bin(&mut state.posts, id),
            ("DELETE", ["comments", _]) => bin(&mut state.comments, id),
            _ => error(404, "rest_no_route"),
        }
    }

    fn connection(&self, url: &str, http: Http) -> Connection {
        let settings = [("site".to_owned(), url.to_owned()), ("user".to_owned(), "torg".to_owned())].into();
        Connection::new(http, settings, [("app_password".to_owned(), Secret::new("abcd EFGH 1234"))].into())
    }

    fn publishes(&self, request: &Request) -> bool {
        request.method == "POST" && request.path == "/wp-json/wp/v2/posts"
    }

    fn listens(&self, request: &Request) -> bool {
        request.method == "GET" && request.path == "/wp-json/wp/v2/comments"
    }

    fn two_good_one_spoiled(&self) -> Reply {
        let mut broken = comment(2, 7, "b");
        broken["date_gmt"] = "yesterday".into();
        Reply::json(&json!([comment(3, 7, "c"), broken, comment(1, 7, "a")]))
    }

    fn whole(&self, message: Outgoing) -> Outgoing {
        Outgoing { title: Some("Läget i badet".into()), ..message }
    }

    fn made(&self) -> usize {
        self.state().posts.len()
    }

    fn revoked(&self) -> Reply {
        error(401, "incorrect_password")
    }
}

fn made_post(id: u64, body: &Value, now: Timestamp) -> Value {
    let (title, content) = (body["title"].clone(), body["content"].clone());
    json!({
        "id": id, "date_gmt": gmt(now), "modified_gmt": gmt(now), "slug": body["slug"], "status": "publish", "author": 2,
        "link": format!("https://www.exempelby.example/{}/", body["slug"].as_str().unwrap()), "title": { "rendered": title },
        "content": { "rendered": content, "raw": content }, "featured_media": body["featured_media"],
    })
}

fn comments(state: &State, request: &Request) -> Reply {
    assert_eq!((request.query("orderby"), request.query("status")), (Some("id"), Some("all")));
    let read = |name: &str, without: usize| request.query(name).map_or(without, |number| number.parse().unwrap());
    let post = request.query("post").map(|id| id.parse::<u64>().unwrap());
    let stands = |comment: &&Value| matches!(comment["status"].as_str(), Some("approved" | "hold"));
    let mut found: Vec<Value> = state.comments.iter().filter(stands).cloned().collect();
    found.retain(|comment| post.is_none_or(|post| comment["post"] == post));
    found.sort_by_key(number);
    if request.query("order") == Some("desc") {
        found.reverse();
    }
    let (total, size) = (found.len(), read("per_page", 10));
    let from = read("offset", (read("page", 1) - 1) * size);
    let page: Vec<Value> = found.into_iter().skip(from).take(size).collect();
    let pages = total.div_ceil(size).to_string();
    Reply::json(&page.into()).with("X-WP-Total", &total.to_string()).with("X-WP-TotalPages", &pages)
}

fn write_comment(state: &mut State, request: &Request, now: Timestamp) -> Reply {
    let body: Value = serde_json::from_slice(&request.body).unwrap();
    let rendered = format!("<p>{}</p>\n", body["content"].as_str().unwrap());
    let alike = |comment: &Value| {
        comment["author"] == 2 && comment["parent"] == body["parent"] && comment["content"]["rendered"] == rendered
    };
    if state.comments.iter().any(alike) {
        return error(409, "comment_duplicate");
    }
    let id = 1000 + state.comments.len() as u64;
    let mut made = comment(id, body["post"].as_u64().unwrap(), "");
    made["content"]["rendered"] = rendered.into();
    made["parent"] = body["parent"].clone();
    made["author"] = 2.into();
    made["date_gmt"] = gmt(now).into();
    state.comments.push(made.clone());
    Reply::json(&made)
}

fn change(list: &mut [Value], id: u64, request: &Request, now: Timestamp) -> Reply {
    let body: Value = serde_json::from_slice(&request.body).unwrap();
    let Some(found) = list.iter_mut().find(|value| number(value) == id) else { return error(404, "rest_invalid_id") };
    if let Some(status) = body.get("status") {
        if found["status"] == *status {
            return error(500, "rest_comment_failed_edit");
        }
        found["status"] = status.clone();
    }
    if let Some(content) = body.get("content") {
        found["content"] = json!({ "rendered": content, "raw": content });
    }
    if let Some(title) = body.get("title") {
        found["title"] = json!({ "rendered": title });
    }
    found["modified_gmt"] = gmt(now + jiff::SignedDuration::from_secs(60)).into();
    Reply::json(found)
}

fn one(list: &[Value], id: u64) -> Reply {
    list.iter().find(|value| number(value) == id).map_or_else(|| error(404, "rest_invalid_id"), Reply::json)
}

fn bin(list: &mut [Value], id: u64) -> Reply {
    match list.iter_mut().find(|value| number(value) == id) {
        None => error(404, "rest_invalid_id"),
        Some(found) if found["status"] == "trash" => error(410, "rest_already_trashed"),
        Some(found) => {
            found["status"] = "trash".into();
            Reply::json(found)
        }
    }
}
