//! The views of the inbox: which conversations each holds, in which order, and how many. Each list walks one index and stops at a
//! page, each count stops at a thousand: the same cost at a million messages, for someone who sees everything and for someone who
//! sees one small channel.
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Conn, Fault, Statement, Value, sql};
use uuid::Uuid;

use super::conversation::{self, Conversation};
use crate::govern::mandate::Channels;
use crate::ground::clock::micros;
use crate::ground::{ChannelId, PersonId};

/// Conversations on a page.
pub const PAGE: usize = 40;
/// A count that stops here is shown as "more than".
pub const COUNT_STOPS: i64 = 1000;
/// Someone who sees this many channels or fewer has each read by its own index, and the pages merged. Someone who sees more sees so
/// much that a walk through everything meets it soon.
const MERGED: usize = 64;

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
    ($($newest:ident, $clock:ident, $count:ident, $newest_in:ident, $clock_in:ident, $count_in:ident = $condition:literal;)*) => {
        sql! {$(
            $newest = sqlite concat!(columns!(), $condition, seen!(sqlite), newest!()),
                      postgres concat!(columns!(), $condition, seen!(postgres), newest!());
            $clock = sqlite concat!(columns!(), $condition, seen!(sqlite), clock!()),
                     postgres concat!(columns!(), $condition, seen!(postgres), clock!());
            $count = sqlite concat!("select count(*) from (select 1 from participate_conversation where ?2 = ?2 and ?3 = ?3 and ", $condition, seen!(sqlite), " limit ?1)"),
                     postgres concat!("select count(*) from (select 1 from participate_conversation where cast(?2 as {int}) = ?2 and cast(?3 as {int}) = ?3 and ", $condition, seen!(postgres), " limit ?1) as counted");
            $newest_in = concat!(columns!(), $condition, " and channel = ?4", newest!());
            $clock_in = concat!(columns!(), $condition, " and channel = ?4", clock!());
            $count_in = sqlite concat!("select count(*) from (select 1 from participate_conversation where ?2 = ?2 and ?3 = ?3 and ", $condition, " and channel = ?4 limit ?1)"),
                        postgres concat!("select count(*) from (select 1 from participate_conversation where cast(?2 as {int}) = ?2 and cast(?3 as {int}) = ?3 and ", $condition, " and channel = ?4 limit ?1) as counted");
        )*}
    };
}
// ?1 how many, ?2 and ?3 where the page begins (unused in counts), ?4 channels, ?5 the person or the time.
views! {
    MINE_NEWEST, MINE_CLOCK, MINE_COUNT, MINE_NEWEST_IN, MINE_CLOCK_IN, MINE_COUNT_IN = "assignee = ?5 and state = 'open'";
    NOBODY_NEWEST, NOBODY_CLOCK, NOBODY_COUNT, NOBODY_NEWEST_IN, NOBODY_CLOCK_IN, NOBODY_COUNT_IN = "assignee is null and state = 'open'";
    LATE_NEWEST, LATE_CLOCK, LATE_COUNT, LATE_NEWEST_IN, LATE_CLOCK_IN, LATE_COUNT_IN = "state = 'open' and due_at < ?5";
    MENTIONS_NEWEST, MENTIONS_CLOCK, MENTIONS_COUNT, MENTIONS_NEWEST_IN, MENTIONS_CLOCK_IN, MENTIONS_COUNT_IN = "kind = 'mention' and state = 'open'";
    DIRECT_NEWEST, DIRECT_CLOCK, DIRECT_COUNT, DIRECT_NEWEST_IN, DIRECT_CLOCK_IN, DIRECT_COUNT_IN = "kind = 'direct' and state = 'open'";
    OPEN_NEWEST, OPEN_CLOCK, OPEN_COUNT, OPEN_NEWEST_IN, OPEN_CLOCK_IN, OPEN_COUNT_IN = "state = 'open'";
    WAITING_NEWEST, WAITING_CLOCK, WAITING_COUNT, WAITING_NEWEST_IN, WAITING_CLOCK_IN, WAITING_COUNT_IN = "state = 'waiting'";
    DONE_NEWEST, DONE_CLOCK, DONE_COUNT, DONE_NEWEST_IN, DONE_CLOCK_IN, DONE_COUNT_IN = "state = 'done'";
}

/// The statements of a view.
#[derive(Clone, Copy)]
struct Statements {
    newest: &'static Statement,
    clock: &'static Statement,
    count: &'static Statement,
}

