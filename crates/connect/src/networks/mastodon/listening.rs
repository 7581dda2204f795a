//! Hearing mentions and answers. The cursor is the id of the newest notification dealt with.
use std::cmp::Ordering;

use async_trait::async_trait;
use serde_json::value::RawValue;

use super::Mastodon;
use super::server::{Server, in_path};
use super::shapes::{Context, Notification, Reader, spoiled, stable_id};
use super::streaming;
use crate::connection::Connection;
use crate::http::Answer;
use crate::item::{Batch, Item, Spoiled};
use crate::network::{Listening, Signal};
use crate::trouble::Trouble;

/// Notifications in one page.
const PAGE: &str = "40";
/// A first page at least this full is followed by another at once; servers cap pages at 30, 40 or 80.
const FULL: usize = 15;
/// Pages walked back to close a gap: eight thousand mentions that nobody fetched.
const FARTHEST: usize = 200;
/// Where a new account starts that nobody has written to.
const START: &str = "0";

#[async_trait]
impl Listening for Mastodon {
    async fn since(&self, connection: &Connection, cursor: Option<&str>) -> Result<Batch, Trouble> {
        let server = Server::of(connection)?;
        let reader = reader(&server).await?;
        let first = page(&server, &reader, cursor.map(|cursor| ("min_id", cursor)), None).await?;
        let mut newest = first.newest(cursor.unwrap_or(START));
        let more = cursor.is_some() && first.ids.len() >= FULL;
        let mut pages = vec![first];
        if let Some(cursor) = cursor {
            // To Mastodon `min_id` means the page right after the cursor, to others (snac) the newest page: then older ones lie between.
            while let Some(oldest) = pages.last().and_then(|page| page.oldest(cursor)) {
                if pages.len() == FARTHEST {
                    return Err(Trouble::Nonsense { reason: "the notifications do not end".to_owned() });
                }
                let between = page(&server, &reader, Some(("min_id", cursor)), Some(&oldest)).await?;
                // A server that ignores `max_id` gives the same page again.
                if between.oldest(cursor).is_none_or(|next| compare(&next, &oldest) != Ordering::Less) {
                    break;
                }
                newest = between.newest(&newest);
                pages.push(between);
            }
        }
        let items = pages.into_iter().rev().flat_map(|page| page.items.into_iter().rev()).collect();
        Ok(Batch { items, cursor: newest, more })
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

/// A page of notifications, newest first as all servers give them.
struct Page {
    /// Of all notifications, also those that are no mentions.
    ids: Vec<String>,
    items: Vec<Result<Item, Spoiled>>,
}

impl Page {
    fn newest(&self, cursor: &str) -> String {
        let newest = self.ids.iter().map(String::as_str).max_by(|left, right| compare(left, right));
        newest.filter(|newest| compare(newest, cursor) == Ordering::Greater).unwrap_or(cursor).to_owned()
    }

    /// The oldest id of a page, when it is newer than the cursor.
    fn oldest(&self, cursor: &str) -> Option<String> {
        let oldest = self.ids.iter().min_by(|left, right| compare(left, right))?;
        (compare(oldest, cursor) == Ordering::Greater).then(|| oldest.clone())
    }
}

/// Ids are numbers without leading zeros, or sortable texts of one length.
fn compare(left: &str, right: &str) -> Ordering {
    left.len().cmp(&right.len()).then_with(|| left.cmp(right))
}

async fn page(server: &Server<'_>, reader: &Reader, after: Option<(&str, &str)>, before: Option<&str>) -> Result<Page, Trouble> {
    let mut query = vec![("types[]", "mention"), ("limit", PAGE)];
    query.extend(after);
    query.extend(before.map(|id| ("max_id", id)));
    let answer = server.send(server.get("/api/v1/notifications")?.query(&query)).await?;
    let told: Vec<&RawValue> = borrowed(&answer)?;
    let mut page = Page { ids: Vec::new(), items: Vec::new() };
    for raw in told {
        let notification = match serde_json::from_str::<Notification<'_>>(raw.get()) {
            Ok(notification) => notification,
            Err(fault) => {
                // Its id, where it has one, is that of the notification, not of a message.
                let unread = spoiled(raw.get(), &fault);
                page.ids.extend(unread.remote_id.clone());
                page.items.push(Err(Spoiled { remote_id: None, ..unread }));
                continue;
            }
        };
        let is_news = after.is_none_or(|(_, cursor)| compare(&notification.id, cursor) == Ordering::Greater);
        page.ids.push(notification.id);
        // Some servers give all kinds, whatever was asked for.
        if let (true, "mention", Some(status)) = (is_news, notification.kind.as_str(), notification.status) {
            page.items.push(reader.read(status));
        }
    }
    Ok(page)
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
