//! Addresses of machines (RFC 791, RFC 4291): with a time they lead to a person (C-582/14 Breyer).

use std::net::{Ipv4Addr, Ipv6Addr};

use super::words::word_before;
use crate::context::is_said_before;
use crate::finding::{Confidence, Finding, FindingKind};
use crate::groups::{Groups, Link};
use crate::identity::calendar::number;

/// The address of version 4 that begins with group `first`.
pub(super) fn read(text: &str, groups: &Groups, first: usize) -> Option<Finding> {
    let part = groups.some(first, 4)?;
    let linked = part[1..].iter().all(|group| group.link == Link::Point);
    if !linked || part.iter().any(|group| group.len > 3) || groups.hang_together(first, 4) {
        return None;
    }
    let span = part[0].start..part[3].end;
    let address: Ipv4Addr = text.get(span.clone())?.parse().ok()?;
    let (start, word) = word_before(text, span.start);
    let named = is_said_before(text, span.start, &["ip", "ipn", "adress", "adresse", "address", "ipadress", "server", "osoite"]);
    let is_version = start < span.start && matches!(word, "v" | "V")
        || is_said_before(text, span.start, &["version", "versjon", "kapittel", "kapitel", "avsnitt", "punkt", "versio"]);
    let small = (first..first + 4).all(|place| groups.some(place, 1).is_some_and(|one| number(groups.digits(one)) < 20));
    if !named && (is_version || small || address.is_unspecified()) {
        return None;
    }
    Some(Finding::by(FindingKind::IpAddress, span, "ip-version-4", if named { Confidence::High } else { Confidence::Medium }))
}

/// Longest address of version 6 with an embedded version 4.
const LONGEST: usize = 45;
/// Fewer hexadecimal digits than this are as often code.
const FEWEST_DIGITS: usize = 6;

/// Adds every address of version 6.
pub(super) fn find_version_six(text: &str, findings: &mut Vec<Finding>) {
    let is_of_address = |byte: u8| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.');
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(colon) = text[from..].find(':').map(|place| from + place) {
        let start = (from..colon).rev().take_while(|place| is_of_address(bytes[*place])).last().unwrap_or(colon);
        let end = bytes[colon..].iter().position(|byte| !is_of_address(*byte)).map_or(bytes.len(), |len| colon + len);
        from = end.max(colon + 1);
        let run = text[start..end].trim_end_matches(['.', ':']);
        let run = if text[start + run.len()..end].starts_with("::") { &text[start..start + run.len() + 2] } else { run };
        let n_digits = run.bytes().filter(u8::is_ascii_hexdigit).count();
        let alone = !text[..start].ends_with(char::is_alphanumeric) && !text[end..].starts_with(char::is_alphanumeric);
        if run.len() <= LONGEST && n_digits >= FEWEST_DIGITS && alone && run.parse::<Ipv6Addr>().is_ok() {
            findings.push(Finding::by(FindingKind::IpAddress, start..start + run.len(), "ip-version-6", Confidence::High));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let groups = Groups::of(text);
        let mut findings: Vec<_> = (0..groups.all().len()).filter_map(|first| read(text, &groups, first)).collect();
        find_version_six(text, &mut findings);
        findings.into_iter().map(|finding| &text[finding.span]).collect()
    }

    #[test]
    fn machines() {
        assert_eq!(found("från 192.0.2.17, och 2001:db8::8a2e:370:7334."), ["192.0.2.17", "2001:db8::8a2e:370:7334"]);
        assert_eq!(found("ip 10.0.0.1"), ["10.0.0.1"]);
        for text in [
            "v10.20.30.40",
            "version 10.20.30.40",
            "punkt 1.2.3.4",
            "kl 12:30:45",
            "aa:bb:cc:dd:ee:ff",
            "std::fmt",
            "300.1.1.1",
            "1.10.2024.5",
            "::",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }
}
