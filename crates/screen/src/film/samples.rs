//! Where the pictures and the sound of a track lie in the file, by its tables (ISO/IEC 14496-12, 8.6 and 8.7). All else among them is
//! overwritten: positions from a camera lie there as a track of their own, and what was cut away may still lie there too.

use std::ops::Range;

use super::FilmFault;
use super::boxes::{Box, children, number};

/// The places of a track's samples, chunk by chunk.
pub(super) fn of(film: &[u8], table: &Box) -> Result<Vec<Range<usize>>, FilmFault> {
    let tables = children(film, table.body.clone())?;
    let find = |kind: &[u8; 4]| tables.iter().find(|one| one.kind == *kind);
    let (Some(runs), Some(sizes)) = (find(b"stsc"), find(b"stsz").or_else(|| find(b"stz2"))) else {
        return Err(FilmFault::Unreadable);
    };
    let chunks = match (find(b"stco"), find(b"co64")) {
        (Some(short), _) => offsets(film, short, 4)?,
        (None, Some(long)) => offsets(film, long, 8)?,
        (None, None) => return Err(FilmFault::Unreadable),
    };
    let sizes = Sizes::read(film, sizes)?;
    let runs = read_runs(film, runs)?;
    let mut places = Vec::with_capacity(chunks.len());
    let (mut run, mut sample) = (0, 0usize);
    for (n, start) in (1..).zip(chunks) {
        while runs.get(run + 1).is_some_and(|(first, _)| *first <= n) {
            run += 1;
        }
        let (_, in_chunk) = *runs.get(run).ok_or(FilmFault::Unreadable)?;
        let next = sample.checked_add(in_chunk).ok_or(FilmFault::Unreadable)?;
        let length = sizes.sum(sample..next).ok_or(FilmFault::Unreadable)?;
        let end = start.checked_add(length).filter(|end| *end <= film.len()).ok_or(FilmFault::Unreadable)?;
        places.push(start..end);
        sample = next;
    }
    Ok(places)
}

/// How large samples are: all the same, or each by itself as sums from the beginning.
enum Sizes {
    Same(usize),
    Sums(Vec<usize>),
}

impl Sizes {
    fn read(film: &[u8], table: &Box) -> Result<Self, FilmFault> {
        let body = film.get(table.body.clone()).ok_or(FilmFault::Unreadable)?;
        let (field, count) = (number(body, 4)?, number(body, 8)?);
        let list = &body[12..];
        if table.kind == *b"stsz" && field != 0 {
            return Ok(Self::Same(field));
        }
        let bits = if table.kind == *b"stsz" { 32 } else { field & 0xff };
        let size = |n: usize| match bits {
            32 => number(list, n * 4),
            16 => list
                .get(n * 2..n * 2 + 2)
                .map(|two| usize::from(u16::from_be_bytes([two[0], two[1]])))
                .ok_or(FilmFault::Unreadable),
            8 => list.get(n).map(|one| usize::from(*one)).ok_or(FilmFault::Unreadable),
            4 => list
                .get(n / 2)
                .map(|two| usize::from(if n.is_multiple_of(2) { two >> 4 } else { two & 15 }))
                .ok_or(FilmFault::Unreadable),
            _ => Err(FilmFault::Unreadable),
        };
        // A count that promises more than the table holds ends at once, before anything is made of it.
        if bits == 0 || count > list.len().saturating_mul(8) / bits {
            return Err(FilmFault::Unreadable);
        }
        let mut sums = Vec::with_capacity(count + 1);
        sums.push(0usize);
        for n in 0..count {
            let sum = sums[n].checked_add(size(n)?).ok_or(FilmFault::Unreadable)?;
            sums.push(sum);
        }
        Ok(Self::Sums(sums))
    }

    fn sum(&self, samples: Range<usize>) -> Option<usize> {
        match self {
            Self::Same(size) => samples.len().checked_mul(*size),
            Self::Sums(sums) => Some(sums.get(samples.end)? - sums.get(samples.start)?),
        }
    }
}

fn offsets(film: &[u8], table: &Box, width: usize) -> Result<Vec<usize>, FilmFault> {
    let body = film.get(table.body.clone()).ok_or(FilmFault::Unreadable)?;
    let count = number(body, 4)?;
    if count > body.len() / width {
        return Err(FilmFault::Unreadable);
    }
    (0..count)
        .map(|n| match width {
            4 => number(body, 8 + n * 4),
            _ => {
                let (high, low) = (number(body, 8 + n * 8)?, number(body, 12 + n * 8)?);
                high.checked_mul(1 << 32).and_then(|high| high.checked_add(low)).ok_or(FilmFault::Unreadable)
            }
        })
        .collect()
}

/// From which chunk on how many samples lie in each.
fn read_runs(film: &[u8], table: &Box) -> Result<Vec<(usize, usize)>, FilmFault> {
    let body = film.get(table.body.clone()).ok_or(FilmFault::Unreadable)?;
    let count = number(body, 4)?;
    if count > body.len() / 12 {
        return Err(FilmFault::Unreadable);
    }
    (0..count).map(|n| Ok((number(body, 8 + n * 12)?, number(body, 12 + n * 12)?))).collect()
}

/// Overwrites all in the file's stores of samples that is not in one of these places.
pub(super) fn keep_only(film: &mut [u8], top: &[Box], mut places: Vec<Range<usize>>) {
    places.sort_by_key(|place| place.start);
    for store in top.iter().filter(|one| one.kind == *b"mdat") {
        let mut at = store.body.start;
        for place in &places {
            if place.end <= at || place.start >= store.body.end {
                continue;
            }
            film[at..place.start.max(at)].fill(0);
            at = place.end.min(store.body.end);
        }
        film[at..store.body.end].fill(0);
    }
}
