//! What waits for whoever runs the desk: bytes that could not be understood, and jobs that were given up.
use std::cmp::Reverse;

use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::Serialize;
use store::Conn;
use utoipa::ToSchema;
use uuid::Uuid;

use super::body::{Asked, Named};
use super::caller::Caller;
use super::paging::{Page, WhichPage};
use crate::govern::mandate::{Read, Run, Scope};
use crate::ground::jobs::{self, DeadJob};
use crate::ground::news::Changed;
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, Desk, Problem, SetAsideId};
use crate::listen::set_aside;
use crate::records::content::{self, Content};
use crate::web::listen::end_unknown;

/// Bytes that are given out of an item; what a network sends by mistake can be large.
const SHOWN: usize = 20_000;

/// Bytes from a network that could not be understood, kept for a person to see.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SetAside {
    /// Its id.
    id: SetAsideId,
    /// The channel it came in.
    channel: ChannelId,
    /// The channel's name.
    #[schema(example = "Exempelby kommun")]
    channel_name: String,
    /// The network's id, where it could be read.
    #[schema(example = "113512345678901234")]
    remote_id: Option<String>,
    /// What was wrong, in English, shortened.
    #[schema(example = "missing field `account` at line 1 column 320")]
    reason: String,
    /// Address of the bytes: SHA-256 of their salt and themselves, hexadecimal.
    #[schema(example = "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752")]
    raw: String,
    /// The bytes as text, at most 20 000 of them; null when they are no text, or were erased.
    #[schema(example = "{\"id\":\"113512345678901234\"")]
    raw_text: Option<String>,
    /// When.
    #[schema(example = "2026-11-20T06:23:04.120Z")]
    at: Timestamp,
}

fn dressed(conn: &mut Conn, item: set_aside::SetAside) -> Result<SetAside, Problem> {
    let raw_text = match content::find(conn, item.raw)? {
        Some(Content::Kept(bytes)) => match str::from_utf8(&bytes) {
            Ok(text) => Some(text[..text.floor_char_boundary(SHOWN)].to_owned()),
            Err(_) => None,
        },
        Some(Content::Erased { .. }) | None => None,
    };
    let set_aside::SetAside { id, channel, channel_name, remote_id, reason, raw, at } = item;
    Ok(SetAside { id, channel, channel_name, remote_id, reason, raw: raw.to_string(), raw_text, at })
}

/// Lists items that were set aside.
///
/// Those that nobody has settled, the newest first, at most 200, of the channels that the token's mandate lets it read.
#[utoipa::path(get, path = "/set-aside-items", operation_id = "listSetAsideItems", tag = "running", params(WhichPage),
    security(("token" = ["read"])),
    responses((status = 200, description = "A page of items.", body = Page<SetAside>)))]
pub(super) async fn list_set_aside(
    State(desk): State<Desk>,
    caller: Caller,
    Asked(which): Asked<WhichPage>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<SetAside>>, Problem> {
    let place = which.place::<Reverse<SetAsideId>>(here)?;
    let page = caller.reads(&desk, move |conn, reach| {
        let page = place.of_all(set_aside::waiting(conn, reach.channels())?, |item| Reverse(item.id))?;
        let items = page.items.into_iter().map(|item| dressed(conn, item)).collect::<Result<_, _>>()?;
        Ok(Page { items, next: page.next })
    });
    Ok(Json(page.await?))
}

/// Settles an item that was set aside.
///
/// Somebody looked and lets it rest. The bytes stay on the record.
#[utoipa::path(put, path = "/set-aside-items/{itemId}/settlement", operation_id = "settleSetAsideItem", tag = "running",
    params(("itemId" = SetAsideId, Path, description = "The item.")), security(("token" = ["run"])),
    responses((status = 204, description = "It is settled.")))]
pub(super) async fn settle(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<SetAsideId>,
) -> Result<StatusCode, Problem> {
    let officer = caller.officer;
    desk.act(move |mut act| {
        let now = act.now();
        let readable = officer.channels::<Read>(act.conn(), now)?;
        let found = set_aside::channel_of(act.conn(), id)?.filter(|channel| readable.hold(*channel));
        let channel = found.ok_or_else(not_found)?;
        let by = officer.may::<Run>(act.conn(), Scope::Channel(channel), now)?;
        set_aside::settle(act, &by, id)
    })
    .await?;
    desk.news().tell(Changed::Desk);
    Ok(StatusCode::NO_CONTENT)
}

