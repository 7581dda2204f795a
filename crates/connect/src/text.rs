//! Text out of the networks: plain, as a reader sees it, whatever was sent.
mod address;
mod html;
mod markup;
mod tokens;

pub(crate) use address::{counted_length, mentions_any, without_mentions};
pub(crate) use html::{pictures, plain, plain_at};
pub(crate) use markup::{escaped, paragraphs};

/// `text` as both databases can keep it and a terminal can show it: NUL becomes `�`, other control characters but line break and tab go.
pub(crate) fn storable(text: &str) -> String {
    let kept = text.chars().filter(|character| !character.is_control() || matches!(character, '\n' | '\t' | '\0'));
    kept.map(|character| if character == '\0' { '\u{fffd}' } else { character }).collect()
}

/// The first 24 hexadecimal digits of the SHA-256: tells one content from another, and is short enough for lists and names.
pub(crate) fn fingerprint(bytes: &[u8]) -> String {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, bytes);
    digest.as_ref()[..12].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Two texts are the same message when their letters and digits are: servers change spaces, quotes, dashes and marks.
pub(crate) fn same_words(left: &str, right: &str) -> bool {
    let bare = |text: &str| {
        text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let (left_bare, right_bare) = (bare(left), bare(right));
    match left_bare.is_empty() && right_bare.is_empty() {
        // Nothing but signs and pictures: then those count.
        true => left.split_whitespace().eq(right.split_whitespace()),
        false => left_bare == right_bare,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_do_not_come_through() {
        assert_eq!(storable("a\0b\u{1b}[31m\tc\r\n\u{85}å\u{202e}"), "a\u{fffd}b[31m\tc\nå\u{202e}");
    }

    #[test]
    fn the_same_words_are_known_again() {
        assert!(same_words("Badet är öppet – kl. 7", "badet är öppet -- kl 7\n"));
        assert!(!same_words("Badet är öppet", "Badet är stängt"));
        assert!(same_words("👍 👍", "👍  👍"));
        assert!(!same_words("👍", "👎"));
        assert!(!same_words("👍", ""));
    }
}
