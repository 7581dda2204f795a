//! What a town's people write, and what their officers look for.

use proptest::prelude::*;

use super::*;

fn any_of(words: &[&str]) -> QueryPart {
    QueryPart::AnyOf(words.iter().map(|&word| word.to_owned()).collect())
}

/// As a database answers: is every condition met?
fn finds(question: &str, text: &str, language: Option<Language>) -> bool {
    let tokens = index(text, language);
    query(question).iter().all(|part| match part {
        QueryPart::AnyOf(words) => words.iter().any(|word| tokens.contains(word)),
        QueryPart::StartsWith(beginning) => tokens.iter().any(|token| token.starts_with(beginning)),
    })
}

#[test]
fn a_text_is_indexed_as_words_and_stems_in_order() {
    let tokens = index("Simhallen stängd! Öppnar simhallen igen #Exempelby?", Some(Language::Swedish));
    assert_eq!(tokens, ["simhallen", "simhall", "stängd", "stäng", "öppnar", "öppn", "igen", "exempelby"]);
    assert_eq!(index("…!? 🌊", None), Vec::<String>::new());
    assert_eq!(index("070-174 06 05", None), ["070", "174", "06", "05"]);
}

#[test]
fn another_form_of_the_word_is_found() {
    for (question, text, language) in [
        ("simhallar", "När öppnar simhallen?", Some(Language::Swedish)),
        ("skolor", "vår SKOLA läcker", Some(Language::Swedish)),
        ("barnehager", "barnehagene er stengt", Some(Language::Bokmal)),
        ("skuleveg", "skulevegane er mørke", Some(Language::Nynorsk)),
        ("legebesøg", "et legebesøget", Some(Language::Danish)),
        ("kirjasto", "kirjastossa on hiljaista", Some(Language::Finnish)),
        ("roads", "the road is flooded", Some(Language::English)),
        ("simhallar", "När öppnar simhallen?", None),
        ("skol*", "skolbussen kom inte", None),
        ("buss* ", "bussen", None),
    ] {
        assert!(finds(question, text, language), "{question} in {text}");
    }
    assert!(!finds("simhall bibliotek", "simhallen är stängd", Some(Language::Swedish)));
    assert!(!finds("hår", "har du tid", Some(Language::Swedish)));
}

#[test]
fn how_a_word_was_typed_makes_no_difference() {
    for typed in ["åäö", "a\u{30a}a\u{308}o\u{308}", "ÅÄÖ", "å\u{ad}ä\u{200b}ö", "\u{feff}åäö"] {
        assert_eq!(index(typed, None)[0], "åäö", "{typed:?}");
        assert!(finds(typed, "åäö", None));
    }
    assert!(finds("世界", "你好世界", None));
}

#[test]
fn a_question_becomes_conditions() {
    assert_eq!(query("skolbuss"), [any_of(&["skolbuss", "skolbus"])]);
    assert_eq!(query("bad, BAD bad"), [any_of(&["bad"])]);
    assert_eq!(query("två vatten*"), [any_of(&["två"]), QueryPart::StartsWith("vatten".into())]);
    assert_eq!(query("bad *"), [any_of(&["bad"])]);
    assert_eq!(query("*"), []);
    assert_eq!(query(" \"' OR 1=1 -- ").len(), 2);
    assert_eq!(query(&"ord1 ".repeat(10)).len(), 1);
    assert_eq!(query(&(0..100).map(|n| format!("ord{n} ")).collect::<String>()).len(), MOST_WORDS);
}

#[test]
fn a_stem_that_later_comes_as_a_word_gets_its_own_stems() {
    let both_ways = |first: &str, second: &str| {
        let mut tokens = index(&format!("{first} {second}"), Some(Language::English));
        tokens.sort();
        tokens
    };
    assert_eq!(both_ways("generalizations", "generalize"), both_ways("generalize", "generalizations"));
}

proptest! {
    #[test]
    fn tokens_are_short_plain_and_once(text in any::<String>(), extra in "[a-zåäöæøİß\u{308}\u{30a}\u{200d}#@ .0-9*]{0,200}") {
        for text in [text, extra] {
            for language in [None, Some(Language::Swedish), Some(Language::Danish), Some(Language::Finnish), Some(Language::English), Some(Language::Bokmal)] {
                let tokens = index(&text, language);
                let mut once = tokens.clone();
                once.sort();
                once.dedup();
                prop_assert_eq!(once.len(), tokens.len());
                for token in &tokens {
                    prop_assert!(!token.is_empty() && token.chars().all(char::is_alphanumeric), "{:?}", token);
                    prop_assert!(token.chars().count() <= words::LONGEST_WORD);
                }
            }
        }
    }

    #[test]
    fn every_word_of_a_text_finds_it(text in "[a-zA-ZåäöÅÄÖæøé0-9 .,!-]{1,120}", language in 0_usize..7) {
        let languages = [None, Some(Language::Swedish), Some(Language::Bokmal), Some(Language::Nynorsk), Some(Language::Danish), Some(Language::Finnish), Some(Language::English)];
        for word in text.split_whitespace() {
            prop_assert!(finds(word, &text, languages[language]), "{}", word);
            prop_assert!(finds(&format!("{word}*"), &text, languages[language]), "{}*", word);
        }
    }
}
