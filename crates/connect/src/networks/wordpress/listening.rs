//! Hearing comments, whole threads, and messages as they are now.
use async_trait::async_trait;
use serde_json::value::RawValue;

use super::shapes::{self, COMMENT_FIELDS, POST_FIELDS, Post};
use super::site::{Named, Site};
use super::{WordPress, comments};
use crate::connection::Connection;
use crate::item::{Batch, Item};
use crate::network::Listening;
use crate::trouble::Trouble;

#[async_trait]
impl Listening for WordPress {
    async fn since(&self, connection: &Connection, cursor: Option<&str>) -> Result<Batch, Trouble> {
        comments::since(&Site::of(connection)?, cursor).await
    }

    async fn thread(&self, connection: &Connection, remote_id: &str) -> Result<Batch, Trouble> {
        let site = Site::of(connection)?;
        let post = match Named::read(remote_id)? {
            Named::Post(id) => id,
            Named::Comment(id) => comment(&site, id).await?.0.post,
        };
        let first = match self::post(&site, post).await {
            // Comments may stand under what is no post (a page), which is read elsewhere.
            Err(Trouble::Gone) => None,
            other => Some(other?.1),
        };
        let items = first.into_iter().map(Ok).chain(comments::under(&site, post).await?).collect();
        Ok(Batch { items, cursor: String::new(), more: false })
    }

    async fn look(&self, connection: &Connection, remote_id: &str) -> Result<Option<Item>, Trouble> {
        let site = Site::of(connection)?;
        let Ok(named) = Named::read(remote_id) else { return Ok(None) };
        let found = match named {
            Named::Post(id) => post(&site, id).await.map(|(post, item)| (post.status != "trash").then_some(item)),
            Named::Comment(id) => comment(&site, id).await.map(|(comment, item)| comment.stands().then_some(item)),
        };
        match found {
            Err(Trouble::Gone) => Ok(None),
            other => other,
        }
    }
}

/// A comment as it is now.
pub(super) async fn comment(site: &Site<'_>, id: u64) -> Result<(shapes::Comment, Item), Trouble> {
    let us = site.us().await?;
    let call = site.get(&Named::Comment(id).path()).await?.query(&[("_fields", COMMENT_FIELDS)]);
    let answer = site.send(call).await?;
    let raw: &RawValue = serde_json::from_slice(&answer.body).map_err(|fault| not_one(&fault))?;
    shapes::comment(raw, &us).map_err(|spoiled| Trouble::Nonsense { reason: spoiled.reason })
}

/// A post as it is now.
pub(super) async fn post(site: &Site<'_>, id: u64) -> Result<(Post, Item), Trouble> {
    let call = site.get(&Named::Post(id).path()).await?.query(&[("_fields", POST_FIELDS)]);
    let answer = site.send(call).await?;
    let post: Post = answer.json()?;
    let item = post.item(&answer.body).map_err(|reason| Trouble::Nonsense { reason: reason.to_owned() })?;
    Ok((post, item))
}

fn not_one(fault: &serde_json::Error) -> Trouble {
    Trouble::Nonsense { reason: format!("it is not JSON (line {}, column {})", fault.line(), fault.column()) }
}
