//! The officer: someone signed in, by a login or an API token. Asks for mandates; holds none.
use jiff::Timestamp;
use store::Conn;

use super::mandate::{self, Channels, Granted, Mandate, Permission, Scope};
use super::person::Person;
use super::reach::Reach;
use crate::ground::{MandateId, PersonId, Problem};

/// Someone signed in.
#[derive(Clone, Debug)]
pub struct Officer {
    /// Who.
    pub person: Person,
    /// With an API token: the one mandate it is bound to.
    pub only_under: Option<MandateId>,
}

impl Officer {
    /// Their id.
    pub fn id(&self) -> PersonId {
        self.person.id
    }

    /// Asks for permission `A` in `scope`, in the transaction that will use it.
    pub fn may<A: Permission>(&self, conn: &mut Conn, scope: Scope, now: Timestamp) -> Result<Mandate<A>, Problem> {
        match self.only_under {
            Some(id) => mandate::ask_under(conn, id, scope, now),
            None => mandate::ask(conn, self.person.id, scope, now),
        }
    }

    /// In which channels they may do `A`.
    pub fn channels<A: Permission>(&self, conn: &mut Conn, now: Timestamp) -> Result<Channels, Problem> {
        let mandates = self.mandates(conn)?;
        mandate::channels::<A>(conn, &mandates, now)
    }

    /// Where they may do `A`, units too; refused when it is nowhere.
    pub fn reach<A: Permission>(&self, conn: &mut Conn, now: Timestamp) -> Result<Reach, Problem> {
        let mandates = self.mandates(conn)?;
        Reach::of::<A>(conn, &mandates, now)?.must_be_somewhere(A::ALLOWED)
    }

    /// The mandates they act under: all they have had, or with a token its one.
    fn mandates(&self, conn: &mut Conn) -> Result<Vec<Granted>, Problem> {
        let mut mandates = mandate::of_person(conn, self.person.id)?;
        mandates.retain(|granted| self.only_under.is_none_or(|only| granted.id == only));
        Ok(mandates)
    }
}
