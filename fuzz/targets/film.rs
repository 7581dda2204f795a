//! Any bytes as a film: it keeps its length, and what was made ready once is ready.

use screen::strip_film;

/// One run.
pub(crate) fn run(data: &[u8]) {
    let mut film = data.to_vec();
    if strip_film(&mut film).is_ok() {
        assert_eq!(film.len(), data.len());
        let once = film.clone();
        assert_eq!(strip_film(&mut film), Ok(()));
        assert_eq!(film, once);
    }
}
