//! Words that were pulled apart or had letters starred out, put together again when they then are words that rules know.

use super::fold::fold;
use super::vocabulary::{Entry, Vocabulary};
use super::words::Word;
use crate::effort::spend;

/// Letters that people star out.
const STARRED: [char; 10] = ['a', 'e', 'i', 'o', 'u', 'y', 'å', 'ä', 'ö', 'c'];
/// A run of single letters longer than this is looked at in parts.
const LONGEST_RUN: usize = 48;

/// Tries the letters that each `*` may stand for.
pub(super) fn fill_stars(letters: &str, vocabulary: &Vocabulary, word: &mut Word) {
    if letters.bytes().filter(|byte| *byte == b'*').count() > 3 || letters.len() < 3 {
        return;
    }
    for letter in STARRED {
        let filled: String = letters.chars().map(|c| if c == '*' { letter } else { c }).collect();
        vocabulary.look_up(&filled, |entry| word.add(entry));
    }
}

/// Joins single letters ("d ö d a") and broken words ("dö-da") where that makes a known word.
pub(super) fn undo(text: &str, words: &mut Vec<Word>, vocabulary: &Vocabulary) {
    if !words.windows(2).any(|pair| is_single(&pair[0]) && is_single(&pair[1]) || is_broken(text, pair)) {
        return;
    }
    let mut joined = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let run = run_of_singles(text, &words[at..]);
        if run >= 3 {
            join_letters(text, &words[at..at + run], vocabulary, &mut joined);
            at += run;
            continue;
        }
        if let Some(pair) = words.get(at..at + 2).filter(|pair| is_broken(text, pair))
            && let Some(word) = known(text, pair, vocabulary)
        {
            joined.push(word);
            at += 2;
            continue;
        }
        joined.push(words[at]);
        at += 1;
    }
    *words = joined;
}

/// One letter; two bytes may be one letter too.
fn is_single(word: &Word) -> bool {
    word.len <= 2 && word.end - word.start <= 4 && !word.is_number
}

fn is_broken(text: &str, pair: &[Word]) -> bool {
    matches!(text.get(pair[0].end..pair[1].start), Some("-" | "." | "_" | "*" | "·" | "~" | "/"))
        && pair[0].len <= 12
        && pair[1].len <= 12
}

fn run_of_singles(text: &str, words: &[Word]) -> usize {
    let single = |word: &Word| is_single(word) && text[word.start..word.end].chars().count() == 1;
    if !words.first().is_some_and(single) {
        return 0;
    }
    let close = |pair: &&[Word]| {
        let between = text.get(pair[0].end..pair[1].start).unwrap_or_default();
        single(&pair[1])
            && between.len() <= 4
            && between.chars().all(|c| matches!(c, ' ' | '.' | '-' | '_' | '*' | ',' | '/' | '|' | '\u{a0}'))
    };
    1 + words.windows(2).take(LONGEST_RUN).take_while(close).count()
}

/// Cuts a run of single letters into known words, the longest first; letters that make none stay single.
fn join_letters(text: &str, run: &[Word], vocabulary: &Vocabulary, joined: &mut Vec<Word>) {
    let mut letters = String::with_capacity(run.len() * 2);
    let mut starts = Vec::with_capacity(run.len() + 1);
    for word in run {
        starts.push(letters.len());
        text[word.start..word.end].chars().for_each(|c| fold(c, &mut letters));
    }
    starts.push(letters.len());
    let mut at = 0;
    while at < run.len() {
        let window = &letters[starts[at]..starts[run.len().min(at + LONGEST_WORD)]];
        spend(window.len());
        let end = vocabulary.longest(window).map(|len| starts.partition_point(|start| *start < starts[at] + len));
        match end.filter(|end| *end > at + 1).and_then(|end| Some((end, known(text, &run[at..end.min(run.len())], vocabulary)?)))
        {
            Some((end, word)) => {
                joined.push(word);
                at = end;
            }
            None => {
                joined.push(run[at]);
                at += 1;
            }
        }
    }
}

/// Words that people pull apart are not longer.
const LONGEST_WORD: usize = 12;

/// The words as one, if that is a word of the rules.
fn known(text: &str, parts: &[Word], vocabulary: &Vocabulary) -> Option<Word> {
    let mut letters = String::new();
    for part in parts {
        text[part.start..part.end].chars().for_each(|c| fold(c, &mut letters));
    }
    let mut found: Option<Entry> = None;
    let (first, last) = (parts.first()?, parts.last()?);
    let mut word = Word::like(first);
    word.end = last.end;
    word.len = u8::try_from(letters.len()).unwrap_or(u8::MAX);
    vocabulary.look_up(&letters, |entry| {
        found = Some(entry);
        word.add(entry);
    });
    found.map(|_| word)
}
