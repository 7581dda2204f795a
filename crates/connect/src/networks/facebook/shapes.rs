//! Facebook's JSON as it comes, and items made of it (docs: reference/post, reference/comment).
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::page::{Named, web};
use crate::http::Answer;
use crate::item::{Attachment, Author, Change, Counts, Item, Kind, Spoiled};
use crate::text;
use crate::trouble::Trouble;

/// The fields of a comment that are asked for.
pub(super) const COMMENT_FIELDS: &str = "id,from,message,created_time,parent{id},is_hidden,can_hide,permalink_url,like_count,comment_count,attachment{type,media,url}";
/// The fields of a post that are asked for.
pub(super) const POST_FIELDS: &str = "id,from,message,created_time,permalink_url,full_picture";

/// Whoever wrote something. Facebook leaves it out where the app may not know.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct From {
    pub(super) id: String,
    #[serde(default)]
    name: String,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct OnlyId {
    pub(super) id: String,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Comment {
    pub(super) id: String,
    #[serde(default)]
    pub(super) from: Option<From>,
    #[serde(default)]
    pub(super) message: String,
    created_time: String,
    #[serde(default)]
    pub(super) parent: Option<OnlyId>,
    #[serde(default)]
    pub(super) is_hidden: bool,
    #[serde(default)]
    pub(super) can_hide: bool,
    #[serde(default)]
    pub(super) permalink_url: Option<String>,
    #[serde(default)]
    like_count: u32,
    #[serde(default)]
    comment_count: u32,
    #[serde(default)]
    attachment: Option<serde_json::Value>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Post {
    pub(super) id: String,
    #[serde(default)]
    pub(super) from: Option<From>,
    #[serde(default)]
    pub(super) message: String,
    created_time: String,
    #[serde(default)]
    pub(super) permalink_url: Option<String>,
    #[serde(default)]
    full_picture: Option<String>,
}

/// A list as the Graph API gives it: `data`, and where to go on.
#[derive(Debug, Deserialize)]
pub(super) struct Listed<'a> {
    #[serde(borrow)]
    pub(super) data: Vec<&'a RawValue>,
    #[serde(default)]
    paging: Option<Paging>,
}

#[derive(Debug, Deserialize)]
struct Paging {
    #[serde(default)]
    cursors: Option<Cursors>,
    #[serde(default)]
    next: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Cursors {
    #[serde(default)]
    after: Option<String>,
}

impl<'a> Listed<'a> {
    pub(super) fn of(answer: &'a Answer) -> Result<Self, Trouble> {
        serde_json::from_slice(&answer.body).map_err(|fault| Trouble::Nonsense {
            reason: format!("not what the documentation says (line {}, column {})", fault.line(), fault.column()),
        })
    }

    /// The cursor of the next page. `next` is an address with the token in it, so only its being there is read.
    pub(super) fn next(&self) -> Option<String> {
        let paging = self.paging.as_ref()?;
        paging.next.as_ref()?;
        paging.cursors.as_ref()?.after.clone()
    }
}

impl Comment {
    pub(super) fn written_at(&self) -> Option<Timestamp> {
        time(&self.created_time)
    }

    /// Tells one version from the next, since Facebook keeps no time of an edit.
    pub(super) fn version(&self) -> String {
        text::fingerprint(format!("{}\0{}", self.is_hidden, self.message).as_bytes()).split_off(12)
    }

    fn item(&self, page: &str, post: &str, raw: &[u8]) -> Result<Item, &'static str> {
        let parent = self.parent.as_ref().map_or(Named::Post(post.to_owned()), |parent| Named::comment(post, &parent.id));
        let named = Named::comment(post, &self.id).to_string();
        Ok(Item {
            kind: Kind::Comment,
            author: author(self.from.as_ref(), page, &named),
            text: text::storable(&self.message),
            warning: self.is_hidden.then(|| "Facebook: hidden".to_owned()),
            language: None,
            written_at: self.written_at().ok_or("the time is not one")?,
            parent: Some(parent.to_string()),
            root: Some(Named::Post(post.to_owned()).to_string()),
            url: web(self.permalink_url.clone()),
            attachments: self.attachment.iter().filter_map(attached).collect(),
            counts: Counts { favourites: self.like_count, boosts: 0, replies: self.comment_count },
            change: Change::Written,
            raw: raw.to_vec(),
            remote_id: named,
        })
    }
}

impl Post {
    pub(super) fn written_at(&self) -> Option<Timestamp> {
        time(&self.created_time)
    }

    pub(super) fn item(&self, page: &str, raw: &[u8]) -> Result<Item, &'static str> {
        let named = Named::Post(self.id.clone()).to_string();
        let author = author(self.from.as_ref(), page, &named);
        let picture = web(self.full_picture.clone());
        Ok(Item {
            // What a visitor writes on the Page begins a thread of theirs.
            kind: if author.ours { Kind::Post } else { Kind::Mention },
            author,
            text: text::storable(&self.message),
            warning: None,
            language: None,
            written_at: self.written_at().ok_or("the time is not one")?,
            parent: None,
            root: None,
            url: web(self.permalink_url.clone()),
            attachments: picture
                .map(|url| Attachment { media_type: "image".into(), url, alt: String::new() })
                .into_iter()
                .collect(),
            counts: Counts::default(),
            change: Change::Written,
            raw: raw.to_vec(),
            remote_id: named,
        })
    }

    pub(super) fn version(&self) -> String {
        text::fingerprint(self.message.as_bytes()).split_off(12)
    }
}

