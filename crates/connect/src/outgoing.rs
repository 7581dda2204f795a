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
    /// Content warning.
    pub warning: Option<String>,
    /// Pictures with alt text.
    pub media: Vec<Media>,
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
#[derive(Clone, Debug)]
pub struct Media {
    /// The file.
    pub bytes: Vec<u8>,
    /// `image/jpeg`.
    pub media_type: String,
    /// What it shows, for those who cannot see it.
    pub alt: String,
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
