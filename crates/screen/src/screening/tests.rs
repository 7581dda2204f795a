//! Official test numbers in every spelling and surrounding, and the many numbers of daily life that are none.

use proptest::prelude::*;

use super::*;

/// `kind<TAB>number<TAB>rule`, with its sources.
const NUMBERS: &str = include_str!("../../tests/data/test-numbers.tsv");

fn numbers() -> impl Iterator<Item = (FindingKind, &'static str, &'static str)> {
    NUMBERS.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut fields = line.split('\t');
        let mut next = || fields.next().unwrap();
        (FindingKind::from_str(next()).unwrap(), next(), next())
    })
}

/// The ways people write a number.
fn spellings(kind: FindingKind, number: &str) -> Vec<String> {
    match (kind, number.len()) {
        (_, 12) => {
            let (century, short) = number.split_at(2);
            let (date, rest) = short.split_at(6);
            let (y, m, d) = (&date[..2], &date[2..4], &date[4..]);
            let mut all = vec![number.to_owned(), format!("{y}{m}{d}{rest}")];
            for between in ["-", "+", " ", " - ", "–", "\u{2011}", "\u{a0}", "-\u{200b}"] {
                all.push(format!("{century}{date}{between}{rest}"));
                all.push(format!("{date}{between}{rest}"));
            }
            all.push(format!("{century}{y}-{m}-{d}-{rest}"));
            all.push(format!("{y} {m} {d} {rest}"));
            all.push(format!("{century}{y} {m} {d}-{rest}"));
            all.push(number.chars().map(|c| char::from_u32(c as u32 - 0x30 + 0xff10).unwrap()).collect());
            all.push(number.chars().map(|c| char::from_u32(c as u32 - 0x30 + 0x660).unwrap()).collect());
            // Ten digits that are a mobile telephone number as well are shown as that.
            all.retain(|spelling| spelling.len() != 10 || !spelling.starts_with("070"));
            all
        }
        (FindingKind::NorwegianBirthNumber | FindingKind::NorwegianDNumber, _) => {
            let (date, rest) = number.split_at(6);
            let (d, m, y) = (&date[..2], &date[2..4], &date[4..]);
            vec![
                number.to_owned(),
                format!("{date} {rest}"),
                format!("{date}-{rest}"),
                format!("{date} {} {}", &rest[..3], &rest[3..]),
                format!("{d} {m} {y} {rest}"),
                format!("{d} {m} {y} {} {}", &rest[..3], &rest[3..]),
            ]
        }
        (FindingKind::IcelandicKennitala, _) => vec![number.to_owned(), number.replace('-', "")],
        (FindingKind::DanishCpr, _) => vec![number.to_owned(), number.replace('-', " "), number.replace('-', " - ")],
        (FindingKind::FinnishHetu, _) => vec![number.to_owned(), number.to_lowercase()],
        _ => vec![number.to_owned()],
    }
}

fn every_spelling() -> Vec<(FindingKind, String)> {
    numbers().flat_map(|(kind, number, _)| spellings(kind, number).into_iter().map(move |spelling| (kind, spelling))).collect()
}

fn kinds(text: &str) -> Vec<(FindingKind, &str, Confidence)> {
    screen(text).into_iter().map(|finding| (finding.kind, &text[finding.span], finding.confidence)).collect()
}

#[test]
fn every_official_test_number_is_found_in_every_spelling() {
    assert!((200..=300).contains(&numbers().count()));
    for (kind, number, rule) in numbers() {
        let found = screen(number);
        assert_eq!(found.iter().map(|f| (f.kind, &*f.rule, f.span.clone())).collect::<Vec<_>>(), [(kind, rule, 0..number.len())]);
    }
    for (kind, spelling) in every_spelling() {
        let text = format!("Hej, mitt nummer är {spelling}. Hälsningar");
        let found = kinds(&text);
        assert_eq!(found.iter().map(|(kind, span, _)| (*kind, *span)).collect::<Vec<_>>(), [(kind, &spelling[..])], "{text}");
    }
}

