//! Intake: what a network told becomes the record, once. Idempotent by channel, remote id and version; a bad item is set aside
//! with its reason and never stops the rest; the cursor is stored in the transaction of the items it covers.
use std::sync::Arc;

use connect::{Batch, Change, Item, Spoiled};
use jiff::Timestamp;
use store::{Conn, sql, values};
use tokio::task::JoinHandle;

use super::screening::{Screened, screened};
use super::set_aside;
use crate::govern::channel::{self, Channel};
use crate::govern::screening_rules::{self, InForce};
use crate::ground::clock::micros;
use crate::ground::kill::may_die_at;
use crate::ground::news::Changed;
use crate::ground::{ChannelId, ConversationId, Desk, MessageId, Problem};
use crate::participate::conversation::{self, Filed};
use crate::records::content::{self, Salted};
use crate::records::message::{self, Attached, Direction, Known, Said, Version};
use crate::records::{Act, By, Committed, Event, author, search};

/// Items in one transaction: long writes would hold up everyone else's.
const ROUND: usize = 250;
/// Longest id of a network, in bytes. An entry of PostgreSQL's indexes must fit in a third of a page, which is 2704 bytes; real ids
/// have a hundred at most.
const LONGEST_ID: usize = 2000;

sql! {
    CURSOR = "select cursor from listen_cursor where channel = ?1";
    MOVE_CURSOR = "insert into listen_cursor (channel, cursor, at) values (?1, ?2, ?3)
                   on conflict (channel) do update set cursor = excluded.cursor, at = excluded.at";
}

/// An item with everything about it that needs no database: hashed, screened, tokenised.
#[derive(Debug)]
pub struct Prepared {
    item: Item,
    said: Salted,
    raw: Salted,
    screened: Screened,
    tokens: String,
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
        let said = Said { warning: item.warning.clone(), attachments, ..Said::words(item.text.as_str(), item.language.clone()) };
        let said = message::salted(&said)?;
        let raw = Salted::new(&item.raw)?;
        let screened = screened(&item, rules);
        let warned = item.warning.as_ref().map(|warning| format!("{}\n{warning}", item.text));
        let tokens = search::tokens(warned.as_deref().unwrap_or(&item.text), screened.language, channel);
        Ok(Self { item, said, raw, screened, tokens })
    }
}

/// The cursor up to which a channel's items are on the record.
pub fn cursor(conn: &mut Conn, channel: ChannelId) -> Result<Option<String>, Problem> {
    Ok(conn.one(&CURSOR, values![channel], |row| row.get(0))?)
}

