//! Opens the database file and sets each connection up: durable, foreign keys kept, deleted content overwritten.

use super::Link;
use super::error::{Stage, fault};
use crate::Fault;
use crate::conn::Mode;
use rusqlite::{Connection, OpenFlags};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// How long a connection waits for another process (a command on the same file) before it says busy.
const PATIENCE: Duration = Duration::from_secs(10);
/// The same in SQL.
pub(super) const WAIT_FOR_OTHERS: &str = "pragma busy_timeout = 10000";

/// Opens a connection to the file; for writing, the file and its folder are made when they are not there.
pub(crate) fn open(path: &Path, mode: Mode) -> Result<Link, Fault> {
    if mode == Mode::Writing {
        make_file(path).map_err(|error| Fault::Storage { reason: format!("{}: {error}", path.display()) })?;
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let started = Instant::now();
    let opened = Connection::open_with_flags(path, flags).and_then(|connection| {
        connection.busy_timeout(PATIENCE)?;
        // Two programs that turn WAL on at once: SQLite tells one of them "busy" without waiting, so we wait here.
        while let Err(error) = set_up(&connection, mode) {
            if error.sqlite_error_code() != Some(rusqlite::ErrorCode::DatabaseBusy) || started.elapsed() > PATIENCE {
                return Err(error);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(connection)
    });
    opened.map(Link::new).map_err(|error| fault(&error, "opening the database", Stage::Running))
}

fn set_up(connection: &Connection, mode: Mode) -> rusqlite::Result<()> {
    // Several hundred named statements stay prepared for the life of the connection.
    connection.set_prepared_statement_cache_capacity(1_024);
    // No memory-mapping: with it a failing disk ends the process by a signal instead of an error.
    connection.execute_batch("pragma foreign_keys = on; pragma temp_store = memory; pragma trusted_schema = off;")?;
    match mode {
        Mode::Writing => connection.execute_batch(
            // FULL: what was answered `Ok` survives a power cut. secure_delete: what a retention decision disposes of is
            // overwritten in the file, not only forgotten. The WAL is copied back every 16 MB and cut to 64 MB afterwards.
            "pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on; pragma cache_size = -65536;
             pragma wal_autocheckpoint = 4000; pragma journal_size_limit = 67108864;",
        ),
        Mode::Reading => connection.execute_batch("pragma query_only = on; pragma cache_size = -16384;"),
    }
}

/// Personal data: nobody but the account that runs the program may read the file. SQLite gives its side files the same mode.
fn make_file(path: &Path) -> std::io::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    let mut options = fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(|_| ())
}
