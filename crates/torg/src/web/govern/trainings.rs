//! Trainings that mandates can demand, and who has done them, within what someone governs.
use std::str::FromStr as _;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use serde::Deserialize;

use super::shown::{Said, at_form, day, last_day};
use super::{Section, days, page as room_page};
use crate::govern::mandate::{Govern, Scope};
use crate::govern::person::{self, Person};
use crate::govern::training::{self, Noted, Trained, Training};
use crate::ground::problem::not_found;
use crate::ground::{Desk, PersonId, Problem, TrainedId, TrainingId, refuse};
use crate::web::frame::Frame;
use crate::web::{Posted, SignedIn};

pub(super) fn routes() -> Router<Desk> {
    Router::new()
        .route("/govern/trainings", get(page).post(add))
        .route("/govern/trainings/notes", post(note))
        .route("/govern/trainings/notes/{id}/withdraw", post(withdraw))
}

async fn page(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    show(&desk, &by, None).await
}

struct Trainings {
    all: Vec<Training>,
    people: Vec<Person>,
    done: Vec<(String, Trained)>,
}

async fn read(desk: &Desk, by: &SignedIn) -> Result<Trainings, Problem> {
    let (officer, now) = (by.officer.clone(), by.now);
    desk.read(move |conn| {
        let reach = officer.reach::<Govern>(conn, now)?;
        let mut people = person::all(conn)?;
        people.retain(|person| !person.left && reach.holds_unit(person.unit));
        let mut done = Vec::new();
        for one in training::noted(conn)? {
            if let Some(person) = people.iter().find(|person| person.id == one.person) {
                done.push((person.name.clone(), one));
            }
        }
        people.retain(|person| person.id != officer.id());
        Ok(Trainings { all: training::all(conn)?, people, done })
    })
    .await
}

async fn show(desk: &Desk, by: &SignedIn, said: Option<&Said>) -> Result<Markup, Problem> {
    let frame = Frame::read(desk, by).await?;
    let trainings = read(desk, by).await?;
    let locale = by.locale;
    let content = html! {
        @if let Some(said) = said { (said.render(locale)) }
        @if trainings.all.is_empty() { div.empty { p { (locale.say("trainings-none")) } } }
        @else {
            (list(desk, by, &frame, &trainings))
            @if !trainings.people.is_empty() { (noting(desk, by, &frame, &trainings)) }
        }
        h2 { (locale.say("training-new")) }
        form.stack method="post" action="/govern/trainings" {
            (frame.token())
            label for="name" { (locale.say("unit-name")) }
            input #name name="name" required autocomplete="off" aria-describedby="name-hint";
            p.hint #name-hint { (locale.say("training-name-hint")) }
            button.btn type="submit" { (locale.say("training-add")) }
        }
    };
    Ok(room_page(&frame, Section::Trainings, &locale.say("govern-trainings"), &content))
}

fn list(desk: &Desk, by: &SignedIn, frame: &Frame, trainings: &Trainings) -> Markup {
    let (locale, zone, now) = (by.locale, &desk.config().zone, by.now);
    html! {
        @if trainings.done.is_empty() { p { (locale.say("trainings-nobody")) } }
        @else {
            table.list {
                caption.visually-hidden { (locale.say("govern-trainings")) }
                thead { tr {
                    th scope="col" { (locale.say("person")) } th scope="col" { (locale.say("training")) }
                    th scope="col" { (locale.say("training-done-on")) } th scope="col" { (locale.say("training-valid")) }
                    th scope="col" { (locale.say("mandate-state")) }
                } }
                tbody { @for (name, one) in &trainings.done {
                    tr {
                        td data-label=(locale.say("person")) { bdi { (name) } }
                        td data-label=(locale.say("training")) { (one.name) }
                        td data-label=(locale.say("training-done-on")) { time datetime=(one.done_at) { (day(one.done_at, zone)) } }
                        td data-label=(locale.say("training-valid")) {
                            @match one.valid_until {
                                Some(until) => time datetime=(until) { (last_day(until, zone)) },
                                None => (locale.say("mandate-no-end")),
                            }
                        }
                        td data-label=(locale.say("mandate-state")) {
                            @if let Some(why) = &one.withdrawn_why { span.tag.red { (locale.say("training-withdrawn")) } " " (why) }
                            @else if !one.in_force(now) { span.tag.red { (locale.say("training-ran-out")) } }
                            @else {
                                span.tag.amber[one.valid_until.is_some_and(|until| until - super::mandates::SOON <= now)] { (locale.say("training-done")) }
                                details {
                                    summary { (locale.say("training-withdraw")) span.visually-hidden { ": " (name) } }
                                    form.stack method="post" action=(format!("/govern/trainings/notes/{}/withdraw", one.id)) {
                                        (frame.token())
                                        label for=(format!("why-{}", one.id)) { (locale.say("mandate-revoke-why")) }
                                        input id=(format!("why-{}", one.id)) name="why" required autocomplete="off";
                                        button.btn.danger type="submit" { (locale.say("training-withdraw")) }
                                    }
                                }
                            }
                        }
                    }
                } }
            }
        }
    }
}

