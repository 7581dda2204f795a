//! Organisation numbers: Swedish (lag 1974:174: ten digits, the third 2 or more, Luhn) and Norwegian (enhetsregisterforskriften:
//! nine digits, a check digit by 11). An organisation is no person, so they only keep other rules from speaking.

use crate::checks::{passes_luhn, weighted};
use crate::context::{Named, named_before};
use crate::finding::{Confidence, Finding, FindingKind};
use crate::groups::{Groups, Link};

const NORWEGIAN_WEIGHTS: [u32; 9] = [3, 2, 7, 6, 5, 4, 3, 2, 1];

/// The organisation number that begins with group `first`.
pub(super) fn read(text: &str, groups: &Groups, first: usize) -> Option<Finding> {
    swedish(text, groups, first).or_else(|| norwegian(text, groups, first))
}

fn swedish(text: &str, groups: &Groups, first: usize) -> Option<Finding> {
    let n = match groups.all()[first].len {
        6 | 8 => 2,
        10 | 12 => 1,
        _ => return None,
    };
    let part = groups.some(first, n)?;
    let dashed = n == 2 && part[1].len == 4 && part[1].link == Link::Dash;
    let digits = groups.digits(part);
    let ten = match digits {
        [1, 6, ten @ ..] if ten.len() == 10 => ten,
        ten if ten.len() == 10 => ten,
        _ => return None,
    };
    if n == 2 && !dashed || ten[2] < 2 || ten[0] == 0 || !passes_luhn(ten) || groups.hang_together(first, n) {
        return None;
    }
    let confidence = match named_before(text, part[0].start) {
        Named::Organisation => Confidence::High,
        Named::OtherNumber | Named::Phone | Named::Account => return None,
        _ if dashed => Confidence::Medium,
        _ => return None,
    };
    let span = part[0].start..part[n - 1].end;
    Some(Finding::by(FindingKind::OrganisationNumber, span, "se-organisation-luhn", confidence))
}

fn norwegian(text: &str, groups: &Groups, first: usize) -> Option<Finding> {
    let n = match groups.all()[first].len {
        9 => 1,
        3 => 3,
        _ => return None,
    };
    let part = groups.some(first, n)?;
    let in_threes = part.iter().all(|group| group.len == 3) && part[1..].iter().all(|group| group.link == Link::Space);
    let digits = groups.digits(part);
    if n == 3 && !in_threes || !matches!(digits[0], 8 | 9) || !weighted(digits, &NORWEGIAN_WEIGHTS).is_multiple_of(11) {
        return None;
    }
    let span = part[0].start..part[n - 1].end;
    let taxed = text[span.end..].trim_start().starts_with("MVA");
    let named = named_before(text, span.start) == Named::Organisation;
    (taxed || named).then(|| Finding::by(FindingKind::OrganisationNumber, span, "no-organisation-11", Confidence::High))
}
