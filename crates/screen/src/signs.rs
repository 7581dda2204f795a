//! Characters that are not what they look like: invisible ones, ones that turn the reading direction, digits in costume.

/// Whether `c` takes no room on screen and so can hide inside a word or a number.
///
/// Soft hyphen, zero-width and bidirectional controls, variation selectors, tags, the fillers of Hangul (Unicode:
/// Default_Ignorable_Code_Point).
pub(crate) fn is_invisible(c: char) -> bool {
    match c {
        '\0'..='\u{ac}' => false,
        _ => {
            is_bidi_control(c)
                || matches!(c, '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
                    | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
                    | '\u{feff}' | '\u{ffa0}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
        }
    }
}

/// Whether `c` steers the direction of the text around it (UAX 9): the marks, embeddings, overrides and isolates.
pub(crate) fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The digit that `c` shows: ordinary, Arabic or Persian, full-width, or of a mathematical alphabet as people use to slip past
/// filters.
pub(crate) fn digit(c: char) -> Option<u8> {
    let code = c as u32;
    match c {
        '0'..='9' => Some((code - 0x30) as u8),
        '\u{660}'..='\u{669}' => Some((code - 0x660) as u8),
        '\u{6f0}'..='\u{6f9}' => Some((code - 0x6f0) as u8),
        '\u{ff10}'..='\u{ff19}' => Some((code - 0xff10) as u8),
        '\u{1d7ce}'..='\u{1d7ff}' => Some(((code - 0x1d7ce) % 10) as u8),
        _ => None,
    }
}

/// Whether `c` is a hyphen, dash or minus, as keyboards and word processors put them.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}')
}
