//! What the screen saw: which kind, where, how sure, and by which rule.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// One thing in a text that an officer should see before acting on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it looks like.
    pub kind: FindingKind,
    /// Where: UTF-8 bytes of the text, at character boundaries.
    pub span: Range<usize>,
    /// The rule that spoke, a short English name such as `se-luhn`; the documents list them.
    pub rule: &'static str,
    /// How sure the rule is.
    pub confidence: Confidence,
}

/// The kinds of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingKind {
    /// Swedish personnummer.
    SwedishPersonalNumber,
    /// Swedish samordningsnummer.
    SwedishCoordinationNumber,
    /// Norwegian fødselsnummer.
    NorwegianBirthNumber,
    /// Norwegian D-nummer.
    NorwegianDNumber,
    /// Danish personnummer (CPR).
    DanishCpr,
    /// Finnish henkilötunnus.
    FinnishHetu,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
}

impl FindingKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::SwedishPersonalNumber,
        Self::SwedishCoordinationNumber,
        Self::NorwegianBirthNumber,
        Self::NorwegianDNumber,
        Self::DanishCpr,
        Self::FinnishHetu,
        Self::Phone,
        Self::Email,
    ];

    /// The name in data and addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SwedishPersonalNumber => "swedish-personal-number",
            Self::SwedishCoordinationNumber => "swedish-coordination-number",
            Self::NorwegianBirthNumber => "norwegian-birth-number",
            Self::NorwegianDNumber => "norwegian-d-number",
            Self::DanishCpr => "danish-cpr",
            Self::FinnishHetu => "finnish-hetu",
            Self::Phone => "phone",
            Self::Email => "email",
        }
    }

    /// The kind with this name.
    #[expect(clippy::should_implement_trait, reason = "an unknown name is an answer here, not an error to carry")]
    pub fn from_str(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// Whether it is a number that the state gave one person (GDPR article 87).
    pub fn is_identity(self) -> bool {
        !matches!(self, Self::Phone | Self::Email)
    }
}

/// How sure a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// It could be; chance makes such texts too.
    Low,
    /// It probably is.
    Medium,
    /// Its check digits, or the words around it, say that it is.
    High,
}

impl Confidence {
    /// Every degree, the least sure first.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// The name in data.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }

    /// The degree with this name.
    #[expect(clippy::should_implement_trait, reason = "an unknown name is an answer here, not an error to carry")]
    pub fn from_str(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|degree| degree.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_both_ways() {
        for kind in FindingKind::ALL {
            assert_eq!(FindingKind::from_str(kind.as_str()), Some(kind));
        }
        for degree in Confidence::ALL {
            assert_eq!(Confidence::from_str(degree.as_str()), Some(degree));
        }
        assert_eq!(FindingKind::from_str("Phone"), None);
        assert_eq!(FindingKind::ALL.iter().filter(|kind| kind.is_identity()).count(), 6);
        assert!(Confidence::High > Confidence::Low);
    }
}
