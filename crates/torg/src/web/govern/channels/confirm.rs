//! Is this the right account? What the network said is shown before anything is saved; also the way to the network and back.
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use connect::Account;
use maud::{Markup, html};
use serde::Deserialize;

use super::{address, asking, promise_words};
use crate::govern::channel_sign_in::{self, Purpose, SignIn, Step};
use crate::govern::mandate::Govern;
use crate::ground::news::Changed;
use crate::ground::{ChannelId, Desk, Problem, refuse};
use crate::listen::opening;
use crate::web::frame::Frame;
use crate::web::govern::shown::{Names, Said, at_form, network_name, picture, web_address};
use crate::web::govern::{Section, page as room_page};
use crate::web::{Posted, SignedIn};

/// What the network sends the browser back with (RFC 6749, 4.1.2).
#[derive(Deserialize)]
pub(super) struct Returned {
    state: Option<String>,
    code: Option<String>,
}

/// The browser comes back from the network. The state is used up, whatever came of it.
pub(super) async fn come_back(
    State(desk): State<Desk>,
    Query(returned): Query<Returned>,
    by: SignedIn,
) -> Result<Redirect, Problem> {
    let (here, person, now) = (desk.clone(), by.officer.id(), by.now);
    let state = returned.state.unwrap_or_default();
    let sign_in = desk.write(move |conn| channel_sign_in::take(&here, conn, &state, person, now)).await?;
    let Some(code) = returned.code.filter(|code| !code.is_empty()) else {
        let form = format!("/govern/channels/new/{}", sign_in.network);
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-network-sign-in-stopped")
            .way_on(form, "way-on-channel-new")
            .into());
    };
    asking::finish(&desk, &by, &sign_in, &code).await
}

/// What waits under `state`: the way to the network, or the account to be looked at.
pub(super) async fn page(State(desk): State<Desk>, Path(state): Path<String>, by: SignedIn) -> Result<Markup, Problem> {
    show(&desk, &by, &state, None).await
}

async fn show(desk: &Desk, by: &SignedIn, state: &str, said: Option<&Said>) -> Result<Markup, Problem> {
    let frame = Frame::read(desk, by).await?;
    let (here, asked, officer, now) = (desk.clone(), state.to_owned(), by.officer.clone(), by.now);
    let (sign_in, names) = desk
        .read(move |conn| {
            let sign_in = channel_sign_in::find(&here, conn, &asked, officer.id(), now)?;
            officer.may::<Govern>(conn, sign_in.scope(), now)?;
            Ok((sign_in, Names::read(conn)?))
        })
        .await?;
    let locale = by.locale;
    let network = network_name(locale, &sign_in.network);
    let (title, content) = match (&sign_in.step, sign_in.account()) {
        (Step::AtNetwork { url, .. }, _) => (
            locale.say_with("channel-at-network", &[("network", network.as_str().into())]),
            html! {
                p { (locale.say_with("channel-at-network-text", &[("host", host(url).into())])) }
                @if let Some(url) = web_address(Some(url)) {
                    p { a.btn.go href=(url) rel="noreferrer" { (locale.say_with("channel-at-network-go", &[("host", host(url).into())])) } }
                }
            },
        ),
        (Step::Verified { .. }, Some(account)) => (
            locale.say("channel-confirm"),
            Verified { frame: &frame, names: &names, sign_in: &sign_in, account: &account, state, said }.render(),
        ),
        (Step::Verified { .. }, None) => return Err(crate::ground::problem::not_found()),
    };
    Ok(room_page(&frame, Section::Channels, &title, &content))
}

fn host(url: &str) -> String {
    url::Url::parse(url).map(|url| url.host_str().unwrap_or_default().to_owned()).unwrap_or_default()
}

/// The account as the network showed it, and the button that saves.
struct Verified<'p> {
    frame: &'p Frame,
    names: &'p Names,
    sign_in: &'p SignIn,
    account: &'p Account,
    state: &'p str,
    said: Option<&'p Said>,
}

