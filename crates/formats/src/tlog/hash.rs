//! The two hashes of RFC 6962, section 2.1. A first byte keeps entries and inner nodes apart, so neither can pose as the other.

use aws_lc_rs::digest::{Context, Digest, SHA256, digest};

/// A SHA-256 value.
pub type Hash = [u8; 32];

/// The root of a log without entries: SHA-256 of nothing.
pub const EMPTY_ROOT: Hash = [
    0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27, 0xae, 0x41, 0xe4, 0x64,
    0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
];

/// The hash of one entry: SHA-256 of `0x00` and the entry's bytes.
pub fn leaf_hash(entry: &[u8]) -> Hash {
    let mut context = Context::new(&SHA256);
    context.update(&[0]);
    context.update(entry);
    to_hash(&context.finish())
}

/// The hash of an inner node: SHA-256 of `0x01`, the left and the right hash.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut bytes = [1; 65];
    bytes[1..33].copy_from_slice(left);
    bytes[33..].copy_from_slice(right);
    to_hash(&digest(&SHA256, &bytes))
}

/// SHA-256 of `bytes`, as key ids need it.
pub(super) fn sha256(bytes: &[u8]) -> Hash {
    to_hash(&digest(&SHA256, bytes))
}

fn to_hash(digest: &Digest) -> Hash {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest.as_ref());
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_empty_log_and_the_empty_entry_have_the_published_hashes() {
        // RFC 6962, section 2.1, and the reference vectors of the Certificate Transparency project.
        assert_eq!(EMPTY_ROOT, sha256(b""));
        assert_eq!(hex::encode(leaf_hash(b"")), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    }

    #[test]
    fn an_entry_cannot_pose_as_a_node() {
        let (left, right) = (leaf_hash(b"a"), leaf_hash(b"b"));
        assert_ne!(leaf_hash(&[left, right].concat()), node_hash(&left, &right));
    }
}
