//! Names: where a record lies (AT-URI), the key that makes a repeated post one post (TID), and the addresses people open.
use jiff::Timestamp;
use uuid::Uuid;

/// The record type of posts.
pub(super) const POST: &str = "app.bsky.feed.post";
/// The record type that rules who may answer, and which answers are hidden.
pub(super) const THREADGATE: &str = "app.bsky.feed.threadgate";

/// Base32 whose letters sort as their values do (atproto.com/specs/tid).
const LETTERS: &[u8; 32] = b"234567abcdefghijklmnopqrstuvwxyz";

/// A record's place: `at://did:plc:…/app.bsky.feed.post/3k…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct AtUri<'a> {
    /// The account's DID, as networks tell it.
    pub(super) did: &'a str,
    /// The record type.
    pub(super) collection: &'a str,
    /// The record's key within its type.
    pub(super) rkey: &'a str,
}

impl<'a> AtUri<'a> {
    /// `None` when it is not the full address of a record.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let mut parts = text.strip_prefix("at://")?.split('/');
        let (did, collection, rkey) = (parts.next()?, parts.next()?, parts.next()?);
        let whole = parts.next().is_none() && did.starts_with("did:") && !collection.is_empty() && !rkey.is_empty();
        whole.then_some(Self { did, collection, rkey })
    }
}

/// The address of a record of ours.
pub(super) fn at_uri(did: &str, collection: &str, rkey: &str) -> String {
    format!("at://{did}/{collection}/{rkey}")
}

/// The record key of a delivery: the same for every try, different for another delivery of the same moment.
///
/// 53 bits of microseconds and 10 bits that tell writers apart. The milliseconds are the delivery's; the microseconds below them and
/// the last ten bits come from its id, since a batch of deliveries may be begun with one reading of the clock.
pub(super) fn record_key(begun_at: Timestamp, key: Uuid) -> String {
    let bits = key.as_u64_pair().1; // the random part of a version 7 id
    let milliseconds = u64::try_from(begun_at.as_millisecond()).unwrap_or(0);
    let microseconds = (milliseconds * 1000 + (bits >> 10) % 1000) & ((1 << 53) - 1);
    let value = microseconds << 10 | bits & 0x3ff;
    (0..13).rev().map(|place| char::from(LETTERS[(value >> (place * 5) & 31) as usize])).collect()
}

/// The moment in a record key; `None` when it is a key of another kind.
pub(super) fn record_key_time(rkey: &str) -> Option<Timestamp> {
    if rkey.len() != 13 || !rkey.starts_with(|first: char| matches!(first, '2'..='7' | 'a'..='j')) {
        return None;
    }
    let mut value = 0u64;
    for letter in rkey.bytes() {
        value = value << 5 | LETTERS.iter().position(|known| *known == letter)? as u64;
    }
    Timestamp::from_microsecond(i64::try_from(value >> 10).ok()?).ok()
}

/// Where a person sees a profile.
pub(super) fn profile_address(handle: &str, did: &str) -> String {
    format!("https://bsky.app/profile/{}", shown(handle, did))
}

/// Where a person sees a post.
pub(super) fn post_address(handle: &str, did: &str, rkey: &str) -> String {
    format!("https://bsky.app/profile/{}/post/{rkey}", shown(handle, did))
}

/// A handle that no longer leads to its account is told as `handle.invalid`; the DID always works.
fn shown<'a>(handle: &'a str, did: &'a str) -> &'a str {
    if handle.is_empty() || handle == "handle.invalid" { did } else { handle }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_address_is_read_whole_or_not_at_all() {
        let uri = AtUri::read("at://did:plc:abc/app.bsky.feed.post/3k2").unwrap();
        assert_eq!(uri, AtUri { did: "did:plc:abc", collection: POST, rkey: "3k2" });
        assert_eq!(at_uri(uri.did, uri.collection, uri.rkey), "at://did:plc:abc/app.bsky.feed.post/3k2");
        for other in [
            "",
            "at://",
            "at://did:plc:abc",
            "at://did:plc:abc/x",
            "at://ase.example/x/y",
            "at://did:plc:abc/x/y/z",
            "https://a/b/c",
        ] {
            assert_eq!(AtUri::read(other), None, "{other}");
        }
    }

    #[test]
    fn deliveries_of_one_moment_have_keys_of_their_own() {
        let at = "2026-11-21T12:00:00Z".parse().unwrap();
        let keys: std::collections::BTreeSet<_> = (0..2000u64)
            // Spread as the random bits of real ids are.
            .map(|number| record_key(at, Uuid::from_u64_pair(0, number.wrapping_mul(0x9e37_79b9_7f4a_7c15))))
            .collect();
        assert!(keys.len() >= 1998, "{} of 2000 differ", keys.len());
    }

    #[test]
    fn a_key_tells_its_time() {
        // atproto.com/specs/tid gives this one as valid; the library @atproto/common-web reads the same microsecond from it.
        assert_eq!(record_key_time("3jzfcijpj2z2a").unwrap().as_microsecond(), 1_688_137_381_887_007);
        for other in ["", "self", "3jzfcijpj2z21", "zzzzzzzzzzzzz", "kjzfcijpj2z2a", "3JZFCIJPJ2Z2A"] {
            assert_eq!(record_key_time(other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn a_key_is_a_tid_and_the_same_at_every_try(ms in -1000i64..4_102_444_800_000, high in any::<u64>(), low in any::<u64>()) {
            let at = Timestamp::from_millisecond(ms).unwrap();
            let id = Uuid::from_u64_pair(high, low);
            let key = record_key(at, id);
            prop_assert_eq!(&key, &record_key(at, id));
            prop_assert_eq!(key.len(), 13);
            prop_assert!(matches!(key.as_bytes()[0], b'2'..=b'7' | b'a'..=b'j'), "{}", key);
            prop_assert!(key.bytes().all(|letter| LETTERS.contains(&letter)), "{}", key);
            prop_assert_eq!(record_key_time(&key).unwrap().as_millisecond(), ms.max(0));
            let later = record_key(at + jiff::SignedDuration::from_millis(1), id);
            prop_assert!(ms < 0 || later > key, "keys sort by time");
        }
    }
}
