//! Units as programs see them: the tree of the authority's parts.
use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::{Asked, Sent};
use super::caller::Caller;
use super::paging::{Page, WhichPage};
use crate::govern::mandate::{Govern, Scope};
use crate::govern::unit;
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
    let units = desk.read(|conn| Ok(unit::all(conn)?)).await?;
    let unit = units.into_iter().find(|unit| unit.id == id).ok_or_else(not_found)?;
    Ok((StatusCode::CREATED, Json(unit.into())))
}
