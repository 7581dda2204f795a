//! The fuzzer around `targets/note.rs`.
#![no_main]

#[path = "../targets/note.rs"]
mod target;

libfuzzer_sys::fuzz_target!(|data: &[u8]| target::run(data));
