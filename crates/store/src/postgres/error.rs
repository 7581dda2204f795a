//! PostgreSQL's errors in the store's words.
//!
//! Its messages and details quote values (`Key (email)=(…) already exists`), so only names of columns and rules are taken from
//! them, and a message as a whole only from preparing a statement, when no value has been sent yet.

use super::value::Unfit;
use crate::{Fault, Written};
use postgres::error::DbError;
use std::error::Error as _;

/// Where things were when they failed. Values are sent only while a statement runs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Connecting,
    Preparing,
    Running,
}

pub(super) fn fault(error: &postgres::Error, statement: &str, stage: Stage) -> Fault {
    if let Some(refusal) = error.as_db_error() {
        return refused(refusal, statement, stage);
    }
    match error.source() {
        Some(cause) if cause.is::<Unfit>() => Fault::value(statement, format!("{error}: {cause}")),
        Some(cause) => connection(format!("{error}: {cause}")),
        None => connection(error.to_string()),
    }
}

pub(super) fn connection(reason: String) -> Fault {
    Fault::Connection { reason, written: Written::Nothing }
}

/// By SQLSTATE: <https://www.postgresql.org/docs/current/errcodes-appendix.html>
fn refused(refusal: &DbError, statement: &str, stage: Stage) -> Fault {
    let code = refusal.code().code();
    match code {
        "23505" => Fault::Unique { constraint: unique_key(refusal) },
        "23503" => Fault::ForeignKey,
        "23502" => Fault::Constraint { constraint: column(refusal) },
        _ if code.starts_with("23") => Fault::Constraint { constraint: refusal.constraint().unwrap_or(code).to_owned() },
        "40001" | "40P01" | "55P03" => Fault::Busy { reason: format!("SQLSTATE {code}") },
        // The server is starting, stopping, full of connections, or ended this one.
        "57P01" | "57P02" | "57P03" | "57P05" | "25P03" | "53300" => connection(refusal.message().to_owned()),
        _ if code.starts_with("08") => connection(refusal.message().to_owned()),
        "53100" | "58030" => Fault::Storage { reason: format!("SQLSTATE {code}") },
        "XX001" | "XX002" => Fault::Corrupt { reason: format!("SQLSTATE {code}") },
        "25006" => Fault::misuse(statement, "a write where only reading is allowed (SQLSTATE 25006)"),
        _ if stage != Stage::Running => Fault::misuse(statement, format!("{} (SQLSTATE {code})", refusal.message())),
        _ => Fault::other(statement, format!("SQLSTATE {code}")),
    }
}

fn column(refusal: &DbError) -> String {
    format!("{}.{}", refusal.table().unwrap_or_default(), refusal.column().unwrap_or_default())
}

/// `table.column, table.column` as SQLite says it. The detail reads `Key (a, b)=(values) …` in every language of the server; for
/// an index over an expression the name of the index is the answer on both engines.
fn unique_key(refusal: &DbError) -> String {
    let name = refusal.constraint().unwrap_or("unknown");
    let columns = refusal.detail().and_then(|detail| Some(detail.split_once(")=(")?.0.split_once('(')?.1));
    let plain = |column: &str| column.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    match (refusal.table(), columns) {
        (Some(table), Some(columns)) if columns.split(", ").all(plain) => {
            columns.split(", ").map(|column| format!("{table}.{column}")).collect::<Vec<_>>().join(", ")
        }
        _ => name.to_owned(),
    }
}
