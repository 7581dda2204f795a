//! What one entry claims beside its bytes: its columns, the contents it names, what it says was erased.
use std::collections::{BTreeMap, HashMap};

use store::{Conn, sql, values};
use uuid::Uuid;

use super::{Place, Report, Wrong};
use crate::ground::clock::from_micros;
use crate::ground::{EntryId, Problem};
use crate::records::content::Hash;
use crate::records::entry::Body;
use crate::records::event::Event;

sql! {
    STATES = sqlite "select sha256, erased_under, erased_entry, case when bytes is null then 1 else 0 end from records_content
                     where sha256 in (select unhex(value) from json_each(?1))",
             postgres "select sha256, erased_under, erased_entry, case when bytes is null then 1 else 0 end from records_content
                     where sha256 in (select decode(value, 'hex') from json_array_elements_text(cast(cast(?1 as text) as json)) as named (value))";
    DECISION = "select e.body from records_retention_decision d join records_entry e on e.id = d.entry where d.number = ?1";
}

/// An entry's row.
pub(super) struct Row {
    pub(super) id: EntryId,
    pub(super) at: i64,
    pub(super) event: String,
    pub(super) subject: Uuid,
    pub(super) body: Vec<u8>,
}

/// What is remembered from entry to entry.
#[derive(Default)]
pub(super) struct Entries {
    /// Decisions that entries named, and whether they are on the record. There are few.
    decisions: BTreeMap<String, bool>,
    /// Entries that tell of a version of a message.
    pub(super) telling_versions: u64,
}

/// A content as its row has it.
struct State {
    erased: bool,
    under: Option<String>,
    entry: Option<EntryId>,
}

impl Entries {
    /// Checks a batch of entries, each with its position where it is sealed.
    pub(super) fn check(&mut self, conn: &mut Conn, batch: &[(Option<u64>, Row)], report: &mut Report) -> Result<(), Problem> {
        let mut read = Vec::with_capacity(batch.len());
        for (position, row) in batch {
            let place = Place { position: *position, entry: Some(row.id), at: Some(from_micros(row.at)) };
            match serde_json::from_slice::<Body>(&row.body) {
                Ok(body) => {
                    columns(row, &body, place, report);
                    read.push((place, body));
                }
                Err(fault) => report.wrong(place, Wrong::Unreadable(fault.to_string())),
            }
        }
        let states = states(conn, read.iter().flat_map(|(_, body)| body.event.contents()))?;
        for (place, body) in &read {
            for hash in body.event.contents() {
                if !states.contains_key(&hash) {
                    report.wrong(*place, Wrong::NoContent(hash));
                }
            }
            match &body.event {
                Event::ContentErased { contents, decision, .. } => {
                    for hash in contents {
                        let says_so =
                            |state: &State| state.erased && state.under.as_ref() == Some(decision) && state.entry == place.entry;
                        if states.get(hash).is_some_and(|state| !says_so(state)) {
                            report.wrong(*place, Wrong::NotErased(*hash, decision.clone()));
                        }
                    }
                    if !self.is_on_the_record(conn, decision)? {
                        report.wrong(*place, Wrong::NoDecision(decision.clone()));
                    }
                }
                Event::MessageReceived { .. } | Event::MessageEdited { .. } | Event::MessageDeleted { .. } => {
                    self.telling_versions += 1;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn is_on_the_record(&mut self, conn: &mut Conn, decision: &str) -> Result<bool, Problem> {
        if let Some(known) = self.decisions.get(decision) {
            return Ok(*known);
        }
        let body: Option<Vec<u8>> = conn.one(&DECISION, values![decision], |row| row.get(0))?;
        let found = body
            .and_then(|body| event(&body))
            .is_some_and(|event| matches!(event, Event::RetentionDecided { number, .. } if number == decision));
        self.decisions.insert(decision.to_owned(), found);
        Ok(found)
    }
}

/// The event of an entry's bytes, where they can be read; that they cannot is told elsewhere.
pub(super) fn event(body: &[u8]) -> Option<Event> {
    match serde_json::from_slice::<Body>(body) {
        Ok(body) => Some(body.event),
        Err(_) => None,
    }
}

/// The columns are there to be searched by; they must say what the sealed bytes say.
fn columns(row: &Row, body: &Body, place: Place, report: &mut Report) {
    for (column, fits) in [
        ("id", row.id == body.id),
        ("at", row.at == body.at),
        ("event", row.event == body.event.name()),
        ("subject", row.subject == body.event.subject()),
    ] {
        if !fits {
            report.wrong(place, Wrong::Column(column));
        }
    }
}

fn states(conn: &mut Conn, hashes: impl Iterator<Item = Hash>) -> Result<HashMap<Hash, State>, Problem> {
    let asked: Vec<Hash> = hashes.collect();
    if asked.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = conn.rows(&STATES, values![serde_json::to_string(&asked)?], |row| {
        Ok((row.get(0)?, State { under: row.get(1)?, entry: row.get(2)?, erased: row.get(3)? }))
    })?;
    Ok(rows.into_iter().collect())
}
