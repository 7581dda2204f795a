//! Hearing what others write: fetched without gaps, screened, recorded first, filed into conversations.
pub mod contact;
pub mod entering;
pub mod fetch;
pub mod intake;
pub mod opening;
mod round;
pub mod screening;
pub mod set_aside;
pub mod streams;
