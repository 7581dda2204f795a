//! Self-nomination: anyone at the desk says what they would like to answer for; whoever governs there grants it or declines with a reason.
use std::str::FromStr as _;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use serde::Deserialize;

use super::mandates::{Told, acts_in_words};
use super::shown::{Names, Said, at_form, indented, moment, network_name};
use super::{Section, page as room_page};
use crate::govern::mandate::{Allowed, Govern, Scope};
use crate::govern::nomination::{self, Nomination, Outcome, Wish};
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, Desk, NominationId, Problem, UnitId, refuse};
use crate::web::frame::Frame;
use crate::web::{Posted, SignedIn};

pub(super) fn routes() -> Router<Desk> {
    Router::new()
        .route("/govern/nominations/new", get(page).post(make))
        .route("/govern/nominations/{id}", get(one))
        .route("/govern/nominations/{id}/decline", post(decline))
        .route("/govern/nominations/{id}/withdraw", post(withdraw))
}

/// What was filled in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Fields {
    acts: Vec<String>,
    place: String,
    why: String,
}

impl Fields {
    fn read(&self) -> Result<Wish, Problem> {
        let wrong = |key| Problem::from(refuse(StatusCode::UNPROCESSABLE_ENTITY, key));
        let scope = match self.place.split_once(':') {
            Some(("unit", id)) => UnitId::from_str(id).map_or(None, |id| Some(Scope::Unit(id))),
            Some(("channel", id)) => ChannelId::from_str(id).map_or(None, |id| Some(Scope::Channel(id))),
            _ => None,
        };
        let acts: Option<Vec<Allowed>> = self.acts.iter().map(|act| Allowed::named(act)).collect();
        Ok(Wish {
            scope: scope.ok_or_else(|| wrong("refuse-unknown-scope"))?,
            acts: acts.ok_or_else(|| wrong("refuse-mandate-without-acts"))?,
            why: self.why.clone(),
        })
    }
}

async fn page(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    let fields = Fields { acts: vec!["answer".to_owned(), "read".to_owned()], ..Fields::default() };
    form(&desk, &by, &fields, None).await
}

async fn form(desk: &Desk, by: &SignedIn, fields: &Fields, said: Option<&Said>) -> Result<Markup, Problem> {
    let frame = Frame::read(desk, by).await?;
    let names = desk.read(Names::read).await?;
    let locale = by.locale;
    let option = |value: String, words: String| html! { option value=(value) selected[value == fields.place] { (words) } };
    let content = html! {
        @if let Some(said) = said { (said.render(locale)) }
        form.stack method="post" action="/govern/nominations/new" {
            (frame.token())
            p.hint { (locale.say("nomination-hint")) }
            fieldset {
                legend { (locale.say("nomination-acts")) }
                @for act in Allowed::ALL {
                    label.choice {
                        input type="checkbox" name="acts[]" value=(act.as_str()) checked[fields.acts.iter().any(|one| one == act.as_str())];
                        span {
                            (locale.say(&format!("act-{}-long", act.as_str())))
                            @if !act.is_used() { " " span.tag { (locale.say("act-not-used-yet")) } }
                        }
                    }
                }
            }
            label for="place" { (locale.say("mandate-place")) }
            select #place name="place" required {
                option value="" { (locale.say("choose")) }
                optgroup label=(locale.say("govern-units")) {
                    @for (depth, unit) in names.tree() { (option(format!("unit:{}", unit.id), indented(depth, &unit.name))) }
                }
                optgroup label=(locale.say("govern-channels")) {
                    @for channel in &names.channels {
                        (option(format!("channel:{}", channel.id),
                            format!("{} ({})", screen::show_safely(&channel.name), network_name(locale, &channel.network))))
                    }
                }
            }
            label for="why" { (locale.say("nomination-why")) }
            textarea #why name="why" rows="3" required { (fields.why) }
            button.btn.go type="submit" { (locale.say("nomination-make")) }
        }
    };
    Ok(room_page(&frame, Section::Overview, &locale.say("nomination-new"), &content))
}

