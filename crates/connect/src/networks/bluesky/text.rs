//! Others' text as a reader sees it: shortened links in full, so that nobody is sent elsewhere than it says.
use std::ops::Range;

use serde_json::Value;

/// The text with the targets of its links. Facets that point outside the text, into a character or over each other are left out, as
/// the lexicon asks of readers.
pub(super) fn with_full_links(text: &str, facets: &Value) -> String {
    let mut links: Vec<(Range<usize>, &str)> =
        facets.as_array().into_iter().flatten().filter_map(|facet| link(text, facet)).collect();
    links.sort_by_key(|(range, _)| range.start);
    let mut whole = String::with_capacity(text.len());
    let mut done = 0;
    for (range, uri) in links {
        if range.start < done {
            continue;
        }
        whole.push_str(&text[done..range.start]);
        whole.push_str(&full(&text[range.clone()], uri));
        done = range.end;
    }
    whole + &text[done..]
}

/// True when the text mentions this account.
pub(super) fn mentions(facets: &Value, did: &str) -> bool {
    let features = facets.as_array().into_iter().flatten().filter_map(|facet| facet["features"].as_array()).flatten();
    features.into_iter().any(|feature| feature["did"] == did)
}

fn link<'a>(text: &str, facet: &'a Value) -> Option<(Range<usize>, &'a str)> {
    let uri = facet["features"].as_array()?.iter().find_map(|feature| feature["uri"].as_str())?;
    let place = |name: &str| usize::try_from(facet["index"][name].as_u64()?).ok();
    let range = place("byteStart")?..place("byteEnd")?;
    (range.start < range.end && text.get(range.clone()).is_some()).then_some((range, uri))
}

/// `example.com/long…` becomes the address; words become `words (address)`.
fn full(shown: &str, uri: &str) -> String {
    let start = shown.trim_end_matches(['.', '…']);
    let bare = uri.strip_prefix("https://").or_else(|| uri.strip_prefix("http://")).unwrap_or(uri);
    let shortened =
        !start.is_empty() && [uri, bare, bare.strip_prefix("www.").unwrap_or(bare)].iter().any(|whole| whole.starts_with(start));
    if shortened { uri.to_owned() } else { format!("{shown} ({uri})") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn link_facet(range: Range<usize>, uri: &str) -> Value {
        json!({ "index": { "byteStart": range.start, "byteEnd": range.end },
            "features": [{ "$type": "app.bsky.richtext.facet#link", "uri": uri }] })
    }

    #[test]
    fn shortened_links_are_written_out() {
        let text = "Läs på exempelby.example/simh... nu";
        let facets = json!([link_facet(9..34, "https://exempelby.example/simhall/taxor")]);
        assert_eq!(with_full_links(text, &facets), "Läs på https://exempelby.example/simhall/taxor nu");
        let whole = json!([link_facet(0..17, "https://a.example")]);
        assert_eq!(with_full_links("https://a.example", &whole), "https://a.example");
    }

    #[test]
    fn words_that_hide_an_address_show_it() {
        let facets = json!([link_facet(5..14, "https://elak.example/")]);
        assert_eq!(with_full_links("Läs banken.se", &facets), "Läs banken.se (https://elak.example/)");
        let facets = json!([link_facet(0..14, "https://exempel.example.elak.example/")]);
        assert_eq!(with_full_links("exempel.exa…", &facets), "https://exempel.example.elak.example/");
    }

    #[test]
    fn impossible_facets_are_left_out() {
        let inside_a_letter = json!([link_facet(1..3, "https://a.example")]);
        assert_eq!(with_full_links("åäö", &inside_a_letter), "åäö");
        let odd = json!([link_facet(0..99, "x"), link_facet(2..2, "x"), { "index": { "byteStart": -1, "byteEnd": 2 } }, null, 7,
            { "features": "x" }, link_facet(0..4, "https://a.example"), link_facet(2..6, "https://b.example")]);
        assert_eq!(with_full_links("abcdef", &odd), "abcd (https://a.example)ef");
        assert_eq!(with_full_links("abc", &Value::Null), "abc");
    }

    #[test]
    fn a_mention_is_told_by_its_account() {
        let facets = json!([{ "features": [{ "$type": "app.bsky.richtext.facet#mention", "did": "did:plc:a" }] }]);
        assert!(mentions(&facets, "did:plc:a") && !mentions(&facets, "did:plc:b") && !mentions(&json!({}), "did:plc:a"));
    }

    proptest! {
        #[test]
        fn no_facet_breaks_a_text(text in "\\PC{0,40}", places in proptest::collection::vec((0usize..90, 0usize..90), 0..8)) {
            let facets: Vec<_> = places.iter().map(|(start, end)| link_facet(*start..*end, "https://a.example")).collect();
            let shown = with_full_links(&text, &Value::Array(facets));
            prop_assert!(shown.len() >= text.len() || shown.contains("https://a.example"));
        }
    }
}
