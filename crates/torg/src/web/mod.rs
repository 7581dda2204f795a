//! The pages and the API. Only here is HTML made; the rooms hold the rules. Folders by the same verbs as the rooms.
pub mod api;
mod assets;
mod entrance;
mod events;
mod frame;
mod govern;
mod listen;
mod me;
mod participate;
mod problems;
mod publish;
mod records;
mod server;
mod share;
mod shown;
mod uploads;
mod visitor;

pub use frame::{Frame, Room};
pub use server::{router, serve};
pub use visitor::{Posted, SignedIn, Visitor};
