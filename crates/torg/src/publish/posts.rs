//! Which posts someone may see and write in; those they may see at a glance, the newest first.
use jiff::Timestamp;
use store::{Conn, Fault, sql, values};
use uuid::Uuid;

use super::post::{self, Post, State, channels, find, post_columns};
use crate::govern::Officer;
use crate::govern::mandate::{Channels, Mandate, Publish, Read, Scope};
use crate::govern::reach::Reach;
use crate::ground::problem::not_found;
use crate::ground::{PersonId, PostId, Problem, UnitId};

// ?1 how many, ?2 channels as `Channels::listed` writes them, ?3 before which post, ?4 a state or nothing, ?5 units likewise listed.
macro_rules! newest {
    ($hex_channel:literal, $hex_unit:literal) => {
        concat!(
            "select ",
            post_columns!(),
            " from publish_post p where p.id < ?3 and (?4 = '' or p.state = ?4) and (?2 = '' or ",
            $hex_unit,
            " or exists (select 1 from publish_post_channel c where c.post = p.id and ",
            $hex_channel,
            ")) order by p.id desc limit ?1"
        )
    };
}

macro_rules! waiting {
    ($outside:literal, $inside:literal) => {
        concat!(
            "select count(*) from (select 1 from publish_post p where p.state = 'waiting'
               and not exists (select 1 from publish_revision r where r.post = p.id and r.saved_by = ?2)
               and (?3 = '' or not exists (select 1 from publish_post_channel c where c.post = p.id and ",
            $outside,
            ")) union all select 1 from publish_delivery d where d.state = 'waiting' and d.written_by <> ?2 and (?3 = '' or ",
            $inside,
            ") limit ?1) as counted"
        )
    };
}

sql! {
    NEWEST = sqlite newest!("instr(?2, lower(hex(c.channel))) > 0", "instr(?5, lower(hex(p.unit))) > 0"),
             postgres newest!("position(replace(cast(c.channel as text), '-', '') in ?2) > 0",
                              "position(replace(cast(p.unit as text), '-', '') in ?5) > 0");
    // ?1 where counting stops, ?2 who reads, ?3 channels as `Channels::listed` writes them: posts and answers that wait for their yes.
    COUNT_WAITING = sqlite waiting!("instr(?3, lower(hex(c.channel))) = 0", "instr(?3, lower(hex(d.channel))) > 0"),
                    postgres waiting!("position(replace(cast(c.channel as text), '-', '') in ?3) = 0",
                                      "position(replace(cast(d.channel as text), '-', '') in ?3) > 0");
    UNITS = "select id from govern_unit order by id";
}

/// Posts within someone's reach that were begun before `before` (exclusive; nothing: from the newest), the newest first; all, or those in
/// a state.
pub fn newest(
    conn: &mut Conn,
    reach: &Reach,
    state: Option<State>,
    before: Option<PostId>,
    most: i64,
) -> Result<Vec<Post>, Problem> {
    let before = before.map_or(Uuid::max(), |id| id.0);
    let state = state.map_or("", State::as_str);
    let channels = if reach.is_everywhere() { String::new() } else { reach.channels().listed() };
    let units = units(conn, reach)?;
    Ok(conn.rows(&NEWEST, values![most, channels, before, state, units], post::read)?)
}

/// How many posts and answers wait for the yes of `reader`, who may approve in `channels`; a thousand means many.
pub fn count_waiting(conn: &mut Conn, reader: PersonId, channels: &Channels) -> Result<i64, Fault> {
    if *channels == Channels::Only(Vec::new()) {
        return Ok(0);
    }
    Ok(conn.one(&COUNT_WAITING, values![1000i64, reader, channels.listed()], |row| row.get(0))?.unwrap_or(0))
}

/// Units within reach, as statements take them.
pub(super) fn units(conn: &mut Conn, reach: &Reach) -> Result<String, Fault> {
    let all: Vec<UnitId> = conn.rows(&UNITS, values![], |row| row.get(0))?;
    let held: Vec<String> =
        all.into_iter().filter(|unit| reach.holds_unit(*unit)).map(|unit| unit.0.simple().to_string()).collect();
    Ok(held.join(" "))
}

/// Whether someone with this reach sees the post: its unit lies within it, or one of its channels.
pub fn is_seen(conn: &mut Conn, reach: &Reach, post: &Post) -> Result<bool, Fault> {
    Ok(reach.holds_unit(post.unit) || channels(conn, post.id)?.into_iter().any(|channel| reach.holds_channel(channel)))
}

/// The post with permission to write in it: in its unit, or in one of its channels. One that the officer may not see is not found.
pub fn for_writing(conn: &mut Conn, officer: &Officer, id: PostId, now: Timestamp) -> Result<(Post, Mandate<Publish>), Problem> {
    let post = find(conn, id)?.ok_or_else(not_found)?;
    let reach = officer.reach::<Read>(conn, now)?;
    if !is_seen(conn, &reach, &post)? {
        return Err(not_found());
    }
    let mut scopes = vec![Scope::Unit(post.unit)];
    scopes.extend(channels(conn, id)?.into_iter().map(Scope::Channel));
    let mut refused = None;
    for scope in scopes {
        match officer.may::<Publish>(conn, scope, now) {
            Ok(mandate) => return Ok((post, mandate)),
            Err(Problem::Refused(refusal)) => refused = refused.or(Some(refusal)),
            Err(fault) => return Err(fault),
        }
    }
    Err(refused.map_or_else(not_found, Into::into))
}

#[cfg(test)]
impl Post {
    /// A draft that stands in no database.
    pub(crate) fn for_tests() -> Self {
        let at: Timestamp = "2026-11-20T08:00:00Z".parse().unwrap_or_default();
        Self {
            id: PostId::new(at),
            unit: UnitId::new(at),
            name: String::new(),
            tags: super::post::Tags::default(),
            state: State::Draft,
            state_at: at,
            made_by: PersonId::new(at),
            made_at: at,
            revision: 1,
            saved_by: PersonId::new(at),
            saved_at: at,
            version: 0,
            planned_at: None,
            zone: "UTC".to_owned(),
            origin: String::new(),
            corrects: None,
        }
    }
}
