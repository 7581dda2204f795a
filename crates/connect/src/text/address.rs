//! Web addresses and handles inside a text, as Mastodon counts them.
//!
//! Mastodon (`app/validators/status_length_validator.rb`) counts grapheme clusters of warning and text together, with each web address
//! that has a scheme replaced by `characters_reserved_per_url` characters, and of each `@name@host` only `@name`. Where this
//! reading and the server's could differ, ours counts more: better a counter that is one short than a refused message.
use unicode_segmentation::UnicodeSegmentation;

/// How long `text` is when each address counts `per_url` and hosts of handles nothing.
pub(crate) fn counted_length(text: &str, per_url: usize) -> usize {
    let mut bare = String::with_capacity(text.len());
    let mut addresses = 0;
    let mut rest = text;
    let mut before = None;
    while let Some(first) = rest.chars().next() {
        let skipped = if let Some(length) = address_at(rest, before) {
            addresses += 1;
            // A mark that joins with nothing stands for the address, so that the letters around it do not become one cluster.
            bare.push('\u{1}');
            length
        } else if let Some((shown, whole)) = handle_at(rest, before) {
            bare.push_str(&rest[..shown]);
            whole
        } else {
            bare.push(first);
            first.len_utf8()
        };
        before = rest[..skipped].chars().next_back();
        rest = &rest[skipped..];
    }
    bare.graphemes(true).count() - addresses + addresses * per_url
}

/// True when `text` holds one of `handles` (`name@host` or `name`, without a leading `@`), as a whole handle.
pub(crate) fn mentions_any(text: &str, handles: &[&str]) -> bool {
    handles_in(text).any(|found| handles.iter().any(|handle| found.eq_ignore_ascii_case(handle)))
}

/// Where the web addresses in `text` stand, in bytes.
pub(crate) fn addresses(text: &str) -> Vec<std::ops::Range<usize>> {
    let (mut found, mut at, mut before) = (Vec::new(), 0, None);
    while let Some(first) = text[at..].chars().next() {
        let length = address_at(&text[at..], before);
        found.extend(length.map(|length| at..at + length));
        let end = at + length.unwrap_or(first.len_utf8());
        before = text[at..end].chars().next_back();
        at = end;
    }
    found
}

/// `text` without its handles: servers show them in different forms.
pub(crate) fn without_mentions(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = None;
    while let Some(first) = rest.chars().next() {
        let skipped = match handle_at(rest, before) {
            Some((_, whole)) => whole + port_at(&rest[whole..]),
            None => {
                kept.push(first);
                first.len_utf8()
            }
        };
        before = rest[..skipped].chars().next_back();
        rest = &rest[skipped..];
    }
    kept
}

/// The length of `:8080` behind a handle of a server on a port of its own.
fn port_at(rest: &str) -> usize {
    let digits = rest.strip_prefix(':').map_or(0, |port| port.bytes().take_while(u8::is_ascii_digit).count());
    if (1..=5).contains(&digits) { 1 + digits } else { 0 }
}

fn handles_in(text: &str) -> impl Iterator<Item = &str> {
    let mut previous = None;
    text.char_indices().filter_map(move |(at, character)| {
        let before = previous.replace(character);
        handle_at(&text[at..], before).map(|(_, whole)| &text[at + 1..at + whole])
    })
}

/// The length of the web address that `rest` starts with.
fn address_at(rest: &str, before: Option<char>) -> Option<usize> {
    if before
        .is_some_and(|before| before.is_alphanumeric() || matches!(before, '@' | '＠' | '$' | '#' | '＃' | '_' | '-' | '.' | '/'))
    {
        return None;
    }
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| rest.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))?;
    let after = &rest[scheme.len()..];
    let host_length = after.find(|next: char| !(next.is_alphanumeric() || matches!(next, '.' | '-'))).unwrap_or(after.len());
    let host = after[..host_length].trim_end_matches(['.', '-']);
    let (_, top) = host.rsplit_once('.')?;
    // Without a top level domain the server sees no address and counts every letter.
    let is_host =
        top.chars().count() >= 2 && top.chars().all(char::is_alphabetic) && !host.starts_with(['.', '-']) && !host.contains("..");
    if !is_host {
        return None;
    }
    let behind = &after[host.len()..];
    let port = behind.strip_prefix(':').map_or(0, |port| port.bytes().take_while(u8::is_ascii_digit).count());
    let origin = scheme.len() + host.len() + if port > 0 { 1 + port } else { 0 };
    let path = &rest[origin..];
    if !path.starts_with(['/', '?']) {
        return Some(origin);
    }
    let is_path = |next: char| next.is_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%|".contains(next);
    let mut end = path.find(|next: char| !is_path(next)).unwrap_or(path.len());
    // A full stop, a comma or a closing bracket at the end belongs to the sentence; a bracket that closes one in the address does not.
    let mut unopened = path[..end].matches(')').count() as isize - path[..end].matches('(').count() as isize;
    while let Some(last) = path[..end].chars().next_back().filter(|last| ".,:;!?'()[]*&@$|~".contains(*last)) {
        match last {
            ')' if unopened <= 0 && path[..end].contains('(') => break,
            ')' => unopened -= 1,
            '(' => unopened += 1,
            _ => {}
        }
        end -= last.len_utf8();
    }
    Some(origin + end)
}

