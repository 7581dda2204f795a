//! The fuzzer around `targets/bundle.rs`.
#![no_main]

#[path = "../targets/bundle.rs"]
mod target;

libfuzzer_sys::fuzz_target!(|data: &[u8]| target::run(data));
