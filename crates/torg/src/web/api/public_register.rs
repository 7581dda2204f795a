//! What the public register lists beside the channels, as programs see to it: impostors, and links to people who speak for themselves.
//! The register itself is open data, under `/channels.json`.
use std::cmp::Reverse;

use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::{Asked, Named, Sent};
use super::caller::Caller;
use super::paging::{Page, WhichPage};
use crate::govern::mandate::{Govern, Mandate, Scope};
use crate::ground::problem::not_found;
use crate::ground::{Desk, ExternalLinkId, ImpostorId, Problem};
use crate::records::Act;
use crate::share::external_link::{self, NewLink};
use crate::share::impostor;

/// The register is the whole authority's, so it takes a mandate to govern everything.
fn may(caller: &Caller) -> impl Fn(&mut Act<'_>) -> Result<Mandate<Govern>, Problem> + Send + 'static {
    let officer = caller.officer.clone();
    move |act| {
        let now = act.now();
        officer.may::<Govern>(act.conn(), Scope::Everywhere, now)
    }
}

/// An account that was reported to pretend to be ours.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Impostor {
    /// Its id.
    id: ImpostorId,
    /// The account, as it was reported.
    #[schema(example = "https://social.example/@exempelby_hjalp")]
    address: String,
    /// What whoever reported it wrote.
    #[schema(example = "Ber om bankuppgifter.")]
    note: String,
    /// When it was reported first.
    #[schema(example = "2026-11-20T06:23:04Z")]
    reported_at: Timestamp,
    /// `reported`, `confirmed`, `dismissed` or `gone`.
    #[schema(example = "reported")]
    state: String,
    /// Since when.
    #[schema(example = "2026-11-20T06:23:04Z")]
    state_at: Timestamp,
    /// Why it was decided so.
    #[schema(example = json!(null))]
    why: Option<String>,
}

fn dressed(one: impostor::Impostor) -> Impostor {
    let impostor::Impostor { id, address, note, reported_at, state, state_at, why } = one;
    Impostor { id, address, note, reported_at, state: state.as_str().to_owned(), state_at, why }
}

/// Lists reported impostors.
///
/// The latest first, at most the latest five hundred. Takes a mandate to govern everything.
#[utoipa::path(get, path = "/impostors", operation_id = "listImpostors", tag = "register", params(WhichPage), security(("token" = ["govern"])),
    responses((status = 200, description = "A page of reports.", body = Page<Impostor>)))]
pub(super) async fn impostors(
    State(desk): State<Desk>,
    caller: Caller,
    Asked(which): Asked<WhichPage>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<Impostor>>, Problem> {
    let place = which.place::<Reverse<ImpostorId>>(here)?;
    let (officer, now) = (caller.officer.clone(), caller.now);
    let all = desk.read(move |conn| {
        officer.may::<Govern>(conn, Scope::Everywhere, now)?;
        Ok(impostor::all(conn)?)
    });
    Ok(Json(place.of_all(all.await?, |one| Reverse(one.id))?.map(dressed)))
}

async fn told(desk: &Desk, id: ImpostorId) -> Result<Json<Impostor>, Problem> {
    let found = desk.read(move |conn| Ok(impostor::all(conn)?.into_iter().find(|one| one.id == id))).await?;
    Ok(Json(dressed(found.ok_or_else(not_found)?)))
}

/// Whether an account pretends to be ours.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ImpostorDecision {
    /// True lists it as an impostor for everyone.
    pretends: bool,
    /// Why; it is kept on the record.
    #[schema(min_length = 1, pattern = r"\S", example = "Anmäld till nätverket den 20 november.")]
    why: String,
}

/// Decides on a reported impostor.
///
/// One that pretends is listed for everyone. Decided once.
#[utoipa::path(put, path = "/impostors/{impostorId}/decision", operation_id = "decideImpostor", tag = "register",
    params(("impostorId" = ImpostorId, Path, description = "The report.")), request_body = ImpostorDecision, security(("token" = ["govern"])),
    responses((status = 200, description = "The report as it stands now.", body = Impostor)))]
pub(super) async fn decide(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ImpostorId>,
    Sent(said): Sent<ImpostorDecision>,
) -> Result<Json<Impostor>, Problem> {
    let may = may(&caller);
    desk.act(move |mut act| {
        let by = may(&mut act)?;
        impostor::decide(act, &by, id, said.pretends, &said.why)
    })
    .await?;
    told(&desk, id).await
}