async fn make(State(desk): State<Desk>, posted: Posted<Fields>) -> Result<Response, Problem> {
    let Posted { by, form: fields } = posted;
    let person = by.officer.id();
    let made = match fields.read() {
        Ok(wish) => desk.act(move |act| nomination::nominate(act, person, &wish)).await,
        Err(problem) => Err(problem),
    };
    match made {
        Ok(_) => Ok(Redirect::to("/govern").into_response()),
        Err(problem) => {
            let said = at_form(by.locale, problem)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, form(&desk, &by, &fields, Some(&said)).await?).into_response())
        }
    }
}

async fn one(State(desk): State<Desk>, Path(id): Path<NominationId>, by: SignedIn) -> Result<Markup, Problem> {
    show(&desk, &by, id, None).await
}

async fn show(desk: &Desk, by: &SignedIn, id: NominationId, said: Option<&Said>) -> Result<Markup, Problem> {
    let frame = Frame::read(desk, by).await?;
    let (officer, now, locale, zone) = (by.officer.clone(), by.now, by.locale, desk.config().zone.clone());
    let (told, wish) = desk
        .read(move |conn| {
            let reach = officer.reach::<Govern>(conn, now)?;
            let wish = nomination::find(conn, id)?.filter(|one| reach.holds(one.scope())).ok_or_else(not_found)?;
            Ok((Told::read(conn, locale, now, &zone)?, wish))
        })
        .await?;
    let content = html! {
        @if let Some(said) = said { (said.render(locale)) }
        dl.facts {
            div { dt { (locale.say("person")) } dd { bdi { (told.person(wish.person)) } } }
            div { dt { (locale.say("nomination-acts")) } dd { (acts_in_words(locale, &wish.acts)) } }
            div { dt { (locale.say("mandate-place")) } dd { (told.names.scope(locale, wish.scope())) } }
            div { dt { (locale.say("nomination-why")) } dd { (wish.why) } }
            div { dt { (locale.say("nomination-made")) } dd { (moment(locale, wish.made_at, now, &desk.config().zone)) } }
            div { dt { (locale.say("mandate-state")) } dd { (state(locale, &wish)) } }
        }
        @if wish.outcome == Outcome::Waiting && wish.person != by.officer.id() {
            p.toolbar { a.btn.go href=(format!("/govern/mandates/new?nomination={id}")) { (locale.say("nomination-grant")) } }
            h2 { (locale.say("nomination-decline-title")) }
            form.stack method="post" action=(format!("/govern/nominations/{id}/decline")) {
                (frame.token())
                label for="why" { (locale.say("nomination-decline-why")) }
                textarea #why name="why" rows="3" required {}
                button.btn type="submit" { (locale.say("nomination-decline")) }
            }
        }
    };
    Ok(room_page(&frame, Section::Area, &locale.say("nomination"), &content))
}

/// How a wish stands, with the answer.
pub(super) fn state(locale: crate::ground::locale::Locale, wish: &Nomination) -> Markup {
    html! {
        @match wish.outcome {
            Outcome::Waiting => span.tag.blue { (locale.say("nomination-waiting")) },
            Outcome::Granted => span.tag { (locale.say("nomination-granted")) },
            Outcome::Declined => span.tag.amber { (locale.say("nomination-declined")) },
            Outcome::Withdrawn => span.tag { (locale.say("nomination-withdrawn")) },
        }
        @if let Some(answer) = &wish.answer { br; (answer) }
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Why {
    why: String,
}

async fn decline(State(desk): State<Desk>, Path(id): Path<NominationId>, posted: Posted<Why>) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let officer = by.officer.clone();
    let declined = desk.act(move |mut act| {
        let now = act.now();
        let wish = nomination::find(act.conn(), id)?.ok_or_else(not_found)?;
        let by = officer.may::<Govern>(act.conn(), wish.scope(), now)?;
        nomination::decline(act, &by, id, &form.why)
    });
    match declined.await {
        Ok(()) => Ok(Redirect::to("/govern/area").into_response()),
        Err(problem) => {
            let said = at_form(by.locale, problem)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&desk, &by, id, Some(&said)).await?).into_response())
        }
    }
}

#[derive(Deserialize)]
struct Nothing {}

async fn withdraw(State(desk): State<Desk>, Path(id): Path<NominationId>, posted: Posted<Nothing>) -> Result<Redirect, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let person = by.officer.id();
    desk.act(move |act| nomination::withdraw(act, person, id)).await?;
    Ok(Redirect::to("/govern"))
}
