//! What a program sends: a JSON body, the question in the address, the names in the path. What cannot be read is a problem in our
//! own words and never a fault.
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;

use crate::ground::problem::not_found;
use crate::ground::{Desk, Problem, refuse};

/// A JSON body.
pub(super) struct Sent<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<Desk> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, desk: &Desk) -> Result<Self, Self::Rejection> {
        if !says_json(request.headers()) {
            return Err(refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, "refuse-not-json").into());
        }
        let bytes = axum::body::Bytes::from_request(request, desk)
            .await
            .map_err(|refused| refuse(refused.status(), "refuse-body-too-large"))?;
        read(&bytes).map(Self)
    }
}

/// A JSON body that may be left out, for acts that mostly need no words.
pub(super) struct SentOrNothing<T>(pub(super) T);

impl<T: DeserializeOwned + Default> FromRequest<Desk> for SentOrNothing<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, desk: &Desk) -> Result<Self, Self::Rejection> {
        let (says, is_silent) = (says_json(request.headers()), !request.headers().contains_key(header::CONTENT_TYPE));
        let bytes = axum::body::Bytes::from_request(request, desk)
            .await
            .map_err(|refused| refuse(refused.status(), "refuse-body-too-large"))?;
        if bytes.is_empty() && is_silent {
            return Ok(Self(T::default()));
        }
        if !says {
            return Err(refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, "refuse-not-json").into());
        }
        read(&bytes).map(Self)
    }
}

fn says_json(headers: &HeaderMap) -> bool {
    let named = headers.get(header::CONTENT_TYPE).map(|value| value.to_str().unwrap_or_default()).unwrap_or_default();
    named.split(';').next().is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    // No database keeps a NUL in text, and no sentence needs one.
    if has_nul(bytes) {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-nul").into());
    }
    let told = |fault: serde_json::Error| {
        if fault.is_data() {
            refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-json-wrong").with("reason", fault)
        } else {
            refuse(StatusCode::BAD_REQUEST, "refuse-json-broken").with("line", fault.line()).with("column", fault.column())
        }
    };
    // Each body here is an object. A list would be read too, as the object's fields in their order, which no description promises.
    if bytes.trim_ascii_start().starts_with(b"[") {
        serde_json::from_slice::<serde::de::IgnoredAny>(bytes).map_err(told)?;
        let reason = "a list where an object belongs";
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-json-wrong").with("reason", reason).into());
    }
    Ok(serde_json::from_slice(bytes).map_err(told)?)
}

/// Whether a JSON text writes the character NUL. A backslash stands only within strings and always with what it escapes.
fn has_nul(bytes: &[u8]) -> bool {
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == b'\\')) {
        at += found;
        if bytes[at..].starts_with(b"\\u0000") {
            return true;
        }
        at += 2;
    }
    false
}

/// The question in the address.
pub(super) struct Asked<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequestParts<Desk> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Desk) -> Result<Self, Self::Rejection> {
        let question = parts.uri.query().unwrap_or_default();
        if url::form_urlencoded::parse(question.as_bytes()).any(|(key, value)| key.contains('\0') || value.contains('\0')) {
            return Err(refuse(StatusCode::BAD_REQUEST, "refuse-nul").into());
        }
        let asked = axum::extract::Query::<T>::try_from_uri(&parts.uri);
        asked
            .map(|query| Self(query.0))
            .map_err(|wrong| refuse(StatusCode::BAD_REQUEST, "refuse-query").with("reason", wrong.body_text()).into())
    }
}

/// The names in the path. One that cannot be an id names nothing.
pub(super) struct Named<T>(pub(super) T);

impl<T: DeserializeOwned + Send> FromRequestParts<Desk> for Named<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Self::Rejection> {
        let named = axum::extract::Path::<T>::from_request_parts(parts, desk).await;
        named.map(|path| Self(path.0)).map_err(|_| not_found())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nul_is_seen_however_it_is_hidden() {
        for with in [r#"{"a":"\u0000"}"#, r#"{"a\u0000":1}"#, r#""\\\u0000""#] {
            assert!(has_nul(with.as_bytes()), "{with}");
        }
        for without in [r#"{"a":"\\u0000"}"#, r#""\n\u0001""#, r#""\"#, ""] {
            assert!(!has_nul(without.as_bytes()), "{without}");
        }
    }

    #[test]
    fn broken_json_and_wrong_json_are_told_apart() {
        #[derive(Debug, serde::Deserialize)]
        struct Body {
            #[expect(dead_code, reason = "only read from JSON")]
            a: Option<u8>,
        }
        let status = |text: &str| match read::<Body>(text.as_bytes()) {
            Err(Problem::Refused(refusal)) => refusal.status.as_u16(),
            other => panic!("{text} gave {other:?}"),
        };
        assert_eq!(status("{\"a\":1"), 400);
        assert_eq!(status("{} trailing"), 400);
        assert_eq!(status("[null"), 400);
        assert_eq!(status(" [null]"), 422);
        assert_eq!(status("{\"a\":300}"), 422);
        assert_eq!(status("\"half a pair\""), 422);
    }

    #[test]
    fn deep_json_is_refused_not_followed() {
        let deep = format!("{{\"a\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
        match read::<serde_json::Value>(deep.as_bytes()) {
            Err(Problem::Refused(refusal)) => assert_eq!(refusal.status, StatusCode::BAD_REQUEST),
            other => panic!("{other:?}"),
        }
    }
}
