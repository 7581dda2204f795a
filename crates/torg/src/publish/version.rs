//! Handing in: what is written becomes a version on the record, with everything that will be sent. From here on it waits for a yes, or
//! goes to the outbox at once where none is demanded.
use std::collections::BTreeMap;

use axum::http::StatusCode;
use connect::{Limits, Part};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Conn, Fault, sql, values};

use super::composition::{Composition, Wording};
use super::demand::{self, Demand, Kind};
use super::over::Over;
use super::post::{self, Post, State};
use super::{blackout, media, parts, sending};
use crate::govern::channel::{self, Channel, Stage};
use crate::govern::mandate::Publish;
use crate::govern::{gate, screening_rules};
use crate::ground::clock::{from_micros, micros};
use crate::ground::problem::not_found;
use crate::ground::vault::Vault;
use crate::ground::{ChannelId, MandateId, MediaId, PersonId, PostId, Problem, SubstitutionId, refuse};
use crate::records::{Act, Committed, Event, Hash, content};

/// How long after its time an approved post may still go out: longer, and what was approved may no longer be true.
pub const GOOD_FOR: SignedDuration = SignedDuration::from_hours(24);

/// Nobody plans a post for longer ahead than this.
const LONGEST_AHEAD: SignedDuration = SignedDuration::from_hours(24 * 366 * 2);

/// When a post is to go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// As soon as it may.
    Now,
    /// At this time.
    At(Timestamp),
}

/// What a channel takes, asked of its network before the act.
#[derive(Clone, Debug)]
pub struct Fit {
    /// The channel.
    pub channel: ChannelId,
    /// Its limits; nothing while its network cannot be reached, which then says itself what it does not take.
    pub limits: Option<Limits>,
    /// The text as it is sent: one part, or several that answer each other.
    pub parts: Vec<String>,
}

/// A version as its content keeps it: the whole of what was handed in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Frozen {
    /// All that is said.
    pub composition: Composition,
    /// The files it shows.
    #[serde(default)]
    pub media: BTreeMap<MediaId, File>,
    /// The text of each channel in the parts that are sent.
    pub parts: BTreeMap<ChannelId, Vec<String>>,
}

/// A file on the record.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct File {
    /// Its bytes.
    pub content: Hash,
    /// `image/jpeg`.
    pub media_type: String,
    /// Its name.
    pub name: String,
}

/// A version in its table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "fields mirror the table, where each is explained")]
pub struct Version {
    pub post: PostId,
    pub number: i64,
    pub revision: i64,
    pub content: Hash,
    pub because: Option<Hash>,
    pub submitted_by: PersonId,
    pub submitted_at: Timestamp,
    pub planned_at: Option<Timestamp>,
    pub demand: Demand,
    pub approved_at: Option<Timestamp>,
    pub good_until: Option<Timestamp>,
    pub voided_at: Option<Timestamp>,
}

impl Version {
    /// True when it may be sent at `now`: approved, not voided, and not too old.
    pub fn may_be_sent(&self, now: Timestamp) -> bool {
        self.voided_at.is_none() && self.approved_at.is_some() && self.good_until.is_none_or(|until| now <= until)
    }
}

sql! {
    FIND = "select post, number, revision, content, because, submitted_by, submitted_at, planned_at, demand, approved_at, good_until, voided_at
            from publish_version where post = ?1 and number = ?2";
    ALL = "select post, number, revision, content, because, submitted_by, submitted_at, planned_at, demand, approved_at, good_until, voided_at
           from publish_version where post = ?1 order by number desc limit 100";
    ADD = "insert into publish_version (post, number, revision, content, because, submitted_by, mandate, substitution, submitted_at, planned_at, demand)
           values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    ADD_CHANNEL = "insert into publish_version_channel (post, number, channel, mandate, substitution) values (?1, ?2, ?3, ?4, ?5)";
    CHANNELS = "select channel, mandate, substitution from publish_version_channel where post = ?1 and number = ?2";
    APPROVED = "update publish_version set approved_at = ?3, good_until = ?4 where post = ?1 and number = ?2 and voided_at is null";
    VOID = "update publish_version set voided_at = ?3, voided_by = ?4 where post = ?1 and number = ?2 and voided_at is null";
    MOVE = "update publish_version set planned_at = ?3, good_until = case when good_until is null then null else cast(?4 as {int}) end
            where post = ?1 and number = ?2 and voided_at is null";
}

