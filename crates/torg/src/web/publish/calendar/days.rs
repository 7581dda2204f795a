//! The days and what stands in them: a grid for month and week, a list for a day and for what is to come.
use std::collections::HashMap;

use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use maud::{Markup, html};

use super::{ADDRESS, View};
use crate::govern::hours::Country;
use crate::govern::mandate::Allowed;
use crate::govern::reach::Reach;
use crate::ground::{ChannelId, UnitId};
use crate::publish::blackout::Blackout;
use crate::publish::calendar::{Entry, Filter};
use crate::publish::post::{self, State as Stands};
use crate::web::assets;
use crate::web::frame::{Frame, Room};
use crate::web::publish::posts::state_tag;
use crate::web::shown::Times;

/// Posts of one day in a month before the rest is a number.
const IN_A_CELL: usize = 4;

pub(super) struct CalendarPage {
    pub(super) frame: Frame,
    pub(super) times: Times,
    pub(super) view: View,
    pub(super) filter: Filter,
    pub(super) place: String,
    pub(super) places: Vec<(String, String)>,
    /// The day that was asked for.
    pub(super) day: Date,
    pub(super) today: Date,
    pub(super) first: Date,
    pub(super) last: Date,
    pub(super) country: Country,
    /// Posts in the order of their times, each with whether it stands on a day when its unit is to be silent.
    pub(super) entries: Vec<(Entry, bool)>,
    pub(super) more: bool,
    pub(super) blackouts: Vec<Blackout>,
    pub(super) channels: HashMap<ChannelId, String>,
    pub(super) units: HashMap<UnitId, String>,
    /// Where the reader may publish.
    pub(super) publishes: Option<Reach>,
}

/// How much of a post is told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    /// Time and name.
    Short,
    /// Channels, zone, and the way to another day.
    Whole,
}

impl CalendarPage {
    pub(super) fn render(&self) -> Markup {
        let locale = self.frame.locale;
        let content = html! {
            link rel="stylesheet" href=(assets::address("publish.css"));
            link rel="stylesheet" href=(assets::address("calendar.css"));
            script type="module" src=(assets::address("calendar.js")) {}
            (self.tools())
            h2.leaf { (self.title()) }
            p.hint { (locale.say_with("calendar-zone", &[("zone", self.zone().into())])) }
            @if self.more { p.banner.amber { (locale.say("calendar-more")) } }
            @match self.view {
                View::Month => (self.grid(Told::Short)),
                View::Week => (self.grid(Told::Whole)),
                View::Day | View::List => (self.list()),
            }
        };
        self.frame.simple_page(Room::Posts, &locale.say("calendar-title"), content)
    }

    fn zone(&self) -> String {
        self.times.zone.iana_name().unwrap_or("UTC").to_owned()
    }

    /// The address of another leaf with the same choices.
    fn address(&self, view: View, day: Date) -> String {
        let mut query = url::form_urlencoded::Serializer::new(format!("{ADDRESS}?"));
        query.append_pair("view", view.as_str()).append_pair("day", &day.to_string());
        if let Some(state) = self.filter.state {
            query.append_pair("state", state.as_str());
        }
        if !self.place.is_empty() {
            query.append_pair("place", &self.place);
        }
        query.finish().replacen("?&", "?", 1)
    }

    fn title(&self) -> String {
        let locale = self.frame.locale;
        let month = |day: Date| locale.say(&format!("calendar-month-{}", day.month()));
        let whole = |day: Date| format!("{} {} {}", day.day(), month(day), day.year());
        match self.view {
            View::Month => format!("{} {}", month(self.day), self.day.year()),
            View::Week => {
                let week = locale.say_with("calendar-week-number", &[("n", i64::from(self.first.iso_week_date().week()).into())]);
                format!("{week}, {} – {}", whole(self.first), whole(self.last))
            }
            View::Day => format!("{} {}", locale.say(&format!("calendar-weekday-{}", weekday(self.day))), whole(self.day)),
            View::List => format!("{} – {}", whole(self.first), whole(self.last)),
        }
    }

