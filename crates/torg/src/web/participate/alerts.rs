//! What the reader was told of: matters that wait too long, or in which somebody is in danger.
use axum::extract::{Path, State};
use axum::response::Redirect;
use maud::{Markup, html};
use serde::Deserialize;

use super::context::first_words;
use crate::ground::news::Changed;
use crate::ground::{AlertId, Desk, Problem};
use crate::participate::alert::{self, Alert};
use crate::participate::{conversation, escalation};
use crate::web::frame::{Frame, Room};
use crate::web::shown::Times;
use crate::web::visitor::{Posted, SignedIn};

struct Line {
    alert: Alert,
    cause: Option<&'static str>,
    words: String,
}

/// `GET /participate/alerts`.
pub(super) async fn page(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    let frame = Frame::read(&desk, &by).await?;
    let times = Times { locale: by.locale, now: by.now, zone: desk.config().zone.clone() };
    let (officer, now) = (by.officer.clone(), by.now);
    let lines = desk
        .read(move |conn| {
            let mut lines = Vec::new();
            for alert in alert::open(conn, officer.id())? {
                // A mandate may have ended since.
                let found = conversation::with_mandate::<crate::govern::mandate::Read>(conn, &officer, alert.conversation, now);
                let talk = match found {
                    Ok((talk, _)) => talk,
                    Err(Problem::Refused(_)) => continue,
                    Err(fault) => return Err(fault),
                };
                let cause = escalation::find(conn, alert.step)?.map(|step| step.cause.as_str());
                lines.push(Line { words: first_words(conn, &talk, 120)?, alert, cause });
            }
            Ok(lines)
        })
        .await?;
    let locale = frame.locale;
    let content = html! {
        p.hint { (locale.say("alerts-about")) }
        @if lines.is_empty() { div.card.empty { p { (locale.say("alerts-none")) } a.btn href="/participate/inbox" { (locale.say("outbox-empty-link")) } } }
        @for Line { alert, cause, words } in &lines {
            article.card aria-labelledby=(format!("a-{}", alert.id.0.simple())) {
                h2 #{ "a-" (alert.id.0.simple()) } {
                    @if let Some(cause) = cause { span.tag.red { (locale.say(&format!("cause-{cause}"))) } " " }
                    (times.moment(alert.at))
                }
                p dir="auto" { (words) }
                div.toolbar {
                    a.btn.go href=(conversation::address(alert.conversation)) { (locale.say("alert-open")) }
                    form method="post" action=(format!("/participate/alerts/{}/seen", alert.id)) {
                        (frame.token())
                        button.btn type="submit" { (locale.say("alert-seen")) }
                    }
                }
            }
        }
    };
    Ok(frame.simple_page(Room::Participate(None), &locale.say("alerts"), content))
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

/// `POST /participate/alerts/{id}/seen`.
pub(super) async fn seen(
    State(desk): State<Desk>,
    Path(id): Path<AlertId>,
    posted: Posted<Nothing>,
) -> Result<Redirect, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let officer = by.officer;
    desk.act(move |act| alert::seen(act, &officer, id)).await?;
    desk.news().tell(Changed::Desk);
    Ok(Redirect::to("/participate/alerts"))
}
