//! A channel's Page: who it is, and what its posts and comments are called.
use serde::Deserialize;

use crate::connection::Connection;
use crate::graph::{Graph, is_number};
use crate::network::Account;
use crate::text;
use crate::trouble::Trouble;

/// The Page behind a connection.
pub(super) struct Page<'a> {
    pub(super) graph: Graph<'a>,
    pub(super) id: &'a str,
}

/// The Page as it tells itself (docs: reference/page).
#[derive(Debug, Deserialize)]
struct Told {
    id: String,
    name: String,
    #[serde(default)]
    username: Option<String>,
    #[serde(default)]
    link: Option<String>,
}

impl<'a> Page<'a> {
    pub(super) fn of(connection: &'a Connection) -> Result<Self, Trouble> {
        let id = connection.required("page")?.trim();
        if !is_number(id) {
            return Err(Trouble::Setting { key: "page" });
        }
        Ok(Self { graph: Graph::of(connection)?, id })
    }

    /// Asks who the token speaks as. A person's own token is none of the Page's, though it opens the same doors for a while.
    pub(super) async fn account(&self) -> Result<Account, Trouble> {
        let told: Told = self.graph.get("me", &[("fields", "id,name,username,link")]).await?.json()?;
        if told.id != self.id {
            return Err(Trouble::Unauthorised { reason: "the token is not this Page's".to_owned() });
        }
        let handle = told.username.unwrap_or_else(|| told.id.clone());
        Ok(Account {
            remote_id: told.id,
            handle: format!("{}@facebook.com", text::storable(&handle)),
            name: text::storable(&told.name),
            url: web(told.link),
            avatar_url: None,
        })
    }
}

/// What an id of the desk's names. A comment's carries its post's, since Facebook does not tell it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Named {
    Post(String),
    Comment { post: String, comment: String },
}

impl Named {
    /// An id of another shape exists nowhere.
    pub(super) fn read(remote_id: &str) -> Result<Self, Trouble> {
        let (kind, rest) = remote_id.split_once(':').ok_or(Trouble::Gone)?;
        let named = match (kind, rest.split_once('/')) {
            ("post", None) if is_number(rest) => Self::Post(rest.to_owned()),
            ("comment", Some((post, comment))) if is_number(post) && is_number(comment) => {
                Self::Comment { post: post.to_owned(), comment: comment.to_owned() }
            }
            _ => return Err(Trouble::Gone),
        };
        Ok(named)
    }

    pub(super) fn comment(post: &str, comment: &str) -> Self {
        Self::Comment { post: post.to_owned(), comment: comment.to_owned() }
    }

    /// The post that it is, or stands under.
    pub(super) fn post(&self) -> &str {
        match self {
            Self::Post(post) | Self::Comment { post, .. } => post,
        }
    }

    /// Its own number at Facebook.
    pub(super) fn number(&self) -> &str {
        match self {
            Self::Post(number) | Self::Comment { comment: number, .. } => number,
        }
    }
}

impl std::fmt::Display for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Post(post) => write!(f, "post:{post}"),
            Self::Comment { post, comment } => write!(f, "comment:{post}/{comment}"),
        }
    }
}

/// An address that may stand in a link.
pub(super) fn web(address: Option<String>) -> Option<String> {
    address.filter(|address| address.starts_with("https://") || address.starts_with("http://"))
}
