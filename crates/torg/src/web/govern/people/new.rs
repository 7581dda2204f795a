//! Adding someone: they come into the list and get a link, in one act.
use std::str::FromStr as _;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::{address, link};
use crate::govern::invitation;
use crate::govern::mandate::{Govern, Scope};
use crate::govern::person::NewPerson;
use crate::ground::locale::Locale;
use crate::ground::{Desk, PersonId, Problem, UnitId, refuse};
use crate::web::frame::Frame;
use crate::web::govern::shown::{Names, Said, at_form, indented};
use crate::web::govern::{Section, page as room_page};
use crate::web::{Posted, SignedIn};

/// What was filled in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Fields {
    name: String,
    post: String,
    signature: String,
    email: String,
    unit: String,
    language: String,
}

/// The form.
pub(super) async fn page(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    let fields = Fields {
        unit: by.officer.person.unit.to_string(),
        language: desk.config().language.tag().to_owned(),
        ..Fields::default()
    };
    form(&desk, &by, &fields, None).await
}

/// Adds them, and shows the link. The answer is no redirect: the link is kept nowhere, so no other page could show it.
pub(super) async fn add(State(desk): State<Desk>, posted: Posted<Fields>) -> Result<Response, Problem> {
    let Posted { by, form: fields } = posted;
    match added(&desk, &by, &fields).await {
        Ok((id, token)) => {
            let (frame, locale) = (Frame::read(&desk, &by).await?, by.locale);
            let content = html! {
                (link::shown(&desk, locale, fields.name.trim(), &token))
                p.toolbar {
                    a.btn.go href=(format!("/govern/mandates/new?person={id}")) { (locale.say("person-grant")) }
                    a.btn href=(address(id)) { (locale.say("person-look")) }
                }
                p.hint { (locale.say("person-grant-hint")) }
            };
            Ok(room_page(&frame, Section::People, &locale.say("person-added"), &content).into_response())
        }
        Err(problem) => {
            let said = at_form(by.locale, problem)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, form(&desk, &by, &fields, Some(&said)).await?).into_response())
        }
    }
}

async fn added(desk: &Desk, by: &SignedIn, fields: &Fields) -> Result<(PersonId, String), Problem> {
    let Ok(unit) = UnitId::from_str(&fields.unit) else {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-unit").into());
    };
    let new = NewPerson {
        unit,
        name: fields.name.clone(),
        post: fields.post.clone(),
        signature: fields.signature.clone(),
        email: fields.email.clone(),
        language: Locale::named(&fields.language).unwrap_or(desk.config().language),
    };
    let officer = by.officer.clone();
    desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), Scope::Unit(unit), now)?;
        invitation::invite_new(act, &by, &new)
    })
    .await
}

async fn form(desk: &Desk, by: &SignedIn, fields: &Fields, said: Option<&Said>) -> Result<Markup, Problem> {
    let frame = Frame::read(desk, by).await?;
    let (officer, now) = (by.officer.clone(), by.now);
    let (names, reach) = desk.read(move |conn| Ok((Names::read(conn)?, officer.reach::<Govern>(conn, now)?))).await?;
    if !reach.has_a_unit() {
        return Err(refuse(StatusCode::FORBIDDEN, "refuse-outside-mandate").way_on("/govern", "way-on-mandates").into());
    }
    let locale = by.locale;
    let text = |name: &str, kind: &str, value: &str, required: bool| {
        html! {
            label for=(name) { (locale.say(&format!("person-{name}"))) @if !required { " (" (locale.say("optional")) ")" } }
            input id=(name) name=(name) type=(kind) value=(value) required[required] autocomplete="off" aria-describedby=(format!("{name}-hint"));
            p.hint id=(format!("{name}-hint")) { (locale.say(&format!("person-{name}-hint"))) }
        }
    };
    let content = html! {
        @if let Some(said) = said { (said.render(locale)) }
        form.stack method="post" action="/govern/people/new" {
            (frame.token())
            (text("name", "text", &fields.name, true))
            (text("post", "text", &fields.post, false))
            (text("signature", "text", &fields.signature, true))
            (text("email", "email", &fields.email, true))
            label for="unit" { (locale.say("unit")) }
            select #unit name="unit" required {
                @for (depth, unit) in names.tree().into_iter().filter(|(_, unit)| reach.holds_unit(unit.id)) {
                    option value=(unit.id) selected[unit.id.to_string() == fields.unit] { (indented(depth, &unit.name)) }
                }
            }
            label for="language" { (locale.say("person-language")) }
            select #language name="language" {
                @for one in Locale::ALL { option value=(one.tag()) lang=(one.tag()) selected[one.tag() == fields.language] { (one.own_name()) } }
            }
            button.btn.go type="submit" { (locale.say("person-add")) }
        }
    };
    Ok(room_page(&frame, Section::People, &locale.say("person-new"), &content))
}
