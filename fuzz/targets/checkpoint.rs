//! Any text as a checkpoint: what reads writes back the same.

use formats::tlog::Checkpoint;

/// One run.
pub(crate) fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(checkpoint) = Checkpoint::parse(text) {
        assert_eq!(checkpoint.to_text().as_deref(), Ok(text));
    }
}
