//! Bluesky (AT Protocol): posts, replies, mentions and direct messages of one account on its own server.
use async_trait::async_trait;

use crate::connection::Connection;
use crate::network::{About, Account, Network, Setting, SettingKind};
use crate::trouble::Trouble;

/// Bluesky, or any account on a server that speaks AT Protocol.
pub struct Bluesky;

static ABOUT: About = About {
    name: "bluesky",
    label: "Bluesky",
    mark: "B",
    docs: include_str!("bluesky.md"),
    settings: &[
        Setting { key: "service", kind: SettingKind::Url, required: true, example: "https://bsky.social" },
        Setting { key: "identifier", kind: SettingKind::Text, required: true, example: "exempelby.example" },
        Setting { key: "app_password", kind: SettingKind::Secret, required: true, example: "abcd-efgh-ijkl-mnop" },
    ],
};

#[async_trait]
impl Network for Bluesky {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    async fn account(&self, connection: &Connection) -> Result<Account, Trouble> {
        let _ = connection.secret("app_password")?;
        Err(Trouble::Setting { key: "service" })
    }
}
