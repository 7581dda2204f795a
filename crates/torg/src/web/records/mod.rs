//! Pages of the room records: what was said and done, each entry with its proof; and the sealed log itself, for everyone.
mod entry;
mod index;
mod log;
mod scope;
mod told;

pub(super) use index::may_read;

use axum::Router;
use axum::routing::get;

use crate::ground::Desk;

/// The room's addresses.
pub fn routes() -> Router<Desk> {
    Router::new()
        .route("/records", get(index::page))
        .route("/records/entries/{id}", get(entry::page))
        .route("/log/checkpoint", get(log::checkpoint))
        .route("/log/key", get(log::key))
        .route("/log/tile/{*path}", get(log::tile))
}
