//! The inbox: its views dressed for a list, and search over everything said, within what someone may see.
use store::Conn;

use super::conversation::{self, Conversation};
use super::referral;
pub use super::views::{After, Asking, COUNT_STOPS, Order, PAGE, Page, View, after, count, counts, list};
use crate::govern::channel::Channel;
use crate::ground::{ConversationId, PersonId, Problem};
use crate::records::author::{self, Author};
use crate::records::message::{self, Message, Text};
use crate::records::search;

/// Hits are counted so far, which means more than a thousand.
const COUNTED: usize = 1001;

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

/// Searches everything said that may be seen, newest first, before message number `before`.
pub fn find(conn: &mut Conn, asking: &Asking, words: &str, before: Option<i64>) -> Result<Hits, Problem> {
    const HITS: usize = 200;
    let Some(query) = search::Query::new(conn, words, asking.channels.named(), &asking.units) else { return Ok(Hits::default()) };
    let newest = search::newest(conn, &query, i64::MAX, COUNTED)?;
    let mut hits = Hits { count: i64::try_from(newest.len()).unwrap_or(i64::MAX), ..Hits::default() };
    let (mut numbers, mut asked_for) = match before {
        None => (newest, COUNTED),
        Some(before) => (search::newest(conn, &query, before, HITS)?, HITS),
    };
    let mut met = std::collections::HashSet::<ConversationId>::new();
    loop {
        for n in &numbers {
            let Some(message) = message::numbered(conn, *n)? else { continue };
            if !met.insert(message.conversation) {
                continue;
            }
            // The index was asked for these channels and units only; what it says is not trusted for what someone may see.
            if !asking.channels.hold(message.channel) && !asking.sees(message.channel, referral::to(conn, message.conversation)?)
            {
                continue;
            }
            if let Some(conversation) = conversation::find(conn, message.conversation)? {
                hits.conversations.push((conversation, message));
            }
            if hits.conversations.len() == PAGE {
                hits.before = Some(*n);
                return Ok(hits);
            }
        }
        let Some(last) = numbers.last().filter(|_| numbers.len() == asked_for) else { return Ok(hits) };
        (numbers, asked_for) = (search::newest(conn, &query, *last, HITS)?, HITS);
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
