//! Entering by hand what was written in a network that no program hears (R098): the words go the way of every item, and the record says
//! who entered them.
use axum::http::StatusCode;
use connect::{Author, Change, Counts, Item, Kind};
use jiff::Timestamp;
use store::Conn;

use super::intake::Prepared;
use super::round;
use crate::govern::channel::{self, Channel};
use crate::govern::mandate::{Answer, Mandate, Read};
use crate::govern::{Officer, Scope};
use crate::ground::clock::Clock;
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, ConversationId, MessageId, Problem, refuse};
use crate::participate::conversation;
use crate::records::message::{self, Attached, Direction, Text};
use crate::records::{Act, Committed, Event, content};

/// Longest words that are taken in by hand, in characters.
pub const LONGEST: usize = 100_000;
/// Longest name, handle or address, in characters.
const LONGEST_LINE: usize = 500;

/// What someone saw written.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "as the form names them")]
pub struct Seen {
    pub name: String,
    pub handle: String,
    pub text: String,
    /// When it was written; none: now.
    pub written_at: Option<Timestamp>,
    /// Its own address, where it has one.
    pub url: String,
    /// The message that it answers.
    pub answers: Option<MessageId>,
    /// For us alone.
    pub direct: bool,
}

/// What became of a message since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Since {
    /// It reads so now.
    Reads(String),
    /// It is not there any more.
    Gone,
}

/// A picture of the screen, kept as it is: it is evidence.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Its name.
    pub name: String,
    /// `image/png`, by its bytes.
    pub media_type: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Largest picture of a screen.
pub const LARGEST: usize = 12 * 1024 * 1024;
/// Most pictures at once.
pub const MOST: usize = 5;

impl Evidence {
    /// A picture by its bytes, not by its name.
    pub fn new(name: &str, bytes: Vec<u8>) -> Result<Self, Problem> {
        if bytes.len() > LARGEST {
            let refusal = refuse(StatusCode::PAYLOAD_TOO_LARGE, "refuse-media-large");
            return Err(refusal.with("megabytes", LARGEST / 1024 / 1024).into());
        }
        let media_type = match bytes.as_slice() {
            [0x89, b'P', b'N', b'G', ..] => "image/png",
            [0xff, 0xd8, 0xff, ..] => "image/jpeg",
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
            _ => return Err(refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, "refuse-evidence-kind").into()),
        };
        let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let name = last.chars().filter(|sign| !sign.is_control()).take(120).collect();
        Ok(Self { name, media_type, bytes })
    }
}

/// The channel with the mandate to answer in it, where it is kept by hand. Whoever may not read there does not learn of it.
pub fn with_mandate(
    conn: &mut Conn,
    officer: &Officer,
    id: ChannelId,
    now: Timestamp,
) -> Result<(Channel, Mandate<Answer>), Problem> {
    let reads = officer.reach::<Read>(conn, now)?.holds_channel(id);
    let channel = channel::find(conn, id)?.filter(|_| reads).ok_or_else(not_found)?;
    let mandate = officer.may::<Answer>(conn, Scope::Channel(id), now)?;
    by_hand(&channel)?;
    Ok((channel, mandate))
}

fn by_hand(channel: &Channel) -> Result<(), Problem> {
    if channel.network()?.by_hand() && channel.closed_at.is_none() {
        return Ok(());
    }
    Err(refuse(StatusCode::CONFLICT, "refuse-entering-heard").into())
}

/// Takes in what someone saw. `once` is the form's own key: the same form twice is one message.
pub fn enter(
    mut act: Act<'_>,
    clock: &Clock,
    by: &Mandate<Answer>,
    channel: &Channel,
    seen: &Seen,
    evidence: &[Evidence],
    once: &str,
) -> Result<Committed<ConversationId>, Problem> {
    let now = act.now();
    let item = item(act.conn(), channel, seen, by, once, now)?;
    let remote_id = item.remote_id.clone();
    channel::hold(act.conn(), channel.id)?;
    if let Some(known) = message::known(act.conn(), channel.id, &remote_id)? {
        if remote_id.starts_with(ENTERED) {
            return Ok(act.nothing(known.conversation)); // the same form once more
        }
        let place = conversation::address(known.conversation);
        return Err(refuse(StatusCode::CONFLICT, "refuse-entered-known").way_on(place, "way-on-conversation").into());
    }
    let mut attached = Vec::with_capacity(evidence.len());
    for one in evidence {
        let content = content::keep_bytes(act.conn(), &one.bytes)?;
        let (media_type, name) = (one.media_type.to_owned(), one.name.clone());
        attached.push(Attached { media_type, name, content: Some(content), ..Attached::default() });
    }
    let rules = crate::govern::screening_rules::in_force(act.conn())?;
    let prepared = Prepared::with(item, attached, channel.id, &rules)?;
    round::take(act.conn(), clock, channel, &[prepared])?;
    let known = message::known(act.conn(), channel.id, &remote_id)?.ok_or_else(not_found)?;
    let event = Event::MessageEntered { message: known.id, conversation: known.conversation, channel: channel.id };
    act.commit(by.by(), &event, known.conversation)
}

