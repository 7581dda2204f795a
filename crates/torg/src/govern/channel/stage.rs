//! A channel's life: pilot, live, closed, and pauses in between. Each step is a row with who, when and why; nothing goes live without
//! what it should have, or a stated reason.
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Conn, Fault, sql, values};
use uuid::Uuid;

use super::{find, readiness};
use crate::govern::governing::Governs;
use crate::govern::mandate::Scope;
use crate::ground::clock::{from_micros, micros};
use crate::ground::ids::fresh;
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, PersonId, Problem, refuse};
use crate::records::{Act, Committed, Event, content};

sql! {
    PAUSE = "update govern_channel set paused_at = ?2, paused_by = ?3 where id = ?1 and paused_at is null";
    RESUME = "update govern_channel set paused_at = null, paused_by = null where id = ?1 and paused_at is not null and stage <> 'closed'";
    LIVE = "update govern_channel set stage = 'live' where id = ?1 and stage = 'pilot'";
    CLOSE = "update govern_channel set stage = 'closed', closed_at = ?2, paused_at = coalesce(paused_at, ?2), paused_by = coalesce(paused_by, ?3)
             where id = ?1 and stage <> 'closed'";
    REOPEN = "update govern_channel set stage = 'pilot', closed_at = null, paused_at = null, paused_by = null where id = ?1 and stage = 'closed'";
    MODE = "update govern_channel set mode = ?2 where id = ?1 and mode <> ?2";
    NOTE = "insert into govern_channel_step (id, channel, step, at, by, why) values (?1, ?2, ?3, ?4, ?5, ?6)";
    OF_CHANNEL = "select step, at, by, why from govern_channel_step where channel = ?1 order by id";
}

/// How far a channel has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = ChannelStage)]
pub enum Stage {
    /// It is tried out in the open.
    Pilot,
    /// It is one of the authority's channels.
    Live,
    /// It is closed: nothing is fetched or sent. It stands in the register with its dates.
    Closed,
}

impl Stage {
    /// As the database, the API and the locale keys (`stage-pilot`) write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pilot => "pilot",
            Self::Live => "live",
            Self::Closed => "closed",
        }
    }

    /// The stage called `name`. One that this program does not know is handled as closed: nothing is sent there.
    pub fn named(name: &str) -> Self {
        [Self::Pilot, Self::Live].into_iter().find(|stage| stage.as_str() == name).unwrap_or(Self::Closed)
    }
}

/// What people can expect of a channel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = ChannelMode)]
pub enum Mode {
    /// People are answered.
    #[default]
    Dialogue,
    /// We tell, and do not answer there. What people write is on the record all the same.
    Information,
}

impl Mode {
    /// Both, in the order of forms.
    pub const ALL: &'static [Self] = &[Self::Dialogue, Self::Information];

    /// As the database, the API and the locale keys (`mode-dialogue`) write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dialogue => "dialogue",
            Self::Information => "information",
        }
    }

    /// The mode called `name`; dialogue, which promises most, for all else.
    pub fn named(name: &str) -> Self {
        Self::ALL.iter().copied().find(|mode| mode.as_str() == name).unwrap_or_default()
    }
}

/// A step in a channel's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It was opened, or opened again, to be tried out.
    Pilot,
    /// It went live.
    Live,
    /// It was paused.
    Paused,
    /// It goes on after a pause.
    Resumed,
    /// It was closed.
    Closed,
}

impl Step {
    const ALL: &'static [Self] = &[Self::Pilot, Self::Live, Self::Paused, Self::Resumed, Self::Closed];

    /// As the database and the locale keys (`step-live`) write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pilot => "pilot",
            Self::Live => "live",
            Self::Paused => "paused",
            Self::Resumed => "resumed",
            Self::Closed => "closed",
        }
    }
}

/// A step as it was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Which.
    pub step: Step,
    /// When.
    pub at: Timestamp,
    /// By whom; none from the shell.
    pub by: Option<PersonId>,
    /// Why, where a reason was asked for.
    pub why: Option<String>,
}

/// Every step of a channel, oldest first.
pub fn steps(conn: &mut Conn, channel: ChannelId) -> Result<Vec<Taken>, Fault> {
    conn.rows(&OF_CHANNEL, values![channel], |row| {
        let name: String = row.get(0)?;
        let step = Step::ALL.iter().copied().find(|step| step.as_str() == name);
        let step = step.ok_or_else(|| Fault::Value { statement: "govern_channel_step.step".to_owned(), reason: name })?;
        Ok(Taken { step, at: from_micros(row.get(1)?), by: row.get(2)?, why: row.get(3)? })
    })
}

pub(super) fn note(
    conn: &mut Conn,
    channel: ChannelId,
    step: Step,
    by: Option<PersonId>,
    why: Option<&str>,
    now: Timestamp,
) -> Result<(), Fault> {
    let id: Uuid = fresh(now);
    conn.run(&NOTE, values![id, channel, step.as_str(), micros(now), by, why])?;
    Ok(())
}

