//! Bluesky through the faults that every network must survive.
use std::sync::Mutex;

use connect::testing::{Reply, Request, Staged, survives_every_fault};
use connect::{Connection, Http, Secret};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::stand_in::*;

#[derive(Default)]
struct Stage(Mutex<State>);

impl Stage {
    fn calls(request: &Request, method: &str) -> bool {
        request.path == format!("/xrpc/{method}")
    }
}

impl Staged for Stage {
    fn answer(&self, request: &Request, _now: Timestamp) -> Reply {
        let asked = Asked {
            method: request.path.trim_start_matches("/xrpc/").to_owned(),
            query: request.query.clone(),
            headers: request.headers.clone(),
            body: request.body.clone(),
        };
        let mut state = self.0.lock().unwrap();
        if state.convos.is_null() {
            state.convos = json!({ "convos": [] });
        }
        let (status, body) = reply(&mut state, &asked);
        Reply::status(status, &body.to_string())
    }

    fn connection(&self, url: &str, http: Http) -> Connection {
        let settings = [("service".to_owned(), url.to_owned()), ("identifier".to_owned(), "exempelby.example".to_owned())];
        Connection::new(http, settings.into(), [("app_password".to_owned(), Secret::new("abcd-efgh-ijkl-mnop"))].into())
    }

    fn publishes(&self, request: &Request) -> bool {
        Self::calls(request, "com.atproto.repo.createRecord")
    }

    fn listens(&self, request: &Request) -> bool {
        Self::calls(request, "app.bsky.notification.listNotifications")
    }

    fn two_good_one_spoiled(&self) -> Reply {
        let mut told: Value = serde_json::from_str(include_str!("../../fixtures/bluesky/notifications.json")).unwrap();
        told["notifications"].as_array_mut().unwrap().remove(0);
        Reply::json(&told)
    }

    fn made(&self) -> usize {
        self.0.lock().unwrap().records.len()
    }

    fn revoked(&self) -> Reply {
        Reply::status(401, r#"{"error":"AuthenticationRequired","message":"Invalid identifier or password"}"#)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bluesky_survives_every_fault() {
    survives_every_fault(bluesky(), Stage::default).await;
}
