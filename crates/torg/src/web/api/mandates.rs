//! Mandates as programs see them: who may do what, where and until when; granted and revoked.
use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use utoipa::{IntoParams, ToSchema};

use super::ROOT;
use super::body::{Asked, Named, Sent};
use super::caller::Caller;
use super::paging::{Page, Place};
use crate::govern::mandate::{self, Allowed, Approval, Conditions, Govern, Grant, Granted, Scope};
use crate::govern::{granting, nomination};
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, Desk, MandateId, NominationId, PersonId, Problem, TrainingId, UnitId, refuse};

/// A dated record of who may do what, and where.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Mandate {
    /// Its id.
    id: MandateId,
    /// Whose it is.
    person: PersonId,
    /// The unit it holds in, with those below. With `channel` null too: everywhere.
    unit: Option<UnitId>,
    /// The one channel it holds in.
    channel: Option<ChannelId>,
    /// What it allows.
    #[schema(example = json!(["answer", "read"]))]
    acts: Vec<Allowed>,
    /// The decision it rests on.
    #[schema(example = "KS 2026/00112")]
    document: String,
    /// From when it holds.
    #[schema(example = "2026-11-01T08:00:00Z")]
    valid_from: Timestamp,
    /// Until when; null without an end.
    #[schema(example = "2027-11-01T08:00:00Z")]
    valid_to: Option<Timestamp>,
    /// Whether it holds now.
    #[schema(example = true)]
    in_force: bool,
    /// Who granted it.
    granted_by: Option<PersonId>,
    /// When.
    #[schema(example = "2026-10-28T13:20:00Z")]
    granted_at: Timestamp,
    /// When it was revoked.
    #[schema(example = json!(null))]
    revoked_at: Option<Timestamp>,
    /// Why.
    #[schema(example = json!(null))]
    revoked_why: Option<String>,
    /// Whether answers go out on the holder's own word.
    approval: Approval,
    /// The training without which it rests.
    training: Option<TrainingId>,
    /// Until when its holder has that training; null when they have not, when none is demanded, or without an end.
    #[schema(example = json!(null))]
    trained_until: Option<Timestamp>,
    /// The mandate it goes on from.
    extends: Option<MandateId>,
}

fn dressed(granted: Granted, now: Timestamp) -> Mandate {
    Mandate {
        in_force: granted.in_force(now),
        id: granted.id,
        person: granted.person,
        unit: granted.unit,
        channel: granted.channel,
        acts: granted.acts,
        document: granted.document,
        valid_from: granted.valid_from,
        valid_to: granted.valid_to,
        granted_by: granted.granted_by,
        granted_at: granted.granted_at,
        revoked_at: granted.revoked_at,
        revoked_why: granted.revoked_why,
        approval: granted.approval,
        training: granted.training,
        trained_until: granted.trained_until.filter(|until| *until < Timestamp::MAX),
        extends: granted.extends,
    }
}

/// Which mandates.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Which {
    /// Only this person's.
    person: Option<PersonId>,
    /// How many to give at most.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where to go on, as the page before gave it in `next`. Opaque.
    after: Option<String>,
}

/// Lists mandates.
///
/// The newest first; those that lie within what the token's mandate governs.
#[utoipa::path(get, path = "/mandates", operation_id = "listMandates", tag = "mandates", params(Which), security(("token" = ["govern"])),
    responses((status = 200, description = "A page of mandates.", body = Page<Mandate>)))]
pub(super) async fn list(
    State(desk): State<Desk>,
    caller: Caller,
    Asked(which): Asked<Which>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<Mandate>>, Problem> {
    let place = Place::<Reverse<MandateId>>::new(which.limit, which.after.as_deref(), here)?;
    let mandates = caller.somewhere::<Govern, _, _>(&desk, move |conn, reach| {
        let mut mandates = match which.person {
            Some(person) => mandate::of_person(conn, person)?,
            None => mandate::all(conn)?,
        };
        mandates.retain(|granted| reach.holds(granted.scope()));
        Ok(mandates)
    });
    let now = caller.now;
    Ok(Json(place.of_all(mandates.await?, |granted| Reverse(granted.id))?.map(|granted| dressed(granted, now))))
}

/// A mandate to be granted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewMandate {
    /// To whom. Nobody grants to themselves.
    person: PersonId,
    /// The unit it is to hold in, with those below. Left out with `channel`: everywhere.
    unit: Option<UnitId>,
    /// The one channel it is to hold in; not together with `unit`.
    #[schema(example = json!(null))]
    channel: Option<ChannelId>,
    /// What it allows; nothing that the granter does not hold.
    #[schema(min_items = 1, max_items = 11, example = json!(["answer", "read"]))]
    acts: Vec<Allowed>,
    /// The decision it rests on.
    #[schema(min_length = 1, pattern = r"\S", example = "KS 2026/00112")]
    document: String,
    /// From when; now when left out, and never earlier than now.
    #[schema(example = "2026-12-01T08:00:00+01:00")]
    valid_from: Option<Timestamp>,
    /// Until when; without an end when left out.
    #[schema(example = "2027-12-01T08:00:00+01:00")]
    valid_to: Option<Timestamp>,
    /// Whether answers go out on the holder's own word; `without` approval when left out.
    #[serde(default)]
    approval: Approval,
    /// A training without which it rests.
    #[schema(example = json!(null))]
    training: Option<TrainingId>,
    /// The wish that this answers.
    #[schema(example = json!(null))]
    nomination: Option<NominationId>,
}

