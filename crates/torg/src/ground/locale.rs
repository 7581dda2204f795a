//! Languages: every visible word stands in `locales/`, complete in four languages. Times are told with a named zone.
use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// A language of the desk's own pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// Svenska.
    #[default]
    Sv,
    /// Norsk bokmål.
    Nb,
    /// Norsk nynorsk.
    Nn,
    /// English.
    En,
}

struct Words {
    bundle: FluentBundle<FluentResource>,
}

static WORDS: LazyLock<HashMap<Locale, Words>> =
    LazyLock::new(|| Locale::ALL.iter().map(|locale| (*locale, Words::parsed(*locale))).collect());

impl Words {
    fn parsed(locale: Locale) -> Self {
        // The files are part of the program and the key test parses them, so a fault here is a fault of the build.
        let resource = FluentResource::try_new(locale.source().to_owned()).unwrap_or_else(|(resource, _)| resource);
        let language = locale.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // Names stand in <bdi> in the pages; isolating marks in plain text would be read aloud by some readers.
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        Self { bundle }
    }
}

impl Locale {
    /// Every language, in the order of the menu.
    pub const ALL: &'static [Self] = &[Self::Sv, Self::Nb, Self::Nn, Self::En];

    /// BCP 47 tag: `sv`, `nb`, `nn`, `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Sv => "sv",
            Self::Nb => "nb",
            Self::Nn => "nn",
            Self::En => "en",
        }
    }

    /// The language's own name.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::Sv => "Svenska",
            Self::Nb => "Norsk bokmål",
            Self::Nn => "Norsk nynorsk",
            Self::En => "English",
        }
    }

    /// The files it comes from, one for each room.
    pub fn source(self) -> &'static str {
        macro_rules! files {
            ($tag:literal) => {
                concat!(
                    include_str!(concat!("../../locales/", $tag, "/api.ftl")),
                    "\n",
                    include_str!(concat!("../../locales/", $tag, "/by-hand.ftl")),
                    "\n",
                    include_str!(concat!("../../locales/", $tag, "/channels.ftl")),
                    "\n",
                    include_str!(concat!("../../locales/", $tag, "/calendar.ftl")),
                    "\n",
                    include_str!(concat!("../../locales/", $tag, "/compose.ftl")),
                    "\n",
                    include_str!(concat!("../../locales/", $tag, "/contact.ftl")),
                    "\n",
                    include_str!(concat!("../../locales/", $tag, "/duty.ftl")),
                    "\n",
                    include_str!(concat!("../../locales/", $tag, "/frame.ftl")),
                    "\n",
                    include_str!(concat!("../../locales/", $tag, "/gate.ftl")),
                    "\n",
                    include_str!(concat!("../../locales/", $tag, "/govern.ftl")),
                    "\n",
                    include_str!(concat!("../../locales/", $tag, "/ground.ftl")),
                    "\n",
                    include_str!(concat!("../../locales/", $tag, "/guidelines.ftl")),
                    "\n",
                    include_str!(concat!("../../locales/", $tag, "/listen.ftl")),
                    "\n",
                    include_str!(concat!("../../locales/", $tag, "/mandates.ftl")),
                    "\n",
                    include_str!(concat!("../../locales/", $tag, "/participate.ftl")),
                    "\n",
                    include_str!(concat!("../../locales/", $tag, "/posts.ftl")),
                    "\n",
                    include_str!(concat!("../../locales/", $tag, "/promise.ftl")),
                    "\n",
                    include_str!(concat!("../../locales/", $tag, "/publish.ftl")),
                    "\n",
                    include_str!(concat!("../../locales/", $tag, "/records.ftl")),
                    "\n",
                    include_str!(concat!("../../locales/", $tag, "/register.ftl")),
                    "\n",
                    include_str!(concat!("../../locales/", $tag, "/screen.ftl")),
                    "\n",
                    include_str!(concat!("../../locales/", $tag, "/sign-in.ftl")),
                    "\n",
                    include_str!(concat!("../../locales/", $tag, "/writing.ftl")),
                    "\n",
                )
            };
        }
        match self {
            Self::Sv => files!("sv"),
            Self::Nb => files!("nb"),
            Self::Nn => files!("nn"),
            Self::En => files!("en"),
        }
    }

    /// The language with this tag; `no` is bokmål.
    pub fn named(tag: &str) -> Option<Self> {
        let first = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        match first.as_str() {
            "no" => Some(Self::Nb),
            other => Self::ALL.iter().copied().find(|locale| locale.tag() == other),
        }
    }

    /// The best of ours for an `Accept-Language` header, in the header's own order.
    pub fn accepted(header: &str) -> Option<Self> {
        header.split(',').filter_map(|part| Self::named(part.split(';').next().unwrap_or_default().trim())).next()
    }

    /// The words for `key`.
    pub fn say(self, key: &str) -> String {
        self.say_with(key, &[])
    }

    /// The words for `key`, with what they name. An unknown key is shown as itself; the key test keeps that from happening.
    pub fn say_with(self, key: &str, args: &[(&'static str, FluentValue<'_>)]) -> String {
        let bundle = &WORDS[&self].bundle;
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::error!(key, locale = self.tag(), "There are no words for {key}");
            return key.to_owned();
        };
        let mut named = FluentArgs::new();
        for (name, value) in args {
            named.set(*name, value.clone());
        }
        let mut faults = Vec::new();
        let said = bundle.format_pattern(pattern, Some(&named), &mut faults).into_owned();
        if !faults.is_empty() {
            tracing::error!(key, locale = self.tag(), "The words for {key} lack something: {faults:?}");
        }
        said
    }

    /// True when there are words for `key`.
    pub fn knows(self, key: &str) -> bool {
        WORDS[&self].bundle.has_message(key)
    }

    /// `fre 20 nov 2026 08.15 (Stockholm)`: a time with its named zone, for headings, titles and prints.
    pub fn time(self, at: Timestamp, zone: &TimeZone) -> String {
        let local = at.to_zoned(zone.clone());
        let mut said = format!("{} {} {} ", self.weekday(&local), local.day(), self.month(&local));
        let _infallible = write!(said, "{} {}", local.year(), self.clock(&local));
        match zone_city(zone) {
            Some(city) => format!("{said} ({city})"),
            None => said,
        }
    }

    /// `08.15` today, `fre 20 nov` this year, `20 nov 2025` before: for lists, where the whole time stands in the title.
    pub fn short_time(self, at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
        let (local, today) = (at.to_zoned(zone.clone()), now.to_zoned(zone.clone()));
        if local.date() == today.date() {
            self.clock(&local)
        } else if local.year() == today.year() {
            format!("{} {} {}", self.weekday(&local), local.day(), self.month(&local))
        } else {
            format!("{} {} {}", local.day(), self.month(&local), local.year())
        }
    }

    /// `08.00` today, `mån 08.00` within a week, `mån 23 nov 08.00` later: for what is to come.
    pub fn soon(self, at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
        let (local, today) = (at.to_zoned(zone.clone()), now.to_zoned(zone.clone()));
        if local.date() == today.date() {
            return self.clock(&local);
        }
        let day = self.weekday(&local);
        if at.duration_since(now) < jiff::SignedDuration::from_hours(24 * 6) {
            return format!("{day} {}", self.clock(&local));
        }
        format!("{day} {} {} {}", local.day(), self.month(&local), self.clock(&local))
    }

    /// `10.32.07`: to the second, where seconds matter.
    pub fn exact_time(self, at: Timestamp, zone: &TimeZone) -> String {
        let local = at.to_zoned(zone.clone());
        let sign = if self == Self::En { ':' } else { '.' };
        format!("{}{sign}{:02}", self.clock(&local), local.second())
    }

    fn clock(self, local: &jiff::Zoned) -> String {
        let sign = if self == Self::En { ':' } else { '.' };
        format!("{:02}{sign}{:02}", local.hour(), local.minute())
    }

    fn weekday(self, local: &jiff::Zoned) -> String {
        self.say(&format!("weekday-{}", local.weekday().to_monday_one_offset()))
    }

    fn month(self, local: &jiff::Zoned) -> String {
        self.say(&format!("month-{}", local.month()))
    }

    /// A length of time in the largest unit that fits: `42 min`, `3 tim`, `2 d`.
    pub fn length(self, length: jiff::SignedDuration) -> String {
        let minutes = length.as_secs().unsigned_abs().div_ceil(60);
        let (key, n) = match minutes {
            0..60 => ("length-minutes", minutes),
            60..2880 => ("length-hours", minutes / 60),
            _ => ("length-days", minutes / 1440),
        };
        self.say_with(key, &[("n", i64::try_from(n).unwrap_or(i64::MAX).into())])
    }
}

