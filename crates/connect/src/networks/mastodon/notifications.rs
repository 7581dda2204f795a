//! News without gaps: pages of notifications, and a cursor that looks back a little.
//!
//! Two things could lose a mention. `min_id` means the page right after it to Mastodon, but the newest page to others (snac), so that
//! older ones lie between. And a notification gets its id before it can be seen, so one with a lower id may appear after a higher
//! one was read. Hence each question begins a few notifications back, and the cursor knows which of those were told.
use std::cmp::Ordering;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::listening::borrowed;
use super::server::Server;
use super::shapes::{Notification, Reader, spoiled};
use crate::item::{Batch, Item, Spoiled};
use crate::trouble::Trouble;

/// Notifications in one page.
const PAGE: &str = "40";
/// News at least this many are followed by another question at once; servers cap pages at 30, 40 or 80.
const FULL: usize = 15;
/// Pages walked back to close a gap: eight thousand mentions that nobody fetched.
const FARTHEST: usize = 200;
/// How many of the newest notifications are asked for again.
const LOOKED_BACK: usize = 20;

/// What was told: everything up to `after`, and `told` above it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Cursor {
    after: Id,
    told: BTreeSet<Id>,
}

/// Ids are numbers without leading zeros, or sortable texts of one length.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
struct Id(String);

impl Ord for Id {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.cmp(&other.0))
    }
}
impl PartialOrd for Id {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Cursor {
    /// A cursor that is a bare id means: everything up to it.
    fn read(text: &str) -> Result<Self, Trouble> {
        if !text.starts_with('{') {
            return Ok(Self { after: Id(text.to_owned()), told: BTreeSet::new() });
        }
        serde_json::from_str(text).map_err(|_| Trouble::Nonsense { reason: "the cursor is not one of Mastodon's".to_owned() })
    }

    /// The cursor after `told` was told as well. What falls out of the window counts as told for good.
    fn moved(mut self, told: impl Iterator<Item = Id>) -> Self {
        self.told.extend(told);
        while self.told.len() > LOOKED_BACK {
            self.after = self.told.pop_first().unwrap_or_default().max(self.after);
        }
        self
    }

    fn text(&self) -> Result<String, Trouble> {
        serde_json::to_string(self).map_err(|fault| Trouble::Nonsense { reason: fault.to_string() })
    }

    fn is_told(&self, id: &Id) -> bool {
        *id <= self.after || self.told.contains(id)
    }
}

/// What came after the cursor; see [`crate::Listening::since`].
pub(super) async fn since(server: &Server<'_>, reader: &Reader, cursor: Option<&str>) -> Result<Batch, Trouble> {
    let Some(text) = cursor else {
        let page = page(server, reader, None, None).await?;
        let start = Cursor { after: Id("0".to_owned()), told: BTreeSet::new() };
        // What came before this page was there before us: it counts as told.
        let mut cursor = start.moved(page.ids().cloned());
        cursor.after = page.oldest().cloned().map_or(cursor.after.clone(), |oldest| oldest.max(cursor.after.clone()));
        cursor.told.retain(|id| *id > cursor.after);
        return Ok(Batch { items: page.items().collect(), cursor: cursor.text()?, more: false });
    };
    let cursor = Cursor::read(text)?;
    let mut pages = vec![page(server, reader, Some(&cursor.after), None).await?];
    // The page is joined to what was told when it reaches back to it.
    while let Some(oldest) = pages.last().and_then(Page::oldest).filter(|oldest| !cursor.is_told(oldest)).cloned() {
        if pages.len() == FARTHEST {
            return Err(Trouble::Nonsense { reason: "the notifications do not end".to_owned() });
        }
        let older = page(server, reader, Some(&cursor.after), Some(&oldest)).await?;
        // A server that ignores `max_id` gives the same page again.
        if older.oldest().is_none_or(|next| *next >= oldest) {
            break;
        }
        pages.push(older);
    }
    let mut news: Vec<(Id, Option<Result<Item, Spoiled>>)> = pages.into_iter().flat_map(|page| page.0).collect();
    news.retain(|(id, _)| !cursor.is_told(id));
    news.sort_by(|(left, _), (right, _)| left.cmp(right));
    news.dedup_by(|(left, _), (right, _)| left == right);
    let more = news.len() >= FULL;
    let cursor = cursor.moved(news.iter().map(|(id, _)| id.clone()));
    Ok(Batch { items: news.into_iter().filter_map(|(_, item)| item).collect(), cursor: cursor.text()?, more })
}

/// A page: each notification's id, and the item in it when it is a mention.
struct Page(Vec<(Id, Option<Result<Item, Spoiled>>)>);

impl Page {
    fn ids(&self) -> impl Iterator<Item = &Id> {
        self.0.iter().map(|(id, _)| id)
    }

