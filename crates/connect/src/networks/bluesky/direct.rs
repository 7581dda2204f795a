//! Direct messages. They live at one chat service, reached through the account's server; an app password may lack the right to them.
use std::collections::HashMap;

use jiff::Timestamp;

use super::cursor::Cursor;
use super::lexicon::{Convos, Log, LogLine, Message, Messages, OneConvo, Profile, read};
use super::listening::Dated;
use super::reading;
use super::session::{self, Session};
use crate::connection::Connection;
use crate::http::{Answer, Call};
use crate::item::{Batch, Change, Counts, Item, Kind, Spoiled};
use crate::trouble::Trouble;

/// The chat service, as the account's server is told to pass calls on to it.
const SERVICE: &str = "did:web:api.bsky.chat#bsky_chat";
/// What the connection remembers when the app password has no right to direct messages …
const NO_RIGHT: &str = "bluesky direct messages not allowed";
/// … and what last went wrong, so that it is logged once.
const LAST_TROUBLE: &str = "bluesky direct messages trouble";
/// Pages of the log or of a conversation read by one call.
const PAGES: usize = 10;

/// What a direct message is called at the desk: `chat:<conversation>/<message>`, or `chat:<conversation>` for the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// The conversation's id at the chat service.
    pub(super) convo: String,
    /// The message's id in it.
    pub(super) message: Option<String>,
}

impl Name {
    /// `None` when the id is that of a post.
    pub(super) fn read(remote_id: &str) -> Option<Self> {
        let name = remote_id.strip_prefix("chat:")?;
        let (convo, message) = name.split_once('/').map_or((name, None), |(convo, message)| (convo, Some(message.to_owned())));
        Some(Self { convo: convo.to_owned(), message })
    }

    /// The id the desk knows a message by.
    pub(super) fn of(convo: &str, message: &str) -> String {
        format!("chat:{convo}/{message}")
    }
}

/// Where a person sees a conversation.
pub(super) fn address(convo: &str) -> String {
    format!("https://bsky.app/messages/{convo}")
}

/// Makes a call to the chat service.
pub(super) async fn call(
    connection: &Connection,
    make: impl Fn(&Session) -> Result<Call, Trouble> + Send + Sync,
) -> Result<Answer, Trouble> {
    session::call(connection, |session| Ok(make(session)?.header("atproto-proxy", SERVICE))).await.map_err(
        |trouble| match trouble {
            Trouble::Refused { reason, .. } if reason.starts_with("InvalidConvo") => Trouble::Gone,
            other => other,
        },
    )
}

/// Adds the direct messages written since the cursor; true when more wait. Trouble with the chat never holds up the public messages:
/// the cursor stays, and the next call goes on from there.
pub(super) async fn since(connection: &Connection, us: &Session, place: &mut Cursor, dated: &mut Dated) -> Result<bool, Trouble> {
    if connection.remembered(NO_RIGHT).await.is_some() {
        return Ok(false);
    }
    match heard(connection, us, place).await {
        Ok((messages, more)) => {
            dated.extend(messages);
            connection.remember(LAST_TROUBLE, None).await;
            Ok(more)
        }
        Err(Trouble::Unauthorised { reason }) if session::lacks_rights(&reason) => {
            tracing::info!("The app password has no right to direct messages; going on without them");
            connection.remember(NO_RIGHT, Some(reason)).await;
            Ok(false)
        }
        Err(trouble) => {
            let sentence = trouble.to_string();
            if connection.remembered(LAST_TROUBLE).await.as_ref() != Some(&sentence) {
                tracing::warn!(%trouble, "Could not ask for direct messages; trying again with the next call");
            }
            connection.remember(LAST_TROUBLE, Some(sentence)).await;
            Ok(false)
        }
    }
}

