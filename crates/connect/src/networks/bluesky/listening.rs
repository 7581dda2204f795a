//! Hearing: answers, mentions and quotes from the notifications, direct messages from the chat's log.
use std::collections::HashMap;

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::cursor::{Cursor, Rest, mark};
use super::lexicon::{Notifications, PostView, Posts, read};
use super::session::Session;
use super::{Bluesky, direct, reading, session, thread};
use crate::connection::Connection;
use crate::item::{Batch, Item, Spoiled};
use crate::network::Listening;
use crate::trouble::Trouble;

/// Notifications asked for at once; 100 is the most the lexicon allows. The first page is read with every poll.
const FIRST_PAGE: &str = "50";
const PAGE: &str = "100";
/// Pages read by one call.
const PAGES: usize = 10;
/// Posts asked for at once (lexicon `app.bsky.feed.getPosts`).
const POSTS: usize = 25;
/// A post seen late, or written by a slow clock, sorts behind what we heard already; so far back is read again.
const OVERLAP: SignedDuration = SignedDuration::from_mins(10);

/// Items with the moment they sort by.
pub(super) type Dated = Vec<(Timestamp, Result<Item, Spoiled>)>;

#[async_trait]
impl Listening for Bluesky {
    /// Items of one batch are oldest first. When more than a thousand came since the last call, the newest thousand come first and
    /// the older ones with the next calls.
    async fn since(&self, connection: &Connection, cursor: Option<&str>) -> Result<Batch, Trouble> {
        let us = session::current(connection).await?;
        let mut place = cursor.map(Cursor::read).transpose()?.unwrap_or_default();
        let mut dated = Dated::new();
        let stretch = Stretch::next(&place, cursor.is_none());
        notifications(connection, &us, &mut place, stretch, &mut dated).await?;
        let more_direct = direct::since(connection, &us, &mut place, &mut dated).await?;
        dated.sort_by_key(|(at, _)| *at);
        let items = dated.into_iter().map(|(_, item)| item).collect();
        Ok(Batch { items, cursor: place.written()?, more: place.rest.is_some() || more_direct })
    }

    async fn thread(&self, connection: &Connection, remote_id: &str) -> Result<Batch, Trouble> {
        match direct::Name::read(remote_id) {
            Some(name) => direct::conversation(connection, &name).await,
            None => thread::around(connection, remote_id).await,
        }
    }

    async fn look(&self, connection: &Connection, remote_id: &str) -> Result<Option<Item>, Trouble> {
        match direct::Name::read(remote_id) {
            Some(name) => direct::look(connection, &name).await,
            None => thread::look(connection, remote_id).await,
        }
    }
}

/// A part of the notifications to read, from new to old.
struct Stretch {
    /// The network's cursor; none at the newest.
    from: Option<String>,
    /// Where it is known to end.
    until: Option<Timestamp>,
    pages: usize,
}

impl Stretch {
    /// What was left unread comes before anything new.
    fn next(place: &Cursor, first_time: bool) -> Self {
        match &place.rest {
            Some(rest) => Self { from: Some(rest.from.clone()), until: rest.until, pages: PAGES },
            None => Self { from: None, until: place.newest, pages: if first_time { 1 } else { PAGES } },
        }
    }
}

/// A notification before it is read as an item.
struct Notice<'a> {
    raw: &'a str,
    mark: String,
    at: Option<Timestamp>,
}

