//! Finnish henkilötunnus: day, month, year, a sign for the century, three digits and a check character (valtioneuvoston
//! asetus 128/2010; the new century signs of 2023: asetus 690/2022).

use super::calendar::{is_day_of_year, number};
use super::{Verdict, verdict};
use crate::finding::{Confidence, FindingKind};

const CHECKS: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";

/// What the six digits of the date, the sign, the three digits and the check character say. Letters in upper case.
pub(super) fn read(date: &[u8], sign: char, person: &[u8], check: char) -> Option<Verdict> {
    let century = match sign {
        '+' => 1800,
        '-' | 'U'..='Y' => 1900,
        'A'..='F' => 2000,
        _ => return None,
    };
    let (day, month, year, person) = (number(&date[..2]), number(&date[2..4]), number(&date[4..6]), number(person));
    let expected = CHECKS[((number(date) * 1000 + person) % 31) as usize];
    if person < 2 || char::from(expected) != check || !is_day_of_year(day, month, century + year) {
        return None;
    }
    let rule = if person >= 900 { "fi-temporary-or-test-number" } else { "fi-check-character" };
    Some(verdict(FindingKind::FinnishHetu, rule, Confidence::High))
}
