//! Icelandic kennitala: day, month, year, two digits, a check digit and the century (lög um skráningu einstaklinga 140/2019;
//! Þjóðskrá, "Uppbygging kennitölu"). Companies have 40 added to the day and are not persons.

use super::calendar::{is_day_of_year, number};
use super::{Form, Verdict, verdict};
use crate::checks::weighted;
use crate::finding::{Confidence, FindingKind};

const WEIGHTS: [u32; 9] = [3, 2, 7, 6, 5, 4, 3, 2, 1];

/// What ten digits say.
pub(super) fn read(digits: &[u8], form: Form) -> Option<Verdict> {
    if digits.len() != 10 || !weighted(digits, &WEIGHTS).is_multiple_of(11) {
        return None;
    }
    let century = match digits[9] {
        8 => 1800,
        9 => 1900,
        0 => 2000,
        _ => return None,
    };
    let (day, month, year) = (number(&digits[..2]), number(&digits[2..4]), number(&digits[4..6]));
    let like_mobile = form == Form::Plain && digits[..2] == [0, 7];
    let confidence = if like_mobile || form == Form::Spread { Confidence::Low } else { Confidence::Medium };
    is_day_of_year(day, month, century + year).then_some(verdict(FindingKind::IcelandicKennitala, "is-check-digit", confidence))
}
