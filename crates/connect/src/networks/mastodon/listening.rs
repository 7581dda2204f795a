//! Hearing mentions and answers, whole threads, and messages as they are now.
use std::collections::BTreeSet;

use async_trait::async_trait;
use serde_json::value::RawValue;

use super::server::{Server, in_path};
use super::shapes::{Context, Reader, Status, stable_id};
use super::{Mastodon, notifications, streaming};
use crate::connection::Connection;
use crate::http::Answer;
use crate::item::{Batch, Item, Spoiled};
use crate::network::{Listening, Signal};
use crate::trouble::Trouble;

/// Most answers of one thread whose own answers are asked for.
const DEEPER: usize = 20;

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
        let descendants = whole(&server, &around.descendants).await?;
        let raw = around.ancestors.iter().copied().chain(std::iter::once(middle)).chain(descendants.iter().map(|raw| &**raw));
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

/// All answers below. snac gives only those right under a message, so whichever is told to be answered and shows no answer is asked in turn.
async fn whole(server: &Server<'_>, shown: &[&RawValue]) -> Result<Vec<Box<RawValue>>, Trouble> {
    let read = |raw: &RawValue| serde_json::from_str::<Status>(raw.get()).ok();
    let mut all: Vec<Box<RawValue>> = shown.iter().map(|raw| (*raw).to_owned()).collect();
    let mut known: BTreeSet<String> = all.iter().filter_map(|raw| read(raw)).map(|status| status.id).collect();
    let mut answered: BTreeSet<String> = all.iter().filter_map(|raw| read(raw)?.in_reply_to_id).collect();
    let (mut at, mut asked) = (0, 0);
    while at < all.len() && asked < DEEPER {
        let status = read(&all[at]);
        at += 1;
        let Some(status) = status.filter(|status| status.replies_count.unwrap_or(0) > 0 && !answered.contains(&status.id)) else {
            continue;
        };
        let Ok(id) = in_path(&status.id) else { continue };
        asked += 1;
        let answer = match server.send(server.get(&format!("/api/v1/statuses/{id}/context"))?).await {
            Err(Trouble::Gone) => continue,
            other => other?,
        };
        let around: Context<'_> = borrowed(&answer)?;
        for raw in around.descendants {
            if let Some(below) = read(raw)
                && known.insert(below.id)
            {
                answered.extend(below.in_reply_to_id);
                all.push(raw.to_owned());
            }
        }
    }
    Ok(all)
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
