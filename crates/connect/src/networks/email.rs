//! A mailbox as a channel: letters come in by IMAP and go out by SMTP.
mod letter;
mod listening;
mod mailbox;
mod publishing;
mod quoted;
mod reading;
mod sending;
mod servers;
#[cfg(test)]
mod tests;

use async_trait::async_trait;

use crate::connection::Connection;
use crate::network::{About, Account, Listening, Network, Publishing, Setting, SettingKind};
use crate::trouble::Trouble;
use servers::Us;

#[cfg(any(test, feature = "testing"))]
pub(crate) use reading::any_bytes as any_bytes_as_a_letter;

/// A mailbox.
pub(super) struct Email;

static ABOUT: About = About {
    name: "email",
    label: "E-mail",
    mark: "@",
    docs: include_str!("email.md"),
    settings: &[
        Setting { key: "address", kind: SettingKind::Text, required: true, example: "info@exempelby.example" },
        Setting { key: "name", kind: SettingKind::Text, required: false, example: "Exempelby kommun" },
        Setting { key: "imap", kind: SettingKind::Text, required: true, example: "imap.exempelby.example:993" },
        Setting { key: "smtp", kind: SettingKind::Text, required: true, example: "smtp.exempelby.example:587" },
        Setting { key: "user", kind: SettingKind::Text, required: false, example: "info@exempelby.example" },
        Setting { key: "password", kind: SettingKind::Secret, required: true, example: "abcd-efgh-1234" },
        Setting { key: "recipient", kind: SettingKind::Text, required: false, example: "nyhetsbrev@exempelby.example" },
    ],
};

#[async_trait]
impl Network for Email {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    /// Both ways must be open: a mailbox that can be read and not answered from is no channel.
    async fn account(&self, connection: &Connection) -> Result<Account, Trouble> {
        let us = Us::of(connection)?;
        mailbox::Mailbox::open(connection, &us).await?.close().await;
        sending::Post::open(connection, &us).await?.close().await;
        Ok(Account {
            remote_id: us.address.to_lowercase(),
            handle: us.address.clone(),
            name: us.name.unwrap_or_else(|| us.address.clone()),
            url: None,
            avatar_url: None,
        })
    }

    fn listening(&self) -> Option<&dyn Listening> {
        Some(self)
    }
    fn publishing(&self) -> Option<&dyn Publishing> {
        Some(self)
    }
}
