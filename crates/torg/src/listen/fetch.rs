//! Fetching: asks each channel's network what is new, again and again, and looks at open threads for edits and deletions.
use connect::{Batch, Change, Item, Listening, Trouble};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use store::{Conn, Fault, sql, values};

use super::intake::{self, MovesCursor};
use crate::govern::channel::{self, Channel, profile};
use crate::ground::jobs::{self, Job, Next};
use crate::ground::kill::may_die_at;
use crate::ground::news::Changed;
use crate::ground::{ChannelId, Desk, Problem};
use crate::records::message;

/// How soon a channel is asked again that is paused or in trouble that passes. One that is well has its network's own pace.
const EVERY: SignedDuration = SignedDuration::from_secs(20);
/// … and when its network is in trouble that a person must mend.
const IN_TROUBLE: SignedDuration = SignedDuration::from_mins(5);
/// Batches in one run, so that one busy channel does not keep a worker for ever.
const BATCHES: usize = 20;

sql! {
    RECENT_ROOTS = "select m.remote_id from participate_conversation c join records_message m on m.id = c.latest_message
                    where c.channel = ?1 and c.latest_at > ?2 and c.state in ('open', 'waiting') and m.gone_at is null
                    order by c.latest_at desc limit ?3";
    REMOTE_IDS = "select m.remote_id from records_message m join records_message around on around.conversation = m.conversation
                  where around.channel = ?1 and around.remote_id = ?2 and m.gone_at is null and m.channel = ?1 limit 500";
}

/// Fetches a channel. Running it twice is harmless: intake knows what is on the record, and the cursor moves only with its items.
#[derive(Debug, Serialize, Deserialize)]
pub struct Fetch {
    /// Which.
    pub channel: ChannelId,
}

impl Job for Fetch {
    const NAME: &'static str = "fetch";

    async fn run(self, desk: &Desk) -> Result<Next, Problem> {
        let (channel, network, connection) = channel::connected(desk, self.channel).await?;
        let Some(listening) = network.listening() else { return Ok(Next::Done) };
        if channel.paused_at.is_some() {
            return Ok(Next::At(desk.now() + EVERY));
        }
        match all_new(desk, &channel, listening, &connection).await {
            Ok(()) => {
                intake::heard(desk, channel.id).await?;
                Ok(Next::At(desk.now() + listening.pace()))
            }
            Err(Heard::Trouble(trouble)) => {
                let (id, now) = (channel.id, desk.now());
                tracing::warn!(channel = %channel.name, "Could not fetch from {}: {trouble}", channel.network);
                let noted = trouble.clone();
                desk.write(move |conn| Ok(channel::troubled(conn, id, &noted, now)?)).await?;
                desk.news().tell(Changed::Desk);
                Ok(Next::At(match trouble {
                    Trouble::Limited { until } => until.max(now + SignedDuration::from_secs(1)),
                    trouble if trouble.passes() => now + EVERY,
                    _ => now + IN_TROUBLE,
                }))
            }
            Err(Heard::Problem(problem)) => Err(problem),
        }
    }
}

enum Heard {
    Trouble(Trouble),
    Problem(Problem),
}
impl From<Trouble> for Heard {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}
impl From<Problem> for Heard {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

async fn all_new(
    desk: &Desk,
    channel: &Channel,
    listening: &dyn Listening,
    connection: &connect::Connection,
) -> Result<(), Heard> {
    for _ in 0..BATCHES {
        let id = channel.id;
        let cursor = desk.read(move |conn| intake::cursor(conn, id)).await?;
        let batch = listening.since(connection, cursor.as_deref()).await?;
        may_die_at("intake-after-fetch");
        let more = batch.more;
        // The thread around an answer whose parent we never saw: its first message belongs on top.
        for remote_id in orphans(desk, channel, &batch).await? {
            match listening.thread(connection, &remote_id).await {
                Ok(thread) => drop(intake::take(desk, channel, thread, MovesCursor::No).await?),
                Err(Trouble::Gone | Trouble::Refused { .. } | Trouble::Nonsense { .. }) => {}
                Err(trouble) => return Err(trouble.into()),
            }
        }
        if !batch.items.is_empty() || cursor.as_deref() != Some(batch.cursor.as_str()) {
            intake::take(desk, channel, batch, MovesCursor::Yes).await?;
        }
        if !more {
            break;
        }
    }
    Ok(())
}

/// Items whose parent is neither on the record nor in the batch.
async fn orphans(desk: &Desk, channel: &Channel, batch: &Batch) -> Result<Vec<String>, Problem> {
    let items: Vec<&Item> = batch.items.iter().flatten().filter(|item| item.change != Change::Deleted).collect();
    let here: std::collections::HashSet<&str> = items.iter().map(|item| item.remote_id.as_str()).collect();
    let asked: Vec<(String, String)> = items
        .iter()
        .filter_map(|item| item.parent.as_ref().map(|parent| (item.remote_id.clone(), parent.clone())))
        .filter(|(_, parent)| !here.contains(parent.as_str()))
        .collect();
    let id = channel.id;
    desk.read(move |conn| {
        let mut orphans = Vec::new();
        for (remote_id, parent) in asked {
            if message::known(conn, id, &parent)?.is_none() && message::known(conn, id, &remote_id)?.is_none() {
                orphans.push(remote_id);
            }
        }
        Ok(orphans)
    })
    .await
}

/// Looks at the threads people are talking in: edits and deletions that no stream told. Running it twice is harmless as [`Fetch`] is.
#[derive(Debug, Serialize, Deserialize)]
pub struct LookAgain {
    /// Which channel.
    pub channel: ChannelId,
}

impl Job for LookAgain {
    const NAME: &'static str = "look-again";

