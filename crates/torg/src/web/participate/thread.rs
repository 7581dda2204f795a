//! The thread on the page: our post on top, then messages, answers on their way out and colleagues' notes, each with its own look.
use std::collections::HashMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};

use super::hidden::beside;
use super::list::mark_name;
use super::place::Place;
use crate::govern::channel::Channel;
use crate::ground::locale::Locale;
use crate::ground::{ConversationId, MessageId, PersonId};
use crate::participate::note::Note;
use crate::participate::shown::{self, Hidden, Piece, To};
use crate::participate::thread::{Earlier, Leaving, Part, Spoken, Thread};
use crate::publish::delivery::{Delivery, State};
use crate::records::message::{Attached, Direction, Finding, Message, Said, Text};
use crate::web::frame::{Frame, say_around};

/// Characters of a text that are shown at once; the rest unfolds. Networks allow novels.
const SHOWN_AT_ONCE: usize = 4_000;

/// All that a thread needs to be drawn.
pub(super) struct ThreadView<'p> {
    pub(super) frame: &'p Frame,
    pub(super) place: &'p Place,
    pub(super) conversation: ConversationId,
    pub(super) channel: &'p Channel,
    pub(super) network: &'p str,
    pub(super) thread: &'p Thread,
    pub(super) names: &'p HashMap<PersonId, String>,
    /// The message that the composer answers.
    pub(super) answered: Option<MessageId>,
    /// Whether the reader may answer: decides whether a message offers to be answered.
    pub(super) may_answer: bool,
    /// Messages whose hidden parts the reader may see now, each with until when.
    pub(super) revealed: &'p HashMap<MessageId, Timestamp>,
    pub(super) reader: PersonId,
    pub(super) now: Timestamp,
    pub(super) zone: &'p TimeZone,
}

/// A time as people read it, with the whole of it, zone named, for those who ask.
pub(super) fn moment(locale: Locale, at: Timestamp, now: Timestamp, zone: &TimeZone) -> Markup {
    html! { time datetime=(at) title=(locale.time(at, zone)) { (locale.short_time(at, now, zone)) } }
}

