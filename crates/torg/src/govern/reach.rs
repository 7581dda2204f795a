//! Reach: where someone may do something, read once for a page that lists what lies within it.
use std::collections::BTreeSet;

use axum::http::StatusCode;
use jiff::Timestamp;
use store::Conn;

use super::mandate::{Allowed, Channels, Granted, Permission, Scope};
use super::{channel, mandate, unit};
use crate::ground::{ChannelId, Problem, UnitId, refuse};

/// Where someone may do something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    everywhere: bool,
    units: BTreeSet<UnitId>,
    channels: Channels,
}

impl Reach {
    /// Where `mandates` that are in force allow `A`.
    pub(super) fn of<A: Permission>(conn: &mut Conn, mandates: &[Granted], now: Timestamp) -> Result<Self, Problem> {
        let mut reach =
            Self { everywhere: false, units: BTreeSet::new(), channels: mandate::channels::<A>(conn, mandates, now)? };
        for granted in mandates.iter().filter(|granted| granted.in_force(now) && granted.acts.contains(&A::ALLOWED)) {
            match granted.scope() {
                Scope::Everywhere => reach.everywhere = true,
                Scope::Unit(unit) => reach.units.extend(unit::under(conn, unit)?),
                Scope::Channel(_) => {}
            }
        }
        Ok(reach)
    }

    /// Refuses when it is nowhere; the sentence names `allowed`.
    pub fn must_be_somewhere(self, allowed: Allowed) -> Result<Self, Problem> {
        if self.everywhere || !self.units.is_empty() || self.channels != Channels::Only(Vec::new()) {
            return Ok(self);
        }
        Err(refuse(StatusCode::FORBIDDEN, "refuse-no-mandate")
            .with("act", allowed.as_str())
            .way_on("/govern", "way-on-mandates")
            .into())
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
