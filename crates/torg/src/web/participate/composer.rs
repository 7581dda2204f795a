//! The composer: an answer in the authority's name, or a note between colleagues. They are two forms with two looks, so that a
//! note can never be sent by mistake.
use maud::{Markup, html};

use super::gate;
use super::place::Place;
use crate::govern::channel::Channel;
use crate::govern::screening_rules::InForce;
use crate::ground::{ConversationId, MessageId};
use crate::participate::conversation::State;
use crate::web::frame::{Frame, say_around};

/// Which of the two forms is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writing {
    /// An answer, to the network.
    Reply,
    /// A note, between colleagues.
    Note,
}

/// What was written.
#[derive(Clone, Debug)]
pub(super) struct Written {
    /// In which form.
    pub(super) writing: Writing,
    /// The words.
    pub(super) text: String,
    /// Why personal data in them must be there.
    pub(super) because: String,
}

/// What was written and not taken, with why.
#[derive(Clone, Debug)]
pub(super) struct Refused {
    /// What was written.
    pub(super) written: Written,
    /// The sentence.
    pub(super) sentence: String,
}

/// How long the text may be, as the network counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counter {
    /// How much is used already.
    pub(super) used: usize,
    /// How much is used when nothing is written: a name that the network puts first.
    pub(super) base: usize,
    /// How much there may be.
    pub(super) limit: usize,
    /// What a web address counts, where it does not count what it is.
    pub(super) per_url: Option<usize>,
}

/// Whom an answer goes to: the message, the name, the first words.
#[derive(Clone, Debug)]
pub(super) struct Answered {
    pub(super) message: MessageId,
    pub(super) name: String,
    pub(super) words: String,
}

/// All that the composer needs to be drawn.
pub(super) struct Composer<'p> {
    pub(super) frame: &'p Frame,
    pub(super) place: &'p Place,
    pub(super) conversation: ConversationId,
    pub(super) state: State,
    pub(super) channel: &'p Channel,
    pub(super) answered: Option<&'p Answered>,
    pub(super) draft: Option<&'p str>,
    /// Who sent the last answer back, and what should be different.
    pub(super) returned: Option<&'p (String, String)>,
    pub(super) counter: Option<Counter>,
    pub(super) refused: Option<&'p Refused>,
    /// By which the gate looks at what is written.
    pub(super) screening: &'p InForce,
    /// Whether the unit has said where its secure channel is.
    pub(super) has_secure: bool,
    /// Whether someone just chose what to answer: then the field has the focus.
    pub(super) chosen: bool,
}

