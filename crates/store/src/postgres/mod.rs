//! PostgreSQL: how a connection is made and made again, how a statement runs, how jobs are served.

mod error;
mod link;
pub(crate) mod serve;
mod setup;
mod value;

pub(crate) use link::Link;
pub(crate) use setup::Setup;
