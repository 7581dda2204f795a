//! Guidelines as programs see them: each version as it was adopted, and who has read the latest.
use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::Conn;
use utoipa::ToSchema;

use super::ROOT;
use super::body::{Asked, Named, Sent};
use super::caller::Caller;
use super::paging::{Page, WhichPage};
use crate::govern::guideline::{self, Adopted, Readers};
use crate::govern::mandate::{Govern, Scope};
use crate::ground::locale::Locale;
use crate::ground::problem::not_found;
use crate::ground::{Desk, GuidelineId, PersonId, Problem, UnitId};

/// A rule of the house.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Guideline {
    /// Its id.
    id: GuidelineId,
    /// The unit it is for, with those below; null: everyone.
    #[schema(example = json!(null))]
    unit: Option<UnitId>,
    /// Its name.
    #[schema(example = "Riktlinjer för sociala medier")]
    title: String,
    /// Its number.
    #[schema(example = "KS 2026/00100")]
    number: String,
    /// Who sees to it.
    owner: Option<PersonId>,
    /// Its language: sv, nb, nn or en.
    #[schema(value_type = String, example = "sv")]
    language: Locale,
    /// Its latest version.
    #[schema(example = 2)]
    version: i64,
    /// Who adopted that.
    #[schema(example = "Kommunstyrelsen")]
    adopted_by: String,
    /// On which day.
    #[schema(format = "date", example = "2026-11-02")]
    adopted_on: String,
    /// When it was withdrawn.
    #[schema(example = json!(null))]
    withdrawn_at: Option<Timestamp>,
    /// Why.
    #[schema(example = json!(null))]
    withdrawn_why: Option<String>,
    /// The latest version that the token's person has acknowledged.
    #[schema(example = 1)]
    acknowledged_version: Option<i64>,
}

fn dressed(one: guideline::Guideline, acknowledged_version: Option<i64>) -> Guideline {
    let guideline::Guideline { id, unit, title, number, owner, language, version, adopted_by, adopted_on, .. } = one;
    let (withdrawn_at, withdrawn_why) = (one.withdrawn_at, one.withdrawn_why);
    Guideline {
        id,
        unit,
        title,
        number,
        owner,
        language,
        version,
        adopted_by,
        adopted_on,
        withdrawn_at,
        withdrawn_why,
        acknowledged_version,
    }
}

fn known(conn: &mut Conn, id: GuidelineId) -> Result<guideline::Guideline, Problem> {
    guideline::find(conn, id)?.ok_or_else(not_found)
}

/// Lists guidelines.
///
/// All of the house's, withdrawn ones too. Their texts stand with their versions.
#[utoipa::path(get, path = "/guidelines", operation_id = "listGuidelines", tag = "guidelines", params(WhichPage), security(("token" = [])),
    responses((status = 200, description = "A page of guidelines.", body = Page<Guideline>)))]
pub(super) async fn list(
    State(desk): State<Desk>,
    caller: Caller,
    Asked(which): Asked<WhichPage>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<Guideline>>, Problem> {
    let place = which.place::<GuidelineId>(here)?;
    let person = caller.officer.id();
    let (all, read) = desk.read(move |conn| Ok((guideline::all(conn)?, guideline::acknowledged_by(conn, person)?))).await?;
    Ok(Json(place.of_all(all, |one| one.id)?.map(|one| {
        let acknowledged = read.get(&one.id).copied();
        dressed(one, acknowledged)
    })))
}

async fn told(desk: &Desk, caller: &Caller, id: GuidelineId) -> Result<Json<Guideline>, Problem> {
    let person = caller.officer.id();
    let (one, read) = desk.read(move |conn| Ok((known(conn, id)?, guideline::acknowledged_by(conn, person)?))).await?;
    Ok(Json(dressed(one, read.get(&id).copied())))
}

/// Shows a guideline.
///
/// Its latest version, and which one the token's person has read.
#[utoipa::path(get, path = "/guidelines/{guidelineId}", operation_id = "getGuideline", tag = "guidelines",
    params(("guidelineId" = GuidelineId, Path, description = "The guideline.")), security(("token" = [])),
    responses((status = 200, description = "The guideline.", body = Guideline)))]
pub(super) async fn find(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<GuidelineId>,
) -> Result<Json<Guideline>, Problem> {
    told(&desk, &caller, id).await
}