/// Ids of what has no address of its own.
const ENTERED: &str = "entered:";

fn item(
    conn: &mut Conn,
    channel: &Channel,
    seen: &Seen,
    by: &Mandate<Answer>,
    once: &str,
    now: Timestamp,
) -> Result<Item, Problem> {
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (name, handle, url) = (line(&seen.name), line(seen.handle.trim().trim_start_matches('@')), seen.url.trim().to_owned());
    let text = seen.text.trim().replace("\r\n", "\n");
    if text.is_empty() || (name.is_empty() && handle.is_empty()) {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-entered-empty").into());
    }
    let long = [&name, &handle, &url].into_iter().any(|line| line.chars().count() > LONGEST_LINE);
    if long || text.chars().count() > LONGEST {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-entered-long").with("limit", LONGEST).into());
    }
    let of_the_web = |url: &str| url::Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
    if !url.is_empty() && !of_the_web(&url) {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-address-unusable").with("value", &url).into());
    }
    let written_at = seen.written_at.unwrap_or(now);
    if written_at > now {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-entered-future").into());
    }
    let answered = match seen.answers {
        Some(id) => Some(message::find(conn, id)?.filter(|answered| answered.channel == channel.id).ok_or_else(not_found)?),
        None => None,
    };
    let root = match &answered {
        Some(answered) => conversation::find(conn, answered.conversation)?.map(|found| found.root_remote_id),
        None => None,
    };
    let raw = serde_json::to_vec(&serde_json::json!({
        "enteredBy": by.person(), "name": name, "handle": handle, "text": text, "url": url, "writtenAt": written_at,
    }))?;
    let kind = match (seen.direct, &answered) {
        (true, _) => Kind::Direct,
        (false, Some(_)) => Kind::Comment,
        (false, None) => Kind::Mention,
    };
    let who = if handle.is_empty() { format!("name:{}", name.to_lowercase()) } else { handle.to_lowercase() };
    Ok(Item {
        remote_id: if url.is_empty() { format!("{ENTERED}{once}") } else { url.clone() },
        kind,
        author: Author { remote_id: who, handle, name, url: None, avatar_url: None, ours: false },
        text,
        warning: None,
        language: None,
        written_at,
        parent: answered.map(|answered| answered.remote_id),
        root,
        url: Some(url).filter(|url| !url.is_empty()),
        attachments: Vec::new(),
        counts: Counts::default(),
        change: Change::Written,
        raw,
    })
}

/// Takes in what became of a message: it reads otherwise, or is gone.
pub fn enter_since(
    mut act: Act<'_>,
    clock: &Clock,
    by: &Mandate<Answer>,
    channel: &Channel,
    id: MessageId,
    since: &Since,
) -> Result<Committed<ConversationId>, Problem> {
    let now = act.now();
    channel::hold(act.conn(), channel.id)?;
    let found = message::find(act.conn(), id)?.filter(|found| found.channel == channel.id && found.direction == Direction::In);
    let found = found.ok_or_else(not_found)?;
    if found.gone_at.is_some() {
        return Ok(act.nothing(found.conversation));
    }
    let (text, change) = match since {
        Since::Gone => (String::new(), Change::Deleted),
        Since::Reads(text) => {
            let text = text.trim().replace("\r\n", "\n");
            if text.is_empty() {
                return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-entered-empty").into());
            }
            if text.chars().count() > LONGEST {
                return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-entered-long").with("limit", LONGEST).into());
            }
            if message::text(act.conn(), found.content)?.plain() == text {
                return Ok(act.nothing(found.conversation));
            }
            let version = format!("{ENTERED}{}", now.as_microsecond());
            (text, Change::Edited { version })
        }
    };
    let raw = serde_json::to_vec(&serde_json::json!({ "enteredBy": by.person(), "text": text, "gone": *since == Since::Gone }))?;
    let nobody =
        Author { remote_id: String::new(), handle: String::new(), name: String::new(), url: None, avatar_url: None, ours: false };
    let item = Item {
        remote_id: found.remote_id,
        kind: Kind::Comment,
        author: nobody,
        text,
        warning: None,
        language: None,
        written_at: found.written_at,
        parent: None,
        root: None,
        url: found.url,
        attachments: Vec::new(),
        counts: Counts::default(),
        change,
        raw,
    };
    let rules = crate::govern::screening_rules::in_force(act.conn())?;
    // The pictures of the screen stay with the message.
    let attached = match message::text(act.conn(), found.content)? {
        Text::Said(said) => said.attachments,
        Text::Erased { .. } => Vec::new(),
    };
    let prepared = Prepared::with(item, attached, channel.id, &rules)?;
    round::take(act.conn(), clock, channel, &[prepared])?;
    let event = Event::MessageEntered { message: id, conversation: found.conversation, channel: channel.id };
    act.commit(by.by(), &event, found.conversation)
}
