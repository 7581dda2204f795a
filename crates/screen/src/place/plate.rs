//! Registration plates: Sweden (Transportstyrelsen: ABC 123, and ABC 12D since 2019), Norway (AB 12345), Denmark (AB 12 345) and
//! Finland (ABC-123). Letters and digits alone are as often a product or a flight, so words about vehicles nearby decide how sure.

use super::words::{Mentions, word_after, word_before};
use crate::finding::{Confidence, Finding, FindingKind};
use crate::groups::{Groups, Link};

/// Words about vehicles, in lower case; those over four bytes are beginnings of words.
pub(super) const VEHICLES: &[&str] = &[
    "bil",
    "bilen",
    "bilar",
    "biler",
    "bilist",
    "reg",
    "regnr",
    "registr",
    "skylt",
    "skilt",
    "nummerpl",
    "park",
    "parker",
    "kör",
    "körde",
    "kjør",
    "kjørte",
    "kører",
    "kørte",
    "fordon",
    "kjøretøy",
    "køretøj",
    "auto",
    "auton",
    "rekisteri",
    "volvo",
    "saab",
    "tesla",
    "toyota",
    "audi",
    "skåpbil",
    "lastbil",
    "lastebil",
    "varebil",
    "moped",
    "mc",
    "motorcyk",
    "motorsyk",
    "släp",
    "tilhenger",
    "fortkör",
    "car",
    "plate",
    "vehicle",
    "taxi",
    "buss",
    "bussen",
    "förare",
    "fører",
    "sjåfør",
    "felpark",
    "husbil",
    "epa",
    "traktor",
    "ajoi",
    "passat",
    "golf",
];

/// Three letters that are no plate.
const ABBREVIATIONS: &[&str] = &[
    "SFS", "OSL", "BRB", "DNR", "ISO", "SIS", "USB", "MSB", "MCF", "LED", "PDF", "SEK", "NOK", "DKK", "EUR", "USD", "TEL", "MOB",
    "FAX", "BOX", "KPI", "SAL", "RUM", "TFN", "TLF", "MAX", "MIN", "NUS", "LSS", "SOL", "LVU", "LVM", "HSL", "PBL", "GPS", "SMS",
    "MMS", "BMW", "DHL", "UPS", "DSB", "VGR", "SKR", "SKL", "RFS", "SOU", "BBR", "DVD", "MHZ", "NRK", "SVT", "TVH", "ABF", "IKT",
    "NJA", "HFD", "RUT", "ROT", "DOS",
];

/// The plate whose digits begin with group `first`.
pub(super) fn read(text: &str, groups: &Groups, first: usize, vehicles: &Mentions) -> Option<Finding> {
    let group = &groups.all()[first];
    if !matches!(group.len, 2 | 3 | 5) {
        return None;
    }
    let gap = text[..group.start].chars().next_back().filter(|c| matches!(c, ' ' | '-' | '\u{a0}'));
    let letters_end = group.start - gap.map_or(0, char::len_utf8);
    let letters = text
        .get(letters_end.checked_sub(3)?..letters_end)
        .map(|three| three.trim_start_matches(|c: char| !c.is_ascii_alphabetic()))?;
    let start = letters_end - letters.len();
    if !letters.bytes().all(|letter| letter.is_ascii_alphabetic()) || word_before(text, letters_end).1.len() != letters.len() {
        return None;
    }
    if text[..start].ends_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let dashed = gap == Some('-');
    let (rule, end) = match (letters.len(), group.len) {
        (3, 3) if dashed => ("fi-plate", group.end),
        (3, 3) if is_swedish(letters) => ("se-plate", group.end),
        (3, 2) if is_swedish(letters) && !dashed => {
            let last = word_after(text, group.end);
            let fits = last.len() == 1 && last.bytes().all(|c| c.is_ascii_alphabetic() && !b"IQVOiqvo".contains(&c));
            ("se-plate", fits.then_some(group.end + 1)?)
        }
        (2, 5) if !dashed => ("no-plate", group.end),
        (2, 2) if !dashed => {
            let rest = groups.some(first + 1, 1).filter(|rest| rest[0].len == 3 && rest[0].link == Link::Space)?;
            ("dk-plate", rest[0].end)
        }
        _ => return None,
    };
    let n = 1 + usize::from(rule == "dk-plate");
    if text[end..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | ':' | '%')) || groups.hangs_after(first + n - 1)
    {
        return None;
    }
    let upper = letters.bytes().all(|letter| letter.is_ascii_uppercase());
    let near = vehicles.are_near(text, start, end);
    let is_abbreviation = ABBREVIATIONS.iter().any(|known| known.eq_ignore_ascii_case(letters))
        || matches!(letters, "NO" | "SE" | "DK" | "FI" | "kr" | "nr" | "Nr" | "ca");
    let confidence = match (near, upper) {
        _ if is_abbreviation => return None,
        (true, true) => Confidence::High,
        (true, false) if rule == "se-plate" => Confidence::Medium,
        (false, true) if rule == "se-plate" || rule == "no-plate" => Confidence::Low,
        _ => return None,
    };
    Some(Finding::by(FindingKind::RegistrationPlate, start..end, rule, confidence))
}

/// Letters that Transportstyrelsen gives out: not I, Q, V.
fn is_swedish(letters: &str) -> bool {
    letters.bytes().all(|letter| !b"IQViqv".contains(&letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let groups = Groups::of(text);
        (0..groups.all().len())
            .filter_map(|first| read(text, &groups, first, &Mentions::of(VEHICLES)))
            .map(|finding| &text[finding.span])
            .collect()
    }

    #[test]
    fn plates_with_vehicles_around() {
        assert_eq!(found("Bilen ABC 123 står fel, ABC12D också, och bilen abc123"), ["ABC 123", "ABC12D", "abc123"]);
        assert_eq!(found("varebilen AB 12345 og den danske bil CD 12 345"), ["AB 12345", "CD 12 345"]);
        assert_eq!(found("auto ABC-123"), ["ABC-123"]);
    }

    #[test]
    fn letters_and_digits_of_other_kinds() {
        for text in [
            "MAX 150 kr",
            "OSL 21 kap",
            "SE 12345 Exempelby",
            "rad abc 123",
            "xABC 123",
            "ISO 900",
            "IQV 123",
            "ABC 123/24",
            "3ABC 123",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }
}
