//! Granting and revoking mandates. Nobody grants to themselves, more than they hold, or takes the last administrator away.
use axum::http::StatusCode;
use jiff::Timestamp;
use store::{Conn, Fault, sql, values};

use super::governing::{Governs, one_at_a_time};
use super::mandate::{self, Allowed, Govern, Granted, Mandate, Scope};
use super::person;
use crate::ground::clock::micros;
use crate::ground::problem::not_found;
use crate::ground::{MandateId, PersonId, Problem, refuse};
use crate::records::{Act, By, Committed, Event, content};

sql! {
    GRANT = "insert into govern_mandate (id, person, unit, channel, acts, document, valid_from, valid_to, granted_by, granted_at)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    REVOKE = "update govern_mandate set revoked_by = ?2, revoked_at = ?3, revoked_why = ?4 where id = ?1 and revoked_at is null";
}

/// What a mandate is to allow.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields mirror the table")]
pub struct Grant {
    pub person: PersonId,
    pub scope: Scope,
    pub acts: Vec<Allowed>,
    pub document: String,
    pub valid_from: Timestamp,
    pub valid_to: Option<Timestamp>,
}

/// Grants a mandate: never to oneself, never more than one holds oneself, in act, place or time. It begins now at the earliest.
pub fn grant(mut act: Act<'_>, by: &Mandate<Govern>, grant: &Grant) -> Result<Committed<MandateId>, Problem> {
    if grant.person == by.person() {
        return Err(refuse(StatusCode::FORBIDDEN, "refuse-grant-to-oneself").into());
    }
    let now = act.now();
    by.reach(act.conn(), grant.scope)?;
    for allowed in &grant.acts {
        match held_until(act.conn(), by, *allowed, grant.scope, now)? {
            None => {
                return Err(refuse(StatusCode::FORBIDDEN, "refuse-grant-more-than-held").with("act", allowed.as_str()).into());
            }
            Some(Until::Day(end)) if grant.valid_to.is_none_or(|to| to > end) => {
                return Err(refuse(StatusCode::FORBIDDEN, "refuse-grant-longer-than-held").with("act", allowed.as_str()).into());
            }
            Some(_) => {}
        }
    }
    write_grant(act, by.by(), Some(by.person()), grant)
}

/// The first mandate of all, for the first administrator; there is nobody yet who could grant it.
pub(super) fn found(act: Act<'_>, by: By, grant: &Grant) -> Result<Committed<MandateId>, Problem> {
    write_grant(act, by, None, grant)
}

/// When something someone holds comes to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Until {
    /// At that time.
    Day(Timestamp),
    /// It has none.
    NoEnd,
}

impl Until {
    pub(super) fn of(end: Option<Timestamp>) -> Self {
        end.map_or(Self::NoEnd, Self::Day)
    }
}

/// Until when the one who governs holds `allowed` in all of `scope` themselves; none when they do not. A token has its own one mandate only.
fn held_until(
    conn: &mut Conn,
    by: &Mandate<Govern>,
    allowed: Allowed,
    scope: Scope,
    now: Timestamp,
) -> Result<Option<Until>, Problem> {
    let mut until = None;
    for granted in mandate::of_person(conn, by.person())? {
        let counts = !by.is_by_token() || granted.id == by.id();
        if counts && granted.in_force(now) && granted.acts.contains(&allowed) && mandate::holds(conn, granted.scope(), scope)? {
            until = until.max(Some(Until::of(granted.valid_to)));
        }
    }
    Ok(until)
}

/// Refuses a way in to a person who holds more than the one who governs: with another's link one could act as them.
pub(super) fn must_hold_all_of(conn: &mut Conn, by: &Mandate<Govern>, person: PersonId, now: Timestamp) -> Result<(), Problem> {
    for granted in mandate::of_person(conn, person)?.into_iter().filter(|granted| granted.not_over(now)) {
        for allowed in &granted.acts {
            if held_until(conn, by, *allowed, granted.scope(), now)? < Some(Until::of(granted.valid_to)) {
                return Err(refuse(StatusCode::FORBIDDEN, "refuse-link-to-more").with("act", allowed.as_str()).into());
            }
        }
    }
    Ok(())
}

