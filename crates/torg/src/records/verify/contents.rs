//! Contents: each still has the SHA-256 it is named by, or an entry says under which decision it was erased.
use store::{Conn, sql, values};

use super::named::event;
use super::{Place, Report, Wrong};
use crate::ground::vault::sha256;
use crate::ground::{EntryId, Problem};
use crate::records::content::Hash;
use crate::records::event::Event;

/// Contents in one batch; a content is some kilobytes.
const BATCH: i64 = 500;

sql! {
    CONTENTS = "select sha256, bytes, erased_under, erased_entry from records_content where sha256 > ?1 order by sha256 limit ?2";
    BODY = "select body from records_entry where id = ?1";
    // Looks through the whole record; asked only for what does not fit.
    NAMING = sqlite "select id from records_entry where instr(body, ?1) > 0 order by id limit 1",
             postgres "select id from records_entry where position(cast(?1 as bytea) in body) > 0 order by id limit 1";
}

struct Kept {
    hash: Vec<u8>,
    fits: bool,
    erased: Option<(Option<String>, Option<EntryId>)>,
}

pub(super) fn check(conn: &mut Conn, report: &mut Report) -> Result<(), Problem> {
    let mut after: Vec<u8> = Vec::new();
    loop {
        let batch = conn.rows(&CONTENTS, values![&after, BATCH], |row| {
            let hash: Vec<u8> = row.get(0)?;
            let bytes: Option<Vec<u8>> = row.get(1)?;
            let fits = bytes.as_ref().is_none_or(|bytes| sha256(bytes).as_slice() == hash);
            let erased = match bytes {
                Some(_) => None,
                None => Some((row.get(2)?, row.get(3)?)),
            };
            Ok(Kept { hash, fits, erased })
        })?;
        let Some(last) = batch.last() else { return Ok(()) };
        after.clone_from(&last.hash);
        for kept in batch {
            // An address that is no SHA-256 at all is zeros here: what it names does not fit it anyway.
            let hash = Hash(kept.hash.try_into().unwrap_or_default());
            match kept.erased {
                None => {
                    report.contents += 1;
                    if !kept.fits {
                        let place = naming(conn, hash, report)?;
                        report.wrong(place, Wrong::Content(hash));
                    }
                }
                Some((Some(decision), Some(entry))) if says_erased(conn, entry, hash, &decision)? => {
                    *report.erased.entry(decision).or_default() += 1;
                }
                Some(_) => {
                    let place = naming(conn, hash, report)?;
                    report.wrong(place, Wrong::Vanished(hash));
                }
            }
        }
    }
}

fn says_erased(conn: &mut Conn, entry: EntryId, hash: Hash, under: &str) -> Result<bool, Problem> {
    let body: Option<Vec<u8>> = conn.one(&BODY, values![entry], |row| row.get(0))?;
    let said = body.and_then(|body| event(&body));
    Ok(matches!(said, Some(Event::ContentErased { contents, decision, .. }) if decision == under && contents.contains(&hash)))
}

/// The first entry that names a content.
fn naming(conn: &mut Conn, hash: Hash, report: &Report) -> Result<Place, Problem> {
    if report.misfits.len() >= super::TOLD {
        return Ok(Place::default());
    }
    let entry = conn.one(&NAMING, values![hash.to_string().into_bytes()], |row| row.get::<EntryId>(0))?;
    Ok(Place { entry, ..Place::default() })
}