/// The city a zone is named after: `Europe/Stockholm` is *Stockholm* to people.
fn zone_city(zone: &TimeZone) -> Option<String> {
    let name = zone.iana_name()?;
    Some(name.rsplit('/').next().unwrap_or(name).replace('_', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_in_the_readers_language_with_a_named_zone() {
        let at: Timestamp = "2026-11-20T07:15:00Z".parse().unwrap();
        let stockholm = TimeZone::get("Europe/Stockholm").unwrap();
        assert_eq!(Locale::Sv.time(at, &stockholm), "fre 20 nov 2026 08.15 (Stockholm)");
        assert_eq!(Locale::En.time(at, &stockholm), "Fri 20 Nov 2026 08:15 (Stockholm)");
        assert_eq!(Locale::Nb.short_time(at, at, &stockholm), "08.15");
    }

    #[test]
    fn the_browsers_first_language_of_ours_is_taken() {
        assert_eq!(Locale::accepted("fi, no;q=0.9, en;q=0.8"), Some(Locale::Nb));
        assert_eq!(Locale::accepted("de"), None);
    }

    #[test]
    fn every_language_has_the_same_words_and_none_is_broken() {
        let keys = |locale: Locale| -> Vec<String> {
            let resource = FluentResource::try_new(locale.source().to_owned())
                .unwrap_or_else(|(_, faults)| panic!("{locale:?}: {faults:?}"));
            let mut keys: Vec<String> = resource
                .entries()
                .filter_map(|entry| match entry {
                    fluent_syntax::ast::Entry::Message(message) => Some(message.id.name.to_owned()),
                    _ => None,
                })
                .collect();
            keys.sort();
            keys
        };
        let swedish = keys(Locale::Sv);
        let doubled: Vec<_> = swedish.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].clone()).collect();
        assert!(doubled.is_empty(), "said twice: {doubled:?}");
        for locale in [Locale::Nb, Locale::Nn, Locale::En] {
            let theirs = keys(locale);
            let missing: Vec<_> = swedish.iter().filter(|key| !theirs.contains(key)).collect();
            let extra: Vec<_> = theirs.iter().filter(|key| !swedish.contains(key)).collect();
            assert!(missing.is_empty() && extra.is_empty(), "{locale:?} lacks {missing:?} and has {extra:?} too many");
        }
    }
}
