//! The calendar: what is to go out, what went out, each at its time.
use jiff::Timestamp;
use store::{Conn, sql, values};

use super::post::{self, Post, State, post_columns};
use super::posts;
use crate::govern::reach::Reach;
use crate::govern::unit;
use crate::ground::clock::micros;
use crate::ground::{ChannelId, Problem, UnitId};

/// Most posts of one period; more are told to be there.
pub const MOST: usize = 1_000;

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only posts of this unit and those under it.
    pub unit: Option<UnitId>,
    /// Only posts in this channel.
    pub channel: Option<ChannelId>,
    /// Only posts that stand so.
    pub state: Option<State>,
}

/// A post at its time.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The post.
    pub post: Post,
    /// When it is to go out; of one that went out at once, when it was done.
    pub at: Timestamp,
    /// Its channels, as far as the reader sees them.
    pub channels: Vec<ChannelId>,
}

/// Posts of a period.
#[derive(Clone, Debug, Default)]
pub struct Period {
    /// The first first.
    pub entries: Vec<Entry>,
    /// True when there are more than are shown.
    pub more: bool,
}

// ?1 and ?2 from and until, ?3 how many, ?4 a state or nothing, ?5 channels and ?6 units within reach (both empty: everything), ?7 only these
// units and ?8 only this channel, each nothing or hexadecimal ids as `Channels::listed` writes them.
macro_rules! between {
    ($channel:literal, $unit:literal, $only_unit:literal, $only_channel:literal) => {
        concat!(
            "select ",
            post_columns!(),
            " from publish_post p where ((p.planned_at >= ?1 and p.planned_at < ?2 and p.state <> 'dropped')
                or (p.planned_at is null and p.state = 'done' and p.state_at >= ?1 and p.state_at < ?2))
              and (?4 = '' or p.state = ?4)
              and (?5 = '' or ",
            $unit,
            " or exists (select 1 from publish_post_channel c where c.post = p.id and ",
            $channel,
            ")) and (?7 = '' or ",
            $only_unit,
            ") and (?8 = '' or exists (select 1 from publish_post_channel c where c.post = p.id and ",
            $only_channel,
            ")) order by coalesce(p.planned_at, p.state_at), p.id limit ?3"
        )
    };
}

sql! {
    BETWEEN = sqlite between!("instr(?5, lower(hex(c.channel))) > 0", "instr(?6, lower(hex(p.unit))) > 0",
                              "instr(?7, lower(hex(p.unit))) > 0", "instr(?8, lower(hex(c.channel))) > 0"),
              postgres between!("position(replace(cast(c.channel as text), '-', '') in ?5) > 0",
                                "position(replace(cast(p.unit as text), '-', '') in ?6) > 0",
                                "position(replace(cast(p.unit as text), '-', '') in ?7) > 0",
                                "position(replace(cast(c.channel as text), '-', '') in ?8) > 0");
}

/// What lies from `from` until `until` (not included) within someone's reach.
pub fn between(conn: &mut Conn, reach: &Reach, filter: &Filter, from: Timestamp, until: Timestamp) -> Result<Period, Problem> {
    let channels = if reach.is_everywhere() { String::new() } else { reach.channels().listed() };
    let units = posts::units(conn, reach)?;
    let only_units = match filter.unit {
        Some(unit) => unit::under(conn, unit)?.iter().map(|unit| unit.0.simple().to_string()).collect::<Vec<_>>().join(" "),
        None => String::new(),
    };
    let only_channel = filter.channel.map_or_else(String::new, |channel| channel.0.simple().to_string());
    let state = filter.state.map_or("", State::as_str);
    let most = i64::try_from(MOST).unwrap_or(i64::MAX) + 1;
    let values = values![micros(from), micros(until), most, state, channels, units, only_units, only_channel];
    let mut found = conn.rows(&BETWEEN, values, post::read)?;
    let more = found.len() > MOST;
    found.truncate(MOST);
    let mut entries = Vec::with_capacity(found.len());
    for post in found {
        let mut channels = post::channels(conn, post.id)?;
        channels.retain(|channel| reach.holds_channel(*channel));
        entries.push(Entry { at: post.planned_at.unwrap_or(post.state_at), post, channels });
    }
    Ok(Period { entries, more })
}
