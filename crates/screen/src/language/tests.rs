//! Short comments as a town gets them, each labelled by hand.

use proptest::prelude::*;

use super::*;

/// Our own sentences: `tag<TAB>text`.
const SENTENCES: &str = include_str!("../../tests/data/languages.tsv");

#[test]
fn short_comments_are_told_apart() {
    let wrong: Vec<_> = SENTENCES
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(tag, text)| (tag, detect(text, None).map(Language::tag), text))
        .filter(|(tag, found, _)| Some(*tag) != *found)
        .collect();
    assert!(SENTENCES.lines().count() >= 80);
    // "Kan man bestille time på nettet?" has no word that Danes do not write.
    assert!(wrong.len() <= 2, "{wrong:#?}");
}

#[test]
fn addresses_do_not_count() {
    let text = "Badet? https://example.com/when/will/the/pool/open @the_town";
    assert_eq!(detect(text, Some("sv")), Some(Language::Swedish));
}

#[test]
fn a_hint_decides_only_where_the_text_leaves_room() {
    assert_eq!(detect("Badet?", Some("nb-NO")), Some(Language::Bokmal));
    assert_eq!(detect("Exempelby 2024", Some("sv")), Some(Language::Swedish));
    assert_eq!(detect("När öppnar simhallen i Exempelby?", Some("en")), Some(Language::Swedish));
    assert_eq!(detect("Exempelby", Some("de")), None);
    assert_eq!(detect("Hej!", Some("da")), Some(Language::Danish));
    assert_eq!(detect("Hej!", Some("sv")), Some(Language::Swedish));
    assert_eq!(detect("Takk for hjelpa, dykk er best", Some("und")), Some(Language::Nynorsk));
}

#[test]
fn what_is_in_none_of_the_six_has_no_language() {
    for text in [
        "",
        "👍👍👍",
        "12:30",
        "@the_people https://www.example.com/what/is/this www.example.org",
        "Когда открывается бассейн?",
        "متى يفتح المسبح؟",
        "什么时候开门",
        "Guten Tag, wann öffnet das Schwimmbad und was kostet der Eintritt?",
        "Bonjour, quand est-ce que la piscine est ouverte pour les enfants ?",
        "Dzień dobry, kiedy jest otwarty basen? Nie ma tego na stronie.",
        "Hola, ¿cuándo abre la piscina para los niños?",
    ] {
        assert_eq!(detect(text, None), None, "{text}");
    }
}

#[test]
fn tags_go_both_ways() {
    for language in Language::ALL {
        assert_eq!(Language::from_tag(language.tag()), Some(language));
    }
    assert_eq!(Language::from_tag("EN_us"), Some(Language::English));
    assert_eq!(Language::from_tag("no"), Some(Language::Bokmal));
    assert_eq!(Language::from_tag("svx"), None);
}

proptest! {
    #[test]
    fn any_text_can_be_asked(text in any::<String>(), hint in prop::option::of("[a-z-]{0,8}")) {
        let first = detect(&text, hint.as_deref());
        prop_assert_eq!(detect(&text, hint.as_deref()), first);
    }
}
