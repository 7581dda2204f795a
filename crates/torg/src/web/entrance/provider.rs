//! To a provider and back, and its word that someone signed out there.
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::super::problems;
use super::super::visitor::{Visitor, half_cookie_line};
use super::sign_in::{Shows, SignInPage, gone_on};
use super::{escaped, safe_return};
use crate::govern::identity_provider::{self, Provider};
use crate::govern::provider_logout;
use crate::govern::provider_sign_in::{self, Asking, Back};
use crate::ground::locale::Locale;
use crate::ground::{Desk, Problem, ProviderId};

/// The providers by which people sign in.
pub(super) async fn open(desk: &Desk) -> Result<Vec<Provider>, Problem> {
    desk.read(|conn| Ok(identity_provider::open(conn)?)).await
}

/// A link for each. A link and no form: browsers that hold the content policy to redirects would stop a form on its way out.
pub(super) fn shown(locale: Locale, providers: &[Provider], to: &str) -> Markup {
    html! {
        @for provider in providers {
            @let on = format!("/sign-in/provider/{}?to={}", provider.id, escaped(to));
            p { a.btn href=(on) rel="nofollow" { (locale.say_with("sign-in-with", &[("name", provider.settings.name.as_str().into())])) } }
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Leave {
    to: Option<String>,
    /// The provider is to ask anew who they are.
    anew: Option<String>,
}

pub(super) async fn leave(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<ProviderId>,
    Query(query): Query<Leave>,
) -> Result<Response, Problem> {
    let to = safe_return(query.to.as_deref());
    let asking = if query.anew.is_some() { Asking::Anew } else { Asking::AsItLikes };
    match provider_sign_in::begin(&desk, id, &to, asking).await {
        Ok(leaving) => {
            let cookie = [(header::SET_COOKIE, half_cookie_line(&desk, Some(&leaving.half)))];
            Ok((cookie, Redirect::to(&leaving.address)).into_response())
        }
        Err(problem) => at_the_door(&desk, visitor.locale, problem).await,
    }
}

pub(super) async fn come_back(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<ProviderId>,
    Query(back): Query<Back>,
) -> Result<Response, Problem> {
    match provider_sign_in::finish(&desk, id, visitor.half(), &back, &visitor.coming()).await {
        Ok((step, to)) => Ok(gone_on(&desk, step, &to)),
        Err(problem) => at_the_door(&desk, visitor.locale, problem).await,
    }
}

/// What was refused stands on the sign-in page, where there are other ways in.
async fn at_the_door(desk: &Desk, locale: Locale, problem: Problem) -> Result<Response, Problem> {
    match problem {
        Problem::Refused(refusal) if refusal.status != StatusCode::NOT_FOUND => {
            let refused = Some(problems::sentence(locale, &refusal));
            let page = SignInPage { locale, to: "/".to_owned(), email: String::new(), refused, left: None, shows: Shows::Form };
            Ok((refusal.status, page.render(desk).await?).into_response())
        }
        problem => Err(problem),
    }
}

/// To the provider, to sign out there too.
pub(super) async fn sign_out_there(State(desk): State<Desk>, Path(id): Path<ProviderId>) -> Result<Redirect, Problem> {
    Ok(Redirect::to(&provider_logout::there(&desk, id).await?))
}

/// Whoever just signed out here is perhaps still signed in there, which the next person at the same computer would be glad of.
pub(super) async fn still_there(desk: &Desk, locale: Locale, left: Option<ProviderId>) -> Result<Markup, Problem> {
    let Some(id) = left else { return Ok(Markup::default()) };
    let Some(name) = desk.read(move |conn| provider_logout::offered(conn, id)).await? else { return Ok(Markup::default()) };
    Ok(html! {
        p.banner.amber role="status" {
            span { (locale.say_with("sign-out-still-there", &[("name", name.as_str().into())])) }
            " " a href=(format!("/sign-in/provider/{id}/sign-out")) rel="nofollow" { (locale.say("sign-out-there")) }
        }
    })
}

#[derive(Deserialize)]
pub(super) struct Logout {
    #[serde(default)]
    logout_token: String,
}

/// The provider itself calls this, not a browser: what it says is believed by its signature, and by nothing else.
pub(super) async fn logout(
    State(desk): State<Desk>,
    Path(id): Path<ProviderId>,
    axum::Form(form): axum::Form<Logout>,
) -> Result<Response, Problem> {
    provider_logout::told(&desk, id, &form.logout_token).await?;
    Ok((StatusCode::OK, [(header::CACHE_CONTROL, "no-store")]).into_response())
}
