//! Looking at the words right before and after a place in a text, without reading further than a few words.

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

/// Whether one of some words around `start..end` begins with one of `beginnings`, in any case: eight words before, five after.
pub(super) fn is_said_near(text: &str, start: usize, end: usize, beginnings: &[&str]) -> bool {
    let before = &text[text.floor_char_boundary(start.saturating_sub(72))..start];
    let after = &text[end..text.floor_char_boundary(end + 48)];
    [before, after].into_iter().any(|part| {
        let lower = part.to_lowercase();
        lower.split(|c: char| !c.is_alphanumeric()).any(|word| is_or_begins(word, beginnings))
    })
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
        assert!(is_said_near("Bilen ABC stod", 6, 9, &["bilen"]) && !is_said_near("Bilen ABC stod", 6, 9, &["tåg"]));
    }
}
