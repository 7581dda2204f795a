//! A post is carried to another day.
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Redirect;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::ADDRESS;
use crate::ground::news::Changed;
use crate::ground::{Desk, PostId, Problem, refuse};
use crate::publish::post::{self, State as Stands};
use crate::publish::schedule::{self, Time};
use crate::web::visitor::Posted;

#[derive(Deserialize)]
pub(super) struct To {
    #[serde(default)]
    day: String,
    /// The zone whose days the reader sees.
    #[serde(default)]
    zone: String,
    /// The leaf that they came from.
    #[serde(default)]
    back: String,
}

/// `POST /publish/posts/{id}/day`: the clock on the wall stays as it is.
pub(super) async fn to_day(State(desk): State<Desk>, Path(id): Path<PostId>, posted: Posted<To>) -> Result<Redirect, Problem> {
    let Posted { by, form: To { day, zone, back } } = posted;
    let refused = || refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-held-time");
    let Ok(day) = day.parse::<Date>() else { return Err(refused().into()) };
    let zone = TimeZone::get(&zone).unwrap_or_else(|_| desk.config().zone.clone());
    let (officer, here, now) = (by.officer, desk.clone(), by.now);
    let asking = officer.clone();
    let (found, at) = desk
        .read(move |conn| {
            let (found, _) = post::for_writing(conn, &asking, id, now)?;
            let at = schedule::on_day(&found, day, &zone).ok_or_else(refused)?;
            Ok((found, at))
        })
        .await?;
    if found.state == Stands::Draft {
        desk.write(move |conn| {
            let (post, by) = post::for_writing(conn, &officer, id, now)?;
            schedule::plan_draft(conn, here.vault(), &by, &post, at, now)
        })
        .await?;
    } else {
        desk.act(move |mut act| {
            let now = act.now();
            let (post, by) = post::for_writing(act.conn(), &officer, id, now)?;
            schedule::reschedule(act, &by, id, &Time { at, zone: &post.zone })
        })
        .await?;
    }
    desk.news().tell(Changed::Desk);
    let back = if back.starts_with(ADDRESS) { back } else { format!("{ADDRESS}?day={day}") };
    Ok(Redirect::to(&back))
}
