//! One provider: adding it, changing it, what it must be told of the desk, and its end.
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::fields::{About, Fields};
use super::{address, rules};
use crate::govern::group_rule::{self, Rule};
use crate::govern::identity_provider::{self, Provider};
use crate::govern::mandate::{Govern, Mandate, Scope};
use crate::govern::{Officer, provider_logout, provider_sign_in};
use crate::ground::problem::not_found;
use crate::ground::{Desk, Problem, ProviderId};
use crate::records::Act;
use crate::web::frame::Frame;
use crate::web::govern::shown::{Names, Said, at_form};
use crate::web::govern::{Section, page as room_page};
use crate::web::{Posted, SignedIn};

/// The permission for it, asked for in the transaction that acts.
pub(super) fn may(officer: Officer) -> impl FnOnce(&mut Act<'_>) -> Result<Mandate<Govern>, Problem> + Send + 'static {
    move |act| {
        let now = act.now();
        officer.may::<Govern>(act.conn(), Scope::Everywhere, now)
    }
}

async fn must_govern_everything(desk: &Desk, by: &SignedIn) -> Result<Names, Problem> {
    let (officer, now) = (by.officer.clone(), by.now);
    desk.read(move |conn| {
        officer.may::<Govern>(conn, Scope::Everywhere, now)?;
        Names::read(conn)
    })
    .await
}

/// The form for a new one.
pub(super) async fn new(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    form(&desk, &by, &Fields::default(), None).await
}

async fn form(desk: &Desk, by: &SignedIn, fields: &Fields, said: Option<&Said>) -> Result<Markup, Problem> {
    let names = must_govern_everything(desk, by).await?;
    let (frame, locale) = (Frame::read(desk, by).await?, by.locale);
    let content = html! {
        @if let Some(said) = said { (said.render(locale)) }
        p { (locale.say("provider-new-text")) }
        form.stack method="post" action="/govern/sign-in/providers/new" {
            (frame.token())
            (fields.render(&frame, &names, About::New))
            p.why { (locale.say("provider-why")) }
            button.btn.go type="submit" { (locale.say("provider-add")) }
        }
    };
    Ok(room_page(&frame, Section::SignIn, &locale.say("provider-new"), &content))
}

pub(super) async fn add(State(desk): State<Desk>, posted: Posted<Fields>) -> Result<Response, Problem> {
    let Posted { by, form: fields } = posted;
    must_govern_everything(&desk, &by).await?;
    let added = match fields.settings() {
        Ok(settings) => identity_provider::add(&desk, may(by.officer.clone()), settings, fields.secret()).await,
        Err(problem) => Err(problem),
    };
    match added {
        Ok(id) => Ok(Redirect::to(&address(id)).into_response()),
        Err(problem) => {
            let said = at_form(by.locale, problem)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, form(&desk, &by, &fields, Some(&said)).await?).into_response())
        }
    }
}

/// The provider's page.
pub(super) async fn page(State(desk): State<Desk>, Path(id): Path<ProviderId>, by: SignedIn) -> Result<Markup, Problem> {
    show(&desk, &by, id, None, None).await
}

pub(super) async fn show(
    desk: &Desk,
    by: &SignedIn,
    id: ProviderId,
    fields: Option<&Fields>,
    said: Option<&Said>,
) -> Result<Markup, Problem> {
    let names = must_govern_everything(desk, by).await?;
    let (provider, rules): (Provider, Vec<Rule>) = desk
        .read(move |conn| {
            let provider = identity_provider::find(conn, id)?.ok_or_else(not_found)?;
            Ok((provider, group_rule::of_provider(conn, id)?))
        })
        .await?;
    let (frame, locale) = (Frame::read(desk, by).await?, by.locale);
    let kept = Fields::of(&provider.settings);
    let content = html! {
        @if let Some(said) = said { (said.render(locale)) }
        dl.facts {
            div { dt { (locale.say("provider-issuer")) } dd { bdi { (provider.settings.issuer) } } }
            div { dt { (locale.say("provider-return-address")) } dd.mono { (provider_sign_in::return_address(desk, id)) } }
            div { dt { (locale.say("provider-logout-address")) } dd.mono { (provider_sign_in::logout_address(desk, id)) } }
            div { dt { (locale.say("provider-door-address")) } dd.mono { (provider_logout::door_address(desk)) } }
        }
        @if provider.ended_at.is_some() {
            p.banner { (locale.say("provider-ended-text")) }
        } @else {
            p.hint { (locale.say("provider-addresses-hint")) }
            (rules::shown(&frame, &names, id, &rules))
            details open[fields.is_some()] {
                summary { (locale.say("provider-change")) }
                form.stack method="post" action=(address(id)) {
                    (frame.token())
                    (fields.unwrap_or(&kept).render(&frame, &names, About::Known))
                    button.btn.go type="submit" { (locale.say("save")) }
                }
            }
            details {
                summary { (locale.say("provider-end")) }
                form.stack method="post" action=(format!("{}/end", address(id))) {
                    (frame.token())
                    p { (locale.say("provider-end-text")) }
                    label for="why" { (locale.say("provider-end-why")) }
                    input #why name="why" required autocomplete="off";
                    button.btn.danger type="submit" { (locale.say("provider-end")) }
                }
            }
        }
    };
    Ok(room_page(&frame, Section::SignIn, &provider.settings.name, &content))
}

pub(super) async fn change(
    State(desk): State<Desk>,
    Path(id): Path<ProviderId>,
    posted: Posted<Fields>,
) -> Result<Response, Problem> {
    let Posted { by, form: fields } = posted;
    must_govern_everything(&desk, &by).await?;
    let changed = match fields.settings() {
        Ok(settings) => identity_provider::change(&desk, may(by.officer.clone()), id, settings, Some(fields.secret())).await,
        Err(problem) => Err(problem),
    };
    match changed {
        Ok(()) => Ok(Redirect::to(&address(id)).into_response()),
        Err(problem) => {
            let said = at_form(by.locale, problem)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&desk, &by, id, Some(&fields), Some(&said)).await?).into_response())
        }
    }
}

#[derive(Deserialize)]
pub(super) struct EndForm {
    #[serde(default)]
    why: String,
}

pub(super) async fn end(
    State(desk): State<Desk>,
    Path(id): Path<ProviderId>,
    posted: Posted<EndForm>,
) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let may = may(by.officer.clone());
    let ended = desk.act(move |mut act| {
        let by = may(&mut act)?;
        identity_provider::end(act, &by, id, &form.why)
    });
    match ended.await {
        Ok(()) => Ok(Redirect::to(&address(id)).into_response()),
        Err(problem) => {
            let said = at_form(by.locale, problem)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&desk, &by, id, None, Some(&said)).await?).into_response())
        }
    }
}
