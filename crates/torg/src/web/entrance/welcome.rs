//! The link from an administrator: whoever has it chooses the password.
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::super::problems;
use super::super::visitor::Visitor;
use super::sign_in::gone_on;
use super::{must_be_ours, outside};
use crate::govern::{invitation, login};
use crate::ground::locale::Locale;
use crate::ground::{Desk, Problem, refuse};

pub(super) async fn page(State(desk): State<Desk>, visitor: Visitor, Path(token): Path<String>) -> Result<Markup, Problem> {
    form(&desk, visitor.locale, &token, None).await
}

async fn form(desk: &Desk, locale: Locale, token: &str, refused: Option<&str>) -> Result<Markup, Problem> {
    let (asked, now) = (token.to_owned(), desk.now());
    let Some(person) = desk.read(move |conn| invitation::find(conn, &asked, now)).await? else {
        return Err(refuse(StatusCode::GONE, "refuse-invitation-used").way_on("/sign-in", "way-on-sign-in").into());
    };
    let content = html! {
        h1 { (locale.say_with("welcome-title", &[("name", person.name.as_str().into())])) }
        @if let Some(refused) = refused { p.banner.red role="alert" { (refused) } }
        p { (locale.say_with("welcome-text", &[("email", person.email.as_str().into())])) }
        form.stack method="post" action=(format!("/welcome/{token}")) {
            input type="hidden" name="email" autocomplete="username" value=(person.email);
            label for="password" { (locale.say("welcome-password")) }
            input #password type="password" name="password" autocomplete="new-password" minlength=(login::SHORTEST_PASSWORD) required aria-describedby="password-hint";
            p.hint #password-hint { (locale.say_with("welcome-password-hint", &[("n", i64::try_from(login::SHORTEST_PASSWORD).unwrap_or(0).into())])) }
            button.btn.go type="submit" { (locale.say("welcome-button")) }
        }
    };
    Ok(outside(locale, &locale.say("welcome-short"), &desk.config().authority, &content))
}

#[derive(Deserialize)]
pub(super) struct WelcomeForm {
    password: String,
}

pub(super) async fn welcome(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(token): Path<String>,
    headers: HeaderMap,
    axum::Form(asked): axum::Form<WelcomeForm>,
) -> Result<Response, Problem> {
    must_be_ours(&headers, &desk)?;
    match invitation::accept(&desk, token.clone(), asked.password, &visitor.coming()).await {
        Ok(step) => Ok(gone_on(&desk, step, "/")),
        Err(Problem::Refused(refusal)) if refusal.status == StatusCode::UNPROCESSABLE_ENTITY => {
            let sentence = problems::sentence(visitor.locale, &refusal);
            let page = form(&desk, visitor.locale, &token, Some(&sentence)).await?;
            Ok((refusal.status, page).into_response())
        }
        Err(problem) => Err(problem),
    }
}
