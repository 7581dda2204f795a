//! SQLite: how a connection is set up, how a statement runs, how writes are grouped.

mod error;
pub(crate) mod group;
mod link;
mod open;

pub(crate) use link::Link;
pub(crate) use open::open;
