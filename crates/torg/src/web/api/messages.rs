//! Messages as programs see them: what was written in a channel, in or out, with every version that was seen.
use axum::Json;
use axum::extract::{OriginalUri, State};
use jiff::Timestamp;
use serde::Serialize;
use store::Conn;
use utoipa::ToSchema;

use super::body::{Asked, Named};
use super::caller::Caller;
use super::conversations::visible;
use super::paging::{Page, WhichPage};
use crate::govern::reach::Reach;
use crate::ground::problem::not_found;
use crate::ground::{AuthorId, ChannelId, ConversationId, DeliveryId, Desk, EntryId, MessageId, Problem};
use crate::participate::{shown, thread};
use crate::records::author;
use crate::records::message::{self, Direction, Text};

/// Someone who writes in our channels, as their network shows them now.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Author {
    /// Our id for them.
    pub(super) id: AuthorId,
    /// Which network.
    #[schema(example = "mastodon")]
    pub(super) network: String,
    /// Their handle there.
    #[schema(example = "ase@social.example")]
    pub(super) handle: String,
    /// The name shown; may be empty.
    #[schema(example = "Åse Lind")]
    pub(super) name: String,
    /// Their public profile.
    #[schema(example = "https://social.example/@ase")]
    pub(super) url: Option<String>,
    /// First time they wrote to us.
    #[schema(example = "2026-11-20T06:23:00Z")]
    pub(super) first_at: Timestamp,
    /// Latest time.
    #[schema(example = "2026-11-20T06:23:00Z")]
    pub(super) last_at: Timestamp,
}

impl From<author::Author> for Author {
    fn from(author: author::Author) -> Self {
        let author::Author { id, network, handle, name, url, avatar_url: _, first_at, last_at } = author;
        Self { id, network, handle, name, url, first_at, last_at }
    }
}

/// A picture, film or sound, as it lies at the network.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Attachment {
    /// `image/png`, or `image`, `video`, `audio` where the network says no more.
    #[schema(example = "image/png")]
    media_type: String,
    /// Where it lies.
    #[schema(example = "https://social.example/media/1.png")]
    url: String,
    /// The alt text; empty when the writer gave none.
    #[schema(example = "Brunt vatten i ett glas")]
    alt: String,
}

/// Anything written in a channel, in or out.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Message {
    /// Its id.
    id: MessageId,
    /// The conversation it stands in.
    conversation: ConversationId,
    /// The channel it was written in.
    channel: ChannelId,
    /// The network's own id.
    #[schema(example = "113512345678901234")]
    remote_id: String,
    /// To us or from us.
    direction: Direction,
    /// `post`, `comment`, `mention` or `direct`.
    #[schema(example = "comment")]
    kind: String,
    /// The network's id of what it answers.
    #[schema(example = "113512345678901200")]
    parent_remote_id: Option<String>,
    /// Where a person can see it.
    #[schema(example = "https://social.example/@ase/113512345678901234")]
    url: Option<String>,
    /// Who wrote it; null for our own.
    author: Option<Author>,
    /// What it says, plain, as the desk's pages show it: letters and digits of identity numbers, bank accounts and cards are `●`. Null when it was erased
    /// under a decision.
    #[schema(example = "När öppnar simhallen igen?")]
    text: Option<String>,
    /// Content warning or subject.
    #[schema(example = json!(null))]
    warning: Option<String>,
    /// Pictures, films, sound.
    attachments: Vec<Attachment>,
    /// The retention decision under which it was erased.
    #[schema(example = json!(null))]
    erased_under: Option<String>,
    /// The language it is written in, as far as can be told.
    #[schema(example = "sv")]
    language: Option<String>,
    /// Kinds of findings in it, each once.
    #[schema(example = json!(["email"]))]
    marks: Vec<String>,
    /// The version that stands now, from 1.
    #[schema(example = 1)]
    version: i64,
    /// When the network says it was written.
    #[schema(example = "2026-11-20T06:23:00Z")]
    written_at: Timestamp,
    /// When the desk got it.
    #[schema(example = "2026-11-20T06:23:04.120Z")]
    received_at: Timestamp,
    /// When it was seen to be gone at its source. What we have of it stays.
    #[schema(example = json!(null))]
    gone_at: Option<Timestamp>,
    /// Likes, favourites, as last told.
    #[schema(example = 3)]
    favourites: i64,
    /// Boosts, reposts.
    #[schema(example = 0)]
    boosts: i64,
    /// Answers.
    #[schema(example = 1)]
    replies: i64,
    /// The delivery that brought it out, when it was written at the desk.
    delivery: Option<DeliveryId>,
}

