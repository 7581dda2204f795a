//! The register of channels as everyone may see it: each channel, closed ones too, with its dates, its promise and its link.
use jiff::Timestamp;
use store::{Conn, Fault, sql, values};

use crate::govern::channel::public_promise::Activity;
use crate::govern::channel::{Mode, Stage};
use crate::govern::hours::{Opening, kept};
use crate::ground::clock::from_micros;
use crate::ground::locale::Locale;
use crate::ground::{ChannelId, UnitId};

sql! {
    ALL = "select id, unit, unit_name, network, name, handle, url, did, proof_handle, stage, mode, opened_at, paused_at, closed_at,
             answer_within_minutes, hours, activity, tolerance, contact, identity, language, decision
           from share_public_channel order by name, id";
    FIND = "select id, unit, unit_name, network, name, handle, url, did, proof_handle, stage, mode, opened_at, paused_at, closed_at,
              answer_within_minutes, hours, activity, tolerance, contact, identity, language, decision
            from share_public_channel where id = ?1";
    PROVES = "select did from share_public_channel where stage <> 'closed' and did is not null and (proof_handle = ?1 or lower(handle) = ?1) order by id";
}

/// A channel as everyone may see it.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields mirror the view")]
pub struct PublicChannel {
    pub id: ChannelId,
    pub unit: UnitId,
    pub unit_name: String,
    pub network: String,
    pub name: String,
    pub handle: String,
    pub url: Option<String>,
    pub did: Option<String>,
    pub proof_handle: Option<String>,
    pub stage: Stage,
    pub mode: Mode,
    pub opened_at: Timestamp,
    pub paused_at: Option<Timestamp>,
    pub closed_at: Option<Timestamp>,
    pub answer_within_minutes: i64,
    own_hours: Option<String>,
    pub promise: Option<PublicWords>,
    pub decision: Option<String>,
}

/// The promise's words, where one was given.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields mirror the view")]
pub struct PublicWords {
    pub activity: Activity,
    pub tolerance: String,
    pub contact: String,
    pub identity: String,
    pub language: Locale,
}

fn read(row: &store::Row<'_>) -> Result<PublicChannel, Fault> {
    let promise = match row.get::<Option<String>>(16)? {
        None => None,
        Some(activity) => Some(PublicWords {
            activity: Activity::named(&activity).unwrap_or_default(),
            tolerance: row.get(17)?,
            contact: row.get(18)?,
            identity: row.get(19)?,
            language: Locale::named(&row.get::<String>(20)?).unwrap_or_default(),
        }),
    };
    Ok(PublicChannel {
        id: row.get(0)?,
        unit: row.get(1)?,
        unit_name: row.get(2)?,
        network: row.get(3)?,
        name: row.get(4)?,
        handle: row.get(5)?,
        url: row.get(6)?,
        did: row.get(7)?,
        proof_handle: row.get(8)?,
        stage: Stage::named(&row.get::<String>(9)?),
        mode: Mode::named(&row.get::<String>(10)?),
        opened_at: from_micros(row.get(11)?),
        paused_at: row.get::<Option<i64>>(12)?.map(from_micros),
        closed_at: row.get::<Option<i64>>(13)?.map(from_micros),
        answer_within_minutes: row.get(14)?,
        own_hours: row.get(15)?,
        promise,
        decision: row.get(21)?,
    })
}

impl PublicChannel {
    /// When somebody is at the desk for it. `units` are those looked up already.
    pub fn opening(&self, conn: &mut Conn, units: &mut kept::Units) -> Result<Opening, Fault> {
        units.in_channel(conn, self.unit, self.own_hours.clone())
    }

    /// True when `words` (lower case, a space between) all stand in its name, handle, unit or network.
    pub fn matches(&self, words: &str) -> bool {
        let all = format!("{} {} {} {}", self.name, self.handle, self.unit_name, self.network).to_lowercase();
        words.split_whitespace().all(|word| all.contains(word))
    }
}

/// Every channel, by name; the practice network's only in the practice town.
pub fn all(conn: &mut Conn, practice: Practice) -> Result<Vec<PublicChannel>, Fault> {
    let mut channels = conn.rows(&ALL, values![], read)?;
    channels.retain(|channel| practice == Practice::Shown || channel.network != "arena");
    Ok(channels)
}

/// One channel.
pub fn find(conn: &mut Conn, id: ChannelId, practice: Practice) -> Result<Option<PublicChannel>, Fault> {
    let found = conn.one(&FIND, values![id], read)?;
    Ok(found.filter(|channel| practice == Practice::Shown || channel.network != "arena"))
}

/// Whether channels of the practice network are shown: in the practice town they are all there is; elsewhere nobody outside meets them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Practice {
    /// In the practice town.
    Shown,
    /// Anywhere else.
    Hidden,
}

/// The account (DID) that `host` is the handle of, for `/.well-known/atproto-did`.
pub fn proved(conn: &mut Conn, host: &str) -> Result<Option<String>, Fault> {
    let host = host.to_ascii_lowercase();
    Ok(conn.one(&PROVES, values![host], |row| row.get::<Option<String>>(0))?.flatten())
}
