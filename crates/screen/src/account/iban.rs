//! International account numbers (IBAN, ISO 13616), in one run or in groups of four.

use std::ops::Range;

use crate::checks::rest_by_97;
use crate::finding::{Confidence, Finding, FindingKind};
use crate::signs::is_invisible;

/// How many signs an account of a country has, with the two letters and the check digits (SWIFT, IBAN registry).
const COUNTRIES: [(&str, usize); 32] = [
    ("AT", 20),
    ("BE", 16),
    ("BG", 22),
    ("CH", 21),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DK", 18),
    ("EE", 20),
    ("ES", 24),
    ("FI", 18),
    ("FO", 18),
    ("FR", 27),
    ("GB", 22),
    ("GL", 18),
    ("GR", 27),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IS", 26),
    ("IT", 27),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("MT", 31),
    ("NL", 18),
    ("NO", 15),
    ("PL", 28),
    ("PT", 25),
    ("RO", 24),
    ("SE", 24),
    ("UA", 29),
];

/// The account whose first digit stands at byte `start`, if its check digits are right.
pub(super) fn read(text: &str, start: usize) -> Option<Range<usize>> {
    let begin = start.checked_sub(2)?;
    let letters = text.get(begin..start)?;
    if !letters.bytes().all(|letter| letter.is_ascii_alphabetic()) {
        return None;
    }
    let wanted = COUNTRIES.iter().find(|(country, _)| letters.eq_ignore_ascii_case(country))?.1;
    if text[..begin].ends_with(char::is_alphanumeric) {
        return None;
    }
    let mut signs = Vec::with_capacity(wanted);
    let (mut end, mut gap) = (begin, 0);
    for (place, c) in text[begin..].char_indices() {
        match c {
            _ if signs.len() == wanted => break,
            _ if c.is_ascii_alphanumeric() => {
                (gap, end) = (0, begin + place + 1);
                signs.push(c.to_ascii_uppercase() as u8);
            }
            ' ' | '\u{a0}' | '\u{202f}' | '-' if gap == 0 => gap = 1,
            _ if is_invisible(c) => {}
            _ => return None,
        }
    }
    let goes_on = text[end..].starts_with(|c: char| c.is_ascii_alphanumeric());
    if signs.len() != wanted || goes_on {
        return None;
    }
    (rest_by_97(signs[4..].iter().chain(&signs[..4]).copied()) == Some(1)).then_some(begin..end)
}

pub(super) fn finding(span: Range<usize>) -> Finding {
    Finding::by(FindingKind::Iban, span, "iban-97", Confidence::High)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn example_accounts_of_the_registry() {
        // The examples of the IBAN registry (SWIFT).
        for (text, expected) in [
            ("SE45 5000 0000 0583 9825 7466", true),
            ("NO93 8601 1117 947", true),
            ("dk50 0040 0440 1162 43", true),
            ("FI2112345600000785", true),
            ("GB29 NWBK 6016 1331 9268 19", true),
            ("IS14 0159 2600 7654 5510 7303 39", true),
            ("SE46 5000 0000 0583 9825 7466", false),
            ("SE45 5000", false),
            ("XX45 5000 0000 0583 9825 7466", false),
        ] {
            assert_eq!(read(text, 2), expected.then_some(0..text.len()), "{text}");
        }
        assert_eq!(read("45 5000", 0), None);
        assert_eq!(read("aSE4550000000058398257466", 3), None);
    }
}
