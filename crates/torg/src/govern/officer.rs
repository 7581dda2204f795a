//! The officer: someone signed in, by a login or an API token. Asks for mandates; holds none.
use jiff::Timestamp;
use store::Conn;

use super::holding::{self, Hold};
use super::mandate::{self, Channels, Mandate, Permission, Scope};
use super::person::Person;
use super::reach::Reach;
use super::whom;
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

    /// Asks for permission `A` wherever they have it first: for what belongs to no place.
    pub fn may_somewhere<A: Permission>(&self, conn: &mut Conn, now: Timestamp) -> Result<Mandate<A>, Problem> {
        let held = self.holds(conn, now)?;
        let scope = held.iter().find(|hold| hold.allows(A::ALLOWED, now)).map_or(Scope::Everywhere, Hold::scope);
        self.may(conn, scope, now)
    }

    /// In which channels they may do `A`.
    pub fn channels<A: Permission>(&self, conn: &mut Conn, now: Timestamp) -> Result<Channels, Problem> {
        let held = self.holds(conn, now)?;
        mandate::channels::<A>(conn, &held, now)
    }

    /// Where they may do `A`, units too. It may be nowhere.
    pub fn reach_or_nowhere<A: Permission>(&self, conn: &mut Conn, now: Timestamp) -> Result<Reach, Problem> {
        let held = self.holds(conn, now)?;
        Reach::of::<A>(conn, &held, now)
    }

    /// Where they may do `A`, units too; refused when it is nowhere.
    pub fn reach<A: Permission>(&self, conn: &mut Conn, now: Timestamp) -> Result<Reach, Problem> {
        let reach = self.reach_or_nowhere::<A>(conn, now)?;
        if reach.is_nowhere() {
            let home = Scope::Unit(self.person.unit);
            let why = whom::why_not(conn, self.person.id, A::ALLOWED, home, now)?;
            return Err(whom::refused(conn, A::ALLOWED, home, why, now)?);
        }
        Ok(reach)
    }

    /// What they act under, now or later: mandates of their own and those of people they stand in for, or with a token its one.
    pub fn holds(&self, conn: &mut Conn, now: Timestamp) -> Result<Vec<Hold>, Problem> {
        let mut held = holding::of_person(conn, self.person.id, now)?;
        held.retain(|hold| self.only_under.is_none_or(|only| hold.granted.id == only && hold.standing_in.is_none()));
        Ok(held)
    }
}
