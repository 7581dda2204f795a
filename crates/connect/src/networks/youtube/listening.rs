//! Hearing comments: the newest threads of the whole channel are asked for each time, one unit a hundred; answers are asked for by
//! themselves where a thread has more of them than before.
use async_trait::async_trait;
use jiff::SignedDuration;
use serde_json::value::RawValue;

use super::channel::Channel;
use super::shapes::{self, Listed, Named, Thread, top};
use super::{PACE, YouTube};
use crate::connection::Connection;
use crate::graph::told::{News, Told};
use crate::item::{Batch, Change, Item, Spoiled};
use crate::network::Listening;
use crate::text::fingerprint;
use crate::trouble::Trouble;

/// Threads in a page.
const PAGE: &str = "100";
/// Pages of news that are read when all is new: five thousand threads.
const MOST_PAGES: usize = 50;

#[async_trait]
impl Listening for YouTube {
    async fn since(&self, connection: &Connection, cursor: Option<&str>) -> Result<Batch, Trouble> {
        since(&Channel::of(connection)?, cursor).await
    }

    async fn thread(&self, connection: &Connection, remote_id: &str) -> Result<Batch, Trouble> {
        let channel = Channel::of(connection)?;
        let mut items = Vec::new();
        let video = match Named::read(remote_id)? {
            Named::Video(video) => Some(video),
            Named::Comment(id) => {
                let id = top(&id).to_owned();
                let raw = one(&channel, "comments", &id).await?.ok_or(Trouble::Gone)?;
                let video = video_of(&channel, &id).await?;
                items.push(shapes::comment(&raw, channel.id, video.as_deref(), 0).map(|(_, item)| item));
                for raw in answers(&channel, &id).await? {
                    items.push(shapes::comment(&raw, channel.id, video.as_deref(), 0).map(|(_, item)| item));
                }
                video
            }
        };
        if let Some(video) = video
            && let Some(raw) = one(&channel, "videos", &video).await?
        {
            items.insert(0, Ok(shapes::video(&raw, channel.id)?));
        }
        items.sort_by_key(|item| item.as_ref().map_or(jiff::Timestamp::MAX, |item| item.written_at));
        Ok(Batch { items, cursor: String::new(), more: false })
    }

    async fn look(&self, connection: &Connection, remote_id: &str) -> Result<Option<Item>, Trouble> {
        let channel = Channel::of(connection)?;
        let spoiled = |spoiled: Spoiled| Trouble::Nonsense { reason: spoiled.reason };
        match Named::read(remote_id) {
            Err(_) => Ok(None),
            Ok(Named::Video(id)) => one(&channel, "videos", &id).await?.map(|raw| shapes::video(&raw, channel.id)).transpose(),
            Ok(Named::Comment(id)) => {
                let Some(raw) = one(&channel, "comments", &id).await? else { return Ok(None) };
                shapes::comment(&raw, channel.id, None, 0).map(|(_, item)| Some(item)).map_err(spoiled)
            }
        }
    }

    fn pace(&self) -> SignedDuration {
        PACE
    }
}

async fn since(channel: &Channel<'_>, cursor: Option<&str>) -> Result<Batch, Trouble> {
    let before = cursor.map(Told::read).transpose()?;
    let mut heard = Vec::new();
    let mut page = String::new();
    for _ in 0..MOST_PAGES {
        let mut query = vec![
            ("part", "snippet,replies"),
            ("allThreadsRelatedToChannelId", channel.id),
            ("order", "time"),
            ("maxResults", PAGE),
            ("textFormat", "plainText"),
        ];
        if !page.is_empty() {
            query.push(("pageToken", &page));
        }
        let answer = channel.get("commentThreads", &query).await?;
        let listed = Listed::of(&answer)?;
        let mut all_new = !listed.items.is_empty();
        for raw in &listed.items {
            all_new &= of_thread(channel, raw, before.as_ref(), &mut heard).await?;
        }
        match listed.next_page_token {
            // From the first look on only the first page counts: the rest was there before us.
            Some(next) if all_new && before.is_some() => page = next,
            _ => break,
        }
    }
    heard.sort_by_key(|heard: &Heard| heard.at);
    let newest =
        heard.iter().filter(|heard| heard.item.as_ref().is_some_and(Result::is_ok)).map(|heard| heard.at).max().unwrap_or(0);
    let first = before.is_none();
    let mut told = before.unwrap_or_else(Told::nothing);
    let mut items = Vec::new();
    for Heard { id, at, version, item } in heard {
        match (told.tell(&id, at.min(told.last(newest)), &version), item) {
            (News::Before, _) | (_, None) => {}
            (News::Edited, Some(Ok(item))) => items.push(Ok(Item { change: Change::Edited { version }, ..item })),
            (News::New | News::Edited, Some(item)) => items.push(item),
        }
    }
    let told = if first { told.closed_before(newest) } else { told };
    Ok(Batch { items, cursor: told.kept_small().text()?, more: false })
}

