//! Networks that no program may write to or hear (R098): the desk keeps register, calendar, evidence and answers, and a person carries
//! them there and back.
#[cfg(test)]
mod tests;

use async_trait::async_trait;
use unicode_segmentation::UnicodeSegmentation;
use url::Url;

use crate::connection::Connection;
use crate::network::{About, Account, Limits, Network, Part, Publishing, Setting, SettingKind};
use crate::outgoing::{Found, Length, Outgoing, Posted, Repeating};
use crate::trouble::Trouble;

/// A network kept by hand.
pub(super) struct Manual;

static ABOUT: About = About {
    name: "manual",
    label: "By hand",
    mark: "H",
    docs: include_str!("manual.md"),
    settings: &[
        Setting { key: "address", kind: SettingKind::Url, required: true, example: "https://forum.example/exempelby" },
        Setting { key: "network", kind: SettingKind::Text, required: true, example: "Grannforum" },
        Setting { key: "handle", kind: SettingKind::Text, required: false, example: "exempelby" },
        Setting { key: "name", kind: SettingKind::Text, required: false, example: "Exempelby kommun" },
        Setting { key: "longest", kind: SettingKind::Text, required: false, example: "2000" },
    ],
};

/// What a message may be when nobody said how long the network lets it be.
const LONGEST: usize = 5_000;
/// Longer than any network's; what a person must copy should be readable.
const LONGEST_AT_ALL: usize = 100_000;

#[async_trait]
impl Network for Manual {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    /// Nobody is asked: the account is what was filled in.
    async fn account(&self, connection: &Connection) -> Result<Account, Trouble> {
        let url = address(connection)?;
        let network = connection.required("network")?.trim();
        longest(connection)?;
        let host = url.host_str().unwrap_or_default();
        let handle = connection.setting("handle").map(|handle| handle.trim().trim_start_matches('@')).unwrap_or_default();
        let handle = if handle.is_empty() { format!("{host}{}", url.path().trim_end_matches('/')) } else { handle.to_owned() };
        let name = connection.setting("name").unwrap_or(&handle).trim().to_owned();
        Ok(Account {
            remote_id: url.to_string(),
            handle,
            name: format!("{name} ({network})"),
            url: Some(url.to_string()),
            avatar_url: None,
        })
    }

    fn publishing(&self) -> Option<&dyn Publishing> {
        Some(self)
    }

    fn by_hand(&self) -> bool {
        true
    }
}

/// The account's address; of the web, without anything secret in it.
fn address(connection: &Connection) -> Result<Url, Trouble> {
    let url = Url::parse(connection.required("address")?.trim()).ok();
    let of_the_web = |url: &Url| matches!(url.scheme(), "http" | "https") && url.host().is_some() && url.password().is_none();
    url.filter(of_the_web).ok_or(Trouble::Setting { key: "address" })
}

/// How long a text may be there, as the person who added the channel knows it.
fn longest(connection: &Connection) -> Result<usize, Trouble> {
    let Some(filled) = connection.setting("longest") else { return Ok(LONGEST) };
    let number = filled.trim().parse().ok().filter(|number| (1..=LONGEST_AT_ALL).contains(number));
    number.ok_or(Trouble::Setting { key: "longest" })
}

#[async_trait]
impl Publishing for Manual {
    fn parts(&self) -> &'static [Part] {
        &[Part::Captions, Part::Film, Part::Pictures, Part::Title]
    }

    async fn limits(&self, connection: &Connection) -> Result<Limits, Trouble> {
        let files = 100 * 1024 * 1024;
        Ok(Limits {
            media: 10,
            alt: 1000,
            media_bytes: files,
            film_bytes: Some(files),
            title: Some(200),
            ..Limits::documented(longest(connection)?)
        })
    }

    fn length(&self, limits: &Limits, outgoing: &Outgoing) -> Length {
        Length { used: outgoing.text.graphemes(true).count(), limit: limits.text }
    }

    fn repeating(&self) -> Repeating {
        // Asking a person twice for the same delivery is asking once: it has one place in the outbox.
        Repeating::Harmless
    }

    async fn publish(&self, _connection: &Connection, _outgoing: &Outgoing) -> Result<Posted, Trouble> {
        Err(Trouble::ByHand)
    }

    async fn find(&self, _connection: &Connection, _outgoing: &Outgoing) -> Result<Found, Trouble> {
        Ok(Found::Absent)
    }

    async fn edit(&self, _connection: &Connection, _remote_id: &str, _outgoing: &Outgoing) -> Result<Posted, Trouble> {
        Err(Trouble::ByHand)
    }

    fn can_edit(&self) -> bool {
        true
    }

    async fn delete(&self, _connection: &Connection, _remote_id: &str) -> Result<(), Trouble> {
        Err(Trouble::ByHand)
    }
}
