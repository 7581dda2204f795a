//! The labelled corpus: lines of `corpus/*.txt`, their slots filled, their marks taken out and kept. The tests, the measuring example
//! and the bench read the same texts through this file.

use std::ops::Range;

use screen::FindingKind;

/// A text and what a person says is in it.
#[derive(Debug)]
pub struct Labelled {
    /// The text as a citizen would have sent it.
    pub text: String,
    /// Its language, a tag such as `sv`.
    pub language: &'static str,
    /// What stands where.
    pub marks: Vec<Mark>,
    /// Labels of the whole text: kinds of findings, or others such as `criticism`.
    pub labels: Vec<&'static str>,
    /// Which half it belongs to. All texts of one line belong to the same.
    pub part: Part,
}

/// A kind, and where it stands.
pub type Mark = (FindingKind, Range<usize>);

/// The two halves of the corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Rules were adjusted while looking at these.
    Tuning,
    /// Only counted; floors are held on these.
    HeldOut,
}

/// Labels of whole texts that are no findings: what kind of message it is.
pub const LABELS: &[&str] = &["question", "criticism", "praise", "report", "tip", "press", "case-handling"];

macro_rules! files {
    ($($name:literal)*) => { &[$(($name, include_str!(concat!("../../corpus/", $name)),)),*] };
}

const FILES: &[(&str, &str)] = files!["abuse.txt" "blind-first.txt" "blind-second.txt" "contact.txt" "criticism.txt" "daily.txt" "hard.txt" "identity.txt" "messages.txt" "names.txt" "secrecy.txt"];
const SLOTS: &str = include_str!("../../corpus/slots.tsv");
const NUMBERS: &str = include_str!("../data/test-numbers.tsv");

/// Every text.
pub fn texts() -> Vec<Labelled> {
    let slots = Slots::read();
    let lines = FILES.iter().flat_map(|(name, text)| text.lines().enumerate().map(move |(at, line)| (*name, at + 1, line)));
    let lines = lines.filter(|(_, _, line)| !line.is_empty() && !line.starts_with('#'));
    lines
        .flat_map(|(name, at, line)| filled(line, &slots).unwrap_or_else(|| panic!("{name}:{at} cannot be read: {line}")))
        .collect()
}

/// The texts of a line: `sv x3 threat | Text with {slots} and [kind:marks]`.
fn filled(line: &'static str, slots: &Slots) -> Option<Vec<Labelled>> {
    let (head, template) = line.split_once(" | ")?;
    let mut words = head.split_whitespace();
    let language = words.next()?;
    let (mut times, mut labels) = (1, Vec::new());
    for word in words {
        match word.strip_prefix('x').and_then(|n| n.parse().ok()) {
            Some(n) => times = n,
            None => labels.push(word),
        }
    }
    let id = hash(template);
    let part = if id.is_multiple_of(2) { Part::Tuning } else { Part::HeldOut };
    (0..times)
        .map(|round| {
            let (text, marks) = fill(template, slots, id.wrapping_add(round))?;
            Some(Labelled { text, language, marks, labels: labels.clone(), part })
        })
        .collect()
}

fn fill(template: &str, slots: &Slots, seed: u64) -> Option<(String, Vec<Mark>)> {
    let (mut text, mut marks) = (String::new(), Vec::new());
    let (mut rest, mut n) = (template, seed);
    while let Some(at) = rest.find(['{', '[', '\\']) {
        text.push_str(&rest[..at]);
        if rest[at..].starts_with('\\') {
            let (sign, len) = match rest[at + 1..].chars().next()? {
                'n' => ('\n', 2),
                'u' => (u32::from_str_radix(rest.get(at + 2..at + 6)?, 16).ok().and_then(char::from_u32)?, 6),
                other => (other, 1 + other.len_utf8()),
            };
            text.push(sign);
            rest = &rest[at + len..];
            continue;
        }
        let closed = at + rest[at..].find(['}', ']'])?;
        let inside = &rest[at + 1..closed];
        let (kind, value) = match rest[at..].starts_with('{') {
            true => slots.one(inside, n)?,
            false => {
                inside.split_once(':').and_then(|(kind, value)| Some((Some(FindingKind::from_str(kind)?), value.to_owned())))?
            }
        };
        n = n.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        marks.extend(kind.map(|kind| (kind, text.len()..text.len() + value.len())));
        text.push_str(&value);
        rest = &rest[closed + 1..];
    }
    text.push_str(rest);
    Some((text, marks))
}

/// FNV-1a: where a line falls depends on its words only.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)) >> 7
}

struct Slots(Vec<(&'static str, Option<FindingKind>, String)>);

impl Slots {
    fn read() -> Self {
        let mut all = Vec::new();
        for line in SLOTS.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            let (Some(slot), Some(kind), Some(value)) = (fields.next(), fields.next(), fields.next()) else {
                panic!("slots.tsv: {line}")
            };
            all.push((slot, FindingKind::from_str(kind), value.to_owned()));
        }
        for line in NUMBERS.lines().filter(|line| !line.starts_with('#')) {
            let (kind, rest) = line.split_once('\t').expect("a tab");
            let kind = FindingKind::from_str(kind).expect("a known kind");
            let number = rest.split('\t').next().unwrap_or_default();
            all.extend(spellings(kind, number).into_iter().map(|spelling| (kind.as_str(), Some(kind), spelling)));
        }
        Self(all)
    }

    fn one(&self, slot: &str, seed: u64) -> Option<(Option<FindingKind>, String)> {
        let all: Vec<_> = self.0.iter().filter(|(name, _, _)| *name == slot).collect();
        let (_, kind, value) = all.get(usize::try_from((seed >> 11) % (all.len().max(1) as u64)).ok()?)?;
        Some((*kind, value.clone()))
    }
}

/// Some of the ways in which people write a number.
fn spellings(kind: FindingKind, number: &str) -> Vec<String> {
    match number.len() {
        12 => {
            let (date, rest) = number.split_at(8);
            let mut all = vec![
                number.to_owned(),
                format!("{date}-{rest}"),
                format!("{}-{rest}", &date[2..]),
                format!("{} {rest}", &date[2..]),
            ];
            all.push(format!("{}-{}-{}-{rest}", &date[..4], &date[4..6], &date[6..]));
            // Ten digits beginning with 070 are shown as the telephone number that they look like.
            all.extend((!number[2..].starts_with("070")).then(|| number[2..].to_owned()));
            all
        }
        11 if kind != FindingKind::FinnishHetu && !number.contains('-') => {
            let (date, rest) = number.split_at(6);
            vec![number.to_owned(), format!("{date} {rest}"), format!("{}.{}.{} {rest}", &date[..2], &date[2..4], &date[4..])]
        }
        _ if kind == FindingKind::FinnishHetu => vec![number.to_owned(), number.to_lowercase()],
        _ => vec![number.to_owned()],
    }
}
