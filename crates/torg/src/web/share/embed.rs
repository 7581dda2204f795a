//! The list for the authority's own site: a page for a frame, without script, and a piece of HTML to be laid into a page.
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use maud::{DOCTYPE, Markup, html};

use super::cached;
use super::page::{Asked, authority, practice, profile};
use crate::govern::channel::Stage;
use crate::ground::locale::Locale;
use crate::ground::{Desk, Problem};
use crate::share::register::{self, PublicChannel};
use crate::web::assets;
use crate::web::server::MayBeFramed;
use crate::web::shown::network_name;

/// Open channels, in a list that needs no style and no script.
fn open_channels(locale: Locale, channels: &[PublicChannel]) -> Markup {
    html! {
        ul.torg-channels lang=(locale.tag()) {
            @for channel in channels.iter().filter(|channel| channel.stage != Stage::Closed) {
                li {
                    @match profile(channel) {
                        Some(url) => a href=(url) rel="me external" target="_top" { bdi { (screen::show_safely(&channel.name)) } },
                        None => bdi { (screen::show_safely(&channel.name)) },
                    }
                    " (" (network_name(locale, &channel.network)) ", " bdi { "@" (screen::show_safely(&channel.handle)) } ")"
                }
            }
        }
    }
}

async fn read(desk: &Desk) -> Result<(Vec<PublicChannel>, String), Problem> {
    let here = desk.clone();
    desk.read(move |conn| Ok((register::all(conn, practice(&here))?, authority(conn, &here)?))).await
}

/// `GET /channels/embed`: may stand in a frame on the sites that the setting `embed_on` names.
pub(super) async fn framed(
    State(desk): State<Desk>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let locale = asked.language(desk.config().language);
    let (channels, authority) = read(&desk).await?;
    let title = locale.say("register-title");
    let page = html! {
        (DOCTYPE)
        html lang=(locale.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " – " (authority) }
                link rel="stylesheet" href=(assets::address("torg.css"));
            }
            body.public { main.column { h1 { (title) } (open_channels(locale, &channels)) p { a href=(super::page::home(locale)) target="_top" { (locale.say("register-all")) } } } }
        }
    };
    let mut response = cached::answer(&headers, cached::HTML, page.into_string());
    response.extensions_mut().insert(MayBeFramed);
    Ok(response)
}

/// `GET /channels/export.html`: the list alone, to be laid into a page of the authority's site by whatever makes that.
pub(super) async fn export(
    State(desk): State<Desk>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let locale = asked.language(desk.config().language);
    let (channels, _) = read(&desk).await?;
    Ok(cached::answer(&headers, cached::HTML, open_channels(locale, &channels).into_string()))
}