    fn tools(&self) -> Markup {
        let locale = self.frame.locale;
        let (before, after) = self.view.turned(self.day);
        html! {
            div.toolbar {
                @if self.frame.may(Allowed::Publish) { a.btn.go href="/publish/posts/new" { (locale.say("compose-post-new")) } }
                a.btn href="/publish/posts" { (locale.say("posts-title")) }
                a.btn href="/publish/series" { (locale.say("series-all")) }
                a.btn href=(format!("{ADDRESS}/blackouts")) { (locale.say("blackouts-title")) }
                a.btn href=(format!("{ADDRESS}/subscriptions")) { (locale.say("calendar-subscribe")) }
                button.btn type="button" data-print hidden { (locale.say("calendar-print")) }
            }
            form.toolbar.filter method="get" action=(ADDRESS) {
                input type="hidden" name="view" value=(self.view.as_str());
                label { span { (locale.say("calendar-day-field")) } input type="date" name="day" value=(self.day); }
                label { span { (locale.say("calendar-place")) }
                    select name="place" {
                        option value="" { (locale.say("calendar-everywhere")) }
                        @for (value, name) in &self.places { option value=(value) selected[*value == self.place] { (name) } }
                    }
                }
                label { span { (locale.say("column-state")) }
                    select name="state" {
                        option value="" { (locale.say("posts-all")) }
                        @for state in Stands::ALL {
                            option value=(state.as_str()) selected[self.filter.state == Some(*state)] { (locale.say(&format!("post-state-{}", state.as_str()))) }
                        }
                    }
                }
                button.btn type="submit" { (locale.say("calendar-show")) }
            }
            div.between {
                nav aria-label=(locale.say("calendar-views")) {
                    ul.toolbar.tabs {
                        @for view in View::ALL {
                            li { a.btn href=(self.address(*view, self.day)) aria-current=[(*view == self.view).then_some("page")] { (locale.say(&format!("calendar-{}", view.as_str()))) } }
                        }
                    }
                }
                nav.toolbar aria-label=(locale.say("calendar-leaves")) {
                    @if let Some(day) = before { a.btn rel="prev" href=(self.address(self.view, day)) { "← " (locale.say("calendar-before")) } }
                    a.btn href=(self.address(self.view, self.today)) { (locale.say("calendar-today")) }
                    @if let Some(day) = after { a.btn rel="next" href=(self.address(self.view, day)) { (locale.say("calendar-after")) " →" } }
                }
            }
        }
    }

    fn days(&self) -> Vec<Date> {
        self.first.series(1.day()).take_while(|day| *day <= self.last).collect()
    }

    fn on(&self, day: Date) -> Vec<&(Entry, bool)> {
        self.entries.iter().filter(|(entry, _)| entry.at.to_zoned(self.times.zone.clone()).date() == day).collect()
    }

    fn grid(&self, told: Told) -> Markup {
        let locale = self.frame.locale;
        let days = self.days();
        html! {
            table.calendar data-zone=(self.zone()) data-view=(self.view.as_str()) {
                caption.visually-hidden { (self.title()) }
                thead { tr {
                    th.week scope="col" { span.visually-hidden { (locale.say("calendar-week-column")) } }
                    @for day in days.iter().take(7) { th scope="col" { (locale.say(&format!("calendar-weekday-{}", weekday(*day)))) } }
                } }
                tbody {
                    @for week in days.chunks(7) {
                        tr {
                            th.week scope="row" {
                                @if let Some(monday) = week.first() {
                                    a href=(self.address(View::Week, *monday)) { (locale.say_with("calendar-week-number", &[("n", i64::from(monday.iso_week_date().week()).into())])) }
                                }
                            }
                            @for day in week { (self.cell(*day, told)) }
                        }
                    }
                }
            }
        }
    }

    fn cell(&self, day: Date, told: Told) -> Markup {
        let locale = self.frame.locale;
        let entries = self.on(day);
        let shown = if told == Told::Short { IN_A_CELL } else { usize::MAX };
        let rest = entries.len().saturating_sub(shown);
        let outside = self.view == View::Month && day.month() != self.day.month();
        let bare = entries.is_empty() && self.country.holiday(day).is_none() && !self.silent(day);
        html! {
            td data-day=(day) .outside[outside] .today[day == self.today] .bare[bare] .off[self.is_off(day)] {
                (self.head(day))
                @if !entries.is_empty() { ul.entries { @for (entry, quiet) in entries.iter().take(shown) { (self.entry(entry, *quiet, told)) } } }
                @if rest > 0 {
                    a.rest href=(self.address(View::Day, day)) { (locale.say_with("calendar-rest", &[("n", i64::try_from(rest).unwrap_or(i64::MAX).into())])) }
                }
            }
        }
    }

    /// Sundays and public holidays, as almanacs print them in red.
    fn is_off(&self, day: Date) -> bool {
        weekday(day) == 7 || self.country.is_holiday(day)
    }

    fn silent(&self, day: Date) -> bool {
        self.silences(day).next().is_some()
    }

    /// Days of silence that touch a day, of what is shown: everywhere's, and those of units on the page.
    fn silences(&self, day: Date) -> impl Iterator<Item = &Blackout> {
        let (from, until) = super::moments(day, day, &self.times.zone);
        self.blackouts.iter().filter(move |one| one.begins_at < until && one.ends_at > from)
    }

