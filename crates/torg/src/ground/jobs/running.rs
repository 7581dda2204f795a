//! The runner: does what is due, some jobs at a time, and keeps what came of each, also when the database is busy or away for a while.
//! No job runs twice at once, on however many nodes.
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use store::{Conn, Fault, sql, values};
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep, sleep_until, timeout_at};

use super::lease::{Claimed, Claims, Lease, Terms};
use super::{JobKind, Next, TRIES};
use crate::ground::clock::micros;
use crate::ground::desk::Desk;
use crate::ground::problem::Problem;

/// With nothing due and nobody calling, the table is looked at this often: another node or a command may have enqueued something.
const LOOKS_EVERY: Duration = Duration::from_millis(500);
/// When the database was busy and the job not to blame, it is run again after so long.
const SOON: SignedDuration = SignedDuration::from_secs(1);
/// Pauses between tries to keep an outcome: the first, and the longest they grow to.
const KEEPING: (Duration, Duration) = (Duration::from_millis(50), Duration::from_secs(2));

sql! {
    ANY_DUE = "select min(case when leased_until is null then run_at else leased_until end) from ground_job
               where dead_at is null and (leased_until is null or leased_until < ?1)";
    FINISH = "delete from ground_job where id = ?1 and leased_by = ?2 and run_at = ?3";
    AGAIN = "update ground_job set run_at = case when run_at < ?3 then run_at else ?3 end, leased_by = null, leased_until = null, attempts = ?4, last_error = ?5
             where id = ?1 and leased_by = ?2";
    BURY = "update ground_job set dead_at = ?3, leased_by = null, leased_until = null, last_error = ?4 where id = ?1 and leased_by = ?2";
}

/// Runs jobs of `kinds` until the desk stops, `width` at a time.
pub async fn run(desk: Desk, kinds: &'static [JobKind], width: usize) {
    run_under(desk, kinds, width, Terms::USUAL).await;
}

/// [`run`] under other terms than the usual: for stories in which a lease ends.
pub async fn run_under(desk: Desk, kinds: &'static [JobKind], width: usize, terms: Terms) {
    let slots = Arc::new(Semaphore::new(width));
    let mut claims = Claims::new(terms);
    let mut stopping = desk.stopping();
    loop {
        if *stopping.borrow() {
            // Wait for those under way: each holds a slot.
            let _all = slots.acquire_many(u32::try_from(width).unwrap_or(1)).await;
            return;
        }
        match look(&desk, &slots, &mut claims).await {
            Ok(Found::Nothing { wait }) => {
                tokio::select! {
                    () = desk.jobs_woken() => {}
                    () = sleep(wait) => {}
                    _ = stopping.changed() => {}
                }
            }
            Ok(Found::Work(claimed, lease)) => {
                for job in claimed {
                    let Ok(slot) = slots.clone().acquire_owned().await else { return };
                    let (desk, lease) = (desk.clone(), lease.clone());
                    tokio::spawn(async move {
                        run_one(&desk, kinds, job, lease).await;
                        drop(slot);
                        desk.wake_jobs();
                    });
                }
            }
            Err(fault) => {
                tracing::error!("Could not look for work: {fault}");
                sleep(Duration::from_secs(1)).await;
            }
        }
    }
}

/// Does all work that is due, one job after the other, until nothing is; gives how many were run. Waits for nothing: what asks to
/// run later stays in the table. For tests and tools with a standing clock; the desk itself lives in [`run`].
pub async fn run_due(desk: &Desk, kinds: &'static [JobKind]) -> Result<usize, Problem> {
    // A job that asks to run again at once, for ever, is a fault to be seen.
    const MOST: usize = 10_000;
    let mut claims = Claims::new(Terms::USUAL);
    for ran in 0..MOST {
        let (mut claimed, lease) = claims.take(desk, 1).await?;
        let Some(job) = claimed.pop() else { return Ok(ran) };
        run_one(desk, kinds, job, lease).await;
    }
    Err(anyhow::anyhow!("{MOST} jobs were run and more are still due").into())
}

