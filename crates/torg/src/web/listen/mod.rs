//! Pages of the room listen: are the channels well, what could not be understood, what was given up.
mod entering;
mod health;
mod hooks;
mod mending;
mod rules;
mod secure;

pub(super) use mending::end_unknown;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::ground::Desk;

/// The room's addresses.
pub fn routes() -> Router<Desk> {
    Router::new()
        .route("/hooks/{channel}", get(hooks::greet).post(hooks::hear).layer(DefaultBodyLimit::max(hooks::LARGEST)))
        .route("/listen", get(health::page))
        .route(
            "/listen/entering/{channel}",
            get(entering::page).post(entering::enter).layer(DefaultBodyLimit::max(entering::LARGEST_FORM)),
        )
        .route("/listen/entered/{message}", post(entering::since))
        .route("/listen/rules", get(rules::page).post(rules::change))
        .route("/listen/rules/try", post(rules::try_it))
        .route("/listen/secure-texts", get(secure::page).post(secure::set))
        .route("/listen/set-aside/{id}/settlement", post(mending::settle_item))
        .route("/listen/jobs/{id}/retry", post(mending::retry_job))
        .route("/listen/jobs/{id}/end", post(mending::end_job))
}
