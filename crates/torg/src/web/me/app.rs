//! Adding an authenticator app: a picture to point the telephone at, the same as text, and a code to show that it worked.
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::{Nothing, back, codes, page as account_page, qr, refused};
use crate::govern::totp;
use crate::ground::{Desk, Problem};
use crate::web::frame::Frame;
use crate::web::problems;
use crate::web::{Posted, SignedIn};

/// Begins.
pub(super) async fn begin(State(desk): State<Desk>, posted: Posted<Nothing>) -> Result<Response, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let (here, id, now) = (desk.clone(), by.officer.id(), by.now);
    let begun = match by.record.must_be_fresh(by.now) {
        Ok(()) => desk.write(move |conn| totp::begin(&here, conn, id, now)).await,
        Err(problem) => Err(problem),
    };
    match begun {
        Ok(()) => Ok(Redirect::to("/me/app").into_response()),
        Err(problem) => refused(&desk, &by, problem).await,
    }
}

/// What the app is to be given. Only while the login is fresh: whoever sees it has the second factor.
pub(super) async fn page(State(desk): State<Desk>, by: SignedIn) -> Result<Response, Problem> {
    if let Err(problem) = by.record.must_be_fresh(by.now) {
        return refused(&desk, &by, problem).await;
    }
    Ok(show(&desk, &by, None).await?.map_or_else(|| back("second-factors").into_response(), IntoResponse::into_response))
}

async fn show(desk: &Desk, by: &SignedIn, said: Option<&str>) -> Result<Option<Markup>, Problem> {
    let (here, person, locale) = (desk.clone(), by.officer.person.clone(), by.locale);
    let Some(enrolment) = desk.read(move |conn| totp::begun(&here, conn, person.id, &person.email)).await? else {
        return Ok(None);
    };
    let frame = Frame::read(desk, by).await?;
    let content = html! {
        @if let Some(said) = said { p.banner.red role="alert" { (said) } }
        ol {
            li { p { (locale.say("app-scan")) } (qr::shown(&locale.say("app-picture"), &enrolment.address)?) }
            li { p { (locale.say("app-type")) } p.mono { (enrolment.typed) } }
            li {
                form.stack method="post" action="/me/app/confirmation" {
                    (frame.token())
                    label for="code" { (locale.say("app-code")) }
                    input #code type="text" name="code" inputmode="numeric" autocomplete="one-time-code" required aria-describedby="code-hint";
                    p.hint #code-hint { (locale.say("app-code-hint")) }
                    button.btn.go type="submit" { (locale.say("app-confirm")) }
                }
            }
        }
        p { a href="/me" { (locale.say("way-on-me")) } }
    };
    Ok(Some(account_page(&frame, &locale.say("app-title"), content)))
}

#[derive(Deserialize)]
pub(super) struct CodeForm {
    #[serde(default)]
    code: String,
}

/// The app showed its first code.
pub(super) async fn confirm(State(desk): State<Desk>, posted: Posted<CodeForm>) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let (here, id) = (desk.clone(), by.officer.id());
    let confirmed = match by.record.must_be_fresh(by.now) {
        Ok(()) => {
            let (login, code) = (by.login().clone(), form.code);
            desk.act(move |act| totp::confirm(&here, act, id, &login, &code)).await
        }
        Err(problem) => Err(problem),
    };
    match confirmed {
        Ok(made) if made.is_empty() => Ok(back("second-factors").into_response()),
        Ok(made) => codes::show(&desk, &by, &made).await,
        Err(Problem::Refused(refusal)) if refusal.key == "refuse-code-wrong" => {
            let sentence = problems::sentence(by.locale, &refusal);
            let page = show(&desk, &by, Some(&sentence)).await?;
            Ok(page.map_or_else(|| back("second-factors").into_response(), |page| (refusal.status, page).into_response()))
        }
        Err(problem) => refused(&desk, &by, problem).await,
    }
}

/// Takes it away.
pub(super) async fn remove(State(desk): State<Desk>, posted: Posted<Nothing>) -> Result<Response, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let id = by.officer.id();
    let removed = match by.record.must_be_fresh(by.now) {
        Ok(()) => desk.act(move |act| totp::remove(act, id)).await,
        Err(problem) => Err(problem),
    };
    match removed {
        Ok(()) => Ok(back("second-factors").into_response()),
        Err(problem) => refused(&desk, &by, problem).await,
    }
}
