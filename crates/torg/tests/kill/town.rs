//! Exempelby as a folder (or a database on PostgreSQL) in which real processes of `torg serve` run and are killed. The networks live
//! on: the arena is a file, and the Mastodon server runs in the test.
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use connect::PrivateAddresses;
use connect::arena::{self, Citizen, Words};
use connect::testing::now;
use futures_util::future::join_all;
use jiff::SignedDuration;
use store::{Database, Engine, Target, testing};
use torg::demo::town as exempelby;
use torg::govern::channel::{self, Filled, NewChannel};
use torg::govern::mandate::{self, Answer, Channels, Govern, Scope};
use torg::govern::{Officer, person, unit};
use torg::ground::config::{Config, Mode, Settings};
use torg::ground::desk::MIGRATIONS;
use torg::ground::vault::Vault;
use torg::ground::{Clock, ConversationId, DeliveryId, Desk, PersonId, jobs};
use torg::listen::fetch;
use torg::participate::inbox::{self, Asking, Order, View};
use torg::participate::{conversation, reply};
use torg::publish::delivery::{self, State};
use torg::work;

use super::mastodon::Instance;

const ADDRESS: &str = "http://desk.exempelby.example";

/// The town and what was said in it.
pub(super) struct Town {
    pub(super) folder: tempfile::TempDir,
    target: Target,
    /// Keeps the test's database on PostgreSQL.
    _postgres: Option<testing::Town>,
    pub(super) server: Instance,
    /// Every text that a citizen wrote, in whichever network.
    pub(super) said: Vec<String>,
    /// Every answer that was written at the desk.
    pub(super) answers: Vec<(DeliveryId, String)>,
}

/// How a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// By itself, at the step it was told to die at.
    AtTheStep,
    /// It did not come to that step in time and was killed where it was.
    Killed,
}

