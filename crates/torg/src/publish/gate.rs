//! The gate: nothing is queued for a network unscreened. Identity numbers and protected identities never pass; other personal data
//! passes when someone says in a sentence why (GDPR article 5.1 c, OSL 21 kap. 7 §); the rest is advice. Only this file can make
//! [`Passed`], and the outbox takes nothing else.
use std::ops::Range;

use axum::http::StatusCode;
use screen::{Confidence, FindingKind, Group, Readability, Step};
use serde::Serialize;

use crate::govern::screening_rules::InForce;
use crate::ground::{Problem, refuse};

/// Shortest reason that says anything, in characters.
const SHORTEST_REASON: usize = 8;
/// Longest reason, in characters.
pub const LONGEST_REASON: usize = 500;
/// From here a text is hard to read (LIX by Björnsson 1968: 50 and more is official prose).
const HARD_TO_READ: u32 = 50;
/// Fewer words than these say nothing about how hard a text is to read.
const WORDS_TO_JUDGE: usize = 25;

/// What the gate demands before a finding may leave the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
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
            (Group::Identity, _) | (_, FindingKind::ProtectedIdentity) => Some(Self::Block),
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

/// Something in a text that the gate looks at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Concern {
    /// What is demanded.
    pub demand: Demand,
    /// What it is: a finding's kind, or `hard-to-read`. The locales call it `mark-<kind>` and `gate-hard-to-read`.
    #[schema(example = "phone")]
    pub kind: String,
    /// Where, in UTF-8 bytes; none when it is about the whole text.
    #[serde(skip)]
    pub span: Option<Range<usize>>,
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

/// What the gate sees in a text, the gravest first.
pub fn look(rules: &InForce, text: &str) -> Vec<Concern> {
    let found = rules.screen(text).into_iter().filter_map(|finding| {
        let demand = Demand::of(&finding)?;
        Some(Concern { demand, kind: finding.kind.as_str().to_owned(), span: Some(finding.span) })
    });
    let hard = is_hard_to_read(text).then(|| Concern { demand: Demand::Advise, kind: "hard-to-read".to_owned(), span: None });
    let mut concerns: Vec<Concern> = found.chain(hard).collect();
    concerns.sort_by_key(|concern| concern.demand);
    concerns
}

/// Lets a text pass, or says what stands in the way. `because` is the writer's reason; it is kept only where one was asked for.
pub fn pass(rules: &InForce, text: &str, because: Option<&str>) -> Result<Passed, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-empty-text").into());
    }
    let concerns = look(rules, text);
    if let Some(blocked) = concerns.iter().find(|concern| concern.demand == Demand::Block) {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-gate-block").with("kind", blocked.kind.as_str()).into());
    }
    let asked = concerns.iter().find(|concern| concern.demand == Demand::Justify);
    let because = because.map(str::trim).filter(|because| !because.is_empty());
    let because = match (asked, because) {
        (None, _) => None,
        (Some(asked), None) => {
            return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, ASKS_WHY).with("kind", asked.kind.as_str()).into());
        }
        (Some(_), Some(because)) => Some(reason(rules, because)?),
    };
    Ok(Passed { text: text.to_owned(), because })
}

/// The key of the refusal that asks for a reason: the pages then show the field for it.
pub const ASKS_WHY: &str = "refuse-gate-justify";

/// A reason that says something, and does not itself tell what may not be told.
fn reason(rules: &InForce, because: &str) -> Result<String, Problem> {
    let count = because.chars().count();
    if !(SHORTEST_REASON..=LONGEST_REASON).contains(&count) {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-gate-reason")
            .with("shortest", SHORTEST_REASON)
            .with("longest", LONGEST_REASON)
            .into());
    }
    if let Some(blocked) = look(rules, because).iter().find(|concern| concern.demand == Demand::Block) {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-gate-block").with("kind", blocked.kind.as_str()).into());
    }
    Ok(because.to_owned())
}

fn is_hard_to_read(text: &str) -> bool {
    let measured = Readability::of(text);
    measured.words >= WORDS_TO_JUDGE && measured.lix().is_some_and(|lix| lix >= HARD_TO_READ)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn refused(text: &str, because: Option<&str>) -> &'static str {
        match pass(&InForce::built_in(), text, because) {
            Err(Problem::Refused(refusal)) => refusal.key,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn an_identity_number_never_leaves() {
        for number in ["191212121212", "19121212-1212", "30108299920"] {
            let text = format!("Hej! Vi har skickat brev om {number} till dig.");
            assert_eq!(refused(&text, Some("Hon bad om det själv.")), "refuse-gate-block", "{number}");
        }
        assert_eq!(refused("Ring 070-174 06 05", Some("Gäller 191212121212, som bad om det.")), "refuse-gate-block");
    }

    #[test]
    fn other_personal_data_asks_why() {
        let text = "Ring Åsa på 070-174 06 05 så hjälper hon dig.";
        assert_eq!(refused(text, None), ASKS_WHY);
        assert_eq!(refused(text, Some("  ")), ASKS_WHY);
        assert_eq!(refused(text, Some("ja")), "refuse-gate-reason");
        assert_eq!(refused(text, Some(&"ja ".repeat(300))), "refuse-gate-reason");
        let passed = pass(&InForce::built_in(), text, Some(" Åsas tjänstenummer, hon har bett om det. ")).unwrap();
        assert_eq!(passed.because(), Some("Åsas tjänstenummer, hon har bett om det."));
    }

    #[test]
    fn an_ordinary_answer_passes_and_its_reason_is_not_kept() {
        for text in
            ["Hej Peder! Vi öppnar kl. 15 i dag.", "Priset är 1 250 kr. Välkommen 2026-11-21!", " Tack, ärende KS 2026/00112. "]
        {
            let passed = pass(&InForce::built_in(), text, Some("Behövs inte alls.")).unwrap();
            assert_eq!((passed.text(), passed.because()), (text.trim(), None));
        }
        assert_eq!(refused(" \n", None), "refuse-empty-text");
    }

    #[test]
    fn official_prose_is_pointed_out_and_passes() {
        let prose = "Kommunstyrelsens samhällsbyggnadsutskott beslutade vid sammanträdet att återremittera detaljplaneförslaget avseende \
                     verksamhetsområdet till samhällsbyggnadsförvaltningen för kompletterande konsekvensbeskrivning beträffande dagvattenhantering, \
                     trafikbuller, kulturmiljövärden samt tillgänglighetsanpassning innan granskningshandlingarna offentliggörs på anslagstavlan";
        assert_eq!(
            look(&InForce::built_in(), prose).iter().map(|concern| concern.kind.as_str()).collect::<Vec<_>>(),
            ["hard-to-read"]
        );
        assert!(pass(&InForce::built_in(), prose, None).is_ok());
        assert!(look(&InForce::built_in(), &"Vi har öppet i dag. Kom hit. Det är gratis. ".repeat(9)).is_empty());
    }

    proptest! {
        #[test]
        fn no_surrounding_lets_a_number_through(before in "[a-zåäö ,.!\\n]{0,40}", after in "[ ,.!?\\n][a-zåäö ,.!]{0,40}") {
            let text = format!("{before} 19121212-1212{after}");
            prop_assert_eq!(refused(&text, Some("Det finns ett skäl.")), "refuse-gate-block");
        }
    }
}
