//! A contact form of the desk's own: one public page for each channel. The desk itself is the network; what is written there is on the
//! record at once, and the answer stands on a page that only the writer has the address of.
#[cfg(test)]
mod tests;

use async_trait::async_trait;
use unicode_segmentation::UnicodeSegmentation;

use crate::connection::Connection;
use crate::network::{About, Account, Limits, Network, Part, Publishing, Setting, SettingKind};
use crate::outgoing::{Found, Length, Outgoing, Posted, Repeating};
use crate::trouble::Trouble;

/// A contact form.
pub(super) struct Webform;

static ABOUT: About = About {
    name: "webform",
    label: "Contact form",
    mark: "C",
    docs: include_str!("webform.md"),
    settings: &[
        Setting { key: "path", kind: SettingKind::Text, required: true, example: "kontakt" },
        Setting { key: "title", kind: SettingKind::Text, required: true, example: "Kontakta Exempelby kommun" },
        Setting { key: "intro", kind: SettingKind::Text, required: false, example: "Skriv till oss om stort och smått." },
    ],
};

/// Room for a long letter.
const LONGEST: usize = 10_000;

#[async_trait]
impl Network for Webform {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    async fn account(&self, connection: &Connection) -> Result<Account, Trouble> {
        let path = path(connection)?;
        let name = connection.required("title")?.trim().to_owned();
        Ok(Account { remote_id: path.to_owned(), handle: path.to_owned(), name, url: None, avatar_url: None })
    }

    fn publishing(&self) -> Option<&dyn Publishing> {
        Some(self)
    }

    fn hosted_at(&self, account: &Account) -> Option<String> {
        Some(format!("/contact/{}", account.remote_id))
    }
}

/// The last part of the form's address: lower-case letters, digits and hyphens.
fn path(connection: &Connection) -> Result<&str, Trouble> {
    let path = connection.required("path")?.trim();
    let plain = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-';
    match path.len() <= 60 && path.chars().all(plain) && path.starts_with(|first: char| first != '-') {
        true => Ok(path),
        false => Err(Trouble::Setting { key: "path" }),
    }
}

#[async_trait]
impl Publishing for Webform {
    /// Only answers are written here.
    fn parts(&self) -> &'static [Part] {
        &[]
    }

    fn starts(&self) -> bool {
        false
    }

    async fn limits(&self, _connection: &Connection) -> Result<Limits, Trouble> {
        Ok(Limits::documented(LONGEST))
    }

    fn length(&self, limits: &Limits, outgoing: &Outgoing) -> Length {
        Length { used: outgoing.text.graphemes(true).count(), limit: limits.text }
    }

    fn repeating(&self) -> Repeating {
        Repeating::Harmless
    }

    /// The answer is in the network as soon as its delivery has ended: the writer's page shows what the record says is posted.
    async fn publish(&self, connection: &Connection, outgoing: &Outgoing) -> Result<Posted, Trouble> {
        path(connection)?;
        match &outgoing.reply_to {
            Some(_) => Ok(Posted { remote_id: format!("form:{}", outgoing.key.simple()), url: None }),
            None => Err(Trouble::Refused { status: 400, reason: "a form only takes answers".to_owned() }),
        }
    }

    async fn find(&self, _connection: &Connection, _outgoing: &Outgoing) -> Result<Found, Trouble> {
        Ok(Found::Absent)
    }

    async fn edit(&self, connection: &Connection, remote_id: &str, _outgoing: &Outgoing) -> Result<Posted, Trouble> {
        path(connection)?;
        Ok(Posted { remote_id: remote_id.to_owned(), url: None })
    }

    fn can_edit(&self) -> bool {
        true
    }

    async fn delete(&self, connection: &Connection, _remote_id: &str) -> Result<(), Trouble> {
        path(connection).map(drop)
    }
}
