//! Handing in without a hand: a series and a feed do it for the person who set them up, under that person's mandate as it holds on that day,
//! through the same doors as any post. What is refused stays a draft, with the reason.
use crate::govern::Officer;
use crate::govern::mandate::Publish;
use crate::govern::person;
use crate::ground::problem::not_found;
use crate::ground::{Desk, PersonId, PostId, Problem};

use super::measuring;
use super::over::Over;
use super::post::{self, State};
use super::version::{self, When};

/// How it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It waits for its yes, or lies in the outbox.
    HandedIn,
    /// It stays a draft: the refusal's key.
    Refused(&'static str),
}

/// Hands a draft in for `person`. Twice is once: what is no draft any more is left alone.
pub(super) async fn hand_in(desk: &Desk, person: PersonId, id: PostId) -> Result<Outcome, Problem> {
    match try_it(desk, person, id).await {
        Ok(()) => Ok(Outcome::HandedIn),
        Err(Problem::Refused(refusal)) => Ok(Outcome::Refused(refusal.key)),
        Err(fault) => Err(fault),
    }
}

async fn try_it(desk: &Desk, person: PersonId, id: PostId) -> Result<(), Problem> {
    let keys = desk.clone();
    let (officer, found, composition) = desk
        .read(move |conn| {
            let person = person::find(conn, person)?.filter(|person| !person.left).ok_or_else(not_found)?;
            let found = post::find(conn, id)?.ok_or_else(not_found)?;
            let composition = post::composition(conn, keys.vault(), id)?;
            Ok((Officer { person, only_under: None }, found, composition))
        })
        .await?;
    if found.state != State::Draft {
        return Ok(());
    }
    let fits = measuring::fits(desk, &composition).await?;
    let here = desk.clone();
    desk.act(move |mut act| {
        let now = act.now();
        let by = Over::<Publish>::ask(act.conn(), &officer, found.unit, &composition.channels, now)?;
        version::hand_in(act, &by, here.vault(), id, found.revision, found.planned_at.map_or(When::Now, When::At), &fits)
    })
    .await?;
    Ok(())
}
