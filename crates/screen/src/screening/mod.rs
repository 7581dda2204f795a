//! The screen itself: every rule looks at the text, then the strongest finding in each place stays.

mod signals;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::finding::{Confidence, Finding, FindingKind, Group};
use crate::groups::Groups;
use crate::message::{self, MessageKind, Route};
use crate::readability::Readability;
use crate::rules::Rules;
use crate::{account, contact, identity, place};
use signals::Signals;

/// What an officer should see first in `text`, by the built-in rules: in the order of the text, none overlapping another.
///
/// ```
/// use screen::{FindingKind, screen};
///
/// let found = screen("Ring mig på 070-174 06 05, jag ska flytta till Storgatan 5");
/// let kinds: Vec<_> = found.iter().map(|finding| finding.kind).collect();
/// assert_eq!(kinds, [FindingKind::Phone, FindingKind::StreetAddress]);
/// ```
///
/// Where rules compete for the same characters the weightier finding stays, an identity number before all else; a signal such as a threat keeps
/// the rest of its place. The time taken grows linearly with the text, whatever it contains.
pub fn screen(text: &str) -> Vec<Finding> {
    Rules::built_in().screen(text)
}

/// Everything that the screen says about a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Findings in the order of the text, none overlapping another.
    pub findings: Vec<Finding>,
    /// What kind of message it seems to be; `None` if nothing tells.
    pub message: Option<MessageKind>,
    /// Where it may belong.
    pub route: Option<Route>,
    /// How hard it is to read.
    pub readability: Readability,
    /// The versions of the rules that spoke.
    pub rules: String,
}

impl Rules {
    /// As [`screen`], by these rules.
    pub fn screen(&self, text: &str) -> Vec<Finding> {
        self.signals_and_findings(text).1
    }

    /// Reads a text in every way.
    ///
    /// ```
    /// use screen::{MessageKind, Route, Rules};
    ///
    /// let reading = Rules::built_in().read("När öppnar simhallen?");
    /// assert_eq!(reading.message, Some(MessageKind::Question));
    /// assert_eq!(reading.route, Some(Route::Answer));
    /// assert!(reading.findings.is_empty());
    /// ```
    pub fn read(&self, text: &str) -> Reading {
        let (signals, findings) = self.signals_and_findings(text);
        let message = message::most_likely(&signals.messages, text);
        Reading {
            findings,
            message,
            route: message.map(MessageKind::route),
            readability: Readability::of(text),
            rules: self.version().to_owned(),
        }
    }

    fn signals_and_findings(&self, text: &str) -> (Signals, Vec<Finding>) {
        let mut findings = Vec::new();
        let groups = Groups::of(text);
        if !groups.all().is_empty() {
            identity::find(text, &groups, &mut findings);
            account::find(text, &groups, &mut findings);
            place::find(text, &groups, &mut findings);
            contact::phone::find(text, &groups, &mut findings);
        }
        contact::email::find(text, &mut findings);
        let signals = Signals::of(self, text, &mut findings);
        (signals, strongest(text, findings))
    }
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

/// The weightiest finding in each place, in the order of the text. Findings that touch no other stay as they are.
fn strongest(text: &str, mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|finding| (finding.span.start, finding.span.end));
    let mut kept = Vec::with_capacity(findings.len());
    let mut crowd: Vec<Finding> = Vec::new();
    let mut crowd_ends = 0;
    for finding in findings {
        if finding.span.start >= crowd_ends {
            settle(text, &mut crowd, &mut kept);
        }
        crowd_ends = crowd_ends.max(finding.span.end);
        crowd.push(finding);
    }
    settle(text, &mut crowd, &mut kept);
    kept
}

fn settle(text: &str, crowd: &mut Vec<Finding>, kept: &mut Vec<Finding>) {
    match crowd.len() {
        0 | 1 => kept.append(crowd),
        _ => kept.extend(strongest_of_crowd(text, std::mem::take(crowd))),
    }
}

/// The weightiest finding in each place. A signal that a weightier finding stands in keeps its longest free part.
fn strongest_of_crowd(text: &str, mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|finding| {
        (std::cmp::Reverse(weight(finding)), finding.span.start, std::cmp::Reverse(finding.span.end), finding.kind)
    });
    let mut chosen: BTreeMap<usize, Finding> = BTreeMap::new();
    for mut finding in findings {
        let before = chosen.range(..finding.span.end).next_back();
        if before.is_some_and(|(_, before)| before.span.end > finding.span.start) {
            let is_signal = matches!(finding.kind.group(), Group::Triage | Group::Secrecy);
            match longest_free(text, &finding, &chosen).filter(|_| is_signal) {
                Some(free) => finding.span = free,
                None => continue,
            }
        }
        chosen.insert(finding.span.start, finding);
    }
    chosen.into_values().collect()
}

/// The longest part of the finding's place in which nothing stands yet; `None` if its own kind stands there already.
fn longest_free(text: &str, finding: &Finding, chosen: &BTreeMap<usize, Finding>) -> Option<Range<usize>> {
    let mut overlapping: Vec<&Finding> = chosen
        .range(..finding.span.end)
        .rev()
        .map(|(_, other)| other)
        .take_while(|other| other.span.end > finding.span.start)
        .collect();
    overlapping.reverse();
    if overlapping.iter().any(|other| other.kind == finding.kind) {
        return None;
    }
    let mut from = finding.span.start;
    let mut free = Vec::new();
    for other in overlapping {
        free.push(from..other.span.start.max(from));
        from = other.span.end;
    }
    free.push(from..finding.span.end.max(from));
    let trimmed = free.into_iter().filter_map(|part| {
        let words = text.get(part.clone())?;
        let start = part.start + (words.len() - words.trim_start_matches(|c: char| !c.is_alphanumeric()).len());
        let end = part.start + words.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
        (start < end).then_some(start..end)
    });
    trimmed.max_by_key(ExactSizeIterator::len)
}

/// Who wins where two findings want the same characters.
fn weight(finding: &Finding) -> u8 {
    use Confidence::{High, Low, Medium};
    match (finding.kind.group(), finding.confidence) {
        (Group::Identity, High) => 22,
        (Group::Account, High) => 21,
        (Group::Identity, Medium) => 20,
        _ if finding.kind == FindingKind::Email => 19,
        _ if matches!(finding.kind, FindingKind::Coordinates | FindingKind::IpAddress | FindingKind::Property) => 18,
        _ if finding.kind == FindingKind::CaseNumber && finding.confidence == High => 17,
        (Group::Contact, High) => 16,
        (Group::Account, Medium) => 15,
        (Group::Contact, Medium) | (Group::Place, High | Medium) => 14,
        (Group::Identity | Group::Account, Low) => 13,
        (Group::Contact | Group::Place, Low) => 12,
        // Signals share their place: the one that must be looked at soonest takes it first, the others keep the rest.
        _ if matches!(finding.kind, FindingKind::Threat | FindingKind::SelfHarm) => 4,
        _ if matches!(finding.kind, FindingKind::Incitement | FindingKind::Hate) => 3,
        (Group::Triage, _) => 2,
        (Group::Secrecy, _) => 1,
        (Group::Name | Group::Image, _) => 0,
    }
}

#[cfg(test)]
mod tests;
