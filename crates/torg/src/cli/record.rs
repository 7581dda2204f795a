//! torg record
use std::process::ExitCode;
use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(super) enum RecordCommand {
}

pub(super) fn run(command: RecordCommand) -> anyhow::Result<ExitCode> {
    match command {}
}
