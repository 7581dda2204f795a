//! Topics on a unit's page: what the unit answers for, how a topic is added, given to another unit and ended.
use std::str::FromStr as _;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Redirect, Response};
use axum::routing::post;
use maud::{Markup, html};
use serde::Deserialize;

use super::shown::{Names, indented};
use super::units::{address, answered};
use crate::govern::mandate::{Govern, Scope};
use crate::govern::reach::Reach;
use crate::govern::topic::{self, Topic};
use crate::govern::unit;
use crate::ground::problem::not_found;
use crate::ground::{Desk, Problem, TopicId, UnitId, refuse};
use crate::web::Posted;
use crate::web::frame::Frame;

pub(super) fn routes() -> Router<Desk> {
    Router::new()
        .route("/govern/units/{id}/topics", post(add))
        .route("/govern/topics/{id}/unit", post(give))
        .route("/govern/topics/{id}/end", post(end))
}

/// The part of a unit's page.
pub(super) fn part(frame: &Frame, unit: UnitId, topics: &[Topic], names: &Names, reach: &Reach) -> Markup {
    let locale = frame.locale;
    let own: Vec<&Topic> = topics.iter().filter(|topic| topic.unit == unit).collect();
    html! {
        h2 { (locale.say("topics")) }
        @if own.is_empty() { p { (locale.say("topics-none")) } }
        @else {
            ul { @for topic in own {
                li {
                    bdi { (topic.name) }
                    details {
                        summary { (locale.say("topic-change")) span.visually-hidden { ": " (topic.name) } }
                        form.stack method="post" action=(format!("/govern/topics/{}/unit", topic.id)) {
                            (frame.token())
                            label for=(format!("unit-{}", topic.id)) { (locale.say("topic-give")) }
                            select id=(format!("unit-{}", topic.id)) name="unit" {
                                @for (depth, one) in names.tree().into_iter().filter(|(_, one)| reach.holds_unit(one.id)) {
                                    option value=(one.id) selected[one.id == unit] { (indented(depth, &one.name)) }
                                }
                            }
                            button.btn type="submit" { (locale.say("topic-give-it")) }
                        }
                        form method="post" action=(format!("/govern/topics/{}/end", topic.id)) {
                            (frame.token())
                            button.btn.danger type="submit" { (locale.say("topic-end")) span.visually-hidden { ": " (topic.name) } }
                        }
                    }
                }
            } }
        }
        form.stack method="post" action=(format!("{}/topics", address(unit))) {
            (frame.token())
            label for="topic" { (locale.say("topic-new")) }
            input #topic name="name" required autocomplete="off" aria-describedby="topic-hint";
            p.hint #topic-hint { (locale.say("topic-hint")) }
            button.btn type="submit" { (locale.say("topic-add")) }
        }
    }
}

#[derive(Clone, Deserialize, Default)]
#[serde(default)]
struct Fields {
    name: String,
    unit: String,
}

async fn add(State(desk): State<Desk>, Path(unit): Path<UnitId>, posted: Posted<Fields>) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let officer = by.officer.clone();
    let added = desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), Scope::Unit(unit), now)?;
        topic::add(act, &by, unit, &form.name)
    });
    let added = added.await.map(drop);
    answered(&desk, &by, unit, added).await
}

async fn give(State(desk): State<Desk>, Path(id): Path<TopicId>, posted: Posted<Fields>) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let from = desk.read(move |conn| topic::open(conn, id)?.ok_or_else(not_found)).await?.unit;
    let given = match UnitId::from_str(&form.unit) {
        Ok(to) => {
            let officer = by.officer.clone();
            let given = desk.act(move |mut act| {
                let now = act.now();
                let (here, there) = (unit::above(act.conn(), from)?, unit::above(act.conn(), to)?);
                let both = here.into_iter().find(|unit| there.contains(unit)).map_or(Scope::Everywhere, Scope::Unit);
                let by = officer.may::<Govern>(act.conn(), both, now)?;
                topic::move_to(act, &by, id, to)
            });
            given.await
        }
        Err(_) => Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-unit").into()),
    };
    answered(&desk, &by, from, given).await
}

#[derive(Deserialize)]
struct Nothing {}

async fn end(State(desk): State<Desk>, Path(id): Path<TopicId>, posted: Posted<Nothing>) -> Result<Redirect, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let officer = by.officer.clone();
    let unit = desk.act(move |mut act| {
        let now = act.now();
        let topic = topic::open(act.conn(), id)?.ok_or_else(not_found)?;
        let by = officer.may::<Govern>(act.conn(), Scope::Unit(topic.unit), now)?;
        topic::end(act, &by, id).map(|ended| ended.map(|()| topic.unit))
    });
    Ok(Redirect::to(&address(unit.await?)))
}
