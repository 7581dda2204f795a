//! One guideline: its text, its versions, the button that says "I have read it", and for managers who has.
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::{address, markdown};
use crate::govern::guideline::{self, Guideline, Readers, Version};
use crate::govern::mandate::Govern;
use crate::ground::problem::not_found;
use crate::ground::{Desk, GuidelineId, Problem};
use crate::web::frame::Frame;
use crate::web::govern::shown::{Names, Said, at_form, moment};
use crate::web::govern::{Section, page as room_page};
use crate::web::{Posted, SignedIn};

/// `GET /govern/guidelines/{id}`
pub(super) async fn page(State(desk): State<Desk>, Path(id): Path<GuidelineId>, by: SignedIn) -> Result<Markup, Problem> {
    show(&desk, &by, id, None).await
}

/// What the page shows.
struct GuidelinePage {
    guideline: Guideline,
    versions: Vec<Version>,
    own: Option<i64>,
    /// For those who govern where it holds.
    readers: Option<Readers>,
    owner: Option<String>,
    names: Names,
}

async fn show(desk: &Desk, by: &SignedIn, id: GuidelineId, said: Option<&Said>) -> Result<Markup, Problem> {
    let frame = Frame::read(desk, by).await?;
    let (officer, now) = (by.officer.clone(), by.now);
    let page = desk
        .read(move |conn| {
            let guideline = guideline::find(conn, id)?.ok_or_else(not_found)?;
            let governs = officer.may::<Govern>(conn, guideline.scope(), now).is_ok();
            let owner = crate::govern::person::all(conn)?.into_iter().find(|person| Some(person.id) == guideline.owner);
            Ok(GuidelinePage {
                versions: guideline::versions(conn, id)?,
                own: guideline::acknowledged_by(conn, officer.id())?.get(&id).copied(),
                readers: if governs { Some(guideline::readers(conn, &guideline)?) } else { None },
                owner: owner.map(|person| person.name),
                names: Names::read(conn)?,
                guideline,
            })
        })
        .await?;
    let content = html! {
        @if let Some(said) = said { (said.render(by.locale)) }
        (page.render(&frame, by, desk))
    };
    Ok(room_page(&frame, Section::Guidelines, &page.guideline.title, &content))
}

impl GuidelinePage {
    fn render(&self, frame: &Frame, by: &SignedIn, desk: &Desk) -> Markup {
        let (locale, one) = (by.locale, &self.guideline);
        html! {
            @if one.withdrawn_at.is_some() {
                p.banner.amber { (locale.say("guideline-is-withdrawn")) @if let Some(why) = &one.withdrawn_why { ": " (why) } }
            }
            dl.facts {
                div { dt { (locale.say("guideline-number")) } dd { (one.number) ", " (locale.say_with("guideline-version", &[("n", one.version.into())])) } }
                div { dt { (locale.say("guideline-adopted")) } dd { (one.adopted_on) ", " (one.adopted_by) } }
                div { dt { (locale.say("guideline-scope")) } dd { @match one.unit { Some(unit) => (self.names.unit(unit)), None => (locale.say("scope-everywhere")) } } }
                @if let Some(owner) = &self.owner { div { dt { (locale.say("guideline-owner")) } dd { bdi { (owner) } } } }
            }
            article.card lang=(one.language.tag()) { (markdown::rendered(&one.text)) }
            @if one.withdrawn_at.is_none() {
                @if self.own == Some(one.version) { p { span.tag { (locale.say("guideline-is-read")) } } }
                @else {
                    form method="post" action=(format!("{}/acknowledgement", address(one.id))) {
                        (frame.token())
                        input type="hidden" name="version" value=(one.version);
                        button.btn.go type="submit" { (locale.say("guideline-acknowledge")) }
                    }
                    p.why { (locale.say("guideline-acknowledge-why")) }
                }
            }
            h2 { (locale.say("guideline-versions")) }
            ul { @for version in &self.versions {
                li { (locale.say_with("guideline-version", &[("n", version.version.into())])) ": " (version.adopted_on) ", " (version.adopted_by) }
            } }
            @if let Some(Readers { have, have_not }) = &self.readers {
                h2 { (locale.say("guideline-readers")) }
                p { (locale.say_with("guideline-readers-count", &[("n", have.len().into()), ("all", (have.len() + have_not.len()).into())])) }
                details { summary { (locale.say("guideline-have")) } ul { @for (person, at) in have { li { bdi { (person.name) } ", " (moment(locale, *at, by.now, &desk.config().zone)) } } } }
                details { summary { (locale.say("guideline-have-not")) } ul { @for person in have_not { li { bdi { (person.name) } } } } }
                @if one.withdrawn_at.is_none() { (self.manage(frame)) }
            }
        }
    }

    fn manage(&self, frame: &Frame) -> Markup {
        let (locale, id) = (frame.locale, self.guideline.id);
        html! {
            p { a.btn href=(format!("{}/versions", address(id))) { (locale.say("guideline-revise")) } }
            details {
                summary { (locale.say("guideline-withdraw")) }
                form.stack method="post" action=(format!("{}/withdrawal", address(id))) {
                    (frame.token())
                    label for="why" { (locale.say("channel-reason")) }
                    textarea #why name="why" rows="2" required {}
                    button.btn.danger type="submit" { (locale.say("guideline-withdraw")) }
                }
            }
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ReadForm {
    version: String,
}

/// Says that one has read it.
pub(super) async fn acknowledge(
    State(desk): State<Desk>,
    Path(id): Path<GuidelineId>,
    posted: Posted<ReadForm>,
) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let (person, version) = (by.officer.id(), form.version.parse::<i64>().unwrap_or(0));
    let outcome = desk.act(move |act| guideline::acknowledge(act, person, id, version)).await;
    settled(&desk, &by, id, outcome).await
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct WhyForm {
    why: String,
}

/// Withdraws it.
pub(super) async fn withdraw(
    State(desk): State<Desk>,
    Path(id): Path<GuidelineId>,
    posted: Posted<WhyForm>,
) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let officer = by.officer.clone();
    let outcome = desk.act(move |mut act| {
        let now = act.now();
        let known = guideline::find(act.conn(), id)?.ok_or_else(not_found)?;
        let by = officer.may::<Govern>(act.conn(), known.scope(), now)?;
        guideline::withdraw(act, &by, id, &form.why)
    });
    settled(&desk, &by, id, outcome.await).await
}

async fn settled(desk: &Desk, by: &SignedIn, id: GuidelineId, outcome: Result<(), Problem>) -> Result<Response, Problem> {
    match outcome {
        Ok(()) => Ok(Redirect::to(&address(id)).into_response()),
        Err(problem) => {
            let said = at_form(by.locale, problem)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, show(desk, by, id, Some(&said)).await?).into_response())
        }
    }
}
