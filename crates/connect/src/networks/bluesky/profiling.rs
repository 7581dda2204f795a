//! The text on the account's profile: the record `app.bsky.actor.profile`, of which only the description is changed.
use async_trait::async_trait;
use serde_json::{Value, json};
use unicode_segmentation::UnicodeSegmentation;

use super::Bluesky;
use super::lexicon::Record;
use super::names::AtUri;
use super::session::{self, Session};
use super::thread;
use crate::connection::Connection;
use crate::network::{ProfileLimit, Profiling};
use crate::trouble::Trouble;

/// The record type of profiles; each account has one, under the key `self`.
const PROFILE: &str = "app.bsky.actor.profile";
/// Longest description in grapheme clusters (lexicon `app.bsky.actor.profile`).
const LONGEST: usize = 256;
/// Somebody else may change the same profile, its picture for example; so often we read it again and try once more.
const TRIES: usize = 5;

#[async_trait]
impl Profiling for Bluesky {
    async fn profile_limit(&self, _connection: &Connection) -> Result<ProfileLimit, Trouble> {
        // The lexicon holds for every server that speaks it.
        Ok(ProfileLimit { text: LONGEST, from_network: false })
    }

    fn documented_profile_limit(&self) -> usize {
        LONGEST
    }

    fn profile_length(&self, text: &str) -> usize {
        text.graphemes(true).count()
    }

    async fn profile(&self, connection: &Connection) -> Result<String, Trouble> {
        let us = session::current(connection).await?;
        Ok(read(connection, &us).await?.0["description"].as_str().unwrap_or_default().to_owned())
    }

    async fn set_profile(&self, connection: &Connection, text: &str) -> Result<(), Trouble> {
        let us = session::current(connection).await?;
        let mut lost = Trouble::Unclear { reason: String::new() };
        for _ in 0..TRIES {
            let (mut profile, version) = read(connection, &us).await?;
            if profile["description"].as_str() == Some(text) {
                return Ok(());
            }
            profile["description"] = text.into();
            match write(connection, &us, &profile, version.as_deref()).await {
                Err(Trouble::Refused { status, reason }) if reason.starts_with("InvalidSwap") => {
                    lost = Trouble::Refused { status, reason };
                }
                result => return result,
            }
        }
        Err(lost)
    }
}

/// The profile as it is, and its version; a new one where the account has none yet.
async fn read(connection: &Connection, us: &Session) -> Result<(Value, Option<String>), Trouble> {
    match thread::record(connection, AtUri { did: &us.did, collection: PROFILE, rkey: "self" }).await {
        Ok((Record { cid, value }, _)) => Ok((value, cid)),
        Err(Trouble::Gone) => Ok((json!({ "$type": PROFILE }), None)),
        Err(trouble) => Err(trouble),
    }
}

/// `version` is what must stand there now; none when nothing may.
async fn write(connection: &Connection, us: &Session, profile: &Value, version: Option<&str>) -> Result<(), Trouble> {
    let body = json!({ "repo": us.did, "collection": PROFILE, "rkey": "self", "record": profile, "swapRecord": version });
    session::call(connection, |session| Ok(session.post("com.atproto.repo.putRecord")?.json(&body))).await.map(drop)
}
