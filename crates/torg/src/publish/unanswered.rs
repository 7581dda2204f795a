//! What becomes of a conversation whose answer did not arrive, or arrived after all: someone still waits for us, and the clock knows
//! since when. A failed answer never leaves a question out of the inbox.
use jiff::Timestamp;
use store::{Conn, Fault, sql, values};

use super::delivery::Delivery;
use crate::govern::channel;
use crate::ground::clock::{from_micros, micros};
use crate::records::message::{self, Direction};

sql! {
    SINCE = "select written_at, received_at from records_message where conversation = ?1 and direction = 'in' and gone_at is null
               and n > (select coalesce(max(n), 0) from records_message where conversation = ?1 and direction = 'out')
             order by n limit 1";
    WAIT_AGAIN = "update participate_conversation set state = 'open', state_at = ?2, state_by = null, waiting_since = ?3, due_at = ?4
                  where id = ?1 and state in ('waiting', 'done')";
    ARRIVED = "update participate_conversation set state = 'waiting', state_at = ?2, waiting_since = null, due_at = null
               where id = ?1 and state = 'open' and state_by is null
                 and not exists (select 1 from records_message m where m.conversation = ?1 and m.direction = 'in' and m.received_at > ?3)";
}

/// The answer was taken back, or is not in the network as far as anyone knows: the conversation waits for us again. The clock goes
/// on from the first message without an answer, or from when the one that was answered came.
pub fn wait_again(conn: &mut Conn, delivery: &Delivery, now: Timestamp) -> Result<(), Fault> {
    let Some(conversation) = delivery.conversation else { return Ok(()) };
    let first = conn.one(&SINCE, values![conversation], |row| Ok((from_micros(row.get(0)?), from_micros(row.get(1)?))))?;
    let answered = match delivery.answers {
        Some(id) => message::find(conn, id)?.filter(|answered| answered.direction == Direction::In),
        None => None,
    };
    // Words added to what we said ourselves: nobody waits for them.
    let waits = first.or(answered.map(|answered| (answered.written_at, answered.received_at)));
    let Some((written_at, received_at)) = waits else { return Ok(()) };
    let since = channel::waits_since(written_at, received_at);
    let due = channel::find(conn, delivery.channel)?.and_then(|channel| channel.due(received_at)).map(micros);
    conn.run(&WAIT_AGAIN, values![conversation, micros(now), micros(since), due])?;
    Ok(())
}

/// An answer that had failed once is in the network: nobody waits for us, unless they wrote again meanwhile or a colleague opened
/// the conversation by hand.
pub(super) fn arrived(conn: &mut Conn, delivery: &Delivery, now: Timestamp) -> Result<(), Fault> {
    if let Some(conversation) = delivery.conversation {
        conn.run(&ARRIVED, values![conversation, micros(now), micros(delivery.queued_at)])?;
    }
    Ok(())
}
