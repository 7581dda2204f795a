//! Swedish personnummer and samordningsnummer (folkbokföringslagen 1991:481 §§ 18, 18 a): year, month, day, three digits
//! and a check digit by Luhn. Organisation numbers have 20 or more in the place of the month, so they never match.

use super::calendar::{is_day, is_day_of_year, number};
use super::{Form, Verdict, verdict};
use crate::checks::passes_luhn;
use crate::finding::{Confidence, FindingKind};

/// What ten or twelve digits say.
pub(super) fn read(digits: &[u8], form: Form) -> Option<Verdict> {
    let (century, ten) = match digits {
        [century @ .., _, _, _, _, _, _, _, _, _, _] => (century, &digits[century.len()..]),
        _ => return None,
    };
    let century = match century {
        [] => None,
        [1, 8] => Some(18),
        [1, 9] => Some(19),
        [2, 0] => Some(20),
        _ => return None,
    };
    let (year, month, day) = (number(&ten[..2]), number(&ten[2..4]), number(&ten[4..6]));
    if month > 12 || ten[6..9] == [0, 0, 0] || !passes_luhn(ten) {
        return None;
    }
    // A plain run of ten digits that begins so is far more often a mobile telephone than a child born in 2007.
    let like_mobile = form == Form::Plain && century.is_none() && ten[..3] == [0, 7, 0];
    let like_time = century == Some(20) && number(&ten[6..8]) < 24 && number(&ten[8..]) < 60;
    if day > 31 {
        // Skatteverket also gives numbers with an unknown month (00), an unknown day (60) and days the month does not have.
        let confidence = match form {
            _ if like_mobile => Confidence::Low,
            Form::Plain | Form::Spread if century.is_none() => Confidence::Medium,
            _ if like_time => Confidence::Medium,
            _ => Confidence::High,
        };
        return (60..=91).contains(&day).then_some(verdict(
            FindingKind::SwedishCoordinationNumber,
            "se-coordination-luhn",
            confidence,
        ));
    }
    let exists = match century {
        Some(century) => is_day_of_year(day, month, century * 100 + year),
        None => is_day(day, month, year),
    };
    let confidence = match form {
        _ if like_mobile => Confidence::Low,
        _ if like_time => Confidence::Medium,
        Form::Spread if century.is_none() => Confidence::Medium,
        _ => Confidence::High,
    };
    exists.then_some(verdict(FindingKind::SwedishPersonalNumber, "se-personal-luhn", confidence))
}
