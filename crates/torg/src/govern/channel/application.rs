//! Applying for a channel: the questions of the E-delegation's checklist (guidelines 1.0, 2010-12-30), the decision with its number,
//! and the account that is connected afterwards. Anyone at the desk may apply; someone else who governs decides.
use std::collections::BTreeMap;

use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Conn, Fault, sql, values};

use super::stage::Mode;
use crate::govern::governing::Governs;
use crate::govern::mandate::{Govern, Mandate, Scope};
use crate::govern::{Officer, person, unit};
use crate::ground::clock::{from_micros, micros};
use crate::ground::problem::not_found;
use crate::ground::{ApplicationId, ChannelId, PersonId, Problem, UnitId, refuse};
use crate::records::{Act, By, Committed, Event, content};

sql! {
    APPLY = "insert into govern_channel_application (id, unit, network, name, mode, owner, form, applied_by, applied_at, state, state_at, state_by, channel)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'applied', ?9, ?8, ?10)";
    REVISE = "update govern_channel_application set mode = ?2, owner = ?3, form = ?4, name = ?5 where id = ?1 and state in ('applied', 'approved')";
    DECIDE = "update govern_channel_application set state = ?2, state_at = ?3, state_by = ?4, number = ?5, why = ?6 where id = ?1 and state = 'applied'";
    WITHDRAW = "update govern_channel_application set state = 'withdrawn', state_at = ?2, state_by = ?3 where id = ?1 and state = 'applied'";
    CONNECT = "update govern_channel_application set channel = ?2 where id = ?1 and channel is null";
    POINT = "update govern_channel set application = ?2 where id = ?1 and application is null";
    ALL = "select id, unit, network, name, mode, owner, form, applied_by, applied_at, state, state_at, state_by, number, why, channel
           from govern_channel_application order by id desc limit 1000";
    FIND = "select id, unit, network, name, mode, owner, form, applied_by, applied_at, state, state_at, state_by, number, why, channel
            from govern_channel_application where id = ?1";
}

/// The checklist's questions, in the order of the form; labels stand in the locales as `question-…` and `question-…-hint`.
pub const QUESTIONS: &[&str] = &[
    "purpose",
    "benefit",
    "audience",
    "resources",
    "staffing",
    "terms",
    "rules",
    "records",
    "retention",
    "referral",
    "accessibility",
];
/// Those that must be answered to apply; the rest before the channel goes live.
pub const FIRST_QUESTIONS: &[&str] = &["purpose", "benefit", "audience"];
/// Longest answer, in characters.
const LONGEST: usize = 4000;

/// The answers to the checklist.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Form(BTreeMap<String, String>);

impl Form {
    /// The answers to questions of the list; others are left out.
    pub fn new<'a>(answers: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut form = Self::default();
        for (question, answer) in answers {
            form.set(question, answer);
        }
        form
    }

    /// The answer, empty where there is none.
    pub fn answer(&self, question: &str) -> &str {
        self.0.get(question).map_or("", String::as_str)
    }

    /// Answers one question of the list.
    pub fn set(&mut self, question: &str, answer: &str) {
        if QUESTIONS.contains(&question) {
            self.0.insert(question.to_owned(), answer.trim().to_owned());
        }
    }

    fn checked(&self) -> Result<(), Problem> {
        if FIRST_QUESTIONS.iter().any(|question| self.answer(question).is_empty()) {
            return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-application-bare").into());
        }
        if self.0.values().any(|answer| answer.chars().count() > LONGEST) {
            return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-application-long").with("limit", LONGEST).into());
        }
        Ok(())
    }
}

/// Where an application stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It waits for a decision.
    Applied,
    /// It was approved.
    Approved,
    /// It was declined.
    Declined,
    /// The one who applied took it back.
    Withdrawn,
}

impl Standing {
    /// As the database, the API and the locale keys (`standing-applied`) write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Approved => "approved",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
        }
    }

    fn named(name: &str) -> Self {
        let known = [Self::Applied, Self::Approved, Self::Withdrawn];
        known.into_iter().find(|standing| standing.as_str() == name).unwrap_or(Self::Declined)
    }
}

