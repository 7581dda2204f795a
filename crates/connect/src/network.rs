//! The contract: what a network is to the desk, with capabilities by type.
use async_trait::async_trait;

use crate::connection::Connection;
use crate::item::{Batch, Item};
use crate::outgoing::{Found, Length, Outgoing, Posted, Repeating};
use crate::trouble::Trouble;

/// What a network says of itself; forms, the channel register and the docs derive from it.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// `mastodon`: in URLs, settings and the database.
    pub name: &'static str,
    /// `Mastodon`: to people.
    pub label: &'static str,
    /// One or two letters for the small mark beside a picture.
    pub mark: &'static str,
    /// For the reference page: what it can do here, its limits and quirks. Markdown.
    pub docs: &'static str,
    /// What a person must fill in to add a channel. Labels stand in the locales as `network-<name>-<key>` and `…-hint`.
    pub settings: &'static [Setting],
}

/// One thing a person fills in.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// `instance`, `token`.
    pub key: &'static str,
    /// What kind of field it is.
    pub kind: SettingKind,
    /// Whether it may be left empty.
    pub required: bool,
    /// Shown as an example; an example domain.
    pub example: &'static str,
}

/// What kind of field a setting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingKind {
    /// Plain words.
    Text,
    /// An address with scheme.
    Url,
    /// Encrypted at rest, never shown again.
    Secret,
}

/// The account behind a channel, as the network shows it: what a person sees before saving.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The network's stable id.
    pub remote_id: String,
    /// Full handle without a leading `@`, with host: `city@social.example`.
    pub handle: String,
    /// The name shown.
    pub name: String,
    /// The public profile.
    pub url: Option<String>,
    /// The picture.
    pub avatar_url: Option<String>,
}

/// What fits. From the network's own answer where it tells (invariant 11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Limits {
    /// Longest text, in the network's own unit.
    pub text: usize,
    /// Longest text in UTF-8 bytes, where the network also counts those.
    pub text_bytes: Option<usize>,
    /// What a web address counts, where the network shortens them.
    pub characters_per_url: Option<usize>,
    /// Pictures a message may have.
    pub media: usize,
    /// Longest alt text.
    pub alt: usize,
    /// Largest picture in bytes.
    pub media_bytes: usize,
    /// Largest film in bytes, where films can be sent.
    #[serde(default)]
    pub film_bytes: Option<usize>,
    /// Longest headline in characters, where there is one.
    #[serde(default)]
    pub title: Option<usize>,
    /// What a poll may be, where there are polls.
    #[serde(default)]
    pub poll: Option<PollLimits>,
    /// True when the network told these itself; false when they are its documented defaults.
    pub from_network: bool,
}

impl Limits {
    /// The documented limits of a network that takes `text` characters and nothing beside them; what more it takes is added.
    pub const fn documented(text: usize) -> Self {
        Self {
            text,
            text_bytes: None,
            characters_per_url: None,
            media: 0,
            alt: 0,
            media_bytes: 0,
            film_bytes: None,
            title: None,
            poll: None,
            from_network: false,
        }
    }
}

/// What a poll may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PollLimits {
    /// Most answers to choose from.
    pub options: usize,
    /// Longest answer in characters.
    pub option: usize,
    /// Shortest time it is open, in seconds.
    pub shortest: u32,
    /// Longest time it is open, in seconds.
    pub longest: u32,
}

/// What a message can have beside its text. What a network has not, has no field in the composer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The page it is about, as a card.
    Card,
    /// Captions for films.
    Captions,
    /// Films.
    Film,
    /// The point of a picture that stays in sight.
    Focus,
    /// Pictures with alt text.
    Pictures,
    /// A poll.
    Poll,
    /// A long text goes on in answers to itself.
    Thread,
    /// A headline.
    Title,
    /// A content warning.
    Warning,
}

/// One network. What it cannot do has no button: the method returns `None`.
#[async_trait]
pub trait Network: Send + Sync {
    /// Name, label, docs, settings.
    fn about(&self) -> &'static About;

    /// Asks who we are there: verifies settings and credentials. Also "are you well?" for the channel register.
    async fn account(&self, connection: &Connection) -> Result<Account, Trouble>;