/// Notes that an impostor is gone.
///
/// It stays in the list, with the day.
#[utoipa::path(put, path = "/impostors/{impostorId}/end", operation_id = "endImpostor", tag = "register",
    params(("impostorId" = ImpostorId, Path, description = "The impostor.")), security(("token" = ["govern"])),
    responses((status = 200, description = "The report as it stands now.", body = Impostor)))]
pub(super) async fn gone(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ImpostorId>,
) -> Result<Json<Impostor>, Problem> {
    let may = may(&caller);
    desk.act(move |mut act| {
        let by = may(&mut act)?;
        impostor::gone(act, &by, id)
    })
    .await?;
    told(&desk, id).await
}

/// A link to somebody who speaks for themselves.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ExternalLink {
    /// Its id.
    id: ExternalLinkId,
    /// Whose page it is.
    #[schema(example = "Kommunalrådets blogg")]
    name: String,
    /// Where it leads.
    #[schema(format = "uri", example = "https://blogg.exempel.example/")]
    url: String,
    /// What they write of.
    #[schema(example = "Skriver för sig själv.")]
    about: String,
    /// The decision it rests on.
    #[schema(example = "KS 2026/00210")]
    decision: String,
    /// When it was taken in.
    #[schema(example = "2026-11-20T06:23:04Z")]
    added_at: Timestamp,
}

fn shown(one: external_link::ExternalLink) -> ExternalLink {
    let external_link::ExternalLink { id, name, url, about, decision, added_at } = one;
    ExternalLink { id, name, url, about, decision, added_at }
}

/// Lists external links.
///
/// As everyone sees them in the public register.
#[utoipa::path(get, path = "/external-links", operation_id = "listExternalLinks", tag = "register", params(WhichPage), security(("token" = [])),
    responses((status = 200, description = "A page of links.", body = Page<ExternalLink>)))]
pub(super) async fn links(
    State(desk): State<Desk>,
    _caller: Caller,
    Asked(which): Asked<WhichPage>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<ExternalLink>>, Problem> {
    let place = which.place::<ExternalLinkId>(here)?;
    let all = desk.read(|conn| Ok(external_link::current(conn)?)).await?;
    Ok(Json(place.of_all(all, |link| link.id)?.map(shown)))
}

/// A link to be taken in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewExternalLink {
    /// Whose page it is.
    #[schema(min_length = 1, pattern = r"\S", example = "Kommunalrådets blogg")]
    name: String,
    /// Where it leads.
    #[schema(format = "uri", example = "https://blogg.exempel.example/")]
    url: String,
    /// What they write of.
    #[serde(default)]
    #[schema(example = "Skriver för sig själv.")]
    about: String,
    /// The decision it rests on.
    #[schema(min_length = 1, pattern = r"\S", example = "KS 2026/00210")]
    decision: String,
}

/// Takes an external link in.
///
/// The register says beside it that we do not answer for what is written there. Takes a mandate to govern everything.
#[utoipa::path(post, path = "/external-links", operation_id = "addExternalLink", tag = "register", request_body = NewExternalLink,
    security(("token" = ["govern"])), responses((status = 201, description = "The link.", body = ExternalLink)))]
pub(super) async fn add_link(
    State(desk): State<Desk>,
    caller: Caller,
    Sent(new): Sent<NewExternalLink>,
) -> Result<(StatusCode, Json<ExternalLink>), Problem> {
    let NewExternalLink { name, url, about, decision } = new;
    let may = may(&caller);
    let added = desk.act(move |mut act| {
        let by = may(&mut act)?;
        external_link::add(act, &by, &NewLink { name, url, about, decision })
    });
    let id = added.await?;
    let found = desk.read(move |conn| Ok(external_link::current(conn)?.into_iter().find(|link| link.id == id))).await?;
    Ok((StatusCode::CREATED, Json(shown(found.ok_or_else(not_found)?))))
}

/// Why a link is taken out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct LinkRemoval {
    /// The reason; it is kept on the record.
    #[schema(min_length = 1, pattern = r"\S", example = "Har lämnat uppdraget.")]
    why: String,
}

/// Takes an external link out.
///
/// Takes a mandate to govern everything.
#[utoipa::path(put, path = "/external-links/{linkId}/removal", operation_id = "removeExternalLink", tag = "register",
    params(("linkId" = ExternalLinkId, Path, description = "The link.")), request_body = LinkRemoval, security(("token" = ["govern"])),
    responses((status = 204, description = "It is out.")))]
pub(super) async fn remove_link(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ExternalLinkId>,
    Sent(reason): Sent<LinkRemoval>,
) -> Result<StatusCode, Problem> {
    let may = may(&caller);
    desk.act(move |mut act| {
        let by = may(&mut act)?;
        external_link::remove(act, &by, id, &reason.why)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}
