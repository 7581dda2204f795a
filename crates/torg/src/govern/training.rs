//! Training that a mandate can demand: done on a day, valid until a day, noted by someone else. Run out, the mandate rests.
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::Serialize;
use store::{Conn, Fault, sql, values};

use super::administrators;
use super::governing::{Governs, one_at_a_time};
use super::mandate::{Govern, Mandate, Scope};
use super::person;
use crate::ground::clock::{from_micros, micros};
use crate::ground::problem::not_found;
use crate::ground::{PersonId, Problem, TrainedId, TrainingId, refuse};
use crate::records::{Act, Committed, Event, content};

sql! {
    ADD = "insert into govern_training (id, name, key, added_by, added_at) values (?1, ?2, ?3, ?4, ?5)";
    ALL = "select id, name from govern_training order by key";
    KNOWN = "select count(*) from govern_training where id = ?1";
    NOTE = "insert into govern_trained (id, training, person, done_at, valid_until, noted_by, noted_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    OF_PERSON = "select t.id, t.training, g.name, t.person, t.done_at, t.valid_until, t.noted_by, t.withdrawn_at, t.withdrawn_why
                 from govern_trained t join govern_training g on g.id = t.training where t.person = ?1 order by t.id";
    NOTED = "select t.id, t.training, g.name, t.person, t.done_at, t.valid_until, t.noted_by, t.withdrawn_at, t.withdrawn_why
             from govern_trained t join govern_training g on g.id = t.training join govern_person p on p.id = t.person
             where p.left_at is null order by p.name, t.id limit 20000";
    ONE = "select t.id, t.training, g.name, t.person, t.done_at, t.valid_until, t.noted_by, t.withdrawn_at, t.withdrawn_why
           from govern_trained t join govern_training g on g.id = t.training where t.id = ?1";
    WITHDRAW = "update govern_trained set withdrawn_by = ?2, withdrawn_at = ?3, withdrawn_why = ?4 where id = ?1 and withdrawn_at is null";
}

/// A training, as the authority calls it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Training {
    /// Its id.
    pub id: TrainingId,
    /// Its name: `Sociala medier, grundkurs`.
    pub name: String,
}

/// That someone has done a training.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "fields mirror the table")]
pub struct Trained {
    pub id: TrainedId,
    pub training: TrainingId,
    pub name: String,
    pub person: PersonId,
    pub done_at: Timestamp,
    /// None: it does not run out.
    pub valid_until: Option<Timestamp>,
    pub noted_by: PersonId,
    pub withdrawn_at: Option<Timestamp>,
    pub withdrawn_why: Option<String>,
}

impl Trained {
    /// True when it counts at `now`.
    pub fn in_force(&self, now: Timestamp) -> bool {
        self.withdrawn_at.is_none() && self.valid_until.is_none_or(|until| now < until)
    }
}

/// That someone has done a training, to be noted.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields mirror the table")]
pub struct Noted {
    pub training: TrainingId,
    pub person: PersonId,
    pub done_at: Timestamp,
    pub valid_until: Option<Timestamp>,
}

fn read(row: &store::Row<'_>) -> Result<Trained, Fault> {
    Ok(Trained {
        id: row.get(0)?,
        training: row.get(1)?,
        name: row.get(2)?,
        person: row.get(3)?,
        done_at: from_micros(row.get(4)?),
        valid_until: row.get::<Option<i64>>(5)?.map(from_micros),
        noted_by: row.get(6)?,
        withdrawn_at: row.get::<Option<i64>>(7)?.map(from_micros),
        withdrawn_why: row.get(8)?,
    })
}

/// Every training there is, by name.
pub fn all(conn: &mut Conn) -> Result<Vec<Training>, Fault> {
    conn.rows(&ALL, values![], |row| Ok(Training { id: row.get(0)?, name: row.get(1)? }))
}

/// True when there is a training with this id.
pub(super) fn is_known(conn: &mut Conn, id: TrainingId) -> Result<bool, Fault> {
    Ok(conn.one(&KNOWN, values![id], |row| row.get::<i64>(0))? == Some(1))
}

