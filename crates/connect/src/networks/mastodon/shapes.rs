//! The server's JSON as it comes, and items made of it. Only what Torg needs is named; what may be missing somewhere may be missing here.
use jiff::Timestamp;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::server::Us;
use crate::item::{Attachment, Author, Change, Counts, Item, Kind, Spoiled};
use crate::text;

/// An account (docs: entities/Account).
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Account {
    #[serde(deserialize_with = "id")]
    pub(super) id: String,
    pub(super) acct: String,
    #[serde(default)]
    display_name: Option<String>,
    #[serde(default)]
    pub(super) url: Option<String>,
    #[serde(default)]
    pub(super) avatar: Option<String>,
}

/// A message (docs: entities/Status).
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Status {
    #[serde(deserialize_with = "status_id")]
    pub(super) id: String,
    pub(super) created_at: Timestamp,
    #[serde(default, deserialize_with = "maybe_status_id")]
    pub(super) in_reply_to_id: Option<String>,
    #[serde(default, deserialize_with = "maybe_id")]
    in_reply_to_account_id: Option<String>,
    #[serde(default)]
    spoiler_text: Option<String>,
    #[serde(default)]
    visibility: Option<String>,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    uri: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    content: Option<String>,
    pub(super) account: Account,
    #[serde(default)]
    pub(super) media_attachments: Option<Vec<MediaAttachment>>,
    #[serde(default)]
    mentions: Option<Vec<Mention>>,
    #[serde(default)]
    pub(super) poll: Option<Poll>,
    #[serde(default)]
    edited_at: Option<Timestamp>,
    #[serde(default)]
    favourites_count: Option<i64>,
    #[serde(default)]
    reblogs_count: Option<i64>,
    #[serde(default)]
    pub(super) replies_count: Option<i64>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct MediaAttachment {
    #[serde(deserialize_with = "id")]
    pub(super) id: String,
    #[serde(default, rename = "type")]
    kind: Option<String>,
    #[serde(default)]
    pub(super) url: Option<String>,
    #[serde(default)]
    remote_url: Option<String>,
    #[serde(default)]
    description: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
struct Mention {
    #[serde(default, deserialize_with = "maybe_id")]
    id: Option<String>,
    #[serde(default)]
    acct: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Poll {
    pub(super) options: Vec<PollOption>,
    #[serde(default)]
    pub(super) expires_at: Option<Timestamp>,
    #[serde(default)]
    pub(super) multiple: bool,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct PollOption {
    pub(super) title: String,
}

/// A notification (docs: entities/Notification), its message still as bytes.
#[derive(Debug, Deserialize)]
pub(super) struct Notification<'a> {
    #[serde(deserialize_with = "id")]
    pub(super) id: String,
    #[serde(rename = "type")]
    pub(super) kind: String,
    #[serde(default, borrow)]
    pub(super) status: Option<&'a RawValue>,
}

/// A thread (docs: entities/Context), its messages still as bytes.
#[derive(Debug, Deserialize)]
pub(super) struct Context<'a> {
    #[serde(borrow)]
    pub(super) ancestors: Vec<&'a RawValue>,
    #[serde(borrow)]
    pub(super) descendants: Vec<&'a RawValue>,
}

/// What makes items of statuses.
#[derive(Clone, Debug)]
pub(super) struct Reader {
    pub(super) us: Us,
    pub(super) domain: String,
    /// The thread's first message and whether it is ours, where known.
    pub(super) root: Option<(String, bool)>,
}

impl Reader {
    /// The item in `raw`; a message that cannot be understood is set aside with its bytes.
    pub(super) fn read(&self, raw: &RawValue) -> Result<Item, Spoiled> {
        match serde_json::from_str::<Status>(raw.get()) {
            Ok(status) => Ok(self.item(status, raw.get().as_bytes())),
            Err(fault) => Err(spoiled(raw.get(), &fault)),
        }
    }

    fn item(&self, status: Status, raw: &[u8]) -> Item {
        let ours = status.account.id == self.us.id;
        let kind = self.kind(&status, ours);
        let root = self.root.as_ref().map(|(id, _)| id.clone()).filter(|root| *root != status.id);
        let attachments = status.media_attachments.iter().flatten().filter_map(MediaAttachment::attachment).collect();
        let count = |told: Option<i64>| u32::try_from(told.unwrap_or_default().max(0)).unwrap_or(u32::MAX);
        Item {
            kind,
            author: Author {
                handle: format!("@{}", status.account.full_handle(&self.domain)),
                name: status.account.shown_name(),
                url: web(status.account.url.clone()),
                avatar_url: web(status.account.avatar.clone()),
                ours,
                remote_id: status.account.id.clone(),
            },
            text: status.plain_text(),
            warning: status.spoiler_text.as_deref().map(text::storable).filter(|warning| !warning.trim().is_empty()),
            language: status.language.clone().filter(|language| !language.is_empty()),
            written_at: status.created_at,
            parent: status.in_reply_to_id.clone(),
            root,
            url: status.address(),
            attachments,
            counts: Counts {
                favourites: count(status.favourites_count),
                boosts: count(status.reblogs_count),
                replies: count(status.replies_count),
            },
            change: status.edited_at.map_or(Change::Written, |at| Change::Edited { version: at.to_string() }),
            raw: raw.to_vec(),
            remote_id: status.id,
        }
    }

    fn kind(&self, status: &Status, ours: bool) -> Kind {
        if !status.is_for_everyone() {
            return Kind::Direct;
        }
        let answers_us = status.in_reply_to_account_id.as_ref() == Some(&self.us.id);
        let in_our_thread = self.root.as_ref().is_some_and(|(root, is_ours)| *is_ours && *root != status.id);
        let is_answer = status.in_reply_to_id.is_some();
        let same = |mention: &Mention| {
            let handle = mention.acct.as_deref().map(|acct| with_host(acct, &self.domain));
            mention.id.as_ref() == Some(&self.us.id) || handle.is_some_and(|handle| handle.eq_ignore_ascii_case(&self.us.handle))
        };
        let names_us = status.mentions.iter().flatten().any(same);
        match () {
            () if is_answer && (ours || answers_us || in_our_thread) => Kind::Comment,
            () if !ours && names_us => Kind::Mention,
            () if is_answer => Kind::Comment,
            () => Kind::Post,
        }
    }
}

impl Status {
    /// Where a person can see it.
    pub(super) fn address(&self) -> Option<String> {
        web(self.url.clone()).or_else(|| web(self.uri.clone()))
    }

    pub(super) fn plain_text(&self) -> String {
        let options = self.poll.iter().flat_map(|poll| &poll.options).map(|option| option.title.as_str());
        text::with_options(text::plain(self.content.as_deref().unwrap_or_default()), options)
    }

    /// Anything but public and unlisted is for fewer: `direct`, followers only (`private`, which is also what snac calls a direct
    /// message), or a server's own word. Answering such a message in public would tell what was not meant for all.
    fn is_for_everyone(&self) -> bool {
        matches!(self.visibility.as_deref(), None | Some("public" | "unlisted" | "local"))
    }
}

impl Account {
    /// `name@host`, also for people of this server, whom it calls `name`.
    pub(super) fn full_handle(&self, domain: &str) -> String {
        with_host(&self.acct, domain)
    }

    pub(super) fn shown_name(&self) -> String {
        let name = self.display_name.as_deref().map(text::storable).unwrap_or_default();
        if name.trim().is_empty() { self.acct.split('@').next().unwrap_or_default().to_owned() } else { name }
    }
}

impl MediaAttachment {
    fn attachment(&self) -> Option<Attachment> {
        let media_type = match self.kind.as_deref() {
            Some("gifv") => "video",
            Some(kind @ ("image" | "video" | "audio")) => kind,
            _ => "application/octet-stream",
        };
        let url = web(self.url.clone()).or_else(|| web(self.remote_url.clone()))?;
        let alt = text::storable(self.description.as_deref().unwrap_or_default());
        Some(Attachment { media_type: media_type.to_owned(), url, alt })
    }
}

fn with_host(acct: &str, domain: &str) -> String {
    let acct = acct.trim_start_matches('@');
    if acct.contains('@') { acct.to_owned() } else { format!("{acct}@{domain}") }
}

/// An address that may stand in a link. Anyone's server can write `javascript:` here.
pub(super) fn web(address: Option<String>) -> Option<String> {
    address.filter(|address| address.starts_with("https://") || address.starts_with("http://"))
}

/// Sets bytes aside, with their id where it can be read.
pub(super) fn spoiled(raw: &str, fault: &serde_json::Error) -> Spoiled {
    #[derive(Deserialize)]
    struct OnlyId {
        #[serde(deserialize_with = "status_id")]
        id: String,
    }
    let remote_id = serde_json::from_str::<OnlyId>(raw).map(|only| only.id).ok();
    Spoiled { remote_id, reason: text::storable(&fault.to_string()), raw: raw.as_bytes().to_vec() }
}

/// snac makes a message's id of ten digits (when it was last changed) and 32 hexadecimal ones (which message it is), and answers
/// to any digits in front. With zeros there, an edited message keeps its id.
pub(super) fn stable_id(id: &str) -> String {
    let (changed, which) = id.split_at_checked(10).unwrap_or((id, ""));
    let is_snac = which.len() == 32
        && changed.bytes().all(|byte| byte.is_ascii_digit())
        && which.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'));
    if is_snac { format!("0000000000{which}") } else { id.to_owned() }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum TextOrNumber {
    Text(String),
    Number(u64),
}

impl TextOrNumber {
    fn text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Number(number) => number.to_string(),
        }
    }
}

fn id<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(TextOrNumber::deserialize(from)?.text())
}

fn maybe_id<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let told = Option::<TextOrNumber>::deserialize(from)?.map(TextOrNumber::text);
    Ok(told.filter(|id| !id.is_empty()))
}

fn status_id<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(stable_id(&id(from)?))
}

fn maybe_status_id<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Ok(maybe_id(from)?.as_deref().map(stable_id))
}
