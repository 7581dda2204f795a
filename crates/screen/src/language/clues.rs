//! Points for each language, from small words, letters and endings.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Language;
use super::function_words::{BOKMAL, DANISH, ENGLISH, FINNISH, NYNORSK, OTHER, SWEDISH};

/// So many bytes of a text are enough to tell.
const ENOUGH: usize = 1_000;

/// One bit for each of [`Language::ALL`], and one for all languages that are not ours.
type Mask = u8;
const SV: Mask = 1;
const NB: Mask = 2;
const NN: Mask = 4;
const DA: Mask = 8;
const FI: Mask = 16;
const EN: Mask = 32;
const XX: Mask = 64;

/// What speaks for each language, the seventh being "another one".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Points([i32; 7]);

impl Points {
    /// Adds to a language; `None` is one that is not ours.
    pub(super) fn add(&mut self, language: Option<Language>, points: i32) {
        self.0[language.map_or(Language::ALL.len(), |language| language as usize)] += points;
    }

    /// Whether nothing speaks for any language.
    pub(super) fn are_none(&self) -> bool {
        self.0.iter().all(|points| *points == 0)
    }

    fn add_to(&mut self, mask: Mask, points: i32) {
        for (place, sum) in self.0.iter_mut().enumerate() {
            *sum += points * i32::from(mask >> place & 1);
        }
    }

    /// Whether only `these` can win: every other one lies at least `distance` behind the best.
    pub(super) fn only_among(&self, these: &[Language], distance: i32) -> bool {
        let best = self.0.iter().max().copied().unwrap_or_default();
        let outside = self.0.iter().enumerate().filter(|(place, _)| !these.iter().any(|language| *language as usize == *place));
        outside.max_by_key(|(_, points)| **points).is_none_or(|(_, points)| best - points >= distance)
    }

    /// The language with most points (`None`: one that is not ours) and its lead over the next.
    pub(super) fn best(&self) -> (Option<Language>, i32) {
        let (mut best, mut second) = (0, i32::MIN);
        for place in 1..self.0.len() {
            if self.0[place] > self.0[best] {
                second = self.0[best];
                best = place;
            } else {
                second = second.max(self.0[place]);
            }
        }
        (Language::ALL.get(best).copied(), self.0[best] - second)
    }
}

/// The points of a text; `None` if it has no Latin letters to speak of.
pub(super) fn points(text: &str) -> Option<Points> {
    let text = &text[..text.floor_char_boundary(ENOUGH)];
    let mut points = Points::default();
    let (mut latin, mut foreign) = (0, 0);
    let mut word = String::with_capacity(32);
    // Addresses and handles are in no language.
    let is_prose = |chunk: &&str| !chunk.starts_with('@') && !chunk.starts_with("www.") && !chunk.contains("://");
    for chunk in text.split_whitespace().filter(is_prose) {
        for c in chunk.chars().chain([' ']) {
            if c.is_ascii_alphabetic() {
                latin += 1;
                word.push(c.to_ascii_lowercase());
            } else if !c.is_ascii() && c.is_alphabetic() {
                if c < '\u{250}' {
                    latin += 1;
                } else {
                    foreign += 1;
                }
                if is_foreign(c) {
                    points.add_to(XX, 6);
                }
                word.extend(c.to_lowercase());
            } else if !word.is_empty() {
                read_word(&word, &mut points);
                word.clear();
            }
        }
    }
    (latin > 0 && latin >= foreign).then_some(points)
}

fn read_word(word: &str, points: &mut Points) {
    static WORDS: LazyLock<HashMap<&'static str, Mask>> = LazyLock::new(|| {
        let lists = [(SWEDISH, SV), (BOKMAL, NB), (NYNORSK, NN), (DANISH, DA), (FINNISH, FI), (ENGLISH, EN), (OTHER, XX)];
        let mut words: HashMap<&'static str, Mask> = HashMap::new();
        for (list, bit) in lists {
            for word in list.split_whitespace() {
                *words.entry(word).or_default() |= bit;
            }
        }
        words
    });
    if let Some(&mask) = WORDS.get(word) {
        points.add_to(mask, [0, 12, 6, 4, 2, 1, 1, 0][mask.count_ones() as usize]);
        return;
    }
    for (ending, mask, weight) in ENDINGS {
        if word.len() > ending.len() + 1 && word.ends_with(ending) {
            points.add_to(mask, weight);
            break;
        }
    }
    for (part, mask, weight) in PARTS {
        if word.contains(part) {
            points.add_to(mask, weight);
        }
    }
}

