//! A channel's site: where its API is, its calls, and who we are there.
use serde::{Deserialize, Serialize};
use url::Url;

use crate::connection::Connection;
use crate::http::{Answer, Call, PrivateAddresses};
use crate::network::Account;
use crate::text;
use crate::trouble::Trouble;

/// The site behind a connection.
pub(super) struct Site<'a> {
    pub(super) connection: &'a Connection,
    base: String,
}

/// Where the API answers. Sites without readable addresses have it as a query of their front page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Root {
    /// What the path of a call is put behind: `https://…/wp-json` or `https://…/?rest_route=`.
    address: String,
    home: String,
    name: String,
}

/// Who we are at the site, remembered after the first question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Us {
    pub(super) id: u64,
    /// Pictures may be handed over.
    pub(super) uploads: bool,
    /// Comments that wait for a yes can be seen, and held.
    pub(super) moderates: bool,
}

/// What the API says of itself (docs: reference/index).
#[derive(Debug, Deserialize)]
struct Index {
    name: String,
    home: String,
    namespaces: Vec<String>,
}

/// The account (docs: reference/users).
#[derive(Debug, Deserialize)]
struct User {
    id: u64,
    name: String,
    slug: String,
    #[serde(default)]
    capabilities: std::collections::BTreeMap<String, serde_json::Value>,
}

impl<'a> Site<'a> {
    pub(super) fn of(connection: &'a Connection) -> Result<Self, Trouble> {
        let unusable = Trouble::Setting { key: "site" };
        let Ok(url) = Url::parse(connection.required("site")?.trim()) else { return Err(unusable) };
        if !matches!(url.scheme(), "http" | "https") || url.host().is_none() || url.query().is_some() || url.fragment().is_some()
        {
            return Err(unusable);
        }
        // A password for the whole site does not leave over a line that anyone may read.
        if url.scheme() == "http" && connection.http.private_addresses() == PrivateAddresses::Refuse {
            connection.http.check(&url)?;
            return Err(unusable);
        }
        Ok(Self { connection, base: url.as_str().trim_end_matches('/').to_owned() })
    }

    pub(super) async fn get(&self, path: &str) -> Result<Call, Trouble> {
        self.signed(Call::get(&self.address(path).await?)?)
    }
    pub(super) async fn post(&self, path: &str) -> Result<Call, Trouble> {
        self.signed(Call::post(&self.address(path).await?)?)
    }
    pub(super) async fn delete(&self, path: &str) -> Result<Call, Trouble> {
        self.signed(Call::delete(&self.address(path).await?)?)
    }

    pub(super) async fn send(&self, call: Call) -> Result<Answer, Trouble> {
        self.connection.http.send(call).await
    }

    fn signed(&self, call: Call) -> Result<Call, Trouble> {
        let user = self.connection.required("user")?.trim();
        // A colon would end the name in the header (RFC 7617).
        if user.contains(':') {
            return Err(Trouble::Setting { key: "user" });
        }
        Ok(call.basic(user, self.connection.secret("app_password")?))
    }

    async fn address(&self, path: &str) -> Result<String, Trouble> {
        Ok(format!("{}{path}", self.root().await?.address))
    }

    /// Where the API is, from memory or by asking at both places.
    async fn root(&self) -> Result<Root, Trouble> {
        let remembered = self.connection.remembered("wordpress.root").await;
        if let Some(root) = remembered.and_then(|root| serde_json::from_str(&root).ok()) {
            return Ok(root);
        }
        let root = match self.root_at("/wp-json", "/wp-json/").await {
            Err(Trouble::Gone | Trouble::Nonsense { .. } | Trouble::Refused { .. }) => {
                self.root_at("/?rest_route=", "/?rest_route=/").await?
            }
            other => other?,
        };
        let remembered = serde_json::to_string(&root).map_err(|fault| Trouble::Nonsense { reason: fault.to_string() })?;
        self.connection.remember("wordpress.root", Some(remembered)).await;
        Ok(root)
    }

    async fn root_at(&self, prefix: &str, index: &str) -> Result<Root, Trouble> {
        let call = self.signed(Call::get(&format!("{}{index}", self.base))?.query(&[("_fields", "name,home,namespaces")]))?;
        let index: Index = self.send(call).await?.json()?;
        if !index.namespaces.iter().any(|namespace| namespace == "wp/v2") {
            return Err(Trouble::Refused { status: 404, reason: "the site has no API of WordPress".to_owned() });
        }
        let name = text::plain(&index.name);
        Ok(Root { address: format!("{}{prefix}", self.base), home: index.home.trim_end_matches('/').to_owned(), name })
    }

    /// Asks who we are, and remembers it.
    pub(super) async fn account(&self) -> Result<Account, Trouble> {
        // Everything that is asked for must be there before the first call.
        self.connection.required("user")?;
        self.connection.secret("app_password")?;
        let root = self.root().await?;
        let (user, _) = self.asked().await?;
        let host = Url::parse(&root.home).ok().and_then(|home| home.host_str().map(str::to_owned)).unwrap_or_default();
        Ok(Account {
            remote_id: format!("{}@{}", user.id, root.home),
            handle: format!("{}@{host}", user.slug),
            name: if root.name.is_empty() { text::storable(&user.name) } else { root.name },
            url: web(Some(root.home)),
            avatar_url: None,
        })
    }

    async fn asked(&self) -> Result<(User, Us), Trouble> {
        let call = self.get("/wp/v2/users/me").await?.query(&[("context", "edit"), ("_fields", "id,name,slug,capabilities")]);
        let user: User = self.send(call).await?.json()?;
        let may =
            |what: &str| user.capabilities.get(what).is_some_and(|may| may.as_bool() == Some(true) || may.as_u64() == Some(1));
        let us = Us { id: user.id, uploads: may("upload_files"), moderates: may("moderate_comments") };
        let remembered = serde_json::to_string(&us).map_err(|fault| Trouble::Nonsense { reason: fault.to_string() })?;
        self.connection.remember("wordpress.us", Some(remembered)).await;
        Ok((user, us))
    }

    /// Who we are, from memory where it is known.
    pub(super) async fn us(&self) -> Result<Us, Trouble> {
        let remembered = self.connection.remembered("wordpress.us").await;
        if let Some(us) = remembered.and_then(|us| serde_json::from_str(&us).ok()) {
            return Ok(us);
        }
        Ok(self.asked().await?.1)
    }
}

/// What an id of the desk's names. Posts and comments are numbered each for themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    Post(u64),
    Comment(u64),
}

impl Named {
    /// An id of another shape exists nowhere.
    pub(super) fn read(remote_id: &str) -> Result<Self, Trouble> {
        let (kind, number) = remote_id.split_once(':').ok_or(Trouble::Gone)?;
        let number: u64 = number.parse().map_err(|_| Trouble::Gone)?;
        match kind {
            "post" => Ok(Self::Post(number)),
            "comment" => Ok(Self::Comment(number)),
            _ => Err(Trouble::Gone),
        }
    }

    /// Where it is in the API.
    pub(super) fn path(self) -> String {
        match self {
            Self::Post(id) => format!("/wp/v2/posts/{id}"),
            Self::Comment(id) => format!("/wp/v2/comments/{id}"),
        }
    }
}

impl std::fmt::Display for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Post(id) => write!(f, "post:{id}"),
            Self::Comment(id) => write!(f, "comment:{id}"),
        }
    }
}

/// An address that may stand in a link. A visitor can write anything where the form asks for a home page.
pub(super) fn web(address: Option<String>) -> Option<String> {
    address.filter(|address| address.starts_with("https://") || address.starts_with("http://"))
}
