//! A PostgreSQL server that goes away and comes back.

use crate::notebook::{COUNT, MIGRATIONS, TEXTS, write};
use std::time::{Duration, Instant};
use store::testing::Cluster;
use store::{Database, Fault, Target, Written};

store::sql! {
    END_MY_CONNECTION = sqlite "select 1", postgres "select pg_terminate_backend(pg_backend_pid())";
}

#[test]
fn a_restart_is_survived() {
    let cluster = Cluster::start().unwrap();
    let database = Database::open(&Target::Postgres(cluster.url()), MIGRATIONS).unwrap();
    for number in 0..12 {
        database.write_blocking(move |conn| write(conn, &format!("before {number}"))).unwrap();
    }
    cluster.crash().unwrap();
    // Handed over while the server is away: they wait for it. Every connection of the pool gets one.
    let waiting: Vec<_> = (0..12)
        .map(|number| {
            let database = database.clone();
            std::thread::spawn(move || database.write_blocking(move |conn| write(conn, &format!("meanwhile {number}"))))
        })
        .collect();
    let reader = database.clone();
    let reading = std::thread::spawn(move || reader.read_blocking(|conn| conn.rows(&TEXTS, &[], |row| row.get::<String>(0))));
    std::thread::sleep(Duration::from_millis(400));
    cluster.start_again().unwrap();
    for job in waiting {
        job.join().unwrap().unwrap();
    }
    let seen: Result<Vec<String>, Fault> = reading.join().unwrap();
    assert!(seen.unwrap().len() >= 12);
    let count: Result<Option<i64>, Fault> = database.read_blocking(|conn| conn.one(&COUNT, &[], |row| row.get(0)));
    assert_eq!(count.unwrap(), Some(24));
    database.close();
}

#[test]
fn a_connection_lost_in_the_middle_of_a_write_leaves_nothing() {
    let town = store::testing::postgres(MIGRATIONS);
    let lost: Result<i64, Fault> = town.database.write_blocking(|conn| {
        write(conn, "before the line was cut")?;
        conn.run(&END_MY_CONNECTION, &[])?;
        write(conn, "after")
    });
    assert!(matches!(lost, Err(Fault::Connection { written: Written::Nothing, .. })), "{lost:?}");
    town.database.write_blocking(|conn| write(conn, "the next job is well")).unwrap();
    assert_eq!(crate::notebook::texts(&town), ["the next job is well"]);
}

#[test]
fn a_connection_lost_at_the_commit_leaves_the_outcome_open() {
    let town = store::testing::postgres(MIGRATIONS);
    let trap: Result<(), Fault> = town.database.write_blocking(|conn| {
        conn.script(
            "create function cut() returns trigger language plpgsql
                 as $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$;
             create constraint trigger cut after insert on note
                 deferrable initially deferred for each row execute function cut();",
        )
    });
    trap.unwrap();
    let lost = town.database.write_blocking(|conn| write(conn, "perhaps")).unwrap_err();
    assert!(matches!(lost, Fault::Connection { written: Written::Unknown, .. }), "{lost:?}");
    assert!(!lost.is_retryable(), "it may be there: look first");
    assert!(crate::notebook::texts(&town).is_empty(), "this time it was not");
}

#[test]
fn a_table_that_another_node_changes_does_not_stop_reading() {
    let town = store::testing::postgres(MIGRATIONS);
    town.database.write_blocking(|conn| write(conn, "before")).unwrap();
    let read_on_every_connection = || {
        let readers: Vec<_> = (0..24)
            .map(|_| {
                let database = town.database.clone();
                std::thread::spawn(move || {
                    database.read_blocking(|conn| {
                        let texts = conn.rows(&TEXTS, &[], |row| row.get::<String>(0))?;
                        std::thread::sleep(Duration::from_millis(5)); // so that each connection gets its share
                        Ok::<_, Fault>(texts)
                    })
                })
            })
            .collect();
        for reader in readers {
            assert_eq!(reader.join().unwrap().unwrap(), ["before"]);
        }
    };
    read_on_every_connection();
    let other_node = Database::open(&town.target, MIGRATIONS).unwrap();
    let changed: Result<(), Fault> =
        other_node.write_blocking(|conn| conn.script("alter table note alter column text type varchar(100)"));
    changed.unwrap();
    read_on_every_connection();
}

#[test]
fn a_server_that_is_not_there_is_a_sentence() {
    let nowhere = Target::Postgres("postgres://torg:secret@127.0.0.1:1/torg".to_owned());
    let Err(fault) = Database::open(&nowhere, &[]) else { panic!("there is no server on port 1") };
    let said = fault.to_string();
    assert!(said.starts_with("no connection to the database: error connecting to server"), "{said}");
    assert!(!said.contains("secret"), "{said}");
}

#[test]
fn a_database_that_is_not_there_is_not_waited_for() {
    let town = store::testing::postgres(MIGRATIONS);
    let Target::Postgres(url) = &town.target else { panic!("a story of PostgreSQL") };
    let started = Instant::now();
    let Err(fault) = Database::open(&Target::Postgres(format!("{url}_misspelt")), &[]) else { panic!("no such database") };
    let said = fault.to_string();
    assert!(said.contains("_misspelt\" does not exist (SQLSTATE 3D000)"), "{said}");
    assert!(started.elapsed() < Duration::from_secs(2));

    let Err(fault) = Database::open(&Target::Postgres("postgres://torg:secret@db:port/torg".to_owned()), &[]) else {
        panic!("the port is no number")
    };
    assert_eq!(fault.to_string(), "the address of the database: cannot be read: invalid value for option `port`");
}

#[test]
fn two_that_wait_for_each_other_are_told_to_try_again() {
    let town = store::testing::postgres(MIGRATIONS);
    let (first, second) = (town.database.clone(), town.database.clone());
    let (locked, is_locked) = std::sync::mpsc::channel();
    let holder = std::thread::spawn(move || -> Result<(), Fault> {
        first.write_blocking(move |conn| {
            conn.script("lock table note")?;
            locked.send(()).unwrap();
            std::thread::sleep(Duration::from_millis(600));
            Ok(())
        })
    });
    is_locked.recv().unwrap();
    let impatient: Result<i64, Fault> = second.write_blocking(|conn| {
        conn.script("set local lock_timeout = '100ms'")?;
        write(conn, "in vain")
    });
    let fault = impatient.unwrap_err();
    assert!(matches!(fault, Fault::Busy { .. }) && fault.is_retryable(), "{fault:?}");
    holder.join().unwrap().unwrap();
}

#[tokio::test]
async fn it_may_be_opened_inside_an_async_runtime() {
    let town = store::testing::postgres(MIGRATIONS);
    let count: Result<Option<i64>, Fault> = town.database.read(|conn| conn.one(&COUNT, &[], |row| row.get(0))).await;
    assert_eq!(count.unwrap(), Some(0));
}
