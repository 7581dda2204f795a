//! The sealed log, from the first entry to the last: leaves, tiles, roots, signatures; then what waits to be sealed.
use std::collections::VecDeque;

use formats::tlog::{self, Checkpoint, TILE_WIDTH};
use store::{Conn, sql, values};
use uuid::Uuid;

use super::named::{Entries, Row};
use super::tree::Rebuilt;
use super::{Against, Place, Report, Wrong, open_checkpoint};
use crate::ground::clock::from_micros;
use crate::ground::{EntryId, Problem};
use crate::records::{entry, seal};

/// Rows in one batch.
const BATCH: i64 = 500;

sql! {
    LEAVES = "select l.position, l.entry, l.hash, e.at, e.event, e.subject, e.body
              from records_leaf l left join records_entry e on e.id = l.entry where l.position >= ?1 order by l.position limit ?2";
    TILE = "select hashes from records_tile where level = ?1 and position = ?2";
    TILES = "select level, position from records_tile where (level, position) > (?1, ?2) order by level, position limit ?3";
    CHECKPOINTS = "select size, note from records_checkpoint where size > ?1 order by size limit ?2";
    WAITING = "select u.entry, e.at, e.event, e.subject, e.body
               from records_unsealed u left join records_entry e on e.id = u.entry where u.entry > ?1 order by u.entry limit ?2";
    STRAY = "select e.id from records_entry e left join records_leaf l on l.entry = e.id left join records_unsealed u on u.entry = e.id
             where l.entry is null and u.entry is null order by e.id limit ?1";
    OF_ENTRY = "select l.position, e.at from records_entry e left join records_leaf l on l.entry = e.id where e.id = ?1";
    AT_POSITION = "select l.entry, e.at from records_leaf l left join records_entry e on e.id = l.entry where l.position = ?1";
}

/// One place of the log: what the leaf says, and the entry where it is still there.
struct Leaf {
    position: u64,
    entry: EntryId,
    hash: tlog::Hash,
    row: Option<Row>,
}

fn entry_row(row: &store::Row<'_>, id: EntryId, from: usize) -> Result<Option<Row>, store::Fault> {
    let Some(body) = row.get::<Option<Vec<u8>>>(from + 3)? else { return Ok(None) };
    Ok(Some(Row { id, at: row.get(from)?, event: row.get(from + 1)?, subject: row.get(from + 2)?, body }))
}

/// Goes through the sealed log.
pub(super) fn sealed(conn: &mut Conn, against: &Against, entries: &mut Entries, report: &mut Report) -> Result<(), Problem> {
    let size = u64::try_from(seal::size(conn)?).map_err(anyhow::Error::from)?;
    report.sealed = size;
    let mut signed = Signed::new(against, report);
    let mut rebuilt = Rebuilt::new(size);
    while rebuilt.taken() < size {
        let from = i64::try_from(rebuilt.taken()).map_err(anyhow::Error::from)?;
        let batch = conn.rows(&LEAVES, values![from, BATCH], |row| {
            let entry = row.get(1)?;
            let position = row.get::<i64>(0)?.cast_unsigned();
            Ok(Leaf { position, entry, hash: row.get(2)?, row: entry_row(row, entry, 3)? })
        })?;
        let mut rows = Vec::with_capacity(batch.len());
        for leaf in batch {
            while rebuilt.taken() < leaf.position {
                let missing = Place { position: Some(rebuilt.taken()), ..Place::default() };
                report.wrong(missing, Wrong::NoLeaf);
                step(conn, &mut rebuilt, None, None, missing, &mut signed, report)?;
            }
            let at = leaf.row.as_ref().map(|row| from_micros(row.at));
            let place = Place { position: Some(leaf.position), entry: Some(leaf.entry), at };
            let computed = leaf.row.as_ref().map(|row| tlog::leaf_hash(&entry::leaf(row.id, row.at, &row.body)));
            if computed.is_none() {
                report.wrong(place, Wrong::NoEntry);
            }
            step(conn, &mut rebuilt, computed, Some(leaf.hash), place, &mut signed, report)?;
            rows.extend(leaf.row.map(|row| (Some(leaf.position), row)));
        }
        entries.check(conn, &rows, report)?;
    }
    signed.rest(conn, size, report)?;
    surplus_tiles(conn, size, report)?;
    report.root = rebuilt.root();
    Ok(())
}

