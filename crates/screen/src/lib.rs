//! Text in, findings out: what an officer should see first about a text. Nothing here hides, drops or changes a text, and
//! nothing reads a file, a network or a clock.
#![warn(missing_docs)]

mod account;
mod checks;
mod contact;
mod context;
mod effort;
mod film;
mod finding;
mod groups;
mod identity;
mod image;
pub mod language;
mod laws;
mod message;
mod place;
mod readability;
mod reading;
mod rules;
mod screening;
mod signs;
mod speech;
pub mod tokens;

pub use film::{FilmFault, strip_film};
pub use finding::{Confidence, Finding, FindingKind, Group, Step};
pub use image::screen_image;
pub use laws::{Law, Statute, law, laws, laws_version};
pub use message::{MessageKind, Route};
pub use readability::Readability;
pub use reading::{first_words, show_safely};
pub use rules::{HardWord, RuleFault, Rules};
pub use screening::{Reading, mask, screen};

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeExamples;
