//! Applying for a channel, and changing the answers while that can be done.
use std::str::FromStr as _;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::address;
use super::form::{self, Fields};
use crate::govern::channel::application;
use crate::govern::mandate::Govern;
use crate::govern::person;
use crate::govern::{Scope, channel};
use crate::ground::news::Changed;
use crate::ground::problem::not_found;
use crate::ground::{ApplicationId, ChannelId, Desk, Problem};
use crate::web::frame::Frame;
use crate::web::govern::shown::{Names, Said, at_form};
use crate::web::govern::{Section, page as room_page};
use crate::web::{Posted, SignedIn};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct For {
    channel: String,
}

/// An empty form; for a channel of the desk with what is known of it.
pub(super) async fn page(State(desk): State<Desk>, Query(asked): Query<For>, by: SignedIn) -> Result<Markup, Problem> {
    let fields = match ChannelId::from_str(&asked.channel) {
        Ok(id) => {
            let (officer, now) = (by.officer.clone(), by.now);
            let found = desk.read(move |conn| {
                officer.may::<Govern>(conn, Scope::Channel(id), now)?;
                channel::find(conn, id)?.ok_or_else(not_found)
            });
            Fields::for_channel(&found.await?)
        }
        Err(_) => Fields::for_unit(by.officer.person.unit),
    };
    show(&desk, &by, None, &fields, None).await
}

async fn show(
    desk: &Desk,
    by: &SignedIn,
    begun: Option<ApplicationId>,
    fields: &Fields,
    said: Option<&Said>,
) -> Result<Markup, Problem> {
    let frame = Frame::read(desk, by).await?;
    let (names, people) = desk.read(|conn| Ok((Names::read(conn)?, person::all(conn)?))).await?;
    let locale = by.locale;
    let action = begun.map_or_else(|| "/govern/applications".to_owned(), |id| format!("{}/answers", address(id)));
    let content = html! {
        @if let Some(said) = said { (said.render(locale)) }
        form.stack method="post" action=(action) {
            (frame.token())
            (form::render(locale, fields, &names, &people, begun.is_some()))
            button.btn.go type="submit" { (locale.say(if begun.is_some() { "save" } else { "application-send" })) }
        }
    };
    let title = locale.say(if begun.is_some() { "application-edit" } else { "application-new" });
    Ok(room_page(&frame, Section::Applications, &title, &content))
}

/// Applies.
pub(super) async fn apply(State(desk): State<Desk>, posted: Posted<Fields>) -> Result<Response, Problem> {
    let Posted { by, form: fields } = posted;
    match applied(&desk, &by, &fields).await {
        Ok(id) => {
            desk.news().tell(Changed::Desk);
            Ok(Redirect::to(&address(id)).into_response())
        }
        Err(problem) => {
            let said = at_form(by.locale, problem)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&desk, &by, None, &fields, Some(&said)).await?).into_response())
        }
    }
}

async fn applied(desk: &Desk, by: &SignedIn, fields: &Fields) -> Result<ApplicationId, Problem> {
    let wanted = fields.wanted()?;
    let officer = by.officer.clone();
    desk.act(move |mut act| {
        let now = act.now();
        if let Some(channel) = wanted.channel {
            officer.may::<Govern>(act.conn(), Scope::Channel(channel), now)?;
        }
        application::apply(act, officer.id(), &wanted)
    })
    .await
}

/// The answers, to be changed.
pub(super) async fn edit(State(desk): State<Desk>, Path(id): Path<ApplicationId>, by: SignedIn) -> Result<Markup, Problem> {
    let (officer, now) = (by.officer.clone(), by.now);
    let found = desk
        .read(move |conn| {
            let found = application::find(conn, id)?.ok_or_else(not_found)?;
            application::reviser(conn, &officer, &found, now)?;
            Ok(found)
        })
        .await?;
    show(&desk, &by, Some(id), &Fields::of(&found), None).await
}

/// Changes them.
pub(super) async fn revise(
    State(desk): State<Desk>,
    Path(id): Path<ApplicationId>,
    posted: Posted<Fields>,
) -> Result<Response, Problem> {
    let Posted { by, form: fields } = posted;
    let officer = by.officer.clone();
    let outcome = match fields.wanted() {
        Ok(wanted) => {
            desk.act(move |mut act| {
                let now = act.now();
                let found = application::find(act.conn(), id)?.ok_or_else(not_found)?;
                let by = application::reviser(act.conn(), &officer, &found, now)?;
                application::revise(act, by, id, &wanted)
            })
            .await
        }
        Err(problem) => Err(problem),
    };
    match outcome {
        Ok(()) => Ok(Redirect::to(&address(id)).into_response()),
        Err(problem) => {
            let said = at_form(by.locale, problem)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&desk, &by, Some(id), &fields, Some(&said)).await?).into_response())
        }
    }
}
