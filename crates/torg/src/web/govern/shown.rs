//! What several pages of the room show alike: times, names of networks, where something holds, and a refusal at its form.
use std::collections::HashMap;

use axum::http::StatusCode;
use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use store::Conn;

use crate::govern::channel::{self, Channel};
use crate::govern::mandate::Scope;
use crate::govern::unit::{self, Unit};
use crate::ground::locale::Locale;
use crate::ground::{ChannelId, Problem, UnitId};
use crate::web::problems;

/// A time as people read it, with the whole of it, zone named, for those who ask.
pub(super) fn moment(locale: Locale, at: Timestamp, now: Timestamp, zone: &TimeZone) -> Markup {
    html! { time datetime=(at) title=(locale.time(at, zone)) { (locale.short_time(at, now, zone)) } }
}

/// The day a time falls on, as forms write it: `2026-11-20`.
pub(super) fn day(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).date().to_string()
}

/// The last day that something holds which ends at `end`: an end at midnight is the end of the day before.
pub(super) fn last_day(end: Timestamp, zone: &TimeZone) -> String {
    let local = end.to_zoned(zone.clone());
    let date = if local.time() == Time::midnight() { local.date().yesterday().unwrap_or(local.date()) } else { local.date() };
    date.to_string()
}

/// A network's name to people: the arena is called by what it is for.
pub(super) fn network_name(locale: Locale, network: &str) -> String {
    let key = format!("network-{network}");
    if locale.knows(&key) { locale.say(&key) } else { network.to_owned() }
}

/// One or two letters in place of a picture, which is never loaded: loading it would tell the network who looks.
pub(super) fn initials(name: &str) -> String {
    let mut letters = name.split_whitespace().filter_map(|word| word.chars().find(|letter| letter.is_alphabetic()));
    match (letters.next(), letters.next_back()) {
        (Some(first), Some(last)) => first.to_uppercase().chain(last.to_uppercase()).collect(),
        (Some(first), None) => first.to_uppercase().collect(),
        _ => "?".to_owned(),
    }
}

/// The picture in place of a picture, with the network's mark.
pub(super) fn picture(name: &str, network: &str) -> Markup {
    let mark = connect::by_name(network).map_or("?", |network| network.about().mark);
    html! { span.avatar aria-hidden="true" { (initials(name)) i { (mark) } } }
}

/// An address from a network, where it is one that a browser may follow without harm.
pub(super) fn web_address(address: Option<&str>) -> Option<&str> {
    address.filter(|address| address.starts_with("https://") || address.starts_with("http://"))
}

/// What the desk says no to at a form: the sentence, to stand above the fields. Faults, and what the person may not do at all, go up.
pub(super) fn at_form(locale: Locale, problem: Problem) -> Result<Said, Problem> {
    match problem {
        Problem::Refused(refusal)
            if matches!(refusal.status, StatusCode::UNPROCESSABLE_ENTITY | StatusCode::CONFLICT | StatusCode::FORBIDDEN)
                && refusal.key != "refuse-no-mandate" =>
        {
            let detail = refusal.args.iter().find(|(name, _)| *name == "detail").map(|(_, detail)| detail.clone());
            Ok(Said { sentence: problems::sentence(locale, &refusal), detail })
        }
        problem => Err(problem),
    }
}

/// A refusal as it stands at a form.
#[derive(Clone, Debug)]
pub(super) struct Said {
    sentence: String,
    /// The network's own words, where it was the network that said no.
    detail: Option<String>,
}

impl Said {
    pub(super) fn render(&self, locale: Locale) -> Markup {
        html! {
            div.banner.red role="alert" {
                p { (self.sentence) }
                @if let Some(detail) = &self.detail { (network_said(locale, detail)) }
            }
        }
    }
}

/// The network's own words, which are in its own language.
pub(super) fn network_said(locale: Locale, detail: &str) -> Markup {
    html! { p.hint { (locale.say("network-said")) " " bdi { (screen::show_safely(detail)) } } }
}

/// Units and channels by id, to name them.
#[derive(Clone, Debug)]
pub(super) struct Names {
    pub(super) units: Vec<Unit>,
    pub(super) channels: Vec<Channel>,
    units_by_id: HashMap<UnitId, String>,
}

impl Names {
    pub(super) fn read(conn: &mut Conn) -> Result<Self, Problem> {
        let (units, channels) = (unit::all(conn)?, channel::all(conn)?);
        let units_by_id = units.iter().map(|unit| (unit.id, unit.name.clone())).collect();
        Ok(Self { units, channels, units_by_id })
    }

    pub(super) fn unit(&self, id: UnitId) -> &str {
        self.units_by_id.get(&id).map_or("?", String::as_str)
    }

    fn channel(&self, id: ChannelId) -> Option<&Channel> {
        self.channels.iter().find(|channel| channel.id == id)
    }

    /// Where something holds, in words.
    pub(super) fn scope(&self, locale: Locale, scope: Scope) -> Markup {
        match scope {
            Scope::Everywhere => html! { (locale.say("scope-everywhere")) },
            Scope::Unit(unit) => html! { (locale.say_with("scope-unit", &[("unit", self.unit(unit).into())])) },
            Scope::Channel(id) => match self.channel(id) {
                Some(channel) => html! {
                    (locale.say("scope-channel")) " " bdi { (screen::show_safely(&channel.name)) } " (" (network_name(locale, &channel.network)) ")"
                },
                None => html! { (locale.say("scope-channel")) " ?" },
            },
        }
    }

    /// The units that are not closed, as a tree: each with its depth, children after their parent, alphabetical.
    pub(super) fn tree(&self) -> Vec<(usize, &Unit)> {
        let mut tree = Vec::new();
        self.branch(None, 0, &mut tree);
        tree
    }

    fn branch<'n>(&'n self, parent: Option<UnitId>, depth: usize, tree: &mut Vec<(usize, &'n Unit)>) {
        // A spoiled tree must not hang the page.
        if depth > 64 {
            return;
        }
        for unit in self.units.iter().filter(|unit| unit.parent == parent && unit.closed_at.is_none()) {
            tree.push((depth, unit));
            self.branch(Some(unit.id), depth + 1, tree);
        }
    }
}

/// A unit's name in a list of choices, moved in by its depth.
pub(super) fn indented(depth: usize, name: &str) -> String {
    format!("{}{name}", "\u{2003}".repeat(depth))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_at_midnight_is_the_day_before() {
        let zone = TimeZone::get("Europe/Stockholm").unwrap();
        assert_eq!(last_day("2026-12-31T23:00:00Z".parse().unwrap(), &zone), "2026-12-31");
        assert_eq!(last_day("2026-12-31T23:00:01Z".parse().unwrap(), &zone), "2027-01-01");
        assert_eq!(day("2026-12-31T23:00:00Z".parse().unwrap(), &zone), "2027-01-01");
    }

    #[test]
    fn only_addresses_of_the_web_are_followed() {
        assert_eq!(web_address(Some("https://social.example/@a")), Some("https://social.example/@a"));
        assert_eq!(web_address(Some("javascript:alert(1)")), None);
        assert_eq!(web_address(None), None);
    }
}
