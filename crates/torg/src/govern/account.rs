//! One's own account: changing the password, ending one's logins. What changes how one signs in takes a fresh proof of who one is.
use axum::http::StatusCode;

use super::login::{self, Login};
use super::person::{self, Person};
use super::sign_in::Coming;
use super::throttle::{self, Tried};
use super::{device, password};
use crate::ground::problem::not_found;
use crate::ground::{Desk, LoginId, PersonId, Problem, refuse};
use crate::records::{Act, By, Committed, Event};

/// Changes one's own password. Who has one shows it; who has none (they come from a provider) needs a fresh login. Every other
/// login of theirs ends, and devices are strangers again but this one.
pub async fn change_password(
    desk: &Desk,
    person: &Person,
    login: &Login,
    current: String,
    new: String,
    coming: &Coming,
) -> Result<(), Problem> {
    let (id, now, email, from) = (person.id, desk.now(), person.email.clone(), coming.clone());
    let fresh = login.must_be_fresh(now);
    let hash = desk
        .write(move |conn| {
            let hash = person::password_hash(conn, id)?;
            match &hash {
                None => fresh?,
                // Guessing here is guessing, too.
                Some(_) => {
                    let device = device::known(conn, from.device.as_deref(), id, now)?;
                    throttle::count(conn, &Tried { email: &email, address: &from.address, device }, now)?;
                }
            }
            Ok(hash)
        })
        .await?;
    if hash.is_some() && !password::is_right(current, hash).await? {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-password-now-wrong").into());
    }
    let hash = password::hash(new).await?;
    let (this, email, from) = (login.id, person.email.clone(), coming.clone());
    desk.act(move |mut act| {
        let now = act.now();
        let known = device::known(act.conn(), from.device.as_deref(), id, now)?;
        throttle::forgive(act.conn(), &Tried { email: &email, address: &from.address, device: known })?;
        person::set_password_hash(act.conn(), id, &hash)?;
        login::end_others(act.conn(), id, this)?;
        device::forget(act.conn(), id)?;
        if known.is_some() {
            device::know(act.conn(), from.device.as_deref(), id, now)?;
        }
        act.commit(By::Oneself { person: id }, &Event::PasswordChanged { person: id }, ())
    })
    .await
}

/// Ends one of one's own logins.
pub fn end_login(mut act: Act<'_>, person: PersonId, id: LoginId) -> Result<Committed<()>, Problem> {
    if !login::end_one(act.conn(), person, id)? {
        return Err(not_found());
    }
    act.commit(By::Oneself { person }, &Event::LoginsEnded { person }, ())
}

/// Which of one's logins are ended at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// All, this one too; every device is a stranger again.
    Everywhere,
    /// All but this one.
    But(LoginId),
}

/// Signs out everywhere.
pub fn end_logins(mut act: Act<'_>, person: PersonId, ending: Ending) -> Result<Committed<()>, Problem> {
    let ended = match ending {
        Ending::Everywhere => {
            device::forget(act.conn(), person)?;
            login::end_all(act.conn(), person)?
        }
        Ending::But(this) => login::end_others(act.conn(), person, this)?,
    };
    if ended == 0 {
        return Ok(act.nothing(()));
    }
    act.commit(By::Oneself { person }, &Event::LoginsEnded { person }, ())
}
