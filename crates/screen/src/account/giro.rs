//! Swedish bankgiro and plusgiro numbers: Luhn (Bankgirot, "10-modulen"). Their digits are few, so a word before must name them.

use crate::checks::passes_luhn;
use crate::context::is_said_before;
use crate::finding::{Confidence, Finding, FindingKind};
use crate::groups::{Groups, Link};

const BANKGIRO: &[&str] = &["bg", "bankgiro", "bgnr", "bankg"];
const PLUSGIRO: &[&str] = &["pg", "plusgiro", "postgiro", "pgnr", "plusg"];
/// Most groups of a plusgiro: 12 34 56-7.
const MOST_GROUPS: usize = 4;

/// The giro number that begins with group `first`.
pub(super) fn read(text: &str, groups: &Groups, first: usize) -> Option<Finding> {
    let start = groups.all()[first].start;
    if groups.hangs_before(first) || groups.all()[first].len > 8 {
        return None;
    }
    let n = (1..=MOST_GROUPS).rev().find(|n| is_giro(groups, first, *n))?;
    let (kind, rule, shortest) = if is_said_before(text, start, BANKGIRO) {
        (FindingKind::Bankgiro, "se-bankgiro-luhn", 7)
    } else if is_said_before(text, start, PLUSGIRO) {
        (FindingKind::Plusgiro, "se-plusgiro-luhn", 2)
    } else {
        return None;
    };
    let part = groups.some(first, n)?;
    (groups.digits(part).len() >= shortest).then(|| Finding::by(kind, start..part[n - 1].end, rule, Confidence::High))
}

fn is_giro(groups: &Groups, first: usize, n: usize) -> bool {
    let Some(part) = groups.some(first, n) else { return false };
    let digits = groups.digits(part);
    let linked = part[1..].iter().all(|group| matches!(group.link, Link::Space | Link::Dash | Link::SpacedDash));
    (2..=8).contains(&digits.len())
        && linked
        && digits.iter().any(|digit| *digit > 0)
        && !groups.hangs_after(first + n - 1)
        && passes_luhn(digits)
}
