//! The database as the program holds it: hands jobs to the threads that own the connections, and their answers back.

use crate::conn::{Conn, Mode};
use crate::job::{self, Queued, Task};
use crate::{Engine, Fault, Migration, migrate};
use crate::{postgres, sqlite};
use crossbeam_channel::{Receiver, Sender};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::JoinHandle;
use tokio::sync::{Semaphore, oneshot};

/// Threads that read from a SQLite file; the pages it serves most are in memory, so a few suffice.
const SQLITE_READERS: usize = 4;
/// Connections to PostgreSQL, each for one job at a time.
const POSTGRES_CONNECTIONS: usize = 6;
/// Jobs that may wait in a queue. Beyond that callers wait before they queue, and memory stays bounded.
const QUEUE: usize = 4_000;

/// Where the database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A file; it and its folder are made when they are not there.
    Sqlite(PathBuf),
    /// `postgres://user:password@host:port/name?sslmode=require`
    Postgres(String),
}

/// A database, open and up to date. Cloning it is cheap and gives the same one.
#[derive(Clone)]
pub struct Database {
    inner: Arc<Inner>,
}

struct Inner {
    engine: Engine,
    reads: Lane,
    writes: Lane,
    threads: Mutex<Vec<JoinHandle<()>>>,
    tally: Arc<Tally>,
}

/// A queue to the threads, open until [`Database::close`].
struct Lane {
    mode: Mode,
    queue: RwLock<Option<Sender<Queued>>>,
    room: Arc<Semaphore>,
}

/// Counts since the database was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    /// Transactions committed.
    pub commits: u64,
    /// Write jobs in them. More than `commits` where jobs shared a transaction.
    pub written: u64,
}

#[derive(Default)]
pub(crate) struct Tally {
    commits: AtomicU64,
    written: AtomicU64,
}

impl Tally {
    pub(crate) fn committed(&self, jobs: usize) {
        if jobs > 0 {
            self.commits.fetch_add(1, Ordering::Relaxed);
            self.written.fetch_add(jobs as u64, Ordering::Relaxed);
        }
    }
}

impl Database {
    /// Opens the database and brings its schema up to date. Two programs may do so at the same moment.
    ///
    /// Blocks: call it at start, not from a page.
    ///
    /// # Errors
    /// [`Fault::Migration`] with a sentence for the operator, or why the database cannot be opened.
    pub fn open(target: &Target, migrations: &[Migration]) -> Result<Database, Fault> {
        let inner = match target {
            Target::Sqlite(path) => open_sqlite(path, migrations)?,
            Target::Postgres(url) => open_postgres(url, migrations)?,
        };
        Ok(Database { inner: Arc::new(inner) })
    }

    /// Which engine is behind it.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.inner.engine
    }

    /// Counts since it was opened.
    #[must_use]
    pub fn figures(&self) -> Figures {
        let Tally { commits, written } = &*self.inner.tally;
        Figures { commits: commits.load(Ordering::Relaxed), written: written.load(Ordering::Relaxed) }
    }

    /// Reads. On SQLite all statements of the job see the same moment; on PostgreSQL each sees the newest.
    ///
    /// # Errors
    /// The job's own, or a [`Fault`] when it panicked or could not be run.
    pub async fn read<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Fault> + Send + 'static,
    {
        self.inner.reads.ask(f).await
    }

    /// Writes in one transaction. `Ok` means that it is durable; `Err` or a panic in the job undoes all the job did.
    ///
    /// A job that was handed over is carried out even when its caller stops waiting.
    ///
    /// # Errors
    /// The job's own, or a [`Fault`] when it panicked, could not be run or could not be committed.
    pub async fn write<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Fault> + Send + 'static,
    {
        self.inner.writes.ask(f).await
    }

    /// [`read`](Self::read) for the command line and tests: blocks the calling thread.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn read_blocking<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Fault> + Send + 'static,
    {
        self.inner.reads.ask_blocking(f)
    }

    /// [`write`](Self::write) for the command line and tests: blocks the calling thread.
    ///
    /// # Errors
    /// As [`write`](Self::write).
    pub fn write_blocking<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Fault> + Send + 'static,
    {
        self.inner.writes.ask_blocking(f)
    }

    /// Waits until everything queued is done and closes all connections; for every clone. On SQLite the write-ahead log is
    /// copied back, so that the one file is the whole database. Jobs handed over later get [`Fault::Closed`]. Dropping the last
    /// clone does the same.
    pub fn close(&self) {
        self.inner.close();
    }
}

impl Lane {
    fn new(mode: Mode, queue: Sender<Queued>) -> Lane {
        Lane { mode, queue: RwLock::new(Some(queue)), room: Arc::new(Semaphore::new(QUEUE)) }
    }

