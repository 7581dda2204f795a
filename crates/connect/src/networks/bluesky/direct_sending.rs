//! Answering for one person alone. The chat has no key for a repeat, so before sending we look whether an earlier try arrived.
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::direct::{self, Name};
use super::lexicon::{Message, Messages, OneConvo, read};
use super::names::AtUri;
use super::record;
use super::session::{self, Session};
use crate::connection::Connection;
use crate::outgoing::{Found, Outgoing, Posted};
use crate::trouble::Trouble;

/// The chat's clock and the desk's may differ this much.
const CLOCKS_APART: SignedDuration = SignedDuration::from_secs(60);
/// Pages of the conversation that are looked through.
const PAGES: usize = 3;

/// Sends a direct message to the one it answers.
pub(super) async fn publish(connection: &Connection, outgoing: &Outgoing) -> Result<Posted, Trouble> {
    if !outgoing.media.is_empty() {
        return Err(refused("direct messages on Bluesky carry no pictures"));
    }
    let convo = conversation(connection, outgoing).await.map_err(record::nothing_sent)?;
    if let Some(posted) = earlier(connection, &convo, outgoing).await.map_err(record::nothing_sent)? {
        return Ok(posted);
    }
    let text = record::text(outgoing);
    let facets = record::facets(connection, &text).await.map_err(record::nothing_sent)?;
    let body = json!({ "convoId": convo, "message": { "text": text, "facets": facets } });
    let answer = direct::call(connection, |session| Ok(session.post("chat.bsky.convo.sendMessage")?.json(&body))).await?;
    let sent: Message = answer.json()?;
    Ok(posted(&convo, &sent.id))
}

/// Looks for an earlier try in the conversation: our own, of the same text, not older than the delivery.
pub(super) async fn find(connection: &Connection, outgoing: &Outgoing) -> Result<Found, Trouble> {
    let convo = conversation(connection, outgoing).await?;
    Ok(earlier(connection, &convo, outgoing).await?.map_or(Found::Absent, Found::Posted))
}

async fn earlier(connection: &Connection, convo: &str, outgoing: &Outgoing) -> Result<Option<Posted>, Trouble> {
    let (us, text, mut from) = (session::current(connection).await?, record::text(outgoing), None);
    let begun_at = outgoing.begun_at.checked_sub(CLOCKS_APART).unwrap_or(Timestamp::MIN);
    for _ in 0..PAGES {
        let answer = direct::messages(connection, convo, from.as_deref()).await?;
        let page: Messages<'_> = read(&answer.body)?;
        for raw in &page.messages {
            // What is no message of a person is none of ours.
            let Ok(message) = serde_json::from_str::<Message>(raw.get()) else { continue };
            if message.sent_at < begun_at {
                return Ok(None);
            }
            if message.sender.is_some_and(|sender| sender.did == us.did) && message.text.as_deref() == Some(text.as_str()) {
                return Ok(Some(posted(convo, &message.id)));
            }
        }
        from = page.cursor.filter(|_| !page.messages.is_empty());
        if from.is_none() {
            return Ok(None);
        }
    }
    Ok(None)
}

/// The conversation with the one who is answered; the chat service begins one where there is none.
async fn conversation(connection: &Connection, outgoing: &Outgoing) -> Result<String, Trouble> {
    let answered = outgoing.reply_to.as_ref().ok_or_else(|| refused("a direct message needs somebody to answer"))?;
    if let Some(name) = Name::read(&answered.remote_id) {
        return Ok(name.convo);
    }
    let uri = AtUri::read(&answered.remote_id).ok_or_else(|| refused("what is answered is not a message on Bluesky"))?;
    let with = |session: &Session| Ok(session.get("chat.bsky.convo.getConvoForMembers")?.query(&[("members", uri.did)]));
    let answer = direct::call(connection, with).await?;
    Ok(read::<OneConvo<'_>>(&answer.body)?.convo.id)
}

fn posted(convo: &str, message: &str) -> Posted {
    Posted { remote_id: Name::of(convo, message), url: Some(direct::address(convo)) }
}

fn refused(reason: &str) -> Trouble {
    Trouble::Refused { status: 400, reason: reason.to_owned() }
}
