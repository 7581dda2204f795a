//! What the rooms show alike: times, names of networks, addresses, and words from outside without their tricks.
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};

use crate::govern::channel::Attention;
use crate::ground::locale::Locale;
use crate::participate::shown;
use crate::records::message::Text;

/// Now and the zone it is told in: what a page needs to show times.
#[derive(Clone, Debug)]
pub(super) struct Times {
    pub(super) locale: Locale,
    pub(super) now: Timestamp,
    pub(super) zone: TimeZone,
}

impl Times {
    /// A time as people read it, with the whole of it, zone named, for those who ask.
    pub(super) fn moment(&self, at: Timestamp) -> Markup {
        html! { time datetime=(at) title=(self.whole(at)) { (self.locale.short_time(at, self.now, &self.zone)) } }
    }

    /// The whole of a time, zone named.
    pub(super) fn whole(&self, at: Timestamp) -> String {
        self.locale.time(at, &self.zone)
    }
}

/// What a person must see to, each in a sentence; red when it should have been done.
pub(super) fn attention(locale: Locale, list: &[Attention], now: Timestamp, zone: &TimeZone) -> Markup {
    html! {
        @for one in list {
            @let time = locale.short_time(one.at(), now, zone);
            span.tag.amber[!one.is_overdue()].red[one.is_overdue()] { (locale.say_with(one.key(), &[("time", time.as_str().into())])) } " "
        }
    }
}

/// A network's name to people: the practice network is called so in the reader's language.
pub(super) fn network_name(locale: Locale, network: &str) -> String {
    let key = format!("network-{network}");
    if locale.knows(&key) {
        return locale.say(&key);
    }
    connect::by_name(network).map_or(network, |network| network.about().label).to_owned()
}

/// An address from outside, where it is one that a browser may follow without harm: JSON could hold `javascript:`.
pub(super) fn web_address(address: Option<&str>) -> Option<&str> {
    address.filter(|address| address.starts_with("https://") || address.starts_with("http://"))
}

/// What was said, hidden what belongs in a secure channel, or under which decision it was erased.
pub(super) fn said(locale: Locale, text: &Text) -> Markup {
    match text {
        Text::Said(said) => html! {
            @if let Some(warning) = &said.warning { p.warning { bdi { (safely(warning)) } } }
            p.words dir="auto" { (safely(&said.text)) }
        },
        Text::Erased { decision } => html! {
            p.state { em { (locale.say_with("message-erased", &[("decision", decision.as_str().into())])) } }
        },
    }
}

/// A beginning of it in one line, for lists.
pub(super) fn first_words(text: &Text, n_chars: usize) -> String {
    screen::first_words(&shown::masked(text.plain()), n_chars)
}

/// Words from outside as plain text: nothing in them turns the page, and what belongs in a secure channel is dots.
pub(super) fn safely(text: &str) -> String {
    screen::show_safely(&shown::masked(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_number_is_dots_and_the_rest_is_as_written() {
        assert_eq!(
            safely("Mitt nummer är 19121212-1212, ring 070-174 06 05"),
            "Mitt nummer är ●●●●●●●●-●●●●, ring 070-174 06 05"
        );
    }

    #[test]
    fn only_addresses_of_the_web_are_followed() {
        assert_eq!(web_address(Some("https://social.example/1")), Some("https://social.example/1"));
        assert_eq!(web_address(Some("javascript:alert(1)")), None);
    }
}
