//! One channel as everyone may see it: whose it is, what it promises, since when, and where it is found.
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::SignedDuration;
use maud::{Markup, html};

use super::page::{Asked, PublicPage, authority, day, practice, profile, standing};
use crate::govern::channel::{Mode, Stage};
use crate::govern::hours::{self, Opening};
use crate::ground::locale::Locale;
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, Desk, Problem};
use crate::share::register::{self, PublicChannel};
use crate::web::shown::network_name;

/// `GET /channels/{id}`
pub(super) async fn page(
    State(desk): State<Desk>,
    Path(id): Path<ChannelId>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (locale, here) = (asked.language(desk.config().language), desk.clone());
    let (channel, opening, authority) = desk
        .read(move |conn| {
            let channel = register::find(conn, id, practice(&here))?.ok_or_else(not_found)?;
            let opening = channel.opening(conn, &mut crate::govern::hours::kept::Units::default())?;
            Ok((channel, opening, authority(conn, &here)?))
        })
        .await?;
    let title = screen::show_safely(&channel.name);
    let path = format!("/channels/{id}");
    let page =
        PublicPage { locale, authority: &authority, title: &title, here: &path, me: profile(&channel).into_iter().collect() };
    Ok(page.answer(&headers, &facts(&desk, locale, &authority, &channel, &opening)))
}

fn facts(desk: &Desk, locale: Locale, authority: &str, channel: &PublicChannel, opening: &Opening) -> Markup {
    let row = |key: &str, value: Markup| html! { div { dt { (locale.say(key)) } dd { (value) } } };
    let open = channel.stage != Stage::Closed;
    let promise = channel.promise.as_ref();
    let identity = promise.map(|promise| promise.identity.as_str()).filter(|identity| !identity.is_empty()).unwrap_or(authority);
    html! {
        p { (standing(locale, channel)) " " (locale.say_with(if open { "register-is-ours" } else { "register-was-ours" }, &[("name", authority.into())])) }
        dl.facts {
            (row("network", html! { (network_name(locale, &channel.network)) }))
            (row("register-handle", html! { bdi.mono { "@" (screen::show_safely(&channel.handle)) } }))
            @if let Some(url) = profile(channel) { (row("channel-profile", html! { a href=(url) rel="me noreferrer external" { (url) } })) }
            (row("unit", html! { (channel.unit_name) }))
            (row("register-opened", html! { (day(channel.opened_at, desk)) }))
            @if let Some(at) = channel.paused_at.filter(|_| open) { (row("register-paused-since", html! { (day(at, desk)) })) }
            @if let Some(at) = channel.closed_at { (row("register-closed", html! { (day(at, desk)) })) }
            @if let Some(decision) = &channel.decision { (row("register-decision", html! { (decision) })) }
        }
        @if open {
            h2 { (locale.say("register-promise")) }
            dl.facts {
                (row("promise-identity", html! { (identity) }))
                @match channel.mode {
                    Mode::Information => (row("channel-mode", html! { (locale.say("mode-information")) })),
                    Mode::Dialogue => {
                        (row("answer-within", html! { (locale.length(SignedDuration::from_mins(channel.answer_within_minutes))) " (" (locale.say("register-in-hours")) ")" }))
                        (row("hours", html! { (hours::words(locale, opening.hours.as_ref())) }))
                    },
                }
                @if let Some(promise) = promise {
                    (row("promise-activity", html! { (locale.say(&format!("activity-{}", promise.activity.as_str()))) }))
                    @if !promise.contact.is_empty() { (row("promise-contact", html! { (promise.contact) })) }
                    @if !promise.tolerance.is_empty() { (row("promise-tolerance", html! { (promise.tolerance) })) }
                }
            }
            ul {
                li { (locale.say("register-no-cases")) }
                li { (locale.say("register-no-personal-data")) }
                li { (locale.say("register-public-record")) }
                li { (locale.say("register-removed")) }
            }
        }
        p { a href=(super::page::home(locale)) { (locale.say("register-back")) } }
    }
}
