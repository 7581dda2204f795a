//! Any text as the path of a tile: there is one spelling for each tile.

use formats::tlog::parse_tile_path;

/// One run.
pub(crate) fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(path) = parse_tile_path(text) {
        assert_eq!(path.to_string(), text);
        assert!(!text.contains("..") && !text.starts_with('/'));
    }
}
