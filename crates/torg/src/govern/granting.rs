//! Granting and revoking mandates. Nobody grants to themselves, more than they hold, or takes the last administrator away.
use axum::http::StatusCode;
use jiff::Timestamp;
use store::{Conn, Fault, sql, values};

use super::administrators::Until;
pub(super) use super::administrators::must_leave_someone;
use super::governing::{Governs, one_at_a_time};
use super::holding;
use super::mandate::{self, Allowed, Approval, Govern, Mandate, Scope};
use super::{person, training};
use crate::ground::clock::micros;
use crate::ground::problem::not_found;
use crate::ground::{MandateId, PersonId, Problem, TrainingId, refuse};
use crate::records::{Act, By, Committed, Event, content};

sql! {
    GRANT = "insert into govern_mandate (id, person, unit, channel, acts, document, valid_from, valid_to, granted_by, granted_at, approval,
               training, extends)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
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

/// On what terms it is granted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Conditions {
    /// Whether answers go out on the holder's own word.
    pub approval: Approval,
    /// A training without which it rests.
    pub training: Option<TrainingId>,
    /// The mandate it goes on from.
    pub extends: Option<MandateId>,
}

/// Grants a mandate without conditions.
pub fn grant(act: Act<'_>, by: &Mandate<Govern>, grant: &Grant) -> Result<Committed<MandateId>, Problem> {
    grant_on(act, by, grant, &Conditions::default())
}

/// Grants a mandate: never to oneself, never more than one holds oneself, in act, place or time. It begins now at the earliest.
pub fn grant_on(
    mut act: Act<'_>,
    by: &Mandate<Govern>,
    grant: &Grant,
    conditions: &Conditions,
) -> Result<Committed<MandateId>, Problem> {
    let now = act.now();
    may_grant(act.conn(), by, grant, now)?;
    let (id, event) = write(&mut act, Some(by.person()), grant, conditions)?;
    act.commit(by.by(), &event, id)
}

/// Grants as a part of an act that ends in something more.
pub(super) fn within(
    act: &mut Act<'_>,
    by: &Mandate<Govern>,
    grant: &Grant,
    conditions: &Conditions,
) -> Result<MandateId, Problem> {
    let now = act.now();
    may_grant(act.conn(), by, grant, now)?;
    let (id, event) = write(act, Some(by.person()), grant, conditions)?;
    act.record(by.by(), &event)?;
    Ok(id)
}

/// Refuses what [`grant_on`] refuses by who grants to whom.
fn may_grant(conn: &mut Conn, by: &Mandate<Govern>, grant: &Grant, now: Timestamp) -> Result<(), Problem> {
    // Whoever stands in for someone grants in their place: to them, too, it would be to oneself.
    if grant.person == by.person() || grant.person == by.holder() {
        return Err(refuse(StatusCode::FORBIDDEN, "refuse-grant-to-oneself").into());
    }
    by.reach(conn, grant.scope)?;
    for allowed in &grant.acts {
        must_hold(conn, by, *allowed, grant.scope, grant.valid_to, now)?;
    }
    Ok(())
}

/// Refuses to give what the giver does not hold in all of `scope`, or not for so long.
pub(super) fn must_hold(
    conn: &mut Conn,
    by: &Mandate<Govern>,
    allowed: Allowed,
    scope: Scope,
    valid_to: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), Problem> {
    let lacking = |key| Err(refuse(StatusCode::FORBIDDEN, key).with("act", allowed.as_str()).into());
    match held_until(conn, by, allowed, scope, now)? {
        None => lacking("refuse-grant-more-than-held"),
        Some(until) if Until::of(valid_to) > until => lacking("refuse-grant-longer-than-held"),
        Some(_) => Ok(()),
    }
}

/// The first mandate of all, for the first administrator; there is nobody yet who could grant it.
pub(super) fn found(mut act: Act<'_>, by: By, grant: &Grant) -> Result<Committed<MandateId>, Problem> {
    let (id, event) = write(&mut act, None, grant, &Conditions::default())?;
    act.commit(by, &event, id)
}

/// Until when the one who governs holds `allowed` in all of `scope`, themselves or as a substitute; none when they do not. A token has
/// its own one mandate only.
pub(super) fn held_until(
    conn: &mut Conn,
    by: &Mandate<Govern>,
    allowed: Allowed,
    scope: Scope,
    now: Timestamp,
) -> Result<Option<Until>, Problem> {
    let held = match by.is_by_token() {
        true => holding::under(conn, by.id().0, scope, now)?.into_iter().collect(),
        false => holding::covering(conn, by.person(), scope, now)?,
    };
    Ok(held.iter().filter(|hold| hold.allows(allowed, now)).map(|hold| Until::of(hold.ends_at())).max())
}

