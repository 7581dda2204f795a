//! Mandates: who may do which acts in which channels. Also the permission itself: a function that acts takes a [`Mandate<A>`], and
//! only this file can make one (invariant 3).
use std::fmt;
use std::marker::PhantomData;

use axum::http::StatusCode;
use jiff::Timestamp;
use store::Conn;

pub use super::allowed::{
    Allowed, Answer, Approve, Disclose, Dispose, Govern, LeadCrisis, Moderate, Permission, Publish, Read, Register, Run,
};
pub use super::granted::{Approval, Granted, all, find, not_over, of_person};
pub use super::granting::{Conditions, Grant, grant, grant_on, revoke};
use super::holding::{self, Hold};
use super::whom;
pub use super::whom::who_may;
use super::{channel, person, unit};
use crate::ground::{ChannelId, MandateId, PersonId, Problem, SubstitutionId, UnitId, refuse};
use crate::records::By;

/// Proof that a person may do `A` within a scope, now. Made in the transaction that uses it, so that a revoked mandate ends at once.
pub struct Mandate<A: Permission> {
    id: MandateId,
    /// Who acts.
    person: PersonId,
    /// Whose mandate it is: the same person, or the one they stand in for.
    holder: PersonId,
    substitution: Option<SubstitutionId>,
    approval: Approval,
    scope: Scope,
    way: Way,
    permission: PhantomData<A>,
}

/// How someone came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Login,
    Token,
}

impl<A: Permission> fmt::Debug for Mandate<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mandate<{}>({} in {:?})", A::ALLOWED.as_str(), self.person, self.scope)
    }
}

impl<A: Permission> Mandate<A> {
    /// Who acts.
    pub fn person(&self) -> PersonId {
        self.person
    }
    /// Whose mandate it is: the one who acts, or the one they stand in for.
    pub fn holder(&self) -> PersonId {
        self.holder
    }
    /// Which record it rests on.
    pub fn id(&self) -> MandateId {
        self.id
    }
    /// The substitution it is acted under, where it is another's.
    pub fn substitution(&self) -> Option<SubstitutionId> {
        self.substitution
    }
    /// Whether what is written under it goes out on the writer's own word.
    pub fn approval(&self) -> Approval {
        self.approval
    }
    /// Where it holds.
    pub fn scope(&self) -> Scope {
        self.scope
    }
    /// True when a program acts, with a token bound to this one mandate.
    pub fn is_by_token(&self) -> bool {
        self.way == Way::Token
    }
    /// How the record states who acted: a substitute is named as one.
    pub fn by(&self) -> By {
        match self.substitution {
            Some(substitution) => By::Substitute { person: self.person, mandate: self.id, substitution },
            None => By::Person { person: self.person, mandate: self.id },
        }
    }
}

/// Where something happens, or where a mandate holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The whole authority.
    Everywhere,
    /// A unit and those under it.
    Unit(UnitId),
    /// One channel.
    Channel(ChannelId),
}

/// Asks for permission `A` in `scope`: the one place where a [`Mandate`] is made. The refusal says what is missing, why, and whom to ask.
pub fn ask<A: Permission>(conn: &mut Conn, person: PersonId, scope: Scope, now: Timestamp) -> Result<Mandate<A>, Problem> {
    let held = holding::covering(conn, person, scope, now)?;
    if let Some(hold) = held.into_iter().find(|hold| hold.allows(A::ALLOWED, now)) {
        return Ok(made(&hold, person, scope, Way::Login));
    }
    if !person::works_here(conn, person)? {
        return Err(refuse(StatusCode::FORBIDDEN, "refuse-no-longer-here").into());
    }
    let why = whom::why_not(conn, person, A::ALLOWED, scope, now)?;
    Err(whom::refused(conn, A::ALLOWED, scope, why, now)?)
}

/// Asks for permission `A` under one given mandate: how an API token acts, which is bound to a mandate and can do no more.
pub fn ask_under<A: Permission>(conn: &mut Conn, id: MandateId, scope: Scope, now: Timestamp) -> Result<Mandate<A>, Problem> {
    again(conn, id.0, scope, now, Way::Token)
}

