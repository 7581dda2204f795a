//! Making a text safe to look at. The stored text stays as it was written; only what is shown is changed, and visibly.
//!
//! A writer can hide things from an officer: controls that turn the reading direction (U+202A–202E, U+2066–2069) make a text
//! read otherwise than it is stored, zero-width characters hide inside words, control characters move the cursor. Isolating the
//! text (`<bdi>`) keeps its direction from reaching the page around it, but not from deceiving within it. So every such
//! character is shown as a small mark, `⟦RLO⟧` or `⟦U+0007⟧`. Where it belongs to ordinary writing it stays: the joiners within
//! emoji, Persian and the scripts of India, and the two plain direction marks of Hebrew and Arabic (U+200E, U+200F, U+061C),
//! which cannot override anything. A page should still put the shown text into `<bdi>` or `dir="auto"`.

use std::fmt::Write as _;

use crate::signs::{is_bidi_control, is_invisible};

/// The text as a person may see it: hidden and direction-turning characters as visible marks, the rest unchanged.
///
/// Line feeds and tabs stay; a carriage return before a line feed goes. The result is still plain text, to be escaped for HTML.
pub fn show_safely(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut before = None;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match look(c, before, characters.peek().copied()) {
            Look::Same => shown.push(c),
            Look::Gone => {}
            Look::Mark => push_mark(&mut shown, c),
        }
        before = Some(c);
    }
    shown
}

/// A beginning of `text` in one line of at most `n_chars` characters, for lists: whitespace folded, hidden and
/// direction-turning characters left out, cut at a word, with `…` in the place of the rest.
pub fn first_words(text: &str, n_chars: usize) -> String {
    let mut line = String::new();
    let (mut len, mut last_gap) = (0, None);
    let mut gap_is_due = false;
    let mut before = None;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let kept = look(c, before, characters.peek().copied()) == Look::Same;
        before = Some(c);
        if c.is_whitespace() {
            gap_is_due = !line.is_empty();
            continue;
        }
        if !kept {
            continue;
        }
        if len + 1 + usize::from(gap_is_due) > n_chars {
            return cut(line, len, last_gap, n_chars, gap_is_due);
        }
        if gap_is_due {
            last_gap = Some(line.len());
            line.push(' ');
            len += 1;
            gap_is_due = false;
        }
        line.push(c);
        len += 1;
    }
    line
}

/// The line with `…` at the end, within `n_chars`: after its last whole word, or within a first word that is too long.
fn cut(mut line: String, len: usize, last_gap: Option<usize>, n_chars: usize, ends_with_word: bool) -> String {
    if n_chars == 0 {
        return String::new();
    }
    if len + 1 > n_chars || !ends_with_word {
        match last_gap {
            Some(gap) => line.truncate(gap),
            None => {
                line.pop();
            }
        }
    }
    line.push('…');
    line
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Same,
    Mark,
    Gone,
}

fn look(c: char, before: Option<char>, after: Option<char>) -> Look {
    match c {
        ' '..='~' | '\n' | '\t' => Look::Same,
        '\r' if after == Some('\n') => Look::Gone,
        '\u{200e}' | '\u{200f}' | '\u{61c}' => Look::Same,
        '\u{200c}' | '\u{200d}' if before.is_some_and(is_joined) => Look::Same,
        '\u{fe00}'..='\u{fe0f}' if before.is_some_and(takes_variation) => Look::Same,
        // Flags of England, Scotland and Wales are a black flag and tags.
        '\u{e0020}'..='\u{e007f}' if before.is_some_and(|c| matches!(c, '\u{1f3f4}' | '\u{e0020}'..='\u{e007e}')) => Look::Same,
        // A place where a long word may be broken; shown only there, so it hides nothing.
        '\u{ad}' => Look::Gone,
        _ if c.is_control() || is_invisible(c) || matches!(c, '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}') => Look::Mark,
        _ => Look::Same,
    }
}

/// Whether a joiner or non-joiner may follow: emoji, and the scripts that write with them.
fn is_joined(c: char) -> bool {
    takes_variation(c)
        || matches!(c, '\u{fe0f}' | '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{1800}'..='\u{18af}' | '\u{1f3fb}'..='\u{1f3ff}')
}

