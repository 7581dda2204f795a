//! The sealed log as everyone may have it: the very bytes that `/log/` serves and an export writes. Only public lines, never bodies.
use std::path::Path;

use anyhow::Context;
use formats::tlog::{TILE_WIDTH, TilePath, Tiles, entry_bundle, tile_width};
use store::Conn;

use super::seal::{self, StoredTiles};
use crate::ground::Problem;

/// How many entries the latest checkpoint covers: what is public.
pub fn size(conn: &mut Conn) -> Result<u64, Problem> {
    Ok(seal::latest_checkpoint(conn)?.map_or(0, |(size, _)| size.cast_unsigned()))
}

/// The bytes of a tile or bundle of entries; `None` when the log has no such tile, or not that much of it yet.
pub fn tile(conn: &mut Conn, path: TilePath, size: u64) -> Result<Option<Vec<u8>>, Problem> {
    let (level, index, width) = match path {
        TilePath::Hashes { level, index, width } => (level, index, width),
        TilePath::Entries { index, width } => (0, index, width),
    };
    if tile_width(level, index, size).is_none_or(|have| width > have) {
        return Ok(None);
    }
    match path {
        TilePath::Hashes { .. } => Ok(Some(StoredTiles(conn).tile(level, index, width)?.concat())),
        TilePath::Entries { .. } => {
            let from = i64::try_from(index * u64::from(TILE_WIDTH)).map_err(anyhow::Error::from)?;
            let lines = seal::leaves(conn, from, from + i64::from(width))?;
            let lines: Vec<&[u8]> = lines.iter().map(Vec::as_slice).collect();
            if lines.len() < usize::from(width) {
                return Err(anyhow::anyhow!("the log lacks entries in bundle {index}; run `torg record verify`").into());
            }
            Ok(Some(entry_bundle(&lines).map_err(anyhow::Error::from)?))
        }
    }
}

/// Every tile and bundle that a log of `size` entries has, each at its width so far.
pub fn paths(size: u64) -> impl Iterator<Item = TilePath> {
    let wide = move |level: u8| (0..).map_while(move |index| Some((index, tile_width(level, index, size)?)));
    let hashes = move |level: u8| wide(level).map(move |(index, width)| TilePath::Hashes { level, index, width });
    let entries = wide(0).map(|(index, width)| TilePath::Entries { index, width });
    entries.chain((0..8).flat_map(hashes))
}

/// Writes the whole log as static files under `folder`: `tile/…`, `key`, and last the `checkpoint` that covers them. Full tiles that
/// are there from an earlier export are left alone: they never change. Gives how many entries it holds.
pub fn export(conn: &mut Conn, folder: &Path, key: &str) -> Result<u64, Problem> {
    conn.snapshot()?;
    let Some((size, signed)) = seal::latest_checkpoint(conn)? else {
        return Err(anyhow::anyhow!("nothing is sealed yet; start `torg serve` for a moment").into());
    };
    let size = size.cast_unsigned();
    for path in paths(size) {
        let file = folder.join(path.to_string());
        let (TilePath::Hashes { width, .. } | TilePath::Entries { width, .. }) = path;
        if width == TILE_WIDTH && file.exists() {
            continue;
        }
        let bytes = tile(conn, path, size)?.with_context(|| format!("the log lacks {path}"))?;
        write(&file, &bytes)?;
    }
    write(&folder.join("key"), format!("{key}\n").as_bytes())?;
    write(&folder.join("checkpoint"), signed.as_bytes())?;
    Ok(size)
}

/// Writes beside and renames, so that whoever reads meanwhile sees the old file or the new one.
fn write(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let folder = file.parent().context("a file of the log has a folder")?;
    std::fs::create_dir_all(folder).with_context(|| format!("could not make {}", folder.display()))?;
    let beside = file.with_extension("new");
    let written = std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, file));
    written.with_context(|| format!("could not write {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_has_one_bundle_for_each_tile_of_leaves() {
        let named = |size| paths(size).map(|path| path.to_string()).collect::<Vec<_>>();
        assert_eq!(named(0), Vec::<String>::new());
        assert_eq!(named(3), ["tile/entries/000.p/3", "tile/0/000.p/3"]);
        assert_eq!(named(257), ["tile/entries/000", "tile/entries/001.p/1", "tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1"]);
    }
}
