//! What stands around a message, and how one message is now.
use std::collections::HashSet;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::lexicon::{Node, Record, Thread, read};
use super::listening::{Dated, posts};
use super::names::AtUri;
use super::session::Session;
use super::{reading, session};
use crate::connection::Connection;
use crate::item::{Batch, Item};
use crate::trouble::Trouble;

/// Answers' depth and height asked for at once. The parser reads 128 levels of JSON, and an answer takes two.
const DEPTH: &str = "40";
const HEIGHT: &str = "40";
/// A thread deeper or higher than one call tells is followed by so many more.
const FURTHER_CALLS: usize = 10;

/// The thread around a post: what it answers up to the first, and all answers. Posts that are gone or withheld from us are left out.
pub(super) async fn around(connection: &Connection, remote_id: &str) -> Result<Batch, Trouble> {
    let us = session::current(connection).await?;
    let mut walk = Walk { us: &us, dated: Dated::new(), seen: HashSet::new(), further: vec![Further::start(remote_id)] };
    for call in 0..=FURTHER_CALLS {
        let Some(further) = walk.further.pop() else { break };
        match fetch(connection, &further, &mut walk).await {
            // Gone between two calls: the rest of the thread still counts.
            Err(Trouble::Gone | Trouble::Refused { .. }) if call > 0 => {}
            result => result?,
        }
    }
    let mut dated = walk.dated;
    dated.sort_by_key(|(at, _)| *at);
    Ok(Batch { items: dated.into_iter().map(|(_, item)| item).collect(), cursor: String::new(), more: false })
}

/// One post as it is now; `None` when it is gone at its source.
pub(super) async fn look(connection: &Connection, remote_id: &str) -> Result<Option<Item>, Trouble> {
    let us = session::current(connection).await?;
    let told = posts(connection, &[remote_id.to_owned()]).await;
    let no_view = match told {
        Ok(views) => match views.into_iter().next() {
            Some((raw, view)) => {
                let view = view.map_err(|spoiled| Trouble::Nonsense { reason: spoiled.reason })?;
                return Ok(Some(reading::item(&view, &raw, &us)));
            }
            None => None,
        },
        Err(trouble @ (Trouble::Unauthorised { .. } | Trouble::Limited { .. })) => return Err(trouble),
        Err(trouble) => Some(trouble),
    };
    // Views lag behind: our own post may be there and not yet in view. Our own server knows.
    match AtUri::read(remote_id) {
        Some(uri) if uri.did == us.did => own_record(connection, &us, remote_id, uri).await,
        _ => no_view.map_or(Ok(None), Err),
    }
}

/// A record of any account, by its address. [`Trouble::Gone`] when there is none.
pub(super) async fn record(connection: &Connection, uri: AtUri<'_>) -> Result<(Record, String), Trouble> {
    let place = [("repo", uri.did), ("collection", uri.collection), ("rkey", uri.rkey)];
    let call = |session: &Session| Ok(session.get("com.atproto.repo.getRecord")?.query(&place));
    let answer = session::call(connection, call).await.map_err(|trouble| match trouble {
        // Said with status 400, and by older servers without the name.
        Trouble::Refused { reason, .. } if reason.contains("RecordNotFound") || reason.contains("Could not locate record") => {
            Trouble::Gone
        }
        other => other,
    })?;
    Ok((answer.json()?, answer.text()))
}

async fn own_record(connection: &Connection, us: &Session, remote_id: &str, uri: AtUri<'_>) -> Result<Option<Item>, Trouble> {
    let (record, raw) = match record(connection, uri).await {
        Ok(found) => found,
        Err(Trouble::Gone) => return Ok(None),
        Err(trouble) => return Err(trouble),
    };
    let view = json!({
        "uri": remote_id,
        "cid": record.cid.unwrap_or_default(),
        "author": { "did": us.did, "handle": us.handle },
        "indexedAt": record.value["createdAt"].as_str().unwrap_or("1970-01-01T00:00:00Z"),
        "record": record.value,
    });
    let view = reading::parsed(&view.to_string()).map_err(|spoiled| Trouble::Nonsense { reason: spoiled.reason })?;
    Ok(Some(reading::item(&view, &raw, us)))
}

