//! The Merkle tree, kept as tiles of 256 hashes: appending needs only the right edge, and a full tile never changes again.

use std::collections::HashMap;

use super::hash::{EMPTY_ROOT, Hash, node_hash};

/// How many hashes a full tile holds (tlog-tiles: height 8).
pub const TILE_WIDTH: u16 = 256;

/// Levels of tiles that a log of `u64` entries can have.
const LEVELS: u8 = 8;

/// What gives stored hashes back: a table, a folder, a web address.
pub trait Tiles {
    /// What can go wrong in the store itself; also carries what this module finds wrong with the hashes.
    type Error: From<TreeError>;

    /// The first `width` (1 to 256) hashes of tile `index` at `level`. More may be returned, the rest is not looked at:
    /// a store need keep only the newest form of each tile.
    fn tile(&mut self, level: u8, index: u64, width: u16) -> Result<Vec<Hash>, Self::Error>;
}

/// A tile to store, with all its hashes so far; replaces an earlier, narrower one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// 0 for leaf hashes; each level above holds the roots of 256 full hashes below.
    pub level: u8,
    /// Place within the level, from 0.
    pub index: u64,
    /// 1 to 256 hashes.
    pub hashes: Vec<Hash>,
}

/// Why a tree could not be read or asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TreeError {
    /// The store holds fewer hashes than a log of this size has.
    #[error("tile {index} at level {level} holds {got} hashes where {wanted} are needed; the stored log is damaged or shorter")]
    ShortTile {
        /// Level of the tile.
        level: u8,
        /// Its place in the level.
        index: u64,
        /// Hashes needed.
        wanted: u16,
        /// Hashes received.
        got: usize,
    },
    /// An entry was asked for that the log of this size does not have.
    #[error("entry {index} is not in a log of {size} entries")]
    NoSuchEntry {
        /// The entry, from 0.
        index: u64,
        /// Entries in the log.
        size: u64,
    },
    /// The older size is larger than the newer.
    #[error("a log of {new} entries has no earlier size {old}")]
    NotEarlier {
        /// The size that should have been the smaller one.
        old: u64,
        /// The size it was held against.
        new: u64,
    },
    /// More than 2^64 − 1 entries.
    #[error("the log cannot hold more entries")]
    Full,
}

/// How many hashes tile `index` at `level` has in a log of `size` entries; `None` if it has no such tile.
pub fn tile_width(level: u8, index: u64, size: u64) -> Option<u16> {
    if level >= LEVELS {
        return None;
    }
    let hashes = size >> (8 * u32::from(level));
    let before = index.checked_mul(u64::from(TILE_WIDTH))?;
    // The minimum is at most 256, so it fits.
    hashes.checked_sub(before).filter(|&n| n > 0).map(|n| n.min(u64::from(TILE_WIDTH)) as u16)
}

/// The tiles to store when the leaf hashes `new` are appended to a log of `old` entries.
///
/// That is every tile that changed or began, at its width so far. Only the unfinished tiles on the right edge are read.
/// The log is not larger before they are stored.
pub fn append<T: Tiles>(tiles: &mut T, old: u64, new: &[Hash]) -> Result<Vec<Tile>, T::Error> {
    let mut changed = Vec::new();
    if old.checked_add(new.len() as u64).is_none() {
        return Err(TreeError::Full.into());
    }
    let mut coming = new.to_vec();
    for level in 0..LEVELS {
        if coming.is_empty() {
            break;
        }
        let have = old >> (8 * u32::from(level));
        let mut index = have / u64::from(TILE_WIDTH);
        let mut hashes = match tile_width(level, index, old) {
            Some(width) => whole(tiles, level, index, width)?,
            None => Vec::new(),
        };
        let mut above = Vec::new();
        let mut rest = coming.as_slice();
        while !rest.is_empty() {
            let (now, later) = rest.split_at(rest.len().min(usize::from(TILE_WIDTH) - hashes.len()));
            hashes.extend_from_slice(now);
            rest = later;
            let full = hashes.len() == usize::from(TILE_WIDTH);
            if full {
                above.push(fold(&hashes));
            }
            changed.push(Tile { level, index, hashes: std::mem::take(&mut hashes) });
            index += u64::from(full);
        }
        coming = above;
    }
    Ok(changed)
}

/// The root hash (RFC 6962: Merkle Tree Hash) of the first `size` entries.
pub fn root<T: Tiles>(tiles: &mut T, size: u64) -> Result<Hash, T::Error> {
    if size == 0 { Ok(EMPTY_ROOT) } else { Reading::new(tiles, size).range(0, size) }
}

/// The largest power of two below `n`, where RFC 6962 splits a tree of `n` (two or more) entries.
pub(super) fn split(n: u64) -> u64 {
    1 << (n - 1).ilog2()
}

/// One question to the tiles of a log of a known size; no tile is fetched twice.
pub(super) struct Reading<'a, T> {
    tiles: &'a mut T,
    size: u64,
    fetched: HashMap<(u8, u64), Vec<Hash>>,
}

impl<'a, T: Tiles> Reading<'a, T> {
    pub(super) fn new(tiles: &'a mut T, size: u64) -> Self {
        Self { tiles, size, fetched: HashMap::new() }
    }

    /// The root over `n` (one or more) entries from `start`, where `start` is a multiple of the largest power of two up to `n`.
    pub(super) fn range(&mut self, start: u64, n: u64) -> Result<Hash, T::Error> {
        if n.is_power_of_two() {
            return self.perfect(start, n.ilog2());
        }
        let left = split(n);
        let (left_root, right_root) = (self.perfect(start, left.ilog2())?, self.range(start + left, n - left)?);
        Ok(node_hash(&left_root, &right_root))
    }

    /// The root over the 2^`height` entries from `start`: read from the highest tile that can tell.
    fn perfect(&mut self, start: u64, height: u32) -> Result<Hash, T::Error> {
        let level = (height / 8) as u8; // height < 64, so level < 8
        let first = start >> (8 * u32::from(level));
        let (index, place) = (first / u64::from(TILE_WIDTH), (first % u64::from(TILE_WIDTH)) as usize);
        let until = place + (1 << (height % 8));
        if !self.fetched.contains_key(&(level, index)) {
            let width = tile_width(level, index, self.size).unwrap_or(0);
            let hashes = if width == 0 { Vec::new() } else { whole(self.tiles, level, index, width)? };
            self.fetched.insert((level, index), hashes);
        }
        let hashes = &self.fetched[&(level, index)];
        match hashes.get(place..until) {
            Some(under) => Ok(fold(under)),
            // `until` is at most 256, so it fits.
            None => Err(TreeError::ShortTile { level, index, wanted: until as u16, got: hashes.len() }.into()),
        }
    }
}

/// The tile, cut to `width` hashes, or the fault that it has fewer.
fn whole<T: Tiles>(tiles: &mut T, level: u8, index: u64, width: u16) -> Result<Vec<Hash>, T::Error> {
    let mut hashes = tiles.tile(level, index, width)?;
    if hashes.len() < usize::from(width) {
        return Err(TreeError::ShortTile { level, index, wanted: width, got: hashes.len() }.into());
    }
    hashes.truncate(usize::from(width));
    Ok(hashes)
}

/// The root over a power of two of hashes.
fn fold(hashes: &[Hash]) -> Hash {
    match hashes {
        [] => EMPTY_ROOT,
        [one] => *one,
        [left, right] => node_hash(left, right),
        more => {
            let (left, right) = more.split_at(more.len() / 2);
            node_hash(&fold(left), &fold(right))
        }
    }
}
