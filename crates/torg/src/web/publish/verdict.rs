//! What is done about a post or an answer: yes, no, written on, let go, corrected, withdrawn.
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Redirect;
use serde::Deserialize;

use super::form::planned;
use super::post::seen;
use crate::govern::mandate::{Answer, Approve, Publish, Scope};
use crate::ground::news::Changed;
use crate::ground::problem::not_found;
use crate::ground::{DeliveryId, Desk, PostId, Problem, refuse};
use crate::participate::reply;
use crate::publish::approval::{self, Approver, Reading};
use crate::publish::over::{self, Over};
use crate::publish::post::{self, About, From};
use crate::publish::{copying, delivery, schedule, withdrawal};
use crate::records::Act;
use crate::records::message;
use crate::web::visitor::Posted;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Verdict {
    Approve,
    Return,
}

#[derive(Deserialize)]
pub(super) struct Said {
    version: String,
    verdict: Verdict,
    #[serde(default)]
    note: String,
}

/// `POST /publish/posts/{id}/approval`.
pub(super) async fn say(State(desk): State<Desk>, Path(id): Path<PostId>, posted: Posted<Said>) -> Result<Redirect, Problem> {
    let Posted { by, form: Said { version, verdict, note } } = posted;
    let (officer, version) = (by.officer, version.parse().unwrap_or(0));
    desk.act(move |mut act| {
        let now = act.now();
        let found = seen(act.conn(), &officer, id, now)?;
        let channels = post::channels(act.conn(), id)?;
        let over = Over::<Approve>::ask(act.conn(), &officer, found.unit, &channels, now)?;
        let leads_crisis = over::leads_crisis(act.conn(), &officer, &channels, now)?;
        let by = Approver { over, leads_crisis };
        let reading = Reading { post: id, version, note: &note };
        match verdict {
            Verdict::Approve if found.state == post::State::Planned => approval::renew(act, &by, reading),
            Verdict::Approve => Ok(approval::approve(act, &by, reading)?.map(drop)),
            Verdict::Return => approval::give_back(act, &by, reading),
        }
    })
    .await?;
    desk.news().tell(Changed::Desk);
    Ok(Redirect::to(&post::address(id)))
}

#[derive(Deserialize)]
pub(super) struct Answered {
    verdict: Verdict,
    #[serde(default)]
    note: String,
}

/// `POST /publish/deliveries/{id}/approval`: of an answer. One that is sent back lies in its writer's composer again.
pub(super) async fn say_of_answer(
    State(desk): State<Desk>,
    Path(id): Path<DeliveryId>,
    posted: Posted<Answered>,
) -> Result<Redirect, Problem> {
    let Posted { by, form: Answered { verdict, note } } = posted;
    let (officer, here) = (by.officer, desk.clone());
    let answered = desk
        .act(move |mut act| {
            let now = act.now();
            let (found, by) = delivery::with_mandate::<Approve>(act.conn(), &officer, id, now)?;
            match verdict {
                Verdict::Approve => {
                    let leads = over::leads_crisis(act.conn(), &officer, &[found.channel], now)?;
                    approval::approve_answer(act, &by, leads, id, &note)
                }
                Verdict::Return => {
                    reply::keep_for_writer(act.conn(), here.vault(), &found, now)?;
                    approval::give_back_answer(act, &by, id, &note)
                }
            }
        })
        .await?;
    desk.news().tell(answered.conversation.map_or(Changed::Desk, Changed::Conversation));
    desk.news().tell(Changed::Desk);
    Ok(Redirect::to("/publish/approvals"))
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

/// `POST /publish/posts/{id}/reopening`: to write on.
pub(super) async fn reopen(
    State(desk): State<Desk>,
    Path(id): Path<PostId>,
    posted: Posted<Nothing>,
) -> Result<Redirect, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let officer = by.officer;
    desk.act(move |mut act| {
        let now = act.now();
        let (_, by) = post::for_writing(act.conn(), &officer, id, now)?;
        approval::reopen(act, &by, id)
    })
    .await?;
    desk.news().tell(Changed::Desk);
    Ok(Redirect::to(&format!("{}/edit", post::address(id))))
}