fn read(row: &store::Row<'_>) -> Result<Version, Fault> {
    Ok(Version {
        post: row.get(0)?,
        number: row.get(1)?,
        revision: row.get(2)?,
        content: row.get(3)?,
        because: row.get(4)?,
        submitted_by: row.get(5)?,
        submitted_at: from_micros(row.get(6)?),
        planned_at: row.get::<Option<i64>>(7)?.map(from_micros),
        demand: Demand::kept(&row.get::<String>(8)?),
        approved_at: row.get::<Option<i64>>(9)?.map(from_micros),
        good_until: row.get::<Option<i64>>(10)?.map(from_micros),
        voided_at: row.get::<Option<i64>>(11)?.map(from_micros),
    })
}

/// One version of a post.
pub fn find(conn: &mut Conn, post: PostId, number: i64) -> Result<Option<Version>, Fault> {
    conn.one(&FIND, values![post, number], read)
}

/// Every version, the latest first, at most a hundred.
pub fn all(conn: &mut Conn, post: PostId) -> Result<Vec<Version>, Fault> {
    conn.rows(&ALL, values![post], read)
}

/// What a version says; nothing when its content was erased under a decision.
pub fn frozen(conn: &mut Conn, version: &Version) -> Result<Option<Frozen>, Problem> {
    match content::find(conn, version.content)? {
        Some(content::Content::Kept(bytes)) => Ok(Some(serde_json::from_slice(&bytes)?)),
        Some(content::Content::Erased { .. }) => Ok(None),
        None => Err(anyhow::anyhow!("content {} is missing from the record", version.content).into()),
    }
}

