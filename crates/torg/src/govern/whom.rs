//! Whom to ask: who may do something and where, and why someone may not. A refusal names people, so that nobody stands at a shut door.
use axum::http::StatusCode;
use jiff::Timestamp;
use store::{Conn, Fault, sql, values};

use super::allowed::Allowed;
use super::granted::{Granted, granted_columns};
use super::holding;
use super::mandate::{self, Scope};
use super::person::{self, Person};
use crate::ground::clock::micros;
use crate::ground::{PersonId, Problem, refuse};

/// So many are named in a refusal; more would be a list nobody asks.
const NAMED: usize = 3;

/// Who may do something, as colleagues see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// What they do.
    pub post: String,
    /// The address they sign in with.
    pub email: String,
}

// Everyone who may do ?2 in the unit ?3 or the channel ?4 at ?1: under a mandate of their own or as a substitute, trained where it is
// demanded. The same rules as in `holding`, for all people at once; the model test holds them together.
macro_rules! holders {
    () => {
        "with recursive above (id, parent) as (
           select u.id, u.parent from govern_unit u where u.id = ?3 or u.id = (select c.unit from govern_channel c where c.id = ?4)
           union select u.id, u.parent from govern_unit u join above a on u.id = a.parent),
         covering as (
           select m.id, m.person, m.training, m.valid_to from govern_mandate m join govern_person p on p.id = m.person
           where m.revoked_at is null and m.valid_from <= ?1 and (m.valid_to is null or m.valid_to > ?1) and p.left_at is null
             and ' ' || m.acts || ' ' like '% ' || cast(?2 as {text}) || ' %'
             and ((m.unit is null and m.channel is null) or m.channel = ?4 or m.unit in (select id from above))
             and (m.training is null or exists (select 1 from govern_trained t where t.training = m.training and t.person = m.person
                    and t.withdrawn_at is null and (t.valid_until is null or t.valid_until > ?1)))),
         able (person) as (
           select person from covering
           union
           select s.person from govern_substitution s join covering m on m.id = s.mandate
           where s.ended_at is null and s.valid_from <= ?1 and s.valid_to > ?1
             and (m.training is null or exists (select 1 from govern_trained t where t.training = m.training and t.person = s.person
                    and t.withdrawn_at is null and (t.valid_until is null or t.valid_until > ?1))))
         select p.id, p.name, p.post, p.email from govern_person p join able on able.person = p.id where p.left_at is null
         order by p.name, p.id"
    };
}

sql! {
    HOLDERS = holders!();
    SOMEWHERE = "select distinct p.id from govern_person p
                 where p.left_at is null and exists (select 1 from govern_mandate m where m.person = p.id and m.revoked_at is null
                   and m.valid_from <= ?1 and (m.valid_to is null or m.valid_to > ?1)
                   and ' ' || m.acts || ' ' like '% ' || cast(?2 as {text}) || ' %')";
    // Every mandate of a person, over or not, that covers the unit ?2 or the channel ?3.
    ONCE = concat!("with recursive above (id, parent) as (
               select u.id, u.parent from govern_unit u where u.id = ?2 or u.id = (select c.unit from govern_channel c where c.id = ?3)
               union select u.id, u.parent from govern_unit u join above a on u.id = a.parent)
             select ", granted_columns!(), " from govern_mandate m where m.person = ?1
               and ((m.unit is null and m.channel is null) or m.channel = ?3 or m.unit in (select id from above)) order by m.id");
}

/// Everyone who may do `allowed` in all of `scope` at `now`, by name. One question, however many people there are.
pub fn holders(conn: &mut Conn, allowed: Allowed, scope: Scope, now: Timestamp) -> Result<Vec<Holder>, Fault> {
    let (unit, channel) = holding::named(scope);
    conn.rows(&HOLDERS, values![micros(now), allowed.as_str(), unit, channel], |row| {
        Ok(Holder { id: row.get(0)?, name: row.get(1)?, post: row.get(2)?, email: row.get(3)? })
    })
}

/// Who may do `allowed` somewhere under a mandate of their own, by name.
pub fn who_may(conn: &mut Conn, allowed: Allowed, now: Timestamp) -> Result<Vec<Person>, Fault> {
    let able: Vec<PersonId> = conn.rows(&SOMEWHERE, values![micros(now), allowed.as_str()], |row| row.get(0))?;
    let mut people = Vec::new();
    for person in person::all(conn)?.into_iter().filter(|person| able.contains(&person.id)) {
        let may = |granted: &Granted| granted.in_force(now) && granted.acts.contains(&allowed);
        if mandate::of_person(conn, person.id)?.iter().any(may) {
            people.push(person);
        }
    }
    Ok(people)
}

/// Why someone may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// They have had no mandate for it there.
    None,
    /// Theirs has run out.
    Over,
    /// Theirs was revoked.
    Revoked,
    /// Theirs begins later.
    Later,
    /// The training that theirs demands is not done, or has run out.
    Training,
}

impl Why {
    /// As the locales' sentence distinguishes it.
    fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Over => "over",
            Self::Revoked => "revoked",
            Self::Later => "later",
            Self::Training => "training",
        }
    }
}

/// Why this person may not do `allowed` in `scope`: what came nearest.
pub(super) fn why_not(conn: &mut Conn, person: PersonId, allowed: Allowed, scope: Scope, now: Timestamp) -> Result<Why, Problem> {
    let (unit, channel) = holding::named(scope);
    let once = conn.rows(&ONCE, values![person, unit, channel], super::granted::read)?;
    let mut why = Why::None;
    for granted in once.iter().filter(|granted| granted.acts.contains(&allowed)) {
        why = match granted {
            granted if granted.not_over(now) && !granted.is_trained(now) => return Ok(Why::Training),
            granted if granted.not_over(now) => return Ok(Why::Later),
            granted if granted.revoked_at.is_some() => Why::Revoked,
            _ => Why::Over,
        };
    }
    Ok(why)
}

/// The refusal: what is missing, why, and who may grant it there, by name.
pub(super) fn refused(conn: &mut Conn, allowed: Allowed, scope: Scope, why: Why, now: Timestamp) -> Result<Problem, Problem> {
    let who = holders(conn, Allowed::Govern, scope, now)?;
    let names = who.iter().take(NAMED).map(|one| screen::show_safely(&one.name)).collect::<Vec<_>>().join(", ");
    Ok(refuse(StatusCode::FORBIDDEN, "refuse-no-mandate")
        .with("act", allowed.as_str())
        .with("why", why.as_str())
        .with("asked", if names.is_empty() { "nobody" } else { "some" })
        .with("names", names)
        .way_on("/govern", "way-on-mandates")
        .into())
}
