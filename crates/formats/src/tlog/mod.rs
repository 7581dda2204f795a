//! The sealed record as a public log: anyone can check offline that nothing was taken out or changed afterwards.
//!
//! The shapes are the public ones, so that foreign tools can verify a desk's record:
//! [tlog-tiles](https://c2sp.org/tlog-tiles) (stored hashes), [tlog-checkpoint](https://c2sp.org/tlog-checkpoint)
//! (what is signed), [signed-note](https://c2sp.org/signed-note) (how), and the Merkle tree of RFC 6962, section 2.1.

mod bundle;
mod checkpoint;
mod hash;
pub mod note;
mod path;
mod proof;
#[cfg(test)]
mod properties;
mod tree;

pub use bundle::{BundleError, entry_bundle, parse_bundle};
pub use checkpoint::{Checkpoint, CheckpointError};
pub use hash::{EMPTY_ROOT, Hash, leaf_hash, node_hash};
pub use path::{PathError, TilePath, entries_path, parse_tile_path, tile_path};
pub use proof::{ProofError, prove_consistency, prove_inclusion, verify_consistency, verify_inclusion};
pub use tree::{TILE_WIDTH, Tile, Tiles, TreeError, append, root, tile_width};