/// Asks anew for what was once acted under: a mandate, or the substitution for one. For what was queued and happens later.
pub fn ask_again<A: Permission>(
    conn: &mut Conn,
    id: MandateId,
    substitution: Option<SubstitutionId>,
    scope: Scope,
    now: Timestamp,
) -> Result<Mandate<A>, Problem> {
    again(conn, substitution.map_or(id.0, |substitution| substitution.0), scope, now, Way::Login)
}

fn again<A: Permission>(conn: &mut Conn, id: uuid::Uuid, scope: Scope, now: Timestamp, way: Way) -> Result<Mandate<A>, Problem> {
    match holding::under(conn, id, scope, now)? {
        Some(hold) if hold.allows(A::ALLOWED, now) => {
            let person = match hold.standing_in {
                Some(one) => super::substitution::who(conn, one.substitution)?,
                None => hold.granted.person,
            };
            Ok(made(&hold, person, scope, way))
        }
        _ => Err(whom::refused(conn, A::ALLOWED, scope, whom::Why::None, now)?),
    }
}

fn made<A: Permission>(hold: &Hold, person: PersonId, scope: Scope, way: Way) -> Mandate<A> {
    Mandate {
        id: hold.granted.id,
        person,
        holder: hold.granted.person,
        substitution: hold.standing_in.map(|one| one.substitution),
        approval: hold.granted.approval,
        scope,
        way,
        permission: PhantomData,
    }
}

/// True when `outer` holds all of `inner`.
pub(super) fn holds(conn: &mut Conn, outer: Scope, inner: Scope) -> Result<bool, Problem> {
    match (outer, inner) {
        (Scope::Everywhere, _) => Ok(true),
        (Scope::Channel(mine), Scope::Channel(asked)) => Ok(mine == asked),
        (Scope::Unit(mine), Scope::Unit(asked)) => Ok(unit::is_within(conn, asked, mine)?),
        (Scope::Unit(mine), Scope::Channel(asked)) => match channel::unit_of(conn, asked)? {
            Some(unit) => Ok(unit::is_within(conn, unit, mine)?),
            None => Ok(false),
        },
        (Scope::Unit(_) | Scope::Channel(_), Scope::Everywhere) | (Scope::Channel(_), Scope::Unit(_)) => Ok(false),
    }
}

/// Which channels `held` allows `A` in: everything, or a list.
pub fn channels<A: Permission>(conn: &mut Conn, held: &[Hold], now: Timestamp) -> Result<Channels, Problem> {
    let (mut list, mut units) = (Vec::new(), Vec::new());
    for hold in held.iter().filter(|hold| hold.allows(A::ALLOWED, now)) {
        match hold.scope() {
            Scope::Everywhere => return Ok(Channels::All),
            Scope::Channel(channel) => list.push(channel),
            Scope::Unit(unit) => units.push(unit),
        }
    }
    units.sort_unstable();
    units.dedup();
    for unit in units {
        list.extend(channel::within_unit(conn, unit)?);
    }
    list.sort_unstable();
    list.dedup();
    Ok(Channels::Only(list))
}

/// Channels a person may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Channels {
    /// Every channel of the authority.
    All,
    /// These.
    Only(Vec<ChannelId>),
}

impl Channels {
    /// True when `channel` is among them.
    pub fn hold(&self, channel: ChannelId) -> bool {
        match self {
            Self::All => true,
            Self::Only(list) => list.contains(&channel),
        }
    }

    /// The channels by name; none when it is every channel.
    pub fn named(&self) -> Option<&[ChannelId]> {
        match self {
            Self::All => None,
            Self::Only(list) => Some(list),
        }
    }

    /// As statements take them: nothing is every channel, otherwise their ids in hexadecimal, a space between. None at all matches
    /// nothing.
    pub fn listed(&self) -> String {
        match self {
            Self::All => String::new(),
            Self::Only(list) if list.is_empty() => "none".to_owned(),
            Self::Only(list) => list.iter().map(|channel| channel.0.simple().to_string()).collect::<Vec<_>>().join(" "),
        }
    }
}
