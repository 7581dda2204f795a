//! Who is on duty for a unit, and who is told when something waits too long: a page for those who govern the unit.
use std::str::FromStr as _;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use jiff::tz::TimeZone;
use maud::{Markup, html};
use serde::Deserialize;

use super::{Section, page as room_page};
use crate::govern::Scope;
use crate::govern::duty::{self, Duty};
use crate::govern::mandate::Govern;
use crate::govern::person::{self, Person};
use crate::govern::unit::{self, Unit};
use crate::ground::problem::not_found;
use crate::ground::{Desk, DutyId, PersonId, Problem, StepId, UnitId, refuse};
use crate::participate::alert;
use crate::participate::escalation::{self, Cause, LONGEST, Step};
use crate::web::frame::Frame;
use crate::web::problems;
use crate::web::publish::planned;
use crate::web::shown::Times;
use crate::web::{Posted, SignedIn};

pub(super) fn routes() -> Router<Desk> {
    Router::new()
        .route("/govern/units/{id}/duty", get(page).post(set))
        .route("/govern/units/{id}/escalation", post(add))
        .route("/govern/duty/{id}/end", post(end))
        .route("/govern/escalation/{id}/end", post(end_step))
}

/// Where it is.
pub(super) fn address(unit: UnitId) -> String {
    format!("/govern/units/{unit}/duty")
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Filled {
    person: String,
    from: String,
    to: String,
    cause: String,
    after: String,
}

struct DutyPage {
    frame: Frame,
    times: Times,
    unit: Unit,
    on_duty: Option<PersonId>,
    own: Vec<Duty>,
    steps: Vec<Step>,
    has_mailbox: bool,
    people: Vec<Person>,
    filled: Filled,
    refused: Option<String>,
}

async fn page(State(desk): State<Desk>, Path(id): Path<UnitId>, by: SignedIn) -> Result<Markup, Problem> {
    Ok(DutyPage::read(&desk, &by, id, Filled::default(), None).await?.render())
}

fn zone_of(unit: &Unit) -> TimeZone {
    TimeZone::get(&unit.zone).unwrap_or(TimeZone::UTC)
}

impl DutyPage {
    async fn read(desk: &Desk, by: &SignedIn, id: UnitId, filled: Filled, refused: Option<String>) -> Result<Self, Problem> {
        let frame = Frame::read(desk, by).await?;
        let (officer, now, locale) = (by.officer.clone(), by.now, by.locale);
        desk.read(move |conn| {
            officer.may::<Govern>(conn, Scope::Unit(id), now)?;
            let unit = unit::find(conn, id)?.ok_or_else(not_found)?;
            let mut people = person::all(conn)?;
            people.retain(|person| !person.left);
            Ok(Self {
                times: Times { locale, now, zone: zone_of(&unit) },
                on_duty: duty::on_duty(conn, id, now)?,
                own: duty::to_come(conn, id, now)?,
                steps: escalation::in_force(conn, id)?,
                has_mailbox: alert::mailbox(conn, id)?.is_some(),
                frame,
                unit,
                people,
                filled,
                refused,
            })
        })
        .await
    }

    fn name(&self, id: PersonId) -> &str {
        self.people.iter().find(|person| person.id == id).map_or("?", |person| &person.name)
    }

    fn render(&self) -> Markup {
        let locale = self.frame.locale;
        let content = html! {
            @if let Some(refused) = &self.refused { p.banner.red role="alert" { (refused) } }
            p { (locale.say("duty-now")) " " strong { @match self.on_duty { Some(id) => { bdi { (self.name(id)) } }, None => (locale.say("duty-nobody")) } } }
            p.why { (locale.say("duty-why")) }
            h2 { (locale.say("duty-shifts")) }
            @if self.own.is_empty() { p { (locale.say("duty-none")) } }
            @else {
                ul { @for one in &self.own {
                    li {
                        bdi { (self.name(one.person)) } ", " (self.times.whole(one.begins_at)) "–" (self.times.whole(one.ends_at)) " "
                        form.inline method="post" action=(format!("/govern/duty/{}/end", one.id)) {
                            (self.frame.token())
                            button.btn type="submit" { (locale.say("duty-end")) span.visually-hidden { ": " (self.name(one.person)) } }
                        }
                    }
                } }
            }
            form.stack method="post" action=(address(self.unit.id)) {
                (self.frame.token())
                label for="person" { (locale.say("duty-who")) }
                (self.choice("person", &self.filled.person, None))
                label for="from" { (locale.say("duty-from")) }
                input #from type="datetime-local" name="from" required value=(self.filled.from) aria-describedby="zone";
                label for="to" { (locale.say("duty-to")) }
                input #to type="datetime-local" name="to" required value=(self.filled.to) aria-describedby="zone";
                p.hint #zone { (locale.say_with("duty-zone", &[("zone", self.unit.zone.as_str().into())])) }
                button.btn.go type="submit" { (locale.say("duty-set")) }
            }
            h2 { (locale.say("escalation")) }
            p.why { (locale.say("escalation-why")) " " (locale.say(if self.has_mailbox { "escalation-mail" } else { "escalation-no-mail" })) }
            @if self.steps.is_empty() { p { (locale.say("escalation-none")) } }
            @else {
                @if self.steps.iter().any(|step| step.unit != self.unit.id) { p.hint { (locale.say("escalation-from-above")) } }
                ol { @for step in &self.steps {
                    li {
                        (locale.say(&format!("cause-{}", step.cause.as_str()))) ", "
                        (locale.say_with("escalation-after", &[("n", step.after_minutes.into())])) ": "
                        @match step.person { Some(id) => { bdi { (self.name(id)) } }, None => (locale.say("escalation-on-duty")) }
                        @if step.unit == self.unit.id {
                            " " form.inline method="post" action=(format!("/govern/escalation/{}/end", step.id)) {
                                (self.frame.token())
                                button.btn type="submit" { (locale.say("escalation-end")) }
                            }
                        }
                    }
                } }
            }
            form.stack method="post" action=(format!("/govern/units/{}/escalation", self.unit.id)) {
                (self.frame.token())
                label for="cause" { (locale.say("escalation-cause")) }
                select #cause name="cause" {
                    @for cause in [Cause::Late, Cause::Danger] {
                        option value=(cause.as_str()) selected[self.filled.cause == cause.as_str()] { (locale.say(&format!("cause-{}", cause.as_str()))) }
                    }
                }
                label for="after" { (locale.say("escalation-minutes")) }
                input #after type="number" name="after" min="0" max=(LONGEST) required value=(self.filled.after) inputmode="numeric" aria-describedby="after-hint";
                p.hint #after-hint { (locale.say("escalation-minutes-hint")) }
                label for="whom" { (locale.say("escalation-whom")) }
                (self.choice("whom", "", Some(locale.say("escalation-on-duty"))))
                button.btn type="submit" { (locale.say("escalation-add")) }
            }
        };
        let title = locale.say_with("duty-of", &[("name", self.unit.name.as_str().into())]);
        room_page(&self.frame, Section::Units, &title, &content)
    }

    /// A choice of somebody who works here; with `nobody`, of that too.
    fn choice(&self, id: &str, chosen: &str, nobody: Option<String>) -> Markup {
        html! {
            select id=(id) name="person" {
                @if let Some(nobody) = nobody { option value="" { (nobody) } }
                @for person in &self.people {
                    option value=(person.id) selected[person.id.to_string() == chosen] { (person.name) @if !person.post.is_empty() { ", " (person.post) } }
                }
            }
        }
    }
}