/// A part of the thread to fetch.
struct Further {
    uri: String,
    depth: &'static str,
    height: &'static str,
    /// The moment below which nothing of it may sort.
    not_before: Timestamp,
}

impl Further {
    fn start(uri: &str) -> Self {
        Self { uri: uri.to_owned(), depth: DEPTH, height: HEIGHT, not_before: Timestamp::MIN }
    }
}

struct Walk<'a> {
    us: &'a Session,
    dated: Dated,
    seen: HashSet<String>,
    further: Vec<Further>,
}

async fn fetch(connection: &Connection, further: &Further, walk: &mut Walk<'_>) -> Result<(), Trouble> {
    let pairs = [("uri", further.uri.as_str()), ("depth", further.depth), ("parentHeight", further.height)];
    let call = |session: &Session| Ok(session.get("app.bsky.feed.getPostThread")?.query(&pairs));
    let answer = session::call(connection, call).await.map_err(|trouble| match trouble {
        Trouble::Refused { reason, .. } if reason.starts_with("NotFound") => Trouble::Gone,
        other => other,
    })?;
    let told: Thread<'_> = read(&answer.body)?;
    if told.thread.post.is_none() {
        return Err(Trouble::Gone);
    }
    // Upwards first, so that an answer never sorts before what it answers.
    let mut line = vec![&told.thread];
    while let Some(parent) = line.last().and_then(|node| node.parent.as_deref()) {
        line.push(parent);
    }
    let mut at = further.not_before;
    for (above, node) in line.iter().rev().enumerate() {
        at = walk.take(node, at);
        if above == 0 && further.height != "0" {
            walk.go_higher(node);
        }
    }
    if further.depth != "0" {
        walk.descend(&told.thread, at);
    }
    Ok(())
}

impl Walk<'_> {
    /// Adds a node's post, and tells the moment it sorts by.
    fn take(&mut self, node: &Node<'_>, not_before: Timestamp) -> Timestamp {
        let Some(raw) = node.post else { return not_before };
        let item = reading::post(raw.get(), self.us);
        let at = item.as_ref().map_or(not_before, |item| item.written_at.max(not_before));
        let id = match &item {
            Ok(item) => Some(item.remote_id.clone()),
            Err(spoiled) => spoiled.remote_id.clone(),
        };
        if id.is_none_or(|id| self.seen.insert(id)) {
            self.dated.push((at, item));
        }
        at
    }

    /// The answers below a node whose own post is taken.
    fn descend(&mut self, node: &Node<'_>, at: Timestamp) {
        let mut waiting: Vec<(&Node<'_>, Timestamp)> = vec![(node, at)];
        while let Some((node, at)) = waiting.pop() {
            match &node.replies {
                Some(replies) => {
                    for reply in replies {
                        let at = self.take(reply, at);
                        waiting.push((reply, at));
                    }
                }
                None => self.go_deeper(node, at),
            }
        }
    }

    /// Answers are left out below the asked depth; the count tells that there are some.
    fn go_deeper(&mut self, node: &Node<'_>, not_before: Timestamp) {
        let told: Value = node.post.and_then(|raw| serde_json::from_str(raw.get()).ok()).unwrap_or_default();
        if let (Some(uri), Some(1..)) = (told["uri"].as_str(), told["replyCount"].as_i64()) {
            self.further.push(Further { uri: uri.to_owned(), depth: DEPTH, height: "0", not_before });
        }
    }

    /// What the topmost post answers, when it is not the first and nothing was told above it.
    fn go_higher(&mut self, top: &Node<'_>) {
        let told: Value = top.post.and_then(|raw| serde_json::from_str(raw.get()).ok()).unwrap_or_default();
        if let Some(parent) = told["record"]["reply"]["parent"]["uri"].as_str().filter(|uri| !self.seen.contains(*uri)) {
            self.further.push(Further { uri: parent.to_owned(), depth: "0", height: HEIGHT, not_before: Timestamp::MIN });
        }
    }
}
