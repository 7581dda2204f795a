//! The screen itself: every rule looks at the text, then the strongest finding in each place stays.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::finding::{Confidence, Finding, FindingKind, Group};
use crate::groups::Groups;
use crate::{account, contact, identity, place};

/// What an officer should see first in `text`: in the order of the text, none overlapping another.
///
/// Where rules compete for the same characters the weightier finding stays: an identity number before an e-mail address
/// before a telephone number, and an identity number that only its date speaks for after both. The time taken grows linearly with the text, whatever it contains.
pub fn screen(text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let groups = Groups::of(text);
    if !groups.all().is_empty() {
        identity::find(text, &groups, &mut findings);
        account::find(text, &groups, &mut findings);
        place::find(text, &groups, &mut findings);
        contact::phone::find(text, &groups, &mut findings);
    }
    contact::email::find(text, &mut findings);
    strongest(findings)
}

/// The text with every letter and digit of the findings replaced by `•`. Dashes, spaces and signs stay, so that a reader sees
/// what kind of thing stood there; nothing of its content stays.
pub fn mask(text: &str, findings: &[Finding]) -> String {
    let mut hidden: Vec<Range<usize>> = findings.iter().map(|finding| widened(text, &finding.span)).collect();
    hidden.sort_by_key(|span| span.start);
    let mut masked = String::with_capacity(text.len());
    let mut spans = hidden.into_iter().peekable();
    for (place, c) in text.char_indices() {
        while spans.next_if(|span| span.end <= place).is_some() {}
        let inside = spans.peek().is_some_and(|span| span.contains(&place));
        masked.push(if inside && c.is_alphanumeric() { '•' } else { c });
    }
    masked
}

/// A span that fits the text even if it was made for another version of it: rather too much is hidden than half a letter shown.
fn widened(text: &str, span: &Range<usize>) -> Range<usize> {
    text.floor_char_boundary(span.start)..text.ceil_char_boundary(span.end)
}

fn strongest(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|finding| {
        (std::cmp::Reverse(weight(finding)), finding.span.start, std::cmp::Reverse(finding.span.end), finding.kind)
    });
    let mut chosen: BTreeMap<usize, Finding> = BTreeMap::new();
    for finding in findings {
        let before = chosen.range(..finding.span.end).next_back();
        if before.is_none_or(|(_, before)| before.span.end <= finding.span.start) {
            chosen.insert(finding.span.start, finding);
        }
    }
    chosen.into_values().collect()
}

/// Who wins where two findings want the same characters.
fn weight(finding: &Finding) -> u8 {
    use Confidence::{High, Low, Medium};
    match (finding.kind.group(), finding.confidence) {
        (Group::Identity, High) => 12,
        (Group::Account, High) => 11,
        (Group::Identity, Medium) => 10,
        _ if finding.kind == FindingKind::Email => 9,
        _ if matches!(finding.kind, FindingKind::Coordinates | FindingKind::IpAddress | FindingKind::Property) => 8,
        _ if finding.kind == FindingKind::CaseNumber && finding.confidence == High => 7,
        (Group::Contact, High) => 6,
        (Group::Account, Medium) => 5,
        (Group::Contact, Medium) | (Group::Place, High | Medium) => 4,
        (Group::Identity | Group::Account, Low) => 3,
        (Group::Contact | Group::Place, Low) => 2,
        (Group::Triage | Group::Secrecy, _) => 1,
        (Group::Name | Group::Image, _) => 0,
    }
}

#[cfg(test)]
mod tests;
