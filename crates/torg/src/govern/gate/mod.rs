//! The gate: nothing leaves unscreened, in none of its parts. Identity numbers and protected identities never pass; other personal data
//! passes when someone says in a sentence why (GDPR article 5.1 c, OSL 21 kap. 7 §); the rest is advice. Only this folder can make
//! [`Passed`], and the outbox takes nothing else.
mod advice;
mod part;

use std::ops::Range;

use axum::http::StatusCode;
use screen::{Confidence, FindingKind, Group, Step};
use serde::Serialize;

pub use part::{Part, Place};

use super::screening_rules::InForce;
use crate::ground::{ChannelId, Problem, refuse};

/// Shortest reason that says anything, in characters.
const SHORTEST_REASON: usize = 8;
/// Longest reason, in characters.
pub const LONGEST_REASON: usize = 500;

/// What the gate demands before a finding may leave the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = GateDemand)]
pub enum Demand {
    /// It does not leave, whatever the reason.
    Block,
    /// A sentence that says why it must be there.
    Justify,
    /// Nothing; it is good to know.
    Advise,
}

impl Demand {
    /// As the API and the locale keys (`gate-block`) write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Block => "block",
            Self::Justify => "justify",
            Self::Advise => "advise",
        }
    }

    /// What is demanded for a finding; nothing for what is in every text and never sure (a name), or is no person's (a case number).
    pub fn of(finding: &screen::Finding) -> Option<Self> {
        match (finding.kind.group(), finding.kind) {
            (Group::Identity, _) => Some(Self::Block),
            (_, FindingKind::ProtectedIdentity) if finding.confidence == Confidence::High => Some(Self::Block),
            // Who has a protected identity must be able to read how they get help: nobody in particular is told of.
            (_, FindingKind::ProtectedIdentity) => Some(Self::Justify),
            // A word that could mean many things is pointed out, not asked about.
            (Group::Secrecy, _) if finding.confidence < Confidence::High => Some(Self::Advise),
            (Group::Secrecy, _) => Some(Self::Justify),
            (Group::Triage, _) => Some(Self::Advise),
            (Group::Name, _) => None,
            _ => match finding.step {
                Step::MoveToSecureChannel | Step::Justify if finding.confidence == Confidence::Low => Some(Self::Advise),
                Step::MoveToSecureChannel | Step::Justify | Step::Strip => Some(Self::Justify),
                _ => None,
            },
        }
    }
}

/// Something that the gate sees in a part of what will leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concern {
    /// What is demanded.
    pub demand: Demand,
    /// What it is: a finding's kind (`mark-<kind>` in the locales), or `hard-word`, `hard-to-read`, `missing-alt`, `missing-source` (`gate-…`).
    pub kind: String,
    /// In which part.
    pub place: Place,
    /// In which of several parts of that kind, from 1.
    pub n: usize,
    /// The channel whose own words they are; none for what is said everywhere.
    pub channel: Option<(ChannelId, String)>,
    /// Where in the part, in UTF-8 bytes; none when it is about the whole part.
    pub span: Option<Range<usize>>,
    /// The words themselves.
    pub quote: Option<String>,
    /// What says the same in plainer words.
    pub plainer: Option<String>,
}

impl Concern {
    /// The part it stands in, without its words.
    pub fn part(&self) -> Part {
        Part { place: self.place, n: self.n, channel: self.channel.clone(), words: String::new() }
    }
}

/// A text that passed, with the reason that was given. Private fields: it cannot be made elsewhere.
#[derive(Clone, Debug)]
pub struct Passed {
    text: String,
    because: Option<String>,
}

impl Passed {
    /// What may be sent.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Why personal data in it must be there, when it was asked.
    pub fn because(&self) -> Option<&str> {
        self.because.as_deref()
    }
}

/// What the gate sees in the parts, the gravest first, else in their order. `language` is the tag that they are said to be written in.
pub fn look(rules: &InForce, parts: &[Part], language: Option<&str>) -> Vec<Concern> {
    let mut concerns: Vec<Concern> = Vec::new();
    for part in parts {
        concerns.extend(rules.screen(&part.words).iter().filter_map(|finding| concern(part, finding, finding.span.clone())));
    }
    concerns.extend(between(rules, parts, &concerns));
    concerns.extend(parts.iter().flat_map(|part| advice::about(&rules.rules, part, language)));
    concerns.sort_by_key(|concern| concern.demand);
    concerns
}

