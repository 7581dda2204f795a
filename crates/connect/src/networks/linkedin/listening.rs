//! Hearing comments: the page's newest posts are asked for, then how many comments each has; only where there are more than before are
//! they read.
use async_trait::async_trait;
use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::LinkedIn;
use super::page::{Page, encoded};
use super::shapes::{self, Listed, Named, parts};
use crate::connection::Connection;
use crate::graph::told::{News, Told};
use crate::http::{Answer, Call};
use crate::item::{Batch, Change, Item, Spoiled};
use crate::network::Listening;
use crate::text::fingerprint;
use crate::trouble::Trouble;

/// Posts whose comments are counted each time.
const POSTS: &str = "50";
/// Comments in a page.
const PAGE: usize = 100;
/// Pages of one thread: five thousand comments.
const MOST_PAGES: usize = 50;
/// LinkedIn counts calls by the day, and gives new applications few.
const PACE: SignedDuration = SignedDuration::from_mins(5);

#[async_trait]
impl Listening for LinkedIn {
    async fn since(&self, connection: &Connection, cursor: Option<&str>) -> Result<Batch, Trouble> {
        since(&Page::of(connection)?, cursor).await
    }

    async fn thread(&self, connection: &Connection, remote_id: &str) -> Result<Batch, Trouble> {
        let page = Page::of(connection)?;
        let named = Named::read(remote_id)?;
        let post = page.send(Call::get(&page.address(&format!("posts/{}", encoded(named.post()))))?).await?;
        let mut items = vec![of_post(&post, &page)];
        for raw in under(&page, named.post()).await? {
            items.push(shapes::comment(&raw, &page.urn(), named.post()).map(|(_, item)| item));
        }
        items[1..].sort_by_key(|item| item.as_ref().map_or(jiff::Timestamp::MAX, |item| item.written_at));
        Ok(Batch { items, cursor: String::new(), more: false })
    }

    async fn look(&self, connection: &Connection, remote_id: &str) -> Result<Option<Item>, Trouble> {
        let page = Page::of(connection)?;
        let found = match Named::read(remote_id) {
            Err(_) => return Ok(None),
            Ok(Named::Post(post)) => page
                .send(Call::get(&page.address(&format!("posts/{}", encoded(&post))))?)
                .await
                .map(|answer| of_post(&answer, &page)),
            Ok(Named::Comment { post, comment }) => one(&page, &comment).await.and_then(|answer| {
                let raw: Box<RawValue> = answer.json()?;
                Ok(shapes::comment(&raw, &page.urn(), &post).map(|(_, item)| item))
            }),
        };
        match found {
            Err(Trouble::Gone) => Ok(None),
            Err(trouble) => Err(trouble),
            Ok(item) => item.map(Some).map_err(|spoiled| Trouble::Nonsense { reason: spoiled.reason }),
        }
    }

    fn pace(&self) -> SignedDuration {
        PACE
    }
}

fn of_post(answer: &Answer, page: &Page<'_>) -> Result<Item, Spoiled> {
    let unread = |reason: String| Spoiled { remote_id: None, reason, raw: answer.body.to_vec() };
    let raw: Box<RawValue> = answer.json().map_err(|trouble| unread(trouble.to_string()))?;
    shapes::post(&raw, &page.urn()).map(|(_, item)| item)
}

/// A comment as it is now.
pub(super) async fn one(page: &Page<'_>, urn: &str) -> Result<Answer, Trouble> {
    let (of, id) = parts(urn).ok_or(Trouble::Gone)?;
    page.send(Call::get(&page.address(&format!("socialActions/{}/comments/{id}", encoded(of))))?).await
}

