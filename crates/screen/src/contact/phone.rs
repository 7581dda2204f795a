//! Telephone numbers, as people in Sweden, Norway, Denmark and Finland write them. Which digits are a number at all is asked
//! of the `phonenumber` crate, which knows every country's plan.

use phonenumber::country;

use crate::context::{Named, named_before};
use crate::effort::spend;
use crate::finding::{Confidence, Finding, FindingKind};
use crate::groups::{Group, Groups, Link};

/// The plan is asked about so many candidates per text; it takes microseconds each. A text with more than that is no text:
/// there the shape alone decides.
const MOST_QUESTIONS: usize = 256;

/// Most digits of a number (E.164), with a leading 00.
const MOST_DIGITS: usize = 17;

/// Nobody writes a number in more groups.
const MOST_GROUPS: usize = 8;
/// Shorter numbers are services, not persons.
const FEWEST_DIGITS: usize = 8;

/// Adds every telephone number of the text. The groups of digits of an account are neither telephones nor parts of one.
pub(crate) fn find(text: &str, groups: &Groups, findings: &mut Vec<Finding>) {
    let is_long = |finding: &&Finding| matches!(finding.kind, FindingKind::Iban | FindingKind::PaymentCard);
    let mut accounts =
        findings.iter().filter(is_long).map(|finding| finding.span.clone()).collect::<Vec<_>>().into_iter().peekable();
    let mut plan = Plan { questions_left: MOST_QUESTIONS };
    let mut first = 0;
    while first < groups.all().len() {
        let start = groups.all()[first].start;
        while accounts.next_if(|span| span.end <= start).is_some() {}
        if accounts.peek().is_some_and(|span| span.contains(&start)) {
            first += 1;
        } else if let Some((n, finding)) = one(text, groups, first, &mut plan) {
            findings.push(finding);
            first += n;
        } else {
            first += 1;
        }
    }
}

/// The number that begins with group `first`, and how many groups it has.
fn one(text: &str, groups: &Groups, first: usize, plan: &mut Plan) -> Option<(usize, Finding)> {
    let start = &groups.all()[first];
    if first > 0 && matches!(start.link, Link::Dash | Link::Point | Link::Letter(_)) && !start.after_plus {
        return None;
    }
    let longest = longest(groups, first);
    spend(longest);
    for n in (1..=longest).rev() {
        let part = groups.some(first, n)?;
        if groups.digits(part).len() < FEWEST_DIGITS {
            break;
        }
        let Some((shape, confidence)) = shape(part, groups.digits(part)) else { continue };
        if groups.hangs_after(first + n - 1) || !plan.has(shape, groups.digits(part)) {
            continue;
        }
        let span = with_sign(text, start)..part[n - 1].end;
        let confidence = match named_before(text, span.start) {
            Named::OtherNumber | Named::Account => return None,
            Named::Phone => Confidence::High,
            _ if shape == Shape::Bare || is_amount(text, span.start, span.end) => continue,
            _ if plan.questions_left == 0 => Confidence::Low,
            _ => confidence,
        };
        return Some((n, Finding::by(FindingKind::Phone, span, shape.rule(), confidence)));
    }
    None
}

/// Where the number begins: with its plus sign or bracket, if it has one.
fn with_sign(text: &str, first: &Group) -> usize {
    let before = &text[..first.start];
    match before.chars().next_back() {
        Some('(') => first.start - 1,
        _ if first.after_plus => before.rfind(['+', '\u{ff0b}']).unwrap_or(first.start),
        _ => first.start,
    }
}

/// How many groups from `first` can belong together.
fn longest(groups: &Groups, first: usize) -> usize {
    let mut digits = 0;
    let follows = |group: &Group| matches!(group.link, Link::Space | Link::Dash | Link::SpacedDash | Link::Bracket | Link::Point);
    let rest = groups.all()[first..].iter().enumerate();
    rest.take(MOST_GROUPS)
        .take_while(|(place, group)| {
            digits += group.len;
            digits <= MOST_DIGITS && (*place == 0 || follows(group) && !group.after_plus)
        })
        .count()
}

/// The ways to write a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// With the code of a country: +46 … or 0046 …
    International,
    /// With the 0 that Sweden and Finland dial within the country.
    Trunk,
    /// Eight digits in the groups of Norway or Denmark.
    Eight,
    /// Eight digits in one run or in two halves: only a word before tells it from any other number.
    Bare,
}

