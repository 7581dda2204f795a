//! Feeds as they come: RSS, Atom and JSON Feed in, entries out. Pure, and harmless for any bytes at all.
mod slices;

use jiff::Timestamp;
use url::Url;

use crate::item::Spoiled;
use crate::text;

/// A feed, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// Its name.
    pub title: String,
    /// The page it is the feed of.
    pub link: Option<String>,
    /// For how many minutes it asks not to be fetched again.
    pub rests_for: Option<u32>,
    /// Oldest first. What could not be understood stands in its place.
    pub entries: Vec<Result<Entry, Spoiled>>,
}

/// One thing a feed tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The feed's own id for it (`guid`, `id`), else its link, else its headline.
    pub id: String,
    /// Headline, plain.
    pub title: String,
    /// What it says, as plain text: the whole where the feed has it, else its summary.
    pub summary: String,
    /// Where a person can read it.
    pub link: Option<String>,
    /// When it was published, where the feed tells.
    pub published: Option<Timestamp>,
    /// When it was last changed, where the feed tells.
    pub updated: Option<Timestamp>,
    /// Who wrote it, as the feed names them; may be empty.
    pub author: String,
    /// Language tag, where the feed tells.
    pub language: Option<String>,
    /// The first picture.
    pub picture: Option<Picture>,
    /// Its own bytes in the feed.
    pub raw: Vec<u8>,
}

/// A picture of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Where it lies.
    pub url: String,
    /// What it shows in words, where the feed tells.
    pub alt: String,
}

/// Why bytes are no feed: a sentence for the log, which does not quote them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no feed: {0}")]
pub struct NoFeed(pub String);

/// Entries of one feed. Feeds have tens; one with more is read as far as this.
const MOST: usize = 500;
/// Longest id kept as it is.
const LONGEST_ID: usize = 500;

/// Reads `bytes` that came from `address`, from which links that leave out the host lead on.
pub fn read(bytes: &[u8], address: &Url) -> Result<Feed, NoFeed> {
    let parser = feed_rs::parser::Builder::new()
        .base_uri(Some(address))
        // Without an id of its own an entry is known by its link, or by its headline; the library's own would change with each edit.
        .id_generator(|links, title, _| {
            let link = links.iter().find(|link| is_page(link)).or(links.first()).map(|link| link.href.clone());
            link.or_else(|| title.as_ref().map(|title| title.content.clone())).unwrap_or_default()
        })
        .build();
    let told = parser.parse(bytes).map_err(|fault| NoFeed(text::storable(&short(&fault.to_string()))))?;
    let raw = slices::entries(bytes);
    let raw_of = |number: usize| match raw.len() == told.entries.len() {
        true => raw.get(number).cloned().unwrap_or_default(),
        false => Vec::new(),
    };
    let language = told.language.clone();
    let entries = told.entries.iter().take(MOST).enumerate();
    let mut entries: Vec<Result<Entry, Spoiled>> =
        entries.map(|(number, entry)| read_entry(entry, raw_of(number), address, language.as_deref())).collect();
    // Most feeds have the newest first. Those that tell no times keep that order, turned round.
    entries.reverse();
    entries.sort_by_key(|entry| entry.as_ref().map_or(None, |entry| entry.published.or(entry.updated)));
    Ok(Feed {
        title: told.title.as_ref().map(|title| plain(title, None)).unwrap_or_default(),
        link: told.links.iter().find(|link| is_page(link)).and_then(|link| web(&link.href, address)),
        rests_for: told.ttl,
        entries,
    })
}