enum Found {
    Work(Vec<Claimed>, Lease),
    Nothing { wait: Duration },
}

async fn look(desk: &Desk, slots: &Semaphore, claims: &mut Claims) -> Result<Found, Problem> {
    let free = i64::try_from(slots.available_permits()).unwrap_or(1);
    if free == 0 {
        // Whoever ends wakes us.
        return Ok(Found::Nothing { wait: LOOKS_EVERY });
    }
    let now = desk.now();
    let due = desk.read(move |conn| Ok(conn.one(&ANY_DUE, values![micros(now)], |row| row.get::<Option<i64>>(0))?.flatten()));
    let wait = due.await?.map_or(LOOKS_EVERY, |at| until(at, now).min(LOOKS_EVERY));
    if !wait.is_zero() && claims.are_all_known() {
        return Ok(Found::Nothing { wait });
    }
    let (claimed, lease) = claims.take(desk, free).await?;
    if claimed.is_empty() {
        // What was due, another node was quicker to take.
        return Ok(Found::Nothing { wait: if wait.is_zero() { Duration::from_millis(20) } else { LOOKS_EVERY } });
    }
    Ok(Found::Work(claimed, lease))
}

fn until(at: i64, now: Timestamp) -> Duration {
    Duration::from_micros(u64::try_from(at.saturating_sub(micros(now))).unwrap_or(0))
}

async fn run_one(desk: &Desk, kinds: &'static [JobKind], job: Claimed, mut lease: Lease) {
    if let Some(outcome) = done(desk, kinds, &job, &mut lease).await {
        keep(desk, &job, &lease, Kept::of(&job, outcome, desk.now())).await;
    }
}

/// Does the work and holds the lease meanwhile; nothing when the lease was lost, and the work with it.
async fn done(desk: &Desk, kinds: &'static [JobKind], job: &Claimed, lease: &mut Lease) -> Option<Result<Next, Problem>> {
    let Some(kind) = kinds.iter().find(|kind| kind.name == job.name) else {
        // Never silently: an unknown kind (an older or newer program's) waits for a person.
        return Some(Err(Problem::Fault(anyhow::anyhow!("this program knows no job called {:?}", job.name))));
    };
    let mut work = tokio::spawn((kind.run)(desk.clone(), job.payload.clone()));
    let mut renew_at = lease.renewed_at();
    loop {
        tokio::select! {
            done = &mut work => {
                return Some(done.unwrap_or_else(|panicked| Err(anyhow::anyhow!("the job panicked: {panicked}").into())));
            }
            () = sleep_until(renew_at.min(lease.safe_until())) => {}
        }
        let safe_until = lease.safe_until();
        let lost = match timeout_at(safe_until, lease.renew(desk, job.id)).await {
            Ok(Ok(true)) => {
                renew_at = lease.renewed_at();
                continue;
            }
            Ok(Ok(false)) => "another node has it".to_owned(),
            Ok(Err(fault)) if Instant::now() < safe_until => {
                tracing::warn!(job = %job.name, "Could not hold job {} for longer, trying again: {fault}", job.name);
                renew_at = Instant::now() + Duration::from_secs(1);
                continue;
            }
            Ok(Err(fault)) => fault.to_string(),
            Err(_) => "the database did not answer in time".to_owned(),
        };
        work.abort();
        // What was done before the stop counts, as far as it can still be kept.
        if let Ok(outcome) = work.await {
            return Some(outcome);
        }
        tracing::error!(job = %job.name, "Job {} was stopped, its lease could not be renewed: {lost}", job.name);
        return None;
    }
}

/// What the table is to say of a job that ran.
#[derive(Clone, Debug)]
enum Kept {
    Finished,
    Again { at: i64, attempts: i64, error: Option<String> },
    GivenUp { at: i64, error: String },
}

