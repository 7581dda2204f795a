//! Links, mentions and hashtags in our own text. Bluesky finds none by itself: each is told by its place in UTF-8 bytes.
use std::ops::Range;

use serde_json::{Value, json};
use unicode_segmentation::UnicodeSegmentation;
use url::Url;

/// Longest hashtag, in graphemes (lexicon `app.bsky.richtext.facet#tag`) …
const TAG_GRAPHEMES: usize = 64;
/// … and in bytes.
const TAG_BYTES: usize = 640;

/// A part of the text that is more than text. Ranges are bytes on character boundaries, in order, and never overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// What it is.
    pub(super) meaning: Meaning,
}

/// What a span is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A whole web address.
    Link(String),
    /// A handle in lower case, without `@`; only a DID makes it a mention.
    Mention(String),
    /// A hashtag without `#`.
    Tag(String),
}

/// Finds the spans. At most one per word: what stands between spaces.
pub(super) fn spans(text: &str) -> Vec<Span> {
    words(text).filter_map(|(start, word)| span(start, word)).collect()
}

/// A span as the record holds it. `did` is the resolved account of a mention; without one the mention stays plain text.
pub(super) fn facet(span: &Span, did: Option<&str>) -> Option<Value> {
    let feature = match &span.meaning {
        Meaning::Link(uri) => json!({ "$type": "app.bsky.richtext.facet#link", "uri": uri }),
        Meaning::Mention(_) => json!({ "$type": "app.bsky.richtext.facet#mention", "did": did? }),
        Meaning::Tag(tag) => json!({ "$type": "app.bsky.richtext.facet#tag", "tag": tag }),
    };
    Some(json!({ "index": { "byteStart": span.range.start, "byteEnd": span.range.end }, "features": [feature] }))
}

/// Words with their places, without the brackets and quotes they are wrapped in at the front.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let parts = |character: char| character.is_whitespace() || matches!(character, '\u{200b}' | '\u{2060}' | '\u{feff}');
    let mut start = 0;
    text.split_inclusive(parts).map(move |piece| {
        let from = start;
        start += piece.len();
        let word = piece.trim_end_matches(parts);
        let bare = word.trim_start_matches(|character| matches!(character, '(' | '[' | '{' | '<') || is_quote(character));
        (from + word.len() - bare.len(), bare)
    })
}

fn span(start: usize, word: &str) -> Option<Span> {
    let (length, meaning) = if let Some(rest) = word.strip_prefix('@') {
        let handle = handle(rest)?;
        (1 + handle.len(), Meaning::Mention(handle.to_ascii_lowercase()))
    } else if let Some(rest) = word.strip_prefix(['#', '＃']) {
        let tag = tag(rest)?;
        (word.len() - rest.len() + tag.len(), Meaning::Tag(tag.to_owned()))
    } else {
        let (shown, uri) = link(word)?;
        (shown.len(), Meaning::Link(uri))
    };
    Some(Span { range: start..start + length, meaning })
}

/// An address with its scheme, or one that begins with `www.`. Other names are left alone: `punkt.slut` is no address.
fn link(word: &str) -> Option<(&str, String)> {
    let begins = |prefix: &str| word.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    let scheme = match () {
        () if begins("https://") || begins("http://") => "",
        () if begins("www.") => "https://",
        () => return None,
    };
    let shown = without_sentence_end(word);
    let uri = format!("{scheme}{shown}");
    let host = Url::parse(&uri).ok()?.host_str()?.to_owned();
    let whole = scheme.is_empty() || host.matches('.').count() >= 2;
    (whole && !host.is_empty()).then_some((shown, uri))
}

/// Cuts off what belongs to the sentence: full stops and the like, quotes, brackets that the address did not open.
fn without_sentence_end(mut word: &str) -> &str {
    loop {
        let Some(last) = word.chars().next_back() else { return word };
        let sentence = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '…' | '>' => true,
            ')' => word.matches('(').count() < word.matches(')').count(),
            ']' => word.matches('[').count() < word.matches(']').count(),
            '}' => word.matches('{').count() < word.matches('}').count(),
            other => is_quote(other),
        };
        if !sentence {
            return word;
        }
        word = &word[..word.len() - last.len_utf8()];
    }
}

/// A handle is a domain name (atproto.com/specs/handle). `@name@server` is an address of other networks.
fn handle(rest: &str) -> Option<&str> {
    let end =
        rest.find(|character: char| !character.is_ascii_alphanumeric() && !matches!(character, '.' | '-')).unwrap_or(rest.len());
    let handle = rest[..end].trim_end_matches(['.', '-']);
    let label = |part: &str| (1..=63).contains(&part.len()) && !part.starts_with('-') && !part.ends_with('-');
    let last = handle.rsplit('.').next()?;
    let well_formed = handle.contains('.') && handle.len() <= 253 && handle.split('.').all(label);
    (well_formed && last.starts_with(|first: char| first.is_ascii_alphabetic()) && !rest[end..].starts_with('@'))
        .then_some(handle)
}

