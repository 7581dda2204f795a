//! Pages of the room publish: the outbox, stops, and what a person does about what is in it.
pub(super) mod held;
mod outbox;
mod settling;
pub(super) mod stops;

use axum::Router;
use axum::routing::{get, post};

use crate::ground::Desk;

/// The room's addresses.
pub fn routes() -> Router<Desk> {
    Router::new()
        .route("/publish/held", post(held::decide))
        .route("/publish/outbox", get(outbox::page))
        .route("/publish/stops", get(stops::page).post(stops::order))
        .route("/publish/stops/{id}/lifting", post(stops::lift))
        .route("/publish/deliveries/{id}/retry", post(settling::retry))
        .route("/publish/deliveries/{id}/settlement", post(settling::settle))
}
