//! Colleagues who may answer in a channel: to whom a conversation can be given.
use jiff::Timestamp;
use serde::Serialize;
use store::Conn;

use crate::govern::channel::Channel;
use crate::govern::mandate::{Allowed, Scope};
use crate::govern::whom;
use crate::ground::{PersonId, Problem, UnitId};

/// Someone who may answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Colleague {
    /// Their id.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// What they do.
    pub post: String,
}

/// Everyone who may answer in `channel` now, substitutes too, by name; with those of the unit a conversation was referred to. One question
/// to the database for each, however many people there are.
pub fn who_may_answer(
    conn: &mut Conn,
    channel: &Channel,
    referred: Option<UnitId>,
    now: Timestamp,
) -> Result<Vec<Colleague>, Problem> {
    let mut holders = whom::holders(conn, Allowed::Answer, Scope::Channel(channel.id), now)?;
    if let Some(unit) = referred {
        holders.extend(whom::holders(conn, Allowed::Answer, Scope::Unit(unit), now)?);
        holders.sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
        holders.dedup();
    }
    Ok(holders.into_iter().map(|holder| Colleague { id: holder.id, name: holder.name, post: holder.post }).collect())
}
