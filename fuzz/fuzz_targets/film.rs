//! The fuzzer around `targets/film.rs`.
#![no_main]

#[path = "../targets/film.rs"]
mod target;

libfuzzer_sys::fuzz_target!(|data: &[u8]| target::run(data));