/// A version's channels, with the mandate that it is sent under in each.
pub(super) fn channels(
    conn: &mut Conn,
    post: PostId,
    number: i64,
) -> Result<Vec<(ChannelId, MandateId, Option<SubstitutionId>)>, Fault> {
    conn.rows(&CHANNELS, values![post, number], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// From now on it may be sent.
pub(super) fn approved(conn: &mut Conn, version: &Version, now: Timestamp) -> Result<(), Fault> {
    let good_until = (version.demand != Demand::None).then(|| micros(version.planned_at.unwrap_or(now).max(now) + GOOD_FOR));
    conn.run(&APPROVED, values![version.post, version.number, micros(now), good_until])?;
    Ok(())
}

/// It is not sent any more, whatever was approved.
pub(super) fn void(conn: &mut Conn, post: PostId, number: i64, by: PersonId, now: Timestamp) -> Result<bool, Fault> {
    Ok(conn.run(&VOID, values![post, number, micros(now), by])? == 1)
}

/// It is meant for another time.
pub(super) fn moved(conn: &mut Conn, post: PostId, number: i64, to: Timestamp) -> Result<(), Fault> {
    conn.run(&MOVE, values![post, number, micros(to), micros(to + GOOD_FOR)])?;
    Ok(())
}

/// Hands a post in. `seen` is the revision that the writer had before their eyes: what somebody saved meanwhile is not sent unseen.
pub fn hand_in(
    mut act: Act<'_>,
    by: &Over<Publish>,
    vault: &Vault,
    id: PostId,
    seen: i64,
    when: When,
    fits: &[Fit],
) -> Result<Committed<Post>, Problem> {
    let now = act.now();
    let conn = act.conn();
    post::hold(conn, id)?;
    let Some(post) = post::find(conn, id)? else { return Err(not_found()) };
    if post.state != State::Draft {
        return Err(post::not_a_draft(&post));
    }
    if post.revision != seen {
        return Err(refuse(StatusCode::CONFLICT, "refuse-post-changed").way_on(post::address(id), "way-on-post").into());
    }
    let planned_at = match when {
        When::Now => None,
        When::At(at) => Some(in_time(at, now)?),
    };
    let composition = post::composition(conn, vault, id)?;
    let mut demand = Demand::None;
    for (channel, _) in by.each() {
        demand = demand.max(demand::in_channel(conn, *channel, Kind::Posts)?);
    }
    let demand = demand.with(by.approval());
    is_whole(conn, &composition, by, fits)?;
    blackout::must_be_free(conn, &composition.channels, planned_at.unwrap_or(now))?;
    let because = pass(conn, &composition)?;
    let media = freeze_media(conn, id, &composition)?;
    let parts = fits.iter().map(|fit| (fit.channel, fit.parts.clone())).collect();
    let frozen = Frozen { composition, media, parts };
    let kept = content::keep_bytes(conn, &serde_json::to_vec(&frozen)?)?;
    let number = post.version + 1;
    let (person, mandate, substitution) = (by.person(), by.mandate().id(), by.mandate().substitution());
    let values = values![
        id,
        number,
        post.revision,
        kept,
        because,
        person,
        mandate,
        substitution,
        micros(now),
        planned_at.map(micros),
        demand.as_str()
    ];
    conn.run(&ADD, values)?;
    for (channel, mandate) in by.each() {
        conn.run(&ADD_CHANNEL, values![id, number, *channel, mandate.id(), mandate.substitution()])?;
    }
    post::handed_in(conn, id, number, planned_at)?;
    let (demanded, content) = (demand.as_str().to_owned(), kept);
    let event = Event::PostHandedIn { post: id, version: number, content, because, demand: demanded, planned_at };
    let next = if demand == Demand::None { State::Planned } else { State::Waiting };
    post::turn(conn, id, State::Draft, next, Some(person), now)?;
    let handed_in = Post { state: next, state_at: now, version: number, planned_at, ..post };
    if demand == Demand::None {
        act.record(by.by(), &event)?;
        let version = find(act.conn(), id, number)?.ok_or_else(not_found)?;
        approved(act.conn(), &version, now)?;
        sending::release(act, by.by(), &version, handed_in)
    } else {
        act.commit(by.by(), &event, handed_in)
    }
}

/// A time that something can be planned for: ahead, and not so far that nobody will know of it.
pub(super) fn in_time(at: Timestamp, now: Timestamp) -> Result<Timestamp, Problem> {
    if at <= now {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-post-past").into());
    }
    if at > now + LONGEST_AHEAD {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-post-far").into());
    }
    Ok(at)
}

/// Everything that must be there is there: channels that are open, words, alt texts, the source.
fn is_whole(conn: &mut Conn, composition: &Composition, by: &Over<Publish>, fits: &[Fit]) -> Result<(), Problem> {
    let refused = |key| Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, key).into());
    if composition.channels.is_empty() {
        return refused("refuse-post-no-channel");
    }
    if composition.source.trim().is_empty() && composition.no_source_because.trim().is_empty() {
        return refused("refuse-post-no-source");
    }
    for channel in &composition.channels {
        if !by.each().iter().any(|(covered, _)| covered == channel) {
            return Err(anyhow::anyhow!("a post's channel {channel} was not asked about").into());
        }
        let Some(found) = channel::find(conn, *channel)? else { return Err(not_found()) };
        if found.stage == Stage::Closed {
            return Err(refuse(StatusCode::CONFLICT, "refuse-post-channel-closed").with("channel", &found.name).into());
        }
        fits_in(&found, composition.wording(*channel), fits.iter().find(|fit| fit.channel == *channel))?;
    }
    Ok(())
}

