//! Norwegian bank accounts: four digits of the bank, two, four and a check digit by 11 (Bits, "Kontonummer").
//! The same weights end a fødselsnummer, so every one of those would pass: the way it is written or a word before decides.

use crate::checks::weighted;
use crate::context::{Named, named_before};
use crate::finding::{Confidence, Finding, FindingKind};
use crate::groups::{Groups, Link};

const WEIGHTS: [u32; 11] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];

/// The account that begins with group `first`.
pub(super) fn read(text: &str, groups: &Groups, first: usize) -> Option<Finding> {
    let n = match groups.all()[first].len {
        11 => 1,
        4 => 3,
        _ => return None,
    };
    let part = groups.some(first, n)?;
    let in_three = n == 3 && part[1].len == 2 && part[2].len == 5;
    let dotted = in_three && part[1..].iter().all(|group| group.link == Link::Point);
    let spaced = in_three && part[1..].iter().all(|group| group.link == Link::Space);
    if n == 3 && !dotted && !spaced || groups.hang_together(first, n) {
        return None;
    }
    if !weighted(groups.digits(part), &WEIGHTS).is_multiple_of(11) {
        return None;
    }
    let start = part[0].start;
    let confidence = match named_before(text, start) {
        Named::OtherNumber => return None,
        Named::Account => Confidence::High,
        _ if dotted => Confidence::High,
        _ if spaced => Confidence::Medium,
        _ => return None,
    };
    Some(Finding::by(FindingKind::NorwegianAccount, start..part[n - 1].end, "no-account-11", confidence))
}