impl Town {
    pub(super) async fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let target = Target::Sqlite(folder.path().join("torg.sqlite"));
        Self::settled(folder, target, None).await
    }

    pub(super) async fn on_postgres(town: testing::Town) -> Self {
        let target = town.target.clone();
        Self::settled(tempfile::tempdir().unwrap(), target, Some(town)).await
    }

    async fn settled(folder: tempfile::TempDir, target: Target, postgres: Option<testing::Town>) -> Self {
        let server = Instance::start(now).await;
        let town = Self { folder, target, _postgres: postgres, server, said: Vec::new(), answers: Vec::new() };
        // Mandates begin when they are granted, and the answers below are written an hour ago.
        let desk = town.desk(Clock::standing_at(now() - SignedDuration::from_hours(2)));
        let boss = exempelby::settle(&desk).await.unwrap();
        join(&desk, boss, &town.server).await;
        // From here on everything is news.
        hear(&desk).await;
        close(&desk);
        town
    }

    /// The desk inside this process, while no other runs.
    pub(super) fn desk(&self, clock: Clock) -> Desk {
        let settings = Settings { public_url: Some(ADDRESS.to_owned()), ..Settings::default() };
        let config = Config::checked(settings, self.folder.path(), Mode::Real).unwrap();
        let vault = Vault::from_file(&config.key_file).unwrap();
        let database = Database::open(&self.target, MIGRATIONS).unwrap();
        Desk::new(database, clock, vault, config).unwrap()
    }

    /// Starts `torg serve`, perhaps told to die at a step.
    pub(super) fn starts(&self, die_at: Option<&str>) -> Process {
        let mut command = Command::new(env!("CARGO_BIN_EXE_torg"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--public-url", ADDRESS, "--data"]).arg(self.folder.path());
        if let Target::Postgres(url) = &self.target {
            command.args(["--database", url]);
        }
        command.env("RUST_LOG", "error").stdin(Stdio::null()).stdout(Stdio::null());
        let log = std::fs::OpenOptions::new().create(true).append(true).open(self.log()).unwrap();
        command.stderr(log).env_remove("TORG_DIE_AT");
        if let Some(step) = die_at {
            command.env("TORG_DIE_AT", step);
        }
        Process(command.spawn().unwrap())
    }

    fn log(&self) -> std::path::PathBuf {
        self.folder.path().join("desk.log")
    }

    /// What the processes complained of.
    pub(super) fn complaints(&self) -> String {
        std::fs::read_to_string(self.log()).unwrap_or_default()
    }

    fn arena(&self) -> std::path::PathBuf {
        self.folder.path().join("arena")
    }

    /// Citizens write `n` messages, in turn in the arena and at the Mastodon server.
    pub(super) fn citizens_write(&mut self, n: usize) {
        for _ in 0..n {
            let number = self.said.len();
            let text = format!("Fråga nummer {number}. @exempelby");
            match number % 2 {
                0 => write_in_the_arena(&self.arena(), &text),
                _ => drop(self.server.mentioned("ase", &text)),
            }
            self.said.push(text);
        }
    }

    /// Sees to it that at least `n` answers wait to be sent, their seconds for undo long past.
    pub(super) async fn has_answers_waiting(&mut self, n: usize) {
        let desk = self.desk(Clock::standing_at(now() - SignedDuration::from_hours(1)));
        let waiting = count_queued(&desk, &self.answers).await;
        if waiting < n {
            // More than are asked for, so that it is seldom done.
            self.citizens_write(2 * n - waiting);
            hear(&desk).await;
            let fatima = officer(&desk).await;
            let open = open_conversations(&desk, &fatima).await.into_iter().zip(self.answers.len()..);
            // All at once: writes that wait together are committed together.
            let written = open.map(|(conversation, n)| answer(&desk, &fatima, conversation, format!("Svar nummer {n}.")));
            self.answers.extend(join_all(written).await);
        }
        close(&desk);
    }

    /// On PostgreSQL the jobs of a node that died are another's after three minutes.
    pub(super) async fn three_minutes_pass(&self) {
        let desk = self.desk(Clock::System);
        let expired = desk.write(|conn| Ok(conn.script("update ground_job set leased_until = 0 where leased_by is not null")?));
        expired.await.unwrap();
        close(&desk);
    }

    /// A desk of tomorrow brings everything to its end that needs no person.
    pub(super) async fn comes_to_rest(&self) -> Desk {
        let desk = self.desk(Clock::standing_at(now() + SignedDuration::from_hours(3)));
        if desk.database().engine() == Engine::Sqlite {
            let now = desk.now();
            desk.write(move |conn| Ok(jobs::release_all(conn, now)?)).await.unwrap();
        }
        for minute in 0..60 {
            hear(&desk).await;
            // A fetch that met trouble is tried again within some minutes; what was passed over never comes, however long one waits.
            if minute >= 5 && count_under_way(&desk, &self.answers).await == 0 {
                return desk;
            }
            desk.clock().forward(SignedDuration::from_mins(1));
        }
        panic!("some answers do not come to an end; the desk said:\n{}", self.complaints());
    }
}

/// A running `torg serve`.
pub(super) struct Process(Child);

impl Process {
    /// Waits for it to die at its step; kills it after `most`.
    pub(super) async fn dies_within(mut self, most: Duration) -> Ended {
        let begun = Instant::now();
        while begun.elapsed() < most {
            if let Some(status) = self.0.try_wait().unwrap() {
                assert!(!status.success(), "it ended by itself, as if it had been asked to");
                return Ended::AtTheStep;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        self.killed().await;
        Ended::Killed
    }

    /// SIGKILL, now.
    pub(super) async fn killed(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // A failed test leaves no desk running; one that has ended already needs nothing.
        if self.0.try_wait().is_ok_and(|status| status.is_none()) {
            self.0.kill().unwrap();
            self.0.wait().unwrap();
        }
    }
}

fn write_in_the_arena(folder: &Path, text: &str) {
    let ase = Citizen { handle: "ase".to_owned(), name: "Åse Lind".to_owned() };
    let words = Words { text, parent: None, to: None, language: Some("sv"), at: now() };
    arena::citizen_writes(folder, &ase, &words).unwrap();
}

async fn join(desk: &Desk, boss: PersonId, server: &Instance) {
    let network = connect::by_name("mastodon").unwrap();
    let values = [("instance".to_owned(), server.url()), ("token".to_owned(), "only-for-this-test".to_owned())];
    let filled = Filled::new(network, &BTreeMap::from(values)).unwrap();
    let at = desk.now();
    let by = desk.read(move |conn| mandate::ask::<Govern>(conn, boss, Scope::Everywhere, at)).await.unwrap();
    let account = channel::verify(desk, &by, network, &filled, PrivateAddresses::Allow).await.unwrap();
    let here = desk.clone();
    let added = desk.act(move |mut act| {
        let unit = unit::all(act.conn())?.remove(0).id;
        let (network, private_addresses) = (network.about().name, PrivateAddresses::Allow);
        let new = NewChannel {
            unit,
            network,
            account,
            filled,
            private_addresses,
            answer_within_minutes: 60,
            opened: channel::Opened::Pilot,
        };
        channel::add(&here, act, &by, &new)
    });
    added.await.unwrap();
}

/// Fetches every channel and does all work that is due.
async fn hear(desk: &Desk) {
    let now = desk.now();
    let begun = desk.write(move |conn| {
        for channel in channel::all(conn)? {
            fetch::begin(conn, channel.id, now)?;
        }
        Ok(())
    });
    begun.await.unwrap();
    jobs::run_due(desk, work::ALL).await.unwrap();
}

async fn officer(desk: &Desk) -> Officer {
    let person = desk.read(|conn| Ok(person::by_email(conn, "fatima@exempelby.example")?)).await.unwrap().unwrap();
    Officer { person, only_under: None }
}

async fn open_conversations(desk: &Desk, fatima: &Officer) -> Vec<ConversationId> {
    let asking = Asking { person: fatima.id(), now: desk.now(), channels: Channels::All, units: Vec::new() };
    let read = desk.read(move |conn| {
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let page = inbox::list(conn, &asking, View::Open, Order::Newest, after)?;
            all.extend(page.conversations.into_iter().map(|conversation| conversation.id));
            after = page.next;
            if after.is_none() {
                return Ok(all);
            }
        }
    });
    read.await.unwrap()
}

async fn answer(desk: &Desk, fatima: &Officer, id: ConversationId, text: String) -> (DeliveryId, String) {
    let (fatima, says) = (fatima.clone(), text.clone());
    let queued = desk.act(move |mut act| {
        let now = act.now();
        let (found, by) = conversation::with_mandate::<Answer>(act.conn(), &fatima, id, now)?;
        reply::answer(act, &by, &found, found.latest_message, says.as_str().into())
    });
    (queued.await.unwrap(), text)
}

async fn count(desk: &Desk, answers: &[(DeliveryId, String)], states: &'static [State]) -> usize {
    let ids: Vec<DeliveryId> = answers.iter().map(|(id, _)| *id).collect();
    let read = desk.read(move |conn| {
        let mut n = 0;
        for id in ids {
            n += usize::from(delivery::find(conn, id)?.is_some_and(|delivery| states.contains(&delivery.state)));
        }
        Ok(n)
    });
    read.await.unwrap()
}

async fn count_queued(desk: &Desk, answers: &[(DeliveryId, String)]) -> usize {
    count(desk, answers, &[State::Queued]).await
}

async fn count_under_way(desk: &Desk, answers: &[(DeliveryId, String)]) -> usize {
    count(desk, answers, &[State::Queued, State::Sending]).await
}

pub(super) fn close(desk: &Desk) {
    desk.stop();
    desk.database().close();
}
