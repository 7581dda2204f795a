//! Alerts: a matter that waits too long, or in which somebody is in danger, is told to whom its unit's steps name; on their pages, and by
//! e-mail where the unit has a mailbox. The e-mail says that something waits and where, never what.
use std::collections::HashMap;

use connect::{Outgoing, Trouble};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Conn, Fault, sql, values};

use super::conversation;
use super::escalation::{self, Cause, Step};
use crate::govern::mandate::{Read, Scope};
use crate::govern::{Officer, channel, duty, person, unit};
use crate::ground::clock::{from_micros, micros};
use crate::ground::jobs::{self, Job, Next};
use crate::ground::news::Changed;
use crate::ground::problem::not_found;
use crate::ground::{AlertId, ChannelId, ConversationId, Desk, PersonId, Problem, StepId, UnitId};
use crate::records::{Act, By, Event};

/// How often what waits is looked through.
const EVERY: SignedDuration = SignedDuration::from_mins(1);
/// Matters that are looked at each time, those that wait longest first.
const MOST: i64 = 1000;
/// One job watches, on whichever node.
pub const WATCH: &str = "watch";

sql! {
    LATE = "select c.id, c.channel, coalesce(c.referred_to, g.unit), c.due_at, coalesce(c.waiting_since, c.latest_at)
            from participate_conversation c join govern_channel g on g.id = c.channel
            where c.state = 'open' and c.due_at < ?1 order by c.due_at limit ?2";
    IN_DANGER = "select c.id, c.channel, coalesce(c.referred_to, g.unit), coalesce(c.waiting_since, c.latest_at), coalesce(c.waiting_since, c.latest_at)
                 from participate_conversation c join govern_channel g on g.id = c.channel
                 where c.state = 'open' and c.marks <> '' and (' ' || c.marks || ' ' like '% threat %' or ' ' || c.marks || ' ' like '% self-harm %')
                 order by c.latest_at desc limit ?1";
    RAISE = "insert into participate_alert (id, step, conversation, since, person, at) values (?1, ?2, ?3, ?4, ?5, ?6)
             on conflict (step, conversation, since) do nothing";
    RAISED = "select count(*) from participate_alert where step = ?1 and conversation = ?2 and since = ?3";
    OPEN = "select a.id, a.step, a.conversation, a.person, a.at from participate_alert a
            join participate_conversation c on c.id = a.conversation
            where a.person = ?1 and a.seen_at is null and c.state = 'open' order by a.at desc limit 200";
    FIND = "select id, step, conversation, person, at from participate_alert where id = ?1";
    SEEN = "update participate_alert set seen_at = ?2 where id = ?1 and seen_at is null";
    // The nearest mailbox upwards that is open.
    MAILBOX = "with recursive above (id, parent, depth) as (
                 select u.id, u.parent, 0 from govern_unit u where u.id = ?1
                 union all select u.id, u.parent, a.depth + 1 from govern_unit u join above a on u.id = a.parent where a.depth < 64)
               select g.id from above a join govern_channel g on g.unit = a.id
               where g.network = 'email' and g.closed_at is null and g.paused_at is null order by a.depth, g.id limit 1";
}

/// That a person was told of a matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "fields mirror the table")]
pub struct Alert {
    pub id: AlertId,
    pub step: StepId,
    pub conversation: ConversationId,
    pub person: PersonId,
    pub at: Timestamp,
}

fn read(row: &store::Row<'_>) -> Result<Alert, Fault> {
    Ok(Alert { id: row.get(0)?, step: row.get(1)?, conversation: row.get(2)?, person: row.get(3)?, at: from_micros(row.get(4)?) })
}

/// What a person was told of and has not said they saw, while somebody still waits, the latest first.
pub fn open(conn: &mut Conn, person: PersonId) -> Result<Vec<Alert>, Fault> {
    conn.rows(&OPEN, values![person], read)
}

/// The person saw it; the matter is still to be answered.
pub fn seen(mut act: Act<'_>, by: &Officer, id: AlertId) -> Result<crate::records::Committed<()>, Problem> {
    let now = act.now();
    let alert = act.conn().one(&FIND, values![id], read)?.filter(|alert| alert.person == by.id()).ok_or_else(not_found)?;
    let (_, mandate) = conversation::with_mandate::<Read>(act.conn(), by, alert.conversation, now)?;
    if act.conn().run(&SEEN, values![id, micros(now)])? == 0 {
        return Ok(act.nothing(()));
    }
    act.commit(mandate.by(), &Event::AlertSeen { alert: id, conversation: alert.conversation }, ())
}

/// Looks through what waits and tells whom the steps name. Running it twice is harmless: one is told once of each step of a matter.
#[derive(Debug, Serialize, Deserialize)]
pub struct Watch {}

impl Job for Watch {
    const NAME: &'static str = "watch";

    async fn run(self, desk: &Desk) -> Result<Next, Problem> {
        let now = desk.now();
        let (goes_on, told) = desk
            .write(move |conn| {
                if !escalation::are_any(conn)? {
                    return Ok((false, Vec::new()));
                }
                Ok((true, look_through(conn, now)?))
            })
            .await?;
        if !told.is_empty() {
            desk.wake_sealer();
            desk.wake_jobs();
            told.into_iter().for_each(|conversation| desk.news().tell(Changed::Conversation(conversation)));
            desk.news().tell(Changed::Desk);
        }
        Ok(if goes_on { Next::At(now + EVERY) } else { Next::Done })
    }
}

/// A matter that somebody may have to be told of.
struct Matter {
    conversation: ConversationId,
    channel: ChannelId,
    unit: UnitId,
    /// From when the minutes of a step are counted.
    counted: Timestamp,
    since: i64,
}

