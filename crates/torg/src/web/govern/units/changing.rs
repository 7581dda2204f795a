//! What changes a unit: its name, its place, its share of answers to look at, its end.
use std::str::FromStr as _;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::{address, one};
use crate::govern::mandate::{Govern, Scope};
use crate::govern::{moving, unit};
use crate::ground::{Desk, Problem, UnitId, refuse};
use crate::web::govern::shown::at_form;
use crate::web::{Posted, SignedIn};

/// What the forms fill in, each its part.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Fields {
    name: String,
    zone: String,
    to: String,
    why: String,
    percent: String,
}

/// Back to the unit's page, or the page with what was refused on top.
pub(in crate::web::govern) async fn answered(
    desk: &Desk,
    by: &SignedIn,
    id: UnitId,
    outcome: Result<(), Problem>,
) -> Result<Response, Problem> {
    match outcome {
        Ok(()) => Ok(Redirect::to(&address(id)).into_response()),
        Err(problem) => {
            let said = at_form(by.locale, problem)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, one::show(desk, by, id, Some(&said)).await?).into_response())
        }
    }
}

/// Another name or zone.
pub(super) async fn rename(
    State(desk): State<Desk>,
    Path(id): Path<UnitId>,
    posted: Posted<Fields>,
) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let officer = by.officer.clone();
    let renamed = desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), Scope::Unit(id), now)?;
        unit::rename(act, &by, id, &form.name, form.zone.trim())
    });
    let renamed = renamed.await;
    answered(&desk, &by, id, renamed).await
}

/// Another share of answers to look at; nothing filled in is as the unit above.
pub(super) async fn share(State(desk): State<Desk>, Path(id): Path<UnitId>, posted: Posted<Fields>) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let percent = match form.percent.trim() {
        "" => Ok(None),
        text => text.parse::<i64>().map(Some).map_err(|_| refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-percent").into()),
    };
    let shared = match percent {
        Ok(percent) => {
            let officer = by.officer.clone();
            let shared = desk.act(move |mut act| {
                let now = act.now();
                let by = officer.may::<Govern>(act.conn(), Scope::Unit(id), now)?;
                unit::share(act, &by, id, percent)
            });
            shared.await
        }
        Err(problem) => Err(problem),
    };
    answered(&desk, &by, id, shared).await
}

fn chosen(to: &str) -> Result<UnitId, Problem> {
    UnitId::from_str(to).map_err(|_| refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-unit").into())
}

/// Another place in the tree.
pub(super) async fn move_under(
    State(desk): State<Desk>,
    Path(id): Path<UnitId>,
    posted: Posted<Fields>,
) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let moved = match chosen(&form.to) {
        Ok(parent) => {
            let officer = by.officer.clone();
            let moved = desk.act(move |mut act| {
                let now = act.now();
                let scope = moving::scope(act.conn(), id, parent)?;
                let by = officer.may::<Govern>(act.conn(), scope, now)?;
                moving::move_under(act, &by, id, parent)
            });
            moved.await
        }
        Err(problem) => Err(problem),
    };
    answered(&desk, &by, id, moved).await
}

/// Its end.
pub(super) async fn close(State(desk): State<Desk>, Path(id): Path<UnitId>, posted: Posted<Fields>) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let closed = match chosen(&form.to) {
        Ok(successor) => {
            let officer = by.officer.clone();
            let closed = desk.act(move |mut act| {
                let now = act.now();
                let scope = moving::scope(act.conn(), id, successor)?;
                let by = officer.may::<Govern>(act.conn(), scope, now)?;
                moving::close(act, &by, id, successor, &form.why)
            });
            closed.await
        }
        Err(problem) => Err(problem),
    };
    answered(&desk, &by, id, closed).await
}
