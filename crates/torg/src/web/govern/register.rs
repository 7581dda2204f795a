//! Tending the public register: reported accounts, links to those who speak for themselves, and how it comes to one's own site.
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use serde::Deserialize;

use super::shown::{Said, at_form, moment};
use super::{Section, page as room_page};
use crate::govern::Scope;
use crate::govern::mandate::Govern;
use crate::ground::news::Changed;
use crate::ground::{Desk, ExternalLinkId, ImpostorId, Problem};
use crate::share::external_link::{self, ExternalLink, NewLink};
use crate::share::impostor::{self, Impostor, State as Standing};
use crate::web::frame::Frame;
use crate::web::shown::safely;
use crate::web::{Posted, SignedIn};

pub(super) fn routes() -> Router<Desk> {
    Router::new()
        .route("/govern/register", get(page))
        .route("/govern/register/links", post(add_link))
        .route("/govern/register/links/{id}/removal", post(remove_link))
        .route("/govern/register/impostors/{id}/decision", post(decide))
        .route("/govern/register/impostors/{id}/end", post(gone))
}

const HERE: &str = "/govern/register";

async fn page(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    show(&desk, &by, None).await
}

/// What the page shows.
struct RegisterPage {
    frame: Frame,
    impostors: Vec<Impostor>,
    links: Vec<ExternalLink>,
}

async fn show(desk: &Desk, by: &SignedIn, said: Option<&Said>) -> Result<Markup, Problem> {
    let frame = Frame::read(desk, by).await?;
    let (officer, now) = (by.officer.clone(), by.now);
    let page = desk
        .read(move |conn| {
            officer.may::<Govern>(conn, Scope::Everywhere, now)?;
            Ok(RegisterPage { frame, impostors: impostor::all(conn)?, links: external_link::current(conn)? })
        })
        .await?;
    let locale = by.locale;
    let address = |path: &str| {
        let mut url = desk.config().public_url.clone();
        url.set_path(path);
        url.to_string()
    };
    let content = html! {
        @if let Some(said) = said { (said.render(locale)) }
        p.toolbar { a.btn href=(crate::govern::channel::profile::register_page(desk, locale)) { (locale.say("register-look")) } }
        h2 { (locale.say("impostors")) }
        (page.impostors(now, &desk.config().zone))
        h2 { (locale.say("links")) }
        (page.links())
        h2 { (locale.say("register-own-site")) }
        p.why { (locale.say("register-own-site-text")) }
        pre.mono tabindex="0" { "<iframe src=\"" (address("/channels/embed")) "\" title=\"" (locale.say("register-title")) "\"></iframe>" }
        p { a href="/channels/export.html" { (locale.say("register-export")) } }
    };
    Ok(room_page(&page.frame, Section::Register, &locale.say("govern-register"), &content))
}

impl RegisterPage {
    fn impostors(&self, now: Timestamp, zone: &TimeZone) -> Markup {
        let locale = self.frame.locale;
        html! {
            @if self.impostors.is_empty() { p { (locale.say("impostors-empty")) } }
            @for one in &self.impostors {
                article.card {
                    h3 {
                        bdi { (safely(&one.address)) } " "
                        span.tag.amber[one.state == Standing::Reported].red[one.state == Standing::Confirmed] { (locale.say(&format!("impostor-{}", one.state.as_str()))) }
                    }
                    p.hint { (moment(locale, one.reported_at, now, zone)) @if one.state_at != one.reported_at { " – " (moment(locale, one.state_at, now, zone)) } }
                    @if !one.note.is_empty() { p.words dir="auto" { (safely(&one.note)) } }
                    @if let Some(why) = &one.why { p { em { (why) } } }
                    @match one.state {
                        Standing::Reported => {
                            p.why { (locale.say("impostor-why")) }
                            form.stack method="post" action=(format!("{HERE}/impostors/{}/decision", one.id)) {
                                (self.frame.token())
                                label for=(format!("why-{}", one.id)) { (locale.say("channel-reason")) }
                                input id=(format!("why-{}", one.id)) name="why" required autocomplete="off";
                                div.toolbar {
                                    button.btn type="submit" name="way" value="confirm" { (locale.say("impostor-confirm")) }
                                    button.btn type="submit" name="way" value="dismiss" { (locale.say("impostor-dismiss")) }
                                }
                            }
                        },
                        Standing::Confirmed => form method="post" action=(format!("{HERE}/impostors/{}/end", one.id)) {
                            (self.frame.token())
                            button.btn type="submit" { (locale.say("impostor-mark-gone")) }
                        },
                        Standing::Dismissed | Standing::Gone => {},
                    }
                }
            }
        }
    }

