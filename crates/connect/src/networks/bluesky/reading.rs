//! From a post as the servers tell it to an item as the desk records it.
use jiff::Timestamp;
use serde_json::Value;

use super::lexicon::{PostRecord, PostView, Profile};
use super::names::{self, AtUri, POST};
use super::session::Session;
use super::text;
use crate::item::{Attachment, Author, Change, Counts, Item, Kind, Spoiled};

/// A post from its own bytes: a post view or a notification of one.
pub(super) fn post(raw: &str, us: &Session) -> Result<Item, Spoiled> {
    parsed(raw).map(|view| item(&view, raw, us))
}

/// The view behind the bytes; what cannot be understood is set aside with its reason.
pub(super) fn parsed(raw: &str) -> Result<PostView, Spoiled> {
    let view: PostView = serde_json::from_str(raw).map_err(|fault| spoiled(raw, &fault.to_string()))?;
    match (&view.record.kind, AtUri::read(&view.uri)) {
        (_, None) => Err(spoiled(raw, "its address is not that of a record")),
        (Some(kind), _) if kind != POST => Err(spoiled(raw, "it is not a post")),
        _ => Ok(view),
    }
}

/// Bytes set aside.
pub(super) fn spoiled(raw: &str, reason: &str) -> Spoiled {
    let told: Value = serde_json::from_str(raw).unwrap_or_default();
    Spoiled { remote_id: told["uri"].as_str().map(str::to_owned), reason: reason.to_owned(), raw: raw.as_bytes().to_vec() }
}

/// The item of a view.
pub(super) fn item(view: &PostView, raw: &str, us: &Session) -> Item {
    let PostView { uri, author, record, .. } = view;
    let rkey = AtUri::read(uri).map(|uri| uri.rkey).unwrap_or_default();
    Item {
        remote_id: uri.clone(),
        kind: kind(record, &author.did, us),
        author: self::author(author, us),
        text: whole_text(&record.text, &record.facets, &record.embed),
        warning: warning(&view.labels, &record.labels),
        language: record.langs[0].as_str().map(str::to_owned),
        written_at: written_at(record, view.indexed_at),
        parent: record.reply.as_ref().map(|reply| reply.parent.uri.clone()),
        root: record.reply.as_ref().map(|reply| reply.root.uri.clone()),
        url: Some(names::post_address(&author.handle, &author.did, rkey)),
        attachments: attachments(view, us),
        counts: Counts {
            favourites: count(view.like_count),
            boosts: count(view.repost_count.saturating_add(view.quote_count)),
            replies: count(view.reply_count),
        },
        change: Change::Written,
        raw: raw.as_bytes().to_vec(),
    }
}

/// Who wrote it.
pub(super) fn author(profile: &Profile, us: &Session) -> Author {
    Author {
        remote_id: profile.did.clone(),
        handle: profile.handle.clone(),
        name: profile.display_name.clone().unwrap_or_default(),
        url: Some(names::profile_address(&profile.handle, &profile.did)),
        avatar_url: profile.avatar.clone(),
        ours: profile.did == us.did,
    }
}

/// The text with full links and, below it, the addresses that only a card or a quoted post shows.
pub(super) fn whole_text(text: &str, facets: &Value, embed: &Value) -> String {
    let mut whole = text::with_full_links(text, facets);
    let quoted = quoted(embed).and_then(AtUri::read).filter(|uri| uri.collection == POST);
    let quoted = quoted.map(|uri| names::post_address("", uri.did, uri.rkey));
    let card = media(embed)["external"]["uri"].as_str().map(str::to_owned);
    for address in [card, quoted].into_iter().flatten().filter(|address| !text.contains(address)) {
        if !whole.is_empty() {
            whole.push('\n');
        }
        whole.push_str(&address);
    }
    whole
}

/// True when the embed shows pictures or film.
pub(super) fn has_media(view: &PostView) -> bool {
    let media = media(&view.record.embed);
    ["images", "items", "video"].iter().any(|part| !media[part].is_null())
}

/// What it is to us, by its content: an answer that also names us is told as a mention, and still stands in our thread.
fn kind(record: &PostRecord, author: &str, us: &Session) -> Kind {
    let by_us = |uri: &str| AtUri::read(uri).is_some_and(|uri| uri.did == us.did);
    let names_us = text::mentions(&record.facets, &us.did) || quoted(&record.embed).is_some_and(by_us);
    match &record.reply {
        Some(reply) if author == us.did || by_us(&reply.root.uri) || by_us(&reply.parent.uri) => Kind::Comment,
        _ if author != us.did && names_us => Kind::Mention,
        Some(_) => Kind::Comment,
        None => Kind::Post,
    }
}

/// The writer's clock, unless it is ahead of the moment the network saw the post (Bluesky sorts by the earlier of the two).
fn written_at(record: &PostRecord, indexed_at: Timestamp) -> Timestamp {
    let told = record.created_at.as_deref().and_then(|text| text.parse::<Timestamp>().ok());
    told.map_or(indexed_at, |told| told.min(indexed_at))
}

/// Labels that warn of the content. Those with `!` are orders to programs, not words to readers.
fn warning(labels: &Value, own: &Value) -> Option<String> {
    let told = [labels, &own["values"]].into_iter().filter_map(Value::as_array).flatten();
    let mut words: Vec<&str> = told.filter_map(|label| label["val"].as_str()).filter(|word| !word.starts_with('!')).collect();
    words.sort_unstable();
    words.dedup();
    (!words.is_empty()).then(|| words.join(", "))
}

/// The address of the record that a post quotes.
fn quoted(embed: &Value) -> Option<&str> {
    embed["record"]["uri"].as_str().or_else(|| embed["record"]["record"]["uri"].as_str())
}

/// The pictures beside a quoted post, or the embed itself.
fn media(embed: &Value) -> &Value {
    if embed["media"].is_object() { &embed["media"] } else { embed }
}

fn attachments(view: &PostView, us: &Session) -> Vec<Attachment> {
    let (record, shown) = (media(&view.record.embed), media(&view.embed));
    let blob = |blob: &Value| {
        let link = blob["ref"]["$link"].as_str()?;
        Some(format!("{}/xrpc/com.atproto.sync.getBlob?did={}&cid={link}", us.server, view.author.did))
    };
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let media_type = |blob: &Value, otherwise: &str| blob["mimeType"].as_str().unwrap_or(otherwise).to_owned();
    let pictures = ["images", "items"].into_iter().filter_map(|list| Some((list, record[list].as_array()?)));
    let pictures =
        pictures.flat_map(|(list, pictures)| pictures.iter().enumerate().map(move |(place, picture)| (list, place, picture)));
    let mut attachments: Vec<Attachment> = pictures
        .filter_map(|(list, place, picture)| {
            let url = shown[list][place]["fullsize"].as_str().map(str::to_owned).or_else(|| blob(&picture["image"]))?;
            Some(Attachment { media_type: media_type(&picture["image"], "image"), url, alt: text(&picture["alt"]) })
        })
        .collect();
    if let Some(url) = shown["playlist"].as_str().map(str::to_owned).or_else(|| blob(&record["video"])) {
        attachments.push(Attachment { media_type: media_type(&record["video"], "video"), url, alt: text(&record["alt"]) });
    }
    attachments
}

fn count(told: i64) -> u32 {
    u32::try_from(told.max(0)).unwrap_or(u32::MAX)
}
