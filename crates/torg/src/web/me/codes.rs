//! Recovery codes, shown once.
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use maud::html;

use super::{Nothing, page as account_page, refused};
use crate::govern::recovery_code;
use crate::ground::{Desk, Problem};
use crate::web::frame::Frame;
use crate::web::{Posted, SignedIn};

/// Makes new ones. The answer is no redirect: the codes are kept nowhere, so no other page could show them.
pub(super) async fn make(State(desk): State<Desk>, posted: Posted<Nothing>) -> Result<Response, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let id = by.officer.id();
    let made = match by.record.must_be_fresh(by.now) {
        Ok(()) => desk.act(move |act| recovery_code::make(act, id)).await,
        Err(problem) => Err(problem),
    };
    match made {
        Ok(made) => show(&desk, &by, &made).await,
        Err(problem) => refused(&desk, &by, problem).await,
    }
}

/// The page that shows them.
pub(super) async fn show(desk: &Desk, by: &SignedIn, codes: &[String]) -> Result<Response, Problem> {
    let (frame, locale) = (Frame::read(desk, by).await?, by.locale);
    let content = html! {
        p { (locale.say("codes-text")) }
        ol.mono.codes { @for code in codes { li { (code) } } }
        p.hint { (locale.say("codes-hint")) }
        p { a.btn.go href="/me" { (locale.say("codes-done")) } }
    };
    Ok(account_page(&frame, &locale.say("me-codes"), content).into_response())
}
