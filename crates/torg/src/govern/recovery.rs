//! Recovery: another administrator gives someone a new way in. Their logins end at once; their second factors go only when that
//! is asked for, and the record says which.
use axum::http::StatusCode;

use super::governing::{Governs, Shell};
use super::granting::must_hold_all_of;
use super::mandate::{Govern, Mandate, Scope};
use super::person::{self, Person};
use super::{device, invitation, login, second_factor};
use crate::ground::problem::not_found;
use crate::ground::{PersonId, Problem, refuse};
use crate::records::{Act, By, Committed, Event};

/// What becomes of the second factors of someone who lost their way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondFactors {
    /// They stay: the person has their telephone and forgot the password.
    Keep,
    /// They go: the person lost the telephone too. Whoever holds the link is then the person.
    Remove,
}

/// Gives the token of a new link to someone in the administrator's part of the authority who holds no more than they do, and ends
/// every login of theirs. Never to oneself: one's own account has its own page.
pub fn recover(
    mut act: Act<'_>,
    by: &Mandate<Govern>,
    person: PersonId,
    factors: SecondFactors,
) -> Result<Committed<String>, Problem> {
    let now = act.now();
    if person == by.person() {
        return Err(refuse(StatusCode::CONFLICT, "refuse-recover-oneself").way_on("/me", "way-on-me").into());
    }
    let Some(known) = person::find(act.conn(), person)?.filter(|person| !person.left) else { return Err(not_found()) };
    by.reach(act.conn(), Scope::Unit(known.unit))?;
    must_hold_all_of(act.conn(), by, person, now)?;
    write(act, by.by(), &known, factors)
}

/// The same by someone with a shell on the machine.
pub fn recover_from_shell(
    act: Act<'_>,
    by: &Shell,
    person: &Person,
    factors: SecondFactors,
) -> Result<Committed<String>, Problem> {
    write(act, by.stated(), person, factors)
}

fn write(mut act: Act<'_>, by: By, person: &Person, factors: SecondFactors) -> Result<Committed<String>, Problem> {
    let now = act.now();
    let id = person.id;
    login::end_all(act.conn(), id)?;
    device::forget(act.conn(), id)?;
    let factors_removed = factors == SecondFactors::Remove;
    if factors_removed {
        second_factor::forget_all(act.conn(), id)?;
    }
    let token = invitation::write(act.conn(), id, now)?;
    act.commit(by, &Event::PersonRecovered { person: id, factors_removed }, token)
}

/// Ends every login of someone in the administrator's part of the authority: a device was stolen.
pub fn end_logins(mut act: Act<'_>, by: &Mandate<Govern>, person: PersonId) -> Result<Committed<()>, Problem> {
    let Some(known) = person::find(act.conn(), person)? else { return Err(not_found()) };
    by.reach(act.conn(), Scope::Unit(known.unit))?;
    login::end_all(act.conn(), person)?;
    device::forget(act.conn(), person)?;
    act.commit(by.by(), &Event::LoginsEnded { person }, ())
}
