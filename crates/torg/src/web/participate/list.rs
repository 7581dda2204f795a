//! The list of conversations: who, in which network, the first words, how much time is left, who has it.
use fluent_bundle::FluentValue;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use store::Conn;

use super::place::{Place, has_clock};
use crate::govern::channel::Channel;
use crate::govern::hours::Opening;
use crate::govern::{Officer, channel, person};
use crate::ground::locale::Locale;
use crate::ground::{ConversationId, PersonId, Problem};
use crate::participate::conversation::{Conversation, State};
use crate::participate::inbox::{self, Asking, COUNT_STOPS, Line, Order, View};
use crate::participate::{shown, thread};
use crate::records::message::Text;
use crate::web::frame::Frame;

/// Characters of a text in the list; the style shows two lines of them.
const FIRST_WORDS: usize = 140;

/// A page of the list.
pub(super) struct List {
    lines: Vec<(Line, String)>,
    /// How many messages a search hit.
    hits: Option<i64>,
    /// The address of the next page, where there is one.
    more: Option<String>,
    reader: PersonId,
    now: Timestamp,
    zone: TimeZone,
}

impl List {
    /// Reads the page of the list that `place` names: at most [`inbox::PAGE`] conversations, whatever the size of the desk.
    pub(super) fn read(
        conn: &mut Conn,
        officer: &Officer,
        place: &Place,
        now: Timestamp,
        zone: &TimeZone,
    ) -> Result<Self, Problem> {
        let asking = Asking::of(conn, officer, now)?;
        let (conversations, hits, more): (Vec<_>, _, _) = match place.q() {
            Some(q) => {
                let hits = inbox::find(conn, &asking, q, place.before())?;
                let more = hits.before.map(|before| place.list_before(before));
                (
                    hits.conversations.into_iter().map(|(conversation, hit)| (conversation, Some(hit))).collect(),
                    Some(hits.count),
                    more,
                )
            }
            None => {
                let page = inbox::list(conn, &asking, place.view(), place.order(), place.after())?;
                let more = page.next.map(|next| place.list_after(next));
                (page.conversations.into_iter().map(|conversation| (conversation, None)).collect(), None, more)
            }
        };
        let channels = channel::all(conn)?;
        let people = person::all(conn)?;
        let name = |id: PersonId| people.iter().find(|person| person.id == id).map(|person| person.name.clone());
        let mut lines = Vec::with_capacity(conversations.len());
        for line in inbox::lines(conn, conversations, &channels, &name)? {
            let findings = thread::findings(conn, &line.message)?;
            let words = screen::first_words(&shown::plain(line.text.plain(), &findings), FIRST_WORDS);
            lines.push((line, words));
        }
        Ok(Self { lines, hits, more, reader: officer.id(), now, zone: zone.clone() })
    }