/// A version of a guideline, as it was adopted.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct GuidelineVersion {
    /// 1, 2, …
    #[schema(example = 2)]
    version: i64,
    /// Its text, in Markdown.
    #[schema(example = "## Syfte\n\nVi svarar där människor frågar.")]
    text: String,
    /// Who adopted it.
    #[schema(example = "Kommunstyrelsen")]
    adopted_by: String,
    /// On which day.
    #[schema(format = "date", example = "2026-11-02")]
    adopted_on: String,
    /// When it was entered here.
    #[schema(example = "2026-11-03T08:00:00Z")]
    entered_at: Timestamp,
}

/// Lists a guideline's versions.
///
/// The first first, each with its text.
#[utoipa::path(get, path = "/guidelines/{guidelineId}/versions", operation_id = "listGuidelineVersions", tag = "guidelines",
    params(("guidelineId" = GuidelineId, Path, description = "The guideline."), WhichPage), security(("token" = [])),
    responses((status = 200, description = "A page of versions.", body = Page<GuidelineVersion>)))]
pub(super) async fn versions(
    State(desk): State<Desk>,
    _caller: Caller,
    Named(id): Named<GuidelineId>,
    Asked(which): Asked<WhichPage>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<GuidelineVersion>>, Problem> {
    let place = which.place::<i64>(here)?;
    let page = desk.read(move |conn| {
        known(conn, id)?;
        let page = place.of_all(guideline::versions(conn, id)?, |one| one.version)?;
        let mut items = Vec::with_capacity(page.items.len());
        for guideline::Version { version, adopted_by, adopted_on, entered_at } in page.items {
            let text = guideline::text(conn, id, version)?.unwrap_or_default();
            items.push(GuidelineVersion { version, text, adopted_by, adopted_on, entered_at });
        }
        Ok(Page { items, next: page.next })
    });
    Ok(Json(page.await?))
}

/// A version that was adopted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewGuidelineVersion {
    /// The guideline's name from now on.
    #[schema(min_length = 1, pattern = r"\S", example = "Riktlinjer för sociala medier")]
    title: String,
    /// Its number.
    #[schema(min_length = 1, pattern = r"\S", example = "KS 2026/00100")]
    number: String,
    /// Who sees to it.
    owner: Option<PersonId>,
    /// Its language: sv, nb, nn or en.
    #[schema(value_type = String, pattern = "^(sv|nb|nn|en)$", example = "sv")]
    language: Locale,
    /// Its text, in Markdown.
    #[schema(min_length = 1, max_length = 60000, pattern = r"\S", example = "## Syfte\n\nVi svarar där människor frågar.")]
    text: String,
    /// Who adopted it.
    #[schema(min_length = 1, pattern = r"\S", example = "Kommunstyrelsen")]
    adopted_by: String,
    /// On which day.
    #[schema(value_type = String, format = "date", example = "2026-11-02")]
    adopted_on: Date,
}

impl NewGuidelineVersion {
    fn adopted(self, unit: Option<UnitId>) -> Adopted {
        let Self { title, number, owner, language, text, adopted_by, adopted_on } = self;
        Adopted { unit, title, number, owner, language, text, adopted_by, adopted_on: adopted_on.to_string() }
    }
}

/// A guideline that was adopted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewGuideline {
    /// The unit it is for, with those below; left out: everyone.
    #[schema(example = json!(null))]
    unit: Option<UnitId>,
    /// Its first version.
    version: NewGuidelineVersion,
}

async fn adopted(desk: &Desk, caller: &Caller, known_as: Option<GuidelineId>, adopted: Adopted) -> Result<Response, Problem> {
    let officer = caller.officer.clone();
    let id = desk.act(move |mut act| {
        let now = act.now();
        let scope = match known_as {
            Some(id) => known(act.conn(), id)?.scope(),
            None => adopted.unit.map_or(Scope::Everywhere, Scope::Unit),
        };
        let by = officer.may::<Govern>(act.conn(), scope, now)?;
        guideline::adopt(act, &by, known_as, &adopted)
    });
    let id = id.await?;
    let place = [(header::LOCATION, format!("{ROOT}/guidelines/{id}"))];
    Ok((StatusCode::CREATED, place, told(desk, caller, id).await?).into_response())
}

/// Enters a guideline that was adopted.
///
/// For everyone it takes a mandate to govern everything, for a unit one to govern that.
#[utoipa::path(post, path = "/guidelines", operation_id = "adoptGuideline", tag = "guidelines", request_body = NewGuideline,
    security(("token" = ["govern"])), responses((status = 201, description = "The guideline.", body = Guideline)))]
pub(super) async fn add(State(desk): State<Desk>, caller: Caller, Sent(new): Sent<NewGuideline>) -> Result<Response, Problem> {
    adopted(&desk, &caller, None, new.version.adopted(new.unit)).await
}

