//! Writing as the account. X knows no key of ours, so an earlier try is looked for among the account's own posts.
use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::json;

use super::X;
use super::line::{Line, is_id};
use super::listening::pages;
use super::shapes::{self, Told};
use super::weighing::{ADDRESS, weight};
use crate::connection::Connection;
use crate::http::{Answer, FilePart};
use crate::network::{Limits, Part, PollLimits, Publishing};
use crate::outgoing::{Found, Length, Media, Outgoing, Posted, Repeating, Visibility};
use crate::text;
use crate::trouble::Trouble;

/// Four pictures of 5 MB, alt text of 1 000 characters, polls of four answers of 25 characters for up to seven days.
const DOCUMENTED: Limits = Limits {
    characters_per_url: Some(ADDRESS),
    media: 4,
    alt: 1000,
    media_bytes: 5_000_000,
    poll: Some(PollLimits { options: 4, option: 25, shortest: 300, longest: 604_800 }),
    ..Limits::documented(280)
};
/// How much earlier than we began X may date a post.
const SLACK: SignedDuration = SignedDuration::from_secs(5);
/// The same where the answer does not say what its clock shows.
const UNKNOWN_CLOCK: SignedDuration = SignedDuration::from_mins(10);

#[derive(Deserialize)]
struct Made {
    data: OnlyId,
}

#[derive(Deserialize)]
struct OnlyId {
    id: String,
}

#[async_trait]
impl Publishing for X {
    fn parts(&self) -> &'static [Part] {
        &[Part::Pictures, Part::Poll, Part::Thread]
    }

    async fn limits(&self, connection: &Connection) -> Result<Limits, Trouble> {
        Line::of(connection)?;
        Ok(DOCUMENTED)
    }

    fn length(&self, limits: &Limits, outgoing: &Outgoing) -> Length {
        Length { used: weight(&words(outgoing)), limit: limits.text }
    }

    fn repeating(&self) -> Repeating {
        Repeating::MayDouble
    }

    async fn publish(&self, connection: &Connection, outgoing: &Outgoing) -> Result<Posted, Trouble> {
        let refused = |reason: &str| Err(Trouble::Refused { status: 422, reason: reason.to_owned() });
        if outgoing.visibility != Visibility::Public {
            return refused("everything from here is for everyone");
        }
        if outgoing.poll.is_some() && !outgoing.media.is_empty() {
            return refused("a post has a poll or pictures");
        }
        let line = Line::of(connection)?;
        let mut post = json!({ "text": words(outgoing) });
        if let Some(reply) = &outgoing.reply_to {
            if !is_id(&reply.remote_id) {
                return Err(Trouble::Gone);
            }
            post["reply"] = json!({ "in_reply_to_tweet_id": reply.remote_id });
        }
        if let Some(poll) = &outgoing.poll {
            post["poll"] = json!({ "options": poll.options, "duration_minutes": (poll.open_for / 60).max(5) });
        }
        let mut pictures = Vec::new();
        for media in &outgoing.media {
            pictures.push(picture(&line, media).await.map_err(nothing_arrived)?);
        }
        if !pictures.is_empty() {
            post["media"] = json!({ "media_ids": pictures });
        }
        match line.post("tweets", &post).await {
            // X knows the same words again: an earlier try of ours, or an older post of the same words.
            Err(Trouble::Refused { status: 409, reason }) => {
                look_for(&line, outgoing).await?.ok_or(Trouble::Refused { status: 409, reason })
            }
            answer => {
                let Made { data: OnlyId { id } } = answer?.json()?;
                posted(&id)
            }
        }
    }

    async fn find(&self, connection: &Connection, outgoing: &Outgoing) -> Result<Found, Trouble> {
        Ok(look_for(&Line::of(connection)?, outgoing).await?.map_or(Found::Absent, Found::Posted))
    }

    async fn edit(&self, _connection: &Connection, _remote_id: &str, _outgoing: &Outgoing) -> Result<Posted, Trouble> {
        Err(Trouble::Refused { status: 422, reason: "X lets no program edit a post".to_owned() })
    }

    fn can_edit(&self) -> bool {
        false
    }

    async fn delete(&self, connection: &Connection, remote_id: &str) -> Result<(), Trouble> {
        let line = Line::of(connection)?;
        if !is_id(remote_id) {
            return Ok(());
        }
        match line.delete(&format!("tweets/{remote_id}")).await {
            Err(Trouble::Gone) => Ok(()),
            other => other.map(drop),
        }
    }
}

