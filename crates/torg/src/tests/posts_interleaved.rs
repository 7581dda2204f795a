//! Whatever people, clocks, nodes and networks do to a post, in whatever order: nothing leaves without a valid approval and mandate,
//! nothing during a stop, nothing twice, nothing is lost. Held against a plain model; a counterexample is shrunk to its fewest steps.
//!
//! `TORG_INTERLEAVINGS=10000 cargo nextest run -p torg --lib interleav` runs as many.
use std::collections::BTreeSet;

use jiff::SignedDuration;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use store::Engine;

use super::mastodon::{Fault, Instance};
use super::publishing::says;
use super::town::{Town, morning};
use crate::govern::mandate::{self, Allowed, Govern, Grant, Scope};
use crate::ground::{ChannelId, Desk, MandateId, PostId, StopId, jobs};
use crate::publish::delivery::State;
use crate::publish::post::State as Stands;
use crate::publish::stop::Decision;
use crate::publish::version::When;
use crate::work;

/// One thing that happens.
#[derive(Clone, Copy, Debug)]
enum Step {
    Edit,
    HandIn,
    HandInFor(u8),
    Approve,
    GiveBack,
    Reopen,
    Stop,
    Lift,
    Decide(bool),
    /// The writer's mandate ends, or they get a new one.
    Revoke,
    Appoint,
    Fault(Fault),
    Passes(u8),
    /// The one or the other node does all that is due.
    Work(bool),
    /// A node dies in the middle of its work: what came of it is not kept.
    Dies(bool),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    // A server's "in a second" is one of the machine's own clock, which no story moves: `tests/outbox.rs` holds that.
    use Fault::{Broken, Closed, DoneThenBroken, DoneThenClosed, Refused, Revoked};
    let fault = prop::sample::select(vec![Broken, Closed, DoneThenBroken, DoneThenClosed, Refused, Revoked]);
    let step = prop_oneof![
        3 => Just(Step::Edit),
        4 => Just(Step::HandIn),
        2 => (1u8..90).prop_map(Step::HandInFor),
        5 => Just(Step::Approve),
        1 => Just(Step::GiveBack),
        2 => Just(Step::Reopen),
        2 => Just(Step::Stop),
        3 => Just(Step::Lift),
        3 => any::<bool>().prop_map(Step::Decide),
        1 => Just(Step::Revoke),
        2 => Just(Step::Appoint),
        3 => fault.prop_map(Step::Fault),
        6 => (1u8..90).prop_map(Step::Passes),
        7 => any::<bool>().prop_map(Step::Work),
        2 => any::<bool>().prop_map(Step::Dies),
    ];
    prop::collection::vec(step, 4..18)
}

/// What ought to be true, in the plainest form.
struct Model {
    /// What the writer has saved last.
    text: String,
    /// What waits for a yes.
    waits: Option<String>,
    /// What may leave: approved and not opened again.
    approved: Option<String>,
    stopped: bool,
    appointed: bool,
    /// What the server had when we last looked.
    seen: usize,
}

/// One post's world: the same town and server for all runs, a writer with a mandate of their own.
struct World<'t> {
    town: &'t Town,
    other: &'t Desk,
    server: &'t Instance,
    channel: ChannelId,
}

