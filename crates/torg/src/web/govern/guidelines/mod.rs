//! The house's guidelines: read by everyone at the desk, acknowledged, adopted and revised by those who govern.
use axum::Router;
use axum::routing::{get, post};

use crate::ground::{Desk, GuidelineId};

mod adopting;
mod list;
mod markdown;
mod one;

pub(in crate::web) use markdown::rendered;

/// The addresses.
pub(super) fn routes() -> Router<Desk> {
    Router::new()
        .route("/govern/guidelines", get(list::page).post(adopting::add))
        .route("/govern/guidelines/new", get(adopting::page))
        .route("/govern/guidelines/{id}", get(one::page))
        .route("/govern/guidelines/{id}/acknowledgement", post(one::acknowledge))
        .route("/govern/guidelines/{id}/versions", get(adopting::revise).post(adopting::add_version))
        .route("/govern/guidelines/{id}/withdrawal", post(one::withdraw))
}

/// Where a guideline is read.
fn address(id: GuidelineId) -> String {
    format!("/govern/guidelines/{id}")
}
