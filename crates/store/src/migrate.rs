//! Brings the schema up to date, once, also when two programs start at the same moment.
//!
//! The text of each migration is kept beside its number. One that was edited after it ran is refused: the database would no
//! longer be what its migrations say.

use crate::conn::{Conn, Mode, Purpose};
use crate::{Engine, Fault, engine_ddl};
use crate::{Statement, values};

/// One step forward of the schema. Never edited once it has run anywhere.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Its place in the order: 1, 2, 3 …
    pub number: u32,
    /// What it brings, in a few words.
    pub name: &'static str,
    /// Its text for both engines, see [`engine_ddl`].
    pub sql: &'static str,
}

const TABLE: &str = "create table if not exists migration (
    number {int} not null primary key, name {text} not null, text {text} not null, at {int} not null){strict}";

static DONE: Statement = {
    const DONE: &str = "select number, name, text from migration order by number";
    Statement::new("store::migrate::DONE", DONE, DONE)
};
static NOTE: Statement = Statement::new(
    "store::migrate::NOTE",
    "insert into migration (number, name, text, at) values (?1, ?2, ?3, cast(unixepoch('subsec') * 1000000 as integer))",
    "insert into migration (number, name, text, at)
     values (?1, ?2, ?3, cast(extract(epoch from clock_timestamp()) * 1000000 as bigint))",
);

/// Runs what has not run yet, all in one transaction that waits for any other program doing the same.
pub(crate) fn migrate(conn: &mut Conn, migrations: &[Migration]) -> Result<(), Fault> {
    ordered(migrations)?;
    conn.begin_job(Mode::Writing);
    conn.link.begin(Purpose::Migrating)?;
    let outcome = run(conn, migrations).and_then(|()| conn.link.commit());
    conn.link.roll_back();
    outcome
}

fn run(conn: &mut Conn, migrations: &[Migration]) -> Result<(), Fault> {
    let engine = conn.engine();
    conn.script(&engine_ddl(TABLE, engine))?;
    let done = conn.rows(&DONE, &[], |row| Ok((row.get::<u32>(0)?, row.get::<String>(1)?, row.get::<String>(2)?)))?;
    for (number, name, text) in &done {
        let known = migrations.iter().find(|migration| migration.number == *number);
        unchanged(*number, name, text, known, migrations)?;
    }
    let last = done.last().map_or(0, |(number, ..)| *number);
    for migration in migrations.iter().filter(|migration| migration.number > last) {
        let Migration { number, name, sql } = migration;
        conn.script(&engine_ddl(sql, engine))
            .map_err(|fault| refuse(format!("migration {number} \"{name}\" failed, nothing was changed: {fault}")))?;
        conn.run(&NOTE, values![*number, *name, plain(sql)])?;
        tracing::info!(number, name, "Migrated the database: {number} {name}");
    }
    Ok(())
}

fn unchanged(number: u32, name: &str, text: &str, known: Option<&Migration>, all: &[Migration]) -> Result<(), Fault> {
    let newest = all.last().map_or(0, |migration| migration.number);
    match known {
        Some(known) if plain(known.sql) == text => Ok(()),
        Some(_) => Err(refuse(format!(
            "migration {number} \"{name}\" was edited after it ran on this database; put its text back and write a new migration"
        ))),
        None => Err(refuse(format!(
            "this database has migration {number} \"{name}\", which this program (up to {newest}) does not know; \
             start the newer program that made it"
        ))),
    }
}

fn ordered(migrations: &[Migration]) -> Result<(), Fault> {
    let wrong = migrations.windows(2).find(|pair| pair[0].number >= pair[1].number);
    if let Some([before, after]) = wrong {
        return Err(refuse(format!("migration {} stands after {}; they go up", after.number, before.number)));
    }
    // One job's broken deferred key would fail the commit that others share.
    let deferred = migrations.iter().find(|migration| engine_ddl(migration.sql, Engine::Sqlite).contains("initially deferred"));
    deferred.map_or(Ok(()), |migration| {
        Err(refuse(format!(
            "migration {} has a deferred constraint; SQLite writes are grouped, so each must hold at once",
            migration.number
        )))
    })
}

/// A checkout on Windows may have other line ends; that is no edit.
fn plain(sql: &str) -> String {
    sql.replace("\r\n", "\n")
}

fn refuse(sentence: String) -> Fault {
    Fault::Migration { sentence }
}