impl Kept {
    fn of(job: &Claimed, outcome: Result<Next, Problem>, now: Timestamp) -> Self {
        let Claimed { name, attempts, .. } = job;
        match outcome {
            Ok(Next::Done) => Self::Finished,
            Ok(Next::At(at)) => Self::Again { at: micros(at), attempts: 0, error: None },
            Err(problem) if is_the_databases_moment(&problem) => {
                tracing::warn!(job = %name, "Job {name} met a busy database and is run again: {problem}");
                Self::Again { at: micros(now + SOON), attempts: attempts - 1, error: Some(problem.to_string()) }
            }
            Err(problem) if *attempts >= TRIES => {
                tracing::error!(job = %name, "Job {name} was given up after {attempts} tries: {problem}");
                Self::GivenUp { at: micros(now), error: problem.to_string() }
            }
            Err(problem) => {
                tracing::warn!(job = %name, "Job {name} failed, try {attempts}: {problem}");
                let at = micros(now + pause(*attempts, rand::random()));
                Self::Again { at, attempts: *attempts, error: Some(problem.to_string()) }
            }
        }
    }

    /// Writes it down. Doing so twice is harmless: after the first the lease is no longer there.
    fn write(self, conn: &mut Conn, job: &Claimed, holder: &str) -> Result<(), Fault> {
        match self {
            Self::Finished => {
                if conn.run(&FINISH, values![job.id, holder, i64::MAX])? == 0 {
                    // Someone wanted it run again while it ran.
                    conn.run(&AGAIN, values![job.id, holder, i64::MAX, 0i64, None::<&str>])?;
                }
            }
            Self::Again { at, attempts, error } => drop(conn.run(&AGAIN, values![job.id, holder, at, attempts, error])?),
            Self::GivenUp { at, error } => drop(conn.run(&BURY, values![job.id, holder, at, error])?),
        }
        Ok(())
    }
}

/// A lock, a deadlock or a lost connection: nothing was written, and nothing is wrong with the job.
fn is_the_databases_moment(problem: &Problem) -> bool {
    match problem {
        Problem::Refused(_) => false,
        Problem::Fault(fault) => fault.downcast_ref::<Fault>().is_some_and(Fault::is_retryable),
    }
}

/// Keeps what came of a job, trying until the lease is near its end. After that the job is another's: it runs again, which every job may.
async fn keep(desk: &Desk, job: &Claimed, lease: &Lease, kept: Kept) {
    let mut pause = KEEPING.0;
    loop {
        let (kept, job, holder) = (kept.clone(), job.clone(), lease.holder.clone());
        let name = job.name.clone();
        let written = desk.write(move |conn| Ok::<_, Problem>(kept.write(conn, &job, &holder)?));
        let fault = match timeout_at(lease.safe_until(), written).await {
            Ok(Ok(())) => return,
            Ok(Err(fault)) => fault.to_string(),
            Err(_) => "the database did not answer in time".to_owned(),
        };
        if Instant::now() + pause >= lease.safe_until() {
            tracing::error!(job = %name, "Could not keep what came of job {name}; it will be run again: {fault}");
            return;
        }
        tracing::warn!(job = %name, "Could not keep what came of job {name}, trying again: {fault}");
        sleep(pause).await;
        pause = (pause * 2).min(KEEPING.1);
    }
}

/// Pause before try number `attempts + 1`: 2 s doubling to an hour, ±20 % so that many desks do not fall together.
fn pause(attempts: i64, jitter: f64) -> SignedDuration {
    let doubled = 2i64.saturating_pow(u32::try_from(attempts.clamp(1, 12)).unwrap_or(12)).min(3600);
    #[expect(clippy::cast_possible_truncation, reason = "an hour in milliseconds is far within i64")]
    SignedDuration::from_millis((doubled as f64 * 1000.0 * (0.8 + 0.4 * jitter)) as i64)
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
