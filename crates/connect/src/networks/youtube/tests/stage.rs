//! A stand-in for the Data API: one channel, one film, threads with answers, and Google's token address.
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::connection::{Connection, Secret};
use crate::http::Http;
use crate::outgoing::{Outgoing, ReplyTo};
use crate::testing::{Reply, Request, Staged, StandIn, now, quick_http};

pub(super) const US: &str = "UCaaaaaaaaaaaaaaaaaaaaaa";
pub(super) const VIDEO: &str = "dQw4w9WgXcQ";

#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) comments: Vec<Value>,
    pub(super) moderated: Vec<(String, String)>,
    pub(super) tokens: usize,
    /// Answers that come along with a thread; YouTube shows a few.
    pub(super) along: usize,
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

    /// Åse comments; gives the comment's id. With `under` it is an answer there.
    pub(super) fn commented(&self, text: &str, under: Option<&str>) -> String {
        write(&mut self.state(), text, under, "UCbbbbbbbbbbbbbbbbbbbbbb", now())
    }
}

fn write(state: &mut State, text: &str, under: Option<&str>, who: &str, at: Timestamp) -> String {
    let n = state.comments.len();
    let id = under.map_or_else(|| format!("Ugx{n:04}"), |top| format!("{top}.9{n:04}"));
    state.comments.push(comment(&id, text, who, at));
    id
}

pub(super) fn comment(id: &str, text: &str, who: &str, at: Timestamp) -> Value {
    json!({ "kind": "youtube#comment", "id": id, "snippet": {
        "textDisplay": text, "textOriginal": text, "authorDisplayName": if who == US { "@exempelby" } else { "@ase" },
        "authorProfileImageUrl": "https://yt.example/a.jpg", "authorChannelUrl": format!("http://www.youtube.com/channel/{who}"),
        "authorChannelId": { "value": who }, "likeCount": 3, "publishedAt": at.to_string(), "updatedAt": at.to_string(),
    } })
}

pub(super) fn error(status: u16, reason: &str) -> Reply {
    let error =
        json!({ "code": status, "message": "Nej. ya29.hemligt", "errors": [{ "domain": "youtube.quota", "reason": reason }] });
    Reply::status(status, &json!({ "error": error }).to_string())
}

fn is_top(comment: &Value) -> bool {
    !comment["id"].as_str().unwrap().contains('.')
}

fn answers(state: &State, top: &str) -> Vec<Value> {
    let begins = format!("{top}.");
    state.comments.iter().filter(|comment| comment["id"].as_str().unwrap().starts_with(&begins)).cloned().collect()
}

fn thread(state: &State, top: &Value) -> Value {
    let id = top["id"].as_str().unwrap();
    let found = answers(state, id);
    let along: Vec<Value> = found.iter().take(state.along).cloned().collect();
    json!({ "kind": "youtube#commentThread", "id": id, "replies": { "comments": along }, "snippet": {
        "channelId": US, "videoId": VIDEO, "topLevelComment": top, "totalReplyCount": found.len(), "canReply": true, "isPublic": true,
    } })
}

