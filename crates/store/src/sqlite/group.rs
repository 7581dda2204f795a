//! The threads of a SQLite database: one that writes, taking what has queued up into one transaction, and some that read.
//!
//! A commit costs a wait for the disk whether it holds one job or five hundred. Each job of a group stands in its own
//! savepoint, so that one that fails or panics is undone alone; nobody is answered `Ok` before the commit they share.

use super::Link;
use crate::Fault;
use crate::conn::{self, Conn, Mode};
use crate::database::Tally;
use crate::job::{Job, Wish};
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
pub(crate) fn read(link: Link, jobs: &Receiver<Box<dyn Job>>) {
    let mut conn = Conn::new(conn::Link::Sqlite(link));
    for mut job in jobs {
        if job.is_abandoned() {
            continue;
        }
        // A transaction, so that all statements of the job see the same moment.
        let fault = match conn.link.control("begin") {
            Ok(()) => {
                job.run(&mut conn, Mode::Reading);
                conn.link.control("commit").err()
            }
            Err(fault) => Some(fault),
        };
        job.settle(fault);
    }
}

/// Writes until the queue is closed, then copies the write-ahead log back into the database.
pub(crate) fn write(link: Link, path: &Path, jobs: &Receiver<Box<dyn Job>>, tally: &Tally) {
    let mut writer = Writer { conn: Conn::new(conn::Link::Sqlite(link)), log: log_file(path), tally };
    while let Ok(first) = jobs.recv() {
        let mut waiting: VecDeque<_> = std::iter::once(first).chain(jobs.try_iter().take(GROUP - 1)).collect();
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
        if let Err(fault) = self.begin() {
            // None of them has run; each caller may try again.
            waiting.drain(..).for_each(|job| job.settle(Some(fault.clone())));
            return;
        }
        let mut kept = Vec::new();
        let outcome = self.run_jobs(waiting, &mut kept).and_then(|()| self.commit());
        if let Err(fault) = outcome {
            self.roll_back();
            kept.into_iter().for_each(|job| job.settle(Some(fault.clone())));
            return;
        }
        self.tally.committed(kept.len());
        kept.into_iter().for_each(|job| job.settle(None));
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
        self.check_transaction()?;
        if wish == Wish::Undo {
            self.conn.link.control("rollback")?;
            self.conn.link.control("begin immediate")?; // the group commits as usual, with nothing in it
        }
        Ok(wish)
    }

    fn run_guarded(&mut self, job: &mut dyn Job) -> Result<Wish, Fault> {
        self.conn.link.control("savepoint job")?;
        let wish = job.run(&mut self.conn, Mode::Writing);
        self.check_transaction()?;
        if wish == Wish::Undo {
            self.conn.link.control("rollback to savepoint job")?;
        }
        self.conn.link.control("release savepoint job")?;
        Ok(wish)
    }

    fn check_transaction(&self) -> Result<(), Fault> {
        if self.link().has_lost_transaction() {
            return Err(Fault::Storage { reason: "SQLite has rolled the transaction back".to_owned() });
        }
        Ok(())
    }

    fn link(&self) -> &Link {
        let conn::Link::Sqlite(link) = &self.conn.link;
        link
    }

    fn set_in_transaction(&mut self, in_transaction: bool) {
        let conn::Link::Sqlite(link) = &mut self.conn.link;
        link.in_transaction = in_transaction;
    }

    fn begin(&mut self) -> Result<(), Fault> {
        self.conn.link.control("begin immediate")?;
        self.set_in_transaction(true);
        Ok(())
    }

    fn commit(&mut self) -> Result<(), Fault> {
        self.conn.link.control("commit")?;
        self.set_in_transaction(false);
        Ok(())
    }

    fn roll_back(&mut self) {
        self.set_in_transaction(false);
        if !self.link().connection.is_autocommit()
            && let Err(fault) = self.conn.link.control("rollback")
        {
            tracing::error!(%fault, "SQLite could not roll back");
        }
    }

    /// The ordinary checkpoint at commit cannot empty the log while someone reads from it; here we wait a moment for them.
    fn shorten_log(&self) {
        if std::fs::metadata(&self.log).is_ok_and(|log| log.len() > LONG_LOG) {
            self.checkpoint();
        }
    }

    fn checkpoint(&self) {
        let connection = &self.link().connection;
        let run = || -> rusqlite::Result<()> {
            connection.busy_timeout(Duration::from_millis(200))?;
            connection.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(()))?;
            connection.busy_timeout(super::open::PATIENCE)
        };
        if let Err(error) = run() {
            tracing::warn!(%error, "the write-ahead log could not be copied back; the next commit tries again");
        }
    }
}
