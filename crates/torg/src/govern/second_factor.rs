//! Second factors: who has which, and of whom the authority demands one.
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Conn, Fault, sql, values};

use super::login::{Factors, Login};
use super::mandate::{Allowed, Govern, Mandate, Scope};
use super::{Governs, holding, passkey, recovery_code, totp};
use crate::ground::clock::micros;
use crate::ground::{PersonId, Problem, refuse};
use crate::records::{Act, Committed, Event};

sql! {
    DEMAND = "select value from govern_demand where name = 'second-factor'";
    SET = "insert into govern_demand (name, value, set_by, set_at) values ('second-factor', ?1, ?2, ?3)
           on conflict (name) do update set value = excluded.value, set_by = excluded.set_by, set_at = excluded.set_at";
}

/// Of whom a second factor is demanded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Demand {
    /// Everyone at the desk.
    Everyone,
    /// Those who govern or run the desk.
    GovernAndRun,
    /// Nobody; who wants to has one.
    #[default]
    Nobody,
}

impl Demand {
    /// Every word, alphabetical.
    pub const ALL: &'static [Self] = &[Self::Everyone, Self::GovernAndRun, Self::Nobody];

    /// As the database and the locale keys (`demand-everyone`) write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::GovernAndRun => "govern-and-run",
            Self::Nobody => "nobody",
        }
    }

    /// The word called `name`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|demand| demand.as_str() == name)
    }

    /// Whether it is about someone who may do these acts.
    fn is_of(self, mut acts: impl Iterator<Item = Allowed>) -> bool {
        match self {
            Self::Everyone => true,
            Self::GovernAndRun => acts.any(|act| matches!(act, Allowed::Govern | Allowed::Run)),
            Self::Nobody => false,
        }
    }
}

/// Which second factors someone has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// An authenticator app.
    pub app: bool,
    /// Passkeys.
    pub passkeys: usize,
    /// Recovery codes not used.
    pub codes_left: i64,
}

impl Held {
    /// True when there is any: then a password alone does not sign in.
    pub fn any(self) -> bool {
        self.app || self.passkeys > 0
    }
}

/// What `person` has.
pub fn held(conn: &mut Conn, person: PersonId) -> Result<Held, Problem> {
    Ok(Held {
        app: totp::is_in_use(conn, person)?,
        passkeys: passkey::of_person(conn, person)?.len(),
        codes_left: recovery_code::left(conn, person)?,
    })
}

/// Of whom a second factor is demanded.
pub fn demand(conn: &mut Conn) -> Result<Demand, Problem> {
    match conn.one(&DEMAND, values![], |row| row.get::<String>(0))? {
        None => Ok(Demand::Nobody),
        // A word that this version does not know must not open what it closed.
        Some(word) => Ok(Demand::named(&word).unwrap_or(Demand::Everyone)),
    }
}

/// Decides of whom it is demanded. It holds from the very next request: whoever signed in with one factor adds another first.
pub fn decide(mut act: Act<'_>, by: &Mandate<Govern>, demand: Demand) -> Result<Committed<()>, Problem> {
    by.reach(act.conn(), Scope::Everywhere)?;
    let now = act.now();
    act.conn().run(&SET, values![demand.as_str(), by.person(), micros(now)])?;
    act.commit(by.by(), &Event::SecondFactorDemanded { of: demand.as_str().to_owned() }, ())
}

/// True when a second factor is demanded of this person.
pub fn is_demanded(conn: &mut Conn, person: PersonId, now: Timestamp) -> Result<bool, Problem> {
    let demand = demand(conn)?;
    if demand == Demand::Nobody {
        return Ok(false);
    }
    let held = holding::of_person(conn, person, now)?;
    Ok(demand.is_of(held.iter().filter(|hold| hold.in_force(now)).flat_map(|hold| hold.granted.acts.iter().copied())))
}

/// True when someone signed in with one factor and two are demanded: until they have added one, only their own account is open.
pub fn is_lacking(conn: &mut Conn, login: &Login, now: Timestamp) -> Result<bool, Problem> {
    Ok(login.factors == Factors::One && is_demanded(conn, login.person, now)?)
}

/// Refuses to take away the last second factor of someone of whom one is demanded. With the last one go the recovery codes.
pub(super) fn must_not_be_lacking(act: &mut Act<'_>, person: PersonId) -> Result<(), Problem> {
    let now = act.now();
    if held(act.conn(), person)?.any() {
        return Ok(());
    }
    if is_demanded(act.conn(), person, now)? {
        return Err(refuse(StatusCode::CONFLICT, "refuse-last-second-factor").way_on("/me", "way-on-me").into());
    }
    Ok(recovery_code::forget(act.conn(), person)?)
}

/// Takes every second factor away.
pub(super) fn forget_all(conn: &mut Conn, person: PersonId) -> Result<(), Fault> {
    totp::forget(conn, person)?;
    passkey::forget(conn, person)?;
    recovery_code::forget(conn, person)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demand_is_about_those_it_names() {
        let is_of = |demand: Demand, acts: &[Allowed]| demand.is_of(acts.iter().copied());
        assert!(!is_of(Demand::Nobody, Allowed::ALL));
        assert!(is_of(Demand::Everyone, &[]));
        assert!(is_of(Demand::GovernAndRun, &[Allowed::Read, Allowed::Run]));
        assert!(is_of(Demand::GovernAndRun, &[Allowed::Govern]));
        assert!(!is_of(Demand::GovernAndRun, &[Allowed::Read, Allowed::Answer]));
    }
}