    fn links(&self) -> Markup {
        let locale = self.frame.locale;
        html! {
            p.why { (locale.say("links-why")) }
            @if self.links.is_empty() { p { (locale.say("links-empty")) } }
            @for link in &self.links {
                article.card {
                    h3 { bdi { (safely(&link.name)) } }
                    p { a href=(link.url) rel="noreferrer external" { (link.url) } " · " (locale.say("register-decision")) " " (link.decision) }
                    @if !link.about.is_empty() { p { (safely(&link.about)) } }
                    details {
                        summary { (locale.say("link-remove")) }
                        form.stack method="post" action=(format!("{HERE}/links/{}/removal", link.id)) {
                            (self.frame.token())
                            label for=(format!("why-{}", link.id)) { (locale.say("channel-reason")) }
                            input id=(format!("why-{}", link.id)) name="why" required autocomplete="off";
                            button.btn.danger type="submit" { (locale.say("link-remove")) }
                        }
                    }
                }
            }
            form.stack method="post" action=(format!("{HERE}/links")) {
                (self.frame.token())
                @for (name, required) in [("name", true), ("url", true), ("about", false)] {
                    @let id = format!("link-{name}");
                    label for=(id) { (locale.say(&id)) @if !required { " (" (locale.say("optional")) ")" } }
                    input id=(id) name=(name) required[required] autocomplete="off";
                }
                label for="link-decision" { (locale.say("application-number")) }
                input.short #link-decision name="decision" required autocomplete="off";
                button.btn type="submit" { (locale.say("link-add")) }
            }
        }
    }
}

async fn settled(desk: &Desk, by: &SignedIn, outcome: Result<(), Problem>) -> Result<Response, Problem> {
    match outcome {
        Ok(()) => {
            desk.news().tell(Changed::Desk);
            Ok(Redirect::to(HERE).into_response())
        }
        Err(problem) => {
            let said = at_form(by.locale, problem)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, show(desk, by, Some(&said)).await?).into_response())
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct LinkForm {
    name: String,
    url: String,
    about: String,
    decision: String,
}

async fn add_link(State(desk): State<Desk>, posted: Posted<LinkForm>) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let officer = by.officer.clone();
    let new = NewLink { name: form.name, url: form.url, about: form.about, decision: form.decision };
    let outcome = desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), Scope::Everywhere, now)?;
        external_link::add(act, &by, &new).map(|added| added.map(drop))
    });
    settled(&desk, &by, outcome.await).await
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct WhyForm {
    way: String,
    why: String,
}

async fn remove_link(
    State(desk): State<Desk>,
    Path(id): Path<ExternalLinkId>,
    posted: Posted<WhyForm>,
) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let officer = by.officer.clone();
    let outcome = desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), Scope::Everywhere, now)?;
        external_link::remove(act, &by, id, &form.why)
    });
    settled(&desk, &by, outcome.await).await
}

async fn decide(State(desk): State<Desk>, Path(id): Path<ImpostorId>, posted: Posted<WhyForm>) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let officer = by.officer.clone();
    let outcome = desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), Scope::Everywhere, now)?;
        impostor::decide(act, &by, id, form.way == "confirm", &form.why)
    });
    settled(&desk, &by, outcome.await).await
}

async fn gone(State(desk): State<Desk>, Path(id): Path<ImpostorId>, posted: Posted<WhyForm>) -> Result<Response, Problem> {
    let Posted { by, form: _ } = posted;
    let officer = by.officer.clone();
    let outcome = desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), Scope::Everywhere, now)?;
        impostor::gone(act, &by, id)
    });
    settled(&desk, &by, outcome.await).await
}
