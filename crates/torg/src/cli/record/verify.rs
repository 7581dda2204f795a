//! `torg record verify`: all of the record computed anew, from the database or from nothing but files.
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use clap::Args;
use store::{Database, Target};

use super::super::Settable;
use super::{given_key, own_key, plainly};
use crate::ground::desk::MIGRATIONS;
use crate::records::verify::{self, Against, PublicKey, Report, open_checkpoint};

#[derive(Debug, Args)]
pub(in crate::cli) struct Verify {
    /// A checkpoint that someone kept: the log must begin with it, or it was cut or rewritten since. May be given several times.
    #[arg(long, value_name = "FILE")]
    checkpoint: Vec<PathBuf>,
    /// Verifies files instead of the desk's database: a folder with a downloaded or exported log, or a copy of the SQLite database.
    #[arg(long, value_name = "FOLDER or FILE")]
    files: Option<PathBuf>,
    /// The log's public key, as published at /log/key. With --files a folder's own key is used otherwise.
    #[arg(long, value_name = "FILE or KEY")]
    key: Option<String>,
    #[command(flatten)]
    settings: Settable,
}

impl Verify {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let given = self.key.as_deref().map(given_key).transpose()?;
        let report = match &self.files {
            Some(folder) if folder.is_dir() => {
                let key = match given {
                    Some(key) => key,
                    None => folders_own_key(folder)?,
                };
                verify::files(folder, &self.against(Some(key))?).map_err(plainly)?
            }
            Some(file) if file.is_file() => {
                if given.is_none() {
                    bail!("a copied database says nothing about its key; give the published one with --key");
                }
                let database =
                    Database::open(&Target::Sqlite(file.clone()), MIGRATIONS).context("could not open the database")?;
                in_database(&database, self.against(given)?)?
            }
            Some(missing) => bail!("there is nothing at {}", missing.display()),
            None => {
                let desk = super::desk(self.settings.clone())?;
                let key = match given {
                    Some(key) => Some(key),
                    None => own_key(&desk)?.map(|key| PublicKey(*key.public_bytes())),
                };
                in_database(desk.database(), self.against(key)?)?
            }
        };
        print!("{}", told(&report));
        Ok(if report.is_sound() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    /// The kept checkpoints, opened. One that is not signed with the log's key proves nothing, and that is told.
    fn against(&self, key: Option<PublicKey>) -> anyhow::Result<Against> {
        let mut against = Against { key, kept: Vec::new() };
        for file in &self.checkpoint {
            let signed = std::fs::read_to_string(file).with_context(|| format!("could not read {}", file.display()))?;
            let Some(key) = key else { bail!("nothing is sealed here, so {} is of another log", file.display()) };
            match open_checkpoint(&signed, key) {
                Ok(checkpoint) => against.kept.push(checkpoint),
                Err(why) => {
                    bail!("the checkpoint in {} is not of this log, or the log's key was replaced: {why}", file.display())
                }
            }
        }
        Ok(against)
    }
}

fn folders_own_key(folder: &Path) -> anyhow::Result<PublicKey> {
    let file = folder.join("key");
    let text = std::fs::read_to_string(&file)
        .with_context(|| format!("could not read {}; give the log's key with --key", file.display()))?;
    println!("The key is the folder's own, {}. Compare it with the one the authority publishes.", text.trim());
    PublicKey::parse(&text)
}

fn in_database(database: &Database, against: Against) -> anyhow::Result<Report> {
    let report = database.read_blocking(move |conn| verify::database(conn, &against)).map_err(plainly)?;
    database.close();
    Ok(report)
}

/// The report in plain sentences.
pub(crate) fn told(report: &Report) -> String {
    let mut lines = Vec::new();
    if report.is_sound() {
        lines.push("The record fits.".to_owned());
    } else {
        let things = if report.n_misfits == 1 { "One thing does".to_owned() } else { format!("{} things do", report.n_misfits) };
        lines.push(format!("The record does not fit. {things} not; the first entry that is concerned stands first."));
        lines.extend(report.misfits.iter().map(|misfit| format!("- {}: {}.", misfit.place, misfit.wrong)));
        let untold = report.n_misfits - report.misfits.len() as u64;
        if untold > 0 {
            lines.push(format!("- … and {untold} more."));
        }
    }
    lines.push(format!("{} entries are sealed, {} wait to be sealed.", report.sealed, report.unsealed));
    lines.push(format!("{} signed checkpoints were computed anew.", report.checkpoints));
    lines.push(format!("{} contents were hashed anew, {} versions of messages compared.", report.contents, report.versions));
    for (decision, n) in &report.erased {
        lines.push(format!("{n} contents are erased under decision {decision}."));
    }
    if let Some(root) = report.root {
        lines.push(format!("The root over all of it: {}", STANDARD.encode(root)));
    }
    lines.push(String::new());
    lines.join("\n")
}
