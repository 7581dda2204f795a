//! A new way in for someone who lost theirs, and an end to their logins, as programs ask for it.
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use super::body::{Named, Sent};
use super::caller::Caller;
use super::people::{Invitation, link};
use crate::govern::mandate::{Govern, Scope};
use crate::govern::person;
use crate::govern::recovery::{self, SecondFactors};
use crate::ground::problem::not_found;
use crate::ground::{Desk, PersonId, Problem};

/// What becomes of second factors.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Fate {
    /// They stay: the person forgot the password only.
    Keep,
    /// They go: the telephone is lost, too. Whoever holds the link is then the person.
    Remove,
}

/// How someone is given a new way in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Recovery {
    /// What becomes of their second factors.
    second_factors: Fate,
}

/// Gives someone a new way in.
///
/// Their logins end at once, and an earlier link no longer works. Never for oneself, and never for someone who holds more than the
/// token's mandate.
#[utoipa::path(post, path = "/people/{personId}/recovery", operation_id = "recoverPerson", tag = "mandates", request_body = Recovery,
    params(("personId" = PersonId, Path, description = "The person.")), security(("token" = ["govern"])),
    responses((status = 201, description = "The link.", body = Invitation)))]
pub(super) async fn recover(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<PersonId>,
    Sent(asked): Sent<Recovery>,
) -> Result<(StatusCode, Json<Invitation>), Problem> {
    let factors = match asked.second_factors {
        Fate::Keep => SecondFactors::Keep,
        Fate::Remove => SecondFactors::Remove,
    };
    let recovered = desk.act(move |mut act| {
        let now = act.now();
        let person = person::find(act.conn(), id)?.ok_or_else(not_found)?;
        let by = caller.officer.may::<Govern>(act.conn(), Scope::Unit(person.unit), now)?;
        recovery::recover(act, &by, id, factors)
    });
    let token = recovered.await?;
    Ok((StatusCode::CREATED, Json(link(&desk, id, &token))))
}

/// Signs someone out everywhere.
///
/// A computer or telephone was stolen. Password and second factors stay.
#[utoipa::path(delete, path = "/people/{personId}/logins", operation_id = "endLoginsOfPerson", tag = "mandates",
    params(("personId" = PersonId, Path, description = "The person.")), security(("token" = ["govern"])),
    responses((status = 204, description = "They are signed out.")))]
pub(super) async fn end_logins(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<PersonId>,
) -> Result<StatusCode, Problem> {
    desk.act(move |mut act| {
        let now = act.now();
        let person = person::find(act.conn(), id)?.ok_or_else(not_found)?;
        let by = caller.officer.may::<Govern>(act.conn(), Scope::Unit(person.unit), now)?;
        recovery::end_logins(act, &by, id)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}
