//! E-mail addresses (RFC 5322 dot-atoms, RFC 6531 for letters beyond ASCII), found from their at sign outwards.

use crate::finding::{Confidence, Finding, FindingKind};

/// Longest part before the at sign, in bytes (RFC 5321, 4.5.3.1.1).
const LONGEST_NAME: usize = 64;
/// Longest domain, in bytes (RFC 5321, 4.5.3.1.2).
const LONGEST_DOMAIN: usize = 255;

/// Adds every address of the text. Handles of the fediverse (`@anna@example.social`) are not addresses of mail.
pub(crate) fn find(text: &str, findings: &mut Vec<Finding>) {
    for (at, _) in text.match_indices('@') {
        if let Some((start, end)) = name_start(text, at).zip(domain_end(text, at + 1)) {
            let span = start..end;
            findings.push(Finding::by(FindingKind::Email, span, "email-address", Confidence::High));
        }
    }
}

fn name_start(text: &str, at: usize) -> Option<usize> {
    let mut start = at;
    for (place, c) in text[..at].char_indices().rev() {
        if !is_of_name(c) || at - place > LONGEST_NAME {
            break;
        }
        start = place;
    }
    // A sentence may end right before: "...anna@example.se". A name neither begins nor ends with a dot.
    let name = text[start..at].trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_handle = text[..start].ends_with('@');
    (!name.is_empty() && !name.ends_with('.') && !name.contains("..") && !is_handle).then_some(at - name.len())
}

/// The end of the domain that begins at `start`: labels with dots between, the last one of two letters or more.
fn domain_end(text: &str, start: usize) -> Option<usize> {
    let mut end = start;
    for (place, c) in text[start..].char_indices() {
        if !(c.is_alphanumeric() || matches!(c, '-' | '.')) || place > LONGEST_DOMAIN {
            break;
        }
        end = start + place + c.len_utf8();
    }
    let mut domain = text[start..end].trim_end_matches(|c: char| !c.is_alphanumeric());
    // "anna@example.se.Hon svarar": what follows an empty label is the next sentence.
    if let Some(gap) = domain.find("..") {
        domain = &domain[..gap];
    }
    let (labels, top) = domain.rsplit_once('.')?;
    let is_label = |label: &str| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-');
    let is_top = top.chars().count() >= 2 && (top.chars().all(char::is_alphabetic) || top.starts_with("xn--"));
    (is_top && labels.split('.').all(is_label)).then_some(start + domain.len())
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut findings = Vec::new();
        find(text, &mut findings);
        let found: Vec<_> = findings.into_iter().map(|finding| &text[finding.span]).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn addresses_in_sentences() {
        check("Skriv till anna.berg+bad@exempelby.example.org.", &["anna.berg+bad@exempelby.example.org"]);
        check("(åsa@exempel.example) eller <b-o@mail.example.se>!", &["åsa@exempel.example", "b-o@mail.example.se"]);
        check("mailto:a@b.se?subject=x ...c@d.no...", &["a@b.se", "c@d.no"]);
        check("x@xn--exmpel-cua.xn--p1ai", &["x@xn--exmpel-cua.xn--p1ai"]);
    }

    #[test]
    fn what_only_has_an_at_sign() {
        check("@anna@example.social och @exempelby.bsky.social", &[]);
        check("5 kg @ 20 kr, a@b, a@b.1, @, a@, a@-b.se, a@b-.se, a..b@c.se, a.@b.se", &[]);
        check(&"@".repeat(1000), &[]);
    }
}