/// Marks as the database keeps them, a space between, as a list.
pub(super) fn marks(kept: &str) -> Vec<String> {
    kept.split(' ').filter(|mark| !mark.is_empty()).map(str::to_owned).collect()
}

impl Message {
    /// Dresses a message with its author and text.
    pub(super) fn read(conn: &mut Conn, message: message::Message) -> Result<Self, Problem> {
        let author = match message.author {
            Some(id) => author::find(conn, id)?,
            None => None,
        };
        let text = message::text(conn, message.content)?;
        Self::dressed(conn, message, author, text)
    }

    /// A message with the author and text that were read already.
    pub(super) fn dressed(
        conn: &mut Conn,
        message: message::Message,
        author: Option<author::Author>,
        text: Text,
    ) -> Result<Self, Problem> {
        let findings = thread::findings(conn, &message)?;
        let (said, erased_under) = match text {
            Text::Said(said) => (Some(said), None),
            Text::Erased { decision } => (None, Some(decision)),
        };
        let (text, warning, attachments) = match said {
            Some(said) => {
                (Some(shown::plain(&said.text, &findings)), said.warning.map(|warning| shown::masked(&warning)), said.attachments)
            }
            None => (None, None, Vec::new()),
        };
        let attachments = attachments.into_iter().map(|one| Attachment {
            media_type: one.media_type,
            url: one.url,
            alt: shown::masked(&one.alt),
        });
        Ok(Self {
            id: message.id,
            conversation: message.conversation,
            channel: message.channel,
            remote_id: message.remote_id,
            direction: message.direction,
            kind: message.kind,
            parent_remote_id: message.parent_remote_id,
            url: message.url,
            author: author.map(Author::from),
            text,
            warning,
            attachments: attachments.collect(),
            erased_under,
            language: message.language,
            marks: marks(&message.marks),
            version: message.version,
            written_at: message.written_at,
            received_at: message.received_at,
            gone_at: message.gone_at,
            favourites: message.favourites,
            boosts: message.boosts,
            replies: message.replies,
            delivery: message.delivery,
        })
    }
}

/// What the screen saw in a version's text. It hides and drops nothing.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Finding {
    /// Where it begins in the text, in Unicode characters from 0.
    #[schema(example = 10)]
    starts_at: usize,
    /// … and ends, exclusive.
    #[schema(example = 25)]
    ends_at: usize,
    /// `swedish-personal-number`, `email`, `phone` …
    #[schema(example = "email")]
    kind: String,
    /// Which rule saw it.
    #[schema(example = "email")]
    rule: String,
    /// How sure.
    #[schema(example = "high")]
    confidence: String,
    /// The versions of the rules that it was marked by: those that Torg brings, and the authority's own with their number. Null for what
    /// was marked before this was kept.
    #[schema(example = "2026-11-27 + KS 2026/118 (3)")]
    rules: Option<String>,
}

/// A message as it was at one time.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Version {
    /// 1, 2, …
    #[schema(example = 1)]
    number: i64,
    /// `written`, `edited` or `deleted`.
    #[schema(example = "written")]
    change: String,
    /// When the desk saw it.
    #[schema(example = "2026-11-20T06:23:04.120Z")]
    at: Timestamp,
    /// The entry that records it.
    entry: EntryId,
    /// What it said, hidden what the desk's pages hide; null when it was erased.
    #[schema(example = "När öppnar simhallen igen?")]
    text: Option<String>,
    /// Address of the content: SHA-256 of its salt and bytes, hexadecimal.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    content: String,
    /// Address of the network's own bytes.
    #[schema(example = "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752")]
    raw: String,
    /// What the screen saw in it.
    findings: Vec<Finding>,
}

