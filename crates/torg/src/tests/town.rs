//! Exempelby for the stories: a whole desk on a database of its own, a clock that stands until a story moves it, and the arena.
//!
//! `town.citizen("Åse Lind").asks("När öppnar badet?")`, `town.hears().await`, and a colleague finds it in the inbox.
use std::collections::HashMap;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};

use connect::arena::{self, Words};
use jiff::{SignedDuration, Timestamp};
use store::Engine;

use super::browser::{Asked, Method};
use super::colleague::Colleague;
use crate::demo::town as exempelby;
use crate::govern::channel::{self, Channel};
use crate::govern::login::{self, LoginToken};
use crate::govern::{Officer, person};
use crate::ground::config::{Config, Mode, Settings};
use crate::ground::desk::MIGRATIONS;
use crate::ground::vault::Vault;
use crate::ground::{Clock, Desk, PersonId, Problem, jobs};
use crate::listen::fetch;
use crate::records::seal;
use crate::{web, work};

/// When every story begins: a Friday morning, 08.15 in Stockholm.
pub(super) const MORNING: &str = "2026-11-20T07:15:00Z";

/// Tells each named story on both engines. A story that is not named here is unused, which the compiler reports.
macro_rules! on_both_engines {
    ($($story:ident),* $(,)?) => {
        crate::tests::town::on_both_engines! { from crate::tests::town::morning(); $($story),* }
    };
    (from $start:expr; $($story:ident),* $(,)?) => {$(
        mod $story {
            #[test]
            fn on_sqlite() {
                crate::tests::town::tell_at(store::Engine::Sqlite, $start, super::$story);
            }
            #[test]
            fn on_postgres() {
                crate::tests::town::tell_at(store::Engine::Postgres, $start, super::$story);
            }
        }
    )*};
}
pub(super) use on_both_engines;

/// See [`MORNING`].
pub(super) fn morning() -> Timestamp {
    MORNING.parse().unwrap()
}

/// Tells one story in a town of its own.
pub(super) fn tell<F: Future<Output = ()>>(engine: Engine, story: impl FnOnce(Town) -> F) {
    tell_at(engine, morning(), story);
}

/// Tells one story in a town of its own, which begins at `start`.
pub(super) fn tell_at<F: Future<Output = ()>>(engine: Engine, start: Timestamp, story: impl FnOnce(Town) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async { story(Town::at(engine, start).await).await });
}

/// Exempelby, settled, before anyone has said anything.
pub(super) struct Town {
    pub(super) desk: Desk,
    /// The administrator, Astrid Holm.
    pub(super) boss: PersonId,
    logins: Mutex<HashMap<String, LoginToken>>,
    /// Made once: several hundred addresses and the API's description, which a story asks hundreds of times.
    router: OnceLock<axum::Router>,
    database: store::testing::Town,
    folder: tempfile::TempDir,
}

impl Town {
    /// A fresh town on `engine`, in the morning.
    pub(super) async fn on(engine: Engine) -> Self {
        Self::at(engine, morning()).await
    }

    /// A fresh town on `engine`, where the clock stands at `start`.
    pub(super) async fn at(engine: Engine, start: Timestamp) -> Self {
        let database = match engine {
            Engine::Sqlite => store::testing::sqlite(MIGRATIONS),
            Engine::Postgres => store::testing::postgres(MIGRATIONS),
        };
        let folder = tempfile::tempdir().unwrap();
        let desk = desk_on(database.database.clone(), folder.path(), Clock::standing_at(start));
        let boss = exempelby::settle(&desk).await.unwrap();
        Self { desk, boss, logins: Mutex::default(), router: OnceLock::new(), database, folder }
    }

    /// A second node on the same database, with the same keys and the same clock, as on another machine.
    pub(super) fn another_node(&self) -> Desk {
        let database = store::Database::open(&self.database.target, MIGRATIONS).unwrap();
        desk_on(database, self.folder.path(), self.desk.clock().clone())
    }

    /// A node on the same database whose clock is the machine's: leases run out for it.
    pub(super) fn node_in_real_time(&self) -> Desk {
        self.desk_in_real_time(store::Database::open(&self.database.target, MIGRATIONS).unwrap())
    }

    /// The same on a database opened in another way.
    pub(super) fn desk_in_real_time(&self, database: store::Database) -> Desk {
        desk_on(database, self.folder.path(), Clock::System)
    }

    /// Where the database is.
    pub(super) fn target(&self) -> store::Target {
        self.database.target.clone()
    }

    pub(super) fn engine(&self) -> Engine {
        self.database.engine()
    }

    pub(super) fn now(&self) -> Timestamp {
        self.desk.now()
    }

    /// Time passes.
    pub(super) fn later(&self, by: SignedDuration) {
        self.desk.clock().forward(by);
    }

    /// Where the arena's file lies.
    pub(super) fn arena(&self) -> PathBuf {
        exempelby::arena_folder(&self.desk)
    }

