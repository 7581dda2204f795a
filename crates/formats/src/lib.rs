//! Standards the desk writes and reads: bytes in, bytes out. No file, network or clock is touched here.
#![warn(missing_docs)]

pub mod tlog;
