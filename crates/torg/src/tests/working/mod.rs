//! Work that waits in the database, when the database is busy, loses connections, or has many nodes: nothing is forgotten, nothing is
//! done twice at once.
mod cut;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use store::{Database, Engine, Target, sql, values};

use super::town::{Town, on_both_engines, tell};
use crate::ground::desk::MIGRATIONS;
use crate::ground::jobs::{self, Job, JobKind, Next, Terms};
use crate::ground::{Clock, Desk, Problem};
use cut::Cut;

static KINDS: &[JobKind] = &[JobKind::of::<Errand>()];

/// Leases that end within a story's patience.
const SHORT: Terms =
    Terms { lasts: Duration::from_millis(1_500), renewed_every: Duration::from_millis(300), margin: Duration::from_millis(300) };

sql! {
    ERRANDS_LEFT = "select count(*) from ground_job where name = 'errand'";
}

/// Something to do that tells how often it was done, and how often at once.
#[derive(Debug, Serialize, Deserialize)]
struct Errand {
    /// Whose: stories may be told side by side.
    story: String,
    number: u32,
    takes: Duration,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Done {
    begun: u32,
    times: u32,
    under_way: u32,
    most_at_once: u32,
}

static DONE: Mutex<BTreeMap<(String, u32), Done>> = Mutex::new(BTreeMap::new());

/// An errand under way, until it is dropped: also when it is stopped in the middle.
struct UnderWay((String, u32));

impl UnderWay {
    fn begin(errand: &Errand) -> Self {
        let key = (errand.story.clone(), errand.number);
        let mut all = DONE.lock().unwrap();
        let done = all.entry(key.clone()).or_default();
        done.begun += 1;
        done.under_way += 1;
        done.most_at_once = done.most_at_once.max(done.under_way);
        Self(key)
    }

    fn ends(self) {
        DONE.lock().unwrap().entry(self.0.clone()).or_default().times += 1;
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        DONE.lock().unwrap().entry(self.0.clone()).or_default().under_way -= 1;
    }
}

/// Doing it twice is what is counted.
impl Job for Errand {
    const NAME: &'static str = "errand";

    async fn run(self, _: &Desk) -> Result<Next, Problem> {
        let under_way = UnderWay::begin(&self);
        tokio::time::sleep(self.takes).await;
        under_way.ends();
        Ok(Next::Done)
    }
}

impl Town {
    fn story(&self) -> String {
        self.boss.to_string()
    }

    /// Errands to run, all due now.
    async fn has_errands(&self, count: u32, takes: Duration) {
        let (story, now) = (self.story(), Clock::System.now());
        let enqueued = self.desk.write(move |conn| {
            for number in 0..count {
                let errand = Errand { story: story.clone(), number, takes };
                jobs::enqueue(conn, now, now, &errand, Some(&format!("errand:{number}")))?;
            }
            Ok(())
        });
        enqueued.await.unwrap();
    }

    async fn errands_left(&self) -> i64 {
        self.desk.read(|conn| Ok(conn.one(&ERRANDS_LEFT, values![], |row| row.get(0))?.unwrap_or(0))).await.unwrap()
    }

