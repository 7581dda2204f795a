//! Reproducible figures: what Torg does, beside the engines it stands on, in one run.
//!
//! `cargo run --release -p bench` prints them all; `-- fan-out`, `-- intake`, `-- pages`, `-- program`, `-- screen` prints a part. `TORG_BENCH_MESSAGES` says how
//! many messages the large archive holds (1 000 000 unless told; `TORG_BENCH_MESSAGES_POSTGRESQL` for that engine alone). PostgreSQL is started in a temporary folder when it is
//! installed. Everything stays on this machine, and the run ends by itself.
mod archive;
mod fan_out;
mod intake;
mod pages;
mod program;
mod screen_beside_others;
mod table;

use store::testing;
use torg::ground::desk::MIGRATIONS;

/// A database for one measurement, and the engine's name.
pub struct Place {
    /// The engine, as people call it.
    pub name: &'static str,
    /// Its database, gone with it.
    pub town: testing::Town,
}

/// A fresh database on each engine that is here.
pub fn places() -> Vec<Place> {
    let mut places = vec![Place { name: "SQLite", town: testing::sqlite(MIGRATIONS) }];
    if std::env::var("TORG_TEST_POSTGRES").is_ok_and(|value| value == "none") {
        println!("PostgreSQL is left out: TORG_TEST_POSTGRES=none");
    } else {
        places.push(Place { name: "PostgreSQL", town: testing::postgres(MIGRATIONS) });
    }
    places
}

fn main() -> anyhow::Result<()> {
    let part = std::env::args().nth(1);
    let wanted = |name: &str| part.as_deref().is_none_or(|part| part == name);
    if wanted("intake") {
        intake::print()?;
    }
    if wanted("fan-out") {
        fan_out::print()?;
    }
    if wanted("pages") {
        pages::print()?;
    }
    if wanted("program") {
        program::print()?;
    }
    if wanted("screen") {
        screen_beside_others::print()?;
    }
    Ok(())
}
