//! Mandates: who may do what, where, how long, on whose word; how one is granted and how one is ended.
use axum::Router;
use axum::routing::{get, post};

use crate::ground::{Desk, MandateId};

mod grant;
mod list;
mod one;
mod onwards;
mod substitutes;
mod words;

pub(super) use words::{SOON, Told, acts_in_words};

/// The mandates' addresses.
pub(super) fn routes() -> Router<Desk> {
    Router::new()
        .route("/govern/mandates", get(list::page))
        .route("/govern/mandates/new", get(grant::page).post(grant::grant))
        .route("/govern/mandates/{id}", get(one::page).post(one::revoke))
        .route("/govern/mandates/{id}/extension", post(onwards::extend))
        .route("/govern/mandates/{id}/substitutes", post(substitutes::appoint))
        .route("/govern/substitutes/{id}/end", post(substitutes::end))
}

/// Where a mandate is looked at and ended.
pub(super) fn address(id: MandateId) -> String {
    format!("/govern/mandates/{id}")
}