/// Takes one entry into the tree and holds the root against every checkpoint of this size.
fn step(
    conn: &mut Conn,
    rebuilt: &mut Rebuilt,
    computed: Option<tlog::Hash>,
    stored: Option<tlog::Hash>,
    place: Place,
    signed: &mut Signed<'_>,
    report: &mut Report,
) -> Result<(), Problem> {
    let mut fetch = |level: u8, index: u64, _: u16| {
        let index = i64::try_from(index).map_err(anyhow::Error::from)?;
        let bytes: Option<Vec<u8>> = conn.one(&TILE, values![i64::from(level), index], |row| row.get(0))?;
        Ok(bytes.unwrap_or_default().as_chunks::<32>().0.to_vec())
    };
    for (position, wrong) in rebuilt.take(computed, stored, &mut fetch)? {
        let here = if Some(position) == place.position { place } else { Place { position: Some(position), ..Place::default() } };
        report.wrong(here, wrong);
    }
    signed.hold(conn, rebuilt, report)
}

/// The checkpoints in the order of their sizes, read ahead in batches, and those kept outside.
struct Signed<'a> {
    against: &'a Against,
    ahead: VecDeque<(u64, String)>,
    read_to: u64,
    all_read: bool,
    latest: Option<u64>,
}

impl<'a> Signed<'a> {
    fn new(against: &'a Against, report: &mut Report) -> Self {
        if against.key.is_none() && report.sealed > 0 {
            report.wrong(Place::default(), Wrong::NoKey);
        }
        Self { against, ahead: VecDeque::new(), read_to: 0, all_read: false, latest: None }
    }

    fn next_size(&mut self, conn: &mut Conn) -> Result<Option<u64>, Problem> {
        if self.ahead.is_empty() && !self.all_read {
            let from = i64::try_from(self.read_to).map_err(anyhow::Error::from)?;
            let read =
                conn.rows(&CHECKPOINTS, values![from, BATCH], |row| Ok((row.get::<i64>(0)?.cast_unsigned(), row.get(1)?)))?;
            self.all_read = read.is_empty();
            self.read_to = read.last().map_or(self.read_to, |(size, _)| *size);
            self.ahead.extend(read);
        }
        Ok(self.ahead.front().map(|(size, _)| *size))
    }

    /// Holds the root so far against what was signed for this size.
    fn hold(&mut self, conn: &mut Conn, rebuilt: &Rebuilt, report: &mut Report) -> Result<(), Problem> {
        let size = rebuilt.taken();
        let place = Place { position: size.checked_sub(1), ..Place::default() };
        if self.next_size(conn)? == Some(size)
            && let Some((_, signed)) = self.ahead.pop_front()
        {
            self.latest = Some(size);
            if let Some(checkpoint) = self.opened(size, &signed, place, report) {
                report.checkpoints += 1;
                if rebuilt.root().is_some_and(|root| root != checkpoint.root) {
                    report.wrong(place, Wrong::Root { size });
                }
            }
        }
        for kept in self.against.kept.iter().filter(|kept| kept.size == size) {
            report.checkpoints += 1;
            if rebuilt.root().is_some_and(|root| root != kept.root) {
                report.wrong(place, Wrong::KeptRoot { size });
            }
        }
        Ok(())
    }

    fn opened(&self, size: u64, signed: &str, place: Place, report: &mut Report) -> Option<Checkpoint> {
        match open_checkpoint(signed, self.against.key?) {
            Ok(checkpoint) if checkpoint.size == size => Some(checkpoint),
            Ok(checkpoint) => {
                report.wrong(place, Wrong::Checkpoint { size, why: super::Unsound::Size(checkpoint.size) });
                None
            }
            Err(why) => {
                report.wrong(place, Wrong::Checkpoint { size, why });
                None
            }
        }
    }

