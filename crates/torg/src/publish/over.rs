//! A permission over every channel of a post. Private fields: it cannot be made elsewhere, and one channel without a mandate refuses all.
use jiff::Timestamp;
use store::Conn;

use crate::govern::Officer;
use crate::govern::mandate::{Approval, LeadCrisis, Mandate, Permission, Scope};
use crate::ground::{ChannelId, PersonId, Problem, UnitId};
use crate::records::By;

/// Proof that someone may do `A` in each of some channels, now. Of a post without channels: in its unit.
#[derive(Debug)]
pub struct Over<A: Permission> {
    first: Mandate<A>,
    each: Vec<(ChannelId, Mandate<A>)>,
}

impl<A: Permission> Over<A> {
    /// Asks for `A` in every channel of `channels`, or in `unit` where there are none yet.
    pub fn ask(
        conn: &mut Conn,
        officer: &Officer,
        unit: UnitId,
        channels: &[ChannelId],
        now: Timestamp,
    ) -> Result<Self, Problem> {
        let mut each = Vec::with_capacity(channels.len());
        for channel in channels {
            each.push((*channel, officer.may::<A>(conn, Scope::Channel(*channel), now)?));
        }
        let first = match channels.first() {
            Some(channel) => officer.may::<A>(conn, Scope::Channel(*channel), now)?,
            None => officer.may::<A>(conn, Scope::Unit(unit), now)?,
        };
        Ok(Self { first, each })
    }

    /// Who acts.
    pub fn person(&self) -> PersonId {
        self.first.person()
    }

    /// Whose mandate it is: the one who acts, or the one they stand in for.
    pub fn holder(&self) -> PersonId {
        self.first.holder()
    }

    /// How the record states who acted: under the mandate for the first channel. Each delivery names its own.
    pub fn by(&self) -> By {
        self.first.by()
    }

    /// The mandate that the act itself names.
    pub fn mandate(&self) -> &Mandate<A> {
        &self.first
    }

    /// Each channel with the mandate that holds there.
    pub fn each(&self) -> &[(ChannelId, Mandate<A>)] {
        &self.each
    }

    /// Whether any of the mandates lets out only what another approved.
    pub fn approval(&self) -> Approval {
        let all = self.each.iter().map(|(_, mandate)| mandate.approval()).chain([self.first.approval()]);
        if all.into_iter().any(|one| one == Approval::Before) { Approval::Before } else { Approval::Without }
    }
}

/// Whether someone leads in a crisis in every one of `channels`.
pub fn leads_crisis(conn: &mut Conn, officer: &Officer, channels: &[ChannelId], now: Timestamp) -> Result<bool, Problem> {
    for channel in channels {
        match officer.may::<LeadCrisis>(conn, Scope::Channel(*channel), now) {
            Ok(_) => {}
            Err(Problem::Refused(_)) => return Ok(false),
            Err(fault) => return Err(fault),
        }
    }
    Ok(!channels.is_empty())
}
