//! One SQL text, two engines: SQLite inside the program, PostgreSQL when one machine is not enough.
//!
//! A store function is a plain synchronous function over [`&mut Conn`](Conn); it is called as `database.read(|c| …).await` or
//! `database.write(|c| …).await`. A write is one transaction and answers `Ok` only when it is durable. Statements are named by
//! [`sql!`], so that [`check_statements`] can prepare every one of them on both engines.
//!
//! The two engines are held to the stricter of their rules, so that what works on one works on the other: after a failed
//! statement a transaction takes no more statements (PostgreSQL) unless the statement stood in a [`Conn::savepoint`]; text
//! cannot hold NUL (PostgreSQL) and numbers cannot be NaN (SQLite).

mod check;
mod conn;
mod database;
mod fault;
mod job;
mod migrate;
mod postgres;
mod row;
mod scan;
mod schema;
mod sqlite;
mod statement;
pub mod testing;
mod value;

pub use check::check_statements;
pub use conn::Conn;
pub use database::{Database, Figures, Target};
pub use fault::{Fault, Written};
pub use linkme;
pub use migrate::Migration;
pub use row::{Cell, FromValue, Row};
pub use schema::{Engine, engine_ddl};
pub use statement::{STATEMENTS, Statement};
pub use value::Value;