#[derive(Deserialize)]
pub(super) struct To {
    #[serde(default)]
    at: String,
}

/// `POST /publish/posts/{id}/time`: to another time, in the zone of the post.
pub(super) async fn move_to(State(desk): State<Desk>, Path(id): Path<PostId>, posted: Posted<To>) -> Result<Redirect, Problem> {
    let Posted { by, form: To { at } } = posted;
    let (officer, zone) = (by.officer, desk.config().zone.clone());
    desk.act(move |mut act| {
        let now = act.now();
        let (found, by) = post::for_writing(act.conn(), &officer, id, now)?;
        let zone = jiff::tz::TimeZone::get(&found.zone).unwrap_or(zone);
        let at = planned(&at, &zone)?.ok_or_else(|| refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-held-time"))?;
        schedule::reschedule(act, &by, id, &schedule::Time { at, zone: &found.zone })
    })
    .await?;
    desk.news().tell(Changed::Desk);
    Ok(Redirect::to(&post::address(id)))
}

/// `POST /publish/posts/{id}/dropping`.
pub(super) async fn drop_it(
    State(desk): State<Desk>,
    Path(id): Path<PostId>,
    posted: Posted<Nothing>,
) -> Result<Redirect, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let officer = by.officer;
    desk.act(move |mut act| {
        let now = act.now();
        let (_, by) = post::for_writing(act.conn(), &officer, id, now)?;
        post::drop(act, &by, id, "")
    })
    .await?;
    Ok(Redirect::to("/publish/posts"))
}

/// `POST /publish/posts/{id}/correction`: begins the post that puts it right, with the same words and files.
pub(super) async fn correct(
    State(desk): State<Desk>,
    Path(id): Path<PostId>,
    posted: Posted<Nothing>,
) -> Result<Redirect, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let (officer, here, now) = (by.officer, desk.clone(), by.now);
    let correction = desk
        .write(move |conn| {
            let (found, _) = post::for_writing(conn, &officer, id, now)?;
            let about = About { name: found.name.clone(), tags: found.tags.clone(), planned_at: None, zone: found.zone.clone() };
            let from = From { origin: String::new(), corrects: Some(id) };
            copying::copy(conn, here.vault(), officer.id(), &found, &about, &from, now)
        })
        .await?;
    Ok(Redirect::to(&format!("{}/edit", post::address(correction))))
}

#[derive(Deserialize)]
pub(super) struct Why {
    #[serde(default)]
    why: String,
}

/// `POST /publish/deliveries/{id}/withdrawal`.
pub(super) async fn withdraw(
    State(desk): State<Desk>,
    Path(id): Path<DeliveryId>,
    posted: Posted<Why>,
) -> Result<Redirect, Problem> {
    let Posted { by, form: Why { why } } = posted;
    let officer = by.officer;
    let to = desk
        .act(move |mut act| {
            let now = act.now();
            let found = delivery::find(act.conn(), id)?.ok_or_else(not_found)?;
            Ok(withdrawn(act, &officer, &found, &why, now)?.map(|_| found.post.map(post::address)))
        })
        .await?;
    desk.news().tell(Changed::Desk);
    Ok(Redirect::to(to.as_deref().unwrap_or("/publish/outbox")))
}

fn withdrawn(
    mut act: Act<'_>,
    officer: &crate::govern::Officer,
    found: &delivery::Delivery,
    why: &str,
    now: jiff::Timestamp,
) -> Result<crate::records::Committed<DeliveryId>, Problem> {
    if found.post.is_some() {
        let by = officer.may::<Publish>(act.conn(), Scope::Channel(found.channel), now)?;
        return withdrawal::withdraw(act, &by, found.id, why);
    }
    let (_, by) = delivery::with_mandate::<Answer>(act.conn(), officer, found.id, now)?;
    withdrawal::withdraw(act, &by, found.id, why)
}

/// The plain words of what an answer says.
pub(super) fn words(conn: &mut store::Conn, delivery: &delivery::Delivery) -> Result<String, Problem> {
    Ok(message::text(conn, delivery.content)?.plain().to_owned())
}
