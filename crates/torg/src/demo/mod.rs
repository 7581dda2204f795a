//! Exempelby kommun: the one named town that the demo, the tests, the handbook's pictures and the browser stories share.
//! Everyone in it is invented. It lies on the arena, so nothing leaves the machine.
pub mod channels;
pub mod citizens;
pub mod day;
pub mod posts;
pub mod town;

use std::time::Duration;

use crate::ground::vault::Vault;
use crate::ground::{Clock, Desk, Problem};

/// A folder that goes with the process.
pub fn temporary_folder() -> anyhow::Result<tempfile::TempDir> {
    Ok(tempfile::Builder::new().prefix("torg-demo-").tempdir()?)
}

/// Settles the town in an empty desk and lives through its day up to now. A settled town is left alone.
pub async fn settle(desk: &Desk) -> Result<(), Problem> {
    if town::is_settled(desk).await? {
        return Ok(());
    }
    let (now, config) = (desk.now(), desk.config().clone());
    let vault = Vault::from_file(&config.key_file)?;
    let past = Desk::new(desk.database().clone(), Clock::standing_at(now - day::BEGINS), vault, config)?;
    let boss = town::settle(&past).await?;
    day::live_through(&past, now).await?;
    channels::govern(&past, boss).await?;
    posts::write(&past).await
}

/// Citizens go on writing, a few a minute, until the desk stops.
pub async fn live(desk: Desk) {
    let mut stopping = desk.stopping();
    let mut turn = 0;
    while !*stopping.borrow() {
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(12)) => {}
            _ = stopping.changed() => return,
        }
        if let Err(fault) = citizens::speak(&desk, turn) {
            tracing::warn!("A citizen of the arena could not write: {fault}");
        }
        turn += 1;
    }
}
