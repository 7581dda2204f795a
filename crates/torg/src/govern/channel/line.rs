//! The line to a channel's network: opened with what the vault keeps, and what the network last said of itself noted.
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher};

use connect::{Connection, Network, PrivateAddresses, Secret, Trouble};
use jiff::Timestamp;
use store::{Conn, Fault, sql, values};

use super::{Channel, find, refused_by_network, trouble_key};
use crate::ground::clock::micros;
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, Desk, Problem};

sql! {
    HOLD = sqlite "select id from govern_channel where id = ?1",
           postgres "select id from govern_channel where id = ?1 for no key update";
    SECRETS = "select sealed_secrets from govern_channel where id = ?1";
    FETCHED = "update govern_channel set fetched_at = ?2, trouble = null, trouble_at = null, trouble_detail = null where id = ?1";
    POSTED = "update govern_channel set posted_at = ?2 where id = ?1 and (posted_at is null or posted_at < ?2)";
    TROUBLED = "update govern_channel set trouble = ?2, trouble_at = coalesce(trouble_at, ?3), trouble_detail = ?4 where id = ?1";
    WELL = "update govern_channel set trouble = null, trouble_at = null, trouble_detail = null where id = ?1";
}

/// The channel with its line to the network, sessions kept between calls.
pub async fn connected(desk: &Desk, id: ChannelId) -> Result<(Channel, &'static dyn Network, Connection), Problem> {
    let (channel, sealed) = desk
        .read(move |conn| {
            let Some(channel) = find(conn, id)? else { return Err(not_found()) };
            let sealed: Option<Vec<u8>> = conn.one(&SECRETS, values![id], |row| row.get(0))?;
            Ok((channel, sealed.unwrap_or_default()))
        })
        .await?;
    let network = channel.network()?;
    let mut hasher = DefaultHasher::new();
    (&sealed, &channel.settings, channel.private_addresses).hash(&mut hasher);
    let secrets: BTreeMap<String, String> = serde_json::from_slice(&desk.vault().open(&format!("channel:{id}"), &sealed)?)?;
    let private = if channel.private_addresses { PrivateAddresses::Allow } else { PrivateAddresses::Refuse };
    let connection = desk.connection(id, hasher.finish(), || {
        let secrets = secrets.into_iter().map(|(key, value)| (key, Secret::new(value))).collect();
        Connection::new(desk.http(private), channel.settings.clone(), secrets)
    });
    Ok((channel, network, connection))
}

/// Asks the network, now, whether it still knows us as the same account, and notes the answer.
pub async fn check(desk: &Desk, id: ChannelId) -> Result<(), Problem> {
    let (channel, network, connection) = connected(desk, id).await?;
    let answer = match network.account(&connection).await {
        Ok(account) if account.remote_id == channel.remote_id => Ok(()),
        Ok(another) => {
            Err(Trouble::Unauthorised { reason: format!("the credentials are those of another account, {}", another.handle) })
        }
        Err(trouble) => Err(trouble),
    };
    let (noted, now) = (answer.clone(), desk.now());
    desk.write(move |conn| {
        match &noted {
            Ok(()) => well(conn, id)?,
            Err(trouble) => troubled(conn, id, trouble, now)?,
        }
        Ok::<_, Problem>(())
    })
    .await?;
    answer.map_err(|trouble| refused_by_network(&trouble))
}

/// Waits until nobody else takes messages of the channel in; they then wait for this transaction. Otherwise two that bring the same
/// message would both find it new. On SQLite writers stand in line anyway.
pub fn hold(conn: &mut Conn, id: ChannelId) -> Result<(), Fault> {
    conn.one(&HOLD, values![id], |row| row.get::<ChannelId>(0)).map(drop)
}

/// Notes that the network answered well.
pub fn fetched(conn: &mut Conn, id: ChannelId, now: Timestamp) -> Result<(), Fault> {
    conn.run(&FETCHED, values![id, micros(now)])?;
    Ok(())
}

/// Notes that something was posted.
pub fn posted(conn: &mut Conn, id: ChannelId, now: Timestamp) -> Result<(), Fault> {
    conn.run(&POSTED, values![id, micros(now)])?;
    Ok(())
}

/// Notes that the network knows us; nothing was fetched.
pub fn well(conn: &mut Conn, id: ChannelId) -> Result<(), Fault> {
    conn.run(&WELL, values![id])?;
    Ok(())
}

/// Notes a channel's trouble, with the time it began.
pub fn troubled(conn: &mut Conn, id: ChannelId, trouble: &Trouble, now: Timestamp) -> Result<(), Fault> {
    conn.run(&TROUBLED, values![id, trouble_key(trouble), micros(now), trouble.to_string()])?;
    Ok(())
}

/// Who paused it does not matter to a job; that it is paused does.
pub fn is_paused(conn: &mut Conn, id: ChannelId) -> Result<bool, Fault> {
    Ok(find(conn, id)?.is_none_or(|channel| channel.paused_at.is_some()))
}
