//! Units as programs see them: the tree of the authority's parts.
use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::{Asked, Named, Sent};
use super::caller::Caller;
use super::paging::{Page, WhichPage};
use crate::govern::mandate::{Govern, Scope};
use crate::govern::{moving, unit};
use crate::ground::problem::not_found;
use crate::ground::{Desk, Problem, UnitId};

/// A part of the authority.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Unit {
    /// Its id.
    id: UnitId,
    /// What it is a part of; null for the authority itself.
    parent: Option<UnitId>,
    /// Its name.
    #[schema(example = "Kundservice")]
    name: String,
    /// Its time zone, by the IANA name.
    #[schema(example = "Europe/Stockholm")]
    zone: String,
    /// When it was closed; it then lies under the unit that took over.
    #[schema(example = json!(null))]
    closed_at: Option<Timestamp>,
    /// How many of a hundred answers sent without approval its manager looks at; null: as the unit above.
    #[schema(minimum = 0, maximum = 100, example = 5)]
    review_percent: Option<i64>,
}

impl From<unit::Unit> for Unit {
    fn from(unit: unit::Unit) -> Self {
        let unit::Unit { id, parent, name, zone, closed_at, review_percent } = unit;
        Self { id, parent, name, zone, closed_at, review_percent }
    }
}

/// A unit to be added.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewUnit {
    /// What it is a part of.
    parent: UnitId,
    /// Its name.
    #[schema(min_length = 1, pattern = r"\S", example = "Ungdomsmottagningen")]
    name: String,
    /// Its time zone, by the IANA name.
    #[schema(example = "Europe/Stockholm")]
    zone: String,
}

/// Lists units.
///
/// The whole tree, in the order they were added: how an authority is made up is no secret.
#[utoipa::path(get, path = "/units", operation_id = "listUnits", tag = "mandates", params(WhichPage), security(("token" = [])),
    responses((status = 200, description = "A page of units.", body = Page<Unit>)))]
pub(super) async fn list(
    State(desk): State<Desk>,
    _caller: Caller,
    Asked(which): Asked<WhichPage>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<Unit>>, Problem> {
    let place = which.place::<UnitId>(here)?;
    let units = desk.read(|conn| Ok(unit::all(conn)?)).await?;
    Ok(Json(place.of_all(units, |unit| unit.id)?.map(Unit::from)))
}

/// Adds a unit.
///
/// Under another one.
#[utoipa::path(post, path = "/units", operation_id = "addUnit", tag = "mandates", request_body = NewUnit, security(("token" = ["govern"])),
    responses((status = 201, description = "The unit.", body = Unit)))]
pub(super) async fn add(
    State(desk): State<Desk>,
    caller: Caller,
    Sent(new): Sent<NewUnit>,
) -> Result<(StatusCode, Json<Unit>), Problem> {
    let officer = caller.officer;
    let added = desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), Scope::Unit(new.parent), now)?;
        unit::add(act, &by, Some(new.parent), &new.name, &new.zone)
    });
    let id = added.await?;
    Ok((StatusCode::CREATED, told(&desk, id).await?))
}

async fn told(desk: &Desk, id: UnitId) -> Result<Json<Unit>, Problem> {
    let unit = desk.read(move |conn| unit::find(conn, id)?.ok_or_else(not_found)).await?;
    Ok(Json(unit.into()))
}

/// What a unit is called.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct UnitDetails {
    /// Its name.
    #[schema(min_length = 1, pattern = r"\S", example = "Kundservice")]
    name: String,
    /// Its time zone, by the IANA name.
    #[schema(example = "Europe/Stockholm")]
    zone: String,
}

/// Renames a unit.
///
/// Or gives it another time zone.
#[utoipa::path(put, path = "/units/{unitId}", operation_id = "renameUnit", tag = "mandates",
    params(("unitId" = UnitId, Path, description = "The unit.")), request_body = UnitDetails, security(("token" = ["govern"])),
    responses((status = 200, description = "The unit as it is now.", body = Unit)))]
pub(super) async fn rename(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<UnitId>,
    Sent(details): Sent<UnitDetails>,
) -> Result<Json<Unit>, Problem> {
    let officer = caller.officer;
    desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), Scope::Unit(id), now)?;
        unit::rename(act, &by, id, &details.name, details.zone.trim())
    })
    .await?;
    told(&desk, id).await
}

/// Where a unit is to lie.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Parent {
    /// What it is to be a part of.
    parent: UnitId,
}

/// Moves a unit.
///
/// With all that lies under it, and never into that. Refused when someone would hold there what the token's mandate could not grant.
#[utoipa::path(put, path = "/units/{unitId}/parent", operation_id = "moveUnit", tag = "mandates",
    params(("unitId" = UnitId, Path, description = "The unit.")), request_body = Parent, security(("token" = ["govern"])),
    responses((status = 200, description = "The unit as it is now.", body = Unit)))]
pub(super) async fn move_under(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<UnitId>,
    Sent(Parent { parent }): Sent<Parent>,
) -> Result<Json<Unit>, Problem> {
    let officer = caller.officer;
    desk.act(move |mut act| {
        let now = act.now();
        let scope = moving::scope(act.conn(), id, parent)?;
        let by = officer.may::<Govern>(act.conn(), scope, now)?;
        moving::move_under(act, &by, id, parent)
    })
    .await?;
    told(&desk, id).await
}

/// How a unit ends.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Closing {
    /// The unit that takes over its channels, people, topics and the units under it.
    successor: UnitId,
    /// Why; it is kept on the record, and the reason of every mandate that ends with it.
    #[schema(min_length = 1, pattern = r"\S", example = "Går upp i Kundservice.")]
    why: String,
}

/// Closes a unit.
///
/// Mandates in it end now; what hangs on it is its successor's.
#[utoipa::path(put, path = "/units/{unitId}/closing", operation_id = "closeUnit", tag = "mandates",
    params(("unitId" = UnitId, Path, description = "The unit.")), request_body = Closing, security(("token" = ["govern"])),
    responses((status = 200, description = "The unit as it is now.", body = Unit)))]
pub(super) async fn close(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<UnitId>,
    Sent(closing): Sent<Closing>,
) -> Result<Json<Unit>, Problem> {
    let officer = caller.officer;
    desk.act(move |mut act| {
        let now = act.now();
        let scope = moving::scope(act.conn(), id, closing.successor)?;
        let by = officer.may::<Govern>(act.conn(), scope, now)?;
        moving::close(act, &by, id, closing.successor, &closing.why)
    })
    .await?;
    told(&desk, id).await
}

/// How many answers a manager looks at.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ReviewShare {
    /// Of a hundred sent without approval; null: as the unit above.
    #[schema(minimum = 0, maximum = 100, example = 5)]
    percent: Option<i64>,
}

/// Decides how many answers are looked at.
///
/// Of those that are sent from now on without approval, in the unit's channels and those of the units under it that decided nothing.
#[utoipa::path(put, path = "/units/{unitId}/review-share", operation_id = "setReviewShare", tag = "mandates",
    params(("unitId" = UnitId, Path, description = "The unit.")), request_body = ReviewShare, security(("token" = ["govern"])),
    responses((status = 200, description = "The unit as it is now.", body = Unit)))]
pub(super) async fn share(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<UnitId>,
    Sent(share): Sent<ReviewShare>,
) -> Result<Json<Unit>, Problem> {
    let officer = caller.officer;
    desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), Scope::Unit(id), now)?;
        unit::share(act, &by, id, share.percent)
    })
    .await?;
    told(&desk, id).await
}
