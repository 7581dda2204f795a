//! The API as programs meet it: every documented operation, its permission, its pages, and what it says to nonsense.
mod answering;
mod borders;
mod described;
mod doors;
mod ending;
mod everything;
mod hostile;
mod posting;
pub(super) mod program;
mod proving;
mod reading;
mod shape;