    /// The day's number, its holiday, and whether somebody is to be silent.
    fn head(&self, day: Date) -> Markup {
        let locale = self.frame.locale;
        let said = format!(
            "{} {} {}",
            locale.say(&format!("calendar-weekday-{}", weekday(day))),
            day.day(),
            locale.say(&format!("calendar-month-{}", day.month()))
        );
        html! {
            p.day {
                a href=(self.address(View::Day, day)) aria-current=[(day == self.today).then_some("date")] {
                    time datetime=(day) { span.number aria-hidden="true" { (day.day()) } span.said { (said) } }
                }
                @if let Some(holiday) = self.country.holiday(day) { " " span.holiday { (locale.say(&format!("holiday-{holiday}"))) } }
            }
            @for one in self.silences(day) {
                p.silence {
                    span.tag.red { (locale.say("blackout-day")) } " "
                    @if let Some(unit) = one.unit { bdi { (self.units.get(&unit).map_or("", String::as_str)) } ": " }
                    bdi { (one.why) }
                }
            }
        }
    }

    fn list(&self) -> Markup {
        let locale = self.frame.locale;
        let days: Vec<Date> = self.days();
        let told = |day: &Date| {
            self.view == View::Day || !self.on(*day).is_empty() || self.silent(*day) || self.country.is_holiday(*day)
        };
        html! {
            @if self.entries.is_empty() { p.card.empty { (locale.say("calendar-empty")) } }
            div.agenda data-zone=(self.zone()) {
                @for day in days.into_iter().filter(told) {
                    section data-day=(day) .off[self.is_off(day)] .today[day == self.today] {
                        (self.head(day))
                        ul.entries { @for (entry, quiet) in self.on(day) { (self.entry(entry, *quiet, Told::Whole)) } }
                    }
                }
            }
        }
    }

    /// True when the reader may carry the post to another day.
    fn may_move(&self, entry: &Entry) -> bool {
        let open = matches!(entry.post.state, Stands::Draft | Stands::Waiting | Stands::Planned) && entry.at > self.times.now;
        let holds = |reach: &Reach| reach.holds_unit(entry.post.unit) || entry.channels.iter().any(|id| reach.holds_channel(*id));
        open && self.publishes.as_ref().is_some_and(holds)
    }

    fn entry(&self, entry: &Entry, quiet: bool, told: Told) -> Markup {
        let locale = self.frame.locale;
        let moves = self.may_move(entry);
        let own = TimeZone::get(&entry.post.zone).unwrap_or_else(|_| self.times.zone.clone());
        let elsewhere = own.to_offset(entry.at) != self.times.zone.to_offset(entry.at);
        let channels: Vec<&str> = entry.channels.iter().filter_map(|id| self.channels.get(id)).map(String::as_str).collect();
        html! {
            li.entry data-state=(entry.post.state.as_str()) data-post=[moves.then_some(entry.post.id)] draggable=[moves.then_some("true")] {
                a href=(post::address(entry.post.id)) {
                    time datetime=(entry.at) title=(self.times.whole(entry.at)) { (locale.short_time(entry.at, entry.at, &self.times.zone)) }
                    " " bdi { (entry.post.name) }
                }
                " " (state_tag(locale, entry.post.state))
                @if quiet { " " span.tag.red { (locale.say("calendar-on-silent-day")) } }
                @if told == Told::Whole {
                    @if !channels.is_empty() { p.hint { bdi { (channels.join(", ")) } } }
                    @if elsewhere { p.hint { (locale.say_with("calendar-own-time", &[("time", locale.time(entry.at, &own).into())])) } }
                    @if moves { (self.carry(entry)) }
                }
            }
        }
    }

    /// To another day without a mouse.
    fn carry(&self, entry: &Entry) -> Markup {
        let locale = self.frame.locale;
        let field = format!("day-{}", entry.post.id.0.simple());
        html! {
            details.carry {
                summary { (locale.say("calendar-move")) span.visually-hidden { " " (entry.post.name) } }
                form method="post" action=(format!("{}/day", post::address(entry.post.id))) {
                    (self.frame.token())
                    input type="hidden" name="zone" value=(self.zone());
                    input type="hidden" name="back" value=(self.address(self.view, self.day));
                    label for=(field) { (locale.say("calendar-move-to")) }
                    input id=(field) type="date" name="day" required value=(entry.at.to_zoned(self.times.zone.clone()).date());
                    button.btn type="submit" { (locale.say("calendar-move-go")) }
                }
            }
        }
    }
}

/// Monday is 1.
fn weekday(day: Date) -> i8 {
    day.weekday().to_monday_one_offset()
}
