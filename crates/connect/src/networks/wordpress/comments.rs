//! News without gaps: the newest hundred comments at each question, and a cursor that knows which of them were told, and how they read.
//!
//! Comments are numbered as they arrive, and have no time of their last edit. So the newest hundred are asked for again each time: what is
//! not among the told ones is news, and what reads otherwise than it was told is an edit. When more than a hundred came meanwhile, the
//! place where the told ones end is looked for by halving, and from there on they come oldest first.
use std::collections::BTreeMap;

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::shapes::{self, COMMENT_FIELDS, Comment};
use super::site::Site;
use crate::http::Answer;
use crate::item::{Batch, Change, Item, Spoiled};
use crate::trouble::Trouble;

/// Comments in one page: the most that WordPress gives (docs: using-the-rest-api/pagination).
const PAGE: usize = 100;
/// How far before the place that was looked for the reading begins, should comments have been deleted meanwhile.
const OVERLAP: usize = 20;

/// What was told: everything up to number `after`, and `told` above it with the version of each.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Cursor {
    after: u64,
    told: BTreeMap<u64, String>,
}

impl Cursor {
    fn read(text: &str) -> Result<Self, Trouble> {
        serde_json::from_str(text).map_err(|_| Trouble::Nonsense { reason: "the cursor is not one of WordPress's".to_owned() })
    }

    fn text(&self) -> Result<String, Trouble> {
        serde_json::to_string(self).map_err(|fault| Trouble::Nonsense { reason: fault.to_string() })
    }

    fn is_told(&self, id: u64) -> bool {
        id <= self.after || self.told.contains_key(&id)
    }

    /// What a comment with this number and version is: news, an edit, or nothing new.
    fn tell(&mut self, id: u64, version: &str) -> Told {
        let told = match self.told.get(&id) {
            Some(before) if before == version => return Told::Before,
            Some(_) => Told::Edited,
            None if id <= self.after => return Told::Before,
            None => Told::New,
        };
        self.told.insert(id, version.to_owned());
        told
    }

