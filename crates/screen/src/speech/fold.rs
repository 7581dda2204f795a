//! One letter for all that look or sound alike: small for capital, Latin for Cyrillic and Greek twins, ä for æ, ö for ø.

use unicode_normalization::char::decompose_compatible;

/// Marks above and below letters.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20f0}' | '\u{fe20}'..='\u{fe2f}')
}

/// Adds the letters that `c` stands for; a mark typed after its letter changes that.
pub(super) fn fold(c: char, word: &mut String) {
    match c {
        'a'..='z' | '0'..='9' => word.push(c),
        'A'..='Z' => word.push(c.to_ascii_lowercase()),
        'å' | 'Å' => word.push('å'),
        'ä' | 'Ä' | 'æ' | 'Æ' => word.push('ä'),
        'ö' | 'Ö' | 'ø' | 'Ø' => word.push('ö'),
        '\u{30a}' => replace_last(word, 'a', 'å'),
        '\u{308}' if word.ends_with('o') => replace_last(word, 'o', 'ö'),
        '\u{308}' => replace_last(word, 'a', 'ä'),
        _ if is_mark(c) => {}
        _ if c.is_ascii() => word.push(c),
        _ => fold_rare(c, word),
    }
}

fn replace_last(word: &mut String, from: char, to: char) {
    if word.ends_with(from) {
        word.pop();
        word.push(to);
    }
}

fn fold_rare(c: char, word: &mut String) {
    if let Some(twin) = twin(c) {
        word.push(twin);
        return;
    }
    // Full-width, mathematical and accented letters come apart into an ordinary letter and marks.
    decompose_compatible(c, |part| match part {
        'a'..='z' | '0'..='9' => word.push(part),
        'A'..='Z' => word.push(part.to_ascii_lowercase()),
        _ if is_mark(part) => {}
        _ => word.extend(part.to_lowercase().map(|low| twin(low).unwrap_or(low))),
    });
}

/// The Latin letter that looks the same (Unicode, confusables.txt).
fn twin(c: char) -> Option<char> {
    Some(match c {
        'а' | 'А' | 'α' | 'Α' | 'ɑ' => 'a',
        'В' | 'Β' | 'ь' | 'в' => 'b',
        'с' | 'С' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'Е' | 'ё' | 'Ε' | 'є' => 'e',
        'һ' | 'Н' | 'Η' | 'н' => 'h',
        'і' | 'І' | 'ι' | 'Ι' | 'ı' | 'ӏ' | 'í' | 'ì' => 'i',
        'ј' | 'Ј' => 'j',
        'к' | 'К' | 'κ' | 'Κ' => 'k',
        'ⅼ' => 'l',
        'м' | 'М' | 'Μ' => 'm',
        'п' | 'Ν' | 'η' => 'n',
        'о' | 'О' | 'ο' | 'Ο' | 'σ' => 'o',
        'р' | 'Р' | 'ρ' | 'Ρ' => 'p',
        'ѕ' | 'Ѕ' => 's',
        'т' | 'Т' | 'τ' | 'Τ' => 't',
        'υ' | 'μ' => 'u',
        'ν' | 'ѵ' => 'v',
        'х' | 'Х' | 'χ' | 'Χ' => 'x',
        'у' | 'У' | 'γ' => 'y',
        _ => return None,
    })
}

/// A word of a rule, folded as texts are.
pub(crate) fn folded(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    word.chars().for_each(|c| fold(c, &mut folded));
    folded
}

/// The word as it sounds when digits and signs stand for letters, and letters stand doubled: `h0rrra` and `hora` are the same.
pub(super) fn loosened(word: &str) -> String {
    let mut loose = String::with_capacity(word.len());
    let mut last = None;
    for c in word.chars() {
        let c = match c {
            '0' | 'ö' => 'o',
            '1' | '!' | '|' | 'l' => 'i',
            '3' | '€' => 'e',
            '4' | '@' | 'ä' | 'å' => 'a',
            '5' | '$' => 's',
            '7' => 't',
            '8' => 'b',
            _ => c,
        };
        if last != Some(c) {
            loose.push(c);
        }
        last = Some(c);
    }
    loose
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costumes_come_off() {
        for (text, expected) in [
            ("DÖDA", "döda"),
            ("do\u{308}da", "döda"),
            ("dræbe", "dräbe"),
            ("DØ", "dö"),
            ("ɑⅼⅼa", "alla"),
            ("ｄöｄａ", "döda"),
            ("𝐡𝐨𝐫𝐚", "hora"),
            ("дöда", "дöдa"),
            ("idé", "ide"),
            ("d̶e̶", "de"),
        ] {
            assert_eq!(folded(text), expected, "{text}");
        }
        assert_eq!((loosened("h0rrra"), loosened("k1ll"), loosened("döda")), ("hora".into(), "ki".into(), "doda".into()));
    }
}
