//! The shapes of what the servers answer, as far as a desk reads them. What matters little is read leniently: a strange picture must
//! not cost a citizen's question.
use jiff::Timestamp;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::trouble::Trouble;

/// `app.bsky.actor.defs#profileViewBasic` and its larger sisters; also who is signed in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Profile {
    pub(super) did: String,
    pub(super) handle: String,
    pub(super) display_name: Option<String>,
    pub(super) avatar: Option<String>,
}

/// `com.atproto.repo.strongRef`: a record and its version.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, serde::Serialize)]
pub(super) struct StrongRef {
    pub(super) uri: String,
    pub(super) cid: String,
}

/// What a post answers.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, serde::Serialize)]
pub(super) struct ReplyRef {
    pub(super) root: StrongRef,
    pub(super) parent: StrongRef,
}

/// `app.bsky.feed.post`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PostRecord {
    #[serde(rename = "$type")]
    pub(super) kind: Option<String>,
    pub(super) text: String,
    pub(super) created_at: Option<String>,
    pub(super) reply: Option<ReplyRef>,
    #[serde(default)]
    pub(super) langs: Value,
    #[serde(default)]
    pub(super) facets: Value,
    #[serde(default)]
    pub(super) embed: Value,
    #[serde(default)]
    pub(super) labels: Value,
}

/// `app.bsky.feed.defs#postView` and `app.bsky.notification.listNotifications#notification`, which share these fields.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PostView {
    pub(super) uri: String,
    pub(super) cid: String,
    pub(super) author: Profile,
    pub(super) record: PostRecord,
    pub(super) indexed_at: Timestamp,
    #[serde(default)]
    pub(super) embed: Value,
    #[serde(default)]
    pub(super) labels: Value,
    #[serde(default)]
    pub(super) reply_count: i64,
    #[serde(default)]
    pub(super) repost_count: i64,
    #[serde(default)]
    pub(super) quote_count: i64,
    #[serde(default)]
    pub(super) like_count: i64,
}

/// `app.bsky.notification.listNotifications`.
#[derive(Deserialize)]
pub(super) struct Notifications<'a> {
    pub(super) cursor: Option<String>,
    #[serde(borrow)]
    pub(super) notifications: Vec<&'a RawValue>,
}

/// `app.bsky.feed.getPosts`.
#[derive(Deserialize)]
pub(super) struct Posts<'a> {
    #[serde(borrow)]
    pub(super) posts: Vec<&'a RawValue>,
}

/// `app.bsky.feed.getPostThread`. Posts that are deleted or withheld from us have no `post`.
#[derive(Deserialize)]
pub(super) struct Thread<'a> {
    #[serde(borrow)]
    pub(super) thread: Node<'a>,
}

/// A post with what stands above and below it.
#[derive(Deserialize)]
pub(super) struct Node<'a> {
    #[serde(borrow, default)]
    pub(super) post: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) parent: Option<Box<Node<'a>>>,
    #[serde(borrow, default)]
    pub(super) replies: Option<Vec<Node<'a>>>,
}

/// `com.atproto.repo.getRecord`.
#[derive(Deserialize)]
pub(super) struct Record {
    pub(super) cid: Option<String>,
    pub(super) value: Value,
}

/// `chat.bsky.convo.getLog`.
#[derive(Deserialize)]
pub(super) struct Log<'a> {
    pub(super) cursor: Option<String>,
    #[serde(borrow)]
    pub(super) logs: Vec<&'a RawValue>,
}

/// One line of the log; only written messages have a message we read.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LogLine<'a> {
    #[serde(rename = "$type")]
    pub(super) kind: String,
    #[serde(default)]
    pub(super) convo_id: String,
    #[serde(borrow, default)]
    pub(super) message: Option<&'a RawValue>,
    #[serde(default)]
    pub(super) related_profiles: Vec<Profile>,
}

/// `chat.bsky.convo.listConvos`.
#[derive(Deserialize)]
pub(super) struct Convos<'a> {
    #[serde(borrow)]
    pub(super) convos: Vec<Convo<'a>>,
}

/// `chat.bsky.convo.getConvo` and `getConvoForMembers`.
#[derive(Deserialize)]
pub(super) struct OneConvo<'a> {
    #[serde(borrow)]
    pub(super) convo: Convo<'a>,
}

/// `chat.bsky.convo.defs#convoView`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Convo<'a> {
    pub(super) id: String,
    #[serde(default)]
    pub(super) members: Vec<Profile>,
    #[serde(default)]
    pub(super) unread_count: i64,
    #[serde(borrow, default)]
    pub(super) last_message: Option<&'a RawValue>,
}

/// `chat.bsky.convo.getMessages`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Messages<'a> {
    pub(super) cursor: Option<String>,
    #[serde(borrow)]
    pub(super) messages: Vec<&'a RawValue>,
    #[serde(default)]
    pub(super) related_profiles: Vec<Profile>,
}

/// `chat.bsky.convo.defs#messageView`; a deleted message has no text, a system message no sender.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Message {
    pub(super) id: String,
    pub(super) text: Option<String>,
    #[serde(default)]
    pub(super) facets: Value,
    #[serde(default)]
    pub(super) embed: Value,
    pub(super) sender: Option<Sender>,
    pub(super) sent_at: Timestamp,
    #[serde(default)]
    pub(super) reply_to: Value,
}

/// Who wrote a direct message.
#[derive(Deserialize)]
pub(super) struct Sender {
    pub(super) did: String,
}

/// Reads an answer that borrows from its body. The reason never quotes the body.
pub(super) fn read<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, Trouble> {
    serde_json::from_slice(body).map_err(|fault| {
        let what = if serde_json::from_slice::<IgnoredAny>(body).is_ok() {
            "a field is missing or of another type"
        } else {
            "it is not JSON"
        };
        Trouble::Nonsense { reason: format!("{what} (line {}, column {})", fault.line(), fault.column()) }
    })
}
