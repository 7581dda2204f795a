//! The inbox: views of conversations with counts, newest first or by the clock, and search over everything.
//! Each list walks one index and stops at a page; counts stop at a thousand. So it costs the same at a million messages.
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Conn, Fault, Statement, Value, sql};
use uuid::Uuid;

use super::conversation::{self, Conversation};
use crate::govern::channel::Channel;
use crate::govern::mandate::Channels;
use crate::ground::clock::micros;
use crate::ground::{ConversationId, PersonId, Problem};
use crate::records::author::{self, Author};
use crate::records::message::{self, Message, Text};
use crate::records::search;

/// Conversations on a page.
pub const PAGE: usize = 40;
/// A count that stops here is shown as "more than".
pub const COUNT_STOPS: i64 = 1000;

/// A view of the inbox.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum View {
    /// Open, and mine.
    Mine,
    /// Open, and nobody has it.
    Nobody,
    /// Open, and its time has passed.
    Late,
    /// Open mentions.
    Mentions,
    /// Open direct messages.
    Direct,
    /// All that is open.
    #[default]
    Open,
    /// We wait for someone.
    Waiting,
    /// Done.
    Done,
}

impl View {
    /// Every view, in the order of the menu.
    pub const ALL: &'static [Self] =
        &[Self::Mine, Self::Nobody, Self::Late, Self::Mentions, Self::Direct, Self::Open, Self::Waiting, Self::Done];

    /// As addresses and locale keys (`view-mine`) write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Nobody => "nobody",
            Self::Late => "late",
            Self::Mentions => "mentions",
            Self::Direct => "direct",
            Self::Open => "open",
            Self::Waiting => "waiting",
            Self::Done => "done",
        }
    }
}

/// In which order a view is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// The latest message first.
    #[default]
    Newest,
    /// What must be answered soonest first.
    Clock,
}

impl Order {
    /// As addresses and locale keys (`order-newest`) write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Clock => "clock",
        }
    }
}

/// Where a page begins: after this conversation in the list's order. `micros` is its latest or due time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct After {
    /// The time the order goes by.
    pub micros: i64,
    /// The conversation.
    pub id: Uuid,
}

macro_rules! columns {
    () => {
        "select id, channel, root_remote_id, kind, state, state_at, state_by, assignee, assigned_at, first_message, latest_message,
           latest_at, waiting_since, due_at, messages, marks from participate_conversation where "
    };
}
macro_rules! newest {
    () => {
        " and (latest_at, id) < (?2, ?3) order by latest_at desc, id desc limit ?1"
    };
}
macro_rules! clock {
    () => {
        " and (due_at, id) > (?2, ?3) order by due_at, id limit ?1"
    };
}
// Which channels may be seen: '' is all, otherwise their ids in hexadecimal, a space between.
macro_rules! seen {
    (sqlite) => {
        " and (?4 = '' or instr(?4, lower(hex(channel))) > 0)"
    };
    (postgres) => {
        " and (?4 = '' or position(replace(cast(channel as text), '-', '') in ?4) > 0)"
    };
}
macro_rules! views {
    ($($newest:ident, $clock:ident, $count:ident = $condition:literal;)*) => {
        sql! {$(
            $newest = sqlite concat!(columns!(), $condition, seen!(sqlite), newest!()),
                      postgres concat!(columns!(), $condition, seen!(postgres), newest!());
            $clock = sqlite concat!(columns!(), $condition, seen!(sqlite), clock!()),
                     postgres concat!(columns!(), $condition, seen!(postgres), clock!());
            $count = sqlite concat!("select count(*) from (select 1 from participate_conversation where ?2 = ?2 and ?3 = ?3 and ", $condition, seen!(sqlite), " limit ?1)"),
                     postgres concat!("select count(*) from (select 1 from participate_conversation where cast(?2 as {int}) = ?2 and cast(?3 as {int}) = ?3 and ", $condition, seen!(postgres), " limit ?1) as counted");
        )*}
    };
}
// ?1 how many, ?2 and ?3 where the page begins (unused in counts), ?4 channels, ?5 the person or the time.
views! {
    MINE_NEWEST, MINE_CLOCK, MINE_COUNT = "assignee = ?5 and state = 'open'";
    NOBODY_NEWEST, NOBODY_CLOCK, NOBODY_COUNT = "assignee is null and state = 'open'";
    LATE_NEWEST, LATE_CLOCK, LATE_COUNT = "state = 'open' and due_at < ?5";
    MENTIONS_NEWEST, MENTIONS_CLOCK, MENTIONS_COUNT = "kind = 'mention' and state = 'open'";
    DIRECT_NEWEST, DIRECT_CLOCK, DIRECT_COUNT = "kind = 'direct' and state = 'open'";
    OPEN_NEWEST, OPEN_CLOCK, OPEN_COUNT = "state = 'open'";
    WAITING_NEWEST, WAITING_CLOCK, WAITING_COUNT = "state = 'waiting'";
    DONE_NEWEST, DONE_CLOCK, DONE_COUNT = "state = 'done'";
}

