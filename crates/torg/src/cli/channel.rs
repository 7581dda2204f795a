//! `torg channel`: accounts in networks, from a shell on the machine. Verified before they are saved, as on the pages.
use std::collections::BTreeMap;
use std::io::{BufRead, IsTerminal, Write};
use std::process::ExitCode;

use anyhow::{Context, anyhow, bail};
use clap::{Args, Subcommand};
use connect::{Network, PrivateAddresses, SettingKind};

use super::record::plainly;
use super::{Settable, open};
use crate::govern::channel::{self, Health, NewChannel, Opened};
use crate::govern::credentials::{self, Filled, is_brought};
use crate::govern::governing::Shell;
use crate::govern::unit;
use crate::ground::locale::Locale;
use crate::ground::{ChannelId, Desk, Problem};
use crate::listen::opening;

/// Where a network shows the code instead of sending a browser anywhere (RFC 8252 calls it out-of-band).
const CODE_IS_SHOWN: &str = "urn:ietf:wg:oauth:2.0:oob";

#[derive(Debug, Subcommand)]
pub(super) enum ChannelCommand {
    /// Adds an account: asks the network who it is, shows it, and saves it when you say yes.
    Add(Add),
    /// Asks a channel's network whether it still knows us; without a name, every channel's.
    Check {
        /// The channel's id.
        id: Option<ChannelId>,
        #[command(flatten)]
        settings: Settable,
    },
    /// Every channel and how it is.
    List {
        #[command(flatten)]
        settings: Settable,
    },
}

#[derive(Debug, Args)]
pub(super) struct Add {
    /// The network: arena, bluesky or mastodon.
    network: String,
    /// The unit that answers for the channel, by its name; the authority itself when left out.
    #[arg(long)]
    unit: Option<String>,
    /// Minutes within which people can expect an answer.
    #[arg(long, default_value_t = 24 * 60)]
    answer_within: i64,
    /// What the network needs, such as instance=https://social.example. What is missing is asked for.
    #[arg(long = "setting", value_name = "NAME=VALUE")]
    values: Vec<String>,
    /// A secret read from a line of standard input, by its name. It may also stand in the environment as TORG_SECRET_NAME; on a
    /// terminal secrets are asked for without being shown.
    #[arg(long = "secret-from-input", value_name = "NAME")]
    secrets_from_input: Vec<String>,
    /// The network's server stands in the authority's own net.
    #[arg(long)]
    private_addresses: bool,
    /// Opens it live at once instead of as a pilot, and says why it may lack what a channel should have first.
    #[arg(long, value_name = "WHY")]
    live: Option<String>,
    /// Saves without asking.
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    settings: Settable,
}

pub(super) fn run(command: ChannelCommand) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    match command {
        ChannelCommand::Add(add) => runtime.block_on(add.run()),
        ChannelCommand::Check { id, settings } => runtime.block_on(check(id, settings)),
        ChannelCommand::List { settings } => runtime.block_on(list(settings)),
    }
}

/// The desk, which may be served by another process meanwhile.
async fn desk(settings: Settable) -> anyhow::Result<Desk> {
    tokio::task::spawn_blocking(move || open::existing_desk(settings)).await?
}

impl Add {
    async fn run(self) -> anyhow::Result<ExitCode> {
        let known = || connect::ALL.iter().map(|network| network.about().name).collect::<Vec<_>>().join(", ");
        let network = connect::by_name(&self.network)
            .ok_or_else(|| anyhow!("network {:?} is not one Torg knows; write one of {}", self.network, known()))?;
        let desk = desk(self.settings.clone()).await?;
        let unit = self.unit(&desk).await?;
        let private = if self.private_addresses { PrivateAddresses::Allow } else { PrivateAddresses::Refuse };
        let filled = self.filled(&desk, network, private).await?;
        let shell = Shell::on_this_machine();
        let account = credentials::verify(&desk, &shell, network, &filled, private).await.map_err(with_the_networks_words)?;
        println!("{}: {} ({})", network.about().label, account.name, account.handle);
        if !self.yes && !agreed()? {
            println!("Nothing was saved.");
            return Ok(ExitCode::FAILURE);
        }
        let new = NewChannel {
            unit,
            network: network.about().name,
            account,
            filled,
            private_addresses: private,
            answer_within_minutes: self.answer_within,
            opened: self.live.clone().map_or(Opened::Pilot, |why| Opened::Live { why }),
        };
        let (here, now) = (desk.clone(), desk.now());
        // The running desk finds the job in the table; nothing needs a restart.
        let id = desk.write(move |conn| opening::open(&here, conn, now, &shell, &new)).await.map_err(plainly)?;
        println!("The channel is added: {id}");
        close(desk).await
    }

