//! The desk, in reading order: each line may use those above it, never those below (`tests/tidy.rs`).
pub mod ground;
pub mod records;
pub mod govern;
pub mod publish;
pub mod participate;
pub mod listen;
pub mod share;
pub mod work;
pub mod web;
pub mod demo;
pub mod cli;

#[cfg(test)]
mod tests;
