//! Taking part: conversations that someone is responsible for, and how they are answered.
pub mod alert;
pub mod colleagues;
pub mod conversation;
pub mod draft;
pub mod escalation;
pub mod filing;
pub mod inbox;
pub mod note;
pub mod once;
pub mod presence;
pub mod referral;
pub mod reply;
pub mod revealing;
pub mod shown;
pub mod thread;
mod view_statements;
mod views;
pub mod waiting;
