//! Writing: posts on the site, and comments in the account's name.
use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};
use unicode_segmentation::UnicodeSegmentation;

use super::listening::comment;
use super::site::{Named, Site, web};
use super::{WordPress, comments, editing, pictures};
use crate::connection::Connection;
use crate::http::Answer;
use crate::network::{Limits, Part, Publishing};
use crate::outgoing::{Found, Length, Outgoing, Posted, Repeating, ReplyTo, Visibility};
use crate::text;
use crate::trouble::Trouble;

/// No site tells its limits. The text's is that of a comment (`wp_get_comment_fields_max_lengths`: 65 525 bytes); a post has none that
/// anyone reaches. A file's is what PHP takes unless told otherwise (`upload_max_filesize`, 2 MiB). Headline and alt text have none: these
/// are what themes and listeners still bear.
const DOCUMENTED: Limits = Limits {
    text_bytes: Some(65_525),
    media: 20,
    alt: 1000,
    media_bytes: 2 * 1024 * 1024,
    title: Some(200),
    ..Limits::documented(65_525)
};
/// How much earlier than we began a site whose clock we know may date a comment: whole seconds, and the way of the request.
const SLACK: SignedDuration = SignedDuration::from_secs(5);
/// The same for a site that does not say what its clock shows.
const UNKNOWN_CLOCK: SignedDuration = SignedDuration::from_mins(10);
/// Between two comments of one account (`wp_check_comment_flood`), where the account has no right to write faster.
const FLOOD: SignedDuration = SignedDuration::from_secs(15);

/// The answer to a write.
#[derive(Debug, Deserialize)]
struct Made {
    id: u64,
    #[serde(default)]
    link: Option<String>,
}

#[async_trait]
impl Publishing for WordPress {
    fn parts(&self) -> &'static [Part] {
        &[Part::Pictures, Part::Title]
    }

    fn demands(&self) -> &'static [Part] {
        &[Part::Title]
    }

    async fn limits(&self, connection: &Connection) -> Result<Limits, Trouble> {
        let uploads = Site::of(connection)?.us().await?.uploads;
        Ok(Limits { media: if uploads { DOCUMENTED.media } else { 0 }, ..DOCUMENTED })
    }

    fn length(&self, limits: &Limits, outgoing: &Outgoing) -> Length {
        let characters = Length { used: outgoing.text.graphemes(true).count(), limit: limits.text };
        let bytes = Length { used: outgoing.text.len(), limit: limits.text_bytes.unwrap_or(usize::MAX) };
        if bytes.fits() { characters } else { bytes }
    }

    fn repeating(&self) -> Repeating {
        // A second post with the same name in its address gets another name.
        Repeating::MayDouble
    }

    async fn publish(&self, connection: &Connection, outgoing: &Outgoing) -> Result<Posted, Trouble> {
        if outgoing.visibility != Visibility::Public {
            return Err(refused("everything on the site is for everyone"));
        }
        let site = Site::of(connection)?;
        match &outgoing.reply_to {
            Some(reply) => answer(&site, outgoing, reply).await,
            None => write(&site, outgoing).await,
        }
    }

    async fn find(&self, connection: &Connection, outgoing: &Outgoing) -> Result<Found, Trouble> {
        let site = Site::of(connection)?;
        let found = match &outgoing.reply_to {
            Some(reply) => find_comment(&site, outgoing, reply).await?,
            None => find_post(&site, outgoing).await?,
        };
        Ok(found.map_or(Found::Absent, Found::Posted))
    }

    async fn edit(&self, connection: &Connection, remote_id: &str, outgoing: &Outgoing) -> Result<Posted, Trouble> {
        let site = Site::of(connection)?;
        let named = Named::read(remote_id)?;
        let body = match named {
            Named::Comment(_) => json!({ "content": html_escape::encode_text(&outgoing.text) }),
            Named::Post(_) => edited_post(&site, named, outgoing).await?,
        };
        made(&site.send(site.post(&named.path()).await?.json(&body)).await?, named)
    }

    fn can_edit(&self) -> bool {
        true
    }

    async fn delete(&self, connection: &Connection, remote_id: &str) -> Result<(), Trouble> {
        let site = Site::of(connection)?;
        let Ok(named) = Named::read(remote_id) else { return Ok(()) };
        let put_in_bin = site.send(site.delete(&named.path()).await?).await;
        let deleted = match put_in_bin {
            // A site without a bin asks for the word.
            Err(Trouble::Unclear { reason }) if reason.contains("rest_trash_not_supported") => {
                site.send(site.delete(&named.path()).await?.query(&[("force", "true")])).await
            }
            other => other,
        };
        match deleted {
            Err(Trouble::Gone) => Ok(()),
            other => other.map(drop),
        }
    }
}

async fn write(site: &Site<'_>, outgoing: &Outgoing) -> Result<Posted, Trouble> {
    if outgoing.title.as_deref().is_none_or(|title| title.trim().is_empty()) {
        return Err(refused("a post needs a headline"));
    }
    let pictures = pictures::upload(site, outgoing).await?;
    let mut body = json!({
        "title": title(outgoing),
        "content": editing::blocks(outgoing, &pictures),
        "slug": editing::slug(outgoing),
        "status": "publish",
    });
    if let Some(first) = pictures.first() {
        body["featured_media"] = first.id.into();
    }
    let answer = site.send(site.post("/wp/v2/posts").await?.json(&body)).await?;
    made(&answer, Named::Post(0))
}

