//! Numbers of cases: courts ("T 1234-25": Domstolsverket, målnummer), the police ("5000-K123456-26"), and authorities' diaries in
//! the shapes that each chooses, when a word before names them or a letter series and a year begin them.

use super::words::{before_spaces, word_before};
use crate::context::is_said_before;
use crate::finding::{Confidence, Finding, FindingKind};
use crate::groups::{Groups, Link};
use crate::identity::calendar::number;

/// What a case's number is called, in lower case.
const NAMES: &[&str] = &[
    "dnr",
    "diarien",
    "diarie",
    "ärenden",
    "ärende",
    "ärendet",
    "målnummer",
    "målnr",
    "saksn",
    "sak",
    "saken",
    "saka",
    "sagsn",
    "sag",
    "journaln",
    "jnr",
    "dnro",
    "diaarin",
    "diaari",
    "mål",
    "målet",
    "case",
    "arkivsaksn",
    "referensn",
    "asianumero",
    "anmälningsn",
    "asia",
];

/// Kinds of cases at Swedish courts.
const COURT: &[&str] = &["T", "B", "Ö", "Ä", "K", "M", "P", "F", "FT", "PMT", "PMÄ", "UM", "Ö", "ÖÄ"];

/// Series of laws, reports and regulations: public texts, not cases.
const LAWS: &[&str] = &[
    "SFS", "SOU", "DS", "EU", "EG", "EC", "EF", "NJA", "HFD", "RÅ", "FS", "NOU", "LOV", "FOR", "ISO", "EN", "CELEX", "VM", "EM",
    "OS", "SHL",
];

/// The case number whose first digits are group `first`.
pub(super) fn read(text: &str, groups: &Groups, first: usize) -> Option<Finding> {
    court_or_police(text, groups, first).or_else(|| diary(text, groups, first))
}

fn court_or_police(text: &str, groups: &Groups, first: usize) -> Option<Finding> {
    let [running, year] = groups.some(first, 2)? else { return None };
    if year.len != 2 || year.link != Link::Dash || running.len > 7 || groups.hangs_after(first + 1) {
        return None;
    }
    if running.len >= 5 && text[..running.start].ends_with('K') {
        let letter = running.start - 1;
        let region =
            first.checked_sub(1).map(|before| &groups.all()[before]).filter(|region| region.len == 4 && region.end + 1 == letter);
        let start = region.map_or(letter, |region| region.start);
        return Some(Finding::by(FindingKind::CaseNumber, start..year.end, "se-police-case", Confidence::High));
    }
    let (start, letters) = word_before(text, before_spaces(text, running.start)?);
    if !COURT.contains(&letters) {
        return None;
    }
    let confidence = match running.len {
        _ if is_said_before(text, start, NAMES) => Confidence::High,
        3.. => Confidence::Medium,
        _ => return None,
    };
    Some(Finding::by(FindingKind::CaseNumber, start..year.end, "se-court-case", confidence))
}

fn diary(text: &str, groups: &Groups, first: usize) -> Option<Finding> {
    let group = &groups.all()[first];
    if first > 0 && groups.all()[first - 1].end + 1 == group.start && text[..group.start].ends_with(['-', '/', ':']) {
        return None;
    }
    let (end, n) = end_of_series(text, groups, first);
    if n == 1 && group.len < 5 {
        return None;
    }
    let start = start_of_series(text, group.start);
    if n == 1 && start == group.start {
        return None;
    }
    let series = text[start..group.start].trim_end_matches([' ', '-', '/']);
    if LAWS.iter().any(|law| series == *law || series.ends_with("-FS") || series.ends_with("FS")) {
        return None;
    }
    let digits = |place: usize| groups.some(place, 1).map(|one| number(groups.digits(one))).unwrap_or_default();
    let years =
        (first..first + n).filter(|place| groups.all()[*place].len == 4 && (1990..2050).contains(&digits(*place))).count();
    let upper = series.chars().filter(|c| c.is_alphabetic()).count() >= 2;
    let confidence = if is_said_before(text, start, NAMES) {
        Confidence::High
    } else if upper && n >= 2 && years == 1 && text[group.start..end].contains('/') {
        Confidence::Medium
    } else {
        return None;
    };
    Some(Finding::by(FindingKind::CaseNumber, start..end, "diary-number", confidence))
}

/// Where the run of digits joined by strokes and dashes ends, with letters after a stroke, and how many groups it has.
fn end_of_series(text: &str, groups: &Groups, first: usize) -> (usize, usize) {
    let (mut end, mut n) = (groups.all()[first].end, 1);
    for next in groups.all()[first + 1..].iter().take(3) {
        let between = text.get(end..next.start).unwrap_or_default();
        let mut signs = between.chars();
        let joined = matches!(signs.next(), Some('/' | '-' | ':')) && between.len() <= 6 && signs.all(|c| c.is_ascii_uppercase());
        if !joined {
            break;
        }
        (end, n) = (next.end, n + 1);
    }
    (end, n)
}

/// Takes in the capital letters of a series before the digits: "KS 2024/123", "LD12/00942", "RA-KS 2021/23".
fn start_of_series(text: &str, digits: usize) -> usize {
    let letters_end = before_spaces(text, digits).unwrap_or(digits);
    let (start, word) = word_before(text, letters_end);
    let is_series = (2..=8).contains(&word.chars().count()) && word.chars().all(|c| c.is_uppercase() || c == '-');
    if is_series { start } else { digits }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let groups = Groups::of(text);
        (0..groups.all().len()).filter_map(|first| read(text, &groups, first)).map(|finding| &text[finding.span]).collect()
    }

    #[test]
    fn cases_as_they_are_cited() {
        for (text, expected) in [
            ("mål nr T 1234-25 vid tingsrätten", "T 1234-25"),
            ("Ö 12-26 i mål", ""),
            ("mål Ö 12-26", "Ö 12-26"),
            ("anmälan 5000-K123456-26", "5000-K123456-26"),
            ("K123456-26", "K123456-26"),
            ("KS 2024/0123", "KS 2024/0123"),
            ("dnr 2024-001234.", "2024-001234"),
            ("Dnr RA-KS 2021/23", "RA-KS 2021/23"),
            ("saksnr. 24/1234", "24/1234"),
            ("diarienummer LD12/00942", "LD12/00942"),
            ("dnr 2014/KS0101", "2014/KS0101"),
            ("dnr 457-20419-2015", "457-20419-2015"),
        ] {
            assert_eq!(found(text).join("|"), expected, "{text}");
        }
        for text in [
            "(EU) 2016/679",
            "SFS 2018:218",
            "säsongen 2024/25",
            "SOU 2020/12",
            "klass 7-9",
            "T 10-12",
            "2-1 till oss",
            "15/6 2024",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }
}
