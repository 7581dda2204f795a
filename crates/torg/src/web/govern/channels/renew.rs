//! New credentials for a known channel: the token died, or a password was changed. It must be the same account.
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::fields::{self, Fields, PrivateChoice};
use super::{address, asking};
use crate::govern::channel::Channel;
use crate::govern::channel_sign_in::Purpose;
use crate::govern::mandate::Govern;
use crate::govern::reach::Reach;
use crate::ground::{ChannelId, Desk, Problem};
use crate::web::frame::Frame;
use crate::web::govern::shown::{Said, at_form};
use crate::web::govern::{Section, page as room_page};
use crate::web::{Posted, SignedIn};

/// The form, with the settings as they stand and no secret.
pub(super) async fn page(State(desk): State<Desk>, Path(id): Path<ChannelId>, by: SignedIn) -> Result<Markup, Problem> {
    let (channel, reach) = read(&desk, &by, id).await?;
    form(&desk, &by, &channel, &reach, &Fields::of(&channel), None).await
}

/// Asks the network with what was filled in.
pub(super) async fn ask(
    State(desk): State<Desk>,
    Path(id): Path<ChannelId>,
    posted: Posted<Fields>,
) -> Result<Response, Problem> {
    let Posted { by, form: fields } = posted;
    let (channel, reach) = read(&desk, &by, id).await?;
    match asking::ask(&desk, &by, channel.network()?, &fields, Purpose::Renew { channel: id }).await {
        Ok(onward) => Ok(onward.into_response()),
        Err(problem) => {
            let said = at_form(by.locale, problem)?;
            let page = form(&desk, &by, &channel, &reach, &fields, Some(&said)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

async fn read(desk: &Desk, by: &SignedIn, id: ChannelId) -> Result<(Channel, Reach), Problem> {
    let (officer, now) = (by.officer.clone(), by.now);
    desk.read(move |conn| {
        let reach = officer.reach::<Govern>(conn, now)?;
        Ok((reach.channel(conn, id)?, reach))
    })
    .await
}

async fn form(
    desk: &Desk,
    by: &SignedIn,
    channel: &Channel,
    reach: &Reach,
    fields: &Fields,
    said: Option<&Said>,
) -> Result<Markup, Problem> {
    let frame = Frame::read(desk, by).await?;
    let locale = by.locale;
    let network = channel.network()?;
    let title = locale.say_with("channel-renew-title", &[("handle", screen::show_safely(&channel.handle).into())]);
    let content = html! {
        @if let Some(said) = said { (said.render(locale)) }
        p { (locale.say("channel-renew-text")) }
        form.stack method="post" action=(format!("{}/renew", address(channel.id))) {
            (frame.token())
            (fields::render(locale, network, fields, PrivateChoice::for_network(network, reach.is_everywhere()), &html! {}))
        }
        p { a href=(address(channel.id)) { (locale.say("channel-back")) } }
    };
    Ok(room_page(&frame, Section::Channels, &title, &content))
}
