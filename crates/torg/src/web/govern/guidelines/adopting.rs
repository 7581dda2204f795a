//! Entering a guideline that was adopted, or its next version. A new one begins with the sections that guidelines should have.
use std::str::FromStr as _;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::address;
use crate::govern::Scope;
use crate::govern::guideline::{self, Adopted, Guideline};
use crate::govern::mandate::Govern;
use crate::govern::person;
use crate::ground::locale::Locale;
use crate::ground::problem::not_found;
use crate::ground::{Desk, GuidelineId, PersonId, Problem, UnitId};
use crate::web::frame::Frame;
use crate::web::govern::shown::{Names, Said, at_form, indented};
use crate::web::govern::{Section, page as room_page};
use crate::web::{Posted, SignedIn};

/// What was filled in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct Fields {
    unit: String,
    title: String,
    number: String,
    owner: String,
    language: String,
    text: String,
    adopted_by: String,
    adopted_on: String,
}

impl Fields {
    fn starter(locale: Locale) -> Self {
        Self {
            title: locale.say("guideline-starter-title"),
            text: locale.say("guideline-starter"),
            language: locale.tag().to_owned(),
            ..Self::default()
        }
    }

    fn of(known: &Guideline) -> Self {
        Self {
            unit: known.unit.map(|unit| unit.to_string()).unwrap_or_default(),
            title: known.title.clone(),
            number: known.number.clone(),
            owner: known.owner.map(|owner| owner.to_string()).unwrap_or_default(),
            language: known.language.tag().to_owned(),
            text: known.text.clone(),
            adopted_by: known.adopted_by.clone(),
            adopted_on: String::new(),
        }
    }

    fn adopted(&self, locale: Locale) -> Adopted {
        Adopted {
            unit: UnitId::from_str(&self.unit).into_iter().next(),
            title: self.title.clone(),
            number: self.number.clone(),
            owner: PersonId::from_str(&self.owner).into_iter().next(),
            language: Locale::named(&self.language).unwrap_or(locale),
            text: self.text.replace("\r\n", "\n"),
            adopted_by: self.adopted_by.clone(),
            adopted_on: self.adopted_on.clone(),
        }
    }
}

/// An empty form, but for the sections.
pub(super) async fn page(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    show(&desk, &by, None, &Fields::starter(by.locale), None).await
}

/// The form with the latest version.
pub(super) async fn revise(State(desk): State<Desk>, Path(id): Path<GuidelineId>, by: SignedIn) -> Result<Markup, Problem> {
    let (officer, now) = (by.officer.clone(), by.now);
    let known = desk
        .read(move |conn| {
            let known = guideline::find(conn, id)?.ok_or_else(not_found)?;
            officer.may::<Govern>(conn, known.scope(), now)?;
            Ok(known)
        })
        .await?;
    show(&desk, &by, Some(id), &Fields::of(&known), None).await
}

async fn show(
    desk: &Desk,
    by: &SignedIn,
    known: Option<GuidelineId>,
    fields: &Fields,
    said: Option<&Said>,
) -> Result<Markup, Problem> {
    let frame = Frame::read(desk, by).await?;
    let (officer, now) = (by.officer.clone(), by.now);
    let (names, people, reach) =
        desk.read(move |conn| Ok((Names::read(conn)?, person::all(conn)?, officer.reach::<Govern>(conn, now)?))).await?;
    let locale = by.locale;
    let action = known.map_or_else(|| "/govern/guidelines".to_owned(), |id| format!("{}/versions", address(id)));
    let line = |name: &str, value: &str, kind: &str| {
        let id = format!("guideline-{name}");
        html! { label for=(id) { (locale.say(&id)) } input.short[kind == "date"] id=(id) type=(kind) name=(name) value=(value) required autocomplete="off"; }
    };
    let content = html! {
        @if let Some(said) = said { (said.render(locale)) }
        p.why { (locale.say("guideline-why")) }
        form.stack method="post" action=(action) {
            (frame.token())
            (line("title", &fields.title, "text"))
            (line("number", &fields.number, "text"))
            (line("adopted-by", &fields.adopted_by, "text"))
            (line("adopted-on", &fields.adopted_on, "date"))
            @if known.is_none() {
                label for="guideline-unit" { (locale.say("guideline-scope")) }
                select #guideline-unit name="unit" {
                    @if reach.is_everywhere() { option value="" { (locale.say("scope-everywhere")) } }
                    @for (depth, unit) in names.tree().into_iter().filter(|(_, unit)| reach.holds_unit(unit.id)) {
                        option value=(unit.id) selected[unit.id.to_string() == fields.unit] { (indented(depth, &unit.name)) }
                    }
                }
            }
            label for="guideline-owner" { (locale.say("guideline-owner")) " (" (locale.say("optional")) ")" }
            select #guideline-owner name="owner" {
                option value="" { "–" }
                @for person in people.iter().filter(|person| !person.left) {
                    option value=(person.id) selected[person.id.to_string() == fields.owner] { (person.name) }
                }
            }
            label for="guideline-language" { (locale.say("guideline-language")) }
            select.short #guideline-language name="language" {
                @for language in Locale::ALL { option value=(language.tag()) selected[language.tag() == fields.language] { (language.own_name()) } }
            }
            label for="guideline-text" { (locale.say("guideline-text")) }
            textarea #guideline-text name="text" rows="24" required aria-describedby="guideline-text-hint" { (fields.text) }
            p.hint #guideline-text-hint { (locale.say("guideline-text-hint")) }
            button.btn.go type="submit" { (locale.say("guideline-save")) }
        }
    };
    let title = locale.say(if known.is_some() { "guideline-revise" } else { "guideline-new" });
    Ok(room_page(&frame, Section::Guidelines, &title, &content))
}

/// Enters a new guideline.
pub(super) async fn add(State(desk): State<Desk>, posted: Posted<Fields>) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    saved(&desk, &by, None, &form).await
}

/// Enters the next version.
pub(super) async fn add_version(
    State(desk): State<Desk>,
    Path(id): Path<GuidelineId>,
    posted: Posted<Fields>,
) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    saved(&desk, &by, Some(id), &form).await
}

async fn saved(desk: &Desk, by: &SignedIn, known: Option<GuidelineId>, fields: &Fields) -> Result<Response, Problem> {
    let (officer, adopted) = (by.officer.clone(), fields.adopted(by.locale));
    let outcome = desk.act(move |mut act| {
        let now = act.now();
        let scope = match known {
            Some(id) => guideline::find(act.conn(), id)?.ok_or_else(not_found)?.scope(),
            None => adopted.unit.map_or(Scope::Everywhere, Scope::Unit),
        };
        let by = officer.may::<Govern>(act.conn(), scope, now)?;
        guideline::adopt(act, &by, known, &adopted)
    });
    match outcome.await {
        Ok(id) => Ok(Redirect::to(&address(id)).into_response()),
        Err(problem) => {
            let said = at_form(by.locale, problem)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, show(desk, by, known, fields, Some(&said)).await?).into_response())
        }
    }
}
