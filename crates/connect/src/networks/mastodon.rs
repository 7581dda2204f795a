//! Mastodon and the many servers that speak its API, which differ in ways that only show when they are run.
mod authorising;
mod finding;
mod instance;
mod listening;
mod media;
mod notifications;
mod profiling;
mod publishing;
mod server;
mod shapes;
mod streaming;
#[cfg(test)]
mod tests;

use async_trait::async_trait;

use crate::connection::Connection;
use crate::network::{About, Account, Authorising, Listening, Network, Profiling, Publishing, Setting, SettingKind};
use crate::trouble::Trouble;
use server::Server;

/// Mastodon.
pub(super) struct Mastodon;

static ABOUT: About = About {
    name: "mastodon",
    label: "Mastodon",
    mark: "M",
    docs: include_str!("mastodon.md"),
    settings: &[
        Setting { key: "instance", kind: SettingKind::Url, required: true, example: "https://social.example" },
        Setting { key: "token", kind: SettingKind::Secret, required: true, example: "Zn7x…" },
    ],
};

#[async_trait]
impl Network for Mastodon {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    async fn account(&self, connection: &Connection) -> Result<Account, Trouble> {
        Server::of(connection)?.verified().await
    }

    fn authorising(&self) -> Option<&dyn Authorising> {
        Some(self)
    }
    fn listening(&self) -> Option<&dyn Listening> {
        Some(self)
    }
    fn publishing(&self) -> Option<&dyn Publishing> {
        Some(self)
    }
    fn profiling(&self) -> Option<&dyn Profiling> {
        Some(self)
    }
}
