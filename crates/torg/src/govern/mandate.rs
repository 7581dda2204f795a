//! Mandates: a dated record of who may do which acts in which channels, granted by whom. Also the permission itself: a function
//! that acts takes a [`Mandate<A>`], and only this file can make one (invariant 3).
use std::fmt;
use std::marker::PhantomData;

use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Conn, Fault, sql, values};

use super::channel;
use super::person;
use super::unit;
use crate::ground::clock::{from_micros, micros};
use crate::ground::{ChannelId, MandateId, PersonId, Problem, UnitId, refuse};
use crate::records::{Act, By, Committed, Event, content};

/// Something a mandate can allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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

    fn list(acts: &[Self]) -> String {
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
    permission: PhantomData<A>,
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
}

impl Granted {
    /// True when it holds at `now`: begun, not run out, not revoked. The moment it ends, it ends.
    pub fn in_force(&self, now: Timestamp) -> bool {
        self.valid_from <= now && self.valid_to.is_none_or(|to| now < to) && self.revoked_at.is_none()
    }
}

sql! {
    OF_PERSON = "select id, person, unit, channel, acts, document, valid_from, valid_to, granted_by, granted_at, revoked_at, revoked_why
                 from govern_mandate where person = ?1 order by id";
    ALL = "select id, person, unit, channel, acts, document, valid_from, valid_to, granted_by, granted_at, revoked_at, revoked_why
           from govern_mandate order by id desc limit 1000";
    ONE = "select id, person, unit, channel, acts, document, valid_from, valid_to, granted_by, granted_at, revoked_at, revoked_why
           from govern_mandate where id = ?1";
    GRANT = "insert into govern_mandate (id, person, unit, channel, acts, document, valid_from, valid_to, granted_by, granted_at)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    REVOKE = "update govern_mandate set revoked_by = ?2, revoked_at = ?3, revoked_why = ?4 where id = ?1 and revoked_at is null";
    OTHERS_WHO_GOVERN = "select id, person, unit, channel, acts, document, valid_from, valid_to, granted_by, granted_at, revoked_at, revoked_why
                         from govern_mandate where person <> ?1 and revoked_at is null and unit is null and channel is null";
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
        if granted.in_force(now) && granted.acts.contains(&A::ALLOWED) && covers(conn, &granted, scope)? {
            return Ok(Mandate { id: granted.id, person, scope, permission: PhantomData });
        }
    }
    Err(refuse(StatusCode::FORBIDDEN, "refuse-no-mandate").with("act", A::ALLOWED.as_str()).way_on("/govern/mandates", "way-on-mandates").into())
}

/// Asks for permission `A` under one given mandate: how an API token acts, which is bound to a mandate and can do no more.
pub fn ask_under<A: Permission>(conn: &mut Conn, id: MandateId, scope: Scope, now: Timestamp) -> Result<Mandate<A>, Problem> {
    if let Some(granted) = find(conn, id)?
        && granted.in_force(now)
        && granted.acts.contains(&A::ALLOWED)
        && person::works_here(conn, granted.person)?
        && covers(conn, &granted, scope)?
    {
        return Ok(Mandate { id: granted.id, person: granted.person, scope, permission: PhantomData });
    }
    Err(refuse(StatusCode::FORBIDDEN, "refuse-no-mandate").with("act", A::ALLOWED.as_str()).way_on("/govern/mandates", "way-on-mandates").into())
}

