//! Words of offices and the plainer ones, by language: advice to whoever writes in an authority's name. A rule file tells them, and an
//! authority's own adds to them.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use toml::Spanned;

use super::Rules;
use super::fault::RuleFault;
use super::file::File;
use crate::language::Language;

/// A word that few use when they speak, and what says the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HardWord {
    /// Where: UTF-8 bytes of the text.
    pub span: Range<usize>,
    /// What says the same, as its rule tells it.
    pub plainer: String,
}

/// Most words of one expression.
const LONGEST: usize = 6;

/// As a rule file writes it: by language tag, by word.
pub(super) type Written = BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, String>>;

/// By language: the words in small letters, with a space between several, and what is plainer.
#[derive(Debug, Default)]
pub(crate) struct Plainer(HashMap<Language, HashMap<String, String>>);

impl Plainer {
    /// Of all files; a later one adds, changes, or silences with nothing.
    pub(super) fn of(files: &[File]) -> Result<Self, RuleFault> {
        let mut all = Self::default();
        for file in files {
            for (tag, words) in &file.content.plainer {
                let language = Language::from_tag(tag.get_ref()).ok_or_else(|| {
                    let known = Language::ALL.map(Language::tag).join(", ");
                    file.fault(tag.span().start, format!("\"{}\" is no language here; known are {known}", tag.get_ref()))
                })?;
                let of_language = all.0.entry(language).or_default();
                for (word, plainer) in words {
                    let parts: Vec<String> = word.get_ref().split_whitespace().map(str::to_lowercase).collect();
                    if parts.is_empty() || parts.len() > LONGEST {
                        return Err(file.fault(word.span().start, format!("write one to {LONGEST} words before the sign =")));
                    }
                    match plainer.trim() {
                        "" => drop(of_language.remove(&parts.join(" "))),
                        plainer => drop(of_language.insert(parts.join(" "), plainer.to_owned())),
                    }
                }
            }
        }
        Ok(all)
    }
}

impl Rules {
    /// The hard words of a text in `language`, in its order.
    ///
    /// ```
    /// use screen::{Rules, language::Language};
    ///
    /// let hard = Rules::built_in().hard_words("Information avseende badet", Language::Swedish);
    /// assert_eq!(hard[0].plainer, "om");
    /// assert!(Rules::built_in().hard_words("Information om badet", Language::Swedish).is_empty());
    /// ```
    pub fn hard_words(&self, text: &str, language: Language) -> Vec<HardWord> {
        let Some(known) = self.plainer.0.get(&language) else { return Vec::new() };
        let words = words(text);
        let mut found = Vec::new();
        let (mut at, mut joined) = (0, String::new());
        while at < words.len() {
            joined.clear();
            let mut hit = None;
            for (n, word) in words[at..].iter().enumerate().take(LONGEST) {
                // Only a space stands within an expression: a comma ends the thought.
                if n > 0 {
                    let between = text.get(words[at + n - 1].end..word.start).unwrap_or("-");
                    if !between.chars().all(char::is_whitespace) {
                        break;
                    }
                    joined.push(' ');
                }
                joined.extend(text[word.clone()].chars().flat_map(char::to_lowercase));
                if let Some(plainer) = known.get(&joined) {
                    hit = Some((n, plainer));
                }
            }
            match hit {
                Some((n, plainer)) => {
                    found.push(HardWord { span: words[at].start..words[at + n].end, plainer: plainer.clone() });
                    at += n + 1;
                }
                None => at += 1,
            }
        }
        found
    }
}

/// Where the words stand.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (place, c) in text.char_indices() {
        match (start, c.is_alphanumeric()) {
            (None, true) => start = Some(place),
            (Some(from), false) => {
                words.push(from..place);
                start = None;
            }
            _ => {}
        }
    }
    words.extend(start.map(|from| from..text.len()));
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hard<'t>(rules: &Rules, text: &'t str, language: Language) -> Vec<(&'t str, String)> {
        rules.hard_words(text, language).into_iter().map(|word| (&text[word.span], word.plainer)).collect()
    }

    #[test]
    fn official_words_have_plainer_ones_in_each_language() {
        for (language, text, word, plainer) in [
            (Language::Swedish, "Avgiften ska erläggas nu.", "erläggas", "betalas"),
            (Language::Swedish, "I enlighet med beslutet", "I enlighet med", "enligt"),
            (Language::Bokmal, "Vi viser til brev vedrørende badet", "vedrørende", "om"),
            (Language::Nynorsk, "per dags dato er det stengt", "per dags dato", "i dag"),
            (Language::English, "Prior to your visit", "Prior to", "before"),
        ] {
            assert_eq!(hard(Rules::built_in(), text, language), [(word, plainer.to_owned())], "{text}");
        }
    }

    #[test]
    fn each_language_has_its_own() {
        assert_eq!(hard(Rules::built_in(), "herunder omgående", Language::Swedish), [("omgående", "genast".to_owned())]);
        assert_eq!(hard(Rules::built_in(), "avseende", Language::Finnish), []);
        assert_eq!(hard(Rules::built_in(), "i enlighet, med beslutet", Language::Swedish), [], "a comma stands between");
        assert_eq!(hard(Rules::built_in(), "Avseendemässigt", Language::Swedish), []);
    }

    #[test]
    fn an_authority_adds_and_silences() {
        let own = "version = \"1\"\n[plainer.sv]\n\"avseende\" = \"\"\n\"Nyttjanderätt\" = \"rätt att använda\"\n";
        let rules = Rules::extended("own.toml", own).unwrap();
        assert_eq!(hard(&rules, "avseende nyttjanderätt", Language::Swedish), [("nyttjanderätt", "rätt att använda".to_owned())]);
        for (own, line, says) in [
            ("version = \"1\"\n[plainer.xx]\n\"a\" = \"b\"", 2, "no language"),
            ("version = \"1\"\n[plainer.sv]\n\" \" = \"b\"", 3, "one to 6 words"),
        ] {
            let fault = Rules::extended("own.toml", own).unwrap_err();
            assert!(fault.line == line && fault.says.contains(says), "{fault}");
        }
    }

    proptest! {
        #[test]
        fn spans_are_whole_characters(text in "[a-zåäöÅİß ,.]{0,40}(avseende|i enlighet med|AVSEENDE)[ ,.é]{0,3}\\PC{0,20}") {
            for word in Rules::built_in().hard_words(&text, Language::Swedish) {
                prop_assert!(text.get(word.span.clone()).is_some_and(|word| word.starts_with(char::is_alphanumeric)), "{word:?}");
            }
        }
    }
}
