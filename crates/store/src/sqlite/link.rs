//! One SQLite connection: binds values, steps through rows, and notices when SQLite has ended the transaction by itself.

use super::error::{Stage, fault};
use crate::conn::{self, Column, Kind, More, Purpose, Reader, Shape};
use crate::row::Cells;
use crate::{Engine, Fault, Row, Statement, Value};
use rusqlite::CachedStatement;

pub(crate) struct Link {
    connection: rusqlite::Connection,
    /// A transaction is under way. When SQLite then stands in autocommit, it has rolled back by itself (disk full, I/O error).
    in_transaction: bool,
}

impl Link {
    pub(crate) fn new(connection: rusqlite::Connection) -> Link {
        Link { connection, in_transaction: false }
    }

    fn prepare(&self, statement: &'static Statement) -> Result<CachedStatement<'_>, Fault> {
        let prepared = self.connection.prepare_cached(statement.text(Engine::Sqlite));
        prepared.map_err(|error| fault(&error, statement.name, Stage::Compiling))
    }

    fn ready(&self, statement: &'static Statement, values: &[Value]) -> Result<CachedStatement<'_>, Fault> {
        // Without its transaction a statement would be committed on its own.
        if let Some(fault) = conn::Link::lost_transaction(self) {
            return Err(fault);
        }
        let mut ready = self.prepare(statement)?;
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
}

impl conn::Link for Link {
    fn engine(&self) -> Engine {
        Engine::Sqlite
    }

    fn run(&mut self, statement: &'static Statement, values: &[Value]) -> Result<u64, Fault> {
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

    fn each(&mut self, statement: &'static Statement, values: &[Value], read: &mut Reader) -> Result<(), Fault> {
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

    fn run_each(&mut self, statement: &'static Statement, rows: &[Vec<Value>]) -> Result<u64, Fault> {
        rows.iter().map(|values| self.run(statement, values)).sum()
    }

    fn each_of(&mut self, statement: &'static Statement, rows: &[Vec<Value>], read: &mut Reader) -> Result<(), Fault> {
        rows.iter().try_for_each(|values| self.each(statement, values, read))
    }

    fn script(&mut self, sql: &str) -> Result<(), Fault> {
        if let Some(fault) = self.lost_transaction() {
            return Err(fault);
        }
        self.connection.execute_batch(sql).map_err(|error| fault(&error, "script", Stage::Compiling))
    }

    fn control(&mut self, sql: &str) -> Result<(), Fault> {
        let run = || self.connection.prepare_cached(sql)?.raw_execute();
        run().map(|_| ()).map_err(|error| fault(&error, "transaction", Stage::Running))
    }

    fn begin(&mut self, purpose: Purpose) -> Result<(), Fault> {
        self.control(if purpose == Purpose::Snapshot { "begin" } else { "begin immediate" })?;
        self.in_transaction = true;
        Ok(())
    }

    fn commit(&mut self) -> Result<(), Fault> {
        self.control("commit")?;
        self.in_transaction = false;
        Ok(())
    }

    fn roll_back(&mut self) {
        self.in_transaction = false;
        if !self.connection.is_autocommit()
            && let Err(fault) = self.control("rollback")
        {
            tracing::error!(%fault, "SQLite could not roll back");
        }
    }

    fn is_in_transaction(&self) -> bool {
        self.in_transaction
    }

    fn lost_transaction(&self) -> Option<Fault> {
        let lost = self.in_transaction && self.connection.is_autocommit();
        lost.then(|| Fault::Storage { reason: "SQLite has rolled the transaction back".to_owned() })
    }

    fn describe(&mut self, statement: &'static Statement) -> Result<Shape, Fault> {
        let prepared = self.prepare(statement)?;
        let columns = prepared.columns();
        let column =
            |column: rusqlite::Column<'_>| Column { name: column.name().to_owned(), kind: column.decl_type().map(declared) };
        Ok(Shape { parameters: vec![None; prepared.parameter_count()], columns: columns.map(column).collect() })
    }
}

/// A column's type as its table declares it; STRICT tables know only these.
fn declared(name: &str) -> Kind {
    match name.to_ascii_lowercase().as_str() {
        "integer" | "int" => Kind::Whole,
        "real" => Kind::Real,
        "text" => Kind::Text,
        "blob" => Kind::Bytes,
        other => Kind::Foreign(other.to_owned()),
    }
}
