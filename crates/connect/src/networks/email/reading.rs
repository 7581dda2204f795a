//! A letter as it comes, read: who, to whom it answers, what it says now, what is enclosed, and whether a machine wrote it.
use jiff::Timestamp;
use mail_parser::{Addr, HeaderValue, Message, MessageParser, MimeHeaders, PartType};

use super::letter::is_ours;
use super::mailbox::Lying;
use super::quoted::fresh;
use super::servers::{Us, is_address};
use crate::item::{Attachment, Author, Change, Counts, Item, Kind, Spoiled};
use crate::text;

/// Longest id that is kept as it is.
const LONGEST_ID: usize = 300;
/// Longest text that is shown; the rest stays in the raw bytes.
const LONGEST_TEXT: usize = 100_000;
/// Enclosed files that are named.
const MOST_ENCLOSED: usize = 100;

/// A letter, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) item: Item,
    /// Where an answer goes: to the one who wrote, also where a list would have it for everyone.
    pub(super) answer_to: Option<(Option<String>, String)>,
    pub(super) subject: String,
    pub(super) references: Vec<String>,
    pub(super) written_by: WrittenBy,
}

/// What a letter says of who wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WrittenBy {
    Person,
    /// An answer to it would be read by nobody, or answered by a machine again (RFC 3834).
    Machine,
}

/// The letter in `lying`; bytes that are none are set aside.
pub(super) fn read(us: &Us, lying: &Lying) -> Result<Letter, Spoiled> {
    let spoiled = |reason: &str| Spoiled { remote_id: None, reason: reason.to_owned(), raw: lying.bytes.clone() };
    let message = MessageParser::default().parse(&lying.bytes).ok_or_else(|| spoiled("it is no letter: there are no headers"))?;
    let from =
        message.from().and_then(|from| from.first()).and_then(written).ok_or_else(|| spoiled("it says not who wrote it"))?;
    let id = match message.message_id().map(str::trim) {
        Some(id) if fits(id) => id.to_owned(),
        _ => format!("sha256:{}", text::fingerprint(&lying.bytes)),
    };
    let references = references(&message);
    let parent =
        ids(message.in_reply_to()).into_iter().next_back().or_else(|| references.last().cloned()).filter(|parent| *parent != id);
    let root = references.first().cloned().or_else(|| parent.clone()).filter(|root| *root != id);
    let told = told(&message);
    let subject = one_line(message.subject().unwrap_or_default());
    let date = message.date().filter(|date| date.is_valid()).and_then(|date| Timestamp::from_second(date.to_timestamp()).ok());
    let ours = us.is(&from.1) && is_ours(us, &id);
    let answer_to = match told.list {
        true => Some(from.clone()),
        false => message.reply_to().and_then(|to| to.first()).and_then(written).or_else(|| Some(from.clone())),
    };
    let warning = match told.machine.as_deref() {
        Some(word) if subject.is_empty() => word.to_owned(),
        Some(word) => format!("{subject} [{word}]"),
        None => subject.clone(),
    };
    let whole = words(&message);
    let item = Item {
        kind: Kind::Direct,
        author: Author {
            remote_id: from.1.to_lowercase(),
            handle: from.1.clone(),
            name: from.0.clone().unwrap_or_default(),
            url: None,
            avatar_url: None,
            ours,
        },
        text: cut(fresh(&whole)),
        warning: Some(warning).filter(|warning| !warning.is_empty()),
        language: message.header("Content-Language").and_then(HeaderValue::as_text).map(one_line).filter(|tag| tag.len() <= 35),
        written_at: date.or(lying.arrived).unwrap_or(Timestamp::UNIX_EPOCH),
        parent,
        root,
        url: None,
        attachments: enclosed(&message, &id, lying),
        counts: Counts::default(),
        change: Change::Written,
        raw: lying.bytes.clone(),
        remote_id: id,
    };
    let written_by = if told.machine.is_some() { WrittenBy::Machine } else { WrittenBy::Person };
    Ok(Letter { item, answer_to, subject, references, written_by })
}

/// What the headers tell of machines and lists.
struct Told {
    /// The header that says that no person wrote it.
    machine: Option<String>,
    list: bool,
}

fn told(message: &Message<'_>) -> Told {
    let header = |name: &'static str| message.header_raw(name).map(|value| one_line(value).to_ascii_lowercase());
    let automatic = header("Auto-Submitted").filter(|told| !told.is_empty() && !told.starts_with("no"));
    let precedence = header("Precedence").filter(|told| matches!(told.as_str(), "bulk" | "junk" | "list" | "auto_reply"));
    let bounced = header("Return-Path").is_some_and(|path| path == "<>");
    let list = ["List-Id", "List-Post", "List-Unsubscribe"].into_iter().any(|name| message.header_raw(name).is_some());
    let others = ["X-Autoreply", "X-Autorespond"].into_iter().any(|name| message.header_raw(name).is_some());
    let machine = match (&automatic, &precedence) {
        (Some(told), _) => Some(format!("Auto-Submitted: {}", cut_to(told, 40))),
        (None, Some(told)) if told == "auto_reply" => Some("Precedence: auto_reply".to_owned()),
        _ if bounced => Some("Return-Path: <>".to_owned()),
        _ if others => Some("X-Autoreply".to_owned()),
        // Exchange marks out-of-office answers so, beside a suppression of the same from others.
        _ => header("X-Auto-Response-Suppress")
            .filter(|_| header("X-MS-Exchange-Inbox-Rules-Loop").is_some())
            .map(|_| "X-Auto-Response-Suppress".to_owned()),
    };
    Told { machine, list: list || precedence.is_some() }
}

