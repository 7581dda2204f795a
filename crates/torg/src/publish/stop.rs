//! The stop: while one is in force nothing in its scope leaves, on any node (invariant 8). It holds from the moment its transaction ends,
//! because every try to send passes the same turnstile in the transaction that begins it.
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Conn, Fault, sql, values};

use super::delivery::{self, Delivery, UNDO};
use super::outbox::Deliver;
use super::post;
use crate::govern::mandate::{LeadCrisis, Mandate, Permission, Scope};
use crate::govern::unit;
use crate::ground::clock::{from_micros, micros};
use crate::ground::jobs::{self, Job, Next};
use crate::ground::news::Changed;
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, DeliveryId, Desk, PersonId, Problem, StopId, UnitId, refuse};
use crate::records::{Act, By, Committed, Event, content};

/// Longest reason, in characters.
pub const LONGEST: usize = 500;
/// Deliveries that are held back in one transaction: others write too.
const ROUND: i64 = 200;

sql! {
    // PostgreSQL: tries pass together, a stop waits for those inside and passes alone. SQLite has one writer at a time.
    PASS = sqlite "select id from publish_turnstile where id = 1",
           postgres "select id from publish_turnstile where id = 1 for share";
    CLOSE = sqlite "select id from publish_turnstile where id = 1",
            postgres "select id from publish_turnstile where id = 1 for update";
    ORDER = "insert into publish_stop (id, unit, channel, why, ordered_by, mandate, at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    LIFT = "update publish_stop set lifted_by = ?2, lifted_at = ?3 where id = ?1 and lifted_at is null";
    IN_FORCE = "select id, unit, channel, why, ordered_by, at, lifted_at, lifted_by from publish_stop where lifted_at is null order by id";
    FIND = "select id, unit, channel, why, ordered_by, at, lifted_at, lifted_by from publish_stop where id = ?1";
    LATEST = "select id, unit, channel, why, ordered_by, at, lifted_at, lifted_by from publish_stop order by id desc limit ?1";
    OVER_CHANNEL = "with recursive above (id, steps) as (
                      select unit, 0 from govern_channel where id = ?1
                      union select u.parent, a.steps + 1 from govern_unit u join above a on u.id = a.id where u.parent is not null and a.steps < 64)
                    select id from publish_stop where lifted_at is null
                      and ((unit is null and channel is null) or channel = ?1 or unit in (select id from above)) order by id limit 1";
    QUEUED_EVERYWHERE = "select id, conversation from publish_delivery where state = 'queued' and does <> 'delete' order by id limit ?1";
    QUEUED_IN_CHANNEL = "select id, conversation from publish_delivery where state = 'queued' and does <> 'delete' and channel = ?2 order by id limit ?1";
    QUEUED_IN_UNIT = "with recursive below (id) as (select id from govern_unit where id = ?2 union select u.id from govern_unit u join below b on u.parent = b.id)
                      select d.id, d.conversation from publish_delivery d where d.state = 'queued' and d.does <> 'delete'
                        and d.channel in (select c.id from govern_channel c join below b on c.unit = b.id) order by d.id limit ?1";
    HOLD_BACK = "update publish_delivery set state = 'stopped', state_at = ?2, stop = ?3, reason = ?4 where id = ?1 and state = 'queued'";
}

/// An order that nothing leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "fields mirror the table, where each is explained")]
pub struct Stop {
    pub id: StopId,
    pub unit: Option<UnitId>,
    pub channel: Option<ChannelId>,
    pub why: String,
    pub ordered_by: PersonId,
    pub at: Timestamp,
    pub lifted_at: Option<Timestamp>,
    pub lifted_by: Option<PersonId>,
}

impl Stop {
    /// Where it holds.
    pub fn scope(&self) -> Scope {
        match (self.unit, self.channel) {
            (_, Some(channel)) => Scope::Channel(channel),
            (Some(unit), None) => Scope::Unit(unit),
            (None, None) => Scope::Everywhere,
        }
    }
}

