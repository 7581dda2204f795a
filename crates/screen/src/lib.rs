//! Text in, findings out: what an officer should see first about a text. Nothing here hides, drops or changes a text, and
//! nothing reads a file, a network or a clock.
#![warn(missing_docs)]

pub mod language;
mod signs;
pub mod tokens;