impl World<'_> {
    async fn appoint(&self) -> MandateId {
        let (boss, channel) = (self.town.boss, self.channel);
        let omar = self.town.colleague("Rune Arkiv").await.id();
        let granted = self.town.desk.act(move |mut act| {
            let now = act.now();
            let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
            let grant = Grant {
                person: omar,
                scope: Scope::Channel(channel),
                acts: vec![Allowed::Publish],
                document: "KS 2026/00900".to_owned(),
                valid_from: now,
                valid_to: None,
            };
            mandate::grant(act, &by, &grant)
        });
        granted.await.unwrap()
    }

    async fn revoke(&self, id: MandateId) {
        let boss = self.town.boss;
        let revoked = self.town.desk.act(move |mut act| {
            let now = act.now();
            let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
            mandate::revoke(act, &by, id, "berättelsen vill det")
        });
        revoked.await.unwrap();
    }

    async fn works(&self, second: bool) {
        let desk = if second { self.other } else { &self.town.desk };
        jobs::run_due(desk, work::ALL).await.unwrap();
    }

    /// Takes up work and forgets it again in the middle.
    async fn dies(&self, second: bool) {
        let desk = if second { self.other.clone() } else { self.town.desk.clone() };
        let work = tokio::spawn(async move { jobs::run_due(&desk, work::ALL).await });
        tokio::time::sleep(std::time::Duration::from_millis(3)).await;
        work.abort();
        // What had begun at the network comes to its end there.
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }

    /// Everything that is new at the server may be there.
    fn look(&self, model: &mut Model, id: PostId) -> Result<(), TestCaseError> {
        let ours = self.server.ours();
        for status in &ours[model.seen..] {
            let may = model.approved.as_deref() == Some(status.text.as_str()) && !model.stopped && model.appointed;
            let why = format!("approved {:?}, stopped {}, appointed {}", model.approved, model.stopped, model.appointed);
            prop_assert!(may, "{:?} left: {why} ({id})", status.text);
        }
        model.seen = ours.len();
        let texts: BTreeSet<&str> = ours.iter().map(|status| status.text.as_str()).collect();
        prop_assert_eq!(texts.len(), ours.len(), "something is there twice");
        Ok(())
    }

    async fn tell(&self, run: usize, steps: &[Step]) -> Result<(), TestCaseError> {
        let (rune, lena) = (self.town.colleague("Rune Arkiv").await, self.town.colleague("Lena Ek").await);
        let mut mandate = Some(self.appoint().await);
        let mut n = 0;
        let text = |n: u32| format!("Inlägg {run}, lydelse {n}.");
        let id = rune.begins(says(&text(n), &[self.channel])).await;
        let seen = self.server.ours().len();
        let mut model = Model { text: text(n), waits: None, approved: None, stopped: false, appointed: true, seen };
        let mut stop: Option<StopId> = None;
        for step in steps {
            match step {
                Step::Edit => {
                    n += 1;
                    let revision = self.town.post_now(id).await.revision;
                    if rune.saves(id, revision, says(&text(n), &[self.channel])).await.is_ok() {
                        model.text = text(n);
                    }
                }
                Step::HandIn | Step::HandInFor(_) => {
                    let when = match step {
                        Step::HandInFor(seconds) => When::At(self.town.now() + SignedDuration::from_secs(i64::from(*seconds))),
                        _ => When::Now,
                    };
                    if rune.hands_in(id, when).await.is_ok() {
                        model.waits = Some(model.text.clone());
                        model.approved = None;
                    }
                }
                Step::Approve => {
                    if lena.approves(id).await.is_ok() {
                        model.approved = model.waits.take();
                    }
                }
                Step::GiveBack => {
                    if lena.gives_back(id, "Skriv enklare.").await.is_ok() {
                        model.waits = None;
                    }
                }
                Step::Reopen => {
                    if rune.reopens(id).await.is_ok() {
                        (model.waits, model.approved) = (None, None);
                    }
                }
                Step::Stop => {
                    if stop.is_none() {
                        stop = Some(lena.stops(Scope::Channel(self.channel), "Olycka.").await.unwrap());
                        model.stopped = true;
                    }
                }
                Step::Lift => {
                    if let Some(lifted) = stop.take() {
                        lena.lifts(lifted, Scope::Channel(self.channel)).await.unwrap();
                        model.stopped = false;
                    }
                }
                Step::Decide(send) => {
                    for held in self.town.deliveries_of(id).await.into_iter().filter(|one| one.state == State::Stopped) {
                        let decision = if *send { Decision::SendNow } else { Decision::Drop };
                        // Whoever decides takes it over: it goes out under their mandate.
                        let decided = rune.decides(held.id, self.channel, decision).await;
                        prop_assert!(decided.is_err() || (model.appointed && (!*send || !model.stopped)), "{decided:?}");
                    }
                }
                Step::Revoke => {
                    if let Some(ended) = mandate.take() {
                        self.revoke(ended).await;
                        model.appointed = false;
                    }
                }
                Step::Appoint => {
                    if mandate.is_none() {
                        mandate = Some(self.appoint().await);
                        model.appointed = true;
                    }
                }
                Step::Fault(fault) => self.server.when_sending(&[*fault]),
                Step::Passes(seconds) => self.town.later(SignedDuration::from_secs(i64::from(*seconds))),
                Step::Work(second) => self.works(*second).await,
                Step::Dies(second) => self.dies(*second).await,
            }
            self.look(&mut model, id)?;
        }
        self.server.mended();
        if let Some(lifted) = stop.take() {
            lena.lifts(lifted, Scope::Channel(self.channel)).await.unwrap();
            model.stopped = false;
        }
        self.comes_to_an_end(&mut model, id).await?;
        if let Some(ended) = mandate {
            self.revoke(ended).await;
        }
        Ok(())
    }

    /// Time passes until nothing is on its way; then each delivery says what is true.
    async fn comes_to_an_end(&self, model: &mut Model, id: PostId) -> Result<(), TestCaseError> {
        for round in 0..80 {
            self.works(round % 2 == 0).await;
            self.look(model, id)?;
            let deliveries = self.town.deliveries_of(id).await;
            let under_way = deliveries.iter().any(|one| matches!(one.state, State::Queued | State::Sending));
            if !under_way {
                break;
            }
            prop_assert!(round < 79, "it does not come to an end: {deliveries:?}");
            self.town.later(SignedDuration::from_secs(60));
        }
        let ours = self.server.ours();
        for one in self.town.deliveries_of(id).await {
            let said = self.town.desk.read(move |conn| Ok(crate::records::message::text(conn, one.content)?.plain().to_owned()));
            let said = said.await.unwrap();
            let there = ours.iter().filter(|status| status.text == said).count();
            match one.state {
                State::Posted => prop_assert_eq!(there, 1, "it is said to be there: {:?}", one),
                State::Unknown | State::Undone => prop_assert!(there <= 1),
                State::Failed | State::Stopped => prop_assert_eq!(there, 0, "it is said not to be there: {:?}", one),
                other => prop_assert!(false, "{:?} after the end: {:?}", other, one),
            }
        }
        // Nothing is lost: what was approved and not taken back has a delivery that says where it stands.
        let post = self.town.post_now(id).await;
        if model.approved.is_some() {
            prop_assert!(matches!(post.state, Stands::Planned | Stands::Done), "{:?}", post);
            prop_assert!(!self.town.deliveries_of(id).await.is_empty());
        }
        Ok(())
    }
}

fn whatever_happens(engine: Engine, cases: u32) {
    let cases = std::env::var("TORG_INTERLEAVINGS").map_or(cases, |asked| asked.parse().expect("a number of runs"));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let (town, other, server, channel) = runtime.block_on(async {
        let town = Town::at(engine, morning()).await;
        let other = town.another_node();
        let (server, channel) = town.joins_mastodon().await;
        (town, other, server, channel)
    });
    let run = std::sync::atomic::AtomicUsize::new(0);
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, max_shrink_iters: 200, ..Config::default() });
    let told = runner.run(&steps(), |steps| {
        let world = World { town: &town, other: &other, server: &server, channel };
        let number = run.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        runtime.block_on(world.tell(number, &steps))
    });
    other.stop();
    if let Err(counterexample) = told {
        panic!("{counterexample}");
    }
}

#[test]
fn no_interleaving_sends_what_may_not_leave_on_sqlite() {
    whatever_happens(Engine::Sqlite, 120);
}

#[test]
fn no_interleaving_sends_what_may_not_leave_on_postgres() {
    whatever_happens(Engine::Postgres, 40);
}
