//! Text in, findings out: what an officer should see first about a text. Nothing here hides, drops or changes a text, and
//! nothing reads a file, a network or a clock.
#![warn(missing_docs)]

mod account;
mod checks;
mod contact;
mod context;
mod finding;
mod groups;
mod identity;
pub mod language;
mod place;
mod reading;
mod screening;
mod signs;
pub mod tokens;

pub use finding::{Confidence, Finding, FindingKind, Group, Step};
pub use reading::{first_words, show_safely};
pub use screening::{mask, screen};
