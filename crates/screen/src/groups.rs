//! A text's digits as people group them: `850709-9805` is a group of six, a dash, and a group of four.
//!
//! One pass over the text; everything that looks for numbers works on the groups.

use crate::signs::{digit, is_dash, is_invisible};

/// What stands between a group and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// Something else, or nothing at all: the groups are strangers.
    Apart,
    /// One dash.
    Dash,
    /// A dash with a space before it, after it, or both.
    SpacedDash,
    /// One plus sign.
    Plus,
    /// One or two spaces.
    Space,
    /// A full stop or a comma, as within a decimal number, a date or an enumeration.
    Point,
    /// One letter of the English alphabet, given in upper case.
    Letter(char),
    /// Brackets with or without a space, as around an area code.
    Bracket,
}

/// An unbroken run of digits. Invisible characters between digits do not break it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Group {
    /// Byte where the first digit begins.
    pub(crate) start: usize,
    /// Byte after the last digit.
    pub(crate) end: usize,
    /// What stands before, back to the previous group.
    pub(crate) link: Link,
    /// Whether a plus sign touches the first digit, as in an international telephone number.
    pub(crate) after_plus: bool,
    /// Where its digits begin in [`Groups::digits`].
    first_digit: usize,
    /// How many digits.
    pub(crate) len: usize,
}

/// All groups of a text.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    groups: Vec<Group>,
    digits: Vec<u8>,
}

impl Groups {
    /// Finds the groups of a text.
    pub(crate) fn of(text: &str) -> Self {
        let mut found = Self::default();
        // The first bytes, in UTF-8, of all that `digit` knows.
        if !text.bytes().any(|byte| matches!(byte, b'0'..=b'9' | 0xd9 | 0xdb | 0xef | 0xf0)) {
            return found;
        }
        let mut between = Between::default();
        let mut open = false;
        for (place, c) in text.char_indices() {
            if let Some(value) = digit(c) {
                if !open {
                    let (mut link, after_plus) = between.take();
                    let is_first = found.groups.is_empty();
                    // What joins two dates or numbers joins nothing when there is no digit before it.
                    let after_plus = after_plus && (is_first || link != Link::Plus);
                    if is_first {
                        link = Link::Apart;
                    }
                    let first_digit = found.digits.len();
                    found.groups.push(Group { start: place, end: place, link, after_plus, first_digit, len: 0 });
                    open = true;
                }
                found.digits.push(value);
                if let Some(group) = found.groups.last_mut() {
                    group.end = place + c.len_utf8();
                    group.len += 1;
                }
            } else if !is_invisible(c) && c != KEYCAP {
                open = false;
                between.see(c);
            }
        }
        found
    }

    /// The groups in order.
    pub(crate) fn all(&self) -> &[Group] {
        &self.groups
    }

    /// The `n` groups from `first`, if there are so many.
    pub(crate) fn some(&self, first: usize, n: usize) -> Option<&[Group]> {
        self.groups.get(first..first.checked_add(n)?)
    }

    /// The digits of neighbouring groups, as values 0 to 9.
    pub(crate) fn digits(&self, groups: &[Group]) -> &[u8] {
        match groups {
            [] => &[],
            [first, .., last] => &self.digits[first.first_digit..last.first_digit + last.len],
            [only] => &self.digits[only.first_digit..only.first_digit + only.len],
        }
    }

    /// Whether the `n` groups from `first` are part of something longer, before or after.
    pub(crate) fn hang_together(&self, first: usize, n: usize) -> bool {
        self.hangs_before(first) || self.hangs_after(first + n - 1)
    }

    /// Whether other digits hang on the group by a dash, a plus sign or a decimal point before it.
    pub(crate) fn hangs_before(&self, group: usize) -> bool {
        group > 0 && self.hangs(group, group - 1)
    }

    /// Whether other digits hang on the group by a dash, a plus sign or a decimal point after it.
    pub(crate) fn hangs_after(&self, group: usize) -> bool {
        group + 1 < self.groups.len() && self.hangs(group + 1, group + 1)
    }

    /// Whether the link before `group` ties it to the previous one; `outside` is the one of the two that is not of the number.
    fn hangs(&self, group: usize, outside: usize) -> bool {
        match self.groups[group].link {
            Link::Dash | Link::Plus => true,
            // Two numbers in an enumeration may have only a comma between them; decimals and parts of dates are short.
            Link::Point => self.groups[outside].len <= 3,
            _ => false,
        }
    }
}

