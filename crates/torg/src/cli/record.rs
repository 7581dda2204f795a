//! torg record
use clap::Subcommand;
use std::process::ExitCode;

#[derive(Debug, Subcommand)]
pub(super) enum RecordCommand {}

pub(super) fn run(command: RecordCommand) -> anyhow::Result<ExitCode> {
    match command {}
}
