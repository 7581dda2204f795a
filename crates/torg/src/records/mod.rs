//! The record: an append-only, sealed log of everything. Content lies apart from it, so that disposal leaves the log valid.
pub mod act;
pub mod author;
pub mod content;
pub mod entry;
pub mod event;
pub mod follow;
pub mod message;
mod new_messages;
mod newest;
pub mod proof;
pub mod public;
pub mod retention;
pub mod said;
pub mod seal;
pub mod search;
pub mod verify;

pub use act::{Act, By, Committed};
pub use content::Hash;
pub use event::Event;
