//! Hearing comments, what visitors write on the Page, whole threads, and messages as they are now.
//!
//! Facebook has no list of news. So the newest posts are asked for each time, each with its newest comments; where all of those are new,
//! the older ones are read page by page until one is known.
use async_trait::async_trait;
use serde_json::value::RawValue;

use super::Facebook;
use super::page::{Named, Page};
use super::shapes::{self, COMMENT_FIELDS, Listed, POST_FIELDS};
use crate::connection::Connection;
use crate::graph::told::{News, Told};
use crate::item::{Batch, Change, Item, Spoiled};
use crate::network::Listening;
use crate::trouble::Trouble;

/// Posts whose comments are looked at each time.
const POSTS: usize = 50;
/// Comments of each that come with the first question.
const NEWEST: usize = 25;
/// Comments in a page of one thread.
const PAGE: &str = "100";
/// Pages of one thread: five thousand comments.
const MOST_PAGES: usize = 50;

#[async_trait]
impl Listening for Facebook {
    async fn since(&self, connection: &Connection, cursor: Option<&str>) -> Result<Batch, Trouble> {
        since(&Page::of(connection)?, cursor).await
    }

    async fn thread(&self, connection: &Connection, remote_id: &str) -> Result<Batch, Trouble> {
        let page = Page::of(connection)?;
        let named = Named::read(remote_id)?;
        let mut items = vec![Ok(post(&page, named.post()).await?)];
        for raw in under(&page, named.post(), Order::Oldest, |_| false).await? {
            items.push(shapes::comment(&raw, page.id, named.post()).map(|(_, item)| item));
        }
        Ok(Batch { items, cursor: String::new(), more: false })
    }

    async fn look(&self, connection: &Connection, remote_id: &str) -> Result<Option<Item>, Trouble> {
        let page = Page::of(connection)?;
        let Ok(named) = Named::read(remote_id) else { return Ok(None) };
        let found = match &named {
            Named::Post(id) => post(&page, id).await,
            Named::Comment { post, comment } => self::comment(&page, post, comment).await.map(|(_, item)| item),
        };
        match found {
            Err(Trouble::Gone) => Ok(None),
            other => other.map(Some),
        }
    }
}

async fn since(page: &Page<'_>, cursor: Option<&str>) -> Result<Batch, Trouble> {
    let fields =
        format!("{POST_FIELDS},comments.filter(stream).order(reverse_chronological).limit({NEWEST}){{{COMMENT_FIELDS}}}");
    let limit = POSTS.to_string();
    let answer = page.graph.get(&format!("{}/feed", page.id), &[("fields", &fields), ("limit", &limit)]).await?;
    let told = cursor.map(Told::read).transpose()?;
    let mut heard = Vec::new();
    for raw in Listed::of(&answer)?.data {
        let Ok((post, item)) = shapes::post(raw, page.id) else {
            heard.push(Heard::of_post(raw, page));
            continue;
        };
        if !item.author.ours {
            heard.push(Heard::of_post(raw, page));
        }
        for comment in comments(page, raw, &post.id, told.as_ref()).await? {
            heard.push(Heard::of_comment(&comment, page, &post.id));
        }
    }
    heard.sort_by_key(|heard| heard.at);
    let newest = heard.iter().filter(|heard| heard.item.is_ok()).map(|heard| heard.at).max().unwrap_or(0);
    let mut told = told.unwrap_or_else(Told::nothing);
    let mut items = Vec::new();
    for Heard { id, at, version, item } in heard {
        match (told.tell(&id, at.min(told.last(newest)), &version), item) {
            (News::Before, _) => {}
            (News::Edited, Ok(item)) => items.push(Ok(Item { change: Change::Edited { version }, ..item })),
            (News::New | News::Edited, item) => items.push(item),
        }
    }
    // The first time all of the first page is told; what else is older than the newest of it was there before us.
    let told = if cursor.is_none() { told.closed_before(newest) } else { told };
    Ok(Batch { items, cursor: told.kept_small().text()?, more: false })
}

/// What the network told, before it is known whether it is news.
struct Heard {
    id: String,
    /// In seconds. What has no time counts as written last.
    at: i64,
    version: String,
    item: Result<Item, Spoiled>,
}

