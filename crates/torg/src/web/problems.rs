//! Problems as pages with a way on, and as `application/problem+json` (RFC 9457) to programs. A fault is logged here, once.
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, html};

use super::assets;
use super::visitor::Visitor;
use crate::ground::locale::Locale;
use crate::ground::{Desk, Problem, Refusal, refuse};

/// In which form a problem is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// To a person.
    Page,
    /// To a program.
    Json,
}

/// Status and sentence for a problem; logs a fault.
pub fn told(locale: Locale, problem: &Problem) -> (StatusCode, String, Option<(String, String)>) {
    match problem {
        Problem::Refused(refusal) => {
            let way_on = refusal.way_on.as_ref().map(|(href, key)| (href.clone(), locale.say(key)));
            (refusal.status, sentence(locale, refusal), way_on)
        }
        Problem::Fault(fault) => {
            tracing::error!("A request failed: {fault:#}");
            let way_on = ("/".to_owned(), locale.say("way-on-start"));
            (StatusCode::INTERNAL_SERVER_ERROR, locale.say("fault-ours"), Some(way_on))
        }
    }
}

/// The refusal's sentence.
pub fn sentence(locale: Locale, refusal: &Refusal) -> String {
    refusal.sentence(locale)
}

/// The answer for a problem.
pub fn answer(locale: Locale, problem: &Problem, form: Form) -> Response {
    let (status, sentence, way_on) = told(locale, problem);
    match form {
        Form::Json => {
            let kind = match problem {
                Problem::Refused(refusal) => refusal.key,
                Problem::Fault(_) => "fault-ours",
            };
            let body = serde_json::json!({
                "type": format!("urn:torg:problem:{kind}"),
                "title": status.canonical_reason().unwrap_or("Problem"),
                "status": status.as_u16(),
                "detail": sentence,
            });
            (status, [(header::CONTENT_TYPE, "application/problem+json")], body.to_string()).into_response()
        }
        Form::Page => {
            let heading = if status.is_server_error() { "problem-heading-ours" } else { "problem-heading" };
            let markup = html! {
                (DOCTYPE)
                html lang=(locale.tag()) {
                    head {
                        meta charset="utf-8";
                        meta name="viewport" content="width=device-width, initial-scale=1";
                        title { (locale.say(heading)) " – Torg" }
                        link rel="stylesheet" href=(assets::address("torg.css"));
                        link rel="icon" href=(assets::address("torg.svg"));
                    }
                    body.plain {
                        main.card.problem id="main" {
                            h1 { (locale.say(heading)) }
                            p { (sentence) }
                            @if let Some((href, label)) = way_on {
                                p { a.btn.go href=(href) { (label) } }
                            }
                        }
                    }
                }
            };
            (status, markup).into_response()
        }
    }
}

/// A problem as a page.
pub fn page(locale: &Locale, problem: &Problem) -> Response {
    answer(*locale, problem, Form::Page)
}

/// A handler's `?` ends here: the middleware of `negotiated` has the visitor's language; without it the desk's own words are English.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, ..) = match &self {
            Self::Refused(refusal) => (refusal.status,),
            Self::Fault(_) => (StatusCode::INTERNAL_SERVER_ERROR,),
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(Untold(std::sync::Arc::new(self)));
        response
    }
}

/// A problem on its way out, to be told in the visitor's language.
#[derive(Clone)]
struct Untold(std::sync::Arc<Problem>);

/// The problem that an answer carries and that nobody has told yet.
pub(super) fn untold(response: &Response) -> Option<std::sync::Arc<Problem>> {
    response.extensions().get::<Untold>().map(|Untold(problem)| problem.clone())
}

/// Tells problems in the visitor's language, as a page or as JSON by what they accept and where they asked.
pub async fn negotiated(State(desk): State<Desk>, request: axum::extract::Request, next: axum::middleware::Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(visitor) = <Visitor as axum::extract::FromRequestParts<Desk>>::from_request_parts(&mut parts, &desk).await;
    let form = form_for(&parts.headers, parts.uri.path());
    let response = next.run(axum::extract::Request::from_parts(parts, body)).await;
    match untold(&response) {
        Some(problem) => answer(visitor.locale, &problem, form),
        None => match unsaid(&response) {
            Some(refusal) => answer(visitor.locale, &refusal.into(), form),
            None => response,
        },
    }
}

/// The sentence for a request that no handler took: an address or a form that could not be read. The extractors say so in plain
/// English, for programmers; people get a page.
fn unsaid(response: &Response) -> Option<Refusal> {
    let status = response.status();
    let is_page = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| !kind.as_bytes().starts_with(b"text/plain"));
    if !status.is_client_error() || is_page {
        return None;
    }
    let key = match status {
        StatusCode::UNPROCESSABLE_ENTITY | StatusCode::UNSUPPORTED_MEDIA_TYPE => "refuse-form-unreadable",
        StatusCode::PAYLOAD_TOO_LARGE => "refuse-form-too-large",
        _ => "refuse-not-found",
    };
    Some(refuse(status, key).way_on("/", "way-on-start"))
}

fn form_for(headers: &HeaderMap, path: &str) -> Form {
    let accepts_page =
        headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|accept| accept.contains("text/html"));
    if path.starts_with("/api/") || !accepts_page { Form::Json } else { Form::Page }
}

/// Nothing at this address.
pub async fn not_found() -> Problem {
    refuse(StatusCode::NOT_FOUND, "refuse-not-found").way_on("/", "way-on-start").into()
}

/// A handler panicked: the desk stays up, the visitor is told.
pub fn panicked(panic: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let words = panic.downcast_ref::<&str>().map(ToString::to_string).or_else(|| panic.downcast_ref::<String>().cloned());
    answer(Locale::default(), &Problem::Fault(anyhow::anyhow!("a handler panicked: {}", words.unwrap_or_default())), Form::Page)
}
