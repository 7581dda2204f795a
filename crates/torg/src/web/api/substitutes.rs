//! Substitutes as programs see them: who stands in for the holder of a mandate, from when and until when.
use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::{Asked, Named, Sent};
use super::caller::Caller;
use super::paging::{Page, WhichPage};
use crate::govern::mandate::{self, Govern};
use crate::govern::substitution::{self, Appointment, Substitution};
use crate::ground::problem::not_found;
use crate::ground::{Desk, MandateId, PersonId, Problem, SubstitutionId};

/// Someone who acts under another's mandate. The record names both.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Substitute {
    /// Its id.
    id: SubstitutionId,
    /// The mandate.
    mandate: MandateId,
    /// The substitute.
    person: PersonId,
    /// The decision or the reason.
    #[schema(example = "Semester v. 29–31")]
    document: String,
    /// From when.
    #[schema(example = "2027-07-18T22:00:00Z")]
    valid_from: Timestamp,
    /// Until when; never longer than the mandate.
    #[schema(example = "2027-08-08T22:00:00Z")]
    valid_to: Timestamp,
    /// Who appointed them.
    appointed_by: PersonId,
    /// When it was ended before its time.
    #[schema(example = json!(null))]
    ended_at: Option<Timestamp>,
}

impl From<Substitution> for Substitute {
    fn from(one: Substitution) -> Self {
        let Substitution { id, mandate, person, document, valid_from, valid_to, appointed_by, ended_at, .. } = one;
        Self { id, mandate, person, document, valid_from, valid_to, appointed_by, ended_at }
    }
}

/// A substitute to be appointed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewSubstitute {
    /// Who: not the token's own person, and not the mandate's.
    person: PersonId,
    /// The decision or the reason.
    #[schema(min_length = 1, pattern = r"\S", example = "Semester v. 29–31")]
    document: String,
    /// From when; now when left out, and never earlier.
    #[schema(example = "2027-07-18T22:00:00Z")]
    valid_from: Option<Timestamp>,
    /// Until when.
    #[schema(example = "2027-08-08T22:00:00Z")]
    valid_to: Timestamp,
}

/// Lists a mandate's substitutes.
///
/// Those of now, before and to come.
#[utoipa::path(get, path = "/mandates/{mandateId}/substitutes", operation_id = "listSubstitutes", tag = "mandates",
    params(("mandateId" = MandateId, Path, description = "The mandate."), WhichPage), security(("token" = ["govern"])),
    responses((status = 200, description = "A page of substitutes.", body = Page<Substitute>)))]
pub(super) async fn list(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<MandateId>,
    Asked(which): Asked<WhichPage>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<Substitute>>, Problem> {
    let place = which.place::<SubstitutionId>(here)?;
    let found = caller.somewhere::<Govern, _, _>(&desk, move |conn, reach| {
        mandate::find(conn, id)?.filter(|granted| reach.holds(granted.scope())).ok_or_else(not_found)?;
        Ok(substitution::of_mandate(conn, id)?)
    });
    Ok(Json(place.of_all(found.await?, |one| one.id)?.map(Substitute::from)))
}

/// Appoints a substitute.
///
/// By the rules of granting the mandate itself; they can do what it allows, and no longer than it does.
#[utoipa::path(post, path = "/mandates/{mandateId}/substitutes", operation_id = "appointSubstitute", tag = "mandates",
    params(("mandateId" = MandateId, Path, description = "The mandate.")), request_body = NewSubstitute, security(("token" = ["govern"])),
    responses((status = 201, description = "The substitute.", body = Substitute)))]
pub(super) async fn appoint(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<MandateId>,
    Sent(new): Sent<NewSubstitute>,
) -> Result<(StatusCode, Json<Substitute>), Problem> {
    let officer = caller.officer;
    let appointed = desk.act(move |mut act| {
        let now = act.now();
        let reach = officer.reach::<Govern>(act.conn(), now)?;
        let granted = mandate::find(act.conn(), id)?.filter(|granted| reach.holds(granted.scope())).ok_or_else(not_found)?;
        let by = officer.may::<Govern>(act.conn(), granted.scope(), now)?;
        let NewSubstitute { person, document, valid_from, valid_to } = new;
        let valid_from = valid_from.unwrap_or(now);
        substitution::appoint(act, &by, &Appointment { mandate: id, person, document, valid_from, valid_to })
    });
    let id = appointed.await?;
    let made = desk.read(move |conn| substitution::find(conn, id)?.ok_or_else(not_found)).await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}

/// Ends a substitution.
///
/// Now.
#[utoipa::path(delete, path = "/substitutes/{substituteId}", operation_id = "endSubstitute", tag = "mandates",
    params(("substituteId" = SubstitutionId, Path, description = "The substitute.")), security(("token" = ["govern"])),
    responses((status = 204, description = "It has ended.")))]
pub(super) async fn end(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<SubstitutionId>,
) -> Result<StatusCode, Problem> {
    let officer = caller.officer;
    desk.act(move |mut act| {
        let now = act.now();
        let reach = officer.reach::<Govern>(act.conn(), now)?;
        let found = substitution::find(act.conn(), id)?.ok_or_else(not_found)?;
        let granted = mandate::find(act.conn(), found.mandate)?.filter(|granted| reach.holds(granted.scope()));
        let by = officer.may::<Govern>(act.conn(), granted.ok_or_else(not_found)?.scope(), now)?;
        substitution::end(act, &by, id)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}
