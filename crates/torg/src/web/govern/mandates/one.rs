//! One mandate, and the form that ends it with a reason.
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::substitutes::{self, Substitutes};
use super::{Told, acts_in_words, address, onwards};
use crate::govern::mandate::{self, Allowed, Govern, Granted};
use crate::ground::problem::not_found;
use crate::ground::{Desk, MandateId, Problem};
use crate::web::frame::Frame;
use crate::web::govern::people;
use crate::web::govern::shown::{Said, at_form};
use crate::web::govern::{Section, page as room_page};
use crate::web::{Posted, SignedIn};

/// The mandate's page.
pub(super) async fn page(State(desk): State<Desk>, Path(id): Path<MandateId>, by: SignedIn) -> Result<Markup, Problem> {
    show(&desk, &by, id, "", None).await
}

/// The page, with what was refused at one of its forms.
pub(super) async fn show(desk: &Desk, by: &SignedIn, id: MandateId, why: &str, said: Option<&Said>) -> Result<Markup, Problem> {
    let frame = Frame::read(desk, by).await?;
    let (officer, now, locale, zone) = (by.officer.clone(), by.now, by.locale, desk.config().zone.clone());
    let (told, granted, substitutes) = desk
        .read(move |conn| {
            let reach = officer.reach::<Govern>(conn, now)?;
            let granted = mandate::find(conn, id)?.filter(|granted| reach.holds(granted.scope())).ok_or_else(not_found)?;
            let substitutes = Substitutes::read(conn, &granted, officer.id(), now)?;
            Ok((Told::read(conn, locale, now, &zone)?, granted, substitutes))
        })
        .await?;
    let content = html! {
        @if let Some(said) = said { (said.render(locale)) }
        dl.facts {
            div { dt { (locale.say("person")) } dd { a href=(people::address(granted.person)) { bdi { (told.person(granted.person)) } } } }
            div { dt { (locale.say("mandate-acts")) } dd { (acts_in_words(locale, &granted.acts)) } }
            div { dt { (locale.say("mandate-place")) } dd { (told.place(&granted)) } }
            div { dt { (locale.say("mandate-document")) } dd { (granted.document) } }
            div { dt { (locale.say("mandate-days")) } dd { (told.days(&granted)) } }
            div { dt { (locale.say("mandate-giver")) } dd { (told.giver(&granted)) } }
            @if granted.acts.contains(&Allowed::Answer) {
                div { dt { (locale.say("mandate-approval")) } dd { (locale.say(&format!("approval-{}-long", granted.approval.as_str()))) } }
            }
            @if let Some(training) = granted.training {
                div { dt { (locale.say("mandate-training")) } dd { (told.training(training)) " " (told.trained(&granted)) } }
            }
            @if let Some(before) = granted.extends {
                div { dt { (locale.say("fact-extends")) } dd { a href=(address(before)) { (locale.say("mandate-before")) } } }
            }
            div { dt { (locale.say("mandate-state")) } dd { (told.state(&granted)) } }
        }
        (substitutes::part(&frame, &told, &granted, &substitutes, now))
        @if granted.revoked_at.is_none() && granted.person != by.officer.id() && granted.valid_to.is_some() {
            (onwards::form(&frame, &granted))
        }
        @if granted.not_over(now) { (revoking(&frame, &granted, why)) }
    };
    Ok(room_page(
        &frame,
        Section::Mandates,
        &locale.say_with("mandate-title", &[("document", granted.document.as_str().into())]),
        &content,
    ))
}

fn revoking(frame: &Frame, granted: &Granted, why: &str) -> Markup {
    let locale = frame.locale;
    html! {
        h2 { (locale.say("mandate-revoke-title")) }
        form.stack method="post" action=(address(granted.id)) {
            (frame.token())
            label for="why" { (locale.say("mandate-revoke-why")) }
            textarea #why name="why" rows="3" required aria-describedby="why-hint" { (why) }
            p.hint #why-hint { (locale.say("mandate-revoke-hint")) }
            button.btn.danger type="submit" { (locale.say("mandate-revoke")) }
        }
    }
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(super) struct Revocation {
    why: String,
}

/// Ends the mandate, now.
pub(super) async fn revoke(
    State(desk): State<Desk>,
    Path(id): Path<MandateId>,
    posted: Posted<Revocation>,
) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let (officer, why) = (by.officer.clone(), form.why.clone());
    let outcome = desk
        .act(move |mut act| {
            let now = act.now();
            let granted = mandate::find(act.conn(), id)?.ok_or_else(not_found)?;
            let by = officer.may::<Govern>(act.conn(), granted.scope(), now)?;
            mandate::revoke(act, &by, id, &why)
        })
        .await;
    match outcome {
        Ok(()) => Ok(Redirect::to(&address(id)).into_response()),
        Err(problem) => {
            let said = at_form(by.locale, problem)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&desk, &by, id, &form.why, Some(&said)).await?).into_response())
        }
    }
}
