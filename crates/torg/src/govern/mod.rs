//! Who speaks, in which channel, on whose mandate.
pub mod channel;
pub mod channel_sign_in;
pub mod credentials;
pub mod governing;
pub mod granting;
pub mod invitation;
pub mod login;
pub mod mandate;
pub mod officer;
pub mod password;
pub mod person;
pub mod reach;
pub mod sign_in;
pub mod token;
pub mod unit;

pub use governing::Governs;
pub use mandate::{Mandate, Scope};
pub use officer::Officer;
