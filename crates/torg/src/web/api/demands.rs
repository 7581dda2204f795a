//! How many others must say yes, as programs read and decide it: for a unit, for a channel.
use axum::Json;
use axum::extract::State;

use super::body::{Named, Sent};
use super::caller::Caller;
use crate::govern::mandate::{Govern, Scope};
use crate::govern::{channel, unit};
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, Desk, Problem, UnitId};
use crate::publish::demand::{self, Own};

/// What was decided for just this place, for those who govern there.
async fn shown(desk: &Desk, caller: &Caller, scope: Scope) -> Result<Json<Own>, Problem> {
    let officer = caller.officer.clone();
    let here = desk.clone();
    let own = desk.read(move |conn| {
        let now = here.now();
        let reach = officer.reach::<Govern>(conn, now)?;
        let is_there = match scope {
            Scope::Unit(id) => unit::find(conn, id)?.is_some(),
            Scope::Channel(id) => channel::find(conn, id)?.is_some(),
            Scope::Everywhere => false,
        };
        if !is_there || !reach.holds(scope) {
            return Err(not_found());
        }
        Ok(demand::own(conn, scope)?)
    });
    Ok(Json(own.await?))
}

async fn decided(desk: &Desk, caller: &Caller, scope: Scope, own: Own) -> Result<Json<Own>, Problem> {
    // What lies outside of one's reach is not there.
    let Json(_) = shown(desk, caller, scope).await?;
    let officer = caller.officer.clone();
    desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), scope, now)?;
        demand::decide(act, &by, scope, own)
    })
    .await?;
    shown(desk, caller, scope).await
}

/// Shows what approval a unit demands.
///
/// Null: as the unit above.
#[utoipa::path(get, path = "/units/{unitId}/approval-demand", operation_id = "getUnitDemand", tag = "posts",
    params(("unitId" = UnitId, Path, description = "The unit.")), security(("token" = ["govern"])),
    responses((status = 200, description = "What was decided for just this unit.", body = Own)))]
pub(super) async fn of_unit(State(desk): State<Desk>, caller: Caller, Named(id): Named<UnitId>) -> Result<Json<Own>, Problem> {
    shown(&desk, &caller, Scope::Unit(id)).await
}

/// Decides what approval a unit demands.
///
/// For it and those under it that decide nothing themselves. What was handed in before keeps the demand it was handed in under.
#[utoipa::path(put, path = "/units/{unitId}/approval-demand", operation_id = "setUnitDemand", tag = "posts", request_body = Own,
    params(("unitId" = UnitId, Path, description = "The unit.")), security(("token" = ["govern"])),
    responses((status = 200, description = "What was decided for just this unit.", body = Own)))]
pub(super) async fn set_unit(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<UnitId>,
    Sent(own): Sent<Own>,
) -> Result<Json<Own>, Problem> {
    decided(&desk, &caller, Scope::Unit(id), own).await
}

/// Shows what approval a channel demands.
///
/// Null: as its unit.
#[utoipa::path(get, path = "/channels/{channelId}/approval-demand", operation_id = "getChannelDemand", tag = "posts",
    params(("channelId" = ChannelId, Path, description = "The channel.")), security(("token" = ["govern"])),
    responses((status = 200, description = "What was decided for just this channel.", body = Own)))]
pub(super) async fn of_channel(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ChannelId>,
) -> Result<Json<Own>, Problem> {
    shown(&desk, &caller, Scope::Channel(id)).await
}

/// Decides what approval a channel demands.
#[utoipa::path(put, path = "/channels/{channelId}/approval-demand", operation_id = "setChannelDemand", tag = "posts", request_body = Own,
    params(("channelId" = ChannelId, Path, description = "The channel.")), security(("token" = ["govern"])),
    responses((status = 200, description = "What was decided for just this channel.", body = Own)))]
pub(super) async fn set_channel(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ChannelId>,
    Sent(own): Sent<Own>,
) -> Result<Json<Own>, Problem> {
    decided(&desk, &caller, Scope::Channel(id), own).await
}
