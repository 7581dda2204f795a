//! The tree, built anew from the first entry on and held against the stored tiles as it grows. Memory: one tile for each level.
use formats::tlog::{EMPTY_ROOT, Hash, TILE_WIDTH, node_hash, tile_width};

use super::Wrong;
use crate::ground::Problem;

/// Gives the stored hashes of a tile, as many as there are: level, index, width it should have.
pub(super) type Fetch<'f> = dyn FnMut(u8, u64, u16) -> Result<Vec<Hash>, Problem> + 'f;

/// A log of a known size that is being rebuilt.
pub(super) struct Rebuilt {
    /// Entries that the whole log has.
    size: u64,
    /// Entries taken so far.
    taken: u64,
    /// Roots of the complete subtrees on the right edge, the highest first: height and hash.
    edge: Vec<(u32, Hash)>,
    /// The stored tile that is being compared, for each level.
    tiles: Vec<Stored>,
    /// Nothing that is stored tells the hash of an entry: no root can be computed from there on.
    torn: bool,
}

#[derive(Default)]
struct Stored {
    index: Option<u64>,
    hashes: Vec<Hash>,
}

impl Rebuilt {
    pub(super) fn new(size: u64) -> Self {
        Self { size, taken: 0, edge: Vec::new(), tiles: Vec::new(), torn: false }
    }

    /// Takes the next entry: its hash computed anew, and the one stored beside it. Says what does not fit, with the first
    /// position that is concerned.
    pub(super) fn take(
        &mut self,
        computed: Option<Hash>,
        stored: Option<Hash>,
        fetch: &mut Fetch<'_>,
    ) -> Result<Vec<(u64, Wrong)>, Problem> {
        let position = self.taken;
        let mut wrong = Vec::new();
        let in_tile = self.compared(0, position, &mut wrong, fetch)?;
        let leaf = match (computed, stored, in_tile) {
            (Some(computed), Some(stored), tile) if computed == stored => {
                if tile.is_some_and(|tile| tile != computed) {
                    wrong.push((position, Wrong::Tile { level: 0, index: position / u64::from(TILE_WIDTH) }));
                }
                Some(computed)
            }
            (Some(computed), Some(_), Some(tile)) if tile == computed => {
                wrong.push((position, Wrong::Leaf));
                Some(tile)
            }
            (Some(_), Some(stored), tile) => {
                wrong.push((position, Wrong::Entry));
                tile.or(Some(stored))
            }
            // Files have no leaves beside their tiles.
            (Some(computed), None, Some(tile)) => {
                if tile != computed {
                    wrong.push((position, Wrong::Tile { level: 0, index: position / u64::from(TILE_WIDTH) }));
                }
                Some(tile)
            }
            (only, also, tile) => tile.or(also).or(only),
        };
        self.taken += 1;
        match leaf {
            Some(leaf) if !self.torn => self.push(leaf, &mut wrong, fetch)?,
            _ => self.torn = true,
        }
        Ok(wrong)
    }

    /// How many entries were taken.
    pub(super) fn taken(&self) -> u64 {
        self.taken
    }

    /// The root over all that was taken; none when the log is torn.
    pub(super) fn root(&self) -> Option<Hash> {
        let over = self.edge.iter().rev().map(|(_, hash)| *hash).reduce(|right, left| node_hash(&left, &right));
        (!self.torn).then_some(over.unwrap_or(EMPTY_ROOT))
    }

    fn push(&mut self, leaf: Hash, wrong: &mut Vec<(u64, Wrong)>, fetch: &mut Fetch<'_>) -> Result<(), Problem> {
        let (mut height, mut hash) = (0, leaf);
        while let Some((_, left)) = self.edge.pop_if(|(beside, _)| *beside == height) {
            hash = node_hash(&left, &hash);
            height += 1;
            if height.is_multiple_of(8) {
                // A whole tile below is one hash of the tile above.
                let place = (self.taken >> height) - 1;
                let level = u8::try_from(height / 8).map_err(anyhow::Error::from)?;
                let stored = self.compared(level, place, wrong, fetch)?;
                if stored.is_some_and(|stored| stored != hash) {
                    // Named by the last entry under it: an entry that is wrong itself was named before.
                    wrong.push((self.taken - 1, Wrong::Tile { level, index: place / u64::from(TILE_WIDTH) }));
                }
            }
        }
        self.edge.push((height, hash));
        Ok(())
    }

