//! Looking at the words right before and after a place in a text, without reading further than a few words.

use std::cell::OnceCell;

use crate::effort::spend;

/// Longest word that is looked at, in bytes.
const LONGEST_WORD: usize = 48;

/// The word that ends at byte `end`, and where it begins. Empty if no letter stands there.
pub(super) fn word_before(text: &str, end: usize) -> (usize, &str) {
    let mut start = end;
    for (place, c) in text[..end].char_indices().rev() {
        let is_of_word = c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '´') || c == '\u{30a}' || c == '\u{308}';
        if !is_of_word || end - place > LONGEST_WORD {
            break;
        }
        start = place;
    }
    spend(end - start + 1);
    (start, &text[start..end])
}

/// The word that begins at byte `start`.
pub(super) fn word_after(text: &str, start: usize) -> &str {
    let rest = &text[start..text.floor_char_boundary(start + LONGEST_WORD)];
    &rest[..rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())]
}

/// Byte before the spaces that end at byte `end`; `None` if there are none, or a line ends among them.
pub(super) fn before_spaces(text: &str, end: usize) -> Option<usize> {
    let trimmed = text[..end].trim_end_matches([' ', '\u{a0}', '\u{202f}']).len();
    (trimmed < end && end - trimmed <= 6).then_some(trimmed)
}

/// Where certain words stand in a text: looked up once, and only when somebody asks.
pub(super) struct Mentions {
    beginnings: &'static [&'static str],
    places: OnceCell<Vec<usize>>,
}

impl Mentions {
    /// Of words that begin with one of `beginnings`, in any case.
    pub(super) fn of(beginnings: &'static [&'static str]) -> Self {
        Self { beginnings, places: OnceCell::new() }
    }

    /// Whether one stands a few words before `start` or right after `end`.
    pub(super) fn are_near(&self, text: &str, start: usize, end: usize) -> bool {
        let places = self.places.get_or_init(|| {
            spend(text.len());
            let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            let known = words.filter(|word| is_or_begins(&word.to_lowercase(), self.beginnings));
            known.map(|word| word.as_ptr().addr() - text.as_ptr().addr()).collect()
        });
        let first = places.partition_point(|place| *place + 72 < start);
        places[first..].iter().take_while(|place| **place < end + 48).any(|place| *place < start || *place >= end)
    }
}

/// Short names must be the whole word; longer ones may begin it.
pub(super) fn is_or_begins(word: &str, names: &[&str]) -> bool {
    names.iter().any(|name| if name.len() > 4 { word.starts_with(name) } else { word == *name })
}

pub(super) fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_around() {
        assert_eq!(word_before("på Karl-Åkes väg", 19), (15, "väg"));
        assert_eq!(word_before("på 5", 4), (4, ""));
        assert_eq!(word_after("5Bis x", 1), "Bis");
        assert_eq!(before_spaces("väg  5", 6), Some(4));
        assert_eq!(before_spaces("väg\n5", 5), None);
        let near = |word: &'static [&'static str]| Mentions::of(word).are_near("Bilen ABC stod", 6, 9);
        assert!(near(&["bilen"]) && near(&["stod"]) && !near(&["tåg"]) && !near(&["abc"]));
    }
}
