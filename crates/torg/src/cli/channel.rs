//! torg channel
use std::process::ExitCode;
use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(super) enum ChannelCommand {
}

pub(super) fn run(command: ChannelCommand) -> anyhow::Result<ExitCode> {
    match command {}
}
