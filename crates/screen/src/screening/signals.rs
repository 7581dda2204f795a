//! What words say: the phrases of the rules that stand in a text, those silenced that stand beside an exception or lack what they ask for.

use std::borrow::Cow;

use crate::finding::{Finding, FindingKind, Group};
use crate::message::MessageKind;
use crate::rules::{Match, Meaning, Rules};
use crate::speech::{Word, words};

/// What is not a finding.
pub(super) struct Signals {
    /// What kind of message it may be, with weights; each rule once.
    pub(super) messages: Vec<(MessageKind, u32)>,
}

/// The signs that findings give too: a number, an address or a name tells of a person; a number or a name of one person.
const PERSON: &str = "person";
const SOMEONE: &str = "someone";

impl Signals {
    /// Holds the rules against the text and adds what they find.
    pub(super) fn of(rules: &Rules, text: &str, findings: &mut Vec<Finding>) -> Self {
        let words = words(text, &rules.vocabulary);
        let matches = rules.compiled.matches(&words);
        let mut signs: Vec<&str> = Vec::new();
        let mut silenced: Vec<(usize, u32)> = Vec::new();
        let mut messages = Vec::new();
        for found in &matches {
            match &rules.speakers[found.speaker].meaning {
                Meaning::Sign(name) => signs.push(name),
                Meaning::Unless(rule) => silenced.push((*rule, found.sentence)),
                Meaning::Sort { kind, weight } => messages.push((*kind, *weight)),
                Meaning::Finding { .. } => {}
            }
        }
        silenced.sort_unstable();
        let tells_of_person = |finding: &Finding| matches!(finding.kind.group(), Group::Identity | Group::Name | Group::Contact);
        if findings.iter().any(tells_of_person) {
            signs.push(PERSON);
        }
        if findings.iter().any(|finding| matches!(finding.kind.group(), Group::Identity | Group::Name)) {
            signs.push(SOMEONE);
        }
        let mut added = false;
        for found in &matches {
            let is_given = |sign: &str| signs.contains(&sign) || added && matches!(sign, PERSON | SOMEONE);
            if let Some(finding) = heard(rules, found, &words, &silenced, is_given) {
                added |= finding.kind == FindingKind::Name;
                findings.push(finding);
            }
        }
        messages.sort_unstable();
        messages.dedup();
        Self { messages }
    }
}

fn heard(
    rules: &Rules,
    found: &Match,
    words: &[Word],
    silenced: &[(usize, u32)],
    is_given: impl Fn(&str) -> bool,
) -> Option<Finding> {
    let speaking = &rules.speakers[found.speaker];
    let Meaning::Finding { kind, confidence, law, step } = &speaking.meaning else { return None };
    if silenced.binary_search(&(found.speaker, found.sentence)).is_ok()
        || speaking.with.as_deref().is_some_and(|sign| !is_given(sign))
    {
        return None;
    }
    if *kind == FindingKind::Name && !is_written_as_name(found, words) {
        return None;
    }
    let (rule, law) = (Cow::Owned(speaking.id.clone()), Cow::Owned(law.clone()));
    Some(Finding { kind: *kind, span: found.span.clone(), rule, confidence: *confidence, law, step: *step })
}

/// "Per Berg" is a person, "per berg" is not.
fn is_written_as_name(found: &Match, words: &[Word]) -> bool {
    let first = words.partition_point(|word| word.start < found.span.start);
    words[first..].iter().take_while(|word| word.start < found.span.end).all(|word| word.is_capital)
}