/// Endings of longer words; of several that fit, the first counts, so longer ones stand first.
const ENDINGS: [(&str, Mask, i32); 46] = [
    ("tionerne", DA, 8),
    ("sjonane", NN, 10),
    ("sjonene", NB, 10),
    ("sjonar", NN, 10),
    ("sjonen", NB | NN, 6),
    ("sjoner", NB, 8),
    ("heita", NN, 10),
    ("heden", DA, 10),
    ("heder", DA, 10),
    ("heten", SV | NB, 6),
    ("heter", SV | NB, 6),
    ("elsen", NB | DA, 5),
    ("sjon", NB | NN, 6),
    ("tion", SV | DA | EN, 4),
    ("heit", NN, 10),
    ("arna", SV, 10),
    ("orna", SV, 10),
    ("erna", SV, 10),
    ("erne", DA, 4),
    ("ande", SV | NN, 4),
    ("ende", NB | DA, 4),
    ("else", NB | DA, 5),
    ("ligt", SV | DA, 5),
    ("eleg", NN, 8),
    ("ssa", FI, 8),
    ("ssä", FI, 10),
    ("stä", FI, 8),
    ("llä", FI, 10),
    ("ltä", FI, 10),
    ("lta", FI, 6),
    ("een", FI, 5),
    ("iin", FI, 8),
    ("nen", FI, 5),
    ("ksi", FI, 8),
    ("mme", FI, 4),
    ("hed", DA, 10),
    ("het", SV | NB, 6),
    ("ane", NN, 8),
    ("ene", NB | DA, 4),
    ("ede", DA, 6),
    ("ade", SV, 5),
    ("ly", EN, 6),
    ("kk", NB | NN, 6),
    ("tt", SV | NB | NN, 3),
    ("pp", SV | NB | NN, 3),
    ("ar", SV | NN, 4),
];

/// Letters and pairs of letters within words; each counts.
const PARTS: [(&str, Mask, i32); 28] = [
    ("ä", SV | FI, 6),
    ("ö", SV | FI, 5),
    ("æ", DA | NB | NN, 4),
    ("æ", DA, 3),
    ("ø", DA | NB | NN, 6),
    ("å", SV | NB | NN | DA, 2),
    ("øj", DA, 8),
    ("øy", NB | NN, 8),
    ("ej", DA, 3),
    ("ei", NB | NN | XX, 3),
    ("hv", NB | DA, 6),
    ("kv", SV | NN, 2),
    ("gj", NB | NN, 4),
    ("kj", NB | NN, 6),
    ("sj", NB | NN | SV, 3),
    ("ck", SV | EN, 5),
    ("aa", FI, 5),
    ("ää", FI, 8),
    ("ii", FI, 6),
    ("uu", FI, 8),
    ("yy", FI, 8),
    ("th", EN, 6),
    ("wh", EN, 6),
    ("ea", EN, 3),
    ("w", EN | XX, 3),
    ("sch", XX, 6),
    ("cz", XX, 6),
    ("ij", XX, 3),
];

/// Letters that none of our languages writes but in names.
fn is_foreign(c: char) -> bool {
    matches!(c, 'ß' | 'ç' | 'ñ' | 'ü' | 'þ' | 'ð' | 'í' | 'ú' | 'ý' | 'ã' | 'õ' | 'ê' | 'î' | 'ô' | 'û' | 'ù' | 'ì' | 'ò')
        || ('\u{100}'..'\u{250}').contains(&c) && !matches!(c, 'š' | 'ž')
}
