//! Holding the phrases against a text's words. Each word wakes only the phrases that have it as their rarest part; those look at a few
//! words before and after. So the time grows with the number of words, whatever they are.

use std::ops::Range;

use super::compile::{Compiled, Item, Phrase};
use crate::effort::spend;
use crate::speech::Word;

/// Which speaker.
pub(crate) type Speaker = usize;

/// A phrase that stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    /// Who speaks.
    pub(crate) speaker: Speaker,
    /// Bytes of the text.
    pub(crate) span: Range<usize>,
    /// The sentence.
    pub(crate) sentence: u32,
}

impl Compiled {
    /// Every phrase that stands in the words.
    pub(crate) fn matches(&self, words: &[Word]) -> Vec<Match> {
        let mut found = Vec::new();
        for (place, word) in words.iter().enumerate() {
            for entry in word.entries() {
                for number in &self.anchored[usize::from(*entry)] {
                    let phrase = &self.phrases[*number as usize];
                    if let Some(span) = self.around(phrase, words, place) {
                        found.push(Match { speaker: phrase.speaker, span, sentence: word.sentence });
                    }
                }
            }
        }
        found
    }

    /// Where the phrase stands if its anchor is the word at `place`.
    fn around(&self, phrase: &Phrase, words: &[Word], place: usize) -> Option<Range<usize>> {
        let sentence = words[place].sentence;
        let first = self.backwards(&phrase.parts[..phrase.anchor], words, place, sentence)?;
        let last = self.forwards(&phrase.parts[phrase.anchor + 1..], words, place, sentence)?;
        Some(words[first].start..words[last].end)
    }

    /// The last word of the phrase when `parts` follow the word at `place`.
    fn forwards(&self, parts: &[Item], words: &[Word], place: usize, sentence: u32) -> Option<usize> {
        spend(1);
        let Some((part, rest)) = parts.split_first() else { return Some(place) };
        let next = |place: usize| words.get(place + 1).filter(|word| word.sentence == sentence);
        match part {
            Item::Gap(longest) => (0..=*longest)
                .take_while(|skipped| *skipped == 0 || next(place + skipped - 1).is_some())
                .find_map(|skipped| self.forwards(rest, words, place + skipped, sentence)),
            _ if next(place).is_some_and(|word| self.fits(*part, word)) => self
                .forwards(rest, words, place + 1, sentence)
                .or_else(|| is_optional(*part).then(|| self.forwards(rest, words, place, sentence)).flatten()),
            _ if is_optional(*part) => self.forwards(rest, words, place, sentence),
            _ => None,
        }
    }

    /// The first word of the phrase when `parts` stand before the word at `place`.
    fn backwards(&self, parts: &[Item], words: &[Word], place: usize, sentence: u32) -> Option<usize> {
        spend(1);
        let Some((part, rest)) = parts.split_last() else { return Some(place) };
        let before = |place: usize| words.get(place.checked_sub(1)?).filter(|word| word.sentence == sentence);
        match part {
            Item::Gap(longest) => (0..=*longest)
                .take_while(|skipped| *skipped == 0 || *skipped <= place && before(place + 1 - skipped).is_some())
                .find_map(|skipped| self.backwards(rest, words, place - skipped, sentence)),
            _ if before(place).is_some_and(|word| self.fits(*part, word)) => self
                .backwards(rest, words, place - 1, sentence)
                .or_else(|| is_optional(*part).then(|| self.backwards(rest, words, place, sentence)).flatten()),
            _ if is_optional(*part) => self.backwards(rest, words, place, sentence),
            _ => None,
        }
    }

    fn fits(&self, part: Item, word: &Word) -> bool {
        match part {
            Item::Number => word.is_number,
            Item::Element { element, .. } => {
                word.entries().iter().any(|entry| self.elements[usize::from(*entry)].binary_search(&element).is_ok())
            }
            Item::Gap(_) => true,
        }
    }
}

fn is_optional(part: Item) -> bool {
    matches!(part, Item::Element { optional: true, .. })
}
