//! Numbers of payment cards: the issuer's first digits, the length, and Luhn (ISO/IEC 7812-1).

use crate::checks::passes_luhn;
use crate::context::{Named, named_before};
use crate::finding::{Confidence, Finding, FindingKind};
use crate::groups::{Groups, Link};
use crate::identity::calendar::number;

/// The card number that begins with group `first`.
pub(super) fn read(text: &str, groups: &Groups, first: usize) -> Option<Finding> {
    let n = match groups.all()[first].len {
        4 if is(groups, first, &[4, 4, 4, 4]) => 4,
        4 if is(groups, first, &[4, 6, 5]) => 3,
        14..=16 | 19 => 1,
        _ => return None,
    };
    let part = groups.some(first, n)?;
    let digits = groups.digits(part);
    let same_links = part[1..].windows(2).all(|pair| pair[0].link == pair[1].link);
    let joined = part[1..].iter().all(|group| matches!(group.link, Link::Space | Link::Dash)) && same_links;
    if !joined || groups.hang_together(first, n) || !is_issued(digits) || !passes_luhn(digits) {
        return None;
    }
    let span = part[0].start..part[n - 1].end;
    let confidence = match named_before(text, span.start) {
        Named::OtherNumber => return None,
        Named::Account => Confidence::High,
        _ if n > 1 => Confidence::High,
        _ => Confidence::Medium,
    };
    Some(Finding::by(FindingKind::PaymentCard, span, "card-luhn", confidence))
}

fn is(groups: &Groups, first: usize, lengths: &[usize]) -> bool {
    groups.some(first, lengths.len()).is_some_and(|part| part.iter().map(|group| group.len).eq(lengths.iter().copied()))
}

/// Whether cards of this length are given out with these first digits: Visa, Mastercard, Maestro, American Express, Diners, JCB, Discover.
fn is_issued(digits: &[u8]) -> bool {
    let begins = |n: usize| number(&digits[..n]);
    match digits.len() {
        16 => {
            digits[0] == 4
                || (51..=55).contains(&begins(2))
                || (2221..=2720).contains(&begins(4))
                || (3528..=3589).contains(&begins(4))
                || matches!(begins(2), 50 | 56..=58 | 60 | 63..=65 | 67)
        }
        15 => matches!(begins(2), 34 | 37),
        14 => matches!(begins(2), 36 | 38 | 39) || (300..=305).contains(&begins(3)),
        19 => digits[0] == 4 || matches!(begins(2), 62 | 63 | 67),
        _ => false,
    }
}