fn who(text: &str) -> Result<Option<PersonId>, Problem> {
    if text.is_empty() {
        return Ok(None);
    }
    let unknown = |_| refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-person").into();
    PersonId::from_str(text).map(Some).map_err(unknown)
}

async fn answered(
    desk: &Desk,
    by: &SignedIn,
    unit: UnitId,
    filled: Filled,
    outcome: Result<(), Problem>,
) -> Result<Response, Problem> {
    match outcome {
        Ok(()) => Ok(Redirect::to(&address(unit)).into_response()),
        Err(Problem::Refused(refusal)) if matches!(refusal.status, StatusCode::UNPROCESSABLE_ENTITY | StatusCode::CONFLICT) => {
            let sentence = problems::sentence(by.locale, &refusal);
            let page = DutyPage::read(desk, by, unit, filled, Some(sentence)).await?;
            Ok((refusal.status, page.render()).into_response())
        }
        Err(problem) => Err(problem),
    }
}

async fn set(State(desk): State<Desk>, Path(id): Path<UnitId>, posted: Posted<Filled>) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let (officer, filled) = (by.officer.clone(), form.clone());
    let outcome = desk
        .act(move |mut act| {
            let now = act.now();
            let mandate = officer.may::<Govern>(act.conn(), Scope::Unit(id), now)?;
            let zone = zone_of(&unit::find(act.conn(), id)?.ok_or_else(not_found)?);
            let missing = || refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-duty-time");
            let (from, to) =
                (planned(&filled.from, &zone)?.ok_or_else(missing)?, planned(&filled.to, &zone)?.ok_or_else(missing)?);
            let person = who(&filled.person)?.ok_or_else(|| refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-person"))?;
            duty::set(act, &mandate, id, person, from, to)
        })
        .await;
    answered(&desk, &by, id, form, outcome.map(drop)).await
}

async fn add(State(desk): State<Desk>, Path(id): Path<UnitId>, posted: Posted<Filled>) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let (officer, filled) = (by.officer.clone(), form.clone());
    let outcome = desk
        .act(move |mut act| {
            let now = act.now();
            let mandate = officer.may::<Govern>(act.conn(), Scope::Unit(id), now)?;
            let unclear = || refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-escalation-time");
            let after: i64 = filled.after.trim().parse().map_err(|_| unclear())?;
            let cause = if filled.cause == Cause::Danger.as_str() { Cause::Danger } else { Cause::Late };
            escalation::add(act, &mandate, id, cause, after, who(&filled.person)?)
        })
        .await;
    desk.wake_jobs();
    answered(&desk, &by, id, form, outcome.map(drop)).await
}

#[derive(Deserialize)]
struct Nothing {}

async fn end(State(desk): State<Desk>, Path(id): Path<DutyId>, posted: Posted<Nothing>) -> Result<Redirect, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let officer = by.officer;
    let unit = desk
        .act(move |mut act| {
            let now = act.now();
            let duty = duty::find(act.conn(), id)?.ok_or_else(not_found)?;
            let mandate = officer.may::<Govern>(act.conn(), Scope::Unit(duty.unit), now)?;
            Ok(duty::end(act, &mandate, id)?.map(|()| duty.unit))
        })
        .await?;
    Ok(Redirect::to(&address(unit)))
}

async fn end_step(State(desk): State<Desk>, Path(id): Path<StepId>, posted: Posted<Nothing>) -> Result<Redirect, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let officer = by.officer;
    let unit = desk
        .act(move |mut act| {
            let now = act.now();
            let step = escalation::find(act.conn(), id)?.ok_or_else(not_found)?;
            let mandate = officer.may::<Govern>(act.conn(), Scope::Unit(step.unit), now)?;
            Ok(escalation::end(act, &mandate, id)?.map(|()| step.unit))
        })
        .await?;
    Ok(Redirect::to(&address(unit)))
}
