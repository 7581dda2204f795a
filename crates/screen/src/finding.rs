//! What the screen saw: which kind, where, how sure, by which rule, what the law says, and what to do about it.

mod kind;

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

pub use kind::{FindingKind, Group};

/// One thing in a text that an officer should see before acting on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it looks like.
    pub kind: FindingKind,
    /// Where: UTF-8 bytes of the text, at character boundaries.
    pub span: Range<usize>,
    /// The rule that spoke, a short English name such as `se-luhn`; the documents list them.
    pub rule: Cow<'static, str>,
    /// How sure the rule is.
    pub confidence: Confidence,
    /// What the law says: a key into [`crate::laws`], such as `identity-number`; the desk translates it.
    pub law: Cow<'static, str>,
    /// What an officer is advised to do.
    pub step: Step,
}

impl Finding {
    /// A finding by a rule of the program; law and step are those of its kind.
    pub(crate) fn by(kind: FindingKind, span: Range<usize>, rule: &'static str, confidence: Confidence) -> Self {
        let (law, step) = (Cow::Borrowed(kind.law()), kind.step());
        Self { kind, span, rule: Cow::Borrowed(rule), confidence, law, step }
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

/// What an officer is advised to do about a finding. The officer decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Ask the citizen to go on in a secure channel; never repeat the number.
    MoveToSecureChannel,
    /// Say in a sentence why it must be published, or leave it out.
    Justify,
    /// Know that it is there.
    Notice,
    /// Take it out of the file before the file goes anywhere.
    Strip,
    /// Weigh the secrecy before anything leaves the desk; register what may be secret (OSL 5:1).
    CheckSecrecy,
    /// Secure the evidence, then consider removal and a report to the police.
    SecureAndReport,
    /// Compare with the house rules of the channel.
    HouseRules,
    /// A person answers now and tells where help is; 112 in danger.
    HelpNow,
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 8] = [
        Self::MoveToSecureChannel,
        Self::Justify,
        Self::Notice,
        Self::Strip,
        Self::CheckSecrecy,
        Self::SecureAndReport,
        Self::HouseRules,
        Self::HelpNow,
    ];

    /// The name in data.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MoveToSecureChannel => "move-to-secure-channel",
            Self::Justify => "justify",
            Self::Notice => "notice",
            Self::Strip => "strip",
            Self::CheckSecrecy => "check-secrecy",
            Self::SecureAndReport => "secure-and-report",
            Self::HouseRules => "house-rules",
            Self::HelpNow => "help-now",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_both_ways() {
        for kind in FindingKind::ALL {
            assert_eq!(FindingKind::from_str(kind.as_str()), Some(*kind));
        }
        for degree in Confidence::ALL {
            assert_eq!(Confidence::from_str(degree.as_str()), Some(degree));
        }
        assert_eq!(FindingKind::from_str("Phone"), None);
        assert_eq!(FindingKind::ALL.iter().filter(|kind| kind.is_identity()).count(), 7);
        assert!(Confidence::High > Confidence::Low);
    }
}
