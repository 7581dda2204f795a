//! `torg record decide` and `torg record erase`: disposal under a numbered decision, from the shell.
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::super::Settable;
use super::plainly;
use crate::ground::{Desk, MessageId, Problem};
use crate::records::retention::{self, Decision};
use crate::records::{Act, By, Committed};

#[derive(Debug, Args)]
pub(in crate::cli) struct Decide {
    /// The decision's diary number: KS 2026/00098.
    number: String,
    /// Who decided.
    #[arg(long, value_name = "WHO")]
    decided_by: String,
    /// The first day it holds, in the desk's time zone: 2026-09-01.
    #[arg(long, value_name = "DAY")]
    from: Date,
    /// The last day it holds; without it the decision holds until further notice.
    #[arg(long, value_name = "DAY")]
    to: Option<Date>,
    #[command(flatten)]
    settings: Settable,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Erase {
    /// The message's id, as its page and its entries give it.
    message: MessageId,
    /// The number of the decision it is erased under.
    #[arg(long, value_name = "NUMBER")]
    decision: String,
    #[command(flatten)]
    settings: Settable,
}

impl Decide {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let desk = super::desk(self.settings)?;
        let zone = &desk.config().zone;
        let decision = Decision {
            number: self.number.clone(),
            decided_by: self.decided_by,
            valid_from: day_begins(self.from, zone)?,
            valid_to: self.to.map(|last| day_begins(last.checked_add(1.day())?, zone)).transpose()?,
        };
        act(&desk, move |act| retention::enter(act, By::Shell, &decision))?;
        println!("Decision {} is on the record.", self.number);
        Ok(ExitCode::SUCCESS)
    }
}

impl Erase {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let desk = super::desk(self.settings)?;
        let (message, decision) = (self.message, self.decision.clone());
        let n_erased = act(&desk, move |act| retention::erase_message(act, By::Shell, message, &decision))?;
        println!("{n_erased} contents were erased under decision {}. Their entries stay on the record.", self.decision);
        Ok(ExitCode::SUCCESS)
    }
}

fn day_begins(day: Date, zone: &TimeZone) -> anyhow::Result<Timestamp> {
    Ok(day.to_zoned(zone.clone()).with_context(|| format!("{day} is no day that Torg can count with"))?.timestamp())
}

/// Does one act from the shell. A desk that is running seals it within a second; otherwise the next start does.
fn act<T, F>(desk: &Desk, f: F) -> anyhow::Result<T>
where
    F: FnOnce(Act<'_>) -> Result<Committed<T>, Problem> + Send + 'static,
    T: Send + 'static,
{
    let runtime = tokio::runtime::Builder::new_current_thread().build().context("could not start the runtime")?;
    let gives = runtime.block_on(desk.act(f)).map_err(plainly)?;
    desk.database().close();
    Ok(gives)
}