fn read_entry(entry: &feed_rs::model::Entry, raw: Vec<u8>, address: &Url, language: Option<&str>) -> Result<Entry, Spoiled> {
    let base = entry.base.as_deref().and_then(|base| address.join(base).ok()).unwrap_or_else(|| address.clone());
    let title = entry.title.as_ref().map(|title| plain(title, None)).unwrap_or_default();
    let body =
        entry.content.as_ref().and_then(|content| content.body.as_deref().map(|body| (body, is_plain(&content.content_type))));
    let body = body.or_else(|| entry.summary.as_ref().map(|summary| (summary.content.as_str(), is_plain(&summary.content_type))));
    let summary = match body {
        Some((body, Plain::Yes)) => text::storable(body).trim().to_owned(),
        Some((body, Plain::No)) => text::plain_at(body, Some(&base)),
        None => String::new(),
    };
    let link = entry.links.iter().find(|link| is_page(link)).or(entry.links.first()).and_then(|link| web(&link.href, &base));
    let raw = if raw.is_empty() { described(entry) } else { raw };
    if title.is_empty() && summary.is_empty() && link.is_none() {
        let reason = "it has neither headline nor text nor link".to_owned();
        let remote_id = Some(entry.id.clone()).filter(|id| !id.is_empty() && id.len() <= LONGEST_ID);
        return Err(Spoiled { remote_id, reason, raw });
    }
    Ok(Entry {
        id: stable(&entry.id, link.as_deref().unwrap_or(&title)),
        picture: picture(entry, body.map_or("", |(body, _)| body), &base),
        title,
        summary,
        link,
        published: entry.published.and_then(time),
        updated: entry.updated.and_then(time),
        author: text::storable(entry.authors.iter().find_map(|author| author.name.as_deref()).unwrap_or_default().trim()),
        language: entry.language.as_deref().or(language).map(text::storable).filter(|tag| !tag.is_empty() && tag.len() <= 35),
        raw,
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Plain {
    Yes,
    No,
}

/// RSS says nothing of what its text is, and nearly always it is HTML; so only what is called plain and has no tags is.
fn is_plain(media_type: &impl std::fmt::Display) -> Plain {
    if media_type.to_string().starts_with("text/plain") { Plain::Yes } else { Plain::No }
}

fn plain(told: &feed_rs::model::Text, base: Option<&Url>) -> String {
    let has_tags = told.content.contains('<') || told.content.contains('&');
    let one_line = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    match is_plain(&told.content_type) {
        Plain::Yes if !has_tags => one_line(text::storable(&told.content)),
        _ => one_line(text::plain_at(&told.content, base)),
    }
}

fn is_page(link: &feed_rs::model::Link) -> bool {
    matches!(link.rel.as_deref(), None | Some("alternate"))
}

/// An address that may stand in a link.
fn web(address: &str, base: &Url) -> Option<String> {
    let whole = base.join(address.trim()).ok()?;
    matches!(whole.scheme(), "http" | "https").then(|| whole.to_string())
}

fn picture(entry: &feed_rs::model::Entry, html: &str, base: &Url) -> Option<Picture> {
    let contents = entry.media.iter().flat_map(|media| media.content.iter().map(move |content| (media, content)));
    let is_image = |content: &feed_rs::model::MediaContent| {
        content.content_type.as_ref().is_some_and(|told| told.to_string().starts_with("image/"))
    };
    let told = contents.filter(|(_, content)| is_image(content)).find_map(|(media, content)| {
        let alt = media.description.as_ref().or(media.title.as_ref()).map(|alt| plain(alt, None)).unwrap_or_default();
        web(content.url.as_ref()?.as_str(), base).map(|url| Picture { url, alt })
    });
    let enclosed = entry.links.iter().find(|link| {
        link.rel.as_deref() == Some("enclosure") && link.media_type.as_deref().is_some_and(|told| told.starts_with("image/"))
    });
    let enclosed = enclosed.and_then(|link| web(&link.href, base)).map(|url| Picture { url, alt: String::new() });
    let small = entry.media.iter().flat_map(|media| &media.thumbnails).find_map(|thumbnail| web(&thumbnail.image.uri, base));
    let small = small.map(|url| Picture { url, alt: String::new() });
    told.or(enclosed)
        .or_else(|| text::pictures(html, Some(base)).into_iter().next().map(|(url, alt)| Picture { url, alt }))
        .or(small)
}

/// Ids are as long as feeds like; what is too long for a database to find again is known by its hash.
fn stable(id: &str, otherwise: &str) -> String {
    let id = text::storable(if id.trim().is_empty() { otherwise } else { id.trim() });
    match id.len() <= LONGEST_ID {
        true => id,
        false => format!("sha256:{}", text::fingerprint(id.as_bytes())),
    }
}

fn time(at: impl std::fmt::Display) -> Option<Timestamp> {
    // "2026-11-20 10:00:00 UTC": the library's own times only meet ours as text.
    at.to_string()
        .strip_suffix(" UTC")?
        .parse::<jiff::civil::DateTime>()
        .ok()?
        .to_zoned(jiff::tz::TimeZone::UTC)
        .ok()
        .map(|at| at.timestamp())
}

/// Where the entry's own bytes cannot be cut out (a feed in UTF-16), what was understood of it stands for them.
fn described(entry: &feed_rs::model::Entry) -> Vec<u8> {
    let links: Vec<&str> = entry.links.iter().map(|link| link.href.as_str()).collect();
    let title = entry.title.as_ref().map(|title| title.content.as_str());
    let summary = entry.summary.as_ref().map(|summary| summary.content.as_str());
    let content = entry.content.as_ref().and_then(|content| content.body.as_deref());
    serde_json::json!({ "id": entry.id, "title": title, "links": links, "summary": summary, "content": content })
        .to_string()
        .into_bytes()
}

fn short(words: &str) -> String {
    words.chars().take(200).collect()
}

#[cfg(test)]
mod tests;
