//! Opening a channel: it is added and its fetching begins in one transaction, so that no channel is on the desk unheard.
use jiff::Timestamp;
use store::Conn;

use super::fetch;
use crate::govern::Governs;
use crate::govern::channel::{self, NewChannel, Renewal, stage};
use crate::ground::{ChannelId, Desk, Problem};
use crate::records::Act;

/// Adds a channel and begins to fetch it.
pub fn open(desk: &Desk, conn: &mut Conn, now: Timestamp, by: &impl Governs, new: &NewChannel) -> Result<ChannelId, Problem> {
    let id = channel::add(desk, Act::within(conn, now), by, new)?.into_inner();
    fetch::begin(conn, id, now)?;
    Ok(id)
}

/// Renews a channel's credentials and fetches with them at once.
pub fn renew(
    desk: &Desk,
    conn: &mut Conn,
    now: Timestamp,
    by: &impl Governs,
    id: ChannelId,
    renewal: &Renewal,
) -> Result<(), Problem> {
    channel::renew(desk, Act::within(conn, now), by, id, renewal)?.into_inner();
    fetch::begin(conn, id, now)
}

/// Opens a closed channel again and fetches what came meanwhile.
pub fn reopen(conn: &mut Conn, now: Timestamp, by: &impl Governs, id: ChannelId, why: &str) -> Result<(), Problem> {
    stage::reopen(Act::within(conn, now), by, id, why)?.into_inner();
    fetch::begin(conn, id, now)
}

/// Resumes a paused channel and fetches what came meanwhile.
pub fn resume(conn: &mut Conn, now: Timestamp, by: &impl Governs, id: ChannelId) -> Result<(), Problem> {
    channel::resume(Act::within(conn, now), by, id)?.into_inner();
    fetch::begin(conn, id, now)
}