/// Work that was tried until it was no use.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct GivenUp {
    /// Its id.
    #[schema(example = "0193485e-f2a0-7c31-9d5b-6f0a3c1e2b60")]
    id: Uuid,
    /// What kind of work.
    #[schema(example = "deliver")]
    name: String,
    /// What it was about, JSON as text.
    #[schema(example = "{\"delivery\":\"0193485e-f2a0-7c31-9d5b-6f0a3c1e2b61\"}")]
    payload: String,
    /// How often it was tried.
    #[schema(example = 12)]
    attempts: i64,
    /// When it was given up.
    #[schema(example = "2026-11-20T06:23:04.120Z")]
    given_up_at: Timestamp,
    /// The last fault, in English.
    #[schema(example = "could not look for an earlier try")]
    last_fault: String,
}

impl From<DeadJob> for GivenUp {
    fn from(job: DeadJob) -> Self {
        let DeadJob { id, name, payload, attempts, dead_at, last_error } = job;
        Self { id, name, payload, attempts, given_up_at: dead_at, last_fault: last_error }
    }
}

/// Lists jobs that were given up.
///
/// The newest first, at most 200. Jobs belong to the whole desk, so this needs a mandate to run all of it.
#[utoipa::path(get, path = "/failed-jobs", operation_id = "listFailedJobs", tag = "running", params(WhichPage), security(("token" = ["run"])),
    responses((status = 200, description = "A page of jobs.", body = Page<GivenUp>)))]
pub(super) async fn list_jobs(
    State(desk): State<Desk>,
    caller: Caller,
    Asked(which): Asked<WhichPage>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<GivenUp>>, Problem> {
    let place = which.place::<Reverse<Uuid>>(here)?;
    let (officer, now) = (caller.officer, caller.now);
    let jobs = desk.read(move |conn| {
        officer.may::<Run>(conn, Scope::Everywhere, now)?;
        Ok(jobs::dead(conn)?)
    });
    Ok(Json(place.of_all(jobs.await?, |job| Reverse(job.id))?.map(GivenUp::from)))
}

/// Tries a job again.
///
/// Now, with its tries counted anew.
#[utoipa::path(post, path = "/failed-jobs/{jobId}/retry", operation_id = "retryFailedJob", tag = "running",
    params(("jobId" = Uuid, Path, description = "The job.")), security(("token" = ["run"])),
    responses((status = 204, description = "It is tried again.")))]
pub(super) async fn retry(State(desk): State<Desk>, caller: Caller, Named(id): Named<Uuid>) -> Result<StatusCode, Problem> {
    let (officer, now) = (caller.officer, caller.now);
    let there = desk.write(move |conn| {
        officer.may::<Run>(conn, Scope::Everywhere, now)?;
        Ok(jobs::revive(conn, id, now)?)
    });
    if !there.await? {
        return Err(not_found());
    }
    desk.wake_jobs();
    desk.news().tell(Changed::Desk);
    Ok(StatusCode::NO_CONTENT)
}

/// Ends a job of a kind that this program does not know.
///
/// It is not tried any more. Others are never let go: an answer would be lost, or a channel no longer heard.
#[utoipa::path(delete, path = "/failed-jobs/{jobId}", operation_id = "endFailedJob", tag = "running",
    params(("jobId" = Uuid, Path, description = "The job.")), security(("token" = ["run"])),
    responses((status = 204, description = "It is gone.")))]
pub(super) async fn end(State(desk): State<Desk>, caller: Caller, Named(id): Named<Uuid>) -> Result<StatusCode, Problem> {
    let (officer, now) = (caller.officer, caller.now);
    desk.write(move |conn| {
        officer.may::<Run>(conn, Scope::Everywhere, now)?;
        end_unknown(conn, id)
    })
    .await?;
    desk.news().tell(Changed::Desk);
    Ok(StatusCode::NO_CONTENT)
}
