//! The views of the inbox: which conversations each holds, in which order, and how many. Each list walks one index and stops at a
//! page, each count stops at a thousand: the same cost at a million messages, for someone who sees everything and for someone who
//! sees one small channel. Someone sees what stands in their channels, and what was referred to their units wherever it stands.
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Conn, Fault, Value};
use uuid::Uuid;

use super::conversation::{self, Conversation};
use super::referral;
use super::view_statements::{Statements, ways};
use crate::govern::Officer;
use crate::govern::mandate::{Channels, Read};
use crate::govern::reach::Reach;
use crate::ground::clock::micros;
use crate::ground::{ChannelId, PersonId, Problem, UnitId};

/// Conversations on a page.
pub const PAGE: usize = 40;
/// A count that stops here is shown as "more than".
pub const COUNT_STOPS: i64 = 1000;
/// Someone who sees this many channels and units or fewer has each read by its own index, and the pages merged. Someone who sees more
/// sees so much that a walk through everything meets it soon.
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
    /// Open, and referred to a unit of mine.
    Referred,
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
    pub const ALL: &'static [Self] = &[
        Self::Mine,
        Self::Nobody,
        Self::Late,
        Self::Mentions,
        Self::Direct,
        Self::Referred,
        Self::Open,
        Self::Waiting,
        Self::Done,
    ];

    /// As addresses and locale keys (`view-mine`) write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Nobody => "nobody",
            Self::Late => "late",
            Self::Mentions => "mentions",
            Self::Direct => "direct",
            Self::Referred => "referred",
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

/// Who asks, when, and what they may see.
#[derive(Clone, Debug)]
pub struct Asking {
    /// Whose "mine".
    pub person: PersonId,
    /// What is late.
    pub now: Timestamp,
    /// The channels they may see.
    pub channels: Channels,
    /// Units whose matters they may see, of those that something was referred to.
    pub units: Vec<UnitId>,
}

impl Asking {
    /// Asks for what an officer may read.
    pub fn of(conn: &mut Conn, officer: &Officer, now: Timestamp) -> Result<Self, Problem> {
        let reach = officer.reach_or_nowhere::<Read>(conn, now)?;
        Self::within(conn, officer.id(), &reach, now)
    }

    /// Asks for what lies within reach.
    pub fn within(conn: &mut Conn, person: PersonId, reach: &Reach, now: Timestamp) -> Result<Self, Problem> {
        let mut units = referral::units(conn)?;
        units.retain(|unit| reach.holds_unit(*unit));
        Ok(Self { person, now, channels: reach.channels().clone(), units })
    }

    /// Of that, what stands in one channel.
    pub fn in_channel(self, channel: ChannelId) -> Self {
        let only = if self.channels.hold(channel) { vec![channel] } else { Vec::new() };
        Self { channels: Channels::Only(only), units: Vec::new(), ..self }
    }

    /// True when a conversation of this channel, referred to this unit, may be seen.
    pub fn sees(&self, channel: ChannelId, referred: Option<UnitId>) -> bool {
        self.channels.hold(channel) || referred.is_some_and(|unit| self.units.contains(&unit))
    }

    /// The channels that a view is of: none, where it asks for what was referred.
    fn channels(&self, view: View) -> Channels {
        if view == View::Referred { Channels::Only(Vec::new()) } else { self.channels.clone() }
    }

    /// The statements that together read a view, each with what it may see.
    fn readings(&self, view: View) -> Vec<(Statements, [Value<'static>; 2])> {
        let (ways, channels) = (ways(view), self.channels(view));
        let listed = || Value::OwnedText(channels.listed());
        match &channels {
            Channels::Only(few) if few.len() + self.units.len() <= MERGED => {
                let in_channels = few.iter().map(|one| (ways.in_channel, [Value::from(*one), Value::Text("")]));
                let to_units = self.units.iter().map(|one| (ways.to_unit, [Value::from(*one), listed()]));
                in_channels.chain(to_units).collect()
            }
            _ => {
                let units: Vec<String> = self.units.iter().map(|unit| unit.0.simple().to_string()).collect();
                vec![(ways.everywhere, [listed(), Value::OwnedText(units.join(" "))])]
            }
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
    let after = after.unwrap_or(match order {
        Order::Newest => After { micros: i64::MAX, id: Uuid::max() },
        Order::Clock => After { micros: i64::MIN, id: Uuid::nil() },
    });
    let one_more = PAGE + 1;
    let (mut conversations, mut n_readings) = (Vec::new(), 0);
    for (statements, seen) in asking.readings(view) {
        let statement = match order {
            Order::Newest => statements.newest,
            Order::Clock => statements.clock,
        };
        let mut values = vec![Value::Int(one_more as i64), Value::Int(after.micros), Value::Id(after.id)];
        values.extend(seen);
        values.extend(asking.wanted(view));
        conversations.extend(conn.rows(statement, &values, |row| conversation::read(row, 0))?);
        n_readings += 1;
    }
    if n_readings > 1 {
        conversations.sort_by_key(|conversation| (order.of(conversation).micros, conversation.id.0));
        if order == Order::Newest {
            conversations.reverse();
        }
        conversations.truncate(one_more);
    }
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
    let mut n = 0;
    for (statements, seen) in asking.readings(view) {
        let mut values = vec![Value::Int(COUNT_STOPS - n), Value::Int(0), Value::Int(0)];
        values.extend(seen);
        values.extend(asking.wanted(view));
        n += conn.one(statements.count, &values, |row| row.get::<i64>(0))?.unwrap_or(0);
    }
    Ok(n)
}

/// How many each view holds, in the order of the menu.
pub fn counts(conn: &mut Conn, asking: &Asking) -> Result<Vec<(View, i64)>, Fault> {
    View::ALL.iter().map(|view| Ok((*view, count(conn, asking, *view)?))).collect()
}
