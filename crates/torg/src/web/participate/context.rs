//! What one should know beside a conversation: the promise, what they wrote to us before, where it stands in the record, the channel.
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use screen::{MessageKind, Route};
use store::Conn;

use super::conversation::network_name;
use super::list::{Pace, pace};
use super::place::Place;
use super::thread::moment;
use crate::govern::channel::Channel;
use crate::govern::mandate::Channels;
use crate::govern::screening_rules::InForce;
use crate::ground::{ConversationId, EntryId, Problem, locale::Locale};
use crate::participate::conversation::{self, Conversation, State};
use crate::participate::{shown, thread};
use crate::records::author::{self, Author, Seen};
use crate::records::entry;
use crate::records::message::{self, Message};

/// Other conversations with the same person that are listed.
const RECENT: i64 = 5;
/// What kind of message it is, its beginning tells: a page is not to wait for a book.
const TELLING: usize = 8_000;
/// Counting stops here.
const MANY: i64 = 1000;

/// What stands in the column.
pub(super) struct Context {
    author: Option<Author>,
    seen: Seen,
    recent: Vec<(ConversationId, Timestamp, String)>,
    /// The message that is answered, with its entry in the record and its place in the sealed log.
    received: Option<(Message, EntryId, Option<i64>)>,
    /// What kind of message it seems to be, and where such a one may belong.
    looks: Option<(MessageKind, Route)>,
}

impl Context {
    /// Reads what is known of the one who wrote `answered`. Their other conversations are counted, and shown as far as the reader's
    /// channels go.
    pub(super) fn read(
        conn: &mut Conn,
        conversation: ConversationId,
        answered: Option<&Message>,
        channels: &Channels,
        screening: &InForce,
    ) -> Result<Self, Problem> {
        let Some(answered) = answered else {
            let seen = Seen { conversations: 0, between: None };
            return Ok(Self { author: None, seen, recent: Vec::new(), received: None, looks: None });
        };
        let author = match answered.author {
            Some(id) => author::find(conn, id)?,
            None => None,
        };
        // What they wrote where the reader may not look is not counted either: a count tells too.
        let seen = match &author {
            Some(author) => author::seen(conn, author.id, &channels.listed())?,
            None => Seen { conversations: 0, between: None },
        };
        let mut recent = Vec::new();
        if let Some(author) = &author {
            for (id, at) in author::recent(conn, author.id, RECENT + 1, &channels.listed())? {
                if id == conversation || recent.len() as i64 == RECENT {
                    continue;
                }
                let Some(other) = conversation::find(conn, id)?.filter(|other| channels.hold(other.channel)) else { continue };
                recent.push((id, at, first_words(conn, &other, 60)?));
            }
        }
        let received = match message::versions(conn, answered.id)?.last() {
            Some(version) => {
                let position = entry::find(conn, version.entry)?.and_then(|entry| entry.position);
                Some((answered.clone(), version.entry, position))
            }
            None => None,
        };
        let text = message::text(conn, answered.content)?;
        let words = text.plain();
        let reading = screening.rules.read(&words[..words.floor_char_boundary(TELLING)]);
        Ok(Self { author, seen, recent, received, looks: reading.message.zip(reading.route) })
    }

