//! Danish CPR numbers: day, month, year and four digits, the first of which tells the century. The check digit was given up
//! in 2007 (CPR-kontoret, "Personnumre uden kontrolciffer"), so often only the date and the hyphen speak.

use super::calendar::{is_day_of_year, number};
use super::{Form, Verdict, verdict};
use crate::checks::weighted;
use crate::finding::{Confidence, FindingKind};

const WEIGHTS: [u32; 10] = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1];

/// What ten digits say.
pub(super) fn read(digits: &[u8], form: Form) -> Option<Verdict> {
    if digits.len() != 10 {
        return None;
    }
    let (day, month, year) = (number(&digits[..2]), number(&digits[2..4]), number(&digits[4..6]));
    let century = match digits[6] {
        0..=3 => 1900,
        4 | 9 if year > 36 => 1900,
        4 | 9 => 2000,
        _ if year > 57 => 1800,
        _ => 2000,
    };
    if !is_day_of_year(day, month, century + year) {
        return None;
    }
    let checked = weighted(digits, &WEIGHTS).is_multiple_of(11);
    let confidence = match (form, checked) {
        (Form::Dashed, true) => Confidence::High,
        (Form::Dashed, false) | (Form::Spaced, true) => Confidence::Medium,
        (Form::Plain | Form::Spread, true) | (Form::Spaced, false) => Confidence::Low,
        // Ten digits with a date in front are as often a telephone or an order: only a word before tells.
        (Form::Plain | Form::Spread, false) => {
            return Some(Verdict { needs_name: true, ..verdict(FindingKind::DanishCpr, "dk-date", Confidence::Low) });
        }
    };
    // "120524 1530" is a day and a time.
    let needs_name = form == Form::Spaced && !checked && number(&digits[6..8]) < 25 && number(&digits[8..]) < 60;
    let rule = if checked { "dk-date-and-check-digit" } else { "dk-date" };
    Some(Verdict { needs_name, ..verdict(FindingKind::DanishCpr, rule, confidence) })
}
