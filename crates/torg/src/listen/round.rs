//! A round: the items of one transaction. What is known of them is read at once; what is new is gathered and written table by table,
//! so that an item costs a few rows and not a dozen journeys to the database.
use std::collections::{BTreeMap, HashMap};

use connect::{Change, Item};
use jiff::Timestamp;
use store::Conn;

use super::intake::Prepared;
use crate::govern::channel::{self, Channel};
use crate::ground::{AuthorId, Clock, ConversationId, MessageId, Problem};
use crate::participate::conversation;
use crate::participate::filing::{Filed, Filing};
use crate::records::author::{self, Met};
use crate::records::message::{self, Direction, Known, Version};
use crate::records::{Act, By, Event, content, search};

/// Longest id of a network, in bytes. An entry of PostgreSQL's indexes must fit in a third of a page, which is 2704 bytes; real ids
/// have a hundred at most.
const LONGEST_ID: usize = 2000;

/// Takes items in: each a new message, a new version, a deletion, or nothing new. Gives the conversations with news, in their order.
pub(super) fn take(
    conn: &mut Conn,
    clock: &Clock,
    channel: &Channel,
    prepared: &[Prepared],
) -> Result<Vec<ConversationId>, Problem> {
    let mut round = Round::begin(conn, channel, prepared)?;
    let mut news = Vec::new();
    for one in prepared {
        news.extend(round.receive(conn, one, clock.now())?);
    }
    round.write(conn)?;
    Ok(news)
}

/// What is known before the first item, and what the items so far have brought.
struct Round<'a> {
    channel: &'a Channel,
    known: HashMap<String, Known>,
    roots: HashMap<String, ConversationId>,
    /// New messages that are not written yet, in their order, and where each stands.
    new: Vec<New<'a>>,
    unwritten: HashMap<&'a str, usize>,
    filing: Filing<'a>,
}

/// A new message, and where it belongs.
struct New<'a> {
    prepared: &'a Prepared,
    id: MessageId,
    conversation: ConversationId,
    at: Timestamp,
}

impl<'a> Round<'a> {
    fn begin(conn: &mut Conn, channel: &'a Channel, prepared: &'a [Prepared]) -> Result<Self, Problem> {
        prepared.iter().try_for_each(|one| check_ids(&one.item))?;
        let items = || prepared.iter().map(|one| &one.item);
        let parents = items().filter_map(|item| item.parent.as_deref());
        let messages = each_once(items().map(|item| item.remote_id.as_str()).chain(parents));
        let known = message::known_among(conn, channel.id, &messages)?;
        let roots = conversation::by_roots(conn, channel.id, &each_once(items().map(root_of)))?;
        Ok(Self { channel, known, roots, new: Vec::new(), unwritten: HashMap::new(), filing: Filing::default() })
    }

    fn receive(&mut self, conn: &mut Conn, prepared: &'a Prepared, now: Timestamp) -> Result<Option<ConversationId>, Problem> {
        let remote_id = prepared.item.remote_id.as_str();
        if self.unwritten.contains_key(remote_id) {
            // The same message once more: it must stand before it can change.
            self.write_new(conn)?;
        }
        match self.known.get(remote_id) {
            Some(known) => {
                let heard = again(Act::within(conn, now), known, prepared)?;
                if heard.is_some()
                    && let Some(known) = message::known(conn, self.channel.id, remote_id)?
                {
                    self.known.insert(remote_id.to_owned(), known);
                }
                Ok(heard)
            }
            None if prepared.item.change == Change::Deleted => Ok(None),
            None => Ok(Some(self.first(prepared, now))),
        }
    }

    /// A new message: files it, and remembers it until all are written.
    fn first(&mut self, prepared: &'a Prepared, now: Timestamp) -> ConversationId {
        let item = &prepared.item;
        let id = MessageId::new(now);
        let filed = Filed {
            message: id,
            direction: direction(item),
            kind: message::kind_name(item.kind),
            at: now,
            written_at: item.written_at,
            marks: &prepared.screened.marks,
        };
        let conversation = match self.belongs_to(item) {
            Some(known) => {
                self.filing.file(known, filed);
                known
            }
            None => {
                let (opened, root) = (ConversationId::new(now), root_of(item));
                self.filing.open(opened, root, filed);
                self.roots.insert(root.to_owned(), opened);
                opened
            }
        };
        self.unwritten.insert(&item.remote_id, self.new.len());
        self.new.push(New { prepared, id, conversation, at: now });
        conversation
    }

