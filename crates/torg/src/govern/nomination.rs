//! Self-nomination (R094): whoever works at the desk may say what they would like to answer for. It waits for someone who governs there,
//! who grants it or declines with a reason.
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Conn, Fault, sql, values};

use super::allowed::Allowed;
use super::governing::Governs;
use super::granting::{self, Conditions, Grant};
use super::mandate::{Govern, Mandate, Scope};
use super::{person, unit};
use crate::ground::clock::{from_micros, micros};
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, MandateId, NominationId, PersonId, Problem, UnitId, refuse};
use crate::records::{Act, By, Committed, Event, content};

/// So many may wait at once for one person: a wish is a word to the manager, not a way to fill their page.
const MOST_WAITING: usize = 10;

sql! {
    MAKE = "insert into govern_nomination (id, person, unit, channel, acts, why, made_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    ONE = "select id, person, unit, channel, acts, why, made_at, outcome, answered_by, answered_at, answer, mandate
           from govern_nomination where id = ?1";
    WAITING = "select id, person, unit, channel, acts, why, made_at, outcome, answered_by, answered_at, answer, mandate
               from govern_nomination where outcome = 'waiting' order by id limit 2000";
    OF_PERSON = "select id, person, unit, channel, acts, why, made_at, outcome, answered_by, answered_at, answer, mandate
                 from govern_nomination where person = ?1 order by id desc limit 200";
    ANSWER = "update govern_nomination set outcome = ?2, answered_by = ?3, answered_at = ?4, answer = ?5, mandate = ?6
              where id = ?1 and outcome = 'waiting'";
}

/// What became of a wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = NominationOutcome)]
pub enum Outcome {
    /// Nobody has answered yet.
    Waiting,
    /// It became a mandate.
    Granted,
    /// Declined, with a reason.
    Declined,
    /// Taken back.
    Withdrawn,
}

impl Outcome {
    /// As the database, the API and the locale keys (`nomination-waiting`) write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Granted => "granted",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
        }
    }

    fn named(name: &str) -> Self {
        [Self::Granted, Self::Declined, Self::Withdrawn].into_iter().find(|one| one.as_str() == name).unwrap_or(Self::Waiting)
    }
}

/// Someone's wish for a mandate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "fields mirror the table")]
pub struct Nomination {
    pub id: NominationId,
    pub person: PersonId,
    pub unit: Option<UnitId>,
    pub channel: Option<ChannelId>,
    pub acts: Vec<Allowed>,
    pub why: String,
    pub made_at: Timestamp,
    pub outcome: Outcome,
    pub answered_by: Option<PersonId>,
    pub answered_at: Option<Timestamp>,
    /// Why it was declined.
    pub answer: Option<String>,
    pub mandate: Option<MandateId>,
}

impl Nomination {
    /// Where it is wished for.
    pub fn scope(&self) -> Scope {
        match (self.unit, self.channel) {
            (_, Some(channel)) => Scope::Channel(channel),
            (Some(unit), None) => Scope::Unit(unit),
            (None, None) => Scope::Everywhere,
        }
    }
}

/// A wish as it is made.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields mirror the table")]
pub struct Wish {
    pub scope: Scope,
    pub acts: Vec<Allowed>,
    pub why: String,
}

fn read(row: &store::Row<'_>) -> Result<Nomination, Fault> {
    Ok(Nomination {
        id: row.get(0)?,
        person: row.get(1)?,
        unit: row.get(2)?,
        channel: row.get(3)?,
        acts: Allowed::parse_list(&row.get::<String>(4)?),
        why: row.get(5)?,
        made_at: from_micros(row.get(6)?),
        outcome: Outcome::named(&row.get::<String>(7)?),
        answered_by: row.get(8)?,
        answered_at: row.get::<Option<i64>>(9)?.map(from_micros),
        answer: row.get(10)?,
        mandate: row.get(11)?,
    })
}

/// One wish.
pub fn find(conn: &mut Conn, id: NominationId) -> Result<Option<Nomination>, Fault> {
    conn.one(&ONE, values![id], read)
}

/// Those that wait, the oldest first.
pub fn waiting(conn: &mut Conn) -> Result<Vec<Nomination>, Fault> {
    conn.rows(&WAITING, values![], read)
}

/// What someone has wished for, the latest first.
pub fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<Nomination>, Fault> {
    conn.rows(&OF_PERSON, values![person], read)
}

