//! torg channel
use clap::Subcommand;
use std::process::ExitCode;

#[derive(Debug, Subcommand)]
pub(super) enum ChannelCommand {}

pub(super) fn run(command: ChannelCommand) -> anyhow::Result<ExitCode> {
    match command {}
}