fn written(from: &Addr<'_>) -> Option<(Option<String>, String)> {
    let address = from.address()?.trim().to_owned();
    is_address(&address).then(|| (from.name().map(one_line).filter(|name| !name.is_empty()), address))
}

/// All text that is not enclosed, plain where the letter has it plain.
fn words(message: &Message<'_>) -> String {
    let mut words = Vec::new();
    for part in message.text_bodies() {
        match &part.body {
            PartType::Text(text) => {
                let flowed = part
                    .content_type()
                    .and_then(|kind| kind.attribute("format"))
                    .is_some_and(|told| told.eq_ignore_ascii_case("flowed"));
                words.push(if flowed { unfolded(text) } else { text.replace("\r\n", "\n") });
            }
            PartType::Html(html) => words.push(text::plain(html)),
            _ => {}
        }
    }
    text::storable(&words.join("\n\n")).trim().to_owned()
}

/// Lines that end in a space go on (RFC 3676).
fn unfolded(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    for line in text.lines() {
        let bare = line.strip_prefix(' ').unwrap_or(line);
        whole.push_str(bare);
        let goes_on = bare.ends_with(' ') && bare != "-- " && !bare.starts_with('>');
        if !goes_on {
            whole.push('\n');
        }
    }
    whole
}

/// The enclosed files by name and size; their bytes are in the letter's own (`mid:`, RFC 2392).
fn enclosed(message: &Message<'_>, id: &str, lying: &Lying) -> Vec<Attachment> {
    let whole = lying.size <= lying.bytes.len();
    let mut named: Vec<Attachment> = message
        .attachments()
        .take(MOST_ENCLOSED)
        .enumerate()
        .map(|(number, part)| {
            let kind = part.content_type().map(|kind| match kind.subtype() {
                Some(subtype) => format!("{}/{subtype}", kind.ctype()),
                None => kind.ctype().to_owned(),
            });
            let kind = kind.map(|kind| one_line(&kind).to_ascii_lowercase()).filter(|kind| kind.len() <= 100);
            let name = part.attachment_name().map(one_line).unwrap_or_default();
            Attachment {
                media_type: kind.unwrap_or_else(|| "application/octet-stream".to_owned()),
                url: format!("mid:{id}/{}", number + 1),
                alt: cut_to(format!("{name} ({})", size(part.len())).trim(), 200),
            }
        })
        .collect();
    if !whole {
        let rest = size(lying.size - lying.bytes.len());
        named.push(Attachment { media_type: "message/partial".to_owned(), url: format!("mid:{id}"), alt: format!("… {rest}") });
    }
    named
}

fn size(bytes: usize) -> String {
    match bytes {
        ..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} kB", bytes / 1024),
        _ => format!("{} MB", bytes / 1_048_576),
    }
}

fn references(message: &Message<'_>) -> Vec<String> {
    ids(message.references())
}

/// The ids in a header, without angle brackets.
fn ids(value: &HeaderValue<'_>) -> Vec<String> {
    let told: Vec<&str> = match value {
        HeaderValue::Text(id) => vec![id.as_ref()],
        HeaderValue::TextList(ids) => ids.iter().map(AsRef::as_ref).collect(),
        _ => Vec::new(),
    };
    told.into_iter().map(str::trim).filter(|id| fits(id)).map(str::to_owned).collect()
}

/// Whether an id can stand in a header, a search and a database.
fn fits(id: &str) -> bool {
    (1..=LONGEST_ID).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>' | b'"' | b'\\'))
}

fn one_line(words: &str) -> String {
    cut_to(&text::storable(words).split_whitespace().collect::<Vec<_>>().join(" "), 500)
}

fn cut(words: &str) -> String {
    cut_to(words, LONGEST_TEXT)
}

fn cut_to(words: &str, most: usize) -> String {
    match words.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_owned(),
    }
}

/// Reads any bytes as a letter, for those that throw random ones at it; what is read keeps its promises.
#[cfg(any(test, feature = "testing"))]
pub(crate) fn any_bytes(bytes: &[u8]) {
    use super::servers::{Begins, Server};
    let server = || Server { host: "mail.exempelby.example".to_owned(), port: 993, begins: Begins::AtOnce };
    let us = Us {
        address: "info@exempelby.example".to_owned(),
        name: None,
        user: String::new(),
        password: crate::Secret::new(""),
        imap: server(),
        smtp: server(),
        bare: crate::PrivateAddresses::Refuse,
    };
    let lying = Lying { bytes: bytes.to_vec(), size: bytes.len(), arrived: None };
    if let Ok(letter) = read(&us, &lying) {
        let Item { remote_id, text, warning, parent, .. } = &letter.item;
        assert!(fits(remote_id) && parent.as_deref().is_none_or(fits), "{remote_id} {parent:?}");
        assert!(!text.contains('\0') && !warning.as_deref().unwrap_or_default().contains('\n'), "{text:?} {warning:?}");
        assert!(letter.references.iter().all(|id| fits(id)));
        assert!(letter.answer_to.as_ref().is_none_or(|(_, address)| is_address(address)));
    }
}