fn read(row: &store::Row<'_>) -> Result<Stop, Fault> {
    Ok(Stop {
        id: row.get(0)?,
        unit: row.get(1)?,
        channel: row.get(2)?,
        why: row.get(3)?,
        ordered_by: row.get(4)?,
        at: from_micros(row.get(5)?),
        lifted_at: row.get::<Option<i64>>(6)?.map(from_micros),
        lifted_by: row.get(7)?,
    })
}

/// Stops that are in force, the first first.
pub fn in_force(conn: &mut Conn) -> Result<Vec<Stop>, Fault> {
    conn.rows(&IN_FORCE, values![], read)
}

/// One stop.
pub fn find(conn: &mut Conn, id: StopId) -> Result<Option<Stop>, Fault> {
    conn.one(&FIND, values![id], read)
}

/// The latest stops, also those that were lifted.
pub fn latest(conn: &mut Conn, most: i64) -> Result<Vec<Stop>, Fault> {
    conn.rows(&LATEST, values![most], read)
}

/// The stop that holds for a channel now, if there is one.
pub fn over(conn: &mut Conn, channel: ChannelId) -> Result<Option<StopId>, Fault> {
    conn.one(&OVER_CHANNEL, values![channel], |row| row.get(0))
}

/// A try to send comes through here first, in the transaction that begins it.
pub(super) fn pass(conn: &mut Conn, channel: ChannelId) -> Result<Option<StopId>, Fault> {
    conn.one(&PASS, values![], |row| row.get::<i64>(0))?;
    over(conn, channel)
}

/// Orders a stop. It is in force when this returns; what waits in the outbox is marked as held back after that, round by round.
pub fn order(mut act: Act<'_>, by: &Mandate<LeadCrisis>, scope: Scope, why: &str) -> Result<Committed<StopId>, Problem> {
    let (now, why) = (act.now(), why.trim());
    if why.is_empty() || why.chars().count() > LONGEST {
        let longest = LONGEST;
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-stop-why").with("longest", longest).into());
    }
    is_held(by, scope)?;
    act.conn().one(&CLOSE, values![], |row| row.get::<i64>(0))?;
    let (unit, channel) = match scope {
        Scope::Everywhere => (None, None),
        Scope::Unit(unit) => (Some(unit), None),
        Scope::Channel(channel) => (None, Some(channel)),
    };
    if let Some(unit) = unit
        && unit::find(act.conn(), unit)?.is_none()
    {
        return Err(not_found());
    }
    let id = StopId::new(now);
    act.conn().run(&ORDER, values![id, unit, channel, why, by.person(), by.id(), micros(now)])?;
    let why = content::keep_bytes(act.conn(), why.as_bytes())?;
    jobs::enqueue(act.conn(), now, now, &HoldBack { stop: id }, Some(&format!("hold-back:{id}")))?;
    act.commit(by.by(), &Event::StopOrdered { stop: id, unit, channel, why }, id)
}

/// The mandate that was asked for is the one for just this scope.
fn is_held(by: &Mandate<LeadCrisis>, scope: Scope) -> Result<(), Problem> {
    if by.scope() == scope || by.scope() == Scope::Everywhere {
        return Ok(());
    }
    Err(refuse(StatusCode::FORBIDDEN, "refuse-outside-mandate").into())
}

/// Lifts a stop. What it held back stays until somebody decides about it; what comes after leaves again.
pub fn lift(mut act: Act<'_>, by: &Mandate<LeadCrisis>, id: StopId) -> Result<Committed<()>, Problem> {
    let now = act.now();
    let Some(stop) = find(act.conn(), id)? else { return Err(not_found()) };
    is_held(by, stop.scope())?;
    if act.conn().run(&LIFT, values![id, by.person(), micros(now)])? == 0 {
        return Err(refuse(StatusCode::CONFLICT, "refuse-stop-lifted").into());
    }
    act.commit(by.by(), &Event::StopLifted { stop: id }, ())
}

/// Marks what waits in the outbox as held back. Running it twice is harmless: what is marked is left alone, and whether something may
/// leave is asked at each try, not here.
#[derive(Debug, Serialize, Deserialize)]
pub struct HoldBack {
    /// For which stop.
    pub stop: StopId,
}

impl Job for HoldBack {
    const NAME: &'static str = "hold-back";

