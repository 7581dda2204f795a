//! Fresh databases for tests on both engines; what is made here is gone when the test is.
//!
//! PostgreSQL: the server named by `TORG_TEST_POSTGRES` (`./test` starts one for all), else a private one per test program.

mod cluster;
mod postgres;

pub use cluster::Cluster;

use crate::{Database, Engine, Migration, Target};

/// A database of its own for one test.
pub struct Town {
    /// Open and migrated.
    pub database: Database,
    /// Where it is: to open it a second time, as another node would.
    pub target: Target,
    /// Removes what was made, after the database is closed (fields are dropped in this order).
    _ground: Ground,
}

enum Ground {
    Folder { _folder: tempfile::TempDir },
    Server { _database: postgres::Fresh },
}

impl Town {
    /// Which engine it is on.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.database.engine()
    }
}

impl Drop for Town {
    fn drop(&mut self) {
        self.database.close(); // whoever else holds a clone
    }
}

/// A town on each engine.
///
/// # Panics
/// As [`sqlite`] and [`postgres()`].
#[must_use]
pub fn databases(migrations: &[Migration]) -> Vec<Town> {
    vec![sqlite(migrations), postgres(migrations)]
}

/// A SQLite file in a folder of its own.
///
/// # Panics
/// When it cannot be made or migrated: the test cannot go on.
#[must_use]
pub fn sqlite(migrations: &[Migration]) -> Town {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("no temporary folder: {error}"));
    let target = Target::Sqlite(folder.path().join("torg.db"));
    let database = open(&target, migrations);
    Town { database, target, _ground: Ground::Folder { _folder: folder } }
}

/// A PostgreSQL database of its own, on the server that the test programs share.
///
/// # Panics
/// When there is no PostgreSQL or the database cannot be made or migrated.
#[must_use]
pub fn postgres(migrations: &[Migration]) -> Town {
    let fresh = postgres::Fresh::make(migrations);
    let target = Target::Postgres(fresh.url().to_owned());
    let database = open(&target, migrations);
    Town { database, target, _ground: Ground::Server { _database: fresh } }
}

fn open(target: &Target, migrations: &[Migration]) -> Database {
    Database::open(target, migrations).unwrap_or_else(|fault| panic!("the test's database cannot be opened: {fault}"))
}