    /// The conversation an item belongs to: its root's or its parent's; none when it opens a new one.
    fn belongs_to(&self, item: &Item) -> Option<ConversationId> {
        if let Some(conversation) = self.roots.get(root_of(item)) {
            return Some(*conversation);
        }
        // The parent may stand in a conversation whose first message is another than the network says, or does not say.
        let parent = item.parent.as_deref()?;
        let unwritten = self.unwritten.get(parent).map(|at| self.new[*at].conversation);
        unwritten.or_else(|| self.known.get(parent).map(|known| known.conversation))
    }

    /// Writes what is new so far, and knows it from then on.
    fn write_new(&mut self, conn: &mut Conn) -> Result<(), Problem> {
        let new = std::mem::take(&mut self.new);
        self.unwritten.clear();
        std::mem::take(&mut self.filing).write(conn, self.channel)?;
        write(conn, self.channel, &new)?;
        let ids: Vec<&str> = new.iter().map(|new| new.prepared.item.remote_id.as_str()).collect();
        self.known.extend(message::known_among(conn, self.channel.id, &ids)?);
        Ok(())
    }

    fn write(self, conn: &mut Conn) -> Result<(), Problem> {
        self.filing.write(conn, self.channel)?;
        write(conn, self.channel, &self.new)
    }
}

fn root_of(item: &Item) -> &str {
    item.root.as_deref().or(item.parent.as_deref()).unwrap_or(&item.remote_id)
}

fn direction(item: &Item) -> Direction {
    if item.author.ours { Direction::Out } else { Direction::In }
}

fn each_once<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut ids: Vec<&str> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
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

