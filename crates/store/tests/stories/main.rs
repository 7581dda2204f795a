//! What a store promises, tried on both engines. A test crate of its own, because `sql!` registers statements by a link section,
//! which the compiler only lets macros of another crate do under `unsafe_code = "forbid"`.

mod check;
mod crash;
mod encrypted;
mod faults;
mod jobs;
mod log;
mod migrations;
mod notebook;
mod server;
mod values;
