//! The lease under which a node holds the jobs it claimed: unlike any other, so that nobody ends another's work, and renewed while the
//! work goes on, so that nobody else begins it.
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use store::{Conn, Fault, sql, values};
use tokio::time::Instant;
use uuid::Uuid;

use crate::ground::clock::micros;
use crate::ground::desk::Desk;
use crate::ground::problem::Problem;

sql! {
    // While a job runs its time is the end of time, so that whoever wants it run again meanwhile leaves a trace: an earlier time.
    // On PostgreSQL the rows are chosen first and once: as a subquery they might be chosen anew for each row, and more be taken.
    CLAIM = sqlite "update ground_job set leased_by = ?1, leased_until = ?2, attempts = attempts + 1, run_at = ?5
                    where id in (select id from ground_job where dead_at is null
                                 and ((leased_until is null and run_at <= ?3) or leased_until < ?3) order by run_at limit ?4)
                    returning id, name, payload, attempts",
            postgres "with due as materialized (select id from ground_job where dead_at is null
                        and ((leased_until is null and run_at <= ?3) or leased_until < ?3) order by run_at limit ?4 for update skip locked)
                      update ground_job set leased_by = ?1, leased_until = ?2, attempts = attempts + 1, run_at = ?5
                      from due where ground_job.id = due.id
                      returning ground_job.id, name, payload, attempts";
    RENEW = "update ground_job set leased_until = ?3 where id = ?1 and leased_by = ?2";
    GIVE_BACK = "update ground_job set leased_by = null, leased_until = null, attempts = attempts - 1,
                   run_at = case when run_at < ?2 then run_at else ?2 end where leased_by = ?1";
}

/// How long a lease lasts and how it is looked after.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// How long what was claimed is ours. When a node dies, others take its jobs over after so long.
    pub lasts: Duration,
    /// So often it is renewed while the work goes on …
    pub renewed_every: Duration,
    /// … and so long before it ends, work that could not be renewed is stopped.
    pub margin: Duration,
}

impl Terms {
    /// Three renewals may fail before anything is stopped; a dead node's work waits a minute.
    pub const USUAL: Self =
        Self { lasts: Duration::from_secs(60), renewed_every: Duration::from_secs(15), margin: Duration::from_secs(5) };

    fn ends(&self, now: Timestamp) -> i64 {
        micros(now + SignedDuration::try_from(self.lasts).unwrap_or(SignedDuration::from_secs(60)))
    }
}

/// A job that is ours.
#[derive(Clone, Debug)]
pub(super) struct Claimed {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) payload: String,
    pub(super) attempts: i64,
}

/// One claim's lease.
#[derive(Clone, Debug)]
pub(super) struct Lease {
    /// As the table writes it. One node's next claim has another: what it lost, it does not end.
    pub(super) holder: String,
    terms: Terms,
    /// Until when nobody else takes what we hold, by this machine's own count.
    ends: Instant,
}

impl Lease {
    fn begin(desk: &Desk, terms: Terms) -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(1);
        let holder = format!("{}/{}", desk.node(), NUMBER.fetch_add(1, Ordering::Relaxed));
        Self { holder, terms, ends: Instant::now() + terms.lasts }
    }

    /// From then on the job may be another's.
    pub(super) fn safe_until(&self) -> Instant {
        self.ends.checked_sub(self.terms.margin).unwrap_or(self.ends)
    }

    /// When it should be renewed next.
    pub(super) fn renewed_at(&self) -> Instant {
        Instant::now() + self.terms.renewed_every
    }

    /// Holds `job` for another while; false when it is no longer ours.
    pub(super) async fn renew(&mut self, desk: &Desk, job: Uuid) -> Result<bool, Problem> {
        let (holder, until) = (self.holder.clone(), self.terms.ends(desk.now()));
        let ends = Instant::now() + self.terms.lasts;
        let ours = desk.write(move |conn| Ok(conn.run(&RENEW, values![job, holder, until])? == 1)).await?;
        self.ends = ends;
        Ok(ours)
    }
}

/// Claims of one runner. A claim whose answer was lost may have been written: it is given back before the next.
#[derive(Debug)]
pub(super) struct Claims {
    terms: Terms,
    doubtful: Vec<Lease>,
}

impl Claims {
    pub(super) fn new(terms: Terms) -> Self {
        Self { terms, doubtful: Vec::new() }
    }

    /// True when each claim was answered: then only the table says what is due.
    pub(super) fn are_all_known(&self) -> bool {
        self.doubtful.is_empty()
    }

    /// Claims at most `most` of the jobs that are due.
    pub(super) async fn take(&mut self, desk: &Desk, most: i64) -> Result<(Vec<Claimed>, Lease), Problem> {
        self.doubtful.retain(|lease| lease.ends > Instant::now());
        let lost: Vec<String> = self.doubtful.iter().map(|lease| lease.holder.clone()).collect();
        let lease = Lease::begin(desk, self.terms);
        self.doubtful.push(lease.clone());
        let (holder, now, until) = (lease.holder.clone(), desk.now(), self.terms.ends(desk.now()));
        let claimed = desk
            .write(move |conn| {
                for lost in lost {
                    conn.run(&GIVE_BACK, values![lost, micros(now)])?;
                }
                Ok::<_, Problem>(claim(conn, &holder, until, now, most)?)
            })
            .await?;
        self.doubtful.retain(|doubtful| doubtful.holder != lease.holder);
        Ok((claimed, lease))
    }
}

fn claim(conn: &mut Conn, holder: &str, until: i64, now: Timestamp, most: i64) -> Result<Vec<Claimed>, Fault> {
    conn.rows(&CLAIM, values![holder, until, micros(now), most, i64::MAX], |row| {
        Ok(Claimed { id: row.get(0)?, name: row.get(1)?, payload: row.get(2)?, attempts: row.get(3)? })
    })
}
