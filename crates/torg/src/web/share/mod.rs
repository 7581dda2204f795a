//! The public register's pages: no sign-in, no script, no cookie; the same for everyone, so that they can be kept by caches.
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::ground::Desk;

mod cached;
mod check;
mod contact;
mod data;
mod embed;
mod known;
mod list;
mod one;
mod page;

/// Ten thousand characters of four bytes, each written as three, and the rest.
const LARGEST_FORM: usize = 160 * 1024;

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
        .route("/contact/{path}", get(contact::page).post(contact::send).layer(DefaultBodyLimit::max(LARGEST_FORM)))
        .route("/contact/{path}/{secret}", get(contact::own).post(contact::send_more).layer(DefaultBodyLimit::max(LARGEST_FORM)))
        .route("/.well-known/atproto-did", get(known::atproto_did))
}
