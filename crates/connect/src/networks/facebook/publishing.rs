//! Writing: posts on the Page, and comments in the Page's name.
use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use unicode_segmentation::UnicodeSegmentation;

use super::Facebook;
use super::listening::{Order, under};
use super::page::{Named, Page};
use super::shapes::{self, Listed, OnlyId};
use crate::connection::Connection;
use crate::http::{Answer, FilePart};
use crate::network::{Limits, Part, Publishing};
use crate::outgoing::{Found, Length, Media, Outgoing, Posted, Repeating, ReplyTo, Visibility};
use crate::text;
use crate::trouble::Trouble;

/// Facebook tells none of these. A post takes 63 206 characters; ten pictures of 4 MB stay below what every surface takes.
const DOCUMENTED: Limits = Limits { media: 10, alt: 1000, media_bytes: 4_000_000, ..Limits::documented(63_206) };
/// Longest comment.
const COMMENT: usize = 8000;
/// How much earlier than we began Facebook may date a message: whole seconds, and the way of the request.
const SLACK: SignedDuration = SignedDuration::from_secs(5);
/// The same where the answer does not say what its clock shows.
const UNKNOWN_CLOCK: SignedDuration = SignedDuration::from_mins(10);

/// The answer to a write.
#[derive(Debug, Deserialize)]
struct Made {
    id: String,
}

#[async_trait]
impl Publishing for Facebook {
    fn parts(&self) -> &'static [Part] {
        &[Part::Card, Part::Pictures]
    }

    fn media_types(&self) -> &'static [&'static str] {
        &["image/gif", "image/jpeg", "image/png"]
    }

    async fn limits(&self, connection: &Connection) -> Result<Limits, Trouble> {
        Page::of(connection)?;
        Ok(DOCUMENTED)
    }

    fn length(&self, limits: &Limits, outgoing: &Outgoing) -> Length {
        let limit = if outgoing.reply_to.is_some() { limits.text.min(COMMENT) } else { limits.text };
        Length { used: outgoing.text.graphemes(true).count(), limit }
    }

    fn repeating(&self) -> Repeating {
        Repeating::MayDouble
    }

    async fn publish(&self, connection: &Connection, outgoing: &Outgoing) -> Result<Posted, Trouble> {
        if outgoing.visibility != Visibility::Public {
            return Err(refused("everything on the Page is for everyone"));
        }
        let page = Page::of(connection)?;
        let written = match &outgoing.reply_to {
            Some(reply) => answer(&page, outgoing, reply).await,
            None => write(&page, outgoing).await,
        };
        match written {
            // Facebook knows the same words again: an earlier try of ours, or an older message of the same words.
            Err(Trouble::Refused { status: 409, reason }) => {
                look_for(&page, outgoing).await?.ok_or(Trouble::Refused { status: 409, reason })
            }
            other => other,
        }
    }

    async fn find(&self, connection: &Connection, outgoing: &Outgoing) -> Result<Found, Trouble> {
        Ok(look_for(&Page::of(connection)?, outgoing).await?.map_or(Found::Absent, Found::Posted))
    }

    async fn edit(&self, connection: &Connection, remote_id: &str, outgoing: &Outgoing) -> Result<Posted, Trouble> {
        let page = Page::of(connection)?;
        let named = Named::read(remote_id)?;
        page.graph.post(named.number(), vec![field("message", words(outgoing))]).await?;
        Ok(posted(named))
    }

    fn can_edit(&self) -> bool {
        true
    }

    async fn delete(&self, connection: &Connection, remote_id: &str) -> Result<(), Trouble> {
        let page = Page::of(connection)?;
        let Ok(named) = Named::read(remote_id) else { return Ok(()) };
        match page.graph.delete(named.number()).await {
            Err(Trouble::Gone) => Ok(()),
            other => other.map(drop),
        }
    }
}

async fn write(page: &Page<'_>, outgoing: &Outgoing) -> Result<Posted, Trouble> {
    let mut fields = vec![field("message", words(outgoing))];
    // A post has a card or pictures.
    if let Some(card) = outgoing.card.as_ref().filter(|_| outgoing.media.is_empty()) {
        fields.push(field("link", card.url.clone()));
    }
    for (place, media) in outgoing.media.iter().enumerate() {
        let id = picture(page, media).await.map_err(nothing_arrived)?;
        fields.push(field(&format!("attached_media[{place}]"), serde_json::json!({ "media_fbid": id }).to_string()));
    }
    let made: Made = read_made(&page.graph.post(&format!("{}/feed", page.id), fields).await?)?;
    Ok(posted(Named::Post(made.id)))
}

/// The text; an address that has no card stands below it.
fn words(outgoing: &Outgoing) -> String {
    let card = outgoing.card.as_ref().filter(|_| !outgoing.media.is_empty());
    text::with_address(outgoing.text.clone(), card.map(|card| card.url.as_str()))
}

/// Hands over a picture that no post shows yet.
async fn picture(page: &Page<'_>, media: &Media) -> Result<String, Trouble> {
    let file = FilePart {
        field: "source".to_owned(),
        file_name: media.file_name(),
        media_type: media.media_type.clone(),
        bytes: media.bytes.clone().into(),
    };
    let fields = vec![field("published", "false"), field("alt_text_custom", media.alt.clone())];
    let made: Made = page.graph.upload(&format!("{}/photos", page.id), file, fields).await?.json()?;
    Ok(made.id)
}