/// Pauses a channel: nothing is fetched or sent until it is resumed.
pub fn pause(mut act: Act<'_>, by: &impl Governs, id: ChannelId) -> Result<Committed<()>, Problem> {
    by.reach(act.conn(), Scope::Channel(id))?;
    let now = act.now();
    if act.conn().run(&PAUSE, values![id, micros(now), by.who()])? == 0 {
        return Err(refuse(StatusCode::CONFLICT, "refuse-channel-paused-already").into());
    }
    note(act.conn(), id, Step::Paused, by.who(), None, now)?;
    act.commit(by.stated(), &Event::ChannelPaused { channel: id }, ())
}

/// Resumes a paused channel. A closed one is opened again by [`reopen`].
pub fn resume(mut act: Act<'_>, by: &impl Governs, id: ChannelId) -> Result<Committed<()>, Problem> {
    by.reach(act.conn(), Scope::Channel(id))?;
    let now = act.now();
    if act.conn().run(&RESUME, values![id])? == 0 {
        return Err(refuse(StatusCode::CONFLICT, "refuse-channel-runs-already").into());
    }
    note(act.conn(), id, Step::Resumed, by.who(), None, now)?;
    act.commit(by.stated(), &Event::ChannelResumed { channel: id }, ())
}

/// A reason, which must be one.
fn reason(why: &str) -> Result<&str, Problem> {
    match why.trim() {
        "" => Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-reason-missing").into()),
        why => Ok(why),
    }
}

/// From pilot to live. What is missing is refused by name, unless a reason is stated for going live without.
pub fn go_live(mut act: Act<'_>, by: &impl Governs, id: ChannelId, why: Option<&str>) -> Result<Committed<()>, Problem> {
    by.reach(act.conn(), Scope::Channel(id))?;
    let now = act.now();
    let channel = find(act.conn(), id)?.ok_or_else(not_found)?;
    let missing = readiness::missing(act.conn(), &channel)?;
    let why = why.map(str::trim).filter(|why| !why.is_empty());
    if !missing.is_empty() && why.is_none() {
        let list = missing.iter().map(|one| one.as_str()).collect::<Vec<_>>().join(" ");
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-channel-not-ready").with("missing", list).into());
    }
    if act.conn().run(&LIVE, values![id])? == 0 {
        return Err(refuse(StatusCode::CONFLICT, "refuse-channel-no-pilot").into());
    }
    // A reason is kept where it was needed.
    let why = why.filter(|_| !missing.is_empty());
    note(act.conn(), id, Step::Live, by.who(), why, now)?;
    let why = why.map(|why| content::keep_bytes(act.conn(), why.as_bytes())).transpose()?;
    act.commit(by.stated(), &Event::ChannelWentLive { channel: id, why }, ())
}

/// Closes a channel: nothing is fetched or sent any more, and the public register tells since when.
pub fn close(mut act: Act<'_>, by: &impl Governs, id: ChannelId, why: &str) -> Result<Committed<()>, Problem> {
    by.reach(act.conn(), Scope::Channel(id))?;
    let (now, why) = (act.now(), reason(why)?);
    if act.conn().run(&CLOSE, values![id, micros(now), by.who()])? == 0 {
        return Err(refuse(StatusCode::CONFLICT, "refuse-channel-closed-already").into());
    }
    note(act.conn(), id, Step::Closed, by.who(), Some(why), now)?;
    let why = content::keep_bytes(act.conn(), why.as_bytes())?;
    act.commit(by.stated(), &Event::ChannelClosed { channel: id, why }, ())
}

/// Opens a closed channel again, to be tried out.
pub fn reopen(mut act: Act<'_>, by: &impl Governs, id: ChannelId, why: &str) -> Result<Committed<()>, Problem> {
    by.reach(act.conn(), Scope::Channel(id))?;
    let (now, why) = (act.now(), reason(why)?);
    if act.conn().run(&REOPEN, values![id])? == 0 {
        return Err(refuse(StatusCode::CONFLICT, "refuse-channel-not-closed").into());
    }
    note(act.conn(), id, Step::Pilot, by.who(), Some(why), now)?;
    let why = content::keep_bytes(act.conn(), why.as_bytes())?;
    act.commit(by.stated(), &Event::ChannelReopened { channel: id, why }, ())
}

/// Changes what people can expect: dialogue, or information only. Holds for what comes in from now on.
pub fn set_mode(mut act: Act<'_>, by: &impl Governs, id: ChannelId, mode: Mode) -> Result<Committed<()>, Problem> {
    by.reach(act.conn(), Scope::Channel(id))?;
    if act.conn().run(&MODE, values![id, mode.as_str()])? == 0 {
        return Ok(act.nothing(()));
    }
    act.commit(by.stated(), &Event::ChannelModeSet { channel: id, mode: mode.as_str().to_owned() }, ())
}
