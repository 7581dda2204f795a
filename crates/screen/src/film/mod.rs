//! Films made ready to leave: what a film file tells beside what is seen and heard (where, with what, by whom, when; tracks that nobody
//! sees) is overwritten where it stands. The file keeps its length, so that no place in it moves, and nothing is decoded.
//!
//! Made for the ISO base media format (ISO/IEC 14496-12) and its elder, QuickTime: MP4 and MOV. It works by what is known to be needed:
//! everything else is overwritten, also what comes to be invented.

mod boxes;
mod samples;

use std::fmt;
use std::ops::Range;

use boxes::{Box, children};

/// Why a film cannot be made ready. Told as a sentence; a desk translates it by [`FilmFault::as_str`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilmFault {
    /// It is no MP4 or MOV, or it is broken.
    Unreadable,
    /// Its pictures lie in another file, whose place it tells.
    Elsewhere,
    /// It is cut in fragments and has tracks that nobody sees, which cannot be told apart from the others.
    Hidden,
}

impl FilmFault {
    /// The name in data.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Elsewhere => "elsewhere",
            Self::Hidden => "hidden",
        }
    }
}

impl fmt::Display for FilmFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unreadable => "this is no MP4 or MOV that can be read",
            Self::Elsewhere => "the film's pictures lie in another file; export it as one file",
            Self::Hidden => "the film has tracks that nobody sees and is cut in fragments; export it anew as MP4",
        })
    }
}

impl std::error::Error for FilmFault {}

type Stripped = Result<(), FilmFault>;

/// Overwrites all that a film tells beside picture, sound and subtitles. What is left plays as before.
///
/// ```
/// assert_eq!(screen::strip_film(&mut b"no film".to_vec()), Err(screen::FilmFault::Unreadable));
/// ```
///
/// # Errors
/// When it cannot be read to its end, or has parts that cannot be taken out. The bytes may then be changed in part and must not leave.
pub fn strip_film(film: &mut [u8]) -> Stripped {
    let whole = 0..film.len();
    let top = children(film, whole)?;
    if top.first().map(|first| first.kind) != Some(*b"ftyp") {
        return Err(FilmFault::Unreadable);
    }
    let movies = top.iter().filter(|one| one.kind == *b"moov").count();
    let in_fragments = top.iter().any(|one| one.kind == *b"moof");
    if movies != 1 {
        return Err(FilmFault::Unreadable);
    }
    let mut seen = Vec::new();
    for one in &top {
        match &one.kind {
            b"ftyp" | b"styp" | b"mdat" | b"sidx" => {}
            b"moov" => movie(film, one, in_fragments, &mut seen)?,
            b"moof" => fragment(film, one)?,
            _ => overwrite(film, one),
        }
    }
    if !in_fragments {
        samples::keep_only(film, &top, seen);
    }
    Ok(())
}

/// Makes a box one that means nothing, of the same length: a reader passes over it.
fn overwrite(film: &mut [u8], one: &Box) {
    film[one.start + 4..one.start + 8].copy_from_slice(b"free");
    film[one.body.clone()].fill(0);
}

fn movie(film: &mut [u8], movie: &Box, in_fragments: bool, seen: &mut Vec<Range<usize>>) -> Stripped {
    for one in children(film, movie.body.clone())? {
        match &one.kind {
            b"mvhd" => forget_times(film, &one)?,
            b"mvex" => keep(film, &one, &[b"mehd", b"trex"])?,
            b"trak" if is_shown(film, &one)? => track(film, &one, in_fragments, seen)?,
            b"trak" if in_fragments => return Err(FilmFault::Hidden),
            _ => overwrite(film, &one),
        }
    }
    Ok(())
}

/// Whether a track is one that people see or hear: a picture, sound or subtitles, and not switched off.
fn is_shown(film: &[u8], track: &Box) -> Result<bool, FilmFault> {
    let parts = children(film, track.body.clone())?;
    let Some(head) = parts.iter().find(|one| one.kind == *b"tkhd") else { return Ok(false) };
    let is_on = film.get(head.body.start + 3).is_some_and(|flags| flags & 1 == 1);
    Ok(is_on && matches!(&handler(film, &parts)?, b"vide" | b"soun" | b"subt" | b"sbtl"))
}

/// What a track holds.
fn handler(film: &[u8], parts: &[Box]) -> Result<[u8; 4], FilmFault> {
    let Some(media) = parts.iter().find(|one| one.kind == *b"mdia") else { return Ok([0; 4]) };
    let media = children(film, media.body.clone())?;
    let Some(handler) = media.iter().find(|one| one.kind == *b"hdlr") else { return Ok([0; 4]) };
    // Version and flags, a field of QuickTime, then the sort of media.
    let at = handler.body.start + 8;
    film.get(at..at + 4).filter(|_| at + 4 <= handler.body.end).and_then(|kind| kind.try_into().ok()).ok_or(FilmFault::Unreadable)
}

