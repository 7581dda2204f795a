//! Channels: one account in one network, its unit, how it is governed and how it is. Split by what is done with one: added, taken
//! through its life, promised, reviewed, spoken with.
use std::collections::BTreeMap;

use connect::Network;
use jiff::Timestamp;
use serde::Serialize;
use store::{Conn, Fault, sql, values};

pub use self::adding::{NewChannel, Opened, Renewal, add, promise, promised, renew};
pub use self::health::{Attention, Health};
pub use self::line::{check, connected, fetched, hold, is_paused, posted, troubled, well};
pub use self::stage::{Mode, Stage, pause, resume};
pub use super::credentials::{Filled, may_call, refused_by_network, trouble_key, verify};
use super::hours::{Opening, kept};
use crate::ground::clock::from_micros;
use crate::ground::{ApplicationId, ChannelId, Problem, UnitId};

pub mod adding;
pub mod application;
pub mod health;
pub mod line;
pub mod profile;
pub mod profile_text;
pub mod public_promise;
pub mod readiness;
pub mod stage;
pub mod tending;

sql! {
    ALL = "select id, unit, network, name, handle, remote_id, url, avatar_url, settings, private_addresses, answer_within_minutes, opened_at,
             paused_at, fetched_at, posted_at, trouble, trouble_at, trouble_detail, stage, mode, closed_at, application, expires_at,
             reviewed_at, proof_handle, hours from govern_channel order by name";
    FIND = "select id, unit, network, name, handle, remote_id, url, avatar_url, settings, private_addresses, answer_within_minutes, opened_at,
             paused_at, fetched_at, posted_at, trouble, trouble_at, trouble_detail, stage, mode, closed_at, application, expires_at,
             reviewed_at, proof_handle, hours from govern_channel where id = ?1";
    UNIT_OF = "select unit from govern_channel where id = ?1";
    WITHIN = "with recursive below (id) as (select id from govern_unit where id = ?1
                union all select u.id from govern_unit u join below b on u.parent = b.id)
              select c.id from govern_channel c join below b on c.unit = b.id";
}

/// One account in one network.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "fields mirror the table, where each is explained")]
pub struct Channel {
    pub id: ChannelId,
    pub unit: UnitId,
    pub network: String,
    pub name: String,
    pub handle: String,
    pub remote_id: String,
    pub url: Option<String>,
    #[serde(skip)]
    pub avatar_url: Option<String>,
    #[serde(skip)]
    pub settings: BTreeMap<String, String>,
    #[serde(skip)]
    pub private_addresses: bool,
    pub answer_within_minutes: i64,
    pub opened_at: Timestamp,
    pub paused_at: Option<Timestamp>,
    pub fetched_at: Option<Timestamp>,
    pub posted_at: Option<Timestamp>,
    pub trouble: Option<String>,
    pub trouble_at: Option<Timestamp>,
    #[serde(skip)]
    pub trouble_detail: Option<String>,
    pub stage: Stage,
    pub mode: Mode,
    pub closed_at: Option<Timestamp>,
    pub application: Option<ApplicationId>,
    pub expires_at: Option<Timestamp>,
    pub reviewed_at: Option<Timestamp>,
    pub proof_handle: Option<String>,
    /// The hours that hold here, its own or its unit's.
    #[serde(skip)]
    pub opening: Opening,
}

impl Channel {
    /// The network it is in; a network this program no longer knows is a fault someone sees.
    pub fn network(&self) -> Result<&'static dyn Network, Problem> {
        connect::by_name(&self.network)
            .ok_or_else(|| anyhow::anyhow!("this program knows no network called {:?}", self.network).into())
    }

    /// When a message that the desk got at `received` should be answered: after the promised time within opening hours. None where
    /// the channel promises no answers.
    pub fn due(&self, received: Timestamp) -> Option<Timestamp> {
        match self.mode {
            Mode::Dialogue => Some(self.opening.after(received, self.answer_within_minutes)),
            Mode::Information => None,
        }
    }
}

