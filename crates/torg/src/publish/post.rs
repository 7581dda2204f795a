//! Posts: one thing to say. What is being written is sealed and no record; once it is handed in, its versions are.
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Conn, Fault, sql, values};

use super::composition::Composition;
use crate::govern::mandate::{Mandate, Publish};
use crate::ground::clock::{from_micros, micros};
use crate::ground::problem::not_found;
use crate::ground::vault::Vault;
use crate::ground::{ChannelId, PersonId, PostId, Problem, UnitId, refuse};
use crate::records::{Act, Committed, Event, content};

/// Where a post stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = PostState)]
pub enum State {
    /// Being written.
    Draft,
    /// Handed in; somebody's yes is missing.
    Waiting,
    /// In the outbox: its time has not come, or some of its deliveries have not ended.
    Planned,
    /// Every delivery has ended.
    Done,
    /// Let go before anything was sent.
    Dropped,
}

impl State {
    /// Every state, in the order of the journey.
    pub const ALL: &'static [Self] = &[Self::Draft, Self::Waiting, Self::Planned, Self::Done, Self::Dropped];

    /// As the database, the API and the locale keys (`post-state-draft`) write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Waiting => "waiting",
            Self::Planned => "planned",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }

    /// The state called `name`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.as_str() == name)
    }
}

/// One thing to say. Its words are in its composition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "fields mirror the table, where each is explained")]
pub struct Post {
    pub id: PostId,
    pub unit: UnitId,
    pub name: String,
    pub tags: Tags,
    pub state: State,
    pub state_at: Timestamp,
    pub made_by: PersonId,
    pub made_at: Timestamp,
    pub revision: i64,
    pub saved_by: PersonId,
    pub saved_at: Timestamp,
    pub version: i64,
    pub planned_at: Option<Timestamp>,
    /// The zone in which its time was chosen.
    pub zone: String,
    pub origin: String,
    pub corrects: Option<PostId>,
}

/// What a post belongs to, for finding and for looking back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, rename_all = "camelCase")]
pub struct Tags {
    /// The campaign it is a part of.
    pub campaign: String,
    /// What it is for.
    pub purpose: String,
    /// Whom it is for.
    pub audience: String,
}

/// A post's columns, from the table as `p`; [`read`] reads them.
macro_rules! post_columns {
    () => {
        "p.id, p.unit, p.name, p.campaign, p.purpose, p.audience, p.state, p.state_at, p.made_by, p.made_at, p.revision, p.saved_by,
         p.saved_at, p.version, p.planned_at, p.zone, p.origin, p.corrects"
    };
}
pub(super) use post_columns;

pub use super::posts::{for_writing, is_seen};
pub use super::writing::{Revision, here, others, revision, revisions};

sql! {
    MAKE = "insert into publish_post (id, unit, name, campaign, purpose, audience, state, state_at, state_by, made_by, made_at, revision, sealed,
              saved_by, saved_at, planned_at, zone, origin, corrects)
            values (?1, ?2, ?3, ?4, ?5, ?6, 'draft', ?7, ?8, ?8, ?7, 1, ?9, ?8, ?7, ?10, ?11, ?12, ?13)";
    FIND = concat!("select ", post_columns!(), " from publish_post p where p.id = ?1");
    SEALED = "select sealed from publish_post where id = ?1";
    CHANNELS = "select channel from publish_post_channel where post = ?1";
    FORGET_CHANNELS = "delete from publish_post_channel where post = ?1";
    ADD_CHANNEL = "insert into publish_post_channel (post, channel) values (?1, ?2) on conflict (post, channel) do nothing";
    SAVE = "update publish_post set name = ?3, campaign = ?4, purpose = ?5, audience = ?6, revision = ?7, sealed = ?8, saved_by = ?9, saved_at = ?10,
              planned_at = ?11, zone = ?12
            where id = ?1 and revision = ?2 and state = 'draft'";
    PUT = "update publish_post set revision = ?3, sealed = ?4, saved_by = ?5, saved_at = ?6 where id = ?1 and revision = ?2 and state = 'draft'";
    NEXT_REVISION = "select coalesce(max(revision), 1) + 1 from publish_revision where post = ?1";
    KEEP_REVISION = "insert into publish_revision (post, revision, made_from, sealed, saved_by, saved_at) values (?1, ?2, ?3, ?4, ?5, ?6)";
    TRIM = "delete from publish_revision where post = ?1 and revision <= ?2 - 200";
    WRITERS = "select distinct saved_by from publish_revision where post = ?1";
    TURN = "update publish_post set state = ?3, state_at = ?4, state_by = ?5 where id = ?1 and state = ?2";
    HOLD = sqlite "select id from publish_post where id = ?1", postgres "select id from publish_post where id = ?1 for update";
    HANDED_IN = "update publish_post set version = ?2, planned_at = ?3 where id = ?1";
    // Nothing of it is on its way or waits for a person any more.
    DONE = "update publish_post set state = 'done', state_at = ?2 where id = ?1 and state = 'planned'
            and not exists (select 1 from publish_delivery d where d.post = ?1 and d.state in ('queued', 'sending', 'stopped', 'unknown', 'by-hand'))";
}

