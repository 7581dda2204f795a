//! Any bytes as an entry bundle: what reads writes back the same.

use formats::tlog::{entry_bundle, parse_bundle};

/// One run.
pub(crate) fn run(data: &[u8]) {
    if let Ok(entries) = parse_bundle(data) {
        assert!(entries.len() <= 256);
        assert_eq!(entry_bundle(&entries).as_deref(), Ok(data));
    }
}