/// The lengths of `@name` and of the whole handle that `rest` starts with: letters, digits and `_`, with `.` and `-` between them.
fn handle_at(rest: &str, before: Option<char>) -> Option<(usize, usize)> {
    if before.is_some_and(|before| before.is_alphanumeric() || matches!(before, '_' | '/' | '=' | '@')) {
        return None;
    }
    let after = rest.strip_prefix('@')?;
    let name = word(after, |next| next.is_ascii_alphanumeric() || next == '_');
    let host = after[name..].strip_prefix('@').map_or(0, |host| word(host, |next| next.is_alphanumeric() || next == '_'));
    let whole = if host > 0 { name + 1 + host } else { name };
    (name > 0).then_some((1 + name, 1 + whole))
}

/// The length of the run of `fits` characters at the start of `text`, single `.` and `-` allowed inside but not at the ends.
fn word(text: &str, fits: impl Fn(char) -> bool) -> usize {
    let run = text.find(|next| !(fits(next) || matches!(next, '.' | '-'))).unwrap_or(text.len());
    if text.starts_with(['.', '-']) { 0 } else { text[..run].trim_end_matches(['.', '-']).len() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lengths_are_counted_as_mastodon_counts_them() {
        let cases = [
            ("", 0),
            ("hej", 3),
            ("Åse", 3),
            ("A\u{30a}se", 3),
            ("👩‍👩‍👧‍👦", 1),
            ("🇳🇴🇸🇪", 2),
            ("https://example.com", 23),
            ("https://example.com/a/very/long/path/that/goes/on/and/on?and=on&so=on#forth", 23),
            ("(https://example.com/a_(b)).", 23 + 3),
            ("(https://example.com/a).", 23 + 3),
            ("Se https://example.com/å/ö, tack", 3 + 23 + 6),
            ("HTTPS://Example.COM/x", 23),
            ("example.com/without-scheme", 26),
            ("https://localhost/x", 19),
            ("https://192.0.2.1/x", 19),
            ("xhttps://example.com/x", 22),
            ("https://a.exhttps://b.ex", 23 + 7),
            ("https://a.example:8080/x: ja", 23 + 4),
            ("https://a.example: ja", 23 + 4),
            ("@ase@social.example hej", 8),
            ("@ase hej", 8),
            ("hej @ase@social.example.", 9),
            ("post@example.com", 16),
            ("@", 1),
            ("@@ase@social.example", 20),
            ("@ase@", 5),
        ];
        for (text, length) in cases {
            assert_eq!(counted_length(text, 23), length, "{text}");
        }
    }

    #[test]
    fn handles_are_found_and_taken_out() {
        assert!(mentions_any("hej @Ase@social.example!", &["ase@social.example"]));
        assert!(mentions_any("@ase", &["ase@social.example", "ase"]));
        assert!(!mentions_any("@aser post@ase", &["ase"]));
        assert_eq!(without_mentions("@ase@social.example  hej @bo.").trim(), "hej .");
        assert_eq!(without_mentions("@ase@localhost:8001 hej: 7").trim(), "hej: 7");
        assert_eq!(without_mentions("post@example.com"), "post@example.com");
    }

    #[test]
    fn long_texts_are_counted_in_no_time() {
        for bomb in ["https://example.com/", "https://a.bc/))))", ")", "@a.", "@a@b.", "http://", "a\u{301}"] {
            let begun = std::time::Instant::now();
            counted_length(&bomb.repeat(200_000 / bomb.len()), 23);
            counted_length(&format!("https://example.com/{}", bomb.repeat(200_000 / bomb.len())), 23);
            assert!(begun.elapsed().as_secs() < 10, "{bomb} took {:?}", begun.elapsed());
        }
    }

    proptest! {
        #[test]
        fn text_without_addresses_and_handles_counts_its_graphemes(text in "[^@:]{0,60}") {
            prop_assert_eq!(counted_length(&text, 23), text.graphemes(true).count());
        }

        #[test]
        fn an_address_always_counts_the_same(path in "[a-z0-9/_-]{0,60}[a-z0-9]", before in "[ a-zåäö]{0,10} ", after in " [a-zåäö ]{0,10}") {
            let text = format!("{before}https://example.com/{path}{after}");
            prop_assert_eq!(counted_length(&text, 23), before.chars().count() + 23 + after.chars().count());
        }

        #[test]
        fn anything_can_be_counted(text in "[@:/.ahtps()\\PC]{0,80}") {
            counted_length(&text, 23);
            without_mentions(&text);
            mentions_any(&text, &["a"]);
        }
    }
}
