//! The act: the only writing transaction of the domain. It ends in an event or leaves no trace.
//!
//! `desk.act(|act| …)` gives an [`Act`]; the closure can only succeed with a [`Committed`], which only [`Act::commit`] makes. An
//! act that is dropped, refused or that panics is rolled back with everything it wrote.
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::Conn;

use super::entry;
use super::event::Event;
use crate::ground::{Desk, EntryId, MandateId, PersonId, Problem, SubstitutionId};

/// Who acts, as the record states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum By {
    /// A person, under a mandate.
    Person {
        /// Who.
        person: PersonId,
        /// Under which mandate.
        mandate: MandateId,
    },
    /// A person who stands in for another, under the absent one's mandate.
    Substitute {
        /// Who acted.
        person: PersonId,
        /// Under whose mandate.
        mandate: MandateId,
        /// The record of their being a substitute.
        substitution: SubstitutionId,
    },
    /// A person about their own affairs (signing in, setting a password), which needs no mandate.
    Oneself {
        /// Who.
        person: PersonId,
    },
    /// Torg itself: what came in from a network, what a schedule did.
    Torg,
    /// Someone with a shell on the machine.
    Shell,
}

/// One act under way. Take it by value: an act ends once.
pub struct Act<'t> {
    conn: &'t mut Conn,
    now: Timestamp,
}

/// Proof that an act ended in an event; carries what the act gives back.
#[derive(Debug)]
pub struct Committed<T>(T);

impl<T> Committed<T> {
    /// What the act gives back, to go on with in the same transaction.
    pub fn value(&self) -> &T {
        &self.0
    }

    /// The same proof, with something else given back.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Committed<U> {
        Committed(f(self.0))
    }

    /// What the act gives back, looked at.
    pub fn gives(&self) -> &T {
        &self.0
    }

    /// What the act gave back. The transaction that held it is the caller's.
    pub(crate) fn into_inner(self) -> T {
        self.0
    }
}

impl<'t> Act<'t> {
    /// An act inside a transaction that the caller holds: intake puts many items, each its own act, in one.
    pub(crate) fn within(conn: &'t mut Conn, now: Timestamp) -> Self {
        Self { conn, now }
    }

    /// The transaction.
    pub fn conn(&mut self) -> &mut Conn {
        self.conn
    }

    /// When the act happens: one time for all it writes.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Writes an event that is a part of this act, before the one it ends with. Gives the entry's id.
    pub fn record(&mut self, by: By, event: &Event) -> Result<EntryId, Problem> {
        entry::append(self.conn, self.now, by, event)
    }

    /// Writes the events of many things that happened in this transaction, each with its own time, in their order.
    pub(crate) fn record_each(&mut self, by: By, events: &[(Timestamp, Event)]) -> Result<Vec<EntryId>, Problem> {
        entry::append_each(self.conn, by, events)
    }

    /// Ends the act with its event.
    pub fn commit<T>(self, by: By, event: &Event, gives: T) -> Result<Committed<T>, Problem> {
        entry::append(self.conn, self.now, by, event)?;
        Ok(Committed(gives))
    }

    /// Ends an act that found nothing to do and wrote nothing that the record should know.
    pub(crate) fn nothing<T>(self, gives: T) -> Committed<T> {
        Committed(gives)
    }

    /// Ends the act with events that were written by [`Act::record`] already, the last of which is `entry`.
    pub fn recorded<T>(self, _entry: EntryId, gives: T) -> Committed<T> {
        Committed(gives)
    }
}

impl Desk {
    /// Does one act: both it and its event are written, or neither.
    pub async fn act<T, F>(&self, f: F) -> Result<T, Problem>
    where
        F: FnOnce(Act<'_>) -> Result<Committed<T>, Problem> + Send + 'static,
        T: Send + 'static,
    {
        let now = self.now();
        let gives = self.write(move |conn| f(Act::within(conn, now)).map(Committed::into_inner)).await?;
        self.wake_sealer();
        self.wake_jobs();
        Ok(gives)
    }
}
