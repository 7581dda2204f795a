//! The inbox's page: the list, and beside it a calm place that says what to do.
use axum::extract::{Query, State};
use maud::{Markup, html};

use super::list::{Level, List};
use super::place::Place;
use super::undo::{self, Undoable};
use crate::ground::{Desk, Problem};
use crate::web::frame::{Frame, Room};
use crate::web::visitor::SignedIn;

/// `GET /participate/inbox`
pub(super) async fn page(State(desk): State<Desk>, by: SignedIn, Query(place): Query<Place>) -> Result<Markup, Problem> {
    let (officer, now, zone) = (by.officer.clone(), by.now, desk.config().zone.clone());
    let asked = place.clone();
    let reading = desk.read(move |conn| {
        let list = List::read(conn, &officer, &asked, now, &zone)?;
        Ok((list, Undoable::read(conn, officer.id(), now)?, zone))
    });
    let (frame, reading) = tokio::join!(Frame::read(&desk, &by), reading);
    let (frame, (list, undoable, zone)) = (frame?, reading?);
    let locale = frame.locale;
    let view = place.q().is_none().then(|| place.view());
    let title = match place.q() {
        Some(q) => locale.say_with("search-title", &[("q", screen::first_words(q, 80).into())]),
        None => locale.say(&format!("view-{}", place.view().as_str())),
    };
    let main = html! {
        main.list #main tabindex="-1" {
            (frame.banner())
            (undo::bar(&frame, &place, undoable.as_ref(), now, &zone))
            section #list aria-label=(locale.say("list-label")) { (list.render(&frame, &place, None, Level::Page)) }
        }
        section.nothing-open aria-label=(locale.say("nothing-open-label")) {
            div.empty {
                p { (locale.say(if list.is_empty() { "nothing-open-empty" } else { "nothing-open" })) }
                @if !list.is_empty() {
                    p.hint { kbd { "j" } " " kbd { "k" } " " (locale.say("nothing-open-keys-move")) " · " kbd { "Enter" } " " (locale.say("nothing-open-keys-open")) " · " kbd { "?" } " " (locale.say("nothing-open-keys-all")) }
                }
            }
        }
    };
    Ok(frame.panes(Room::Participate(view), &title, "inbox", main))
}
