//! The write-ahead log of SQLite stays short, and the file is nobody else's to read.

use crate::notebook::MIGRATIONS;
use std::path::PathBuf;
use std::sync::mpsc;
use store::testing::{Town, sqlite};
use store::{Conn, Fault, Target, values};

store::sql! {
    ADD = "insert into thing (bytes) values (?1)";
    HOW_MANY = "select count(*) from thing";
}

const MEGABYTE: u64 = 1024 * 1024;

fn file(town: &Town) -> PathBuf {
    match &town.target {
        Target::Sqlite(file) => file.clone(),
        Target::Postgres(_) => panic!("a story of SQLite"),
    }
}

fn write_megabytes(town: &Town, number: u32) {
    for _ in 0..number {
        let outcome: Result<u64, Fault> =
            town.database.write_blocking(|conn| conn.run(&ADD, values![vec![7u8; MEGABYTE as usize]]));
        outcome.unwrap();
    }
}

fn log_length(town: &Town) -> u64 {
    std::fs::metadata(file(town).with_extension("db-wal")).unwrap().len()
}

#[test]
fn the_log_is_reused_and_one_that_grew_behind_a_long_reader_is_cut() {
    let town = sqlite(MIGRATIONS);
    write_megabytes(&town, 60);
    assert!(log_length(&town) < 24 * MEGABYTE, "{}", log_length(&town));

    let (go_on, wait) = mpsc::channel::<()>();
    let (started, has_started) = mpsc::channel();
    let database = town.database.clone();
    let reading = std::thread::spawn(move || {
        database.read_blocking(move |conn: &mut Conn| {
            conn.one(&HOW_MANY, &[], |row| row.get::<i64>(0))?;
            started.send(()).unwrap();
            wait.recv().unwrap();
            conn.one(&HOW_MANY, &[], |row| row.get::<i64>(0))
        })
    });
    has_started.recv().unwrap();
    write_megabytes(&town, 70);
    assert!(log_length(&town) > 64 * MEGABYTE);
    go_on.send(()).unwrap();
    let seen: Result<_, Fault> = reading.join().unwrap();
    assert_eq!(seen.unwrap(), Some(60), "the reader saw its own moment to the end");
    write_megabytes(&town, 2);
    assert!(log_length(&town) < 24 * MEGABYTE, "{}", log_length(&town));
}

#[cfg(unix)]
#[test]
fn only_its_owner_reads_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let town = sqlite(MIGRATIONS);
    write_megabytes(&town, 1);
    for name in [file(&town), file(&town).with_extension("db-wal")] {
        assert_eq!(std::fs::metadata(&name).unwrap().permissions().mode() & 0o777, 0o600, "{}", name.display());
    }
}

#[test]
fn what_is_deleted_is_overwritten_in_the_file() {
    const WORDS: &[u8] = b"these words are disposed of under decision 2026-14";
    let town = sqlite(MIGRATIONS);
    let gone: Result<(), Fault> = town.database.write_blocking(|conn| conn.run(&ADD, values![WORDS]).map(|_| ()));
    gone.unwrap();
    let gone: Result<(), Fault> = town.database.write_blocking(|conn| conn.script("delete from thing"));
    gone.unwrap();
    town.database.close();
    let bytes = std::fs::read(file(&town)).unwrap();
    assert!(!bytes.windows(WORDS.len()).any(|window| window == WORDS));
}