fn author(from: Option<&From>, page: &str, named: &str) -> Author {
    let (remote_id, name) = match from {
        Some(from) => (from.id.clone(), text::storable(&from.name)),
        // Nothing tells this person from another.
        None => (format!("unknown:{named}"), String::new()),
    };
    let ours = remote_id == page;
    Author { remote_id, handle: name.clone(), name, url: None, avatar_url: None, ours }
}

fn attached(attachment: &serde_json::Value) -> Option<Attachment> {
    let kind = attachment["type"].as_str().unwrap_or_default();
    let media_type = if kind.contains("video") { "video" } else { "image" };
    let address = attachment["media"]["image"]["src"].as_str().or_else(|| attachment["url"].as_str())?;
    Some(Attachment { media_type: media_type.to_owned(), url: web(Some(address.to_owned()))?, alt: String::new() })
}

/// `2026-11-21T12:00:00+0000`.
fn time(text: &str) -> Option<Timestamp> {
    Timestamp::strptime("%Y-%m-%dT%H:%M:%S%z", text).or_else(|_| text.parse()).ok()
}

/// The comment in `raw`, which stands under `post`; what cannot be understood is set aside with its bytes.
pub(super) fn comment(raw: &RawValue, page: &str, post: &str) -> Result<(Comment, Item), Spoiled> {
    let name = |id: &str| Named::comment(post, id).to_string();
    let comment: Comment = serde_json::from_str(raw.get()).map_err(|fault| spoiled(raw, &fault.to_string(), name))?;
    if Named::read(&name(&comment.id)).is_err() {
        return Err(spoiled(raw, "the id is none of Facebook's", name));
    }
    let item = comment.item(page, post, raw.get().as_bytes()).map_err(|reason| spoiled(raw, reason, name))?;
    Ok((comment, item))
}

/// The post in `raw`.
pub(super) fn post(raw: &RawValue, page: &str) -> Result<(Post, Item), Spoiled> {
    let name = |id: &str| Named::Post(id.to_owned()).to_string();
    let post: Post = serde_json::from_str(raw.get()).map_err(|fault| spoiled(raw, &fault.to_string(), name))?;
    if Named::read(&name(&post.id)).is_err() {
        return Err(spoiled(raw, "the id is none of Facebook's", name));
    }
    let item = post.item(page, raw.get().as_bytes()).map_err(|reason| spoiled(raw, reason, name))?;
    Ok((post, item))
}

/// The number in `raw`, also where the rest cannot be understood.
pub(super) fn id_of(raw: &RawValue) -> Option<String> {
    serde_json::from_str::<OnlyId>(raw.get()).ok().map(|only| only.id)
}

fn spoiled(raw: &RawValue, reason: &str, name: impl Fn(&str) -> String) -> Spoiled {
    Spoiled { remote_id: id_of(raw).map(|id| name(&id)), reason: text::storable(reason), raw: raw.get().as_bytes().to_vec() }
}
