//! Pages of the room publish.
use axum::Router;

use crate::ground::Desk;

/// The room's addresses.
pub fn routes() -> Router<Desk> {
    Router::new()
}