async fn answer(page: &Page<'_>, outgoing: &Outgoing, reply: &ReplyTo) -> Result<Posted, Trouble> {
    if !outgoing.media.is_empty() {
        return Err(refused("a comment from here has no pictures"));
    }
    let to = Named::read(&reply.remote_id)?;
    let fields = vec![field("message", text::with_address(outgoing.text.clone(), outgoing.card.as_ref().map(|card| &*card.url)))];
    let made = read_made(&page.graph.post(&format!("{}/comments", to.number()), fields).await?)?;
    Ok(posted(Named::comment(to.post(), &made.id)))
}

async fn look_for(page: &Page<'_>, outgoing: &Outgoing) -> Result<Option<Posted>, Trouble> {
    match &outgoing.reply_to {
        Some(reply) => find_comment(page, outgoing, reply).await,
        None => find_post(page, outgoing).await,
    }
}

/// An own post with the same words, not written before the delivery began: the earliest that fits.
async fn find_post(page: &Page<'_>, outgoing: &Outgoing) -> Result<Option<Posted>, Trouble> {
    let query = [("fields", shapes::POST_FIELDS), ("limit", "50")];
    let answer = page.graph.get(&format!("{}/published_posts", page.id), &query).await?;
    let words = words(outgoing);
    let posts = Listed::of(&answer)?.data.into_iter().filter_map(|raw| shapes::post(raw, page.id).ok());
    let fitting = posts.filter(|(post, item)| {
        item.author.ours && in_time(&answer, outgoing, item.written_at) && text::same_words(&post.message, &words)
    });
    let first = fitting.min_by_key(|(_, item)| item.written_at);
    Ok(first.map(|(post, _)| posted(Named::Post(post.id))))
}

/// An own comment with the same words in the same place, not written before the delivery began: the earliest that fits.
async fn find_comment(page: &Page<'_>, outgoing: &Outgoing, reply: &ReplyTo) -> Result<Option<Posted>, Trouble> {
    let to = Named::read(&reply.remote_id)?;
    // Only the head of an answer tells the clock, so the newest are asked for once more by themselves.
    let newest = [("fields", shapes::COMMENT_FIELDS), ("filter", "stream"), ("order", "reverse_chronological"), ("limit", "1")];
    let clock = match page.graph.get(&format!("{}/comments", to.post()), &newest).await {
        // What was answered is gone, and with it the place to look in.
        Err(Trouble::Gone) => return Ok(None),
        other => other?,
    };
    let long_before = |raw: &serde_json::value::RawValue| {
        shapes::comment(raw, page.id, to.post()).is_ok_and(|(_, item)| !in_time(&clock, outgoing, item.written_at))
    };
    let found = under(page, to.post(), Order::Newest, long_before).await?;
    let comments: Vec<_> = found.iter().filter_map(|raw| shapes::comment(raw, page.id, to.post()).ok()).collect();
    // An answer to an answer is put under the comment that both stand under.
    let above = match &to {
        Named::Post(_) => None,
        Named::Comment { comment, .. } => parent(page, comment).await?,
    };
    let in_place = |parent: Option<&OnlyId>| match (&to, parent) {
        (Named::Post(_), parent) => parent.is_none(),
        (Named::Comment { comment, .. }, Some(parent)) => parent.id == *comment || Some(&parent.id) == above.as_ref(),
        (Named::Comment { .. }, None) => false,
    };
    let fitting = comments.into_iter().filter(|(comment, item)| {
        item.author.ours
            && in_place(comment.parent.as_ref())
            && in_time(&clock, outgoing, item.written_at)
            && text::same_words(&comment.message, &outgoing.text)
    });
    let first = fitting.min_by_key(|(_, item)| item.written_at);
    Ok(first.map(|(comment, _)| posted(Named::comment(to.post(), &comment.id))))
}

/// The comment that a comment stands under.
async fn parent(page: &Page<'_>, comment: &str) -> Result<Option<String>, Trouble> {
    #[derive(Deserialize)]
    struct Stands {
        #[serde(default)]
        parent: Option<OnlyId>,
    }
    match page.graph.get(comment, &[("fields", "parent{id}")]).await {
        Err(Trouble::Gone) => Ok(None),
        other => Ok(other?.json::<Stands>()?.parent.map(|parent| parent.id)),
    }
}

fn in_time(answer: &Answer, outgoing: &Outgoing, written_at: Timestamp) -> bool {
    let (ahead, slack) = answer.clock_ahead.map_or((SignedDuration::ZERO, UNKNOWN_CLOCK), |ahead| (ahead, SLACK));
    written_at.duration_since(outgoing.begun_at) >= ahead - slack
}

fn read_made(answer: &Answer) -> Result<Made, Trouble> {
    let made: Made = answer.json()?;
    match crate::graph::is_number(&made.id) {
        true => Ok(made),
        false => Err(Trouble::Nonsense { reason: "the id is none of Facebook's".to_owned() }),
    }
}

/// A person is forwarded from the bare number to the post or comment; a write tells no other address.
fn posted(named: Named) -> Posted {
    Posted { url: Some(format!("https://www.facebook.com/{}", named.number())), remote_id: named.to_string() }
}

fn nothing_arrived(trouble: Trouble) -> Trouble {
    match trouble {
        Trouble::Unclear { reason } | Trouble::Nonsense { reason } => {
            Trouble::Unreachable { reason: format!("a picture could not be handed over: {reason}") }
        }
        Trouble::Gone => Trouble::Refused { status: 404, reason: "this Page takes no pictures".to_owned() },
        other => other,
    }
}

fn field(name: &str, value: impl Into<String>) -> (String, String) {
    (name.to_owned(), value.into())
}

fn refused(reason: &str) -> Trouble {
    Trouble::Refused { status: 422, reason: reason.to_owned() }
}
