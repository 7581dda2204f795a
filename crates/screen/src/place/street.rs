//! Street addresses: a street's name and a house number, as people in Sweden, Norway, Denmark and Finland write them.

use super::words::{before_spaces, is_capital, word_after, word_before};
use crate::finding::{Confidence, Finding, FindingKind};
use crate::groups::{Groups, Link};
use crate::identity::calendar::number;

/// Endings that only streets have, also when written small.
const SURE: &[&str] = &[
    "gatan",
    "vägen",
    "gränd",
    "gränden",
    "stigen",
    "veien",
    "vegen",
    "gaten",
    "esplanaden",
    "allén",
    "katu",
    "kuja",
    "stræde",
    "strædet",
    "tiellä",
    "kadulla",
];

/// Endings of streets, when the name begins with a capital.
const CAPITAL: &[&str] = &[
    "gata",
    "väg",
    "torget",
    "torg",
    "stig",
    "backen",
    "backe",
    "allé",
    "alle",
    "plan",
    "plats",
    "platsen",
    "leden",
    "kajen",
    "stranden",
    "slingan",
    "ringen",
    "svängen",
    "liden",
    "promenaden",
    "brinken",
    "trappan",
    "höjden",
    "parken",
    "gången",
    "vei",
    "veg",
    "gate",
    "plass",
    "plassen",
    "bakken",
    "bakke",
    "stien",
    "svingen",
    "haugen",
    "tunet",
    "løkka",
    "brygge",
    "terrasse",
    "vej",
    "vejen",
    "gade",
    "gaden",
    "torv",
    "torvet",
    "plads",
    "pladsen",
    "vænge",
    "vænget",
    "parkvej",
    "lunden",
    "tie",
    "polku",
    "rinne",
    "kaari",
    "penger",
    "raitti",
    "aukio",
    "tori",
    "väylä",
    "ranta",
    "allee",
    "kroken",
    "bråten",
    "åsen",
    "lia",
    "jordet",
];

/// First words of streets' names that are no names of people.
const FIRST: &[&str] = &[
    "norra", "södra", "östra", "västra", "lilla", "stora", "gamla", "nya", "övre", "nedre", "store", "lille", "gamle", "nye",
    "øvre", "nordre", "søndre", "vestre", "østre", "sankt", "st", "sct", "nørre", "sønder", "vester", "øster", "gammel",
];

/// Roads with numbers of their own: "Riksväg 40".
const ROADS: &[&str] = &[
    "riksväg",
    "länsväg",
    "europaväg",
    "motorväg",
    "riksvei",
    "fylkesvei",
    "europavei",
    "riksveg",
    "fylkesveg",
    "landevej",
    "motorvej",
    "kantatie",
    "valtatie",
    "seututie",
    "plan",
    "motortie",
    "torg",
    "parkplats",
    "plats",
    "plass",
    "plads",
];

/// What follows a number that counts or measures, or makes a date of it.
const NOT_HOUSES: &[&str] = &[
    "km",
    "m",
    "mil",
    "meter",
    "metern",
    "min",
    "minuter",
    "minutter",
    "timmar",
    "timer",
    "tim",
    "dagar",
    "dager",
    "dage",
    "veckor",
    "uker",
    "uger",
    "år",
    "kr",
    "kronor",
    "kroner",
    "procent",
    "prosent",
    "st",
    "stk",
    "personer",
    "bilar",
    "biler",
    "gånger",
    "ganger",
    "gange",
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
    "januar",
    "februar",
    "mai",
    "august",
    "desember",
    "jan",
    "feb",
    "apr",
    "aug",
    "sep",
    "okt",
    "nov",
    "dec",
    "des",
    "euroa",
    "tuntia",
    "minuuttia",
    "vuotta",
    "päivää",
    "personnes",
    "cm",
    "kilometer",
    "olyckor",
    "ulykker",
    "parkeringsplatser",
    "lägenheter",
    "träd",
    "månader",
    "måneder",
];

/// The address whose house number is group `first`.
pub(super) fn read(text: &str, groups: &Groups, first: usize) -> Option<Finding> {
    let house = &groups.all()[first];
    if house.len > 4 || house.after_plus || matches!(house.link, Link::Point | Link::Dash) {
        return None;
    }
    let digits = groups.digits(groups.some(first, 1)?);
    if digits[0] == 0 || house.len == 4 && (1900..2100).contains(&number(digits)) {
        return None;
    }
    let word_end = before_spaces(text, house.start)?;
    let (word_start, word) = word_before(text, word_end);
    let (start, confidence) = name_of_street(text, word_start, word)?;
    let mut end = house.end;
    let next = groups.all().get(first + 1);
    if next.is_some_and(|next| {
        next.link == Link::Point && next.start == house.end + 1 || text[end..].starts_with([':', '%', '°', '/'])
    }) {
        return None;
    }
    if let Some(next) = next.filter(|next| next.link == Link::Dash && next.len <= 3) {
        end = next.end;
    }
    end = with_entrance(text, end);
    let after = text[end..].trim_start_matches([' ', '\u{a0}']);
    if NOT_HOUSES.contains(&word_after(after, 0).to_lowercase().as_str()) || after.starts_with('%') {
        return None;
    }
    Some(Finding::by(FindingKind::StreetAddress, start..with_town(text, end), "street-and-number", confidence))
}

