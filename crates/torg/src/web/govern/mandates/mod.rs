//! Mandates: who may do what, where, how long, on whose word; how one is granted and how one is ended.
use axum::Router;
use axum::routing::get;

use crate::ground::{Desk, MandateId};

mod days;
mod grant;
mod list;
mod one;
mod words;

pub(super) use words::{Told, acts_in_words};

/// The mandates' addresses.
pub(super) fn routes() -> Router<Desk> {
    Router::new()
        .route("/govern/mandates", get(list::page))
        .route("/govern/mandates/new", get(grant::page).post(grant::grant))
        .route("/govern/mandates/{id}", get(one::page).post(one::revoke))
}

/// Where a mandate is looked at and ended.
pub(super) fn address(id: MandateId) -> String {
    format!("/govern/mandates/{id}")
}