#[test]
fn a_changed_digit_or_one_digit_more_is_no_such_number() {
    // The Danish number need not have a check digit, and the Icelandic one ends in its century.
    let ends_in_check = |kind: FindingKind| !matches!(kind, FindingKind::DanishCpr | FindingKind::IcelandicKennitala);
    for (kind, number, _) in numbers().filter(|(kind, _, _)| ends_in_check(*kind)) {
        let (start, last) = number.split_at(number.len() - 1);
        for other in ('0'..='9').filter(|digit| !last.starts_with(*digit)) {
            let changed = format!("{start}{other}");
            assert!(screen(&changed).iter().all(|finding| finding.kind != kind), "{changed}");
        }
        let mut longer = vec![format!("{number}7"), format!("7{number}"), format!("12-{number}"), format!("{number}-12")];
        if last.starts_with(|c: char| c.is_ascii_digit()) {
            longer.push(format!("{number},25"));
        }
        for longer in longer {
            assert!(screen(&longer).iter().all(|finding| !finding.kind.is_identity()), "{longer}");
        }
    }
}

#[test]
fn numbers_of_daily_life_are_not_persons() {
    for text in [
        // Organisation numbers: the six of the public list personnummer/meta, and a municipality.
        "857209-0606 802005-1952 802005-7538 802406-2302 855104-0721 802014-4120",
        "8572090606, 8020051952, 8020057538, 8024062302, 8551040721, 8020144120, 168572090606",
        "org.nr 212000-1355 eller 974 760 673 MVA",
        // Telephones: the series that PTS keeps for fiction.
        "070-1740605, 0701740605, 070-174 06 99, +46701740610, 0046701740610, +46 (0)70 174 06 15",
        "031-3900600 08-46500400 040-628 04 00 0980-319200",
        // Dates and times.
        "2024-01-15 12:30, 15.01.2024 kl 12.30, 20240115, 2024-01-15 1230, 15/1 2024, 2024-W03, 12.30-14.00",
        // Money.
        "1 250 000 kr, 12 345 678,50 SEK, 99:-, kr 1 234 567 890, 8507099805,50",
        // Diaries, cases, references.
        "KS 2024/123, dnr 2024-001234, Ö 12-26, K123456-26, MSB 2023-12345-6, 2023:1234567890",
        // Accounts, giro, card, parcels, books.
        "SE45 5000 0000 0583 9825 7466, SE4550000000058398257466, NO93 8601 1117 947, konto 8601 11 17947, DK50 0040 0440 1162 43",
        "bankgiro 5050-1055, plusgiro 12 34 56-7, OCR 1234567897, 4111 1111 1111 1111, ISBN 978-91-7000-150-3, 9789170001503",
        "order 123456789012345, ordernr 8507099805, 85070998051, 185070998054321",
        "59.3293, 18.0686, 192.168.10.100, v1.2.3, 3.14159265358979",
    ] {
        let persons: Vec<_> =
            screen(text).into_iter().filter(|finding| finding.kind.is_identity()).map(|f| &text[f.span]).collect();
        assert_eq!(persons, Vec::<&str>::new(), "{text}");
    }
}

#[test]
fn how_sure_the_screen_is() {
    use Confidence::{High, Low, Medium};
    use FindingKind::{DanishCpr, NorwegianBirthNumber, Phone, SwedishCoordinationNumber, SwedishPersonalNumber};
    for (text, expected) in [
        ("189001019802", vec![(SwedishPersonalNumber, "189001019802", High)]),
        ("900101+9802", vec![(SwedishPersonalNumber, "900101+9802", High)]),
        ("9001019802", vec![(SwedishPersonalNumber, "9001019802", High)]),
        ("ordernr 900101-9802", vec![(SwedishPersonalNumber, "900101-9802", Low)]),
        ("1401682396", vec![(SwedishCoordinationNumber, "1401682396", Medium)]),
        ("personnummer: 1401682396", vec![(SwedishCoordinationNumber, "1401682396", High)]),
        ("13097248022", vec![(NorwegianBirthNumber, "13097248022", High)]),
        ("30108299939", vec![(NorwegianBirthNumber, "30108299939", Medium)]),
        ("fnr 30108299939", vec![(NorwegianBirthNumber, "30108299939", High)]),
        ("konto 13097248022", vec![(FindingKind::NorwegianAccount, "13097248022", High)]),
        ("CPR 2110625628", vec![(DanishCpr, "2110625628", Medium)]),
        ("010130-3019", vec![(FindingKind::IcelandicKennitala, "010130-3019", Medium)]),
        ("org.nr 900101-9802", vec![(SwedishPersonalNumber, "900101-9802", High)]),
        ("13.09.72 48022", vec![(NorwegianBirthNumber, "13.09.72 48022", Medium)]),
        ("211062-5629", vec![(DanishCpr, "211062-5629", High)]),
        ("211062-5628", vec![(DanishCpr, "211062-5628", Medium)]),
        ("211062 5629", vec![(DanishCpr, "211062 5629", Medium)]),
        // CPR-kontoret's own example happens to be a Swedish number for day 61 − 60 too; either way it is a person's.
        ("070761-4285", vec![(SwedishCoordinationNumber, "070761-4285", High)]),
        ("2110625629", vec![(DanishCpr, "2110625629", Low)]),
        ("2110625628", vec![]),
        ("CPR: 2110625629", vec![(DanishCpr, "2110625629", Medium)]),
        ("310261-4285", vec![]),
        ("070-1740605", vec![(Phone, "070-1740605", High)]),
    ] {
        assert_eq!(kinds(text), expected, "{text}");
    }
}

