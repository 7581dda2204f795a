//! What a message or a note says, as its content keeps it: apart from the message, so that it can be erased under a decision.
use serde::{Deserialize, Serialize};
use store::Conn;

use super::content::{self, Content, Hash, Salted};
use crate::ground::Problem;

/// What a message said, as kept in its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Plain text, byte for byte as the network gave it.
    pub text: String,
    /// Content warning or subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warning: Option<String>,
    /// Language tag that the writer's program gave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Pictures, films, sound.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attached>,
}

/// A picture, film or sound.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    /// `image/png`, or just `image`.
    pub media_type: String,
    /// Where it lies at the network.
    pub url: String,
    /// Alt text; empty when there is none.
    pub alt: String,
}

/// What a content said, or under which decision it was erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// As it was said.
    Said(Said),
    /// Erased.
    Erased {
        /// The decision's number.
        decision: String,
    },
}

impl Text {
    /// The plain text; nothing when erased.
    pub fn plain(&self) -> &str {
        match self {
            Self::Said(said) => &said.text,
            Self::Erased { .. } => "",
        }
    }
}

/// Reads what a content said.
pub fn text(conn: &mut Conn, content: Hash) -> Result<Text, Problem> {
    match content::find(conn, content)? {
        Some(Content::Kept(bytes)) => Ok(Text::Said(serde_json::from_slice(&bytes)?)),
        Some(Content::Erased { decision, .. }) => Ok(Text::Erased { decision }),
        None => Err(anyhow::anyhow!("content {content} is missing from the record").into()),
    }
}

/// Salts what was said for keeping.
pub fn salted(said: &Said) -> Result<Salted, Problem> {
    Ok(Salted::new(&serde_json::to_vec(said)?)?)
}