async fn heard(connection: &Connection, us: &Session, place: &mut Cursor) -> Result<(Dated, bool), Trouble> {
    let (first_time, mut log, mut dated, mut more) = (place.log.is_none(), place.log.clone(), Dated::new(), true);
    for _ in 0..PAGES {
        let from = log.clone();
        // Without a cursor the log begins now (bluesky-social/atproto issue 2760).
        let page = call(connection, |session| {
            let call = session.get("chat.bsky.convo.getLog")?.once();
            Ok(from.as_ref().map_or(call.clone(), |cursor| call.query(&[("cursor", cursor)])))
        });
        let answer = page.await?;
        let told: Log<'_> = read(&answer.body)?;
        for line in &told.logs {
            written(connection, us, line.get(), &mut dated).await;
        }
        let end = told.logs.is_empty() || told.cursor.is_none() || told.cursor == log;
        log = told.cursor.or(log);
        if end {
            more = false;
            break;
        }
    }
    if first_time {
        dated.extend(waiting(connection, us).await?);
    }
    place.log = log;
    Ok((dated, more))
}

/// The message of a log line, when the line is of one that was written.
async fn written(connection: &Connection, us: &Session, raw: &str, dated: &mut Dated) {
    let line: LogLine<'_> = match serde_json::from_str(raw) {
        Ok(line) => line,
        Err(fault) => return dated.push((last(dated), Err(reading::spoiled(raw, &fault.to_string())))),
    };
    let Some(message) = line.message.filter(|_| line.kind.ends_with("#logCreateMessage")) else { return };
    match serde_json::from_str::<Message>(message.get()) {
        Ok(message) => {
            let mut people = People::new(&line.related_profiles);
            if let Some(item) = people.item(connection, us, &line.convo_id, &message, raw).await {
                dated.push((message.sent_at, Ok(item)));
            }
        }
        Err(fault) => dated.push((last(dated), Err(reading::spoiled(raw, &fault.to_string())))),
    }
}

fn last(dated: &Dated) -> Timestamp {
    dated.last().map_or(Timestamp::MIN, |(at, _)| *at)
}

/// The last message of each conversation that nobody has read yet: what waits when a channel is added.
async fn waiting(connection: &Connection, us: &Session) -> Result<Dated, Trouble> {
    let unread = [("readState", "unread"), ("limit", "50")];
    let answer = call(connection, |session| Ok(session.get("chat.bsky.convo.listConvos")?.query(&unread))).await?;
    let told: Convos<'_> = read(&answer.body)?;
    let mut dated = Dated::new();
    for convo in told.convos.iter().filter(|convo| convo.unread_count > 0) {
        let Some(raw) = convo.last_message else { continue };
        let Ok(message) = serde_json::from_str::<Message>(raw.get()) else {
            dated.push((last(&dated), Err(reading::spoiled(raw.get(), "not a direct message"))));
            continue;
        };
        if let Some(item) = People::new(&convo.members).item(connection, us, &convo.id, &message, raw.get()).await {
            dated.push((message.sent_at, Ok(item)));
        }
    }
    Ok(dated)
}

/// A whole conversation, oldest first, as far back as a thousand messages.
pub(super) async fn conversation(connection: &Connection, name: &Name) -> Result<Batch, Trouble> {
    let us = session::current(connection).await?;
    let mut items: Vec<Result<Item, Spoiled>> = Vec::new();
    let mut people = People::default();
    let mut from = None;
    for _ in 0..PAGES {
        let answer = messages(connection, &name.convo, from.as_deref()).await?;
        let page: Messages<'_> = read(&answer.body)?;
        people.meet(&page.related_profiles);
        for raw in &page.messages {
            match serde_json::from_str::<Message>(raw.get()) {
                Ok(message) => items.extend(people.item(connection, &us, &name.convo, &message, raw.get()).await.map(Ok)),
                Err(fault) => items.push(Err(reading::spoiled(raw.get(), &fault.to_string()))),
            }
        }
        from = page.cursor.filter(|_| !page.messages.is_empty());
        if from.is_none() {
            break;
        }
    }
    items.reverse();
    Ok(Batch { items, cursor: String::new(), more: false })
}

