//! Any bytes as an image: what is told stands within the file.

use screen::{Group, screen_image};

/// One run.
pub(crate) fn run(data: &[u8]) {
    for finding in screen_image(data) {
        assert!(finding.span.start < finding.span.end && finding.span.end <= data.len(), "{finding:?}");
        assert_eq!(finding.kind.group(), Group::Image);
    }
}
