//! Where a measurement takes place: a fresh database on one engine, in a folder of its own, gone with it.
use std::path::Path;

use store::testing::Cluster;
use store::{Database, Target};
use torg::ground::desk::MIGRATIONS;

/// The key of every bench's vault, so that the program itself can open what a measurement has left.
pub const KEY: [u8; 32] = [7; 32];

/// A database for one measurement, and the engine's name.
pub struct Place {
    /// The engine, as people call it.
    pub name: &'static str,
    /// Open and migrated.
    pub database: Database,
    folder: tempfile::TempDir,
    _cluster: Option<Cluster>,
}

impl Place {
    /// The desk's folder: on SQLite the database lies in it, as where Torg itself puts it.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What a database does by itself within minutes after much was written: PostgreSQL looks at what its tables hold.
    pub async fn settle(&self) -> anyhow::Result<()> {
        let looked = self.database.write(|conn| match conn.engine() {
            store::Engine::Sqlite => Ok(()),
            store::Engine::Postgres => conn.script("analyze"),
        });
        Ok(looked.await?)
    }

    fn on_sqlite() -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let database = Database::open(&Target::Sqlite(folder.path().join("torg.sqlite")), MIGRATIONS)?;
        Ok(Self { name: "SQLite", database, folder, _cluster: None })
    }

    fn on_postgres() -> anyhow::Result<Self> {
        let cluster = Cluster::start_durable()?;
        let database = Database::open(&Target::Postgres(cluster.url()), MIGRATIONS)?;
        Ok(Self { name: "PostgreSQL", database, folder: tempfile::tempdir()?, _cluster: Some(cluster) })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.database.close();
    }
}

/// A place on each engine that is here.
pub fn places() -> anyhow::Result<Vec<Place>> {
    let mut places = vec![Place::on_sqlite()?];
    if std::env::var("TORG_BENCH_POSTGRES").is_ok_and(|value| value == "none") {
        println!("PostgreSQL is left out: TORG_BENCH_POSTGRES=none");
    } else {
        places.push(Place::on_postgres()?);
    }
    Ok(places)
}