fn title(outgoing: &Outgoing) -> Value {
    html_escape::encode_text(&text::storable(outgoing.title.as_deref().unwrap_or_default())).into_owned().into()
}

async fn edited_post(site: &Site<'_>, named: Named, outgoing: &Outgoing) -> Result<Value, Trouble> {
    let pictures = pictures::upload(site, outgoing).await?;
    let mut content = editing::blocks(outgoing, &pictures);
    if outgoing.media.is_empty() {
        // An edit that names no pictures keeps those that are there.
        let call = site.get(&named.path()).await?.query(&[("context", "edit"), ("_fields", super::shapes::POST_FIELDS)]);
        let now: super::shapes::Post = site.send(call).await?.json()?;
        for block in editing::picture_blocks(now.content.raw.as_deref().unwrap_or_default()) {
            content.push_str("\n\n");
            content.push_str(block);
        }
    }
    let mut body = json!({ "content": content });
    if outgoing.title.is_some() {
        body["title"] = title(outgoing);
    }
    if let Some(first) = pictures.first() {
        body["featured_media"] = first.id.into();
    }
    Ok(body)
}

async fn answer(site: &Site<'_>, outgoing: &Outgoing, reply: &ReplyTo) -> Result<Posted, Trouble> {
    if !outgoing.media.is_empty() {
        return Err(refused("a comment has no pictures"));
    }
    let (post, parent) = place(site, reply).await?;
    let body = json!({ "post": post, "parent": parent, "content": html_escape::encode_text(&outgoing.text) });
    match site.send(site.post("/wp/v2/comments").await?.json(&body)).await {
        Ok(answer) => made(&answer, Named::Comment(0)),
        // The site knows the same words under the same message again: an earlier try of ours, or somebody's own.
        Err(Trouble::Refused { status: 409, reason }) => {
            find_comment(site, outgoing, reply).await?.ok_or(Trouble::Refused { status: 409, reason })
        }
        Err(Trouble::Refused { status: 400, reason }) if reason.contains("comment_flood") => {
            Err(Trouble::Limited { until: site.connection.http.now() + FLOOD })
        }
        Err(other) => Err(other),
    }
}

/// The post and the comment (0: none) that an answer stands under.
async fn place(site: &Site<'_>, reply: &ReplyTo) -> Result<(u64, u64), Trouble> {
    let Named::Comment(parent) = Named::read(&reply.remote_id)? else {
        let Named::Post(id) = Named::read(&reply.remote_id)? else { return Err(Trouble::Gone) };
        return Ok((id, 0));
    };
    match reply.root.as_deref().map(Named::read) {
        Some(Ok(Named::Post(post))) => Ok((post, parent)),
        _ => Ok((comment(site, parent).await?.0.post, parent)),
    }
}

async fn find_post(site: &Site<'_>, outgoing: &Outgoing) -> Result<Option<Posted>, Trouble> {
    let slug = editing::slug(outgoing);
    let query = [("slug", slug.as_str()), ("status", "any"), ("_fields", "id,link")];
    let found: Vec<Made> = site.send(site.get("/wp/v2/posts").await?.query(&query)).await?.json()?;
    Ok(found.into_iter().min_by_key(|made| made.id).map(|made| posted(Named::Post(made.id), made.link)))
}

/// An own comment with the same words in the same place, not written before the delivery began: the earliest that fits.
async fn find_comment(site: &Site<'_>, outgoing: &Outgoing, reply: &ReplyTo) -> Result<Option<Posted>, Trouble> {
    let (post, parent) = match place(site, reply).await {
        // What was answered is gone, and with it the place to look in.
        Err(Trouble::Gone) => return Ok(None),
        other => other?,
    };
    let us = site.us().await?;
    let (comments, clock_ahead) = comments::newest_under(site, post).await?;
    let (ahead, slack) = clock_ahead.map_or((SignedDuration::ZERO, UNKNOWN_CLOCK), |ahead| (ahead, SLACK));
    let in_time = |at: Option<Timestamp>| at.is_some_and(|at| at.duration_since(outgoing.begun_at) >= ahead - slack);
    let fitting = comments.into_iter().filter(|comment| {
        comment.author == us.id
            && comment.parent == parent
            && in_time(comment.written_at())
            && text::same_words(&comment.text(), &outgoing.text)
    });
    Ok(fitting.min_by_key(|comment| comment.id).map(|comment| posted(Named::Comment(comment.id), comment.link)))
}

fn made(answer: &Answer, kind: Named) -> Result<Posted, Trouble> {
    let made: Made = answer.json()?;
    let named = match kind {
        Named::Post(_) => Named::Post(made.id),
        Named::Comment(_) => Named::Comment(made.id),
    };
    Ok(posted(named, made.link))
}

fn posted(named: Named, link: Option<String>) -> Posted {
    Posted { remote_id: named.to_string(), url: web(link) }
}

fn refused(reason: &str) -> Trouble {
    Trouble::Refused { status: 422, reason: reason.to_owned() }
}
