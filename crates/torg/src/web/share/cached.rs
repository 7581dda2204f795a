//! Answers that caches may keep: with their hash as a tag, and "not modified" to whoever has it already.
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::ground::vault::sha256;

/// The register changes seldom; a minute old is fresh enough, and a cache may show an old one while it asks.
const A_MINUTE: &str = "public, max-age=60, stale-while-revalidate=600";

/// `body`, or that the asker has it already.
pub(super) fn answer(asked: &HeaderMap, media_type: &'static str, body: String) -> Response {
    let tag = format!("\"{}\"", hex::encode(&sha256(body.as_bytes())[..16]));
    let known = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().into_iter().next());
    // Compression on the way may have made the tag a weak one.
    let is_known =
        known.flat_map(|list| list.split(',')).any(|one| one.trim().trim_start_matches("W/") == tag || one.trim() == "*");
    let headers = [(header::ETAG, tag), (header::CACHE_CONTROL, A_MINUTE.to_owned())];
    if is_known {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, [(header::CONTENT_TYPE, media_type)], body).into_response()
}

pub(super) const HTML: &str = "text/html; charset=utf-8";
