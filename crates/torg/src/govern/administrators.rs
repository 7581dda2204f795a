//! The last administrator stays: nothing that a person does may leave the desk without someone who governs all of it, now or sooner
//! than was decided before.
use axum::http::StatusCode;
use jiff::Timestamp;
use store::Conn;

use super::allowed::Allowed;
use super::granted::{self, Granted};
use super::mandate::Scope;
use super::person;
use crate::ground::{Problem, refuse};

/// When something someone holds comes to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Until {
    /// At that time.
    Day(Timestamp),
    /// It has none.
    NoEnd,
}

impl Until {
    pub(super) fn of(end: Option<Timestamp>) -> Self {
        end.map_or(Self::NoEnd, Self::Day)
    }
}

/// A substitute is no administrator in this sense: they go when the absent one comes back.
fn governs_all(granted: &Granted, now: Timestamp) -> bool {
    granted.scope() == Scope::Everywhere && granted.in_force(now) && granted.acts.contains(&Allowed::Govern)
}

/// Until when there is someone who governs everything; none when there is nobody now.
pub(super) fn until(conn: &mut Conn, now: Timestamp) -> Result<Option<Until>, Problem> {
    left(conn, &[], now)
}

fn left(conn: &mut Conn, ending: &[Granted], now: Timestamp) -> Result<Option<Until>, Problem> {
    let mut until = None;
    for granted in granted::everywhere(conn)? {
        let stays = governs_all(&granted, now) && !ending.iter().any(|one| one.id == granted.id);
        if stays && person::works_here(conn, granted.person)? {
            until = until.max(Some(Until::of(granted.ends_at())));
        }
    }
    Ok(until)
}

fn last() -> Problem {
    refuse(StatusCode::CONFLICT, "refuse-last-administrator").into()
}

/// Refuses when less is left than there was `before`. The caller holds [`super::governing::one_at_a_time`].
pub(super) fn must_be_as_before(conn: &mut Conn, before: Option<Until>, now: Timestamp) -> Result<(), Problem> {
    if until(conn, now)? < before { Err(last()) } else { Ok(()) }
}

/// Refuses to end `ending` when nobody would be left who governs everything, now and for as long as it was seen to before.
/// The caller holds [`super::governing::one_at_a_time`].
pub(super) fn must_leave_someone(conn: &mut Conn, ending: &[Granted], now: Timestamp) -> Result<(), Problem> {
    if left(conn, ending, now)? < until(conn, now)? { Err(last()) } else { Ok(()) }
}
