//! Mandates: a dated record of who may do which acts in which channels, granted by whom. Also the permission itself: a function
//! that acts takes a [`Mandate<A>`], and only this file can make one (invariant 3).
use std::fmt;
use std::marker::PhantomData;

use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Conn, Fault, sql, values};

use super::channel;
pub use super::granting::{Grant, grant, revoke};
use super::person;
use super::unit;
use crate::ground::clock::from_micros;
use crate::ground::{ChannelId, MandateId, PersonId, Problem, UnitId, refuse};
use crate::records::By;

/// Something a mandate can allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Allowed {
    /// Answer people, write notes, assign, close and reopen.
    Answer,
    /// Add channels, people, units and mandates.
    Govern,
    /// Read conversations, the record and the outbox.
    Read,
    /// Run the desk: set-aside items, dead jobs, tokens, disposal by decision.
    Run,
}

impl Allowed {
    /// Every act, alphabetical.
    pub const ALL: &'static [Self] = &[Self::Answer, Self::Govern, Self::Read, Self::Run];

    /// As the database, the API and the locale keys (`act-answer`) write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Govern => "govern",
            Self::Read => "read",
            Self::Run => "run",
        }
    }

    /// The act called `name`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|act| act.as_str() == name)
    }

    fn parse_list(acts: &str) -> Vec<Self> {
        acts.split(' ').filter_map(Self::named).collect()
    }

    pub(super) fn list(acts: &[Self]) -> String {
        let mut acts = acts.to_vec();
        acts.sort_unstable();
        acts.dedup();
        acts.iter().map(|act| act.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// A kind of permission, as a type.
pub trait Permission: Send + Sync + 'static {
    /// What it allows.
    const ALLOWED: Allowed;
}

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;
        impl Permission for $name {
            const ALLOWED: Allowed = Allowed::$name;
        }
    )*};
}
permissions! {
    /// May answer people in a channel.
    Answer;
    /// May govern the desk.
    Govern;
    /// May read.
    Read;
    /// May run the desk.
    Run;
}

/// Proof that a person may do `A` within a scope, now. Made in the transaction that uses it, so that a revoked mandate ends at once.
pub struct Mandate<A: Permission> {
    id: MandateId,
    person: PersonId,
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
    /// Who holds it.
    pub fn person(&self) -> PersonId {
        self.person
    }
    /// Which record it rests on.
    pub fn id(&self) -> MandateId {
        self.id
    }
    /// Where it holds.
    pub fn scope(&self) -> Scope {
        self.scope
    }
    /// True when a program acts, with a token bound to this one mandate.
    pub fn is_by_token(&self) -> bool {
        self.way == Way::Token
    }
    /// How the record states who acted.
    pub fn by(&self) -> By {
        By::Person { person: self.person, mandate: self.id }
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
}

impl Granted {
    /// True when it holds at `now`: begun, not run out, not revoked. The moment it ends, it ends.
    pub fn in_force(&self, now: Timestamp) -> bool {
        self.valid_from <= now && self.not_over(now)
    }