    /// The stored hash at `place` of a level; fetches the tile when the place is its first, and says when it is too narrow or too wide.
    fn compared(
        &mut self,
        level: u8,
        place: u64,
        wrong: &mut Vec<(u64, Wrong)>,
        fetch: &mut Fetch<'_>,
    ) -> Result<Option<Hash>, Problem> {
        let (index, within) =
            (place / u64::from(TILE_WIDTH), usize::try_from(place % u64::from(TILE_WIDTH)).map_err(anyhow::Error::from)?);
        let row = usize::from(level);
        if self.tiles.len() <= row {
            self.tiles.resize_with(row + 1, Stored::default);
        }
        if self.tiles[row].index != Some(index) {
            let width = tile_width(level, index, self.size).unwrap_or(0);
            let hashes = fetch(level, index, width)?;
            if hashes.len() != usize::from(width) {
                let got = hashes.len();
                // Where the tile ends too early, or else after its last place.
                let first = (index * u64::from(TILE_WIDTH) + got.min(usize::from(width)) as u64) << (8 * u32::from(level));
                wrong.push((first.min(self.size.saturating_sub(1)), Wrong::TileWidth { level, index, wanted: width, got }));
            }
            self.tiles[row] = Stored { index: Some(index), hashes };
        }
        Ok(self.tiles[row].hashes.get(within).copied())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use formats::tlog::{Tiles, TreeError, append, leaf_hash, root};
    use proptest::prelude::*;

    use super::*;

    #[derive(Clone, Default)]
    struct Kept(HashMap<(u8, u64), Vec<Hash>>);

    impl Tiles for Kept {
        type Error = TreeError;
        fn tile(&mut self, level: u8, index: u64, _width: u16) -> Result<Vec<Hash>, TreeError> {
            Ok(self.0.get(&(level, index)).cloned().unwrap_or_default())
        }
    }

    fn log(size: u64) -> (Vec<Hash>, Kept) {
        let leaves: Vec<Hash> = (0..size).map(|n| leaf_hash(&n.to_be_bytes())).collect();
        let mut kept = Kept::default();
        for tile in append(&mut kept.clone(), 0, &leaves).unwrap() {
            kept.0.insert((tile.level, tile.index), tile.hashes);
        }
        (leaves, kept)
    }

    fn rebuild(leaves: &[Hash], kept: &Kept) -> (Rebuilt, Vec<(u64, Wrong)>) {
        let mut rebuilt = Rebuilt::new(leaves.len() as u64);
        let mut wrong = Vec::new();
        for leaf in leaves {
            let mut fetch = |level, index, _| Ok(kept.0.get(&(level, index)).cloned().unwrap_or_default());
            wrong.extend(rebuilt.take(Some(*leaf), Some(*leaf), &mut fetch).unwrap());
        }
        (rebuilt, wrong)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn a_whole_log_fits_and_one_changed_hash_is_named(size in 1_u64..2_000, at in any::<proptest::sample::Index>(), bit in 0_usize..256) {
            let (leaves, mut kept) = log(size);
            let (rebuilt, wrong) = rebuild(&leaves, &kept);
            prop_assert_eq!(wrong, vec![]);
            prop_assert_eq!(rebuilt.root(), Some(root(&mut kept, size).unwrap()));

            let mut places: Vec<(u8, u64, usize)> = kept.0.iter().flat_map(|((level, index), hashes)| (0..hashes.len()).map(|n| (*level, *index, n))).collect();
            places.sort_unstable();
            let (level, index, n) = *at.get(&places);
            kept.0.get_mut(&(level, index)).unwrap()[n][bit / 8] ^= 1 << (bit % 8);
            let (_, wrong) = rebuild(&leaves, &kept);
            let last_under = ((index * 256 + n as u64 + 1) << (8 * u32::from(level))) - 1;
            prop_assert_eq!(wrong, vec![(last_under, Wrong::Tile { level, index })]);
        }
    }

    #[test]
    fn a_missing_tile_is_named_once() {
        let (leaves, mut kept) = log(700);
        kept.0.remove(&(0, 1));
        let (rebuilt, wrong) = rebuild(&leaves, &kept);
        assert_eq!(wrong, [(256, Wrong::TileWidth { level: 0, index: 1, wanted: 256, got: 0 })]);
        assert!(rebuilt.root().is_some(), "the entries themselves still give the root");
    }
}
