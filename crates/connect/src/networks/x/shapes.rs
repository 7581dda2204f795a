//! X's JSON as it comes, and items made of it (docs: x-api/fundamentals/data-dictionary).
use std::collections::HashMap;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::line::is_id;
use crate::http::Answer;
use crate::item::{Attachment, Author, Change, Counts, Item, Kind, Spoiled};
use crate::text;
use crate::trouble::Trouble;

/// What is asked for of each post.
pub(super) const FIELDS: [(&str, &str); 4] = [
    (
        "tweet.fields",
        "author_id,conversation_id,created_at,in_reply_to_user_id,lang,public_metrics,referenced_tweets,entities,attachments",
    ),
    ("expansions", "author_id,attachments.media_keys"),
    ("user.fields", "name,username,profile_image_url"),
    ("media.fields", "type,url,preview_image_url,alt_text"),
];

/// A list, or one, with what it refers to.
#[derive(Debug, Deserialize)]
pub(super) struct Told<'a> {
    #[serde(borrow, default)]
    pub(super) data: Vec<&'a RawValue>,
    #[serde(default)]
    includes: Includes,
    pub(super) meta: Meta,
}

#[derive(Debug, Deserialize)]
pub(super) struct Meta {
    #[serde(default)]
    pub(super) next_token: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct One<'a> {
    #[serde(borrow, default)]
    pub(super) data: Option<&'a RawValue>,
    #[serde(default)]
    pub(super) includes: Includes,
    #[serde(default)]
    pub(super) errors: Vec<serde_json::Value>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Includes {
    users: Vec<User>,
    media: Vec<Media>,
}

#[derive(Clone, Debug, Deserialize)]
struct User {
    id: String,
    name: String,
    username: String,
    #[serde(default)]
    profile_image_url: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
struct Media {
    media_key: String,
    #[serde(default, rename = "type")]
    kind: String,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    preview_image_url: Option<String>,
    #[serde(default)]
    alt_text: Option<String>,
}

/// Who and what posts refer to, by their keys.
pub(super) struct Beside {
    users: HashMap<String, User>,
    media: HashMap<String, Media>,
}

impl From<Includes> for Beside {
    fn from(includes: Includes) -> Self {
        Self {
            users: includes.users.into_iter().map(|user| (user.id.clone(), user)).collect(),
            media: includes.media.into_iter().map(|media| (media.media_key.clone(), media)).collect(),
        }
    }
}

impl<'a> Told<'a> {
    pub(super) fn of(answer: &'a Answer) -> Result<Self, Trouble> {
        serde_json::from_slice(&answer.body).map_err(|fault| nonsense(&fault))
    }

    /// The posts, and what they refer to.
    pub(super) fn apart(self) -> (Vec<&'a RawValue>, Beside, Option<String>) {
        (self.data, self.includes.into(), self.meta.next_token)
    }
}

impl<'a> One<'a> {
    pub(super) fn of(answer: &'a Answer) -> Result<Self, Trouble> {
        let one: Self = serde_json::from_slice(&answer.body).map_err(|fault| nonsense(&fault))?;
        if one.data.is_none() && one.errors.is_empty() {
            return Err(Trouble::Nonsense { reason: "neither a post nor a reason".to_owned() });
        }
        Ok(one)
    }
}

fn nonsense(fault: &serde_json::Error) -> Trouble {
    Trouble::Nonsense { reason: format!("not what the documentation says (line {}, column {})", fault.line(), fault.column()) }
}

#[derive(Debug, Deserialize)]
pub(super) struct Post {
    pub(super) id: String,
    text: String,
    author_id: String,
    created_at: String,
    #[serde(default)]
    pub(super) conversation_id: Option<String>,
    #[serde(default)]
    in_reply_to_user_id: Option<String>,
    #[serde(default)]
    lang: Option<String>,
    #[serde(default)]
    public_metrics: Metrics,
    #[serde(default)]
    referenced_tweets: Vec<Reference>,
    #[serde(default)]
    entities: Entities,
    #[serde(default)]
    attachments: Attached,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Metrics {
    like_count: u32,
    retweet_count: u32,
    reply_count: u32,
}

#[derive(Debug, Deserialize)]
struct Reference {
    #[serde(rename = "type")]
    kind: String,
    id: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Entities {
    urls: Vec<Link>,
}

#[derive(Debug, Deserialize)]
struct Link {
    url: String,
    #[serde(default)]
    expanded_url: Option<String>,
    #[serde(default)]
    media_key: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Attached {
    media_keys: Vec<String>,
}

impl Post {
    /// The post that it answers.
    pub(super) fn answers(&self) -> Option<&str> {
        self.referenced_tweets.iter().find(|one| one.kind == "replied_to").map(|one| one.id.as_str())
    }