fn track(film: &mut [u8], track: &Box, in_fragments: bool, seen: &mut Vec<Range<usize>>) -> Stripped {
    let parts = children(film, track.body.clone())?;
    let sort = handler(film, &parts)?;
    for one in parts {
        match &one.kind {
            b"tkhd" => forget_times(film, &one)?,
            b"edts" => keep(film, &one, &[b"elst"])?,
            b"mdia" => media(film, &one, sort, in_fragments, seen)?,
            _ => overwrite(film, &one),
        }
    }
    Ok(())
}

fn media(film: &mut [u8], media: &Box, sort: [u8; 4], in_fragments: bool, seen: &mut Vec<Range<usize>>) -> Stripped {
    for one in children(film, media.body.clone())? {
        match &one.kind {
            b"mdhd" => forget_times(film, &one)?,
            b"elng" => {}
            b"hdlr" => forget_name(film, &one),
            b"minf" => {
                for part in children(film, one.body.clone())? {
                    match &part.kind {
                        b"vmhd" | b"smhd" | b"nmhd" | b"sthd" => {}
                        // QuickTime also names what reads the data.
                        b"hdlr" => forget_name(film, &part),
                        b"dinf" => {
                            keep(film, &part, &[b"dref"])?;
                            lies_here(film, &part)?;
                        }
                        b"stbl" => {
                            if !in_fragments {
                                seen.extend(samples::of(film, &part)?);
                            }
                            table(film, &part, sort)?;
                        }
                        _ => overwrite(film, &part),
                    }
                }
            }
            _ => overwrite(film, &one),
        }
    }
    Ok(())
}

/// The name of a handler is whatever the program or the camera calls itself; the three fields before it too.
fn forget_name(film: &mut [u8], handler: &Box) {
    let name = (handler.body.start + 12).min(handler.body.end);
    film[name..handler.body.end].fill(0);
}

/// Refuses what lies in another file: its address tells of somebody's machine.
fn lies_here(film: &[u8], information: &Box) -> Stripped {
    for references in children(film, information.body.clone())?.iter().filter(|one| one.kind == *b"dref") {
        let list = (references.body.start + 8).min(references.body.end)..references.body.end;
        for one in children(film, list)? {
            if film.get(one.body.start + 3).is_none_or(|flags| flags & 1 == 0) || one.body.len() > 4 {
                return Err(FilmFault::Elsewhere);
            }
        }
    }
    Ok(())
}

/// Where the samples are and when; all of it is needed to play them.
const TABLES: &[&[u8; 4]] = &[
    b"stsd", b"stts", b"ctts", b"cslg", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"stss", b"stsh", b"stdp", b"sdtp", b"sbgp",
    b"sgpd", b"subs", b"saiz", b"saio",
];
/// The name of the program that encoded, in the description of a picture: 32 bytes, after 50 of the entry (ISO/IEC 14496-12, 12.1.3).
const ENCODER: Range<usize> = 50..82;
/// The maker's mark in QuickTime's description of picture and sound, which MP4 leaves at zero.
const MAKER: Range<usize> = 20..24;

fn table(film: &mut [u8], table: &Box, sort: [u8; 4]) -> Stripped {
    keep(film, table, TABLES)?;
    let marks: &[Range<usize>] = match &sort {
        b"vide" => &[MAKER, ENCODER],
        b"soun" => &[MAKER],
        _ => &[],
    };
    for described in children(film, table.body.clone())?.iter().filter(|one| one.kind == *b"stsd") {
        let list = (described.body.start + 8).min(described.body.end)..described.body.end;
        for entry in children(film, list)? {
            for told in marks {
                let told = entry.start + told.start..entry.start + told.end;
                if told.end > entry.body.end {
                    return Err(FilmFault::Unreadable);
                }
                film[told].fill(0);
            }
        }
    }
    Ok(())
}

fn fragment(film: &mut [u8], fragment: &Box) -> Stripped {
    for one in children(film, fragment.body.clone())? {
        match &one.kind {
            b"mfhd" => {}
            b"traf" => keep(film, &one, &[b"tfhd", b"tfdt", b"trun", b"sdtp", b"sbgp", b"sgpd", b"subs", b"saiz", b"saio"])?,
            _ => overwrite(film, &one),
        }
    }
    Ok(())
}

/// Overwrites all but the named boxes.
fn keep(film: &mut [u8], parent: &Box, kinds: &[&[u8; 4]]) -> Stripped {
    for one in children(film, parent.body.clone())? {
        if !kinds.contains(&&one.kind) {
            overwrite(film, &one);
        }
    }
    Ok(())
}

/// When it was made and changed: two fields after version and flags, of four or eight bytes.
fn forget_times(film: &mut [u8], one: &Box) -> Stripped {
    let version = film.get(one.body.start).copied().unwrap_or(2);
    let times = match version {
        0 => one.body.start + 4..one.body.start + 12,
        1 => one.body.start + 4..one.body.start + 20,
        _ => return Err(FilmFault::Unreadable),
    };
    if times.end > one.body.end {
        return Err(FilmFault::Unreadable);
    }
    film[times].fill(0);
    Ok(())
}

#[cfg(test)]
mod tests;
