//! Problems to programs: `application/problem+json` (RFC 9457) with a sentence in the language that was asked for. Also what the
//! server itself refuses (no such address, wrong method, too slow) is told so.
use axum::extract::{OriginalUri, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

use super::caller::language;
use crate::ground::locale::Locale;
use crate::ground::problem::not_found;
use crate::ground::{Desk, Problem, refuse};
use crate::web::problems;

/// The media type of RFC 9457.
pub(super) const MEDIA_TYPE: &str = "application/problem+json";

/// Why something was not done (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProblemDetails {
    /// Which rule said no. Stable; made for programs.
    #[serde(rename = "type")]
    #[schema(example = "urn:torg:problem:refuse-state-already")]
    kind: String,
    /// The HTTP status in words.
    #[schema(example = "Conflict")]
    title: String,
    /// The HTTP status.
    #[schema(example = 409)]
    status: u16,
    /// What happened and what to do, in the language of `Accept-Language`. Made for people.
    #[schema(example = "Someone was first: the conversation stands like that already. Open it again to see.")]
    detail: String,
    /// The address that was asked for.
    #[schema(example = "/api/v1/conversations/0193485e-f2a0-7c31-9d5b-6f0a3c1e2b4d/state")]
    instance: String,
    /// What the sentence names, by name: figures, fields.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(example = json!({}))]
    values: BTreeMap<&'static str, String>,
}

fn answer(locale: Locale, problem: &Problem, instance: &str) -> Response {
    let (status, detail, _) = problems::told(locale, problem);
    let (kind, values) = match problem {
        Problem::Refused(refusal) => (refusal.key, refusal.args.iter().cloned().collect()),
        Problem::Fault(_) => ("fault-ours", BTreeMap::new()),
    };
    let details = ProblemDetails {
        kind: format!("urn:torg:problem:{kind}"),
        title: status.canonical_reason().unwrap_or("Problem").to_owned(),
        status: status.as_u16(),
        detail,
        instance: instance.to_owned(),
        values,
    };
    let mut response = (status, axum::Json(details)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(locale.tag()));
    if status == StatusCode::UNAUTHORIZED {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"torg\""));
    }
    response
}

/// What the server refused by itself, in our words.
fn of_the_server(status: StatusCode) -> Problem {
    match status {
        StatusCode::NOT_FOUND => not_found(),
        StatusCode::METHOD_NOT_ALLOWED => refuse(status, "refuse-method").into(),
        StatusCode::PAYLOAD_TOO_LARGE => refuse(status, "refuse-body-too-large").into(),
        StatusCode::SERVICE_UNAVAILABLE => refuse(status, "refuse-too-slow").into(),
        _ => refuse(status, "refuse-request").with("status", status.as_u16()).into(),
    }
}

/// Tells every problem on its way out.
pub(super) async fn told(State(desk): State<Desk>, OriginalUri(here): OriginalUri, request: Request, next: Next) -> Response {
    let locale = language(request.headers(), &desk);
    let response = next.run(request).await;
    if let Some(problem) = problems::untold(&response) {
        return answer(locale, &problem, here.path());
    }
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let mut told = answer(locale, &of_the_server(status), here.path());
    if let Some(allowed) = response.headers().get(header::ALLOW) {
        told.headers_mut().insert(header::ALLOW, allowed.clone());
    }
    told
}

/// Nothing at this address.
pub(super) async fn nothing_here() -> Problem {
    not_found()
}

/// A handler panicked: the desk stays up, and the program is told so as of any fault.
pub(super) fn panicked(panic: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let words = panic.downcast_ref::<&str>().map(ToString::to_string).or_else(|| panic.downcast_ref::<String>().cloned());
    Problem::Fault(anyhow::anyhow!("a handler panicked: {}", words.unwrap_or_default())).into_response()
}
