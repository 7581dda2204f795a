//! Conversations: a thread of messages that someone is responsible for; open, waiting or done.
use std::collections::HashMap;

use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Conn, Fault, sql, values};

use super::referral;
use crate::govern::channel;
use crate::govern::mandate::{self, Answer, Mandate, Permission, Read, Scope};
use crate::govern::{Officer, person};
use crate::ground::clock::{from_micros, micros};
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, ConversationId, MessageId, PersonId, Problem, refuse};
use crate::records::{Act, Committed, Event};

sql! {
    HOLD = sqlite "select id from participate_conversation where id = ?1",
           postgres "select id from participate_conversation where id = ?1 for update";
    // ?2 is a list in JSON.
    BY_ROOTS = sqlite "select root_remote_id, id from participate_conversation
                       where channel = ?1 and root_remote_id in (select value from json_each(?2))",
               postgres "select root_remote_id, id from participate_conversation
                       where channel = ?1 and root_remote_id in (select jsonb_array_elements_text(cast(?2 as jsonb)))";
    FIND = "select id, channel, root_remote_id, kind, state, state_at, state_by, assignee, assigned_at, first_message, latest_message,
              latest_at, waiting_since, due_at, messages, marks from participate_conversation where id = ?1";
    TURN = "update participate_conversation set state = ?2, state_at = ?3, state_by = ?4,
              waiting_since = case when ?2 = 'open' then waiting_since else null end,
              due_at = case when ?2 = 'open' then coalesce(due_at, ?5) else null end
            where id = ?1 and state <> ?2";
    ASSIGN = "update participate_conversation set assignee = ?2, assigned_at = ?3
              where id = ?1 and assignee is distinct from cast(?2 as {id})";
}

/// Where a conversation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = ConversationState)]
pub enum State {
    /// Somebody waits for us.
    Open,
    /// We wait for somebody.
    Waiting,
    /// Nothing more to do; a new message opens it again.
    Done,
    /// Only our own words so far; not in the inbox.
    Ours,
}

impl State {
    /// As the database, the API and addresses write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Waiting => "waiting",
            Self::Done => "done",
            Self::Ours => "ours",
        }
    }

    /// The state called `name`.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Open, Self::Waiting, Self::Done, Self::Ours].into_iter().find(|state| state.as_str() == name)
    }
}

/// A thread of messages that someone is responsible for.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
#[expect(missing_docs, reason = "fields mirror the table, where each is explained")]
pub struct Conversation {
    pub id: ConversationId,
    pub channel: ChannelId,
    #[serde(skip)]
    pub root_remote_id: String,
    pub kind: String,
    pub state: State,
    pub state_at: Timestamp,
    pub state_by: Option<PersonId>,
    pub assignee: Option<PersonId>,
    pub assigned_at: Option<Timestamp>,
    pub first_message: MessageId,
    pub latest_message: MessageId,
    pub latest_at: Timestamp,
    pub waiting_since: Option<Timestamp>,
    pub due_at: Option<Timestamp>,
    pub messages: i64,
    pub marks: String,
}

/// Reads a row of the conversation columns, in the order of `FIND`, from column `at` on.
pub(super) fn read(row: &store::Row<'_>, at: usize) -> Result<Conversation, Fault> {
    Ok(Conversation {
        id: row.get(at)?,
        channel: row.get(at + 1)?,
        root_remote_id: row.get(at + 2)?,
        kind: row.get(at + 3)?,
        state: State::named(&row.get::<String>(at + 4)?).unwrap_or(State::Open),
        state_at: from_micros(row.get(at + 5)?),
        state_by: row.get(at + 6)?,
        assignee: row.get(at + 7)?,
        assigned_at: row.get::<Option<i64>>(at + 8)?.map(from_micros),
        first_message: row.get(at + 9)?,
        latest_message: row.get(at + 10)?,
        latest_at: from_micros(row.get(at + 11)?),
        waiting_since: row.get::<Option<i64>>(at + 12)?.map(from_micros),
        due_at: row.get::<Option<i64>>(at + 13)?.map(from_micros),
        messages: row.get(at + 14)?,
        marks: row.get(at + 15)?,
    })
}

