//! Who speaks, in which channel, on whose mandate.
pub mod channel;
pub mod invitation;
pub mod login;
pub mod mandate;
pub mod officer;
pub mod person;
pub mod token;
pub mod unit;

pub use mandate::{Mandate, Scope};
pub use officer::Officer;
