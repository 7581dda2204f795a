//! A rule file as it is written.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::fault::RuleFault;

/// A file with its name and text, for faults.
#[derive(Debug)]
pub(super) struct File {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) content: Content,
}

impl File {
    pub(super) fn fault(&self, byte: usize, says: impl Into<String>) -> RuleFault {
        RuleFault::at(&self.name, &self.text, byte, says)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Content {
    pub(super) version: String,
    #[serde(default)]
    pub(super) off: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) lists: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    pub(super) rule: Vec<Rule>,
    #[serde(default)]
    pub(super) sign: Vec<Sign>,
    #[serde(default)]
    pub(super) message: Vec<Message>,
    #[serde(default)]
    pub(super) plainer: super::plainer::Written,
}

/// A rule that makes findings.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rule {
    pub(super) id: Spanned<String>,
    pub(super) kind: Spanned<String>,
    pub(super) confidence: Spanned<String>,
    pub(super) law: Option<String>,
    pub(super) step: Option<Spanned<String>>,
    pub(super) with: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) unless: Vec<Spanned<String>>,
    pub(super) phrases: Vec<Spanned<String>>,
}

/// Something that rules can ask for with `with`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sign {
    pub(super) name: Spanned<String>,
    pub(super) phrases: Vec<Spanned<String>>,
}

/// What tells a kind of message.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Message {
    pub(super) kind: Spanned<String>,
    pub(super) weight: u32,
    pub(super) phrases: Vec<Spanned<String>>,
}

/// Reads a file.
pub(super) fn parse(name: &str, text: &str) -> Result<File, RuleFault> {
    let content = toml::from_str(text).map_err(|fault| {
        let byte = fault.span().map_or(0, |span| span.start);
        let says = fault.message().trim().replace('\n', "; ");
        RuleFault::at(name, text, byte, format!("{says}. The top of crates/screen/src/rules/mod.rs shows how a rule is written"))
    })?;
    Ok(File { name: name.to_owned(), text: text.to_owned(), content })
}
