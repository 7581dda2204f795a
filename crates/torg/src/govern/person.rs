//! People who work at the desk. To the public an officer is a signature: first name or function only (R111).
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::Serialize;
use store::{Conn, Fault, sql, values};

use super::governing::{Governs, one_at_a_time};
use super::granting::must_leave_someone;
use super::mandate::{self, Govern, Mandate, Scope};
use super::{login, signature, unit};
use crate::ground::clock::micros;
use crate::ground::locale::Locale;
use crate::ground::problem::not_found;
use crate::ground::{PersonId, Problem, UnitId, refuse};
use crate::records::{Act, By, Committed, Event};

sql! {
    ADD = "insert into govern_person (id, unit, name, post, signature, email, language, created_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    FIND = "select id, unit, name, post, signature, email, language, single_keys, case when password_hash is null then 0 else 1 end,
              case when left_at is null then 0 else 1 end
            from govern_person where id = ?1";
    BY_EMAIL = "select id, unit, name, post, signature, email, language, single_keys, case when password_hash is null then 0 else 1 end,
              case when left_at is null then 0 else 1 end
                from govern_person where email = ?1";
    ALL = "select id, unit, name, post, signature, email, language, single_keys, case when password_hash is null then 0 else 1 end,
              case when left_at is null then 0 else 1 end
           from govern_person order by name";
    WORKS_HERE = "select count(*) from govern_person where id = ?1 and left_at is null";
    COUNT = "select count(*) from govern_person";
    PASSWORD = "select password_hash from govern_person where id = ?1";
    SET_PASSWORD = "update govern_person set password_hash = ?2 where id = ?1";
    SET_PREFERENCES = "update govern_person set language = ?2, single_keys = ?3 where id = ?1";
    LEAVE = "update govern_person set left_at = ?2 where id = ?1 and left_at is null";
}

/// Someone who works at the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// Where they belong.
    pub unit: UnitId,
    /// Full name; colleagues see it.
    pub name: String,
    /// What they do: `kundservice`.
    pub post: String,
    /// How they sign to the public.
    pub signature: String,
    /// Where invitations go, and what they sign in with.
    pub email: String,
    /// The language of their pages.
    pub language: Locale,
    /// Whether single keys are shortcuts (WCAG 2.1.4: they can be switched off).
    pub single_keys: SingleKeys,
    /// Whether they have set a password.
    pub joined: bool,
    /// Whether they no longer work at the desk.
    pub left: bool,
}

/// Whether single keys are shortcuts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SingleKeys {
    /// They are.
    On,
    /// They are not; everything has a button anyway.
    Off,
}

impl SingleKeys {
    /// As the database and forms write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off => "off",
        }
    }
    /// From a form or the database; anything but `off` is on.
    pub fn named(name: &str) -> Self {
        if name == "off" { Self::Off } else { Self::On }
    }
}

/// Someone to be invited.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields mirror the table")]
pub struct NewPerson {
    pub unit: UnitId,
    pub name: String,
    pub post: String,
    pub signature: String,
    pub email: String,
    pub language: Locale,
}

fn read(row: &store::Row<'_>) -> Result<Person, Fault> {
    Ok(Person {
        id: row.get(0)?,
        unit: row.get(1)?,
        name: row.get(2)?,
        post: row.get(3)?,
        signature: row.get(4)?,
        email: row.get(5)?,
        language: Locale::named(&row.get::<String>(6)?).unwrap_or_default(),
        single_keys: SingleKeys::named(&row.get::<String>(7)?),
        joined: row.get(8)?,
        left: row.get(9)?,
    })
}

/// One person.
pub fn find(conn: &mut Conn, id: PersonId) -> Result<Option<Person>, Fault> {
    conn.one(&FIND, values![id], read)
}

/// The person with this address; addresses are kept in lower case.
pub fn by_email(conn: &mut Conn, email: &str) -> Result<Option<Person>, Fault> {
    conn.one(&BY_EMAIL, values![email.trim().to_lowercase()], read)
}

/// Everyone, by name, those who left too.
pub fn all(conn: &mut Conn) -> Result<Vec<Person>, Fault> {
    conn.rows(&ALL, values![], read)
}

