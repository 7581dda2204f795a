//! Hearing mentions and answers, whole threads, and messages as they are now.
use async_trait::async_trait;
use serde_json::value::RawValue;

use super::server::{Server, in_path};
use super::shapes::{Context, Reader, stable_id};
use super::{Mastodon, notifications, streaming};
use crate::connection::Connection;
use crate::http::Answer;
use crate::item::{Batch, Item, Spoiled};
use crate::network::{Listening, Signal};
use crate::trouble::Trouble;

#[async_trait]
impl Listening for Mastodon {
    async fn since(&self, connection: &Connection, cursor: Option<&str>) -> Result<Batch, Trouble> {
        let server = Server::of(connection)?;
        notifications::since(&server, &reader(&server).await?, cursor).await
    }

    async fn thread(&self, connection: &Connection, remote_id: &str) -> Result<Batch, Trouble> {
        let server = Server::of(connection)?;
        let path = format!("/api/v1/statuses/{}", in_path(remote_id)?);
        let middle = server.send(server.get(&path)?).await?;
        let around = server.send(server.get(&format!("{path}/context"))?).await?;
        let middle: &RawValue = borrowed(&middle)?;
        let around: Context<'_> = borrowed(&around)?;
        let mut reader = reader(&server).await?;
        let first = reader.read(around.ancestors.first().copied().unwrap_or(middle));
        reader.root = first.ok().map(|item| (item.remote_id, item.author.ours));
        let raw = around.ancestors.iter().chain(std::iter::once(&middle)).chain(&around.descendants);
        let mut items: Vec<Result<Item, Spoiled>> = raw.map(|raw| reader.read(raw)).collect();
        // The server gives answers branch by branch. What cannot be read keeps its place at the end.
        items.sort_by_key(|item| item.as_ref().map_or(jiff::Timestamp::MAX, |item| item.written_at));
        Ok(Batch { items, cursor: String::new(), more: false })
    }

    async fn look(&self, connection: &Connection, remote_id: &str) -> Result<Option<Item>, Trouble> {
        let server = Server::of(connection)?;
        let Ok(id) = in_path(remote_id) else { return Ok(None) };
        let answer = match server.send(server.get(&format!("/api/v1/statuses/{id}"))?).await {
            Err(Trouble::Gone) => return Ok(None),
            other => other?,
        };
        let item = reader(&server).await?.read(borrowed(&answer)?);
        item.map(Some).map_err(|spoiled| Trouble::Nonsense { reason: spoiled.reason })
    }

    async fn stream(&self, connection: &Connection, hear: &(dyn Fn(Signal) + Send + Sync)) -> Result<(), Trouble> {
        streaming::stream(&Server::of(connection)?, hear).await
    }
}

pub(super) async fn reader(server: &Server<'_>) -> Result<Reader, Trouble> {
    Ok(Reader { us: server.us().await?, domain: server.domain().await, root: None })
}

/// JSON that borrows from the answer, so that items keep their own bytes.
pub(super) fn borrowed<'a, T: serde::Deserialize<'a>>(answer: &'a Answer) -> Result<T, Trouble> {
    serde_json::from_slice(&answer.body).map_err(|fault| Trouble::Nonsense {
        reason: format!("not what the documentation says (line {}, column {})", fault.line(), fault.column()),
    })
}

/// The id in a stream's words, as items have it.
pub(super) fn streamed_id(payload: &str) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct OnlyId {
        id: String,
    }
    let bare = payload.trim().trim_matches('"');
    let id = serde_json::from_str::<OnlyId>(payload).map(|only| only.id).unwrap_or_else(|_| bare.to_owned());
    in_path(&id).map(stable_id).ok()
}
