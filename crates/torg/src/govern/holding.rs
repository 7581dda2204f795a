//! What someone holds: mandates of their own, and another's while they stand in for them. One question to the database, asked on
//! every request, so that what ended has ended; nothing is remembered between requests or on a node.
use jiff::Timestamp;
use store::{Conn, Fault, sql, values};
use uuid::Uuid;

use super::allowed::Allowed;
use super::granted::{self, COLUMNS, Granted, granted_columns};
use super::mandate::Scope;
use crate::ground::clock::{from_micros, micros};
use crate::ground::{PersonId, SubstitutionId};

/// Something a person may act under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// The mandate: one's own, or the absent one's.
    pub granted: Granted,
    /// With another's: as whose substitute, from when and until when.
    pub standing_in: Option<StandingIn>,
}

/// The frame within which a substitute acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StandingIn {
    /// The record of it.
    pub substitution: SubstitutionId,
    /// From then on.
    pub valid_from: Timestamp,
    /// Until then.
    pub valid_to: Timestamp,
    /// Until when the substitute has the training that the mandate demands; none when they have not, or when none is demanded.
    pub trained_until: Option<Timestamp>,
}

impl Hold {
    /// True when it can be acted under at `now`. A substitute's ends with the mandate, with their own days, and with either's training.
    pub fn in_force(&self, now: Timestamp) -> bool {
        let stands = |one: StandingIn| {
            let trained = self.granted.training.is_none() || one.trained_until.is_some_and(|until| now < until);
            one.valid_from <= now && now < one.valid_to && trained
        };
        self.granted.in_force(now) && self.standing_in.is_none_or(stands)
    }

    /// True when it can be acted under at `now` to do this.
    pub fn allows(&self, allowed: Allowed, now: Timestamp) -> bool {
        self.granted.acts.contains(&allowed) && self.in_force(now)
    }

    /// When it ends by itself; none without an end.
    pub fn ends_at(&self) -> Option<Timestamp> {
        let demanded = self.granted.training.is_some();
        let standing_in = self.standing_in.map(|one| match one.trained_until {
            Some(until) if demanded => one.valid_to.min(until),
            None if demanded => Timestamp::MIN,
            _ => one.valid_to,
        });
        self.granted.ends_at().into_iter().chain(standing_in).min()
    }

    /// Where it holds.
    pub fn scope(&self) -> Scope {
        self.granted.scope()
    }
}

// What is held under the key: a person's id gives all of theirs, a mandate's or a substitution's id gives that one. Ids are unique, so
// one text serves. Whoever left holds nothing, and nobody stands in for them. ?1 the key, ?2 now.
macro_rules! held {
    ($own:literal, $other:literal) => {
        concat!(
            "select ",
            granted_columns!(),
            ", cast(null as {id}) as substitution, cast(null as {int}) as stands_from, cast(null as {int}) as stands_to,
               cast(null as {int}) as stands_trained
             from govern_mandate m join govern_person p on p.id = m.person
             where ",
            $own,
            " and m.revoked_at is null and (m.valid_to is null or m.valid_to > ?2) and p.left_at is null
             union all
             select ",
            granted_columns!(),
            ", s.id, s.valid_from, s.valid_to,
               (select max(coalesce(t.valid_until, 9223372036854775807)) from govern_trained t
                where t.training = m.training and t.person = s.person and t.withdrawn_at is null)
             from govern_substitution s join govern_mandate m on m.id = s.mandate
               join govern_person p on p.id = m.person join govern_person q on q.id = s.person
             where ",
            $other,
            " and s.ended_at is null and s.valid_to > ?2 and m.revoked_at is null
               and (m.valid_to is null or m.valid_to > ?2) and p.left_at is null and q.left_at is null"
        )
    };
}
// The unit ?3, or that of the channel ?4, with those it lies under. `union` drops what was met before, so a ring in a spoiled tree ends.
macro_rules! above {
    () => {
        "with recursive above (id, parent) as (
           select u.id, u.parent from govern_unit u where u.id = ?3 or u.id = (select c.unit from govern_channel c where c.id = ?4)
           union select u.id, u.parent from govern_unit u join above a on u.id = a.parent)"
    };
}
macro_rules! covering {
    () => {
        " where (held.unit is null and held.channel is null) or held.channel = ?4 or held.unit in (select id from above)"
    };
}

sql! {
    OF_PERSON = held!("m.person = ?1", "s.person = ?1");
    COVERING = concat!(above!(), ", held as (", held!("m.person = ?1", "s.person = ?1"), ") select * from held", covering!());
    UNDER = concat!(above!(), ", held as (", held!("m.id = ?1", "s.id = ?1"), ") select * from held", covering!());
}

fn read(row: &store::Row<'_>) -> Result<Hold, Fault> {
    let standing_in = match row.get::<Option<SubstitutionId>>(COLUMNS)? {
        Some(substitution) => Some(StandingIn {
            substitution,
            valid_from: from_micros(row.get(COLUMNS + 1)?),
            valid_to: from_micros(row.get(COLUMNS + 2)?),
            trained_until: granted::until(row.get(COLUMNS + 3)?),
        }),
        None => None,
    };
    Ok(Hold { granted: granted::read(row)?, standing_in })
}

/// One's own before another's, the oldest first.
fn in_order(mut held: Vec<Hold>) -> Vec<Hold> {
    held.sort_by_key(|hold| (hold.standing_in.map(|one| one.substitution), hold.granted.id));
    held
}

/// All that a person holds at `now` or can hold later, wherever it is.
pub fn of_person(conn: &mut Conn, person: PersonId, now: Timestamp) -> Result<Vec<Hold>, Fault> {
    Ok(in_order(conn.rows(&OF_PERSON, values![person, micros(now)], read)?))
}

/// What a person holds, now or later, that covers all of `scope`.
pub(super) fn covering(conn: &mut Conn, person: PersonId, scope: Scope, now: Timestamp) -> Result<Vec<Hold>, Fault> {
    let (unit, channel) = named(scope);
    Ok(in_order(conn.rows(&COVERING, values![person, micros(now), unit, channel], read)?))
}

/// The mandate or the substitution with this id, where it covers all of `scope`.
pub(super) fn under(conn: &mut Conn, id: Uuid, scope: Scope, now: Timestamp) -> Result<Option<Hold>, Fault> {
    let (unit, channel) = named(scope);
    conn.one(&UNDER, values![id, micros(now), unit, channel], read)
}

/// As statements take a scope: no id is nil, so nil is nobody's.
pub(super) fn named(scope: Scope) -> (Uuid, Uuid) {
    match scope {
        Scope::Everywhere => (Uuid::nil(), Uuid::nil()),
        Scope::Unit(unit) => (unit.0, Uuid::nil()),
        Scope::Channel(channel) => (Uuid::nil(), channel.0),
    }
}
