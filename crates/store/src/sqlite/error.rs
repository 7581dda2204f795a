//! SQLite's error codes in the store's words.

use crate::Fault;
use rusqlite::ErrorCode;
use rusqlite::ffi;

/// Where a statement was when it failed. Messages from compiling it speak of its text only; messages from running it may quote
/// values (FTS5 does), so those are kept only for kinds known not to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    Compiling,
    Running,
}

pub(crate) fn fault(error: &rusqlite::Error, statement: &str, stage: Stage) -> Fault {
    let (code, message) = match error {
        rusqlite::Error::SqliteFailure(code, message) => (code, message.as_deref().unwrap_or_default()),
        rusqlite::Error::SqlInputError { error, msg, .. } => (error, msg.as_str()),
        other => return Fault::misuse(statement, other.to_string()),
    };
    let subject = || message.split_once("constraint failed: ").map_or(message, |(_, subject)| subject).to_owned();
    let described = || format!("{} (SQLite {})", ffi::code_to_str(code.extended_code), code.extended_code);
    match (code.code, code.extended_code) {
        (_, ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID) => {
            let subject = subject();
            let index = subject.strip_prefix("index '").and_then(|name| name.strip_suffix('\''));
            Fault::Unique { constraint: index.map_or_else(|| subject.clone(), str::to_owned) }
        }
        (_, ffi::SQLITE_CONSTRAINT_FOREIGNKEY) => Fault::ForeignKey,
        (ErrorCode::ConstraintViolation, _) if message.starts_with("FOREIGN KEY") => Fault::ForeignKey,
        (_, ffi::SQLITE_CONSTRAINT_CHECK | ffi::SQLITE_CONSTRAINT_NOTNULL) => Fault::Constraint { constraint: subject() },
        (ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch, _) => Fault::other(statement, message),
        (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => Fault::Busy { reason: described() },
        (ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase, _) => Fault::Corrupt { reason: described() },
        (
            ErrorCode::DiskFull
            | ErrorCode::SystemIoFailure
            | ErrorCode::CannotOpen
            | ErrorCode::PermissionDenied
            | ErrorCode::NoLargeFileSupport,
            _,
        ) => Fault::Storage { reason: described() },
        (ErrorCode::ReadOnly, _) => Fault::misuse(statement, format!("a write where only reading is allowed: {}", described())),
        _ if stage == Stage::Compiling => Fault::misuse(statement, message),
        _ => Fault::other(statement, described()),
    }
}
