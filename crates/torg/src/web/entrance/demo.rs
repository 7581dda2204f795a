//! In the practice town a click on a named person signs in. In the real thing this address does not exist.
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::super::problems;
use super::super::visitor::{Visitor, login_cookie_line};
use super::{must_be_ours, safe_return};
use crate::govern::login;
use crate::govern::person::{self, Person};
use crate::ground::config::Mode;
use crate::ground::locale::Locale;
use crate::ground::{Desk, PersonId, Problem};

/// Those who can be clicked on; none in the real thing.
pub(super) async fn people(desk: &Desk) -> Result<Vec<Person>, Problem> {
    match desk.config().mode {
        Mode::Demo => Ok(desk.read(|conn| Ok(person::all(conn)?)).await?.into_iter().filter(|person| !person.left).collect()),
        Mode::Real => Ok(Vec::new()),
    }
}

/// The people, each a button.
pub(super) fn shown(locale: Locale, people: &[Person], to: &str) -> Markup {
    html! {
        p { (locale.say("demo-sign-in")) }
        ul.people {
            @for person in people {
                li { form method="post" action="/demo/sign-in" {
                    input type="hidden" name="to" value=(to);
                    button.btn type="submit" name="person" value=(person.id) { strong { (person.name) } span { (person.post) } }
                } }
            }
        }
    }
}

#[derive(Deserialize)]
pub(super) struct DemoSignIn {
    person: PersonId,
    to: Option<String>,
}

pub(super) async fn sign_in(
    State(desk): State<Desk>,
    visitor: Visitor,
    headers: HeaderMap,
    axum::Form(form): axum::Form<DemoSignIn>,
) -> Result<Response, Problem> {
    if desk.config().mode != Mode::Demo {
        return Err(problems::not_found().await);
    }
    must_be_ours(&headers, &desk)?;
    let id = form.person;
    if !desk.read(move |conn| Ok(person::works_here(conn, id)?)).await? {
        return Err(problems::not_found().await);
    }
    let token = login::begin(&desk, id, &visitor.browser).await?;
    let to = safe_return(form.to.as_deref());
    Ok(([(header::SET_COOKIE, login_cookie_line(&desk, Some(&token)))], Redirect::to(&to)).into_response())
}
