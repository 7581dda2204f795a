//! The record through the API: its entries, and the proofs that anyone can check.
pub(super) mod entries;
pub(super) mod proofs;
