//! A connection as a store function sees it: run a statement, read rows, try something in a savepoint.

use crate::sqlite;
use crate::{Engine, Fault, Row, Statement, Value};

/// One connection, lent to one job at a time.
pub struct Conn {
    pub(crate) link: Link,
    mode: Mode,
    /// How many savepoints are open.
    depth: u32,
    /// A statement of the transaction failed: PostgreSQL takes no more until the savepoint around it is rolled back, and so we
    /// hold SQLite to the same.
    spoiled: bool,
}

pub(crate) enum Link {
    Sqlite(sqlite::Link),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Reading,
    Writing,
}

impl Conn {
    pub(crate) fn new(link: Link) -> Conn {
        Conn { link, mode: Mode::Reading, depth: 0, spoiled: false }
    }

    /// Which engine is behind it.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self.link {
            Link::Sqlite(_) => Engine::Sqlite,
        }
    }

    /// Runs a statement and answers how many rows it changed.
    ///
    /// # Errors
    /// The engine's refusal. The transaction then takes no more statements unless this one stood in a savepoint.
    pub fn run(&mut self, statement: &'static Statement, values: &[Value]) -> Result<u64, Fault> {
        self.attempt(|link| match link {
            Link::Sqlite(link) => link.run(statement, values),
        })
    }

    /// Runs a statement and reads every row of its answer.
    ///
    /// # Errors
    /// As [`run`](Self::run), and [`Fault::Value`] from a row that cannot be read.
    pub fn rows<T>(
        &mut self,
        statement: &'static Statement,
        values: &[Value],
        mut read: impl FnMut(&Row) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        let mut found = Vec::new();
        self.each(statement, values, &mut |row| {
            found.push(read(row)?);
            Ok(More::Please)
        })?;
        Ok(found)
    }

    /// Runs a statement and reads the first row of its answer, if there is one. For `insert … returning` too.
    ///
    /// # Errors
    /// As [`rows`](Self::rows).
    pub fn one<T>(
        &mut self,
        statement: &'static Statement,
        values: &[Value],
        mut read: impl FnMut(&Row) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        let mut found = None;
        self.each(statement, values, &mut |row| {
            found = Some(read(row)?);
            Ok(More::Enough)
        })?;
        Ok(found)
    }

    /// Tries something that may fail: its `Err` undoes what it did, and the transaction around it goes on. Savepoints nest.
    ///
    /// # Errors
    /// The outer error is the engine failing to set or roll back the savepoint; the inner one is `f`'s own.
    pub fn savepoint<T, E: From<Fault>>(&mut self, f: impl FnOnce(&mut Conn) -> Result<T, E>) -> Result<Result<T, E>, Fault> {
        if self.mode == Mode::Reading {
            return Ok(f(self)); // nothing was written, so there is nothing to undo
        }
        let name = format!("s{}", self.depth + 1);
        self.attempt(|link| link.control(&format!("savepoint {name}")))?;
        self.depth += 1;
        let answer = f(self);
        self.depth -= 1;
        // Going on after a failed statement would not be kept by PostgreSQL, so it is not kept here either.
        let answer = if self.spoiled && answer.is_ok() { Err(E::from(Fault::Spoiled)) } else { answer };
        if answer.is_err() {
            self.link.control(&format!("rollback to savepoint {name}")).inspect_err(|_| self.spoiled = true)?;
            self.spoiled = false;
        }
        self.attempt(|link| link.control(&format!("release savepoint {name}")))?;
        Ok(answer)
    }

    /// Runs several statements at once, without parameters. For migrations and tests; nothing in it is checked or cached.
    ///
    /// # Errors
    /// The engine's refusal.
    pub fn script(&mut self, sql: &str) -> Result<(), Fault> {
        self.attempt(|link| match link {
            Link::Sqlite(link) => link.script(sql),
        })
    }

    fn each(
        &mut self,
        statement: &'static Statement,
        values: &[Value],
        read: &mut dyn FnMut(&Row) -> Result<More, Fault>,
    ) -> Result<(), Fault> {
        self.attempt(|link| match link {
            Link::Sqlite(link) => link.each(statement, values, read),
        })
    }

    fn attempt<T>(&mut self, f: impl FnOnce(&mut Link) -> Result<T, Fault>) -> Result<T, Fault> {
        if self.spoiled {
            return Err(Fault::Spoiled);
        }
        let answer = f(&mut self.link);
        if self.mode == Mode::Writing && answer.as_ref().is_err_and(Fault::spoils) {
            self.spoiled = true;
        }
        answer
    }

    /// Sets the connection up for a job of this kind.
    pub(crate) fn begin_job(&mut self, mode: Mode) {
        self.mode = mode;
        self.depth = 0;
        self.spoiled = false;
    }

    /// Why what the job did cannot be kept although the job itself is content.
    pub(crate) fn objection(&self) -> Option<Fault> {
        self.spoiled.then_some(Fault::Spoiled)
    }
}

impl Link {
    /// A statement that steers the transaction.
    pub(crate) fn control(&mut self, sql: &str) -> Result<(), Fault> {
        match self {
            Link::Sqlite(link) => link.control(sql),
        }
    }
}

/// Whether a reader wants another row.
#[derive(PartialEq, Eq)]
pub(crate) enum More {
    Please,
    Enough,
}
