//! Work that waits in the database: enqueued in the transaction of the act, claimed under a lease, tried again with growing
//! pauses, and shown to a person when it cannot be done.
use std::future::Future;
use std::pin::Pin;

use anyhow::Context;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{Conn, Fault, sql, values};
use uuid::Uuid;

use super::clock::{from_micros, micros};
use super::desk::Desk;
use super::ids::fresh;
use super::problem::Problem;

/// How long a claimed job is ours. Longer than the longest network call with its retries.
pub const LEASE: SignedDuration = SignedDuration::from_secs(180);
/// After this many tries a job waits for a person.
pub const TRIES: i64 = 12;

sql! {
    ENQUEUE = "insert into ground_job (id, name, payload, run_at, unique_key) values (?1, ?2, ?3, ?4, ?5)
               on conflict (unique_key) do update set dead_at = null,
                 attempts = case when ground_job.dead_at is null then ground_job.attempts else 0 end,
                 run_at = case when ground_job.run_at < excluded.run_at then ground_job.run_at else excluded.run_at end";
    WAS_GIVEN_UP = "select count(*) from ground_job where unique_key = ?1 and dead_at is not null";
    ANY_DUE = "select min(case when leased_until is null then run_at else leased_until end) from ground_job
               where dead_at is null and (leased_until is null or leased_until < ?1)";
    // While a job runs its time is the end of time, so that whoever wants it run again meanwhile leaves a trace: an earlier time.
    CLAIM = sqlite "update ground_job set leased_by = ?1, leased_until = ?2, attempts = attempts + 1, run_at = ?5
                    where id in (select id from ground_job where dead_at is null
                                 and ((leased_until is null and run_at <= ?3) or leased_until < ?3) order by run_at limit ?4)
                    returning id, name, payload, attempts",
            postgres "update ground_job set leased_by = ?1, leased_until = ?2, attempts = attempts + 1, run_at = ?5
                    where id in (select id from ground_job where dead_at is null
                                 and ((leased_until is null and run_at <= ?3) or leased_until < ?3) order by run_at limit ?4 for update skip locked)
                    returning id, name, payload, attempts";
    FINISH = "delete from ground_job where id = ?1 and leased_by = ?2 and run_at = ?3";
    AGAIN = "update ground_job set run_at = case when run_at < ?3 then run_at else ?3 end, leased_by = null, leased_until = null, attempts = ?4, last_error = ?5
             where id = ?1 and leased_by = ?2";
    BURY = "update ground_job set dead_at = ?3, leased_by = null, leased_until = null, last_error = ?4 where id = ?1 and leased_by = ?2";
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

/// Pause before try number `attempts + 1`: 2 s doubling to an hour, ±20 % so that many desks do not fall together.
fn pause(attempts: i64, jitter: f64) -> SignedDuration {
    let doubled = 2i64.saturating_pow(u32::try_from(attempts.clamp(1, 12)).unwrap_or(12)).min(3600);
    SignedDuration::from_millis(doubled * 1000).mul_f64_or(0.8 + 0.4 * jitter)
}

trait MulF64 {
    fn mul_f64_or(self, by: f64) -> Self;
}
impl MulF64 for SignedDuration {
    fn mul_f64_or(self, by: f64) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "an hour in milliseconds is far within i64")]
        Self::from_millis((self.as_millis() as f64 * by) as i64)
    }
}

struct Claimed {
    id: Uuid,
    name: String,
    payload: String,
    attempts: i64,
}

fn claim(conn: &mut Conn, node: &str, now: Timestamp, most: i64) -> Result<Vec<Claimed>, Fault> {
    conn.rows(&CLAIM, values![node, micros(now + LEASE), micros(now), most, i64::MAX], |row| {
        Ok(Claimed { id: row.get(0)?, name: row.get(1)?, payload: row.get(2)?, attempts: row.get(3)? })
    })
}

/// Runs jobs of `kinds` until the desk stops, `width` at a time.
pub async fn run(desk: Desk, kinds: &'static [JobKind], width: usize) {
    let slots = std::sync::Arc::new(tokio::sync::Semaphore::new(width));
    let mut stopping = desk.stopping();
    loop {
        if *stopping.borrow() {
            // Wait for those under way: each holds a slot.
            let _all = slots.acquire_many(u32::try_from(width).unwrap_or(1)).await;
            return;
        }
        match claim_some(&desk, &slots).await {
            Ok((claimed, wait)) => {
                let idle = claimed.is_empty();
                for job in claimed {
                    let Ok(slot) = slots.clone().acquire_owned().await else { return };
                    let desk = desk.clone();
                    tokio::spawn(async move {
                        run_one(&desk, kinds, job).await;
                        drop(slot);
                        desk.wake_jobs();
                    });
                }
                if idle {
                    tokio::select! {
                        () = desk.jobs_woken() => {}
                        () = tokio::time::sleep(wait) => {}
                        _ = stopping.changed() => {}
                    }
                }
            }
            Err(fault) => {
                tracing::error!("Could not look for work: {fault}");
                tokio::time::sleep(std::time::Duration::from_secs(1)).await;
            }
        }
    }
}

