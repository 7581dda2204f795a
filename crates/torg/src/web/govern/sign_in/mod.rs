//! How people sign in: of whom a second factor is demanded, and with which providers.
mod demand;
mod fields;
mod list;
mod provider;
mod rules;

use axum::Router;
use axum::routing::{get, post};

use crate::ground::{Desk, ProviderId};

/// The addresses of it.
pub(super) fn routes() -> Router<Desk> {
    Router::new()
        .route("/govern/sign-in", get(list::page))
        .route("/govern/sign-in/demand", post(demand::decide))
        .route("/govern/sign-in/providers/new", get(provider::new).post(provider::add))
        .route("/govern/sign-in/providers/{id}", get(provider::page).post(provider::change))
        .route("/govern/sign-in/providers/{id}/end", post(provider::end))
        .route("/govern/sign-in/providers/{id}/rules", post(rules::make))
        .route("/govern/sign-in/rules/{id}/end", post(rules::end))
}

/// Where a provider is looked after.
fn address(id: ProviderId) -> String {
    format!("/govern/sign-in/providers/{id}")
}
