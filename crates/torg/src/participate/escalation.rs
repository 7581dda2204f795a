//! Escalation: who is told when a matter waits too long or somebody is in danger, in steps with a time each (R003, R130). A unit without
//! steps of its own has those of the unit above.
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use store::{Conn, Fault, sql, values};

use super::alert::{self, Watch};
use crate::govern::governing::Governs;
use crate::govern::mandate::{Govern, Mandate, Scope};
use crate::govern::person;
use crate::govern::unit::unknown_unit;
use crate::ground::clock::micros;
use crate::ground::problem::not_found;
use crate::ground::{PersonId, Problem, StepId, UnitId, jobs, refuse};
use crate::records::{Act, Committed, Event};

/// Longest time of a step: thirty days.
pub const LONGEST: i64 = 30 * 24 * 60;
/// Most steps of a unit.
const MOST: usize = 20;

/// What a step is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// The promised time has passed, counted in minutes since; it runs in opening hours.
    Late,
    /// A threat, or a sign that somebody may hurt themselves, counted in minutes since it was written, at any hour.
    Danger,
}

impl Cause {
    /// As the database, the API and the locale keys (`cause-late`) write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Danger => "danger",
        }
    }
    fn named(name: &str) -> Self {
        if name == "danger" { Self::Danger } else { Self::Late }
    }
}

macro_rules! columns {
    () => {
        "s.id, s.unit, s.cause, s.after_minutes, s.person"
    };
}

sql! {
    ADD = "insert into govern_escalation (id, unit, cause, after_minutes, person, made_by, mandate, made_at)
           values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    END = "update govern_escalation set ended_by = ?2, ended_at = ?3 where id = ?1 and ended_at is null";
    FIND = concat!("select ", columns!(), " from govern_escalation s where s.id = ?1");
    OF_UNIT = concat!("select ", columns!(), " from govern_escalation s where s.unit = ?1 and s.ended_at is null order by s.cause, s.after_minutes, s.id");
    // Those of the nearest unit upwards that has some come first; depth tells them apart from those further up.
    IN_FORCE = concat!("with recursive above (id, parent, depth) as (
                select u.id, u.parent, 0 from govern_unit u where u.id = ?1
                union all select u.id, u.parent, a.depth + 1 from govern_unit u join above a on u.id = a.parent where a.depth < 64)
              select ", columns!(), " from above a join govern_escalation s on s.unit = a.id where s.ended_at is null
              order by a.depth, s.cause, s.after_minutes, s.id");
    ANY = "select count(*) from govern_escalation where ended_at is null";
}

/// A step: after so long, this person is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Its id.
    pub id: StepId,
    /// Whose it is.
    pub unit: UnitId,
    /// What it is about.
    pub cause: Cause,
    /// Minutes after that.
    pub after_minutes: i64,
    /// Who is told; none: whoever is on duty then.
    pub person: Option<PersonId>,
}

fn read(row: &store::Row<'_>) -> Result<Step, Fault> {
    Ok(Step {
        id: row.get(0)?,
        unit: row.get(1)?,
        cause: Cause::named(&row.get::<String>(2)?),
        after_minutes: row.get(3)?,
        person: row.get(4)?,
    })
}

/// One of them.
pub fn find(conn: &mut Conn, id: StepId) -> Result<Option<Step>, Fault> {
    conn.one(&FIND, values![id], read)
}

/// A unit's own steps.
pub fn of_unit(conn: &mut Conn, unit: UnitId) -> Result<Vec<Step>, Fault> {
    conn.rows(&OF_UNIT, values![unit], read)
}

/// The steps that hold for a unit: its own, else those of the nearest unit above that has some.
pub fn in_force(conn: &mut Conn, unit: UnitId) -> Result<Vec<Step>, Fault> {
    let mut steps = conn.rows(&IN_FORCE, values![unit], read)?;
    if let Some(nearest) = steps.first().map(|step| step.unit) {
        steps.retain(|step| step.unit == nearest);
    }
    Ok(steps)
}

/// Whether anybody is to be told of anything.
pub fn are_any(conn: &mut Conn) -> Result<bool, Fault> {
    Ok(conn.one(&ANY, values![], |row| row.get::<i64>(0))?.unwrap_or(0) > 0)
}

/// Adds a step.
pub fn add(
    mut act: Act<'_>,
    by: &Mandate<Govern>,
    unit: UnitId,
    cause: Cause,
    after_minutes: i64,
    person: Option<PersonId>,
) -> Result<Committed<StepId>, Problem> {
    by.reach(act.conn(), Scope::Unit(unit))?;
    let now = act.now();
    if !(0..=LONGEST).contains(&after_minutes) {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-escalation-time").into());
    }
    if let Some(person) = person
        && !person::works_here(act.conn(), person)?
    {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-person").into());
    }
    if of_unit(act.conn(), unit)?.len() >= MOST {
        return Err(refuse(StatusCode::CONFLICT, "refuse-escalation-many").with("most", MOST).into());
    }
    let id = StepId::new(now);
    let values = values![id, unit, cause.as_str(), after_minutes, person, by.person(), by.id(), micros(now)];
    act.conn().run(&ADD, values).map_err(unknown_unit)?;
    jobs::enqueue(act.conn(), now, now, &Watch {}, Some(alert::WATCH))?;
    act.commit(by.by(), &Event::EscalationAdded { step: id, unit, after_minutes, person }, id)
}

/// Ends a step.
pub fn end(mut act: Act<'_>, by: &Mandate<Govern>, id: StepId) -> Result<Committed<()>, Problem> {
    let now = act.now();
    let step = find(act.conn(), id)?.ok_or_else(not_found)?;
    by.reach(act.conn(), Scope::Unit(step.unit))?;
    if act.conn().run(&END, values![id, by.person(), micros(now)])? == 0 {
        return Err(refuse(StatusCode::CONFLICT, "refuse-escalation-ended").into());
    }
    act.commit(by.by(), &Event::EscalationEnded { step: id, unit: step.unit }, ())
}
