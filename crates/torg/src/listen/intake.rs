//! Intake: what a network told becomes the record, once. Idempotent by channel, remote id and version; a bad item is set aside
//! with its reason and never stops the rest; the cursor is stored in the transaction of the items it covers.
use std::sync::Arc;

use connect::{Batch, Change, Item, Spoiled};
use jiff::Timestamp;
use store::{Conn, sql, values};
use tokio::task::JoinHandle;

use super::screening::{Screened, screened};
use super::{round, set_aside};
use crate::govern::channel::{self, Channel};
use crate::govern::screening_rules::{self, InForce};
use crate::ground::clock::micros;
use crate::ground::kill::may_die_at;
use crate::ground::news::Changed;
use crate::ground::{ChannelId, ConversationId, Desk, Problem};
use crate::records::content::Salted;
use crate::records::message::{self, Attached, Said};
use crate::records::{Act, search};

/// Items in one transaction: long writes would hold up everyone else's.
const ROUND: usize = 250;

sql! {
    CURSOR = "select cursor from listen_cursor where channel = ?1";
    MOVE_CURSOR = "insert into listen_cursor (channel, cursor, at) values (?1, ?2, ?3)
                   on conflict (channel) do update set cursor = excluded.cursor, at = excluded.at";
}

/// An item with everything about it that needs no database: hashed, screened, tokenised.
#[derive(Debug)]
pub struct Prepared {
    pub(super) item: Item,
    pub(super) said: Salted,
    pub(super) raw: Salted,
    pub(super) screened: Screened,
    pub(super) tokens: String,
}

impl Prepared {
    /// Prepares an item; pure but for the salt.
    pub fn new(item: Item, channel: ChannelId, rules: &InForce) -> Result<Self, Problem> {
        let attachments = item
            .attachments
            .iter()
            .map(|one| {
                let (media_type, url, alt) = (one.media_type.clone(), one.url.clone(), one.alt.clone());
                Attached { media_type, url, alt, ..Attached::default() }
            })
            .collect();
        Self::with(item, attachments, channel, rules)
    }

    /// The same with attachments that the desk holds itself.
    pub(super) fn with(item: Item, attachments: Vec<Attached>, channel: ChannelId, rules: &InForce) -> Result<Self, Problem> {
        let said = Said { warning: item.warning.clone(), attachments, ..Said::words(item.text.as_str(), item.language.clone()) };
        let said = message::salted(&said)?;
        let raw = Salted::new(&item.raw)?;
        let screened = screened(&item, rules);
        let words = search::words(&item.text, item.warning.as_deref());
        let tokens = search::tokens(&words, screened.language, channel);
        Ok(Self { item, said, raw, screened, tokens })
    }
}

/// The cursor up to which a channel's items are on the record.
pub fn cursor(conn: &mut Conn, channel: ChannelId) -> Result<Option<String>, Problem> {
    Ok(conn.one(&CURSOR, values![channel], |row| row.get(0))?)
}

/// Takes a batch in: every item recorded or set aside, then the cursor. Gives how many were new. While one round is written, the next
/// is prepared on another thread.
pub async fn take(desk: &Desk, channel: &Channel, batch: Batch, moves_cursor: MovesCursor) -> Result<usize, Problem> {
    let rules = desk.read(|conn| Ok(screening_rules::in_force(conn)?)).await?;
    let mut rounds = into_rounds(batch.items).into_iter();
    let mut cursor = (moves_cursor == MovesCursor::Yes).then_some(batch.cursor);
    let mut news = Vec::new();
    let mut preparing = rounds.next().map(|items| prepare(items, channel.id, rules.clone()));
    while let Some(round) = preparing.take() {
        let round = Arc::new(round.await.map_err(anyhow::Error::from)??);
        preparing = rounds.next().map(|items| prepare(items, channel.id, rules.clone()));
        let cursor = if preparing.is_none() { cursor.take() } else { None };
        let heard = match write_round(desk, channel, &round, cursor.clone(), Fenced::AllTogether).await {
            // One of them is bad: find out which, and set it aside.
            Err(problem) if is_the_items_own(&problem) => write_round(desk, channel, &round, cursor, Fenced::Each).await?,
            heard => heard?,
        };
        may_die_at("intake-after-commit");
        news.extend(heard);
    }
    desk.wake_sealer();
    for conversation in &news {
        desk.news().tell(Changed::Conversation(*conversation));
    }
    Ok(news.len())
}

/// Whether a batch tells how far the channel is heard, or only looks around (a thread, one message).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MovesCursor {
    /// It came from the channel's own stream.
    Yes,
    /// It came from looking.
    No,
}

/// Whether each item gets a savepoint of its own, which costs a copy of every page it touches, or a bad one undoes the round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fenced {
    /// Quick; for the common case that all are good.
    AllTogether,
    /// A bad item hurts only itself.
    Each,
}

