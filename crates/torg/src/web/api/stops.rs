//! Stops, and what becomes of what they held back; what is in a network withdrawn. For programs.
use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::{Asked, Named, Sent};
use super::caller::Caller;
use super::deliveries::{self, Delivery};
use super::paging::{Page, WhichPage};
use crate::govern::mandate::{Answer, Approve, LeadCrisis, Publish, Scope};
use crate::ground::news::Changed;
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, DeliveryId, Desk, PersonId, Problem, StopId, UnitId, refuse};
use crate::publish::stop::{self, Decision};
use crate::publish::{approval, delivery, over, withdrawal};
use crate::web::publish::held;

/// An order that nothing leaves.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Stop {
    /// Its id.
    id: StopId,
    /// The unit it holds for; null with `channel` null: everything.
    unit: Option<UnitId>,
    /// The channel it holds for.
    channel: Option<ChannelId>,
    /// Why.
    #[schema(example = "Allvarlig olycka i hamnen.")]
    why: String,
    /// Who ordered it.
    ordered_by: PersonId,
    /// Since when.
    #[schema(example = "2026-11-20T06:41:00Z")]
    at: Timestamp,
    /// When it was lifted.
    #[schema(example = json!(null))]
    lifted_at: Option<Timestamp>,
}

impl From<stop::Stop> for Stop {
    fn from(stop: stop::Stop) -> Self {
        let stop::Stop { id, unit, channel, why, ordered_by, at, lifted_at, .. } = stop;
        Self { id, unit, channel, why, ordered_by, at, lifted_at }
    }
}

/// Lists stops.
///
/// The latest first; those with `liftedAt` null are in force.
#[utoipa::path(get, path = "/stops", operation_id = "listStops", tag = "stops", params(WhichPage), security(("token" = ["read"])),
    responses((status = 200, description = "A page of stops.", body = Page<Stop>)))]
pub(super) async fn list(
    State(desk): State<Desk>,
    caller: Caller,
    Asked(which): Asked<WhichPage>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<Stop>>, Problem> {
    let place = which.place::<StopId>(here)?;
    let stops = caller.reads(&desk, |conn, _| Ok(stop::latest(conn, 500)?)).await?;
    Ok(Json(place.of_all(stops, |stop| stop.id)?.map(Stop::from)))
}

/// What is to be stopped, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewStop {
    /// A unit and those under it.
    #[schema(example = json!(null))]
    unit: Option<UnitId>,
    /// One channel. Both left out: everything.
    #[schema(example = json!(null))]
    channel: Option<ChannelId>,
    /// Why; everyone at the desk reads it.
    #[schema(min_length = 1, max_length = 500, pattern = r"\S", example = "Allvarlig olycka i hamnen.")]
    why: String,
}

/// Orders a stop.
///
/// From here on nothing in its scope leaves, on any node. Withdrawals still do.
#[utoipa::path(post, path = "/stops", operation_id = "orderStop", tag = "stops", request_body = NewStop, security(("token" = ["lead-crisis"])),
    responses((status = 201, description = "It is in force.", body = Stop)))]
pub(super) async fn order(
    State(desk): State<Desk>,
    caller: Caller,
    Sent(new): Sent<NewStop>,
) -> Result<(StatusCode, Json<Stop>), Problem> {
    let officer = caller.officer.clone();
    let scope = match (new.unit, new.channel) {
        (None, None) => Scope::Everywhere,
        (Some(unit), None) => Scope::Unit(unit),
        (None, Some(channel)) => Scope::Channel(channel),
        (Some(_), Some(_)) => return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-stop-scope").into()),
    };
    let ordered = desk
        .act(move |mut act| {
            let now = act.now();
            if let Some(channel) = new.channel
                && crate::govern::channel::find(act.conn(), channel)?.is_none()
            {
                return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-scope").into());
            }
            if let Some(unit) = new.unit
                && crate::govern::unit::find(act.conn(), unit)?.is_none()
            {
                return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-unit").into());
            }
            let by = officer.may::<LeadCrisis>(act.conn(), scope, now)?;
            stop::order(act, &by, scope, &new.why)
        })
        .await?;
    desk.news().tell(Changed::Desk);
    let found = desk.read(move |conn| stop::find(conn, ordered)?.ok_or_else(not_found)).await?;
    Ok((StatusCode::CREATED, Json(found.into())))
}

/// Lifts a stop.
///
/// What it held back stays stopped until somebody decides about each delivery.
#[utoipa::path(post, path = "/stops/{stopId}/lifting", operation_id = "liftStop", tag = "stops",
    params(("stopId" = StopId, Path, description = "The stop.")), security(("token" = ["lead-crisis"])),
    responses((status = 200, description = "The stop as it stands now.", body = Stop)))]
