//! Reach: where someone may do something, read once for a page that lists what lies within it.
use std::collections::BTreeSet;

use jiff::Timestamp;
use store::Conn;

use super::holding::Hold;
use super::mandate::{Channels, Permission, Scope};
use super::{channel, mandate, unit};
use crate::ground::{ChannelId, Problem, UnitId};

/// Where someone may do something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    everywhere: bool,
    units: BTreeSet<UnitId>,
    channels: Channels,
}

impl Reach {
    /// Where what is `held` allows `A` now.
    pub(super) fn of<A: Permission>(conn: &mut Conn, held: &[Hold], now: Timestamp) -> Result<Self, Problem> {
        let mut reach = Self { everywhere: false, units: BTreeSet::new(), channels: mandate::channels::<A>(conn, held, now)? };
        for hold in held.iter().filter(|hold| hold.allows(A::ALLOWED, now)) {
            match hold.scope() {
                Scope::Everywhere => reach.everywhere = true,
                Scope::Unit(unit) => reach.units.extend(unit::under(conn, unit)?),
                Scope::Channel(_) => {}
            }
        }
        Ok(reach)
    }

    /// True when it is nowhere.
    pub fn is_nowhere(&self) -> bool {
        !self.everywhere && self.units.is_empty() && self.channels == Channels::Only(Vec::new())
    }

    /// True when it is the whole authority.
    pub fn is_everywhere(&self) -> bool {
        self.everywhere
    }

    /// True when all of the unit lies within it.
    pub fn holds_unit(&self, unit: UnitId) -> bool {
        self.everywhere || self.units.contains(&unit)
    }

    /// True when the channel lies within it.
    pub fn holds_channel(&self, channel: ChannelId) -> bool {
        self.channels.hold(channel)
    }

    /// The channels that lie within it.
    pub fn channels(&self) -> &Channels {
        &self.channels
    }

    /// True when all of `scope` lies within it.
    pub fn holds(&self, scope: Scope) -> bool {
        match scope {
            Scope::Everywhere => self.everywhere,
            Scope::Unit(unit) => self.holds_unit(unit),
            Scope::Channel(channel) => self.holds_channel(channel),
        }
    }

    /// True when at least one unit lies within it: new people and channels can be placed somewhere.
    pub fn has_a_unit(&self) -> bool {
        self.everywhere || !self.units.is_empty()
    }

    /// The channel must lie within it; one that does not is as good as not there.
    pub fn channel(&self, conn: &mut Conn, id: ChannelId) -> Result<channel::Channel, Problem> {
        match channel::find(conn, id)? {
            Some(channel) if self.holds_channel(id) => Ok(channel),
            _ => Err(crate::ground::problem::not_found()),
        }
    }
}
