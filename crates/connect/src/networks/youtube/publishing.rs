//! Answering in the channel's name. Films are not sent from here, so nothing is begun.
use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::json;
use unicode_segmentation::UnicodeSegmentation;

use super::YouTube;
use super::channel::{Channel, is_id};
use super::listening::answers;
use super::shapes::{self, Listed, Named, Thread, top};
use crate::connection::Connection;
use crate::http::Answer;
use crate::network::{Limits, Part, Publishing};
use crate::outgoing::{Found, Length, Outgoing, Posted, Repeating, ReplyTo, Visibility};
use crate::text;
use crate::trouble::Trouble;

/// Longest comment. From memory: the documentation names no number.
const LONGEST: usize = 10_000;
/// How much earlier than we began YouTube may date a comment.
const SLACK: SignedDuration = SignedDuration::from_secs(5);
/// The same where the answer does not say what its clock shows.
const UNKNOWN_CLOCK: SignedDuration = SignedDuration::from_mins(10);

#[derive(Deserialize)]
struct Made {
    id: String,
}

#[async_trait]
impl Publishing for YouTube {
    fn parts(&self) -> &'static [Part] {
        &[]
    }

    fn starts(&self) -> bool {
        false
    }

    async fn limits(&self, connection: &Connection) -> Result<Limits, Trouble> {
        Channel::of(connection)?;
        Ok(Limits::documented(LONGEST))
    }

    fn length(&self, limits: &Limits, outgoing: &Outgoing) -> Length {
        Length { used: words(outgoing).graphemes(true).count(), limit: limits.text }
    }

    fn repeating(&self) -> Repeating {
        Repeating::MayDouble
    }

    async fn publish(&self, connection: &Connection, outgoing: &Outgoing) -> Result<Posted, Trouble> {
        let channel = Channel::of(connection)?;
        let reply = answered(outgoing)?;
        let words = words(outgoing);
        let (path, body) = match Named::read(&reply.remote_id)? {
            Named::Comment(id) => ("comments", json!({ "snippet": { "parentId": top(&id), "textOriginal": words } })),
            Named::Video(id) => {
                let comment = json!({ "snippet": { "textOriginal": words } });
                ("commentThreads", json!({ "snippet": { "channelId": channel.id, "videoId": id, "topLevelComment": comment } }))
            }
        };
        let made: Made = channel.post(path, &[("part", "snippet")], &body).await?.json()?;
        posted(&made.id)
    }

    async fn find(&self, connection: &Connection, outgoing: &Outgoing) -> Result<Found, Trouble> {
        let channel = Channel::of(connection)?;
        let reply = answered(outgoing)?;
        let found = match Named::read(&reply.remote_id)? {
            Named::Comment(id) => among_answers(&channel, outgoing, top(&id)).await?,
            Named::Video(id) => among_threads(&channel, outgoing, &id).await?,
        };
        found.map_or(Ok(Found::Absent), |id| posted(&id).map(Found::Posted))
    }

    async fn edit(&self, connection: &Connection, remote_id: &str, outgoing: &Outgoing) -> Result<Posted, Trouble> {
        let channel = Channel::of(connection)?;
        let Named::Comment(id) = Named::read(remote_id)? else { return Err(Trouble::Gone) };
        let body = json!({ "id": id, "snippet": { "textOriginal": words(outgoing) } });
        channel.put("comments", &[("part", "snippet")], &body).await?;
        posted(&id)
    }

    fn can_edit(&self) -> bool {
        true
    }

    async fn delete(&self, connection: &Connection, remote_id: &str) -> Result<(), Trouble> {
        let channel = Channel::of(connection)?;
        let Ok(Named::Comment(id)) = Named::read(remote_id) else { return Ok(()) };
        match channel.delete("comments", &[("id", &id)]).await {
            Err(Trouble::Gone) => Ok(()),
            other => other.map(drop),
        }
    }
}

fn answered(outgoing: &Outgoing) -> Result<&ReplyTo, Trouble> {
    let refused = |reason: &str| Trouble::Refused { status: 422, reason: reason.to_owned() };
    if outgoing.visibility != Visibility::Public {
        return Err(refused("everything under a film is for everyone"));
    }
    if !outgoing.media.is_empty() {
        return Err(refused("a comment has no pictures"));
    }
    outgoing.reply_to.as_ref().ok_or_else(|| refused("only answers are written from here"))
}

/// The text. Whoever answered in a thread is named, since all answers in it stand beside each other.
fn words(outgoing: &Outgoing) -> String {
    let plain = text::with_address(outgoing.text.clone(), outgoing.card.as_ref().map(|card| &*card.url));
    let Some(ReplyTo { remote_id, handle: Some(handle), .. }) = &outgoing.reply_to else { return plain };
    let in_a_thread = matches!(Named::read(remote_id), Ok(Named::Comment(id)) if top(&id) != id);
    if !in_a_thread || plain.contains(&format!("@{handle}")) { plain } else { format!("@{handle} {plain}") }
}

/// An own answer with the same words, not written before the delivery began: the earliest that fits.
async fn among_answers(channel: &Channel<'_>, outgoing: &Outgoing, top: &str) -> Result<Option<String>, Trouble> {
    // Only the head of an answer tells the clock, so one is asked for by itself.
    let clock = match channel.get("comments", &[("part", "snippet"), ("parentId", top), ("maxResults", "1")]).await {
        Err(Trouble::Gone) => return Ok(None),
        other => other?,
    };
    let raws = answers(channel, top).await?;
    let mine = raws.iter().filter_map(|raw| shapes::comment(raw, channel.id, None, 0).ok());
    let fitting =
        mine.filter(|(comment, item)| fits(&clock, outgoing, comment.snippet.words(), item.author.ours, item.written_at));
    Ok(fitting.min_by_key(|(_, item)| item.written_at).map(|(comment, _)| comment.id))
}

async fn among_threads(channel: &Channel<'_>, outgoing: &Outgoing, video: &str) -> Result<Option<String>, Trouble> {
    let query = [("part", "snippet"), ("videoId", video), ("order", "time"), ("maxResults", "100"), ("textFormat", "plainText")];
    let answer = match channel.get("commentThreads", &query).await {
        Err(Trouble::Gone) => return Ok(None),
        other => other?,
    };
    let threads = Listed::of(&answer)?.items.into_iter().filter_map(|raw| serde_json::from_str::<Thread<'_>>(raw.get()).ok());
    let mine = threads.filter_map(|thread| shapes::comment(thread.snippet.top_level_comment, channel.id, None, 0).ok());
    let fitting =
        mine.filter(|(comment, item)| fits(&answer, outgoing, comment.snippet.words(), item.author.ours, item.written_at));
    Ok(fitting.min_by_key(|(_, item)| item.written_at).map(|(comment, _)| comment.id))
}

fn fits(answer: &Answer, outgoing: &Outgoing, said: &str, ours: bool, written_at: Timestamp) -> bool {
    let (ahead, slack) = answer.clock_ahead.map_or((SignedDuration::ZERO, UNKNOWN_CLOCK), |ahead| (ahead, SLACK));
    ours && written_at.duration_since(outgoing.begun_at) >= ahead - slack && text::same_words(said, &words(outgoing))
}

fn posted(id: &str) -> Result<Posted, Trouble> {
    match is_id(id) {
        true => Ok(Posted { remote_id: Named::Comment(id.to_owned()).to_string(), url: None }),
        false => Err(Trouble::Nonsense { reason: "the id is none of YouTube's".to_owned() }),
    }
}
