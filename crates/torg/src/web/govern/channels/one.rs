//! One channel: what it is, what it promises, how it is, and what someone who governs it can do about that.
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use connect::SettingKind;
use maud::{Markup, html};
use serde::Deserialize;

use super::life::Life;
use super::list::health;
use super::public::Public;
use super::tend::Tended;
use super::{address, promise as length};
use crate::govern::Scope;
use crate::govern::channel::{self, Channel, Stage};
use crate::govern::mandate::Govern;
use crate::ground::news::Changed;
use crate::ground::{ChannelId, Desk, Problem};
use crate::listen::opening;
use crate::web::frame::Frame;
use crate::web::govern::shown::{Names, Said, at_form, moment, network_name, network_said, picture, web_address};
use crate::web::govern::{Section, page as room_page};
use crate::web::shown::attention;
use crate::web::{Posted, SignedIn};

/// The channel's page.
pub(super) async fn page(State(desk): State<Desk>, Path(id): Path<ChannelId>, by: SignedIn) -> Result<Markup, Problem> {
    show(&desk, &by, id, &Note::None).await
}

/// What stands on top of the page.
enum Note {
    None,
    /// The network answered just now: all is well.
    Well,
    /// Something was refused.
    Said(Said),
}

async fn show(desk: &Desk, by: &SignedIn, id: ChannelId, note: &Note) -> Result<Markup, Problem> {
    let frame = Frame::read(desk, by).await?;
    let (officer, now) = (by.officer.clone(), desk.now());
    let here = desk.clone();
    let (channel, names, life, tended, public) = desk
        .read(move |conn| {
            let reach = officer.reach::<Govern>(conn, now)?;
            let channel = reach.channel(conn, id)?;
            let (life, tended) = (Life::read(conn, &channel, now)?, Tended::read(conn, &channel)?);
            let public = Public::read(conn, &here, &channel)?;
            Ok((channel, Names::read(conn)?, life, tended, public))
        })
        .await?;
    let (locale, zone) = (by.locale, &desk.config().zone);
    let title = screen::show_safely(&channel.name);
    let content = html! {
        @match note {
            Note::None => {},
            Note::Well => p.banner.blue role="status" { (locale.say("channel-is-well")) },
            Note::Said(said) => (said.render(locale)),
        }
        p.account {
            (picture(&channel.name, &channel.network))
            strong { bdi { (screen::show_safely(&channel.name)) } }
            span.hint { (network_name(locale, &channel.network)) " · " bdi { "@" (screen::show_safely(&channel.handle)) } }
        }
        h2 { (locale.say("channel-health")) }
        p { (health(locale, &channel, now, zone)) }
        @if !life.attention.is_empty() { p { (attention(locale, &life.attention, now, zone)) } }
        @if let Some(detail) = channel.trouble.as_ref().and(channel.trouble_detail.as_ref()) { (network_said(locale, detail)) }
        div.toolbar {
            (button(&frame, &channel, "check", "channel-check", ""))
            @if channel.stage == Stage::Closed {}
            @else if channel.paused_at.is_some() { (button(&frame, &channel, "resume", "channel-resume", "")) }
            @else { (button(&frame, &channel, "pause", "channel-pause", "danger")) }
            a.btn href=(format!("{}/renew", address(id))) { (locale.say("channel-renew")) }
        }
        p.hint { (locale.say("channel-pause-hint")) }
        (life.render(&frame, &channel, now, zone))
        h2 { (locale.say("channel-facts")) }
        dl.facts {
            div { dt { (locale.say("network")) } dd { (network_name(locale, &channel.network)) } }
            @if let Some(url) = web_address(channel.url.as_deref()) {
                div { dt { (locale.say("channel-profile")) } dd { a href=(url) rel="noreferrer external" { (url) } } }
            }
            div { dt { (locale.say("unit")) } dd { (names.unit(channel.unit)) } }
            div { dt { (locale.say("channel-opened")) } dd { (moment(locale, channel.opened_at, now, zone)) } }
            div { dt { (locale.say("channel-fetched")) } dd { @match channel.fetched_at { Some(at) => (moment(locale, at, now, zone)), None => (locale.say("never")) } } }
            div { dt { (locale.say("channel-posted")) } dd { @match channel.posted_at { Some(at) => (moment(locale, at, now, zone)), None => (locale.say("never")) } } }
            (settings(&frame, &channel)?)
        }
        h2 { (locale.say("channel-promise")) }
        @let (number, unit) = length::as_fields(channel.answer_within_minutes);
        form.stack method="post" action=(format!("{}/promise", address(id))) {
            (frame.token())
            (length::fields(locale, &number, &unit))
            button.btn type="submit" { (locale.say("save")) }
        }
        (public.promise(&frame, &channel))
        (public.profile(&frame, &channel, now, zone))
        (tended.hours(&frame, &channel))
        (Tended::care(&frame, &channel, now, zone))
    };
    Ok(room_page(&frame, Section::Channels, &title, &content))
}

