//! Units: the tree of the authority's parts, each with a page where it is renamed, moved and closed.
use axum::Router;
use axum::routing::{get, post};

use crate::ground::{Desk, UnitId};

mod changing;
mod list;
mod one;

pub(super) use changing::answered;

/// The units' addresses.
pub(super) fn routes() -> Router<Desk> {
    Router::new()
        .route("/govern/units", get(list::page).post(list::add))
        .route("/govern/units/{id}", get(one::page).post(changing::rename))
        .route("/govern/units/{id}/parent", post(changing::move_under))
        .route("/govern/units/{id}/close", post(changing::close))
        .route("/govern/units/{id}/review-share", post(changing::share))
}

/// A unit's page.
pub(super) fn address(id: UnitId) -> String {
    format!("/govern/units/{id}")
}
