//! Applications for channels as programs see them: the checklist's answers, and the decision.
use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::{Asked, Named, Sent};
use super::caller::Caller;
use super::paging::{Page, WhichPage};
use crate::govern::channel::Mode;
use crate::govern::channel::application::{self, Decision, Form, QUESTIONS, Standing, Wanted};
use crate::govern::mandate::{Govern, Scope};
use crate::ground::problem::not_found;
use crate::ground::{ApplicationId, ChannelId, Desk, PersonId, Problem, UnitId};

/// An application for a channel.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Application {
    /// Its id.
    id: ApplicationId,
    /// Whose channel it would be.
    unit: UnitId,
    /// The network.
    #[schema(example = "mastodon")]
    network: String,
    /// The channel's name.
    #[schema(example = "Biblioteket")]
    name: String,
    /// What people could expect.
    mode: Mode,
    /// Who would see to it.
    owner: Option<PersonId>,
    /// The checklist's answers, by question.
    #[schema(example = json!({ "purpose": "Berätta vad som händer.", "benefit": "Fråga utan att resa.", "audience": "Unga." }))]
    answers: BTreeMap<String, String>,
    /// Who applied.
    applied_by: Option<PersonId>,
    /// When.
    applied_at: Timestamp,
    /// Where it stands.
    standing: Standing,
    /// The decision's number.
    #[schema(example = "KS 2026/00300")]
    number: Option<String>,
    /// The channel that came of it.
    channel: Option<ChannelId>,
}

fn dressed(one: application::Application) -> Application {
    let answers = QUESTIONS.iter().map(|question| ((*question).to_owned(), one.form.answer(question).to_owned()));
    Application {
        answers: answers.filter(|(_, answer)| !answer.is_empty()).collect(),
        id: one.id,
        unit: one.unit,
        network: one.network,
        name: one.name,
        mode: one.mode,
        owner: one.owner,
        applied_by: one.applied_by,
        applied_at: one.applied_at,
        standing: one.standing,
        number: one.number,
        channel: one.channel,
    }
}

/// Lists applications for channels.
///
/// Those of the units that the token's mandate governs, in the order they came.
#[utoipa::path(get, path = "/channel-applications", operation_id = "listApplications", tag = "channels", params(WhichPage),
    security(("token" = ["govern"])), responses((status = 200, description = "A page of applications.", body = Page<Application>)))]
pub(super) async fn list(
    State(desk): State<Desk>,
    caller: Caller,
    Asked(which): Asked<WhichPage>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<Application>>, Problem> {
    let place = which.place::<ApplicationId>(here)?;
    let found = caller.somewhere::<Govern, _, _>(&desk, |conn, reach| {
        let mut all = application::all(conn)?;
        all.retain(|one| reach.holds_unit(one.unit));
        Ok(all)
    });
    Ok(Json(place.of_all(found.await?, |one| one.id)?.map(dressed)))
}

/// An application to be sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewApplication {
    /// Whose channel it would be.
    unit: UnitId,
    /// The network.
    #[schema(example = "mastodon")]
    network: String,
    /// The channel's name.
    #[schema(min_length = 1, pattern = r"\S", example = "Biblioteket")]
    name: String,
    /// What people could expect.
    mode: Mode,
    /// Who would see to it.
    owner: Option<PersonId>,
    /// The checklist's answers: purpose, benefit and audience at least.
    #[schema(example = json!({ "purpose": "Berätta vad som händer.", "benefit": "Fråga utan att resa.", "audience": "Unga." }))]
    answers: BTreeMap<String, String>,
}

/// Applies for a channel.
///
/// In the name of whoever the token acts for. Somebody else decides.
#[utoipa::path(post, path = "/channel-applications", operation_id = "applyForChannel", tag = "channels", request_body = NewApplication,
    security(("token" = [])), responses((status = 201, description = "The application.", body = Application)))]
pub(super) async fn apply(
    State(desk): State<Desk>,
    caller: Caller,
    Sent(new): Sent<NewApplication>,
) -> Result<(StatusCode, Json<Application>), Problem> {
    let NewApplication { unit, network, name, mode, owner, answers } = new;
    let form = Form::new(answers.iter().map(|(question, answer)| (question.as_str(), answer.as_str())));
    let wanted = Wanted { unit, network, name, mode, owner, form, channel: None };
    let person = caller.officer.id();
    let id = desk.act(move |act| application::apply(act, person, &wanted)).await?;
    let made = desk.read(move |conn| application::find(conn, id)?.ok_or_else(not_found)).await?;
    Ok((StatusCode::CREATED, Json(dressed(made))))
}

