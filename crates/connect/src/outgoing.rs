//! What goes out, and what the network says of it.
use jiff::Timestamp;
use uuid::Uuid;

/// One message on its way to one channel.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// The delivery's id: the same at every try, so that the network (or we, by looking) can tell a repeat.
    pub key: Uuid,
    /// When the delivery was first begun; the same at every try (Bluesky's record key is made of it).
    pub begun_at: Timestamp,
    /// The text, plain.
    pub text: String,
    /// What it answers.
    pub reply_to: Option<ReplyTo>,
    /// Language tag of the text.
    pub language: Option<String>,
    /// Who can see it.
    pub visibility: Visibility,
    /// Headline, where the network has one: of a post on a site, of an e-mail.
    pub title: Option<String>,
    /// Content warning.
    pub warning: Option<String>,
    /// Pictures with alt text, films with captions.
    pub media: Vec<Media>,
    /// A question with answers to choose from.
    pub poll: Option<Poll>,
    /// The page that the message is about, shown as a card.
    pub card: Option<Card>,
}

impl Outgoing {
    /// A public message with this text and nothing else.
    pub fn saying(key: Uuid, begun_at: Timestamp, text: impl Into<String>) -> Self {
        Self {
            key,
            begun_at,
            text: text.into(),
            reply_to: None,
            language: None,
            visibility: Visibility::Public,
            title: None,
            warning: None,
            media: Vec::new(),
            poll: None,
            card: None,
        }
    }
}

/// A question put to readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poll {
    /// What can be chosen, two at least.
    pub options: Vec<String>,
    /// How long it is open, in seconds.
    pub open_for: u32,
    /// Whether more than one may be chosen.
    pub choice: Choice,
}

/// How many answers one reader may choose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Choice {
    /// One.
    #[default]
    One,
    /// Several.
    Several,
}

/// A page as a card under the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Its address.
    pub url: String,
    /// Its headline.
    pub title: String,
    /// What it is about, in a sentence or two.
    pub description: String,
    /// A picture for it; its alt text is not shown by networks.
    pub picture: Option<Media>,
}

/// The message that is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyTo {
    /// Its remote id.
    pub remote_id: String,
    /// The thread's first message, where known.
    pub root: Option<String>,
    /// The writer's handle without a leading `@`; networks that reach people by naming them put it first in the text.
    pub handle: Option<String>,
}

/// Who can see an outgoing message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Visibility {
    /// Everyone.
    #[default]
    Public,
    /// Everyone with the link; not pushed into timelines.
    Unlisted,
    /// Only the one it answers.
    Direct,
}

/// A file that goes with a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    /// The file.
    pub bytes: Vec<u8>,
    /// `image/jpeg`.
    pub media_type: String,
    /// Its name, where a network shows one.
    pub name: String,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// The point that stays in sight when a network crops it.
    pub focus: Option<Focus>,
    /// What is said in a film, for those who cannot hear it.
    pub captions: Vec<Captions>,
}

impl Media {
    /// A picture with its alt text and nothing else.
    pub fn picture(bytes: Vec<u8>, media_type: impl Into<String>, alt: impl Into<String>) -> Self {
        let (name, captions) = (String::new(), Vec::new());
        Self { bytes, media_type: media_type.into(), name, alt: alt.into(), focus: None, captions }
    }

    /// True for moving pictures with sound.
    pub fn is_film(&self) -> bool {
        self.media_type.starts_with("video/")
    }

    /// A name that any server can take: its own last part, else `file` with an ending by its type.
    pub(crate) fn file_name(&self) -> String {
        let own = self.name.rsplit(['/', '\\']).next().unwrap_or_default();
        let own: String =
            own.chars().filter(|sign| !sign.is_control() && !matches!(sign, '"' | ':' | '*' | '?' | '<' | '>' | '|')).collect();
        match own.trim().trim_start_matches('.') {
            "" => format!("file.{}", self.media_type.rsplit('/').next().unwrap_or("bin")),
            own => own.to_owned(),
        }
    }
}

/// A point in a picture in thousandths of its half width and height from its middle: left and down are negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Focus {
    /// -1000 (left edge) to 1000 (right edge).
    pub x: i16,
    /// -1000 (lower edge) to 1000 (upper edge).
    pub y: i16,
}

/// Captions of a film in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Captions {
    /// Language tag.
    pub language: String,
    /// WebVTT.
    pub vtt: Vec<u8>,
}

/// The network has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// Its id there.
    pub remote_id: String,
    /// Where a person can see it.
    pub url: Option<String>,
}

/// What looking for an earlier try brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// It arrived after all.
    Posted(Posted),
    /// It is not among the account's own messages now. A slow network may still bring it.
    Absent,
}

/// Whether sending the same [`Outgoing`] again can make it appear twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeating {
    /// The key makes it one message, however often it is sent.
    Harmless,
    /// The network may make two of it: look first, and ask a person when looking does not tell.
    MayDouble,
}

/// A text's length by the network's own rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// How long it is.
    pub used: usize,
    /// How long it may be.
    pub limit: usize,
}

impl Length {
    /// True when the network would take it.
    pub fn fits(self) -> bool {
        self.used <= self.limit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_safe_and_its_own() {
        let named = |name: &str| Media { name: name.into(), ..Media::picture(Vec::new(), "image/png", "") }.file_name();
        assert_eq!(named("Simhallen på ön.png"), "Simhallen på ön.png");
        assert_eq!(named(r"C:\Bilder\bad.png"), "bad.png");
        assert_eq!(named("../../etc/passwd"), "passwd");
        assert_eq!(named("a\"\r\nb?.png"), "ab.png");
        for empty in ["", "...", "/", "\u{0}"] {
            assert_eq!(named(empty), "file.png", "{empty:?}");
        }
    }
}
