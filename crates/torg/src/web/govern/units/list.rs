//! Units: the tree of the authority's parts, and the form that adds one.
use std::str::FromStr as _;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::address;
use crate::govern::mandate::{Govern, Scope};
use crate::govern::reach::Reach;
use crate::govern::unit;
use crate::ground::locale::Locale;
use crate::ground::{Desk, Problem, UnitId, refuse};
use crate::web::frame::Frame;
use crate::web::govern::shown::{Names, Said, at_form, indented};
use crate::web::govern::{Section, page as room_page, unit_hours};
use crate::web::{Posted, SignedIn};

/// What was filled in for a new unit.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Fields {
    name: String,
    parent: String,
    zone: String,
}

pub(super) async fn page(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    let zone = desk.config().zone.iana_name().unwrap_or_default().to_owned();
    show(&desk, &by, &Fields { zone, ..Fields::default() }, None).await
}

pub(super) async fn add(State(desk): State<Desk>, posted: Posted<Fields>) -> Result<Response, Problem> {
    let Posted { by, form: fields } = posted;
    match added(&desk, &by, &fields).await {
        Ok(_) => Ok(Redirect::to("/govern/units").into_response()),
        Err(problem) => {
            let said = at_form(by.locale, problem)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&desk, &by, &fields, Some(&said)).await?).into_response())
        }
    }
}

async fn added(desk: &Desk, by: &SignedIn, fields: &Fields) -> Result<UnitId, Problem> {
    let Ok(parent) = UnitId::from_str(&fields.parent) else {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-unit").into());
    };
    let (officer, fields) = (by.officer.clone(), fields.clone());
    desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), Scope::Unit(parent), now)?;
        unit::add(act, &by, Some(parent), &fields.name, fields.zone.trim())
    })
    .await
}

async fn show(desk: &Desk, by: &SignedIn, fields: &Fields, said: Option<&Said>) -> Result<Markup, Problem> {
    let frame = Frame::read(desk, by).await?;
    let (officer, now) = (by.officer.clone(), by.now);
    let (names, reach) = desk.read(move |conn| Ok((Names::read(conn)?, officer.reach::<Govern>(conn, now)?))).await?;
    let locale = by.locale;
    let content = html! {
        @if let Some(said) = said { (said.render(locale)) }
        ul.tree {
            @for root in names.units.iter().filter(|unit| unit.parent.is_none()) { (branch(locale, &names, &reach, root.id, 0)) }
        }
        @if reach.has_a_unit() { (form(&frame, &names, &reach, fields)) }
    };
    Ok(room_page(&frame, Section::Units, &locale.say("govern-units"), &content))
}

/// A unit with those under it, as a list in a list.
fn branch(locale: Locale, names: &Names, reach: &Reach, id: UnitId, depth: usize) -> Markup {
    let under: Vec<_> = names.units.iter().filter(|unit| unit.parent == Some(id) && unit.closed_at.is_none()).collect();
    html! {
        li {
            @if reach.holds_unit(id) {
                a href=(address(id)) { (names.unit(id)) } " "
                a.hint href=(unit_hours::address(id)) { (locale.say("hours")) span.visually-hidden { ": " (names.unit(id)) } }
            } @else { (names.unit(id)) }
            // A spoiled tree must not hang the page.
            @if !under.is_empty() && depth < 64 {
                ul { @for unit in under { (branch(locale, names, reach, unit.id, depth + 1)) } }
            }
        }
    }
}

fn form(frame: &Frame, names: &Names, reach: &Reach, fields: &Fields) -> Markup {
    let locale = frame.locale;
    html! {
        h2 { (locale.say("unit-new")) }
        form.stack method="post" action="/govern/units" {
            (frame.token())
            label for="name" { (locale.say("unit-name")) }
            input #name name="name" value=(fields.name) required autocomplete="off";
            label for="parent" { (locale.say("unit-parent")) }
            select #parent name="parent" required {
                @for (depth, unit) in names.tree().into_iter().filter(|(_, unit)| reach.holds_unit(unit.id)) {
                    option value=(unit.id) selected[unit.id.to_string() == fields.parent] { (indented(depth, &unit.name)) }
                }
            }
            label for="zone" { (locale.say("unit-zone")) }
            input #zone name="zone" value=(fields.zone) required autocomplete="off" aria-describedby="zone-hint";
            p.hint #zone-hint { (locale.say("unit-zone-hint")) }
            button.btn.go type="submit" { (locale.say("unit-add")) }
        }
    }
}