    /// True when there is nothing in it.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The list as a part of a page. `open` is the conversation that stands beside it; `level` is 1 when the list is what the page is about.
    pub(super) fn render(&self, frame: &Frame, place: &Place, open: Option<ConversationId>, level: Level) -> Markup {
        let locale = frame.locale;
        let (title, count) = self.heading(frame, place);
        html! {
            header {
                @match level {
                    Level::Page => h1 { (title) " " small { (count) } },
                    Level::Beside => h2.h1 { (title) " " small { (count) } },
                }
                search {
                    form method="get" action="/participate/inbox" {
                        label.visually-hidden for="search" { (locale.say("search-label")) }
                        input #search type="search" name="q" value=(place.q().unwrap_or_default()) placeholder=(locale.say("search-hint")) autocomplete="off";
                        button.visually-hidden type="submit" tabindex="-1" { (locale.say("search-button")) }
                    }
                }
                @if place.q().is_none() && has_clock(place.view()) {
                    nav.chips aria-label=(locale.say("order-label")) {
                        @for order in [Order::Clock, Order::Newest] {
                            a.chip href=(place.ordered(order)) aria-current=[(order == place.order()).then_some("true")] {
                                (locale.say(&format!("order-{}", order.as_str())))
                            }
                        }
                    }
                }
                @if place.q().is_some() {
                    p.hint { a href="/participate/inbox" { (locale.say("search-leave")) } }
                }
            }
            p #list-news hidden {
                button.btn type="button" data-one=(locale.say_with("list-news", &[("n", 1.into())])) data-many=(locale.say_with("list-news", &[("n", "{n}".into())])) data-changed=(locale.say("list-changed")) {}
            }
            @if self.lines.is_empty() {
                (self.empty(frame, place))
            } @else {
                ul.items #items tabindex="-1" {
                    @for (line, words) in &self.lines { (self.line(locale, place, line, words, open)) }
                }
            }
            @if let Some(more) = &self.more {
                p.more { a.btn href=(more) { (locale.say("list-more")) } }
            }
        }
    }

    fn heading(&self, frame: &Frame, place: &Place) -> (String, String) {
        let locale = frame.locale;
        match (place.q(), self.hits) {
            (Some(q), Some(hits)) => {
                let key = if hits > COUNT_STOPS { "search-hits-many" } else { "search-hits" };
                (
                    locale.say_with("search-title", &[("q", FluentValue::from(screen::first_words(q, 80)))]),
                    locale.say_with(key, &[("n", hits.min(COUNT_STOPS).into())]),
                )
            }
            _ => {
                let view = place.view();
                let count = frame.views.iter().find(|(known, _)| *known == view).map_or(0, |(_, count)| *count);
                let key = if count >= COUNT_STOPS { "list-count-many" } else { "list-count" };
                (locale.say(&format!("view-{}", view.as_str())), locale.say_with(key, &[("n", count.into())]))
            }
        }
    }

    fn empty(&self, frame: &Frame, place: &Place) -> Markup {
        let locale = frame.locale;
        let key = match place.q() {
            Some(_) => "list-empty-search".to_owned(),
            None => format!("list-empty-{}", place.view().as_str()),
        };
        html! {
            div.empty {
                p { (locale.say(&key)) }
                @if place.q().is_none() && place.view() == View::Mine {
                    p { a.btn href=(Place::in_view(View::Nobody).list()) { (locale.say("list-empty-mine-link")) } }
                }
                @if place.after().is_some() || place.before().is_some() {
                    p { a.btn href=(place.list()) { (locale.say("list-from-start")) } }
                }
            }
        }
    }

    fn line(&self, locale: Locale, place: &Place, line: &Line, words: &str, open: Option<ConversationId>) -> Markup {
        let Line { conversation, channel, author, message, text, assignee } = line;
        let mark = channel.network().map_or("?", |network| network.about().mark);
        let name = author
            .as_ref()
            .map_or_else(|| channel.name.clone(), |author| screen::first_words(&shown::masked(author.shown()), 60));
        let edited = message.gone_at.is_none() && message.version > 1;
        html! {
            li #{ "c-" (conversation.id.0.simple()) } {
                a.item href=(place.conversation(conversation.id)) aria-current=[(open == Some(conversation.id)).then_some("true")] {
                    span.avatar aria-hidden="true" { (initials(&name)) i { (mark) } }
                    span.top { strong { bdi { (name) } } (clock(locale, conversation, channel, self.now, &self.zone)) }
                    span.say dir="auto" {
                        @match text {
                            Text::Said(_) => { @if author.is_none() { (locale.say("list-we-said")) " " } (words) },
                            Text::Erased { decision } => { em { (locale.say_with("message-erased", &[("decision", decision.as_str().into())])) } },
                        }
                    }
                    span.tags {
                        span.visually-hidden { (channel.name) "." }
                        @if conversation.kind == "direct" { span.tag.blue { (locale.say("kind-direct")) } " " }
                        @for mark in conversation.marks.split_whitespace() { (mark_tag(locale, mark)) " " }
                        @if edited { span.tag { (locale.say("message-edited")) } " " }
                        @if message.gone_at.is_some() { span.tag { (locale.say("message-gone")) } " " }
                        @match (conversation.assignee, assignee) {
                            (Some(id), _) if id == self.reader => span.tag { (locale.say("list-mine")) },
                            (_, Some(name)) => span.tag { (locale.say_with("list-has-it", &[("name", name.as_str().into())])) },
                            _ => {},
                        }
                    }
                }
            }
        }
    }
}

