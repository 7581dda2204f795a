//! What kind of message a text is, and where it may belong: a suggestion, for a person to follow or not.

use serde::{Deserialize, Serialize};

/// The kinds of messages that authorities get.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MessageKind {
    /// About the writer's own case: "mitt ärende", "søknaden min".
    CaseHandling,
    /// A journalist asks, or somebody asks for records.
    Press,
    /// Something is broken.
    Report,
    /// Somebody saw something, or has an idea.
    Tip,
    /// Somebody is not content. That is a contribution, never abuse.
    Criticism,
    /// Somebody is content.
    Praise,
    /// Somebody wants to know.
    Question,
}

impl MessageKind {
    /// Every kind; where two are as likely, the earlier one is told.
    pub const ALL: [Self; 7] =
        [Self::CaseHandling, Self::Press, Self::Report, Self::Tip, Self::Criticism, Self::Praise, Self::Question];

    /// The name in data.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CaseHandling => "case-handling",
            Self::Press => "press",
            Self::Report => "report",
            Self::Tip => "tip",
            Self::Criticism => "criticism",
            Self::Praise => "praise",
            Self::Question => "question",
        }
    }

    /// The kind with this name.
    #[expect(clippy::should_implement_trait, reason = "an unknown name is an answer here, not an error to carry")]
    pub fn from_str(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The suggested way for it.
    pub fn route(self) -> Route {
        match self {
            Self::CaseHandling => Route::CaseChannel,
            Self::Press => Route::PressDesk,
            Self::Report => Route::FaultReport,
            Self::Tip | Self::Criticism => Route::OwningUnit,
            Self::Praise => Route::Thank,
            Self::Question => Route::Answer,
        }
    }

    pub(crate) fn names() -> String {
        Self::ALL.map(Self::as_str).join(", ")
    }
}

/// Where a message may belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Route {
    /// Answer it here.
    Answer,
    /// Move it to the channel for cases: social media are no place for them (R043).
    CaseChannel,
    /// The list of faults and reports.
    FaultReport,
    /// The unit whose subject it is.
    OwningUnit,
    /// Whoever speaks with the press, and the registrar for records.
    PressDesk,
    /// Say thank you, and tell those it concerns.
    Thank,
}

impl Route {
    /// The name in data.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::CaseChannel => "case-channel",
            Self::FaultReport => "fault-report",
            Self::OwningUnit => "owning-unit",
            Self::PressDesk => "press-desk",
            Self::Thank => "thank",
        }
    }
}

/// The most likely kind by the weights that phrases gave, and by its question marks.
pub(crate) fn most_likely(weights: &[(MessageKind, u32)], text: &str) -> Option<MessageKind> {
    let asks = text.contains('?');
    let sum = |kind: MessageKind| -> u32 {
        let asked = if asks && kind == MessageKind::Question { QUESTION_MARK } else { 0 };
        weights.iter().filter(|(of, _)| *of == kind).map(|(_, weight)| weight).sum::<u32>() + asked
    };
    let best = MessageKind::ALL.into_iter().rev().max_by_key(|kind| sum(*kind))?;
    (sum(best) > 0).then_some(best)
}

/// What a question mark weighs. Angry and anxious people ask too.
const QUESTION_MARK: u32 = 2;
