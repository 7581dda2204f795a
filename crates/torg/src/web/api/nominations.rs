//! Self-nomination as programs see it: what someone would like to answer for, and what those who govern said.
use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::{Asked, Named, Sent};
use super::caller::Caller;
use super::mandates::scope;
use super::paging::{Page, WhichPage};
use crate::govern::mandate::{Allowed, Govern};
use crate::govern::nomination::{self, Outcome, Wish};
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, Desk, MandateId, NominationId, PersonId, Problem, UnitId};

/// Someone's wish for a mandate.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Nomination {
    /// Its id.
    id: NominationId,
    /// Who wishes.
    person: PersonId,
    /// The unit it is wished for.
    unit: Option<UnitId>,
    /// The one channel it is wished for.
    channel: Option<ChannelId>,
    /// What they would like to do.
    #[schema(example = json!(["answer", "read"]))]
    acts: Vec<Allowed>,
    /// Why.
    #[schema(example = "Jag svarar redan i telefon om badet.")]
    why: String,
    /// When it was made.
    #[schema(example = "2026-11-20T07:15:00Z")]
    made_at: Timestamp,
    /// What became of it.
    outcome: Outcome,
    /// Why it was declined.
    #[schema(example = json!(null))]
    answer: Option<String>,
    /// The mandate it became.
    mandate: Option<MandateId>,
}

impl From<nomination::Nomination> for Nomination {
    fn from(one: nomination::Nomination) -> Self {
        let nomination::Nomination { id, person, unit, channel, acts, why, made_at, outcome, answer, mandate, .. } = one;
        Self { id, person, unit, channel, acts, why, made_at, outcome, answer, mandate }
    }
}

/// A wish for a mandate.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewNomination {
    /// The unit it is to hold in. Left out with `channel`: everywhere.
    unit: Option<UnitId>,
    /// The one channel it is to hold in; not together with `unit`.
    #[schema(example = json!(null))]
    channel: Option<ChannelId>,
    /// What the token's person would like to do.
    #[schema(min_items = 1, max_items = 11, example = json!(["answer", "read"]))]
    acts: Vec<Allowed>,
    /// Why; the one who answers reads it.
    #[schema(min_length = 1, pattern = r"\S", example = "Jag svarar redan i telefon om badet.")]
    why: String,
}

/// Lists wishes that wait.
///
/// Those within what the token's mandate governs. One is granted by granting a mandate that names it.
#[utoipa::path(get, path = "/nominations", operation_id = "listNominations", tag = "mandates", params(WhichPage),
    security(("token" = ["govern"])),
    responses((status = 200, description = "A page of wishes.", body = Page<Nomination>)))]
pub(super) async fn list(
    State(desk): State<Desk>,
    caller: Caller,
    Asked(which): Asked<WhichPage>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<Nomination>>, Problem> {
    let place = which.place::<NominationId>(here)?;
    let waiting = caller.somewhere::<Govern, _, _>(&desk, |conn, reach| {
        let mut waiting = nomination::waiting(conn)?;
        waiting.retain(|wish| reach.holds(wish.scope()));
        Ok(waiting)
    });
    Ok(Json(place.of_all(waiting.await?, |one| one.id)?.map(Nomination::from)))
}

async fn told(desk: &Desk, id: NominationId) -> Result<Json<Nomination>, Problem> {
    let found = desk.read(move |conn| nomination::find(conn, id)?.ok_or_else(not_found)).await?;
    Ok(Json(found.into()))
}

/// Wishes for a mandate.
///
/// For the token's person; it gives nothing until someone who governs there grants it.
#[utoipa::path(post, path = "/nominations", operation_id = "nominate", tag = "mandates", request_body = NewNomination,
    security(("token" = [])),
    responses((status = 201, description = "The wish.", body = Nomination)))]
pub(super) async fn make(
    State(desk): State<Desk>,
    caller: Caller,
    Sent(new): Sent<NewNomination>,
) -> Result<(StatusCode, Json<Nomination>), Problem> {
    let (person, scope) = (caller.officer.id(), scope(new.unit, new.channel)?);
    let wish = Wish { scope, acts: new.acts, why: new.why };
    let id = desk.act(move |act| nomination::nominate(act, person, &wish)).await?;
    Ok((StatusCode::CREATED, told(&desk, id).await?))
}

/// Why a wish is declined.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Refusal {
    /// The reason; the one who wished reads it.
    #[schema(min_length = 1, pattern = r"\S", example = "Vi är fullt bemannade i höst.")]
    why: String,
}

/// Declines a wish.
///
/// With a reason.
#[utoipa::path(put, path = "/nominations/{nominationId}/refusal", operation_id = "declineNomination", tag = "mandates",
    params(("nominationId" = NominationId, Path, description = "The wish.")), request_body = Refusal, security(("token" = ["govern"])),
    responses((status = 200, description = "The wish as it is now.", body = Nomination)))]
pub(super) async fn decline(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<NominationId>,
    Sent(refusal): Sent<Refusal>,
) -> Result<Json<Nomination>, Problem> {
    let officer = caller.officer;
    desk.act(move |mut act| {
        let now = act.now();
        let reach = officer.reach::<Govern>(act.conn(), now)?;
        let wish = nomination::find(act.conn(), id)?.filter(|one| reach.holds(one.scope())).ok_or_else(not_found)?;
        let by = officer.may::<Govern>(act.conn(), wish.scope(), now)?;
        nomination::decline(act, &by, id, &refusal.why)
    })
    .await?;
    told(&desk, id).await
}

/// Takes back a wish.
///
/// One of the token's own person, while it waits.
#[utoipa::path(delete, path = "/nominations/{nominationId}", operation_id = "withdrawNomination", tag = "mandates",
    params(("nominationId" = NominationId, Path, description = "The wish.")), security(("token" = [])),
    responses((status = 204, description = "It is taken back.")))]
pub(super) async fn withdraw(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<NominationId>,
) -> Result<StatusCode, Problem> {
    let person = caller.officer.id();
    desk.act(move |act| nomination::withdraw(act, person, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
