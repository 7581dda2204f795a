//! Hearing a feed: asked politely, each entry told once, and again when it reads otherwise.
//!
//! A feed is one document. The cursor holds what the server needs to say "nothing new" (`ETag`, `Last-Modified`), when the feed is due
//! again, and a hash of each entry that stands in it. So entries and edits are told once, whatever is asked when.
use std::collections::BTreeMap;
use std::time::Duration;

use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use url::Url;

use super::{Rss, address, asking};
use crate::connection::Connection;
use crate::feed::{self, Entry, Feed};
use crate::http::Answer;
use crate::item::{Attachment, Author, Batch, Change, Counts, Item, Kind, Spoiled};
use crate::network::Listening;
use crate::text;
use crate::trouble::Trouble;

/// How long a feed rests between two questions, unless it asks for longer.
const RESTS: SignedDuration = SignedDuration::from_mins(5);
/// No feed makes us wait longer than this.
const LONGEST_REST: SignedDuration = SignedDuration::from_hours(24);
/// Entries that a new channel is given of what stands there already.
const FIRST_PAGE: usize = 20;
/// Largest document kept in memory for looking.
const KEPT: usize = 1024 * 1024;
/// The time in which it is looked into instead of asking again.
const FRESH: Duration = Duration::from_secs(300);

/// What was told of the feed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Cursor {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    etag: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    modified: Option<String>,
    due: Timestamp,
    /// The hash of an entry's id, and the hash of what it says.
    told: BTreeMap<String, String>,
}

impl Cursor {
    fn read(text: &str) -> Result<Self, Trouble> {
        serde_json::from_str(text).map_err(|_| Trouble::Nonsense { reason: "the cursor is not one of a feed".to_owned() })
    }

    fn text(&self) -> Result<String, Trouble> {
        serde_json::to_string(self).map_err(|fault| Trouble::Nonsense { reason: fault.to_string() })
    }
}

#[async_trait]
impl Listening for Rss {
    async fn since(&self, connection: &Connection, cursor: Option<&str>) -> Result<Batch, Trouble> {
        let address = address(connection)?;
        let before = cursor.map(Cursor::read).transpose()?;
        let now = connection.http.now();
        if let (Some(before), Some(text)) = (&before, cursor)
            && before.due > now
            && before.due <= now + LONGEST_REST
        {
            return Ok(Batch { items: Vec::new(), cursor: text.to_owned(), more: false });
        }
        let mut call = asking(&address)?;
        if let Some(before) = &before {
            call = before.etag.iter().fold(call, |call, etag| call.header("If-None-Match", etag));
            call = before.modified.iter().fold(call, |call, modified| call.header("If-Modified-Since", modified));
        }
        match connection.http.send(call).await {
            Err(Trouble::Refused { status: 304, .. }) => {
                let unchanged = Cursor { due: now + RESTS, ..before.unwrap_or_default() };
                Ok(Batch { items: Vec::new(), cursor: unchanged.text()?, more: false })
            }
            Err(other) => Err(other),
            Ok(answer) => {
                let feed = understood(&answer.body, &address)?;
                keep(connection, &answer, now).await;
                news(&address, feed, &answer, before, now)
            }
        }
    }

    async fn thread(&self, connection: &Connection, remote_id: &str) -> Result<Batch, Trouble> {
        let items = self.look(connection, remote_id).await?.into_iter().map(Ok).collect();
        Ok(Batch { items, cursor: String::new(), more: false })
    }

    /// An entry that no longer stands in the feed is not gone at its source: feeds forget.
    async fn look(&self, connection: &Connection, remote_id: &str) -> Result<Option<Item>, Trouble> {
        let address = address(connection)?;
        let feed = understood(&document(connection, &address).await?, &address)?;
        let read = connection.http.now();
        let Feed { title, link, entries, .. } = feed;
        let found = entries.into_iter().flatten().find(|entry| entry.id == remote_id);
        let reason = "it stands no longer in the feed, which does not say whether it is gone".to_owned();
        let entry = found.ok_or(Trouble::Refused { status: 404, reason })?;
        Ok(Some(item(&address, &title, link.as_deref(), entry, Change::Written, read)))
    }
}

/// The bytes as a feed.
pub(super) fn understood(bytes: &[u8], address: &Url) -> Result<Feed, Trouble> {
    feed::read(bytes, address).map_err(|fault| Trouble::Nonsense { reason: fault.to_string() })
}

