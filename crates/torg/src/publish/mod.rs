//! What goes out. Nothing leaves but through the outbox.
mod arrival;
pub mod delivery;
pub mod gate;
pub mod outbox;
pub mod overview;
pub mod review;
pub mod unanswered;