/// A decision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ApplicationDecision {
    /// Whether the channel is to be opened.
    approved: bool,
    /// The decision's number, or why not.
    #[schema(min_length = 1, pattern = r"\S", example = "KS 2026/00300")]
    said: String,
}

/// Decides on an application.
///
/// Nobody decides on what they applied for themselves.
#[utoipa::path(put, path = "/channel-applications/{applicationId}/decision", operation_id = "decideApplication", tag = "channels",
    params(("applicationId" = ApplicationId, Path, description = "The application.")), request_body = ApplicationDecision,
    security(("token" = ["govern"])), responses((status = 200, description = "The application as it stands now.", body = Application)))]
pub(super) async fn decide(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ApplicationId>,
    Sent(said): Sent<ApplicationDecision>,
) -> Result<Json<Application>, Problem> {
    let officer = caller.officer.clone();
    desk.act(move |mut act| {
        let now = act.now();
        let found = application::find(act.conn(), id)?.ok_or_else(not_found)?;
        let by = officer.may::<Govern>(act.conn(), Scope::Unit(found.unit), now)?;
        let decision = match said.approved {
            true => Decision::Approve { number: said.said },
            false => Decision::Decline { why: said.said },
        };
        application::decide(act, &by, id, &decision)
    })
    .await?;
    told(&desk, id).await
}

/// What is to stand in an application from now on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct RevisedApplication {
    /// The channel's name.
    #[schema(min_length = 1, pattern = r"\S", example = "Biblioteket")]
    name: String,
    /// What people could expect.
    mode: Mode,
    /// Who would see to it.
    owner: Option<PersonId>,
    /// The checklist's answers: purpose, benefit and audience at least.
    #[schema(example = json!({ "purpose": "Berätta vad som händer.", "benefit": "Fråga utan att resa.", "audience": "Unga." }))]
    answers: BTreeMap<String, String>,
}

/// Changes an application's answers.
///
/// By the one who applied while it waits, and by whoever governs the unit. Its unit and network stay.
#[utoipa::path(put, path = "/channel-applications/{applicationId}/answers", operation_id = "reviseApplication", tag = "channels",
    params(("applicationId" = ApplicationId, Path, description = "The application.")), request_body = RevisedApplication,
    security(("token" = [])), responses((status = 200, description = "The application as it stands now.", body = Application)))]
pub(super) async fn revise(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ApplicationId>,
    Sent(new): Sent<RevisedApplication>,
) -> Result<Json<Application>, Problem> {
    let RevisedApplication { name, mode, owner, answers } = new;
    let form = Form::new(answers.iter().map(|(question, answer)| (question.as_str(), answer.as_str())));
    let officer = caller.officer;
    desk.act(move |mut act| {
        let now = act.now();
        let found = application::find(act.conn(), id)?.ok_or_else(not_found)?;
        let by = application::reviser(act.conn(), &officer, &found, now)?;
        let wanted = Wanted { unit: found.unit, network: found.network, name, mode, owner, form, channel: found.channel };
        application::revise(act, by, id, &wanted)
    })
    .await?;
    told(&desk, id).await
}

/// Withdraws an application.
///
/// One that whoever the token acts for has sent, while it waits.
#[utoipa::path(put, path = "/channel-applications/{applicationId}/withdrawal", operation_id = "withdrawApplication", tag = "channels",
    params(("applicationId" = ApplicationId, Path, description = "The application.")), security(("token" = [])),
    responses((status = 200, description = "The application as it stands now.", body = Application)))]
pub(super) async fn withdraw(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ApplicationId>,
) -> Result<Json<Application>, Problem> {
    let person = caller.officer.id();
    desk.act(move |act| application::withdraw(act, person, id)).await?;
    told(&desk, id).await
}

async fn told(desk: &Desk, id: ApplicationId) -> Result<Json<Application>, Problem> {
    let found = desk.read(move |conn| application::find(conn, id)?.ok_or_else(not_found)).await?;
    Ok(Json(dressed(found)))
}
