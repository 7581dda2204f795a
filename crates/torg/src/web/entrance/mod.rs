//! The entrance: signing in and out, invitations, one's own choices, and in the practice town a click on a named person.
mod demo;
mod passkey;
mod preferences;
mod provider;
mod second;
mod sign_in;
mod welcome;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{DOCTYPE, Markup, html};
use serde::Deserialize;

pub(super) use sign_in::passkey_form;

use super::assets;
use super::frame::mark;
use super::visitor::{Posted, SignedIn, language_cookie_line, login_cookie_line, same_site};
use crate::govern::login;
use crate::ground::locale::Locale;
use crate::ground::{Desk, Problem, refuse};

/// A page outside the frame: nobody is signed in.
fn outside(locale: Locale, title: &str, authority: &str, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(locale.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " – Torg" }
                link rel="stylesheet" href=(assets::address("torg.css"));
                link rel="icon" href=(assets::address("torg.svg"));
                script type="module" src=(assets::address("passkey.js")) {}
            }
            body.plain {
                main.card #main {
                    p.brand { (mark()) span { "Torg" small { (authority) } } }
                    (content)
                }
                (languages(locale))
            }
        }
    }
}

/// The choice of language, each in its own words.
fn languages(locale: Locale) -> Markup {
    html! {
        nav.languages aria-label=(locale.say("language")) {
            form method="post" action="/language" {
                @for one in Locale::ALL {
                    button.link type="submit" name="language" value=(one.tag()) lang=(one.tag()) aria-pressed=(if *one == locale { "true" } else { "false" }) { (one.own_name()) }
                }
            }
        }
    }
}

/// Only addresses on this desk are gone back to.
pub(super) fn safe_return(to: Option<&str>) -> String {
    // Browsers leave tabs out of an address, so that `/<tab>/` would be `//`.
    let is_ours =
        |to: &&str| to.starts_with('/') && !to.starts_with("//") && !to.contains('\\') && !to.contains(char::is_control);
    to.filter(is_ours).unwrap_or("/").to_owned()
}

/// A text as it stands in an address.
fn escaped(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// Refuses a form that another site made the browser send.
fn must_be_ours(headers: &HeaderMap, desk: &Desk) -> Result<(), Problem> {
    if same_site(headers, desk) {
        return Ok(());
    }
    Err(refuse(StatusCode::FORBIDDEN, "refuse-foreign-form").into())
}

#[derive(Deserialize)]
struct Nothing {}

async fn sign_out(State(desk): State<Desk>, posted: Posted<Nothing>) -> Result<Response, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let token = by.login().clone();
    let came_from = desk.write(move |conn| {
        let came_from = login::provider_of(conn, &token)?;
        login::end(conn, &token)?;
        Ok(came_from)
    });
    let door = came_from.await?.map_or_else(|| "/sign-in".to_owned(), |provider| format!("/sign-in?left={provider}"));
    Ok(([(header::SET_COOKIE, login_cookie_line(&desk, None))], Redirect::to(&door)).into_response())
}

#[derive(Deserialize)]
struct LanguageForm {
    language: String,
}

async fn choose_language(headers: HeaderMap, axum::Form(form): axum::Form<LanguageForm>) -> Response {
    let locale = Locale::named(&form.language).unwrap_or_default();
    let back = headers
        .get(header::REFERER)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| url::Url::parse(value).ok())
        .map(|url| url[url::Position::BeforePath..url::Position::AfterQuery].to_owned());
    let to = safe_return(back.as_deref());
    ([(header::SET_COOKIE, language_cookie_line(locale))], Redirect::to(&to)).into_response()
}

/// The start is the inbox; someone who may not read is told so there, with whom to ask.
async fn start(_by: SignedIn) -> Redirect {
    Redirect::to("/participate/inbox")
}

/// Everything about coming in.
pub fn routes() -> Router<Desk> {
    Router::new()
        .route("/", get(start))
        .route("/sign-in", get(sign_in::page).post(sign_in::sign_in))
        .route("/sign-in/second", get(second::page).post(second::second))
        .route("/sign-in/passkey", post(passkey::sign_in))
        .route("/sign-in/passkey/question", post(passkey::question))
        .route("/sign-in/provider/{id}", get(provider::leave))
        .route("/sign-in/provider/{id}/back", get(provider::come_back))
        .route("/sign-in/provider/{id}/logout", post(provider::logout))
        .route("/sign-in/provider/{id}/sign-out", get(provider::sign_out_there))
        .route("/demo/sign-in", post(demo::sign_in))
        .route("/sign-out", post(sign_out))
        .route("/welcome/{token}", get(welcome::page).post(welcome::welcome))
        .route("/language", post(choose_language))
        .route("/preferences", get(preferences::page).post(preferences::prefer))
}
