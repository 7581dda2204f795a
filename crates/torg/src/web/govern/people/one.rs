//! One person: what they may do, a new link when theirs is lost, and the end of their time here.
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::{address, link, list, recovery};
use crate::govern::invitation;
use crate::govern::mandate::{self, Govern, Granted, Scope};
use crate::govern::person::{self, Person};
use crate::ground::problem::not_found;
use crate::ground::{Desk, PersonId, Problem};
use crate::web::frame::Frame;
use crate::web::govern::mandates::{self, Told, acts_in_words};
use crate::web::govern::shown::{Said, at_form};
use crate::web::govern::{Section, page as room_page};
use crate::web::{Posted, SignedIn};

/// The person's page.
pub(super) async fn page(State(desk): State<Desk>, Path(id): Path<PersonId>, by: SignedIn) -> Result<Markup, Problem> {
    show(&desk, &by, id, &Note::None).await
}

/// What stands on top of the page.
pub(super) enum Note {
    None,
    /// A new link's token, shown this once.
    Link(String),
    /// Something was refused.
    Said(Said),
}

pub(super) async fn show(desk: &Desk, by: &SignedIn, id: PersonId, note: &Note) -> Result<Markup, Problem> {
    let frame = Frame::read(desk, by).await?;
    let (officer, now, locale, zone) = (by.officer.clone(), by.now, by.locale, desk.config().zone.clone());
    let (told, person, held) = desk
        .read(move |conn| {
            let reach = officer.reach::<Govern>(conn, now)?;
            let person = person::find(conn, id)?.filter(|person| reach.holds_unit(person.unit)).ok_or_else(not_found)?;
            let mut held = mandate::of_person(conn, id)?;
            held.retain(|granted| reach.holds(granted.scope()));
            held.sort_by_key(|granted| !granted.not_over(now));
            Ok((Told::read(conn, locale, now, &zone)?, person, held))
        })
        .await?;
    let content = html! {
        @match note {
            Note::None => {},
            Note::Link(token) => (link::shown(desk, locale, &person.name, token)),
            Note::Said(said) => (said.render(locale)),
        }
        dl.facts {
            div { dt { (locale.say("person-post")) } dd { (person.post) } }
            div { dt { (locale.say("unit")) } dd { (told.names.unit(person.unit)) } }
            div { dt { (locale.say("person-signature")) } dd { bdi { (person.signature) } } }
            div { dt { (locale.say("person-email")) } dd { (person.email) } }
            div { dt { (locale.say("person-language")) } dd lang=(person.language.tag()) { (person.language.own_name()) } }
            div { dt { (locale.say("person-state")) } dd { (list::state(locale, &person)) } }
        }
        h2 { (locale.say("govern-mandates")) }
        (mandates_of(&frame, &told, &held))
        @if !person.left && person.id != by.officer.id() {
            p.toolbar { a.btn.go href=(format!("/govern/mandates/new?person={id}")) { (locale.say("person-grant")) } }
        }
        @if !person.left { (doors(&frame, &person, person.id == by.officer.id())) }
    };
    Ok(room_page(&frame, Section::People, &person.name, &content))
}

fn mandates_of(frame: &Frame, told: &Told, held: &[Granted]) -> Markup {
    let locale = frame.locale;
    html! {
        @if held.is_empty() { p { (locale.say("person-no-mandates")) } }
        @else {
            table.list {
                caption.visually-hidden { (locale.say("govern-mandates")) }
                thead { tr {
                    th scope="col" { (locale.say("mandate-document")) } th scope="col" { (locale.say("mandate-acts")) }
                    th scope="col" { (locale.say("mandate-place")) } th scope="col" { (locale.say("mandate-days")) } th scope="col" { (locale.say("mandate-state")) }
                } }
                tbody { @for granted in held {
                    tr {
                        td data-label=(locale.say("mandate-document")) { a href=(mandates::address(granted.id)) { (granted.document) } }
                        td data-label=(locale.say("mandate-acts")) { (acts_in_words(locale, &granted.acts)) }
                        td data-label=(locale.say("mandate-place")) { (told.place(granted)) }
                        td data-label=(locale.say("mandate-days")) { (told.days(granted)) }
                        td data-label=(locale.say("mandate-state")) { (told.state(granted)) }
                    }
                } }
            }
        }
    }
}

/// The ways in and out.
fn doors(frame: &Frame, person: &Person, oneself: bool) -> Markup {
    let locale = frame.locale;
    html! {
        h2 { (locale.say("person-doors")) }
        @if !person.joined {
            form method="post" action=(format!("{}/link", address(person.id))) {
                (frame.token())
                p { button.btn type="submit" { (locale.say("person-new-link")) } }
            }
            p.hint { (locale.say("person-new-link-hint")) }
        }
        @if oneself { p { a href="/me" { (locale.say("way-on-me")) } } }
        @if !oneself {
            (recovery::shown(frame, person))
            details {
                summary { (locale.say("person-leave-title")) }
                p { (locale.say("person-leave-text")) }
                form method="post" action=(format!("{}/leave", address(person.id))) {
                    (frame.token())
                    button.btn.danger type="submit" { (locale.say_with("person-leave", &[("name", person.name.as_str().into())])) }
                }
            }
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

/// Makes a new link; the one before no longer works. The answer is no redirect: the link is kept nowhere.
pub(super) async fn new_link(
    State(desk): State<Desk>,
    Path(id): Path<PersonId>,
    posted: Posted<Nothing>,
) -> Result<Response, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let officer = by.officer.clone();
    let outcome = desk
        .act(move |mut act| {
            let now = act.now();
            let person = person::find(act.conn(), id)?.ok_or_else(not_found)?;
            let by = officer.may::<Govern>(act.conn(), Scope::Unit(person.unit), now)?;
            invitation::invite(act, &by, id)
        })
        .await;
    match outcome {
        Ok(token) => Ok(show(&desk, &by, id, &Note::Link(token)).await?.into_response()),
        Err(problem) => refused(&desk, &by, id, problem).await,
    }
}

/// Someone no longer works here.
pub(super) async fn leave(
    State(desk): State<Desk>,
    Path(id): Path<PersonId>,
    posted: Posted<Nothing>,
) -> Result<Response, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let officer = by.officer.clone();
    let outcome = desk
        .act(move |mut act| {
            let now = act.now();
            let person = person::find(act.conn(), id)?.ok_or_else(not_found)?;
            let scope = person::scope_of_leaving(act.conn(), &person, now)?;
            let by = officer.may::<Govern>(act.conn(), scope, now)?;
            person::leave(act, &by, id)
        })
        .await;
    match outcome {
        Ok(()) => Ok(Redirect::to(&address(id)).into_response()),
        Err(problem) => refused(&desk, &by, id, problem).await,
    }
}

pub(super) async fn refused(desk: &Desk, by: &SignedIn, id: PersonId, problem: Problem) -> Result<Response, Problem> {
    let said = at_form(by.locale, problem)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, show(desk, by, id, &Note::Said(said)).await?).into_response())
}
