//! Whose turn it is: in one channel posts leave in the order they were planned, and a long text goes on only after what comes before it.
use connect::ReplyTo;
use store::{Conn, sql, values};

use super::delivery::{self, Delivery, Does, State};
use crate::ground::clock::micros;
use crate::ground::{DeliveryId, Problem};

sql! {
    // One that failed for a while lets others by; one that waits for its network's permission to go on does not.
    EARLIER = "select id from publish_delivery
               where channel = ?1 and (state = 'sending' or (state = 'queued' and (reason is null or reason = 'reason-limited')))
                 and post is not null and does = 'say' and (planned_at < ?2 or (planned_at = ?2 and id < ?3)) limit 1";
    PART = "select id from publish_delivery where post = ?1 and version = ?2 and channel = ?3 and part = ?4 order by id desc limit 1";
}

/// Whether a delivery may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// It may.
    Ours,
    /// Another comes first.
    After,
    /// What it goes on from is not in the network and will not be.
    Never,
}

/// Whose turn it is.
pub(super) fn of(conn: &mut Conn, delivery: &Delivery) -> Result<Turn, Problem> {
    if delivery.does != Does::Say || delivery.post.is_none() {
        return Ok(Turn::Ours);
    }
    if delivery.part > 0 {
        return Ok(match part(conn, delivery, delivery.part - 1)?.map(|before| before.state) {
            Some(State::Posted) => Turn::Ours,
            Some(State::Failed | State::Undone) | None => Turn::Never,
            Some(_) => Turn::After,
        });
    }
    let planned_at = micros(delivery.planned_at.unwrap_or(delivery.queued_at));
    let earlier = conn.one(&EARLIER, values![delivery.channel, planned_at, delivery.id], |row| row.get::<DeliveryId>(0))?;
    Ok(if earlier.is_some() { Turn::After } else { Turn::Ours })
}

fn part(conn: &mut Conn, delivery: &Delivery, part: i64) -> Result<Option<Delivery>, Problem> {
    let id = conn.one(&PART, values![delivery.post, delivery.version, delivery.channel, part], |row| row.get(0))?;
    Ok(match id {
        Some(id) => delivery::find(conn, id)?,
        None => None,
    })
}

/// What a delivery that answers nobody goes on from, and what it changes: the part before it, or the message it corrects.
pub(super) fn goes_to(conn: &mut Conn, delivery: &Delivery) -> Result<(Option<ReplyTo>, Option<String>), Problem> {
    let target = match delivery.target {
        Some(target) => delivery::find(conn, target)?.and_then(|target| target.remote_id),
        None => None,
    };
    if delivery.does != Does::Say {
        return Ok((None, target));
    }
    if delivery.part == 0 {
        return Ok((target.map(|remote_id| ReplyTo { remote_id, root: None, handle: None }), None));
    }
    let before = part(conn, delivery, delivery.part - 1)?.and_then(|before| before.remote_id);
    let first = part(conn, delivery, 0)?.and_then(|first| first.remote_id);
    Ok((before.map(|remote_id| ReplyTo { remote_id, root: first, handle: None }), None))
}