#[test]
fn telephones_as_people_write_them() {
    for (text, expected) in [
        ("Ring 070-174 06 05 eller 070-1740699!", vec!["070-174 06 05", "070-1740699"]),
        ("0701740605", vec!["0701740605"]),
        ("+46 70 174 06 05, +46701740606, 0046 70 174 06 07", vec!["+46 70 174 06 05", "+46701740606", "0046 70 174 06 07"]),
        ("+46 (0)70-174 06 05", vec!["+46 (0)70-174 06 05"]),
        ("(08) 465 004 00 och 08-465 004 01", vec!["(08) 465 004 00", "08-465 004 01"]),
        ("tlf. 22 22 22 22, mob 912 34 567", vec!["22 22 22 22", "912 34 567"]),
        ("Ring 91234567", vec!["91234567"]),
        ("+47 912 34 567 / +45 20 12 34 56", vec!["+47 912 34 567", "+45 20 12 34 56"]),
        ("puh. 040 123 4567", vec!["040 123 4567"]),
        ("070.174.06.05", vec!["070.174.06.05"]),
        ("+44 20 7946 0018", vec!["+44 20 7946 0018"]),
    ] {
        let found: Vec<_> = kinds(text).into_iter().map(|(kind, span, _)| (kind, span)).collect();
        let expected: Vec<_> = expected.into_iter().map(|span| (FindingKind::Phone, span)).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn other_numbers_are_not_telephones() {
    for text in [
        "2024-01-15, 20240115, 15 01 2024, 08-01-2024, 08.01.2024, 0830-0915",
        "22 22 22 22 kr, kr 22 22 22 22, €22 22 22 22, 12 34 56 78 NOK, 45 00 00 00 :-",
        "SE45 5000 0000 0583 9825 7466, 4111 1111 1111 1111, OCR 0701740605, konto 0583 982 57",
        "dnr 2024-01234567, KS 2024/0701740605123, 91234567, 123 45 Exempelby, 212000-1355",
        "192.168.10.100, 0,5 0.123456789, 100 000 000, 1-0 2-0 3-0, 000 000 000",
    ] {
        let phones: Vec<_> = screen(text).into_iter().filter(|f| f.kind == FindingKind::Phone).map(|f| &text[f.span]).collect();
        assert_eq!(phones, Vec::<&str>::new(), "{text}");
    }
}

#[test]
fn the_weightier_finding_stays() {
    let text = "900101-9802@example.se";
    assert_eq!(kinds(text), [(FindingKind::SwedishPersonalNumber, "900101-9802", Confidence::High)]);
    let text = "anna@example.se, 070-1740605; 900101-9802";
    let found: Vec<_> = kinds(text).into_iter().map(|(kind, _, _)| kind).collect();
    assert_eq!(found, [FindingKind::Email, FindingKind::Phone, FindingKind::SwedishPersonalNumber]);
    // The plain digits of a child born in 2007 are a telephone number to everyone else.
    assert_eq!(kinds("0701012395"), [(FindingKind::Phone, "0701012395", Confidence::High)]);
    assert_eq!(kinds("070101-2395")[0].0, FindingKind::SwedishPersonalNumber);
}

#[test]
fn a_masked_text_shows_only_what_kind_of_thing_stood_there() {
    let text = "Åsa 900101-9802, 131052-308T, åsa@exempel.example, 070-174 06 05!";
    assert_eq!(mask(text, &screen(text)), "Åsa ••••••-••••, ••••••-••••, •••@•••••••.•••••••, •••-••• •• ••!");
    // A finding from another version of the text hides too much rather than panicking.
    let stale = Finding::by(FindingKind::Phone, 1..400, "old", Confidence::High);
    assert_eq!(mask("Åsa", &[stale]), "•••");
}

/// Counted, not timed: what the rules look at grows with the text. `bench screen` prints the times.
#[test]
fn hostile_text_takes_linear_effort() {
    for unit in [
        "0701740605 ",
        "9001019802 ",
        "0 ",
        "00 ",
        "1",
        "-",
        "@",
        "a@",
        "a.",
        "1-",
        "+4",
        "(0) ",
        "13097248022,",
        "131052-308",
        "\u{200b}1",
        "å ",
        "döda ",
        "jag ska döda ",
        "d.",
        "1:2",
        "Vägen 1 ",
        "ABC 123 ",
        "K123456-26",
        "bg 1-",
        "gnr 1 ",
        "::1",
        "59.3293, ",
        "h*",
        "min mamma har ",
        "SE45 ",
        "4111 ",
        "ska ",
        "din jävla ",
        "°1",
        "1.1.1.1.",
        "konto ",
        "Storgatan 5, 123 ",
    ] {
        let effort = |bytes: usize| {
            let text = unit.repeat(bytes / unit.len());
            crate::effort::spent(|| drop(screen(&text)))
        };
        let (once, twice) = (effort(20_000), effort(40_000));
        assert!(twice <= once * 21 / 10 + 50_000, "{unit:?}: {once} for a text, {twice} for one twice as long");
        assert!(twice <= 40_000 * 120, "{unit:?}: {twice} for 40 000 bytes");
    }
}

/// Anything without digits, and nothing that turns the digits into another kind of number.
fn surrounding() -> impl Strategy<Value = String> {
    "[a-zA-ZåäöæøÅÄÖ .,:;!?()\"'/\n\u{a0}🌊—*#=-]{0,12}".prop_filter("names another number", |text| {
        matches!(crate::context::named_before(text, text.len()), crate::context::Named::Nothing | crate::context::Named::Identity)
    })
}

proptest! {
    #[test]
    fn a_number_is_found_in_any_surrounding(
        (kind, number) in prop::sample::select(every_spelling()),
        before in surrounding(),
        after in surrounding(),
    ) {
        let text = format!("{before}{number}{after}");
        let found = screen(&text);
        let place = before.len()..before.len() + number.len();
        prop_assert!(found.iter().any(|f| f.kind == kind && f.span == place), "{:?} {:?}", text, found);
        let masked = mask(&text, &found);
        prop_assert!(!masked.chars().any(|c| crate::signs::digit(c).is_some()), "{}", masked);
    }

    #[test]
    fn any_text_can_be_screened(text in any::<String>(), numbers in "[0-9+ ().,@a-fA-F\u{200b}ä０-９-]{0,80}") {
        for text in [text, numbers] {
            let findings = screen(&text);
            let mut end = 0;
            for finding in &findings {
                prop_assert!(finding.span.start >= end && finding.span.start < finding.span.end);
                prop_assert!(text.is_char_boundary(finding.span.start) && text.is_char_boundary(finding.span.end));
                end = finding.span.end;
            }
            let masked = mask(&text, &findings);
            prop_assert_eq!(masked.chars().count(), text.chars().count());
            for finding in &findings {
                let (from, to) = (text[..finding.span.start].chars().count(), text[..finding.span.end].chars().count());
                prop_assert!(!masked.chars().skip(from).take(to - from).any(char::is_alphanumeric));
            }
        }
    }

    #[test]
    fn a_disguised_threat_is_seen_where_it_stands(
        threat in prop::sample::select(vec!["jag ska döda dig", "Jeg skal drepe deg", "I will kill you"]),
        costumes in prop::collection::vec(0_usize..5, 16),
        before in "(Hej\\. |OBS! |)",
        after in "( nu|!|)",
    ) {
        // A hidden character, a Cyrillic twin, a digit, or shouting, on each letter as it comes.
        let worn: String = threat.chars().zip(costumes.iter().chain(std::iter::repeat(&0))).map(|(c, costume)| match (costume, c) {
            (1, c) if c.is_alphabetic() => format!("{c}\u{200b}"),
            (2, 'a') => "а".to_owned(),
            (2, 'e') => "е".to_owned(),
            (3, 'i') => "1".to_owned(),
            (3, 'o') => "0".to_owned(),
            (4, c) => c.to_uppercase().to_string(),
            _ => c.to_string(),
        }).collect();
        let text = format!("{before}{worn}{after}");
        let found: Vec<_> = screen(&text).into_iter().filter(|finding| finding.kind == FindingKind::Threat).collect();
        prop_assert_eq!(found.len(), 1, "{}", text);
        let visible = |part: &str| part.trim_matches('\u{200b}').to_owned();
        prop_assert!(visible(&worn).ends_with(&visible(&text[found[0].span.clone()])), "{} {:?}", text, found);
    }
}