pub(super) fn read(row: &store::Row<'_>) -> Result<Post, Fault> {
    Ok(Post {
        id: row.get(0)?,
        unit: row.get(1)?,
        name: row.get(2)?,
        tags: Tags { campaign: row.get(3)?, purpose: row.get(4)?, audience: row.get(5)? },
        // A state this program does not know is looked at by a person before anything happens.
        state: State::named(&row.get::<String>(6)?).unwrap_or(State::Waiting),
        state_at: from_micros(row.get(7)?),
        made_by: row.get(8)?,
        made_at: from_micros(row.get(9)?),
        revision: row.get(10)?,
        saved_by: row.get(11)?,
        saved_at: from_micros(row.get(12)?),
        version: row.get(13)?,
        planned_at: row.get::<Option<i64>>(14)?.map(from_micros),
        zone: row.get(15)?,
        origin: row.get(16)?,
        corrects: row.get(17)?,
    })
}

/// What colleagues write about a post beside its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// What colleagues call it; its first words where it has no name.
    pub name: String,
    /// What it belongs to.
    pub tags: Tags,
    /// When it is to go out; nothing: when it is handed in.
    pub planned_at: Option<Timestamp>,
    /// The zone in which that time was chosen.
    pub zone: String,
}

/// Where a post came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct From {
    /// A feed's entry, a series, a template; empty when somebody began it.
    pub origin: String,
    /// The published post it corrects.
    pub corrects: Option<PostId>,
}

fn purpose(id: PostId) -> String {
    format!("post:{id}")
}

fn sealed(vault: &Vault, id: PostId, composition: &Composition) -> Result<Vec<u8>, Problem> {
    Ok(vault.seal(&purpose(id), &serde_json::to_vec(composition)?)?)
}

pub(super) fn opened(vault: &Vault, id: PostId, sealed: &[u8]) -> Result<Composition, Problem> {
    Ok(serde_json::from_slice(&vault.open(&purpose(id), sealed)?)?)
}

/// The name as given, or the first words.
fn named(about: &About, composition: &Composition) -> String {
    let name = about.name.trim();
    if name.is_empty() { composition.first_words(60) } else { name.chars().take(200).collect() }
}

/// Begins a post in a unit. It is no record yet.
#[expect(clippy::too_many_arguments, reason = "where, by whom and what: a struct would be filled in and taken apart at once")]
pub fn make(
    conn: &mut Conn,
    vault: &Vault,
    by: PersonId,
    unit: UnitId,
    about: &About,
    composition: &Composition,
    from: &From,
    now: Timestamp,
) -> Result<PostId, Problem> {
    let id = PostId::new(now);
    let (sealed, at) = (sealed(vault, id, composition)?, micros(now));
    let About { tags, planned_at, zone, .. } = about;
    let planned_at = planned_at.map(micros);
    let name = named(about, composition);
    let values = values![
        id,
        unit,
        name,
        &tags.campaign,
        &tags.purpose,
        &tags.audience,
        at,
        by,
        &sealed,
        planned_at,
        zone,
        &from.origin,
        from.corrects
    ];
    conn.run(&MAKE, values)?;
    conn.run(&KEEP_REVISION, values![id, 1i64, 0i64, &sealed, by, at])?;
    in_channels(conn, id, &composition.channels)?;
    Ok(id)
}

fn in_channels(conn: &mut Conn, id: PostId, channels: &[ChannelId]) -> Result<(), Fault> {
    conn.run(&FORGET_CHANNELS, values![id])?;
    for channel in channels {
        conn.run(&ADD_CHANNEL, values![id, *channel])?;
    }
    Ok(())
}

/// How a saving went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is what stands now, as this revision.
    Kept(i64),
    /// Somebody saved meanwhile: theirs stands, and this lies beside it as a revision, to be chosen or merged.
    Beside {
        /// The revision that was kept beside.
        mine: i64,
        /// The revision that stands.
        theirs: i64,
        /// Who saved that.
        by: PersonId,
    },
}

/// Saves what is written. `made_from` is the revision it was made from.
#[expect(clippy::too_many_arguments, reason = "where, by whom and what: a struct would be filled in and taken apart at once")]
pub fn save(
    conn: &mut Conn,
    vault: &Vault,
    by: &Mandate<Publish>,
    id: PostId,
    made_from: i64,
    about: &About,
    composition: &Composition,
    now: Timestamp,
) -> Result<Saved, Problem> {
    hold(conn, id)?;
    let Some(post) = find(conn, id)? else { return Err(not_found()) };
    if post.state != State::Draft {
        return Err(not_a_draft(&post));
    }
    let revision: i64 = conn.one(&NEXT_REVISION, values![id], |row| row.get(0))?.unwrap_or(2);
    let (sealed, at) = (sealed(vault, id, composition)?, micros(now));
    conn.run(&KEEP_REVISION, values![id, revision, made_from, &sealed, by.person(), at])?;
    conn.run(&TRIM, values![id, revision])?;
    let About { tags, planned_at, zone, .. } = about;
    let (name, planned_at) = (named(about, composition), planned_at.map(micros));
    let values = values![
        id,
        made_from,
        name,
        &tags.campaign,
        &tags.purpose,
        &tags.audience,
        revision,
        &sealed,
        by.person(),
        at,
        planned_at,
        zone
    ];
    if conn.run(&SAVE, values)? == 0 {
        return Ok(Saved::Beside { mine: revision, theirs: post.revision, by: post.saved_by });
    }
    in_channels(conn, id, &composition.channels)?;
    Ok(Saved::Kept(revision))
}

