//! LinkedIn: an organization's page, its posts and the comments under them, over the versioned Community Management API.
mod listening;
mod little;
mod page;
mod publishing;
mod shapes;
#[cfg(test)]
mod tests;

use async_trait::async_trait;
use jiff::SignedDuration;

use crate::connection::{Connection, Secret};
use crate::network::{
    About, Account, Authorisation, Authorised, Authorising, Listening, Network, Publishing, Setting, SettingKind,
};
use crate::trouble::Trouble;
use page::Page;

/// LinkedIn.
pub(super) struct LinkedIn;

static ABOUT: About = About {
    name: "linkedin",
    label: "LinkedIn",
    mark: "in",
    docs: include_str!("linkedin.md"),
    settings: &[
        Setting { key: "organization", kind: SettingKind::Text, required: true, example: "1234567" },
        Setting { key: "client_id", kind: SettingKind::Text, required: true, example: "78abcdefghijkl" },
        Setting { key: "version", kind: SettingKind::Text, required: false, example: "202609" },
        Setting { key: "client_secret", kind: SettingKind::Secret, required: true, example: "WPL_AP1.…" },
        Setting { key: "token", kind: SettingKind::Secret, required: true, example: "AQX…" },
    ],
};

#[async_trait]
impl Network for LinkedIn {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    async fn account(&self, connection: &Connection) -> Result<Account, Trouble> {
        Page::of(connection)?.account().await
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
}

#[async_trait]
impl Authorising for LinkedIn {
    async fn start(&self, connection: &Connection, redirect: &str) -> Result<Authorisation, Trouble> {
        page::door(connection)?.start(connection, redirect)
    }

    async fn finish(&self, connection: &Connection, pending: &str, redirect: &str, code: &str) -> Result<Authorised, Trouble> {
        let granted = page::door(connection)?.finish(connection, pending, redirect, code).await?;
        // Sixty days, as the answer says.
        let holds_for = granted.expires_in.filter(|seconds| (1..100_000_000).contains(seconds)).map(SignedDuration::from_secs);
        Ok(Authorised { secrets: vec![("token", Secret::new(granted.access_token))], holds_for })
    }
}
