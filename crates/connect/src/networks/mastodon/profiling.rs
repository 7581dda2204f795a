//! The text on the account's profile, which Mastodon calls a note (docs: methods/accounts#update_credentials).
use async_trait::async_trait;
use serde::Deserialize;

use super::server::Server;
use super::{Mastodon, instance};
use crate::connection::Connection;
use crate::network::{ProfileLimit, Profiling};
use crate::text;
use crate::trouble::Trouble;

/// Mastodon's own limit, as its sources have it (`Account::DEFAULT_MAX_NOTE_LENGTH`); newer servers tell theirs.
const DOCUMENTED: usize = 500;
/// What a web address counts in a note, as in a status.
const PER_URL: usize = 23;

/// What we read of the account: the note as it was typed, where the server keeps it, else its HTML.
#[derive(Debug, Deserialize)]
struct Noted {
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    source: Option<Source>,
}

#[derive(Debug, Deserialize)]
struct Source {
    #[serde(default)]
    note: Option<String>,
}

#[async_trait]
impl Profiling for Mastodon {
    async fn profile_limit(&self, connection: &Connection) -> Result<ProfileLimit, Trouble> {
        let documented = ProfileLimit { text: DOCUMENTED, from_network: false };
        match instance::told(&Server::of(connection)?).await {
            Ok(told) => Ok(told.note.map_or(documented, |text| ProfileLimit { text, from_network: true })),
            // The server is there but does not say.
            Err(Trouble::Gone | Trouble::Refused { .. } | Trouble::Unclear { .. } | Trouble::Nonsense { .. }) => Ok(documented),
            Err(other) => Err(other),
        }
    }

    fn documented_profile_limit(&self) -> usize {
        DOCUMENTED
    }

    fn profile_length(&self, text: &str) -> usize {
        text::counted_length(text, PER_URL)
    }

    async fn profile(&self, connection: &Connection) -> Result<String, Trouble> {
        let server = Server::of(connection)?;
        let noted: Noted = server.send(server.get("/api/v1/accounts/verify_credentials")?).await?.json()?;
        let typed = noted.source.and_then(|source| source.note).filter(|note| !note.is_empty());
        Ok(typed.unwrap_or_else(|| text::plain(noted.note.as_deref().unwrap_or_default())))
    }

    async fn set_profile(&self, connection: &Connection, text: &str) -> Result<(), Trouble> {
        let server = Server::of(connection)?;
        let call = server.patch("/api/v1/accounts/update_credentials")?.form(vec![("note".to_owned(), text.to_owned())]);
        server.send(call).await.map(drop)
    }
}
