//! Words out of any text: lower case, letters and digits only, however they were typed.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_segmentation::UnicodeSegmentation;

use crate::signs::is_invisible;

/// Words are cut after this many characters; nobody searches for more, and a hostile text cannot fill the index with one word.
pub(super) const LONGEST_WORD: usize = 64;

/// Calls `take` with each word of `text`, in order, repeated ones too.
///
/// A word is an unbroken run of letters and digits. Scripts that are written without spaces are divided as Unicode divides
/// them (UAX 29). Soft hyphens, zero-width characters and the spelling of accents (NFC or NFD) make no difference.
pub(super) fn each_word(text: &str, mut take: impl FnMut(String)) {
    let plain = is_nfc_quick(text.chars()) == IsNormalized::Yes && !text.chars().any(is_invisible);
    if plain {
        split(text, &mut take);
    } else {
        split(&text.chars().filter(|c| !is_invisible(*c)).nfc().collect::<String>(), &mut take);
    }
}

fn split(text: &str, take: &mut impl FnMut(String)) {
    for run in text.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty()) {
        if run.is_ascii() || !run.chars().any(is_written_without_spaces) {
            take_lower(run, take);
        } else {
            run.unicode_words().for_each(|word| take_lower(word, take));
        }
    }
}

fn take_lower(word: &str, take: &mut impl FnMut(String)) {
    // Some letters become a letter and a mark in lower case (İ); the mark is no part of a word.
    let lower = word.chars().take(LONGEST_WORD).flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric());
    let word: String = lower.take(LONGEST_WORD).collect();
    if !word.is_empty() {
        take(word);
    }
}

/// Thai, Lao, Burmese, Khmer, and the scripts of East Asia.
fn is_written_without_spaces(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
