//! The site's JSON as it comes, and items made of it. Only what Torg needs is asked for: visitors' e-mail and network addresses are not.
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::site::{Named, Us, web};
use crate::http::Answer;
use crate::item::{Attachment, Author, Change, Counts, Item, Kind, Spoiled};
use crate::text;
use crate::trouble::Trouble;

/// The fields of a comment that are asked for.
pub(super) const COMMENT_FIELDS: &str =
    "id,post,parent,author,author_name,author_url,date_gmt,content,link,status,author_avatar_urls";
/// The fields of a post that are asked for.
pub(super) const POST_FIELDS: &str = "id,date_gmt,modified_gmt,slug,status,link,title,content,author";

/// A comment (docs: reference/comments).
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Comment {
    pub(super) id: u64,
    pub(super) post: u64,
    pub(super) parent: u64,
    pub(super) author: u64,
    #[serde(default)]
    author_name: String,
    #[serde(default)]
    author_url: Option<String>,
    date_gmt: DateTime,
    content: Rendered,
    #[serde(default)]
    pub(super) link: Option<String>,
    pub(super) status: String,
    #[serde(default)]
    author_avatar_urls: Option<serde_json::Value>,
}

/// A post (docs: reference/posts).
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Post {
    pub(super) id: u64,
    date_gmt: DateTime,
    modified_gmt: DateTime,
    pub(super) status: String,
    #[serde(default)]
    pub(super) link: Option<String>,
    title: Rendered,
    pub(super) content: Rendered,
    pub(super) author: u64,
}

/// HTML as readers get it, and as it was written where we may see that.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Rendered {
    rendered: String,
    #[serde(default)]
    pub(super) raw: Option<String>,
}

impl Comment {
    pub(super) fn text(&self) -> String {
        text::plain(&self.content.rendered)
    }

    pub(super) fn written_at(&self) -> Option<Timestamp> {
        utc(self.date_gmt)
    }

    /// True when it stands at the site, seen by all or waiting for a yes; what is in the bin or among the spam is gone from there.
    pub(super) fn stands(&self) -> bool {
        matches!(self.status.as_str(), "approved" | "hold")
    }

    /// Tells one version from the next, since the site keeps no time of an edit.
    pub(super) fn version(&self) -> String {
        text::fingerprint(format!("{}\0{}", self.status, self.content.rendered).as_bytes()).split_off(12)
    }

    fn item(&self, us: &Us, raw: &[u8]) -> Result<Item, &'static str> {
        let parent = if self.parent == 0 { Named::Post(self.post) } else { Named::Comment(self.parent) };
        Ok(Item {
            remote_id: Named::Comment(self.id).to_string(),
            kind: Kind::Comment,
            author: self.writer(us),
            text: self.text(),
            // The site's own word: not everyone can see it.
            warning: (self.status != "approved").then(|| format!("WordPress: {}", text::storable(&self.status))),
            language: None,
            written_at: self.written_at().ok_or("the time is not one")?,
            parent: Some(parent.to_string()),
            root: Some(Named::Post(self.post).to_string()),
            url: web(self.link.clone()),
            attachments: Vec::new(),
            counts: Counts::default(),
            change: Change::Written,
            raw: raw.to_vec(),
        })
    }

    fn writer(&self, us: &Us) -> Author {
        let name = text::plain(&self.author_name);
        let avatar_url = self.avatar();
        let remote_id = match (self.author, avatar_url.as_deref().and_then(avatar_name)) {
            (0, Some(avatar)) => format!("visitor:{avatar}"),
            // Nothing tells this visitor from another of the same name.
            (0, None) => format!("visitor:{}", self.id),
            (user, _) => format!("user:{user}"),
        };
        let url = web(self.author_url.clone());
        Author { remote_id, handle: name.clone(), name, url, avatar_url, ours: self.author == us.id }
    }

    fn avatar(&self) -> Option<String> {
        let sizes = self.author_avatar_urls.as_ref()?.as_object()?;
        web(sizes.values().filter_map(|address| address.as_str()).next_back().map(str::to_owned))
    }
}

/// What an avatar's address calls its person: a hash of the e-mail address, the same under every comment of theirs.
fn avatar_name(address: &str) -> Option<&str> {
    let name = address.split('?').next()?.rsplit('/').next()?;
    (name.len() >= 32 && name.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(name)
}

impl Post {
    pub(super) fn item(&self, raw: &[u8]) -> Result<Item, &'static str> {
        let written_at = utc(self.date_gmt).ok_or("the time is not one")?;
        let edited = utc(self.modified_gmt).filter(|at| *at > written_at);
        let title = text::plain(&self.title.rendered);
        Ok(Item {
            remote_id: Named::Post(self.id).to_string(),
            kind: Kind::Post,
            // The site speaks, whoever of its people wrote it.
            author: Author {
                remote_id: format!("user:{}", self.author),
                handle: String::new(),
                name: String::new(),
                url: None,
                avatar_url: None,
                ours: true,
            },
            text: self.text(),
            warning: Some(title).filter(|title| !title.is_empty()),
            language: None,
            written_at,
            parent: None,
            root: None,
            url: web(self.link.clone()),
            attachments: pictures(&self.content.rendered),
            counts: Counts::default(),
            change: edited.map_or(Change::Written, |at| Change::Edited { version: at.to_string() }),
            raw: raw.to_vec(),
        })
    }

    fn text(&self) -> String {
        text::plain(&self.content.rendered)
    }
}

/// The pictures in a post's HTML.
fn pictures(html: &str) -> Vec<Attachment> {
    let found = text::pictures(html, None).into_iter();
    found.map(|(url, alt)| Attachment { media_type: "image".to_owned(), url, alt }).collect()
}

/// The item in `raw`; what cannot be understood is set aside with its bytes.
pub(super) fn comment(raw: &RawValue, us: &Us) -> Result<(Comment, Item), Spoiled> {
    let comment: Comment = serde_json::from_str(raw.get()).map_err(|fault| spoiled(raw, &fault.to_string()))?;
    let item = comment.item(us, raw.get().as_bytes()).map_err(|reason| spoiled(raw, reason))?;
    Ok((comment, item))
}

fn spoiled(raw: &RawValue, reason: &str) -> Spoiled {
    let remote_id = id_of(raw).map(|id| Named::Comment(id).to_string());
    Spoiled { remote_id, reason: text::storable(reason), raw: raw.get().as_bytes().to_vec() }
}

/// The number of a comment, also of one that cannot be understood.
pub(super) fn id_of(raw: &RawValue) -> Option<u64> {
    #[derive(Deserialize)]
    struct OnlyId {
        id: u64,
    }
    serde_json::from_str::<OnlyId>(raw.get()).map(|only| only.id).ok()
}

/// Comments of a list, still as bytes.
pub(super) fn listed(answer: &Answer) -> Result<Vec<&RawValue>, Trouble> {
    serde_json::from_slice(&answer.body).map_err(|fault| Trouble::Nonsense {
        reason: format!("not what the documentation says (line {}, column {})", fault.line(), fault.column()),
    })
}

fn utc(at: DateTime) -> Option<Timestamp> {
    TimeZone::UTC.to_timestamp(at).ok()
}
