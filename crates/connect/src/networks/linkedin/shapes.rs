//! LinkedIn's JSON as it comes, and items made of it (docs: community-management/shares/posts-api, comments-api).
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::little;
use crate::http::Answer;
use crate::item::{Author, Change, Counts, Item, Kind, Spoiled};
use crate::text;
use crate::trouble::Trouble;

/// What an id of the desk's names. A comment's carries its post's, since LinkedIn tells another URN of it there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Named {
    Post(String),
    Comment { post: String, comment: String },
}

impl Named {
    /// An id of another shape exists nowhere.
    pub(super) fn read(remote_id: &str) -> Result<Self, Trouble> {
        let named = match remote_id.split_once('/') {
            None if is_post(remote_id) => Self::Post(remote_id.to_owned()),
            Some((post, comment)) if is_post(post) && parts(comment).is_some() => {
                Self::Comment { post: post.to_owned(), comment: comment.to_owned() }
            }
            _ => return Err(Trouble::Gone),
        };
        Ok(named)
    }

    pub(super) fn post(&self) -> &str {
        match self {
            Self::Post(post) | Self::Comment { post, .. } => post,
        }
    }
}

impl std::fmt::Display for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Post(post) => f.write_str(post),
            Self::Comment { post, comment } => write!(f, "{post}/{comment}"),
        }
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 30 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `urn:li:share:1`, `urn:li:ugcPost:1`.
pub(super) fn is_post(urn: &str) -> bool {
    ["urn:li:share:", "urn:li:ugcPost:"].iter().any(|kind| urn.strip_prefix(kind).is_some_and(is_number))
}

/// What a comment's URN says: `urn:li:comment:(urn:li:activity:7,9)` is comment 9 of activity 7.
pub(super) fn parts(urn: &str) -> Option<(&str, &str)> {
    let (of, id) = urn.strip_prefix("urn:li:comment:(")?.strip_suffix(')')?.rsplit_once(',')?;
    let kinds = ["urn:li:activity:", "urn:li:share:", "urn:li:ugcPost:"];
    let known = kinds.iter().any(|kind| of.strip_prefix(kind).is_some_and(is_number));
    (known && is_number(id)).then_some((of, id))
}

/// A list of Rest.li.
#[derive(Debug, Deserialize)]
pub(super) struct Listed<'a> {
    #[serde(borrow)]
    pub(super) elements: Vec<&'a RawValue>,
}

