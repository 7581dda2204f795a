//! Pages of the room publish: the outbox, and what a person does about what is in it.
mod outbox;
mod settling;

use axum::Router;
use axum::routing::{get, post};

use crate::ground::Desk;

/// The room's addresses.
pub fn routes() -> Router<Desk> {
    Router::new()
        .route("/publish/outbox", get(outbox::page))
        .route("/publish/deliveries/{id}/retry", post(settling::retry))
        .route("/publish/deliveries/{id}/settlement", post(settling::settle))
}