/// Writes new messages: contents, writers, messages, findings, search words, one entry each, first versions.
fn write(conn: &mut Conn, channel: &Channel, new: &[New<'_>]) -> Result<(), Problem> {
    let authors = meet(conn, channel, new)?;
    let contents: Vec<&content::Salted> = new.iter().flat_map(|new| [&new.prepared.said, &new.prepared.raw]).collect();
    content::keep_each(conn, &contents)?;
    let messages: Vec<message::New<'_>> = new.iter().map(|new| new.message(channel, &authors)).collect();
    let numbers = message::insert_each(conn, &messages)?;
    let found: Vec<_> = new.iter().map(|new| (new.id, 1, new.prepared.screened.findings.as_slice())).collect();
    message::mark_each(conn, &found)?;
    let tokens: Vec<_> = new.iter().filter_map(|new| Some((*numbers.get(&new.id)?, new.prepared.tokens.as_str()))).collect();
    search::index_each(conn, &tokens)?;
    let events: Vec<(Timestamp, Event)> = new.iter().map(|new| (new.at, new.event(channel))).collect();
    let at = new.last().map_or(Timestamp::UNIX_EPOCH, |new| new.at);
    let entries = Act::within(conn, at).record_each(By::Torg, &events)?;
    let versions: Vec<(Version, &str)> = new.iter().zip(entries).map(|(new, entry)| new.version(entry)).collect();
    let versions: Vec<_> =
        new.iter().zip(&versions).map(|(new, (version, source_version))| (new.id, version, *source_version)).collect();
    message::add_versions(conn, &versions)?;
    let ours = new.iter().filter(|new| new.prepared.item.author.ours).map(|new| new.prepared.item.written_at.min(new.at)).max();
    if let Some(latest) = ours {
        // Also what was written beside Torg counts when a channel is asked whether it was left alone.
        channel::posted(conn, channel.id, latest)?;
    }
    Ok(())
}

/// Meets those who wrote, each once however much they wrote.
fn meet(conn: &mut Conn, channel: &Channel, new: &[New<'_>]) -> Result<HashMap<String, AuthorId>, Problem> {
    let mut met: BTreeMap<&str, Met<'_>> = BTreeMap::new();
    for New { prepared, at, .. } in new {
        let author = &prepared.item.author;
        if !author.ours {
            let known = met.entry(&author.remote_id).or_insert(Met { author, first_at: *at, last_at: *at });
            (known.author, known.last_at) = (author, *at);
        }
    }
    Ok(author::meet_each(conn, &channel.network, &met.into_values().collect::<Vec<_>>())?)
}

impl<'a> New<'a> {
    fn message(&self, channel: &Channel, authors: &HashMap<String, AuthorId>) -> message::New<'a> {
        let Prepared { item, said, screened, .. } = self.prepared;
        message::New {
            id: self.id,
            channel: channel.id,
            remote_id: &item.remote_id,
            conversation: self.conversation,
            author: authors.get(&item.author.remote_id).copied().filter(|_| !item.author.ours),
            direction: direction(item),
            kind: message::kind_name(item.kind),
            parent: item.parent.as_deref(),
            url: item.url.as_deref(),
            written_at: item.written_at,
            received_at: self.at,
            content: said.hash,
            language: screened.language.map(screen::language::Language::tag),
            marks: &screened.marks,
            counts: item.counts,
            delivery: None,
        }
    }

    fn event(&self, channel: &Channel) -> Event {
        let Prepared { said, raw, .. } = self.prepared;
        let (message, conversation) = (self.id, self.conversation);
        Event::MessageReceived { message, conversation, channel: channel.id, content: said.hash, raw: raw.hash }
    }

    fn version(&self, entry: crate::ground::EntryId) -> (Version, &'a str) {
        let Prepared { item, said, raw, .. } = self.prepared;
        let (change, source_version) = match &item.change {
            Change::Edited { version } => ("edited", version.as_str()),
            Change::Written | Change::Deleted => ("written", ""),
        };
        let change = change.to_owned();
        (Version { number: 1, change, at: self.at, entry, content: said.hash, raw: raw.hash }, source_version)
    }
}

/// An item whose message is on the record already: a new version, a deletion, or nothing new, which leaves no trace.
fn again(mut act: Act<'_>, known: &Known, prepared: &Prepared) -> Result<Option<ConversationId>, Problem> {
    let Prepared { item, said, raw, screened, tokens } = prepared;
    let now = act.now();
    let (message, conversation, number) = (known.id, known.conversation, known.version + 1);
    if item.change != Change::Deleted && item.counts != known.counts {
        message::count(act.conn(), message, item.counts)?;
    }
    match &item.change {
        Change::Written => Ok(None),
        Change::Edited { version } => {
            if message::knows_version(act.conn(), message, version)? || is_told_back(act.conn(), known, item)? {
                return Ok(None);
            }
            let conn = act.conn();
            let content = content::keep(conn, said)?;
            let raw = content::keep(conn, raw)?;
            let language = screened.language.map(screen::language::Language::tag);
            message::turn_to(conn, message, number, content, language, &screened.marks)?;
            message::mark(conn, message, number, &screened.findings)?;
            search::index_again(conn, known.n, tokens)?;
            let entry = act.record(By::Torg, &Event::MessageEdited { message, conversation, version: number, content, raw })?;
            let kept = Version { number, change: "edited".to_owned(), at: now, entry, content, raw };
            message::add_version(act.conn(), message, &kept, version)?;
            Ok(Some(conversation))
        }
        Change::Deleted => {
            if known.gone_at.is_some() {
                return Ok(None);
            }
            let conn = act.conn();
            let raw = content::keep(conn, raw)?;
            message::gone(conn, message, number, now)?;
            let entry = act.record(By::Torg, &Event::MessageDeleted { message, conversation, version: number, raw })?;
            let kept = Version { number, change: "deleted".to_owned(), at: now, entry, content: known.content, raw };
            message::add_version(act.conn(), message, &kept, "deleted")?;
            Ok(Some(conversation))
        }
    }
}

/// Our own edit, told back to us.
fn is_told_back(conn: &mut Conn, known: &Known, item: &Item) -> Result<bool, Problem> {
    let ours = item.author.ours && message::is_our_word(conn, known.id, known.version)?;
    Ok(ours && message::text(conn, known.content)?.plain() == item.text)
}
