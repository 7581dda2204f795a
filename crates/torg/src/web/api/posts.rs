//! Posts as programs write them: begun, saved, handed in, approved, sent back, opened again. The same rules as for people: nobody
//! approves what they wrote, an edit voids the approval, and no token can do more than its mandate.
use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::Conn;
use utoipa::{IntoParams, ToSchema};

use super::body::{Asked, Named, Sent};
use super::caller::Caller;
use super::paging::{Page, Place};
use crate::govern::mandate::{Publish, Scope};
use crate::ground::news::Changed;
use crate::ground::problem::not_found;
use crate::ground::{DeliveryId, Desk, PersonId, PostId, Problem, UnitId, refuse};
use crate::publish::approval;
use crate::publish::composition::Composition;
use crate::publish::demand::Demand;
use crate::publish::over::Over;
use crate::publish::post::{self, About, From, Saved, State as Stands, Tags};
use crate::publish::version::{self, When};
use crate::publish::{delivery, measuring, posts};

/// One thing to say.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Post {
    /// Its id.
    id: PostId,
    /// Whose it is.
    unit: UnitId,
    /// What colleagues call it.
    #[schema(example = "Öppettider i jul")]
    name: String,
    /// What it belongs to.
    tags: Tags,
    /// Where it stands.
    state: Stands,
    /// Since when.
    #[schema(example = "2026-11-20T06:41:00Z")]
    state_at: Timestamp,
    /// Who began it.
    made_by: PersonId,
    /// The revision that stands now: what is saved or handed in names it.
    #[schema(example = 3)]
    revision: i64,
    /// The version that was handed in last; 0 before the first.
    #[schema(example = 1)]
    version: i64,
    /// How many must say yes to that version; null before the first.
    demand: Option<Demand>,
    /// When it is to go out; null: when it may.
    #[schema(example = json!(null))]
    planned_at: Option<Timestamp>,
    /// The published post it corrects.
    #[schema(example = json!(null))]
    corrects: Option<PostId>,
    /// What it says now.
    composition: Composition,
    /// Its deliveries.
    deliveries: Vec<DeliveryId>,
}

fn dressed(desk: &Desk, conn: &mut Conn, post: post::Post) -> Result<Post, Problem> {
    let composition = post::composition(conn, desk.vault(), post.id)?;
    let demand = version::find(conn, post.id, post.version)?.map(|version| version.demand);
    let deliveries = delivery::of_post(conn, post.id)?.into_iter().map(|delivery| delivery.id).collect();
    let post::Post { id, unit, name, tags, state, state_at, made_by, revision, version, planned_at, corrects, .. } = post;
    Ok(Post {
        id,
        unit,
        name,
        tags,
        state,
        state_at,
        made_by,
        revision,
        version,
        demand,
        planned_at,
        corrects,
        composition,
        deliveries,
    })
}

/// The post, when it lies within what the token's mandate reads.
pub(super) async fn shown(desk: &Desk, caller: &Caller, id: PostId) -> Result<Json<Post>, Problem> {
    let here = desk.clone();
    let found = caller.reads(desk, move |conn, reach| {
        let found = post::find(conn, id)?.ok_or_else(not_found)?;
        if !post::is_seen(conn, reach, &found)? {
            return Err(not_found());
        }
        dressed(&here, conn, found)
    });
    Ok(Json(found.await?))
}

/// Which posts.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Which {
    /// Only posts that stand so.
    #[param(inline)]
    state: Option<Stands>,
    /// How many to give at most.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where to go on, as the page before gave it in `next`. Opaque.
    after: Option<String>,
}

/// Lists posts.
///
/// The newest first: those of units and channels that the token's mandate lets it read.
#[utoipa::path(get, path = "/posts", operation_id = "listPosts", tag = "posts", params(Which), security(("token" = ["read"])),
    responses((status = 200, description = "A page of posts.", body = Page<Post>)))]
