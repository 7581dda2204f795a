//! Pages of the room api.
use axum::Router;

use crate::ground::Desk;

/// The room's addresses.
pub fn routes() -> Router<Desk> {
    Router::new()
}