impl<'a> Listed<'a> {
    pub(super) fn of(answer: &'a Answer) -> Result<Self, Trouble> {
        serde_json::from_slice(&answer.body).map_err(|fault| Trouble::Nonsense {
            reason: format!("not what the documentation says (line {}, column {})", fault.line(), fault.column()),
        })
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Post {
    pub(super) id: String,
    author: String,
    #[serde(default)]
    commentary: String,
    #[serde(default)]
    published_at: Option<i64>,
    created_at: i64,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Comment {
    pub(super) comment_urn: String,
    actor: String,
    message: Message,
    created: Stamp,
    #[serde(default)]
    last_modified: Option<Stamp>,
    #[serde(default)]
    pub(super) parent_comment: Option<String>,
    #[serde(default)]
    likes_summary: Likes,
    #[serde(default)]
    pub(super) comments_summary: Answers,
}

#[derive(Debug, Deserialize)]
struct Message {
    #[serde(default)]
    text: String,
}

#[derive(Debug, Deserialize)]
struct Stamp {
    time: i64,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Likes {
    total_likes: u32,
    aggregated_total_likes: u32,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Answers {
    aggregated_total_comments: u32,
    total_first_level_comments: u32,
}

impl Answers {
    pub(super) fn count(&self) -> u32 {
        self.aggregated_total_comments.max(self.total_first_level_comments)
    }
}

impl Comment {
    pub(super) fn words(&self) -> &str {
        &self.message.text
    }
}

fn time(milliseconds: i64) -> Result<Timestamp, &'static str> {
    Timestamp::from_millisecond(milliseconds).map_err(|_| "the time is not one")
}

/// LinkedIn tells a person's number, not their name.
fn author(actor: &str, us: &str) -> Author {
    let short = actor.rsplit(':').next().unwrap_or(actor);
    let number = actor.strip_prefix("urn:li:organization:").filter(|number| is_number(number));
    Author {
        remote_id: actor.to_owned(),
        handle: text::storable(short),
        name: String::new(),
        url: number.map(|number| format!("https://www.linkedin.com/company/{number}")),
        avatar_url: None,
        ours: actor == us,
    }
}

fn spoiled(raw: &RawValue, remote_id: Option<String>, reason: &str) -> Spoiled {
    Spoiled { remote_id, reason: text::storable(reason), raw: raw.get().as_bytes().to_vec() }
}

/// The post in `raw`.
pub(super) fn post(raw: &RawValue, us: &str) -> Result<(Post, Item), Spoiled> {
    let post: Post = serde_json::from_str(raw.get()).map_err(|fault| spoiled(raw, None, &fault.to_string()))?;
    if !is_post(&post.id) {
        return Err(spoiled(raw, None, "the id is none of LinkedIn's"));
    }
    let written_at =
        time(post.published_at.unwrap_or(post.created_at)).map_err(|reason| spoiled(raw, Some(post.id.clone()), reason))?;
    let item = Item {
        remote_id: post.id.clone(),
        kind: Kind::Post,
        author: author(&post.author, us),
        text: text::storable(&little::read(&post.commentary)),
        warning: None,
        language: None,
        written_at,
        parent: None,
        root: None,
        url: Some(address(&post.id)),
        attachments: Vec::new(),
        counts: Counts::default(),
        change: Change::Written,
        raw: raw.get().as_bytes().to_vec(),
    };
    Ok((post, item))
}

/// The comment in `raw`, which stands under `under`.
pub(super) fn comment(raw: &RawValue, us: &str, under: &str) -> Result<(Comment, Item), Spoiled> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct OnlyUrn {
        comment_urn: String,
    }
    let name = |urn: &str| Named::Comment { post: under.to_owned(), comment: urn.to_owned() }.to_string();
    let known = serde_json::from_str::<OnlyUrn>(raw.get()).ok().filter(|only| parts(&only.comment_urn).is_some());
    let known = known.map(|only| name(&only.comment_urn));
    let comment: Comment = serde_json::from_str(raw.get()).map_err(|fault| spoiled(raw, known.clone(), &fault.to_string()))?;
    if parts(&comment.comment_urn).is_none() {
        return Err(spoiled(raw, None, "the id is none of LinkedIn's"));
    }
    let written_at = time(comment.created.time).map_err(|reason| spoiled(raw, known, reason))?;
    let parent = comment.parent_comment.as_deref().filter(|urn| parts(urn).is_some()).map_or_else(|| under.to_owned(), name);
    let edited = comment.last_modified.as_ref().map(|stamp| stamp.time).filter(|at| *at > comment.created.time);
    let likes = comment.likes_summary.total_likes.max(comment.likes_summary.aggregated_total_likes);
    let item = Item {
        remote_id: name(&comment.comment_urn),
        kind: Kind::Comment,
        author: author(&comment.actor, us),
        text: text::storable(comment.words()),
        warning: None,
        language: None,
        written_at,
        parent: Some(parent),
        root: Some(under.to_owned()),
        url: Some(address(under)),
        attachments: Vec::new(),
        counts: Counts { favourites: likes, boosts: 0, replies: comment.comments_summary.count() },
        change: edited.map_or(Change::Written, |at| Change::Edited { version: at.to_string() }),
        raw: raw.get().as_bytes().to_vec(),
    };
    Ok((comment, item))
}

pub(super) fn address(post: &str) -> String {
    format!("https://www.linkedin.com/feed/update/{post}/")
}
