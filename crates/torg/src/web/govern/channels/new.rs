//! A new channel: which network, what it needs to know, and the question to the network before anything is saved.
use std::str::FromStr as _;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use connect::Network;
use maud::{Markup, html};
use serde::Deserialize;

use super::asking;
use super::fields::{self, Fields, PrivateChoice};
use super::promise;
use crate::govern::channel_sign_in::Purpose;
use crate::govern::mandate::Govern;
use crate::govern::reach::Reach;
use crate::ground::problem::not_found;
use crate::ground::{Desk, Problem, UnitId, refuse};
use crate::web::frame::Frame;
use crate::web::govern::shown::{Names, Said, at_form, indented, network_name};
use crate::web::govern::{Section, page as room_page};
use crate::web::{Posted, SignedIn};

/// The networks to choose from.
pub(super) async fn choose(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    let (frame, ..) = read(&desk, &by).await?;
    let locale = by.locale;
    let content = html! {
        p { (locale.say("channel-new-choose")) }
        ul.people {
            @for network in connect::ALL {
                @let about = network.about();
                li { a.btn href=(format!("/govern/channels/new/{}", about.name)) {
                    strong { (network_name(locale, about.name)) } span { (locale.say(&format!("network-{}-about", about.name))) }
                } }
            }
        }
        @if frame.demo { p.why { (locale.say("channel-new-demo")) } }
    };
    Ok(room_page(&frame, Section::Channels, &locale.say("channel-new"), &content))
}

/// What the form was opened for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Under {
    application: String,
    unit: String,
}

/// The form of one network.
pub(super) async fn page(
    State(desk): State<Desk>,
    Path(network): Path<String>,
    Query(under): Query<Under>,
    by: SignedIn,
) -> Result<Markup, Problem> {
    let network = connect::by_name(&network).ok_or_else(not_found)?;
    let (number, length) = promise::as_fields(60 * 24);
    let fields = Fields::for_unit(by.officer.person.unit, number, length).under(&under.application, &under.unit);
    form(&desk, &by, network, &fields, None).await
}

/// Asks the network with what was filled in.
pub(super) async fn ask(
    State(desk): State<Desk>,
    Path(network): Path<String>,
    posted: Posted<Fields>,
) -> Result<Response, Problem> {
    let Posted { by, form: fields } = posted;
    let network = connect::by_name(&network).ok_or_else(not_found)?;
    match asked(&desk, &by, network, &fields).await {
        Ok(onward) => Ok(onward.into_response()),
        Err(problem) => {
            let said = at_form(by.locale, problem)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, form(&desk, &by, network, &fields, Some(&said)).await?).into_response())
        }
    }
}

async fn asked(desk: &Desk, by: &SignedIn, network: &dyn Network, fields: &Fields) -> Result<axum::response::Redirect, Problem> {
    let answer_within_minutes = promise::read(&fields.answer_within, &fields.answer_in)?;
    let Ok(unit) = UnitId::from_str(&fields.unit) else {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-unit").into());
    };
    asking::ask(desk, by, network, fields, Purpose::Add { unit, answer_within_minutes, application: fields.application() }).await
}

async fn read(desk: &Desk, by: &SignedIn) -> Result<(Frame, Names, Reach), Problem> {
    let frame = Frame::read(desk, by).await?;
    let (officer, now) = (by.officer.clone(), by.now);
    let (names, reach) = desk.read(move |conn| Ok((Names::read(conn)?, officer.reach::<Govern>(conn, now)?))).await?;
    if !reach.has_a_unit() {
        return Err(refuse(StatusCode::FORBIDDEN, "refuse-outside-mandate").way_on("/govern", "way-on-mandates").into());
    }
    Ok((frame, names, reach))
}

async fn form(
    desk: &Desk,
    by: &SignedIn,
    network: &dyn Network,
    fields: &Fields,
    said: Option<&Said>,
) -> Result<Markup, Problem> {
    let (frame, names, reach) = read(desk, by).await?;
    let (locale, name) = (by.locale, network.about().name);
    let title = locale.say_with("channel-new-in", &[("network", network_name(locale, name).into())]);
    let between = html! {
        label for="unit" { (locale.say("unit")) }
        select #unit name="unit" required aria-describedby="unit-hint" {
            @for (depth, unit) in names.tree().into_iter().filter(|(_, unit)| reach.holds_unit(unit.id)) {
                option value=(unit.id) selected[unit.id.to_string() == fields.unit] { (indented(depth, &unit.name)) }
            }
        }
        p.hint #unit-hint { (locale.say("channel-unit-hint")) }
        (promise::fields(locale, &fields.answer_within, &fields.answer_in))
    };
    let private = PrivateChoice::for_network(network, reach.is_everywhere());
    let content = html! {
        @if let Some(said) = said { (said.render(locale)) }
        @if frame.demo && name != "arena" { p.banner.amber { (locale.say("channel-new-demo")) } }
        form.stack method="post" action=(format!("/govern/channels/new/{name}")) {
            (frame.token())
            @if let Some(application) = fields.application() { input type="hidden" name="application" value=(application); } @else { p.why { (locale.say("channel-new-without-application")) } }
            (fields::render(locale, network, fields, private, &between))
        }
    };
    Ok(room_page(&frame, Section::Channels, &title, &content))
}
