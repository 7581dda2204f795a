//! Conversations that other units referred to those the reader answers for.
use axum::extract::State;
use maud::{Markup, html};

use super::context;
use super::thread::moment;
use crate::govern::channel;
use crate::govern::mandate::Read;
use crate::ground::{Desk, Problem};
use crate::participate::{conversation, referral};
use crate::web::frame::{Frame, Room};
use crate::web::visitor::SignedIn;

/// `GET /participate/referred`
pub(super) async fn page(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    let frame = Frame::read(&desk, &by).await?;
    let (officer, now, zone, locale) = (by.officer.clone(), by.now, desk.config().zone.clone(), by.locale);
    let lines = desk
        .read(move |conn| {
            let mut lines = Vec::new();
            for one in referral::waiting::<Read>(conn, &officer, now)? {
                let words = context::first_words(conn, &one, 80)?;
                let channel = channel::find(conn, one.channel)?.map(|channel| channel.name).unwrap_or_default();
                lines.push((one, words, channel));
            }
            Ok(lines)
        })
        .await?;
    let content = html! {
        @if lines.is_empty() { div.empty { p { (locale.say("referred-none")) } } }
        @else {
            table.list {
                caption.visually-hidden { (locale.say("nav-referred")) }
                thead { tr {
                    th scope="col" { (locale.say("way-on-conversation")) } th scope="col" { (locale.say("channel")) } th scope="col" { (locale.say("area-since")) }
                } }
                tbody { @for (one, words, channel) in &lines {
                    tr {
                        td data-label=(locale.say("way-on-conversation")) { a href=(conversation::address(one.id)) dir="auto" { (words) } }
                        td data-label=(locale.say("channel")) { bdi { (screen::show_safely(channel)) } }
                        td data-label=(locale.say("area-since")) { (moment(locale, one.waiting_since.unwrap_or(one.latest_at), now, &zone)) }
                    }
                } }
            }
        }
    };
    Ok(frame.simple_page(Room::Participate(None), &locale.say("nav-referred"), content))
}
