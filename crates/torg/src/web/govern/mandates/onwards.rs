//! Letting a mandate go on: a new record that begins when the old one ends.
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::{address, one};
use crate::govern::granting;
use crate::govern::mandate::{self, Govern, Granted};
use crate::ground::problem::not_found;
use crate::ground::{Desk, MandateId, Problem};
use crate::web::frame::Frame;
use crate::web::govern::days;
use crate::web::govern::shown::at_form;
use crate::web::{Posted, SignedIn};

/// What was filled in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Fields {
    document: String,
    to: String,
}

/// The form, closed until it is wanted.
pub(super) fn form(frame: &Frame, granted: &Granted) -> Markup {
    let locale = frame.locale;
    html! {
        details {
            summary { (locale.say("mandate-extend")) }
            form.stack method="post" action=(format!("{}/extension", address(granted.id))) {
                (frame.token())
                p.hint { (locale.say("mandate-extend-hint")) }
                label for="extend-document" { (locale.say("mandate-document")) }
                input #extend-document name="document" required autocomplete="off";
                label for="extend-to" { (locale.say("mandate-to")) " (" (locale.say("optional")) ")" }
                input.short #extend-to type="date" name="to";
                button.btn type="submit" { (locale.say("mandate-extend")) }
            }
        }
    }
}

/// Extends; leads to the new mandate.
pub(super) async fn extend(
    State(desk): State<Desk>,
    Path(id): Path<MandateId>,
    posted: Posted<Fields>,
) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    match extended(&desk, &by, id, form).await {
        Ok(new) => Ok(Redirect::to(&address(new)).into_response()),
        Err(problem) => {
            let said = at_form(by.locale, problem)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, one::show(&desk, &by, id, "", Some(&said)).await?).into_response())
        }
    }
}

async fn extended(desk: &Desk, by: &SignedIn, id: MandateId, fields: Fields) -> Result<MandateId, Problem> {
    let valid_to = days::to(&fields.to, &desk.config().zone)?;
    let officer = by.officer.clone();
    desk.act(move |mut act| {
        let now = act.now();
        let granted = mandate::find(act.conn(), id)?.ok_or_else(not_found)?;
        let by = officer.may::<Govern>(act.conn(), granted.scope(), now)?;
        granting::extend(act, &by, id, &fields.document, valid_to)
    })
    .await
}