struct Statements {
    newest: &'static Statement,
    clock: &'static Statement,
    count: &'static Statement,
}

fn statements(view: View) -> Statements {
    let (newest, clock, count) = match view {
        View::Mine => (&MINE_NEWEST, &MINE_CLOCK, &MINE_COUNT),
        View::Nobody => (&NOBODY_NEWEST, &NOBODY_CLOCK, &NOBODY_COUNT),
        View::Late => (&LATE_NEWEST, &LATE_CLOCK, &LATE_COUNT),
        View::Mentions => (&MENTIONS_NEWEST, &MENTIONS_CLOCK, &MENTIONS_COUNT),
        View::Direct => (&DIRECT_NEWEST, &DIRECT_CLOCK, &DIRECT_COUNT),
        View::Open => (&OPEN_NEWEST, &OPEN_CLOCK, &OPEN_COUNT),
        View::Waiting => (&WAITING_NEWEST, &WAITING_CLOCK, &WAITING_COUNT),
        View::Done => (&DONE_NEWEST, &DONE_CLOCK, &DONE_COUNT),
    };
    Statements { newest, clock, count }
}

/// Who asks, when, and what they may see.
#[derive(Clone, Debug)]
pub struct Asking {
    /// Whose "mine".
    pub person: PersonId,
    /// What is late.
    pub now: Timestamp,
    /// The channels they may see.
    pub channels: Channels,
}

impl Asking {
    /// The value a view's condition asks for, if it asks for one.
    fn wanted(&self, view: View) -> Option<Value<'static>> {
        match view {
            View::Mine => Some(Value::from(self.person)),
            View::Late => Some(Value::from(micros(self.now))),
            _ => None,
        }
    }
}

/// A page of conversations, at most [`PAGE`].
pub fn list(
    conn: &mut Conn,
    asking: &Asking,
    view: View,
    order: Order,
    after: Option<After>,
) -> Result<Vec<Conversation>, Fault> {
    let statements = statements(view);
    let (statement, first) = match order {
        Order::Newest => (statements.newest, After { micros: i64::MAX, id: Uuid::max() }),
        Order::Clock => (statements.clock, After { micros: i64::MIN, id: Uuid::nil() }),
    };
    let after = after.unwrap_or(first);
    let mut values =
        vec![Value::Int(PAGE as i64), Value::Int(after.micros), Value::Id(after.id), Value::OwnedText(asking.channels.listed())];
    values.extend(asking.wanted(view));
    conn.rows(statement, &values, |row| conversation::read(row, 0))
}

/// Where the next page begins, after this conversation.
pub fn after(conversation: &Conversation, order: Order) -> After {
    let at = match order {
        Order::Newest => conversation.latest_at,
        Order::Clock => conversation.due_at.unwrap_or(conversation.latest_at),
    };
    After { micros: micros(at), id: conversation.id.0 }
}

