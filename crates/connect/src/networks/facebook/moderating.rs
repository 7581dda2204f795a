//! Hiding comments: whoever wrote one and their friends still see it, nobody else does, and it can be shown again.
use async_trait::async_trait;

use super::page::{Named, Page};
use super::{Facebook, listening};
use crate::connection::Connection;
use crate::network::Moderating;
use crate::trouble::Trouble;

#[async_trait]
impl Moderating for Facebook {
    async fn hide(&self, connection: &Connection, root: &str, remote_id: &str) -> Result<(), Trouble> {
        turn(&Page::of(connection)?, root, remote_id, Shown::Hidden).await
    }

    async fn unhide(&self, connection: &Connection, root: &str, remote_id: &str) -> Result<(), Trouble> {
        turn(&Page::of(connection)?, root, remote_id, Shown::ToAll).await
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Hidden,
    ToAll,
}

async fn turn(page: &Page<'_>, root: &str, remote_id: &str, shown: Shown) -> Result<(), Trouble> {
    let refused = |reason: &str| Trouble::Refused { status: 403, reason: reason.to_owned() };
    let Named::Comment { post, comment } = Named::read(remote_id)? else {
        return Err(refused("only comments can be hidden, not posts"));
    };
    let (now, item) = listening::comment(page, &post, &comment).await?;
    if Named::read(root)?.post() != post || item.author.ours {
        return Err(refused("only others' comments under that post can be hidden"));
    }
    if now.is_hidden == (shown == Shown::Hidden) {
        return Ok(());
    }
    if shown == Shown::Hidden && !now.can_hide {
        return Err(refused("Facebook lets nobody hide this comment"));
    }
    let hidden = if shown == Shown::Hidden { "true" } else { "false" };
    page.graph.post(&comment, vec![("is_hidden".to_owned(), hidden.to_owned())]).await.map(drop)
}
