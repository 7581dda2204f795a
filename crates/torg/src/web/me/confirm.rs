//! Proving again who one is, before one changes how one signs in.
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::page as account_page;
use crate::govern::identity_provider::{self, Provider};
use crate::govern::second_factor::{self, Held};
use crate::govern::{passkey, passkey_sign_in, sign_in};
use crate::ground::{Desk, Problem};
use crate::web::entrance::passkey_form;
use crate::web::frame::Frame;
use crate::web::problems;
use crate::web::{Posted, SignedIn, Visitor};

pub(super) async fn page(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    show(&desk, &by, None).await
}

async fn show(desk: &Desk, by: &SignedIn, refused: Option<&str>) -> Result<Markup, Problem> {
    let frame = Frame::read(desk, by).await?;
    let (id, locale) = (by.officer.id(), by.locale);
    let (held, providers): (Held, Vec<Provider>) =
        desk.read(move |conn| Ok((second_factor::held(conn, id)?, identity_provider::of_person(conn, id)?))).await?;
    let person = &by.officer.person;
    let content = html! {
        @if let Some(refused) = refused { p.banner.red role="alert" { (refused) } }
        p { (locale.say("confirm-text")) }
        @if person.joined {
            form.stack method="post" action="/me/confirm" {
                (frame.token())
                input type="hidden" name="email" autocomplete="username" value=(person.email);
                label for="password" { (locale.say("sign-in-password")) }
                input #password type="password" name="password" autocomplete="current-password" required;
                @if held.any() {
                    label for="code" { (locale.say("second-code")) }
                    input #code type="text" name="code" autocomplete="one-time-code" autocapitalize="none" spellcheck="false" required aria-describedby="code-hint";
                    p.hint #code-hint { (locale.say("second-code-hint")) }
                }
                button.btn.go type="submit" { (locale.say("confirm-button")) }
            }
        } @else if providers.is_empty() {
            p { (locale.say("confirm-by-signing-in")) }
        }
        @for provider in &providers {
            p { a.btn href=(format!("/sign-in/provider/{}?to=/me&anew=yes", provider.id)) {
                (locale.say_with("confirm-with-provider", &[("name", provider.settings.name.as_str().into())]))
            } }
        }
        @if held.passkeys > 0 && passkey::are_possible(desk) { (passkey_form(locale, "/me/confirm/passkey", "/me", frame.token())) }
    };
    Ok(account_page(&frame, &locale.say("confirm-title"), content))
}

#[derive(Deserialize)]
pub(super) struct ConfirmForm {
    #[serde(default)]
    password: String,
    #[serde(default)]
    code: String,
}

pub(super) async fn confirm(
    State(desk): State<Desk>,
    visitor: Visitor,
    posted: Posted<ConfirmForm>,
) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let login = by.login().clone();
    let proved = sign_in::prove(&desk, &by.officer.person, login, form.password, &form.code, &visitor.coming()).await;
    gone_on(&desk, &by, proved).await
}

#[derive(Deserialize)]
pub(super) struct PasskeyForm {
    #[serde(default)]
    token: String,
    #[serde(default)]
    answer: String,
}

pub(super) async fn with_passkey(State(desk): State<Desk>, posted: Posted<PasskeyForm>) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let answer = serde_json::from_str(&form.answer).unwrap_or_default();
    let proved = passkey_sign_in::prove(&desk, by.officer.id(), by.login().clone(), form.token, answer).await;
    gone_on(&desk, &by, proved).await
}

async fn gone_on(desk: &Desk, by: &SignedIn, proved: Result<(), Problem>) -> Result<Response, Problem> {
    match proved {
        Ok(()) => Ok(Redirect::to("/me").into_response()),
        Err(Problem::Refused(refusal)) => {
            let sentence = problems::sentence(by.locale, &refusal);
            Ok((refusal.status, show(desk, by, Some(&sentence)).await?).into_response())
        }
        Err(fault) => Err(fault),
    }
}
