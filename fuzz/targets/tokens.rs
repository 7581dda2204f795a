//! Any text as words and as a question: tokens are plain, and a text is found by its own words.

use screen::language::Language;
use screen::tokens::{QueryPart, index, query};

/// One run.
pub(crate) fn run(data: &[u8]) {
    let (first, rest) = data.split_first().unwrap_or((&0, &[]));
    let language = Language::ALL.get(usize::from(*first)).copied();
    let text = String::from_utf8_lossy(rest);
    let tokens = index(&text, language);
    assert!(
        tokens.iter().all(|token| !token.is_empty() && token.chars().all(char::is_alphanumeric) && token.chars().count() <= 64)
    );
    let beginning = text.get(..text.floor_char_boundary(60)).unwrap_or_default();
    let beginning = beginning.rsplit_once(char::is_whitespace).map_or("", |(words, _)| words);
    for part in query(beginning) {
        match part {
            QueryPart::AnyOf(words) => assert!(words.iter().any(|word| tokens.contains(word)), "{words:?} not in {tokens:?}"),
            QueryPart::StartsWith(start) => assert!(tokens.iter().any(|token| token.starts_with(&start)), "{start}"),
        }
    }
}