/// True when the mandate's own scope holds all of `scope`.
fn covers(conn: &mut Conn, granted: &Granted, scope: Scope) -> Result<bool, Problem> {
    match (granted.unit, granted.channel, scope) {
        (None, None, _) => Ok(true),
        (_, Some(mine), Scope::Channel(asked)) => Ok(mine == asked),
        (Some(mine), None, Scope::Unit(asked)) => Ok(unit::is_within(conn, asked, mine)?),
        (Some(mine), None, Scope::Channel(asked)) => match channel::unit_of(conn, asked)? {
            Some(unit) => Ok(unit::is_within(conn, unit, mine)?),
            None => Ok(false),
        },
        (_, _, Scope::Everywhere) | (_, Some(_), Scope::Unit(_)) => Ok(false),
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
}

/// What a mandate is to allow.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields mirror the table")]
pub struct Grant {
    pub person: PersonId,
    pub scope: Scope,
    pub acts: Vec<Allowed>,
    pub document: String,
    pub valid_from: Timestamp,
    pub valid_to: Option<Timestamp>,
}

/// Grants a mandate. Never to oneself (invariant 3), never without an act, never ending before it begins.
pub fn grant(act: Act<'_>, by: &Mandate<Govern>, grant: &Grant) -> Result<Committed<MandateId>, Problem> {
    if grant.person == by.person() {
        return Err(refuse(StatusCode::FORBIDDEN, "refuse-grant-to-oneself").into());
    }
    write_grant(act, by.by(), Some(by.person()), grant)
}

/// The first mandate of all, for the first administrator; there is nobody yet who could grant it.
pub(super) fn found(act: Act<'_>, by: By, grant: &Grant) -> Result<Committed<MandateId>, Problem> {
    write_grant(act, by, None, grant)
}

fn write_grant(mut act: Act<'_>, by: By, granted_by: Option<PersonId>, grant: &Grant) -> Result<Committed<MandateId>, Problem> {
    if grant.acts.is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-mandate-without-acts").into());
    }
    if grant.document.trim().is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-mandate-without-document").into());
    }
    if grant.valid_to.is_some_and(|to| to <= grant.valid_from) {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-mandate-ends-before-it-begins").into());
    }
    if !person::works_here(act.conn(), grant.person)? {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-person").into());
    }
    let now = act.now();
    let id = MandateId::new(now);
    let (unit, channel) = match grant.scope {
        Scope::Everywhere => (None, None),
        Scope::Unit(unit) => (Some(unit), None),
        Scope::Channel(channel) => (None, Some(channel)),
    };
    let acts = Allowed::list(&grant.acts);
    let document = grant.document.trim();
    act.conn().run(
        &GRANT,
        values![
            id,
            grant.person,
            unit,
            channel,
            &acts,
            document,
            micros(grant.valid_from),
            grant.valid_to.map(micros),
            granted_by,
            micros(now)
        ],
    )?;
    let document = content::keep_bytes(act.conn(), document.as_bytes())?;
    act.commit(by, &Event::MandateGranted { mandate: id, person: grant.person, unit, channel, acts, document }, id)
}

/// Ends a mandate now, with the reason. The last one who can govern everything cannot be taken away.
pub fn revoke(mut act: Act<'_>, by: &Mandate<Govern>, id: MandateId, why: &str) -> Result<Committed<()>, Problem> {
    let now = act.now();
    let Some(granted) = find(act.conn(), id)? else { return Err(crate::ground::problem::not_found()) };
    if why.trim().is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-revoke-without-reason").into());
    }
    let governs_all = |mandate: &Granted| {
        mandate.in_force(now) && mandate.unit.is_none() && mandate.channel.is_none() && mandate.acts.contains(&Allowed::Govern)
    };
    if governs_all(&granted) {
        let mut others = false;
        for other in act.conn().rows(&OTHERS_WHO_GOVERN, values![granted.person], read)? {
            others |= governs_all(&other) && person::works_here(act.conn(), other.person)?;
        }
        let mine_too = of_person(act.conn(), granted.person)?.iter().any(|other| other.id != id && governs_all(other));
        if !others && !mine_too {
            return Err(refuse(StatusCode::CONFLICT, "refuse-last-administrator").into());
        }
    }
    if act.conn().run(&REVOKE, values![id, by.person(), micros(now), why.trim()])? == 0 {
        return Err(refuse(StatusCode::CONFLICT, "refuse-mandate-ended-already").into());
    }
    let why = content::keep_bytes(act.conn(), why.trim().as_bytes())?;
    act.commit(by.by(), &Event::MandateRevoked { mandate: id, person: granted.person, why }, ())
}
