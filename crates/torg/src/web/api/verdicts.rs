//! What programs say of what a colleague wrote: yes, or not like this.
use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::Deserialize;
use store::Conn;
use utoipa::ToSchema;

use super::body::{Named, Sent};
use super::caller::Caller;
use super::posts::{Post, told};
use crate::govern::mandate::{Approve, Read};
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, Desk, PostId, Problem};
use crate::publish::approval::{self, Approver, Reading};
use crate::publish::over::{self, Over};
use crate::publish::post;

/// What somebody says of a version.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Verdict {
    /// The version that was read.
    #[schema(example = 1)]
    version: i64,
    /// What they want to add; needed when it is sent back.
    #[serde(default)]
    #[schema(max_length = 2000, example = "Skriv när badet öppnar igen.")]
    note: String,
}

/// Who may say yes or no: with permission in every channel of the post.
fn approver(conn: &mut Conn, caller: &Caller, id: PostId, now: Timestamp) -> Result<Approver, Problem> {
    let found = post::find(conn, id)?.ok_or_else(not_found)?;
    let reach = caller.officer.reach::<Read>(conn, now)?;
    if !post::is_seen(conn, &reach, &found)? {
        return Err(not_found());
    }
    let channels: Vec<ChannelId> = post::channels(conn, id)?;
    let over = Over::<Approve>::ask(conn, &caller.officer, found.unit, &channels, now)?;
    Ok(Approver { over, leads_crisis: over::leads_crisis(conn, &caller.officer, &channels, now)? })
}

/// Approves a version.
///
/// Never one's own words. With the last yes that was demanded it lies in the outbox.
#[utoipa::path(post, path = "/posts/{postId}/approval", operation_id = "approvePost", tag = "posts",
    params(("postId" = PostId, Path, description = "The post.")), request_body = Verdict, security(("token" = ["approve"])),
    responses((status = 200, description = "The post as it stands now.", body = Post)))]
pub(super) async fn approve(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<PostId>,
    Sent(Verdict { version, note }): Sent<Verdict>,
) -> Result<Json<Post>, Problem> {
    let asker = caller.clone();
    desk.act(move |mut act| {
        let now = act.now();
        let by = approver(act.conn(), &asker, id, now)?;
        approval::approve(act, &by, Reading { post: id, version, note: &note })
    })
    .await?;
    told(&desk, &caller, id).await
}

/// Sends a version back.
///
/// With what should be different: it is a draft again.
#[utoipa::path(post, path = "/posts/{postId}/return", operation_id = "returnPost", tag = "posts",
    params(("postId" = PostId, Path, description = "The post.")), request_body = Verdict, security(("token" = ["approve"])),
    responses((status = 200, description = "The post as it stands now.", body = Post)))]
pub(super) async fn give_back(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<PostId>,
    Sent(Verdict { version, note }): Sent<Verdict>,
) -> Result<Json<Post>, Problem> {
    let asker = caller.clone();
    desk.act(move |mut act| {
        let now = act.now();
        let by = approver(act.conn(), &asker, id, now)?;
        approval::give_back(act, &by, Reading { post: id, version, note: &note })
    })
    .await?;
    told(&desk, &caller, id).await
}