/// What became of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// It is new, or a new version, in this conversation.
    Recorded(ConversationId),
    /// It was on the record already.
    Known,
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
    let mut news = Vec::new();
    for prepared in prepared {
        let now = clock.now();
        let taken = |conn: &mut Conn| receive(Act::within(conn, now), channel, prepared).map(Committed::into_inner);
        let taken = match fenced {
            Fenced::AllTogether => Ok(taken(conn)?),
            Fenced::Each => conn.savepoint(taken)?,
        };
        match taken {
            Ok(Received::Recorded(conversation)) => news.push(conversation),
            Ok(Received::Known) => {}
            Err(problem) if is_the_items_own(&problem) => {
                let Item { remote_id, raw, .. } = &prepared.item;
                let bad = Spoiled { remote_id: Some(remote_id.clone()), reason: problem.to_string(), raw: raw.clone() };
                set_aside::keep(Act::within(conn, now), channel.id, &bad)?;
            }
            Err(problem) => return Err(problem),
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

/// Refuses ids that one of the databases could not find again.
fn check_ids(item: &Item) -> Result<(), Problem> {
    let ids = [Some(&item.remote_id), Some(&item.author.remote_id), item.parent.as_ref(), item.root.as_ref()];
    match ids.into_iter().flatten().map(String::len).max() {
        Some(longest) if longest > LONGEST_ID => {
            Err(anyhow::anyhow!("an id of the item has {longest} bytes, which is no id").into())
        }
        _ => Ok(()),
    }
}

/// One item: a new message, a new version, a deletion, or nothing new.
fn receive(mut act: Act<'_>, channel: &Channel, prepared: &Prepared) -> Result<Committed<Received>, Problem> {
    check_ids(&prepared.item)?;
    match message::known(act.conn(), channel.id, &prepared.item.remote_id)? {
        Some(known) => again(act, &known, prepared),
        None if prepared.item.change == Change::Deleted => Ok(unchanged(act)),
        None => first(act, channel, prepared),
    }
}

/// Nothing new: an act that leaves no trace and needs no event.
fn unchanged(act: Act<'_>) -> Committed<Received> {
    act.nothing(Received::Known)
}

fn first(mut act: Act<'_>, channel: &Channel, prepared: &Prepared) -> Result<Committed<Received>, Problem> {
    let Prepared { item, said, raw, screened, tokens } = prepared;
    let now = act.now();
    let conn = act.conn();
    let direction = if item.author.ours { Direction::Out } else { Direction::In };
    let author = if item.author.ours { None } else { Some(author::meet(conn, &channel.network, &item.author, now)?) };
    let id = MessageId::new(now);
    let kind = message::kind_name(item.kind);
    let filed = Filed { message: id, direction, kind, at: now, written_at: item.written_at, marks: &screened.marks };
    let conversation = file(conn, channel, item, filed)?;
    let content = content::keep(conn, said)?;
    let raw = content::keep(conn, raw)?;
    let new = message::New {
        id,
        channel: channel.id,
        remote_id: &item.remote_id,
        conversation,
        author,
        direction,
        kind,
        parent: item.parent.as_deref(),
        url: item.url.as_deref(),
        written_at: item.written_at,
        received_at: now,
        content,
        language: screened.language.map(screen::language::Language::tag),
        marks: &screened.marks,
        counts: item.counts,
        delivery: None,
    };
    let n = message::insert(conn, &new)?;
    if item.author.ours {
        // Also what was written beside Torg counts when a channel is asked whether it was left alone.
        channel::posted(conn, channel.id, item.written_at.min(now))?;
    }
    message::mark(conn, id, 1, &screened.findings)?;
    search::index(conn, n, tokens)?;
    let event = Event::MessageReceived { message: id, conversation, channel: channel.id, content, raw };
    let entry = act.record(By::Torg, &event)?;
    let (change, source_version) = match &item.change {
        Change::Edited { version } => ("edited", version.as_str()),
        Change::Written | Change::Deleted => ("written", ""),
    };
    let version = Version { number: 1, change: change.to_owned(), at: now, entry, content, raw };
    message::add_version(act.conn(), id, &version, source_version)?;
    Ok(act.recorded(entry, Received::Recorded(conversation)))
}

/// The conversation an item belongs to: its root's, its parent's, or a new one.
fn file(conn: &mut Conn, channel: &Channel, item: &Item, filed: Filed<'_>) -> Result<ConversationId, Problem> {
    let root = item.root.as_deref().or(item.parent.as_deref()).unwrap_or(&item.remote_id);
    let known = match (conversation::by_root(conn, channel.id, root)?, &item.parent) {
        // The parent may stand in a conversation whose first message is another than the network says, or does not say.
        (None, Some(parent)) => message::known(conn, channel.id, parent)?.map(|known| known.conversation),
        (by_root, _) => by_root,
    };
    if let Some(known) = known {
        conversation::file(conn, known, channel, filed)?;
        return Ok(known);
    }
    let id = ConversationId::new(filed.at);
    conversation::open(conn, id, channel, root, filed)?;
    Ok(id)
}

/// An item whose message is on the record already.
fn again(mut act: Act<'_>, known: &Known, prepared: &Prepared) -> Result<Committed<Received>, Problem> {
    let Prepared { item, said, raw, screened, tokens } = prepared;
    let now = act.now();
    let (message, conversation, number) = (known.id, known.conversation, known.version + 1);
    match &item.change {
        Change::Written => {
            message::count(act.conn(), message, item.counts)?;
            Ok(unchanged(act))
        }
        Change::Edited { version } => {
            message::count(act.conn(), message, item.counts)?;
            if message::knows_version(act.conn(), message, version)? || is_told_back(act.conn(), known, item)? {
                return Ok(unchanged(act));
            }
            let conn = act.conn();
            let content = content::keep(conn, said)?;
            let raw = content::keep(conn, raw)?;
            let language = screened.language.map(screen::language::Language::tag);
            message::turn_to(conn, message, number, content, language, &screened.marks)?;
            message::mark(conn, message, number, &screened.findings)?;
            search::forget(conn, known.n)?;
            search::index(conn, known.n, tokens)?;
            let entry = act.record(By::Torg, &Event::MessageEdited { message, conversation, version: number, content, raw })?;
            let kept = Version { number, change: "edited".to_owned(), at: now, entry, content, raw };
            message::add_version(act.conn(), message, &kept, version)?;
            Ok(act.recorded(entry, Received::Recorded(conversation)))
        }
        Change::Deleted => {
            if known.gone_at.is_some() {
                return Ok(unchanged(act));
            }
            let conn = act.conn();
            let raw = content::keep(conn, raw)?;
            message::gone(conn, message, number, now)?;
            let entry = act.record(By::Torg, &Event::MessageDeleted { message, conversation, version: number, raw })?;
            let kept = Version { number, change: "deleted".to_owned(), at: now, entry, content: known.content, raw };
            message::add_version(act.conn(), message, &kept, "deleted")?;
            Ok(act.recorded(entry, Received::Recorded(conversation)))
        }
    }
}

/// Our own edit, told back to us.
fn is_told_back(conn: &mut Conn, known: &Known, item: &Item) -> Result<bool, Problem> {
    let ours = item.author.ours && message::is_our_word(conn, known.id, known.version)?;
    Ok(ours && message::text(conn, known.content)?.plain() == item.text)
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