    /// Keeps the newest; what falls out counts as told for good.
    fn kept_small(mut self) -> Self {
        while self.told.len() > PAGE {
            if let Some((id, _)) = self.told.pop_first() {
                self.after = self.after.max(id);
            }
        }
        self
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    New,
    Edited,
    Before,
}

/// What came after the cursor; see [`crate::Listening::since`].
pub(super) async fn since(site: &Site<'_>, cursor: Option<&str>) -> Result<Batch, Trouble> {
    let newest = page(site, &[("order", "desc")]).await?;
    let mut raw = shapes::listed(&newest)?;
    raw.reverse();
    let Some(text) = cursor else {
        // What came before this page was there before us: it counts as told.
        let after = raw.iter().filter_map(|raw| shapes::id_of(raw)).min().map_or(0, |first| first.saturating_sub(1));
        return batch(site, &raw, Cursor { after, told: BTreeMap::new() }, More::No).await;
    };
    let cursor = Cursor::read(text)?;
    let reaches_back = raw.len() < PAGE || raw.iter().filter_map(|raw| shapes::id_of(raw)).any(|id| cursor.is_told(id));
    if reaches_back {
        return batch(site, &raw, cursor, More::No).await;
    }
    let last_told = cursor.told.last_key_value().map_or(cursor.after, |(id, _)| *id);
    let offset = place_after(site, last_told, total(&newest)?).await?.saturating_sub(OVERLAP);
    let older = page(site, &[("order", "asc"), ("offset", &offset.to_string())]).await?;
    batch(site, &shapes::listed(&older)?, cursor, More::Yes).await
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum More {
    No,
    Yes,
}

/// What of `raw`, oldest first, is news or edited.
async fn batch(site: &Site<'_>, raw: &[&RawValue], mut cursor: Cursor, more: More) -> Result<Batch, Trouble> {
    let us = site.us().await?;
    let mut items: Vec<Result<Item, Spoiled>> = Vec::new();
    for raw in raw {
        match shapes::comment(raw, &us) {
            Ok((comment, item)) => {
                let version = comment.version();
                match cursor.tell(comment.id, &version) {
                    Told::New => items.push(Ok(item)),
                    Told::Edited => items.push(Ok(Item { change: Change::Edited { version }, ..item })),
                    Told::Before => {}
                }
            }
            Err(spoiled) => match shapes::id_of(raw) {
                Some(id) if cursor.tell(id, "spoiled") == Told::Before => {}
                _ => items.push(Err(spoiled)),
            },
        }
    }
    let progress = !items.is_empty();
    Ok(Batch { items, cursor: cursor.kept_small().text()?, more: more == More::Yes && progress })
}

/// How many comments, oldest first, are numbered `id` or lower.
async fn place_after(site: &Site<'_>, id: u64, total: usize) -> Result<usize, Trouble> {
    let (mut low, mut high) = (0, total);
    while low < high {
        let middle = low + (high - low) / 2;
        let query = [("order", "asc"), ("offset", &middle.to_string()), ("per_page", "1")];
        let answer = page(site, &query).await?;
        match shapes::listed(&answer)?.first().and_then(|raw| shapes::id_of(raw)) {
            Some(found) if found <= id => low = middle + 1,
            _ => high = middle,
        }
    }
    Ok(low)
}

fn total(answer: &Answer) -> Result<usize, Trouble> {
    let told = answer.headers.get("x-wp-total").and_then(|value| value.to_str().ok()).and_then(|value| value.parse().ok());
    told.ok_or_else(|| Trouble::Nonsense { reason: "the site does not tell how many comments it has (X-WP-Total)".to_owned() })
}

/// A page of comments by number; those that wait for a yes too, where the account may see them.
async fn page(site: &Site<'_>, query: &[(&str, &str)]) -> Result<Answer, Trouble> {
    let mut call = site.get("/wp/v2/comments").await?.query(&[("orderby", "id"), ("_fields", COMMENT_FIELDS)]);
    if !query.iter().any(|(name, _)| *name == "per_page") {
        call = call.query(&[("per_page", &PAGE.to_string())]);
    }
    if site.us().await?.moderates {
        call = call.query(&[("status", "all")]);
    }
    site.send(call.query(query)).await
}

/// All comments under a post, oldest first.
pub(super) async fn under(site: &Site<'_>, post: u64) -> Result<Vec<Result<Item, Spoiled>>, Trouble> {
    let us = site.us().await?;
    let (post, mut items, mut number, mut pages) = (post.to_string(), Vec::new(), 1, 1);
    while number <= pages {
        let answer = page(site, &[("order", "asc"), ("post", &post), ("page", &number.to_string())]).await?;
        let told =
            answer.headers.get("x-wp-totalpages").and_then(|value| value.to_str().ok()).and_then(|value| value.parse().ok());
        pages = told.unwrap_or(1).min(MOST_PAGES);
        items.extend(shapes::listed(&answer)?.into_iter().map(|raw| shapes::comment(raw, &us).map(|(_, item)| item)));
        number += 1;
    }
    Ok(items)
}

/// The newest comments under a post, and how far the site's clock is ahead of ours.
pub(super) async fn newest_under(site: &Site<'_>, post: u64) -> Result<(Vec<Comment>, Option<SignedDuration>), Trouble> {
    let answer = page(site, &[("order", "desc"), ("post", &post.to_string())]).await?;
    let comments = shapes::listed(&answer)?.into_iter().filter_map(|raw| serde_json::from_str(raw.get()).ok()).collect();
    Ok((comments, answer.clock_ahead))
}

/// Pages of one thread: five thousand comments.
const MOST_PAGES: usize = 50;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Whatever was told when: each comment is new once, and each new wording is told once.
        #[test]
        fn nothing_is_told_twice_and_no_edit_is_missed(turns in proptest::collection::vec((1u64..40, 0u8..3), 1..120)) {
            let (mut cursor, mut stands) = (Cursor::default(), BTreeMap::new());
            for (id, wording) in turns {
                let version = format!("v{wording}");
                let before = stands.insert(id, version.clone());
                let awaited = match before {
                    None => Told::New,
                    Some(before) if before == version => Told::Before,
                    Some(_) => Told::Edited,
                };
                cursor = Cursor::read(&cursor.text().unwrap()).unwrap();
                prop_assert_eq!(cursor.tell(id, &version), awaited);
                cursor = cursor.kept_small();
            }
        }
    }

    #[test]
    fn the_cursor_stays_small() {
        let mut cursor = Cursor::default();
        (1..=1000).for_each(|id| assert_eq!(cursor.tell(id, "a"), Told::New));
        let cursor = cursor.kept_small();
        assert_eq!((cursor.after, cursor.told.len()), (900, PAGE));
        assert!(cursor.is_told(1) && cursor.is_told(1000) && !cursor.is_told(1001));
        assert!(cursor.text().unwrap().len() < 4000);
    }
}
