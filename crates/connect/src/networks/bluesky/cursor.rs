//! How far we have heard. Bluesky tells notifications newest first and by the writer's clock; this remembers enough to lose none.
use std::hash::{DefaultHasher, Hash, Hasher};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::trouble::Trouble;

/// How many notifications are remembered as heard. One that is forgotten is at worst told again, which the desk notices.
const REMEMBERED: usize = 2000;

/// The place in the stream of what others write; the desk keeps it as text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Cursor {
    /// The newest notification heard, by the network's own order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) newest: Option<Timestamp>,
    /// Notifications heard, newest first, as short hashes. Late ones sort behind the newest, so a time alone would miss them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    heard: Vec<String>,
    /// Where the past began when the channel was added, if there was more of it than one page; it is left alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) past: Option<Timestamp>,
    /// Older ones left to read, when more came at once than one call reads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) rest: Option<Rest>,
    /// The place in the log of direct messages; absent until it is first read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) log: Option<String>,
}

/// What was left unread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Rest {
    /// The network's cursor to go on from.
    pub(super) from: String,
    /// Where what we heard before begins.
    pub(super) until: Option<Timestamp>,
}

impl Cursor {
    /// The cursor in the desk's text.
    pub(super) fn read(text: &str) -> Result<Self, Trouble> {
        serde_json::from_str(text)
            .map_err(|_| Trouble::Nonsense { reason: "the stored cursor is not one of Bluesky's".to_owned() })
    }

    /// The text for the desk.
    pub(super) fn written(&self) -> Result<String, Trouble> {
        serde_json::to_string(self).map_err(|_| Trouble::Nonsense { reason: "a cursor that cannot be written".to_owned() })
    }

    /// True when this notification was told before.
    pub(super) fn has_heard(&self, mark: &str) -> bool {
        self.heard.iter().any(|heard| heard == mark)
    }

    /// Remembers notifications as told; `marks` newest first.
    pub(super) fn hear(&mut self, marks: Vec<String>, earlier: Earlier) {
        let known = std::mem::replace(&mut self.heard, marks);
        if let Earlier::Keep = earlier {
            for mark in known {
                if !self.has_heard(&mark) {
                    self.heard.push(mark);
                }
            }
        }
        self.heard.truncate(REMEMBERED);
    }
}

/// What becomes of the marks remembered before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Earlier {
    /// They are still needed: not all that they mark was read again.
    Keep,
    /// All that will be read again was read just now.
    Forget,
}

/// The mark a notification is remembered by: a hash of its bytes' address and version. After a change of the hash function
/// (a new compiler may bring one) notifications are told once more, no worse.
pub(super) fn mark(uri: &str, cid: &str) -> String {
    let mut hasher = DefaultHasher::new();
    (uri, cid).hash(&mut hasher);
    URL_SAFE_NO_PAD.encode(hasher.finish().to_be_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_survives_the_database() {
        let mut cursor = Cursor { log: Some("222".into()), newest: Some(Timestamp::UNIX_EPOCH), ..Cursor::default() };
        cursor.hear(vec![mark("at://a", "1"), mark("at://b", "1")], Earlier::Keep);
        cursor.rest = Some(Rest { from: "x".into(), until: None });
        assert_eq!(Cursor::read(&cursor.written().unwrap()), Ok(cursor));
        assert!(matches!(Cursor::read("17"), Err(Trouble::Nonsense { .. })));
    }

    #[test]
    fn it_remembers_the_newest_and_stays_small() {
        let marks =
            |range: std::ops::Range<usize>| range.rev().map(|place| mark("at://a", &place.to_string())).collect::<Vec<_>>();
        let mut cursor = Cursor::default();
        for round in 0..80 {
            cursor.hear(marks(round * 40..round * 40 + 50), Earlier::Keep);
        }
        assert!(cursor.has_heard(&mark("at://a", "3209")) && cursor.has_heard(&mark("at://a", "1300")));
        assert!(!cursor.has_heard(&mark("at://a", "10")) && !cursor.has_heard(&mark("at://b", "3209")));
        assert_eq!(cursor.heard.len(), REMEMBERED);
        assert!(cursor.written().unwrap().len() < 32_000);
        cursor.hear(marks(3300..3350), Earlier::Forget);
        assert_eq!(cursor.heard.len(), 50);
    }
}