    async fn unit(&self, desk: &Desk) -> anyhow::Result<crate::ground::UnitId> {
        let units = desk.read(|conn| Ok(unit::all(conn)?)).await.map_err(plainly)?;
        let found = match &self.unit {
            Some(name) => units.iter().find(|unit| unit.name == *name),
            None => units.iter().find(|unit| unit.parent.is_none()),
        };
        match found {
            Some(unit) => Ok(unit.id),
            None if units.is_empty() => bail!("the desk is not founded yet; start it once with torg serve"),
            None => {
                let names: Vec<&str> = units.iter().map(|unit| unit.name.as_str()).collect();
                bail!("unit {:?} does not exist; write one of {}", self.unit.as_deref().unwrap_or_default(), names.join(", "))
            }
        }
    }

    /// What the network needs: from flags, from standard input, and the rest asked for on the terminal.
    async fn filled(&self, desk: &Desk, network: &'static dyn Network, private: PrivateAddresses) -> anyhow::Result<Filled> {
        let mut values = BTreeMap::new();
        for pair in &self.values {
            let (key, value) = pair.split_once('=').ok_or_else(|| anyhow!("setting {pair:?} has no value; write name=value"))?;
            let Some(setting) = network.about().settings.iter().find(|setting| setting.key == key) else {
                let keys: Vec<&str> = network.about().settings.iter().map(|setting| setting.key).collect();
                bail!("{} has no setting {key:?}; it has {}", network.about().label, keys.join(", "));
            };
            if setting.kind == SettingKind::Secret {
                bail!("{key} is secret and would be seen by others on the machine; use --secret-from-input {key}");
            }
            values.insert(key.to_owned(), value.to_owned());
        }
        for key in &self.secrets_from_input {
            let Some(setting) = secrets(network).find(|setting| setting.key == key) else {
                let keys: Vec<&str> = secrets(network).map(|setting| setting.key).collect();
                bail!("{} has no secret {key:?}; it has {}", network.about().label, keys.join(", "));
            };
            values.insert(setting.key.to_owned(), line_of_input()?);
        }
        for setting in secrets(network).filter(|setting| !self.secrets_from_input.iter().any(|key| key == setting.key)) {
            if let Ok(secret) = std::env::var(format!("TORG_SECRET_{}", setting.key.to_uppercase())) {
                values.insert(setting.key.to_owned(), secret);
            }
        }
        let by_code = network.authorising();
        for setting in network.about().settings {
            let left_to_code = is_brought(network, setting);
            if values.contains_key(setting.key) || left_to_code || !std::io::stdin().is_terminal() {
                continue;
            }
            if let Some(answer) = asked(setting)? {
                values.insert(setting.key.to_owned(), answer);
            }
        }
        let mut granted = None;
        let has_secret = secrets(network).any(|setting| is_brought(network, setting) && values.contains_key(setting.key));
        match by_code {
            Some(authorising) if !has_secret => {
                let filled = Filled::before_sign_in(network, &values).map_err(plainly)?;
                let connection = filled.connection(desk, private);
                let sent = authorising.start(&connection, CODE_IS_SHOWN).await?;
                println!("Open this address, say yes there, and paste the code that is shown:\n{}", sent.url);
                let code = line_of_input()?;
                granted = Some(authorising.finish(&connection, &sent.pending, CODE_IS_SHOWN, code.trim()).await?);
            }
            _ => {}
        }
        let Some(granted) = granted else { return Filled::new(network, &values).map_err(plainly) };
        let mut filled = Filled::before_sign_in(network, &values).map_err(plainly)?;
        filled.take(granted, desk.now());
        Ok(filled)
    }
}

