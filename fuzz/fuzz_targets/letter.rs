//! The fuzzer around `targets/letter.rs`.
#![no_main]

#[path = "../targets/letter.rs"]
mod target;

libfuzzer_sys::fuzz_target!(|data: &[u8]| target::run(data));
