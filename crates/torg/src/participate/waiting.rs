//! What waits and what is late, channel by channel: for those who see to it that people are answered. Of matters, never of colleagues.
use std::collections::HashMap;

use jiff::Timestamp;
use store::{Conn, Fault, sql, values};

use crate::govern::mandate::Channels;
use crate::ground::ChannelId;
use crate::ground::clock::{from_micros, micros};

sql! {
    BY_CHANNEL = "select channel, count(*), cast(sum(case when due_at < ?1 then 1 else 0 end) as {int}), min(waiting_since)
                  from participate_conversation where state = 'open' group by channel";
}

/// What is open in one channel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Conversations in which someone waits for us.
    pub open: i64,
    /// Those whose promised time has passed.
    pub late: i64,
    /// Since when the first of them waits.
    pub since: Option<Timestamp>,
}

/// What waits in each of these channels at `now`; a channel where nobody waits is not in it.
pub fn by_channel(conn: &mut Conn, channels: &Channels, now: Timestamp) -> Result<HashMap<ChannelId, Waiting>, Fault> {
    let rows = conn.rows(&BY_CHANNEL, values![micros(now)], |row| {
        let since = row.get::<Option<i64>>(3)?.map(from_micros);
        Ok((row.get::<ChannelId>(0)?, Waiting { open: row.get(1)?, late: row.get(2)?, since }))
    })?;
    Ok(rows.into_iter().filter(|(channel, _)| channels.hold(*channel)).collect())
}