/// Makes a picture of a key out of the digit before it: 1️⃣.
const KEYCAP: char = '\u{20e3}';

/// What has been seen since the last digit: enough to name the link, and no more however long the text is.
#[derive(Default)]
struct Between {
    first: [char; 4],
    n_seen: usize,
    last: Option<char>,
}

impl Between {
    fn see(&mut self, c: char) {
        if let Some(place) = self.first.get_mut(self.n_seen) {
            *place = c;
        }
        self.n_seen += 1;
        self.last = Some(c);
    }

    fn take(&mut self) -> (Link, bool) {
        let seen = std::mem::take(self);
        let after_plus = matches!(seen.last, Some('+' | '\u{ff0b}'));
        let link = match seen.first.get(..seen.n_seen) {
            Some([one]) if is_dash(*one) => Link::Dash,
            Some(['+' | '\u{ff0b}']) => Link::Plus,
            Some(['.' | ',']) => Link::Point,
            Some([one]) if one.is_ascii_alphabetic() => Link::Letter(one.to_ascii_uppercase()),
            Some([one]) if is_space(*one) => Link::Space,
            Some([one, two]) if is_space(*one) && is_space(*two) => Link::Space,
            Some([one, two]) if is_dash(*one) && is_space(*two) || is_space(*one) && is_dash(*two) => Link::SpacedDash,
            Some([one, two, three]) if is_space(*one) && is_dash(*two) && is_space(*three) => Link::SpacedDash,
            Some(few @ [_, ..]) if few.iter().all(|c| matches!(c, '(' | ')') || is_space(*c) || is_dash(*c)) => Link::Bracket,
            _ => Link::Apart,
        };
        (link, after_plus)
    }
}

/// Spaces within a line; a number does not go on in the next line.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, Link)]) {
        let groups = Groups::of(text);
        let found: Vec<_> = groups.all().iter().map(|group| (&text[group.start..group.end], group.link)).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn digits_stand_in_groups() {
        check("no digits, but a wave 🌊 and ä", &[]);
        check("850709-9805.", &[("850709", Link::Apart), ("9805", Link::Dash)]);
        check("8\u{200b}5\u{ad}0709 – 9805", &[("8\u{200b}5\u{ad}0709", Link::Apart), ("9805", Link::SpacedDash)]);
        check("850709+9805", &[("850709", Link::Apart), ("9805", Link::Plus)]);
        check("12,5 och 3\u{a0}000", &[("12", Link::Apart), ("5", Link::Point), ("3", Link::Apart), ("000", Link::Space)]);
        check("131052a308T", &[("131052", Link::Apart), ("308", Link::Letter('A'))]);
        check(
            "1 - - 2 \n3 (0)4 ----- 5",
            &[
                ("1", Link::Apart),
                ("2", Link::Apart),
                ("3", Link::Apart),
                ("0", Link::Bracket),
                ("4", Link::Bracket),
                ("5", Link::Apart),
            ],
        );
        check("８５𝟎𝟗", &[("８５𝟎𝟗", Link::Apart)]);
        check("رقم ٨٥۰۹", &[("٨٥۰۹", Link::Apart)]);
        check("8️⃣5️⃣", &[("8️⃣5", Link::Apart)]);
    }

    #[test]
    fn a_plus_sign_marks_a_telephone_number() {
        let groups = Groups::of("ring +46 70 eller 850709+9805 (+47)1");
        let marked: Vec<bool> = groups.all().iter().map(|group| group.after_plus).collect();
        assert_eq!(marked, [true, false, false, false, true, false]);
        assert_eq!(groups.digits(&groups.all()[2..4]), [8, 5, 0, 7, 0, 9, 9, 8, 0, 5]);
    }

    #[test]
    fn longer_things_hang_together() {
        for (text, first, n, expected) in [
            ("850709-9805", 0, 2, false),
            ("1-850709-9805", 1, 2, true),
            ("850709-9805-1", 0, 2, true),
            ("850709-9805,50", 0, 2, true),
            ("850709-9805,900101-9802", 0, 2, false),
            ("850709-9805 1", 0, 2, false),
            ("+8507099805", 0, 1, false),
        ] {
            assert_eq!(Groups::of(text).hang_together(first, n), expected, "{text}");
        }
    }
}