fn news(address: &Url, feed: Feed, answer: &Answer, before: Option<Cursor>, now: Timestamp) -> Result<Batch, Trouble> {
    let header = |name: &str| answer.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let asked = feed.rests_for.map_or(0, i64::from) * 60;
    let rests = SignedDuration::from_secs(asked.max(fresh_for(answer))).clamp(RESTS, LONGEST_REST);
    let is_first = before.is_none();
    let told = before.unwrap_or_default().told;
    let mut after = Cursor { etag: header("etag"), modified: header("last-modified"), due: now + rests, told: BTreeMap::new() };
    let mut items: Vec<Result<Item, Spoiled>> = Vec::new();
    for entry in feed.entries {
        let (id, version) = match &entry {
            Ok(entry) => (text::fingerprint(entry.id.as_bytes()), version(entry)),
            Err(spoiled) => (text::fingerprint(&spoiled.raw), "spoiled".to_owned()),
        };
        let known = told.get(&id);
        if known != Some(&version) {
            let change = known.map_or(Change::Written, |_| Change::Edited { version: version.clone() });
            items.push(entry.map(|entry| item(address, &feed.title, feed.link.as_deref(), entry, change, now)));
        }
        after.told.insert(id, version);
    }
    if is_first {
        items.drain(..items.len().saturating_sub(FIRST_PAGE));
    }
    Ok(Batch { items, cursor: after.text()?, more: false })
}

/// Tells one wording from the next. Counters and tracking in the bytes are no new wording.
fn version(entry: &Entry) -> String {
    text::fingerprint(format!("{}\0{}\0{}", entry.title, entry.summary, entry.link.as_deref().unwrap_or_default()).as_bytes())
}

fn fresh_for(answer: &Answer) -> i64 {
    let told = answer.headers.get("cache-control").and_then(|value| value.to_str().ok()).unwrap_or_default();
    told.split(',').find_map(|part| part.trim().strip_prefix("max-age=")?.parse().ok()).unwrap_or(0).clamp(0, 24 * 3600)
}

fn item(address: &Url, feed_title: &str, link: Option<&str>, entry: Entry, change: Change, now: Timestamp) -> Item {
    let host = address.host_str().unwrap_or_default();
    let named = !entry.author.is_empty();
    Item {
        kind: Kind::Mention,
        author: Author {
            remote_id: if named { format!("{}@{host}", entry.author) } else { host.to_owned() },
            handle: host.to_owned(),
            name: match (named, feed_title) {
                (true, _) => entry.author,
                (false, "") => host.to_owned(),
                (false, title) => title.to_owned(),
            },
            url: link.map(str::to_owned),
            avatar_url: None,
            ours: false,
        },
        text: if entry.summary.is_empty() { entry.title.clone() } else { entry.summary },
        warning: Some(entry.title).filter(|title| !title.is_empty()),
        language: entry.language,
        // A feed without times is heard when it is heard.
        written_at: entry.published.or(entry.updated).unwrap_or(now),
        parent: None,
        root: None,
        url: entry.link,
        attachments: entry
            .picture
            .into_iter()
            .map(|picture| Attachment { media_type: "image".to_owned(), url: picture.url, alt: picture.alt })
            .collect(),
        counts: Counts::default(),
        change,
        raw: entry.raw,
        remote_id: entry.id,
    }
}

/// Keeps the document, so that looking at one entry after the other costs the site nothing.
async fn keep(connection: &Connection, answer: &Answer, now: Timestamp) {
    let kept = (answer.body.len() <= KEPT).then(|| format!("{} {}", now.as_second(), STANDARD.encode(&answer.body)));
    connection.remember("rss.document", kept).await;
}

async fn document(connection: &Connection, address: &Url) -> Result<Vec<u8>, Trouble> {
    let now = connection.http.now();
    if let Some(kept) = connection.remembered("rss.document").await
        && let Some((at, body)) = kept.split_once(' ')
        && at.parse().is_ok_and(|at: i64| (0..FRESH.as_secs() as i64).contains(&(now.as_second() - at)))
        && let Ok(body) = STANDARD.decode(body)
    {
        return Ok(body);
    }
    let answer = connection.http.send(asking(address)?).await?;
    keep(connection, &answer, now).await;
    Ok(answer.body.to_vec())
}