impl ThreadView<'_> {
    pub(super) fn locale(&self) -> Locale {
        self.frame.locale
    }

    fn moment(&self, at: Timestamp) -> Markup {
        moment(self.locale(), at, self.now, self.zone)
    }

    /// How many messages there are to choose between when one answers.
    fn choices(&self) -> usize {
        let from_outside = |part: &&Part| matches!(part, Part::Spoken(spoken) if spoken.message.direction == Direction::In);
        self.thread.parts.iter().filter(from_outside).count()
    }

    pub(super) fn render(&self) -> Markup {
        let locale = self.locale();
        html! {
            @if let Some(origin) = &self.thread.origin { (self.origin(origin)) }
            @if let Some(before) = self.thread.earlier {
                p.more { a.btn href=(self.place.earlier_in(self.conversation, before)) { (locale.say("thread-earlier")) } }
            }
            @for part in &self.thread.parts {
                @match part {
                    Part::Spoken(spoken) => (self.spoken(spoken)),
                    Part::Leaving(leaving) => (self.leaving(leaving)),
                    Part::Note(note) => (self.note(note)),
                }
            }
            @if self.place.earlier().is_some() {
                p.more { a.btn href=(self.place.conversation(self.conversation)) { (locale.say("thread-latest")) } }
            }
        }
    }

    fn origin(&self, origin: &Spoken) -> Markup {
        let locale = self.locale();
        html! {
            article.origin aria-label=(locale.say("thread-origin")) {
                small {
                    (locale.say("thread-origin")) " · " (self.network) " · "
                    time datetime=(origin.message.written_at) { (locale.time(origin.message.written_at, self.zone)) }
                }
                (self.body(&origin.text, &origin.findings, Some(&origin.message), To::Anybody))
                (self.foot(origin))
            }
        }
    }

    fn spoken(&self, spoken: &Spoken) -> Markup {
        let Spoken { message, author, text, findings, earlier, delivery } = spoken;
        let locale = self.locale();
        let ours = message.direction == Direction::Out;
        let name = author
            .as_ref()
            .map_or_else(|| self.channel.name.clone(), |author| screen::first_words(&shown::masked(author.shown()), 80));
        let id = format!("m-{}", message.id.0.simple());
        let to = if self.revealed.contains_key(&message.id) { To::Revealed } else { To::Anybody };
        html! {
            article.msg.ours[ours].gone[message.gone_at.is_some()] #(id) aria-labelledby=(format!("{id}-who")) {
                header.who #{ (id) "-who" } {
                    strong { bdi { (name) } } " "
                    @if let Some(author) = author && author.handle != author.name && !author.handle.is_empty() { bdi.handle { "@" (screen::first_words(author.handle.trim_start_matches('@'), 80)) } " · " }
                    @if let Some(delivery) = delivery { (self.by_whom(delivery)) " · " }
                    (self.moment(message.written_at))
                    @if message.kind == "direct" { " " span.tag.blue { (locale.say("kind-direct")) } }
                }
                div.body {
                    (self.body(text, findings, Some(message), to))
                    (self.hidden(spoken))
                    @if let Some(gone_at) = message.gone_at {
                        p.state { (locale.say_with("message-gone-when", &[("time", locale.time(gone_at, self.zone).into())])) }
                    }
                    (self.versions(earlier, to))
                    (self.foot(spoken))
                }
            }
        }
    }

    /// Who at the desk wrote what stands there in the authority's name. Colleagues see it; the public does not.
    fn by_whom(&self, delivery: &Delivery) -> Markup {
        html! {
            @match self.names.get(&delivery.written_by) {
                Some(name) => (say_around(self.locale(), "message-by", "name", html! { bdi { (name) } })),
                None => {},
            }
        }
    }

    /// What it said before, each version with when it was seen.
    fn versions(&self, earlier: &[Earlier], to: To) -> Markup {
        let locale = self.locale();
        html! {
            @if !earlier.is_empty() {
                details.versions {
                    summary { (locale.say_with("message-versions", &[("n", i64::try_from(earlier.len()).unwrap_or(i64::MAX).into())])) }
                    @for version in earlier {
                        div.version {
                            p.hint { (locale.say_with("message-version-seen", &[("time", locale.time(version.at, self.zone).into())])) }
                            (self.body(&version.text, &version.findings, None, to))
                        }
                    }
                }
            }
        }
    }

    /// `of`: the message it is the latest wording of, whose files can be opened.
    fn body(&self, text: &Text, findings: &[Finding], of: Option<&Message>, to: To) -> Markup {
        let locale = self.locale();
        let language = of.and_then(|message| message.language.as_deref());
        match text {
            Text::Said(said) => html! {
                @if let Some(warning) = &said.warning { p.warning { bdi { (beside(warning, to)) } } }
                (self.words(said, findings, language, to))
                (self.attachments(&said.attachments, of.map(|message| message.id), to))
            },
            Text::Erased { decision } => html! {
                p.state { em { (locale.say_with("message-erased", &[("decision", decision.as_str().into())])) } }
            },
        }
    }

    fn words(&self, said: &Said, findings: &[Finding], language: Option<&str>, to: To) -> Markup {
        let pieces = shown::pieces_to(&said.text, findings, to);
        let (first, rest) = cut(pieces, SHOWN_AT_ONCE);
        let count = i64::try_from(said.text.chars().count()).unwrap_or(i64::MAX);
        html! {
            @if !said.text.is_empty() { p.words dir="auto" lang=[language] { (self.pieces(&first)) @if !rest.is_empty() { " …" } } }
            @if !rest.is_empty() {
                details {
                    summary { (self.locale().say_with("message-rest", &[("n", count.into())])) }
                    p.words dir="auto" lang=[language] { (self.pieces(&rest)) }
                }
            }
        }
    }

    fn pieces(&self, pieces: &[Piece]) -> Markup {
        let locale = self.locale();
        html! {
            @for piece in pieces {
                @match piece {
                    Piece::Words(words) => (screen::show_safely(words)),
                    Piece::Found { kind, shown, hidden } => {
                        @let name = mark_name(locale, kind);
                        @match hidden {
                            Hidden::Yes => mark title=(name) { span aria-hidden="true" { (shown) } span.visually-hidden { (locale.say_with("finding-hidden", &[("kind", name.as_str().into())])) } },
                            Hidden::No | Hidden::Revealed => mark title=(name) { (screen::show_safely(shown)) },
                        }
                    },
                }
            }
        }
    }

    /// Pictures, films and sound as links: loading one would tell the network who reads.
    fn attachments(&self, attachments: &[Attached], of: Option<MessageId>, to: To) -> Markup {
        let locale = self.locale();
        html! {
            @if !attachments.is_empty() {
                ul.attachments {
                    @for (number, attached) in attachments.iter().enumerate() {
                        @let here = of.filter(|_| attached.content.is_some()).map(|id| format!("/participate/messages/{id}/files/{number}"));
                        li {
                            a href=[here.or_else(|| is_web(&attached.url).then(|| attached.url.clone()))] rel="noreferrer noopener" target="_blank" {
                                (locale.say(&format!("attachment-{}", sort(&attached.media_type))))
                            }
                            ": "
                            @if attached.alt.trim().is_empty() { em { (locale.say("attachment-without-alt")) } }
                            @else { bdi { (beside(&attached.alt, to)) } }
                        }
                    }
                }
            }
        }
    }

    /// What the network counts, the way to the original, and the choice to answer just this.
    fn foot(&self, spoken: &Spoken) -> Markup {
        let locale = self.locale();
        let message = &spoken.message;
        let counts = [("count-favourites", message.favourites), ("count-boosts", message.boosts)];
        let answerable = self.may_answer && self.choices() > 1 && message.direction == Direction::In && message.gone_at.is_none();
        let url = message.url.as_deref().filter(|url| is_web(url) && message.gone_at.is_none());
        html! {
            footer.foot {
                @for (key, n) in counts { @if n > 0 { span { (locale.say_with(key, &[("n", n.into())])) } " " } }
                @if let Some(url) = url {
                    a href=(url) rel="noreferrer noopener" target="_blank" { (locale.say_with("message-original", &[("network", self.network.into())])) } " "
                }
                @if answerable {
                    @if self.answered == Some(message.id) { span.answering { (locale.say("message-answering")) } }
                    @else { a href=(self.place.answering(self.conversation, message.id.0)) data-answer="" { (locale.say("message-answer-this")) } }
                }
            }
        }
    }

    /// An answer that is not in the network, or that nobody knows whether it is.
    fn leaving(&self, leaving: &Leaving) -> Markup {
        let Leaving { delivery, text } = leaving;
        let troubled = matches!(delivery.state, State::Failed | State::Unknown | State::ByHand);
        let id = format!("d-{}", delivery.id.0.simple());
        html! {
            article.msg.ours.leaving.troubled[troubled] #(id) aria-labelledby=(format!("{id}-who")) {
                header.who #{ (id) "-who" } {
                    strong { bdi { (self.channel.name) } } " "
                    (self.by_whom(delivery)) " · " (self.moment(delivery.queued_at))
                }
                div.body {
                    (self.body(text, &shown::screened(text.plain()), None, To::Anybody))
                    (self.journey(delivery))
                }
            }
        }
    }

    fn journey(&self, delivery: &Delivery) -> Markup {
        let locale = self.locale();
        let reason = delivery.reason.as_deref().map(|key| said_afterwards(locale, key));
        let send_at = locale.exact_time(delivery.send_at, self.zone);
        let undoable = delivery.attempts == 0 && delivery.written_by == self.reader && delivery.send_at > self.now;
        html! {
            @match delivery.state {
                State::Waiting => p.state { (locale.say("leaving-approval")) " " a href="/publish/approvals" { (locale.say("way-on-approvals")) } },
                State::Stopped => p.state { strong { (locale.say("delivery-stopped")) } " " @if let Some(reason) = &reason { (reason) } " " a href="/publish/outbox" { (locale.say("way-on-outbox")) } },
                State::Queued if undoable => p.state { (locale.say("leaving-waits")) },
                State::Queued if delivery.attempts == 0 => p.state { (locale.say_with("leaving-queued", &[("time", send_at.as_str().into())])) },
                State::Queued => p.state { (locale.say_with("leaving-again", &[("time", send_at.as_str().into())])) @if let Some(reason) = &reason { " " (reason) } },
                State::Failed => {
                    p.state { strong { (locale.say("leaving-failed")) } @if let Some(reason) = &reason { " " (reason) } }
                    p.acts { a.btn href="/publish/outbox" { (locale.say("leaving-failed-way-on")) } }
                },
                State::Unknown => {
                    p.state { strong { (locale.say("leaving-unknown")) } @if let Some(reason) = &reason { " " (reason) } }
                    p.acts { a.btn href="/publish/outbox" { (locale.say("leaving-unknown-way-on")) } }
                },
                State::ByHand => {
                    p.state { strong { (locale.say("delivery-by-hand")) } @if let Some(reason) = &reason { " " (reason) } }
                    p.acts { a.btn href="/publish/outbox" { (locale.say("leaving-by-hand-way-on")) } }
                },
                State::Sending => p.state { (locale.say("leaving-sending")) },
                State::Posted | State::Undone => p.state { (locale.say("leaving-posted")) },
            }
        }
    }

    fn note(&self, note: &Note) -> Markup {
        let locale = self.locale();
        let id = format!("n-{}", note.id.0.simple());
        html! {
            article.msg.note #(id) aria-labelledby=(format!("{id}-who")) {
                header.who #{ (id) "-who" } {
                    strong { bdi { (self.names.get(&note.written_by).map_or("", String::as_str)) } } " "
                    (locale.say("note-internal")) " · " (self.moment(note.written_at))
                }
                div.body { (self.body(&note.text, &shown::screened(note.text.plain()), None, To::Anybody)) }
            }
        }
    }
}