fn concern(part: &Part, finding: &screen::Finding, span: Range<usize>) -> Option<Concern> {
    let demand = Demand::of(finding)?;
    let quote = part.words.get(span.clone()).map(str::to_owned);
    let Part { place, n, ref channel, .. } = *part;
    Some(Concern {
        demand,
        kind: finding.kind.as_str().to_owned(),
        place,
        n,
        channel: channel.clone(),
        span: Some(span),
        quote,
        plainer: None,
    })
}

/// What only the parts together tell: a person in the headline, an illness in the text. It stands where its words begin.
fn between(rules: &InForce, parts: &[Part], known: &[Concern]) -> Vec<Concern> {
    let (mut whole, mut starts) = (String::new(), Vec::with_capacity(parts.len()));
    for part in parts {
        starts.push(whole.len());
        whole.push_str(&part.words);
        whole.push_str("\n\n");
    }
    if parts.len() < 2 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for finding in rules.screen(&whole) {
        let at = starts.partition_point(|start| *start <= finding.span.start) - 1;
        let (part, start) = (&parts[at], starts[at]);
        let span = finding.span.start - start..(finding.span.end - start).min(part.words.len());
        let Some(new) = concern(part, &finding, span.clone()) else { continue };
        // The whole may be surer than the part alone was: what is graver is said too.
        let is_known = known.iter().any(|known| {
            let same = known.place == new.place && known.n == new.n && known.channel == new.channel && known.demand <= new.demand;
            same && known.span.as_ref().is_some_and(|known| known.start < span.end && span.start < known.end)
        });
        if !is_known {
            found.push(new);
        }
    }
    found
}

/// Lets a text pass, or says what stands in the way. `because` is the writer's reason; it is kept only where one was asked for.
pub fn pass(rules: &InForce, place: Place, text: &str, because: Option<&str>) -> Result<Passed, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-empty-text").into());
    }
    let because = pass_all(rules, &[Part::of(place, text)], because)?;
    Ok(Passed { text: text.to_owned(), because })
}

/// Lets all parts pass together, or says what stands in the way and in which. Gives the reason, where one was asked for.
pub fn pass_all(rules: &InForce, parts: &[Part], because: Option<&str>) -> Result<Option<String>, Problem> {
    let concerns = look(rules, parts, None);
    if let Some(blocked) = concerns.iter().find(|concern| concern.demand == Demand::Block) {
        return Err(refused("refuse-gate-block", blocked));
    }
    let asked = concerns.iter().find(|concern| concern.demand == Demand::Justify);
    let because = because.map(str::trim).filter(|because| !because.is_empty());
    match (asked, because) {
        (None, _) => Ok(None),
        (Some(asked), None) => Err(refused(ASKS_WHY, asked)),
        (Some(_), Some(because)) => Ok(Some(reason(rules, because)?)),
    }
}

/// The key of the refusal that asks for a reason: the pages then show the field for it.
pub const ASKS_WHY: &str = "refuse-gate-justify";

fn refused(key: &'static str, concern: &Concern) -> Problem {
    refuse(StatusCode::UNPROCESSABLE_ENTITY, key)
        .with("kind", concern.kind.as_str())
        .with("place", concern.part().carried())
        .into()
}

/// A reason that says something, and does not itself tell what may not be told.
fn reason(rules: &InForce, because: &str) -> Result<String, Problem> {
    let count = because.chars().count();
    if !(SHORTEST_REASON..=LONGEST_REASON).contains(&count) {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-gate-reason")
            .with("shortest", SHORTEST_REASON)
            .with("longest", LONGEST_REASON)
            .into());
    }
    let seen = look(rules, &[Part::of(Place::Reason, because)], None);
    match seen.iter().find(|concern| concern.demand == Demand::Block) {
        Some(blocked) => Err(refused("refuse-gate-block", blocked)),
        None => Ok(because.to_owned()),
    }
}

#[cfg(test)]
mod tests;
