//! One PostgreSQL connection that is made when needed and made again when the server went away.

use super::Setup;
use super::error::{Stage, connection, fault};
use super::value::kind;
use crate::conn::{self, Column, More, Purpose, Reader, Shape};
use crate::row::Cells;
use crate::{Engine, Fault, Row, Statement, Value, Written, scan};
use postgres::Client;
use postgres::types::ToSql;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long a job that has not begun waits for the server to come back; a restart takes a few seconds.
const PATIENCE: Duration = Duration::from_secs(15);
/// How long a program that starts waits for it: the operator is looking.
const PATIENCE_AT_START: Duration = Duration::from_secs(3);

/// Any number in 64 bits that no other program locks by: the letters "torgtorg".
const MIGRATE_ALONE: &str = "begin read write; set local lock_timeout = 0; select pg_advisory_xact_lock(8390050419475182183);
    set local lock_timeout = '60s'";

/// The table changed after the statement was prepared (0A000), or the server forgot it (26000).
const OUTDATED: &str = "a statement was prepared for a table that has changed since";

/// For how many rows of values a statement was prepared.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Form {
    One,
    Many,
}

pub(crate) struct Link {
    setup: Arc<Setup>,
    client: Option<Client>,
    /// By the address of the statement: it is a `static`, so the address is its identity.
    prepared: HashMap<(usize, Form), postgres::Statement>,
    in_transaction: bool,
    patience: Duration,
    /// The last wait was in vain: the next job asks once and does not wait, until the server is back.
    is_down: bool,
}

impl Link {
    /// For the life of the program; the connection is made with the first job.
    pub(crate) fn new(setup: Arc<Setup>) -> Link {
        let prepared = HashMap::new();
        Link { setup, client: None, prepared, in_transaction: false, patience: PATIENCE, is_down: false }
    }

    /// For the migrations when the program starts.
    pub(crate) fn at_start(setup: Arc<Setup>) -> Link {
        Link { patience: PATIENCE_AT_START, ..Link::new(setup) }
    }

    fn ask<T>(
        &mut self,
        (statement, form): (&'static Statement, Form),
        parameters: &[&(dyn ToSql + Sync)],
        ask: impl Fn(&mut Client, &postgres::Statement, &[&(dyn ToSql + Sync)]) -> Result<T, postgres::Error>,
    ) -> Result<T, Fault> {
        let may_repeat = !self.in_transaction;
        let mut once = || {
            self.with_client(|link| {
                let prepared = link.prepare(statement, form)?;
                let wanted = prepared.params().len();
                if wanted != parameters.len() {
                    let given = parameters.len();
                    return Err(Fault::misuse(statement.name, format!("takes {wanted} parameters, was given {given}")));
                }
                ask(link.client()?, &prepared, parameters).map_err(|error| link.refused(statement, &error))
            })
        };
        match once() {
            // Another node's migration changed the table under the plan. In a transaction the whole job must begin again.
            Err(Fault::Busy { reason }) if reason == OUTDATED && may_repeat => once(),
            answer => answer,
        }
    }

    /// One value after the other, checked.
    fn ask_one<T>(
        &mut self,
        statement: &'static Statement,
        values: &[Value],
        ask: impl Fn(&mut Client, &postgres::Statement, &[&(dyn ToSql + Sync)]) -> Result<T, postgres::Error>,
    ) -> Result<T, Fault> {
        storable(statement, values)?;
        let parameters: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
        self.ask((statement, Form::One), &parameters, ask)
    }

    /// Rows turned into one list for each parameter.
    fn ask_many<T>(
        &mut self,
        statement: &'static Statement,
        rows: &[Vec<Value>],
        ask: impl Fn(&mut Client, &postgres::Statement, &[&(dyn ToSql + Sync)]) -> Result<T, postgres::Error>,
    ) -> Result<T, Fault> {
        let width = rows.first().map_or(0, Vec::len);
        for values in rows {
            storable(statement, values)?;
            if values.len() != width {
                return Err(Fault::misuse(statement.name, "was given rows of different lengths"));
            }
        }
        let lists: Vec<Vec<&Value>> = (0..width).map(|position| rows.iter().map(|values| &values[position]).collect()).collect();
        let parameters: Vec<&(dyn ToSql + Sync)> = lists.iter().map(|list| list as _).collect();
        self.ask((statement, Form::Many), &parameters, ask)
    }

    fn refused(&mut self, statement: &'static Statement, error: &postgres::Error) -> Fault {
        if error.code().is_some_and(|code| matches!(code.code(), "0A000" | "26000")) {
            // Prepared anew next time.
            self.prepared.remove(&(address(statement), Form::One));
            self.prepared.remove(&(address(statement), Form::Many));
            return Fault::Busy { reason: OUTDATED.to_owned() };
        }
        fault(error, statement.name, Stage::Running)
    }

    fn prepare(&mut self, statement: &'static Statement, form: Form) -> Result<postgres::Statement, Fault> {
        if let Some(prepared) = self.prepared.get(&(address(statement), form)) {
            return Ok(prepared.clone());
        }
        let text = match form {
            Form::One => Cow::Borrowed(statement.text(Engine::Postgres)),
            Form::Many => Cow::Owned(self.for_many_rows(statement)?),
        };
        let prepared = self.client()?.prepare(&text).map_err(|error| fault(&error, statement.name, Stage::Preparing))?;
        self.prepared.insert((address(statement), form), prepared.clone());
        Ok(prepared)
    }

    /// The server itself knows of which type each parameter is.
    fn for_many_rows(&mut self, statement: &'static Statement) -> Result<String, Fault> {
        let one = self.prepare(statement, Form::One)?;
        let kinds: Vec<&str> = one.params().iter().map(postgres::types::Type::name).collect();
        scan::for_many_rows(statement.text(Engine::Postgres), &kinds)
            .ok_or_else(|| Fault::misuse(statement.name, "is no insert of one row of values, which alone can be run for many"))
    }

    /// Does something with the server. While no transaction is under way nothing can be lost, so it is tried again on a new
    /// connection until the server is back or patience ends.
    fn with_client<T>(&mut self, mut f: impl FnMut(&mut Link) -> Result<T, Fault>) -> Result<T, Fault> {
        let started = Instant::now();
        let mut pause = Duration::from_millis(20);
        loop {
            let outcome = f(self);
            let lost = match outcome {
                Err(fault @ Fault::Connection { .. }) => fault,
                other => {
                    self.is_down = false;
                    return other;
                }
            };
            self.disconnect();
            if self.in_transaction {
                return Err(lost);
            }
            if self.is_down || started.elapsed() > self.patience {
                self.is_down = true;
                return Err(lost);
            }
            std::thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_secs(1));
        }
    }