/// How many comments a post has.
#[derive(Debug, Deserialize)]
struct Counted {
    results: std::collections::BTreeMap<String, Metadata>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Metadata {
    #[serde(default)]
    comment_summary: Summary,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Summary {
    count: u64,
}

pub(super) async fn newest_posts(page: &Page<'_>) -> Result<Answer, Trouble> {
    let query = [("author", page.urn()), ("q", "author".into()), ("count", POSTS.into()), ("sortBy", "LAST_MODIFIED".into())];
    let query: Vec<(&str, &str)> = query.iter().map(|(name, value)| (*name, value.as_str())).collect();
    page.send(Call::get(&page.address("posts"))?.query(&query).header("X-RestLi-Method", "FINDER")).await
}

async fn since(page: &Page<'_>, cursor: Option<&str>) -> Result<Batch, Trouble> {
    let answer = newest_posts(page).await?;
    let before = cursor.map(Told::read).transpose()?;
    let us = page.urn();
    let (mut heard, mut posts) = (Vec::new(), Vec::new());
    for raw in Listed::of(&answer)?.elements {
        match shapes::post(raw, &us) {
            Ok((post, item)) => posts.push((post.id, item.written_at.as_second())),
            Err(spoiled) => heard.push(Heard::of(Err(spoiled))),
        }
    }
    let counted = counts(page, &posts).await?;
    for (post, at) in &posts {
        let count = counted.get(post).copied().unwrap_or(0);
        let name = format!("count:{post}");
        let grown = before.as_ref().is_none_or(|told| told.clone().tell(&name, i64::MAX, &count.to_string()) != News::Before);
        if count > 0 && grown {
            for raw in under(page, post).await? {
                heard.push(Heard::of(shapes::comment(&raw, &us, post).map(|(_, item)| item)));
            }
        }
        heard.push(Heard { id: name, at: *at, version: count.to_string(), item: None });
    }
    heard.sort_by_key(|heard| heard.at);
    let newest =
        heard.iter().filter(|heard| heard.item.as_ref().is_some_and(Result::is_ok)).map(|heard| heard.at).max().unwrap_or(0);
    let first = before.is_none();
    let mut told = before.unwrap_or_else(Told::nothing);
    let mut items = Vec::new();
    for Heard { id, at, version, item } in heard {
        // Counts are kept as of now, so that they outlive what is old.
        let at = if item.is_none() { told.last(newest) } else { at.min(told.last(newest)) };
        match (told.tell(&id, at, &version), item) {
            (News::Before, _) | (_, None) => {}
            (News::Edited, Some(Ok(item))) => items.push(Ok(Item { change: Change::Edited { version }, ..item })),
            (News::New | News::Edited, Some(item)) => items.push(item),
        }
    }
    let told = if first { told.closed_before(newest) } else { told };
    Ok(Batch { items, cursor: told.kept_small().text()?, more: false })
}

/// The comments of each post, counted in one call.
async fn counts(page: &Page<'_>, posts: &[(String, i64)]) -> Result<std::collections::BTreeMap<String, u64>, Trouble> {
    if posts.is_empty() {
        return Ok(std::collections::BTreeMap::new());
    }
    let list: Vec<String> = posts.iter().map(|(post, _)| encoded(post)).collect();
    // The parentheses and commas of a Rest.li list stand as they are.
    let address = format!("{}?ids=List({})", page.address("socialMetadata"), list.join(","));
    let counted: Counted = page.send(Call::get(&address)?.header("X-RestLi-Method", "BATCH_GET")).await?.json()?;
    Ok(counted.results.into_iter().map(|(post, told)| (post, told.comment_summary.count)).collect())
}

/// What was told, before it is known whether it is news. Without an item it only remembers a count.
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

/// All comments under a post, and the answers under each that has some.
pub(super) async fn under(page: &Page<'_>, post: &str) -> Result<Vec<Box<RawValue>>, Trouble> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct With {
        comment_urn: String,
        #[serde(default)]
        comments_summary: shapes::Answers,
    }
    let mut found = Vec::new();
    for raw in listed(page, post).await? {
        let with = serde_json::from_str::<With>(raw.get()).ok().filter(|with| with.comments_summary.count() > 0);
        found.push(raw);
        if let Some(with) = with.filter(|with| parts(&with.comment_urn).is_some()) {
            found.extend(listed(page, &with.comment_urn).await?);
        }
    }
    Ok(found)
}

async fn listed(page: &Page<'_>, urn: &str) -> Result<Vec<Box<RawValue>>, Trouble> {
    let (mut found, path) = (Vec::new(), page.address(&format!("socialActions/{}/comments", encoded(urn))));
    for n in 0..MOST_PAGES {
        let (start, count) = ((n * PAGE).to_string(), PAGE.to_string());
        let answer = page.send(Call::get(&path)?.query(&[("start", &start), ("count", &count)])).await?;
        let elements = Listed::of(&answer)?.elements;
        let full = elements.len() >= PAGE;
        found.extend(elements.into_iter().map(ToOwned::to_owned));
        if !full {
            break;
        }
    }
    Ok(found)
}
