//! YouTube's JSON as it comes, and items made of it (docs: youtube/v3/docs/comments, commentThreads, videos).
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::channel::is_id;
use crate::http::Answer;
use crate::item::{Attachment, Author, Change, Counts, Item, Kind, Spoiled};
use crate::text;
use crate::trouble::Trouble;

/// What an id of the desk's names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Named {
    Video(String),
    Comment(String),
}

impl Named {
    /// An id of another shape exists nowhere.
    pub(super) fn read(remote_id: &str) -> Result<Self, Trouble> {
        match remote_id.split_once(':') {
            Some(("video", id)) if is_id(id) => Ok(Self::Video(id.to_owned())),
            Some(("comment", id)) if is_id(id) => Ok(Self::Comment(id.to_owned())),
            _ => Err(Trouble::Gone),
        }
    }
}

impl std::fmt::Display for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Video(id) => write!(f, "video:{id}"),
            Self::Comment(id) => write!(f, "comment:{id}"),
        }
    }
}

/// The comment that a thread hangs under: an answer's id begins with it.
pub(super) fn top(id: &str) -> &str {
    id.split('.').next().unwrap_or(id)
}

/// A list, and where it goes on.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Listed<'a> {
    #[serde(borrow)]
    pub(super) items: Vec<&'a RawValue>,
    #[serde(default)]
    pub(super) next_page_token: Option<String>,
}

impl<'a> Listed<'a> {
    pub(super) fn of(answer: &'a Answer) -> Result<Self, Trouble> {
        serde_json::from_slice(&answer.body).map_err(|fault| Trouble::Nonsense {
            reason: format!("not what the documentation says (line {}, column {})", fault.line(), fault.column()),
        })
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct OnlyId {
    pub(super) id: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Thread<'a> {
    #[serde(borrow)]
    pub(super) snippet: ThreadSnippet<'a>,
    #[serde(borrow, default)]
    pub(super) replies: Option<Replies<'a>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ThreadSnippet<'a> {
    #[serde(default)]
    pub(super) video_id: Option<String>,
    #[serde(borrow)]
    pub(super) top_level_comment: &'a RawValue,
    #[serde(default)]
    pub(super) total_reply_count: u32,
}

#[derive(Debug, Deserialize)]
pub(super) struct Replies<'a> {
    #[serde(borrow, default)]
    pub(super) comments: Vec<&'a RawValue>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Comment {
    pub(super) id: String,
    pub(super) snippet: Snippet,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Snippet {
    #[serde(default)]
    pub(super) video_id: Option<String>,
    #[serde(default)]
    text_display: String,
    #[serde(default)]
    author_display_name: String,
    #[serde(default)]
    author_profile_image_url: Option<String>,
    #[serde(default)]
    author_channel_url: Option<String>,
    #[serde(default)]
    author_channel_id: Option<Value>,
    #[serde(default)]
    like_count: u32,
    published_at: String,
    #[serde(default)]
    updated_at: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Value {
    value: String,
}

impl Snippet {
    /// What it says, plain: asked for so (`textFormat=plainText`).
    pub(super) fn words(&self) -> &str {
        &self.text_display
    }
}

/// The comment in `raw`; `video` and the number of answers come with its thread.
pub(super) fn comment(raw: &RawValue, us: &str, video: Option<&str>, replies: u32) -> Result<(Comment, Item), Spoiled> {
    let spoiled = |reason: &str| Spoiled {
        remote_id: id_of(raw).map(|id| Named::Comment(id).to_string()),
        reason: text::storable(reason),
        raw: raw.get().as_bytes().to_vec(),
    };
    let comment: Comment = serde_json::from_str(raw.get()).map_err(|fault| spoiled(&fault.to_string()))?;
    if !is_id(&comment.id) {
        return Err(spoiled("the id is none of YouTube's"));
    }
    let snippet = &comment.snippet;
    let written_at: Timestamp = snippet.published_at.parse().map_err(|_| spoiled("the time is not one"))?;
    let video = snippet.video_id.as_deref().or(video).filter(|id| is_id(id)).map(|id| Named::Video(id.to_owned()).to_string());
    let above = top(&comment.id);
    let parent = if above == comment.id { video.clone() } else { Some(Named::Comment(above.to_owned()).to_string()) };
    let edited = snippet.updated_at.as_deref().filter(|at| at.parse::<Timestamp>().is_ok_and(|at| at > written_at));
    let id = snippet.author_channel_id.as_ref().map(|id| id.value.clone());
    let url = video.as_deref().and_then(|video| video.strip_prefix("video:"));
    let item = Item {
        remote_id: Named::Comment(comment.id.clone()).to_string(),
        kind: Kind::Comment,
        author: Author {
            ours: id.as_deref() == Some(us),
            remote_id: id.unwrap_or_else(|| format!("unknown:{}", comment.id)),
            handle: text::storable(snippet.author_display_name.trim_start_matches('@')),
            name: text::storable(&snippet.author_display_name),
            url: web(snippet.author_channel_url.as_deref()),
            avatar_url: web(snippet.author_profile_image_url.as_deref()),
        },
        text: text::storable(snippet.words()),
        warning: None,
        language: None,
        written_at,
        parent,
        root: video.clone(),
        url: url.map(|video| format!("https://www.youtube.com/watch?v={video}&lc={}", comment.id)),
        attachments: Vec::new(),
        counts: Counts { favourites: snippet.like_count, boosts: 0, replies },
        change: edited.map_or(Change::Written, |at| Change::Edited { version: at.to_owned() }),
        raw: raw.get().as_bytes().to_vec(),
    };
    Ok((comment, item))
}

#[derive(Deserialize)]
struct Video {
    id: String,
    snippet: VideoSnippet,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct VideoSnippet {
    channel_id: String,
    #[serde(default)]
    channel_title: String,
    title: String,
    #[serde(default)]
    description: String,
    published_at: String,
}

/// A film: what comments stand under.
pub(super) fn video(raw: &RawValue, us: &str) -> Result<Item, Trouble> {
    let not_so = || Trouble::Nonsense { reason: "a film is not what the documentation says".to_owned() };
    let Video { id, snippet } = serde_json::from_str(raw.get()).map_err(|_| not_so())?;
    let written_at = snippet.published_at.parse().map_err(|_| not_so())?;
    let url = format!("https://www.youtube.com/watch?v={id}");
    Ok(Item {
        remote_id: Named::Video(id.clone()).to_string(),
        kind: Kind::Post,
        author: Author {
            ours: snippet.channel_id == us,
            url: Some(format!("https://www.youtube.com/channel/{}", snippet.channel_id)),
            remote_id: snippet.channel_id,
            handle: text::storable(&snippet.channel_title),
            name: text::storable(&snippet.channel_title),
            avatar_url: None,
        },
        text: text::storable(&snippet.description),
        warning: Some(text::storable(&snippet.title)),
        language: None,
        written_at,
        parent: None,
        root: None,
        attachments: vec![Attachment { media_type: "video".to_owned(), url: url.clone(), alt: text::storable(&snippet.title) }],
        url: Some(url),
        counts: Counts::default(),
        change: Change::Written,
        raw: raw.get().as_bytes().to_vec(),
    })
}

/// The id in `raw`, also where the rest cannot be understood.
pub(super) fn id_of(raw: &RawValue) -> Option<String> {
    serde_json::from_str::<OnlyId>(raw.get()).ok().map(|only| only.id)
}

fn web(address: Option<&str>) -> Option<String> {
    address.filter(|address| address.starts_with("https://") || address.starts_with("http://")).map(str::to_owned)
}
