//! Signing in with address and password, throttled by where it is tried from. Someone else's failures never lock a person out.
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::Conn;

use super::half_sign_in::{self, Kind};
use super::login::{self, Abroad, Factors, LoginToken, NewLogin, Way};
use super::person::{self, Person};
use super::throttle::{self, Tried};
use super::{device, password, provider_logout, recovery_code, second_factor, totp};
use crate::ground::clock::from_micros;
use crate::ground::{Desk, PersonId, Problem, refuse};
use crate::records::{By, Event};

/// So many codes are looked at after one right password.
const CODES: i64 = 5;

/// From where someone comes.
#[derive(Clone, Debug, Default)]
pub struct Coming {
    /// Their address of the net, for throttling; kept for a quarter of an hour and shown to nobody.
    pub address: String,
    /// Their browser's name for itself.
    pub browser: String,
    /// The cookie of a device that is known, where there is one.
    pub device: Option<String>,
}

/// Someone has come in.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// Who.
    pub person: PersonId,
    /// Their login.
    pub login: LoginToken,
    /// What the cookie of the device is to hold.
    pub device: String,
}

/// How far a right password leads.
#[derive(Clone, Debug)]
pub enum Step {
    /// In.
    In(Arrival),
    /// To the second factor; the token says who goes on.
    SecondFactor(String),
}

/// Whose password was right.
#[derive(Serialize, Deserialize)]
struct Half {
    person: PersonId,
    email: String,
    way: HalfWay,
}

/// By what they came so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum HalfWay {
    Link,
    Password,
    /// From a provider: whose session, when its word was given (seconds), and when they proved it there (microseconds).
    Provider {
        abroad: Abroad,
        made_at: i64,
        proved_at: i64,
    },
}

/// Signs in. The same sentence and the same time whether the person exists or not. A try counts as failed before the password is
/// looked at and is forgiven when all was right: a thousand guesses at once are no more than one after the other.
pub async fn sign_in(desk: &Desk, email: &str, password: String, coming: &Coming) -> Result<Step, Problem> {
    let person = right_password(desk, email, password, coming).await?;
    go_on(desk, person, HalfWay::Password, coming).await
}

/// The person whose address and password these are. Counted as a failure until [`throttle::forgive`].
async fn right_password(desk: &Desk, email: &str, password: String, coming: &Coming) -> Result<Person, Problem> {
    let wrong = || Problem::from(refuse(StatusCode::UNAUTHORIZED, "refuse-sign-in"));
    let (email, now, from) = (email.trim().to_lowercase(), desk.now(), coming.clone());
    if email.contains('\0') {
        return Err(wrong());
    }
    let known = desk
        .write(move |conn| {
            let person = person::by_email(conn, &email)?.filter(|person| !person.left);
            let device = match &person {
                Some(person) => device::known(conn, from.device.as_deref(), person.id, now)?,
                None => None,
            };
            throttle::count(conn, &Tried { email: &email, address: &from.address, device }, now)?;
            let Some(person) = person else { return Ok(None) };
            let hash = person::password_hash(conn, person.id)?;
            Ok(hash.map(|hash| (person, hash)))
        })
        .await?;
    let (person, hash) = known.unzip();
    if !password::is_right(password, hash).await? {
        return Err(wrong());
    }
    person.ok_or_else(wrong)
}

/// After a right password, or a link: in, or to the second factor of those who have one.
pub(super) async fn go_on(desk: &Desk, person: Person, way: HalfWay, coming: &Coming) -> Result<Step, Problem> {
    let (here, now, coming) = (desk.clone(), desk.now(), coming.clone());
    desk.write(move |conn| come_through(&here, conn, &person, way, Factors::One, &coming, now)).await
}

/// The same inside a transaction, for someone who showed so many factors already.
pub(super) fn come_through(
    desk: &Desk,
    conn: &mut Conn,
    person: &Person,
    way: HalfWay,
    shown: Factors,
    coming: &Coming,
    now: Timestamp,
) -> Result<Step, Problem> {
    if shown == Factors::One && second_factor::held(conn, person.id)?.any() {
        let half = Half { person: person.id, email: person.email.clone(), way };
        return Ok(Step::SecondFactor(half_sign_in::keep(desk, conn, Kind::SecondFactor, &half, now)?));
    }
    arrive(conn, person.id, &person.email, way, shown, coming, now).map(Step::In)
}

fn arrive(
    conn: &mut Conn,
    person: PersonId,
    email: &str,
    way: HalfWay,
    factors: Factors,
    coming: &Coming,
    now: Timestamp,
) -> Result<Arrival, Problem> {
    let known = device::known(conn, coming.device.as_deref(), person, now)?;
    let (way, proved_at, abroad) = match way {
        HalfWay::Link => (Way::Link, now, None),
        HalfWay::Password => (Way::Password, now, None),
        HalfWay::Provider { abroad, made_at, proved_at } => {
            provider_logout::must_not_be_out(conn, abroad.provider, &abroad.subject, abroad.session.as_deref(), made_at)?;
            (Way::Provider, from_micros(proved_at), Some(abroad))
        }
    };
    // Their password was not tried when they came from a provider.
    if way != Way::Provider {
        throttle::forgive(conn, &Tried { email, address: &coming.address, device: known })?;
    }
    let new = NewLogin { person, way, factors, proved_at, browser: &coming.browser, abroad };
    let login = login::write(conn, &new, now)?;
    let device = device::know(conn, coming.device.as_deref(), person, now)?;
    Ok(Arrival { person, login, device })
}

