//! Whose matter a conversation is: the unit that owns its topic, or the channel's own unit (R069). A conversation that came to the wrong
//! door is referred; from then on those who hold a mandate in that unit may read and answer it, in the channel where it stands.
use axum::http::StatusCode;
use jiff::Timestamp;
use store::{Conn, Fault, sql, values};

use super::conversation::{self, Conversation};
use crate::govern::mandate::{Answer, Mandate, Permission, Scope};
use crate::govern::topic::{self, Topic};
use crate::govern::{Officer, channel, unit};
use crate::ground::problem::not_found;
use crate::ground::{ConversationId, Problem, TopicId, UnitId, refuse};
use crate::records::{Act, Committed, Event, content};

sql! {
    OF = "select referred_to, topic from participate_conversation where id = ?1";
    REFER = "update participate_conversation set referred_to = ?2, topic = ?3, assignee = null, assigned_at = null where id = ?1";
    WAITING = "select id, referred_to from participate_conversation where referred_to is not null and state = 'open'
               order by latest_at desc, id desc limit 1000";
}

/// Whose matter a conversation is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The unit that answers for it.
    pub unit: UnitId,
    /// What it is about, where someone said so.
    pub topic: Option<Topic>,
    /// Whether it was referred there from the channel's own unit.
    pub referred: bool,
}

/// The unit a conversation was referred to; none while it is the channel's own.
pub fn to(conn: &mut Conn, id: ConversationId) -> Result<Option<UnitId>, Fault> {
    Ok(conn.one(&OF, values![id], |row| row.get(0))?.flatten())
}

/// Whose matter it is.
pub fn owner(conn: &mut Conn, conversation: &Conversation) -> Result<Owner, Problem> {
    let of = conn.one(&OF, values![conversation.id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let (referred, topic): (Option<UnitId>, Option<TopicId>) = of.unwrap_or_default();
    let topic = match topic {
        Some(id) => topic::find(conn, id)?,
        None => None,
    };
    let unit = match referred {
        Some(unit) => unit,
        None => channel::unit_of(conn, conversation.channel)?.ok_or_else(not_found)?,
    };
    Ok(Owner { unit, topic, referred: referred.is_some() })
}

/// Permission `A` for a conversation: in its channel, or in the unit it was referred to. None when there is neither.
pub fn permission<A: Permission>(
    conn: &mut Conn,
    officer: &Officer,
    conversation: &Conversation,
    now: Timestamp,
) -> Result<Result<Mandate<A>, Problem>, Problem> {
    let refused = match officer.may::<A>(conn, Scope::Channel(conversation.channel), now) {
        Ok(mandate) => return Ok(Ok(mandate)),
        Err(Problem::Refused(refusal)) => refusal,
        Err(fault) => return Err(fault),
    };
    let Some(unit) = to(conn, conversation.id)? else { return Ok(Err(refused.into())) };
    match officer.may::<A>(conn, Scope::Unit(unit), now) {
        Ok(mandate) => Ok(Ok(mandate)),
        Err(Problem::Refused(_)) => Ok(Err(refused.into())),
        Err(fault) => Err(fault),
    }
}

/// True when someone may do `A` in the conversation.
pub fn allows<A: Permission>(
    conn: &mut Conn,
    officer: &Officer,
    conversation: &Conversation,
    now: Timestamp,
) -> Result<bool, Problem> {
    Ok(permission::<A>(conn, officer, conversation, now)?.is_ok())
}

/// To whom a conversation is referred.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The unit that owns this topic.
    Topic(TopicId),
    /// This unit, whatever it is about.
    Unit(UnitId),
}

/// Refers a conversation to the unit whose matter it is. Nobody has it there until someone takes it. Referred to the channel's own unit it
/// is back.
pub fn refer(
    mut act: Act<'_>,
    by: &Mandate<Answer>,
    conversation: &Conversation,
    whose: Whose,
    why: &str,
) -> Result<Committed<()>, Problem> {
    let wrong = |key| Problem::from(refuse(StatusCode::UNPROCESSABLE_ENTITY, key));
    let (unit, topic) = match whose {
        Whose::Topic(id) => {
            let topic = topic::open(act.conn(), id)?.ok_or_else(|| wrong("refuse-unknown-topic"))?;
            (topic.unit, Some(topic.id))
        }
        Whose::Unit(unit) => (unit, None),
    };
    if unit::find(act.conn(), unit)?.is_none_or(|unit| unit.closed_at.is_some()) {
        return Err(wrong("refuse-unknown-unit"));
    }
    let before = owner(act.conn(), conversation)?;
    if before.unit == unit && before.topic.map(|topic| topic.id) == topic {
        return Err(refuse(StatusCode::CONFLICT, "refuse-referred-already")
            .way_on(conversation::address(conversation.id), "way-on-conversation")
            .into());
    }
    let own = channel::unit_of(act.conn(), conversation.channel)? == Some(unit);
    act.conn().run(&REFER, values![conversation.id, (!own).then_some(unit), topic])?;
    let why = match why.trim() {
        "" => None,
        why => Some(content::keep_bytes(act.conn(), why.as_bytes())?),
    };
    act.commit(by.by(), &Event::ConversationReferred { conversation: conversation.id, unit, topic, why }, ())
}

/// Open conversations that were referred to where this officer may do `A`, the latest first.
pub fn waiting<A: Permission>(conn: &mut Conn, officer: &Officer, now: Timestamp) -> Result<Vec<Conversation>, Problem> {
    let referred: Vec<(ConversationId, UnitId)> = conn.rows(&WAITING, values![], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if referred.is_empty() {
        return Ok(Vec::new());
    }
    let reach = match officer.reach::<A>(conn, now) {
        Ok(reach) => reach,
        Err(Problem::Refused(_)) => return Ok(Vec::new()),
        Err(fault) => return Err(fault),
    };
    let mut waiting = Vec::new();
    for (id, _) in referred.into_iter().filter(|(_, unit)| reach.holds_unit(*unit)) {
        waiting.extend(conversation::find(conn, id)?);
    }
    Ok(waiting)
}
