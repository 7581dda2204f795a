//! The parts of what leaves: the gate looks at each and says in which one something stands. Also what stands in one: a wording says the
//! same of a text, an alt text or the answers of a poll.
use serde::Serialize;

use crate::ground::ChannelId;
use crate::ground::locale::Locale;
use crate::ground::problem::place;

/// What some words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// The text itself.
    Text,
    /// The headline.
    Title,
    /// The content warning.
    Warning,
    /// An alt text.
    Alt,
    /// The name of a file, which goes with it.
    FileName,
    /// A film's captions.
    Captions,
    /// An answer of a poll.
    Option,
    /// A link card's words, and its address.
    Card,
    /// The page where the information stands for good.
    Source,
    /// A channel's profile.
    Profile,
    /// The reason that is given for personal data.
    Reason,
}

impl Place {
    /// As the API and the locale keys (`place-alt`, `gate-place-alt`) write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Title => "title",
            Self::Warning => "warning",
            Self::Alt => "alt",
            Self::FileName => "file-name",
            Self::Captions => "captions",
            Self::Option => "option",
            Self::Card => "card",
            Self::Source => "source",
            Self::Profile => "profile",
            Self::Reason => "reason",
        }
    }
}

/// Some words that will leave, and where they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What they are.
    pub place: Place,
    /// Which of several: of the second picture, the third answer. From 1.
    pub n: usize,
    /// The channel that has words of its own; none for what is said everywhere.
    pub channel: Option<(ChannelId, String)>,
    /// The words. An alt text or a source that is empty is missing.
    pub words: String,
}

impl Part {
    /// The one part of its kind.
    pub fn of(place: Place, words: &str) -> Self {
        Self { place, n: 1, channel: None, words: words.to_owned() }
    }

    /// As a refusal carries it: `alt 2 Exempelby`.
    pub(super) fn carried(&self) -> String {
        let channel = self.channel.as_ref().map_or("", |(_, name)| name.as_str());
        format!("{} {} {channel}", self.place.as_str(), self.n)
    }

    /// In words: the alt text of picture 2.
    pub fn named(&self, locale: Locale) -> String {
        place(locale, &self.carried())
    }
}
