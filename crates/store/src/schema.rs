//! The two engines and the names each has for the same type: a migration is one text with tokens.

use crate::scan;

/// Which database is behind a [`Database`](crate::Database).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    /// SQLite, inside the program.
    Sqlite,
    /// PostgreSQL, a server of its own.
    Postgres,
}

/// Token, SQLite's name, PostgreSQL's name.
const TYPES: &[(&str, &str, &str)] = &[
    ("bytes", "blob", "bytea"),
    ("id", "blob", "uuid"),
    ("int", "integer", "bigint"),
    ("pk", "integer primary key", "bigint generated always as identity primary key"),
    ("real", "real", "double precision"),
    ("strict", " strict", ""),
    ("text", "text", "text"),
];

/// In a table: compared and sorted by code point as SQLite does it, whatever the language of the server.
const TEXT_COLUMN: &str = "text collate \"C\"";

impl std::fmt::Display for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Engine::Sqlite => "SQLite",
            Engine::Postgres => "PostgreSQL",
        })
    }
}

impl Engine {
    pub(crate) fn type_name(self, token: &str) -> Option<&'static str> {
        let &(_, sqlite, postgres) = TYPES.iter().find(|(name, ..)| *name == token)?;
        Some(if self == Engine::Sqlite { sqlite } else { postgres })
    }
}

/// A migration's text for one engine.
///
/// Type tokens: `{id}` (blob/uuid), `{int}` (integer/bigint), `{real}`, `{text}` (sorted by code point on both), `{bytes}`
/// (blob/bytea), `{pk}` (a number given by the database) and `{strict}` after the closing parenthesis of a table. Lines after a line `--sqlite` or `--postgres` are for
/// that engine only, until a line `--both`.
#[must_use]
pub fn engine_ddl(sql: &str, engine: Engine) -> String {
    let mut section = None;
    let mut kept = String::with_capacity(sql.len());
    for line in sql.lines() {
        match line.trim() {
            "--sqlite" => section = Some(Engine::Sqlite),
            "--postgres" => section = Some(Engine::Postgres),
            "--both" => section = None,
            _ if section.is_none_or(|only| only == engine) => {
                kept.push_str(line);
                kept.push('\n');
            }
            _ => {}
        }
    }
    let column = |token: &str| match (engine, token) {
        (Engine::Postgres, "text") => Some(TEXT_COLUMN),
        _ => engine.type_name(token),
    };
    scan::replace_tokens(&kept, column).into_owned()
}