impl Shape {
    fn rule(self) -> &'static str {
        match self {
            Self::International => "phone-international",
            Self::Trunk => "phone-national",
            Self::Eight => "phone-eight-digits",
            Self::Bare => "phone-named",
        }
    }
}

fn shape(part: &[Group], digits: &[u8]) -> Option<(Shape, Confidence)> {
    let mut lengths = [0; MOST_DIGITS];
    lengths.iter_mut().zip(part).for_each(|(length, group)| *length = group.len);
    let lengths = &lengths[..part.len()];
    let has_points = part[1..].iter().any(|group| group.link == Link::Point);
    let all_points = part.len() >= 4 && part[1..].iter().all(|group| group.link == Link::Point);
    if has_points && !all_points {
        return None;
    }
    if part[0].after_plus || digits.starts_with(&[0, 0]) {
        return matches!(digits.len(), 8..=MOST_DIGITS).then_some((Shape::International, Confidence::High));
    }
    if digits[0] == 0 {
        let mobile = digits.len() == 10 && (digits[1] == 7 || digits[1..3] == [4, 0] || digits[1..3] == [5, 0]);
        let like_date = matches!(*lengths, [2, 2, 2] | [2, 2, 4] | [4, 4]);
        let confidence = match *lengths {
            _ if like_date => return None,
            [_] if mobile => Confidence::High,
            [9..=10] => Confidence::Medium,
            [2..=4, ..] if mobile || part.get(1).is_some_and(|group| group.link != Link::Space) => Confidence::High,
            [2..=4, _, ..] => Confidence::Medium,
            _ => return None,
        };
        return matches!(digits.len(), 8..=12).then_some((Shape::Trunk, confidence));
    }
    let by_spaces = part[1..].iter().all(|group| group.link == Link::Space);
    match *lengths {
        [2, 2, 2, 2] | [3, 2, 3] if by_spaces || all_points => Some((Shape::Eight, Confidence::Medium)),
        [8] | [4, 4] if by_spaces => Some((Shape::Bare, Confidence::High)),
        _ => None,
    }
}

/// The world's numbering plans, asked a limited number of times.
struct Plan {
    questions_left: usize,
}

impl Plan {
    fn has(&mut self, shape: Shape, digits: &[u8]) -> bool {
        if self.questions_left == 0 {
            return true;
        }
        let written: String = digits.iter().map(|digit| char::from(b'0' + digit)).collect();
        match shape {
            Shape::International => {
                let number = written.strip_prefix("00").unwrap_or(&written);
                // The 0 in "+46 (0)70 …" is dialled within the country only.
                let without_zero = ["460", "3580"].iter().find_map(|code| number.strip_prefix(code).map(|rest| (code, rest)));
                let number = match without_zero {
                    Some((code, rest)) => format!("+{}{rest}", code.trim_end_matches('0')),
                    None => format!("+{number}"),
                };
                self.ask(None, &number)
            }
            Shape::Trunk => digits.len() <= 10 && self.ask(Some(country::SE), &written) || self.ask(Some(country::FI), &written),
            Shape::Eight | Shape::Bare => {
                digits[0] >= 2 && (self.ask(Some(country::NO), &written) || self.ask(Some(country::DK), &written))
            }
        }
    }

    fn ask(&mut self, country: Option<country::Id>, number: &str) -> bool {
        spend(number.len());
        self.questions_left = self.questions_left.saturating_sub(1);
        phonenumber::parse(country, number).is_ok_and(|number| number.is_valid())
    }
}

/// Whether the words around say that the digits are money or a share.
fn is_amount(text: &str, start: usize, end: usize) -> bool {
    const UNITS: [&str; 12] = ["kr", "sek", "nok", "dkk", "eur", "euro", "kronor", "kroner", "mkr", "st", "stk", "tkr"];
    let after = text[end..].trim_start_matches([' ', '\u{a0}']);
    let before = text[..start].trim_end_matches([' ', '\u{a0}']);
    let word: String = after.chars().take_while(|c| c.is_alphabetic()).take(7).flat_map(char::to_lowercase).collect();
    let is_currency = |c: char| matches!(c, '€' | '$' | '£' | '%');
    UNITS.contains(&word.as_str())
        || after.starts_with(is_currency)
        || after.starts_with(":-")
        || after.starts_with(",-")
        || before.ends_with(is_currency)
        || UNITS.iter().any(|unit| {
            before.len() >= unit.len()
                && before.get(before.len() - unit.len()..).is_some_and(|last| last.eq_ignore_ascii_case(unit))
                && !before[..before.len() - unit.len()].ends_with(char::is_alphanumeric)
        })
}
