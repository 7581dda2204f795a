//! What goes out. Nothing leaves but through the outbox.
pub mod delivery;
pub mod outbox;
pub mod overview;
pub mod unanswered;