    /// Signing in at the network itself (OAuth) instead of pasting a token.
    fn authorising(&self) -> Option<&dyn Authorising> {
        None
    }
    /// Hearing what others write.
    fn listening(&self) -> Option<&dyn Listening> {
        None
    }
    /// Writing.
    fn publishing(&self) -> Option<&dyn Publishing> {
        None
    }
    /// Hiding what others wrote under our posts.
    fn moderating(&self) -> Option<&dyn Moderating> {
        None
    }
    /// Reading and setting the text on the account's public profile.
    fn profiling(&self) -> Option<&dyn Profiling> {
        None
    }
    /// True where no program can write or hear: the desk asks a person to carry each message there ([`Trouble::ByHand`]), and to enter
    /// what others wrote.
    fn by_hand(&self) -> bool {
        false
    }
    /// Where the desk itself shows the account, when the desk is the network: a path on its own address.
    fn hosted_at(&self, account: &Account) -> Option<String> {
        let _ = account;
        None
    }
    /// Being told by the network itself when something happens (webhooks).
    fn hooking(&self) -> Option<&dyn Hooking> {
        None
    }
}

/// What a started sign-in needs to be finished. Serialised by the desk between the two steps, encrypted.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Authorisation {
    /// Where the person's browser goes.
    pub url: String,
    /// What [`Authorising::finish`] needs again (client id and secret, PKCE verifier, state).
    pub pending: String,
    /// The `state` value the network sends back; the desk compares it.
    pub state: String,
}

/// What a finished sign-in gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authorised {
    /// Secrets by setting key.
    pub secrets: Vec<(&'static str, crate::Secret)>,
    /// For how long they hold; none where they do not end, or the network does not say.
    pub holds_for: Option<jiff::SignedDuration>,
}

/// Signing in at the network itself.
#[async_trait]
pub trait Authorising: Send + Sync {
    /// The secrets that signing in brings; the others a person fills in first.
    fn brings(&self) -> &'static [&'static str] {
        &["token"]
    }
    /// Registers the desk where needed and says where to send the person's browser. `redirect` is the desk's callback address.
    async fn start(&self, connection: &Connection, redirect: &str) -> Result<Authorisation, Trouble>;
    /// Turns the code the browser came back with into secrets.
    async fn finish(&self, connection: &Connection, pending: &str, redirect: &str, code: &str) -> Result<Authorised, Trouble>;
}

/// A hint from a live stream. Truth comes by [`Listening::since`] and [`Listening::look`]; a lost hint costs only time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signal {
    /// Something new: ask [`Listening::since`]. Also sent once after every (re)connection, which fills the gap.
    News,
    /// This message was edited or deleted: ask [`Listening::look`].
    Touched {
        /// Its remote id.
        remote_id: String,
    },
}

/// Hearing what others write to and under the channel's account.
#[async_trait]
pub trait Listening: Send + Sync {
    /// What came after `cursor` (`None`: from now on, with at most the network's first page of what already waits),
    /// oldest first. Asking twice with one cursor gives the same items: nothing is lost between the network and the record.
    async fn since(&self, connection: &Connection, cursor: Option<&str>) -> Result<Batch, Trouble>;

    /// The whole thread around a message: what it answers up to the first, and all answers, ours too. Oldest first.
    async fn thread(&self, connection: &Connection, remote_id: &str) -> Result<Batch, Trouble>;

    /// One message as it is now; `None` when it is gone at its source.
    async fn look(&self, connection: &Connection, remote_id: &str) -> Result<Option<Item>, Trouble>;

    /// How often the desk asks when nothing wakes it; seldomer where each look costs.
    fn pace(&self) -> jiff::SignedDuration {
        jiff::SignedDuration::from_secs(20)
    }

    /// Keeps a live stream open and calls `hear` for each hint, reconnecting by itself with growing pauses. Returns only with a
    /// trouble that will not pass (dead token), or `Ok` when the network has no stream: the desk then polls.
    async fn stream(&self, connection: &Connection, hear: &(dyn Fn(Signal) + Send + Sync)) -> Result<(), Trouble> {
        let _ = (connection, hear);
        Ok(())
    }
}

