//! "Is this account real?": an honest answer to whoever asks about an address or a handle.
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use store::Conn;

use super::account_name::{Key, keys, letters_between};
use super::external_link::{self, ExternalLink};
use super::impostor::{self, PublicImpostor};
use super::register::{self, Practice, PublicChannel};
use crate::ground::Problem;

/// The answer.
#[derive(Clone, Debug)]
pub enum Answer {
    /// It is ours, or was.
    Ours(Box<PublicChannel>),
    /// It pretends to be ours: a person has looked.
    Impostor(PublicImpostor),
    /// Somebody whom we link to, who speaks for themselves.
    External(ExternalLink),
    /// It is not ours, and looks like one that is.
    Resembles(Box<PublicChannel>),
    /// A name without its server: these of ours are called so, but anyone can be.
    OnlyName(Vec<PublicChannel>),
    /// It is not in the register.
    Unknown,
    /// What was asked about names no account.
    Unreadable,
}

/// How many letters make a lookalike.
const LOOKALIKE: usize = 2;

/// Answers about what someone wrote.
pub fn ask(conn: &mut Conn, written: &str, practice: Practice) -> Result<Answer, Problem> {
    let asked = keys(written);
    if asked.is_empty() {
        return Ok(Answer::Unreadable);
    }
    let channels = register::all(conn, practice)?;
    let ours = channels.iter().filter(|channel| is_asked_for(channel, &asked));
    // One that was closed and opened anew elsewhere: the open one answers.
    if let Some(found) = ours.max_by_key(|channel| channel.closed_at.is_none()) {
        return Ok(Answer::Ours(Box::new(found.clone())));
    }
    if let Some(found) = impostor::known(conn, &asked)? {
        return Ok(Answer::Impostor(found));
    }
    for link in external_link::current(conn)? {
        if keys(&link.url).iter().any(|key| asked.contains(key)) {
            return Ok(Answer::External(link));
        }
    }
    if let Some(Key::LocalName(name)) = asked.iter().find(|key| matches!(key, Key::LocalName(_))) {
        let named = channels.iter().filter(|channel| local_name(&channel.handle) == *name).cloned().collect();
        return Ok(Answer::OnlyName(named));
    }
    Ok(match channels.iter().find(|channel| resembles(channel, &asked)) {
        Some(channel) => Answer::Resembles(Box::new(channel.clone())),
        None => Answer::Unknown,
    })
}

/// True when one of the keys that lead to a channel was asked for.
fn is_asked_for(channel: &PublicChannel, asked: &BTreeSet<Key>) -> bool {
    let by_handle = keys_of(&channel.handle).iter().any(|key| !matches!(key, Key::LocalName(_)) && asked.contains(key));
    by_handle
        || channel.url.as_deref().is_some_and(|url| keys_of(url).iter().any(|key| asked.contains(key)))
        || channel.did.as_ref().is_some_and(|did| asked.contains(&Key::Did(did.to_ascii_lowercase())))
        || channel.proof_handle.as_ref().is_some_and(|handle| asked.contains(&Key::Handle(handle.clone())))
}

/// The keys of our own handles and addresses, each read once: reading two thousand took most of an answer's time. What strangers ask
/// about is never kept.
fn keys_of(own: &str) -> Arc<BTreeSet<Key>> {
    static READ: LazyLock<Mutex<HashMap<String, Arc<BTreeSet<Key>>>>> = LazyLock::new(Mutex::default);
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = read.get(own) {
        return known.clone();
    }
    // Channels that are renamed again and again do not fill the memory.
    if read.len() >= MOST_READ {
        read.clear();
    }
    let keys = Arc::new(keys(own));
    read.insert(own.to_owned(), keys.clone());
    keys
}

/// More handles and addresses than any authority has.
const MOST_READ: usize = 50_000;

fn local_name(handle: &str) -> String {
    handle.trim_start_matches('@').split(['@', '.']).next().unwrap_or_default().to_lowercase()
}

fn resembles(channel: &PublicChannel, asked: &BTreeSet<Key>) -> bool {
    let own = local_name(&channel.handle);
    // Short names are near everything.
    if own.chars().count() < 5 {
        return false;
    }
    asked.iter().any(|key| match key {
        Key::Handle(handle) => letters_between(&own, &local_name(handle), LOOKALIKE) <= LOOKALIKE,
        Key::Address(_) | Key::Did(_) | Key::LocalName(_) => false,
    })
}