    async fn run(self, desk: &Desk) -> Result<Next, Problem> {
        let (channel, network, connection) = channel::connected(desk, self.channel).await?;
        let Some(listening) = network.listening() else { return Ok(Next::Done) };
        let again = Ok(Next::At(desk.now() + SignedDuration::from_mins(5)));
        if channel.paused_at.is_some() || channel.trouble.is_some() {
            return again;
        }
        let (id, since) = (channel.id, crate::ground::clock::micros(desk.now() - SignedDuration::from_hours(72)));
        let recent =
            desk.read(move |conn| Ok(conn.rows(&RECENT_ROOTS, values![id, since, 20i64], |row| row.get::<String>(0))?)).await?;
        for remote_id in recent {
            if look_around(desk, &channel, listening, &connection, &remote_id).await.is_err() {
                break;
            }
        }
        again
    }
}

/// Reads the thread around a message, takes in what is new or changed, and asks after each message that is missing.
async fn look_around(
    desk: &Desk,
    channel: &Channel,
    listening: &dyn Listening,
    connection: &connect::Connection,
    remote_id: &str,
) -> Result<(), Heard> {
    let batch = match listening.thread(connection, remote_id).await {
        Ok(batch) => batch,
        Err(Trouble::Gone) => Batch::default(),
        Err(trouble) => return Err(trouble.into()),
    };
    let seen: Vec<String> = batch.items.iter().flatten().map(|item| item.remote_id.clone()).collect();
    intake::take(desk, channel, batch, MovesCursor::No).await?;
    let (id, remote) = (channel.id, remote_id.to_owned());
    let ours = desk.read(move |conn| Ok(remote_ids(conn, id, &remote)?)).await?;
    for missing in ours.into_iter().filter(|known| !seen.contains(known)) {
        touched(desk, channel, listening, connection, &missing).await?;
    }
    Ok(())
}

fn remote_ids(conn: &mut Conn, channel: ChannelId, around: &str) -> Result<Vec<String>, Fault> {
    conn.rows(&REMOTE_IDS, values![channel, around], |row| row.get(0))
}

/// Asks after one message: what it says now, or that it is gone.
async fn touched(
    desk: &Desk,
    channel: &Channel,
    listening: &dyn Listening,
    connection: &connect::Connection,
    remote_id: &str,
) -> Result<(), Heard> {
    match listening.look(connection, remote_id).await? {
        Some(item) => {
            let batch = Batch { items: vec![Ok(item)], cursor: String::new(), more: false };
            intake::take(desk, channel, batch, MovesCursor::No).await?;
        }
        None => drop(intake::take_deletion(desk, channel, remote_id, desk.now()).await?),
    }
    Ok(())
}

/// A live stream told that a message was edited or deleted. Only messages on the record are asked after.
pub async fn look_at(desk: &Desk, id: ChannelId, remote_id: &str) -> Result<(), Problem> {
    let remote = remote_id.to_owned();
    if desk.read(move |conn| Ok(message::known(conn, id, &remote)?)).await?.is_none() {
        return Ok(());
    }
    let (channel, network, connection) = channel::connected(desk, id).await?;
    let Some(listening) = network.listening() else { return Ok(()) };
    match touched(desk, &channel, listening, &connection, remote_id).await {
        Ok(()) => Ok(()),
        Err(Heard::Trouble(trouble)) => {
            tracing::warn!(channel = %channel.name, "Could not look at a message again: {trouble}");
            Ok(())
        }
        Err(Heard::Problem(problem)) => Err(problem),
    }
}

/// Puts a channel's fetching in the job table, now. With the unique key there is one of each.
pub fn begin(conn: &mut Conn, channel: ChannelId, now: jiff::Timestamp) -> Result<(), Problem> {
    jobs::enqueue(conn, now, now, &Fetch { channel }, Some(&format!("fetch:{channel}")))?;
    let soon = now + SignedDuration::from_mins(1);
    jobs::enqueue(conn, now, soon, &LookAgain { channel }, Some(&format!("look:{channel}")))?;
    profile::begin(conn, channel, now)
}
