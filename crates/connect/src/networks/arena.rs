//! The arena: a practice network inside the machine (R052), where nothing said reaches anyone outside.
//!
//! One append-only file of JSON lines is the whole network. Everything is read out of it again at every call, so any number of
//! processes can share a square, and a test can kill one of them anywhere.
mod citizens;
mod ledger;
mod listening;
mod parts;
mod profiling;
mod publishing;
mod square;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use async_trait::async_trait;

pub use citizens::{Citizen, Words, citizen_deletes, citizen_edits, citizen_reads, citizen_writes};
pub use parts::{AskedPoll, Attached, AttachedCaptions, Parts, ShownCard};
pub use square::Seen;

use crate::connection::Connection;
use crate::network::{About, Account, Listening, Moderating, Network, Profiling, Publishing, Setting, SettingKind};
use crate::trouble::Trouble;
use square::Square;

/// The practice network.
pub struct Arena;

static ABOUT: About = About {
    name: "arena",
    label: "Arena",
    mark: "A",
    docs: include_str!("arena.md"),
    settings: &[
        Setting { key: "folder", kind: SettingKind::Text, required: true, example: "/var/lib/torg/arena" },
        Setting { key: "account", kind: SettingKind::Text, required: true, example: "exempelby" },
        Setting { key: "name", kind: SettingKind::Text, required: false, example: "Exempelby kommun" },
    ],
};

#[async_trait]
impl Network for Arena {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    async fn account(&self, connection: &Connection) -> Result<Account, Trouble> {
        let line = Line::of(connection)?;
        let (account, name) = (line.account.clone(), line.name.clone());
        line.read().await?;
        Ok(Account { remote_id: account.clone(), handle: format!("{account}@{HOST}"), name, url: None, avatar_url: None })
    }

    fn listening(&self) -> Option<&dyn Listening> {
        Some(self)
    }
    fn publishing(&self) -> Option<&dyn Publishing> {
        Some(self)
    }
    fn moderating(&self) -> Option<&dyn Moderating> {
        Some(self)
    }
    fn profiling(&self) -> Option<&dyn Profiling> {
        Some(self)
    }
}

/// The part after the `@` in arena handles.
pub(super) const HOST: &str = "arena";

/// A channel's settings, checked.
#[derive(Clone, Debug)]
struct Line {
    folder: PathBuf,
    account: String,
    name: String,
}

impl Line {
    fn of(connection: &Connection) -> Result<Self, Trouble> {
        let account = connection.required("account")?;
        if !citizens::is_handle(account) {
            return Err(Trouble::Setting { key: "account" });
        }
        let folder = PathBuf::from(connection.required("folder")?);
        let name = connection.setting("name").unwrap_or(account).to_owned();
        Ok(Self { folder, account: account.to_lowercase(), name })
    }

    /// The square as it is now.
    async fn read(self) -> Result<Square, Trouble> {
        beside(move || Square::read(&self.folder)).await?.map_err(|fault| unreachable(&fault))
    }
}

/// Runs what waits for the disk beside the async threads.
async fn beside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Trouble> {
    tokio::task::spawn_blocking(work).await.map_err(|fault| Trouble::Unclear { reason: fault.to_string() })
}

fn unreachable(fault: &std::io::Error) -> Trouble {
    Trouble::Unreachable { reason: format!("the arena's folder: {fault}") }
}
