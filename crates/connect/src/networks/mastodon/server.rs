//! A channel's server: its address, its calls, and who we are there.
use serde::{Deserialize, Serialize};
use url::Url;

use super::instance;
use super::shapes;
use crate::connection::Connection;
use crate::http::{Answer, Call};
use crate::network::Account;
use crate::trouble::Trouble;

/// The server behind a connection.
pub(super) struct Server<'a> {
    pub(super) connection: &'a Connection,
    base: String,
}

/// Who we are at the server, remembered after the first question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Us {
    pub(super) id: String,
    /// Without `@`, with host.
    pub(super) handle: String,
}

impl<'a> Server<'a> {
    pub(super) fn of(connection: &'a Connection) -> Result<Self, Trouble> {
        let unusable = Trouble::Setting { key: "instance" };
        let Ok(url) = Url::parse(connection.required("instance")?.trim()) else { return Err(unusable) };
        if !matches!(url.scheme(), "http" | "https") || url.host().is_none() || url.query().is_some() || url.fragment().is_some()
        {
            return Err(unusable);
        }
        let base = url.as_str().trim_end_matches('/').to_owned();
        Ok(Self { connection, base })
    }

    /// The address of a path: `/api/v1/statuses`.
    pub(super) fn address(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    pub(super) fn get(&self, path: &str) -> Result<Call, Trouble> {
        Ok(Call::get(&self.address(path))?.bearer(self.connection.secret("token")?))
    }
    pub(super) fn post(&self, path: &str) -> Result<Call, Trouble> {
        Ok(Call::post(&self.address(path))?.bearer(self.connection.secret("token")?))
    }
    pub(super) fn put(&self, path: &str) -> Result<Call, Trouble> {
        Ok(Call::put(&self.address(path))?.bearer(self.connection.secret("token")?))
    }
    pub(super) fn patch(&self, path: &str) -> Result<Call, Trouble> {
        Ok(Call::patch(&self.address(path))?.bearer(self.connection.secret("token")?))
    }
    pub(super) fn delete(&self, path: &str) -> Result<Call, Trouble> {
        Ok(Call::delete(&self.address(path))?.bearer(self.connection.secret("token")?))
    }

    pub(super) async fn send(&self, call: Call) -> Result<Answer, Trouble> {
        self.connection.http.send(call).await
    }

    /// Asks who we are, and remembers it.
    pub(super) async fn verified(&self) -> Result<Account, Trouble> {
        let answer = self.send(self.get("/api/v1/accounts/verify_credentials")?).await;
        let account: shapes::Account = match answer {
            // snac answers 422 to a dead token here, and 401 everywhere else.
            Err(Trouble::Refused { status: 422, reason }) => return Err(Trouble::Unauthorised { reason }),
            Err(other) => return Err(other),
            Ok(answer) => answer.json()?,
        };
        let handle = account.full_handle(&self.domain().await);
        let us = Us { id: account.id.clone(), handle: handle.clone() };
        let remembered = serde_json::to_string(&us).map_err(|fault| Trouble::Nonsense { reason: fault.to_string() })?;
        self.connection.remember("mastodon.us", Some(remembered)).await;
        Ok(Account {
            remote_id: account.id.clone(),
            handle,
            name: account.shown_name(),
            url: shapes::web(account.url.clone()),
            avatar_url: shapes::web(account.avatar),
        })
    }

    /// Who we are, from memory where it is known.
    pub(super) async fn us(&self) -> Result<Us, Trouble> {
        let remembered = self.connection.remembered("mastodon.us").await;
        if let Some(us) = remembered.and_then(|us| serde_json::from_str(&us).ok()) {
            return Ok(us);
        }
        let account = self.verified().await?;
        Ok(Us { id: account.remote_id, handle: account.handle })
    }

    /// The host part of handles here. Where the server does not tell, the address's own host: handles then are only shown a little wrong.
    pub(super) async fn domain(&self) -> String {
        match instance::told(self).await {
            Ok(instance) if !instance.domain.is_empty() => instance.domain,
            _ => {
                let url = Url::parse(&self.base).ok();
                let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
                url.as_ref().and_then(Url::port).map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
            }
        }
    }
}

/// A status id as it may stand in a path. An id of another shape exists nowhere.
pub(super) fn in_path(remote_id: &str) -> Result<&str, Trouble> {
    let fits = |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.');
    match remote_id.contains(|character| character != '.') && remote_id.len() <= 100 && remote_id.chars().all(fits) {
        true => Ok(remote_id),
        false => Err(Trouble::Gone),
    }
}
