//! Pages of the room records: what was said and done, each entry with its proof; and the sealed log itself, for everyone.
mod log;

use axum::Router;
use axum::routing::get;

use crate::ground::Desk;

/// The room's addresses.
pub fn routes() -> Router<Desk> {
    Router::new()
        .route("/log/checkpoint", get(log::checkpoint))
        .route("/log/key", get(log::key))
        .route("/log/tile/{*path}", get(log::tile))
}