/// What someone has done, the oldest first, also what ran out or was withdrawn.
pub fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<Trained>, Fault> {
    conn.rows(&OF_PERSON, values![person], read)
}

/// What everyone who works here has done, by name.
pub fn noted(conn: &mut Conn) -> Result<Vec<Trained>, Fault> {
    conn.rows(&NOTED, values![], read)
}

/// One note.
pub fn find(conn: &mut Conn, id: TrainedId) -> Result<Option<Trained>, Fault> {
    conn.one(&ONE, values![id], read)
}

/// Adds a training that mandates can demand. Whoever governs somewhere may: it gives nobody anything.
pub fn add(mut act: Act<'_>, by: &Mandate<Govern>, name: &str) -> Result<Committed<TrainingId>, Problem> {
    let (now, name) = (act.now(), name.trim());
    if name.is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-name-missing").into());
    }
    let id = TrainingId::new(now);
    act.conn().run(&ADD, values![id, name, name.to_lowercase(), by.person(), micros(now)]).map_err(|fault| {
        match fault.is_unique() {
            true => Problem::from(refuse(StatusCode::CONFLICT, "refuse-training-known").with("name", name)),
            false => fault.into(),
        }
    })?;
    act.commit(by.by(), &Event::TrainingAdded { training: id, name: name.to_owned() }, id)
}

/// Notes that someone has done a training. Never about oneself: a mandate that rests would begin by one's own word.
pub fn note(mut act: Act<'_>, by: &Mandate<Govern>, noted: &Noted) -> Result<Committed<TrainedId>, Problem> {
    let wrong = |key| Problem::from(refuse(StatusCode::UNPROCESSABLE_ENTITY, key));
    let now = act.now();
    let Noted { training, person, done_at, valid_until } = noted;
    let Some(trained) = person::find(act.conn(), *person)?.filter(|person| !person.left) else {
        return Err(wrong("refuse-unknown-person"));
    };
    by.reach(act.conn(), Scope::Unit(trained.unit))?;
    if *person == by.person() || *person == by.holder() {
        return Err(refuse(StatusCode::FORBIDDEN, "refuse-train-oneself").into());
    }
    if !is_known(act.conn(), *training)? {
        return Err(wrong("refuse-unknown-training"));
    }
    if *done_at > now {
        return Err(wrong("refuse-trained-in-the-future"));
    }
    if valid_until.is_some_and(|until| until <= *done_at) {
        return Err(wrong("refuse-training-ends-before-it-begins"));
    }
    let id = TrainedId::new(now);
    let values = values![id, *training, *person, micros(*done_at), valid_until.map(micros), by.person(), micros(now)];
    act.conn().run(&NOTE, values)?;
    let event = Event::TrainingNoted { trained: id, training: *training, person: *person, valid_to: *valid_until };
    act.commit(by.by(), &event, id)
}

/// Withdraws a note that was wrong, with the reason; mandates that rested on it rest at once. The last administrator's cannot be.
pub fn withdraw(mut act: Act<'_>, by: &Mandate<Govern>, id: TrainedId, why: &str) -> Result<Committed<()>, Problem> {
    let now = act.now();
    one_at_a_time(act.conn())?;
    by.still(act.conn(), now)?;
    let Some(found) = find(act.conn(), id)? else { return Err(not_found()) };
    let Some(person) = person::find(act.conn(), found.person)? else { return Err(not_found()) };
    by.reach(act.conn(), Scope::Unit(person.unit))?;
    if why.trim().is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-revoke-without-reason").into());
    }
    let before = administrators::until(act.conn(), now)?;
    if act.conn().run(&WITHDRAW, values![id, by.person(), micros(now), why.trim()])? == 0 {
        return Err(refuse(StatusCode::CONFLICT, "refuse-training-withdrawn-already").into());
    }
    administrators::must_be_as_before(act.conn(), before, now)?;
    let why = content::keep_bytes(act.conn(), why.trim().as_bytes())?;
    let event = Event::TrainingWithdrawn { trained: id, training: found.training, person: found.person, why };
    act.commit(by.by(), &event, ())
}