    fn client(&mut self) -> Result<&mut Client, Fault> {
        if self.client.as_ref().is_none_or(Client::is_closed) {
            if self.in_transaction {
                return Err(connection("the connection was lost".to_owned()));
            }
            self.disconnect();
            self.client = Some(self.setup.connect()?);
        }
        self.client.as_mut().ok_or_else(|| connection("not connected".to_owned()))
    }

    fn disconnect(&mut self) {
        self.prepared.clear();
        self.client = None;
    }
}

impl conn::Link for Link {
    fn engine(&self) -> Engine {
        Engine::Postgres
    }

    fn run(&mut self, statement: &'static Statement, values: &[Value]) -> Result<u64, Fault> {
        self.ask_one(statement, values, |client, prepared, parameters| client.execute(prepared, parameters))
    }

    fn each(&mut self, statement: &'static Statement, values: &[Value], read: &mut Reader) -> Result<(), Fault> {
        let rows = self.ask_one(statement, values, |client, prepared, parameters| client.query(prepared, parameters))?;
        read_rows(statement, &rows, read)
    }

    fn run_each(&mut self, statement: &'static Statement, rows: &[Vec<Value>]) -> Result<u64, Fault> {
        self.ask_many(statement, rows, |client, prepared, parameters| client.execute(prepared, parameters))
    }

    fn each_of(&mut self, statement: &'static Statement, rows: &[Vec<Value>], read: &mut Reader) -> Result<(), Fault> {
        let rows = self.ask_many(statement, rows, |client, prepared, parameters| client.query(prepared, parameters))?;
        read_rows(statement, &rows, read)
    }

    fn script(&mut self, sql: &str) -> Result<(), Fault> {
        // Nothing of it carries values, so its messages may be shown: as when a statement is prepared.
        self.with_client(|link| link.client()?.batch_execute(sql).map_err(|error| fault(&error, "script", Stage::Preparing)))
    }

    fn control(&mut self, sql: &str) -> Result<(), Fault> {
        self.with_client(|link| link.client()?.batch_execute(sql).map_err(|error| fault(&error, "transaction", Stage::Running)))
    }

    fn begin(&mut self, purpose: Purpose) -> Result<(), Fault> {
        self.control(match purpose {
            Purpose::Snapshot => "begin isolation level repeatable read read only",
            Purpose::Writing => "begin read write",
            Purpose::Migrating => MIGRATE_ALONE,
        })?;
        self.in_transaction = true;
        Ok(())
    }

    fn commit(&mut self) -> Result<(), Fault> {
        let outcome = self.control("commit");
        self.in_transaction = false;
        // A connection lost now leaves open whether the server did it.
        outcome.map_err(|fault| match fault {
            Fault::Connection { reason, .. } => Fault::Connection { reason, written: Written::Unknown },
            other => other,
        })
    }

    fn roll_back(&mut self) {
        // When that fails the connection is given up, and the server rolls back by itself.
        if self.in_transaction && self.client.is_some() && self.control("rollback").is_err() {
            self.disconnect();
        }
        self.in_transaction = false;
    }

    fn is_in_transaction(&self) -> bool {
        self.in_transaction
    }

    fn lost_transaction(&self) -> Option<Fault> {
        (self.in_transaction && self.client.is_none()).then(|| connection("the connection was lost".to_owned()))
    }

    fn describe(&mut self, statement: &'static Statement) -> Result<Shape, Fault> {
        let prepared = self.with_client(|link| {
            // Whoever inserts one row may insert many: that form must hold too.
            if statement.takes_many_rows() {
                link.prepare(statement, Form::Many)?;
            }
            link.prepare(statement, Form::One)
        })?;
        let column = |column: &postgres::Column| Column { name: column.name().to_owned(), kind: Some(kind(column.type_())) };
        Ok(Shape {
            parameters: prepared.params().iter().map(|parameter| Some(kind(parameter))).collect(),
            columns: prepared.columns().iter().map(column).collect(),
        })
    }
}

fn storable(statement: &'static Statement, values: &[Value]) -> Result<(), Fault> {
    (1..).zip(values).try_for_each(|(position, value)| value.storable(statement.name, position))
}

fn read_rows(statement: &'static Statement, rows: &[postgres::Row], read: &mut Reader) -> Result<(), Fault> {
    for row in rows {
        if read(&Row { cells: Cells::Postgres(row), statement: statement.name })? == More::Enough {
            break;
        }
    }
    Ok(())
}

fn address(statement: &'static Statement) -> usize {
    std::ptr::from_ref(statement).addr()
}
