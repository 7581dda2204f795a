//! A connection as a store function sees it: run a statement, read rows, try something in a savepoint.

use crate::{Engine, Fault, Row, Statement, Value};

/// One connection, lent to one job at a time.
pub struct Conn {
    pub(crate) link: Box<dyn Link>,
    mode: Mode,
    /// How many savepoints are open.
    depth: u32,
    /// A statement of the transaction failed: PostgreSQL takes no more until the savepoint around it is rolled back, and so we
    /// hold SQLite to the same.
    spoiled: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Reading,
    Writing,
}

impl Conn {
    pub(crate) fn new(link: impl Link + 'static) -> Conn {
        Conn { link: Box::new(link), mode: Mode::Reading, depth: 0, spoiled: false }
    }

    /// Which engine is behind it.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.link.engine()
    }

    /// Runs a statement and answers how many rows it changed.
    ///
    /// # Errors
    /// The engine's refusal. The transaction then takes no more statements unless this one stood in a savepoint.
    pub fn run(&mut self, statement: &'static Statement, values: &[Value]) -> Result<u64, Fault> {
        self.attempt(|link| link.run(statement, values))
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

    /// Runs an `insert … values (…)` once for each of `rows` and answers how many rows it changed. SQLite takes them one by one, PostgreSQL
    /// all at once, in one journey to the server; there no two of them may be about the same row of an `on conflict do update`.
    ///
    /// # Errors
    /// As [`run`](Self::run). On both engines either all rows are written or, once the savepoint around it is rolled back, none.
    pub fn run_each(&mut self, statement: &'static Statement, rows: &[Vec<Value>]) -> Result<u64, Fault> {
        takes_many_rows(statement)?;
        if rows.is_empty() { Ok(0) } else { self.attempt(|link| link.run_each(statement, rows)) }
    }

    /// [`run_each`](Self::run_each) for an `insert … returning`. The rows come back in no order that both engines keep: let them say which
    /// they are.
    ///
    /// # Errors
    /// As [`run_each`](Self::run_each), and [`Fault::Value`] from a row that cannot be read.
    pub fn rows_each<T>(
        &mut self,
        statement: &'static Statement,
        rows: &[Vec<Value>],
        mut read: impl FnMut(&Row) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        takes_many_rows(statement)?;
        let mut found = Vec::with_capacity(rows.len());
        if !rows.is_empty() {
            self.attempt(|link| {
                link.each_of(statement, rows, &mut |row| {
                    found.push(read(row)?);
                    Ok(More::Please)
                })
            })?;
        }
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

    /// From here on all statements of a read job see the same moment. On SQLite they always do; PostgreSQL needs one more round
    /// trip for it, so it is asked for where it matters. In a write job it does nothing.
    ///
    /// # Errors
    /// The engine cannot begin the transaction.
    pub fn snapshot(&mut self) -> Result<(), Fault> {
        if self.link.is_in_transaction() { Ok(()) } else { self.link.begin(Purpose::Snapshot) }
    }

    /// Runs several statements at once, without parameters. For migrations and tests; nothing in it is checked or cached.
    ///
    /// # Errors
    /// The engine's refusal.
    pub fn script(&mut self, sql: &str) -> Result<(), Fault> {
        self.attempt(|link| link.script(sql))
    }

    fn each(&mut self, statement: &'static Statement, values: &[Value], read: &mut Reader) -> Result<(), Fault> {
        self.attempt(|link| link.each(statement, values, read))
    }

    fn attempt<T>(&mut self, f: impl FnOnce(&mut dyn Link) -> Result<T, Fault>) -> Result<T, Fault> {
        if self.spoiled {
            return Err(Fault::Spoiled);
        }
        let answer = f(&mut *self.link);
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

/// SQLite would run anything once for each row; PostgreSQL has one statement for all of them.
fn takes_many_rows(statement: &'static Statement) -> Result<(), Fault> {
    let refused = || Fault::misuse(statement.name, "is no insert of one row of values, which alone can be run for many");
    statement.takes_many_rows().then_some(()).ok_or_else(refused)
}

/// What a transaction is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Every statement sees the same moment; nothing is written.
    Snapshot,
    /// A write job, or a group of them.
    Writing,
    /// The schema: no other program does the same meanwhile.
    Migrating,
}

/// One engine's connection.
pub(crate) trait Link: Send {
    fn engine(&self) -> Engine;
    fn run(&mut self, statement: &'static Statement, values: &[Value]) -> Result<u64, Fault>;
    fn each(&mut self, statement: &'static Statement, values: &[Value], read: &mut Reader) -> Result<(), Fault>;
    /// Runs an insert once for each row of values.
    fn run_each(&mut self, statement: &'static Statement, rows: &[Vec<Value>]) -> Result<u64, Fault>;
    fn each_of(&mut self, statement: &'static Statement, rows: &[Vec<Value>], read: &mut Reader) -> Result<(), Fault>;
    fn script(&mut self, sql: &str) -> Result<(), Fault>;
    /// A statement that steers a transaction, such as `savepoint`.
    fn control(&mut self, sql: &str) -> Result<(), Fault>;
    fn begin(&mut self, purpose: Purpose) -> Result<(), Fault>;
    fn commit(&mut self) -> Result<(), Fault>;
    /// Ends the transaction without its effects, if one is under way.
    fn roll_back(&mut self);
    fn is_in_transaction(&self) -> bool;
    /// Why the transaction that was begun is no longer there, if the engine ended it by itself.
    fn lost_transaction(&self) -> Option<Fault>;
    fn describe(&mut self, statement: &'static Statement) -> Result<Shape, Fault>;
}

/// Reads one row and says whether it wants another.
pub(crate) type Reader<'f> = dyn FnMut(&Row) -> Result<More, Fault> + 'f;

#[derive(PartialEq, Eq)]
pub(crate) enum More {
    Please,
    Enough,
}

/// What an engine knows of a statement before it runs.
pub(crate) struct Shape {
    pub(crate) parameters: Vec<Option<Kind>>,
    pub(crate) columns: Vec<Column>,
}

pub(crate) struct Column {
    pub(crate) name: String,
    /// Unknown where SQLite computes it.
    pub(crate) kind: Option<Kind>,
}

/// The kinds of values both engines have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Whole,
    Real,
    Text,
    Bytes,
    Id,
    /// What a function without an answer answers.
    Nothing,
    /// A type of the engine that no [`Value`] is: `numeric`, `timestamptz` …
    Foreign(String),
}