/// The text; the card's address stands below it, where X makes a card of it by itself.
fn words(outgoing: &Outgoing) -> String {
    text::with_address(outgoing.text.clone(), outgoing.card.as_ref().map(|card| card.url.as_str()))
}

/// Hands over a picture with its alt text.
async fn picture(line: &Line<'_>, media: &Media) -> Result<String, Trouble> {
    let file = FilePart {
        field: "media".to_owned(),
        file_name: media.file_name(),
        media_type: media.media_type.clone(),
        bytes: media.bytes.clone().into(),
    };
    let category = if media.media_type == "image/gif" { "tweet_gif" } else { "tweet_image" };
    let fields = vec![("media_category".to_owned(), category.to_owned()), ("media_type".to_owned(), media.media_type.clone())];
    let Made { data: OnlyId { id } } = line.upload("media/upload", file, fields).await?.json()?;
    if !media.alt.is_empty() {
        let alt = json!({ "id": id, "metadata": { "alt_text": { "text": media.alt } } });
        line.post("media/metadata", &alt).await?;
    }
    Ok(id)
}

/// An own post with the same words in the same place, not written before the delivery began: the earliest that fits.
async fn look_for(line: &Line<'_>, outgoing: &Outgoing) -> Result<Option<Posted>, Trouble> {
    let us = line.us().await?;
    let answers = pages(line, &format!("users/{us}/tweets"), &[("exclude", "retweets")], 1).await?;
    let (said, to) = (words(outgoing), outgoing.reply_to.as_ref().map(|reply| reply.remote_id.as_str()));
    let mut fitting = Vec::new();
    for answer in &answers {
        let (raws, beside, _) = Told::of(answer)?.apart();
        for (post, item) in raws.into_iter().filter_map(|raw| shapes::post(raw, &us, &beside).ok()) {
            // Of an answer X may show the names it answers first.
            let words = post.words();
            let same = text::same_words(&words, &said)
                || text::same_words(&text::without_mentions(&words), &text::without_mentions(&said));
            if same && post.answers() == to && in_time(answer, outgoing, item.written_at) {
                fitting.push((item.written_at, post.id));
            }
        }
    }
    fitting.sort();
    fitting.into_iter().next().map(|(_, id)| posted(&id)).transpose()
}

fn in_time(answer: &Answer, outgoing: &Outgoing, written_at: Timestamp) -> bool {
    let (ahead, slack) = answer.clock_ahead.map_or((SignedDuration::ZERO, UNKNOWN_CLOCK), |ahead| (ahead, SLACK));
    written_at.duration_since(outgoing.begun_at) >= ahead - slack
}

fn posted(id: &str) -> Result<Posted, Trouble> {
    match is_id(id) {
        true => Ok(Posted { remote_id: id.to_owned(), url: Some(format!("https://x.com/i/status/{id}")) }),
        false => Err(Trouble::Nonsense { reason: "the id is none of X's".to_owned() }),
    }
}

/// What comes before the message itself: nothing of it has left.
fn nothing_arrived(trouble: Trouble) -> Trouble {
    match trouble {
        Trouble::Unclear { reason } | Trouble::Nonsense { reason } => {
            Trouble::Unreachable { reason: format!("a picture could not be handed over: {reason}") }
        }
        Trouble::Gone => Trouble::Refused { status: 404, reason: "this account takes no pictures".to_owned() },
        other => other,
    }
}
