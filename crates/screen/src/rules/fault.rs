//! Why a rule file cannot be used, as a sentence with the file's name and the line.

use std::fmt;

/// A rule file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFault {
    /// What the file is called.
    pub file: String,
    /// Which line, counted from 1.
    pub line: usize,
    /// What is wrong there and what to write instead.
    pub says: String,
}

impl RuleFault {
    pub(super) fn at(file: &str, text: &str, byte: usize, says: impl Into<String>) -> Self {
        let line = text.bytes().take(byte).filter(|byte| *byte == b'\n').count() + 1;
        Self { file: file.to_owned(), line, says: says.into() }
    }
}

impl fmt::Display for RuleFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}, line {}: {}", self.file, self.line, self.says)
    }
}

impl std::error::Error for RuleFault {}
