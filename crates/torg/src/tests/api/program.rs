//! A program for the stories: it has a token, sends JSON, and reads JSON.
use std::future::Future;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use tower::ServiceExt;

use crate::govern::mandate::{self, Allowed, Govern, Grant, Run};
use crate::govern::{Scope, token};
use crate::ground::{MandateId, PersonId, TokenId};
use crate::tests::town::Town;

/// A program with a token.
pub(in crate::tests) struct Program<'t> {
    town: &'t Town,
    pub(in crate::tests) token: String,
    pub(in crate::tests) token_id: TokenId,
    pub(in crate::tests) mandate: MandateId,
}

/// What came back.
#[derive(Debug)]
pub(in crate::tests) struct Reply {
    pub(in crate::tests) status: StatusCode,
    pub(in crate::tests) headers: HeaderMap,
    pub(in crate::tests) bytes: Vec<u8>,
    /// The body as JSON; null when there is none.
    pub(in crate::tests) json: Value,
}

impl Reply {
    /// It was done.
    #[track_caller]
    pub(in crate::tests) fn fine(self) -> Self {
        assert!(self.status.is_success(), "{}: {}", self.status, self.json);
        self
    }

    /// It was refused with this status, by this rule, in a sentence.
    #[track_caller]
    pub(in crate::tests) fn refused(self, status: u16, rule: &str) -> Self {
        assert_eq!((self.status.as_u16(), self.rule()), (status, rule), "{}", self.json);
        self.is_a_problem();
        self
    }

    /// The rule that said no.
    pub(in crate::tests) fn rule(&self) -> &str {
        self.json["type"].as_str().unwrap_or_default().trim_start_matches("urn:torg:problem:")
    }

    /// It is a problem as RFC 9457 has it.
    #[track_caller]
    pub(in crate::tests) fn is_a_problem(&self) {
        assert_eq!(self.header("content-type"), "application/problem+json", "{self:?}");
        assert_eq!(self.json["status"], self.status.as_u16());
        for member in ["type", "title", "detail", "instance"] {
            assert!(self.json[member].as_str().is_some_and(|words| !words.is_empty()), "no {member} in {}", self.json);
        }
        let detail = self.json["detail"].as_str().unwrap();
        assert!(detail.contains(' ') && !detail.starts_with("refuse-"), "not a sentence: {detail}");
    }

    pub(in crate::tests) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The items of a list.
    #[track_caller]
    pub(in crate::tests) fn items(&self) -> &[Value] {
        self.json["items"].as_array().unwrap_or_else(|| panic!("no list: {}", self.json))
    }
}

/// Sends a request to the town's API; `path` is under `/api/v1` unless it says so itself.
pub(in crate::tests) async fn send(town: &Town, method: &str, path: &str, headers: &[(&str, &str)], body: Body) -> Reply {
    let path = if path.starts_with("/api/") { path.to_owned() } else { format!("/api/v1{path}") };
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = town.router().oneshot(request.body(body).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    if parts.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream") {
        // A stream has no end to wait for.
        return Reply { status: parts.status, headers: parts.headers, bytes: Vec::new(), json: Value::Null };
    }
    let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
    let json = serde_json::from_slice(&bytes).unwrap_or_default();
    Reply { status: parts.status, headers: parts.headers, bytes, json }
}

impl<'t> Program<'t> {
    /// A program of `name`'s that may do `acts` in `scope`, and no more.
    pub(in crate::tests) async fn of(town: &'t Town, name: &str, acts: &[Allowed], scope: Scope) -> Self {
        let person = town.colleague(name).await.id();
        // Whoever makes a token runs the desk; the token itself stands for the other mandate.
        grant(town, person, &[Allowed::Run], Scope::Everywhere).await;
        let mandate = grant(town, person, acts, scope).await;
        Self::under(town, person, mandate).await
    }

    /// A program with a token under one mandate of `person`'s.
    async fn under(town: &'t Town, person: PersonId, mandate: MandateId) -> Self {
        let issued = town.desk.act(move |mut act| {
            let now = act.now();
            let by = mandate::ask::<Run>(act.conn(), person, Scope::Everywhere, now)?;
            token::issue(act, &by, mandate, "berättelsens program", 30)
        });
        let (token_id, token) = issued.await.unwrap();
        Self { town, token, token_id, mandate }
    }

    /// A program with a token that `maker` made.
    pub(in crate::tests) fn holding(town: &'t Town, token: &str, maker: &Self) -> Self {
        Self { town, token: token.to_owned(), token_id: maker.token_id, mandate: maker.mandate }
    }

    /// A program that may do everything, everywhere, under a mandate without an end.
    pub(in crate::tests) async fn that_may_all(town: &'t Town) -> Self {
        let person = town.colleague("Fatima Berg").await.id();
        let mandate = grant_until(town, person, Allowed::ALL, Scope::Everywhere, None).await;
        Self::under(town, person, mandate).await
    }

    /// Reads.
    pub(in crate::tests) fn get(&self, path: &str) -> impl Future<Output = Reply> {
        self.with("GET", path, &[], None)
    }

    /// Sends JSON.
    pub(in crate::tests) fn sends(&self, method: &str, path: &str, body: &Value) -> impl Future<Output = Reply> {
        self.with(method, path, &[], Some(body))
    }

    /// Sends what it likes.
    pub(in crate::tests) async fn with(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Option<&Value>) -> Reply {
        let bearer = format!("Bearer {}", self.token);
        let mut all = vec![("authorization", bearer.as_str())];
        if !headers.iter().any(|(name, _)| *name == "accept-language") {
            all.push(("accept-language", "en"));
        }
        let body = match body {
            Some(json) => {
                all.push((header::CONTENT_TYPE.as_str(), "application/json"));
                Body::from(json.to_string())
            }
            None => Body::empty(),
        };
        all.extend_from_slice(headers);
        send(self.town, method, path, &all, body).await
    }
}

/// The administrator grants someone a mandate.
pub(in crate::tests) async fn grant(town: &Town, person: PersonId, acts: &[Allowed], scope: Scope) -> MandateId {
    let days = SignedDuration::from_hours(24 * 200);
    grant_until(town, person, acts, scope, Some(town.now() + days)).await
}

async fn grant_until(town: &Town, person: PersonId, acts: &[Allowed], scope: Scope, valid_to: Option<Timestamp>) -> MandateId {
    let (boss, acts) = (town.boss, acts.to_vec());
    let granted = town.desk.act(move |mut act| {
        let now = act.now();
        let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
        let document = "KS 2026/00200".to_owned();
        mandate::grant(act, &by, &Grant { person, scope, acts, document, valid_from: now, valid_to })
    });
    granted.await.unwrap()
}
