//! Trainings as programs see them: what a mandate can demand, and who has done it.
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
use crate::govern::person;
use crate::govern::training::{self, Noted, Trained};
use crate::ground::problem::not_found;
use crate::ground::{Desk, PersonId, Problem, TrainedId, TrainingId, refuse};

/// A training that a mandate can demand.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Training {
    /// Its id.
    id: TrainingId,
    /// Its name.
    #[schema(example = "Sociala medier, grundkurs")]
    name: String,
}

impl From<training::Training> for Training {
    fn from(training: training::Training) -> Self {
        Self { id: training.id, name: training.name }
    }
}

/// A training to be added.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewTraining {
    /// Its name; no other training may have it.
    #[schema(min_length = 1, pattern = r"\S", example = "Sociala medier, grundkurs")]
    name: String,
}

/// Lists trainings.
///
/// All that a mandate can demand.
#[utoipa::path(get, path = "/trainings", operation_id = "listTrainings", tag = "mandates", params(WhichPage), security(("token" = [])),
    responses((status = 200, description = "A page of trainings.", body = Page<Training>)))]
pub(super) async fn list(
    State(desk): State<Desk>,
    _caller: Caller,
    Asked(which): Asked<WhichPage>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<Training>>, Problem> {
    let place = which.place::<TrainingId>(here)?;
    let trainings = desk.read(|conn| Ok(training::all(conn)?)).await?;
    Ok(Json(place.of_all(trainings, |training| training.id)?.map(Training::from)))
}

/// Adds a training.
///
/// It gives nobody anything until a mandate demands it.
#[utoipa::path(post, path = "/trainings", operation_id = "addTraining", tag = "mandates", request_body = NewTraining,
    security(("token" = ["govern"])),
    responses((status = 201, description = "The training.", body = Training)))]
pub(super) async fn add(
    State(desk): State<Desk>,
    caller: Caller,
    Sent(new): Sent<NewTraining>,
) -> Result<(StatusCode, Json<Training>), Problem> {
    let (officer, name) = (caller.officer, new.name.trim().to_owned());
    let added = desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may_somewhere::<Govern>(act.conn(), now)?;
        training::add(act, &by, &new.name)
    });
    Ok((StatusCode::CREATED, Json(Training { id: added.await?, name })))
}

/// That someone has done a training.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct TrainingNote {
    /// Its id.
    id: TrainedId,
    /// The training.
    training: TrainingId,
    /// Who did it.
    person: PersonId,
    /// When.
    #[schema(example = "2026-11-18T09:00:00Z")]
    done_at: Timestamp,
    /// Until when it counts; null without an end.
    #[schema(example = "2028-11-18T09:00:00Z")]
    valid_until: Option<Timestamp>,
    /// Who noted it.
    noted_by: PersonId,
    /// When it was withdrawn, because it was wrong.
    #[schema(example = json!(null))]
    withdrawn_at: Option<Timestamp>,
}

impl From<Trained> for TrainingNote {
    fn from(one: Trained) -> Self {
        let Trained { id, training, person, done_at, valid_until, noted_by, withdrawn_at, .. } = one;
        Self { id, training, person, done_at, valid_until, noted_by, withdrawn_at }
    }
}

/// That someone has done a training, to be noted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewTrainingNote {
    /// The training.
    training: TrainingId,
    /// Who did it: never the token's own person.
    person: PersonId,
    /// When; now when left out.
    #[schema(example = "2026-11-18T09:00:00Z")]
    done_at: Option<Timestamp>,
    /// Until when it counts; without an end when left out.
    #[schema(example = "2028-11-18T09:00:00Z")]
    valid_until: Option<Timestamp>,
}

/// Lists who has done what.
///
/// Of people in the units that the token's mandate governs.
#[utoipa::path(get, path = "/training-notes", operation_id = "listTrainingNotes", tag = "mandates", params(WhichPage),
    security(("token" = ["govern"])),
    responses((status = 200, description = "A page of notes.", body = Page<TrainingNote>)))]
pub(super) async fn notes(
    State(desk): State<Desk>,
    caller: Caller,
    Asked(which): Asked<WhichPage>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<TrainingNote>>, Problem> {
    let place = which.place::<TrainedId>(here)?;
    let noted = caller.somewhere::<Govern, _, _>(&desk, |conn, reach| {
        let people = person::all(conn)?;
        let mut noted = training::noted(conn)?;
        noted.retain(|one| people.iter().any(|person| person.id == one.person && reach.holds_unit(person.unit)));
        Ok(noted)
    });
    Ok(Json(place.of_all(noted.await?, |one| one.id)?.map(TrainingNote::from)))
}

/// Notes that someone has done a training.
///
/// Mandates of theirs that demand it hold from now on.
#[utoipa::path(post, path = "/training-notes", operation_id = "noteTraining", tag = "mandates", request_body = NewTrainingNote,
    security(("token" = ["govern"])),
    responses((status = 201, description = "The note.", body = TrainingNote)))]
pub(super) async fn note(
    State(desk): State<Desk>,
    caller: Caller,
    Sent(new): Sent<NewTrainingNote>,
) -> Result<(StatusCode, Json<TrainingNote>), Problem> {
    let officer = caller.officer;
    let noted = desk.act(move |mut act| {
        let now = act.now();
        let reach = officer.reach::<Govern>(act.conn(), now)?;
        // Someone outside of one's reach is as unknown as nobody.
        let person = person::find(act.conn(), new.person)?
            .filter(|person| reach.holds_unit(person.unit))
            .ok_or_else(|| refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-person"))?;
        let by = officer.may::<Govern>(act.conn(), Scope::Unit(person.unit), now)?;
        let NewTrainingNote { training, person, done_at, valid_until } = new;
        training::note(act, &by, &Noted { training, person, done_at: done_at.unwrap_or(now), valid_until })
    });
    let id = noted.await?;
    let made = desk.read(move |conn| training::find(conn, id)?.ok_or_else(not_found)).await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}

/// Why a note no longer counts.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Withdrawal {
    /// The reason; it is kept on the record.
    #[schema(min_length = 1, pattern = r"\S", example = "Fel person.")]
    why: String,
}

/// Withdraws a note that was wrong.
///
/// Mandates that rested on it rest at once. The last administrator's cannot be withdrawn.
#[utoipa::path(put, path = "/training-notes/{noteId}/withdrawal", operation_id = "withdrawTraining", tag = "mandates",
    params(("noteId" = TrainedId, Path, description = "The note.")), request_body = Withdrawal, security(("token" = ["govern"])),
    responses((status = 200, description = "The note as it is now.", body = TrainingNote)))]
pub(super) async fn withdraw(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<TrainedId>,
    Sent(reason): Sent<Withdrawal>,
) -> Result<Json<TrainingNote>, Problem> {
    let officer = caller.officer;
    desk.act(move |mut act| {
        let now = act.now();
        let reach = officer.reach::<Govern>(act.conn(), now)?;
        let found = training::find(act.conn(), id)?.ok_or_else(not_found)?;
        let person = person::find(act.conn(), found.person)?.filter(|person| reach.holds_unit(person.unit));
        let by = officer.may::<Govern>(act.conn(), Scope::Unit(person.ok_or_else(not_found)?.unit), now)?;
        training::withdraw(act, &by, id, &reason.why)
    })
    .await?;
    let found = desk.read(move |conn| training::find(conn, id)?.ok_or_else(not_found)).await?;
    Ok(Json(found.into()))
}