impl Staged for Stage {
    fn answer(&self, request: &Request, now: Timestamp) -> Reply {
        let mut state = self.state();
        if request.path == "/token" {
            let form = request.form();
            let told = |name: &str| form.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str());
            assert_eq!((told("client_id"), told("client_secret")), (Some("torg.apps.example"), Some("GOCSPX-hemligt")));
            assert!(told("refresh_token") == Some("1//hemligt") || told("code") == Some("4/kod"));
            state.tokens += 1;
            return Reply::json(
                &json!({ "access_token": "ya29.hemligt", "expires_in": 3599, "token_type": "Bearer", "refresh_token": "1//nytt" }),
            );
        }
        assert_eq!(request.header("authorization"), Some("Bearer ya29.hemligt"));
        let path = request.path.strip_prefix("/youtube/v3/").expect("the API's own place");
        match (request.method.as_str(), path) {
            ("GET", "channels") => Reply::json(
                &json!({ "items": [{ "id": US, "snippet": { "title": "Exempelby kommun", "customUrl": "@exempelby" } }] }),
            ),
            ("GET", "videos") if request.query("id") == Some(VIDEO) => {
                Reply::json(&json!({ "items": [{ "id": VIDEO, "snippet": {
                "channelId": US, "channelTitle": "Exempelby kommun", "title": "Badet byggs om", "description": "En film om badet.",
                "publishedAt": "2026-11-01T10:00:00Z" } }] }))
            }
            ("GET", "videos") => Reply::json(&json!({ "items": [] })),
            ("GET", "commentThreads") => threads(&state, request),
            ("GET", "comments") => {
                let found: Vec<Value> = match (request.query("parentId"), request.query("id")) {
                    (Some(top), _) => answers(&state, top),
                    (_, id) => state.comments.iter().filter(|comment| comment["id"].as_str() == id).cloned().collect(),
                };
                let after: usize = request.query("pageToken").map_or(0, |token| token.parse().unwrap());
                let mut page = json!({ "items": found.iter().skip(after).take(100).collect::<Vec<_>>() });
                if after + 100 < found.len() {
                    page["nextPageToken"] = (after + 100).to_string().into();
                }
                Reply::json(&page)
            }
            ("POST", "comments/setModerationStatus") => {
                let told = |name: &str| request.query(name).unwrap().to_owned();
                state.moderated.push((told("id"), told("moderationStatus")));
                Reply::status(204, "")
            }
            ("POST", "comments") => {
                let body: Value = serde_json::from_slice(&request.body).unwrap();
                let snippet = &body["snippet"];
                let (text, top) = (snippet["textOriginal"].as_str().unwrap(), snippet["parentId"].as_str().unwrap());
                if !state.comments.iter().any(|comment| comment["id"] == top) {
                    return error(404, "parentCommentNotFound");
                }
                let id = write(&mut state, text, Some(top), US, now);
                Reply::json(&json!({ "id": id, "snippet": {} }))
            }
            ("POST", "commentThreads") => {
                let body: Value = serde_json::from_slice(&request.body).unwrap();
                let id = write(
                    &mut state,
                    body["snippet"]["topLevelComment"]["snippet"]["textOriginal"].as_str().unwrap(),
                    None,
                    US,
                    now,
                );
                Reply::json(&json!({ "id": id, "snippet": {} }))
            }
            ("PUT", "comments") => {
                let body: Value = serde_json::from_slice(&request.body).unwrap();
                let Some(found) = state.comments.iter_mut().find(|comment| comment["id"] == body["id"]) else {
                    return error(404, "commentNotFound");
                };
                found["snippet"]["textDisplay"] = body["snippet"]["textOriginal"].clone();
                Reply::json(&json!({ "id": body["id"] }))
            }
            ("DELETE", "comments") => {
                let before = state.comments.len();
                state.comments.retain(|comment| comment["id"].as_str() != request.query("id"));
                if state.comments.len() == before { error(404, "commentNotFound") } else { Reply::status(204, "") }
            }
            other => panic!("{other:?} is not in the documentation"),
        }
    }

    fn connection(&self, url: &str, http: Http) -> Connection {
        let settings = [("server", url), ("channel", US), ("client_id", "torg.apps.example")];
        let secrets = [("client_secret", "GOCSPX-hemligt"), ("refresh_token", "1//hemligt")];
        Connection::new(
            http,
            settings.map(|(key, value)| (key.to_owned(), value.to_owned())).into(),
            secrets.map(|(key, value)| (key.to_owned(), Secret::new(value))).into(),
        )
    }

    fn publishes(&self, request: &Request) -> bool {
        request.method == "POST" && request.path.ends_with("/comments")
    }

    fn listens(&self, request: &Request) -> bool {
        request.method == "GET" && request.path.ends_with("/commentThreads")
    }

    fn two_good_one_spoiled(&self) -> Reply {
        let whole = |id: &str| json!({ "id": id, "snippet": { "videoId": VIDEO, "totalReplyCount": 0, "topLevelComment": comment(id, "a", "UCb", now()) } });
        let mut broken = whole("Ugx2");
        broken["snippet"]["topLevelComment"]["snippet"]["publishedAt"] = "yesterday".into();
        Reply::json(&json!({ "items": [whole("Ugx3"), broken, whole("Ugx1")] }))
    }

    fn whole(&self, message: Outgoing) -> Outgoing {
        let mut state = self.state();
        if state.comments.is_empty() {
            let before = now() - jiff::SignedDuration::from_hours(1);
            write(&mut state, "När öppnar badet?", None, "UCb", before);
        }
        Outgoing { reply_to: Some(ReplyTo { remote_id: "comment:Ugx0000".into(), root: None, handle: None }), ..message }
    }

    fn made(&self) -> usize {
        self.state().comments.iter().filter(|comment| comment["snippet"]["authorChannelId"]["value"] == US).count()
    }

    fn revoked(&self) -> Reply {
        error(401, "authError")
    }
}

fn threads(state: &State, request: &Request) -> Reply {
    let all = state.comments.iter().filter(|comment| is_top(comment));
    if let Some(id) = request.query("id") {
        return Reply::json(
            &json!({ "items": all.filter(|top| top["id"] == id).map(|top| thread(state, top)).collect::<Vec<_>>() }),
        );
    }
    assert!(request.query("allThreadsRelatedToChannelId") == Some(US) || request.query("videoId") == Some(VIDEO));
    assert_eq!((request.query("order"), request.query("textFormat")), (Some("time"), Some("plainText")));
    let mut found: Vec<Value> = all.map(|top| thread(state, top)).collect();
    found.reverse();
    let after: usize = request.query("pageToken").map_or(0, |token| token.parse().unwrap());
    let mut page = json!({ "items": found.iter().skip(after).take(100).collect::<Vec<_>>() });
    if after + 100 < found.len() {
        page["nextPageToken"] = (after + 100).to_string().into();
    }
    Reply::json(&page)
}
