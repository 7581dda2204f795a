//! What comes in: items as the desk records them, and the raw bytes they came from.
use jiff::Timestamp;

/// One thing written in a channel, as the network told it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The network's own id, unique within the channel (status id, AT-URI).
    pub remote_id: String,
    /// What sort of message it is to us.
    pub kind: Kind,
    /// Who wrote it.
    pub author: Author,
    /// Plain text as a reader sees it, line breaks as `\n`. Never HTML.
    pub text: String,
    /// Content warning or subject, where the network has one.
    pub warning: Option<String>,
    /// Language tag the writer's program gave (often wrong).
    pub language: Option<String>,
    /// When the network says it was written. Networks' clocks lie; the desk keeps its own time of arrival beside it.
    pub written_at: Timestamp,
    /// Remote id of what it answers.
    pub parent: Option<String>,
    /// Remote id of the first message of the thread, where the network tells it.
    pub root: Option<String>,
    /// Where a person can see it.
    pub url: Option<String>,
    /// Pictures, films, sound.
    pub attachments: Vec<Attachment>,
    /// Favourites, boosts, replies.
    pub counts: Counts,
    /// Whether this is a first version, an edit or a deletion.
    pub change: Change,
    /// The network's own bytes for this item, kept by hash.
    pub raw: Vec<u8>,
}

/// What sort of message an item is to the account that hears it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Our own first message, or another's that ours answers.
    Post,
    /// An answer in a thread of ours.
    Comment,
    /// We are named in somebody's own thread.
    Mention,
    /// For us alone.
    Direct,
}

/// Who wrote something, as the network shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// The network's stable id (account id, DID), not the handle, which people change.
    pub remote_id: String,
    /// `@ase@social.example`, `ase.example.com`.
    pub handle: String,
    /// The name shown; may be empty.
    pub name: String,
    /// The public profile.
    pub url: Option<String>,
    /// The picture.
    pub avatar_url: Option<String>,
    /// True when it is the channel's own account.
    pub ours: bool,
}

/// A picture, film or sound on a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// `image/png`, or `image`, `video`, `audio` where the network says no more.
    pub media_type: String,
    /// Where it lies at the network.
    pub url: String,
    /// The alt text, empty when the writer gave none.
    pub alt: String,
}

/// How often it was liked, passed on, answered, as last told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Likes, favourites.
    pub favourites: u32,
    /// Boosts, reposts.
    pub boosts: u32,
    /// Answers.
    pub replies: u32,
}

/// What happened to a message at its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// As first written.
    Written,
    /// Changed there; the network's word for this version (time of edit, CID), so that the same edit told twice is one version.
    Edited {
        /// Tells this version from others of the same message.
        version: String,
    },
    /// Gone there. Text is empty.
    Deleted,
}

/// What a call to [`crate::Listening::since`] brought.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// Oldest first. An item that could not be understood is set aside, never stops the rest.
    pub items: Vec<Result<Item, Spoiled>>,
    /// Where to go on; the desk stores it in the same transaction as the items.
    pub cursor: String,
    /// True when more waits already.
    pub more: bool,
}

/// Bytes that should have been an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoiled {
    /// The network's id, where it could be read.
    pub remote_id: Option<String>,
    /// What was wrong, in English, for the log and the set-aside list.
    pub reason: String,
    /// The bytes as they came.
    pub raw: Vec<u8>,
}
