//! Who is on duty, who is told when something waits too long, and what one was told of, as programs read and set it.
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::{Named, Sent};
use super::caller::Caller;
use crate::govern::mandate::{Govern, Scope};
use crate::govern::{duty, unit};
use crate::ground::problem::not_found;
use crate::ground::{AlertId, ConversationId, Desk, DutyId, PersonId, Problem, StepId, UnitId};
use crate::participate::alert;
use crate::participate::escalation::{self, Cause};

/// A time on duty.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct DutyShift {
    /// Its id.
    id: DutyId,
    /// For this unit and those under it that have nobody of their own.
    unit: UnitId,
    /// Who.
    person: PersonId,
    /// From when.
    #[schema(example = "2026-11-20T16:00:00Z")]
    begins_at: Timestamp,
    /// Until when, that moment not included.
    #[schema(example = "2026-11-21T07:00:00Z")]
    ends_at: Timestamp,
}

impl From<duty::Duty> for DutyShift {
    fn from(duty: duty::Duty) -> Self {
        let duty::Duty { id, unit, person, begins_at, ends_at, .. } = duty;
        Self { id, unit, person, begins_at, ends_at }
    }
}

/// A unit's duty.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct UnitDuty {
    /// Who is on duty now, the unit's own or of the nearest unit above; null: nobody.
    on_duty: Option<PersonId>,
    /// The unit's own shifts that are not over, the first first.
    shifts: Vec<DutyShift>,
    /// The steps that hold for the unit, its own or of the nearest unit above that has some.
    steps: Vec<EscalationStep>,
}

/// Somebody to be put on duty.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewDutyShift {
    /// Who.
    person: PersonId,
    /// From when.
    #[schema(example = "2026-11-20T16:00:00Z")]
    begins_at: Timestamp,
    /// Until when; 31 days later at most.
    #[schema(example = "2026-11-21T07:00:00Z")]
    ends_at: Timestamp,
}

/// Who is told, and when.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct EscalationStep {
    /// Its id.
    id: StepId,
    /// Whose it is.
    unit: UnitId,
    /// What it is about.
    cause: Cause,
    /// Minutes after that.
    #[schema(minimum = 0, maximum = 43_200, example = 30)]
    after_minutes: i64,
    /// Who is told; null: whoever is on duty then.
    person: Option<PersonId>,
}

impl From<escalation::Step> for EscalationStep {
    fn from(step: escalation::Step) -> Self {
        let escalation::Step { id, unit, cause, after_minutes, person } = step;
        Self { id, unit, cause, after_minutes, person }
    }
}

/// A step to be added.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewEscalationStep {
    /// What it is about.
    cause: Cause,
    /// Minutes after that.
    #[schema(minimum = 0, maximum = 43_200, example = 30)]
    after_minutes: i64,
    /// Who is told; left out: whoever is on duty then.
    #[serde(default)]
    person: Option<PersonId>,
}

/// That one was told of a matter.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Alert {
    /// Its id.
    id: AlertId,
    /// The matter.
    conversation: ConversationId,
    /// By which step.
    step: StepId,
    /// When.
    #[schema(example = "2026-11-20T06:40:00Z")]
    at: Timestamp,
}

/// Shows who is on duty for a unit, and who is told when something waits.
#[utoipa::path(get, path = "/units/{unitId}/duty", operation_id = "getUnitDuty", tag = "mandates",
    params(("unitId" = UnitId, Path, description = "The unit.")), security(("token" = ["govern"])),
    responses((status = 200, description = "Its duty.", body = UnitDuty)))]
pub(super) async fn find(State(desk): State<Desk>, caller: Caller, Named(id): Named<UnitId>) -> Result<Json<UnitDuty>, Problem> {
    let (officer, now) = (caller.officer, desk.now());
    let found = desk.read(move |conn| {
        if unit::find(conn, id)?.is_none() || !officer.reach::<Govern>(conn, now)?.holds_unit(id) {
            return Err(not_found());
        }
        Ok(UnitDuty {
            on_duty: duty::on_duty(conn, id, now)?,
            shifts: duty::to_come(conn, id, now)?.into_iter().map(DutyShift::from).collect(),
            steps: escalation::in_force(conn, id)?.into_iter().map(EscalationStep::from).collect(),
        })
    });
    Ok(Json(found.await?))
}

/// Puts someone on duty.
#[utoipa::path(post, path = "/units/{unitId}/duty-shifts", operation_id = "setDuty", tag = "mandates",
    params(("unitId" = UnitId, Path, description = "The unit.")), request_body = NewDutyShift, security(("token" = ["govern"])),
    responses(
        (status = 201, description = "The shift.", body = DutyShift),
        (status = 422, description = "Nobody works here by that id, or the time is over, turned round or too long.")
    ))]