/// Wishes for a mandate. It needs none: it gives nothing until someone grants it.
pub fn nominate(mut act: Act<'_>, person: PersonId, wish: &Wish) -> Result<Committed<NominationId>, Problem> {
    let wrong = |key| Problem::from(refuse(StatusCode::UNPROCESSABLE_ENTITY, key));
    let (now, why) = (act.now(), wish.why.trim());
    if !person::works_here(act.conn(), person)? {
        return Err(refuse(StatusCode::FORBIDDEN, "refuse-no-longer-here").into());
    }
    if wish.acts.is_empty() {
        return Err(wrong("refuse-mandate-without-acts"));
    }
    if why.is_empty() {
        return Err(wrong("refuse-nomination-without-reason"));
    }
    let (unit, channel) = match wish.scope {
        Scope::Everywhere => (None, None),
        Scope::Unit(unit) => (Some(unit), None),
        Scope::Channel(channel) => (None, Some(channel)),
    };
    if let Some(unit) = unit {
        unit::must_be_open(act.conn(), unit)?;
    }
    let mut waiting = of_person(act.conn(), person)?;
    waiting.retain(|one| one.outcome == Outcome::Waiting);
    if waiting.iter().any(|one| one.scope() == wish.scope) {
        return Err(refuse(StatusCode::CONFLICT, "refuse-nominated-already").into());
    }
    if waiting.len() >= MOST_WAITING {
        return Err(refuse(StatusCode::CONFLICT, "refuse-nominated-enough").with("n", MOST_WAITING).into());
    }
    let (id, acts) = (NominationId::new(now), Allowed::list(&wish.acts));
    act.conn().run(&MAKE, values![id, person, unit, channel, &acts, why, micros(now)]).map_err(|fault| match fault {
        Fault::ForeignKey => wrong("refuse-unknown-scope"),
        fault => fault.into(),
    })?;
    let why = content::keep_bytes(act.conn(), why.as_bytes())?;
    act.commit(By::Oneself { person }, &Event::NominationMade { nomination: id, person, unit, channel, acts, why }, id)
}

/// Grants what was wished for, or a part of it, by the rules of every grant.
pub fn grant(
    mut act: Act<'_>,
    by: &Mandate<Govern>,
    id: NominationId,
    grant: &Grant,
    conditions: &Conditions,
) -> Result<Committed<MandateId>, Problem> {
    // It is named in what was filled in, not in the address.
    if find(act.conn(), id)?.is_none() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-nomination").into());
    }
    let nomination = asked(act.conn(), by, id)?;
    if grant.person != nomination.person {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-nomination-of-another").into());
    }
    let mandate = granting::within(&mut act, by, grant, conditions)?;
    answered(&mut act, by, &nomination, Outcome::Granted, None, Some(mandate))?;
    let event = Event::NominationAnswered { nomination: id, person: nomination.person, mandate: Some(mandate), why: None };
    act.commit(by.by(), &event, mandate)
}

/// Declines, with a reason that the one who wished reads.
pub fn decline(mut act: Act<'_>, by: &Mandate<Govern>, id: NominationId, why: &str) -> Result<Committed<()>, Problem> {
    let nomination = asked(act.conn(), by, id)?;
    let why = why.trim();
    if why.is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-decline-without-reason").into());
    }
    answered(&mut act, by, &nomination, Outcome::Declined, Some(why), None)?;
    let why = Some(content::keep_bytes(act.conn(), why.as_bytes())?);
    let event = Event::NominationAnswered { nomination: id, person: nomination.person, mandate: None, why };
    act.commit(by.by(), &event, ())
}

/// Takes back one's own wish.
pub fn withdraw(mut act: Act<'_>, person: PersonId, id: NominationId) -> Result<Committed<()>, Problem> {
    let now = act.now();
    let Some(nomination) = find(act.conn(), id)?.filter(|one| one.person == person) else { return Err(not_found()) };
    let values = values![id, Outcome::Withdrawn.as_str(), person, micros(now), None::<&str>, None::<MandateId>];
    if act.conn().run(&ANSWER, values)? == 0 {
        return Err(answered_already());
    }
    act.commit(By::Oneself { person }, &Event::NominationWithdrawn { nomination: id, person: nomination.person }, ())
}

/// The wish, within what the one who answers governs; elsewhere it is not there.
fn asked(conn: &mut Conn, by: &Mandate<Govern>, id: NominationId) -> Result<Nomination, Problem> {
    let nomination = find(conn, id)?.ok_or_else(not_found)?;
    by.reach(conn, nomination.scope())?;
    Ok(nomination)
}

fn answered(
    act: &mut Act<'_>,
    by: &Mandate<Govern>,
    nomination: &Nomination,
    outcome: Outcome,
    why: Option<&str>,
    mandate: Option<MandateId>,
) -> Result<(), Problem> {
    let now = act.now();
    let values = values![nomination.id, outcome.as_str(), by.person(), micros(now), why, mandate];
    if act.conn().run(&ANSWER, values)? == 0 {
        return Err(answered_already());
    }
    Ok(())
}

fn answered_already() -> Problem {
    refuse(StatusCode::CONFLICT, "refuse-nomination-answered").into()
}
