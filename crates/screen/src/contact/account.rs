//! International account numbers (IBAN, ISO 13616): their groups of digits are neither telephones nor persons.

use crate::groups::{Groups, Link};

/// Digits after the two letters, for the countries whose accounts are digits only.
const COUNTRIES: [(&str, usize); 9] =
    [("SE", 22), ("NO", 13), ("DK", 16), ("FI", 16), ("DE", 20), ("EE", 18), ("IS", 24), ("PL", 26), ("AT", 18)];

/// How many groups from `first` are one IBAN with right check digits; 0 if none.
pub(super) fn groups_of_iban(text: &str, groups: &Groups, first: usize) -> usize {
    let start = groups.all()[first].start;
    let Some(letters) = start.checked_sub(2).and_then(|before| text.get(before..start)) else { return 0 };
    let Some((country, wanted)) = COUNTRIES.iter().find(|(country, _)| letters.eq_ignore_ascii_case(country)) else { return 0 };
    let (mut n, mut len) = (0, 0);
    while len < *wanted {
        match groups.all().get(first + n) {
            Some(group) if n == 0 || group.link == Link::Space => (n, len) = (n + 1, len + group.len),
            _ => return 0,
        }
    }
    let digits = groups.digits(groups.some(first, n).unwrap_or_default());
    if len == *wanted && remainder(country, digits) == 1 { n } else { 0 }
}

/// ISO 7064 MOD 97-10: the account, then the letters as 10 to 35, then the check digits.
fn remainder(country: &str, digits: &[u8]) -> u32 {
    let (check, account) = digits.split_at(2);
    let letters = country.bytes().flat_map(|letter| [(letter - b'A' + 10) / 10, (letter - b'A' + 10) % 10]);
    account.iter().copied().chain(letters).chain(check.iter().copied()).fold(0, |rest, digit| (rest * 10 + u32::from(digit)) % 97)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn example_accounts_of_the_registry() {
        // The examples of the IBAN registry (SWIFT).
        for (text, expected) in [
            ("SE45 5000 0000 0583 9825 7466", 6),
            ("NO93 8601 1117 947", 4),
            ("DK50 0040 0440 1162 43", 5),
            ("FI2112345600000785", 1),
            ("SE46 5000 0000 0583 9825 7466", 0),
            ("SE45 5000", 0),
            ("XX45 5000 0000 0583 9825 7466", 0),
            ("45 5000", 0),
        ] {
            assert_eq!(groups_of_iban(text, &Groups::of(text), 0), expected, "{text}");
        }
    }
}
