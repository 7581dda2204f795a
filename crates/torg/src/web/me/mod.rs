//! One's own account: how one signs in, where one is signed in, and in which language.
mod app;
mod browser;
mod codes;
mod confirm;
mod logins;
mod overview;
mod passkeys;
mod password;
mod qr;

use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use serde::Deserialize;

use super::assets;
use super::frame::{Frame, Room};
use super::problems;
use super::visitor::SignedIn;
use crate::ground::{Desk, Problem};

/// The account's addresses.
pub fn routes() -> Router<Desk> {
    Router::new()
        .route("/me", get(overview::page))
        .route("/me/password", post(password::change))
        .route("/me/confirm", get(confirm::page).post(confirm::confirm))
        .route("/me/confirm/passkey", post(confirm::with_passkey))
        .route("/me/app", get(app::page).post(app::begin))
        .route("/me/app/confirmation", post(app::confirm))
        .route("/me/app/removal", post(app::remove))
        .route("/me/passkeys", post(passkeys::add))
        .route("/me/passkeys/question", post(passkeys::question))
        .route("/me/passkeys/{id}/name", post(passkeys::rename))
        .route("/me/passkeys/{id}/removal", post(passkeys::remove))
        .route("/me/recovery-codes", post(codes::make))
        .route("/me/logins/{id}/end", post(logins::end))
        .route("/me/logins/end", post(logins::end_all))
}

#[derive(Deserialize)]
struct Nothing {}

/// A page of the account. Its script opens the browser's dialogue for passkeys.
fn page(frame: &Frame, title: &str, content: Markup) -> Markup {
    let content = html! { (content) script type="module" src=(assets::address("passkey.js")) {} };
    frame.simple_page(Room::Account, title, content)
}

/// What is refused stands on top of the account's page; what the person must first do (prove who they are) leads there.
async fn refused(desk: &Desk, by: &SignedIn, problem: Problem) -> Result<Response, Problem> {
    match problem {
        Problem::Refused(refusal) if refusal.key == "refuse-not-fresh" => Ok(Redirect::to("/me/confirm").into_response()),
        Problem::Refused(refusal) if refusal.status != StatusCode::NOT_FOUND => {
            let sentence = problems::sentence(by.locale, &refusal);
            Ok((refusal.status, overview::show(desk, by, Some(&sentence)).await?).into_response())
        }
        problem => Err(problem),
    }
}

/// Back to the account, at one of its parts.
fn back(part: &str) -> Redirect {
    Redirect::to(&format!("/me#{part}"))
}

/// The cookie that ends a login, and the way to the door.
fn out(desk: &Desk) -> Response {
    ([(header::SET_COOKIE, super::visitor::login_cookie_line(desk, None))], Redirect::to("/sign-in")).into_response()
}
