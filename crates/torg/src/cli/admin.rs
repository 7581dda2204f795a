//! `torg admin`: a way in for someone who lost theirs, from a shell on the machine.
use std::process::ExitCode;

use anyhow::bail;
use clap::Subcommand;

use super::{Settable, open};
use crate::govern::governing::Shell;
use crate::govern::person;
use crate::govern::recovery::{self, SecondFactors};
use crate::ground::Problem;
use crate::records::Act;

#[derive(Debug, Subcommand)]
pub(super) enum AdminCommand {
    /// Makes a one-time link by which someone sets a new password, and signs them out everywhere.
    Recover {
        /// The address they sign in with.
        email: String,
        /// Takes their second factors away, too: they lost the telephone.
        #[arg(long)]
        remove_second_factors: bool,
        #[command(flatten)]
        settings: Settable,
    },
}

pub(super) fn run(command: AdminCommand) -> anyhow::Result<ExitCode> {
    let AdminCommand::Recover { email, remove_second_factors, settings } = command;
    let factors = if remove_second_factors { SecondFactors::Remove } else { SecondFactors::Keep };
    let desk = open::existing_desk(settings)?;
    let now = desk.now();
    let asked = email.clone();
    let token = desk.database().write_blocking(move |conn| match person::by_email(conn, &asked)? {
        Some(person) if !person.left => {
            let recovered = recovery::recover_from_shell(Act::within(conn, now), &Shell::on_this_machine(), &person, factors)?;
            Ok(Some(recovered.into_inner()))
        }
        _ => Ok::<_, Problem>(None),
    })?;
    match token {
        Some(token) => println!("{}welcome/{token}", desk.config().public_url),
        None => bail!("nobody at the desk signs in with {email}; look under Govern, People for the right address"),
    }
    desk.database().close();
    Ok(ExitCode::SUCCESS)
}