/// True while someone works at the desk.
pub fn works_here(conn: &mut Conn, id: PersonId) -> Result<bool, Fault> {
    Ok(conn.one(&WORKS_HERE, values![id], |row| row.get::<i64>(0))? == Some(1))
}

/// How many people there are or were. None means that the desk is new.
pub fn count(conn: &mut Conn) -> Result<i64, Fault> {
    Ok(conn.one(&COUNT, values![], |row| row.get(0))?.unwrap_or(0))
}

/// The password's Argon2id hash, where one is set.
pub(super) fn password_hash(conn: &mut Conn, id: PersonId) -> Result<Option<String>, Fault> {
    Ok(conn.one(&PASSWORD, values![id], |row| row.get(0))?.flatten())
}

pub(super) fn set_password_hash(conn: &mut Conn, id: PersonId, hash: &str) -> Result<(), Fault> {
    conn.run(&SET_PASSWORD, values![id, hash])?;
    Ok(())
}

/// Keeps someone's own choices of language and keys.
pub fn prefer(conn: &mut Conn, id: PersonId, language: Locale, keys: SingleKeys) -> Result<(), Fault> {
    conn.run(&SET_PREFERENCES, values![id, language.tag(), keys.as_str()])?;
    Ok(())
}

pub(super) fn write(conn: &mut Conn, id: PersonId, new: &NewPerson, now: Timestamp) -> Result<(), Problem> {
    let email = new.email.trim().to_lowercase();
    if new.name.trim().is_empty() || new.signature.trim().is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-name-missing").into());
    }
    signature::check(&new.name, &new.signature)?;
    if !email.contains('@') || email.contains(char::is_whitespace) {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-email-unusable").with("email", &new.email).into());
    }
    conn.run(
        &ADD,
        values![id, new.unit, new.name.trim(), new.post.trim(), new.signature.trim(), &email, new.language.tag(), micros(now)],
    )
    .map_err(|fault| match fault.is_unique() {
        true => refuse(StatusCode::CONFLICT, "refuse-email-taken").with("email", &email).into(),
        false => unit::unknown_unit(fault),
    })?;
    Ok(())
}

/// Adds someone who is to be invited ([`super::invitation::invite`]).
pub fn add(mut act: Act<'_>, by: &Mandate<Govern>, new: &NewPerson) -> Result<Committed<PersonId>, Problem> {
    let now = act.now();
    by.reach(act.conn(), Scope::Unit(new.unit))?;
    let id = PersonId::new(now);
    write(act.conn(), id, new, now)?;
    act.commit(by.by(), &Event::PersonInvited { person: id, unit: new.unit }, id)
}

/// How far the permission must reach under which someone can leave: their unit, when it holds all they may do, else everything.
pub fn scope_of_leaving(conn: &mut Conn, person: &Person, now: Timestamp) -> Result<Scope, Problem> {
    let unit = Scope::Unit(person.unit);
    for granted in mandate::of_person(conn, person.id)?.into_iter().filter(|granted| granted.not_over(now)) {
        if !mandate::holds(conn, unit, granted.scope())? {
            return Ok(Scope::Everywhere);
        }
    }
    Ok(unit)
}

/// Someone leaves the desk: every login ends with it, and no mandate of theirs holds any more.
pub fn leave(mut act: Act<'_>, by: &Mandate<Govern>, id: PersonId) -> Result<Committed<()>, Problem> {
    if id == by.person() {
        return Err(refuse(StatusCode::CONFLICT, "refuse-leave-oneself").into());
    }
    let now = act.now();
    one_at_a_time(act.conn())?;
    by.still(act.conn(), now)?;
    let Some(person) = find(act.conn(), id)?.filter(|person| !person.left) else { return Err(not_found()) };
    by.reach(act.conn(), Scope::Unit(person.unit))?;
    let ending: Vec<_> = mandate::of_person(act.conn(), id)?.into_iter().filter(|granted| granted.not_over(now)).collect();
    for granted in &ending {
        by.reach(act.conn(), granted.scope())?;
    }
    must_leave_someone(act.conn(), &ending, now)?;
    act.conn().run(&LEAVE, values![id, micros(now)])?;
    login::end_all(act.conn(), id)?;
    act.commit(by.by(), &Event::PersonLeft { person: id }, ())
}

/// How the record states someone who acts about their own affairs.
pub fn oneself(person: PersonId) -> By {
    By::Oneself { person }
}
