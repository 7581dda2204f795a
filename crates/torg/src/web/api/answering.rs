//! Answers that are asked for again: each JSON answer to a GET carries a tag of its bytes, and a caller who has them is told 304.
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::ground::Problem;
use crate::ground::vault::sha256;

/// Puts an `ETag` on what was read, and answers 304 to one who has it already (RFC 9110 §13.1.2).
pub(super) async fn tagged(request: Request, next: Next) -> Response {
    let reads = request.method() == Method::GET;
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let response = next.run(request).await;
    if !reads || response.status() != StatusCode::OK || !is_json(response.headers()) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    // Our own answer, made in memory already: there is nothing to bound.
    let bytes = match to_bytes(body, usize::MAX).await {
        Ok(bytes) => bytes,
        Err(fault) => return Problem::Fault(fault.into()).into_response(),
    };
    let tag = format!("\"{}\"", hex::encode(&sha256(&bytes)[..12]));
    let has_it = known.is_some_and(|known| names(&known, &tag));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        parts.headers.insert(header::ETAG, tag);
    }
    // Whoever keeps an answer asks each time whether it still holds: what a mandate covers can end any moment.
    parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    parts.headers.insert(header::VARY, HeaderValue::from_static("authorization, accept-language"));
    if has_it {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_TYPE);
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

fn is_json(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|value| value.as_bytes().starts_with(b"application/json"))
}

/// Whether an `If-None-Match` names `tag`; weak tags compare alike.
fn names(header: &HeaderValue, tag: &str) -> bool {
    let header = header.to_str().unwrap_or_default();
    header.trim() == "*" || header.split(',').any(|one| one.trim().trim_start_matches("W/") == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_tag_is_recognised_in_a_list() {
        let names = |header: &'static str| names(&HeaderValue::from_static(header), "\"abc\"");
        assert!(names("\"abc\"") && names("\"x\", W/\"abc\"") && names("*"));
        assert!(!names("\"abcd\"") && !names("abc") && !names(""));
    }
}