/// What was told, before it is known whether it is news. Without an item it only remembers how many answers a thread had.
struct Heard {
    id: String,
    /// In seconds. What has no time counts as written last.
    at: i64,
    version: String,
    item: Option<Result<Item, Spoiled>>,
}

impl Heard {
    fn of(told: Result<Item, Spoiled>) -> Self {
        match told {
            Ok(item) => Self {
                id: item.remote_id.clone(),
                at: item.written_at.as_second(),
                version: fingerprint(item.text.as_bytes()).split_off(12),
                item: Some(Ok(item)),
            },
            Err(spoiled) => Self {
                id: spoiled.remote_id.clone().unwrap_or_else(|| fingerprint(&spoiled.raw)),
                at: i64::MAX,
                version: fingerprint(&spoiled.raw).split_off(12),
                item: Some(Err(spoiled)),
            },
        }
    }
}

/// A thread's comment and answers; true when the comment is new.
async fn of_thread(
    channel: &Channel<'_>,
    raw: &RawValue,
    before: Option<&Told>,
    heard: &mut Vec<Heard>,
) -> Result<bool, Trouble> {
    let thread: Thread<'_> = match serde_json::from_str(raw.get()) {
        Ok(thread) => thread,
        Err(fault) => {
            let remote_id = shapes::id_of(raw).map(|id| Named::Comment(id).to_string());
            let reason = crate::text::storable(&fault.to_string());
            heard.push(Heard::of(Err(Spoiled { remote_id, reason, raw: raw.get().as_bytes().to_vec() })));
            return Ok(true);
        }
    };
    let (video, count) = (thread.snippet.video_id.as_deref(), thread.snippet.total_reply_count);
    let above = match shapes::comment(thread.snippet.top_level_comment, channel.id, video, count) {
        Ok((_, item)) => item,
        Err(spoiled) => {
            heard.push(Heard::of(Err(spoiled)));
            return Ok(true);
        }
    };
    let (at, id) = (above.written_at.as_second(), above.remote_id.clone());
    let is_new = before.is_none_or(|told| !told.knows(&id, at));
    heard.push(Heard::of(Ok(above)));
    let counted = format!("answers:{id}");
    let told: Vec<Box<RawValue>> =
        thread.replies.map(|replies| replies.comments.into_iter().map(ToOwned::to_owned).collect()).unwrap_or_default();
    // Of many answers only a few come along.
    let more = usize::try_from(count).is_ok_and(|count| count > told.len());
    let grown = before.is_none_or(|before| before.clone().tell(&counted, at, &count.to_string()) != News::Before);
    let told = match (more && grown, id.strip_prefix("comment:")) {
        (true, Some(top)) => answers(channel, top).await?,
        _ => told,
    };
    for raw in told {
        heard.push(Heard::of(shapes::comment(&raw, channel.id, video, 0).map(|(_, item)| item)));
    }
    heard.push(Heard { id: counted, at, version: count.to_string(), item: None });
    Ok(is_new)
}

/// All answers in a thread, oldest first as far as YouTube keeps that order.
pub(super) async fn answers(channel: &Channel<'_>, top: &str) -> Result<Vec<Box<RawValue>>, Trouble> {
    let (mut found, mut page) = (Vec::new(), String::new());
    for _ in 0..MOST_PAGES {
        let mut query = vec![("part", "snippet"), ("parentId", top), ("maxResults", PAGE), ("textFormat", "plainText")];
        if !page.is_empty() {
            query.push(("pageToken", &page));
        }
        let answer = channel.get("comments", &query).await?;
        let listed = Listed::of(&answer)?;
        found.extend(listed.items.into_iter().map(ToOwned::to_owned));
        match listed.next_page_token {
            Some(next) => page = next,
            None => break,
        }
    }
    Ok(found)
}

/// A comment or a film as it is now.
async fn one(channel: &Channel<'_>, what: &str, id: &str) -> Result<Option<Box<RawValue>>, Trouble> {
    let mut query = vec![("part", "snippet"), ("id", id)];
    if what == "comments" {
        query.push(("textFormat", "plainText"));
    }
    match channel.get(what, &query).await {
        Err(Trouble::Gone) => Ok(None),
        answer => Ok(Listed::of(&answer?)?.items.first().map(|raw| (*raw).to_owned())),
    }
}

/// The film a thread stands under: a comment asked for by itself does not tell.
async fn video_of(channel: &Channel<'_>, top: &str) -> Result<Option<String>, Trouble> {
    let answer = channel.get("commentThreads", &[("part", "snippet"), ("id", top)]).await?;
    let listed = Listed::of(&answer)?;
    let thread = listed.items.first().and_then(|raw| serde_json::from_str::<Thread<'_>>(raw.get()).ok());
    Ok(thread.and_then(|thread| thread.snippet.video_id))
}
