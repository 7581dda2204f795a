//! Every word that a page, a refusal or a list asks for stands in the locales. A missing one would be shown as its bare key.
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::govern::mandate::Allowed;
use crate::ground::locale::Locale;
use crate::participate::inbox::{Order, View};
use crate::publish::delivery::State;
use crate::work;

/// Literals that begin so are keys wherever they stand: passed on by a function, held in a list.
const FAMILIES: &[&str] = &["banner-", "key-", "nav-", "problem-heading", "reason-", "refuse-", "trouble-", "way-on-"];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("src/tests") {
                sources(&path, found);
            }
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn is_key(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// Keys that the source names: whole literals after `say(` and `say_with(`, and those of the families anywhere.
fn asked_for(source: &str) -> BTreeSet<String> {
    let literal = |rest: &str| Some(rest.trim_start().strip_prefix('"')?.split_once('"')?.0.to_owned());
    let said = ["say(", "say_with("].into_iter().flat_map(|call| source.match_indices(call).map(move |(at, _)| at + call.len()));
    let mut keys: BTreeSet<String> = said.filter_map(|at| literal(&source[at..])).collect();
    for family in FAMILIES {
        let opening = format!("\"{family}");
        keys.extend(source.match_indices(&opening).filter_map(|(at, _)| literal(&source[at..])));
    }
    keys.retain(|key| is_key(key) && !key.ends_with('-'));
    keys
}

fn lacking(keys: impl IntoIterator<Item = String>) -> Vec<String> {
    keys.into_iter().filter(|key| !Locale::Sv.knows(key)).collect()
}

#[test]
fn every_key_that_the_source_names_has_words() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&folder, &mut files);
    let mut n_keys = 0;
    let mut missing = Vec::new();
    for file in files {
        let keys = asked_for(&std::fs::read_to_string(&file).unwrap());
        n_keys += keys.len();
        let name = file.strip_prefix(&folder).unwrap().display().to_string();
        missing.extend(lacking(keys).into_iter().map(|key| format!("{name}: {key}")));
    }
    assert!(n_keys > 100, "only {n_keys} keys were found: does this test still read the source?");
    assert!(missing.is_empty(), "no words for\n{}", missing.join("\n"));
}

#[test]
fn every_member_of_a_list_has_words() {
    let mut keys: Vec<String> = Vec::new();
    keys.extend(Allowed::ALL.iter().map(|act| format!("act-{}", act.as_str())));
    keys.extend(View::ALL.iter().map(|view| format!("view-{}", view.as_str())));
    keys.extend([Order::Newest, Order::Clock].iter().map(|order| format!("order-{}", order.as_str())));
    keys.extend(State::ALL.iter().map(|state| format!("delivery-{}", state.as_str())));
    keys.extend((1..=7).map(|day| format!("weekday-{day}")));
    keys.extend((1..=12).map(|month| format!("month-{month}")));
    // The events' names stand in one table of the source; the compiler holds it complete.
    let events = include_str!("../records/event.rs").split("=> (\"").skip(1).filter_map(|rest| rest.split('"').next());
    let events: Vec<String> = events.map(|name| format!("event-{name}")).collect();
    assert!(events.len() > 30, "the table of events was not found");
    keys.extend(events);
    // Every field of an event has a label on the entry's page.
    let declared = include_str!("../records/event.rs").split("pub enum Event {").nth(1).unwrap().split("\n}").next().unwrap();
    let fields: BTreeSet<&str> = declared
        .split(['{', ',', '\n'])
        .filter_map(|part| part.split_once(": ").map(|(field, _)| field.trim()))
        .filter(|field| !field.is_empty() && field.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'))
        .collect();
    assert!(fields.len() > 20, "the fields of the events were not found: {fields:?}");
    keys.extend(fields.iter().map(|field| format!("fact-{}", field.replace('_', "-"))));
    keys.extend(work::ALL.iter().map(|kind| format!("job-{}", kind.name)));
    // Every reason that the outbox gives has its advice.
    let outbox = include_str!("../publish/outbox.rs").split("\"reason-").skip(1).filter_map(|rest| rest.split('"').next());
    let reasons: BTreeSet<&str> = outbox.collect();
    assert!(reasons.len() > 8, "the reasons were not found: {reasons:?}");
    keys.extend(reasons.iter().map(|reason| format!("advice-{reason}")));
    for network in connect::ALL {
        let about = network.about();
        for setting in about.settings {
            keys.push(format!("network-{}-{}", about.name, setting.key));
            keys.push(format!("network-{}-{}-hint", about.name, setting.key));
        }
    }
    let missing = lacking(keys);
    assert!(missing.is_empty(), "no words for {missing:#?}");
}

#[test]
fn the_reader_of_sources_finds_what_is_said() {
    let source = r#"a.say("one"); locale.say_with(
        "two", &[]); refuse(X, "refuse-three").way_on("/", "way-on-four"); format!("reason-{x}"); say(key); "nav-five""#;
    assert_eq!(asked_for(source).into_iter().collect::<Vec<_>>(), ["nav-five", "one", "refuse-three", "two", "way-on-four"]);
}
