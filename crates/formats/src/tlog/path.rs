//! Where tiles stand under a log's address ([tlog-tiles](https://c2sp.org/tlog-tiles)): `tile/0/x001/234.p/56`.

use std::fmt;

use super::tree::TILE_WIDTH;

/// What a path under `tile/` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TilePath {
    /// A tile of hashes.
    Hashes {
        /// 0 to 63.
        level: u8,
        /// Place within the level.
        index: u64,
        /// 1 to 256; 256 is a full tile.
        width: u16,
    },
    /// A bundle of entries, beside the level 0 tile with the same index and width.
    Entries {
        /// Place within the log, in bundles.
        index: u64,
        /// 1 to 256; 256 is a full bundle.
        width: u16,
    },
}

/// The path is not one that the standard would write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a tile path; one looks like tile/0/x001/234 or tile/entries/067.p/8")]
pub struct PathError;

/// The path of a tile of hashes; a `width` of 256 is a full tile.
pub fn tile_path(level: u8, index: u64, width: u16) -> String {
    TilePath::Hashes { level, index, width }.to_string()
}

/// The path of a bundle of entries; a `width` of 256 is a full bundle.
pub fn entries_path(index: u64, width: u16) -> String {
    TilePath::Entries { index, width }.to_string()
}

/// Reads a path from `tile/` on. Only the one canonical spelling of each tile is taken.
pub fn parse_tile_path(path: &str) -> Result<TilePath, PathError> {
    let (level, rest) = path.strip_prefix("tile/").and_then(|rest| rest.split_once('/')).ok_or(PathError)?;
    let (number, width) = match rest.split_once(".p/") {
        Some((number, width)) => (number, decimal(width).filter(|width| (1..256).contains(width)).ok_or(PathError)? as u16),
        None => (rest, TILE_WIDTH),
    };
    let mut index: u64 = 0;
    for part in number.split('/') {
        let thousand = decimal(part.strip_prefix('x').unwrap_or(part)).filter(|n| *n < 1000).ok_or(PathError)?;
        index = index.checked_mul(1000).and_then(|index| index.checked_add(thousand)).ok_or(PathError)?;
    }
    let found = match level {
        "entries" => TilePath::Entries { index, width },
        _ => TilePath::Hashes { level: decimal(level).filter(|n| *n < 64).ok_or(PathError)? as u8, index, width },
    };
    // Zeros and x in wrong places, signs and the like: whatever would not be written so is not read.
    if found.to_string() == path { Ok(found) } else { Err(PathError) }
}

fn decimal(text: &str) -> Option<u64> {
    // At most three digits are ever needed, so nothing overflows.
    let short = (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    short.then(|| text.bytes().fold(0, |n, byte| n * 10 + u64::from(byte - b'0')))
}

impl fmt::Display for TilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (index, width) = match *self {
            Self::Hashes { level, index, width } => {
                write!(f, "tile/{level}/")?;
                (index, width)
            }
            Self::Entries { index, width } => {
                f.write_str("tile/entries/")?;
                (index, width)
            }
        };
        // 2^64 has seven groups of three digits.
        for power in (1..=6).rev() {
            let group = index / 1000_u64.pow(power);
            if group > 0 {
                write!(f, "x{:03}/", group % 1000)?;
            }
        }
        write!(f, "{:03}", index % 1000)?;
        if width == TILE_WIDTH { Ok(()) } else { write!(f, ".p/{width}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn paths_look_as_in_the_standard() {
        assert_eq!(tile_path(0, 1_234_067, 256), "tile/0/x001/x234/067");
        assert_eq!(tile_path(0, 1234, 56), "tile/0/x001/234.p/56");
        assert_eq!(tile_path(7, 0, 1), "tile/7/000.p/1");
        assert_eq!(entries_path(1000, 256), "tile/entries/x001/000");
        assert_eq!(tile_path(63, u64::MAX, 255), "tile/63/x018/x446/x744/x073/x709/x551/615.p/255");
    }

    #[test]
    fn other_spellings_are_refused() {
        for path in [
            "",
            "tile",
            "tile/0",
            "tile/0/",
            "tile/0/67",
            "tile/0/0067",
            "tile/0/x067",
            "tile/0/001/234",
            "tile/0/x000/234",
            "tile/0/x001/x234",
            "tile/00/067",
            "tile/64/067",
            "tile/+1/067",
            "tile/0/+67",
            "tile/0/067/",
            "/tile/0/067",
            "tile/0/067.p/0",
            "tile/0/067.p/256",
            "tile/0/067.p/01",
            "tile/0/067.p/",
            "tile/0/067.p/1/2",
            "tile/0/../067",
            "tile/0/x018/x446/x744/x073/x709/x551/616",
            "tile/entries",
            "tile/data/067",
        ] {
            assert_eq!(parse_tile_path(path), Err(PathError), "{path}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(level in 0_u8..64, index: u64, width in 1_u16..=256) {
            prop_assert_eq!(parse_tile_path(&tile_path(level, index, width)), Ok(TilePath::Hashes { level, index, width }));
            prop_assert_eq!(parse_tile_path(&entries_path(index, width)), Ok(TilePath::Entries { index, width }));
        }
    }
}