/// Letters, digits and signs up to the next punctuation; not a number alone, and not the keycap `#️⃣`.
fn tag(rest: &str) -> Option<&str> {
    let ends = |character: char| {
        character.is_ascii_punctuation() && !matches!(character, '_' | '-')
            || is_quote(character)
            || matches!(character, '…' | '–' | '—' | '＃' | '。' | '、' | '，' | '\u{200c}' | '\u{ad}')
    };
    let tag = rest[..rest.find(ends).unwrap_or(rest.len())].trim_end_matches('-');
    let says_something = tag.chars().any(|character| !character.is_ascii_digit() && !matches!(character, '_' | '-'));
    let fits = tag.len() <= TAG_BYTES && tag.graphemes(true).count() <= TAG_GRAPHEMES;
    (says_something && fits && !tag.starts_with(['\u{fe0f}', '\u{20e3}'])).then_some(tag)
}

fn is_quote(character: char) -> bool {
    matches!(character, '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»' | '‹' | '›')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = spans(text)
            .into_iter()
            .map(|Span { range, meaning }| match meaning {
                Meaning::Link(uri) if uri == text[range.clone()] => uri,
                Meaning::Link(uri) => format!("{} -> {uri}", &text[range]),
                Meaning::Mention(handle) => format!("{} = {handle}", &text[range]),
                Meaning::Tag(tag) => format!("{} : {tag}", &text[range]),
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn links_end_where_the_sentence_does() {
        check("Badet öppnar 6 juni – läs på https://exempelby.example/bad.", &["https://exempelby.example/bad"]);
        check(
            "(https://a.example/wiki/Å_(sjö)) och https://a.example/b?c=d&e,f!",
            &["https://a.example/wiki/Å_(sjö)", "https://a.example/b?c=d&e,f"],
        );
        check("«https://a.example/» “http://b.example”…", &["https://a.example/", "http://b.example"]);
        check("www.exempelby.example, www.inget", &["www.exempelby.example -> https://www.exempelby.example"]);
        check("HTTPS://A.example/X", &["HTTPS://A.example/X"]);
        check("https:// http://? ftp://a.example ahttps://a.example punkt.slut", &[]);
    }

    #[test]
    fn mentions_are_domain_names() {
        check("Hej @Åse och @ase.exempelby.example!", &["@ase.exempelby.example = ase.exempelby.example"]);
        check("(@Bibliotek.Example) @a-b.example.", &["@Bibliotek.Example = bibliotek.example", "@a-b.example = a-b.example"]);
        check("@ase@social.example @a.b@c.example mejl@a.example @-a.example @a..example @1.2", &[]);
    }

    #[test]
    fn hashtags_hold_letters_of_all_languages() {
        check(
            "#sommar #blåbärsöl #日本語 ＃はい",
            &["#sommar : sommar", "#blåbärsöl : blåbärsöl", "#日本語 : 日本語", "＃はい : はい"],
        );
        check(
            "#bad, #sim-skola. (#is) #a_b #2026års",
            &["#bad : bad", "#sim-skola : sim-skola", "#is : is", "#a_b : a_b", "#2026års : 2026års"],
        );
        check("#1 #2026 #️⃣ # #! a#b #-", &[]);
        check(&format!("#{} #{}", "å".repeat(64), "å".repeat(65)), &[&format!("#{0} : {0}", "å".repeat(64))]);
    }

    #[test]
    fn places_are_bytes_after_any_letters() {
        let text = "Åsa 👨‍👩‍👧‍👦 såg #älgen på https://älg.example/ö";
        check(text, &["#älgen : älgen", "https://älg.example/ö"]);
        let facets: Vec<_> = spans(text).iter().filter_map(|span| facet(span, None)).collect();
        assert_eq!(facets[0]["index"], json!({ "byteStart": 36, "byteEnd": 43 }));
        assert_eq!(facets[1]["features"][0]["uri"], "https://älg.example/ö");
    }

    #[test]
    fn a_mention_without_an_account_is_plain_text() {
        let found = spans("@ase.example");
        assert_eq!(facet(&found[0], None), None);
        assert_eq!(facet(&found[0], Some("did:plc:a")).unwrap()["features"][0]["did"], "did:plc:a");
    }

    fn any_text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "\\PC{0,8}",
            "[@#＃(«]{1,3}[a-zåäö0-9.-]{0,12}",
            Just("https://".to_owned()),
            Just("www.".to_owned()),
            Just("👨‍👩‍👧‍👦".to_owned()),
            Just("é️⃣".to_owned()),
            "[ \n\u{200b}\u{a0}]",
            "[a-zåäö]{1,6}\\.example[/)\\].]{0,3}",
        ];
        proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn spans_lie_on_characters_in_order_and_apart(text in any_text()) {
            let mut last = 0;
            for Span { range, meaning } in spans(&text) {
                prop_assert!(range.start >= last && range.start < range.end && range.end <= text.len());
                prop_assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end));
                let shown = &text[range.clone()];
                match meaning {
                    Meaning::Link(uri) => prop_assert!(uri.ends_with(shown) && Url::parse(&uri).is_ok()),
                    Meaning::Mention(handle) => prop_assert!(shown[1..].eq_ignore_ascii_case(&handle) && handle.is_ascii()),
                    Meaning::Tag(tag) => prop_assert!(shown.ends_with(&tag) && tag.graphemes(true).count() <= TAG_GRAPHEMES),
                }
                last = range.end;
            }
        }
    }
}
