//! Cutting a text into words in one pass, each with the entries of the vocabulary that it is.

use super::disguise;
use super::fold::{fold, is_mark, loosened};
use super::vocabulary::{Entry, Vocabulary};
use crate::signs::is_invisible;

/// Most entries of one word that are kept; a word is rarely more than two.
const MOST_ENTRIES: usize = 6;
/// Longer words are no words; only their beginning is looked at.
const LONGEST: usize = 64;

/// A word of a text.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Word {
    /// Byte where it begins.
    pub(crate) start: usize,
    /// Byte after it.
    pub(crate) end: usize,
    /// Which sentence it stands in, counted from 0.
    pub(crate) sentence: u32,
    /// Letters, or digits, after costumes are off.
    pub(crate) len: u8,
    /// Whether it is made of digits only.
    pub(crate) is_number: bool,
    /// Whether it begins with a capital letter.
    pub(crate) is_capital: bool,
    entries: [Entry; MOST_ENTRIES],
    n_entries: u8,
}

impl Word {
    /// What it is to the rules.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries[..usize::from(self.n_entries)]
    }

    /// A word without entries that begins where `other` does.
    pub(super) fn like(other: &Self) -> Self {
        Self { start: other.start, sentence: other.sentence, is_capital: other.is_capital, ..Self::default() }
    }

    pub(super) fn add(&mut self, entry: Entry) {
        let n = usize::from(self.n_entries);
        if n < MOST_ENTRIES && !self.entries[..n].contains(&entry) {
            self.entries[n] = entry;
            self.n_entries += 1;
        }
    }
}

/// The words of a text, in its order.
pub(crate) fn words(text: &str, vocabulary: &Vocabulary) -> Vec<Word> {
    let mut all = Vec::with_capacity(text.len() / 6 + 1);
    let mut letters = String::with_capacity(LONGEST);
    let (mut word, mut sentence) = (None::<Word>, 0);
    let mut signs = text.char_indices().peekable();
    while let Some((place, c)) = signs.next() {
        let inside = c.is_alphanumeric()
            || !c.is_ascii() && (is_invisible(c) && word.is_some() || is_mark(c) && word.is_some())
            || is_costume(c)
                && word.is_some()
                && signs.peek().is_some_and(|(_, next)| next.is_alphanumeric() || is_costume(*next));
        if inside {
            let current = word.get_or_insert_with(|| {
                letters.clear();
                Word { start: place, sentence, is_capital: c.is_uppercase(), ..Word::default() }
            });
            if c.is_alphanumeric() || is_costume(c) {
                current.end = place + c.len_utf8();
            }
            if letters.len() < LONGEST && (c.is_ascii() || !is_invisible(c)) {
                fold(c, &mut letters);
            }
            continue;
        }
        if let Some(done) = word.take() {
            all.push(read(done, &letters, vocabulary));
        }
        // A full stop between letters ("d.ö.d.a", "example.org") ends no sentence.
        if matches!(c, '\n' | '!' | '?') || c == '.' && signs.peek().is_none_or(|(_, next)| next.is_whitespace()) {
            sentence += 1;
        }
    }
    if let Some(done) = word.take() {
        all.push(read(done, &letters, vocabulary));
    }
    disguise::undo(text, &mut all, vocabulary);
    all
}

/// Signs that stand for letters within a word.
fn is_costume(c: char) -> bool {
    matches!(c, '@' | '$' | '*' | '!' | '|' | '€')
}

fn read(mut word: Word, letters: &str, vocabulary: &Vocabulary) -> Word {
    word.len = u8::try_from(letters.len().min(LONGEST)).unwrap_or(u8::MAX);
    let (mut n_digits, mut has_sign, mut repeats, mut last) = (0, false, 0, ' ');
    for c in letters.chars() {
        n_digits += usize::from(c.is_ascii_digit());
        has_sign |= c.is_ascii_punctuation() || c == '€';
        repeats += usize::from(c == last);
        last = c;
    }
    word.is_number = n_digits == letters.len();
    vocabulary.look_up(letters, |entry| word.add(entry));
    if word.is_number {
        return word;
    }
    let in_costume = n_digits > 0 || has_sign || repeats > 1;
    if in_costume && word.n_entries == 0 {
        vocabulary.look_up_loosely(&loosened(letters), |entry| word.add(entry));
        if letters.contains('*') {
            disguise::fill_stars(letters, vocabulary, &mut word);
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use super::super::vocabulary::Lookup;
    use super::*;

    fn seen(text: &str) -> Vec<(&str, Vec<Entry>)> {
        let known = [
            ("döda", Lookup::Whole, 1, true),
            ("dig", Lookup::Whole, 2, true),
            ("hora", Lookup::Whole, 3, true),
            ("jävl", Lookup::Beginning, 4, true),
            ("doda", Lookup::Whole, 1, true),
        ];
        let vocabulary = Vocabulary::of(known.into_iter());
        let found = words(text, &vocabulary);
        found
            .iter()
            .filter(|word| !word.entries().is_empty())
            .map(|word| (&text[word.start..word.end], word.entries().to_vec()))
            .collect()
    }

    #[test]
    fn words_in_costume_are_seen_where_they_stand() {
        for (text, expected) in [
            ("Jag ska döda dig!", vec![("döda", 1), ("dig", 2)]),
            ("d0da d1g", vec![("d0da", 1), ("d1g", 2)]),
            ("dö\u{200b}da\u{ad} dig", vec![("dö\u{200b}da", 1), ("dig", 2)]),
            ("dööööda", vec![("dööööda", 1)]),
            ("d ö d a d i g nu", vec![("d ö d a", 1), ("d i g", 2)]),
            ("d.ö.d.a dig", vec![("d.ö.d.a", 1), ("dig", 2)]),
            ("dö-da dig", vec![("dö-da", 1), ("dig", 2)]),
            ("din h*ra", vec![("h*ra", 3)]),
            ("dо\u{308}dа", vec![("dо\u{308}dа", 1)]),
            ("JÄVLAR", vec![("JÄVLAR", 4)]),
            ("en a b c d", vec![]),
        ] {
            let expected: Vec<_> = expected.into_iter().map(|(word, entry)| (word, vec![entry])).collect();
            assert_eq!(seen(text), expected, "{text}");
        }
    }

    #[test]
    fn sentences_are_counted() {
        let vocabulary = Vocabulary::of(std::iter::empty());
        let found: Vec<_> = words("Ett. Två tre! 4.5 fem\nsex", &vocabulary).iter().map(|word| word.sentence).collect();
        assert_eq!(found, [0, 1, 1, 2, 2, 2, 3]);
    }
}
