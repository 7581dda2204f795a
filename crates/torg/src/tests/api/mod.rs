//! The API as programs meet it: every documented operation, its permission, its pages, and what it says to nonsense.
mod program;
mod reading;
