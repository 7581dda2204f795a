//! Access keys: let a program do what one of one's own mandates allows, until a day. Shown once.
use std::str::FromStr as _;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use serde::Deserialize;

use super::mandates::{Told, acts_in_words};
use super::shown::{Said, at_form, moment};
use super::{Section, page as room_page};
use crate::govern::mandate::{self, Granted, Run};
use crate::govern::reach::Reach;
use crate::govern::token::{self, Token};
use crate::ground::problem::not_found;
use crate::ground::{Desk, MandateId, Problem, TokenId};
use crate::web::frame::Frame;
use crate::web::{Posted, SignedIn};

pub(super) fn routes() -> Router<Desk> {
    Router::new().route("/govern/tokens", get(page).post(issue)).route("/govern/tokens/{id}/revoke", post(revoke))
}

/// What was filled in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Fields {
    name: String,
    mandate: String,
    days: String,
}

/// What stands on top of the page.
enum Note {
    None,
    /// A new key, shown this once.
    Token(String),
    Said(Said),
}

async fn page(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    show(&desk, &by, &Fields { days: "90".to_owned(), ..Fields::default() }, &Note::None).await
}

/// Issues a key and shows it. The answer is no redirect: the key is kept nowhere.
async fn issue(State(desk): State<Desk>, posted: Posted<Fields>) -> Result<Response, Problem> {
    let Posted { by, form: fields } = posted;
    let (officer, asked) = (by.officer.clone(), fields.clone());
    let outcome = desk
        .act(move |mut act| {
            let now = act.now();
            let id = MandateId::from_str(&asked.mandate).map_err(|_| not_found())?;
            let granted = mandate::find(act.conn(), id)?.ok_or_else(not_found)?;
            let by = officer.may::<Run>(act.conn(), granted.scope(), now)?;
            // Whatever is no number is outside of what a key may live.
            token::issue(act, &by, id, &asked.name, asked.days.trim().parse().unwrap_or(0))
        })
        .await;
    match outcome {
        Ok((_, token)) => Ok(show(&desk, &by, &Fields { days: "90".to_owned(), ..Fields::default() }, &Note::Token(token))
            .await?
            .into_response()),
        Err(problem) => {
            let said = at_form(by.locale, problem)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&desk, &by, &fields, &Note::Said(said)).await?).into_response())
        }
    }
}

#[derive(Deserialize)]
struct Nothing {}

async fn revoke(State(desk): State<Desk>, Path(id): Path<TokenId>, posted: Posted<Nothing>) -> Result<Redirect, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let officer = by.officer.clone();
    desk.act(move |mut act| {
        let now = act.now();
        let granted = token::mandate_of(act.conn(), id)?.ok_or_else(not_found)?;
        let by = officer.may::<Run>(act.conn(), granted.scope(), now)?;
        token::revoke(act, &by, id)
    })
    .await?;
    Ok(Redirect::to("/govern/tokens"))
}

/// Keys with the mandates they rest on.
struct Keys {
    told: Told,
    tokens: Vec<(Token, Granted)>,
    /// Those of the reader's own mandates that a key may rest on.
    own: Vec<Granted>,
}

async fn read(desk: &Desk, by: &SignedIn) -> Result<Keys, Problem> {
    let (officer, now, locale, zone) = (by.officer.clone(), by.now, by.locale, desk.config().zone.clone());
    desk.read(move |conn| {
        let reach: Reach = officer.reach::<Run>(conn, now)?;
        let mut tokens = Vec::new();
        for token in token::all(conn)? {
            if let Some(granted) = mandate::find(conn, token.mandate)?.filter(|granted| reach.holds(granted.scope())) {
                tokens.push((token, granted));
            }
        }
        let mut own = mandate::of_person(conn, officer.id())?;
        own.retain(|granted| granted.in_force(now) && reach.holds(granted.scope()));
        Ok(Keys { told: Told::read(conn, locale, now, &zone)?, tokens, own })
    })
    .await
}

async fn show(desk: &Desk, by: &SignedIn, fields: &Fields, note: &Note) -> Result<Markup, Problem> {
    let frame = Frame::read(desk, by).await?;
    let keys = read(desk, by).await?;
    let locale = by.locale;
    let content = html! {
        @match note {
            Note::None => {},
            Note::Token(token) => section.card aria-labelledby="token-title" {
                h2 #token-title { (locale.say("token-made")) }
                label for="token" { (locale.say("token")) }
                input.mono #token type="text" readonly value=(token) aria-describedby="token-hint";
                p.hint #token-hint { (locale.say("token-made-hint")) " " span.mono { "Authorization: Bearer …" } }
            },
            Note::Said(said) => (said.render(locale)),
        }
        (list(desk, by, &frame, &keys))
        h2 { (locale.say("token-new")) }
        form.stack method="post" action="/govern/tokens" {
            (frame.token())
            label for="name" { (locale.say("token-name")) }
            input #name name="name" value=(fields.name) required autocomplete="off" aria-describedby="name-hint";
            p.hint #name-hint { (locale.say("token-name-hint")) }
            label for="mandate" { (locale.say("token-mandate")) }
            select #mandate name="mandate" required {
                @for granted in &keys.own {
                    option value=(granted.id) selected[granted.id.to_string() == fields.mandate] { (granted.document) ": " (acts_in_words(locale, &granted.acts)) }
                }
            }
            label for="days" { (locale.say("token-days")) }
            input.short #days type="number" name="days" min="1" max=(token::LONGEST_DAYS) required value=(fields.days);
            p.why { (locale.say("token-why")) }
            button.btn.go type="submit" { (locale.say("token-issue")) }
        }
    };
    Ok(room_page(&frame, Section::Tokens, &locale.say("govern-tokens"), &content))
}

fn list(desk: &Desk, by: &SignedIn, frame: &Frame, keys: &Keys) -> Markup {
    let (locale, now, zone) = (by.locale, by.now, &desk.config().zone);
    html! {
        @if keys.tokens.is_empty() { p { (locale.say("tokens-none")) } }
        @else {
            table.list {
                caption.visually-hidden { (locale.say("govern-tokens")) }
                thead { tr {
                    th scope="col" { (locale.say("token-name")) } th scope="col" { (locale.say("person")) } th scope="col" { (locale.say("token-mandate")) }
                    th scope="col" { (locale.say("token-until")) } th scope="col" { (locale.say("token-state")) }
                } }
                tbody { @for (token, granted) in &keys.tokens {
                    tr {
                        td data-label=(locale.say("token-name")) { (token.name) }
                        td data-label=(locale.say("person")) { bdi { (keys.told.person(granted.person)) } }
                        td data-label=(locale.say("token-mandate")) { (granted.document) ": " (acts_in_words(locale, &granted.acts)) }
                        td data-label=(locale.say("token-until")) { (moment(locale, token.expires_at, now, zone)) }
                        td data-label=(locale.say("token-state")) {
                            @if let Some(at) = token.revoked_at { (locale.say("token-revoked")) " " (moment(locale, at, now, zone)) }
                            @else if token.expires_at <= now { (locale.say("token-over")) }
                            @else if !granted.in_force(now) { (locale.say("token-mandate-over")) }
                            @else {
                                form method="post" action=(format!("/govern/tokens/{}/revoke", token.id)) {
                                    (frame.token())
                                    button.btn.danger type="submit" { (locale.say("token-revoke")) span.visually-hidden { " " (token.name) } }
                                }
                            }
                        }
                    }
                } }
            }
        }
    }
}
