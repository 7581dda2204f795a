//! Jobs: whole or not at all, and never at another's expense.

use crate::notebook::{WRITE, id, on_both, texts, write};
use std::sync::mpsc;
use std::time::Duration;
use store::testing::Town;
use store::{Conn, Engine, Fault, values};

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// Keeps the writer busy until the returned sender is used, so that what is handed over meanwhile makes one group.
fn hold_the_writer(town: &Town) -> (mpsc::Sender<()>, std::thread::JoinHandle<()>) {
    let (go_on, wait) = mpsc::channel();
    let (started, has_started) = mpsc::channel();
    let database = town.database.clone();
    let holding = std::thread::spawn(move || {
        let outcome: Result<(), Fault> = database.write_blocking(move |_| {
            started.send(()).unwrap();
            wait.recv().unwrap();
            Ok(())
        });
        outcome.unwrap();
    });
    has_started.recv().unwrap();
    (go_on, holding)
}

#[test]
fn a_job_that_fails_or_panics_hurts_nobody_in_its_group() {
    on_both(|town| {
        let (go_on, holding) = hold_the_writer(town);
        let answers = runtime().block_on(async {
            let mut jobs = Vec::new();
            for number in 0..60 {
                let database = town.database.clone();
                jobs.push(tokio::spawn(async move {
                    database
                        .write(move |conn: &mut Conn| {
                            write(conn, &format!("note {number}"))?;
                            match number % 3 {
                                0 => Ok(number),
                                1 => write(conn, "forbidden").map(|_| number),
                                _ => panic!("this panic belongs to the test"),
                            }
                        })
                        .await
                }));
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
            go_on.send(()).unwrap();
            let mut answers = Vec::new();
            for job in jobs {
                answers.push(job.await.unwrap());
            }
            answers
        });
        holding.join().unwrap();
        for (number, answer) in answers.into_iter().enumerate() {
            match (number % 3, answer) {
                (0, Ok(same)) => assert_eq!(same, number),
                (1, Err(Fault::Constraint { .. })) | (2, Err(Fault::Panicked)) => {}
                (_, other) => panic!("job {number} on {}: {other:?}", town.engine()),
            }
        }
        let mut kept = texts(town);
        kept.sort_by_key(|text| text.strip_prefix("note ").unwrap().parse::<u32>().unwrap());
        let expected: Vec<_> = (0..60).step_by(3).map(|number| format!("note {number}")).collect();
        assert_eq!(kept, expected, "{}", town.engine());
    });
}

#[test]
fn many_writers_share_commits_on_sqlite() {
    on_both(|town| {
        let before = town.database.figures();
        runtime().block_on(async {
            let writers: Vec<_> = (0..64)
                .map(|writer| {
                    let database = town.database.clone();
                    tokio::spawn(async move {
                        for number in 0..10 {
                            let text = format!("{writer} {number}");
                            database.write(move |conn: &mut Conn| write(conn, &text)).await.unwrap();
                        }
                    })
                })
                .collect();
            for writer in writers {
                writer.await.unwrap();
            }
        });
        let figures = town.database.figures();
        let (written, commits) = (figures.written - before.written, figures.commits - before.commits);
        assert_eq!((written, texts(town).len()), (640, 640));
        match town.engine() {
            Engine::Sqlite => assert!(commits * 4 < written, "{commits} commits for {written} jobs"),
            Engine::Postgres => assert_eq!(commits, written),
        }
    });
}

#[test]
fn an_error_alone_leaves_nothing_behind_and_the_next_job_is_well() {
    on_both(|town| {
        for _ in 0..3 {
            let answer: Result<(), Fault> = town.database.write_blocking(|conn| {
                write(conn, "half")?;
                Err(Fault::Busy { reason: "the job changed its mind".to_owned() })
            });
            assert!(answer.unwrap_err().is_retryable());
        }
        town.database.write_blocking(|conn| write(conn, "whole")).unwrap();
        assert_eq!(texts(town), ["whole"]);
    });
}

#[test]
fn savepoints_nest_and_undo_only_themselves() {
    on_both(|town| {
        let outcome: Result<(), Fault> = town.database.write_blocking(|conn| {
            write(conn, "outside")?;
            let inner: Result<i64, Fault> = conn.savepoint(|conn| {
                write(conn, "first level")?;
                let deepest: Result<i64, Fault> = conn.savepoint(|conn| {
                    write(conn, "second level, undone")?;
                    write(conn, "forbidden")
                })?;
                assert!(matches!(deepest, Err(Fault::Constraint { .. })), "{deepest:?}");
                write(conn, "first level goes on")
            })?;
            inner?;
            let refused: Result<i64, Fault> = conn.savepoint(|conn| write(conn, "first level"))?;
            assert!(refused.unwrap_err().is_unique_on("note_shout"));
            write(conn, "and so does the outside")?;
            Ok(())
        });
        outcome.unwrap();
        assert_eq!(
            texts(town),
            ["outside", "first level", "first level goes on", "and so does the outside"],
            "{}",
            town.engine()
        );
    });
}

#[test]
fn going_on_after_a_failed_statement_is_refused_alike() {
    on_both(|town| {
        let ignored: Result<(), Fault> = town.database.write_blocking(|conn| {
            write(conn, "lost with the rest")?;
            assert!(write(conn, "forbidden").is_err());
            Ok(())
        });
        assert!(matches!(ignored, Err(Fault::Spoiled)), "{} {ignored:?}", town.engine());
        let went_on: Result<i64, Fault> = town.database.write_blocking(|conn| {
            assert!(write(conn, "forbidden").is_err());
            write(conn, "too late")
        });
        assert!(matches!(went_on, Err(Fault::Spoiled)), "{} {went_on:?}", town.engine());
        let inside: Result<Result<(), Fault>, Fault> = town.database.write_blocking(|conn| {
            conn.savepoint(|conn| {
                assert!(write(conn, "forbidden").is_err());
                Ok(())
            })
        });
        assert!(matches!(inside, Ok(Err(Fault::Spoiled))), "{} {inside:?}", town.engine());
        assert!(texts(town).is_empty());
    });
}

#[test]
fn a_read_sees_one_moment_when_it_asks_for_it_and_cannot_write() {
    on_both(|town| {
        town.database.write_blocking(|conn| write(conn, "before")).unwrap();
        let (other, text) = (town.database.clone(), "meanwhile");
        let seen: Result<_, Fault> = town.database.read_blocking(move |conn| {
            conn.snapshot()?;
            let before: Vec<String> = conn.rows(&crate::notebook::TEXTS, &[], |row| row.get(0))?;
            other.write_blocking(|conn| write(conn, text))?;
            let after: Vec<String> = conn.rows(&crate::notebook::TEXTS, &[], |row| row.get(0))?;
            Ok((before, after))
        });
        let (before, after) = seen.unwrap();
        assert_eq!((before, texts(town).len()), (after, 2));
        let written: Result<i64, Fault> = town.database.read_blocking(|conn| write(conn, "by mistake"));
        assert!(matches!(written, Err(Fault::Misuse { .. })), "{} {written:?}", town.engine());
        assert_eq!(texts(town), ["before", "meanwhile"]);
    });
}

#[test]
fn close_waits_for_what_is_queued_and_refuses_what_comes_later() {
    on_both(|town| {
        let (go_on, holding) = hold_the_writer(town);
        let database = town.database.clone();
        let queued = std::thread::spawn(move || database.write_blocking(|conn| write(conn, "queued")));
        std::thread::sleep(Duration::from_millis(50));
        let database = town.database.clone();
        let closing = std::thread::spawn(move || database.close());
        std::thread::sleep(Duration::from_millis(50));
        go_on.send(()).unwrap();
        closing.join().unwrap();
        holding.join().unwrap();
        queued.join().unwrap().unwrap();
        let late: Result<i64, Fault> = town.database.write_blocking(|conn| write(conn, "late"));
        assert!(matches!(late, Err(Fault::Closed)), "{late:?}");
        if let store::Target::Sqlite(file) = &town.target {
            assert!(!file.with_extension("db-wal").exists(), "the one file is the whole database");
        }
    });
}

#[test]
fn a_caller_that_stops_waiting_changes_nothing_for_others() {
    on_both(|town| {
        runtime().block_on(async {
            for number in 0..20 {
                let job = town.database.write(move |conn: &mut Conn| write(conn, &number.to_string()));
                // Handed over or not, then forgotten.
                let _ = tokio::time::timeout(Duration::from_micros(number * 50), job).await;
            }
            town.database.write(|conn: &mut Conn| write(conn, "last")).await.unwrap();
        });
        // What was forgotten may still be under way on PostgreSQL; what was answered is there.
        assert!(texts(town).contains(&"last".to_owned()));
    });
}

#[test]
fn a_write_inside_a_write_is_refused_instead_of_waiting_for_itself() {
    on_both(|town| {
        let same = town.database.clone();
        let nested: Result<i64, Fault> = town.database.write_blocking(move |_| same.write_blocking(|conn| write(conn, "inside")));
        assert!(matches!(nested, Err(Fault::Misuse { .. })), "{} {nested:?}", town.engine());
    });
}

#[test]
fn when_the_shared_commit_fails_nobody_is_told_that_it_is_written() {
    on_both(|town| {
        let (go_on, holding) = hold_the_writer(town);
        let answers = runtime().block_on(async {
            let mut jobs = Vec::new();
            for number in 0..30 {
                let database = town.database.clone();
                jobs.push(tokio::spawn(async move {
                    database
                        .write(move |conn: &mut Conn| {
                            if number == 15 && conn.engine() == Engine::Sqlite {
                                // A broken key that SQLite looks at only when it commits: the nearest thing to a failing disk.
                                conn.script("pragma defer_foreign_keys = on")?;
                                conn.run(&WRITE, values![id(404), "of nobody"])?;
                            }
                            write(conn, &format!("note {number}"))
                        })
                        .await
                }));
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
            go_on.send(()).unwrap();
            let mut answers = Vec::new();
            for job in jobs {
                answers.push(job.await.unwrap());
            }
            answers
        });
        holding.join().unwrap();
        let told = answers.iter().filter(|answer| answer.is_ok()).count();
        assert_eq!(told, texts(town).len(), "{}", town.engine());
        match town.engine() {
            Engine::Sqlite => assert_eq!(told, 0, "all thirty shared the commit: {answers:?}"),
            Engine::Postgres => assert_eq!(told, 30),
        }
        town.database.write_blocking(|conn| write(conn, "the next group is well")).unwrap();
    });
}

#[test]
fn a_full_disk_hurts_only_until_there_is_room() {
    let town = store::testing::sqlite(crate::notebook::MIGRATIONS);
    let long = "x".repeat(200_000);
    town.database.write_blocking(|conn| write(conn, "before")).unwrap();
    let limit: Result<(), Fault> = town.database.write_blocking(|conn| conn.script("pragma max_page_count = 30"));
    limit.unwrap();
    let full = town.database.write_blocking(move |conn| write(conn, &long)).unwrap_err();
    assert!(matches!(full, Fault::Storage { .. }), "{full:?}");
    let limit: Result<(), Fault> = town.database.write_blocking(|conn| conn.script("pragma max_page_count = 100000"));
    limit.unwrap();
    town.database.write_blocking(|conn| write(conn, "after")).unwrap();
    assert_eq!(texts(&town), ["before", "after"]);
}
