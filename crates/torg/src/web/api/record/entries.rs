//! The record's entries as programs see them: the newest, those about something, or all in the sealed order.
use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::http::Uri;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::Conn;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::govern::reach::Reach;
use crate::ground::locale::Locale;
use crate::ground::problem::not_found;
use crate::ground::{Desk, EntryId, MandateId, PersonId, Problem};
use crate::records::content::{self, Content};
use crate::records::event::{Access, Event, RetentionClass};
use crate::records::{By, entry};
use crate::web::api::body::{Asked, Named};
use crate::web::api::caller::Caller;
use crate::web::api::paging::{Page, Place};
use crate::web::records::may_read;

/// Entries read at a time while looking for those that may be seen.
const ROUND: i64 = 100;
/// … and how many times for one page; a page may then be shorter than was asked for.
const ROUNDS: usize = 10;

/// Who did it, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::web::api) enum Who {
    /// A person, under a mandate.
    Person,
    /// A person who stands in for another, under the absent one's mandate.
    Substitute,
    /// A person about their own affairs.
    Oneself,
    /// Torg itself.
    Torg,
    /// Someone with a shell on the machine.
    Shell,
}

/// A content that an entry names, kept apart from it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::web::api) struct NamedContent {
    /// Its address: SHA-256 of its salt and bytes, hexadecimal.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    sha256: String,
    /// The retention decision under which it was erased; null while it is kept.
    #[schema(example = json!(null))]
    erased_under: Option<String>,
    /// When it was erased.
    #[schema(example = json!(null))]
    erased_at: Option<Timestamp>,
}

/// One line of the record.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::web::api) struct Entry {
    /// Its id.
    id: EntryId,
    /// When it happened.
    #[schema(example = "2026-11-20T06:41:00Z")]
    at: Timestamp,
    /// What kind of thing happened.
    #[schema(example = "reply-queued")]
    event: String,
    /// The same in words, in the language of `Accept-Language`.
    #[schema(example = "Ett svar skrevs")]
    title: String,
    /// What it is found under: a conversation, a person, a channel …
    #[schema(example = "0193485e-f2a0-7c31-9d5b-6f0a3c1e2b4e")]
    subject: Uuid,
    /// Who did it.
    by: Who,
    /// The person, where it was one.
    person: Option<PersonId>,
    /// The mandate it was done under.
    mandate: Option<MandateId>,
    /// What decides how long its content is kept.
    retention: RetentionClass,
    /// What the public may see of it without a request.
    access: Access,
    /// Its place in the sealed log, from 0; null until it is sealed, within a second.
    #[schema(example = 1041)]
    position: Option<i64>,
    /// The very text that the seal covers, JSON: hash it to check the public line.
    #[schema(example = "{\"id\":\"0193485e-f2a0-7c31-9d5b-6f0a3c1e2b50\",\"at\":1795156860000000,…}")]
    body: String,
    /// The contents it names.
    contents: Vec<NamedContent>,
}

fn named(conn: &mut Conn, event: &Event) -> Result<Vec<NamedContent>, Problem> {
    let mut named = Vec::new();
    for hash in event.contents() {
        let (erased_under, erased_at) = match content::find(conn, hash)? {
            Some(Content::Erased { decision, at }) => (Some(decision), Some(at)),
            Some(Content::Kept(_)) | None => (None, None),
        };
        named.push(NamedContent { sha256: hash.to_string(), erased_under, erased_at });
    }
    Ok(named)
}

fn dressed(conn: &mut Conn, entry: entry::Entry, locale: Locale) -> Result<Entry, Problem> {
    let (by, person, mandate) = match entry.body.by {
        By::Person { person, mandate } => (Who::Person, Some(person), Some(mandate)),
        By::Substitute { person, mandate, .. } => (Who::Substitute, Some(person), Some(mandate)),
        By::Oneself { person } => (Who::Oneself, Some(person), None),
        By::Torg => (Who::Torg, None, None),
        By::Shell => (Who::Shell, None, None),
    };
    let event = &entry.body.event;
    Ok(Entry {
        id: entry.body.id,
        at: entry.at(),
        event: event.name().to_owned(),
        title: locale.say(&format!("event-{}", event.name())),
        subject: event.subject(),
        by,
        person,
        mandate,
        retention: event.retention(),
        access: event.access(),
        position: entry.position,
        contents: named(conn, event)?,
        body: String::from_utf8_lossy(&entry.bytes).into_owned(),
    })
}

/// In which order entries are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::web::api) enum EntryOrder {
    /// The latest first.
    #[default]
    Newest,
    /// As they stand in the sealed log, from its beginning.
    Sealed,
}

