//! Hearing mentions: answers to us name us too. Ids grow with time, so the newest that was told is the cursor.
use async_trait::async_trait;
use jiff::SignedDuration;

use super::X;
use super::line::{Line, is_id};
use super::shapes::{self, FIELDS, One, Told};
use crate::connection::Connection;
use crate::item::{Batch, Item};
use crate::network::Listening;
use crate::trouble::Trouble;

/// Posts in a page.
const PAGE: &str = "100";
/// Pages of news: X gives the newest 800 mentions at most.
const MOST_PAGES: usize = 8;
/// Pages of one thread: two thousand answers.
const MOST_OF_A_THREAD: usize = 20;
/// Each post that is read is billed; a look that finds nothing is not.
const PACE: SignedDuration = SignedDuration::from_secs(60);

#[async_trait]
impl Listening for X {
    async fn since(&self, connection: &Connection, cursor: Option<&str>) -> Result<Batch, Trouble> {
        since(&Line::of(connection)?, cursor.filter(|cursor| is_id(cursor))).await
    }

    async fn thread(&self, connection: &Connection, remote_id: &str) -> Result<Batch, Trouble> {
        let line = Line::of(connection)?;
        let us = line.us().await?;
        let (post, item) = one(&line, remote_id, &us).await?.ok_or(Trouble::Gone)?;
        let root = post.conversation_id.filter(|id| is_id(id)).unwrap_or(post.id);
        let mut items = Vec::new();
        if root != item.remote_id
            && let Some((_, first)) = one(&line, &root, &us).await?
        {
            items.push(Ok(first));
        }
        let known = item.remote_id.clone();
        items.push(Ok(item));
        let query = format!("conversation_id:{root}");
        for answer in pages(&line, "tweets/search/recent", &[("query", &query)], MOST_OF_A_THREAD).await? {
            let (raws, beside, _) = Told::of(&answer)?.apart();
            let answers = raws.into_iter().map(|raw| shapes::post(raw, &us, &beside).map(|(_, item)| item));
            items.extend(answers.filter(|item| item.as_ref().is_ok_and(|item| item.remote_id != known) || item.is_err()));
        }
        items.sort_by_key(|item| item.as_ref().map_or(jiff::Timestamp::MAX, |item| item.written_at));
        Ok(Batch { items, cursor: String::new(), more: false })
    }

    async fn look(&self, connection: &Connection, remote_id: &str) -> Result<Option<Item>, Trouble> {
        let line = Line::of(connection)?;
        let us = line.us().await?;
        Ok(one(&line, remote_id, &us).await?.map(|(_, item)| item))
    }

    fn pace(&self) -> SignedDuration {
        PACE
    }
}

async fn since(line: &Line<'_>, cursor: Option<&str>) -> Result<Batch, Trouble> {
    let us = line.us().await?;
    let path = format!("users/{us}/mentions");
    let after: Vec<(&str, &str)> = cursor.map(|id| ("since_id", id)).into_iter().collect();
    // From the first look on only the first page counts: the rest was there before us.
    let most = if cursor.is_some() { MOST_PAGES } else { 1 };
    let (mut items, mut newest) = (Vec::new(), cursor.unwrap_or("0").to_owned());
    for answer in pages(line, &path, &after, most).await? {
        let (raws, beside, _) = Told::of(&answer)?.apart();
        for raw in raws {
            if let Some(id) = shapes::id_of(raw).filter(|id| later(id, &newest)) {
                newest = id;
            }
            items.push(shapes::post(raw, &us, &beside).map(|(_, item)| item));
        }
    }
    items.reverse();
    Ok(Batch { items, cursor: newest, more: false })
}

/// Whether one number is greater than another, however long they are.
fn later(id: &str, than: &str) -> bool {
    (id.len(), id) > (than.len(), than)
}

/// The pages of a list, the newest first.
pub(super) async fn pages(
    line: &Line<'_>,
    path: &str,
    query: &[(&str, &str)],
    most: usize,
) -> Result<Vec<crate::http::Answer>, Trouble> {
    let (mut answers, mut token) = (Vec::new(), String::new());
    while answers.len() < most {
        let mut asked: Vec<(&str, &str)> = query.iter().copied().chain(FIELDS).chain([("max_results", PAGE)]).collect();
        if !token.is_empty() {
            asked.push(("pagination_token", &token));
        }
        let answer = line.get(path, &asked).await?;
        let next = Told::of(&answer)?.meta.next_token;
        answers.push(answer);
        match next {
            Some(next) => token = next,
            None => break,
        }
    }
    Ok(answers)
}

/// A post as it is now; none where it is gone, or its writer's account is.
pub(super) async fn one(line: &Line<'_>, id: &str, us: &str) -> Result<Option<(shapes::Post, Item)>, Trouble> {
    if !is_id(id) {
        return Ok(None);
    }
    let answer = match line.get(&format!("tweets/{id}"), &FIELDS).await {
        Err(Trouble::Gone) => return Ok(None),
        other => other?,
    };
    let One { data, includes, .. } = One::of(&answer)?;
    let Some(raw) = data else { return Ok(None) };
    shapes::post(raw, us, &includes.into()).map(Some).map_err(|spoiled| Trouble::Nonsense { reason: spoiled.reason })
}
