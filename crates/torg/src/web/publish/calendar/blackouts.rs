//! Days on which nothing is to go out: name them, see what is planned for them, let them go.
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Redirect;
use jiff::{Timestamp, ToSpan as _};
use maud::{Markup, html};
use serde::Deserialize;

use super::ADDRESS;
use crate::govern::mandate::{Approve, Read, Scope};
use crate::govern::{person, unit};
use crate::ground::news::Changed;
use crate::ground::problem::not_found;
use crate::ground::{BlackoutId, Desk, Problem, UnitId, refuse};
use crate::publish::blackout::{self, Blackout, Days};
use crate::publish::calendar::{self, Filter};
use crate::web::frame::{Frame, Room};
use crate::web::shown::Times;
use crate::web::visitor::{Posted, SignedIn};

struct BlackoutsPage {
    frame: Frame,
    times: Times,
    lines: Vec<Line>,
    /// Where the reader may name days: value and name; empty: nowhere.
    places: Vec<(String, String)>,
}

struct Line {
    blackout: Blackout,
    place: String,
    made_by: String,
    /// Posts that are planned for those days all the same.
    planned: usize,
    may_end: bool,
}

/// `GET /publish/calendar/blackouts`.
pub(super) async fn page(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    let frame = Frame::read(&desk, &by).await?;
    let (officer, now, locale) = (by.officer.clone(), by.now, by.locale);
    let times = Times { locale, now, zone: desk.config().zone.clone() };
    let page = desk.read(move |conn| {
        let reading = officer.reach::<Read>(conn, now)?;
        let reach = match officer.reach::<Approve>(conn, now) {
            Ok(reach) => Some(reach),
            Err(Problem::Refused(_)) => None,
            Err(fault) => return Err(fault),
        };
        let units = unit::all(conn)?;
        let named = |id: UnitId| units.iter().find(|unit| unit.id == id).map(|unit| unit.name.clone()).unwrap_or_default();
        let mut lines = Vec::new();
        for blackout in blackout::between(conn, now, Timestamp::MAX - 1.hour())? {
            let filter = Filter { unit: blackout.unit, channel: None, state: None };
            let planned = calendar::between(conn, &reading, &filter, blackout.begins_at.max(now), blackout.ends_at)?;
            lines.push(Line {
                place: blackout.unit.map_or_else(|| locale.say("stop-everything"), named),
                made_by: person::find(conn, blackout.made_by)?.map(|person| person.name).unwrap_or_default(),
                planned: planned.entries.len(),
                may_end: reach.as_ref().is_some_and(|reach| reach.holds(blackout.scope())),
                blackout,
            });
        }
        let mut places = Vec::new();
        if let Some(reach) = &reach {
            if reach.is_everywhere() {
                places.push((String::new(), locale.say("stop-everything")));
            }
            let held = units.iter().filter(|unit| unit.closed_at.is_none() && reach.holds_unit(unit.id));
            places.extend(
                held.map(|unit| (unit.id.to_string(), locale.say_with("stop-unit", &[("name", unit.name.as_str().into())]))),
            );
        }
        Ok(BlackoutsPage { frame, times, lines, places })
    });
    Ok(page.await?.render())
}

