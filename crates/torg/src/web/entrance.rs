//! The entrance: signing in and out, invitations, one's own choices, and in the practice town a click on a named person.
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{DOCTYPE, Markup, html};
use serde::Deserialize;

use super::assets;
use super::frame::{Frame, Room, keys_table, mark};
use super::problems;
use super::visitor::{Posted, SignedIn, Visitor, language_cookie_line, login_cookie_line, same_site};
use crate::govern::person::{self, Person, SingleKeys};
use crate::govern::{invitation, login};
use crate::ground::config::Mode;
use crate::ground::locale::Locale;
use crate::ground::{Desk, PersonId, Problem, refuse};

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

#[derive(Deserialize)]
struct SignInQuery {
    to: Option<String>,
}

/// Only addresses on this desk are gone back to.
fn safe_return(to: Option<&str>) -> String {
    // Browsers leave tabs out of an address, so that `/<tab>/` would be `//`.
    let is_ours =
        |to: &&str| to.starts_with('/') && !to.starts_with("//") && !to.contains('\\') && !to.contains(char::is_control);
    to.filter(is_ours).unwrap_or("/").to_owned()
}

async fn sign_in_page(State(desk): State<Desk>, visitor: Visitor, Query(query): Query<SignInQuery>) -> Result<Markup, Problem> {
    sign_in_form(&desk, visitor.locale, &safe_return(query.to.as_deref()), "", None).await
}

async fn sign_in_form(desk: &Desk, locale: Locale, to: &str, email: &str, refused: Option<&str>) -> Result<Markup, Problem> {
    let people: Vec<Person> = match desk.config().mode {
        Mode::Demo => desk.read(|conn| Ok(person::all(conn)?)).await?.into_iter().filter(|person| !person.left).collect(),
        Mode::Real => Vec::new(),
    };
    let content = html! {
        h1 { (locale.say("sign-in-title")) }
        @if let Some(refused) = refused { p.banner.red role="alert" { (refused) } }
        @if !people.is_empty() {
            p { (locale.say("demo-sign-in")) }
            ul.people {
                @for person in &people {
                    li { form method="post" action="/demo/sign-in" {
                        input type="hidden" name="to" value=(to);
                        button.btn type="submit" name="person" value=(person.id) { strong { (person.name) } span { (person.post) } }
                    } }
                }
            }
        } @else {
            form.stack method="post" action="/sign-in" {
                input type="hidden" name="to" value=(to);
                label for="email" { (locale.say("sign-in-email")) }
                input #email type="email" name="email" value=(email) autocomplete="username" required autofocus;
                label for="password" { (locale.say("sign-in-password")) }
                input #password type="password" name="password" autocomplete="current-password" required;
                button.btn.go type="submit" { (locale.say("sign-in-button")) }
            }
        }
    };
    Ok(outside(locale, &locale.say("sign-in-title"), &desk.config().authority, &content))
}

#[derive(Deserialize)]
struct SignInForm {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    to: Option<String>,
}

async fn sign_in(
    State(desk): State<Desk>,
    visitor: Visitor,
    headers: HeaderMap,
    axum::Form(form): axum::Form<SignInForm>,
) -> Result<Response, Problem> {
    if !same_site(&headers, &desk) {
        return Err(refuse(StatusCode::FORBIDDEN, "refuse-foreign-form").into());
    }
    let to = safe_return(form.to.as_deref());
    match login::sign_in(&desk, &form.email, form.password, &visitor.address, &visitor.browser).await {
        Ok((_, token)) => Ok(([(header::SET_COOKIE, login_cookie_line(&desk, Some(&token)))], Redirect::to(&to)).into_response()),
        Err(Problem::Refused(refusal)) => {
            let sentence = problems::sentence(visitor.locale, &refusal);
            let page = sign_in_form(&desk, visitor.locale, &to, &form.email, Some(&sentence)).await?;
            Ok((refusal.status, page).into_response())
        }
        Err(fault) => Err(fault),
    }
}

#[derive(Deserialize)]
struct DemoSignIn {
    person: PersonId,
    to: Option<String>,
}

