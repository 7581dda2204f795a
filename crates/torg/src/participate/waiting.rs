//! What waits and what is late, channel by channel, and unit by unit for what was referred there: for those who see to it that people are
//! answered. Of matters, never of colleagues.
use std::collections::HashMap;

use jiff::Timestamp;
use store::{Conn, Fault, sql, values};

use crate::govern::mandate::Channels;
use crate::govern::reach::Reach;
use crate::ground::clock::{from_micros, micros};
use crate::ground::{ChannelId, UnitId};

sql! {
    BY_CHANNEL = "select channel, count(*), cast(sum(case when due_at < ?1 then 1 else 0 end) as {int}), min(waiting_since)
                  from participate_conversation where state = 'open' and referred_to is null group by channel";
    BY_UNIT = "select referred_to, count(*), cast(sum(case when due_at < ?1 then 1 else 0 end) as {int}), min(waiting_since)
               from participate_conversation where state = 'open' and referred_to is not null group by referred_to";
}

/// What is open in one channel, or was referred to one unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Conversations in which someone waits for us.
    pub open: i64,
    /// Those whose promised time has passed.
    pub late: i64,
    /// Since when the first of them waits.
    pub since: Option<Timestamp>,
}

/// What waits in each of these channels at `now`, but for what was referred elsewhere; a channel where nobody waits is not in it.
pub fn by_channel(conn: &mut Conn, channels: &Channels, now: Timestamp) -> Result<HashMap<ChannelId, Waiting>, Fault> {
    let rows = conn.rows(&BY_CHANNEL, values![micros(now)], |row| Ok((row.get::<ChannelId>(0)?, read(row)?)))?;
    Ok(rows.into_iter().filter(|(channel, _)| channels.hold(*channel)).collect())
}

/// What was referred to each of these units and waits there at `now`, whichever channel it stands in.
pub fn by_unit(conn: &mut Conn, reach: &Reach, now: Timestamp) -> Result<HashMap<UnitId, Waiting>, Fault> {
    let rows = conn.rows(&BY_UNIT, values![micros(now)], |row| Ok((row.get::<UnitId>(0)?, read(row)?)))?;
    Ok(rows.into_iter().filter(|(unit, _)| reach.holds_unit(*unit)).collect())
}

fn read(row: &store::Row<'_>) -> Result<Waiting, Fault> {
    let since = row.get::<Option<i64>>(3)?.map(from_micros);
    Ok(Waiting { open: row.get(1)?, late: row.get(2)?, since })
}
