//! Where one is signed in: each browser with when it was seen last. No address of the net is kept for it.
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::{Nothing, back, browser, out, refused};
use crate::govern::account::{self, Ending};
use crate::govern::login::Login;
use crate::ground::{Desk, LoginId, Problem};
use crate::web::Posted;
use crate::web::frame::Frame;
use crate::web::shown::Times;

/// The list, this browser marked.
pub(super) fn shown(frame: &Frame, times: &Times, logins: &[Login], this: LoginId) -> Markup {
    let locale = times.locale;
    html! {
        section.card #logins aria-labelledby="logins-title" {
            h2 #logins-title { (locale.say("me-logins")) }
            p { (locale.say("me-logins-text")) }
            table.list {
                caption.visually-hidden { (locale.say("me-logins")) }
                thead { tr {
                    th scope="col" { (locale.say("me-login-browser")) } th scope="col" { (locale.say("me-login-way")) }
                    th scope="col" { (locale.say("me-login-begun")) } th scope="col" { (locale.say("me-login-seen")) }
                    th scope="col" { span.visually-hidden { (locale.say("me-login-end")) } }
                } }
                tbody { @for login in logins {
                    tr {
                        td data-label=(locale.say("me-login-browser")) { bdi { (browser::named(locale, &login.browser)) } @if login.id == this { " " span.tag { (locale.say("me-login-this")) } } }
                        td data-label=(locale.say("me-login-way")) { (locale.say(&format!("way-in-{}", login.way.as_str()))) }
                        td data-label=(locale.say("me-login-begun")) { (times.moment(login.begun_at)) }
                        td data-label=(locale.say("me-login-seen")) { (times.moment(login.seen_at)) }
                        td {
                            @if login.id != this {
                                form method="post" action=(format!("/me/logins/{}/end", login.id)) {
                                    (frame.token())
                                    button.btn type="submit" { (locale.say("me-login-end")) span.visually-hidden { ": " (browser::named(locale, &login.browser)) } }
                                }
                            }
                        }
                    }
                } }
            }
            div.toolbar {
                @if logins.len() > 1 {
                    form method="post" action="/me/logins/end" { (frame.token()) button.btn type="submit" name="which" value="others" { (locale.say("me-logins-end-others")) } }
                }
                form method="post" action="/me/logins/end" { (frame.token()) button.btn.danger type="submit" name="which" value="all" { (locale.say("me-logins-end-all")) } }
            }
        }
    }
}

/// Ends one of one's logins.
pub(super) async fn end(State(desk): State<Desk>, Path(id): Path<LoginId>, posted: Posted<Nothing>) -> Result<Response, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let person = by.officer.id();
    match desk.act(move |act| account::end_login(act, person, id)).await {
        Ok(()) if id == by.record.id => Ok(out(&desk)),
        Ok(()) => Ok(back("logins").into_response()),
        Err(problem) => refused(&desk, &by, problem).await,
    }
}

#[derive(Deserialize)]
pub(super) struct EndForm {
    which: String,
}

/// Signs out everywhere, or everywhere else.
pub(super) async fn end_all(State(desk): State<Desk>, posted: Posted<EndForm>) -> Result<Response, Problem> {
    let (person, this) = (posted.by.officer.id(), posted.by.record.id);
    let ending = if posted.form.which == "others" { Ending::But(this) } else { Ending::Everywhere };
    desk.act(move |act| account::end_logins(act, person, ending)).await?;
    Ok(match ending {
        Ending::Everywhere => out(&desk),
        Ending::But(_) => back("logins").into_response(),
    })
}
