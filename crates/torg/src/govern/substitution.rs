//! Substitutes for absence: someone acts under another's mandate from a day to a day. The record names both, a substitute can never do
//! more than the absent one, and it ends at once when the mandate does.
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::Serialize;
use store::{Conn, Fault, sql, values};

use super::governing::{Governs, one_at_a_time};
use super::granted::Granted;
use super::granting::must_hold;
use super::mandate::{self, Govern, Mandate};
use super::person;
use crate::ground::clock::{from_micros, micros};
use crate::ground::problem::not_found;
use crate::ground::{MandateId, PersonId, Problem, SubstitutionId, refuse};
use crate::records::{Act, By, Committed, Event, content};

sql! {
    APPOINT = "insert into govern_substitution (id, mandate, person, document, valid_from, valid_to, appointed_by, appointed_at)
               values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    WHO = "select person from govern_substitution where id = ?1";
    ONE = "select id, mandate, person, document, valid_from, valid_to, appointed_by, appointed_at, ended_by, ended_at
           from govern_substitution where id = ?1";
    OF_MANDATE = "select id, mandate, person, document, valid_from, valid_to, appointed_by, appointed_at, ended_by, ended_at
                  from govern_substitution where mandate = ?1 order by id";
    END = "update govern_substitution set ended_by = ?2, ended_at = ?3 where id = ?1 and ended_at is null and valid_to > ?3";
}

/// That someone stands in for another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "fields mirror the table")]
pub struct Substitution {
    pub id: SubstitutionId,
    pub mandate: MandateId,
    /// The substitute.
    pub person: PersonId,
    pub document: String,
    pub valid_from: Timestamp,
    pub valid_to: Timestamp,
    pub appointed_by: PersonId,
    pub appointed_at: Timestamp,
    pub ended_by: Option<PersonId>,
    pub ended_at: Option<Timestamp>,
}

impl Substitution {
    /// True when its days are not over and nobody ended it. Whether it holds depends on the mandate too.
    pub fn not_over(&self, now: Timestamp) -> bool {
        self.ended_at.is_none() && now < self.valid_to
    }
}

/// A substitute to be appointed.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields mirror the table")]
pub struct Appointment {
    pub mandate: MandateId,
    pub person: PersonId,
    pub document: String,
    pub valid_from: Timestamp,
    pub valid_to: Timestamp,
}

fn read(row: &store::Row<'_>) -> Result<Substitution, Fault> {
    Ok(Substitution {
        id: row.get(0)?,
        mandate: row.get(1)?,
        person: row.get(2)?,
        document: row.get(3)?,
        valid_from: from_micros(row.get(4)?),
        valid_to: from_micros(row.get(5)?),
        appointed_by: row.get(6)?,
        appointed_at: from_micros(row.get(7)?),
        ended_by: row.get(8)?,
        ended_at: row.get::<Option<i64>>(9)?.map(from_micros),
    })
}

/// One of them.
pub fn find(conn: &mut Conn, id: SubstitutionId) -> Result<Option<Substitution>, Fault> {
    conn.one(&ONE, values![id], read)
}

/// Everyone who has stood in under a mandate, the oldest first.
pub fn of_mandate(conn: &mut Conn, mandate: MandateId) -> Result<Vec<Substitution>, Fault> {
    conn.rows(&OF_MANDATE, values![mandate], read)
}

/// Who the substitute is.
pub(super) fn who(conn: &mut Conn, id: SubstitutionId) -> Result<PersonId, Problem> {
    conn.one(&WHO, values![id], |row| row.get(0))?.ok_or_else(not_found)
}

/// Appoints a substitute: by someone who could have granted the mandate, for no longer than it holds; never oneself, nor the one whose
/// mandate it is, nor the one whom one stands in for.
pub fn appoint(mut act: Act<'_>, by: &Mandate<Govern>, appointment: &Appointment) -> Result<Committed<SubstitutionId>, Problem> {
    let wrong = |key| Problem::from(refuse(StatusCode::UNPROCESSABLE_ENTITY, key));
    let now = act.now();
    let Appointment { mandate, person, document, valid_from, valid_to } = appointment;
    let Some(granted) = mandate::find(act.conn(), *mandate)? else { return Err(not_found()) };
    by.reach(act.conn(), granted.scope())?;
    if *person == by.person() || *person == by.holder() {
        return Err(refuse(StatusCode::FORBIDDEN, "refuse-grant-to-oneself").into());
    }
    if *person == granted.person {
        return Err(wrong("refuse-substitute-for-oneself"));
    }
    if document.trim().is_empty() {
        return Err(wrong("refuse-mandate-without-document"));
    }
    if !granted.not_over(now) || !person::works_here(act.conn(), granted.person)? {
        return Err(refuse(StatusCode::CONFLICT, "refuse-mandate-ended-already").into());
    }
    let valid_from = (*valid_from).max(now);
    if *valid_to <= valid_from {
        return Err(wrong("refuse-mandate-ends-before-it-begins"));
    }
    if granted.valid_to.is_some_and(|to| *valid_to > to) {
        return Err(wrong("refuse-substitute-longer-than-mandate"));
    }
    if !person::works_here(act.conn(), *person)? {
        return Err(wrong("refuse-unknown-person"));
    }
    for allowed in &granted.acts {
        must_hold(act.conn(), by, *allowed, granted.scope(), Some(*valid_to), now)?;
    }
    let id = SubstitutionId::new(now);
    let document = document.trim();
    let values = values![id, *mandate, *person, document, micros(valid_from), micros(*valid_to), by.person(), micros(now)];
    act.conn().run(&APPOINT, values)?;
    let document = content::keep_bytes(act.conn(), document.as_bytes())?;
    let event = Event::SubstituteAppointed {
        substitution: id,
        mandate: *mandate,
        person: *person,
        valid_from,
        valid_to: *valid_to,
        document,
    };
    act.commit(by.by(), &event, id)
}

/// Ends a substitution now, by someone who governs where the mandate holds.
pub fn end(mut act: Act<'_>, by: &Mandate<Govern>, id: SubstitutionId) -> Result<Committed<()>, Problem> {
    let now = act.now();
    one_at_a_time(act.conn())?;
    by.still(act.conn(), now)?;
    let (found, granted) = both(act.conn(), id)?;
    by.reach(act.conn(), granted.scope())?;
    ended(act, by.by(), &found, by.person())
}

/// The absent one is back, or the substitute cannot: either of them ends it about their own affairs.
pub fn end_own(mut act: Act<'_>, person: PersonId, id: SubstitutionId) -> Result<Committed<()>, Problem> {
    let (found, granted) = both(act.conn(), id)?;
    if found.person != person && granted.person != person {
        return Err(not_found());
    }
    ended(act, By::Oneself { person }, &found, person)
}

fn both(conn: &mut Conn, id: SubstitutionId) -> Result<(Substitution, Granted), Problem> {
    let found = find(conn, id)?.ok_or_else(not_found)?;
    let granted = mandate::find(conn, found.mandate)?.ok_or_else(not_found)?;
    Ok((found, granted))
}

fn ended(mut act: Act<'_>, by: By, found: &Substitution, person: PersonId) -> Result<Committed<()>, Problem> {
    let now = act.now();
    if act.conn().run(&END, values![found.id, person, micros(now)])? == 0 {
        return Err(refuse(StatusCode::CONFLICT, "refuse-substitute-ended-already").into());
    }
    act.commit(by, &Event::SubstituteEnded { substitution: found.id, mandate: found.mandate, person: found.person }, ())
}
