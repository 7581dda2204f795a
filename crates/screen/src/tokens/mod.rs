//! What of a text can be searched for: its words and their stems, made once here, so that every database answers alike.

mod words;

use std::collections::{HashMap, hash_map::Entry};

use rust_stemmers::{Algorithm, Stemmer};

use crate::language::Language;
use words::each_word;

/// A question has at most so many words; the rest is not looked at.
const MOST_WORDS: usize = 32;

/// The stemmers a question is put to: its words are too few to tell the language.
const EVERY: [Algorithm; 5] =
    [Algorithm::Swedish, Algorithm::Norwegian, Algorithm::Danish, Algorithm::Finnish, Algorithm::English];

/// The stemmers of a text whose language nobody knows: the languages that most texts at a Nordic desk are in.
const LIKELY: [Algorithm; 3] = [Algorithm::Swedish, Algorithm::Norwegian, Algorithm::English];

/// One condition of a search; a text must meet every condition of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueryPart {
    /// At least one of these words is among the text's words.
    AnyOf(Vec<String>),
    /// One of the text's words begins so.
    StartsWith(String),
}

/// The words of `text` to store for search, each followed by its stem: lower case, letters and digits only, each once.
///
/// Words are in the order of the text and have at most 64 characters.
pub fn index(text: &str, language: Option<Language>) -> Vec<String> {
    let stemmers: &[Algorithm] = match language {
        Some(Language::Swedish) => &[Algorithm::Swedish],
        Some(Language::Bokmal | Language::Nynorsk) => &[Algorithm::Norwegian],
        Some(Language::Danish) => &[Algorithm::Danish],
        Some(Language::Finnish) => &[Algorithm::Finnish],
        Some(Language::English) => &[Algorithm::English],
        None => &LIKELY,
    };
    let mut tokens = Tokens::default();
    each_word(text, |word| tokens.add_with_stems(word, stemmers));
    tokens.in_order
}

/// What a person's search words ask for: each word or one of its stems, in any language; all words must be met.
///
/// A last word that ends in `*` asks for its beginning: `skol*`. A question without letters or digits gives no conditions.
pub fn query(text: &str) -> Vec<QueryPart> {
    let text = text.trim_end();
    let starts = text.ends_with('*');
    let mut words = Vec::new();
    each_word(text, |word| words.push(word));
    words.truncate(MOST_WORDS);
    // "bad *" asks for nothing more than "bad": the star must touch the word.
    let last_touches = text.trim_end_matches('*').ends_with(char::is_alphanumeric);
    let beginning = if starts && last_touches { words.pop() } else { None };
    let mut parts: Vec<QueryPart> = Vec::new();
    for word in words {
        let mut any_of = Tokens::default();
        any_of.add_with_stems(word, &EVERY);
        let part = QueryPart::AnyOf(any_of.in_order);
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts.extend(beginning.map(QueryPart::StartsWith));
    parts
}

/// Words in order, each once.
#[derive(Default)]
struct Tokens {
    in_order: Vec<String>,
    /// Every token, and whether it came as a word (so that its stems are there) or only as another word's stem.
    seen: HashMap<String, Came>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Came {
    AsWord,
    AsStem,
}

impl Tokens {
    fn add_with_stems(&mut self, word: String, stemmers: &[Algorithm]) {
        if self.seen.get(&word) == Some(&Came::AsWord) {
            return;
        }
        // The stemmers know letters of the Latin alphabet; anything else would only pass through them.
        let has_stems = word.len() > 2 && word.chars().all(|c| c.is_alphabetic() && c < '\u{250}');
        let stems: Vec<String> = if has_stems {
            stemmers.iter().map(|algorithm| Stemmer::create(*algorithm).stem(&word).into_owned()).collect()
        } else {
            Vec::new()
        };
        self.add(word, Came::AsWord);
        for stem in stems {
            self.add(stem, Came::AsStem);
        }
    }

    fn add(&mut self, token: String, came: Came) {
        match self.seen.entry(token) {
            Entry::Vacant(place) => {
                self.in_order.push(place.key().clone());
                place.insert(came);
            }
            Entry::Occupied(mut place) if came == Came::AsWord => {
                place.insert(came);
            }
            Entry::Occupied(_) => {}
        }
    }
}

#[cfg(test)]
mod tests;
