//! Work that waits in the database: enqueued in the transaction of the act, claimed under a lease, tried again with growing
//! pauses, and shown to a person when it cannot be done.
mod lease;
mod running;

use std::future::Future;
use std::pin::Pin;

use anyhow::Context;
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{Conn, Fault, sql, values};
use uuid::Uuid;

use super::clock::{from_micros, micros};
use super::desk::Desk;
use super::ids::fresh;
use super::problem::Problem;
pub use lease::Terms;
pub use running::{run, run_due, run_under};

/// After this many tries a job waits for a person.
pub const TRIES: i64 = 12;

sql! {
    ENQUEUE = "insert into ground_job (id, name, payload, run_at, unique_key) values (?1, ?2, ?3, ?4, ?5)
               on conflict (unique_key) do update set dead_at = null,
                 attempts = case when ground_job.dead_at is null then ground_job.attempts else 0 end,
                 run_at = case when ground_job.run_at < excluded.run_at then ground_job.run_at else excluded.run_at end";
    WAS_GIVEN_UP = "select count(*) from ground_job where unique_key = ?1 and dead_at is not null";
    RELEASE_ALL = "update ground_job set leased_by = null, leased_until = null, run_at = ?1 where leased_by is not null";
    DEAD = "select id, name, payload, attempts, dead_at, last_error from ground_job where dead_at is not null order by dead_at desc limit 200";
    REVIVE = "update ground_job set dead_at = null, attempts = 0, run_at = ?2 where id = ?1 and dead_at is not null";
    DROP = "delete from ground_job where id = ?1 and dead_at is not null";
    COUNT_DEAD = "select count(*) from (select 1 from ground_job where dead_at is not null limit 1000) as dead";
}

/// What is to be done after a run that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// It is done; the job leaves the table.
    Done,
    /// It goes on: run again then, with the count of tries begun anew.
    At(Timestamp),
}

/// A kind of work. Each says in its doc comment why running it twice is harmless.
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Its name in the table.
    const NAME: &'static str;
    /// Does the work.
    fn run(self, desk: &Desk) -> impl Future<Output = Result<Next, Problem>> + Send;
}

type Running = Pin<Box<dyn Future<Output = Result<Next, Problem>> + Send>>;

/// A kind of work as the runner sees it.
#[derive(Clone, Copy)]
pub struct JobKind {
    /// The job's name.
    pub name: &'static str,
    run: fn(Desk, String) -> Running,
}

impl JobKind {
    /// The kind of `J`, for the list of all.
    pub const fn of<J: Job>() -> Self {
        Self {
            name: J::NAME,
            run: |desk, payload| {
                Box::pin(async move {
                    let job: J = serde_json::from_str(&payload).context("a job's payload could not be read")?;
                    job.run(&desk).await
                })
            },
        }
    }
}

/// Puts `job` in the table to run at `run_at`. With a `unique_key` there is one such job at most, at the earlier of the two times.
/// One that was given up is begun anew: whoever enqueues it has a new reason to try.
pub fn enqueue<J: Job>(
    conn: &mut Conn,
    now: Timestamp,
    run_at: Timestamp,
    job: &J,
    unique_key: Option<&str>,
) -> Result<(), Problem> {
    let payload = serde_json::to_string(job)?;
    conn.run(&ENQUEUE, values![fresh(now), J::NAME, payload, micros(run_at), unique_key])?;
    Ok(())
}

/// True when the job with this `unique_key` was given up and waits for a person.
pub fn was_given_up(conn: &mut Conn, unique_key: &str) -> Result<bool, Fault> {
    Ok(conn.one(&WAS_GIVEN_UP, values![unique_key], |row| row.get::<i64>(0))? == Some(1))
}

/// A job that could not be done, for a person to see.
#[derive(Clone, Debug, Serialize)]
pub struct DeadJob {
    /// The row.
    pub id: Uuid,
    /// Kind of work.
    pub name: String,
    /// What it was about, JSON.
    pub payload: String,
    /// How often it was tried.
    pub attempts: i64,
    /// When it was given up.
    pub dead_at: Timestamp,
    /// The last fault's words.
    pub last_error: String,
}

/// Jobs given up, newest first, at most 200.
pub fn dead(conn: &mut Conn) -> Result<Vec<DeadJob>, Fault> {
    conn.rows(&DEAD, values![], |row| {
        Ok(DeadJob {
            id: row.get(0)?,
            name: row.get(1)?,
            payload: row.get(2)?,
            attempts: row.get(3)?,
            dead_at: from_micros(row.get(4)?),
            last_error: row.get::<Option<String>>(5)?.unwrap_or_default(),
        })
    })
}

/// How many jobs were given up; a thousand means many.
pub fn count_dead(conn: &mut Conn) -> Result<i64, Fault> {
    Ok(conn.one(&COUNT_DEAD, values![], |row| row.get(0))?.unwrap_or(0))
}

/// Tries a dead job again; false when it is not there any more.
pub fn revive(conn: &mut Conn, id: Uuid, now: Timestamp) -> Result<bool, Fault> {
    Ok(conn.run(&REVIVE, values![id, micros(now)])? == 1)
}

/// Lets a dead job go; false when it is not there any more.
pub fn let_go(conn: &mut Conn, id: Uuid) -> Result<bool, Fault> {
    Ok(conn.run(&DROP, values![id])? == 1)
}

/// Gives back every lease. Only for the one node on SQLite, as it starts: whoever held them is gone.
pub fn release_all(conn: &mut Conn, now: Timestamp) -> Result<(), Fault> {
    conn.run(&RELEASE_ALL, values![micros(now)])?;
    Ok(())
}
