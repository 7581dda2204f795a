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
    /// Headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// A question with answers to choose from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poll: Option<Box<Poll>>,
    /// The page it is about, as a card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<Box<Card>>,
}

impl Said {
    /// These words and nothing beside them.
    pub fn words(text: impl Into<String>, language: Option<String>) -> Self {
        let (warning, attachments, title, poll, card) = (None, Vec::new(), None, None, None);
        Self { text: text.into(), warning, language, attachments, title, poll, card }
    }
}

/// A picture, film or sound.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    /// `image/png`, or just `image`.
    pub media_type: String,
    /// Where it lies at the network; empty for what goes out.
    pub url: String,
    /// Alt text; empty when there is none.
    pub alt: String,
    /// The file on the record, for what goes out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<Hash>,
    /// Its name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The point that stays in sight.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus: Option<connect::Focus>,
    /// Captions of a film, by language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub captions: Vec<(String, Hash)>,
}

/// A question put to readers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poll {
    /// What can be chosen.
    pub options: Vec<String>,
    /// How long it is open, in minutes.
    pub open_for_minutes: u32,
    /// How many may be chosen.
    pub choice: connect::Choice,
}

/// A page as a card.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Its address.
    pub url: String,
    /// Its headline.
    pub title: String,
    /// What it is about.
    pub description: String,
    /// Its picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Attached>,
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