    async fn run(self, desk: &Desk) -> Result<Next, Problem> {
        let stop = self.stop;
        loop {
            let now = desk.now();
            let held = desk.write(move |conn| round(conn, stop, now)).await?;
            desk.wake_sealer();
            desk.news().tell(Changed::Desk);
            if held == 0 {
                return Ok(Next::Done);
            }
        }
    }
}

fn round(conn: &mut Conn, id: StopId, now: Timestamp) -> Result<usize, Problem> {
    let Some(stop) = find(conn, id)?.filter(|stop| stop.lifted_at.is_none()) else { return Ok(0) };
    let read = |row: &store::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let queued: Vec<(DeliveryId, _)> = match stop.scope() {
        Scope::Everywhere => conn.rows(&QUEUED_EVERYWHERE, values![ROUND], read)?,
        Scope::Channel(channel) => conn.rows(&QUEUED_IN_CHANNEL, values![ROUND, channel], read)?,
        Scope::Unit(unit) => conn.rows(&QUEUED_IN_UNIT, values![ROUND, unit], read)?,
    };
    for (delivery, conversation) in &queued {
        hold_back(conn, *delivery, *conversation, Some(id), "reason-stopped", now)?;
    }
    Ok(queued.len())
}

/// Holds one delivery back, until somebody decides about it.
pub(super) fn hold_back(
    conn: &mut Conn,
    id: DeliveryId,
    conversation: Option<crate::ground::ConversationId>,
    stop: Option<StopId>,
    reason: &'static str,
    now: Timestamp,
) -> Result<(), Problem> {
    if conn.run(&HOLD_BACK, values![id, micros(now), stop, reason])? == 1 {
        let event = Event::DeliveryStopped { delivery: id, conversation, stop, reason: reason.to_owned() };
        Act::within(conn, now).commit(By::Torg, &event, ())?;
    }
    Ok(())
}

/// What becomes of what was held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It goes out now.
    SendNow,
    /// It goes out at this time.
    At(Timestamp),
    /// It is not sent.
    Drop,
}

/// Decides about one delivery that was held back. It goes out under the mandate of whoever decides.
pub fn decide<A: Permission>(
    mut act: Act<'_>,
    by: &Mandate<A>,
    id: DeliveryId,
    decision: Decision,
) -> Result<Committed<Delivery>, Problem> {
    let now = act.now();
    delivery::hold(act.conn(), id)?;
    let Some(held) = delivery::find(act.conn(), id)? else { return Err(not_found()) };
    if held.state != delivery::State::Stopped {
        return Err(refuse(StatusCode::CONFLICT, "refuse-not-stopped").way_on("/publish/outbox", "way-on-outbox").into());
    }
    let (delivery, conversation) = (id, held.conversation);
    let at = match decision {
        Decision::Drop => {
            delivery::call_back(act.conn(), id, now)?;
            super::unanswered::wait_again(act.conn(), &held, now)?;
            if let Some(post) = held.post {
                post::ended(act.conn(), post, now)?;
            }
            return act.commit(by.by(), &Event::DeliveryUndone { delivery, conversation }, held);
        }
        Decision::SendNow => now + UNDO,
        Decision::At(at) => super::version::in_time(at, now)?,
    };
    if over(act.conn(), held.channel)?.is_some() {
        return Err(refuse(StatusCode::CONFLICT, "refuse-still-stopped").way_on("/publish/stops", "way-on-stops").into());
    }
    if let (Some(post), Some(number)) = (held.post, held.version)
        && super::version::find(act.conn(), post, number)?.is_some_and(|version| !version.may_be_sent(at))
    {
        return Err(refuse(StatusCode::CONFLICT, "refuse-approval-over").way_on(post::address(post), "way-on-post").into());
    }
    if held.post.is_some() {
        super::blackout::must_be_free(act.conn(), &[held.channel], at)?;
    }
    delivery::let_go(act.conn(), id, at, now)?;
    delivery::under(act.conn(), id, by.id(), by.substitution())?;
    jobs::enqueue(act.conn(), now, at, &Deliver { delivery: id }, Some(&delivery::key(id)))?;
    act.commit(by.by(), &Event::DeliveryReleased { delivery, conversation, send_at: at }, held)
}
