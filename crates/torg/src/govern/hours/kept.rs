//! Opening hours as they are kept: a unit's hold for the units and channels under it that have none of their own.
use std::collections::HashMap;

use jiff::tz::TimeZone;
use store::{Conn, Fault, sql, values};

use super::{Opening, OpeningHours};
use crate::govern::governing::Governs;
use crate::govern::mandate::Scope;
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, Problem, UnitId};
use crate::records::{Act, Committed, Event, content};

sql! {
    // From the unit up to the authority itself. A tree of authorities is a handful of levels; the bound keeps a spoiled one from looping.
    UP = "with recursive up (id, parent, zone, hours, depth) as (
            select id, parent, zone, hours, 0 from govern_unit where id = ?1
            union all
            select u.id, u.parent, u.zone, u.hours, up.depth + 1 from govern_unit u join up on u.id = up.parent where up.depth < 64)
          select zone, hours from up order by depth";
    OF_UNIT = "select hours from govern_unit where id = ?1";
    SET_UNIT = "update govern_unit set hours = ?2 where id = ?1";
    OF_CHANNEL = "select hours from govern_channel where id = ?1";
    SET_CHANNEL = "update govern_channel set hours = ?2 where id = ?1";
}

fn read(kept: Option<String>) -> Result<Option<OpeningHours>, Fault> {
    let unreadable = |_| Fault::Value { statement: "hours".to_owned(), reason: "the opening hours cannot be read".to_owned() };
    kept.map(|kept| serde_json::from_str(&kept).map_err(unreadable)).transpose()
}

/// What holds in a unit: its own hours, or those of the nearest unit above that has some; its own zone. Without any it is always open.
pub fn in_unit(conn: &mut Conn, unit: UnitId) -> Result<Opening, Fault> {
    let rows = conn.rows(&UP, values![unit], |row| Ok((row.get::<String>(0)?, row.get::<Option<String>>(1)?)))?;
    // A zone that this program no longer knows must not stop a desk: then times are counted in UTC, and the unit's page shows its name.
    let zone = rows.first().map_or(TimeZone::UTC, |(zone, _)| TimeZone::get(zone).unwrap_or(TimeZone::UTC));
    let hours = rows.into_iter().find_map(|(_, hours)| hours);
    Ok(Opening { hours: read(hours)?, zone })
}

/// What holds in a channel of `unit` that itself has `own`.
pub fn in_channel(conn: &mut Conn, unit: UnitId, own: Option<String>) -> Result<Opening, Fault> {
    Units::default().in_channel(conn, unit, own)
}

/// What holds in units, each looked up once: for lists of channels.
#[derive(Debug, Default)]
pub struct Units(HashMap<UnitId, Opening>);

impl Units {
    /// What holds in a channel of `unit` that itself has `own`.
    pub fn in_channel(&mut self, conn: &mut Conn, unit: UnitId, own: Option<String>) -> Result<Opening, Fault> {
        let opening = match self.0.get(&unit) {
            Some(known) => known.clone(),
            None => self.0.entry(unit).insert_entry(in_unit(conn, unit)?).get().clone(),
        };
        Ok(match read(own)? {
            Some(hours) => Opening { hours: Some(hours), ..opening },
            None => opening,
        })
    }
}

/// A unit's own hours.
pub fn own_of_unit(conn: &mut Conn, unit: UnitId) -> Result<Option<OpeningHours>, Fault> {
    read(conn.one(&OF_UNIT, values![unit], |row| row.get(0))?.flatten())
}

/// A channel's own hours.
pub fn own_of_channel(conn: &mut Conn, channel: ChannelId) -> Result<Option<OpeningHours>, Fault> {
    read(conn.one(&OF_CHANNEL, values![channel], |row| row.get(0))?.flatten())
}

/// Gives a unit hours of its own, or takes them away. Holds for what comes in from now on.
pub fn set_for_unit(
    mut act: Act<'_>,
    by: &impl Governs,
    unit: UnitId,
    hours: Option<OpeningHours>,
) -> Result<Committed<()>, Problem> {
    by.reach(act.conn(), Scope::Unit(unit))?;
    let kept = hours.map(OpeningHours::checked).transpose()?.map(|hours| serde_json::to_string(&hours)).transpose()?;
    if act.conn().run(&SET_UNIT, values![unit, kept.as_deref()])? == 0 {
        return Err(not_found());
    }
    let hours = content::keep_bytes(act.conn(), kept.unwrap_or_default().as_bytes())?;
    act.commit(by.stated(), &Event::UnitHoursSet { unit, hours }, ())
}

/// Gives a channel hours of its own, or its unit's again. Holds for what comes in from now on.
pub fn set_for_channel(
    mut act: Act<'_>,
    by: &impl Governs,
    channel: ChannelId,
    hours: Option<OpeningHours>,
) -> Result<Committed<()>, Problem> {
    by.reach(act.conn(), Scope::Channel(channel))?;
    let kept = hours.map(OpeningHours::checked).transpose()?.map(|hours| serde_json::to_string(&hours)).transpose()?;
    if act.conn().run(&SET_CHANNEL, values![channel, kept.as_deref()])? == 0 {
        return Err(not_found());
    }
    let hours = content::keep_bytes(act.conn(), kept.unwrap_or_default().as_bytes())?;
    act.commit(by.stated(), &Event::ChannelHoursSet { channel, hours }, ())
}
