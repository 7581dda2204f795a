//! Opening the desk: data folder, key, database, migrations.
use anyhow::{Context, bail};
use store::{Database, Target};

use super::Settable;
use crate::ground::config::{Config, Mode};
use crate::ground::desk::MIGRATIONS;
use crate::ground::vault::Vault;
use crate::ground::{Clock, Desk};

/// Opens the desk that `config` describes; makes the data folder at the first start.
pub(super) fn desk(config: Config) -> anyhow::Result<Desk> {
    std::fs::create_dir_all(&config.data).with_context(|| format!("could not make the data folder {}", config.data.display()))?;
    let vault = Vault::from_file(&config.key_file)?;
    let database = Database::open(&config.database, MIGRATIONS).context("could not open the database")?;
    Desk::new(database, Clock::System, vault, config)
}

/// Opens a desk that is there already: a mistyped folder is told, and not made into an empty desk.
pub(super) fn existing_desk(settings: Settable) -> anyhow::Result<Desk> {
    let config = Config::load(settings.into(), Mode::Real)?;
    if let Target::Sqlite(file) = &config.database
        && !file.exists()
    {
        bail!("there is no desk at {}; name the desk's folder with --data", file.display());
    }
    if !config.key_file.exists() {
        bail!("there is no vault key at {}; set key_file, or restore it from your backup", config.key_file.display());
    }
    desk(config)
}
