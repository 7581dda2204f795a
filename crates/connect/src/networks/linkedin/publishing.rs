//! Writing: posts on the page, and comments in its name.
use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use unicode_segmentation::UnicodeSegmentation;

use super::listening::{newest_posts, one, under};
use super::page::{Page, encoded};
use super::shapes::{self, Listed, Named, is_post, parts};
use super::{LinkedIn, little};
use crate::connection::Connection;
use crate::http::{Answer, Call};
use crate::network::{Limits, Part, Publishing};
use crate::outgoing::{Found, Length, Media, Outgoing, Posted, Repeating, Visibility};
use crate::text;
use crate::trouble::Trouble;

/// A post takes 3 000 characters, twenty pictures (docs: posts-api, multiimage-api); the size of a picture is from memory.
const DOCUMENTED: Limits = Limits { media: 20, alt: 4086, media_bytes: 8_000_000, ..Limits::documented(3000) };
/// Longest comment (docs: comments-api).
const COMMENT: usize = 1250;
/// How much earlier than we began LinkedIn may date a message.
const SLACK: SignedDuration = SignedDuration::from_secs(5);
/// The same where the answer does not say what its clock shows.
const UNKNOWN_CLOCK: SignedDuration = SignedDuration::from_mins(10);

#[async_trait]
impl Publishing for LinkedIn {
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
        let refused = |reason: &str| Err(Trouble::Refused { status: 422, reason: reason.to_owned() });
        if outgoing.visibility != Visibility::Public {
            return refused("everything on the page is for everyone");
        }
        if outgoing.reply_to.is_some() && !outgoing.media.is_empty() {
            return refused("a comment from here has no pictures");
        }
        let page = Page::of(connection)?;
        let written = match &outgoing.reply_to {
            Some(reply) => answer(&page, outgoing, &Named::read(&reply.remote_id)?).await,
            None => write(&page, outgoing).await,
        };
        match written {
            // LinkedIn knows the same words again: an earlier try of ours, or an older message of the same words.
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
        let call = match &named {
            Named::Post(post) => {
                let patch = json!({ "patch": { "$set": { "commentary": little::written(&words(outgoing)) } } });
                Call::post(&page.address(&format!("posts/{}", encoded(post))))?
                    .header("X-RestLi-Method", "PARTIAL_UPDATE")
                    .json(&patch)
            }
            Named::Comment { comment, .. } => {
                let patch = json!({ "patch": { "message": { "$set": { "text": words(outgoing) } } } });
                Call::post(&of_comment(&page, comment)?)?.query(&[("actor", &page.urn())]).json(&patch)
            }
        };
        page.send(call).await?;
        Ok(posted(&named))
    }

    fn can_edit(&self) -> bool {
        true
    }

    async fn delete(&self, connection: &Connection, remote_id: &str) -> Result<(), Trouble> {
        let page = Page::of(connection)?;
        let call = match Named::read(remote_id) {
            Err(_) => return Ok(()),
            Ok(Named::Post(post)) => {
                Call::delete(&page.address(&format!("posts/{}", encoded(&post))))?.header("X-RestLi-Method", "DELETE")
            }
            Ok(Named::Comment { comment, .. }) => Call::delete(&of_comment(&page, &comment)?)?.query(&[("actor", &page.urn())]),
        };
        match page.send(call).await {
            Err(Trouble::Gone) => Ok(()),
            other => other.map(drop),
        }
    }
}

fn of_comment(page: &Page<'_>, urn: &str) -> Result<String, Trouble> {
    let (of, id) = parts(urn).ok_or(Trouble::Gone)?;
    Ok(page.address(&format!("socialActions/{}/comments/{id}", encoded(of))))
}

/// The text; an address that has no card stands below it.
fn words(outgoing: &Outgoing) -> String {
    let alone = outgoing.reply_to.is_some() || !outgoing.media.is_empty();
    let card = outgoing.card.as_ref().filter(|_| alone);
    text::with_address(outgoing.text.clone(), card.map(|card| card.url.as_str()))
}

async fn write(page: &Page<'_>, outgoing: &Outgoing) -> Result<Posted, Trouble> {
    let mut post = json!({
        "author": page.urn(), "commentary": little::written(&words(outgoing)), "visibility": "PUBLIC", "lifecycleState": "PUBLISHED",
        "distribution": { "feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": [] },
        "isReshareDisabledByAuthor": false,
    });
    let mut pictures = Vec::new();
    for media in &outgoing.media {
        let id = picture(page, media).await.map_err(nothing_arrived)?;
        pictures.push(json!({ "id": id, "altText": media.alt }));
    }
    match (pictures.len(), &outgoing.card) {
        (0, None) => {}
        (0, Some(card)) => {
            let title = if card.title.is_empty() { &card.url } else { &card.title };
            post["content"] = json!({ "article": { "source": card.url, "title": title, "description": card.description } });
        }
        (1, _) => post["content"] = json!({ "media": pictures[0] }),
        _ => post["content"] = json!({ "multiImage": { "images": pictures } }),
    }
    let answer = page.send(Call::post(&page.address("posts"))?.json(&post)).await?;
    made(&answer).filter(|urn| is_post(urn)).map(|urn| posted(&Named::Post(urn))).ok_or_else(strange)
}

