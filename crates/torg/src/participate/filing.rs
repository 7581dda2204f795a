//! Filing: what a round of messages does to conversations. Each is written once, however many messages it got.
use std::collections::HashMap;

use jiff::Timestamp;
use store::{Conn, Fault, Value, row, sql, values};

use super::conversation::State;
use crate::govern::channel::{self, Channel};
use crate::ground::clock::micros;
use crate::ground::{ConversationId, MessageId};
use crate::records::message::Direction;

sql! {
    OPEN_NEW = "insert into participate_conversation (id, channel, root_remote_id, kind, state, state_at, first_message, latest_message,
                  latest_at, waiting_since, due_at, messages, marks)
                values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    HEARD = "update participate_conversation set
               state_at = case when state = 'open' then state_at else ?5 end,
               state_by = case when state = 'open' then state_by else null end,
               state = 'open', kind = case when kind = 'post' then ?6 else kind end,
               latest_message = ?2, latest_at = ?3, messages = messages + ?4,
               waiting_since = coalesce(waiting_since, ?7), due_at = coalesce(due_at, ?8),
               marks = case when ?9 = '' then marks else ?9 end
             where id = ?1";
    SAID = "update participate_conversation set latest_message = ?2, latest_at = ?3, messages = messages + ?4 where id = ?1";
}

/// A message as it is filed into a conversation.
#[derive(Clone, Copy, Debug)]
pub struct Filed<'a> {
    /// The message.
    pub message: MessageId,
    /// Which way it went.
    pub direction: Direction,
    /// `comment`, `mention`, `direct`, `post`.
    pub kind: &'a str,
    /// When the desk got it.
    pub at: Timestamp,
    /// When it was written, as its network says.
    pub written_at: Timestamp,
    /// What the screen marked, first form: kinds with a space between.
    pub marks: &'a str,
}

/// What a round has filed in one channel, conversation by conversation.
#[derive(Debug, Default)]
pub struct Filing<'a> {
    conversations: Vec<One<'a>>,
    by_id: HashMap<ConversationId, usize>,
}

/// One conversation's share of it.
#[derive(Debug)]
struct One<'a> {
    id: ConversationId,
    /// The first message's remote id, where the conversation is new.
    opens: Option<&'a str>,
    first: Filed<'a>,
    latest: Filed<'a>,
    messages: i64,
    heard: Option<Heard<'a>>,
}

/// What came from outside.
#[derive(Debug)]
struct Heard<'a> {
    /// When the first of it came: from then on the conversation is open and somebody waits.
    first: Filed<'a>,
    /// The first kind that is not `post`.
    kind: &'a str,
    /// The latest marks there were.
    marks: &'a str,
}

impl<'a> Filing<'a> {
    /// Opens a conversation with its first message.
    pub fn open(&mut self, id: ConversationId, root: &'a str, filed: Filed<'a>) {
        self.add(id, Some(root), filed);
    }

    /// Files one more message. One from outside opens the conversation again and starts the clock.
    pub fn file(&mut self, id: ConversationId, filed: Filed<'a>) {
        self.add(id, None, filed);
    }

    fn add(&mut self, id: ConversationId, opens: Option<&'a str>, filed: Filed<'a>) {
        let at = *self.by_id.entry(id).or_insert_with(|| {
            self.conversations.push(One { id, opens, first: filed, latest: filed, messages: 0, heard: None });
            self.conversations.len() - 1
        });
        let one = &mut self.conversations[at];
        one.messages += 1;
        one.latest = filed;
        if filed.direction == Direction::In {
            let heard = one.heard.get_or_insert(Heard { first: filed, kind: filed.kind, marks: "" });
            if heard.kind == "post" {
                heard.kind = filed.kind;
            }
            if !filed.marks.is_empty() {
                heard.marks = filed.marks;
            }
        }
    }

    /// Writes it all.
    pub fn write(mut self, conn: &mut Conn, channel: &Channel) -> Result<(), Fault> {
        // In one order, so that nobody else who holds several waits for us in a circle.
        self.conversations.sort_by_key(|one| one.id);
        let opened: Vec<Vec<Value<'a>>> =
            self.conversations.iter().filter_map(|one| one.opens.map(|root| one.opened(channel, root))).collect();
        conn.run_each(&OPEN_NEW, &opened)?;
        for one in self.conversations.iter().filter(|one| one.opens.is_none()) {
            one.go_on(conn, channel)?;
        }
        Ok(())
    }
}

impl<'a> One<'a> {
    fn opened(&self, channel: &Channel, root: &'a str) -> Vec<Value<'a>> {
        let Self { id, first, latest, messages, heard, .. } = self;
        let heard = heard.as_ref();
        let state = if heard.is_some() { State::Open } else { State::Ours };
        let kind = heard.filter(|_| first.kind == "post").map_or(first.kind, |heard| heard.kind);
        let marks = heard.map(|heard| heard.marks).filter(|marks| !marks.is_empty()).unwrap_or(first.marks);
        row![
            *id,
            channel.id,
            root,
            kind,
            state.as_str(),
            micros(heard.map_or(first.at, |heard| heard.first.at)),
            first.message,
            latest.message,
            micros(latest.at),
            heard.map(Heard::since),
            heard.and_then(|heard| heard.due(channel)),
            *messages,
            marks
        ]
    }

    fn go_on(&self, conn: &mut Conn, channel: &Channel) -> Result<(), Fault> {
        let Self { id, latest, messages, .. } = self;
        let (latest, at) = (latest.message, micros(latest.at));
        match &self.heard {
            Some(heard) => {
                let (first, since, due) = (micros(heard.first.at), heard.since(), heard.due(channel));
                conn.run(&HEARD, values![*id, latest, at, *messages, first, heard.kind, since, due, heard.marks])?;
            }
            None => drop(conn.run(&SAID, values![*id, latest, at, *messages])?),
        }
        Ok(())
    }
}

impl Heard<'_> {
    /// Since when somebody waits.
    fn since(&self) -> i64 {
        micros(channel::waits_since(self.first.written_at, self.first.at))
    }

    /// The promise runs from when the desk got it: a channel that is added today has nobody late in it.
    fn due(&self, channel: &Channel) -> Option<i64> {
        channel.due(self.first.at).map(micros)
    }
}
