//! Places and things: streets, properties, vehicles, cases, positions and machines. All have digits, so one look at the words
//! and signs around each group of digits finds them; a text without digits costs nothing.

mod case_number;
mod coordinates;
mod internet;
mod plate;
mod property;
mod street;
mod words;

use crate::finding::Finding;
use crate::groups::Groups;

/// Adds everything of the kind. Findings may overlap; the strongest is chosen later.
pub(crate) fn find(text: &str, groups: &Groups, findings: &mut Vec<Finding>) {
    let vehicles = words::Mentions::of(plate::VEHICLES);
    let properties = words::Mentions::of(property::WORDS);
    for first in 0..groups.all().len() {
        findings.extend(case_number::read(text, groups, first));
        findings.extend(coordinates::read(text, groups, first));
        findings.extend(internet::read(text, groups, first));
        findings.extend(plate::read(text, groups, first, &vehicles));
        findings.extend(property::read(text, groups, first, &properties));
        findings.extend(street::read(text, groups, first));
    }
    internet::find_version_six(text, findings);
}