fn write_grant(mut act: Act<'_>, by: By, granted_by: Option<PersonId>, grant: &Grant) -> Result<Committed<MandateId>, Problem> {
    let wrong = |key| Problem::from(refuse(StatusCode::UNPROCESSABLE_ENTITY, key));
    if grant.acts.is_empty() {
        return Err(wrong("refuse-mandate-without-acts"));
    }
    if grant.document.trim().is_empty() {
        return Err(wrong("refuse-mandate-without-document"));
    }
    let now = act.now();
    // A mandate cannot have been in force before there was one.
    let valid_from = grant.valid_from.max(now);
    if grant.valid_to.is_some_and(|to| to <= valid_from) {
        return Err(wrong("refuse-mandate-ends-before-it-begins"));
    }
    if !person::works_here(act.conn(), grant.person)? {
        return Err(wrong("refuse-unknown-person"));
    }
    let id = MandateId::new(now);
    let (unit, channel) = match grant.scope {
        Scope::Everywhere => (None, None),
        Scope::Unit(unit) => (Some(unit), None),
        Scope::Channel(channel) => (None, Some(channel)),
    };
    let acts = Allowed::list(&grant.acts);
    let document = grant.document.trim();
    let (from, to) = (micros(valid_from), grant.valid_to.map(micros));
    let values = values![id, grant.person, unit, channel, &acts, document, from, to, granted_by, micros(now)];
    act.conn().run(&GRANT, values).map_err(|fault| match fault {
        Fault::ForeignKey => wrong("refuse-unknown-scope"),
        fault => fault.into(),
    })?;
    let document = content::keep_bytes(act.conn(), document.as_bytes())?;
    act.commit(by, &Event::MandateGranted { mandate: id, person: grant.person, unit, channel, acts, document }, id)
}

/// Ends a mandate now, with the reason. The last one who can govern everything cannot be taken away.
pub fn revoke(mut act: Act<'_>, by: &Mandate<Govern>, id: MandateId, why: &str) -> Result<Committed<()>, Problem> {
    let now = act.now();
    one_at_a_time(act.conn())?;
    by.still(act.conn(), now)?;
    let Some(granted) = mandate::find(act.conn(), id)? else { return Err(not_found()) };
    by.reach(act.conn(), granted.scope())?;
    if why.trim().is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-revoke-without-reason").into());
    }
    if granted.revoked_at.is_some() {
        return Err(refuse(StatusCode::CONFLICT, "refuse-mandate-ended-already").into());
    }
    must_leave_someone(act.conn(), std::slice::from_ref(&granted), now)?;
    act.conn().run(&REVOKE, values![id, by.person(), micros(now), why.trim()])?;
    let why = content::keep_bytes(act.conn(), why.trim().as_bytes())?;
    act.commit(by.by(), &Event::MandateRevoked { mandate: id, person: granted.person, why }, ())
}

/// Refuses to end `ending` when nobody would be left who governs everything, now and for as long as it was seen to before.
/// The caller holds [`one_at_a_time`].
pub(super) fn must_leave_someone(conn: &mut Conn, ending: &[Granted], now: Timestamp) -> Result<(), Problem> {
    let governs_all = |granted: &Granted| {
        granted.scope() == Scope::Everywhere && granted.in_force(now) && granted.acts.contains(&Allowed::Govern)
    };
    let mut before = None;
    for granted in ending.iter().filter(|granted| governs_all(granted)) {
        if person::works_here(conn, granted.person)? {
            before = before.max(Some(Until::of(granted.valid_to)));
        }
    }
    let mut left = None;
    for granted in mandate::everywhere(conn)? {
        let stays = governs_all(&granted) && !ending.iter().any(|one| one.id == granted.id);
        if stays && person::works_here(conn, granted.person)? {
            left = left.max(Some(Until::of(granted.valid_to)));
        }
    }
    if left < before {
        return Err(refuse(StatusCode::CONFLICT, "refuse-last-administrator").into());
    }
    Ok(())
}