pub(super) fn scope(unit: Option<UnitId>, channel: Option<ChannelId>) -> Result<Scope, Problem> {
    match (unit, channel) {
        (None, None) => Ok(Scope::Everywhere),
        (Some(unit), None) => Ok(Scope::Unit(unit)),
        (None, Some(channel)) => Ok(Scope::Channel(channel)),
        (Some(_), Some(_)) => Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unit-and-channel").into()),
    }
}

/// Grants a mandate.
///
/// Never to oneself, and never more than the token's own mandate allows, in act, place or time.
#[utoipa::path(post, path = "/mandates", operation_id = "grantMandate", tag = "mandates", request_body = NewMandate,
    security(("token" = ["govern"])),
    responses((status = 201, description = "The mandate.", body = Mandate)))]
pub(super) async fn grant(State(desk): State<Desk>, caller: Caller, Sent(new): Sent<NewMandate>) -> Result<Response, Problem> {
    let scope = scope(new.unit, new.channel)?;
    let officer = caller.officer.clone();
    let granted = desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), scope, now)?;
        let NewMandate { person, acts, document, valid_from, valid_to, approval, training, nomination, .. } = new;
        let valid_from = valid_from.unwrap_or(now);
        let grant = Grant { person, scope, acts, document, valid_from, valid_to };
        let conditions = Conditions { approval, training, extends: None };
        match nomination {
            Some(wish) => nomination::grant(act, &by, wish, &grant, &conditions),
            None => mandate::grant_on(act, &by, &grant, &conditions),
        }
    });
    made(&desk, granted.await?, caller.now).await
}

async fn made(desk: &Desk, id: MandateId, now: Timestamp) -> Result<Response, Problem> {
    let granted = desk.read(move |conn| mandate::find(conn, id)?.ok_or_else(not_found)).await?;
    let place = [(header::LOCATION, format!("{ROOT}/mandates/{id}"))];
    Ok((StatusCode::CREATED, place, Json(dressed(granted, now))).into_response())
}

/// How long a mandate is to go on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Extension {
    /// The decision it rests on.
    #[schema(min_length = 1, pattern = r"\S", example = "KS 2027/00018")]
    document: String,
    /// Until when; without an end when left out.
    #[schema(example = "2028-12-01T08:00:00+01:00")]
    valid_to: Option<Timestamp>,
}

/// Extends a mandate.
///
/// A new mandate with the same content begins when this one ends. The rules are those of granting one.
#[utoipa::path(post, path = "/mandates/{mandateId}/extension", operation_id = "extendMandate", tag = "mandates",
    params(("mandateId" = MandateId, Path, description = "The mandate.")), request_body = Extension, security(("token" = ["govern"])),
    responses((status = 201, description = "The new mandate.", body = Mandate)))]
pub(super) async fn extend(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<MandateId>,
    Sent(extension): Sent<Extension>,
) -> Result<Response, Problem> {
    let officer = caller.officer.clone();
    let extended = desk.act(move |mut act| {
        let now = act.now();
        let reach = officer.reach::<Govern>(act.conn(), now)?;
        let granted = mandate::find(act.conn(), id)?.filter(|granted| reach.holds(granted.scope())).ok_or_else(not_found)?;
        let by = officer.may::<Govern>(act.conn(), granted.scope(), now)?;
        granting::extend(act, &by, id, &extension.document, extension.valid_to)
    });
    made(&desk, extended.await?, caller.now).await
}

/// Shows a mandate.
///
/// One that lies within what the token's mandate governs.
#[utoipa::path(get, path = "/mandates/{mandateId}", operation_id = "getMandate", tag = "mandates",
    params(("mandateId" = MandateId, Path, description = "The mandate.")), security(("token" = ["govern"])),
    responses((status = 200, description = "The mandate.", body = Mandate)))]
pub(super) async fn find(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<MandateId>,
) -> Result<Json<Mandate>, Problem> {
    let found = caller.somewhere::<Govern, _, _>(&desk, move |conn, reach| {
        mandate::find(conn, id)?.filter(|granted| reach.holds(granted.scope())).ok_or_else(not_found)
    });
    Ok(Json(dressed(found.await?, caller.now)))
}

/// Why a mandate is ended.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Revocation {
    /// The reason; it is kept on the record.
    #[schema(min_length = 1, pattern = r"\S", example = "Slutar den 30 november.")]
    why: String,
}

/// Revokes a mandate.
///
/// It ends now, and with it every token under it. The last one who can govern everything cannot be taken away.
#[utoipa::path(put, path = "/mandates/{mandateId}/revocation", operation_id = "revokeMandate", tag = "mandates",
    params(("mandateId" = MandateId, Path, description = "The mandate.")), request_body = Revocation, security(("token" = ["govern"])),
    responses((status = 200, description = "The mandate as it is now.", body = Mandate)))]
pub(super) async fn revoke(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<MandateId>,
    Sent(reason): Sent<Revocation>,
) -> Result<Json<Mandate>, Problem> {
    let officer = caller.officer;
    desk.act(move |mut act| {
        let now = act.now();
        let reach = officer.reach::<Govern>(act.conn(), now)?;
        let Some(granted) = mandate::find(act.conn(), id)?.filter(|granted| reach.holds(granted.scope())) else {
            return Err(not_found());
        };
        let by = officer.may::<Govern>(act.conn(), granted.scope(), now)?;
        mandate::revoke(act, &by, id, &reason.why)
    })
    .await?;
    let granted = desk.read(move |conn| mandate::find(conn, id)?.ok_or_else(not_found)).await?;
    Ok(Json(dressed(granted, desk.now())))
}
