//! Messages: each version says what its entry says, none is missing, and the message shows its latest.
use store::{Conn, sql, values};
use uuid::Uuid;

use super::named::{Entries, event};
use super::{Place, Report, Wrong};
use crate::ground::{EntryId, MessageId, Problem};
use crate::records::content::Hash;
use crate::records::event::Event;

/// Versions in one batch.
const BATCH: i64 = 500;

sql! {
    VERSIONS = "select v.message, v.number, v.change, v.entry, v.content, v.raw, e.body, m.version, m.content
                from records_version v left join records_entry e on e.id = v.entry left join records_message m on m.id = v.message
                where (v.message, v.number) > (?1, ?2) order by v.message, v.number limit ?3";
    WITHOUT_VERSION = "select m.id from records_message m left join records_version v on v.message = m.id and v.number = 1
                       where v.message is null order by m.id limit ?1";
    UNTOLD = "select e.id from records_entry e left join records_version v on v.entry = e.id
              where e.event in ('message-received', 'message-edited', 'message-deleted') and v.entry is null order by e.id limit ?1";
}

struct Version {
    message: MessageId,
    number: i64,
    change: String,
    entry: EntryId,
    content: Hash,
    raw: Hash,
    body: Option<Vec<u8>>,
    shown: Option<(i64, Hash)>,
}

impl Version {
    fn place(&self) -> Place {
        Place { entry: Some(self.entry), ..Place::default() }
    }

    /// The entry of a version tells the same as its row. `before` is what the message said until then.
    fn fits(&self, before: Option<Hash>) -> bool {
        let (message, number, content, raw) = (self.message, self.number, self.content, self.raw);
        match self.body.as_deref().and_then(event) {
            Some(Event::MessageReceived { message: m, content: c, raw: r, .. }) => {
                (m, 1, c, r) == (message, number, content, raw)
            }
            Some(Event::MessageEdited { message: m, version: n, content: c, raw: r, .. }) => {
                (m, n, c, r) == (message, number, content, raw)
            }
            Some(Event::MessageDeleted { message: m, version: n, raw: r, .. }) => {
                (m, n, r) == (message, number, raw) && before == Some(content) && self.change == "deleted"
            }
            _ => false,
        }
    }
}

/// Holds every version against its entry.
pub(super) fn check(conn: &mut Conn, entries: &Entries, report: &mut Report) -> Result<(), Problem> {
    let mut before: Option<Version> = None;
    let mut after = (Uuid::nil(), 0i64);
    loop {
        let batch = conn.rows(&VERSIONS, values![after.0, after.1, BATCH], |row| {
            let shown = match (row.get(7)?, row.get(8)?) {
                (Some(version), Some(content)) => Some((version, content)),
                _ => None,
            };
            Ok(Version {
                message: row.get(0)?,
                number: row.get(1)?,
                change: row.get(2)?,
                entry: row.get(3)?,
                content: row.get(4)?,
                raw: row.get(5)?,
                body: row.get(6)?,
                shown,
            })
        })?;
        let Some(last) = batch.last() else { break };
        after = (last.message.0, last.number);
        for version in batch {
            report.versions += 1;
            let earlier = before.take_if(|earlier| earlier.message == version.message);
            if let Some(finished) = before.take() {
                latest(&finished, report);
            }
            let expected = earlier.as_ref().map_or(1, |earlier| earlier.number + 1);
            if version.number != expected {
                report.wrong(version.place(), Wrong::NoVersion(version.message, expected));
            }
            if !version.fits(earlier.map(|earlier| earlier.content)) {
                report.wrong(version.place(), Wrong::Version(version.message, version.number));
            }
            before = Some(version);
        }
    }
    if let Some(finished) = before {
        latest(&finished, report);
    }
    for message in conn.rows(&WITHOUT_VERSION, values![super::TOLD as i64], |row| row.get::<MessageId>(0))? {
        report.wrong(Place::default(), Wrong::NoVersion(message, 1));
    }
    if entries.telling_versions != report.versions {
        for entry in conn.rows(&UNTOLD, values![super::TOLD as i64], |row| row.get::<EntryId>(0))? {
            report.wrong(Place { entry: Some(entry), ..Place::default() }, Wrong::Untold);
        }
    }
    Ok(())
}

/// The message's own row shows the last of its versions.
fn latest(version: &Version, report: &mut Report) {
    match version.shown {
        None => report.wrong(version.place(), Wrong::NoMessage(version.message, version.number)),
        Some(shown) if shown != (version.number, version.content) => {
            report.wrong(version.place(), Wrong::Message(version.message));
        }
        Some(_) => {}
    }
}
