//! Holding comments back: whoever wrote one still sees it, nobody else does, and it can be shown again.
use async_trait::async_trait;
use serde_json::json;

use super::site::{Named, Site};
use super::{WordPress, listening};
use crate::connection::Connection;
use crate::network::Moderating;
use crate::trouble::Trouble;

#[async_trait]
impl Moderating for WordPress {
    async fn hide(&self, connection: &Connection, root: &str, remote_id: &str) -> Result<(), Trouble> {
        turn(&Site::of(connection)?, root, remote_id, "hold").await
    }

    async fn unhide(&self, connection: &Connection, root: &str, remote_id: &str) -> Result<(), Trouble> {
        turn(&Site::of(connection)?, root, remote_id, "approved").await
    }
}

async fn turn(site: &Site<'_>, root: &str, remote_id: &str, status: &str) -> Result<(), Trouble> {
    let Named::Comment(id) = Named::read(remote_id)? else {
        return Err(Trouble::Refused { status: 403, reason: "only comments can be hidden, not posts".to_owned() });
    };
    let (comment, item) = listening::comment(site, id).await?;
    if Named::read(root)? != Named::Post(comment.post) || item.author.ours {
        return Err(Trouble::Refused { status: 403, reason: "only others' comments under that post can be hidden".to_owned() });
    }
    // WordPress answers 500 when the status is already so.
    if comment.status == status {
        return Ok(());
    }
    let call = site.post(&Named::Comment(id).path()).await?.json(&json!({ "status": status }));
    site.send(call).await.map(drop)
}
