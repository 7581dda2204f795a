//! The calendar as programs read it: what goes out when; a post moved in time; days on which nothing is to go out.
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::body::{Asked, Named, Sent};
use super::caller::Caller;
use crate::govern::mandate::{Approve, Scope};
use crate::govern::unit;
use crate::ground::news::Changed;
use crate::ground::problem::not_found;
use crate::ground::{BlackoutId, ChannelId, Desk, PersonId, PostId, Problem, UnitId, refuse};
use crate::publish::blackout::{self, Days};
use crate::publish::calendar::{self, Filter};
use crate::publish::post::{self, State as Stands};
use crate::publish::schedule::{self, Time};

/// Which part of the calendar.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Which {
    /// From this moment.
    #[param(example = "2026-12-01T00:00:00Z")]
    from: Timestamp,
    /// Until this moment, not included.
    #[param(example = "2027-01-01T00:00:00Z")]
    until: Timestamp,
    /// Only posts of this unit and those under it.
    unit: Option<UnitId>,
    /// Only posts in this channel.
    channel: Option<ChannelId>,
    /// Only posts that stand so.
    #[param(inline)]
    state: Option<Stands>,
}

/// A post at its time.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct CalendarEntry {
    /// The post.
    post: PostId,
    /// Whose it is.
    unit: UnitId,
    /// What colleagues call it.
    #[schema(example = "Öppettider i jul")]
    name: String,
    /// Where it stands.
    state: Stands,
    /// When it goes out; of one that went out at once, when it was done.
    #[schema(example = "2026-12-01T08:00:00Z")]
    at: Timestamp,
    /// The zone in which its time was chosen.
    #[schema(example = "Europe/Stockholm")]
    zone: String,
    /// Its channels, as far as the token reads them.
    channels: Vec<ChannelId>,
    /// True on a day when its unit is to be silent.
    on_blackout: bool,
}

/// Posts of a period.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct CalendarPeriod {
    /// The first first, a thousand at most.
    entries: Vec<CalendarEntry>,
    /// True when there are more: ask for a shorter period.
    more: bool,
}

/// Lists what goes out in a period.
///
/// Posts of units and channels that the token's mandate lets it read: drafts that have a time, what waits, what is planned, what is done.
#[utoipa::path(get, path = "/calendar", operation_id = "listCalendar", tag = "posts", params(Which), security(("token" = ["read"])),
    responses((status = 200, description = "The posts at their times.", body = CalendarPeriod)))]
pub(super) async fn list(
    State(desk): State<Desk>,
    caller: Caller,
    Asked(which): Asked<Which>,
) -> Result<Json<CalendarPeriod>, Problem> {
    let Which { from, until, unit, channel, state } = which;
    let filter = Filter { unit, channel, state };
    let told = caller.reads(&desk, move |conn, reach| {
        let period = calendar::between(conn, reach, &filter, from, until)?;
        let blackouts = blackout::between(conn, from, until)?;
        let mut entries = Vec::with_capacity(period.entries.len());
        for entry in period.entries {
            let on_blackout = blackout::over(conn, &blackouts, entry.post.unit, entry.at)?.is_some();
            let post::Post { id, unit, name, state, zone, .. } = entry.post;
            entries.push(CalendarEntry {
                post: id,
                unit,
                name,
                state,
                at: entry.at,
                zone,
                channels: entry.channels,
                on_blackout,
            });
        }
        Ok(CalendarPeriod { entries, more: period.more })
    });
    Ok(Json(told.await?))
}

/// Another time.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewTime {
    /// When it is to go out.
    #[schema(example = "2026-12-02T08:00:00Z")]
    at: Timestamp,
}

/// Moves a post in time.
///
/// A draft, one that waits, or one that is planned and not under way. What is approved stays approved: the words are the same.
#[utoipa::path(post, path = "/posts/{postId}/time", operation_id = "movePost", tag = "posts",
    params(("postId" = PostId, Path, description = "The post.")), request_body = NewTime, security(("token" = ["publish"])),
    responses((status = 200, description = "The post as it stands now.", body = super::posts::Post)))]