/// Enters the next version of a guideline.
///
/// Whoever had acknowledged the one before must read anew. Whom it is for stays.
#[utoipa::path(post, path = "/guidelines/{guidelineId}/versions", operation_id = "reviseGuideline", tag = "guidelines",
    params(("guidelineId" = GuidelineId, Path, description = "The guideline.")), request_body = NewGuidelineVersion,
    security(("token" = ["govern"])), responses((status = 201, description = "The guideline as it is now.", body = Guideline)))]
pub(super) async fn revise(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<GuidelineId>,
    Sent(new): Sent<NewGuidelineVersion>,
) -> Result<Response, Problem> {
    adopted(&desk, &caller, Some(id), new.adopted(None)).await
}

/// What was read.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Acknowledgement {
    /// The version; the latest one.
    #[schema(example = 2)]
    version: i64,
}

/// Acknowledges a guideline.
///
/// In the name of whoever the token acts for: they have read this version.
#[utoipa::path(put, path = "/guidelines/{guidelineId}/acknowledgement", operation_id = "acknowledgeGuideline", tag = "guidelines",
    params(("guidelineId" = GuidelineId, Path, description = "The guideline.")), request_body = Acknowledgement, security(("token" = [])),
    responses((status = 200, description = "The guideline as it is now.", body = Guideline)))]
pub(super) async fn acknowledge(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<GuidelineId>,
    Sent(read): Sent<Acknowledgement>,
) -> Result<Json<Guideline>, Problem> {
    let person = caller.officer.id();
    desk.act(move |act| guideline::acknowledge(act, person, id, read.version)).await?;
    told(&desk, &caller, id).await
}

/// Someone whom a guideline is for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct GuidelineReader {
    /// Who.
    person: PersonId,
    /// Their name.
    #[schema(example = "Fatima Berg")]
    name: String,
    /// When they acknowledged the latest version; null: not yet.
    #[schema(example = "2026-11-04T08:12:00Z")]
    acknowledged_at: Option<Timestamp>,
}

/// Lists a guideline's readers.
///
/// Who has acknowledged its latest version, and who of those it is for has not. For whoever governs where it holds.
#[utoipa::path(get, path = "/guidelines/{guidelineId}/readers", operation_id = "listGuidelineReaders", tag = "guidelines",
    params(("guidelineId" = GuidelineId, Path, description = "The guideline."), WhichPage), security(("token" = ["govern"])),
    responses((status = 200, description = "A page of readers.", body = Page<GuidelineReader>)))]
pub(super) async fn readers(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<GuidelineId>,
    Asked(which): Asked<WhichPage>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<GuidelineReader>>, Problem> {
    let place = which.place::<PersonId>(here)?;
    let (officer, now) = (caller.officer.clone(), caller.now);
    let found = desk.read(move |conn| {
        let one = known(conn, id)?;
        officer.may::<Govern>(conn, one.scope(), now)?;
        guideline::readers(conn, &one)
    });
    let Readers { have, have_not } = found.await?;
    let have = have.into_iter().map(|(person, at)| (person, Some(at)));
    let all = have.chain(have_not.into_iter().map(|person| (person, None)));
    let readers = all.map(|(person, acknowledged_at)| GuidelineReader { person: person.id, name: person.name, acknowledged_at });
    Ok(Json(place.of_all(readers.collect(), |one| one.person)?))
}

/// Why a guideline no longer holds.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct GuidelineWithdrawal {
    /// The reason; it is kept on the record.
    #[schema(min_length = 1, pattern = r"\S", example = "Ersatt av KS 2027/00012.")]
    why: String,
}

/// Withdraws a guideline.
///
/// It no longer holds, and stays readable.
#[utoipa::path(put, path = "/guidelines/{guidelineId}/withdrawal", operation_id = "withdrawGuideline", tag = "guidelines",
    params(("guidelineId" = GuidelineId, Path, description = "The guideline.")), request_body = GuidelineWithdrawal,
    security(("token" = ["govern"])), responses((status = 200, description = "The guideline as it is now.", body = Guideline)))]
pub(super) async fn withdraw(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<GuidelineId>,
    Sent(reason): Sent<GuidelineWithdrawal>,
) -> Result<Json<Guideline>, Problem> {
    let officer = caller.officer.clone();
    desk.act(move |mut act| {
        let now = act.now();
        let scope = known(act.conn(), id)?.scope();
        let by = officer.may::<Govern>(act.conn(), scope, now)?;
        guideline::withdraw(act, &by, id, &reason.why)
    })
    .await?;
    told(&desk, &caller, id).await
}
