//! A mandate in words: what it allows, where, how long, and how it stands now.
use std::collections::HashMap;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use store::Conn;

use crate::govern::mandate::{Allowed, Granted};
use crate::govern::{person, training};
use crate::ground::locale::Locale;
use crate::ground::{PersonId, Problem, TrainingId};
use crate::web::govern::shown::{Names, day, last_day, moment};

/// What ends so soon is told of, so that it can be renewed in time.
pub(in crate::web::govern) const SOON: SignedDuration = SignedDuration::from_hours(24 * 30);

/// What it takes to tell of mandates: names, language, time and zone.
pub(in crate::web::govern) struct Told {
    pub(in crate::web::govern) names: Names,
    people: HashMap<PersonId, String>,
    trainings: HashMap<TrainingId, String>,
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
        let trainings = training::all(conn)?.into_iter().map(|training| (training.id, training.name)).collect();
        Ok(Self { names: Names::read(conn)?, people, trainings, locale, now, zone: zone.clone() })
    }

    pub(in crate::web::govern) fn person(&self, id: PersonId) -> &str {
        self.people.get(&id).map_or("?", String::as_str)
    }

    /// A training by its name.
    pub(in crate::web::govern) fn training(&self, id: TrainingId) -> &str {
        self.trainings.get(&id).map_or("?", String::as_str)
    }

    /// Whether the training that a mandate demands is in force, and until when.
    pub(in crate::web::govern) fn trained(&self, granted: &Granted) -> Markup {
        let locale = self.locale;
        match granted.trained_until {
            Some(until) if until <= self.now => html! {
                span.tag.red { (locale.say("training-ran-out")) } " " (moment(locale, until, self.now, &self.zone))
            },
            Some(until) if until == Timestamp::MAX => html! { span.tag { (locale.say("training-done")) } },
            Some(until) => html! {
                span.tag.amber[until - SOON <= self.now] { (locale.say("training-until")) " " (last_day(until, &self.zone)) }
            },
            None => html! { span.tag.red { (locale.say("training-missing")) } },
        }
    }

    /// Where it holds.
    pub(in crate::web::govern) fn place(&self, granted: &Granted) -> Markup {
        self.names.scope(self.locale, granted.scope())
    }

    /// From the first day to the last.
    pub(in crate::web::govern) fn days(&self, granted: &Granted) -> Markup {
        html! {
            (self.first(granted.valid_from)) " – "
            @match granted.valid_to {
                Some(to) => (self.last(to)),
                None => (self.locale.say("mandate-no-end")),
            }
        }
    }

    /// The same of two times.
    pub(in crate::web::govern) fn between(&self, from: Timestamp, to: Timestamp) -> Markup {
        html! { (self.first(from)) " – " (self.last(to)) }
    }

    fn first(&self, at: Timestamp) -> Markup {
        html! { time datetime=(at) title=(self.locale.time(at, &self.zone)) { (day(at, &self.zone)) } }
    }

    fn last(&self, at: Timestamp) -> Markup {
        html! { time datetime=(at) title=(self.locale.time(at, &self.zone)) { (last_day(at, &self.zone)) } }
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
        if granted.valid_from <= self.now && granted.not_over(self.now) && !granted.is_trained(self.now) {
            html! { span.tag.red { (locale.say("mandate-rests")) } }
        } else if granted.in_force(self.now) {
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
