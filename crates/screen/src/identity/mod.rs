//! Identity numbers of the Nordic states: which groups of digits can be one, and which country's rule agrees.

pub(crate) mod calendar;
mod danish;
mod finnish;
mod icelandic;
mod norwegian;
mod swedish;

use std::ops::Range;

use crate::context::{Named, named_before};
use crate::finding::{Confidence, Finding, FindingKind};
use crate::groups::{Groups, Link};
use crate::signs::{digit, is_dash, is_invisible};

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// One run of digits.
    Plain,
    /// The date, a dash (or plus sign), the rest.
    Dashed,
    /// The date, a space, the rest.
    Spaced,
    /// Spaces within the date or the rest, too.
    Spread,
}

/// What a country's rule says about some digits.
struct Verdict {
    kind: FindingKind,
    rule: &'static str,
    confidence: Confidence,
    /// Whether chance makes such digits so often that only a word before them makes them a finding.
    needs_name: bool,
}

fn verdict(kind: FindingKind, rule: &'static str, confidence: Confidence) -> Verdict {
    Verdict { kind, rule, confidence, needs_name: false }
}

/// Adds every identity number of the text. Findings may overlap; the strongest is chosen later.
pub(crate) fn find(text: &str, groups: &Groups, findings: &mut Vec<Finding>) {
    for first in 0..groups.all().len() {
        find_finnish(text, groups, first, findings);
        for (n, form) in forms(groups, first) {
            if groups.hang_together(first, n) {
                continue;
            }
            let Some(part) = groups.some(first, n) else { continue };
            let digits = groups.digits(part);
            let verdicts = [
                swedish::read(digits, form),
                norwegian::read(digits, form),
                danish::read(digits, form),
                icelandic::read(digits, form),
            ];
            let span = part[0].start..part[n - 1].end;
            findings.extend(verdicts.into_iter().flatten().filter_map(|verdict| weigh(text, span.clone(), verdict, form)));
        }
    }
}

/// The number of groups from `first` that could be one number, and how it is written. Most groups begin none.
fn forms(groups: &Groups, first: usize) -> impl Iterator<Item = (usize, Form)> {
    use Link::{Dash, Plus, Point, Space, SpacedDash};
    let lengths = |n: usize| groups.some(first, n).map(|part| part.iter().map(|group| group.len));
    let is = |wanted: &[usize]| lengths(wanted.len()).is_some_and(|lengths| lengths.eq(wanted.iter().copied()));
    let links = |n: usize| groups.some(first, n).unwrap_or_default().get(1..).unwrap_or_default().iter().map(|group| group.link);
    let last_link = |n: usize| links(n).next_back().unwrap_or(Link::Apart);
    let len = groups.all()[first].len;

    // "+" and up to eleven digits is a telephone number.
    let is_plain = len == 12 || matches!(len, 10 | 11) && !groups.all()[first].after_plus;
    let plain = is_plain.then_some((1, Form::Plain));
    let in_two = matches!(len, 6 | 8) && (is(&[6, 4]) || is(&[8, 4]) || is(&[6, 5]));
    let in_two = in_two.then(|| last_link(2)).and_then(|link| match link {
        Dash | SpacedDash | Plus => Some((2, Form::Dashed)),
        Space => Some((2, Form::Spaced)),
        _ => None,
    });
    // 85 07 09-9805, 1985-07-09-9805, 01 02 03 12345. A date with dashes needs a dash after it: a date and a time are no number.
    let with_date = matches!(len, 2 | 4) && (is(&[2, 2, 2, 4]) || is(&[4, 2, 2, 4]) || is(&[2, 2, 2, 5]));
    let with_date =
        with_date.then(|| (links(3).collect::<Vec<_>>(), last_link(4))).and_then(|(date, last)| match (&date[..], last) {
            ([Space, Space], Dash | SpacedDash | Plus) | ([Dash, Dash], Dash | Plus) => Some((4, Form::Dashed)),
            // 13.09.72 48022, as Norwegians and Danes write days.
            ([Point, Point], Dash | SpacedDash) => Some((4, Form::Dashed)),
            ([Space, Space] | [Point, Point], Space) => Some((4, Form::Spread)),
            _ => None,
        });
    let all_spaces = |n: usize| links(n).all(|link| link == Space);
    let in_three = (len == 6 && is(&[6, 3, 2]) && all_spaces(3)).then_some((3, Form::Spread));
    let in_five = (len == 2 && is(&[2, 2, 2, 3, 2]) && all_spaces(5)).then_some((5, Form::Spread));
    [plain, in_two, with_date, in_three, in_five].into_iter().flatten()
}

/// What the words before the number make of the verdict; `None` if they name another kind of number.
fn weigh(text: &str, span: Range<usize>, verdict: Verdict, form: Form) -> Option<Finding> {
    let Verdict { kind, mut rule, mut confidence, needs_name } = verdict;
    match named_before(text, span.start) {
        Named::Identity => confidence = if confidence == Confidence::Low { Confidence::Medium } else { Confidence::High },
        _ if needs_name => return None,
        // Ten or eleven digits after "OCR" or "konto" are what the writer says they are. With a date and a dash, who knows.
        Named::OtherNumber | Named::Account if form == Form::Plain && span.len() < 12 => return None,
        Named::OtherNumber | Named::Account => confidence = Confidence::Low,
        // A sole trader's organisation number is the trader's own personnummer (lag 1974:174, 1 §).
        Named::Organisation if kind == FindingKind::SwedishPersonalNumber => {
            (rule, confidence) = ("se-sole-trader", Confidence::High);
        }
        Named::Organisation | Named::Phone | Named::Nothing => {}
    }
    Some(Finding::by(kind, span, rule, confidence))
}

/// A Finnish number has a letter at the end, and often one in the middle.
fn find_finnish(text: &str, groups: &Groups, first: usize, findings: &mut Vec<Finding>) {
    let Some(&[date, rest]) = groups.some(first, 2) else { return };
    let sign = match rest.link {
        Link::Dash => '-',
        Link::Plus => '+',
        Link::Letter(letter) => letter,
        _ => return,
    };
    if date.len != 6 || groups.hangs_before(first) {
        return;
    }
    let digits = groups.digits(&[date, rest]);
    let (check, end) = match rest.len {
        3 => match text[rest.end..].char_indices().find(|(_, c)| !is_invisible(*c)) {
            Some((place, letter)) if letter.is_ascii_alphabetic() => (letter.to_ascii_uppercase(), rest.end + place + 1),
            _ => return,
        },
        4 => (char::from(b'0' + digits[9]), rest.end),
        _ => return,
    };
    let goes_on = match rest.len {
        3 => {
            let mut after = text[end..].chars().filter(|c| !is_invisible(*c)).take(2);
            after.next().is_some_and(|c| digit(c).is_some() || is_dash(c) && after.next().is_some_and(|c| digit(c).is_some()))
        }
        _ => groups.hangs_after(first + 1),
    };
    if goes_on {
        return;
    }
    if let Some(Verdict { kind, rule, confidence, .. }) = finnish::read(&digits[..6], sign, &digits[6..9], check) {
        findings.push(Finding::by(kind, date.start..end, rule, confidence));
    }
}
