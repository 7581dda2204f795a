//! What a post shows below its text: pictures, or a film, or a card. The lexicon has room for one of them.
use std::time::Duration;

use serde_json::{Value, json};
use unicode_segmentation::UnicodeSegmentation;

use super::session::{self, Session};
use super::{film, picture};
use crate::connection::Connection;
use crate::outgoing::{Captions, Card, Media, Outgoing, Visibility};
use crate::trouble::Trouble;

/// Pictures in one post (lexicon `app.bsky.embed.images`).
pub(super) const PICTURES: usize = 4;
/// Largest film (lexicon `app.bsky.embed.video`). A server may take less, and says so.
pub(super) const FILM_BYTES: usize = 100_000_000;
/// Longest alt text of a film, in graphemes; most captions, and the largest file of them (the same lexicon).
const FILM_ALT: usize = 1000;
const CAPTIONS: usize = 20;
const CAPTIONS_BYTES: usize = 20_000;
/// Largest picture of a card (lexicon `app.bsky.embed.external`).
const THUMB_BYTES: usize = 1_000_000;
/// A film over a slow line.
const TIMEOUT: Duration = Duration::from_secs(180);

/// The address of a card that has no room below the text, and so stands in it.
pub(super) fn card_in_text(outgoing: &Outgoing) -> Option<&str> {
    let has_room = outgoing.media.is_empty() && outgoing.visibility != Visibility::Direct;
    outgoing.card.as_ref().filter(|_| !has_room).map(|card| card.url.as_str())
}

/// Refuses what does not fit in one post, before anything is handed over.
pub(super) fn check(outgoing: &Outgoing) -> Result<(), Trouble> {
    let refused = |status, reason: &str| Err(Trouble::Refused { status, reason: reason.to_owned() });
    let media = &outgoing.media;
    let films: Vec<&Media> = media.iter().filter(|file| file.is_film()).collect();
    if outgoing.poll.is_some() {
        return refused(400, "Bluesky has no polls");
    }
    if media.iter().any(|file| !file.media_type.starts_with("image/") && file.media_type != "video/mp4") {
        return refused(415, "Bluesky takes pictures, and films as MP4");
    }
    if !films.is_empty() && media.len() > 1 {
        return refused(400, "a film on Bluesky stands alone: no other film or picture beside it");
    }
    if media.len() > PICTURES {
        return refused(400, "Bluesky takes four pictures at most");
    }
    let too_many =
        |film: &&Media| film.captions.len() > CAPTIONS || film.captions.iter().any(|told| told.vtt.len() > CAPTIONS_BYTES);
    if films.iter().any(too_many) {
        return refused(413, "Bluesky takes twenty captions of 20 000 bytes each at most");
    }
    match films.iter().any(|film| film.bytes.len() > FILM_BYTES || film.alt.graphemes(true).count() > FILM_ALT) {
        true => refused(413, "the film or its alt text is larger than Bluesky takes"),
        false => Ok(()),
    }
}

/// What stands below the text, its files handed over; `None` when there is nothing.
pub(super) async fn made(connection: &Connection, outgoing: &Outgoing) -> Result<Option<Value>, Trouble> {
    match (outgoing.media.as_slice(), &outgoing.card) {
        ([], Some(card)) => external(connection, card).await.map(Some),
        ([], None) => Ok(None),
        ([film], _) if film.is_film() => video(connection, film).await.map(Some),
        (pictures, _) => images(connection, pictures).await.map(Some),
    }
}

async fn images(connection: &Connection, media: &[Media]) -> Result<Value, Trouble> {
    let mut images = Vec::new();
    for file in media {
        let mut image = json!({ "image": blob(connection, &file.bytes, &file.media_type).await?, "alt": file.alt });
        with_ratio(&mut image, picture::size(&file.bytes));
        images.push(image);
    }
    Ok(json!({ "$type": "app.bsky.embed.images", "images": images }))
}

/// The network itself makes a stream of the film when it sees the post.
async fn video(connection: &Connection, film: &Media) -> Result<Value, Trouble> {
    let mut captions = Vec::new();
    for Captions { language, vtt } in &film.captions {
        captions.push(json!({ "lang": language, "file": blob(connection, vtt, "text/vtt").await? }));
    }
    let video = blob(connection, &film.bytes, &film.media_type).await?;
    let mut embed = json!({ "$type": "app.bsky.embed.video", "video": video });
    if !film.alt.is_empty() {
        embed["alt"] = film.alt.as_str().into();
    }
    if !captions.is_empty() {
        embed["captions"] = captions.into();
    }
    with_ratio(&mut embed, film::size(&film.bytes));
    Ok(embed)
}

/// A picture that is too large for a card is left out: the card says what it should without it.
async fn external(connection: &Connection, card: &Card) -> Result<Value, Trouble> {
    let mut external = json!({ "uri": card.url, "title": card.title, "description": card.description });
    let picture = card.picture.as_ref();
    if let Some(picture) = picture.filter(|file| file.media_type.starts_with("image/") && file.bytes.len() <= THUMB_BYTES) {
        external["thumb"] = blob(connection, &picture.bytes, &picture.media_type).await?;
    }
    Ok(json!({ "$type": "app.bsky.embed.external", "external": external }))
}

fn with_ratio(embed: &mut Value, size: Option<(u32, u32)>) {
    if let Some((width, height)) = size {
        embed["aspectRatio"] = json!({ "width": width, "height": height });
    }
}

async fn blob(connection: &Connection, bytes: &[u8], media_type: &str) -> Result<Value, Trouble> {
    let upload =
        |session: &Session| Ok(session.post("com.atproto.repo.uploadBlob")?.bytes(bytes.to_vec(), media_type).timeout(TIMEOUT));
    let mut uploaded: Value = session::call(connection, upload).await?.json()?;
    Ok(uploaded["blob"].take())
}
