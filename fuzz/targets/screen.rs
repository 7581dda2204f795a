//! Any text through the screen: spans fit, masks hide, and what is shown hides nothing.

use screen::{first_words, language, mask, screen, show_safely};

/// One run.
pub(crate) fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let findings = screen(&text);
    let mut end = 0;
    for finding in &findings {
        assert!(finding.span.start >= end && finding.span.start < finding.span.end, "overlapping or empty: {finding:?}");
        assert!(text.get(finding.span.clone()).is_some(), "within a character: {finding:?}");
        end = finding.span.end;
    }
    let masked = mask(&text, &findings);
    assert_eq!(masked.chars().count(), text.chars().count());
    assert!(screen(&masked).iter().all(|again| !findings.iter().any(|f| f.kind == again.kind && f.span == again.span)));
    assert!(first_words(&text, 40).chars().count() <= 40);
    let shown = show_safely(&text);
    assert_eq!(show_safely(&shown), shown);
    let _ = language::detect(&text, Some("sv"));
}