/// Refuses a way in to a person who holds more than the one who governs: with another's link one could act as them, and as whomever
/// they stand in for.
pub(super) fn must_hold_all_of(conn: &mut Conn, by: &Mandate<Govern>, person: PersonId, now: Timestamp) -> Result<(), Problem> {
    for hold in holding::of_person(conn, person, now)? {
        // A training that ran out can be renewed: its end is not the mandate's.
        let end = hold.granted.valid_to.into_iter().chain(hold.standing_in.map(|one| one.valid_to)).min();
        for allowed in &hold.granted.acts {
            if held_until(conn, by, *allowed, hold.scope(), now)? < Some(Until::of(end)) {
                return Err(refuse(StatusCode::FORBIDDEN, "refuse-link-to-more").with("act", allowed.as_str()).into());
            }
        }
    }
    Ok(())
}

fn write(
    act: &mut Act<'_>,
    granted_by: Option<PersonId>,
    grant: &Grant,
    conditions: &Conditions,
) -> Result<(MandateId, Event), Problem> {
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
    let Conditions { approval, training, extends } = *conditions;
    if let Some(training) = training
        && !training::is_known(act.conn(), training)?
    {
        return Err(wrong("refuse-unknown-training"));
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
    let approval = approval.as_str();
    let values =
        values![id, grant.person, unit, channel, &acts, document, from, to, granted_by, micros(now), approval, training, extends];
    act.conn().run(&GRANT, values).map_err(|fault| match fault {
        Fault::ForeignKey => wrong("refuse-unknown-scope"),
        fault => fault.into(),
    })?;
    let document = content::keep_bytes(act.conn(), document.as_bytes())?;
    let event = Event::MandateGranted {
        mandate: id,
        person: grant.person,
        unit,
        channel,
        acts,
        document,
        valid_from: Some(valid_from),
        valid_to: grant.valid_to,
        approval: Some(approval.to_owned()),
        training,
        extends,
    };
    Ok((id, event))
}

/// Lets a mandate go on: a new record with the same person, place, acts and conditions, which begins when the old one ends. Whoever
/// extends must be able to grant it; one that was revoked is granted anew.
pub fn extend(
    mut act: Act<'_>,
    by: &Mandate<Govern>,
    id: MandateId,
    document: &str,
    valid_to: Option<Timestamp>,
) -> Result<Committed<MandateId>, Problem> {
    let now = act.now();
    let Some(old) = mandate::find(act.conn(), id)? else { return Err(not_found()) };
    by.reach(act.conn(), old.scope())?;
    if old.revoked_at.is_some() {
        return Err(refuse(StatusCode::CONFLICT, "refuse-mandate-ended-already").into());
    }
    let Some(end) = old.valid_to else {
        return Err(refuse(StatusCode::CONFLICT, "refuse-extend-without-end").into());
    };
    if valid_to.is_some_and(|to| to <= end) {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-extend-shorter").into());
    }
    let (scope, person) = (old.scope(), old.person);
    let grant = Grant { person, scope, acts: old.acts, document: document.to_owned(), valid_from: end.max(now), valid_to };
    grant_on(act, by, &grant, &Conditions { approval: old.approval, training: old.training, extends: Some(id) })
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

/// Ends a mandate that a rule gave and means no more ([`super::group_rule`]); the last one who governs everything keeps theirs.
pub(super) fn end_by_rule(act: &mut Act<'_>, ending: &mandate::Granted, why: &str) -> Result<(), Problem> {
    let now = act.now();
    one_at_a_time(act.conn())?;
    match must_leave_someone(act.conn(), std::slice::from_ref(ending), now) {
        Ok(()) => {}
        Err(Problem::Refused(_)) => {
            tracing::warn!(mandate = %ending.id, "A rule would have ended the last mandate to govern everything; it runs on");
            return Ok(());
        }
        Err(fault) => return Err(fault),
    }
    act.conn().run(&REVOKE, values![ending.id, None::<PersonId>, micros(now), why])?;
    let why = content::keep_bytes(act.conn(), why.as_bytes())?;
    act.record(By::Torg, &Event::MandateRevoked { mandate: ending.id, person: ending.person, why })?;
    Ok(())
}
