//! A mandate as it stands in its table: a dated record that is written once and can only end.
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Conn, Fault, sql, values};

use super::allowed::Allowed;
use super::mandate::Scope;
use crate::ground::clock::from_micros;
use crate::ground::{ChannelId, MandateId, PersonId, TrainingId, UnitId};

/// Whether an answer goes out on the writer's own word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Approval {
    /// Freedom with responsibility (R051): it goes out, and the manager looks at a sample afterwards.
    #[default]
    Without,
    /// A second person says yes first. The room that holds an answer back until then comes with approval.
    Before,
}

impl Approval {
    /// As the database, the API and the locale keys write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Without => "without",
            Self::Before => "before",
        }
    }

    /// From a form or the database: a word this program does not know holds the answer back.
    pub fn named(name: &str) -> Self {
        if name == "without" { Self::Without } else { Self::Before }
    }
}

/// A mandate as a dated record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "fields mirror the table, where each is explained")]
pub struct Granted {
    pub id: MandateId,
    pub person: PersonId,
    pub unit: Option<UnitId>,
    pub channel: Option<ChannelId>,
    pub acts: Vec<Allowed>,
    pub document: String,
    pub valid_from: Timestamp,
    pub valid_to: Option<Timestamp>,
    pub granted_by: Option<PersonId>,
    pub granted_at: Timestamp,
    pub revoked_at: Option<Timestamp>,
    pub revoked_why: Option<String>,
    pub revoked_by: Option<PersonId>,
    pub approval: Approval,
    /// The training it demands.
    pub training: Option<TrainingId>,
    /// Until when its holder has that training; none when they have not. [`Timestamp::MAX`] has no end.
    pub trained_until: Option<Timestamp>,
    /// The mandate it goes on from.
    pub extends: Option<MandateId>,
}

impl Granted {
    /// True when it holds at `now`: begun, not run out, not revoked, its training in force. The moment it ends, it ends.
    pub fn in_force(&self, now: Timestamp) -> bool {
        self.valid_from <= now && self.not_over(now) && self.is_trained(now)
    }

    /// True when it holds at `now` or can hold later: a training can be done or renewed.
    pub fn not_over(&self, now: Timestamp) -> bool {
        self.valid_to.is_none_or(|to| now < to) && self.revoked_at.is_none()
    }

    /// True when it demands no training, or its holder has it at `now`.
    pub fn is_trained(&self, now: Timestamp) -> bool {
        self.training.is_none() || self.trained_until.is_some_and(|until| now < until)
    }

    /// When it ends by itself, by its last day or by its training's; none without an end.
    pub fn ends_at(&self) -> Option<Timestamp> {
        let trained = match self.training {
            Some(_) => Some(self.trained_until.unwrap_or(Timestamp::MIN)).filter(|until| *until < Timestamp::MAX),
            None => None,
        };
        self.valid_to.into_iter().chain(trained).min()
    }

    /// Where it holds.
    pub fn scope(&self) -> Scope {
        match (self.unit, self.channel) {
            (_, Some(channel)) => Scope::Channel(channel),
            (Some(unit), None) => Scope::Unit(unit),
            (None, None) => Scope::Everywhere,
        }
    }
}

/// A mandate's columns, from the table as `m`; [`read`] reads them.
macro_rules! granted_columns {
    () => {
        "m.id, m.person, m.unit, m.channel, m.acts, m.document, m.valid_from, m.valid_to, m.granted_by, m.granted_at, m.revoked_at,
         m.revoked_why, m.revoked_by, m.approval, m.training,
         (select max(coalesce(t.valid_until, 9223372036854775807)) from govern_trained t
          where t.training = m.training and t.person = m.person and t.withdrawn_at is null), m.extends"
    };
}
pub(super) use granted_columns;

/// How many columns [`granted_columns`] are.
pub(super) const COLUMNS: usize = 17;

sql! {
    OF_PERSON = concat!("select ", granted_columns!(), " from govern_mandate m where m.person = ?1 order by m.id");
    ALL = concat!("select ", granted_columns!(), " from govern_mandate m order by m.id desc limit 20000");
    ONE = concat!("select ", granted_columns!(), " from govern_mandate m where m.id = ?1");
    // Those that were not revoked and have not run out, of everyone; for the pages of those who govern.
    NOT_OVER = concat!("select ", granted_columns!(), " from govern_mandate m join govern_person p on p.id = m.person
                 where m.revoked_at is null and (m.valid_to is null or m.valid_to > ?1) and p.left_at is null order by m.id");
    EVERYWHERE = concat!("select ", granted_columns!(), " from govern_mandate m where m.revoked_at is null and m.unit is null and m.channel is null");
}

/// A time that may be "no end", as the largest number.
pub(super) fn until(micros: Option<i64>) -> Option<Timestamp> {
    micros.map(|micros| if micros == i64::MAX { Timestamp::MAX } else { from_micros(micros) })
}

pub(super) fn read(row: &store::Row<'_>) -> Result<Granted, Fault> {
    Ok(Granted {
        id: row.get(0)?,
        person: row.get(1)?,
        unit: row.get(2)?,
        channel: row.get(3)?,
        acts: Allowed::parse_list(&row.get::<String>(4)?),
        document: row.get(5)?,
        valid_from: from_micros(row.get(6)?),
        valid_to: row.get::<Option<i64>>(7)?.map(from_micros),
        granted_by: row.get(8)?,
        granted_at: from_micros(row.get(9)?),
        revoked_at: row.get::<Option<i64>>(10)?.map(from_micros),
        revoked_why: row.get(11)?,
        revoked_by: row.get(12)?,
        approval: Approval::named(&row.get::<String>(13)?),
        training: row.get(14)?,
        trained_until: until(row.get(15)?),
        extends: row.get(16)?,
    })
}

/// Every mandate a person has had, oldest first.
pub fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<Granted>, Fault> {
    conn.rows(&OF_PERSON, values![person], read)
}

/// Every mandate, newest first, at most twenty thousand.
pub fn all(conn: &mut Conn) -> Result<Vec<Granted>, Fault> {
    conn.rows(&ALL, values![], read)
}

/// Every mandate that holds or can hold later, of people who work here, oldest first.
pub fn not_over(conn: &mut Conn, now: Timestamp) -> Result<Vec<Granted>, Fault> {
    conn.rows(&NOT_OVER, values![now.as_microsecond()], read)
}

/// Mandates for everything that were not revoked.
pub(super) fn everywhere(conn: &mut Conn) -> Result<Vec<Granted>, Fault> {
    conn.rows(&EVERYWHERE, values![], read)
}

/// One mandate.
pub fn find(conn: &mut Conn, id: MandateId) -> Result<Option<Granted>, Fault> {
    conn.one(&ONE, values![id], read)
}