/// An application for a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "fields mirror the table")]
pub struct Application {
    pub id: ApplicationId,
    pub unit: UnitId,
    pub network: String,
    pub name: String,
    pub mode: Mode,
    pub owner: Option<PersonId>,
    pub form: Form,
    pub applied_by: Option<PersonId>,
    pub applied_at: Timestamp,
    pub standing: Standing,
    pub standing_at: Timestamp,
    pub standing_by: Option<PersonId>,
    pub number: Option<String>,
    pub why: Option<String>,
    pub channel: Option<ChannelId>,
}

fn read(row: &store::Row<'_>) -> Result<Application, Fault> {
    let unreadable =
        |_| Fault::Value { statement: "govern_channel_application.form".to_owned(), reason: "the form is not JSON".to_owned() };
    Ok(Application {
        id: row.get(0)?,
        unit: row.get(1)?,
        network: row.get(2)?,
        name: row.get(3)?,
        mode: Mode::named(&row.get::<String>(4)?),
        owner: row.get(5)?,
        form: serde_json::from_str(&row.get::<String>(6)?).map_err(unreadable)?,
        applied_by: row.get(7)?,
        applied_at: from_micros(row.get(8)?),
        standing: Standing::named(&row.get::<String>(9)?),
        standing_at: from_micros(row.get(10)?),
        standing_by: row.get(11)?,
        number: row.get(12)?,
        why: row.get(13)?,
        channel: row.get(14)?,
    })
}

/// The latest thousand applications, newest first.
pub fn all(conn: &mut Conn) -> Result<Vec<Application>, Fault> {
    conn.rows(&ALL, values![], read)
}

/// One application.
pub fn find(conn: &mut Conn, id: ApplicationId) -> Result<Option<Application>, Fault> {
    conn.one(&FIND, values![id], read)
}

/// What someone applies with.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields mirror the table")]
pub struct Wanted {
    pub unit: UnitId,
    pub network: String,
    pub name: String,
    pub mode: Mode,
    pub owner: Option<PersonId>,
    pub form: Form,
    /// A channel the desk has already and that lacks an application.
    pub channel: Option<ChannelId>,
}

impl Wanted {
    fn checked(&self, conn: &mut Conn) -> Result<(), Problem> {
        if self.name.trim().is_empty() {
            return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-name-missing").into());
        }
        if let Some(owner) = self.owner
            && !person::works_here(conn, owner)?
        {
            return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-person").into());
        }
        self.form.checked()
    }
}

/// Applies. Everyone who works here may; it becomes a channel when someone who governs the unit has decided so.
pub fn apply(mut act: Act<'_>, by: PersonId, wanted: &Wanted) -> Result<Committed<ApplicationId>, Problem> {
    let now = act.now();
    wanted.checked(act.conn())?;
    if !person::works_here(act.conn(), by)? {
        return Err(refuse(StatusCode::FORBIDDEN, "refuse-no-longer-here").into());
    }
    let id = ApplicationId::new(now);
    let form = serde_json::to_string(&wanted.form)?;
    let values = values![
        id,
        wanted.unit,
        &wanted.network,
        wanted.name.trim(),
        wanted.mode.as_str(),
        wanted.owner,
        &form,
        by,
        micros(now),
        wanted.channel
    ];
    act.conn().run(&APPLY, values).map_err(unit::unknown_unit)?;
    if let Some(channel) = wanted.channel
        && act.conn().run(&POINT, values![channel, id])? == 0
    {
        return Err(refuse(StatusCode::CONFLICT, "refuse-application-known").into());
    }
    let form = content::keep_bytes(act.conn(), form.as_bytes())?;
    act.commit(By::Oneself { person: by }, &Event::ChannelApplied { application: id, unit: wanted.unit, form }, id)
}

