//! The public register's pages: no sign-in, no script, no cookie; the same for everyone, so that they can be kept by caches.
use axum::Router;
use axum::routing::{get, post};

use crate::ground::Desk;

mod cached;
mod check;
mod data;
mod embed;
mod known;
mod list;
mod one;
mod page;

/// The addresses.
pub(super) fn routes() -> Router<Desk> {
    Router::new()
        .route("/channels", get(list::in_english))
        .route("/kanaler", get(list::in_swedish_or_bokmal))
        .route("/kanalar", get(list::in_nynorsk))
        .route("/channels.csv", get(data::csv))
        .route("/channels.json", get(data::json))
        .route("/channels/check", get(check::page))
        .route("/channels/embed", get(embed::framed))
        .route("/channels/export.html", get(embed::export))
        .route("/channels/impostors", post(check::report))
        .route("/channels/{id}", get(one::page))
        .route("/.well-known/atproto-did", get(known::atproto_did))
}
