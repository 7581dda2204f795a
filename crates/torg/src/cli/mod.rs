//! The command line. Words to people are short, say what happened and what to do.
mod admin;
mod channel;
mod logging;
mod open;
mod record;
pub mod run;
mod screen;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::ground::config::{Mode, Settings};

/// Torg: the desk from which a public authority meets people in social media.
#[derive(Debug, Parser)]
#[command(name = "torg", version, about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Ways in for people, from the shell.
    #[command(subcommand)]
    Admin(admin::AdminCommand),
    /// Channels: accounts in networks.
    #[command(subcommand)]
    Channel(channel::ChannelCommand),
    /// The town Exempelby, alive, in a temporary folder. Nothing leaves the machine.
    Demo(Settable),
    /// The record: shown and proved.
    #[command(subcommand)]
    Record(record::RecordCommand),
    /// Screens a text: what an officer should see first about it.
    Screen(screen::Screen),
    /// The real thing.
    Serve(Settable),
}

/// Settings as flags; each also stands in `torg.toml` and as `TORG_…` in the environment.
#[derive(Clone, Debug, Default, Args)]
pub struct Settable {
    /// The folder of everything: database, keys, torg.toml.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Where to listen.
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<String>,
    /// PostgreSQL, when one machine is not enough; otherwise SQLite in the data folder.
    #[arg(long, value_name = "postgres://…")]
    database: Option<String>,
    /// The address people use.
    #[arg(long, value_name = "https://…")]
    public_url: Option<String>,
    /// The authority's name, for the first start.
    #[arg(long)]
    authority: Option<String>,
    /// Time zone, such as Europe/Stockholm.
    #[arg(long)]
    zone: Option<String>,
    /// Language before someone has chosen: sv, nb, nn, en.
    #[arg(long)]
    language: Option<String>,
    /// Log lines as text or json.
    #[arg(long)]
    log: Option<String>,
}

impl From<Settable> for Settings {
    fn from(flags: Settable) -> Self {
        let Settable { data, listen, database, public_url, authority, zone, language, log } = flags;
        Self {
            data,
            listen,
            database,
            public_url,
            authority,
            zone,
            language,
            log,
            key_file: None,
            proxy_header: None,
            embed_on: None,
        }
    }
}

/// Runs the command that was asked for.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match cli.command {
        Command::Admin(command) => admin::run(command),
        Command::Channel(command) => channel::run(command),
        Command::Demo(flags) => run::run(flags.into(), Mode::Demo),
        Command::Record(command) => record::run(command),
        Command::Screen(command) => screen::run(&command),
        Command::Serve(flags) => run::run(flags.into(), Mode::Real),
    };
    match outcome {
        Ok(code) => code,
        Err(fault) => {
            eprintln!("torg: {fault:#}");
            ExitCode::FAILURE
        }
    }
}
