//! A stand-in for a Mastodon server: one account, its messages, and notifications, as the documentation describes them.
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::connection::{Connection, Secret};
use crate::http::Http;
use crate::testing::{Reply, Request, Staged, StandIn, now, quick_http};

/// What `min_id` means at a server.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum MinId {
    /// The page right after it: Mastodon.
    #[default]
    NextPage,
    /// The newest page above it: snac.
    NewestPage,
}

#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) min_id: MinId,
    pub(super) statuses: Vec<Value>,
    pub(super) notifications: Vec<Value>,
    pub(super) uploads: Vec<Vec<u8>>,
    /// How often a picture is "not done yet".
    pub(super) working: u32,
    pub(super) instance: Option<Value>,
    /// What stands on the profile.
    pub(super) note: String,
}

/// The server; its state can be looked into.
#[derive(Clone, Debug, Default)]
pub(super) struct Stage(Arc<Mutex<State>>);

impl Stage {
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A running server and a channel at it.
    pub(super) async fn open(&self) -> (StandIn, Connection) {
        let staged = self.clone();
        let server = StandIn::start(move |request| staged.answer(request, now())).await;
        let connection = self.connection(&server.url(), quick_http());
        (server, connection)
    }

    /// Somebody mentions the account; gives the notification's number.
    pub(super) fn mentioned(&self, number: usize) {
        let status = status(&format!("{}", 5000 + number), "ase", &format!("<p>hej {number}</p>"), now());
        self.state().notifications.push(json!({ "id": (1000 + number).to_string(), "type": "mention", "status": status }));
    }
}

pub(super) fn account(name: &str) -> Value {
    let id = if name == "city" { "1" } else { "2" };
    json!({ "id": id, "acct": name, "display_name": format!("{name} "), "url": format!("https://social.example/@{name}"), "avatar": "" })
}

pub(super) fn status(id: &str, by: &str, content: &str, at: Timestamp) -> Value {
    json!({
        "id": id, "created_at": at.to_string(), "in_reply_to_id": null, "in_reply_to_account_id": null, "spoiler_text": "",
        "visibility": "public", "language": "sv", "uri": format!("https://social.example/{id}"), "url": null, "content": content,
        "account": account(by), "media_attachments": [], "mentions": [{ "id": "1", "acct": "city" }], "edited_at": null,
        "favourites_count": 1, "reblogs_count": 2, "replies_count": 3,
    })
}