pub(super) async fn lift(State(desk): State<Desk>, caller: Caller, Named(id): Named<StopId>) -> Result<Json<Stop>, Problem> {
    let officer = caller.officer.clone();
    desk.act(move |mut act| {
        let now = act.now();
        let found = stop::find(act.conn(), id)?.ok_or_else(not_found)?;
        let by = officer.may::<LeadCrisis>(act.conn(), found.scope(), now)?;
        stop::lift(act, &by, id)
    })
    .await?;
    desk.news().tell(Changed::Desk);
    let found = desk.read(move |conn| stop::find(conn, id)?.ok_or_else(not_found)).await?;
    Ok(Json(found.into()))
}

/// What becomes of a delivery that was held back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Release {
    /// When it is sent: a time, or null for now. Left out with `drop`.
    #[schema(example = json!(null))]
    at: Option<Timestamp>,
    /// True: it is not sent.
    #[serde(default)]
    #[schema(example = false)]
    drop: bool,
}

/// Decides about a delivery that was held back.
///
/// It goes out under the caller's mandate, which must allow to publish for a post's delivery, and to answer for an answer.
#[utoipa::path(post, path = "/deliveries/{deliveryId}/release", operation_id = "releaseDelivery", tag = "deliveries",
    params(("deliveryId" = DeliveryId, Path, description = "The delivery.")), request_body = Release,
    security(("token" = [])),
    responses((status = 200, description = "The delivery as it stands now.", body = Delivery)))]
pub(super) async fn release(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<DeliveryId>,
    Sent(Release { at, drop }): Sent<Release>,
) -> Result<Json<Delivery>, Problem> {
    let officer = caller.officer.clone();
    let decision = match (drop, at) {
        (true, _) => Decision::Drop,
        (false, Some(at)) => Decision::At(at),
        (false, None) => Decision::SendNow,
    };
    desk.act(move |mut act| {
        let held = delivery::find(act.conn(), id)?.ok_or_else(not_found)?;
        held::decide_one(act, &officer, &held, decision)
    })
    .await?;
    deliveries::told(&desk, &caller, id).await
}

/// Why something is taken away.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Withdrawal {
    /// Why; it stands on the record.
    #[schema(min_length = 1, max_length = 2000, pattern = r"\S", example = "Fel tid i texten.")]
    why: String,
}

/// Takes a posted message away from its network.
///
/// By a delivery of its own, which is given back. What was said stays on the record. A post's asks for permission to publish, an answer
/// for permission to answer.
#[utoipa::path(post, path = "/deliveries/{deliveryId}/withdrawal", operation_id = "withdrawDelivery", tag = "deliveries",
    params(("deliveryId" = DeliveryId, Path, description = "The delivery.")), request_body = Withdrawal,
    security(("token" = [])),
    responses((status = 202, description = "The delivery that takes it away.", body = Delivery)))]
pub(super) async fn withdraw(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<DeliveryId>,
    Sent(Withdrawal { why }): Sent<Withdrawal>,
) -> Result<(StatusCode, Json<Delivery>), Problem> {
    let officer = caller.officer.clone();
    let queued = desk
        .act(move |mut act| {
            let now = act.now();
            if delivery::is_of_a_post(act.conn(), id)? {
                let (_, by) = delivery::with_mandate::<Publish>(act.conn(), &officer, id, now)?;
                return withdrawal::withdraw(act, &by, id, &why);
            }
            let (_, by) = delivery::with_mandate::<Answer>(act.conn(), &officer, id, now)?;
            withdrawal::withdraw(act, &by, id, &why)
        })
        .await?;
    Ok((StatusCode::ACCEPTED, deliveries::told(&desk, &caller, queued).await?))
}

/// What somebody says of an answer that waits.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Verdict {
    /// False: it is sent back.
    #[schema(example = true)]
    approved: bool,
    /// What they want to add; needed when it is sent back.
    #[serde(default)]
    #[schema(max_length = 2000, example = "Skriv när badet öppnar igen.")]
    note: String,
}

/// Approves an answer that waits, or sends it back.
///
/// Never one's own. With the last yes that was demanded it goes out.
#[utoipa::path(post, path = "/deliveries/{deliveryId}/approval", operation_id = "approveDelivery", tag = "deliveries",
    params(("deliveryId" = DeliveryId, Path, description = "The delivery.")), request_body = Verdict,
    security(("token" = ["approve"])),
    responses((status = 200, description = "The delivery as it stands now.", body = Delivery)))]
pub(super) async fn approve(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<DeliveryId>,
    Sent(Verdict { approved, note }): Sent<Verdict>,
) -> Result<Json<Delivery>, Problem> {
    let officer = caller.officer.clone();
    desk.act(move |mut act| {
        let now = act.now();
        let (found, by) = delivery::with_mandate::<Approve>(act.conn(), &officer, id, now)?;
        if !approved {
            return approval::give_back_answer(act, &by, id, &note);
        }
        let leads = over::leads_crisis(act.conn(), &officer, &[found.channel], now)?;
        approval::approve_answer(act, &by, leads, id, &note)
    })
    .await?;
    deliveries::told(&desk, &caller, id).await
}
