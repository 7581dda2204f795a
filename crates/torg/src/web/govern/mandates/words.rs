//! A mandate in words: what it allows, where, how long, and how it stands now.
use std::collections::HashMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use store::Conn;

use crate::govern::mandate::{Allowed, Granted};
use crate::govern::person;
use crate::ground::locale::Locale;
use crate::ground::{PersonId, Problem};
use crate::web::govern::shown::{Names, day, last_day, moment};

/// What it takes to tell of mandates: names, language, time and zone.
pub(in crate::web::govern) struct Told {
    pub(in crate::web::govern) names: Names,
    people: HashMap<PersonId, String>,
    locale: Locale,
    now: Timestamp,
    zone: TimeZone,
}

impl Told {
    pub(in crate::web::govern) fn read(
        conn: &mut Conn,
        locale: Locale,
        now: Timestamp,
        zone: &TimeZone,
    ) -> Result<Self, Problem> {
        let people = person::all(conn)?.into_iter().map(|person| (person.id, person.name)).collect();
        Ok(Self { names: Names::read(conn)?, people, locale, now, zone: zone.clone() })
    }

    pub(in crate::web::govern) fn person(&self, id: PersonId) -> &str {
        self.people.get(&id).map_or("?", String::as_str)
    }

    /// Where it holds.
    pub(in crate::web::govern) fn place(&self, granted: &Granted) -> Markup {
        self.names.scope(self.locale, granted.scope())
    }

    /// From the first day to the last.
    pub(in crate::web::govern) fn days(&self, granted: &Granted) -> Markup {
        let from = day(granted.valid_from, &self.zone);
        html! {
            time datetime=(granted.valid_from) title=(self.locale.time(granted.valid_from, &self.zone)) { (from) } " – "
            @match granted.valid_to {
                Some(to) => time datetime=(to) title=(self.locale.time(to, &self.zone)) { (last_day(to, &self.zone)) },
                None => (self.locale.say("mandate-no-end")),
            }
        }
    }

    /// Who gave it, and when.
    pub(in crate::web::govern) fn giver(&self, granted: &Granted) -> Markup {
        html! {
            @match granted.granted_by {
                Some(by) => bdi { (self.person(by)) },
                None => (self.locale.say("mandate-by-founding")),
            }
            ", " (moment(self.locale, granted.granted_at, self.now, &self.zone))
        }
    }

    /// How it stands.
    pub(in crate::web::govern) fn state(&self, granted: &Granted) -> Markup {
        let locale = self.locale;
        if let Some(at) = granted.revoked_at {
            return html! {
                span.tag.red { (locale.say("mandate-revoked")) } " " (moment(locale, at, self.now, &self.zone))
                @if let Some(by) = granted.revoked_by { ", " bdi { (self.person(by)) } }
                @if let Some(why) = &granted.revoked_why { br; (why) }
            };
        }
        if granted.in_force(self.now) {
            html! { span.tag { (locale.say("mandate-in-force")) } }
        } else if granted.not_over(self.now) {
            html! { span.tag.blue { (locale.say("mandate-to-come")) } }
        } else {
            html! { span.tag { (locale.say("mandate-over")) } }
        }
    }
}

/// `läsa, svara`.
pub(in crate::web::govern) fn acts_in_words(locale: Locale, acts: &[Allowed]) -> String {
    acts.iter().map(|act| locale.say(&format!("act-{}", act.as_str()))).collect::<Vec<_>>().join(", ")
}
