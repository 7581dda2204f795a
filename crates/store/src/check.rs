//! Prepares every named statement on both engines and says where they disagree, before a user finds out.

use crate::conn::{Kind, Shape};
use crate::{Database, Engine, Fault, STATEMENTS, Statement};

/// What is wrong with the statements of this program, one sentence each; empty when all is well.
///
/// Every statement in [`STATEMENTS`] is prepared on both databases, which must be migrated. Compared are the number of
/// parameters and columns and the kinds of columns, as far as SQLite knows them; and nothing may be of a type that no
/// [`Value`](crate::Value) is, as PostgreSQL's `sum(bigint)` is (`numeric`).
#[must_use]
pub fn check_statements(a: &Database, b: &Database) -> Vec<String> {
    let mut statements: Vec<_> = STATEMENTS.iter().copied().collect();
    statements.sort_by_key(|statement| statement.name);
    statements.into_iter().flat_map(|statement| check(statement, a, b)).collect()
}

fn check(statement: &'static Statement, a: &Database, b: &Database) -> Vec<String> {
    let name = statement.name;
    match (describe(statement, a), describe(statement, b)) {
        (Ok(on_a), Ok(on_b)) => {
            let mut wrong = foreign(name, a.engine(), &on_a);
            wrong.extend(foreign(name, b.engine(), &on_b));
            wrong.extend(differences(name, (a.engine(), &on_a), (b.engine(), &on_b)));
            wrong
        }
        (on_a, on_b) => {
            let faults = [(a.engine(), on_a.err()), (b.engine(), on_b.err())];
            let sentence = |(engine, fault): (Engine, Option<Fault>)| fault.map(|fault| format!("{engine}: {fault}"));
            faults.into_iter().filter_map(sentence).collect()
        }
    }
}

fn describe(statement: &'static Statement, database: &Database) -> Result<Shape, Fault> {
    database.read_blocking(move |conn| conn.link.describe(statement))
}

fn foreign(name: &str, engine: Engine, shape: &Shape) -> Vec<String> {
    let mut wrong = Vec::new();
    for (position, kind) in (1..).zip(&shape.parameters) {
        if let Some(Kind::Foreign(kind)) = kind {
            wrong.push(format!("{name}: parameter ?{position} is {kind} on {engine}, which no value is; cast it"));
        }
    }
    for (index, column) in shape.columns.iter().enumerate() {
        if let Some(Kind::Foreign(kind)) = &column.kind {
            wrong.push(format!("{name}: column {index} ({}) is {kind} on {engine}, which no value is; cast it", column.name));
        }
    }
    wrong
}

fn differences(name: &str, (engine_a, a): (Engine, &Shape), (engine_b, b): (Engine, &Shape)) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut counted = |what: &str, on_a: usize, on_b: usize| {
        if on_a != on_b {
            wrong.push(format!("{name}: {on_a} {what} on {engine_a}, {on_b} on {engine_b}"));
        }
    };
    counted("parameters", a.parameters.len(), b.parameters.len());
    counted("columns", a.columns.len(), b.columns.len());
    for (index, (on_a, on_b)) in a.columns.iter().zip(&b.columns).enumerate() {
        if let (Some(kind_a), Some(kind_b)) = (&on_a.kind, &on_b.kind)
            && !kind_a.reads_like(kind_b)
        {
            wrong.push(format!(
                "{name}: column {index} ({}) is {} on {engine_a}, {} on {engine_b}",
                on_a.name,
                kind_a.words(),
                kind_b.words()
            ));
        }
    }
    wrong
}

impl Kind {
    /// Ids are bytes on SQLite and read alike.
    fn reads_like(&self, other: &Kind) -> bool {
        self == other || matches!((self, other), (Kind::Id, Kind::Bytes) | (Kind::Bytes, Kind::Id))
    }

    fn words(&self) -> &str {
        match self {
            Kind::Whole => "a whole number",
            Kind::Real => "a real number",
            Kind::Text => "text",
            Kind::Bytes => "bytes",
            Kind::Id => "an id",
            Kind::Nothing => "nothing",
            Kind::Foreign(name) => name,
        }
    }
}
