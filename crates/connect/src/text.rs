//! Text out of the networks: plain, as a reader sees it, whatever was sent.
mod address;
mod html;
mod markup;
mod tokens;

pub(crate) use address::{addresses, counted_length, mentions_any, without_mentions};
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

/// `text` with an address on a line of its own below it, unless it stands in it already.
pub(crate) fn with_address(mut text: String, address: Option<&str>) -> String {
    if let Some(address) = address.filter(|address| !text.contains(*address)) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(address);
    }
    text
}

/// `text` with what can be chosen in its poll below it, a line each.
pub(crate) fn with_options<'a>(mut text: String, options: impl Iterator<Item = &'a str>) -> String {
    for option in options {
        text.push_str("\n○ ");
        text.push_str(&storable(option));
    }
    text
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
