//! One SQLite connection: binds values, steps through rows, and notices when SQLite has ended the transaction by itself.

use super::error::{Stage, fault};
use crate::conn::More;
use crate::row::Cells;
use crate::{Engine, Fault, Row, Statement, Value};
use rusqlite::CachedStatement;

pub(crate) struct Link {
    pub(crate) connection: rusqlite::Connection,
    /// A transaction is under way. When SQLite then stands in autocommit, it has rolled back by itself (disk full, I/O error).
    pub(crate) in_transaction: bool,
}

impl Link {
    pub(crate) fn new(connection: rusqlite::Connection) -> Link {
        Link { connection, in_transaction: false }
    }

    /// Whether SQLite has rolled the transaction back by itself. A statement run now would be committed on its own.
    pub(crate) fn has_lost_transaction(&self) -> bool {
        self.in_transaction && self.connection.is_autocommit()
    }

    pub(crate) fn run(&self, statement: &'static Statement, values: &[Value]) -> Result<u64, Fault> {
        let mut ready = self.ready(statement, values)?;
        let failed = |error| fault(&error, statement.name, Stage::Running);
        if ready.column_count() == 0 {
            return ready.raw_execute().map(|changed| changed as u64).map_err(failed);
        }
        let mut seen = 0;
        let mut rows = ready.raw_query();
        while rows.next().map_err(failed)?.is_some() {
            seen += 1;
        }
        Ok(seen) // as PostgreSQL counts: the rows that came back
    }

    pub(crate) fn each(
        &self,
        statement: &'static Statement,
        values: &[Value],
        read: &mut dyn FnMut(&Row) -> Result<More, Fault>,
    ) -> Result<(), Fault> {
        let mut ready = self.ready(statement, values)?;
        // `insert … returning` is stepped to its end: only then are its constraints settled.
        let may_stop_early = ready.readonly();
        let failed = |error| fault(&error, statement.name, Stage::Running);
        let mut rows = ready.raw_query();
        let mut more = More::Please;
        while let Some(row) = rows.next().map_err(failed)? {
            if more == More::Please {
                more = read(&Row { cells: Cells::Sqlite(row), statement: statement.name })?;
            }
            if more == More::Enough && may_stop_early {
                break;
            }
        }
        Ok(())
    }

    pub(crate) fn script(&self, sql: &str) -> Result<(), Fault> {
        self.still_in_transaction("script")?;
        self.connection.execute_batch(sql).map_err(|error| fault(&error, "script", Stage::Compiling))
    }

    /// `begin`, `savepoint`, `release` and their like.
    pub(crate) fn control(&self, sql: &str) -> Result<(), Fault> {
        let run = || self.connection.prepare_cached(sql)?.raw_execute();
        run().map(|_| ()).map_err(|error| fault(&error, "transaction", Stage::Running))
    }

    fn ready(&self, statement: &'static Statement, values: &[Value]) -> Result<CachedStatement<'_>, Fault> {
        self.still_in_transaction(statement.name)?;
        let mut ready = self
            .connection
            .prepare_cached(statement.text(Engine::Sqlite))
            .map_err(|error| fault(&error, statement.name, Stage::Compiling))?;
        let wanted = ready.parameter_count();
        if wanted != values.len() {
            return Err(Fault::misuse(statement.name, format!("takes {wanted} parameters, was given {}", values.len())));
        }
        for (position, value) in (1..).zip(values) {
            value.storable(statement.name, position)?;
            ready.raw_bind_parameter(position, value).map_err(|error| fault(&error, statement.name, Stage::Running))?;
        }
        Ok(ready)
    }

    fn still_in_transaction(&self, statement: &str) -> Result<(), Fault> {
        if self.has_lost_transaction() {
            return Err(Fault::other(statement, "SQLite has rolled the transaction back"));
        }
        Ok(())
    }
}
