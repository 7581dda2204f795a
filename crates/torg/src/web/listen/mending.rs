//! What someone who runs the desk does about what went wrong: lets an item rest, tries a job again, ends one that nobody knows.
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Redirect;
use serde::Deserialize;
use store::Conn;
use uuid::Uuid;

use crate::govern::Scope;
use crate::govern::mandate::{Read, Run};
use crate::ground::news::Changed;
use crate::ground::problem::not_found;
use crate::ground::{Desk, Problem, SetAsideId, jobs, refuse};
use crate::listen::set_aside;
use crate::web::visitor::Posted;
use crate::work;

const LISTEN: &str = "/listen";

#[derive(Deserialize)]
pub(super) struct Nothing {}

/// `POST …/settlement`: someone looked at an item and lets it rest.
pub(super) async fn settle_item(
    State(desk): State<Desk>,
    Path(id): Path<SetAsideId>,
    posted: Posted<Nothing>,
) -> Result<Redirect, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let officer = by.officer;
    desk.act(move |mut act| {
        let now = act.now();
        let readable = officer.channels::<Read>(act.conn(), now)?;
        let Some(channel) = set_aside::channel_of(act.conn(), id)?.filter(|channel| readable.hold(*channel)) else {
            return Err(not_found());
        };
        let by = officer.may::<Run>(act.conn(), Scope::Channel(channel), now)?;
        set_aside::settle(act, &by, id)
    })
    .await?;
    desk.news().tell(Changed::Desk);
    Ok(Redirect::to(LISTEN))
}

/// `POST …/retry`: tries a job again that was given up.
pub(super) async fn retry_job(
    State(desk): State<Desk>,
    Path(id): Path<Uuid>,
    posted: Posted<Nothing>,
) -> Result<Redirect, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let (officer, now) = (by.officer, by.now);
    desk.write(move |conn| {
        officer.may::<Run>(conn, Scope::Everywhere, now)?;
        if !jobs::revive(conn, id, now)? {
            return Err(gone().into());
        }
        Ok(())
    })
    .await?;
    desk.wake_jobs();
    desk.news().tell(Changed::Desk);
    Ok(Redirect::to(LISTEN))
}

/// `POST …/end`: ends a job of a kind that this program does not know. The others are never let go: an answer would be lost, or a
/// channel no longer heard.
pub(super) async fn end_job(
    State(desk): State<Desk>,
    Path(id): Path<Uuid>,
    posted: Posted<Nothing>,
) -> Result<Redirect, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let (officer, now) = (by.officer, by.now);
    desk.write(move |conn| {
        officer.may::<Run>(conn, Scope::Everywhere, now)?;
        end_unknown(conn, id)
    })
    .await?;
    desk.news().tell(Changed::Desk);
    Ok(Redirect::to(LISTEN))
}

/// Ends a job that was given up and whose kind this program does not know.
pub(in crate::web) fn end_unknown(conn: &mut Conn, id: Uuid) -> Result<(), Problem> {
    let dead = jobs::dead(conn)?.into_iter().find(|job| job.id == id);
    let Some(job) = dead else { return Err(gone().into()) };
    if is_known(&job.name) {
        return Err(refuse(StatusCode::CONFLICT, "refuse-end-job").way_on(LISTEN, "way-on-listen").into());
    }
    jobs::let_go(conn, id)?;
    Ok(())
}

/// Whether this program knows how to do such a job.
pub(super) fn is_known(name: &str) -> bool {
    work::ALL.iter().any(|kind| kind.name == name)
}

fn gone() -> crate::ground::Refusal {
    refuse(StatusCode::CONFLICT, "refuse-job-gone").way_on(LISTEN, "way-on-listen")
}
