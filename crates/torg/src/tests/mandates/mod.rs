//! Mandates held against a plain model, attacked from every side, and looked at from another unit.
mod attempt;
mod model;
mod property;
mod stories;
