//! Fresh databases on a PostgreSQL server: copied from one that was migrated once.

use super::Cluster;
use crate::{Database, Migration, Target};
use postgres::{Client, NoTls};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// Makes two test programs take turns at making the migrated database that all are copied from.
const TURNS: &str = "select pg_advisory_lock(7310579610521169519)";

/// A database that is dropped with this.
pub(super) struct Fresh {
    admin: String,
    name: String,
    url: String,
}

impl Fresh {
    pub(super) fn make(migrations: &[Migration]) -> Fresh {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        static COPY: OnceLock<&str> = OnceLock::new();
        let admin = server();
        let template = migrated(&admin, migrations);
        let name = format!("torg_test_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        // A database left by a killed program of the same number is in the way.
        run(&admin, &[&format!("drop database if exists {name} with (force)")]);
        run(&admin, &[&format!("create database {name} template {template} {}", COPY.get_or_init(|| fastest_copy(&admin)))]);
        let url = on_database(&admin, &name);
        Fresh { admin, name, url }
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        run(&self.admin, &[&format!("drop database if exists {} with (force)", self.name)]);
    }
}

/// The server's address: the one that is given, or of one started for this program.
fn server() -> String {
    static OWN: OnceLock<Cluster> = OnceLock::new();
    std::env::var("TORG_TEST_POSTGRES").unwrap_or_else(|_| {
        OWN.get_or_init(|| Cluster::start().unwrap_or_else(|error| panic!("no PostgreSQL for the tests: {error}"))).url()
    })
}

/// The name of a database with these migrations, made when there is none yet.
fn migrated(admin: &str, migrations: &[Migration]) -> String {
    let mut hasher = DefaultHasher::new();
    for Migration { number, name, sql } in migrations {
        (number, name, sql).hash(&mut hasher);
    }
    let name = format!("torg_template_{:016x}", hasher.finish());
    let draft = format!("{name}_draft");
    on_own_thread(|| {
        let mut turn = connect(admin); // holds its turn until the connection closes
        let failed = |error: postgres::Error| -> bool { panic!("the tests' PostgreSQL refuses: {error:?}") };
        turn.batch_execute(TURNS).unwrap_or_else(|error| _ = failed(error));
        let found = turn.query_opt("select from pg_database where datname = $1", &[&name]);
        if found.map_or_else(failed, |row| row.is_some()) {
            return;
        }
        run(admin, &[&format!("drop database if exists {draft} with (force)"), &format!("create database {draft}")]);
        let opened = Database::open(&Target::Postgres(on_database(admin, &draft)), migrations);
        opened.unwrap_or_else(|fault| panic!("the migrations do not run on PostgreSQL: {fault}")).close();
        run(admin, &[&format!("alter database {draft} rename to {name}")]);
    });
    name
}

/// Copying files takes 80 ms where copying through the log, the default since version 15, takes 260.
fn fastest_copy(admin: &str) -> &'static str {
    let version = on_own_thread(|| connect(admin).query_one("select current_setting('server_version_num')::int >= 150000", &[]));
    if version.is_ok_and(|row| row.get(0)) { "strategy file_copy" } else { "" }
}

/// Runs statements, again for a while where the server is still letting go of a closed connection.
fn run(admin: &str, statements: &[&str]) {
    on_own_thread(|| {
        let mut client = connect(admin);
        for sql in statements {
            let mut left = 100;
            while let Err(error) = client.batch_execute(sql) {
                left -= 1;
                assert!(left > 0 && error.code().is_some_and(|code| code.code() == "55006"), "{sql}: {error:?}");
                std::thread::sleep(Duration::from_millis(20));
            }
        }
    });
}

/// The driver may not be used on a thread of an async runtime, and a test may be on one.
fn on_own_thread<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| scope.spawn(work).join()).unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

fn connect(url: &str) -> Client {
    Client::connect(url, NoTls).unwrap_or_else(|error| panic!("the tests' PostgreSQL cannot be reached: {error:?}"))
}

/// The same server, another database.
fn on_database(url: &str, name: &str) -> String {
    let (address, query) = url.split_once('?').map_or((url, String::new()), |(address, query)| (address, format!("?{query}")));
    let server = match address.match_indices('/').nth(2) {
        Some((slash, _)) => &address[..slash],
        None => address,
    };
    format!("{server}/{name}{query}")
}
