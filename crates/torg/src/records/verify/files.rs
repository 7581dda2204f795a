//! Verification from files alone: a downloaded or exported `/log/` folder and the log's key. No desk, no database, no secret.
use std::io::ErrorKind;
use std::path::Path;

use anyhow::Context;
use formats::tlog::{self, TILE_WIDTH, entries_path, parse_bundle, tile_path, tile_width};
use jiff::Timestamp;

use super::tree::Rebuilt;
use super::{Against, Place, Report, Wrong, open_checkpoint};
use crate::ground::clock::from_micros;
use crate::ground::{EntryId, Problem};

/// Verifies the folder as of its own checkpoint.
pub fn files(folder: &Path, against: &Against) -> Result<Report, Problem> {
    let key = against.key.context("the log's key is needed to check what was signed")?;
    let file = folder.join("checkpoint");
    let signed = std::fs::read_to_string(&file).with_context(|| format!("could not read {}", file.display()))?;
    let mut report = Report::default();
    let checkpoint = match open_checkpoint(&signed, key) {
        Ok(checkpoint) => checkpoint,
        Err(why) => {
            report.wrong(Place::default(), Wrong::Checkpoint { size: 0, why });
            return Ok(report);
        }
    };
    report.sealed = checkpoint.size;
    let mut rebuilt = Rebuilt::new(checkpoint.size);
    while rebuilt.taken() < checkpoint.size {
        bundle(folder, checkpoint.size, &mut rebuilt, against, &mut report)?;
    }
    report.root = rebuilt.root();
    report.checkpoints += 1;
    let end = Place { position: checkpoint.size.checked_sub(1), ..Place::default() };
    if rebuilt.root().is_some_and(|root| root != checkpoint.root) {
        report.wrong(end, Wrong::Root { size: checkpoint.size });
    }
    if let Some(size) = against.kept.iter().map(|kept| kept.size).filter(|size| *size > checkpoint.size).max() {
        report.wrong(end, Wrong::Cut { size, have: checkpoint.size });
    }
    report.misfits.sort_by_key(|misfit| misfit.place.position.unwrap_or(u64::MAX));
    Ok(report)
}

/// Takes the entries of the next bundle.
fn bundle(folder: &Path, size: u64, rebuilt: &mut Rebuilt, against: &Against, report: &mut Report) -> Result<(), Problem> {
    let index = rebuilt.taken() / u64::from(TILE_WIDTH);
    let wanted = tile_width(0, index, size).unwrap_or(0);
    let bytes = stored(folder, wanted, |width| entries_path(index, width))?;
    let lines =
        parse_bundle(&bytes).map_err(anyhow::Error::from).with_context(|| format!("entry bundle {index} cannot be read"))?;
    if lines.len() < usize::from(wanted) {
        let place = Place { position: Some(rebuilt.taken() + lines.len() as u64), ..Place::default() };
        report.wrong(place, Wrong::BundleWidth { index, wanted, got: lines.len() });
    }
    for n in 0..usize::from(wanted) {
        let line = lines.get(n).copied();
        let (entry, at) = line.and_then(read_line).unzip();
        let place = Place { position: Some(rebuilt.taken()), entry, at };
        if line.is_some() && entry.is_none() {
            report.wrong(place, Wrong::Unreadable("this is no public line of an entry".to_owned()));
        }
        let mut fetch = |level: u8, index: u64, width: u16| {
            let bytes = stored(folder, width, |width| tile_path(level, index, width))?;
            Ok(bytes.as_chunks::<32>().0.iter().take(usize::from(width)).copied().collect())
        };
        for (position, wrong) in rebuilt.take(line.map(tlog::leaf_hash), None, &mut fetch)? {
            let here =
                if Some(position) == place.position { place } else { Place { position: Some(position), ..Place::default() } };
            report.wrong(here, wrong);
        }
        for kept in against.kept.iter().filter(|kept| kept.size == rebuilt.taken()) {
            report.checkpoints += 1;
            if rebuilt.root().is_some_and(|root| root != kept.root) {
                report.wrong(place, Wrong::KeptRoot { size: kept.size });
            }
        }
    }
    Ok(())
}

/// The bytes of a tile at its width, or of the full one that came later; nothing when neither is there.
fn stored(folder: &Path, width: u16, path: impl Fn(u16) -> String) -> Result<Vec<u8>, Problem> {
    for width in [width, TILE_WIDTH] {
        let file = folder.join(path(width));
        match std::fs::read(&file) {
            Ok(bytes) => return Ok(bytes),
            Err(missing) if missing.kind() == ErrorKind::NotFound => {}
            Err(fault) => return Err(anyhow::Error::from(fault).context(format!("could not read {}", file.display())).into()),
        }
    }
    Ok(Vec::new())
}

/// Id and time of an entry's public line ([`crate::records::entry::leaf`]).
fn read_line(line: &[u8]) -> Option<(EntryId, Timestamp)> {
    let Ok(text) = str::from_utf8(line) else { return None };
    let mut lines = text.strip_prefix("torg entry v1\n")?.split('\n');
    let (Ok(id), Ok(at)) = (lines.next()?.parse(), lines.next()?.parse()) else { return None };
    let (hash, end, nothing) = (lines.next()?, lines.next()?, lines.next());
    (hash.len() == 64 && end.is_empty() && nothing.is_none()).then_some((id, from_micros(at)))
}