fn button(frame: &Frame, channel: &Channel, act: &str, words: &str, class: &str) -> Markup {
    html! {
        form method="post" action=(format!("{}/{act}", address(channel.id))) { (frame.token()) button.btn.(class) type="submit" { (frame.locale.say(words)) } }
    }
}

/// Plain settings as they stand; of secrets only that there are some.
fn settings(frame: &Frame, channel: &Channel) -> Result<Markup, Problem> {
    let about = channel.network()?.about();
    let locale = frame.locale;
    Ok(html! {
        @for setting in about.settings {
            @let value = channel.settings.get(setting.key);
            @if setting.kind == SettingKind::Secret || value.is_some() {
                div {
                    dt { (locale.say(&format!("network-{}-{}", about.name, setting.key))) }
                    dd { @match value { Some(value) => span.mono { (value) }, None => (locale.say("secret-kept")) } }
                }
            }
        }
        @if channel.private_addresses { div { dt { (locale.say("private-addresses")) } dd { (locale.say("private-addresses-allowed")) } } }
    })
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

/// Asks the network, now, whether it knows us.
pub(super) async fn check(
    State(desk): State<Desk>,
    Path(id): Path<ChannelId>,
    posted: Posted<Nothing>,
) -> Result<Response, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let (officer, now) = (by.officer.clone(), by.now);
    desk.read(move |conn| {
        officer.reach::<Govern>(conn, now)?.channel(conn, id)?;
        officer.may::<Govern>(conn, Scope::Channel(id), now)
    })
    .await?;
    let note = match channel::check(&desk, id).await {
        Ok(()) => Note::Well,
        Err(problem) => Note::Said(at_form(by.locale, problem)?),
    };
    desk.news().tell(Changed::Desk);
    Ok(show(&desk, &by, id, &note).await?.into_response())
}

/// Pauses the channel.
pub(super) async fn pause(
    State(desk): State<Desk>,
    Path(id): Path<ChannelId>,
    posted: Posted<Nothing>,
) -> Result<Response, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let officer = by.officer.clone();
    let outcome = desk
        .act(move |mut act| {
            let now = act.now();
            let by = officer.may::<Govern>(act.conn(), Scope::Channel(id), now)?;
            channel::pause(act, &by, id)
        })
        .await;
    settled(&desk, &by, id, outcome).await
}

/// Resumes it.
pub(super) async fn resume(
    State(desk): State<Desk>,
    Path(id): Path<ChannelId>,
    posted: Posted<Nothing>,
) -> Result<Response, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let (officer, now) = (by.officer.clone(), by.now);
    let outcome = desk
        .write(move |conn| {
            let by = officer.may::<Govern>(conn, Scope::Channel(id), now)?;
            opening::resume(conn, now, &by, id)
        })
        .await;
    desk.wake_sealer();
    desk.wake_jobs();
    settled(&desk, &by, id, outcome).await
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", default)]
#[derive(Default)]
pub(super) struct PromiseForm {
    answer_within: String,
    answer_in: String,
}

/// Changes how soon people are answered.
pub(super) async fn promise(
    State(desk): State<Desk>,
    Path(id): Path<ChannelId>,
    posted: Posted<PromiseForm>,
) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let officer = by.officer.clone();
    let outcome = match length::read(&form.answer_within, &form.answer_in) {
        Ok(minutes) => {
            desk.act(move |mut act| {
                let now = act.now();
                let by = officer.may::<Govern>(act.conn(), Scope::Channel(id), now)?;
                channel::promise(act, &by, id, minutes)
            })
            .await
        }
        Err(problem) => Err(problem),
    };
    settled(&desk, &by, id, outcome).await
}

/// Back to the channel's page; what was refused stands on top of it.
pub(super) async fn settled(
    desk: &Desk,
    by: &SignedIn,
    id: ChannelId,
    outcome: Result<(), Problem>,
) -> Result<Response, Problem> {
    match outcome {
        Ok(()) => {
            desk.news().tell(Changed::Desk);
            Ok(Redirect::to(&address(id)).into_response())
        }
        Err(problem) => {
            let said = at_form(by.locale, problem)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, show(desk, by, id, &Note::Said(said)).await?).into_response())
        }
    }
}