/// Whether `c` has another look that a variation selector chooses: signs, pictures, digits in keycaps, Chinese characters.
fn takes_variation(c: char) -> bool {
    matches!(c, '0'..='9' | '#' | '*' | '\u{a9}' | '\u{ae}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{2100}'..='\u{2bff}' | '\u{3030}'..='\u{303d}' | '\u{3290}'..='\u{9fff}' | '\u{1f000}'..='\u{1faff}')
}

fn push_mark(shown: &mut String, c: char) {
    let name = match c {
        '\u{202a}' => "LRE",
        '\u{202b}' => "RLE",
        '\u{202c}' => "PDF",
        '\u{202d}' => "LRO",
        '\u{202e}' => "RLO",
        '\u{2066}' => "LRI",
        '\u{2067}' => "RLI",
        '\u{2068}' => "FSI",
        '\u{2069}' => "PDI",
        '\u{200b}' => "ZWSP",
        '\u{200c}' => "ZWNJ",
        '\u{200d}' => "ZWJ",
        '\u{2060}' => "WJ",
        '\u{feff}' => "BOM",
        _ => "",
    };
    debug_assert!(!is_bidi_control(c) || !name.is_empty());
    if name.is_empty() {
        // Writing to a String cannot fail.
        let _ = write!(shown, "⟦U+{:04X}⟧", u32::from(c));
    } else {
        shown.extend(["⟦", name, "⟧"]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_deceives_is_shown() {
        for (text, expected) in [
            ("hej\u{202e}moc.live\u{202c}", "hej⟦RLO⟧moc.live⟦PDF⟧"),
            ("b\u{200b}a\u{200d}d\u{7}", "b⟦ZWSP⟧a⟦ZWJ⟧d⟦U+0007⟧"),
            ("\u{feff}rad 1\r\nrad 2\tok\r", "⟦BOM⟧rad 1\nrad 2\tok⟦U+000D⟧"),
            ("\u{2066}x\u{2069}\u{2028}\u{e0041}", "⟦LRI⟧x⟦PDI⟧⟦U+2028⟧⟦U+E0041⟧"),
            ("sim\u{ad}hallen \0", "simhallen ⟦U+0000⟧"),
        ] {
            assert_eq!(show_safely(text), expected);
        }
    }

    #[test]
    fn ordinary_writing_stays() {
        for text in
            ["Åsa & Öyvind <3 – «ja», 100 % ½ é e\u{301}", "👨‍👩‍👧‍👦 ❤️ 1️⃣ 🏴󠁧󠁢󠁳󠁣󠁴󠁿 👍🏽 👩🏽‍🚒", "می‌خواهم \u{200f}שלום\u{200e} क्‍ष", "你好，世界"]
        {
            assert_eq!(show_safely(text), text);
        }
    }

    #[test]
    fn a_line_for_lists() {
        for (text, n_chars, expected) in [
            ("  När öppnar\n\n simhallen? ", 80, "När öppnar simhallen?"),
            ("När öppnar simhallen?", 21, "När öppnar simhallen?"),
            ("När öppnar simhallen?", 20, "När öppnar…"),
            ("När öppnar simhallen?", 11, "När öppnar…"),
            ("När öppnar simhallen?", 10, "När…"),
            ("Simhallsöppettider", 6, "Simha…"),
            ("a\u{202e}b\u{200b}c\u{7}d", 80, "abcd"),
            ("👨‍👩‍👧 hej", 80, "👨‍👩‍👧 hej"),
            ("hej", 0, ""),
            ("hej du", 1, "…"),
            ("", 5, ""),
            (" \n\u{200b} ", 5, ""),
        ] {
            assert_eq!(first_words(text, n_chars), expected, "{text:?} {n_chars}");
        }
    }

    proptest! {
        #[test]
        fn nothing_hidden_is_left(text in any::<String>(), bad in "[a ❤\u{fe0f}\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}\r\n\t\0]{0,30}", n_chars in 0_usize..40) {
            for text in [text, bad] {
                let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{feff}');
                let shown = show_safely(&text);
                prop_assert!(!shown.chars().any(|c| turns(c) || c.is_control() && !matches!(c, '\n' | '\t')));
                prop_assert_eq!(show_safely(&shown), shown.clone());
                let line = first_words(&text, n_chars);
                prop_assert!(line.chars().count() <= n_chars);
                prop_assert!(!line.chars().any(|c| turns(c) || c.is_control()));
                prop_assert_eq!(line.trim(), &line);
                prop_assert!(!line.contains("  "));
            }
        }
    }
}
