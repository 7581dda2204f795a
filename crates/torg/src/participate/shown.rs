//! What of a text is shown: each finding is marked, and what belongs in a secure channel is hidden: identity numbers (GDPR article 87,
//! Lag 2018:218 3 kap. 10 §: shown only where it is clearly motivated), bank accounts and cards. The text itself stays as it was
//! written, on the record.
use screen::{FindingKind, Step};

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
    /// What belongs in a secure channel: dots.
    Yes,
    /// As written, to somebody who said why.
    Revealed,
    /// A telephone number or an address: as written, marked.
    No,
}

/// Cuts a text at its findings. One that does not fit the text (its version was told otherwise) is left out; nothing is lost of the text.
pub fn pieces(text: &str, findings: &[Finding]) -> Vec<Piece> {
    pieces_to(text, findings, To::Anybody)
}

/// To whom it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// Whoever may read it: what belongs in a secure channel is hidden.
    Anybody,
    /// Somebody to whom it was revealed (`participate::revealing`).
    Revealed,
}

/// As [`pieces`], to somebody to whom the text may have been revealed.
pub fn pieces_to(text: &str, findings: &[Finding], to: To) -> Vec<Piece> {
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
        let hidden = match to {
            _ if !is_masked(&finding.kind) => Hidden::No,
            To::Anybody => Hidden::Yes,
            To::Revealed => Hidden::Revealed,
        };
        let shown = if hidden == Hidden::Yes { dotted(found) } else { found.to_owned() };
        pieces.push(Piece::Found { kind: finding.kind.clone(), shown, hidden });
        at = finding.ends_at;
    }
    if let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        pieces.push(Piece::Words(rest.to_owned()));
    }
    pieces
}

/// The text in one string, hidden what is to be hidden: for lists and titles.
pub fn plain(text: &str, findings: &[Finding]) -> String {
    pieces(text, findings)
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(words) => words,
            Piece::Found { shown, .. } => shown,
        })
        .collect()
}

/// Whether findings of this kind are hidden: identity numbers, bank accounts and cards, which belong in a secure channel. A kind that this
/// program does not know is hidden: better once too often.
pub fn is_masked(kind: &str) -> bool {
    FindingKind::from_str(kind).is_none_or(|kind| kind.step() == Step::MoveToSecureChannel)
}

/// Words that were not screened when they came (a warning, an alt text, a note), with what is found in them.
pub fn screened(text: &str) -> Vec<Finding> {
    let found = screen::screen(text).into_iter().map(|finding| Finding {
        starts_at: finding.span.start,
        ends_at: finding.span.end,
        kind: finding.kind.as_str().to_owned(),
        rule: finding.rule.into_owned(),
        confidence: finding.confidence.as_str().to_owned(),
        rules: None,
    });
    found.collect()
}

/// Words that were not screened when they came, hidden what is to be hidden.
pub fn masked(text: &str) -> String {
    plain(text, &screened(text))
}

fn dotted(found: &str) -> String {
    found.chars().map(|c| if c.is_alphanumeric() { '●' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(text: &str, part: &str, kind: &str) -> Finding {
        let starts_at = text.find(part).unwrap();
        Finding {
            starts_at,
            ends_at: starts_at + part.len(),
            kind: kind.into(),
            rule: "r".into(),
            confidence: "high".into(),
            rules: None,
        }
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
        let wrong = |starts_at, ends_at| Finding {
            starts_at,
            ends_at,
            kind: "phone".into(),
            rule: "r".into(),
            confidence: "low".into(),
            rules: None,
        };
        for finding in [wrong(1, 3), wrong(5, 500), wrong(4, 4), wrong(9, 2)] {
            assert_eq!(pieces(text, &[finding]), [Piece::Words(text.into())]);
        }
        assert_eq!(plain(text, &[wrong(0, 4), wrong(2, 6)]), text, "the second lies over the first");
        assert!(is_masked("a-kind-from-tomorrow"));
    }

    #[test]
    fn accounts_and_cards_are_hidden_too_and_shown_to_whom_they_were_revealed() {
        let text = "Konto SE45 5000 0000 0583 9825 7466, kort 4111 1111 1111 1111, ring 070-174 06 05";
        assert_eq!(masked(text), "Konto ●●●● ●●●● ●●●● ●●●● ●●●● ●●●●, kort ●●●● ●●●● ●●●● ●●●●, ring 070-174 06 05");
        let revealed = pieces_to(text, &screened(text), To::Revealed);
        let whole: String = revealed
            .iter()
            .map(|piece| match piece {
                Piece::Words(words) => words.as_str(),
                Piece::Found { shown, .. } => shown.as_str(),
            })
            .collect();
        assert_eq!(whole, text);
        assert!(matches!(&revealed[1], Piece::Found { hidden: Hidden::Revealed, .. }));
    }
}
