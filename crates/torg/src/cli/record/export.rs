//! `torg record export`: the public log as static files.
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;

use super::super::Settable;
use super::{own_key, plainly};
use crate::records::public;

#[derive(Debug, Args)]
pub(in crate::cli) struct Export {
    /// Where to write. A folder that holds an earlier export is brought up to date.
    folder: PathBuf,
    #[command(flatten)]
    settings: Settable,
}

impl Export {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let desk = super::desk(self.settings)?;
        let key = own_key(&desk)?.context("nothing is sealed yet; start `torg serve` for a moment")?.to_string();
        let folder = self.folder.clone();
        let size = desk.database().read_blocking(move |conn| public::export(conn, &folder, &key)).map_err(plainly)?;
        desk.database().close();
        let folder = self.folder.display();
        println!(
            "{size} entries of the log are in {folder}. Anyone can check them: torg record verify --files {folder} --key <the published key>"
        );
        Ok(ExitCode::SUCCESS)
    }
}
