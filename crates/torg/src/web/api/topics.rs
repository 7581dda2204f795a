//! Topics as programs see them: what each unit answers for.
use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::{Asked, Named, Sent};
use super::caller::Caller;
use super::paging::{Page, WhichPage};
use crate::govern::mandate::{Govern, Scope};
use crate::govern::{topic, unit};
use crate::ground::problem::not_found;
use crate::ground::{Desk, Problem, TopicId, UnitId};

/// What a unit answers for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Topic {
    /// Its id.
    id: TopicId,
    /// The unit that answers for it.
    unit: UnitId,
    /// Its name.
    #[schema(example = "Vattenläckor")]
    name: String,
}

impl From<topic::Topic> for Topic {
    fn from(topic: topic::Topic) -> Self {
        let topic::Topic { id, unit, name } = topic;
        Self { id, unit, name }
    }
}

/// A topic to be added.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewTopic {
    /// The unit that is to answer for it.
    unit: UnitId,
    /// Its name; no other topic may have it.
    #[schema(min_length = 1, pattern = r"\S", example = "Vattenläckor")]
    name: String,
}

/// Lists topics.
///
/// All of the authority's: which unit answers for what is no secret.
#[utoipa::path(get, path = "/topics", operation_id = "listTopics", tag = "mandates", params(WhichPage), security(("token" = [])),
    responses((status = 200, description = "A page of topics.", body = Page<Topic>)))]
pub(super) async fn list(
    State(desk): State<Desk>,
    _caller: Caller,
    Asked(which): Asked<WhichPage>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<Topic>>, Problem> {
    let place = which.place::<TopicId>(here)?;
    let topics = desk.read(|conn| Ok(topic::all(conn)?)).await?;
    Ok(Json(place.of_all(topics, |topic| topic.id)?.map(Topic::from)))
}

async fn told(desk: &Desk, id: TopicId) -> Result<Json<Topic>, Problem> {
    let topic = desk.read(move |conn| topic::find(conn, id)?.ok_or_else(not_found)).await?;
    Ok(Json(topic.into()))
}

/// Adds a topic.
///
/// From now on the unit answers for it.
#[utoipa::path(post, path = "/topics", operation_id = "addTopic", tag = "mandates", request_body = NewTopic, security(("token" = ["govern"])),
    responses((status = 201, description = "The topic.", body = Topic)))]
pub(super) async fn add(
    State(desk): State<Desk>,
    caller: Caller,
    Sent(new): Sent<NewTopic>,
) -> Result<(StatusCode, Json<Topic>), Problem> {
    let officer = caller.officer;
    let added = desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), Scope::Unit(new.unit), now)?;
        topic::add(act, &by, new.unit, &new.name)
    });
    Ok((StatusCode::CREATED, told(&desk, added.await?).await?))
}

/// Which unit is to answer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Answering {
    /// The unit.
    unit: UnitId,
}

/// Gives a topic to another unit.
///
/// By a token whose mandate governs both units.
#[utoipa::path(put, path = "/topics/{topicId}/unit", operation_id = "giveTopic", tag = "mandates",
    params(("topicId" = TopicId, Path, description = "The topic.")), request_body = Answering, security(("token" = ["govern"])),
    responses((status = 200, description = "The topic as it is now.", body = Topic)))]
pub(super) async fn give(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<TopicId>,
    Sent(to): Sent<Answering>,
) -> Result<Json<Topic>, Problem> {
    let officer = caller.officer;
    desk.act(move |mut act| {
        let now = act.now();
        let from = topic::open(act.conn(), id)?.ok_or_else(not_found)?.unit;
        let (here, there) = (unit::above(act.conn(), from)?, unit::above(act.conn(), to.unit)?);
        let both = here.into_iter().find(|unit| there.contains(unit)).map_or(Scope::Everywhere, Scope::Unit);
        let by = officer.may::<Govern>(act.conn(), both, now)?;
        topic::move_to(act, &by, id, to.unit)
    })
    .await?;
    told(&desk, id).await
}

/// Ends a topic.
///
/// Conversations keep it; new ones cannot get it.
#[utoipa::path(delete, path = "/topics/{topicId}", operation_id = "endTopic", tag = "mandates",
    params(("topicId" = TopicId, Path, description = "The topic.")), security(("token" = ["govern"])),
    responses((status = 204, description = "It has ended.")))]
pub(super) async fn end(State(desk): State<Desk>, caller: Caller, Named(id): Named<TopicId>) -> Result<StatusCode, Problem> {
    let officer = caller.officer;
    desk.act(move |mut act| {
        let now = act.now();
        let topic = topic::open(act.conn(), id)?.ok_or_else(not_found)?;
        let by = officer.may::<Govern>(act.conn(), Scope::Unit(topic.unit), now)?;
        topic::end(act, &by, id)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}
