//! A mailbox against stand-ins of both its servers, with everything that real ones do to letters.
mod faults;
mod hearing;
mod saying;
mod stage;
