//! A new way in for someone who lost theirs, and an end to their logins.
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::address;
use super::one::{Note, Nothing, refused, show};
use crate::govern::mandate::{Govern, Scope};
use crate::govern::person::{self, Person};
use crate::govern::recovery::{self, SecondFactors};
use crate::ground::problem::not_found;
use crate::ground::{Desk, PersonId, Problem};
use crate::web::Posted;
use crate::web::frame::Frame;

/// The forms on the person's page.
pub(super) fn shown(frame: &Frame, person: &Person) -> Markup {
    let locale = frame.locale;
    html! {
        @if person.joined {
            details {
                summary { (locale.say("recover-title")) }
                p { (locale.say("recover-text")) }
                form.stack method="post" action=(format!("{}/recovery", address(person.id))) {
                    (frame.token())
                    fieldset {
                        legend { (locale.say("recover-factors")) }
                        label.choice { input type="radio" name="second-factors" value="keep" checked; span { (locale.say("recover-keep")) } }
                        label.choice { input type="radio" name="second-factors" value="remove"; span { (locale.say("recover-remove")) } }
                    }
                    button.btn type="submit" { (locale.say("recover-button")) }
                }
            }
        }
        details {
            summary { (locale.say("end-logins")) }
            p { (locale.say("end-logins-hint")) }
            form method="post" action=(format!("{}/logins/end", address(person.id))) {
                (frame.token())
                button.btn.danger type="submit" { (locale.say("end-logins")) }
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct RecoveryForm {
    #[serde(default)]
    second_factors: String,
}

/// Makes a new way in. The answer is no redirect: the link is kept nowhere.
pub(super) async fn recover(
    State(desk): State<Desk>,
    Path(id): Path<PersonId>,
    posted: Posted<RecoveryForm>,
) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let officer = by.officer.clone();
    // They stay unless somebody asked in so many words.
    let factors = if form.second_factors == "remove" { SecondFactors::Remove } else { SecondFactors::Keep };
    let outcome = desk.act(move |mut act| {
        let now = act.now();
        let person = person::find(act.conn(), id)?.ok_or_else(not_found)?;
        let by = officer.may::<Govern>(act.conn(), Scope::Unit(person.unit), now)?;
        recovery::recover(act, &by, id, factors)
    });
    match outcome.await {
        Ok(token) => Ok(show(&desk, &by, id, &Note::Link(token)).await?.into_response()),
        Err(problem) => refused(&desk, &by, id, problem).await,
    }
}

/// Signs someone out everywhere.
pub(super) async fn end_logins(
    State(desk): State<Desk>,
    Path(id): Path<PersonId>,
    posted: Posted<Nothing>,
) -> Result<Response, Problem> {
    let officer = posted.by.officer.clone();
    let outcome = desk.act(move |mut act| {
        let now = act.now();
        let person = person::find(act.conn(), id)?.ok_or_else(not_found)?;
        let by = officer.may::<Govern>(act.conn(), Scope::Unit(person.unit), now)?;
        recovery::end_logins(act, &by, id)
    });
    match outcome.await {
        Ok(()) => Ok(Redirect::to(&address(id)).into_response()),
        Err(problem) => refused(&desk, &posted.by, id, problem).await,
    }
}