/// Those that walk everything, then those that read one channel.
fn statements(view: View) -> (Statements, Statements) {
    macro_rules! of {
        ($newest:ident, $clock:ident, $count:ident, $newest_in:ident, $clock_in:ident, $count_in:ident) => {
            (
                Statements { newest: &$newest, clock: &$clock, count: &$count },
                Statements { newest: &$newest_in, clock: &$clock_in, count: &$count_in },
            )
        };
    }
    match view {
        View::Mine => of!(MINE_NEWEST, MINE_CLOCK, MINE_COUNT, MINE_NEWEST_IN, MINE_CLOCK_IN, MINE_COUNT_IN),
        View::Nobody => of!(NOBODY_NEWEST, NOBODY_CLOCK, NOBODY_COUNT, NOBODY_NEWEST_IN, NOBODY_CLOCK_IN, NOBODY_COUNT_IN),
        View::Late => of!(LATE_NEWEST, LATE_CLOCK, LATE_COUNT, LATE_NEWEST_IN, LATE_CLOCK_IN, LATE_COUNT_IN),
        View::Mentions => {
            of!(MENTIONS_NEWEST, MENTIONS_CLOCK, MENTIONS_COUNT, MENTIONS_NEWEST_IN, MENTIONS_CLOCK_IN, MENTIONS_COUNT_IN)
        }
        View::Direct => of!(DIRECT_NEWEST, DIRECT_CLOCK, DIRECT_COUNT, DIRECT_NEWEST_IN, DIRECT_CLOCK_IN, DIRECT_COUNT_IN),
        View::Open => of!(OPEN_NEWEST, OPEN_CLOCK, OPEN_COUNT, OPEN_NEWEST_IN, OPEN_CLOCK_IN, OPEN_COUNT_IN),
        View::Waiting => of!(WAITING_NEWEST, WAITING_CLOCK, WAITING_COUNT, WAITING_NEWEST_IN, WAITING_CLOCK_IN, WAITING_COUNT_IN),
        View::Done => of!(DONE_NEWEST, DONE_CLOCK, DONE_COUNT, DONE_NEWEST_IN, DONE_CLOCK_IN, DONE_COUNT_IN),
    }
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
    /// The channels, when they are so few that each is read for itself.
    fn one_by_one(&self) -> Option<&[ChannelId]> {
        match &self.channels {
            Channels::Only(channels) if channels.len() <= MERGED => Some(channels),
            _ => None,
        }
    }

    /// The value a view's condition asks for, if it asks for one.
    fn wanted(&self, view: View) -> Option<Value<'static>> {
        match view {
            View::Mine => Some(Value::from(self.person)),
            View::Late => Some(Value::from(micros(self.now))),
            _ => None,
        }
    }
}

impl Order {
    fn of(self, conversation: &Conversation) -> After {
        let at = match self {
            Self::Newest => conversation.latest_at,
            Self::Clock => conversation.due_at.unwrap_or(conversation.latest_at),
        };
        After { micros: micros(at), id: conversation.id.0 }
    }
}

/// A page of a view.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// At most [`PAGE`].
    pub conversations: Vec<Conversation>,
    /// Where the next page begins; none when this is the last.
    pub next: Option<After>,
}

/// A page of a view, from its beginning or after a place in it.
pub fn list(conn: &mut Conn, asking: &Asking, view: View, order: Order, after: Option<After>) -> Result<Page, Fault> {
    let (everywhere, in_one) = statements(view);
    let after = after.unwrap_or(match order {
        Order::Newest => After { micros: i64::MAX, id: Uuid::max() },
        Order::Clock => After { micros: i64::MIN, id: Uuid::nil() },
    });
    let one_more = PAGE + 1;
    let mut read = |statements: Statements, channels: Value<'static>| {
        let statement = match order {
            Order::Newest => statements.newest,
            Order::Clock => statements.clock,
        };
        let mut values = vec![Value::Int(one_more as i64), Value::Int(after.micros), Value::Id(after.id), channels];
        values.extend(asking.wanted(view));
        conn.rows(statement, &values, |row| conversation::read(row, 0))
    };
    let mut conversations = match asking.one_by_one() {
        None => read(everywhere, Value::OwnedText(asking.channels.listed()))?,
        Some(channels) => {
            let mut merged = Vec::new();
            for channel in channels {
                merged.extend(read(in_one, Value::from(*channel))?);
            }
            merged.sort_by_key(|conversation| (order.of(conversation).micros, conversation.id.0));
            if order == Order::Newest {
                merged.reverse();
            }
            merged.truncate(one_more);
            merged
        }
    };
    let more = conversations.len() == one_more;
    conversations.truncate(PAGE);
    let next = conversations.last().filter(|_| more).map(|last| order.of(last));
    Ok(Page { conversations, next })
}

/// The place in a list right behind this conversation.
pub fn after(conversation: &Conversation, order: Order) -> After {
    order.of(conversation)
}

/// How many a view holds; [`COUNT_STOPS`] means that many or more.
pub fn count(conn: &mut Conn, asking: &Asking, view: View) -> Result<i64, Fault> {
    let (everywhere, in_one) = statements(view);
    let mut read = |statement: &'static Statement, channels: Value<'static>, stop: i64| {
        let mut values = vec![Value::Int(stop), Value::Int(0), Value::Int(0), channels];
        values.extend(asking.wanted(view));
        Ok(conn.one(statement, &values, |row| row.get::<i64>(0))?.unwrap_or(0))
    };
    let Some(channels) = asking.one_by_one() else {
        return read(everywhere.count, Value::OwnedText(asking.channels.listed()), COUNT_STOPS);
    };
    let mut n = 0;
    for channel in channels {
        n += read(in_one.count, Value::from(*channel), COUNT_STOPS - n)?;
    }
    Ok(n)
}

/// How many each view holds, in the order of the menu.
pub fn counts(conn: &mut Conn, asking: &Asking) -> Result<Vec<(View, i64)>, Fault> {
    View::ALL.iter().map(|view| Ok((*view, count(conn, asking, *view)?))).collect()
}