fn secrets(network: &dyn Network) -> impl Iterator<Item = &'static connect::Setting> {
    network.about().settings.iter().filter(|setting| setting.kind == SettingKind::Secret)
}

/// A refusal as its sentence, and what the network itself said.
fn with_the_networks_words(problem: Problem) -> anyhow::Error {
    let detail = match &problem {
        Problem::Refused(refusal) => refusal.args.iter().find(|(name, _)| *name == "detail").map(|(_, detail)| detail.clone()),
        Problem::Fault(_) => None,
    };
    match detail {
        Some(detail) => anyhow!("{} ({detail})", plainly(problem)),
        None => plainly(problem),
    }
}

/// One setting, asked for on the terminal; secrets are not shown while they are typed.
fn asked(setting: &connect::Setting) -> anyhow::Result<Option<String>> {
    let optional = if setting.required { "" } else { ", may be left empty" };
    let prompt = format!("{} (for example {}{optional}): ", setting.key, setting.example);
    let answer = match setting.kind {
        SettingKind::Secret => rpassword::prompt_password(prompt).context("the secret could not be read")?,
        SettingKind::Text | SettingKind::Url => {
            print!("{prompt}");
            std::io::stdout().flush()?;
            line_of_input()?
        }
    };
    Ok(Some(answer.trim().to_owned()).filter(|answer| !answer.is_empty()))
}

fn line_of_input() -> anyhow::Result<String> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).context("standard input could not be read")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

fn agreed() -> anyhow::Result<bool> {
    print!("Is this the right account? [y/N] ");
    std::io::stdout().flush()?;
    Ok(matches!(line_of_input()?.trim().to_lowercase().as_str(), "y" | "yes" | "j" | "ja"))
}

async fn check(id: Option<ChannelId>, settings: Settable) -> anyhow::Result<ExitCode> {
    let desk = desk(settings).await?;
    let channels = desk.read(|conn| Ok(channel::all(conn)?)).await.map_err(plainly)?;
    let asked: Vec<_> = channels.into_iter().filter(|channel| id.is_none_or(|id| id == channel.id)).collect();
    if let (Some(id), true) = (id, asked.is_empty()) {
        bail!("there is no channel {id}; torg channel list shows them all");
    }
    let mut all_well = true;
    for channel in asked {
        match channel::check(&desk, channel.id).await.map_err(with_the_networks_words) {
            Ok(()) => println!("{} ({}): well", channel.name, channel.handle),
            Err(trouble) => {
                all_well = false;
                println!("{} ({}): {trouble:#}", channel.name, channel.handle);
            }
        }
    }
    close(desk).await?;
    Ok(if all_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn list(settings: Settable) -> anyhow::Result<ExitCode> {
    let desk = desk(settings).await?;
    let (now, zone) = (desk.now(), desk.config().zone.clone());
    let (channels, units) = desk.read(|conn| Ok((channel::all(conn)?, unit::all(conn)?))).await.map_err(plainly)?;
    for channel in channels {
        let time = |at| Locale::En.time(at, &zone);
        let state = match channel.health(now) {
            Health::Paused(at) => format!("paused since {}", time(at)),
            Health::Troubled(at) => {
                let trouble = channel.trouble.as_deref().map(|key| Locale::En.say(key)).unwrap_or_default();
                format!("in trouble since {}: {trouble}", time(at))
            }
            Health::New => "new, not fetched yet".to_owned(),
            Health::Well(at) => format!("well, fetched {}", time(at)),
            Health::Silent(Some(at)) => format!("not fetched since {}; is torg serve running?", time(at)),
            Health::Silent(None) => "never fetched; is torg serve running?".to_owned(),
        };
        let unit = units.iter().find(|unit| unit.id == channel.unit).map_or("?", |unit| unit.name.as_str());
        let minutes = channel.answer_within_minutes;
        println!(
            "{}  {}  {} ({})  {unit}, answers within {minutes} min  {state}",
            channel.id, channel.network, channel.name, channel.handle
        );
    }
    close(desk).await
}

async fn close(desk: Desk) -> anyhow::Result<ExitCode> {
    tokio::task::spawn_blocking(move || desk.database().close()).await?;
    Ok(ExitCode::SUCCESS)
}