/// What is said in one channel is what its network takes.
fn fits_in(channel: &Channel, wording: &Wording, fit: Option<&Fit>) -> Result<(), Problem> {
    let refused = |key| refuse(StatusCode::UNPROCESSABLE_ENTITY, key).with("channel", &channel.name);
    let network = channel.network()?;
    let Some(publishing) = network.publishing().filter(|publishing| publishing.starts()) else {
        return Err(refuse(StatusCode::CONFLICT, "refuse-post-not-here").with("channel", &channel.name).into());
    };
    let parts = publishing.parts();
    if wording.is_empty() {
        return Err(refused("refuse-post-empty").into());
    }
    let has = |part: Part| match part {
        Part::Pictures | Part::Film => !wording.media.is_empty(),
        Part::Poll => wording.poll.is_some(),
        Part::Title => !wording.title.trim().is_empty(),
        Part::Warning => !wording.warning.trim().is_empty(),
        Part::Card => wording.card.is_some(),
        Part::Captions => wording.media.iter().any(|one| !one.captions.is_empty()),
        Part::Focus | Part::Thread => false,
    };
    if let Some(lacks) = publishing.demands().iter().find(|part| !has(**part)) {
        return Err(refused("refuse-post-lacks").with("part", part_name(*lacks)).into());
    }
    let takes_media = parts.contains(&Part::Pictures) || parts.contains(&Part::Film);
    if !wording.media.is_empty() && !takes_media {
        return Err(refused("refuse-post-part").with("part", part_name(Part::Pictures)).into());
    }
    for part in [Part::Poll, Part::Warning] {
        if has(part) && !parts.contains(&part) {
            return Err(refused("refuse-post-part").with("part", part_name(part)).into());
        }
    }
    if wording.media.iter().any(|one| one.alt.trim().is_empty()) {
        return Err(refused("refuse-post-no-alt").into());
    }
    if let Some(poll) = &wording.poll
        && (poll.options.iter().filter(|option| !option.trim().is_empty()).count() < 2 || poll.open_for_minutes == 0)
    {
        return Err(refused("refuse-poll-incomplete").into());
    }
    let Some(fit) = fit else { return Err(anyhow::anyhow!("channel {} was not measured", channel.id).into()) };
    let Some(limits) = &fit.limits else { return Ok(()) };
    if wording.media.len() > limits.media {
        return Err(refused("refuse-post-many-media").with("most", limits.media).into());
    }
    let longest = wording.media.iter().map(|one| one.alt.chars().count()).max().unwrap_or(0);
    if limits.alt > 0 && longest > limits.alt {
        return Err(refused("refuse-post-alt-long").with("used", longest).with("limit", limits.alt).into());
    }
    for text in &fit.parts {
        let outgoing = sending::measured(wording, text, fit.parts.first().is_some_and(|first| first == text));
        let length = publishing.length(limits, &outgoing);
        if !length.fits() {
            return Err(refused("refuse-post-long").with("used", length.used).with("limit", length.limit).into());
        }
    }
    Ok(())
}

/// A part as the locale keys (`part-poll`) write it.
pub fn part_name(part: Part) -> &'static str {
    match part {
        Part::Card => "card",
        Part::Captions => "captions",
        Part::Film => "film",
        Part::Focus => "focus",
        Part::Pictures => "pictures",
        Part::Poll => "poll",
        Part::Thread => "thread",
        Part::Title => "title",
        Part::Warning => "warning",
    }
}

/// The last check over every word that people will read, in each part, names of files too. Gives where the reason for personal data is kept.
fn pass(conn: &mut Conn, composition: &Composition) -> Result<Option<Hash>, Problem> {
    let rules = screening_rules::in_force(conn)?;
    let because = Some(composition.because.as_str()).filter(|because| !because.trim().is_empty());
    let because = gate::pass_all(&rules, &parts::of(conn, composition)?, because)?;
    because.map(|because| content::keep_bytes(conn, because.as_bytes())).transpose()
}

fn freeze_media(conn: &mut Conn, post: PostId, composition: &Composition) -> Result<BTreeMap<MediaId, File>, Problem> {
    let mut frozen = BTreeMap::new();
    for id in composition.media() {
        frozen.insert(id, media::freeze(conn, post, id)?);
    }
    Ok(frozen)
}
