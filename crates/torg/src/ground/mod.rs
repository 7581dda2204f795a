//! What everything stands on: time, ids, secrets, jobs, languages, configuration, and how the desk says no.
pub mod clock;
pub mod config;
pub mod desk;
pub mod ids;
pub mod jobs;
pub mod kill;
pub mod lease;
pub mod locale;
pub mod news;
pub mod problem;
pub mod vault;

pub use clock::Clock;
pub use desk::Desk;
pub use ids::*;
pub use problem::{Problem, Refusal, refuse};