/// Being told by the network itself. What it tells is a hint, as from a stream: truth comes by [`Listening::since`] and
/// [`Listening::look`], so a lost, doubled or late telling costs only time.
pub trait Hooking: Send + Sync {
    /// The network asks whether the address is ours: what to answer, or `None` when the question is not for this channel.
    fn greet(&self, connection: &Connection, query: &[(String, String)]) -> Option<String>;
    /// Checks that the network sent this, by its signature over the raw bytes, and gives the hints in it. `headers` have lower-case
    /// names. A wrong or missing signature is [`Trouble::Unauthorised`]; what is signed and makes no sense is [`Trouble::Nonsense`].
    fn hear(&self, connection: &Connection, headers: &[(String, String)], body: &[u8]) -> Result<Vec<Signal>, Trouble>;
}

/// Writing as the channel's account.
#[async_trait]
pub trait Publishing: Send + Sync {
    /// What a message that starts something can have, alphabetical; empty when only answers can be written here.
    fn parts(&self) -> &'static [Part];
    /// What such a message must have, beside or instead of text (a picture on Instagram, a headline on a site).
    fn demands(&self) -> &'static [Part] {
        &[]
    }
    /// Whether a message that answers nothing can be written here.
    fn starts(&self) -> bool {
        true
    }
    /// File types that can be sent.
    fn media_types(&self) -> &'static [&'static str] {
        &["image/gif", "image/jpeg", "image/png", "image/webp"]
    }

    /// What fits, asked of the network and remembered on the connection.
    async fn limits(&self, connection: &Connection) -> Result<Limits, Trouble>;

    /// A text's length by the network's own counting rule. Pure. `reply_to` counts where naming the person is part of the text.
    fn length(&self, limits: &Limits, outgoing: &Outgoing) -> Length;

    /// Whether sending twice can post twice.
    fn repeating(&self) -> Repeating;

    /// Sends. On a [`Trouble`] that [`Trouble::may_have_arrived`], call [`Publishing::find`] before anything else.
    async fn publish(&self, connection: &Connection, outgoing: &Outgoing) -> Result<Posted, Trouble>;

    /// Looks for an earlier try of the same `outgoing` among the account's own messages: by key where the network keeps it, else by
    /// text, parent and time.
    async fn find(&self, connection: &Connection, outgoing: &Outgoing) -> Result<Found, Trouble>;

    /// Replaces the text of our own message, where the network can.
    async fn edit(&self, connection: &Connection, remote_id: &str, outgoing: &Outgoing) -> Result<Posted, Trouble>;

    /// True when [`Publishing::edit`] works here; else there is no button.
    fn can_edit(&self) -> bool;

    /// Deletes our own message. Deleting what is gone already is fine.
    async fn delete(&self, connection: &Connection, remote_id: &str) -> Result<(), Trouble>;
}

/// How much text fits on a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProfileLimit {
    /// Longest text, as [`Profiling::profile_length`] counts.
    pub text: usize,
    /// True when the network told it itself; false when it is the documented default.
    pub from_network: bool,
}

/// Reading and setting the text on the account's public profile. Setting the same text twice changes nothing.
#[async_trait]
pub trait Profiling: Send + Sync {
    /// What fits, asked of the network where it tells.
    async fn profile_limit(&self, connection: &Connection) -> Result<ProfileLimit, Trouble>;
    /// The documented limit, before anyone has asked.
    fn documented_profile_limit(&self) -> usize;
    /// A text's length by the network's own counting rule. Pure.
    fn profile_length(&self, text: &str) -> usize;
    /// The text as it stands there now, plain; empty when there is none.
    async fn profile(&self, connection: &Connection) -> Result<String, Trouble>;
    /// Replaces the text and leaves all else on the profile as it is.
    async fn set_profile(&self, connection: &Connection, text: &str) -> Result<(), Trouble>;
}

/// Hiding what others wrote under our posts. The desk keeps evidence first (invariant 6).
#[async_trait]
pub trait Moderating: Send + Sync {
    /// Hides another's answer in our thread. `root` is our first message there.
    async fn hide(&self, connection: &Connection, root: &str, remote_id: &str) -> Result<(), Trouble>;
    /// Shows it again.
    async fn unhide(&self, connection: &Connection, root: &str, remote_id: &str) -> Result<(), Trouble>;
}
