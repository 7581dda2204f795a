//! Hiding answers: the threadgate of our first post lists those that readers do not see. Only the one who began a thread can.
use async_trait::async_trait;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::lexicon::Record;
use super::names::{self, AtUri, POST, THREADGATE};
use super::session::{self, Session};
use super::{Bluesky, thread};
use crate::connection::Connection;
use crate::network::Moderating;
use crate::trouble::Trouble;

/// Most answers that can be hidden in one thread (lexicon `app.bsky.feed.threadgate`).
const MOST_HIDDEN: usize = 300;
/// Somebody else may write the same gate; so often we read it again and try once more.
const TRIES: usize = 5;

#[async_trait]
impl Moderating for Bluesky {
    async fn hide(&self, connection: &Connection, root: &str, remote_id: &str) -> Result<(), Trouble> {
        change(connection, root, |hidden| {
            if hidden.iter().any(|uri| uri == remote_id) {
                return Ok(Changed::No);
            }
            if hidden.len() >= MOST_HIDDEN {
                return Err(refused("three hundred answers are hidden in this thread; Bluesky takes no more"));
            }
            hidden.push(remote_id.to_owned());
            Ok(Changed::Yes)
        })
        .await
    }

    async fn unhide(&self, connection: &Connection, root: &str, remote_id: &str) -> Result<(), Trouble> {
        change(connection, root, |hidden| {
            let before = hidden.len();
            hidden.retain(|uri| uri != remote_id);
            Ok(if hidden.len() < before { Changed::Yes } else { Changed::No })
        })
        .await
    }
}

enum Changed {
    Yes,
    No,
}

/// Reads the gate, changes its list and writes it back, unless somebody wrote in between: then again. Who may answer stays as it is.
async fn change(
    connection: &Connection,
    root: &str,
    mut edit: impl FnMut(&mut Vec<String>) -> Result<Changed, Trouble> + Send,
) -> Result<(), Trouble> {
    let us = session::current(connection).await?;
    let own = AtUri::read(root).filter(|uri| uri.did == us.did && uri.collection == POST);
    let post = own.ok_or_else(|| refused("only in threads that we began can answers be hidden"))?;
    let mut lost = Trouble::Unclear { reason: String::new() };
    for _ in 0..TRIES {
        let (mut gate, version) = match thread::record(connection, AtUri { collection: THREADGATE, ..post }).await {
            Ok((Record { cid, value }, _)) => (value, cid),
            Err(Trouble::Gone) => (new_gate(root, post), None),
            Err(trouble) => return Err(trouble),
        };
        let mut hidden: Vec<String> = match gate.get("hiddenReplies") {
            None | Some(Value::Null) => Vec::new(),
            Some(list) => serde_json::from_value(list.clone()).map_err(|_| Trouble::Nonsense {
                reason: "the thread's gate has no readable list of hidden answers".to_owned(),
            })?,
        };
        if let Changed::No = edit(&mut hidden)? {
            return Ok(());
        }
        gate["hiddenReplies"] = hidden.into();
        match write(connection, &us, post.rkey, &gate, version.as_deref()).await {
            Err(Trouble::Refused { status, reason }) if reason.starts_with("InvalidSwap") => {
                lost = Trouble::Refused { status, reason }
            }
            result => return result,
        }
    }
    Err(lost)
}

/// Without `allow` everyone may answer.
fn new_gate(root: &str, post: AtUri<'_>) -> Value {
    let at = names::record_key_time(post.rkey).unwrap_or(Timestamp::UNIX_EPOCH);
    json!({ "$type": THREADGATE, "post": root, "createdAt": at.to_string() })
}

/// `version` is what must stand there now; none when nothing may.
async fn write(connection: &Connection, us: &Session, rkey: &str, gate: &Value, version: Option<&str>) -> Result<(), Trouble> {
    let body = json!({ "repo": us.did, "collection": THREADGATE, "rkey": rkey, "record": gate, "swapRecord": version });
    session::call(connection, |session| Ok(session.post("com.atproto.repo.putRecord")?.json(&body))).await.map(|_| ())
}

fn refused(reason: &str) -> Trouble {
    Trouble::Refused { status: 400, reason: reason.to_owned() }
}