/// Where the street's name begins, if `word` ends as streets do.
fn name_of_street(text: &str, word_start: usize, word: &str) -> Option<(usize, Confidence)> {
    let capital = is_capital(word);
    let lower = word.to_lowercase();
    if ROADS.contains(&lower.as_str()) {
        return None;
    }
    let ends_with =
        |endings: &[&str]| endings.iter().find(|ending| lower.ends_with(**ending)).map(|ending| lower.len() - ending.len());
    let sure = ends_with(SURE);
    let rest = sure.or_else(|| ends_with(CAPITAL))?;
    let start = first_words(text, word_start, rest == 0);
    if rest == 0 {
        // "Karl Johans gate 3", "Stora torget 5"; but not "vägen 5".
        let has_name = start < word_start && is_capital(&text[start..]);
        return (has_name || capital && !starts_sentence(text, word_start)).then_some((start, Confidence::Medium));
    }
    match (sure.is_some(), capital) {
        (_, true) if rest >= 2 => Some((start, if sure.is_some() { Confidence::High } else { Confidence::Medium })),
        (true, false) if rest >= 3 => Some((start, Confidence::Medium)),
        _ => None,
    }
}

/// Goes back over the words that belong to the name: capitalised ones before a bare ending, "Norra" and its like before any.
fn first_words(text: &str, word_start: usize, bare: bool) -> usize {
    let mut start = word_start;
    for _ in 0..3 {
        let Some(end) = before_spaces(text, start) else { break };
        let (before, word) = word_before(text, end);
        let known = FIRST.contains(&word.to_lowercase().as_str());
        if word.is_empty() || !(known || bare && is_capital(word)) {
            break;
        }
        start = before;
    }
    start
}

fn starts_sentence(text: &str, start: usize) -> bool {
    let before = text[..start].trim_end_matches([' ', '\u{a0}']);
    before.is_empty() || before.ends_with(['.', '!', '?', '\n', ':', '•', '-'])
}

/// Takes in the letter of an entrance: 5A, 5 b.
fn with_entrance(text: &str, end: usize) -> usize {
    let rest = &text[end..];
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    let letter = word_after(text, end + spaces);
    let is_entrance =
        letter.chars().count() == 1 && (spaces == 0 || spaces == 1 && letter.chars().all(|c| c.is_ascii_uppercase() && c != 'I'));
    if is_entrance { end + spaces + letter.len() } else { end }
}

/// Takes in a postal number and the town after it: ", 123 45 Exempelby", ", 0123 Eksempelby".
fn with_town(text: &str, end: usize) -> usize {
    let window = &text[end..text.floor_char_boundary(end + 80)];
    let mut rest = window.trim_start_matches([',', ' ', '\u{a0}', '\n']);
    for country in ["SE-", "S-", "NO-", "N-", "DK-", "FI-", "FIN-"] {
        rest = rest.strip_prefix(country).unwrap_or(rest);
    }
    let code: String = rest.chars().take(6).filter(char::is_ascii_digit).collect();
    let code_len = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ').len();
    if !matches!(code.len(), 4 | 5) || code_len > 7 || window.len() == rest.len() {
        return end;
    }
    let town = word_after(rest, code_len);
    if town.chars().count() >= 2 && is_capital(town) { end + window.len() - rest.len() + code_len + town.len() } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let groups = Groups::of(text);
        (0..groups.all().len()).filter_map(|first| read(text, &groups, first)).map(|finding| &text[finding.span]).collect()
    }

    #[test]
    fn where_people_live() {
        for (text, expected) in [
            ("Jag bor på Storgatan 5B, 123 45 Exempelby.", "Storgatan 5B, 123 45 Exempelby"),
            ("mannen på storgatan 12", "storgatan 12"),
            ("Karl Johans gate 3 i Oslo", "Karl Johans gate 3"),
            ("Norra Kyrkogatan 14-16", "Norra Kyrkogatan 14-16"),
            ("Hun bor i Eksempelveien 7 C", "Eksempelveien 7 C"),
            ("Eksempelvegen 7, 0123 Eksempelby", "Eksempelvegen 7, 0123 Eksempelby"),
            ("Asun Esimerkkikatu 5 A 12", "Esimerkkikatu 5 A"),
            ("Østre Strandvej 21", "Østre Strandvej 21"),
            ("Stora torget 5", "Stora torget 5"),
        ] {
            assert_eq!(found(text), [expected], "{text}");
        }
    }

    #[test]
    fn roads_that_are_no_homes() {
        for text in [
            "Storgatan 5 maj",
            "vägen 5 km bort",
            "Storgatan 2024",
            "Kungsgatan 10.30",
            "på gatan 3 dagar",
            "E4 vid vägen 12",
            "Torget 5 gånger",
            "Landsvägen 30 km/h",
            "längs vägen 2 mil",
            "Vinden 5 m/s",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }
}