fn not_found() -> Reply {
    Reply::status(404, r#"{"error":"Record not found"}"#)
}

impl Staged for Stage {
    fn answer(&self, request: &Request, now: Timestamp) -> Reply {
        let mut state = self.state();
        let parts: Vec<&str> = request.path.trim_start_matches("/api/").split('/').collect();
        match (request.method.as_str(), parts.as_slice()) {
            ("GET", ["v2", "instance"]) => state.instance.as_ref().map_or_else(not_found, Reply::json),
            ("GET", ["v1", "instance"]) => {
                Reply::json(&json!({ "uri": "social.example", "configuration": { "statuses": { "max_characters": 500 } } }))
            }
            ("GET", ["v1", "accounts", "verify_credentials"]) => {
                let mut city = account("city");
                city["note"] = json!(format!("<p>{}</p>", state.note));
                city["source"] = json!({ "note": state.note });
                Reply::json(&city)
            }
            ("PATCH", ["v1", "accounts", "update_credentials"]) => {
                for (name, value) in request.form() {
                    if name == "note" {
                        state.note = value;
                    }
                }
                Reply::json(&account("city"))
            }
            ("GET", ["v1", "accounts", "1", "statuses"]) => {
                let before = request.query("max_id").map_or(u64::MAX, |id| id.parse().unwrap());
                let own = state.statuses.iter().rev().filter(|status| status["account"]["id"] == "1");
                let own = own.filter(|status| status["id"].as_str().unwrap().parse::<u64>().unwrap() < before);
                Reply::json(&own.take(40).cloned().collect())
            }
            ("GET", ["v1", "notifications"]) => notifications(&state, request),
            ("POST", ["v1", "statuses"]) => write(&mut state, request, now),
            ("PUT", ["v1", "statuses", id]) => edit(&mut state, id, request, now),
            ("DELETE", ["v1", "statuses", id]) => {
                let before = state.statuses.len();
                state.statuses.retain(|status| status["id"] != **id);
                if state.statuses.len() < before { Reply::json(&json!({})) } else { not_found() }
            }
            ("GET", ["v1", "statuses", id]) => {
                state.statuses.iter().find(|status| status["id"] == **id).map_or_else(not_found, Reply::json)
            }
            ("GET", ["v1", "statuses", id, "context"]) => {
                let below = state.statuses.iter().filter(|status| status["in_reply_to_id"] == **id).cloned().collect::<Vec<_>>();
                Reply::json(&json!({ "ancestors": [], "descendants": below }))
            }
            ("POST", ["v2", "media"]) => {
                state.uploads.push(request.body.clone());
                let id = state.uploads.len().to_string();
                let Reply::Answer { headers, body, .. } = Reply::json(&json!({ "id": id, "type": "image", "url": null })) else {
                    return not_found();
                };
                Reply::Answer { status: if state.working > 0 { 202 } else { 200 }, headers, body }
            }
            ("GET", ["v1", "media", id]) => {
                let status = if state.working > 0 { 206 } else { 200 };
                state.working = state.working.saturating_sub(1);
                Reply::status(status, &json!({ "id": id, "type": "image", "url": "https://social.example/x.png" }).to_string())
            }
            _ => not_found(),
        }
    }

    fn connection(&self, url: &str, http: Http) -> Connection {
        let settings = [("instance".to_owned(), url.to_owned())].into();
        Connection::new(http, settings, [("token".to_owned(), Secret::new("hemlig-token"))].into())
    }

    fn publishes(&self, request: &Request) -> bool {
        request.method == "POST" && request.path == "/api/v1/statuses"
    }

    fn listens(&self, request: &Request) -> bool {
        request.path == "/api/v1/notifications"
    }

    fn two_good_one_spoiled(&self) -> Reply {
        let mention = |number: usize| json!({ "id": number.to_string(), "type": "mention", "status": status(&format!("{number}"), "ase", "hej", now()) });
        let mut broken = mention(2);
        broken["status"]["created_at"] = "yesterday".into();
        Reply::json(&json!([mention(3), broken, mention(1)]))
    }

    fn made(&self) -> usize {
        self.state().statuses.len()
    }
}

fn notifications(state: &State, request: &Request) -> Reply {
    let id = |notification: &Value| notification["id"].as_str().unwrap().parse::<u64>().unwrap();
    let bound = |name: &str, without: u64| request.query(name).map_or(without, |id| id.parse().unwrap());
    let (after, before) = (bound("min_id", 0), bound("max_id", u64::MAX));
    let limit = request.query("limit").unwrap().parse().unwrap();
    let fitting = state.notifications.iter().filter(|notification| id(notification) > after && id(notification) < before);
    let mut fitting: Vec<Value> = fitting.cloned().collect();
    fitting.sort_by_key(id);
    if request.query("min_id").is_some() && state.min_id == MinId::NextPage {
        fitting.truncate(limit);
    }
    fitting.reverse();
    fitting.truncate(limit);
    Reply::json(&fitting.into())
}

/// The server shows a handle as a link with its name only, and links as Mastodon does.
pub(super) fn as_html(text: &str) -> String {
    let words = text.split(' ').map(|word| match word.strip_prefix('@').and_then(|handle| handle.split('@').next()) {
        Some(name) => {
            format!(r#"<span class="h-card"><a href="https://x.example" class="u-url mention">@<span>{name}</span></a></span>"#)
        }
        None => match word.strip_prefix("https://") {
            Some(rest) => {
                format!(r#"<a href="{word}"><span class="invisible">https://</span><span class="ellipsis">{rest}</span></a>"#)
            }
            None => html_escape::encode_text(word).into_owned(),
        },
    });
    format!("<p>{}</p>", words.collect::<Vec<_>>().join(" "))
}

fn field<'a>(form: &'a [(String, String)], name: &str) -> Option<&'a str> {
    form.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
}

fn media(form: &[(String, String)]) -> Value {
    let ids = form.iter().filter(|(name, _)| name == "media_ids[]");
    ids.map(|(_, id)| json!({ "id": id, "type": "image", "url": "https://social.example/x.png", "description": "alt" })).collect()
}

/// As Mastodon has it: an edit without a poll takes the poll away.
fn poll(form: &[(String, String)], now: Timestamp) -> Value {
    let options: Vec<Value> =
        form.iter().filter(|(name, _)| name == "poll[options][]").map(|(_, title)| json!({ "title": title })).collect();
    let open_for = field(form, "poll[expires_in]").map(|seconds| jiff::SignedDuration::from_secs(seconds.parse().unwrap()));
    match options.is_empty() {
        true => Value::Null,
        false => json!({ "options": options, "expires_at": open_for.map(|time| (now + time).to_string()),
            "multiple": field(form, "poll[multiple]") == Some("true") }),
    }
}

fn write(state: &mut State, request: &Request, now: Timestamp) -> Reply {
    let form = request.form();
    let id = (100 + state.statuses.len()).to_string();
    let mut made = status(&id, "city", &as_html(field(&form, "status").unwrap()), now);
    made["in_reply_to_id"] = field(&form, "in_reply_to_id").into();
    made["spoiler_text"] = field(&form, "spoiler_text").unwrap_or_default().into();
    made["visibility"] = field(&form, "visibility").into();
    made["media_attachments"] = media(&form);
    made["poll"] = poll(&form, now);
    state.statuses.push(made.clone());
    Reply::json(&made)
}

fn edit(state: &mut State, id: &str, request: &Request, now: Timestamp) -> Reply {
    let form = request.form();
    let Some(status) = state.statuses.iter_mut().find(|status| status["id"] == *id) else { return not_found() };
    status["content"] = as_html(field(&form, "status").unwrap()).into();
    status["media_attachments"] = media(&form);
    status["poll"] = poll(&form, now);
    status["edited_at"] = now.to_string().into();
    Reply::json(status)
}