/// The id of what was made stands in the head (Rest.li).
fn made(answer: &Answer) -> Option<String> {
    answer.headers.get("x-restli-id").and_then(|id| id.to_str().ok()).map(str::to_owned)
}

fn strange() -> Trouble {
    Trouble::Nonsense { reason: "the id is none of LinkedIn's".to_owned() }
}

/// Hands over a picture that no post shows yet (docs: images-api).
async fn picture(page: &Page<'_>, media: &Media) -> Result<String, Trouble> {
    #[derive(Deserialize)]
    struct Begun {
        value: Place,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Place {
        upload_url: String,
        image: String,
    }
    let asked = json!({ "initializeUploadRequest": { "owner": page.urn() } });
    let call = Call::post(&page.address("images"))?.query(&[("action", "initializeUpload")]).json(&asked);
    let Begun { value: Place { upload_url, image } } = page.send(call).await?.json()?;
    page.upload(&upload_url, media.bytes.clone(), &media.media_type).await?;
    Ok(image)
}

async fn answer(page: &Page<'_>, outgoing: &Outgoing, to: &Named) -> Result<Posted, Trouble> {
    let mut comment = json!({ "actor": page.urn(), "message": { "text": words(outgoing) } });
    let place = match to {
        Named::Post(post) => post.clone(),
        Named::Comment { comment: urn, .. } => {
            let (of, _) = parts(urn).ok_or(Trouble::Gone)?;
            comment["parentComment"] = top(page, urn).await?.into();
            of.to_owned()
        }
    };
    comment["object"] = place.clone().into();
    let answer =
        page.send(Call::post(&page.address(&format!("socialActions/{}/comments", encoded(&place))))?.json(&comment)).await?;
    let told: Value = answer.json()?;
    let urn = told["commentUrn"].as_str().filter(|urn| parts(urn).is_some()).ok_or_else(strange)?;
    Ok(posted(&Named::Comment { post: to.post().to_owned(), comment: urn.to_owned() }))
}

/// The comment of the first level that a comment stands under; itself where it is one.
async fn top(page: &Page<'_>, urn: &str) -> Result<String, Trouble> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Stands {
        #[serde(default)]
        parent_comment: Option<String>,
    }
    let above: Stands = one(page, urn).await.map_err(nothing_arrived)?.json().map_err(nothing_arrived)?;
    Ok(above.parent_comment.filter(|urn| parts(urn).is_some()).unwrap_or_else(|| urn.to_owned()))
}

async fn look_for(page: &Page<'_>, outgoing: &Outgoing) -> Result<Option<Posted>, Trouble> {
    let Some(reply) = &outgoing.reply_to else {
        let answer = newest_posts(page).await?;
        let posts = Listed::of(&answer)?.elements.into_iter().filter_map(|raw| shapes::post(raw, &page.urn()).ok());
        let fitting = posts.filter(|(_, item)| {
            item.author.ours && in_time(&answer, outgoing, item.written_at) && text::same_words(&item.text, &words(outgoing))
        });
        return Ok(fitting.min_by_key(|(_, item)| item.written_at).map(|(post, _)| posted(&Named::Post(post.id))));
    };
    let to = Named::read(&reply.remote_id)?;
    // Only the head of an answer tells the clock, so one is asked for by itself.
    let first = page.address(&format!("socialActions/{}/comments", encoded(to.post())));
    let clock = match page.send(Call::get(&first)?.query(&[("start", "0"), ("count", "1")])).await {
        Err(Trouble::Gone) => return Ok(None),
        other => other?,
    };
    let above = match &to {
        Named::Post(_) => None,
        Named::Comment { comment, .. } => match one(page, comment).await {
            Err(Trouble::Gone) => return Ok(None),
            answer => {
                let raw: Box<RawValue> = answer?.json()?;
                let parent = shapes::comment(&raw, &page.urn(), to.post()).ok().and_then(|(comment, _)| comment.parent_comment);
                Some(parent.unwrap_or_else(|| comment.clone()))
            }
        },
    };
    let raws = under(page, to.post()).await?;
    let comments = raws.iter().filter_map(|raw| shapes::comment(raw, &page.urn(), to.post()).ok());
    let fitting = comments.filter(|(comment, item)| {
        item.author.ours
            && comment.parent_comment == above
            && in_time(&clock, outgoing, item.written_at)
            && text::same_words(comment.words(), &words(outgoing))
    });
    let first = fitting.min_by_key(|(_, item)| item.written_at);
    Ok(first.map(|(comment, _)| posted(&Named::Comment { post: to.post().to_owned(), comment: comment.comment_urn })))
}

fn in_time(answer: &Answer, outgoing: &Outgoing, written_at: Timestamp) -> bool {
    let (ahead, slack) = answer.clock_ahead.map_or((SignedDuration::ZERO, UNKNOWN_CLOCK), |ahead| (ahead, SLACK));
    written_at.duration_since(outgoing.begun_at) >= ahead - slack
}

fn posted(named: &Named) -> Posted {
    Posted { url: Some(shapes::address(named.post())), remote_id: named.to_string() }
}

/// What comes before the message itself: nothing of it has left.
fn nothing_arrived(trouble: Trouble) -> Trouble {
    match trouble {
        Trouble::Unclear { reason } | Trouble::Nonsense { reason } => Trouble::Unreachable { reason },
        other => other,
    }
}
