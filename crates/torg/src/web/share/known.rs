//! `/.well-known/`: proofs that networks ask for.
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};

use crate::ground::problem::not_found;
use crate::ground::{Desk, Problem};
use crate::share::register;

/// `GET /.well-known/atproto-did`: which account the host that was asked is the handle of (atproto.com/specs/handle).
pub(super) async fn atproto_did(State(desk): State<Desk>, headers: HeaderMap) -> Result<Response, Problem> {
    let host = headers.get(header::HOST).map(|value| value.to_str().unwrap_or_default()).unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default().to_owned();
    let did = desk.read(move |conn| Ok(register::proved(conn, &host)?)).await?.ok_or_else(not_found)?;
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=60"),
        (header::VARY, "host"),
    ];
    Ok((headers, did).into_response())
}