async fn notifications(
    connection: &Connection,
    us: &Session,
    place: &mut Cursor,
    stretch: Stretch,
    dated: &mut Dated,
) -> Result<(), Trouble> {
    let at_front = stretch.from.is_none();
    let (mut from, mut marks, mut newest, mut reached) = (stretch.from, Vec::new(), place.newest, false);
    for page in 0..stretch.pages {
        let limit = if page == 0 && at_front { FIRST_PAGE } else { PAGE };
        let asked = from.clone();
        let call = |session: &Session| {
            let reasons = [("reasons", "reply"), ("reasons", "mention"), ("reasons", "quote"), ("limit", limit)];
            let call = session.get("app.bsky.notification.listNotifications")?.query(&reasons);
            Ok(asked.as_ref().map_or(call.clone(), |cursor| call.query(&[("cursor", cursor)])))
        };
        let answer = session::call(connection, call).await?;
        let told: Notifications<'_> = read(&answer.body)?;
        let notices: Vec<Notice<'_>> = told.notifications.iter().map(|raw| notice(raw.get())).collect();
        let fresh = notices.iter().filter(|notice| !place.has_heard(&notice.mark) && !marks.contains(&notice.mark)).collect();
        items(connection, us, fresh, stretch.until, dated).await;
        newest = newest.max(notices.iter().filter_map(|notice| notice.at).max());
        let far_enough = stretch.until.map(|until| until.checked_sub(OVERLAP).unwrap_or(Timestamp::MIN));
        reached = far_enough.is_some_and(|end| notices.iter().filter_map(|notice| notice.at).any(|at| at < end));
        marks.extend(notices.into_iter().map(|notice| notice.mark));
        let end = told.cursor.is_none() || told.cursor == from;
        from = told.cursor;
        if reached || end {
            reached = true;
            break;
        }
    }
    place.newest = newest;
    place.hear(marks);
    // The very first call takes one page and leaves the past alone.
    let rest = if reached || stretch.pages == 1 { None } else { from };
    place.rest = rest.map(|from| Rest { from, until: stretch.until });
    Ok(())
}

fn notice(raw: &str) -> Notice<'_> {
    #[derive(Default, Deserialize)]
    #[serde(rename_all = "camelCase", default)]
    struct Head {
        uri: String,
        cid: String,
        indexed_at: String,
    }
    let head: Head = serde_json::from_str(raw).unwrap_or_default();
    // What cannot even be named is known by its bytes.
    let mark = if head.uri.is_empty() { mark(raw, "") } else { mark(&head.uri, &head.cid) };
    Notice { raw, mark, at: head.indexed_at.parse().ok() }
}

/// Reads notices as items. One that cannot be read sorts where its neighbours do.
async fn items(connection: &Connection, us: &Session, fresh: Vec<&Notice<'_>>, until: Option<Timestamp>, dated: &mut Dated) {
    let mut views: Vec<(&Notice<'_>, Result<PostView, Spoiled>)> =
        fresh.into_iter().map(|notice| (notice, reading::parsed(notice.raw))).collect();
    add_pictures(connection, &mut views).await;
    let mut last = until.unwrap_or(Timestamp::MIN);
    for (notice, view) in views.into_iter().rev() {
        last = notice.at.unwrap_or(last);
        dated.push((last, view.map(|view| reading::item(&view, notice.raw, us))));
    }
}

/// Notifications tell what a post says, not where its pictures lie; the post's view does.
async fn add_pictures(connection: &Connection, views: &mut [(&Notice<'_>, Result<PostView, Spoiled>)]) {
    let pictured: Vec<String> = views
        .iter()
        .filter_map(|(_, view)| view.as_ref().ok())
        .filter(|view| reading::has_media(view))
        .map(|view| view.uri.clone())
        .collect();
    let mut found = HashMap::new();
    for uris in pictured.chunks(POSTS) {
        match posts(connection, uris).await {
            Ok(views) => found.extend(views.into_iter().filter_map(|(_, view)| view.ok()).map(|view| (view.uri.clone(), view))),
            // The words matter more: the pictures' own addresses stand in.
            Err(trouble) => {
                tracing::warn!(%trouble, n_posts = uris.len(), "Could not ask where the pictures of {} posts lie", uris.len())
            }
        }
    }
    for view in views.iter_mut().filter_map(|(_, view)| view.as_mut().ok()) {
        if let Some(shown) = found.remove(&view.uri) {
            view.embed = shown.embed;
        }
    }
}

/// Posts as they are now, with their bytes; those that are gone are left out.
pub(super) async fn posts(connection: &Connection, uris: &[String]) -> Result<Vec<(String, Result<PostView, Spoiled>)>, Trouble> {
    let call = |session: &Session| {
        let pairs: Vec<(&str, &str)> = uris.iter().map(|uri| ("uris", uri.as_str())).collect();
        Ok(session.get("app.bsky.feed.getPosts")?.query(&pairs))
    };
    let answer = session::call(connection, call).await?;
    let told: Posts<'_> = read(&answer.body)?;
    Ok(told.posts.iter().map(|raw| (raw.get().to_owned(), reading::parsed(raw.get()))).collect())
}
