//! `torg record`: the record shown, proved, handed out, and disposed of under a decision, by someone with a shell on the machine.
mod dispose;
mod export;
mod show;
mod verify;

use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Subcommand;
use store::Target;

use super::{Settable, open};
use crate::ground::config::{Config, Mode};
use crate::ground::locale::Locale;
use crate::ground::{Desk, Problem};
use crate::records::seal;
use crate::records::verify::PublicKey;

#[derive(Debug, Subcommand)]
pub(super) enum RecordCommand {
    /// Enters a retention decision, as it was taken outside Torg.
    Decide(dispose::Decide),
    /// Erases what a message said, under a decision in force. Its entries stay, and the log still verifies.
    Erase(dispose::Erase),
    /// Writes the public log as static files, with checkpoint and key: with them anyone can prove what is in it.
    Export(export::Export),
    /// Shows an entry, its contents, and the proof that it is in the sealed log.
    Show(show::Show),
    /// Computes everything anew and names the first entry that does not fit.
    Verify(verify::Verify),
}

pub(super) fn run(command: RecordCommand) -> anyhow::Result<ExitCode> {
    match command {
        RecordCommand::Decide(asked) => asked.run(),
        RecordCommand::Erase(asked) => asked.run(),
        RecordCommand::Export(asked) => asked.run(),
        RecordCommand::Show(asked) => asked.run(),
        RecordCommand::Verify(asked) => asked.run(),
    }
}

/// Opens a desk that is there already. A wrong folder is told; it is not made into an empty desk that would fit perfectly.
fn desk(settings: Settable) -> anyhow::Result<Desk> {
    let config = Config::load(settings.into(), Mode::Real)?;
    if let Target::Sqlite(file) = &config.database
        && !file.exists()
    {
        bail!("there is no record at {}; name the desk's folder with --data", file.display());
    }
    if !config.key_file.exists() {
        bail!("there is no vault key at {}; set key_file, or restore it from your backup", config.key_file.display());
    }
    open::desk(config)
}

/// The log's public key as the desk holds it.
fn own_key(desk: &Desk) -> anyhow::Result<Option<formats::tlog::note::VerifyingKey>> {
    let (asking, origin) = (desk.clone(), desk.config().log_origin());
    desk.database().read_blocking(move |conn| seal::verifying_key(conn, asking.vault(), &origin)).map_err(plainly)
}

/// A public key given as a file or as itself.
fn given_key(given: &str) -> anyhow::Result<PublicKey> {
    let file = std::path::Path::new(given);
    let text = if file.is_file() {
        std::fs::read_to_string(file).with_context(|| format!("could not read {given}"))?
    } else {
        given.to_owned()
    };
    PublicKey::parse(&text).with_context(|| format!("{given} is neither a file nor a log's key"))
}

/// A refusal as its sentence, a fault as it is.
pub(super) fn plainly(problem: Problem) -> anyhow::Error {
    match problem {
        Problem::Refused(refusal) => anyhow::Error::msg(refusal.sentence(Locale::En)),
        Problem::Fault(fault) => fault,
    }
}
