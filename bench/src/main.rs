//! Reproducible figures: what Torg does, beside the engines it stands on.
fn main() {}