/// Which entries.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::web::api) struct Which {
    /// In which order; `newest` when nothing is said. Not used with `about`, where the first comes first.
    #[param(inline)]
    order: Option<EntryOrder>,
    /// Only entries about this: the id of a conversation, a person, a channel, a unit … At most the first 500.
    about: Option<Uuid>,
    /// How many to give at most. A page may be shorter and still not the last.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where to go on, as the page before gave it in `next`. Opaque.
    after: Option<String>,
}

/// Reads on from round to round until the page is full, the record ends, or it was long enough.
fn gathered<A: Clone + serde::Serialize>(
    conn: &mut Conn,
    reach: &Reach,
    place: &Place<A>,
    mut read: impl FnMut(&mut Conn, Option<&A>) -> Result<Vec<entry::Entry>, Problem>,
    mark: impl Fn(&entry::Entry) -> A,
) -> Result<Page<entry::Entry>, Problem> {
    let (mut found, mut last) = (Vec::new(), place.after.clone());
    for _ in 0..ROUNDS {
        let batch = read(conn, last.as_ref())?;
        let ends = batch.len() < usize::try_from(ROUND).unwrap_or(usize::MAX);
        for entry in batch {
            let here = mark(&entry);
            if may_read(conn, reach.channels(), &entry)? {
                if found.len() == place.limit {
                    return place.ending(found, last);
                }
                found.push(entry);
            }
            last = Some(here);
        }
        if ends {
            return place.ending(found, None);
        }
    }
    place.ending(found, last)
}

fn page(conn: &mut Conn, reach: &Reach, which: &Which, here: Uri) -> Result<Page<entry::Entry>, Problem> {
    let after = which.after.as_deref();
    if let Some(subject) = which.about {
        let place = Place::<EntryId>::new(which.limit, after, here)?;
        let mut seen = Vec::new();
        for entry in entry::about(conn, subject)? {
            if may_read(conn, reach.channels(), &entry)? {
                seen.push(entry);
            }
        }
        return place.of_all(seen, |entry| entry.body.id);
    }
    match which.order.unwrap_or_default() {
        EntryOrder::Newest => {
            let place = Place::<EntryId>::new(which.limit, after, here)?;
            let read = |conn: &mut Conn, last: Option<&EntryId>| entry::newest(conn, last.copied(), ROUND);
            gathered(conn, reach, &place, read, |entry| entry.body.id)
        }
        EntryOrder::Sealed => {
            let place = Place::<i64>::new(which.limit, after, here)?;
            let read = |conn: &mut Conn, last: Option<&i64>| {
                entry::sealed_from(conn, last.map_or(0, |last| last.saturating_add(1)), ROUND)
            };
            gathered(conn, reach, &place, read, |entry| entry.position.unwrap_or_default())
        }
    }
}

/// Lists entries of the record.
///
/// The newest first; or with `about` all about one thing; or with `order=sealed` as they stand in the sealed log, whose order has no
/// gaps: a program that follows the record asks for its last page again. Those of channels that the token's mandate lets it read, and
/// those about the desk as a whole.
#[utoipa::path(get, path = "/record/entries", operation_id = "listEntries", tag = "record", params(Which), security(("token" = ["read"])),
    responses((status = 200, description = "A page of entries.", body = Page<Entry>)))]
pub(in crate::web::api) async fn list(
    State(desk): State<Desk>,
    caller: Caller,
    Asked(which): Asked<Which>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<Entry>>, Problem> {
    let locale = caller.locale;
    let listed = caller.reads(&desk, move |conn, reach| {
        let page = page(conn, reach, &which, here)?;
        let items = page.items.into_iter().map(|entry| dressed(conn, entry, locale)).collect::<Result<_, _>>()?;
        Ok(Page { items, next: page.next })
    });
    Ok(Json(listed.await?))
}

/// One entry that the caller may see.
pub(super) fn visible(conn: &mut Conn, reach: &Reach, id: EntryId) -> Result<entry::Entry, Problem> {
    let Some(entry) = entry::find(conn, id)? else { return Err(not_found()) };
    if !may_read(conn, reach.channels(), &entry)? {
        return Err(not_found());
    }
    Ok(entry)
}

/// Shows an entry.
///
/// With the very text that the seal covers, and what became of the contents it names.
#[utoipa::path(get, path = "/record/entries/{entryId}", operation_id = "getEntry", tag = "record",
    params(("entryId" = EntryId, Path, description = "The entry.")), security(("token" = ["read"])),
    responses((status = 200, description = "The entry.", body = Entry)))]
pub(in crate::web::api) async fn find(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<EntryId>,
) -> Result<Json<Entry>, Problem> {
    let locale = caller.locale;
    let found = caller.reads(&desk, move |conn, reach| {
        let entry = visible(conn, reach, id)?;
        dressed(conn, entry, locale)
    });
    Ok(Json(found.await?))
}
