//! One's passkeys: adding, naming, removing.
use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::{Nothing, back, codes, refused};
use crate::govern::passkey::{self, LONGEST_NAME, Passkey};
use crate::govern::passkey_adding::{self, Question};
use crate::ground::{Desk, PasskeyId, Problem};
use crate::web::Posted;
use crate::web::frame::Frame;
use crate::web::shown::Times;

/// The list, and the form that adds one.
pub(super) fn shown(desk: &Desk, frame: &Frame, times: &Times, passkeys: &[Passkey]) -> Markup {
    let locale = times.locale;
    html! {
        h3 #passkeys { (locale.say("me-passkeys")) }
        p { (locale.say("me-passkeys-text")) }
        @if !passkeys.is_empty() {
            ul.plain-list { @for passkey in passkeys { li { (one(frame, times, passkey)) } } }
        }
        @if passkey::are_possible(desk) {
            p.hint data-without-script { (locale.say("passkey-needs-script")) }
            form.stack.passkey method="post" action="/me/passkeys" data-passkey="create" data-question="/me/passkeys/question"
                data-trouble=(locale.say("passkey-trouble")) hidden {
                (frame.token())
                input type="hidden" name="token";
                input type="hidden" name="answer";
                label for="passkey-name" { (locale.say("passkey-name")) }
                input #passkey-name type="text" name="name" maxlength=(LONGEST_NAME) required aria-describedby="passkey-name-hint";
                p.hint #passkey-name-hint { (locale.say("passkey-name-hint")) }
                button.btn type="submit" { (locale.say("passkey-add")) }
                p.hint role="status" data-said {}
            }
        } @else {
            p.hint { (locale.say_with("passkeys-impossible", &[("address", desk.config().public_url.as_str().into())])) }
        }
    }
}

fn one(frame: &Frame, times: &Times, passkey: &Passkey) -> Markup {
    let (locale, id) = (times.locale, format!("name-{}", passkey.id));
    html! {
        strong { bdi { (passkey.name) } } " "
        span.hint {
            (locale.say("passkey-added")) " " (times.moment(passkey.added_at)) ". "
            @match passkey.used_at {
                Some(at) => { (locale.say("passkey-used")) " " (times.moment(at)) "." }
                None => { (locale.say("passkey-never-used")) }
            }
        }
        details {
            summary { (locale.say("passkey-change")) span.visually-hidden { ": " (passkey.name) } }
            form.stack method="post" action=(format!("/me/passkeys/{}/name", passkey.id)) {
                (frame.token())
                label for=(id) { (locale.say("passkey-name")) }
                input id=(id) type="text" name="name" value=(passkey.name) maxlength=(LONGEST_NAME) required;
                button.btn type="submit" { (locale.say("save")) }
            }
            form method="post" action=(format!("/me/passkeys/{}/removal", passkey.id)) {
                (frame.token())
                button.btn.danger type="submit" { (locale.say("passkey-remove")) span.visually-hidden { ": " (passkey.name) } }
            }
        }
    }
}

/// The question that the script hands to the browser.
pub(super) async fn question(State(desk): State<Desk>, posted: Posted<Nothing>) -> Result<Json<Question>, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    by.record.must_be_fresh(by.now)?;
    Ok(Json(passkey_adding::begin(&desk, by.officer.person.clone()).await?))
}

#[derive(Deserialize)]
pub(super) struct AddForm {
    #[serde(default)]
    token: String,
    #[serde(default)]
    answer: String,
    #[serde(default)]
    name: String,
}

pub(super) async fn add(State(desk): State<Desk>, posted: Posted<AddForm>) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let answer = serde_json::from_str(&form.answer).unwrap_or_default();
    let added = match by.record.must_be_fresh(by.now) {
        Ok(()) => passkey_adding::finish(&desk, by.officer.id(), by.login().clone(), form.token, answer, form.name).await,
        Err(problem) => Err(problem),
    };
    match added {
        Ok(made) if made.is_empty() => Ok(back("passkeys").into_response()),
        Ok(made) => codes::show(&desk, &by, &made).await,
        Err(problem) => refused(&desk, &by, problem).await,
    }
}

#[derive(Deserialize)]
pub(super) struct NameForm {
    #[serde(default)]
    name: String,
}

pub(super) async fn rename(
    State(desk): State<Desk>,
    Path(id): Path<PasskeyId>,
    posted: Posted<NameForm>,
) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let person = by.officer.id();
    match desk.act(move |act| passkey::rename(act, person, id, &form.name)).await {
        Ok(()) => Ok(back("passkeys").into_response()),
        Err(problem) => refused(&desk, &by, problem).await,
    }
}

pub(super) async fn remove(
    State(desk): State<Desk>,
    Path(id): Path<PasskeyId>,
    posted: Posted<Nothing>,
) -> Result<Response, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let person = by.officer.id();
    let removed = match by.record.must_be_fresh(by.now) {
        Ok(()) => desk.act(move |act| passkey::remove(act, person, id)).await,
        Err(problem) => Err(problem),
    };
    match removed {
        Ok(()) => Ok(back("passkeys").into_response()),
        Err(problem) => refused(&desk, &by, problem).await,
    }
}