pub(super) async fn set(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<UnitId>,
    Sent(NewDutyShift { person, begins_at, ends_at }): Sent<NewDutyShift>,
) -> Result<(StatusCode, Json<DutyShift>), Problem> {
    let officer = caller.officer;
    let made = desk
        .act(move |mut act| {
            let now = act.now();
            if unit::find(act.conn(), id)?.is_none() || !officer.reach::<Govern>(act.conn(), now)?.holds_unit(id) {
                return Err(not_found());
            }
            let by = officer.may::<Govern>(act.conn(), Scope::Unit(id), now)?;
            duty::set(act, &by, id, person, begins_at, ends_at)
        })
        .await?;
    let found = desk.read(move |conn| duty::find(conn, made)?.ok_or_else(not_found)).await?;
    Ok((StatusCode::CREATED, Json(found.into())))
}

/// Takes someone off duty before its end.
#[utoipa::path(delete, path = "/duty-shifts/{dutyId}", operation_id = "endDuty", tag = "mandates",
    params(("dutyId" = DutyId, Path, description = "The shift.")), security(("token" = ["govern"])),
    responses((status = 204, description = "It has ended."), (status = 409, description = "It was over already.")))]
pub(super) async fn end(State(desk): State<Desk>, caller: Caller, Named(id): Named<DutyId>) -> Result<StatusCode, Problem> {
    let officer = caller.officer;
    desk.act(move |mut act| {
        let now = act.now();
        let found = duty::find(act.conn(), id)?.ok_or_else(not_found)?;
        if !officer.reach::<Govern>(act.conn(), now)?.holds_unit(found.unit) {
            return Err(not_found());
        }
        let by = officer.may::<Govern>(act.conn(), Scope::Unit(found.unit), now)?;
        duty::end(act, &by, id)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Adds a step of a unit's escalation.
#[utoipa::path(post, path = "/units/{unitId}/escalation-steps", operation_id = "addEscalationStep", tag = "mandates",
    params(("unitId" = UnitId, Path, description = "The unit.")), request_body = NewEscalationStep, security(("token" = ["govern"])),
    responses(
        (status = 201, description = "The step.", body = EscalationStep),
        (status = 409, description = "The unit has as many steps as it may."),
        (status = 422, description = "Nobody works here by that id, or the time is none.")
    ))]
pub(super) async fn add(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<UnitId>,
    Sent(NewEscalationStep { cause, after_minutes, person }): Sent<NewEscalationStep>,
) -> Result<(StatusCode, Json<EscalationStep>), Problem> {
    let officer = caller.officer;
    let made = desk
        .act(move |mut act| {
            let now = act.now();
            if unit::find(act.conn(), id)?.is_none() || !officer.reach::<Govern>(act.conn(), now)?.holds_unit(id) {
                return Err(not_found());
            }
            let by = officer.may::<Govern>(act.conn(), Scope::Unit(id), now)?;
            escalation::add(act, &by, id, cause, after_minutes, person)
        })
        .await?;
    desk.wake_jobs();
    let found = desk.read(move |conn| escalation::find(conn, made)?.ok_or_else(not_found)).await?;
    Ok((StatusCode::CREATED, Json(found.into())))
}

/// Ends a step of an escalation.
#[utoipa::path(delete, path = "/escalation-steps/{stepId}", operation_id = "endEscalationStep", tag = "mandates",
    params(("stepId" = StepId, Path, description = "The step.")), security(("token" = ["govern"])),
    responses((status = 204, description = "It has ended."), (status = 409, description = "It had ended already.")))]
pub(super) async fn end_step(State(desk): State<Desk>, caller: Caller, Named(id): Named<StepId>) -> Result<StatusCode, Problem> {
    let officer = caller.officer;
    desk.act(move |mut act| {
        let now = act.now();
        let found = escalation::find(act.conn(), id)?.ok_or_else(not_found)?;
        if !officer.reach::<Govern>(act.conn(), now)?.holds_unit(found.unit) {
            return Err(not_found());
        }
        let by = officer.may::<Govern>(act.conn(), Scope::Unit(found.unit), now)?;
        escalation::end(act, &by, id)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lists what one was told of.
///
/// Matters that wait too long, or in which somebody is in danger, while they wait and until one says that one has seen it; at most 200.
#[utoipa::path(get, path = "/alerts", operation_id = "listAlerts", tag = "conversations", security(("token" = ["read"])),
    responses((status = 200, description = "The latest first.", body = Vec<Alert>)))]
pub(super) async fn alerts(State(desk): State<Desk>, caller: Caller) -> Result<Json<Vec<Alert>>, Problem> {
    let person = caller.officer.id();
    let open = caller.reads(&desk, move |conn, _| Ok(alert::open(conn, person)?)).await?;
    let told = |one: alert::Alert| Alert { id: one.id, conversation: one.conversation, step: one.step, at: one.at };
    Ok(Json(open.into_iter().map(told).collect()))
}

/// Says that one has seen it.
#[utoipa::path(put, path = "/alerts/{alertId}/seen", operation_id = "seeAlert", tag = "conversations",
    params(("alertId" = AlertId, Path, description = "The alert.")), security(("token" = ["read"])),
    responses((status = 204, description = "It is not listed any more.")))]
pub(super) async fn seen(State(desk): State<Desk>, caller: Caller, Named(id): Named<AlertId>) -> Result<StatusCode, Problem> {
    let officer = caller.officer.clone();
    caller.reads(&desk, |_, _| Ok(())).await?;
    desk.act(move |act| alert::seen(act, &officer, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