pub(super) async fn list(
    State(desk): State<Desk>,
    caller: Caller,
    Asked(which): Asked<Which>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<Post>>, Problem> {
    let place = Place::<PostId>::new(which.limit, which.after.as_deref(), here)?;
    let keys = desk.clone();
    let page = caller.reads(&desk, move |conn, reach| {
        let found = posts::newest(conn, reach, which.state, place.after, place.asks_for())?;
        let page = place.page(found, |post| post.id)?;
        let items = page.items.into_iter().map(|post| dressed(&keys, conn, post)).collect::<Result<_, _>>()?;
        Ok(Page { items, next: page.next })
    });
    Ok(Json(page.await?))
}

/// Shows a post.
#[utoipa::path(get, path = "/posts/{postId}", operation_id = "getPost", tag = "posts",
    params(("postId" = PostId, Path, description = "The post.")), security(("token" = ["read"])),
    responses((status = 200, description = "The post.", body = Post)))]
pub(super) async fn find(State(desk): State<Desk>, caller: Caller, Named(id): Named<PostId>) -> Result<Json<Post>, Problem> {
    shown(&desk, &caller, id).await
}

/// A post to be written.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewPost {
    /// Whose it is.
    unit: UnitId,
    /// What colleagues call it; its first words when left out.
    #[serde(default)]
    #[schema(max_length = 200, example = "Öppettider i jul")]
    name: String,
    /// What it belongs to.
    #[serde(default)]
    tags: Tags,
    /// When it is to go out; null: when it may.
    #[schema(example = json!(null))]
    planned_at: Option<Timestamp>,
    /// What it says.
    composition: Composition,
    /// The published post it corrects.
    #[schema(example = json!(null))]
    corrects: Option<PostId>,
}

/// Refuses channels and a corrected post that the writer may not publish in or does not see.
fn within(
    conn: &mut Conn,
    caller: &Caller,
    composition: &Composition,
    corrects: Option<PostId>,
    now: Timestamp,
) -> Result<(), Problem> {
    for channel in &composition.channels {
        if crate::govern::channel::find(conn, *channel)?.is_none() {
            return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-scope").into());
        }
        caller.officer.may::<Publish>(conn, Scope::Channel(*channel), now)?;
    }
    let Some(corrects) = corrects else { return Ok(()) };
    match post::for_writing(conn, &caller.officer, corrects, now) {
        Ok(_) => Ok(()),
        Err(Problem::Refused(_)) => Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-post").into()),
        Err(fault) => Err(fault),
    }
}

fn about(desk: &Desk, name: String, tags: Tags, planned_at: Option<Timestamp>) -> About {
    About { name, tags, planned_at, zone: desk.config().zone.iana_name().unwrap_or("UTC").to_owned() }
}

/// Begins a post.
///
/// A draft: nothing is sent before it is handed in.
#[utoipa::path(post, path = "/posts", operation_id = "beginPost", tag = "posts", request_body = NewPost, security(("token" = ["publish"])),
    responses((status = 201, description = "It is begun.", body = Post)))]
pub(super) async fn begin(
    State(desk): State<Desk>,
    caller: Caller,
    Sent(new): Sent<NewPost>,
) -> Result<(StatusCode, Json<Post>), Problem> {
    let (here, asker) = (desk.clone(), caller.clone());
    let post = desk
        .write(move |conn| {
            let now = here.now();
            let NewPost { unit, name, tags, planned_at, composition, corrects } = new;
            within(conn, &asker, &composition, corrects, now)?;
            let by = match composition.channels.first() {
                Some(channel) => asker.officer.may::<Publish>(conn, Scope::Channel(*channel), now)?,
                None => asker.officer.may::<Publish>(conn, Scope::Unit(unit), now)?,
            };
            if crate::govern::unit::find(conn, unit)?.is_none() {
                return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-unit").into());
            }
            let from = From { origin: String::new(), corrects };
            let about = about(&here, name, tags, planned_at);
            let id = post::make(conn, here.vault(), by.person(), unit, &about, &composition, &from, now)?;
            let found = post::find(conn, id)?.ok_or_else(not_found)?;
            dressed(&here, conn, found)
        })
        .await?;
    Ok((StatusCode::CREATED, Json(post)))
}