/// A message with every version that was seen.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct MessageInFull {
    /// The message as it stands.
    message: Message,
    /// Every version, the first first.
    versions: Vec<Version>,
}

fn findings(text: &str, found: Vec<message::Finding>) -> Vec<Finding> {
    let characters = |bytes: usize| text.get(..bytes).map_or(0, |before| before.chars().count());
    found
        .into_iter()
        .map(|finding| Finding {
            starts_at: characters(finding.starts_at),
            ends_at: characters(finding.ends_at),
            kind: finding.kind,
            rule: finding.rule,
            confidence: finding.confidence,
            rules: finding.rules,
        })
        .collect()
}

fn version(conn: &mut Conn, message: MessageId, version: message::Version) -> Result<Version, Problem> {
    let text = message::text(conn, version.content)?;
    let found = message::findings(conn, message, version.number)?;
    let text = match text {
        Text::Said(said) => Some(said.text),
        Text::Erased { .. } => None,
    };
    Ok(Version {
        number: version.number,
        change: version.change,
        at: version.at,
        entry: version.entry,
        text: text.as_deref().map(|text| shown::plain(text, &found)),
        findings: findings(text.as_deref().unwrap_or_default(), found),
        content: version.content.to_string(),
        raw: version.raw.to_string(),
    })
}

fn in_full(conn: &mut Conn, reach: &Reach, id: MessageId) -> Result<MessageInFull, Problem> {
    let message = message::find(conn, id)?.ok_or_else(not_found)?;
    visible(conn, reach, message.conversation)?;
    let versions = message::versions(conn, id)?.into_iter().map(|one| version(conn, id, one)).collect::<Result<_, _>>()?;
    Ok(MessageInFull { message: Message::read(conn, message)?, versions })
}

/// Lists a conversation's messages.
///
/// The latest first, as they came to the desk. A message that was edited or deleted at its source stands here once, as it is now;
/// its versions stand at its own address.
#[utoipa::path(get, path = "/conversations/{conversationId}/messages", operation_id = "listMessages", tag = "conversations",
    params(("conversationId" = ConversationId, Path, description = "The conversation."), WhichPage), security(("token" = ["read"])),
    responses((status = 200, description = "A page of messages.", body = Page<Message>)))]
pub(super) async fn list(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ConversationId>,
    Asked(which): Asked<WhichPage>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<Message>>, Problem> {
    let place = which.place::<i64>(here)?;
    let page = caller.reads(&desk, move |conn, reach| {
        visible(conn, reach, id)?;
        let page =
            place.page(message::latest(conn, id, place.after.unwrap_or(i64::MAX), place.asks_for())?, |message| message.n)?;
        let items = page.items.into_iter().map(|message| Message::read(conn, message)).collect::<Result<_, _>>()?;
        Ok(Page { items, next: page.next })
    });
    Ok(Json(page.await?))
}

/// Shows a message with its versions.
///
/// Every version that the desk has seen, with what the screen found in it and the entry that records it.
#[utoipa::path(get, path = "/messages/{messageId}", operation_id = "getMessage", tag = "conversations",
    params(("messageId" = MessageId, Path, description = "The message.")), security(("token" = ["read"])),
    responses((status = 200, description = "The message.", body = MessageInFull)))]
pub(super) async fn find(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<MessageId>,
) -> Result<Json<MessageInFull>, Problem> {
    Ok(Json(caller.reads(&desk, move |conn, reach| in_full(conn, reach, id)).await?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_are_counted_in_characters() {
        let found = message::Finding {
            starts_at: "Åsa 👩‍👩‍👧: ".len(),
            ends_at: "Åsa 👩‍👩‍👧: a@b.example".len(),
            kind: "email".into(),
            rule: "email".into(),
            confidence: "high".into(),
            rules: None,
        };
        let told = findings("Åsa 👩‍👩‍👧: a@b.example", vec![found]);
        assert_eq!((told[0].starts_at, told[0].ends_at), (11, 22));
        assert_eq!(marks(" email  phone "), ["email", "phone"]);
    }
}