/// In the practice town a click signs in. In the real thing this address does not exist.
async fn demo_sign_in(
    State(desk): State<Desk>,
    visitor: Visitor,
    headers: HeaderMap,
    axum::Form(form): axum::Form<DemoSignIn>,
) -> Result<Response, Problem> {
    if desk.config().mode != Mode::Demo {
        return Err(problems::not_found().await);
    }
    if !same_site(&headers, &desk) {
        return Err(refuse(StatusCode::FORBIDDEN, "refuse-foreign-form").into());
    }
    let id = form.person;
    if !desk.read(move |conn| Ok(person::works_here(conn, id)?)).await? {
        return Err(problems::not_found().await);
    }
    let token = login::begin(&desk, id, &visitor.browser).await?;
    let to = safe_return(form.to.as_deref());
    Ok(([(header::SET_COOKIE, login_cookie_line(&desk, Some(&token)))], Redirect::to(&to)).into_response())
}

#[derive(Deserialize)]
struct Nothing {}

async fn sign_out(State(desk): State<Desk>, posted: Posted<Nothing>) -> Result<Response, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let token = by.login().clone();
    desk.write(move |conn| Ok(login::end(conn, &token)?)).await?;
    Ok(([(header::SET_COOKIE, login_cookie_line(&desk, None))], Redirect::to("/sign-in")).into_response())
}

async fn welcome_page(State(desk): State<Desk>, visitor: Visitor, Path(token): Path<String>) -> Result<Markup, Problem> {
    welcome_form(&desk, visitor.locale, &token, None).await
}

async fn welcome_form(desk: &Desk, locale: Locale, token: &str, refused: Option<&str>) -> Result<Markup, Problem> {
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
struct WelcomeForm {
    password: String,
}

async fn welcome(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(token): Path<String>,
    headers: HeaderMap,
    axum::Form(form): axum::Form<WelcomeForm>,
) -> Result<Response, Problem> {
    if !same_site(&headers, &desk) {
        return Err(refuse(StatusCode::FORBIDDEN, "refuse-foreign-form").into());
    }
    match invitation::accept(&desk, token.clone(), form.password).await {
        Ok(person) => {
            let login = login::begin(&desk, person, &visitor.browser).await?;
            Ok(([(header::SET_COOKIE, login_cookie_line(&desk, Some(&login)))], Redirect::to("/")).into_response())
        }
        Err(Problem::Refused(refusal)) if refusal.status == StatusCode::UNPROCESSABLE_ENTITY => {
            let sentence = problems::sentence(visitor.locale, &refusal);
            let page = welcome_form(&desk, visitor.locale, &token, Some(&sentence)).await?;
            Ok((refusal.status, page).into_response())
        }
        Err(problem) => Err(problem),
    }
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

async fn preferences_page(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    let frame = Frame::read(&desk, &by).await?;
    let locale = by.locale;
    let content = html! {
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
struct PreferencesForm {
    language: String,
    single_keys: String,
}

async fn prefer(State(desk): State<Desk>, posted: Posted<PreferencesForm>) -> Result<Response, Problem> {
    let id = posted.by.officer.id();
    let locale = Locale::named(&posted.form.language).unwrap_or(posted.by.locale);
    let keys = SingleKeys::named(&posted.form.single_keys);
    desk.write(move |conn| Ok(person::prefer(conn, id, locale, keys)?)).await?;
    Ok(([(header::SET_COOKIE, language_cookie_line(locale))], Redirect::to("/preferences")).into_response())
}

/// The start is the inbox; someone who may not read is told so there, with whom to ask.
async fn start(_by: SignedIn) -> Redirect {
    Redirect::to("/participate/inbox")
}

/// Everything about coming in.
pub fn routes() -> Router<Desk> {
    Router::new()
        .route("/", get(start))
        .route("/sign-in", get(sign_in_page).post(sign_in))
        .route("/demo/sign-in", post(demo_sign_in))
        .route("/sign-out", post(sign_out))
        .route("/welcome/{token}", get(welcome_page).post(welcome))
        .route("/language", post(choose_language))
        .route("/preferences", get(preferences_page).post(prefer))
}
