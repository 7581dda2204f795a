//! Norwegian fødselsnummer and D-nummer: day, month, year, three digits, two check digits (forskrift til
//! folkeregisterloven, kapittel 2; Skatteetaten, "Nytt fødselsnummer fra 2032").

use super::calendar::{is_day, number};
use super::{Form, Verdict, verdict};
use crate::checks::weighted;
use crate::finding::{Confidence, FindingKind};

const FIRST_WEIGHTS: [u32; 10] = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1];
const SECOND_WEIGHTS: [u32; 11] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];

/// What eleven digits say.
pub(super) fn read(digits: &[u8], form: Form) -> Option<Verdict> {
    if digits.len() != 11 || !weighted(digits, &SECOND_WEIGHTS).is_multiple_of(11) {
        return None;
    }
    // Until 2032 only rest 0; from then on rests 1 to 3 are given out too.
    let rest = weighted(&digits[..10], &FIRST_WEIGHTS) % 11;
    if rest > 3 {
        return None;
    }
    let (day, month, year) = (number(&digits[..2]), number(&digits[2..4]), number(&digits[4..6]));
    let (kind, day) = if day > 40 { (FindingKind::NorwegianDNumber, day - 40) } else { (FindingKind::NorwegianBirthNumber, day) };
    let (rule, month) = match month {
        81.. => ("no-test-number", month - 80),
        41.. => ("no-help-number", month - 40),
        _ if rest > 0 => ("no-two-check-digits-2032", month),
        _ => ("no-two-check-digits", month),
    };
    let confidence = match form {
        _ if rest > 0 => Confidence::Medium,
        Form::Spread => Confidence::Medium,
        _ => Confidence::High,
    };
    is_day(day, month, year).then_some(verdict(kind, rule, confidence))
}
