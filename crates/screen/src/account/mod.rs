//! Numbers of accounts, cards and organisations: money can be lost by them, and none of them is a person.

mod card;
mod giro;
mod iban;
mod norwegian;
mod organisation;

use crate::finding::Finding;
use crate::groups::Groups;

/// Adds every account, card and organisation number of the text. Findings may overlap; the strongest is chosen later.
pub(crate) fn find(text: &str, groups: &Groups, findings: &mut Vec<Finding>) {
    let mut first = 0;
    while first < groups.all().len() {
        if let Some(span) = iban::read(text, groups.all()[first].start) {
            first += groups.all()[first..].iter().take_while(|group| group.start < span.end).count();
            findings.push(iban::finding(span));
            continue;
        }
        findings.extend(card::read(text, groups, first));
        findings.extend(giro::read(text, groups, first));
        findings.extend(norwegian::read(text, groups, first));
        findings.extend(organisation::read(text, groups, first));
        first += 1;
    }
}
