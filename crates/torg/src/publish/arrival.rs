//! An answer arrived: the delivery ends, our message stands in its thread, and nobody waits for us.
use connect::{Outgoing, Posted, Visibility};
use jiff::Timestamp;
use store::{Conn, sql, values};

use super::delivery::Delivery;
use super::unanswered;
use crate::govern::channel;
use crate::ground::clock::micros;
use crate::ground::{ConversationId, MessageId, Problem};
use crate::records::message::{self, Direction};
use crate::records::{Act, By, Event, content, search};

sql! {
    POSTED = "update publish_delivery set state = 'posted', state_at = ?2, remote_id = ?3, url = ?4, reason = null, detail = null
              where id = ?1 and state <> 'posted'";
    OURS = "update records_message set delivery = ?3 where channel = ?1 and remote_id = ?2 and delivery is null";
    LATEST = "update participate_conversation set latest_message = ?2, latest_at = ?3, messages = messages + 1 where id = ?1";
}

/// Writes down that the delivery is in the network; false when that was known already. The message may have been heard there before
/// its delivery ended: then it stands in its thread, and is only told whose it is.
pub(super) fn take_in(
    conn: &mut Conn,
    delivery: &Delivery,
    posted: &Posted,
    outgoing: &Outgoing,
    now: Timestamp,
) -> Result<bool, Problem> {
    let channel = delivery.channel;
    if conn.run(&POSTED, values![delivery.id, micros(now), &posted.remote_id, posted.url.as_deref()])? == 0 {
        return Ok(false);
    }
    // The fetching may bring the same message at this moment.
    channel::hold(conn, channel)?;
    channel::posted(conn, channel, now)?;
    if let Some(conversation) = delivery.conversation
        && message::known(conn, channel, &posted.remote_id)?.is_none()
    {
        enter(conn, delivery, conversation, posted, outgoing, now)?;
    }
    conn.run(&OURS, values![channel, &posted.remote_id, delivery.id])?;
    unanswered::arrived(conn, delivery, now)?;
    Ok(true)
}

/// Writes our own message into its thread, with the same content the delivery was recorded with.
fn enter(
    conn: &mut Conn,
    delivery: &Delivery,
    conversation: ConversationId,
    posted: &Posted,
    outgoing: &Outgoing,
    now: Timestamp,
) -> Result<(), Problem> {
    let (id, channel) = (MessageId::new(now), delivery.channel);
    let raw = content::keep_bytes(conn, posted.remote_id.as_bytes())?;
    let event = Event::MessageReceived { message: id, conversation, channel, content: delivery.content, raw };
    let entry = Act::within(conn, now).record(By::Torg, &event)?;
    let language = screen::language::detect(&outgoing.text, outgoing.language.as_deref());
    let new = message::New {
        id,
        channel,
        remote_id: &posted.remote_id,
        conversation,
        author: None,
        direction: Direction::Out,
        kind: if outgoing.visibility == Visibility::Direct { "direct" } else { "comment" },
        parent: outgoing.reply_to.as_ref().map(|answered| answered.remote_id.as_str()),
        url: posted.url.as_deref(),
        written_at: now,
        received_at: now,
        content: delivery.content,
        language: language.map(screen::language::Language::tag),
        marks: "",
        counts: connect::Counts::default(),
        delivery: Some(delivery.id),
    };
    let n = message::insert(conn, &new)?;
    let version = message::Version { number: 1, change: "written".to_owned(), at: now, entry, content: delivery.content, raw };
    message::add_version(conn, id, &version, "")?;
    search::index_each(conn, &[(n, &search::tokens(&outgoing.text, language, channel))])?;
    conn.run(&LATEST, values![conversation, id, micros(now)])?;
    Ok(())
}
