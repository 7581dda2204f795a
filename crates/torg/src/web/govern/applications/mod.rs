//! Applying for channels: the list, the form with its checklist, and the decision. Anyone at the desk may apply.
use axum::Router;
use axum::routing::{get, post};

use crate::ground::{ApplicationId, Desk};

mod form;
mod list;
mod one;
mod wish;

/// The addresses.
pub(super) fn routes() -> Router<Desk> {
    Router::new()
        .route("/govern/applications", get(list::page).post(wish::apply))
        .route("/govern/applications/new", get(wish::page))
        .route("/govern/applications/{id}", get(one::page))
        .route("/govern/applications/{id}/answers", get(wish::edit).post(wish::revise))
        .route("/govern/applications/{id}/decision", post(one::decide))
        .route("/govern/applications/{id}/withdrawal", post(one::withdraw))
}

/// Where an application stands.
pub(super) fn address(id: ApplicationId) -> String {
    format!("/govern/applications/{id}")
}