/// Does all work that is due, one job after the other, until nothing is; gives how many were run. Waits for nothing: what asks to
/// run later stays in the table. For tests and tools with a standing clock; the desk itself lives in [`run`].
pub async fn run_due(desk: &Desk, kinds: &'static [JobKind]) -> Result<usize, Problem> {
    // A job that asks to run again at once, for ever, is a fault to be seen.
    const MOST: usize = 10_000;
    let mut ran = 0;
    while ran < MOST {
        let (node, now) = (desk.node().to_owned(), desk.now());
        let claimed = desk.write(move |conn| Ok::<_, Problem>(claim(conn, &node, now, 1)?)).await?;
        let Some(job) = claimed.into_iter().next() else { return Ok(ran) };
        run_one(desk, kinds, job).await;
        ran += 1;
    }
    Err(anyhow::anyhow!("{MOST} jobs were run and more are still due").into())
}

async fn claim_some(desk: &Desk, slots: &tokio::sync::Semaphore) -> Result<(Vec<Claimed>, std::time::Duration), Problem> {
    const LONGEST: std::time::Duration = std::time::Duration::from_millis(500);
    let free = i64::try_from(slots.available_permits()).unwrap_or(1);
    let now = desk.now();
    let due: Option<i64> =
        desk.read(move |conn| Ok(conn.one(&ANY_DUE, values![micros(now)], |row| row.get::<Option<i64>>(0))?.flatten())).await?;
    let wait =
        due.map_or(LONGEST, |at| std::time::Duration::from_micros(u64::try_from(at - micros(now)).unwrap_or(0)).min(LONGEST));
    if free == 0 || !wait.is_zero() {
        return Ok((Vec::new(), wait.max(std::time::Duration::from_millis(5))));
    }
    let node = desk.node().to_owned();
    let claimed = desk.write(move |conn| Ok::<_, Problem>(claim(conn, &node, now, free)?)).await?;
    Ok((claimed, std::time::Duration::from_millis(20)))
}

async fn run_one(desk: &Desk, kinds: &'static [JobKind], job: Claimed) {
    let Claimed { id, name, payload, attempts } = job;
    let outcome = match kinds.iter().find(|kind| kind.name == name) {
        Some(kind) => match tokio::spawn((kind.run)(desk.clone(), payload)).await {
            Ok(outcome) => outcome,
            Err(panicked) => Err(Problem::Fault(anyhow::anyhow!("the job panicked: {panicked}"))),
        },
        // Never silently: an unknown kind (an older or newer program's) waits for a person.
        None => Err(Problem::Fault(anyhow::anyhow!("this program knows no job called {name:?}"))),
    };
    let node = desk.node().to_owned();
    let now = desk.now();
    let kept = desk
        .write(move |conn| {
            match outcome {
                Ok(Next::Done) => match conn.run(&FINISH, values![id, &node, i64::MAX])? {
                    // Someone wanted it run again while it ran.
                    0 => conn.run(&AGAIN, values![id, &node, i64::MAX, 0i64, None::<&str>])?,
                    finished => finished,
                },
                Ok(Next::At(at)) => conn.run(&AGAIN, values![id, &node, micros(at), 0i64, None::<&str>])?,
                Err(problem) if attempts >= TRIES => {
                    tracing::error!(job = %name, "Job {name} was given up after {attempts} tries: {problem}");
                    conn.run(&BURY, values![id, &node, micros(now), problem.to_string()])?
                }
                Err(problem) => {
                    tracing::warn!(job = %name, "Job {name} failed, try {attempts}: {problem}");
                    let at = now + pause(attempts, rand::random());
                    conn.run(&AGAIN, values![id, &node, micros(at), attempts, problem.to_string()])?
                }
            };
            Ok::<_, Problem>(())
        })
        .await;
    if let Err(fault) = kept {
        // The lease runs out and the job is claimed again: that is why every job may run twice.
        tracing::error!("Could not keep a job's outcome: {fault}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_an_hour() {
        assert_eq!(pause(1, 0.5), SignedDuration::from_secs(2));
        assert_eq!(pause(4, 0.5), SignedDuration::from_secs(16));
        assert_eq!(pause(11, 0.5), SignedDuration::from_secs(2048));
        assert_eq!(pause(50, 0.5), SignedDuration::from_secs(3600));
    }
}