/// How many a view holds; [`COUNT_STOPS`] means that many or more.
pub fn count(conn: &mut Conn, asking: &Asking, view: View) -> Result<i64, Fault> {
    let mut values = vec![Value::Int(COUNT_STOPS), Value::Int(0), Value::Int(0), Value::OwnedText(asking.channels.listed())];
    values.extend(asking.wanted(view));
    Ok(conn.one(statements(view).count, &values, |row| row.get(0))?.unwrap_or(0))
}

/// How many each view holds, in the order of the menu.
pub fn counts(conn: &mut Conn, asking: &Asking) -> Result<Vec<(View, i64)>, Fault> {
    View::ALL.iter().map(|view| Ok((*view, count(conn, asking, *view)?))).collect()
}

/// A search's page: conversations with a hit, the one with the newest hit first.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    /// The conversations, each with the message that was hit.
    pub conversations: Vec<(Conversation, Message)>,
    /// How many messages were hit; 1001 means more than a thousand.
    pub count: i64,
    /// Message number to go on before; none when all hits were read.
    pub before: Option<i64>,
}

/// Searches everything said, newest first, before message number `before`.
pub fn find(conn: &mut Conn, asking: &Asking, words: &str, before: Option<i64>) -> Result<Hits, Problem> {
    const HITS: i64 = 200;
    let count = match &asking.channels {
        Channels::All => search::count(conn, words)?,
        Channels::Only(list) => search::count_within(conn, words, list)?,
    };
    let mut hits = Hits { count, ..Hits::default() };
    let mut met = std::collections::HashSet::<ConversationId>::new();
    let mut before = before.unwrap_or(i64::MAX);
    loop {
        let numbers = search::newest(conn, words, before, HITS)?;
        for n in &numbers {
            before = *n;
            let Some(message) = message::numbered(conn, *n)? else { continue };
            if !asking.channels.hold(message.channel) || !met.insert(message.conversation) {
                continue;
            }
            if let Some(conversation) = conversation::find(conn, message.conversation)? {
                hits.conversations.push((conversation, message));
            }
            if hits.conversations.len() == PAGE {
                hits.before = Some(before);
                return Ok(hits);
            }
        }
        if numbers.len() < HITS as usize {
            return Ok(hits);
        }
    }
}

/// A conversation as a list shows it.
#[derive(Clone, Debug)]
pub struct Line {
    /// The conversation.
    pub conversation: Conversation,
    /// Its channel.
    pub channel: Channel,
    /// Who wrote the message that is shown; none for our own.
    pub author: Option<Author>,
    /// The message that is shown: the latest, or the one a search hit.
    pub message: Message,
    /// What it says.
    pub text: Text,
    /// Who has the conversation.
    pub assignee: Option<String>,
}

/// Dresses conversations for a list. `channels` are all of the authority's; `names` those of everyone at the desk.
pub fn lines(
    conn: &mut Conn,
    conversations: Vec<(Conversation, Option<Message>)>,
    channels: &[Channel],
    names: &dyn Fn(PersonId) -> Option<String>,
) -> Result<Vec<Line>, Problem> {
    let mut lines = Vec::with_capacity(conversations.len());
    for (conversation, message) in conversations {
        let message = match message {
            Some(message) => Some(message),
            None => message::find(conn, conversation.latest_message)?,
        };
        let channel = channels.iter().find(|channel| channel.id == conversation.channel);
        let (Some(message), Some(channel)) = (message, channel) else { continue };
        let author = match message.author {
            Some(id) => author::find(conn, id)?,
            None => None,
        };
        let text = message::text(conn, message.content)?;
        let assignee = conversation.assignee.and_then(names);
        lines.push(Line { conversation, channel: channel.clone(), author, message, text, assignee });
    }
    Ok(lines)
}