/// Puts what is written in place of what stood, at Torg's own hand: a file was taken in. Nobody's words are lost by it.
pub fn put(
    conn: &mut Conn,
    vault: &Vault,
    post: &Post,
    by: PersonId,
    composition: &Composition,
    now: Timestamp,
) -> Result<(), Problem> {
    let revision: i64 = conn.one(&NEXT_REVISION, values![post.id], |row| row.get(0))?.unwrap_or(2);
    let (sealed, at) = (sealed(vault, post.id, composition)?, micros(now));
    conn.run(&KEEP_REVISION, values![post.id, revision, post.revision, &sealed, by, at])?;
    conn.run(&PUT, values![post.id, post.revision, revision, &sealed, by, at])?;
    Ok(())
}

/// The refusal of a change to what is not a draft any more.
pub(super) fn not_a_draft(post: &Post) -> Problem {
    refuse(StatusCode::CONFLICT, "refuse-post-not-draft").way_on(address(post.id), "way-on-post").into()
}

/// From here until the transaction ends nobody else changes this post: two who hand it in at once do so one after the other.
pub(super) fn hold(conn: &mut Conn, id: PostId) -> Result<(), Fault> {
    conn.one(&HOLD, values![id], |row| row.get::<uuid::Uuid>(0))?;
    Ok(())
}

/// Where a post is shown.
pub fn address(id: PostId) -> String {
    format!("/publish/posts/{id}")
}

/// One post.
pub fn find(conn: &mut Conn, id: PostId) -> Result<Option<Post>, Fault> {
    conn.one(&FIND, values![id], read)
}

/// The channels of a post.
pub fn channels(conn: &mut Conn, id: PostId) -> Result<Vec<ChannelId>, Fault> {
    conn.rows(&CHANNELS, values![id], |row| row.get(0))
}

/// What is written now.
pub fn composition(conn: &mut Conn, vault: &Vault, id: PostId) -> Result<Composition, Problem> {
    let sealed: Option<Vec<u8>> = conn.one(&SEALED, values![id], |row| row.get(0))?;
    opened(vault, id, &sealed.ok_or_else(not_found)?)
}

/// Everybody who wrote in it: none of them approves it.
pub fn writers(conn: &mut Conn, id: PostId) -> Result<Vec<PersonId>, Fault> {
    conn.rows(&WRITERS, values![id], |row| row.get(0))
}

/// Turns a post from one state to another; false when it does not stand so any more.
pub(super) fn turn(
    conn: &mut Conn,
    id: PostId,
    from: State,
    to: State,
    by: Option<PersonId>,
    now: Timestamp,
) -> Result<bool, Fault> {
    Ok(conn.run(&TURN, values![id, from.as_str(), to.as_str(), micros(now), by])? == 1)
}

/// Notes the version that was handed in, and for when.
pub(super) fn handed_in(conn: &mut Conn, id: PostId, version: i64, planned_at: Option<Timestamp>) -> Result<(), Fault> {
    conn.run(&HANDED_IN, values![id, version, planned_at.map(micros)])?;
    Ok(())
}

/// One of its deliveries has ended: where that was the last, the post is done.
pub(super) fn ended(conn: &mut Conn, id: PostId, now: Timestamp) -> Result<(), Fault> {
    conn.run(&DONE, values![id, micros(now)])?;
    Ok(())
}

/// One of its deliveries is tried again: the post is not done any more.
pub(super) fn under_way_again(conn: &mut Conn, id: PostId, now: Timestamp) -> Result<(), Fault> {
    turn(conn, id, State::Done, State::Planned, None, now)?;
    Ok(())
}

/// Lets a post go that was never sent: nobody needs to say it any more.
pub fn drop(mut act: Act<'_>, by: &Mandate<Publish>, id: PostId, why: &str) -> Result<Committed<()>, Problem> {
    let now = act.now();
    hold(act.conn(), id)?;
    let Some(post) = find(act.conn(), id)? else { return Err(not_found()) };
    if !turn(act.conn(), id, State::Draft, State::Dropped, Some(by.person()), now)? {
        return Err(not_a_draft(&post));
    }
    let why = match why.trim() {
        "" => None,
        why => Some(content::keep_bytes(act.conn(), why.as_bytes())?),
    };
    act.commit(by.by(), &Event::PostDropped { post: id, why }, ())
}