    /// The column.
    pub(super) fn render(
        &self,
        locale: Locale,
        place: &Place,
        conversation: &Conversation,
        channel: &Channel,
        now: Timestamp,
        zone: &TimeZone,
    ) -> Markup {
        let network = network_name(locale, channel);
        html! {
            section aria-labelledby="context-promise" {
                h2 #context-promise { (locale.say("context-promise")) }
                dl.facts {
                    div { dt { (locale.say("context-answer-within")) } dd { (locale.length(jiff::SignedDuration::from_mins(channel.answer_within_minutes))) } }
                    @if !channel.answers() { div { dt { (locale.say("channel-mode")) } dd { (locale.say("mode-information")) } } }
                    @if let Some(due) = conversation.due_at.filter(|_| conversation.state == State::Open) { (left(locale, due, channel, now, zone)) }
                }
            }
            @if let Some((kind, route)) = self.looks {
                section aria-labelledby="context-looks" {
                    h2 #context-looks { (locale.say("context-looks")) }
                    p { strong { (locale.say(&format!("message-kind-{}", kind.as_str()))) } br; (locale.say(&format!("route-{}", route.as_str()))) }
                    p.hint { (locale.say("context-looks-hint")) }
                }
            }
            @if self.author.is_some() { (self.before(locale, place, now, zone)) }
            @if let Some((message, entry, position)) = &self.received {
                section aria-labelledby="context-record" {
                    h2 #context-record { (locale.say("context-record")) }
                    dl.facts {
                        div { dt { (locale.say("context-received")) } dd { time datetime=(message.received_at) title=(locale.time(message.received_at, zone)) { (locale.short_time(message.received_at, now, zone)) } } }
                        div {
                            dt { (locale.say("context-sealed")) }
                            dd { @match position {
                                Some(position) => (locale.say_with("context-position", &[("n", (*position).into())])),
                                None => (locale.say("context-not-sealed-yet")),
                            } }
                        }
                    }
                    p.hint { a href=(format!("/records/entries/{entry}")) { (locale.say("context-entry")) } }
                }
            }
            section aria-labelledby="context-channel" {
                h2 #context-channel { (locale.say("context-channel")) }
                p { bdi { (channel.name) } br; span.hint { (network) " · " bdi { (channel.handle) } } }
            }
        }
    }

    fn before(&self, locale: Locale, place: &Place, now: Timestamp, zone: &TimeZone) -> Markup {
        let n = self.seen.conversations;
        let count = if n > MANY { format!("{MANY}+") } else { n.to_string() };
        html! {
            section aria-labelledby="context-before" {
                h2 #context-before { (locale.say("context-before")) }
                dl.facts {
                    div { dt { (locale.say("context-conversations")) } dd { (count) } }
                    @if let Some((first, last)) = self.seen.between {
                        div { dt { (locale.say("context-first")) } dd { (moment(locale, first, now, zone)) } }
                        div { dt { (locale.say("context-last")) } dd { (moment(locale, last, now, zone)) } }
                    }
                }
                @if !self.recent.is_empty() {
                    ul.recent {
                        @for (id, at, words) in &self.recent {
                            li { a href=(place.conversation(*id)) { span dir="auto" { (words) } " " small { (moment(locale, *at, now, zone)) } } }
                        }
                    }
                }
                p.hint { (locale.say("context-only-here")) }
            }
        }
    }
}

/// What is left of the promised time, or by how much it has passed.
fn left(locale: Locale, due: Timestamp, channel: &Channel, now: Timestamp, zone: &TimeZone) -> Markup {
    let (left, pace) = pace(due, &channel.opening, channel.answer_within_minutes, now);
    let opens = channel.opening.opens(now).filter(|opens| *opens > now);
    let (key, class) = match pace {
        Pace::Calm => ("context-clock", "calm"),
        Pace::Soon => ("context-clock", "soon"),
        Pace::Late => ("context-clock-late", "late"),
    };
    html! {
        div { dt { (locale.say(key)) } dd { time.clock.(class) datetime=(due) title=(locale.time(due, zone)) { (locale.length(left)) } } }
        @if let Some(opens) = opens {
            div { dt { (locale.say("context-closed")) } dd { (locale.say_with("clock-opens", &[("time", locale.soon(opens, now, &channel.opening.zone).into())])) } }
        }
    }
}

/// A conversation's first words that came from outside, identity numbers hidden; our own when nobody has written.
pub(super) fn first_words(conn: &mut Conn, conversation: &Conversation, n_chars: usize) -> Result<String, Problem> {
    let first = match message::first_from_outside(conn, conversation.id)? {
        Some(message) => Some(message),
        None => message::find(conn, conversation.first_message)?,
    };
    let Some(first) = first else { return Ok(String::new()) };
    let text = message::text(conn, first.content)?;
    let findings = thread::findings(conn, &first)?;
    Ok(screen::first_words(&shown::plain(text.plain(), &findings), n_chars))
}
