//! What of a text is shown: each finding is marked, and an identity number is hidden (GDPR article 87, Lag 2018:218 3 kap. 10 §:
//! shown only where it is clearly motivated). The text itself stays as it was written, on the record.
use screen::FindingKind;

use crate::records::message::Finding;

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words without a finding, as they were written.
    Words(String),
    /// A finding: its kind (`swedish-personal-number`) and what is shown of it.
    Found {
        /// Its kind; the locales call it `mark-<kind>`.
        kind: String,
        /// As it was written, or with every letter and digit as `●`.
        shown: String,
        /// Whether it is hidden.
        hidden: Hidden,
    },
}

/// Whether a finding's own characters are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hidden {
    /// An identity number: dots.
    Yes,
    /// A telephone number or an address: as written, marked.
    No,
}

/// Cuts a text at its findings. One that does not fit the text (its version was told otherwise) is left out; nothing is lost of the text.
pub fn pieces(text: &str, findings: &[Finding]) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(findings.len() * 2 + 1);
    let mut at = 0;
    for finding in findings {
        let (Some(before), Some(found)) = (text.get(at..finding.starts_at), text.get(finding.starts_at..finding.ends_at)) else {
            continue;
        };
        if found.is_empty() {
            continue;
        }
        if !before.is_empty() {
            pieces.push(Piece::Words(before.to_owned()));
        }
        let hidden = if is_identity(&finding.kind) { Hidden::Yes } else { Hidden::No };
        let shown = match hidden {
            Hidden::Yes => dotted(found),
            Hidden::No => found.to_owned(),
        };
        pieces.push(Piece::Found { kind: finding.kind.clone(), shown, hidden });
        at = finding.ends_at;
    }
    if let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        pieces.push(Piece::Words(rest.to_owned()));
    }
    pieces
}

/// The text in one string, identity numbers hidden: for lists and titles.
pub fn plain(text: &str, findings: &[Finding]) -> String {
    pieces(text, findings)
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(words) => words,
            Piece::Found { shown, .. } => shown,
        })
        .collect()
}

/// Whether findings of this kind are identity numbers. A kind that this program does not know is hidden: better once too often.
pub fn is_identity(kind: &str) -> bool {
    FindingKind::from_str(kind).is_none_or(FindingKind::is_identity)
}

fn dotted(found: &str) -> String {
    found.chars().map(|c| if c.is_alphanumeric() { '●' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(text: &str, part: &str, kind: &str) -> Finding {
        let starts_at = text.find(part).unwrap();
        Finding { starts_at, ends_at: starts_at + part.len(), kind: kind.into(), rule: "r".into(), confidence: "high".into() }
    }

    #[test]
    fn identity_numbers_are_hidden_and_telephones_are_marked() {
        let text = "Hon är 191212121212, ring 070-174 06 05. Åse";
        let findings = [finding(text, "191212121212", "swedish-personal-number"), finding(text, "070-174 06 05", "phone")];
        assert_eq!(plain(text, &findings), "Hon är ●●●●●●●●●●●●, ring 070-174 06 05. Åse");
        assert_eq!(pieces(text, &findings).len(), 5);
        assert!(
            matches!(&pieces(text, &findings)[3], Piece::Found { hidden: Hidden::No, shown, .. } if shown == "070-174 06 05")
        );
        assert_eq!(
            plain("19121212-1212", &[finding("19121212-1212", "19121212-1212", "swedish-personal-number")]),
            "●●●●●●●●-●●●●"
        );
    }

    #[test]
    fn findings_that_do_not_fit_lose_nothing_of_the_text() {
        let text = "Åse ringer";
        let wrong =
            |starts_at, ends_at| Finding { starts_at, ends_at, kind: "phone".into(), rule: "r".into(), confidence: "low".into() };
        for finding in [wrong(1, 3), wrong(5, 500), wrong(4, 4), wrong(9, 2)] {
            assert_eq!(pieces(text, &[finding]), [Piece::Words(text.into())]);
        }
        assert_eq!(plain(text, &[wrong(0, 4), wrong(2, 6)]), text, "the second lies over the first");
        assert!(is_identity("a-kind-from-tomorrow"));
    }
}