impl Composer<'_> {
    fn address(&self, noun: &str) -> String {
        format!("{}/{noun}", crate::participate::conversation::address(self.conversation))
    }

    fn refused_in(&self, writing: Writing) -> Option<&Refused> {
        self.refused.filter(|refused| refused.written.writing == writing)
    }

    pub(super) fn render(&self) -> Markup {
        let locale = self.frame.locale;
        let note = self.refused_in(Writing::Note).is_some() || self.answered.is_none();
        html! {
            @if self.answered.is_some() {
                input #compose-reply type="radio" name="compose" checked[!note];
                label.tab for="compose-reply" { (locale.say("compose-reply")) " " kbd { "r" } }
            }
            input #compose-note type="radio" name="compose" checked[note];
            label.tab for="compose-note" { (locale.say("compose-note")) " " kbd { "n" } }
            p.as.as-reply #compose-as { (say_around(locale, "compose-as", "authority", html! { strong { (self.frame.authority) } })) }
            p.as.as-note #note-as { (locale.say("compose-note-as")) }
            @if let Some(answered) = self.answered { (self.reply(answered)) }
            (self.note())
        }
    }

    fn reply(&self, answered: &Answered) -> Markup {
        let locale = self.frame.locale;
        let refused = self.refused_in(Writing::Reply);
        let text = refused.map(|refused| refused.written.text.as_str()).or(self.draft).unwrap_or_default();
        let described = described(refused.is_some(), &["compose-as", "reply-to", "reply-count", "gate"], "reply-refused");
        html! {
            form.reply #reply-form method="post" action=(self.address("replies")) data-draft=(self.address("draft")) data-screening=(self.address("screening")) {
                (self.frame.token()) (self.place.fields())
                input type="hidden" name="answers" value=(answered.message);
                p.hint.to #reply-to {
                    (say_around(locale, "compose-to", "name", html! { bdi { (answered.name) } }))
                    @if self.channel.name != self.frame.authority { " " (say_around(locale, "compose-in", "channel", html! { bdi { (self.channel.name) } })) }
                    ": " q dir="auto" { (answered.words) }
                }
                @if let Some((name, note)) = self.returned.filter(|_| refused.is_none()) {
                    div.banner.amber { p { (locale.say_with("compose-returned", &[("name", name.as_str().into())])) " " q dir="auto" { (note) } } }
                }
                @if let Some(refused) = refused { p.banner.red #reply-refused role="alert" { (refused.sentence) } }
                label.visually-hidden for="reply" { (locale.say("compose-reply-label")) }
                textarea #reply name="text" rows="3" required aria-describedby=(described) aria-invalid=[refused.map(|_| "true")] autofocus[refused.is_some() || self.chosen]
                    data-limit=[self.counter.map(|counter| counter.limit)] data-base=[self.counter.map(|counter| counter.base)]
                    data-per-url=[self.counter.and_then(|counter| counter.per_url)] { "\n" (text) }
                (gate::seen(locale, self.screening, text, refused.map_or("", |refused| refused.written.because.as_str())))
                @if self.has_secure {
                    button.btn.secure #secure type="submit" formnovalidate formaction=(self.address("secure-words")) { (locale.say("compose-secure")) " " kbd { "s" } }
                }
                div.send {
                    noscript { button.btn type="submit" formnovalidate formaction=(self.address("draft")) { (locale.say("compose-save-draft")) } }
                    span.hint #draft-state role="status" data-saved=(locale.say("compose-draft-saved")) data-unsaved=(locale.say("compose-draft-unsaved")) { @if self.draft.is_some() && refused.is_none() { (locale.say("compose-draft-kept")) } }
                    span.count #reply-count data-say=(locale.say_with("compose-count", &[("used", "{used}".into()), ("limit", "{limit}".into())])) data-over=(locale.say_with("compose-over", &[("n", "{n}".into())])) {
                        @match self.counter {
                            Some(Counter { used, limit, .. }) => (locale.say_with("compose-count", &[("used", used.to_string().into()), ("limit", limit.to_string().into())])),
                            None => (locale.say("compose-count-unknown")),
                        }
                    }
                    button.btn.go[self.state == State::Open] type="submit" { (locale.say("compose-reply")) " " kbd { (locale.say("kbd-send")) } }
                }
            }
        }
    }

    fn note(&self) -> Markup {
        let locale = self.frame.locale;
        let refused = self.refused_in(Writing::Note);
        let described = described(refused.is_some(), &["note-as"], "note-refused");
        html! {
            form.note-form #note-form method="post" action=(self.address("notes")) {
                (self.frame.token()) (self.place.fields())
                @if let Some(refused) = refused { p.banner.red #note-refused role="alert" { (refused.sentence) } }
                label.visually-hidden for="note" { (locale.say("compose-note-label")) }
                textarea #note name="text" rows="3" required aria-describedby=(described) aria-invalid=[refused.map(|_| "true")] autofocus[refused.is_some()] {
                    "\n" (refused.map_or("", |refused| refused.written.text.as_str()))
                }
                div.send {
                    button.btn type="submit" { (locale.say("compose-note-save")) " " kbd { (locale.say("kbd-send")) } }
                }
            }
        }
    }
}

/// The ids that describe a field; the refusal first, where there is one.
fn described(refused: bool, ids: &[&str], refusal: &str) -> String {
    refused.then_some(refusal).into_iter().chain(ids.iter().copied()).collect::<Vec<_>>().join(" ")
}