pub(super) async fn move_post(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<PostId>,
    Sent(NewTime { at }): Sent<NewTime>,
) -> Result<Json<super::posts::Post>, Problem> {
    let (officer, here) = (caller.officer.clone(), desk.clone());
    let found = caller.reads(&desk, move |conn, _| post::find(conn, id)?.ok_or_else(not_found)).await?;
    if found.state == Stands::Draft {
        desk.write(move |conn| {
            let now = here.now();
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
    super::posts::shown(&desk, &caller, id).await
}

/// Days on which nothing is to go out.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Blackout {
    /// Its id.
    id: BlackoutId,
    /// The unit it holds for, and those under it; null: the whole desk.
    unit: Option<UnitId>,
    /// The first day.
    #[schema(example = "2026-09-13")]
    first_day: Date,
    /// The last day.
    #[schema(example = "2026-09-13")]
    last_day: Date,
    /// The zone whose days they are.
    #[schema(example = "Europe/Stockholm")]
    zone: String,
    /// Why.
    #[schema(example = "Valdagen.")]
    why: String,
    /// Who decided it.
    made_by: PersonId,
    /// When the days were let go before their end.
    #[schema(example = json!(null))]
    ended_at: Option<Timestamp>,
}

impl From<blackout::Blackout> for Blackout {
    fn from(one: blackout::Blackout) -> Self {
        let blackout::Blackout { id, unit, days: Days { first, last, zone }, why, made_by, ended_at, .. } = one;
        Self { id, unit, first_day: first, last_day: last, zone, why, made_by, ended_at }
    }
}

/// Blackout dates to come.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Blackouts {
    /// The first first, two hundred at most.
    items: Vec<Blackout>,
}

/// Lists blackout dates.
///
/// Those that are not over and were not let go.
#[utoipa::path(get, path = "/blackouts", operation_id = "listBlackouts", tag = "posts", security(("token" = ["read"])),
    responses((status = 200, description = "Blackout dates.", body = Blackouts)))]
pub(super) async fn blackouts(State(desk): State<Desk>, caller: Caller) -> Result<Json<Blackouts>, Problem> {
    let now = caller.now;
    let found = caller.reads(&desk, move |conn, _| Ok(blackout::between(conn, now, Timestamp::MAX)?)).await?;
    Ok(Json(Blackouts { items: found.into_iter().map(Blackout::from).collect() }))
}

/// Which days, where and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewBlackout {
    /// A unit and those under it; left out: the whole desk.
    #[schema(example = json!(null))]
    unit: Option<UnitId>,
    /// The first day.
    #[schema(example = "2026-12-24")]
    first_day: Date,
    /// The last day, at most a year after the first.
    #[schema(example = "2026-12-26")]
    last_day: Date,
    /// The zone whose days they are; left out: the unit's, or the desk's.
    #[schema(example = json!(null))]
    zone: Option<String>,
    /// Why; everyone at the desk reads it.
    #[schema(min_length = 1, max_length = 500, pattern = r"\S", example = "Julstängt.")]
    why: String,
}

/// Blacks out dates.
///
/// Posts are neither handed in nor approved nor moved for such a day. What lies in the outbox already stays there.
#[utoipa::path(post, path = "/blackouts", operation_id = "decideBlackout", tag = "posts", request_body = NewBlackout,
    security(("token" = ["approve"])),
    responses((status = 201, description = "It holds.", body = Blackout)))]
pub(super) async fn decide(
    State(desk): State<Desk>,
    caller: Caller,
    Sent(new): Sent<NewBlackout>,
) -> Result<(StatusCode, Json<Blackout>), Problem> {
    let officer = caller.officer.clone();
    let NewBlackout { unit, first_day: first, last_day: last, zone, why } = new;
    let home = desk.config().zone.iana_name().unwrap_or("UTC").to_owned();
    let decided = desk
        .act(move |mut act| {
            let now = act.now();
            let found = unit.map(|id| unit::find(act.conn(), id)).transpose()?.flatten();
            if unit.is_some() && found.is_none() {
                return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-unit").into());
            }
            let scope = unit.map_or(Scope::Everywhere, Scope::Unit);
            let by = officer.may::<Approve>(act.conn(), scope, now)?;
            let zone = zone.or(found.map(|unit| unit.zone)).unwrap_or(home);
            blackout::decide(act, &by, scope, &Days { first, last, zone }, &why)
        })
        .await?;
    desk.news().tell(Changed::Desk);
    let found = desk.read(move |conn| blackout::find(conn, decided)?.ok_or_else(not_found)).await?;
    Ok((StatusCode::CREATED, Json(found.into())))
}

/// Lets blackout dates go.
#[utoipa::path(post, path = "/blackouts/{blackoutId}/end", operation_id = "endBlackout", tag = "posts",
    params(("blackoutId" = BlackoutId, Path, description = "The blackout dates.")), security(("token" = ["approve"])),
    responses((status = 200, description = "As they stand now.", body = Blackout)))]
pub(super) async fn end(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<BlackoutId>,
) -> Result<Json<Blackout>, Problem> {
    let officer = caller.officer.clone();
    desk.act(move |mut act| {
        let now = act.now();
        let found = blackout::find(act.conn(), id)?.ok_or_else(not_found)?;
        let by = officer.may::<Approve>(act.conn(), found.scope(), now)?;
        blackout::end(act, &by, id)
    })
    .await?;
    desk.news().tell(Changed::Desk);
    let found = desk.read(move |conn| blackout::find(conn, id)?.ok_or_else(not_found)).await?;
    Ok(Json(found.into()))
}