/// One message as it is now; `None` when it is gone.
pub(super) async fn look(connection: &Connection, name: &Name) -> Result<Option<Item>, Trouble> {
    let (us, mut from) = (session::current(connection).await?, None);
    for _ in 0..PAGES {
        let answer = match messages(connection, &name.convo, from.as_deref()).await {
            Err(Trouble::Gone) => return Ok(None),
            answer => answer?,
        };
        let page: Messages<'_> = read(&answer.body)?;
        for raw in &page.messages {
            // A message of an unknown kind is not the one we look for.
            let message =
                serde_json::from_str::<Message>(raw.get()).ok().filter(|message| Some(&message.id) == name.message.as_ref());
            if let Some(message) = message {
                return Ok(People::new(&page.related_profiles).item(connection, &us, &name.convo, &message, raw.get()).await);
            }
        }
        from = page.cursor.filter(|_| !page.messages.is_empty());
        if from.is_none() {
            return Ok(None);
        }
    }
    Err(Trouble::Refused { status: 404, reason: "the message lies further back than the last thousand".to_owned() })
}

/// A page of a conversation, newest first.
pub(super) async fn messages(connection: &Connection, convo: &str, from: Option<&str>) -> Result<Answer, Trouble> {
    let page = |session: &Session| {
        let call = session.get("chat.bsky.convo.getMessages")?.query(&[("convoId", convo), ("limit", "100")]);
        Ok(from.map_or(call.clone(), |cursor| call.query(&[("cursor", cursor)])))
    };
    call(connection, page).await
}

/// Who is who in a conversation. The service tells most of them along with the messages; the others are asked for once.
#[derive(Default)]
struct People {
    known: HashMap<String, Profile>,
    asked: Vec<String>,
}

impl People {
    fn new(profiles: &[Profile]) -> Self {
        let mut people = Self::default();
        people.meet(profiles);
        people
    }

    fn meet(&mut self, profiles: &[Profile]) {
        self.known.extend(profiles.iter().map(|profile| (profile.did.clone(), profile.clone())));
    }

    /// The message as an item; `None` for what is deleted or was written by no person.
    async fn item(&mut self, connection: &Connection, us: &Session, convo: &str, message: &Message, raw: &str) -> Option<Item> {
        let (text, sender) = (message.text.as_ref()?, message.sender.as_ref()?);
        if !self.known.contains_key(&sender.did) && sender.did != us.did && !self.asked.iter().any(|asked| asked == convo) {
            self.asked.push(convo.to_owned());
            self.ask(connection, convo).await;
        }
        let stranger = || Profile { did: sender.did.clone(), handle: sender.did.clone(), ..Profile::default() };
        let ourselves = || Profile { did: us.did.clone(), handle: us.handle.clone(), ..Profile::default() };
        let author =
            self.known.get(&sender.did).cloned().unwrap_or_else(|| if sender.did == us.did { ourselves() } else { stranger() });
        Some(Item {
            remote_id: Name::of(convo, &message.id),
            kind: Kind::Direct,
            author: reading::author(&author, us),
            text: reading::whole_text(text, &message.facets, &message.embed),
            warning: None,
            language: None,
            written_at: message.sent_at,
            parent: message.reply_to["id"].as_str().map(|id| Name::of(convo, id)),
            root: Some(format!("chat:{convo}")),
            url: Some(address(convo)),
            attachments: Vec::new(),
            counts: Counts::default(),
            change: Change::Written,
            raw: raw.as_bytes().to_vec(),
        })
    }

    async fn ask(&mut self, connection: &Connection, convo: &str) {
        let answer = call(connection, |session| Ok(session.get("chat.bsky.convo.getConvo")?.query(&[("convoId", convo)]))).await;
        match answer.and_then(|answer| read::<OneConvo<'_>>(&answer.body).map(|told| told.convo.members)) {
            Ok(members) => self.meet(&members),
            // The message counts more than the name beside it: the account's id stands in.
            Err(trouble) => tracing::warn!(%trouble, "Could not ask who takes part in a conversation"),
        }
    }
}