    /// Someone of the town. The handle is made of the name: Åse Lind is `ase.lind`.
    pub(super) fn citizen(&self, name: &str) -> Citizen<'_> {
        let handle: String = name.to_lowercase().chars().map(plain_letter).collect();
        Citizen { town: self, who: arena::Citizen { handle, name: name.to_owned() } }
    }

    /// Someone who works at the desk, by full name.
    pub(super) async fn colleague(&self, name: &str) -> Colleague<'_> {
        let wanted = name.to_owned();
        let found =
            self.desk.read(move |conn| Ok(person::all(conn)?.into_iter().find(|person| person.name == wanted))).await.unwrap();
        let person = found.unwrap_or_else(|| panic!("nobody at the desk is called {name}"));
        Colleague { town: self, officer: Officer { person, only_under: None } }
    }

    /// The channel with this handle in the arena.
    pub(super) async fn channel(&self, handle: &str) -> Channel {
        let handle = format!("{handle}@arena");
        let all = self.desk.read(|conn| Ok(channel::all(conn)?)).await.unwrap();
        all.into_iter().find(|channel| channel.handle == handle).unwrap_or_else(|| panic!("no channel is called {handle}"))
    }

    /// Asks every channel what is new, now, and does all other work that is due.
    pub(super) async fn hears(&self) {
        let now = self.now();
        let began = self.desk.write(move |conn| {
            for channel in channel::all(conn)? {
                fetch::begin(conn, channel.id, now)?;
            }
            Ok(())
        });
        began.await.unwrap();
        self.run_jobs().await;
    }

    /// Does all work that is due; gives how many jobs were run.
    pub(super) async fn run_jobs(&self) -> usize {
        jobs::run_due(&self.desk, work::ALL).await.unwrap()
    }

    /// Seals all that waits.
    pub(super) async fn seal(&self) {
        seal_all(&self.desk).await;
    }

    /// The desk's addresses, as its server answers at them.
    pub(super) fn router(&self) -> axum::Router {
        self.router.get_or_init(|| web::router(self.desk.clone())).clone()
    }

    /// Asks for a page.
    pub(super) fn get<'t>(&'t self, path: &str) -> Asked<'t> {
        Asked::new(self, Method::Get, path)
    }

    /// Sends a form.
    pub(super) fn post<'t>(&'t self, path: &str) -> Asked<'t> {
        Asked::new(self, Method::Post, path)
    }

    /// The login of someone at the desk: one for the whole story.
    pub(super) async fn login(&self, name: &str) -> LoginToken {
        if let Some(known) = self.logins.lock().unwrap().get(name) {
            return known.clone();
        }
        let id = self.colleague(name).await.officer.id();
        let token = login::begin(&self.desk, id, "a story").await.unwrap();
        self.logins.lock().unwrap().insert(name.to_owned(), token.clone());
        token
    }
}

/// Seals all that waits on `desk`.
pub(super) async fn seal_all(desk: &Desk) {
    loop {
        let (sealing, now) = (desk.clone(), desk.now());
        let origin = desk.config().log_origin();
        let sealed = desk.write(move |conn| seal::seal_round(conn, sealing.vault(), &origin, now)).await.unwrap();
        if sealed == 0 {
            return;
        }
    }
}

/// A desk with the town's settings on an open database.
fn desk_on(database: store::Database, folder: &Path, clock: Clock) -> Desk {
    let settings = Settings { public_url: Some("http://desk.exempelby.example".to_owned()), ..Settings::default() };
    let config = Config::checked(settings, folder, Mode::Demo).unwrap();
    Desk::new(database, clock, Vault::new(&[7; 32]).unwrap(), config).unwrap()
}

fn plain_letter(letter: char) -> char {
    match letter {
        'å' | 'ä' | 'á' | 'æ' => 'a',
        'ö' | 'ø' => 'o',
        letter if letter.is_ascii_alphanumeric() => letter,
        _ => '.',
    }
}

/// A citizen in the arena.
pub(super) struct Citizen<'t> {
    town: &'t Town,
    who: arena::Citizen,
}

impl Citizen<'_> {
    /// Asks the authority something in the open; gives the message's remote id.
    pub(super) fn asks(&self, text: &str) -> String {
        self.says(&format!("{text} @exempelby"))
    }

    /// Says something in the open, word for word.
    pub(super) fn says(&self, text: &str) -> String {
        self.writes(text, None, None)
    }

    /// Answers a message.
    pub(super) fn replies(&self, parent: &str, text: &str) -> String {
        self.writes(text, Some(parent), None)
    }

    /// Changes their own message.
    pub(super) fn edits(&self, id: &str, text: &str) {
        arena::citizen_edits(&self.town.arena(), &self.who, id, text, self.town.now()).unwrap();
    }

    /// Takes their own message away.
    pub(super) fn deletes(&self, id: &str) {
        arena::citizen_deletes(&self.town.arena(), &self.who, id).unwrap();
    }

    fn writes(&self, text: &str, parent: Option<&str>, to: Option<&str>) -> String {
        let words = Words { text, parent, to, language: None, at: self.town.now() };
        arena::citizen_writes(&self.town.arena(), &self.who, &words).unwrap()
    }
}

/// The key of the sentence with which the desk said no.
#[track_caller]
pub(super) fn refusal<T: std::fmt::Debug>(outcome: Result<T, Problem>) -> &'static str {
    match outcome {
        Err(Problem::Refused(refusal)) => refusal.key,
        other => panic!("a refusal was expected, this came: {other:?}"),
    }
}