    /// Waits until no errand is left; says how long that took.
    async fn sees_all_done(&self, within: Duration) -> Duration {
        let begun = Instant::now();
        loop {
            let left = self.errands_left().await;
            if left == 0 {
                return begun.elapsed();
            }
            assert!(begun.elapsed() < within, "{left} errands are still left; so far: {:?}", self.done());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until each of the errands was begun so many times.
    async fn sees_begun(&self, times: u32) {
        let begun = Instant::now();
        while self.done().is_empty() || self.done().iter().any(|done| done.begun < times) {
            assert!(begun.elapsed() < Duration::from_secs(30), "waited in vain: {:?}", self.done());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// What was done in this story, errand by errand.
    fn done(&self) -> Vec<Done> {
        let story = self.story();
        DONE.lock().unwrap().iter().filter(|((whose, _), _)| *whose == story).map(|(_, done)| *done).collect()
    }
}

/// Runs errands on `desk` until it is told to stop.
fn works(desk: &Desk, terms: Terms) -> tokio::task::JoinHandle<()> {
    tokio::spawn(jobs::run_under(desk.clone(), KINDS, 4, terms))
}

async fn rests(nodes: Vec<(Desk, tokio::task::JoinHandle<()>)>) {
    for (desk, work) in nodes {
        desk.stop();
        work.await.unwrap();
    }
}

const ONCE: Done = Done { begun: 1, times: 1, under_way: 0, most_at_once: 1 };

async fn work_that_takes_longer_than_a_lease_stays_ours(town: Town) {
    town.has_errands(3, SHORT.lasts * 2).await;
    let desks = [town.node_in_real_time(), town.node_in_real_time()];
    let nodes = desks.into_iter().map(|desk| (desk.clone(), works(&desk, SHORT))).collect();
    town.sees_all_done(Duration::from_secs(60)).await;
    rests(nodes).await;
    assert_eq!(town.done(), [ONCE; 3]);
}

async fn a_dead_nodes_work_is_taken_over_when_its_lease_ends(town: Town) {
    town.has_errands(2, Duration::from_secs(3_600)).await;
    let dead = town.node_in_real_time();
    works(&dead, SHORT);
    town.sees_begun(1).await;
    // As when the machine goes away: what it does can no longer be written down, and nobody gives its lease back.
    dead.database().close();
    let taking_over = town.node_in_real_time();
    works(&taking_over, SHORT);
    town.sees_begun(2).await;
    assert!(town.done().iter().all(|done| done.most_at_once == 1), "{:?}", town.done());
}

on_both_engines!(work_that_takes_longer_than_a_lease_stays_ours, a_dead_nodes_work_is_taken_over_when_its_lease_ends);

/// PostgreSQL refuses the first three tries to write down what came of the errand, in one of the ways it has.
async fn the_outcome_is_kept_although(town: Town, it_refuses: &str) {
    town.has_errands(1, Duration::ZERO).await;
    town.meddle(&format!(
        "create sequence refusals;
         create function refuse() returns trigger language plpgsql as $$ begin
           if nextval('refusals') <= 3 then {it_refuses}; end if;
           return old;
         end $$;
         create trigger refuse before delete on ground_job for each row execute function refuse();"
    ))
    .await;
    town.later(jiff::SignedDuration::from_hours(24 * 365));
    let begun = Instant::now();
    jobs::run_due(&town.desk, KINDS).await.unwrap();
    assert_eq!((town.errands_left().await, town.done()), (0, vec![ONCE]), "it is done, once, and not left to its lease");
    assert!(begun.elapsed() < Duration::from_secs(30));
}

#[test]
fn the_outcome_is_kept_although_the_database_is_deadlocked() {
    tell(Engine::Postgres, |town| {
        the_outcome_is_kept_although(town, "raise exception 'as in a deadlock' using errcode = '40P01'")
    });
}

#[test]
fn the_outcome_is_kept_although_the_connection_is_lost() {
    tell(Engine::Postgres, |town| {
        the_outcome_is_kept_although(town, "perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(5)")
    });
}

/// The answer to a claim is lost on the wire after the server has written it: the jobs are the node's, which knows nothing of them.
async fn a_claim_whose_answer_is_lost_is_not_lost(town: Town) {
    town.has_errands(3, Duration::ZERO).await;
    let Target::Postgres(url) = town.target() else { panic!("a story of PostgreSQL") };
    let cut = Cut::before(&url);
    let database = Database::open(&Target::Postgres(cut.url()), MIGRATIONS).unwrap();
    let desk = town.desk_in_real_time(database);
    cut.loses_the_answer_to_the_next_commit();
    let work = works(&desk, Terms::USUAL);
    town.sees_all_done(Duration::from_secs(20)).await;
    assert!(cut.has_cut(), "the story cut nothing");
    rests(vec![(desk, work)]).await;
    assert_eq!(town.done(), [ONCE; 3]);
}

#[test]
fn a_claim_whose_answer_is_lost_on_postgres_is_not_lost() {
    tell(Engine::Postgres, a_claim_whose_answer_is_lost_is_not_lost);
}

/// Four nodes, and somebody who ends their connections all the time.
async fn many_nodes_on_a_server_that_ends_connections_do_everything(town: Town) {
    const ERRANDS: u32 = 80;
    let terms = Terms { lasts: Duration::from_secs(6), renewed_every: Duration::from_secs(1), margin: Duration::from_secs(1) };
    town.has_errands(ERRANDS, Duration::from_millis(40)).await;
    let nodes: Vec<_> = (0..4).map(|_| town.node_in_real_time()).map(|desk| (desk.clone(), works(&desk, terms))).collect();
    for _ in 0..25 {
        town.meddle(
            "select pg_terminate_backend(pid) from pg_stat_activity
             where datname = current_database() and pid <> pg_backend_pid() and random() < 0.5",
        )
        .await;
        tokio::time::sleep(Duration::from_millis(60)).await;
    }
    town.sees_all_done(Duration::from_secs(60)).await;
    rests(nodes).await;
    let done = town.done();
    assert_eq!(done.len(), ERRANDS as usize, "all were done");
    assert!(done.iter().all(|done| done.times >= 1 && done.most_at_once == 1), "none twice at once: {done:?}");
}

#[test]
fn many_nodes_on_a_postgres_that_ends_connections_do_everything() {
    tell(Engine::Postgres, many_nodes_on_a_server_that_ends_connections_do_everything);
}
