//! Ten seconds to think again: on every page of the inbox stands what one just sent and can still take back.
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Redirect;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use serde::Deserialize;
use store::Conn;

use super::place::Place;
use crate::ground::problem::not_found;
use crate::ground::{DeliveryId, Desk, PersonId, Problem, refuse};
use crate::participate::conversation::{self, with_mandate};
use crate::participate::reply;
use crate::publish::delivery::{self, Delivery};
use crate::records::{author, message};
use crate::web::frame::{Frame, say_around};
use crate::web::visitor::Posted;

/// What the reader can still take back.
pub(super) struct Undoable {
    delivery: Delivery,
    to: String,
}

impl Undoable {
    /// The reader's latest answer that has not begun its journey.
    pub(super) fn read(conn: &mut Conn, reader: PersonId, now: Timestamp) -> Result<Option<Self>, Problem> {
        let Some(delivery) = delivery::undoable(conn, reader, now)? else { return Ok(None) };
        let author = match delivery.answers {
            Some(answered) => message::find(conn, answered)?.and_then(|answered| answered.author),
            None => None,
        };
        let to = match author {
            Some(id) => author::find(conn, id)?.map(|author| screen::first_words(author.shown(), 60)),
            None => None,
        };
        Ok(Some(Self { delivery, to: to.unwrap_or_default() }))
    }
}

/// The bar. It has a place on the page also when there is nothing to undo, so that the script can fill it.
pub(super) fn bar(frame: &Frame, place: &Place, undoable: Option<&Undoable>, now: Timestamp, zone: &TimeZone) -> Markup {
    let locale = frame.locale;
    html! {
        div #undo {
            @if let Some(Undoable { delivery, to }) = undoable {
                div.banner.blue {
                    p {
                        (say_around(locale, "undo-sent", "name", html! { bdi { (to) } })) " "
                        span #undo-when data-left=(delivery.send_at.duration_since(now).as_millis()) data-say=(locale.say_with("undo-in", &[("n", "{n}".into())])) data-gone=(locale.say("undo-gone")) {
                            (locale.say_with("undo-at", &[("time", locale.exact_time(delivery.send_at, zone).into())]))
                        }
                    }
                    (form(frame, place, delivery))
                }
            }
        }
    }
}

fn form(frame: &Frame, place: &Place, delivery: &Delivery) -> Markup {
    html! {
        form #undo-form method="post" action=(format!("/publish/deliveries/{}/undo", delivery.id)) {
            (frame.token()) (place.fields())
            button.btn type="submit" { (frame.locale.say("undo-button")) " " kbd { "u" } }
        }
    }
}

#[derive(Deserialize)]
pub(super) struct UndoForm {
    #[serde(flatten)]
    place: Place,
}

/// `POST /publish/deliveries/{id}/undo`: the words lie in the composer again.
pub(super) async fn undo(
    State(desk): State<Desk>,
    Path(id): Path<DeliveryId>,
    posted: Posted<UndoForm>,
) -> Result<Redirect, Problem> {
    let Posted { by, form } = posted;
    let here = desk.clone();
    let conversation = desk
        .act(move |mut act| {
            let now = act.now();
            let Some(delivery) = delivery::find(act.conn(), id)? else { return Err(not_found()) };
            let Some(conversation) = delivery.conversation else { return Err(not_found()) };
            let (_, by) = with_mandate(act.conn(), &by.officer, conversation, now)?;
            match reply::take_back(act, &by, here.vault(), &delivery) {
                Ok(done) => Ok(done.map(|()| conversation)),
                Err(Problem::Refused(refusal)) if refusal.status == StatusCode::CONFLICT => {
                    Err(refuse(refusal.status, refusal.key)
                        .way_on(conversation::address(conversation), "way-on-conversation")
                        .into())
                }
                Err(problem) => Err(problem),
            }
        })
        .await?;
    desk.news().tell(crate::ground::news::Changed::Conversation(conversation));
    Ok(Redirect::to(&form.place.conversation(conversation)))
}