/// A post as it is to stand.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct SavedPost {
    /// The revision it was made from.
    #[schema(example = 1)]
    made_from: i64,
    /// What colleagues call it; its first words when left out.
    #[serde(default)]
    #[schema(max_length = 200, example = "Öppettider i jul")]
    name: String,
    /// What it belongs to.
    #[serde(default)]
    tags: Tags,
    /// When it is to go out; null: when it may.
    #[schema(example = json!(null))]
    planned_at: Option<Timestamp>,
    /// What it says.
    composition: Composition,
}

/// Saves a draft.
///
/// When somebody saved meanwhile, theirs stands, and what was sent is kept beside it among the revisions: 409.
#[utoipa::path(put, path = "/posts/{postId}", operation_id = "savePost", tag = "posts",
    params(("postId" = PostId, Path, description = "The post.")), request_body = SavedPost, security(("token" = ["publish"])),
    responses((status = 200, description = "It is saved.", body = Post)))]
pub(super) async fn save(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<PostId>,
    Sent(saved): Sent<SavedPost>,
) -> Result<Json<Post>, Problem> {
    let (here, asker) = (desk.clone(), caller.clone());
    let outcome = desk
        .write(move |conn| {
            let now = here.now();
            let (_, by) = post::for_writing(conn, &asker.officer, id, now)?;
            let SavedPost { made_from, name, tags, planned_at, composition } = saved;
            within(conn, &asker, &composition, None, now)?;
            post::save(conn, here.vault(), &by, id, made_from, &about(&here, name, tags, planned_at), &composition, now)
        })
        .await?;
    match outcome {
        Saved::Kept(_) => shown(&desk, &caller, id).await,
        Saved::Beside { .. } => Err(refuse(StatusCode::CONFLICT, "refuse-post-changed").into()),
    }
}

/// What is handed in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Submission {
    /// The revision that is handed in: what somebody saved meanwhile is not sent unseen.
    #[schema(example = 1)]
    revision: i64,
}

/// Hands a post in.
///
/// Its version is on the record from here on. It waits for approval where that is demanded, else it lies in the outbox.
#[utoipa::path(post, path = "/posts/{postId}/submission", operation_id = "submitPost", tag = "posts",
    params(("postId" = PostId, Path, description = "The post.")), request_body = Submission, security(("token" = ["publish"])),
    responses((status = 200, description = "The post as it stands now.", body = Post)))]
pub(super) async fn submit(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<PostId>,
    Sent(Submission { revision }): Sent<Submission>,
) -> Result<Json<Post>, Problem> {
    let (keys, officer) = (desk.clone(), caller.officer.clone());
    let (unit, composition, planned_at) = desk
        .read(move |conn| {
            let now = keys.now();
            let (found, _) = post::for_writing(conn, &officer, id, now)?;
            Ok((found.unit, post::composition(conn, keys.vault(), id)?, found.planned_at))
        })
        .await?;
    let fits = measuring::fits(&desk, &composition).await?;
    let (here, officer) = (desk.clone(), caller.officer.clone());
    desk.act(move |mut act| {
        let now = act.now();
        let by = Over::<Publish>::ask(act.conn(), &officer, unit, &composition.channels, now)?;
        version::hand_in(act, &by, here.vault(), id, revision, planned_at.map_or(When::Now, When::At), &fits)
    })
    .await?;
    told(&desk, &caller, id).await
}

pub(super) async fn told(desk: &Desk, caller: &Caller, id: PostId) -> Result<Json<Post>, Problem> {
    desk.news().tell(Changed::Desk);
    shown(desk, caller, id).await
}

/// Opens a post again.
///
/// What was approved is void, what waits in the outbox is taken back. Refused once some of it is in a network.
#[utoipa::path(post, path = "/posts/{postId}/reopening", operation_id = "reopenPost", tag = "posts",
    params(("postId" = PostId, Path, description = "The post.")), security(("token" = ["publish"])),
    responses((status = 200, description = "The post as it stands now.", body = Post)))]
pub(super) async fn reopen(State(desk): State<Desk>, caller: Caller, Named(id): Named<PostId>) -> Result<Json<Post>, Problem> {
    let officer = caller.officer.clone();
    desk.act(move |mut act| {
        let now = act.now();
        let (_, by) = post::for_writing(act.conn(), &officer, id, now)?;
        approval::reopen(act, &by, id)
    })
    .await?;
    told(&desk, &caller, id).await
}
