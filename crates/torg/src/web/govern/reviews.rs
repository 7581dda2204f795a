//! The sample (R051): answers that were drawn by lot, for the manager to look at. Nothing here counts or compares people.
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Deserialize;
use store::Conn;

use super::shown::{Said, at_form, moment};
use super::{Section, page as room_page};
use crate::govern::Officer;
use crate::govern::channel;
use crate::govern::mandate::{Channels, Govern, Read, Scope};
use crate::ground::problem::not_found;
use crate::ground::{DeliveryId, Desk, Problem};
use crate::participate::conversation;
use crate::publish::delivery;
use crate::publish::review::{self, Outcome, Review};
use crate::records::content::{self, Content};
use crate::records::message::{self, Text};
use crate::web::frame::Frame;
use crate::web::shown::said as words;
use crate::web::{Posted, SignedIn};

/// Answers shown at once of each sort.
const SHOWN: i64 = 50;

pub(super) fn routes() -> Router<Desk> {
    Router::new().route("/govern/reviews", get(page)).route("/govern/reviews/{id}", post(answer))
}

/// The channels whose sample someone looks at: those they govern and may read.
pub(super) fn channels(conn: &mut Conn, officer: &Officer, now: Timestamp) -> Result<Channels, Problem> {
    let reach = officer.reach::<Govern>(conn, now)?;
    Ok(match (reach.channels().clone(), officer.channels::<Read>(conn, now)?) {
        (Channels::All, read) => read,
        (governed, Channels::All) => governed,
        (Channels::Only(governed), read) => Channels::Only(governed.into_iter().filter(|channel| read.hold(*channel)).collect()),
    })
}

/// A drawn answer with what it answered.
struct Drawn {
    review: Review,
    channel: String,
    asked: Option<Text>,
    answered: Text,
    address: Option<String>,
    note: Option<String>,
    /// Whether the reader wrote it: nobody looks at their own.
    own: bool,
}

fn dressed(conn: &mut Conn, review: Review, officer: &Officer) -> Result<Option<Drawn>, Problem> {
    let Some(sent) = delivery::find(conn, review.delivery)? else { return Ok(None) };
    let asked = match sent.answers {
        Some(id) => match message::find(conn, id)? {
            Some(message) => Some(message::text(conn, message.content)?),
            None => None,
        },
        None => None,
    };
    let note = match review.note {
        Some(hash) => match content::find(conn, hash)? {
            Some(Content::Kept(bytes)) => Some(String::from_utf8_lossy(&bytes).into_owned()),
            _ => None,
        },
        None => None,
    };
    Ok(Some(Drawn {
        channel: channel::find(conn, sent.channel)?.map(|channel| channel.name).unwrap_or_default(),
        asked,
        answered: message::text(conn, sent.content)?,
        address: sent.conversation.map(conversation::address),
        note,
        own: sent.written_by == officer.id(),
        review,
    }))
}

async fn page(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    show(&desk, &by, None).await
}

async fn show(desk: &Desk, by: &SignedIn, said: Option<&Said>) -> Result<Markup, Problem> {
    let frame = Frame::read(desk, by).await?;
    let (officer, now) = (by.officer.clone(), by.now);
    let (waiting, done) = desk
        .read(move |conn| {
            let channels = channels(conn, &officer, now)?;
            let (waiting, done) = (review::waiting(conn, &channels, SHOWN)?, review::done(conn, &channels, SHOWN)?);
            let mut dress = |reviews: Vec<Review>| {
                let mut drawn = Vec::new();
                for one in reviews {
                    drawn.extend(dressed(conn, one, &officer)?);
                }
                Ok::<_, Problem>(drawn)
            };
            Ok((dress(waiting)?, dress(done)?))
        })
        .await?;
    let locale = by.locale;
    let content = html! {
        @if let Some(said) = said { (said.render(locale)) }
        p.why { (locale.say("reviews-why")) }
        @if waiting.is_empty() { div.empty { p { (locale.say("reviews-none")) } } }
        @for drawn in &waiting { (card(desk, by, &frame, drawn)) }
        @if !done.is_empty() {
            details {
                summary { (locale.say("reviews-done")) }
                @for drawn in &done { (card(desk, by, &frame, drawn)) }
            }
        }
    };
    Ok(room_page(&frame, Section::Reviews, &locale.say("govern-reviews"), &content))
}

fn card(desk: &Desk, by: &SignedIn, frame: &Frame, drawn: &Drawn) -> Markup {
    let locale = by.locale;
    let id = drawn.review.delivery;
    html! {
        section.card {
            h2 { bdi { (screen::show_safely(&drawn.channel)) } ", " (moment(locale, drawn.review.drawn_at, by.now, &desk.config().zone)) }
            @if let Some(asked) = &drawn.asked { h3 { (locale.say("review-asked")) } blockquote { (words(locale, asked)) } }
            h3 { (locale.say("review-answered")) }
            blockquote { (words(locale, &drawn.answered)) }
            @if let Some(address) = &drawn.address { p { a href=(address) { (locale.say("way-on-conversation")) } } }
            @if drawn.review.outcome != Outcome::Waiting {
                p { span.tag.amber[drawn.review.outcome == Outcome::Talk] { (locale.say(&format!("review-{}", drawn.review.outcome.as_str()))) } }
                @if let Some(note) = &drawn.note { p { (note) } }
            } @else if drawn.own {
                p.hint { (locale.say("review-own")) }
            } @else {
                form.stack method="post" action=(format!("/govern/reviews/{id}")) {
                    (frame.token())
                    label for=(format!("note-{id}")) { (locale.say("review-note")) }
                    textarea id=(format!("note-{id}")) name="note" rows="2" aria-describedby=(format!("hint-{id}")) {}
                    p.hint id=(format!("hint-{id}")) { (locale.say("review-note-hint")) }
                    div.toolbar {
                        button.btn type="submit" name="outcome" value="fine" { (locale.say("review-say-fine")) }
                        button.btn type="submit" name="outcome" value="talk" { (locale.say("review-say-talk")) }
                    }
                }
            }
        }
    }
}

#[derive(Clone, Deserialize, Default)]
#[serde(default)]
struct Fields {
    outcome: String,
    note: String,
}

async fn answer(State(desk): State<Desk>, Path(id): Path<DeliveryId>, posted: Posted<Fields>) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let officer = by.officer.clone();
    let reviewed = desk.act(move |mut act| {
        let now = act.now();
        let drawn = review::find(act.conn(), id)?.ok_or_else(not_found)?;
        if !officer.channels::<Read>(act.conn(), now)?.hold(drawn.channel) {
            return Err(not_found());
        }
        let by = officer.may::<Govern>(act.conn(), Scope::Channel(drawn.channel), now)?;
        review::review(act, &by, id, Outcome::named(&form.outcome), &form.note)
    });
    match reviewed.await {
        Ok(()) => Ok(Redirect::to("/govern/reviews").into_response()),
        Err(problem) => {
            let said = at_form(by.locale, problem)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&desk, &by, Some(&said)).await?).into_response())
        }
    }
}