impl Heard {
    fn of_post(raw: &RawValue, page: &Page<'_>) -> Self {
        match shapes::post(raw, page.id) {
            Ok((post, item)) => Self { version: post.version(), ..Self::good(item) },
            Err(spoiled) => Self::bad(spoiled),
        }
    }

    fn of_comment(raw: &RawValue, page: &Page<'_>, post: &str) -> Self {
        match shapes::comment(raw, page.id, post) {
            Ok((comment, item)) => Self { version: comment.version(), ..Self::good(item) },
            Err(spoiled) => Self::bad(spoiled),
        }
    }

    fn good(item: Item) -> Self {
        Self { id: item.remote_id.clone(), at: item.written_at.as_second(), version: String::new(), item: Ok(item) }
    }

    fn bad(spoiled: Spoiled) -> Self {
        let id = spoiled.remote_id.clone().unwrap_or_else(|| crate::text::fingerprint(&spoiled.raw));
        Self { id, at: i64::MAX, version: crate::text::fingerprint(&spoiled.raw).split_off(12), item: Err(spoiled) }
    }
}

/// The newest comments of a post in the feed: those that came with it, or more where even the oldest of them is new.
async fn comments(page: &Page<'_>, post: &RawValue, id: &str, told: Option<&Told>) -> Result<Vec<Box<RawValue>>, Trouble> {
    #[derive(serde::Deserialize)]
    struct With<'a> {
        #[serde(borrow, default)]
        comments: Option<Listed<'a>>,
    }
    let not_so = |_| Trouble::Nonsense { reason: "the comments of a post are no list".to_owned() };
    let with: With<'_> = serde_json::from_str(post.get()).map_err(not_so)?;
    let Some(listed) = with.comments else { return Ok(Vec::new()) };
    let knows = |raw: &RawValue| known(raw, page, id, told);
    let all_new = listed.next().is_some() && !listed.data.iter().any(|raw| knows(raw));
    match all_new && told.is_some() {
        true => under(page, id, Order::Newest, knows).await,
        false => Ok(listed.data.into_iter().map(ToOwned::to_owned).collect()),
    }
}

fn known(raw: &RawValue, page: &Page<'_>, post: &str, told: Option<&Told>) -> bool {
    let item = shapes::comment(raw, page.id, post).map(|(_, item)| item);
    item.is_ok_and(|item| told.is_some_and(|told| told.knows(&item.remote_id, item.written_at.as_second())))
}

/// Which end of a thread comes first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Newest,
    Oldest,
}

/// The comments under a post, page by page until one of a page is `enough`.
pub(super) async fn under(
    page: &Page<'_>,
    post: &str,
    order: Order,
    enough: impl Fn(&RawValue) -> bool,
) -> Result<Vec<Box<RawValue>>, Trouble> {
    let order = if order == Order::Newest { "reverse_chronological" } else { "chronological" };
    let (path, mut found, mut after) = (format!("{post}/comments"), Vec::new(), String::new());
    for _ in 0..MOST_PAGES {
        let mut query = vec![("fields", COMMENT_FIELDS), ("filter", "stream"), ("order", order), ("limit", PAGE)];
        if !after.is_empty() {
            query.push(("after", &after));
        }
        let answer = page.graph.get(&path, &query).await?;
        let listed = Listed::of(&answer)?;
        let last = listed.data.iter().any(|raw| enough(raw));
        let next = listed.next();
        found.extend(listed.data.into_iter().map(ToOwned::to_owned));
        match next {
            Some(next) if !last => after = next,
            _ => break,
        }
    }
    Ok(found)
}

/// A comment as it is now.
pub(super) async fn comment(page: &Page<'_>, post: &str, id: &str) -> Result<(shapes::Comment, Item), Trouble> {
    let answer = page.graph.get(id, &[("fields", COMMENT_FIELDS)]).await?;
    let raw: Box<RawValue> = answer.json()?;
    shapes::comment(&raw, page.id, post).map_err(|spoiled| Trouble::Nonsense { reason: spoiled.reason })
}

async fn post(page: &Page<'_>, id: &str) -> Result<Item, Trouble> {
    let answer = page.graph.get(id, &[("fields", POST_FIELDS)]).await?;
    let raw: Box<RawValue> = answer.json()?;
    shapes::post(&raw, page.id).map(|(_, item)| item).map_err(|spoiled| Trouble::Nonsense { reason: spoiled.reason })
}
