//! How long a text is to X: signs of most alphabets weigh one, all others two, an emoji two however it is put together, a web address 23
//! (docs: counting characters, configuration v3). Where this reading and X's could differ, ours counts more.
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::text::addresses;

/// What a web address counts.
pub(super) const ADDRESS: usize = 23;

/// The weighted length.
pub(super) fn weight(text: &str) -> usize {
    let text: String = text.nfc().collect();
    let (mut weight, mut from) = (0, 0);
    for place in addresses(&text) {
        weight += words(&text[from..place.start]) + ADDRESS;
        from = place.end;
    }
    weight + words(&text[from..])
}

/// Text without addresses that have a scheme. `kommun.example` without one becomes an address at X too.
fn words(text: &str) -> usize {
    let mut weight = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let own: usize = word.graphemes(true).map(sign).sum();
        weight += if is_bare_address(word) { own.max(ADDRESS + 1) } else { own };
    }
    weight
}

/// A name with a dot and an ending of letters, such as X makes a link of.
fn is_bare_address(word: &str) -> bool {
    let word = word.trim_matches(|sign: char| !sign.is_alphanumeric());
    let host = word.split('/').next().unwrap_or_default();
    let Some((name, ending)) = host.rsplit_once('.') else { return false };
    let plain = |part: &str| !part.is_empty() && part.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-');
    ending.len() >= 2
        && ending.chars().all(|sign| sign.is_ascii_alphabetic())
        && name.split('.').all(plain)
        && !host.contains('@')
}

fn sign(cluster: &str) -> usize {
    if is_emoji(cluster) {
        return 2;
    }
    cluster.chars().map(|sign| if is_light(sign) { 1 } else { 2 }).sum()
}

/// Configuration v3: ranges of weight 100 where all else weighs 200.
fn is_light(sign: char) -> bool {
    matches!(u32::from(sign), 0..=4351 | 8192..=8205 | 8208..=8223 | 8242..=8247)
}

fn is_emoji(cluster: &str) -> bool {
    let joined = cluster.contains(['\u{fe0f}', '\u{200d}', '\u{20e3}']);
    let begins = cluster.chars().next().map_or(0, u32::from);
    (0x1f000..=0x1faff).contains(&begins) || joined && !(0x80..0x2190).contains(&begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Facts from twitter-text's conformance tests (validate.yml: WeightedTweetsCounterTest, UnicodeDirectionalMarkerCounterTest and others).
    #[test]
    fn signs_weigh_what_they_weigh_at_x() {
        for (text, weighs) in [
            ("", 0),
            ("Åse är på ön", 12),
            ("å", 1),
            ("a\u{30a}", 1),
            ("故", 2),
            ("故人西辞", 8),
            ("👩‍👩‍👧‍👦", 2),
            ("😷😷", 4),
            ("🇸🇪", 2),
            ("👍🏽", 2),
            ("❤️", 2),
            ("1️⃣", 2),
            ("“citat” – tankstreck…", 22),
            ("https://exempelby.example/en/mycket/lang/adress", 23),
            ("Se https://exempelby.example nu", 29),
        ] {
            assert_eq!(weight(text), weighs, "{text}");
        }
        assert!(weight("Läs mer på exempelby.example") >= 11 + ADDRESS);
        assert_eq!(weight("kl. 14.30 i dag"), 15);
        assert_eq!(weight(&"a".repeat(280)), 280);
    }
}