impl Verified<'_> {
    fn render(&self) -> Markup {
        let locale = self.frame.locale;
        let account = self.account;
        let name = if account.name.trim().is_empty() { &account.handle } else { &account.name };
        let button = match self.sign_in.purpose {
            Purpose::Add { .. } => "channel-save",
            Purpose::Renew { .. } => "channel-save-renewed",
        };
        html! {
            @if let Some(said) = self.said { (said.render(locale)) }
            p { (locale.say("channel-confirm-text")) }
            section.card aria-label=(locale.say("channel-account")) {
                p.account {
                    (picture(name, &self.sign_in.network))
                    strong { bdi { (screen::show_safely(name)) } }
                    span.hint { bdi { "@" (screen::show_safely(&account.handle)) } }
                }
                dl.facts {
                    div { dt { (locale.say("network")) } dd { (network_name(locale, &self.sign_in.network)) } }
                    @if let Some(url) = web_address(account.url.as_deref()) {
                        div { dt { (locale.say("channel-profile")) } dd { a href=(url) rel="noreferrer external" { (url) } } }
                    }
                    @if let Some(url) = web_address(account.avatar_url.as_deref()) {
                        div { dt { (locale.say("channel-picture")) } dd { a href=(url) rel="noreferrer external" { (locale.say("channel-picture-link")) } } }
                    }
                    (self.purpose())
                }
                p.hint { (locale.say("channel-picture-hint")) }
            }
            form.stack method="post" action=(format!("/govern/channels/confirm/{}", self.state)) {
                (self.frame.token())
                button.btn.go type="submit" { (locale.say(button)) }
            }
            p { a href=(self.back()) { (locale.say("channel-confirm-no")) } }
        }
    }

    fn purpose(&self) -> Markup {
        let locale = self.frame.locale;
        match self.sign_in.purpose {
            Purpose::Add { unit, answer_within_minutes, .. } => html! {
                div { dt { (locale.say("unit")) } dd { (self.names.unit(unit)) } }
                div { dt { (locale.say("answer-within")) } dd { (promise_words(locale, answer_within_minutes)) } }
            },
            Purpose::Renew { .. } => html! {},
        }
    }

    fn back(&self) -> String {
        match self.sign_in.purpose {
            Purpose::Add { .. } => format!("/govern/channels/new/{}", self.sign_in.network),
            Purpose::Renew { channel } => format!("{}/renew", address(channel)),
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

/// Saves what the person looked at. A new channel's fetching begins in the same transaction.
pub(super) async fn save(
    State(desk): State<Desk>,
    Path(state): Path<String>,
    posted: Posted<Nothing>,
) -> Result<Response, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    match saved(&desk, &by, state.clone()).await {
        Ok(channel) => {
            desk.wake_sealer();
            desk.wake_jobs();
            desk.news().tell(Changed::Desk);
            Ok(Redirect::to(&address(channel)).into_response())
        }
        Err(problem) => {
            let said = at_form(by.locale, problem)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&desk, &by, &state, Some(&said)).await?).into_response())
        }
    }
}

async fn saved(desk: &Desk, by: &SignedIn, state: String) -> Result<ChannelId, Problem> {
    let (here, officer, now) = (desk.clone(), by.officer.clone(), desk.now());
    desk.write(move |conn| {
        let sign_in = channel_sign_in::take(&here, conn, &state, officer.id(), now)?;
        let by = officer.may::<Govern>(conn, sign_in.scope(), now)?;
        if let Some(new) = sign_in.new_channel() {
            return opening::open(&here, conn, now, &by, &new);
        }
        let Some((channel, renewal)) = sign_in.renewal() else { return Err(crate::ground::problem::not_found()) };
        opening::renew(&here, conn, now, &by, channel, &renewal)?;
        Ok(channel)
    })
    .await
}