fn noting(desk: &Desk, by: &SignedIn, frame: &Frame, trainings: &Trainings) -> Markup {
    let (locale, zone) = (by.locale, &desk.config().zone);
    html! {
        h2 { (locale.say("training-note")) }
        form.stack method="post" action="/govern/trainings/notes" {
            (frame.token())
            label for="person" { (locale.say("person")) }
            select #person name="person" required {
                option value="" { (locale.say("choose")) }
                @for person in &trainings.people {
                    option value=(person.id) { (person.name) @if !person.post.is_empty() { ", " (person.post) } }
                }
            }
            label for="training" { (locale.say("training")) }
            select #training name="training" required {
                @for training in &trainings.all { option value=(training.id) { (training.name) } }
            }
            label for="done" { (locale.say("training-done-on")) }
            input.short #done type="date" name="done" value=(day(by.now, zone)) max=(day(by.now, zone)) required;
            label for="until" { (locale.say("training-valid")) " (" (locale.say("optional")) ")" }
            input.short #until type="date" name="until" aria-describedby="until-hint";
            p.hint #until-hint { (locale.say("training-until-hint")) }
            button.btn.go type="submit" { (locale.say("training-note")) }
        }
    }
}

#[derive(Clone, Deserialize, Default)]
#[serde(default)]
struct Name {
    name: String,
}

async fn add(State(desk): State<Desk>, posted: Posted<Name>) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let officer = by.officer.clone();
    let added = desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may_somewhere::<Govern>(act.conn(), now)?;
        training::add(act, &by, &form.name)
    });
    let added = added.await.map(drop);
    answered(&desk, &by, added).await
}

#[derive(Clone, Deserialize, Default)]
#[serde(default)]
struct Fields {
    person: String,
    training: String,
    done: String,
    until: String,
}

impl Fields {
    fn read(&self, by: &SignedIn, desk: &Desk) -> Result<Noted, Problem> {
        let wrong = |key| Problem::from(refuse(StatusCode::UNPROCESSABLE_ENTITY, key));
        let zone = &desk.config().zone;
        Ok(Noted {
            person: PersonId::from_str(&self.person).map_err(|_| wrong("refuse-unknown-person"))?,
            training: TrainingId::from_str(&self.training).map_err(|_| wrong("refuse-unknown-training"))?,
            done_at: days::on(&self.done, by.now, zone)?,
            valid_until: days::to(&self.until, zone)?,
        })
    }
}

async fn note(State(desk): State<Desk>, posted: Posted<Fields>) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let noted = match form.read(&by, &desk) {
        Ok(noted) => {
            let officer = by.officer.clone();
            let done = desk.act(move |mut act| {
                let now = act.now();
                let unit = person::find(act.conn(), noted.person)?.ok_or_else(not_found)?.unit;
                let by = officer.may::<Govern>(act.conn(), Scope::Unit(unit), now)?;
                training::note(act, &by, &noted)
            });
            done.await.map(drop)
        }
        Err(problem) => Err(problem),
    };
    answered(&desk, &by, noted).await
}

#[derive(Clone, Deserialize, Default)]
#[serde(default)]
struct Why {
    why: String,
}

async fn withdraw(State(desk): State<Desk>, Path(id): Path<TrainedId>, posted: Posted<Why>) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let officer = by.officer.clone();
    let withdrawn = desk.act(move |mut act| {
        let now = act.now();
        let found = training::find(act.conn(), id)?.ok_or_else(not_found)?;
        let unit = person::find(act.conn(), found.person)?.ok_or_else(not_found)?.unit;
        let by = officer.may::<Govern>(act.conn(), Scope::Unit(unit), now)?;
        training::withdraw(act, &by, id, &form.why)
    });
    let withdrawn = withdrawn.await;
    answered(&desk, &by, withdrawn).await
}

async fn answered(desk: &Desk, by: &SignedIn, outcome: Result<(), Problem>) -> Result<Response, Problem> {
    match outcome {
        Ok(()) => Ok(Redirect::to("/govern/trainings").into_response()),
        Err(problem) => {
            let said = at_form(by.locale, problem)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, show(desk, by, Some(&said)).await?).into_response())
        }
    }
}