/// Changes the answers: the one who applied while it waits, and whoever governs the unit until it is declined or taken back.
pub fn revise(mut act: Act<'_>, by: By, id: ApplicationId, wanted: &Wanted) -> Result<Committed<()>, Problem> {
    wanted.checked(act.conn())?;
    let form = serde_json::to_string(&wanted.form)?;
    let values = values![id, wanted.mode.as_str(), wanted.owner, &form, wanted.name.trim()];
    if act.conn().run(&REVISE, values)? == 0 {
        return Err(settled());
    }
    let form = content::keep_bytes(act.conn(), form.as_bytes())?;
    act.commit(by, &Event::ChannelApplicationRevised { application: id, form }, ())
}

/// Who may change the answers: the one who applied while it waits, and whoever governs the unit.
pub fn reviser(conn: &mut Conn, officer: &Officer, application: &Application, now: Timestamp) -> Result<By, Problem> {
    let own = application.applied_by == Some(officer.id()) && application.standing == Standing::Applied;
    match officer.may::<Govern>(conn, Scope::Unit(application.unit), now) {
        Ok(mandate) => Ok(mandate.by()),
        Err(_) if own => Ok(By::Oneself { person: officer.id() }),
        Err(problem) => Err(problem),
    }
}

fn settled() -> Problem {
    refuse(StatusCode::CONFLICT, "refuse-application-settled").into()
}

/// A decision on an application.
#[derive(Clone, Debug)]
pub enum Decision {
    /// Yes, under this number.
    Approve {
        /// The decision's number.
        number: String,
    },
    /// No, for this reason.
    Decline {
        /// Why.
        why: String,
    },
}

/// Decides. Nobody decides on what they applied for themselves.
pub fn decide(mut act: Act<'_>, by: &Mandate<Govern>, id: ApplicationId, decision: &Decision) -> Result<Committed<()>, Problem> {
    let now = act.now();
    let application = find(act.conn(), id)?.ok_or_else(not_found)?;
    by.reach(act.conn(), Scope::Unit(application.unit))?;
    if application.applied_by == Some(by.person()) {
        return Err(refuse(StatusCode::FORBIDDEN, "refuse-own-application").into());
    }
    let (state, number, why) = match decision {
        Decision::Approve { number } => (Standing::Approved, Some(number.trim()), None),
        Decision::Decline { why } => (Standing::Declined, None, Some(why.trim())),
    };
    if number == Some("") {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-number-missing").into());
    }
    if why == Some("") {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-reason-missing").into());
    }
    if act.conn().run(&DECIDE, values![id, state.as_str(), micros(now), by.person(), number, why])? == 0 {
        return Err(settled());
    }
    let said = content::keep_bytes(act.conn(), number.or(why).unwrap_or_default().as_bytes())?;
    let approved = state == Standing::Approved;
    act.commit(by.by(), &Event::ChannelApplicationDecided { application: id, approved, said }, ())
}

/// Takes one's own application back.
pub fn withdraw(mut act: Act<'_>, by: PersonId, id: ApplicationId) -> Result<Committed<()>, Problem> {
    let now = act.now();
    let own = find(act.conn(), id)?.is_some_and(|application| application.applied_by == Some(by));
    if !own {
        return Err(not_found());
    }
    if act.conn().run(&WITHDRAW, values![id, micros(now), by])? == 0 {
        return Err(settled());
    }
    act.commit(By::Oneself { person: by }, &Event::ChannelApplicationWithdrawn { application: id }, ())
}

/// An approved application that has no channel yet, for an account of `network` in `unit`.
pub(super) fn to_connect(conn: &mut Conn, id: ApplicationId, unit: UnitId, network: &str) -> Result<Application, Problem> {
    let application = find(conn, id)?.ok_or_else(not_found)?;
    let fits = application.unit == unit && application.network == network;
    if application.standing != Standing::Approved || application.channel.is_some() || !fits {
        return Err(refuse(StatusCode::CONFLICT, "refuse-application-unfit").into());
    }
    Ok(application)
}

pub(super) fn connected(conn: &mut Conn, id: ApplicationId, channel: ChannelId) -> Result<(), Problem> {
    if conn.run(&CONNECT, values![id, channel])? == 0 {
        return Err(refuse(StatusCode::CONFLICT, "refuse-application-unfit").into());
    }
    Ok(())
}
