//! An answer arrived: the delivery ends, our message stands in its thread, and nobody waits for us.
use connect::{Outgoing, Posted, Visibility};
use jiff::Timestamp;
use store::{Conn, sql, values};

use super::delivery::{Delivery, Does};
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
    LATEST = "update participate_conversation set latest_message = ?2, latest_at = ?3, messages = messages + 1,
                first_message = case when messages = 0 then ?2 else first_message end where id = ?1";
    BEGIN = "insert into participate_conversation (id, channel, root_remote_id, kind, state, state_at, first_message, latest_message, latest_at, messages)
             values (?1, ?2, ?3, 'post', 'ours', ?4, ?5, ?5, ?4, 0)";
    STANDS_IN = "update publish_delivery set conversation = ?2 where id = ?1";
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
    match delivery.does {
        Does::Say => {}
        Does::Edit => {
            edited(conn, delivery, &posted.remote_id, outgoing, now)?;
            return Ok(true);
        }
        Does::Delete => {
            withdrawn(conn, delivery, &posted.remote_id, now)?;
            return Ok(true);
        }
    }
    // The fetching may bring the same message at this moment.
    channel::hold(conn, channel)?;
    channel::posted(conn, channel, now)?;
    if message::known(conn, channel, &posted.remote_id)?.is_none() {
        match delivery.conversation {
            Some(conversation) => enter(conn, delivery, conversation, posted, outgoing, now)?,
            None => begin(conn, delivery, posted, outgoing, now)?,
        }
    }
    conn.run(&OURS, values![channel, &posted.remote_id, delivery.id])?;
    unanswered::arrived(conn, delivery, now)?;
    Ok(true)
}

/// A post: it begins a conversation, or goes on in the one that its first part began. Nobody has answered yet.
fn begin(conn: &mut Conn, delivery: &Delivery, posted: &Posted, outgoing: &Outgoing, now: Timestamp) -> Result<(), Problem> {
    let channel = delivery.channel;
    let before = match &outgoing.reply_to {
        Some(answered) => message::known(conn, channel, &answered.remote_id)?.map(|known| known.conversation),
        None => None,
    };
    let conversation = match before {
        Some(conversation) => conversation,
        None => {
            let id = ConversationId::new(now);
            // Its first message is entered below and takes the place of this id.
            conn.run(&BEGIN, values![id, channel, &posted.remote_id, micros(now), MessageId::new(now)])?;
            id
        }
    };
    conn.run(&STANDS_IN, values![delivery.id, conversation])?;
    enter(conn, delivery, conversation, posted, outgoing, now)
}

/// What we said was changed at our word: its next version.
fn edited(conn: &mut Conn, delivery: &Delivery, remote_id: &str, outgoing: &Outgoing, now: Timestamp) -> Result<(), Problem> {
    let Some(known) = message::known(conn, delivery.channel, remote_id)? else { return Ok(()) };
    let (message, conversation, number) = (known.id, known.conversation, known.version + 1);
    let raw = content::keep_bytes(conn, remote_id.as_bytes())?;
    let content = delivery.content;
    let language = screen::language::detect(&outgoing.text, outgoing.language.as_deref());
    message::turn_to(conn, message, number, content, language.map(screen::language::Language::tag), "")?;
    search::index_again(conn, known.n, &search::tokens(&outgoing.text, language, delivery.channel))?;
    let event = Event::MessageEdited { message, conversation, version: number, content, raw };
    let entry = Act::within(conn, now).record(By::Torg, &event)?;
    let version = message::Version { number, change: "edited".to_owned(), at: now, entry, content, raw };
    // The network's own word for it comes when it tells of the edit.
    message::add_version(conn, message, &version, &format!("{}{}", message::OUR_WORD, delivery.id))?;
    Ok(())
}

/// What we said was taken away at our word. What it said stays on the record.
fn withdrawn(conn: &mut Conn, delivery: &Delivery, remote_id: &str, now: Timestamp) -> Result<(), Problem> {
    let Some(known) = message::known(conn, delivery.channel, remote_id)?.filter(|known| known.gone_at.is_none()) else {
        return Ok(());
    };
    let (message, conversation, number) = (known.id, known.conversation, known.version + 1);
    let raw = content::keep_bytes(conn, format!("withdrawn: {remote_id}").as_bytes())?;
    message::gone(conn, message, number, now)?;
    let event = Event::MessageDeleted { message, conversation, version: number, raw };
    let entry = Act::within(conn, now).record(By::Torg, &event)?;
    let version = message::Version { number, change: "deleted".to_owned(), at: now, entry, content: known.content, raw };
    message::add_version(conn, message, &version, "deleted")?;
    Ok(())
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
        kind: match outgoing {
            Outgoing { visibility: Visibility::Direct, .. } => "direct",
            Outgoing { reply_to: None, .. } => "post",
            Outgoing { .. } => "comment",
        },
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
