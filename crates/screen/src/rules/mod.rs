//! The screen's rules as an authority can read, extend and version them: TOML files with phrases in ordinary words. The built-in
//! rules are such files too, in `rules/`.
//!
//! ```toml
//! version = "KS 2026/118"              # told with every reading, so that the record says which rules spoke
//! off = ["spam-seo"]                   # built-in rules that shall be silent here
//!
//! [lists]                              # words that several phrases share; more words for a built-in list are added to it
//! our-schools = "ekskolan bergaskolan"
//!
//! [[rule]]
//! id = "our-pupils"
//! kind = "pupil"
//! confidence = "medium"
//! with = "person"                      # only if a person is told of in the same text
//! unless = ["öppet hus"]               # not if this stands in the same sentence
//! phrases = ["elev* (på|vid) {our-schools}"]
//!
//! [plainer.sv]                         # hard words and plainer ones, pointed out in what the authority writes
//! "nyttjanderätt" = "rätt att använda"
//! ```
//!
//! In a phrase `(a|b)` is one or the other, `word*` any word that begins so, `(word)?` may be missing, `{list}` any word of a list, `..` up to
//! three words, `...` up to eight, `#` a number. Large and small letters, accents and disguises (`d0da`, `d ö d a`) make no difference.

mod compile;
mod fault;
mod file;
mod matching;
mod phrase;
mod plainer;

use std::collections::HashMap;
use std::sync::LazyLock;

pub use fault::RuleFault;
pub(crate) use matching::Match;
pub use plainer::HardWord;

use crate::finding::{Confidence, FindingKind, Step};
use crate::message::MessageKind;
use crate::speech::Vocabulary;

/// The files that the program brings.
const BUILT_IN: &[(&str, &str)] = &[
    ("harassment.toml", include_str!("../../rules/harassment.toml")),
    ("hate.toml", include_str!("../../rules/hate.toml")),
    ("lists.toml", include_str!("../../rules/lists.toml")),
    ("messages.toml", include_str!("../../rules/messages.toml")),
    ("names.toml", include_str!("../../rules/names.toml")),
    ("plainer.toml", include_str!("../../rules/plainer.toml")),
    ("secrecy.toml", include_str!("../../rules/secrecy.toml")),
    ("self-harm.toml", include_str!("../../rules/self-harm.toml")),
    ("spam.toml", include_str!("../../rules/spam.toml")),
    ("threat.toml", include_str!("../../rules/threat.toml")),
    ("wider.toml", include_str!("../../rules/wider.toml")),
];

/// A set of rules, ready to be held against texts.
#[derive(Debug)]
pub struct Rules {
    version: String,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) compiled: compile::Compiled,
    pub(crate) speakers: Vec<Speaking>,
    pub(crate) plainer: plainer::Plainer,
}

/// What a match of a phrase means.
#[derive(Debug)]
pub(crate) struct Speaking {
    pub(crate) id: String,
    pub(crate) meaning: Meaning,
    /// The sign that must be somewhere in the text.
    pub(crate) with: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Meaning {
    /// A finding.
    Finding { kind: FindingKind, confidence: Confidence, law: String, step: Step },
    /// Something that other rules ask for by name.
    Sign(String),
    /// What kind of message it is, and how much it says so.
    Sort { kind: MessageKind, weight: u32 },
    /// The rule with this number is silent in the same sentence.
    Unless(usize),
}

impl Rules {
    /// The rules that the program brings.
    pub fn built_in() -> &'static Self {
        static RULES: LazyLock<Rules> = LazyLock::new(|| {
            let files = BUILT_IN.iter().map(|(name, text)| file::parse(name, text)).collect::<Result<Vec<_>, _>>();
            // The tests read every built-in file, so a fault here cannot be released.
            files.and_then(|files| compile::compile(&files)).expect("the built-in rules are read in the tests")
        });
        &RULES
    }

    /// The built-in rules and an authority's own, told in TOML; `name` is what its faults call the file.
    ///
    /// # Errors
    /// A sentence with the name, the line and what to write instead.
    pub fn extended(name: &str, own: &str) -> Result<Self, RuleFault> {
        let files: Result<Vec<_>, _> = BUILT_IN.iter().map(|(name, text)| file::parse(name, text)).collect();
        let mut files = files?;
        files.push(file::parse(name, own)?);
        compile::compile(&files)
    }

    /// The versions of the files, the built-in first.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The names of the rules that make findings, with the kind of each, in the order of the files.
    pub fn all(&self) -> impl Iterator<Item = (&str, FindingKind)> {
        self.speakers.iter().filter_map(|speaking| match speaking.meaning {
            Meaning::Finding { kind, .. } => Some((speaking.id.as_str(), kind)),
            Meaning::Sign(_) | Meaning::Sort { .. } | Meaning::Unless(_) => None,
        })
    }
}

/// Words of the lists, by the list's name.
pub(crate) type Lists = HashMap<String, Vec<String>>;

#[cfg(test)]
mod tests;