fn look_through(conn: &mut Conn, now: Timestamp) -> Result<Vec<ConversationId>, Problem> {
    let matter = |row: &store::Row<'_>| {
        let (conversation, channel, unit) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(Matter { conversation, channel, unit, counted: from_micros(row.get(3)?), since: row.get(4)? })
    };
    let late = conn.rows(&LATE, values![micros(now), MOST], matter)?;
    let in_danger = conn.rows(&IN_DANGER, values![MOST], matter)?;
    let mut steps: HashMap<UnitId, Vec<Step>> = HashMap::new();
    let mut told = Vec::new();
    for (cause, matters) in [(Cause::Danger, in_danger), (Cause::Late, late)] {
        for matter in matters {
            let steps = match steps.entry(matter.unit) {
                std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
                std::collections::hash_map::Entry::Vacant(new) => new.insert(escalation::in_force(conn, matter.unit)?),
            };
            for step in steps.iter().filter(|step| step.cause == cause) {
                if matter.counted + SignedDuration::from_mins(step.after_minutes) <= now && tell(conn, &matter, step, now)? {
                    told.push(matter.conversation);
                }
            }
        }
    }
    Ok(told)
}

/// Tells of one matter, once. Without anybody on duty, or where they may not read it, it is tried again next time.
fn tell(conn: &mut Conn, matter: &Matter, step: &Step, now: Timestamp) -> Result<bool, Problem> {
    if conn.one(&RAISED, values![step.id, matter.conversation, matter.since], |row| row.get::<i64>(0))?.unwrap_or(0) > 0 {
        return Ok(false);
    }
    let whom = match step.person {
        Some(person) => Some(person),
        None => duty::on_duty(conn, matter.unit, now)?,
    };
    let Some(person) = whom.map(|id| person::find(conn, id)).transpose()?.flatten().filter(|person| !person.left) else {
        return Ok(false);
    };
    let officer = Officer { person, only_under: None };
    let reads = |conn: &mut Conn, scope| match officer.may::<Read>(conn, scope, now) {
        Ok(_) => Ok(true),
        Err(Problem::Refused(_)) => Ok(false),
        Err(fault) => Err(fault),
    };
    if !reads(conn, Scope::Channel(matter.channel))? && !reads(conn, Scope::Unit(matter.unit))? {
        return Ok(false);
    }
    let id = AlertId::new(now);
    if conn.run(&RAISE, values![id, step.id, matter.conversation, matter.since, officer.id(), micros(now)])? == 0 {
        return Ok(false);
    }
    let event = Event::MatterEscalated { alert: id, conversation: matter.conversation, unit: matter.unit, person: officer.id() };
    Act::within(conn, now).commit(By::Torg, &event, ())?;
    if mailbox(conn, matter.unit)?.is_some() {
        jobs::enqueue(conn, now, now, &TellByMail { alert: id }, Some(&format!("tell-by-mail:{id}")))?;
    }
    Ok(true)
}

/// The mailbox that alerts of a unit go out from.
pub fn mailbox(conn: &mut Conn, unit: UnitId) -> Result<Option<ChannelId>, Fault> {
    conn.one(&MAILBOX, values![unit], |row| row.get(0))
}

/// Sends an e-mail to whoever was told. Running it twice is nearly harmless: a server that gave no clear answer is not asked again, and
/// what has been seen meanwhile is not sent.
#[derive(Debug, Serialize, Deserialize)]
pub struct TellByMail {
    /// Of what.
    pub alert: AlertId,
}

impl Job for TellByMail {
    const NAME: &'static str = "tell-by-mail";

    async fn run(self, desk: &Desk) -> Result<Next, Problem> {
        let (id, now) = (self.alert, desk.now());
        let found = desk
            .read(move |conn| {
                let Some(alert) = conn.one(&FIND, values![id], read)? else { return Ok(None) };
                let open = open(conn, alert.person)?.iter().any(|one| one.id == id);
                let Some(person) = person::find(conn, alert.person)?.filter(|person| open && !person.left) else {
                    return Ok(None);
                };
                let Some(talk) = conversation::find(conn, alert.conversation)? else { return Ok(None) };
                let unit = channel::unit_of(conn, talk.channel)?;
                let mailbox = match unit {
                    Some(unit) => mailbox(conn, unit)?,
                    None => None,
                };
                let name = unit.map(|unit| unit::find(conn, unit)).transpose()?.flatten().map(|unit| unit.name);
                Ok(mailbox.map(|mailbox| (alert, person, mailbox, name.unwrap_or_default())))
            })
            .await?;
        let Some((alert, person, mailbox, unit)) = found else { return Ok(Next::Done) };
        let (channel, network, connection) = channel::connected(desk, mailbox).await?;
        let Some(publishing) = network.publishing() else { return Ok(Next::Done) };
        let here = desk.config().public_url.as_str().trim_end_matches('/');
        let address = format!("{here}{}", conversation::address(alert.conversation));
        let said =
            |key: &str| person.language.say_with(key, &[("unit", unit.as_str().into()), ("address", address.as_str().into())]);
        let outgoing =
            Outgoing { title: Some(said("alert-mail-title")), ..Outgoing::saying(id.0, alert.at, said("alert-mail-text")) };
        match publishing.publish(&connection.with_setting("recipient", &person.email), &outgoing).await {
            Err(trouble) if trouble.passes() && !trouble.may_have_arrived() => Ok(Next::At(match trouble {
                Trouble::Limited { until } => until.max(now + EVERY),
                _ => now + EVERY,
            })),
            Err(trouble) => {
                tracing::warn!(channel = %channel.name, "An alert could not be sent by e-mail: {trouble}");
                Ok(Next::Done)
            }
            Ok(_) => Ok(Next::Done),
        }
    }
}
