//! Pages of the room participate.
use axum::Router;

use crate::ground::Desk;

/// The room's addresses.
pub fn routes() -> Router<Desk> {
    Router::new()
}