async fn write_round(
    desk: &Desk,
    channel: &Channel,
    round: &Arc<Round>,
    cursor: Option<String>,
    fenced: Fenced,
) -> Result<Vec<ConversationId>, Problem> {
    let (channel, clock, round) = (channel.clone(), desk.clock().clone(), round.clone());
    desk.write(move |conn| {
        let heard = take_round(conn, &clock, &channel, &round, fenced)?;
        may_die_at("intake-before-cursor");
        if let Some(cursor) = cursor {
            let now = micros(clock.now());
            conn.run(&MOVE_CURSOR, values![channel.id, cursor, now])?;
        }
        may_die_at("intake-before-commit");
        Ok(heard)
    })
    .await
}

type Told = Vec<Result<Item, Spoiled>>;
type Round = (Vec<Prepared>, Vec<Spoiled>);

/// Begins to prepare a round, on a thread of its own.
fn prepare(items: Told, channel: ChannelId, rules: InForce) -> JoinHandle<Result<Round, Problem>> {
    tokio::task::spawn_blocking(move || {
        let (mut prepared, mut spoiled) = (Vec::with_capacity(items.len()), Vec::new());
        for item in items {
            match item {
                Ok(item) => prepared.push(Prepared::new(item, channel, &rules)?),
                Err(bad) => spoiled.push(bad),
            }
        }
        Ok((prepared, spoiled))
    })
}

/// Cut into transactions. An empty batch is one empty round: its cursor moves too.
fn into_rounds(items: Told) -> Vec<Told> {
    let mut rest = items.into_iter().peekable();
    let mut rounds = vec![rest.by_ref().take(ROUND).collect()];
    while rest.peek().is_some() {
        rounds.push(rest.by_ref().take(ROUND).collect());
    }
    rounds
}

/// One transaction's worth. An item that the desk itself cannot take is set aside like one that the network spoiled.
fn take_round(
    conn: &mut Conn,
    clock: &crate::ground::Clock,
    channel: &Channel,
    (prepared, spoiled): &Round,
    fenced: Fenced,
) -> Result<Vec<ConversationId>, Problem> {
    channel::hold(conn, channel.id)?;
    let mut news = Vec::new();
    match fenced {
        Fenced::AllTogether => news = round::take(conn, clock, channel, prepared)?,
        Fenced::Each => {
            for prepared in prepared {
                match conn.savepoint(|conn| round::take(conn, clock, channel, std::slice::from_ref(prepared)))? {
                    Ok(heard) => news.extend(heard),
                    Err(problem) if is_the_items_own(&problem) => {
                        let Item { remote_id, raw, .. } = &prepared.item;
                        let bad = Spoiled { remote_id: Some(remote_id.clone()), reason: problem.to_string(), raw: raw.clone() };
                        set_aside::keep(Act::within(conn, clock.now()), channel.id, &bad)?;
                    }
                    Err(problem) => return Err(problem),
                }
            }
        }
    }
    for bad in spoiled {
        set_aside::keep(Act::within(conn, clock.now()), channel.id, bad)?;
    }
    news.dedup();
    Ok(news)
}

/// A fault of the item (a NUL that no database takes, a number out of range) rather than of the database (disk full, no connection).
fn is_the_items_own(problem: &Problem) -> bool {
    match problem {
        Problem::Refused(_) => true,
        Problem::Fault(fault) => match fault.downcast_ref::<store::Fault>() {
            None | Some(store::Fault::Value { .. }) => true,
            // PostgreSQL, "Data Exception" and "Program Limit Exceeded": the same bytes would be refused for ever.
            Some(store::Fault::Other { reason, .. }) => {
                ["SQLSTATE 22", "SQLSTATE 54"].iter().any(|class| reason.starts_with(class))
            }
            Some(_) => false,
        },
    }
}

/// A message that its network says is gone, as an item.
pub async fn take_deletion(desk: &Desk, channel: &Channel, remote_id: &str, seen_at: Timestamp) -> Result<usize, Problem> {
    let (id, remote) = (channel.id, remote_id.to_owned());
    let known = desk.read(move |conn| Ok(message::known(conn, id, &remote)?)).await?;
    if known.is_none_or(|known| known.gone_at.is_some()) {
        return Ok(0);
    }
    let item = Item {
        remote_id: remote_id.to_owned(),
        kind: connect::Kind::Comment,
        author: connect::Author {
            remote_id: String::new(),
            handle: String::new(),
            name: String::new(),
            url: None,
            avatar_url: None,
            ours: false,
        },
        text: String::new(),
        warning: None,
        language: None,
        written_at: seen_at,
        parent: None,
        root: None,
        url: None,
        attachments: Vec::new(),
        counts: connect::Counts::default(),
        change: Change::Deleted,
        raw: format!("gone at its source: {remote_id}").into_bytes(),
    };
    let batch = Batch { items: vec![Ok(item)], cursor: String::new(), more: false };
    take(desk, channel, batch, MovesCursor::No).await
}

/// Notes that the channel was heard.
pub async fn heard(desk: &Desk, id: ChannelId) -> Result<(), Problem> {
    let now = desk.now();
    desk.write(move |conn| Ok(channel::fetched(conn, id, now)?)).await
}
