//! The fuzzer around `targets/feed.rs`.
#![no_main]

#[path = "../targets/feed.rs"]
mod target;

libfuzzer_sys::fuzz_target!(|data: &[u8]| target::run(data));
