//! The process is killed, hundreds of times, at every named step of intake and of a reply's delivery and at random: nothing is lost,
//! nothing happens twice, neither in the networks nor in the record, and the record still fits.
//!
//! `TORG_KILLS=1000` kills so often in each story; without it as often as fits in a minute on a small machine.
mod afterwards;
#[path = "../../src/tests/mastodon.rs"]
#[expect(dead_code, reason = "the stories in src/tests use what is not used here")]
mod mastodon;
mod town;

use std::time::Duration;

use store::testing;
use torg::ground::desk::MIGRATIONS;

use town::{Ended, Town};

/// Steps of intake, as `listen` names them.
const INTAKE: &[&str] = &["intake-after-fetch", "intake-before-cursor", "intake-before-commit", "intake-after-commit"];

/// Steps of a delivery, as `publish` names them.
const REPLY: &[&str] =
    &["reply-before-network", "reply-after-network", "reply-after-look", "reply-before-end", "reply-after-end"];

/// How often each story kills.
fn kills(unless_told: usize) -> usize {
    std::env::var("TORG_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(unless_told)
}

/// Every step, the first, second and third time it is passed.
fn steps(names: &'static [&'static str]) -> impl Iterator<Item = String> {
    (0usize..).map(move |n| format!("{}:{}", names[n % names.len()], 1 + n / names.len() % 3))
}

/// Waits a moment that nobody chose.
async fn some_time(most: u64) {
    tokio::time::sleep(Duration::from_millis(rand::random_range(0..most))).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_each_step_of_intake() {
    let mut town = Town::on_sqlite().await;
    let mut died = 0;
    for step in steps(INTAKE).take(kills(60)) {
        town.citizens_write(4);
        let desk = town.starts(Some(&step));
        // A step's third time needs three fetches: more is said meanwhile, which wakes the stream.
        some_time(150).await;
        town.citizens_write(2);
        died += usize::from(desk.dies_within(Duration::from_secs(3)).await == Ended::AtTheStep);
    }
    println!("intake: died {died} times at the step it was told");
    assert!(died * 10 >= kills(60) * 9, "only {died} of {} died where they should: the steps are not passed", kills(60));
    town.holds_what_was_said().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_each_step_of_a_delivery() {
    let mut town = Town::on_sqlite().await;
    let mut died = 0;
    for step in steps(REPLY).take(kills(75)) {
        town.has_answers_waiting(12).await;
        let desk = town.starts(Some(&step));
        died += usize::from(desk.dies_within(Duration::from_secs(2)).await == Ended::AtTheStep);
    }
    println!("delivery: died {died} times at the step it was told");
    assert!(died * 10 >= kills(75) * 8, "only {died} of {} died where they should: the steps are not passed", kills(75));
    town.holds_what_was_said().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_random_under_load() {
    let mut town = Town::on_sqlite().await;
    for _ in 0..kills(45) {
        town.has_answers_waiting(10).await;
        town.citizens_write(20);
        let desk = town.starts(None);
        some_time(400).await;
        town.citizens_write(5);
        some_time(100).await;
        desk.killed().await;
    }
    town.holds_what_was_said().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_on_postgres_killed_at_steps_and_at_random() {
    let mut town = Town::on_postgres(testing::postgres(MIGRATIONS)).await;
    let mut all = INTAKE.iter().chain(REPLY).cycle();
    for n in 0..kills(30) / 2 {
        town.has_answers_waiting(16).await;
        town.citizens_write(6);
        let step = format!("{}:{}", all.next().unwrap_or(&""), 1 + n % 3);
        let (one, other) = (town.starts(Some(&step)), town.starts(None));
        one.dies_within(Duration::from_millis(1_200)).await;
        some_time(300).await;
        other.killed().await;
        town.three_minutes_pass().await;
    }
    town.holds_what_was_said().await;
}
