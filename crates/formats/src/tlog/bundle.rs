//! Entry bundles ([tlog-tiles](https://c2sp.org/tlog-tiles)): up to 256 entries, each after its length in two bytes.

use super::tree::TILE_WIDTH;

/// What is wrong with a bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// An entry does not fit a length of two bytes.
    #[error("a log entry may have at most 65535 bytes")]
    LongEntry,
    /// More than 256 entries.
    #[error("a bundle holds at most 256 entries")]
    TooMany,
    /// The bytes end within an entry.
    #[error("the bundle ends in the middle of an entry")]
    Cut,
}

/// The bytes of a bundle with these entries.
pub fn entry_bundle(entries: &[&[u8]]) -> Result<Vec<u8>, BundleError> {
    if entries.len() > usize::from(TILE_WIDTH) {
        return Err(BundleError::TooMany);
    }
    let mut bytes = Vec::with_capacity(entries.iter().map(|entry| entry.len() + 2).sum());
    for entry in entries {
        let length = u16::try_from(entry.len()).map_err(|_| BundleError::LongEntry)?;
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(entry);
    }
    Ok(bytes)
}

/// The entries of a bundle, in order.
pub fn parse_bundle(mut bytes: &[u8]) -> Result<Vec<&[u8]>, BundleError> {
    let mut entries = Vec::new();
    while !bytes.is_empty() {
        if entries.len() == usize::from(TILE_WIDTH) {
            return Err(BundleError::TooMany);
        }
        let (length, rest) = bytes.split_first_chunk::<2>().ok_or(BundleError::Cut)?;
        let (entry, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length))).ok_or(BundleError::Cut)?;
        entries.push(entry);
        bytes = rest;
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lengths_stand_before_entries_high_byte_first() {
        let long = vec![7; 258];
        let bundle = entry_bundle(&[b"ab", b"", &long]).unwrap();
        assert_eq!(bundle[..8], [0, 2, b'a', b'b', 0, 0, 1, 2]);
        assert_eq!(parse_bundle(&bundle).unwrap(), [b"ab".as_slice(), b"", &long]);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(entry_bundle(&[&vec![0; 65_536]]), Err(BundleError::LongEntry));
        assert_eq!(entry_bundle(&vec![b"".as_slice(); 257]), Err(BundleError::TooMany));
        assert_eq!(parse_bundle(&[0; 257 * 2]), Err(BundleError::TooMany));
        assert_eq!(parse_bundle(&[0, 3, 1, 2]), Err(BundleError::Cut));
        assert_eq!(parse_bundle(&[0]), Err(BundleError::Cut));
    }

    proptest! {
        #[test]
        fn any_bytes_that_read_write_back(bytes in proptest::collection::vec(0_u8..4, 0..600)) {
            if let Ok(entries) = parse_bundle(&bytes) {
                prop_assert_eq!(entry_bundle(&entries).unwrap(), bytes);
            }
        }
    }
}
