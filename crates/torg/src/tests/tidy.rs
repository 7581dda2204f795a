//! The house rules that a machine can keep: the ladder, the first line of each file, no drawers, no statement against the record.
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Files over 400 lines, each with the reason why it is one idea.
const LONG_FILES: &[(&str, &str)] = &[
    ("crates/torg/src/records/event.rs", "one list: every kind of event, with its nature, subject and contents"),
    ("crates/torg/src/tests/api/doors.rs", "one list: every page with whom it lets in, and the round that tries them"),
    (
        "crates/torg/src/tests/api/everything.rs",
        "one list: every operation called once, in an order in which one makes what another ends",
    ),
    ("crates/torg/src/tests/outbox.rs", "its stories share one faulty server"),
    ("crates/torg/tests/real_servers.rs", "a comment and a post go all the way in the same real networks"),
];

/// Names that say nothing of what is inside.
const DRAWERS: &[&str] = &["utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "service", "services"];

/// Where a fault may end as "nothing": the file, how often, and why nothing is lost by it. Faults go up with `?` everywhere else.
const FAULTS_LET_GO: &[(&str, usize, &str)] = &[
    ("ground/vault.rs", 6, "the crypto library's errors say nothing by design; the context says what failed"),
    ("ground/config.rs", 1, "a variable of the environment that is not set, or not text, is not set"),
    ("web/problems.rs", 1, "a header that is not text asks for nothing"),
    ("web/visitor.rs", 6, "headers and origins that cannot be read count as not sent"),
    ("web/publish/composing.rs", 1, "a network that this program does not know has no parts to write"),
    ("listen/contact.rs", 1, "what is no secret opens no page"),
    ("publish/blackout.rs", 1, "a day that the calendar does not have has no beginning"),
    ("publish/feed_rule.rs", 1, "a channel id that cannot be read names no channel"),
    ("publish/schedule.rs", 1, "a day beyond the calendar's end has no time"),
    ("publish/series.rs", 4, "a day beyond the calendar's end is not in a series"),
    (
        "web/publish/calendar/mod.rs",
        4,
        "an id that cannot be read names no place; beyond the calendar's end there is no leaf to turn",
    ),
    ("web/publish/form.rs", 2, "a focus or captions that cannot be read were not filled in"),
    ("web/entrance/mod.rs", 2, "a referer that cannot be read leads to the start"),
];

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap_or_else(|fault| panic!("{}: {fault}", folder.display())) {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && !matches!(name.as_str(), "target" | "node_modules" | "corpus") && !name.starts_with('.') {
            walk(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// Every Rust file of the workspace: its path from the workspace's folder, and its text.
fn sources() -> Vec<(String, String)> {
    let mut paths = Vec::new();
    for part in ["crates", "bench", "fuzz"] {
        let folder = workspace().join(part);
        if folder.exists() {
            walk(&folder, &mut paths);
        }
    }
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.strip_prefix(workspace()).unwrap().to_string_lossy().replace('\\', "/");
        (name, std::fs::read_to_string(&path).unwrap())
    };
    paths.into_iter().map(read).collect()
}

/// The desk's own files, by their path under `src`.
fn desk_sources() -> Vec<(String, String)> {
    let own = |(name, text): (String, String)| Some((name.strip_prefix("crates/torg/src/")?.to_owned(), text));
    sources().into_iter().filter_map(own).collect()
}

/// The text without comments, so that words about code are not taken for code.
fn code(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

/// The modules that a text names after `crate::`, also inside `use crate::{…}`, however nested.
fn modules_named(text: &str) -> BTreeSet<String> {
    let text = code(text);
    let mut named = BTreeSet::new();
    for (at, _) in text.match_indices("crate::") {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|sign| sign == '$' || sign == '_' || sign.is_alphanumeric()) {
            continue;
        }
        let rest = &text[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => drop(named.insert(first_word(rest))),
            Some(group) => named.extend(group_heads(group)),
        }
    }
    named.remove("");
    named
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|sign| sign.is_alphanumeric() || *sign == '_').collect()
}

/// The first word of each member of a `{…}` group, not of groups within it.
fn group_heads(group: &str) -> Vec<String> {
    let (mut depth, mut start, mut heads) = (0, 0, Vec::new());
    for (at, sign) in group.char_indices() {
        match sign {
            '{' => depth += 1,
            ',' | '}' if depth == 0 => {
                heads.push(first_word(group[start..at].trim_start()));
                start = at + 1;
                if sign == '}' {
                    break;
                }
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    heads
}

/// The ladder: the modules of `lib.rs` in their order.
fn ladder() -> Vec<String> {
    let lib = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let step = |line: &str| line.trim().strip_prefix("pub mod ")?.strip_suffix(';').map(str::to_owned);
    lib.lines().filter_map(step).collect()
}

#[test]
fn each_module_uses_only_those_above_it() {
    let ladder = ladder();
    assert!(ladder.len() >= 10, "the ladder could not be read: {ladder:?}");
    let mut wrong = Vec::new();
    for (name, text) in desk_sources() {
        let module = name.split(['/', '.']).next().unwrap_or_default().to_owned();
        let Some(step) = ladder.iter().position(|known| *known == module) else { continue };
        for used in modules_named(&text) {
            if ladder.iter().position(|known| *known == used).is_some_and(|other| other > step) {
                wrong.push(format!("{name} uses {used}, which stands below {module} in lib.rs"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_ladder_sees_nested_and_inline_uses() {
    let named =
        modules_named("use crate::{a::{b, c}, d as e,\n f};\nlet x = crate::g::h();\n// crate::comment\n$crate::macros::own");
    assert_eq!(named.into_iter().collect::<Vec<_>>(), ["a", "d", "f", "g"]);
}

#[test]
fn every_module_of_the_desk_stands_on_the_ladder() {
    let ladder = ladder();
    for (name, _) in desk_sources() {
        let module = name.split(['/', '.']).next().unwrap_or_default();
        assert!(
            matches!(module, "lib" | "main" | "tests") || ladder.iter().any(|known| known == module),
            "{name} is on no step of lib.rs"
        );
    }
}

#[test]
fn every_file_opens_with_why_it_exists() {
    let short = |text: &str| text.lines().next().and_then(|line| line.strip_prefix("//! ")).is_none_or(|why| why.len() < 15);
    let wrong: Vec<_> = sources().into_iter().filter(|(_, text)| short(text)).map(|(name, _)| name).collect();
    assert!(wrong.is_empty(), "these files do not open with `//!` and a reason to exist: {wrong:#?}");
}

#[test]
fn there_are_no_drawers() {
    let is_drawer = |name: &str| name.trim_end_matches(".rs").split('/').any(|part| DRAWERS.contains(&part));
    let wrong: Vec<_> = sources().into_iter().map(|(name, _)| name).filter(|name| is_drawer(name)).collect();
    assert!(wrong.is_empty(), "name the idea instead: {wrong:?}");
}

#[test]
fn a_file_over_400_lines_is_named_with_its_reason() {
    let long: Vec<_> = sources().into_iter().filter(|(_, text)| text.lines().count() > 400).map(|(name, _)| name).collect();
    for name in &long {
        assert!(LONG_FILES.iter().any(|(known, _)| known == name), "{name} has more than 400 lines: is it two ideas?");
    }
    for (known, reason) in LONG_FILES {
        assert!(long.iter().any(|name| name == known), "{known} is not long any more ({reason}); take it off the list");
    }
}

#[test]
fn every_network_is_on_the_list() {
    let folder = workspace().join("crates/connect/src/networks");
    let mut files: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let is_network = path.extension().is_some_and(|ending| ending == "rs") || path.join("mod.rs").exists();
        if is_network && stem != "mod" {
            files.push(stem);
        }
    }
    files.sort();
    files.dedup();
    let listed: Vec<&str> = connect::ALL.iter().map(|network| network.about().name).collect();
    assert_eq!(files, listed, "each network is one file and stands in ALL, alphabetical");
}

#[test]
fn no_statement_changes_what_the_record_says() {
    // Invariant 2: entries, their places and their hashes are only ever added. Tiles grow; checkpoints are added.
    const ONLY_GROW: &[&str] = &["records_entry", "records_leaf", "records_checkpoint", "records_version"];
    let mut looked_at = 0;
    for statement in store::STATEMENTS.iter() {
        for text in [statement.sqlite, statement.postgres] {
            let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
            let changed = match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
                ["update", table, ..] | ["delete", "from", table, ..] | ["insert", "or", _, "into", table, ..] => *table,
                _ if text.contains("do update") => words.get(2).map_or("", String::as_str),
                _ => continue,
            };
            looked_at += 1;
            assert!(!ONLY_GROW.contains(&changed), "{} changes {changed}: {text}", statement.name);
        }
    }
    assert!(looked_at > 40, "only {looked_at} statements that change something were found");
}

#[test]
fn all_sql_of_the_desk_is_named_and_checked() {
    for (name, text) in desk_sources() {
        if !name.starts_with("tests/") {
            assert!(!code(&text).contains(".script("), "{name} runs SQL that is not a named statement, which nothing checks");
        }
    }
}

#[test]
fn faults_go_up() {
    let mut wrong = Vec::new();
    for (name, text) in desk_sources() {
        if name.starts_with("tests/") {
            continue;
        }
        let own = code(&text);
        let own = own.split("#[cfg(test)]").next().unwrap_or_default();
        let found = own.matches(".ok()").count();
        let allowed = FAULTS_LET_GO.iter().find(|(known, ..)| *known == name).map_or(0, |(_, times, _)| *times);
        if found > allowed {
            wrong.push(format!("{name}: .ok() stands {found} times, {allowed} are explained in tests/tidy.rs"));
        } else if found == 0 && allowed > 0 {
            wrong.push(format!("{name} lets no fault go any more; take it off the list in tests/tidy.rs"));
        }
    }
    for (known, ..) in FAULTS_LET_GO {
        assert!(desk_sources().iter().any(|(name, _)| name == known), "{known} is gone; take it off the list");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_dependency_says_what_it_is_for() {
    let manifest = std::fs::read_to_string(workspace().join("Cargo.toml")).unwrap();
    let (_, dependencies) = manifest.split_once("[workspace.dependencies]").unwrap();
    let (dependencies, _) = dependencies.split_once("\n[").unwrap();
    let mut n_dependencies = 0;
    for line in dependencies.lines().filter(|line| line.contains('=') && !line.starts_with('#') && !line.contains("path = ")) {
        n_dependencies += 1;
        let reason = line.split_once("# ").map_or("", |(_, reason)| reason);
        assert!(reason.len() > 5, "{line:?} does not say which problem it solves");
    }
    assert!(n_dependencies > 30, "only {n_dependencies} dependencies were found");
}
