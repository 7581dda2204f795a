//! Screening: marks what an officer should see first. It never hides or drops anything. Runs before the transaction: it is pure.
use connect::Item;
use screen::language::{self, Language};

use crate::govern::screening_rules::InForce;
use crate::records::message::Finding;

/// What the screen saw in an item.
#[derive(Clone, Debug, Default)]
pub struct Screened {
    /// The language it is written in, as far as can be told.
    pub language: Option<Language>,
    /// Findings in the order of the text.
    pub findings: Vec<Finding>,
    /// The kinds found, each once, a space between: what lists show. Names are left out, being in nearly every text and never sure.
    pub marks: String,
}

/// Screens an item's text.
pub fn screened(item: &Item, rules: &InForce) -> Screened {
    let language = language::detect(&item.text, item.language.as_deref());
    let spoke = rules.told();
    let findings: Vec<Finding> = rules
        .rules
        .screen(&item.text)
        .into_iter()
        .map(|finding| Finding {
            starts_at: finding.span.start,
            ends_at: finding.span.end,
            kind: finding.kind.as_str().to_owned(),
            rule: finding.rule.into_owned(),
            confidence: finding.confidence.as_str().to_owned(),
            rules: Some(spoke.clone()),
        })
        .collect();
    let name = screen::FindingKind::Name.as_str();
    let mut kinds: Vec<&str> = findings.iter().map(|finding| finding.kind.as_str()).filter(|kind| *kind != name).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let marks = kinds.join(" ");
    Screened { language, findings, marks }
}
