//! Invitations: a link that works once. The first one of all makes the first administrator.
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use store::{Conn, sql, values};

use super::governing::Governs;
use super::granting::{self, must_hold_all_of};
use super::login::{self, random_token};
use super::mandate::{Allowed, Govern, Grant, Mandate, Scope};
use super::password;
use super::person::{self, NewPerson, Person};
use super::sign_in::{self, Coming, HalfWay, Step};
use super::unit::{self, Unit};
use crate::ground::clock::micros;
use crate::ground::problem::not_found;
use crate::ground::vault::sha256;
use crate::ground::{Desk, PersonId, Problem, UnitId, refuse};
use crate::records::{Act, By, Committed, Event};

/// How long an invitation stands.
const STANDS: SignedDuration = SignedDuration::from_hours(24 * STANDS_DAYS);
/// … in days, to tell people.
pub const STANDS_DAYS: i64 = 7;

sql! {
    INVITE = "insert into govern_invitation (token_hash, person, expires_at) values (?1, ?2, ?3)";
    FIND = "select person from govern_invitation where token_hash = ?1 and used_at is null and expires_at > ?2";
    USE_ALL = "update govern_invitation set used_at = ?2 where person = ?1 and used_at is null";
    USE = "update govern_invitation set used_at = ?2 where token_hash = ?1 and used_at is null and expires_at > ?2";
}

/// Invites someone who is in the list of people, for the first time or anew; gives the link's token, which is kept nowhere. An
/// earlier link no longer works. Nobody gets a link to someone who holds more than they do.
pub fn invite(mut act: Act<'_>, by: &Mandate<Govern>, person: PersonId) -> Result<Committed<String>, Problem> {
    let now = act.now();
    let Some(known) = person::find(act.conn(), person)?.filter(|person| !person.left) else { return Err(not_found()) };
    by.reach(act.conn(), Scope::Unit(known.unit))?;
    must_hold_all_of(act.conn(), by, person, now)?;
    let token = write(act.conn(), person, now)?;
    act.commit(by.by(), &Event::PersonInvited { person, unit: known.unit }, token)
}

/// Adds someone to the list of people and invites them, in one act.
pub fn invite_new(mut act: Act<'_>, by: &Mandate<Govern>, new: &NewPerson) -> Result<Committed<(PersonId, String)>, Problem> {
    let now = act.now();
    by.reach(act.conn(), Scope::Unit(new.unit))?;
    let id = PersonId::new(now);
    person::write(act.conn(), id, new, now)?;
    let token = write(act.conn(), id, now)?;
    act.commit(by.by(), &Event::PersonInvited { person: id, unit: new.unit }, (id, token))
}

pub(super) fn write(conn: &mut Conn, person: PersonId, now: Timestamp) -> Result<String, Problem> {
    let token = random_token()?;
    conn.run(&USE_ALL, values![person, micros(now)])?;
    conn.run(&INVITE, values![sha256(token.as_bytes()), person, micros(now + STANDS)])?;
    Ok(token)
}

/// Founds the desk: the authority as first unit, its first administrator with a mandate for everything, and the one-time link.
pub fn found(
    mut act: Act<'_>,
    authority: &str,
    zone: &str,
    administrator: &NewPerson,
) -> Result<Committed<(UnitId, PersonId, String)>, Problem> {
    let now = act.now();
    let unit = Unit {
        id: UnitId::new(now),
        parent: None,
        name: authority.to_owned(),
        zone: zone.to_owned(),
        closed_at: None,
        review_percent: None,
    };
    unit::write(act.conn(), &unit, now)?;
    let person = PersonId::new(now);
    person::write(act.conn(), person, &NewPerson { unit: unit.id, ..administrator.clone() }, now)?;
    let grant = Grant {
        person,
        scope: Scope::Everywhere,
        acts: Allowed::ALL.to_vec(),
        document: "Torg".to_owned(),
        valid_from: now,
        valid_to: None,
    };
    granting::found(Act::within(act.conn(), now), By::Shell, &grant)?;
    let token = write(act.conn(), person, now)?;
    act.commit(By::Shell, &Event::AuthorityFounded { unit: unit.id, person }, (unit.id, person, token))
}

/// Whom an invitation is for, while it stands.
pub fn find(conn: &mut Conn, token: &str, now: Timestamp) -> Result<Option<Person>, Problem> {
    match conn.one(&FIND, values![sha256(token.as_bytes()), micros(now)], |row| row.get::<PersonId>(0))? {
        Some(id) => Ok(person::find(conn, id)?.filter(|person| !person.left)),
        None => Ok(None),
    }
}

/// Takes up an invitation: sets the password; the link is used up, and whoever was signed in as this person is no longer. Who has a
/// second factor shows it before they are in: a link is no way around it.
pub async fn accept(desk: &Desk, token: String, password: String, coming: &Coming) -> Result<Step, Problem> {
    let gone = || refuse(StatusCode::GONE, "refuse-invitation-used").way_on("/sign-in", "way-on-sign-in");
    // Hashing costs: nobody makes the desk do it without a link that stands.
    let (asked, now) = (token.clone(), desk.now());
    if desk.read(move |conn| find(conn, &asked, now)).await?.is_none() {
        return Err(gone().into());
    }
    let hash = password::hash(password).await?;
    let person = desk.act(move |mut act| {
        let now = act.now();
        let Some(person) = find(act.conn(), &token, now)? else { return Err(gone().into()) };
        if act.conn().run(&USE, values![sha256(token.as_bytes()), micros(now)])? == 0 {
            return Err(gone().into());
        }
        person::set_password_hash(act.conn(), person.id, &hash)?;
        login::end_all(act.conn(), person.id)?;
        let id = person.id;
        act.commit(By::Oneself { person: id }, &Event::PersonJoined { person: id }, person)
    });
    sign_in::go_on(desk, person.await?, HalfWay::Link, coming).await
}
