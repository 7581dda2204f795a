//! One's own choices: the language of the pages, and whether single keys are shortcuts.
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::super::frame::{Frame, Room, keys_table};
use super::super::visitor::{Posted, SignedIn, language_cookie_line};
use crate::govern::person::{self, SingleKeys};
use crate::ground::locale::Locale;
use crate::ground::{Desk, Problem};

pub(super) async fn page(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    let frame = Frame::read(&desk, &by).await?;
    let locale = by.locale;
    let content = html! {
        p { a href="/me" { (locale.say("preferences-account")) } }
        form.stack method="post" action="/preferences" {
            (frame.token())
            fieldset {
                legend { (locale.say("language")) }
                @for one in Locale::ALL {
                    label.choice { input type="radio" name="language" value=(one.tag()) checked[*one == locale]; span lang=(one.tag()) { (one.own_name()) } }
                }
            }
            fieldset {
                legend { (locale.say("preferences-keys")) }
                label.choice { input type="radio" name="single-keys" value="on" checked[by.single_keys == SingleKeys::On]; span { (locale.say("preferences-keys-on")) } }
                label.choice { input type="radio" name="single-keys" value="off" checked[by.single_keys == SingleKeys::Off]; span { (locale.say("preferences-keys-off")) } }
                p.hint { (locale.say("preferences-keys-hint")) }
            }
            button.btn.go type="submit" { (locale.say("save")) }
        }
        h2 { (locale.say("keys-title")) }
        (keys_table(locale))
    };
    Ok(frame.simple_page(Room::Preferences, &locale.say("nav-preferences"), content))
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct PreferencesForm {
    language: String,
    /// Left out by the account's own page, which asks for the language only.
    single_keys: Option<String>,
}

pub(super) async fn prefer(State(desk): State<Desk>, posted: Posted<PreferencesForm>) -> Result<Response, Problem> {
    let id = posted.by.officer.id();
    let locale = Locale::named(&posted.form.language).unwrap_or(posted.by.locale);
    let (keys, to) = match &posted.form.single_keys {
        Some(keys) => (SingleKeys::named(keys), "/preferences"),
        None => (posted.by.single_keys, "/me"),
    };
    desk.write(move |conn| Ok(person::prefer(conn, id, locale, keys)?)).await?;
    Ok(([(header::SET_COOKIE, language_cookie_line(locale))], Redirect::to(to)).into_response())
}