    /// What it says, with the addresses that its writer wrote: X shortens each, adds one for pictures, and writes `&` as in HTML.
    pub(super) fn words(&self) -> String {
        let mut words = self.text.clone();
        for link in &self.entities.urls {
            let whole = if link.media_key.is_some() { "" } else { link.expanded_url.as_deref().unwrap_or(&link.url) };
            words = words.replace(&link.url, whole);
        }
        text::storable(words.trim_end().replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").as_str())
    }
}

/// The post in `raw`.
pub(super) fn post(raw: &RawValue, us: &str, beside: &Beside) -> Result<(Post, Item), Spoiled> {
    let spoiled =
        |reason: &str| Spoiled { remote_id: id_of(raw), reason: text::storable(reason), raw: raw.get().as_bytes().to_vec() };
    let post: Post = serde_json::from_str(raw.get()).map_err(|fault| spoiled(&fault.to_string()))?;
    if !is_id(&post.id) {
        return Err(spoiled("the id is none of X's"));
    }
    let written_at: Timestamp = post.created_at.parse().map_err(|_| spoiled("the time is not one"))?;
    let user = beside.users.get(&post.author_id);
    let (username, name) = user.map_or(("", ""), |user| (&user.username, &user.name));
    let ours = post.author_id == us;
    let parent = post.answers().filter(|id| is_id(id)).map(str::to_owned);
    let root = post.conversation_id.clone().filter(|id| is_id(id) && *id != post.id);
    let kind = match (ours, &post.in_reply_to_user_id) {
        (true, None) => Kind::Post,
        (true, Some(_)) => Kind::Comment,
        (false, Some(to)) if to == us => Kind::Comment,
        (false, _) => Kind::Mention,
    };
    let item = Item {
        remote_id: post.id.clone(),
        kind,
        author: Author {
            remote_id: post.author_id.clone(),
            handle: text::storable(username),
            name: text::storable(name),
            url: (!username.is_empty()).then(|| format!("https://x.com/{}", text::storable(username))),
            avatar_url: user.and_then(|user| user.profile_image_url.clone()).filter(|url| url.starts_with("https://")),
            ours,
        },
        text: post.words(),
        warning: None,
        language: post.lang.clone().filter(|lang| lang.len() == 2),
        written_at,
        parent,
        root,
        url: Some(format!("https://x.com/i/status/{}", post.id)),
        attachments: post.attachments.media_keys.iter().filter_map(|key| attached(beside.media.get(key)?)).collect(),
        counts: Counts {
            favourites: post.public_metrics.like_count,
            boosts: post.public_metrics.retweet_count,
            replies: post.public_metrics.reply_count,
        },
        change: Change::Written,
        raw: raw.get().as_bytes().to_vec(),
    };
    Ok((post, item))
}

fn attached(media: &Media) -> Option<Attachment> {
    let media_type = if media.kind == "photo" { "image" } else { "video" };
    let url = media.url.as_ref().or(media.preview_image_url.as_ref()).filter(|url| url.starts_with("https://"))?;
    let alt = text::storable(media.alt_text.as_deref().unwrap_or_default());
    Some(Attachment { media_type: media_type.to_owned(), url: url.clone(), alt })
}

/// The id in `raw`, also where the rest cannot be understood.
pub(super) fn id_of(raw: &RawValue) -> Option<String> {
    #[derive(Deserialize)]
    struct OnlyId {
        id: String,
    }
    serde_json::from_str::<OnlyId>(raw.get()).ok().map(|only| only.id).filter(|id| is_id(id))
}
