//! Any bytes as a letter: its ids can stand in a header and a search, and its words on one line where they must.

/// One run.
pub(crate) fn run(data: &[u8]) {
    connect::testing::any_bytes_as_a_letter(data);
}
