//! Properties in the land register: "Exempelby Prästgården 1:23" (fastighetsregisterlagen 2000:224), "gnr. 12, bnr. 34"
//! (matrikkellova § 12), "matr.nr. 12a" and kiinteistötunnus 123-45-6-7.

use super::words::{Mentions, before_spaces, is_capital, word_after, word_before};
use crate::finding::{Confidence, Finding, FindingKind};
use crate::groups::{Groups, Link};
use crate::identity::calendar::number;

pub(super) const WORDS: &[&str] = &[
    "fastighet",
    "tomt",
    "tomten",
    "tomter",
    "bygglov",
    "lantmät",
    "kvarter",
    "detaljplan",
    "arrende",
    "servitut",
    "gården",
    "lagfart",
    "stuga",
    "mark",
    "köpa",
    "äger",
    "kiinteistö",
    "tontti",
    "tontin",
    "tilan",
];

/// How statutes' names end.
const STATUTES: &[&str] =
    &["act", "code", "lag", "lagen", "balk", "balken", "förordningen", "ordning", "ordningen", "loven", "psaltaren", "mosebok"];

/// The property whose numbers begin with group `first`.
pub(super) fn read(text: &str, groups: &Groups, first: usize, mentions: &Mentions) -> Option<Finding> {
    swedish(text, groups, first, mentions)
        .or_else(|| norwegian(text, groups, first))
        .or_else(|| finnish(text, groups, first, mentions))
}

fn swedish(text: &str, groups: &Groups, first: usize, mentions: &Mentions) -> Option<Finding> {
    let [block, unit] = groups.some(first, 2)? else { return None };
    if text.get(block.end..unit.start) != Some(":") || block.len > 4 || unit.len > 4 || text[unit.end..].starts_with(':') {
        return None;
    }
    let (name, capitals) = names_before(text, block.start)?;
    let before = text[name..block.start].trim_end().to_lowercase();
    // "Tryckfrihetsförordningen 1:7" and "Freedom of the Press Act 1:7" are statutes.
    if STATUTES.iter().any(|ending| before.ends_with(ending)) {
        return None;
    }
    let near = mentions.are_near(text, name, unit.end);
    let as_number = |place| groups.some(place, 1).map(|one| number(groups.digits(one)));
    let like_time = unit.len == 2 && as_number(first)? < 25 && as_number(first + 1)? < 60;
    let confidence = match capitals {
        _ if near => Confidence::High,
        2.. if !like_time => Confidence::Medium,
        _ => return None,
    };
    Some(Finding::by(FindingKind::Property, name..unit.end, "se-property", confidence))
}

/// Where the capitalised words before byte `end` begin, and how many they are, at most three.
fn names_before(text: &str, end: usize) -> Option<(usize, usize)> {
    let (mut start, mut n) = (end, 0);
    while n < 3 {
        let Some(word_end) = before_spaces(text, start) else { break };
        let (before, word) = word_before(text, word_end);
        // Statutes are cited so too: BrB 4:5, OSL 21:1.
        let mut letters = word.chars();
        let ordinary = letters.next().is_some_and(char::is_uppercase) && letters.all(|c| c.is_lowercase() || c == '-');
        if !ordinary || word.chars().count() < 3 || !is_capital(word) {
            break;
        }
        (start, n) = (before, n + 1);
    }
    (n > 0).then_some((start, n))
}

fn norwegian(text: &str, groups: &Groups, first: usize) -> Option<Finding> {
    let group = &groups.all()[first];
    if group.len > 4 {
        return None;
    }
    let end = text[..group.start].trim_end_matches([' ', '.', ':', '\u{a0}']).len();
    let (start, word) = word_before(text, end);
    let lower = word.to_lowercase();
    if lower == "matr"
        || lower == "nr" && text[..start].to_lowercase().ends_with("matr.")
        || lower == "matrnr"
        || lower == "matrikelnr"
    {
        let begin = if lower == "nr" { start - "matr.".len() } else { start };
        let end = group.end + word_after(text, group.end).len().min(1);
        return Some(Finding::by(FindingKind::Property, begin..end, "dk-property", Confidence::Medium));
    }
    if !matches!(lower.as_str(), "gnr" | "gårdsnr" | "gårdsnummer") {
        return None;
    }
    let mut last = group.end;
    for next in groups.all()[first + 1..].iter().take(2) {
        let between = text.get(last..next.start).unwrap_or_default().to_lowercase();
        let named = between.len() < 24 && ["bnr", "bruksn", "fnr", "snr", "festen"].iter().any(|name| between.contains(name));
        if !named && between != "/" {
            break;
        }
        last = next.end;
    }
    (last > group.end).then(|| Finding::by(FindingKind::Property, start..last, "no-property", Confidence::High))
}

fn finnish(text: &str, groups: &Groups, first: usize, mentions: &Mentions) -> Option<Finding> {
    let part = groups.some(first, 4)?;
    let linked = part[1..].iter().all(|group| group.link == Link::Dash);
    let sized = part[0].len == 3 && part[1].len <= 3 && part[2].len <= 4 && part[3].len <= 4;
    let span = part[0].start..part[3].end;
    (linked && sized && mentions.are_near(text, span.start, span.end))
        .then(|| Finding::by(FindingKind::Property, span, "fi-property", Confidence::High))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let groups = Groups::of(text);
        (0..groups.all().len())
            .filter_map(|first| read(text, &groups, first, &Mentions::of(WORDS)))
            .map(|finding| &text[finding.span])
            .collect()
    }

    #[test]
    fn properties_as_registers_write_them() {
        for (text, expected) in [
            ("Bygglov på Exempelby Prästgården 1:23 tack", "Exempelby Prästgården 1:23"),
            ("fastigheten Björken 3:14", "Björken 3:14"),
            ("gnr. 12, bnr. 34 i Eksempel", "gnr. 12, bnr. 34"),
            ("Gnr 12/34", "Gnr 12/34"),
            ("matr.nr. 12a Eksempelby", "matr.nr. 12a"),
            ("kiinteistö 123-45-6-7", "123-45-6-7"),
        ] {
            assert_eq!(found(text), [expected], "{text}");
        }
        for text in [
            "Klockan 12:30",
            "BrB 4:5, OSL 21:1",
            "Stora Torget 12:30",
            "Matteus 5:3",
            "skala 1:100",
            "gnr 12",
            "Djurgården 2-1",
            "Freedom of the Press Act 1:7",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }
}
