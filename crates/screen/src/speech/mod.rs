//! A text as words that rules can be held against: costumes taken off, every word with its place in the text as it was written.
//!
//! People who want to slip past a filter write d0da, d ö d a, dö​da with a hidden character, or with Cyrillic letters. All of that
//! is undone here, for words of the vocabulary only: a word that no rule knows stays as it is.

mod disguise;
mod fold;
mod vocabulary;
mod words;

pub(crate) use fold::folded;
pub(crate) use vocabulary::{Entry, Lookup, Vocabulary};
pub(crate) use words::{Word, words};
