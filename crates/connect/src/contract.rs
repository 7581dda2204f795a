//! What every network must keep, checked for each member of [`ALL`]; other crates' tests may call it too.
use std::collections::BTreeMap;

use jiff::Timestamp;
use url::Url;
use uuid::Uuid;

use crate::connection::Connection;
use crate::http::{Http, HttpSettings};
use crate::network::{Limits, Network, Part, Profiling, Publishing, SettingKind};
use crate::networks::{ALL, by_name};
use crate::outgoing::{Outgoing, ReplyTo};
use crate::trouble::Trouble;

/// Checks the list and each network on it; panics with a sentence that names the network.
pub async fn all_networks_keep_the_contract() {
    let names: Vec<&str> = ALL.iter().map(|network| network.about().name).collect();
    assert!(names.is_sorted(), "ALL is alphabetical: {names:?}");
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "names are unique: {names:?}");
    assert!(by_name("no-such-network").is_none());
    for network in ALL {
        let name = network.about().name;
        assert_eq!(by_name(name).map(|found| found.about().name), Some(name));
        says_what_it_is(*network);
        its_abilities_fit_together(*network);
        asks_for_what_is_missing(*network).await;
        if let Some(publishing) = network.publishing() {
            its_parts_fit_together(name, publishing);
            counts_sanely(name, publishing);
        }
        if let Some(profiling) = network.profiling() {
            counts_profiles_sanely(name, profiling);
        }
    }
}

fn says_what_it_is(network: &dyn Network) {
    let about = network.about();
    let name = about.name;
    let is_key = |key: &str| key.starts_with(|first: char| first.is_ascii_lowercase()) && key.chars().all(is_key_character);
    assert!(is_key(name), "{name}: the name stands in addresses and keys");
    assert!(!about.label.is_empty() && (1..=2).contains(&about.mark.chars().count()), "{name}: label and mark");
    assert!(about.docs.len() > 300 && about.docs.to_lowercase().contains(name), "{name}: docs say what it can do");
    for setting in about.settings {
        assert!(is_key(setting.key), "{name}: key `{}`", setting.key);
        assert!(!setting.example.is_empty(), "{name}: `{}` shows no example", setting.key);
        if setting.kind == SettingKind::Url {
            let url = Url::parse(setting.example).expect("an example of an address is one");
            let host = url.host_str().unwrap_or_default();
            // The one service nearly all accounts of AT Protocol are at is a better example than an invented one.
            let is_example = host.ends_with(".example") || host.starts_with("example.") || host == "bsky.social";
            assert!(is_example && url.scheme() == "https", "{name}: `{}` is not an example domain", setting.example);
        }
    }
    let keys: std::collections::BTreeSet<&str> = about.settings.iter().map(|setting| setting.key).collect();
    assert_eq!(keys.len(), about.settings.len(), "{name}: a key twice");
}

/// Parts are listed in order, once, and what is demanded is among them.
fn its_parts_fit_together(name: &str, publishing: &dyn Publishing) {
    let (parts, demands) = (publishing.parts(), publishing.demands());
    assert!(parts.windows(2).all(|pair| pair[0] < pair[1]), "{name}: parts are alphabetical and named once: {parts:?}");
    assert!(demands.iter().all(|part| parts.contains(part)), "{name}: demands what it does not take");
    assert!(publishing.starts() || parts.is_empty(), "{name}: has parts for what cannot be written");
    assert!(!parts.contains(&Part::Captions) || parts.contains(&Part::Film), "{name}: captions need films");
    assert!(!parts.contains(&Part::Focus) || parts.contains(&Part::Pictures), "{name}: a focus needs a picture");
    assert!(publishing.media_types().is_sorted(), "{name}: file types are alphabetical");
}

fn is_key_character(character: char) -> bool {
    character.is_ascii_lowercase() || character.is_ascii_digit() || matches!(character, '-' | '_')
}

fn its_abilities_fit_together(network: &dyn Network) {
    let name = network.about().name;
    let is_secret = |setting: &crate::Setting| setting.kind == SettingKind::Secret;
    assert!(network.listening().is_some() || network.publishing().is_some(), "{name} can do nothing");
    assert!(network.moderating().is_none() || network.listening().is_some(), "{name} hides what it cannot hear");
    let has_secret = network.about().settings.iter().any(is_secret);
    assert!(network.authorising().is_none() || has_secret, "{name}: signing in brings a secret that has no setting");
}

/// Without settings the answer names a setting, before any call.
async fn asks_for_what_is_missing(network: &dyn Network) {
    let name = network.about().name;
    let http = Http::new(HttpSettings::default()).expect("the client starts");
    let nothing = Connection::new(http, BTreeMap::new(), BTreeMap::new());
    let Err(Trouble::Setting { key }) = network.account(&nothing).await else { panic!("{name} does not miss its settings") };
    assert!(
        network.about().settings.iter().any(|setting| setting.key == key && setting.required),
        "{name}: `{key}` is not required"
    );
}

/// Whatever the unit, these hold.
fn counts_sanely(name: &str, publishing: &dyn Publishing) {
    let limits = Limits { characters_per_url: Some(23), ..Limits::documented(300) };
    let length = |text: &str| publishing.length(&limits, &outgoing(text));
    assert_eq!((length("").used, length("").limit), (0, 300), "{name}: nothing counts nothing");
    assert!(length(&"a".repeat(300)).fits() && !length(&"a".repeat(301)).fits(), "{name}: the limit is the limit");
    assert_eq!(length("Åse är på ön").used, 12, "{name}: letters with marks count once");
    // To X every emoji is two, however it is put together.
    assert!(length("👩‍👩‍👧‍👦").used <= 2, "{name}: a family is one sign to its readers");
    let answer = Outgoing {
        reply_to: Some(ReplyTo { remote_id: "1".into(), root: None, handle: Some("ase@social.example".into()) }),
        ..outgoing("hej")
    };
    assert!(publishing.length(&limits, &answer).used >= 3, "{name}: an answer is not shorter than its text");
}

/// A profile has room for the statements that people should find on it, and letters count as readers count them.
fn counts_profiles_sanely(name: &str, profiling: &dyn Profiling) {
    assert!((100..=100_000).contains(&profiling.documented_profile_limit()), "{name}: a profile's room");
    assert_eq!(profiling.profile_length(""), 0, "{name}: nothing counts nothing");
    assert_eq!(profiling.profile_length("Åse är på ön"), 12, "{name}: letters with marks count once");
    assert_eq!(profiling.profile_length("👩‍👩‍👧‍👦"), 1, "{name}: a family is one sign to its readers");
    assert!(profiling.profile_length("Se https://exempelby.example/kontakt") > 3, "{name}: an address counts something");
}

/// A message with this text and nothing else.
pub fn outgoing(text: &str) -> Outgoing {
    Outgoing::saying(Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0001), Timestamp::UNIX_EPOCH, text)
}

#[cfg(test)]
mod tests {
    #[tokio::test]
    async fn every_network_keeps_the_contract() {
        super::all_networks_keep_the_contract().await;
    }
}
