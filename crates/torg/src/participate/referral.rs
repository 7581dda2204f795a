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
use crate::records::message::{self, Text};
use crate::records::{Act, Committed, Event, content, search};

sql! {
    OF = "select referred_to, topic from participate_conversation where id = ?1";
    REFER = "update participate_conversation set referred_to = ?2, topic = ?3, assignee = null, assigned_at = null where id = ?1";
    // From one unit to the next in the index: as many steps as there are units, however many conversations.
    UNITS = "with recursive step (unit) as (
               select (select referred_to from participate_conversation where referred_to is not null order by referred_to limit 1)
               union all
               select (select referred_to from participate_conversation where referred_to > step.unit order by referred_to limit 1)
               from step where step.unit is not null)
             select unit from step where unit is not null";
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
    index_again(act.conn(), conversation.id)?;
    let why = match why.trim() {
        "" => None,
        why => Some(content::keep_bytes(act.conn(), why.as_bytes())?),
    };
    act.commit(by.by(), &Event::ConversationReferred { conversation: conversation.id, unit, topic, why }, ())
}

/// Every unit that some conversation was referred to.
pub fn units(conn: &mut Conn) -> Result<Vec<UnitId>, Fault> {
    conn.rows(&UNITS, values![], |row| row.get(0))
}

/// Indexes what was said in it anew, so that those whose matter it is now find it, and nobody else does any more.
fn index_again(conn: &mut Conn, id: ConversationId) -> Result<(), Problem> {
    for one in message::thread(conn, id)? {
        let Text::Said(said) = message::text(conn, one.content)? else { continue };
        let language = one.language.as_deref().and_then(screen::language::Language::from_tag);
        let words = search::words(&said.text, said.warning.as_deref());
        search::index_again(conn, one.n, &search::tokens(&words, language, one.channel))?;
    }
    Ok(())
}