/// One conversation.
pub fn find(conn: &mut Conn, id: ConversationId) -> Result<Option<Conversation>, Fault> {
    conn.one(&FIND, values![id], |row| read(row, 0))
}

/// The conversation with permission `A` for it. One that the officer may not see is not found.
pub fn with_mandate<A: Permission>(
    conn: &mut Conn,
    officer: &Officer,
    id: ConversationId,
    now: Timestamp,
) -> Result<(Conversation, Mandate<A>), Problem> {
    let Some(conversation) = find(conn, id)? else { return Err(not_found()) };
    if !referral::allows::<Read>(conn, officer, &conversation, now)? {
        return Err(not_found());
    }
    let mandate = referral::permission::<A>(conn, officer, &conversation, now)??;
    Ok((conversation, mandate))
}

/// Waits until nobody else is at work on the conversation; they then wait for this transaction. On SQLite writers stand in line anyway.
pub fn hold(conn: &mut Conn, id: ConversationId) -> Result<(), Fault> {
    conn.one(&HOLD, values![id], |row| row.get::<ConversationId>(0)).map(drop)
}

/// The conversations whose first messages are any of `roots`, by those.
pub fn by_roots(conn: &mut Conn, channel: ChannelId, roots: &[&str]) -> Result<HashMap<String, ConversationId>, Problem> {
    let listed = serde_json::to_string(roots)?;
    let rows = conn.rows(&BY_ROOTS, values![channel, listed], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.into_iter().collect())
}

/// Turns a conversation to another state. Turning to the state it has is refused, so that two people see each other.
pub fn turn(mut act: Act<'_>, by: &Mandate<Answer>, conversation: &Conversation, to: State) -> Result<Committed<()>, Problem> {
    let now = act.now();
    let due = channel::find(act.conn(), conversation.channel)?.and_then(|channel| channel.due(now)).map(micros);
    if act.conn().run(&TURN, values![conversation.id, to.as_str(), micros(now), by.person(), due])? == 0 {
        return Err(refuse(StatusCode::CONFLICT, "refuse-state-already")
            .way_on(address(conversation.id), "way-on-conversation")
            .into());
    }
    let conversation = conversation.id;
    let event = match to {
        State::Open | State::Ours => Event::ConversationReopened { conversation },
        State::Waiting => Event::ConversationWaiting { conversation },
        State::Done => Event::ConversationClosed { conversation },
    };
    act.commit(by.by(), &event, ())
}

/// Waits for the other side, as part of an act that answered: no event of its own is needed, the answer tells it.
pub(super) fn answered(conn: &mut Conn, id: ConversationId, by: PersonId, now: Timestamp) -> Result<(), Fault> {
    conn.run(&TURN, values![id, State::Waiting.as_str(), micros(now), by, None::<i64>])?;
    Ok(())
}

/// Gives a conversation to someone who may answer in its channel, or to nobody.
pub fn assign(
    mut act: Act<'_>,
    by: &Mandate<Answer>,
    conversation: &Conversation,
    to: Option<PersonId>,
) -> Result<Committed<()>, Problem> {
    let now = act.now();
    if let Some(person) = to {
        if !person::works_here(act.conn(), person)? {
            return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-person").into());
        }
        let in_channel = mandate::ask::<Answer>(act.conn(), person, Scope::Channel(conversation.channel), now).is_ok();
        let referred = referral::to(act.conn(), conversation.id)?.map(Scope::Unit);
        if !in_channel && referred.is_none_or(|unit| mandate::ask::<Answer>(act.conn(), person, unit, now).is_err()) {
            return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-assignee-may-not-answer").into());
        }
    }
    if act.conn().run(&ASSIGN, values![conversation.id, to, micros(now)])? == 0 {
        return Err(refuse(StatusCode::CONFLICT, "refuse-assigned-already")
            .way_on(address(conversation.id), "way-on-conversation")
            .into());
    }
    act.commit(by.by(), &Event::ConversationAssigned { conversation: conversation.id, to }, ())
}

/// A conversation's page.
pub fn address(id: ConversationId) -> String {
    format!("/participate/conversations/{id}")
}
