//! A letter as it leaves: headers that nobody can break out of, and an id made of the delivery.
use std::time::{Duration, SystemTime};

use lettre::message::header::ContentType;
use lettre::message::{Attachment, Mailbox, Message, MultiPart, SinglePart};
use uuid::Uuid;

use super::servers::Us;
use crate::outgoing::{Media, Outgoing};
use crate::text;
use crate::trouble::Trouble;

/// What a letter answers, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Answered {
    /// Whom the answer goes to.
    pub(super) to: String,
    pub(super) name: Option<String>,
    pub(super) subject: String,
    /// Ids of the letters before it, the first one first; the answered one last.
    pub(super) references: Vec<String>,
}

/// The id of the letter that this delivery is, without angle brackets. The same at every try, so that a try can be looked for.
pub(super) fn id(us: &Us, key: Uuid) -> String {
    format!("torg.{}@{}", key.simple(), us.domain())
}

/// Whether a letter's id is one that Torg gives at this address.
pub(super) fn is_ours(us: &Us, id: &str) -> bool {
    let key = id.strip_prefix("torg.").and_then(|rest| rest.strip_suffix(us.domain())).and_then(|rest| rest.strip_suffix('@'));
    key.is_some_and(|key| Uuid::try_parse(key).is_ok())
}

/// The letter's bytes.
pub(super) fn write(us: &Us, outgoing: &Outgoing, answered: &Answered) -> Result<Vec<u8>, Trouble> {
    let subject = match outgoing.title.as_deref().map(one_line).filter(|title| !title.is_empty()) {
        Some(title) => title,
        None => reply_subject(&answered.subject),
    };
    let written_at = SystemTime::UNIX_EPOCH + Duration::from_secs(outgoing.begun_at.as_second().max(0).cast_unsigned());
    let mut letter = Message::builder()
        .from(mailbox(us.name.as_deref(), &us.address, "address")?)
        .to(mailbox(answered.name.as_deref(), &answered.to, "recipient")?)
        .date(written_at)
        .subject(subject)
        .message_id(Some(format!("<{}>", id(us, outgoing.key))));
    if let Some(last) = answered.references.last() {
        letter = letter.in_reply_to(format!("<{last}>"));
        letter = letter.references(answered.references.iter().map(|id| format!("<{id}>")).collect::<Vec<_>>().join(" "));
    }
    let text = SinglePart::plain(worded(outgoing));
    let whole = match outgoing.media.is_empty() {
        true => letter.singlepart(text),
        false => {
            let parts = outgoing.media.iter().enumerate().map(|(number, media)| enclosed(number, media));
            letter.multipart(parts.fold(MultiPart::mixed().singlepart(text), MultiPart::singlepart))
        }
    };
    Ok(whole.map_err(|fault| Trouble::Refused { status: 422, reason: fault.to_string() })?.formatted())
}

/// Text, then each picture in words, since few mail programs show those of an attachment.
pub(super) fn worded(outgoing: &Outgoing) -> String {
    let mut text = text::storable(&outgoing.text);
    for (number, media) in outgoing.media.iter().enumerate().filter(|(_, media)| !media.alt.trim().is_empty()) {
        text.push_str(&format!("\n\n[{}] {}", name(number, media), one_line(&media.alt)));
    }
    text
}

fn enclosed(number: usize, media: &Media) -> SinglePart {
    let unknown = || ContentType::parse("application/octet-stream").unwrap_or(ContentType::TEXT_PLAIN);
    let kind = ContentType::parse(&media.media_type).unwrap_or_else(|_| unknown());
    Attachment::new(name(number, media)).body(media.bytes.clone(), kind)
}

fn name(number: usize, media: &Media) -> String {
    let fits = |character: &char| character.is_alphanumeric() || matches!(character, '.' | '-' | '_' | ' ');
    let named: String = one_line(&media.name).chars().filter(fits).take(80).collect();
    let ending: String =
        media.media_type.rsplit('/').next().unwrap_or("bin").chars().filter(char::is_ascii_alphanumeric).collect();
    if named.trim_matches(['.', ' ']).is_empty() { format!("{}.{ending}", number + 1) } else { named }
}

fn mailbox(name: Option<&str>, address: &str, key: &'static str) -> Result<Mailbox, Trouble> {
    let address = address.trim().parse().map_err(|_| match key {
        "address" => Trouble::Setting { key },
        _ => Trouble::Refused { status: 422, reason: "the one who wrote gave no address that a letter can go to".to_owned() },
    })?;
    Ok(Mailbox::new(name.map(one_line).filter(|name| !name.is_empty()), address))
}

/// `Re:` once, whatever was there before, in whichever of the languages around us.
fn reply_subject(subject: &str) -> String {
    let mut bare = subject.trim();
    while let Some((mark, rest)) = bare.split_once(':') {
        match ["re", "sv", "vs", "aw"].contains(&mark.trim().to_ascii_lowercase().as_str()) {
            true => bare = rest.trim_start(),
            false => break,
        }
    }
    one_line(&format!("Re: {bare}"))
}

/// A header is one line. Breaks and control characters would begin another.
fn one_line(words: &str) -> String {
    let spaced: String = words.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(500).collect()
}
