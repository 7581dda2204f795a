//! The sign-in page: address and password, a passkey, or a provider.
use axum::extract::{Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::super::problems;
use super::super::visitor::{Visitor, come_in, half_cookie_line};
use super::{demo, escaped, must_be_ours, outside, provider, safe_return};
use crate::govern::passkey;
use crate::govern::sign_in::{self, Step};
use crate::ground::locale::Locale;
use crate::ground::{Desk, Problem, ProviderId};

#[derive(Deserialize)]
pub(super) struct SignInQuery {
    to: Option<String>,
    /// In the practice town: `form` shows what the real thing shows.
    with: Option<String>,
    /// The provider of the login that was just ended.
    left: Option<String>,
}

/// What the page shows.
pub(super) struct SignInPage {
    pub(super) locale: Locale,
    /// Where to go after.
    pub(super) to: String,
    /// What was filled in.
    pub(super) email: String,
    /// What was refused.
    pub(super) refused: Option<String>,
    /// The provider at which they may still be signed in.
    pub(super) left: Option<ProviderId>,
    /// Whether the practice town shows its people instead.
    pub(super) shows: Shows,
}

/// What the practice town shows first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shows {
    People,
    Form,
}

pub(super) async fn page(
    State(desk): State<Desk>,
    visitor: Visitor,
    Query(query): Query<SignInQuery>,
) -> Result<Markup, Problem> {
    let shows = if query.with.as_deref() == Some("form") { Shows::Form } else { Shows::People };
    let to = safe_return(query.to.as_deref());
    let left = query.left.and_then(|left| left.parse().into_iter().next());
    SignInPage { locale: visitor.locale, to, email: String::new(), refused: None, left, shows }.render(&desk).await
}

impl SignInPage {
    pub(super) async fn render(&self, desk: &Desk) -> Result<Markup, Problem> {
        let locale = self.locale;
        let (people, providers) = (demo::people(desk).await?, provider::open(desk).await?);
        let still_there = provider::still_there(desk, locale, self.left).await?;
        let content = html! {
            h1 { (locale.say("sign-in-title")) }
            (still_there)
            @if let Some(refused) = &self.refused { p.banner.red role="alert" { (refused) } }
            @if !people.is_empty() && self.shows == Shows::People {
                (demo::shown(locale, &people, &self.to))
                p.other-way { a href="/sign-in?with=form" { (locale.say("demo-sign-in-form")) } }
            } @else {
                form.stack method="post" action="/sign-in" {
                    input type="hidden" name="to" value=(self.to);
                    label for="email" { (locale.say("sign-in-email")) }
                    input #email type="email" name="email" value=(self.email) autocomplete="username" required autofocus;
                    label for="password" { (locale.say("sign-in-password")) }
                    input #password type="password" name="password" autocomplete="current-password" required;
                    button.btn.go type="submit" { (locale.say("sign-in-button")) }
                }
                @if passkey::are_possible(desk) { (passkey_form(locale, "/sign-in/passkey", &self.to, html! {})) }
                (provider::shown(locale, &providers, &self.to))
            }
        };
        Ok(outside(locale, &locale.say("sign-in-title"), &desk.config().authority, &content))
    }
}

/// A button that asks for a passkey. The script shows it where the browser can, fills the fields and sends the form.
pub(in crate::web) fn passkey_form(locale: Locale, action: &str, to: &str, token: Markup) -> Markup {
    html! {
        form.stack.passkey method="post" action=(action) data-passkey="get" data-question="/sign-in/passkey/question"
            data-trouble=(locale.say("passkey-trouble")) hidden {
            (token)
            input type="hidden" name="to" value=(to);
            input type="hidden" name="token";
            input type="hidden" name="answer";
            button.btn type="submit" { (locale.say("passkey-sign-in")) }
            p.hint role="status" data-said { (locale.say("passkey-sign-in-hint")) }
        }
    }
}

#[derive(Deserialize)]
pub(super) struct SignInForm {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    to: Option<String>,
}

pub(super) async fn sign_in(
    State(desk): State<Desk>,
    visitor: Visitor,
    headers: HeaderMap,
    axum::Form(form): axum::Form<SignInForm>,
) -> Result<Response, Problem> {
    must_be_ours(&headers, &desk)?;
    let to = safe_return(form.to.as_deref());
    match sign_in::sign_in(&desk, &form.email, form.password, &visitor.coming()).await {
        Ok(step) => Ok(gone_on(&desk, step, &to)),
        Err(Problem::Refused(refusal)) => {
            let refused = Some(problems::sentence(visitor.locale, &refusal));
            let page = SignInPage { locale: visitor.locale, to, email: form.email, refused, left: None, shows: Shows::Form };
            Ok((refusal.status, page.render(&desk).await?).into_response())
        }
        Err(fault) => Err(fault),
    }
}

/// In, or to the second factor.
pub(super) fn gone_on(desk: &Desk, step: Step, to: &str) -> Response {
    match step {
        Step::In(arrival) => come_in(desk, &arrival, to),
        Step::SecondFactor(half) => {
            let on = format!("/sign-in/second?to={}", escaped(to));
            ([(header::SET_COOKIE, half_cookie_line(desk, Some(&half)))], Redirect::to(&on)).into_response()
        }
    }
}