    async fn ask<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Fault> + Send + 'static,
    {
        let room = Arc::clone(&self.room).acquire_owned().await.map_err(|_| Fault::Closed)?;
        let (reply, answer) = oneshot::channel();
        self.hand_over(Queued {
            mode: self.mode,
            job: Box::new(Task { work: Some(f), answer: None, reply, _room: Some(room) }),
        })?;
        // A job dropped unanswered: its thread is gone.
        answer.await.unwrap_or_else(|_| Err(E::from(Fault::Closed)))
    }

    fn ask_blocking<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Fault> + Send + 'static,
    {
        let (reply, answer) = crossbeam_channel::bounded(1);
        self.hand_over(Queued { mode: self.mode, job: Box::new(Task { work: Some(f), answer: None, reply, _room: None }) })?;
        answer.recv().unwrap_or_else(|_| Err(E::from(Fault::Closed)))
    }

    fn hand_over(&self, job: Queued) -> Result<(), Fault> {
        // The one writer of SQLite would wait for itself for ever. Refused on both engines, so that it is found on either.
        if self.mode == Mode::Writing && job::running() == Some(Mode::Writing) {
            return Err(Fault::misuse("write", "a write job may not wait for another; use a savepoint"));
        }
        let queue = self.queue.read().unwrap_or_else(PoisonError::into_inner);
        queue.as_ref().and_then(|queue| queue.send(job).ok()).ok_or(Fault::Closed)
    }

    fn close(&self) {
        self.queue.write().unwrap_or_else(PoisonError::into_inner).take();
    }
}

impl Inner {
    fn close(&self) {
        self.reads.close();
        self.writes.close();
        let threads = std::mem::take(&mut *self.threads.lock().unwrap_or_else(PoisonError::into_inner));
        let this = std::thread::current().id();
        for thread in threads {
            // A job may hold the last clone: its own thread ends by itself.
            if thread.thread().id() != this && thread.join().is_err() {
                tracing::error!("a database thread panicked");
            }
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.close();
    }
}

fn open_sqlite(path: &Path, migrations: &[Migration]) -> Result<Inner, Fault> {
    let mut conn = Conn::new(sqlite::open(path, Mode::Writing)?);
    migrate::migrate(&mut conn, migrations)?;
    let (write_queue, write_jobs) = crossbeam_channel::unbounded();
    let (read_queue, read_jobs) = crossbeam_channel::unbounded();
    let tally = Arc::new(Tally::default());
    let mut threads = Vec::new();
    for _ in 0..SQLITE_READERS {
        let (reader, jobs) = (sqlite::open(path, Mode::Reading)?, Receiver::clone(&read_jobs));
        threads.push(start("store-read", move || sqlite::group::read(reader, &jobs))?);
    }
    let (path, counts) = (path.to_owned(), Arc::clone(&tally));
    threads.push(start("store-write", move || sqlite::group::write(conn, &path, &write_jobs, &counts))?);
    let (reads, writes) = (Lane::new(Mode::Reading, read_queue), Lane::new(Mode::Writing, write_queue));
    Ok(Inner { engine: Engine::Sqlite, reads, writes, threads: Mutex::new(threads), tally })
}

fn open_postgres(url: &str, migrations: &[Migration]) -> Result<Inner, Fault> {
    let setup = Arc::new(postgres::Setup::read(url)?);
    // The driver may not be used on a thread of an async runtime, and the caller's may be one.
    let link = postgres::Link::at_start(Arc::clone(&setup));
    std::thread::scope(|scope| {
        let migrating = scope.spawn(move || migrate::migrate(&mut Conn::new(link), migrations));
        migrating.join().unwrap_or(Err(Fault::Panicked))
    })?;
    let (queue, jobs) = crossbeam_channel::unbounded();
    let tally = Arc::new(Tally::default());
    let mut threads = Vec::new();
    for _ in 0..POSTGRES_CONNECTIONS {
        let (link, jobs, counts) = (postgres::Link::new(Arc::clone(&setup)), Receiver::clone(&jobs), Arc::clone(&tally));
        threads.push(start("store-postgres", move || postgres::serve::serve(link, &jobs, &counts))?);
    }
    let (reads, writes) = (Lane::new(Mode::Reading, queue.clone()), Lane::new(Mode::Writing, queue));
    Ok(Inner { engine: Engine::Postgres, reads, writes, threads: Mutex::new(threads), tally })
}

fn start(name: &str, work: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, Fault> {
    let started = std::thread::Builder::new().name(name.to_owned()).spawn(work);
    started.map_err(|error| Fault::other(name, format!("the thread cannot be started: {error}")))
}
