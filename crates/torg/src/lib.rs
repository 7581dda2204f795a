//! The desk, in reading order: each line may use those above it, never those below (`tests/tidy.rs`).
pub mod cli;
pub mod demo;
pub mod govern;
pub mod ground;
pub mod listen;
pub mod participate;
pub mod publish;
pub mod records;
pub mod web;
pub mod work;

#[cfg(test)]
mod tests;
