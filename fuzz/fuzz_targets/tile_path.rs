//! The fuzzer around `targets/tile_path.rs`.
#![no_main]

#[path = "../targets/tile_path.rs"]
mod target;

libfuzzer_sys::fuzz_target!(|data: &[u8]| target::run(data));