    fn oldest(&self) -> Option<&Id> {
        self.ids().min()
    }

    /// Oldest first; all servers give the newest first.
    fn items(self) -> impl Iterator<Item = Result<Item, Spoiled>> {
        self.0.into_iter().rev().filter_map(|(_, item)| item)
    }
}

async fn page(server: &Server<'_>, reader: &Reader, after: Option<&Id>, before: Option<&Id>) -> Result<Page, Trouble> {
    let mut query = vec![("types[]", "mention"), ("limit", PAGE)];
    query.extend(after.map(|id| ("min_id", id.0.as_str())));
    query.extend(before.map(|id| ("max_id", id.0.as_str())));
    let answer = server.send(server.get("/api/v1/notifications")?.query(&query)).await?;
    let told: Vec<&RawValue> = borrowed(&answer)?;
    Ok(Page(told.into_iter().map(|raw| understood(raw, reader)).collect()))
}

fn understood(raw: &RawValue, reader: &Reader) -> (Id, Option<Result<Item, Spoiled>>) {
    match serde_json::from_str::<Notification<'_>>(raw.get()) {
        Ok(Notification { id, kind, status: Some(status) }) if kind == "mention" => (Id(id), Some(reader.read(status))),
        // Some servers give all kinds, whatever was asked for.
        Ok(Notification { id, .. }) => (Id(id), None),
        Err(fault) => {
            let unread = spoiled(raw.get(), &fault);
            // The id that can be read is the notification's, not a message's. Without one it is told again at each question, until it
            // is no longer among the newest; the desk knows it by its bytes.
            let id = Id(unread.remote_id.clone().unwrap_or_else(|| "~".repeat(40)));
            (id, Some(Err(Spoiled { remote_id: None, ..unread })))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ids_sort_as_numbers_and_as_texts() {
        let id = |text: &str| Id(text.to_owned());
        assert!(id("9") < id("10") && id("0") < id("1"));
        assert!(id("01HZX3T0000000000000000000") < id("01HZX3T0000000000000000001"));
    }

    proptest! {
        /// Notifications appear in any order within a window; each is told exactly once, whatever was asked when.
        #[test]
        fn nothing_is_lost_or_told_twice(shifts in proptest::collection::vec(0usize..15, 1..150), asks in proptest::collection::vec(0usize..150, 1..40)) {
            let mut appearing: Vec<usize> = (0..shifts.len()).collect();
            appearing.sort_by_key(|number| number + shifts[*number]);
            let mut asks = asks;
            asks.sort_unstable();
            asks.push(shifts.len());
            let mut cursor = Cursor { after: Id("0".into()), told: BTreeSet::new() };
            let mut told = Vec::new();
            for ask in asks {
                let visible = appearing.iter().take(ask).map(|number| Id((1000 + number).to_string()));
                let news: Vec<Id> = visible.filter(|id| !cursor.is_told(id)).collect();
                told.extend(news.iter().cloned());
                cursor = Cursor::read(&cursor.moved(news.into_iter()).text().unwrap()).unwrap();
            }
            prop_assert_eq!(told.len(), shifts.len());
            told.sort();
            told.dedup();
            prop_assert_eq!(told.len(), shifts.len());
        }
    }
}
