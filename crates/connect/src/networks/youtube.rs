//! YouTube: the comments under a channel's films, over the Data API v3 with the channel owner's consent.
mod channel;
mod listening;
mod publishing;
mod shapes;
#[cfg(test)]
mod tests;

use async_trait::async_trait;
use jiff::SignedDuration;

use crate::connection::{Connection, Secret};
use crate::network::{
    About, Account, Authorisation, Authorised, Authorising, Listening, Moderating, Network, Publishing, Setting, SettingKind,
};
use crate::trouble::Trouble;
use channel::Channel;

/// YouTube.
pub(super) struct YouTube;

static ABOUT: About = About {
    name: "youtube",
    label: "YouTube",
    mark: "Y",
    docs: include_str!("youtube.md"),
    settings: &[
        Setting { key: "channel", kind: SettingKind::Text, required: true, example: "UCaaaaaaaaaaaaaaaaaaaaaa" },
        Setting { key: "client_id", kind: SettingKind::Text, required: true, example: "1234-abcd.apps.googleusercontent.com" },
        Setting { key: "client_secret", kind: SettingKind::Secret, required: true, example: "GOCSPX-…" },
        Setting { key: "refresh_token", kind: SettingKind::Secret, required: true, example: "1//0…" },
    ],
};

#[async_trait]
impl Network for YouTube {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    async fn account(&self, connection: &Connection) -> Result<Account, Trouble> {
        Channel::of(connection)?.account().await
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
    fn moderating(&self) -> Option<&dyn Moderating> {
        Some(self)
    }
}

#[async_trait]
impl Authorising for YouTube {
    fn brings(&self) -> &'static [&'static str] {
        &["refresh_token"]
    }

    async fn start(&self, connection: &Connection, redirect: &str) -> Result<Authorisation, Trouble> {
        channel::door(connection)?.start(connection, redirect)
    }

    async fn finish(&self, connection: &Connection, pending: &str, redirect: &str, code: &str) -> Result<Authorised, Trouble> {
        let granted = channel::door(connection)?.finish(connection, pending, redirect, code).await?;
        let Some(refresh) = granted.refresh_token else {
            return Err(Trouble::Unauthorised {
                reason: "Google gave no lasting consent; remove Torg there and sign in again".to_owned(),
            });
        };
        // It holds until somebody takes it back.
        Ok(Authorised { secrets: vec![("refresh_token", Secret::new(refresh))], holds_for: None })
    }
}

/// A look costs one unit of ten thousand a day: one a minute takes a seventh of them.
const PACE: SignedDuration = SignedDuration::from_secs(60);

#[async_trait]
impl Moderating for YouTube {
    /// Held for review: nobody but the channel sees it, and it can be shown again.
    async fn hide(&self, connection: &Connection, _root: &str, remote_id: &str) -> Result<(), Trouble> {
        Channel::of(connection)?.moderate(remote_id, "heldForReview").await
    }

    async fn unhide(&self, connection: &Connection, _root: &str, remote_id: &str) -> Result<(), Trouble> {
        Channel::of(connection)?.moderate(remote_id, "published").await
    }
}