    /// Checkpoints for more entries than there are, and entries that none covers.
    fn rest(&mut self, conn: &mut Conn, have: u64, report: &mut Report) -> Result<(), Problem> {
        let end = Place { position: have.checked_sub(1), ..Place::default() };
        let mut beyond = None;
        while let Some(size) = self.next_size(conn)? {
            beyond = Some(size);
            self.ahead.pop_front();
        }
        let kept = self.against.kept.iter().map(|kept| kept.size).filter(|size| *size > have).max();
        if let Some(size) = beyond.max(kept) {
            report.wrong(end, Wrong::Cut { size, have });
        }
        match self.latest {
            None if have > 0 && beyond.is_none() => report.wrong(Place::default(), Wrong::NoCheckpoint),
            Some(size) if size < have && beyond.is_none() => report.wrong(end, Wrong::Uncovered { size, have }),
            _ => {}
        }
        Ok(())
    }
}

/// Tiles that a log of this size does not have: what is left when its end was cut off.
fn surplus_tiles(conn: &mut Conn, size: u64, report: &mut Report) -> Result<(), Problem> {
    let mut after = (-1i64, 0i64);
    loop {
        let places = conn.rows(&TILES, values![after.0, after.1, BATCH], |row| Ok((row.get::<i64>(0)?, row.get::<i64>(1)?)))?;
        let Some(last) = places.last() else { return Ok(()) };
        after = *last;
        for (level, index) in places {
            let (level, index) = (u8::try_from(level).unwrap_or(u8::MAX), index.cast_unsigned());
            if tlog::tile_width(level, index, size).is_none() {
                let end = Place { position: size.checked_sub(1), ..Place::default() };
                report.wrong(end, Wrong::TileWidth { level, index, wanted: 0, got: usize::from(TILE_WIDTH) });
            }
        }
    }
}

/// What waits to be sealed, and what neither waits nor is sealed.
pub(super) fn waiting(conn: &mut Conn, entries: &mut Entries, report: &mut Report) -> Result<(), Problem> {
    let mut after = Uuid::nil();
    loop {
        let batch = conn.rows(&WAITING, values![after, BATCH], |row| {
            let entry = row.get(0)?;
            Ok((entry, entry_row(row, entry, 1)?))
        })?;
        let Some((last, _)) = batch.last() else { break };
        after = last.0;
        report.unsealed += batch.len() as u64;
        let mut rows = Vec::with_capacity(batch.len());
        for (entry, row) in batch {
            match row {
                Some(row) => rows.push((None, row)),
                None => report.wrong(Place { entry: Some(entry), ..Place::default() }, Wrong::QueuedGone),
            }
        }
        entries.check(conn, &rows, report)?;
    }
    for stray in conn.rows(&STRAY, values![super::TOLD as i64], |row| row.get::<EntryId>(0))? {
        report.wrong(Place { entry: Some(stray), ..Place::default() }, Wrong::Stray);
    }
    Ok(())
}

/// Fills in what the database knows of a place.
pub(super) fn complete(conn: &mut Conn, place: &mut Place) -> Result<(), Problem> {
    type Known = (Option<i64>, Option<i64>);
    match (place.entry, place.position) {
        (Some(entry), _) => {
            let known: Option<Known> = conn.one(&OF_ENTRY, values![entry], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let (position, at) = known.unwrap_or_default();
            place.position = place.position.or(position.map(i64::cast_unsigned));
            place.at = place.at.or(at.map(from_micros));
        }
        (None, Some(position)) => {
            let position = i64::try_from(position).map_err(anyhow::Error::from)?;
            let known: Option<(EntryId, Option<i64>)> =
                conn.one(&AT_POSITION, values![position], |row| Ok((row.get(0)?, row.get(1)?)))?;
            place.entry = known.map(|(entry, _)| entry);
            place.at = known.and_then(|(_, at)| at).map(from_micros);
        }
        (None, None) => {}
    }
    Ok(())
}