    /// True when it holds at `now` or will hold later.
    pub fn not_over(&self, now: Timestamp) -> bool {
        self.valid_to.is_none_or(|to| now < to) && self.revoked_at.is_none()
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

sql! {
    OF_PERSON = "select id, person, unit, channel, acts, document, valid_from, valid_to, granted_by, granted_at, revoked_at, revoked_why, revoked_by
                 from govern_mandate where person = ?1 order by id";
    ALL = "select id, person, unit, channel, acts, document, valid_from, valid_to, granted_by, granted_at, revoked_at, revoked_why, revoked_by
           from govern_mandate order by id desc limit 1000";
    ONE = "select id, person, unit, channel, acts, document, valid_from, valid_to, granted_by, granted_at, revoked_at, revoked_why, revoked_by
           from govern_mandate where id = ?1";
    EVERYWHERE = "select id, person, unit, channel, acts, document, valid_from, valid_to, granted_by, granted_at, revoked_at, revoked_why, revoked_by
                  from govern_mandate where revoked_at is null and unit is null and channel is null";
}

fn read(row: &store::Row<'_>) -> Result<Granted, Fault> {
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
    })
}

/// Every mandate a person has had, oldest first.
pub fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<Granted>, Fault> {
    conn.rows(&OF_PERSON, values![person], read)
}

/// Every mandate, newest first, at most a thousand.
pub fn all(conn: &mut Conn) -> Result<Vec<Granted>, Fault> {
    conn.rows(&ALL, values![], read)
}

/// Mandates for everything that were not revoked.
pub(super) fn everywhere(conn: &mut Conn) -> Result<Vec<Granted>, Fault> {
    conn.rows(&EVERYWHERE, values![], read)
}

/// One mandate.
pub fn find(conn: &mut Conn, id: MandateId) -> Result<Option<Granted>, Fault> {
    conn.one(&ONE, values![id], read)
}

/// Asks for permission `A` in `scope`: the one place where a [`Mandate`] is made. The refusal says what is missing and whom to ask.
pub fn ask<A: Permission>(conn: &mut Conn, person: PersonId, scope: Scope, now: Timestamp) -> Result<Mandate<A>, Problem> {
    if !person::works_here(conn, person)? {
        return Err(refuse(StatusCode::FORBIDDEN, "refuse-no-longer-here").into());
    }
    for granted in of_person(conn, person)? {
        if granted.in_force(now) && granted.acts.contains(&A::ALLOWED) && holds(conn, granted.scope(), scope)? {
            return Ok(Mandate { id: granted.id, person, scope, way: Way::Login, permission: PhantomData });
        }
    }
    Err(refuse(StatusCode::FORBIDDEN, "refuse-no-mandate")
        .with("act", A::ALLOWED.as_str())
        .way_on("/govern", "way-on-mandates")
        .into())
}

/// Asks for permission `A` under one given mandate: how an API token acts, which is bound to a mandate and can do no more.
pub fn ask_under<A: Permission>(conn: &mut Conn, id: MandateId, scope: Scope, now: Timestamp) -> Result<Mandate<A>, Problem> {
    if let Some(granted) = find(conn, id)?
        && granted.in_force(now)
        && granted.acts.contains(&A::ALLOWED)
        && person::works_here(conn, granted.person)?
        && holds(conn, granted.scope(), scope)?
    {
        return Ok(Mandate { id: granted.id, person: granted.person, scope, way: Way::Token, permission: PhantomData });
    }
    Err(refuse(StatusCode::FORBIDDEN, "refuse-no-mandate")
        .with("act", A::ALLOWED.as_str())
        .way_on("/govern", "way-on-mandates")
        .into())
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

/// Which channels a person may do `A` in: everything, or a list.
pub fn channels<A: Permission>(conn: &mut Conn, mandates: &[Granted], now: Timestamp) -> Result<Channels, Problem> {
    let mut list = Vec::new();
    for granted in mandates.iter().filter(|granted| granted.in_force(now) && granted.acts.contains(&A::ALLOWED)) {
        match (granted.unit, granted.channel) {
            (None, None) => return Ok(Channels::All),
            (_, Some(channel)) => list.push(channel),
            (Some(unit), None) => list.extend(channel::within_unit(conn, unit)?),
        }
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

/// Who may do `allowed` somewhere, by name: whom to ask.
pub fn who_may(conn: &mut Conn, allowed: Allowed, now: Timestamp) -> Result<Vec<person::Person>, Fault> {
    let mut people = Vec::new();
    for person in person::all(conn)?.into_iter().filter(|person| !person.left) {
        if of_person(conn, person.id)?.iter().any(|granted| granted.in_force(now) && granted.acts.contains(&allowed)) {
            people.push(person);
        }
    }
    Ok(people)
}
