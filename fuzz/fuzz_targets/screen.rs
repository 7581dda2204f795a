//! The fuzzer around `targets/screen.rs`.
#![no_main]

#[path = "../targets/screen.rs"]
mod target;

libfuzzer_sys::fuzz_target!(|data: &[u8]| target::run(data));
