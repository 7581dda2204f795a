//! What was answered `Ok` is there after the program was killed in the middle of it.

use crate::notebook::{MIGRATIONS, texts, write};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use store::testing::{Town, postgres, sqlite};
use store::{Conn, Database, Target};

/// The child's side; does something only when [`killed_in_the_middle`] starts it with a target.
#[test]
fn child_that_writes_until_it_is_killed() {
    let Ok(target) = std::env::var("STORE_TEST_WRITE_TO") else { return };
    let target = if target.starts_with("postgres://") { Target::Postgres(target) } else { Target::Sqlite(target.into()) };
    let database = Database::open(&target, MIGRATIONS).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
    runtime.block_on(async {
        let writers: Vec<_> = (0..16)
            .map(|writer| {
                let database = database.clone();
                tokio::spawn(async move {
                    for number in 0.. {
                        let text = format!("{writer}-{number}");
                        let copy = text.clone();
                        database.write(move |conn: &mut Conn| write(conn, &copy)).await.unwrap();
                        println!("written {text}");
                    }
                })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
    });
}

fn killed_in_the_middle(town: &Town) {
    let target = match &town.target {
        Target::Sqlite(file) => file.display().to_string(),
        Target::Postgres(url) => url.clone(),
    };
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "crash::child_that_writes_until_it_is_killed", "--nocapture"])
        .env("STORE_TEST_WRITE_TO", target)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut answered = Vec::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        // The test harness writes its own words on the first line.
        if let Some((_, text)) = line.split_once("written ") {
            answered.push(text.to_owned());
        }
        if answered.len() == 300 {
            child.kill().unwrap(); // SIGKILL: nothing is tidied up; what the pipe still holds was answered too
        }
    }
    child.wait().unwrap();
    assert!(answered.len() >= 300);
    let there = texts(town);
    let missing: Vec<_> = answered.iter().filter(|text| !there.contains(text)).collect();
    assert!(missing.is_empty(), "{} answered, {} there, missing {missing:?}", answered.len(), there.len());
}

#[test]
fn sqlite_keeps_what_it_answered() {
    killed_in_the_middle(&sqlite(MIGRATIONS));
}

#[test]
fn postgresql_keeps_what_it_answered() {
    killed_in_the_middle(&postgres(MIGRATIONS));
}