/// Since when someone waits: since they wrote, also when the network or Torg was slow. A network whose clock is wrong moves it by a
/// day at most, and never past the time the desk got it. The promise itself runs from when the desk got it ([`Channel::due`]): a
/// channel that is added today has nobody late in it.
pub fn waits_since(written_at: Timestamp, received_at: Timestamp) -> Timestamp {
    written_at.clamp(received_at - jiff::SignedDuration::from_hours(24), received_at)
}

/// A row without its opening hours, and its own hours as they are kept.
fn read(row: &store::Row<'_>) -> Result<(Channel, Option<String>), Fault> {
    let channel = Channel {
        id: row.get(0)?,
        unit: row.get(1)?,
        network: row.get(2)?,
        name: row.get(3)?,
        handle: row.get(4)?,
        remote_id: row.get(5)?,
        url: row.get(6)?,
        avatar_url: row.get(7)?,
        settings: serde_json::from_str(&row.get::<String>(8)?).map_err(|_| Fault::Value {
            statement: "govern_channel.settings".to_owned(),
            reason: "the settings are not JSON".to_owned(),
        })?,
        private_addresses: row.get::<String>(9)? == "allow",
        answer_within_minutes: row.get(10)?,
        opened_at: from_micros(row.get(11)?),
        paused_at: row.get::<Option<i64>>(12)?.map(from_micros),
        fetched_at: row.get::<Option<i64>>(13)?.map(from_micros),
        posted_at: row.get::<Option<i64>>(14)?.map(from_micros),
        trouble: row.get(15)?,
        trouble_at: row.get::<Option<i64>>(16)?.map(from_micros),
        trouble_detail: row.get(17)?,
        stage: Stage::named(&row.get::<String>(18)?),
        mode: Mode::named(&row.get::<String>(19)?),
        closed_at: row.get::<Option<i64>>(20)?.map(from_micros),
        application: row.get(21)?,
        expires_at: row.get::<Option<i64>>(22)?.map(from_micros),
        reviewed_at: row.get::<Option<i64>>(23)?.map(from_micros),
        proof_handle: row.get(24)?,
        opening: Opening::always(jiff::tz::TimeZone::UTC),
    };
    Ok((channel, row.get(25)?))
}

/// Every channel, by name.
pub fn all(conn: &mut Conn) -> Result<Vec<Channel>, Fault> {
    let rows = conn.rows(&ALL, values![], read)?;
    let mut units = kept::Units::default();
    let mut channels = Vec::with_capacity(rows.len());
    for (mut channel, own) in rows {
        channel.opening = units.in_channel(conn, channel.unit, own)?;
        channels.push(channel);
    }
    Ok(channels)
}

/// One channel.
pub fn find(conn: &mut Conn, id: ChannelId) -> Result<Option<Channel>, Fault> {
    let Some((mut channel, own)) = conn.one(&FIND, values![id], read)? else { return Ok(None) };
    channel.opening = kept::in_channel(conn, channel.unit, own)?;
    Ok(Some(channel))
}

/// The unit a channel belongs to.
pub fn unit_of(conn: &mut Conn, id: ChannelId) -> Result<Option<UnitId>, Fault> {
    conn.one(&UNIT_OF, values![id], |row| row.get(0))
}

/// Channels of a unit and of those under it.
pub fn within_unit(conn: &mut Conn, unit: UnitId) -> Result<Vec<ChannelId>, Fault> {
    conn.rows(&WITHIN, values![unit], |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    #[test]
    fn someone_waits_since_they_wrote() {
        let hours = |n| Timestamp::UNIX_EPOCH + SignedDuration::from_hours(n);
        assert_eq!(waits_since(hours(97), hours(100)), hours(97), "Torg was away for three hours; they waited all the same");
        assert_eq!(waits_since(hours(105), hours(100)), hours(100), "a network's clock that runs ahead gives nobody more time");
        assert_eq!(waits_since(hours(1), hours(100)), hours(76));
    }
}
