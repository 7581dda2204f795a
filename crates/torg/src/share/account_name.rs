//! The many forms in which people write which account they mean, made one: `@a@host`, `https://host/@a`, `bsky.app/profile/a.example`.
use std::collections::BTreeSet;

use url::Url;

/// What someone means, as keys that can be compared. An account has several.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// A page of the web: `host/path`, without scheme and slash at the end, the host in lower case.
    Address(String),
    /// The network's own lasting name for it: `did:plc:…`.
    Did(String),
    /// A full handle in lower case, without a leading `@`: `a@host`, or a host name.
    Handle(String),
    /// A name without its server, which can be anyone's.
    LocalName(String),
}

/// Longest text that is looked at.
const LONGEST: usize = 500;

/// The keys in what someone wrote; none when it names no account.
pub fn keys(written: &str) -> BTreeSet<Key> {
    let mut keys = BTreeSet::new();
    let invisible =
        |sign: &char| !matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    let text: String = written.trim().chars().filter(invisible).take(LONGEST).collect();
    let text = text.trim_matches(|sign: char| matches!(sign, '<' | '>' | '"' | '”' | '(' | ')' | ',' | ';')).trim();
    if text.is_empty() || text.contains(char::is_whitespace) {
        return keys;
    }
    if let Some(did) = text.strip_prefix("at://").unwrap_or(text).strip_prefix("did:") {
        keys.insert(Key::Did(format!("did:{}", did.split('/').next().unwrap_or_default().to_ascii_lowercase())));
        return keys;
    }
    let bare = ["acct:", "at://"].iter().find_map(|scheme| text.strip_prefix(scheme)).unwrap_or(text);
    let is_address =
        text.starts_with("http://") || text.starts_with("https://") || (!bare.starts_with('@') && bare.contains('/'));
    if is_address {
        let with_scheme = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
        if let Ok(url) = Url::parse(&with_scheme) {
            keys_of_address(&url, &mut keys);
        }
        return keys;
    }
    handle(bare, &mut keys);
    keys
}

/// `a@host`, `host.example`, or a bare name.
fn handle(text: &str, keys: &mut BTreeSet<Key>) {
    let text = text.trim_start_matches('@').trim_end_matches(['.', '/']);
    match text.rsplit_once('@') {
        Some((name, host)) if !name.is_empty() => {
            if let Some(host) = host_name(host) {
                keys.insert(Key::Handle(format!("{}@{host}", name.to_lowercase())));
            }
        }
        _ if text.contains('.') => keys.extend(host_name(text).map(Key::Handle)),
        _ if !text.is_empty() => drop(keys.insert(Key::LocalName(text.to_lowercase()))),
        _ => {}
    }
}

/// A host with its port as browsers write it: lower case, letters beyond ASCII as punycode, so that lookalikes differ.
fn host_name(host: &str) -> Option<String> {
    let url = Url::parse(&format!("https://{host}/")).into_iter().next()?;
    if url.path() != "/" || url.query().is_some() || !url.username().is_empty() {
        return None;
    }
    let name = url.host_str()?.to_owned();
    Some(url.port().map_or_else(|| name.clone(), |port| format!("{name}:{port}")))
}

fn keys_of_address(url: &Url, keys: &mut BTreeSet<Key>) {
    let Some(host) = url.host_str() else { return };
    let host = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    let path = url.path().trim_end_matches('/');
    keys.insert(Key::Address(format!("{}{path}", host.trim_start_matches("www."))));
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        // Bluesky and other views of AT Protocol.
        ["profile", account, ..] if account.starts_with("did:") => drop(keys.insert(Key::Did(account.to_ascii_lowercase()))),
        ["profile", account, ..] => handle(account, keys),
        // Mastodon: an account here, or one of elsewhere as seen from here.
        [account, ..] if account.starts_with('@') => match account.trim_start_matches('@').contains('@') {
            true => handle(account, keys),
            false => drop(keys.insert(Key::Handle(format!("{}@{host}", account.trim_start_matches('@').to_lowercase())))),
        },
        ["users" | "u" | "accounts", account, ..] => drop(keys.insert(Key::Handle(format!("{}@{host}", account.to_lowercase())))),
        _ => {}
    }
}

/// How many letters must change to make one of the other, up to `most`; more counts as `most + 1`.
pub fn letters_between(left: &str, right: &str, most: usize) -> usize {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    if left.len().abs_diff(right.len()) > most {
        return most + 1;
    }
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.iter().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, b) in right.iter().enumerate() {
            let changed = before + usize::from(a != b);
            before = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(before + 1);
        }
    }
    row.last().copied().unwrap_or(0).min(most + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn has(written: &str, key: Key) {
        assert!(keys(written).contains(&key), "{written} gave {:?}", keys(written));
    }

    #[test]
    fn every_form_of_one_account_meets_in_one_key() {
        let handle = || Key::Handle("exempelby@social.example".into());
        for written in [
            "@exempelby@social.example",
            "exempelby@social.example",
            " @Exempelby@Social.Example. ",
            "acct:exempelby@social.example",
            "https://social.example/@exempelby",
            "http://social.example/@exempelby/",
            "social.example/@exempelby?lang=sv#top",
            "https://social.example/users/exempelby",
            "https://annan.example/@exempelby@social.example",
            "<https://social.example/@exempelby>",
            "@exempelby@\u{200b}social.example",
        ] {
            has(written, handle());
        }
        for written in [
            "@kommun.exempelby.example",
            "kommun.exempelby.example",
            "at://kommun.exempelby.example",
            "https://bsky.app/profile/kommun.exempelby.example",
        ] {
            has(written, Key::Handle("kommun.exempelby.example".into()));
        }
        for written in ["did:plc:Stad", "at://did:plc:stad/app.bsky.feed.post/1", "https://bsky.app/profile/did:plc:stad"] {
            has(written, Key::Did("did:plc:stad".into()));
        }
        has("@exempelby", Key::LocalName("exempelby".into()));
        has("https://www.exempelby.example/blogg/", Key::Address("exempelby.example/blogg".into()));
    }

    #[test]
    fn a_lookalike_host_is_another_host() {
        let real = keys("exempelby@social.example");
        // The first letter of the host is a Cyrillic s.
        assert!(real.is_disjoint(&keys("exempelby@\u{455}ocial.example")));
        assert!(real.is_disjoint(&keys("exempelby@social.example.evil.example")));
        assert!(real.is_disjoint(&keys("https://evil.example/?x=social.example/@exempelby")));
        assert_eq!(letters_between("exempelby", "exempe1by", 2), 1);
        assert_eq!(letters_between("exempelby", "kommunen", 2), 3);
    }

    #[test]
    fn what_names_nobody_has_no_key() {
        for written in ["", "  ", "@", "två ord", "https://", "@@", "a@", "\u{202e}"] {
            assert!(keys(written).is_empty(), "{written:?} gave {:?}", keys(written));
        }
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_read_without_harm(written in "\\PC{0,80}") {
            let _keys = keys(&written);
        }

        #[test]
        fn the_way_there_is_as_long_as_the_way_back(left in "[a-c]{0,6}", right in "[a-c]{0,6}") {
            prop_assert_eq!(letters_between(&left, &right, 9), letters_between(&right, &left, 9));
            prop_assert_eq!(letters_between(&left, &right, 9) == 0, left == right);
        }
    }
}
