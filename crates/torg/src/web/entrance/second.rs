//! The second step: six digits of an app, a recovery code, or a passkey.
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::super::problems;
use super::super::visitor::{Visitor, come_in, half_cookie_line};
use super::sign_in::passkey_form;
use super::{must_be_ours, outside, safe_return};
use crate::govern::{passkey, sign_in};
use crate::ground::locale::Locale;
use crate::ground::{Desk, Problem};

#[derive(Deserialize)]
pub(super) struct SecondQuery {
    to: Option<String>,
}

pub(super) async fn page(
    State(desk): State<Desk>,
    visitor: Visitor,
    Query(query): Query<SecondQuery>,
) -> Result<Response, Problem> {
    if !sign_in::is_half_way(&desk, visitor.half()).await? {
        return Ok(Redirect::to("/sign-in").into_response());
    }
    Ok(form(&desk, visitor.locale, &safe_return(query.to.as_deref()), None).into_response())
}

fn form(desk: &Desk, locale: Locale, to: &str, refused: Option<&str>) -> Markup {
    let content = html! {
        h1 { (locale.say("second-title")) }
        @if let Some(refused) = refused { p.banner.red role="alert" { (refused) } }
        form.stack method="post" action="/sign-in/second" {
            input type="hidden" name="to" value=(to);
            label for="code" { (locale.say("second-code")) }
            input #code type="text" name="code" autocomplete="one-time-code" autocapitalize="none" spellcheck="false" required autofocus aria-describedby="code-hint";
            p.hint #code-hint { (locale.say("second-code-hint")) }
            button.btn.go type="submit" { (locale.say("second-button")) }
        }
        @if passkey::are_possible(desk) { (passkey_form(locale, "/sign-in/passkey", to, html! {})) }
        p { a href="/sign-in" { (locale.say("second-back")) } }
    };
    outside(locale, &locale.say("second-title"), &desk.config().authority, &content)
}

#[derive(Deserialize)]
pub(super) struct SecondForm {
    #[serde(default)]
    code: String,
    to: Option<String>,
}

pub(super) async fn second(
    State(desk): State<Desk>,
    visitor: Visitor,
    headers: HeaderMap,
    axum::Form(asked): axum::Form<SecondForm>,
) -> Result<Response, Problem> {
    must_be_ours(&headers, &desk)?;
    let to = safe_return(asked.to.as_deref());
    match sign_in::second(&desk, visitor.half(), &asked.code, &visitor.coming()).await {
        Ok(arrival) => Ok(come_in(&desk, &arrival, &to)),
        // What waited is over: its cookie goes, and the page leads to the beginning.
        Err(Problem::Refused(refusal)) if refusal.status == StatusCode::GONE => {
            let page = problems::page(&visitor.locale, &refusal.into());
            Ok(([(header::SET_COOKIE, half_cookie_line(&desk, None))], page).into_response())
        }
        Err(Problem::Refused(refusal)) => {
            let sentence = problems::sentence(visitor.locale, &refusal);
            Ok((refusal.status, form(&desk, visitor.locale, &to, Some(&sentence))).into_response())
        }
        Err(fault) => Err(fault),
    }
}
