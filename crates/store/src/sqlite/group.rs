//! The threads of a SQLite database: one that writes, taking what has queued up into one transaction, and some that read.
//!
//! A commit costs a wait for the disk whether it holds one job or five hundred. Each job of a group stands in its own
//! savepoint, so that one that fails or panics is undone alone; nobody is answered `Ok` before the commit they share.

use super::Link;
use crate::Fault;
use crate::conn::{Conn, Mode, Purpose};
use crate::database::Tally;
use crate::job::{Job, Queued, Wish};
use crossbeam_channel::Receiver;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// At most so many jobs share a commit …
const GROUP: usize = 500;
/// … and none waits longer than this for others of its group to run.
const GROUP_TIME: Duration = Duration::from_millis(100);
/// A write-ahead log longer than this (a long reader kept it from being reused) is emptied when there is a moment for it.
const LONG_LOG: u64 = 64 * 1024 * 1024;

/// Reads until the queue is closed.
pub(crate) fn read(link: Link, jobs: &Receiver<Queued>) {
    let mut conn = Conn::new(link);
    for Queued { mut job, .. } in jobs {
        if job.is_abandoned() {
            continue;
        }
        // A transaction, so that all statements of the job see the same moment.
        let fault = conn.link.begin(Purpose::Snapshot).err();
        if fault.is_none() {
            job.run(&mut conn, Mode::Reading);
            conn.link.roll_back();
        }
        job.settle(fault);
    }
}

/// Writes until the queue is closed, then copies the write-ahead log back into the database.
pub(crate) fn write(conn: Conn, path: &Path, jobs: &Receiver<Queued>, tally: &Tally) {
    let mut writer = Writer { conn, log: log_file(path), tally };
    while let Ok(first) = jobs.recv() {
        let group = std::iter::once(first).chain(jobs.try_iter().take(GROUP - 1));
        let mut waiting: VecDeque<_> = group.map(|queued| queued.job).collect();
        while !waiting.is_empty() {
            writer.group(&mut waiting);
        }
        writer.shorten_log();
    }
    writer.checkpoint();
}

fn log_file(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

struct Writer<'t> {
    conn: Conn,
    log: PathBuf,
    tally: &'t Tally,
}

impl Writer<'_> {
    /// One transaction with the first of the waiting jobs.
    fn group(&mut self, waiting: &mut VecDeque<Box<dyn Job>>) {
        if let Err(fault) = self.conn.link.begin(Purpose::Writing) {
            // None of them has run; each caller may try again.
            waiting.drain(..).for_each(|job| job.settle(Some(fault.clone())));
            return;
        }
        let mut kept = Vec::new();
        let ran = self.run_jobs(waiting, &mut kept);
        let outcome = if kept.is_empty() { ran } else { ran.and_then(|()| self.conn.link.commit()) };
        self.conn.link.roll_back(); // where there was nothing to commit, or it could not be
        if outcome.is_ok() {
            self.tally.committed(kept.len());
        }
        let fault = outcome.err();
        kept.into_iter().for_each(|job| job.settle(fault.clone()));
    }

    fn run_jobs(&mut self, waiting: &mut VecDeque<Box<dyn Job>>, kept: &mut Vec<Box<dyn Job>>) -> Result<(), Fault> {
        let started = Instant::now();
        let alone = waiting.len() == 1;
        while let Some(mut job) = waiting.pop_front() {
            let ran = if alone { self.run_alone(&mut *job) } else { self.run_guarded(&mut *job) };
            match ran {
                Ok(Wish::Keep) => kept.push(job),
                Ok(Wish::Undo) => job.settle(None),
                Err(fault) => {
                    // The transaction is gone, and with it what the jobs before this one did.
                    job.settle(Some(fault.clone()));
                    return Err(fault);
                }
            }
            if started.elapsed() > GROUP_TIME {
                break;
            }
        }
        Ok(())
    }

    fn run_alone(&mut self, job: &mut dyn Job) -> Result<Wish, Fault> {
        let wish = job.run(&mut self.conn, Mode::Writing);
        self.conn.link.lost_transaction().map_or(Ok(wish), Err)
    }

    fn run_guarded(&mut self, job: &mut dyn Job) -> Result<Wish, Fault> {
        self.conn.link.control("savepoint job")?;
        let wish = self.run_alone(job)?;
        if wish == Wish::Undo {
            self.conn.link.control("rollback to savepoint job")?;
        }
        self.conn.link.control("release savepoint job")?;
        Ok(wish)
    }

    /// The ordinary checkpoint at commit cannot empty the log while someone reads from it; here we wait a moment for them.
    fn shorten_log(&mut self) {
        if std::fs::metadata(&self.log).is_ok_and(|log| log.len() > LONG_LOG) {
            self.checkpoint();
        }
    }

    fn checkpoint(&mut self) {
        let outcome = self.conn.link.script("pragma busy_timeout = 200; pragma wal_checkpoint(truncate)");
        let restored = self.conn.link.script(super::open::WAIT_FOR_OTHERS);
        if let Err(fault) = outcome.and(restored) {
            tracing::warn!(%fault, "the write-ahead log could not be copied back; the next commit tries again");
        }
    }
}
