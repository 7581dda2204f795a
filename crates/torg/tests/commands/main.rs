//! The program's commands as someone with a shell uses them. One test program for all of them, since every one must be linked.
mod channel;
mod record;
mod screen;