impl BlackoutsPage {
    fn render(&self) -> Markup {
        let locale = self.frame.locale;
        let zone = self.times.zone.iana_name().unwrap_or("UTC").to_owned();
        let content = html! {
            p { a href=(ADDRESS) { "← " (locale.say("calendar-title")) } }
            p.lead { (locale.say("blackouts-lead")) }
            @if self.lines.is_empty() { p.card.empty { (locale.say("blackouts-none")) } }
            @for line in &self.lines { (self.card(line)) }
            @if self.places.is_empty() {
                p.why { (locale.say("blackouts-may-not")) }
            } @else {
                section aria-labelledby="decide" {
                    h2 #decide { (locale.say("blackouts-decide")) }
                    form.stack.card method="post" action=(format!("{ADDRESS}/blackouts")) {
                        (self.frame.token())
                        label for="unit" { (locale.say("stop-place")) }
                        select #unit name="unit" {
                            @for (value, name) in &self.places { option value=(value) { (name) } }
                        }
                        label for="first" { (locale.say_with("blackout-first", &[("zone", zone.into())])) }
                        input #first type="date" name="first" required;
                        label for="last" { (locale.say("blackout-last")) }
                        input #last type="date" name="last" required;
                        label for="why" { (locale.say("stop-why")) }
                        p.hint #why-hint { (locale.say("blackout-why-hint")) }
                        textarea #why name="why" rows="2" maxlength=(blackout::LONGEST) required aria-describedby="why-hint" {}
                        div.toolbar { button.btn.go type="submit" { (locale.say("blackout-decide")) } }
                    }
                }
            }
        };
        self.frame.simple_page(Room::Posts, &locale.say("blackouts-title"), content)
    }

    fn card(&self, line: &Line) -> Markup {
        let locale = self.frame.locale;
        let Blackout { id, days, why, made_at, .. } = &line.blackout;
        let heading = format!("b-{}", id.0.simple());
        let said = |day: jiff::civil::Date| {
            format!("{} {} {}", day.day(), locale.say(&format!("calendar-month-{}", day.month())), day.year())
        };
        html! {
            article.card aria-labelledby=(heading) {
                h2 #(heading) {
                    (said(days.first)) @if days.last != days.first { " – " (said(days.last)) }
                    ": " bdi { (line.place) }
                }
                p dir="auto" { (why) }
                p.hint {
                    (locale.say_with("blackout-by", &[("name", line.made_by.as_str().into()), ("time", self.times.whole(*made_at).into())]))
                    " " (locale.say_with("calendar-zone", &[("zone", days.zone.as_str().into())]))
                }
                @if line.planned > 0 {
                    p.banner.amber {
                        span { (locale.say_with("blackout-planned", &[("n", i64::try_from(line.planned).unwrap_or(i64::MAX).into())])) }
                        " " a href=(format!("{ADDRESS}?view=list&day={}", days.first)) { (locale.say("way-on-calendar")) }
                    }
                }
                @if line.may_end {
                    form method="post" action=(format!("{ADDRESS}/blackouts/{id}/end")) {
                        (self.frame.token())
                        button.btn type="submit" { (locale.say("blackout-end")) }
                    }
                }
            }
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Decided {
    #[serde(default)]
    unit: String,
    #[serde(default)]
    first: String,
    #[serde(default)]
    last: String,
    #[serde(default)]
    why: String,
}

/// `POST /publish/calendar/blackouts`: days of the unit's zone.
pub(super) async fn decide(State(desk): State<Desk>, posted: Posted<Decided>) -> Result<Redirect, Problem> {
    let Posted { by, form: Decided { unit, first, last, why } } = posted;
    let unreadable = || refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-form-unreadable");
    let (Ok(first), Ok(last)) = (first.parse(), last.parse()) else { return Err(unreadable().into()) };
    let unit = match unit.as_str() {
        "" => None,
        id => Some(id.parse::<UnitId>().map_err(|_| unreadable())?),
    };
    let (officer, zone) = (by.officer, desk.config().zone.iana_name().unwrap_or("UTC").to_owned());
    desk.act(move |mut act| {
        let now = act.now();
        let zone = match unit {
            Some(id) => unit::find(act.conn(), id)?.ok_or_else(not_found)?.zone,
            None => zone,
        };
        let scope = unit.map_or(Scope::Everywhere, Scope::Unit);
        let by = officer.may::<Approve>(act.conn(), scope, now)?;
        blackout::decide(act, &by, scope, &Days { first, last, zone }, &why)
    })
    .await?;
    desk.news().tell(Changed::Desk);
    Ok(Redirect::to("/publish/calendar/blackouts"))
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

/// `POST /publish/calendar/blackouts/{id}/end`.
pub(super) async fn end(
    State(desk): State<Desk>,
    Path(id): Path<BlackoutId>,
    posted: Posted<Nothing>,
) -> Result<Redirect, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let officer = by.officer;
    desk.act(move |mut act| {
        let now = act.now();
        let found = blackout::find(act.conn(), id)?.ok_or_else(not_found)?;
        let by = officer.may::<Approve>(act.conn(), found.scope(), now)?;
        blackout::end(act, &by, id)
    })
    .await?;
    desk.news().tell(Changed::Desk);
    Ok(Redirect::to("/publish/calendar/blackouts"))
}