/// Why a delivery stands still, in words for afterwards: a channel's trouble says what Torg does about it, a delivery's what happened.
fn said_afterwards(locale: Locale, key: &str) -> String {
    let afterwards = key.replacen("trouble-", "reason-", 1);
    locale.say(if locale.knows(&afterwards) { &afterwards } else { key })
}

/// Only addresses of the web become links: a network's JSON could hold `javascript:`.
fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

/// Which word names an attachment: picture, film, sound or file.
fn sort(media_type: &str) -> &'static str {
    match media_type.split('/').next() {
        Some("image" | "gifv") => "image",
        Some("video") => "video",
        Some("audio") => "audio",
        _ => "file",
    }
}

/// The pieces that fit in `most` characters, and the rest. A piece of words is cut at a space.
fn cut(pieces: Vec<Piece>, most: usize) -> (Vec<Piece>, Vec<Piece>) {
    let (mut first, mut rest, mut used) = (Vec::new(), Vec::new(), 0);
    for piece in pieces {
        let length = match &piece {
            Piece::Words(words) => words.chars().count(),
            Piece::Found { shown, .. } => shown.chars().count(),
        };
        match piece {
            piece if !rest.is_empty() => rest.push(piece),
            piece if used + length <= most => first.push(piece),
            Piece::Words(words) => {
                let at = words.char_indices().nth(most - used.min(most)).map_or(words.len(), |(at, _)| at);
                let at = words[..at].rfind(char::is_whitespace).unwrap_or(at);
                first.push(Piece::Words(words[..at].to_owned()));
                rest.push(Piece::Words(words[at..].to_owned()));
            }
            found @ Piece::Found { .. } => rest.push(found),
        }
        used += length;
    }
    (first, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_novel_is_cut_at_a_word_and_nothing_is_lost() {
        let words = |text: &str| Piece::Words(text.to_owned());
        let found = Piece::Found { kind: "phone".into(), shown: "070-1740605".into(), hidden: Hidden::No };
        let (first, rest) = cut(vec![words("ett två tre "), found.clone(), words(" fyra")], 9);
        assert_eq!(first, [words("ett två")]);
        assert_eq!(rest, [words(" tre "), found.clone(), words(" fyra")]);
        assert_eq!(cut(vec![words("åäö"), found.clone()], 5), (vec![words("åäö")], vec![found]));
        assert_eq!(cut(vec![words("ååååå")], 3), (vec![words("ååå")], vec![words("åå")]));
        assert_eq!(cut(vec![words("kort")], 9), (vec![words("kort")], vec![]));
    }

    #[test]
    fn only_the_web_is_linked() {
        assert!(is_web("https://social.example/@ase/1"));
        assert!(!is_web("javascript:alert(1)") && !is_web("//social.example") && !is_web("data:text/html,x"));
    }
}
