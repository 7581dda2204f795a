//! Bluesky against a stand-in server that can do wrong at will: what is heard, written, hidden, and what each fault leads to.
mod direct;
mod faults;
mod listening;
mod moderating;
mod profiling;
mod publishing;
mod stand_in;
mod suite;
mod threads;
