//! Writing: a post's key comes from its delivery, so the same delivery sent twice is one post.
use async_trait::async_trait;
use serde_json::{Value, json};
use unicode_segmentation::UnicodeSegmentation;

use super::direct::Name;
use super::lexicon::StrongRef;
use super::names::{self, AtUri, POST};
use super::session::{self, Session};
use super::{Bluesky, direct_sending, embed, record, thread};
use crate::connection::Connection;
use crate::network::{Part, Publishing};
use crate::outgoing::{Found, Length, Outgoing, Posted, Repeating, Visibility};
use crate::trouble::Trouble;

/// Longest direct message, in graphemes (lexicon `chat.bsky.convo.defs#messageInput`) …
const DIRECT_TEXT: usize = 1000;
/// … and in bytes.
const DIRECT_BYTES: usize = 10_000;

/// The lexicons' own numbers: no server tells them. Posts: `app.bsky.feed.post`; pictures: `app.bsky.embed.images` (two megabytes
/// since 2026, one before). Alt texts have no limit in the lexicon; Bluesky's own program takes 2000.
const LIMITS: crate::Limits = crate::Limits {
    text_bytes: Some(3000),
    media: embed::PICTURES,
    alt: 2000,
    media_bytes: 2_000_000,
    film_bytes: Some(embed::FILM_BYTES),
    ..crate::Limits::documented(300)
};

#[async_trait]
impl Publishing for Bluesky {
    fn parts(&self) -> &'static [Part] {
        &[Part::Card, Part::Captions, Part::Film, Part::Pictures, Part::Thread, Part::Warning]
    }

    fn media_types(&self) -> &'static [&'static str] {
        &["image/gif", "image/jpeg", "image/png", "image/webp", "video/mp4"]
    }

    async fn limits(&self, _connection: &Connection) -> Result<crate::Limits, Trouble> {
        Ok(LIMITS)
    }

    /// Graphemes, or bytes where those run out first.
    fn length(&self, limits: &crate::Limits, outgoing: &Outgoing) -> Length {
        let text = record::text(outgoing);
        let (most, most_bytes) = match outgoing.visibility {
            Visibility::Direct => (DIRECT_TEXT, DIRECT_BYTES),
            Visibility::Public | Visibility::Unlisted => (limits.text, limits.text_bytes.unwrap_or(usize::MAX)),
        };
        let graphemes = Length { used: text.graphemes(true).count(), limit: most };
        let bytes = Length { used: text.len(), limit: most_bytes };
        let tighter = bytes.used as u128 * graphemes.limit as u128 > graphemes.used as u128 * bytes.limit as u128;
        if tighter { bytes } else { graphemes }
    }

    fn repeating(&self) -> Repeating {
        Repeating::Harmless
    }

    async fn publish(&self, connection: &Connection, outgoing: &Outgoing) -> Result<Posted, Trouble> {
        if outgoing.visibility == Visibility::Direct {
            return direct_sending::publish(connection, outgoing).await;
        }
        let us = session::current(connection).await?;
        let record = record::post(connection, outgoing).await?;
        let rkey = names::record_key(outgoing.begun_at, outgoing.key);
        let body = json!({ "repo": us.did, "collection": POST, "rkey": rkey, "record": record });
        let call = |session: &Session| Ok(session.post("com.atproto.repo.createRecord")?.json(&body));
        let trouble = match session::call(connection, call).await.and_then(|answer| answer.json::<StrongRef>()) {
            Ok(made) => return Ok(posted(&us, &rkey, made.uri)),
            // A key that is taken is told as 500 by Bluesky's own server, as 400 or 409 by others.
            Err(trouble @ (Trouble::Unclear { .. } | Trouble::Nonsense { .. } | Trouble::Refused { .. })) => trouble,
            Err(trouble) => return Err(trouble),
        };
        match existing(connection, &us, &rkey).await {
            Ok(Some(there)) if is_same(&there, &record) => Ok(posted(&us, &rkey, names::at_uri(&us.did, POST, &rkey))),
            Ok(Some(_)) => Err(Trouble::Refused { status: 409, reason: "another post has this delivery's key".to_owned() }),
            // What went wrong first says more than that looking went wrong too.
            Ok(None) | Err(_) => Err(trouble),
        }
    }

    async fn find(&self, connection: &Connection, outgoing: &Outgoing) -> Result<Found, Trouble> {
        if outgoing.visibility == Visibility::Direct {
            return direct_sending::find(connection, outgoing).await;
        }
        let us = session::current(connection).await?;
        let rkey = names::record_key(outgoing.begun_at, outgoing.key);
        let there = existing(connection, &us, &rkey).await?;
        Ok(there.map_or(Found::Absent, |_| Found::Posted(posted(&us, &rkey, names::at_uri(&us.did, POST, &rkey)))))
    }

    async fn edit(&self, _connection: &Connection, _remote_id: &str, _outgoing: &Outgoing) -> Result<Posted, Trouble> {
        Err(refused("posts on Bluesky cannot be changed; delete it and write a new one"))
    }

    fn can_edit(&self) -> bool {
        false
    }

    async fn delete(&self, connection: &Connection, remote_id: &str) -> Result<(), Trouble> {
        if Name::read(remote_id).is_some() {
            return Err(refused("a direct message on Bluesky cannot be taken back: the other keeps it"));
        }
        let us = session::current(connection).await?;
        let own = AtUri::read(remote_id).filter(|uri| uri.did == us.did && uri.collection == POST);
        let uri = own.ok_or_else(|| refused("only our own posts can be deleted"))?;
        let body = json!({ "repo": us.did, "collection": POST, "rkey": uri.rkey });
        match session::call(connection, |session| Ok(session.post("com.atproto.repo.deleteRecord")?.json(&body))).await {
            Ok(_) | Err(Trouble::Gone) => Ok(()),
            Err(trouble) => Err(trouble),
        }
    }
}

