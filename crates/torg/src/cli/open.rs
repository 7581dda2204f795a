//! Opening the desk: data folder, key, database, migrations.
use anyhow::Context;
use store::Database;

use crate::ground::config::Config;
use crate::ground::desk::MIGRATIONS;
use crate::ground::vault::Vault;
use crate::ground::{Clock, Desk};

/// Opens the desk that `config` describes; makes the data folder at the first start.
pub fn desk(config: Config) -> anyhow::Result<Desk> {
    std::fs::create_dir_all(&config.data).with_context(|| format!("could not make the data folder {}", config.data.display()))?;
    let vault = Vault::from_file(&config.key_file)?;
    let database = Database::open(&config.database, MIGRATIONS).context("could not open the database")?;
    Desk::new(database, Clock::System, vault, config)
}