/// Whether the list is what the page is about, or stands beside a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    /// Its heading is the page's.
    Page,
    /// The conversation's heading is the page's.
    Beside,
}

/// A finding's kind as a small word. Identity numbers are what to look at before one acts.
fn mark_tag(locale: Locale, kind: &str) -> Markup {
    html! { span.tag.amber[shown::is_masked(kind)] { (mark_name(locale, kind)) } }
}

/// A finding's kind in the reader's language; one from a newer program is shown by its own name.
pub(super) fn mark_name(locale: Locale, kind: &str) -> String {
    let key = format!("mark-{kind}");
    if locale.knows(&key) { locale.say(&key) } else { kind.to_owned() }
}

/// How far a conversation's clock has run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    /// Plenty of time.
    Calm,
    /// Less than a quarter is left.
    Soon,
    /// The promise has passed.
    Late,
}

/// How much opening time is left of what the channel promises, or how late it is by any clock, and how it stands.
pub(super) fn pace(due: Timestamp, opening: &Opening, answer_within_minutes: i64, now: Timestamp) -> (SignedDuration, Pace) {
    if due < now {
        return (due.duration_since(now), Pace::Late);
    }
    let left = opening.between(now, due);
    let quarter = SignedDuration::from_mins(answer_within_minutes) / 4;
    (left, if left < quarter { Pace::Soon } else { Pace::Calm })
}

/// `42 min kvar`, `1 tim sen`: text always, colour beside it. What has no clock shows when something was last said.
pub(super) fn clock(locale: Locale, conversation: &Conversation, channel: &Channel, now: Timestamp, zone: &TimeZone) -> Markup {
    match conversation.due_at.filter(|_| conversation.state == State::Open) {
        Some(due) => {
            let (left, pace) = pace(due, &channel.opening, channel.answer_within_minutes, now);
            let (key, class) = match pace {
                Pace::Calm => ("clock-left", None),
                Pace::Soon => ("clock-left", Some("soon")),
                Pace::Late => ("clock-late", Some("late")),
            };
            // Out of hours nobody counts down: it says when somebody is at the desk again.
            let opens = channel.opening.opens(now).filter(|opens| *opens > now && pace != Pace::Late);
            html! {
                time.clock.(class.unwrap_or("calm")) datetime=(due) title=(locale.say_with("clock-due", &[("time", locale.time(due, zone).into())])) {
                    @match opens {
                        Some(opens) => (locale.say_with("clock-opens", &[("time", locale.soon(opens, now, &channel.opening.zone).into())])),
                        None => (locale.say_with(key, &[("length", locale.length(left).into())])),
                    }
                }
            }
        }
        None => html! {
            time.clock datetime=(conversation.latest_at) title=(locale.time(conversation.latest_at, zone)) {
                (locale.short_time(conversation.latest_at, now, zone))
            }
        },
    }
}

/// One or two letters for someone whose picture is not loaded: loading it would tell the network who reads.
pub(super) fn initials(name: &str) -> String {
    let mut letters = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphabetic()));
    match (letters.next(), letters.next_back()) {
        (Some(first), Some(last)) => first.to_uppercase().chain(last.to_uppercase()).collect(),
        (Some(first), None) => first.to_uppercase().collect(),
        _ => "?".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_two_letters() {
        for (name, letters) in [
            ("Åse Lind", "ÅL"),
            ("Maja 👩‍👩‍👧 Öberg", "MÖ"),
            ("anonym_4711", "A"),
            ("4711", "?"),
            ("", "?"),
            ("Ole von der Berg", "OB"),
        ] {
            assert_eq!(initials(name), letters, "{name:?}");
        }
    }

    #[test]
    fn the_clock_turns_when_a_quarter_is_left() {
        let now = Timestamp::from_second(1_000_000).unwrap();
        let in_minutes = |minutes| now + SignedDuration::from_mins(minutes);
        let always = Opening::always(TimeZone::UTC);
        assert_eq!(pace(in_minutes(31), &always, 120, now).1, Pace::Calm);
        assert_eq!(pace(in_minutes(29), &always, 120, now).1, Pace::Soon);
        assert_eq!(pace(in_minutes(-1), &always, 120, now).1, Pace::Late);
    }
}
