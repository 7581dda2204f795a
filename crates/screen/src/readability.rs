//! How hard a text is to read: LIX, läsbarhetsindex (C.-H. Björnsson, Läsbarhet, 1968): words per sentence plus the share of words with
//! more than six letters.

/// A text measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readability {
    /// Words.
    pub words: usize,
    /// Sentences; a heading or a list item counts as one.
    pub sentences: usize,
    /// Words with more than six letters.
    pub long_words: usize,
}

impl Readability {
    /// Measures a text.
    pub fn of(text: &str) -> Self {
        let mut measured = Self { words: 0, sentences: 0, long_words: 0 };
        let (mut letters, mut open) = (0, false);
        let mut signs = text.chars().chain(std::iter::once('\n')).peekable();
        while let Some(c) = signs.next() {
            if c.is_alphanumeric()
                || letters > 0 && matches!(c, '-' | '\'' | '’') && signs.peek().is_some_and(|next| next.is_alphanumeric())
            {
                letters += 1;
                open = true;
                continue;
            }
            if letters > 0 {
                measured.words += 1;
                measured.long_words += usize::from(letters > 6);
                letters = 0;
            }
            let ends =
                matches!(c, '\n' | '!' | '?') || matches!(c, '.' | ':') && signs.peek().is_none_or(|next| next.is_whitespace());
            if ends && open {
                measured.sentences += 1;
                open = false;
            }
        }
        measured
    }

    /// The index: under 30 very easy, 30–40 easy, 40–50 as in newspapers, 50–60 as in official texts, over 60 very hard. A text without
    /// words has none.
    pub fn lix(self) -> Option<u32> {
        let per_sentence = self.words as f64 / self.sentences.max(1) as f64;
        let long = self.long_words as f64 * 100.0 / self.words as f64;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a rounded index of at most the number of words plus 100"
        )]
        (self.words > 0).then(|| (per_sentence + long).round() as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_texts() {
        let short = Readability::of("Simhallen är öppen. Välkommen!");
        assert_eq!(short, Readability { words: 4, sentences: 2, long_words: 2 });
        assert_eq!(short.lix(), Some(52));
        assert_eq!(Readability::of("Vi ses. Du är bra.\n\nHej då").lix(), Some(2));
        assert_eq!(Readability::of(" … !").lix(), None);
        // Figures with a point and short forms count in parts, as when a person counts without thinking.
        assert_eq!(Readability::of("kl. 10.30 på e-postens bl.a.").words, 7);
    }
}