async fn existing(connection: &Connection, us: &Session, rkey: &str) -> Result<Option<Value>, Trouble> {
    let place = AtUri { did: &us.did, collection: POST, rkey };
    match thread::record(connection, place).await {
        Ok((record, _)) => Ok(Some(record.value)),
        Err(Trouble::Gone) => Ok(None),
        Err(trouble) => Err(trouble),
    }
}

/// The same words in the same place. Facets may differ: a handle may have begun or ceased to lead to an account between two tries.
fn is_same(there: &Value, ours: &Value) -> bool {
    there["text"] == ours["text"] && there["reply"]["parent"]["uri"] == ours["reply"]["parent"]["uri"]
}

fn posted(us: &Session, rkey: &str, uri: String) -> Posted {
    Posted { url: Some(names::post_address(&us.handle, &us.did, rkey)), remote_id: uri }
}

fn refused(reason: &str) -> Trouble {
    Trouble::Refused { status: 405, reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn outgoing(text: &str, visibility: Visibility) -> Outgoing {
        Outgoing { visibility, ..Outgoing::saying(uuid::Uuid::nil(), jiff::Timestamp::UNIX_EPOCH, text) }
    }

    fn length(text: &str) -> Length {
        Bluesky.length(&LIMITS, &outgoing(text, Visibility::Public))
    }

    #[test]
    fn letters_count_as_people_see_them() {
        assert_eq!(length("Åsa såg 🇸🇪"), Length { used: 9, limit: 300 });
        assert_eq!(length(&"e\u{301}".repeat(300)), Length { used: 300, limit: 300 });
        assert!(!length(&"å".repeat(301)).fits());
    }

    #[test]
    fn families_run_out_of_bytes_first() {
        let families = "👨‍👩‍👧‍👦".repeat(121); // 25 bytes each
        assert_eq!(length(&families), Length { used: 3025, limit: 3000 });
        assert!(length(&"👨‍👩‍👧‍👦".repeat(120)).fits());
    }

    #[test]
    fn a_warning_counts_and_a_direct_message_may_be_longer() {
        let warned = Outgoing { warning: Some("Bilder från branden".into()), ..outgoing("Läget nu", Visibility::Public) };
        assert_eq!(record::text(&warned), "Bilder från branden\n\nLäget nu");
        assert_eq!(Bluesky.length(&LIMITS, &warned).used, 29);
        let direct = outgoing(&"å".repeat(1000), Visibility::Direct);
        assert_eq!(Bluesky.length(&LIMITS, &direct), Length { used: 1000, limit: 1000 });
    }

    proptest! {
        #[test]
        fn what_fits_fits_both_ways(text in "(\\PC|👨‍👩‍👧‍👦|é){0,400}") {
            let fits = text.graphemes(true).count() <= 300 && text.len() <= 3000;
            prop_assert_eq!(length(&text).fits(), fits);
        }
    }
}
