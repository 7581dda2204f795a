//! Hearing: answers, mentions and quotes from the notifications, direct messages from the chat's log.
use std::collections::HashMap;

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::cursor::{Cursor, Earlier, Rest, mark};
use super::lexicon::{Notifications, PostView, Posts, read};
use super::session::Session;
use super::{Bluesky, direct, reading, session, thread};
use crate::connection::Connection;
use crate::http::Call;
use crate::item::{Batch, Item, Spoiled};
use crate::network::Listening;
use crate::trouble::Trouble;

/// Notifications asked for at once; 100 is the most the lexicon allows. The first page is read with every poll.
const FIRST_PAGE: usize = 50;
const PAGE: usize = 100;
/// Pages of news read by one call, and pages that may be read again behind them.
const PAGES: usize = 10;
const PAGES_AGAIN: usize = 10;
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
        let stretch = Stretch::next(&place, if cursor.is_none() { Reached::Nothing } else { Reached::News });
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
    /// Where what was heard before begins.
    until: Option<Timestamp>,
    /// So far back what was heard is read again.
    end: Option<Timestamp>,
    /// How far it is read.
    reached: Reached,
}

/// How far a stretch was read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reached {
    /// Nothing, and nothing was ever heard: one page is told. What lies close behind is only remembered.
    Nothing,
    /// There is news further back.
    News,
    /// All news is read, not all that is to be read again.
    Heard,
    /// All is read.
    End,
}

impl Stretch {
    /// What was left unread comes before anything new.
    fn next(place: &Cursor, reached: Reached) -> Self {
        let (from, until) = match &place.rest {
            Some(rest) => (Some(rest.from.clone()), rest.until),
            None => (None, place.newest),
        };
        Self { from, until, end: until.map(overlapping), reached }
    }

    /// Judges by the page just read; `from` is the cursor to the page behind it.
    fn turn(&mut self, notices: &[Notice<'_>], from: Option<String>) {
        // Between answers lie likes that we did not ask for: a page may be empty, and still the cursor tells how far it went.
        let times = || notices.iter().filter_map(|notice| notice.at).chain(time_of(from.as_deref()));
        if self.reached == Reached::Nothing {
            self.end = times().max().map(overlapping);
            self.reached = Reached::Heard;
        }
        let older = |than: Option<Timestamp>| than.is_some_and(|than| times().any(|at| at < than));
        if from.is_none() || from == self.from || older(self.end) {
            self.reached = Reached::End;
        } else if self.reached == Reached::News && older(self.until) {
            self.reached = Reached::Heard;
        }
        self.from = from;
    }
}

/// Cursors are not ours to read, but Bluesky's is a time; where another server's is none, only the notifications tell.
fn time_of(cursor: Option<&str>) -> Option<Timestamp> {
    cursor.and_then(|cursor| cursor.parse().ok())
}

fn overlapping(at: Timestamp) -> Timestamp {
    at.checked_sub(OVERLAP).unwrap_or(Timestamp::MIN)
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
    mut stretch: Stretch,
    dated: &mut Dated,
) -> Result<(), Trouble> {
    let (at_front, beginning) = (stretch.from.is_none(), stretch.reached == Reached::Nothing);
    let (mut marks, mut newest, mut searched) = (Vec::new(), place.newest, None);
    for page in 0..PAGES + PAGES_AGAIN {
        if stretch.reached == Reached::End || (stretch.reached == Reached::News && page >= PAGES) {
            break;
        }
        let first = page == 0 && at_front;
        let limit = if first { FIRST_PAGE } else { PAGE };
        let answer = session::call(connection, |session| list(session, stretch.from.as_deref(), limit)).await?;
        let told: Notifications<'_> = read(&answer.body)?;
        let notices: Vec<Notice<'_>> = told.notifications.iter().map(|raw| notice(raw.get())).collect();
        let times = || notices.iter().filter_map(|notice| notice.at);
        newest = newest.max(times().max());
        let near = newest.map(overlapping);
        if page == 0 && beginning && notices.len() >= FIRST_PAGE {
            place.past = times().min().min(near);
        }
        // Behind the overlap all was told, and is no longer remembered. On the first page it is: there even a very late one is noticed.
        let told_until = if first { place.past } else { place.past.max(stretch.end) };
        let is_past = |notice: &Notice<'_>| told_until.is_some_and(|past| notice.at.is_some_and(|at| at < past));
        let is_fresh = |notice: &&Notice<'_>| !place.has_heard(&notice.mark) && !marks.contains(&notice.mark) && !is_past(notice);
        if page == 0 || !beginning {
            items(connection, us, notices.iter().filter(is_fresh).collect(), stretch.until, dated).await;
        }
        searched = searched.or(time_of(told.cursor.as_deref()));
        stretch.turn(&notices, told.cursor);
        // Only what may be read again needs to be remembered: the first page, and what lies close behind the newest.
        let again = |notice: &Notice<'_>| first || near.is_none_or(|near| notice.at.is_none_or(|at| at >= near));
        marks.extend(notices.into_iter().filter(again).map(|notice| notice.mark));
    }
    // Where nothing was ever written to us, the next call need not search again what this one did.
    place.newest = newest.or(searched);
    place.hear(marks, if at_front && stretch.reached == Reached::End { Earlier::Forget } else { Earlier::Keep });
    let more = stretch.reached == Reached::News;
    place.rest = stretch.from.filter(|_| more).map(|from| Rest { from, until: stretch.until });
    Ok(())
}

fn list(session: &Session, from: Option<&str>, limit: usize) -> Result<Call, Trouble> {
    let asked = [("reasons", "reply"), ("reasons", "mention"), ("reasons", "quote"), ("limit", &limit.to_string())];
    let call = session.get("app.bsky.notification.listNotifications")?.query(&asked);
    Ok(from.map_or(call.clone(), |cursor| call.query(&[("cursor", cursor)])))
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
                tracing::warn!(%trouble, n_posts = uris.len(), "Could not ask where the pictures of {} posts lie", uris.len());
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
