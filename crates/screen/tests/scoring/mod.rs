//! Counting what was found, missed and wrongly found.

use std::collections::BTreeMap;
use std::fmt;

use screen::{FindingKind, Group};

use super::labelled::Labelled;

/// Counts of one kind.
#[derive(Clone, Copy, Debug, Default)]
pub struct Count {
    /// Labelled and found.
    pub hit: usize,
    /// Labelled and not found.
    pub missed: usize,
    /// Found and not labelled.
    pub wrong: usize,
}

impl Count {
    /// Share of the labelled that was found.
    pub fn recall(self) -> f64 {
        share(self.hit, self.missed)
    }

    /// Share of the found that was labelled.
    pub fn precision(self) -> f64 {
        share(self.hit, self.wrong)
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of thousands")]
fn share(good: usize, bad: usize) -> f64 {
    if good + bad == 0 { 1.0 } else { good as f64 / (good + bad) as f64 }
}

/// Counts of every kind, and what went wrong in words.
#[derive(Debug, Default)]
pub struct Scores {
    /// By kind.
    pub kinds: BTreeMap<FindingKind, Count>,
    /// Each miss and each wrong finding, in a line.
    pub misses: Vec<String>,
}

impl Scores {
    /// Counts of the kinds for which `wanted` holds, together.
    pub fn of(&self, wanted: impl Fn(FindingKind) -> bool) -> Count {
        let mut sum = Count::default();
        for (_, count) in self.kinds.iter().filter(|(kind, _)| wanted(**kind)) {
            sum.hit += count.hit;
            sum.missed += count.missed;
            sum.wrong += count.wrong;
        }
        sum
    }
}

/// Screens every text and compares. Secrecy and triage are labels of the whole text; everything else has its place: an identity or
/// account number must be found exactly, anything else so that at least half of it is covered.
pub fn score<'t>(texts: impl Iterator<Item = &'t Labelled>) -> Scores {
    let mut scores = Scores::default();
    for labelled in texts {
        let found = screen::screen(&labelled.text);
        let is_of_text = |kind: FindingKind| matches!(kind.group(), Group::Secrecy | Group::Triage);
        for kind in FindingKind::ALL.iter().copied() {
            let mut count = Count::default();
            if is_of_text(kind) {
                match (labelled.labels.contains(&kind.as_str()), found.iter().any(|finding| finding.kind == kind)) {
                    (true, true) => count.hit += 1,
                    (true, false) => count.missed += 1,
                    (false, true) => count.wrong += 1,
                    (false, false) => {}
                }
            } else {
                let marks = || labelled.marks.iter().filter(|(marked, _)| *marked == kind);
                let fits = |finding: &screen::Finding, span: &std::ops::Range<usize>| {
                    let common = finding.span.end.min(span.end).saturating_sub(finding.span.start.max(span.start));
                    let exact = matches!(kind.group(), Group::Identity | Group::Account);
                    finding.kind == kind && if exact { finding.span == *span } else { common * 2 >= span.len() }
                };
                count.hit = marks().filter(|(_, span)| found.iter().any(|finding| fits(finding, span))).count();
                count.missed = marks().count() - count.hit;
                let of_kind = found.iter().filter(|finding| finding.kind == kind);
                count.wrong = of_kind.filter(|finding| !marks().any(|(_, span)| fits(finding, span))).count();
            }
            if count.missed + count.wrong > 0 {
                let seen: Vec<_> = found
                    .iter()
                    .filter(|finding| finding.kind == kind)
                    .map(|f| (&*f.rule, &labelled.text[f.span.clone()]))
                    .collect();
                let what = if count.missed > 0 { "missed" } else { "wrong" };
                scores.misses.push(format!("{what} {}: {} {seen:?}", kind.as_str(), labelled.text));
            }
            if count.hit + count.missed + count.wrong > 0 {
                let sum = scores.kinds.entry(kind).or_default();
                sum.hit += count.hit;
                sum.missed += count.missed;
                sum.wrong += count.wrong;
            }
        }
    }
    scores
}

impl fmt::Display for Scores {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "| kind | labelled | recall | precision |\n|---|---:|---:|---:|")?;
        for (kind, count) in &self.kinds {
            let labelled = count.hit + count.missed;
            writeln!(out, "| {} | {labelled} | {:.3} | {:.3} |", kind.as_str(), count.recall(), count.precision())?;
        }
        Ok(())
    }
}

/// How many texts whose kind of message is labelled, and of how many of them the screen says the same.
pub fn messages<'t>(texts: impl Iterator<Item = &'t Labelled>) -> (usize, usize) {
    let kinds = |labelled: &Labelled| labelled.labels.iter().find_map(|label| screen::MessageKind::from_str(label));
    texts
        .filter_map(|labelled| Some((kinds(labelled)?, screen::Rules::built_in().read(&labelled.text).message)))
        .fold((0, 0), |(all, right), (wanted, told)| (all + 1, right + usize::from(told == Some(wanted))))
}