/// Whether someone is half-way in by this token.
pub async fn is_half_way(desk: &Desk, half: &str) -> Result<bool, Problem> {
    let (here, half, now) = (desk.clone(), half.to_owned(), desk.now());
    desk.read(move |conn| Ok(half_sign_in::find::<Half>(&here, conn, Kind::SecondFactor, &half, now)?.is_some())).await
}

/// The second factor: six digits of the app, or a recovery code. Counted as failed before it is looked at, too.
pub async fn second(desk: &Desk, half: &str, code: &str, coming: &Coming) -> Result<Arrival, Problem> {
    let over = || Problem::from(refuse(StatusCode::GONE, "refuse-half-over").way_on("/sign-in", "way-on-sign-in"));
    let (here, now, token, from) = (desk.clone(), desk.now(), half.to_owned(), coming.clone());
    let counted = desk.write(move |conn| {
        let Some(half) = half_sign_in::find::<Half>(&here, conn, Kind::SecondFactor, &token, now)? else { return Ok(false) };
        if !half_sign_in::count_try(conn, Kind::SecondFactor, &token, CODES, now)? {
            return Ok(false);
        }
        if device::known(conn, from.device.as_deref(), half.person, now)?.is_none() {
            throttle::count_code(conn, half.person, now)?;
        }
        Ok(true)
    });
    if !counted.await? {
        return Err(over());
    }
    let (here, token, code, from) = (desk.clone(), half.to_owned(), code.to_owned(), coming.clone());
    desk.act(move |mut act| {
        let now = act.now();
        let Some(half) = half_sign_in::take::<Half>(&here, act.conn(), Kind::SecondFactor, &token, now)? else {
            return Err(over());
        };
        let person = half.person;
        if !person::works_here(act.conn(), person)? {
            return Err(over());
        }
        // An error rolls back, and what waits is there again for the next code.
        let shown = code_counts(&here, &mut act, person, &code)?;
        throttle::forgive_codes(act.conn(), person)?;
        let arrival = arrive(act.conn(), person, &half.email, half.way, Factors::Two, &from, now)?;
        match shown {
            Shown::App => Ok(act.nothing(arrival)),
            Shown::RecoveryCode => act.commit(By::Oneself { person }, &Event::RecoveryCodeUsed { person }, arrival),
        }
    })
    .await
}

/// What someone showed as second factor.
enum Shown {
    App,
    RecoveryCode,
}

fn code_counts(desk: &Desk, act: &mut crate::records::Act<'_>, person: PersonId, code: &str) -> Result<Shown, Problem> {
    let now = act.now();
    if totp::counts(desk, act.conn(), person, code, now)? {
        return Ok(Shown::App);
    }
    if recovery_code::use_up(act.conn(), person, code, now)? {
        return Ok(Shown::RecoveryCode);
    }
    Err(refuse(StatusCode::UNAUTHORIZED, "refuse-code-wrong").into())
}

/// Someone who is signed in proves again who they are: password, and a code where they have an app.
pub async fn prove(
    desk: &Desk,
    person: &Person,
    login: LoginToken,
    password: String,
    code: &str,
    coming: &Coming,
) -> Result<(), Problem> {
    let right = right_password(desk, &person.email, password, coming).await?;
    let (here, now, code, from) = (desk.clone(), desk.now(), code.to_owned(), coming.clone());
    let id = right.id;
    let needs_code = desk.write(move |conn| {
        let held = second_factor::held(conn, id)?;
        if held.any() && device::known(conn, from.device.as_deref(), id, now)?.is_none() {
            throttle::count_code(conn, id, now)?;
        }
        Ok(held.any())
    });
    let needs_code = needs_code.await?;
    let from = coming.clone();
    desk.act(move |mut act| {
        let now = act.now();
        let shown = if needs_code { Some(code_counts(&here, &mut act, id, &code)?) } else { None };
        let known = device::known(act.conn(), from.device.as_deref(), id, now)?;
        throttle::forgive(act.conn(), &Tried { email: &right.email, address: &from.address, device: known })?;
        throttle::forgive_codes(act.conn(), id)?;
        login::proved(act.conn(), &login, if shown.is_some() { Factors::Two } else { Factors::One }, now)?;
        match shown {
            Some(Shown::RecoveryCode) => act.commit(By::Oneself { person: id }, &Event::RecoveryCodeUsed { person: id }, ()),
            Some(Shown::App) | None => Ok(act.nothing(())),
        }
    })
    .await
}
