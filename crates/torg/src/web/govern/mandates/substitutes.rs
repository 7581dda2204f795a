//! Who stands in for the holder of a mandate, from a day to a day; appointing and ending it.
use std::str::FromStr as _;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Deserialize;
use store::Conn;

use super::{Told, address, one};
use crate::govern::mandate::{self, Govern, Granted};
use crate::govern::person::{self, Person};
use crate::govern::substitution::{self, Appointment, Substitution};
use crate::ground::problem::not_found;
use crate::ground::{Desk, MandateId, PersonId, Problem, SubstitutionId, refuse};
use crate::web::frame::Frame;
use crate::web::govern::days;
use crate::web::govern::shown::at_form;
use crate::web::{Posted, SignedIn};

/// What the part of the page shows.
pub(super) struct Substitutes {
    all: Vec<Substitution>,
    /// Whom one may choose: neither the holder nor oneself.
    choice: Vec<Person>,
}

impl Substitutes {
    pub(super) fn read(conn: &mut Conn, granted: &Granted, reader: PersonId, now: Timestamp) -> Result<Self, Problem> {
        let all = substitution::of_mandate(conn, granted.id)?;
        let mut choice = if granted.not_over(now) { person::all(conn)? } else { Vec::new() };
        choice.retain(|person| !person.left && person.id != granted.person && person.id != reader);
        Ok(Self { all, choice })
    }
}

/// The part of a mandate's page that tells of substitutes.
pub(super) fn part(frame: &Frame, told: &Told, granted: &Granted, substitutes: &Substitutes, now: Timestamp) -> Markup {
    let locale = frame.locale;
    html! {
        @if !substitutes.all.is_empty() {
            h2 { (locale.say("substitutes")) }
            table.list {
                caption.visually-hidden { (locale.say("substitutes")) }
                thead { tr {
                    th scope="col" { (locale.say("person")) } th scope="col" { (locale.say("mandate-document")) }
                    th scope="col" { (locale.say("mandate-days")) } th scope="col" { (locale.say("mandate-state")) }
                } }
                tbody { @for one in &substitutes.all {
                    tr {
                        td data-label=(locale.say("person")) { bdi { (told.person(one.person)) } }
                        td data-label=(locale.say("mandate-document")) { (one.document) }
                        td data-label=(locale.say("mandate-days")) { (told.between(one.valid_from, one.valid_to)) }
                        td data-label=(locale.say("mandate-state")) {
                            @if one.not_over(now) && granted.not_over(now) {
                                span.tag { (locale.say(if one.valid_from <= now { "mandate-in-force" } else { "mandate-to-come" })) } " "
                                form method="post" action=(format!("/govern/substitutes/{}/end", one.id)) {
                                    (frame.token())
                                    button.link type="submit" { (locale.say("substitute-end")) span.visually-hidden { ": " (told.person(one.person)) } }
                                }
                            } @else { span.tag { (locale.say("mandate-over")) } }
                        }
                    }
                } }
            }
        }
        @if granted.not_over(now) { (form(frame, granted, &substitutes.choice)) }
    }
}

fn form(frame: &Frame, granted: &Granted, choice: &[Person]) -> Markup {
    let locale = frame.locale;
    html! {
        details {
            summary { (locale.say("substitute-appoint")) }
            form.stack method="post" action=(format!("{}/substitutes", address(granted.id))) {
                (frame.token())
                p.hint { (locale.say("substitute-hint")) }
                label for="substitute" { (locale.say("substitute")) }
                select #substitute name="person" required {
                    option value="" { (locale.say("choose")) }
                    @for person in choice {
                        option value=(person.id) { (person.name) @if !person.post.is_empty() { ", " (person.post) } }
                    }
                }
                label for="substitute-document" { (locale.say("substitute-document")) }
                input #substitute-document name="document" required autocomplete="off";
                label for="substitute-from" { (locale.say("mandate-from")) }
                input.short #substitute-from type="date" name="from" required;
                label for="substitute-to" { (locale.say("mandate-to")) }
                input.short #substitute-to type="date" name="to" required;
                button.btn type="submit" { (locale.say("substitute-appoint")) }
            }
        }
    }
}

/// What was filled in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Fields {
    person: String,
    document: String,
    from: String,
    to: String,
}

/// Appoints a substitute.
pub(super) async fn appoint(
    State(desk): State<Desk>,
    Path(id): Path<MandateId>,
    posted: Posted<Fields>,
) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    match appointed(&desk, &by, id, form).await {
        Ok(_) => Ok(Redirect::to(&address(id)).into_response()),
        Err(problem) => {
            let said = at_form(by.locale, problem)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, one::show(&desk, &by, id, "", Some(&said)).await?).into_response())
        }
    }
}

async fn appointed(desk: &Desk, by: &SignedIn, mandate: MandateId, fields: Fields) -> Result<SubstitutionId, Problem> {
    let wrong = |key| Problem::from(refuse(StatusCode::UNPROCESSABLE_ENTITY, key));
    let zone = &desk.config().zone;
    let appointment = Appointment {
        mandate,
        person: PersonId::from_str(&fields.person).map_err(|_| wrong("refuse-unknown-person"))?,
        document: fields.document,
        valid_from: days::from(&fields.from, by.now, zone)?,
        valid_to: days::to(&fields.to, zone)?.ok_or_else(|| wrong("refuse-substitute-without-end"))?,
    };
    let officer = by.officer.clone();
    desk.act(move |mut act| {
        let now = act.now();
        let granted = mandate::find(act.conn(), mandate)?.ok_or_else(not_found)?;
        let by = officer.may::<Govern>(act.conn(), granted.scope(), now)?;
        substitution::appoint(act, &by, &appointment)
    })
    .await
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

/// Ends it now: by whoever governs there, or by the absent one or the substitute themselves.
pub(super) async fn end(
    State(desk): State<Desk>,
    Path(id): Path<SubstitutionId>,
    posted: Posted<Nothing>,
) -> Result<Redirect, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let (officer, reader) = (by.officer.clone(), by.officer.id());
    let own = desk
        .act(move |mut act| {
            let now = act.now();
            let found = substitution::find(act.conn(), id)?.ok_or_else(not_found)?;
            let granted = mandate::find(act.conn(), found.mandate)?.ok_or_else(not_found)?;
            if found.person == reader || granted.person == reader {
                return substitution::end_own(act, reader, id).map(|done| done.map(|()| None));
            }
            let by = officer.may::<Govern>(act.conn(), granted.scope(), now)?;
            substitution::end(act, &by, id).map(|done| done.map(|()| Some(granted.id)))
        })
        .await?;
    Ok(own.map_or_else(|| Redirect::to("/govern"), |mandate| Redirect::to(&address(mandate))))
}
