//! An authenticator app as second factor: six digits that change every half minute (RFC 6238). A code counts once.
use axum::http::StatusCode;
use jiff::Timestamp;
use store::{Conn, Fault, sql, values};
use totp_rs::{Builder, Secret, Totp};

use super::login::{self, Factors, LoginToken};
use super::{recovery_code, second_factor};
use crate::ground::clock::micros;
use crate::ground::vault::random;
use crate::ground::{Desk, PersonId, Problem, refuse};
use crate::records::{Act, By, Committed, Event};

sql! {
    BEGIN = "insert into govern_totp (person, sealed, begun_at) values (?1, ?2, ?3)
             on conflict (person) do update set sealed = excluded.sealed, begun_at = excluded.begun_at, last_step = 0
             where govern_totp.confirmed_at is null";
    SECRET = "select sealed from govern_totp where person = ?1 and confirmed_at is not null";
    UNCONFIRMED = "select sealed from govern_totp where person = ?1 and confirmed_at is null";
    HAS = "select count(*) from govern_totp where person = ?1 and confirmed_at is not null";
    CONFIRM = "update govern_totp set confirmed_at = ?2, last_step = ?3 where person = ?1 and confirmed_at is null";
    STEP = "update govern_totp set last_step = ?2 where person = ?1 and last_step < ?2 and confirmed_at is not null";
    REMOVE = "delete from govern_totp where person = ?1";
}

/// What an app is to be given.
#[derive(Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The secret as people type it: base32 in groups of four.
    pub typed: String,
    /// The address in the QR code (`otpauth://`, the key URI format that the apps share).
    pub address: String,
}

fn purpose(person: PersonId) -> String {
    format!("totp:{person}")
}

/// Begins: a new secret, which counts when a code of it has been shown. One that was begun before is forgotten.
pub fn begin(desk: &Desk, conn: &mut Conn, person: PersonId, now: Timestamp) -> Result<(), Problem> {
    let sealed = desk.vault().seal(&purpose(person), &random::<20>()?)?;
    if conn.run(&BEGIN, values![person, sealed, micros(now)])? == 0 {
        return Err(refuse(StatusCode::CONFLICT, "refuse-app-known").way_on("/me", "way-on-me").into());
    }
    Ok(())
}

/// What was begun and not confirmed.
pub fn begun(desk: &Desk, conn: &mut Conn, person: PersonId, account: &str) -> Result<Option<Enrolment>, Problem> {
    let Some(sealed) = conn.one(&UNCONFIRMED, values![person], |row| row.get::<Vec<u8>>(0))? else { return Ok(None) };
    let secret = Secret::from(desk.vault().open(&purpose(person), &sealed)?).to_base32();
    let secret = secret.trim_end_matches('=');
    let issuer = format!("Torg {}", desk.config().authority);
    let address = format!(
        "otpauth://totp/{}:{}?secret={secret}&issuer={}&algorithm=SHA1&digits=6&period=30",
        percent(&issuer),
        percent(account),
        percent(&issuer)
    );
    let signs: Vec<char> = secret.chars().collect();
    let typed = signs.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ");
    Ok(Some(Enrolment { typed, address }))
}

/// The app showed that it has the secret: from here on a password alone is not enough. With the first second factor come
/// recovery codes, given here once.
pub fn confirm(
    desk: &Desk,
    mut act: Act<'_>,
    person: PersonId,
    login: &LoginToken,
    code: &str,
) -> Result<Committed<Vec<String>>, Problem> {
    let now = act.now();
    let Some(sealed) = act.conn().one(&UNCONFIRMED, values![person], |row| row.get::<Vec<u8>>(0))? else {
        return Err(refuse(StatusCode::CONFLICT, "refuse-app-not-begun").way_on("/me", "way-on-me").into());
    };
    let Some(step) = step_of(&desk.vault().open(&purpose(person), &sealed)?, code, now)? else {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-code-wrong").into());
    };
    if act.conn().run(&CONFIRM, values![person, micros(now), step])? == 0 {
        return Err(refuse(StatusCode::CONFLICT, "refuse-app-not-begun").way_on("/me", "way-on-me").into());
    }
    // This login showed both just now.
    login::proved(act.conn(), login, Factors::Two, now)?;
    let codes = recovery_code::first(&mut act, person)?;
    act.commit(By::Oneself { person }, &Event::SignInAppAdded { person }, codes)
}

/// True when the code is right and was not used before, on whichever node.
pub(super) fn counts(desk: &Desk, conn: &mut Conn, person: PersonId, code: &str, now: Timestamp) -> Result<bool, Problem> {
    let Some(sealed) = conn.one(&SECRET, values![person], |row| row.get::<Vec<u8>>(0))? else { return Ok(false) };
    match step_of(&desk.vault().open(&purpose(person), &sealed)?, code, now)? {
        Some(step) => Ok(conn.run(&STEP, values![person, step])? == 1),
        None => Ok(false),
    }
}

/// True when an app is in use.
pub(super) fn is_in_use(conn: &mut Conn, person: PersonId) -> Result<bool, Fault> {
    Ok(conn.one(&HAS, values![person], |row| row.get::<i64>(0))? == Some(1))
}

/// Takes the app away.
pub fn remove(mut act: Act<'_>, person: PersonId) -> Result<Committed<()>, Problem> {
    if !is_in_use(act.conn(), person)? {
        return Err(refuse(StatusCode::CONFLICT, "refuse-app-not-begun").way_on("/me", "way-on-me").into());
    }
    forget(act.conn(), person)?;
    second_factor::must_not_be_lacking(&mut act, person)?;
    act.commit(By::Oneself { person }, &Event::SignInAppRemoved { person }, ())
}

pub(super) fn forget(conn: &mut Conn, person: PersonId) -> Result<(), Fault> {
    conn.run(&REMOVE, values![person])?;
    Ok(())
}

/// The half minute that a code belongs to: this one, or one before or after, for clocks that differ (RFC 6238, 5.2).
fn step_of(secret: &[u8], code: &str, now: Timestamp) -> Result<Option<i64>, Problem> {
    let code: String = code.chars().filter(|sign| !sign.is_whitespace()).collect();
    if code.len() != 6 || !code.bytes().all(|digit| digit.is_ascii_digit()) {
        return Ok(None);
    }
    let seconds = u64::try_from(now.as_second()).map_err(anyhow::Error::from)?;
    let step = reckoner(secret)?.check(&code, seconds);
    Ok(step.map(i64::try_from).transpose().map_err(anyhow::Error::from)?)
}

fn reckoner(secret: &[u8]) -> anyhow::Result<Totp> {
    Builder::new()
        .with_secret(secret)
        .build()
        .map_err(|fault| anyhow::anyhow!("a secret of an authenticator app is not usable: {fault}"))
}

/// Percent-encoding by which no app shows a plus for a space (RFC 3986, 2.1).
fn percent(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// The code that an app with this secret shows now, for stories.
#[cfg(test)]
pub(crate) fn shown_by_app(typed: &str, now: Timestamp) -> String {
    let secret = Secret::try_from_base32(typed.replace(' ', "")).unwrap();
    reckoner(secret.as_bytes()).unwrap().generate(u64::try_from(now.as_second()).unwrap()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, the last six of eight digits (SHA-1).
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = b"12345678901234567890";
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")] {
            let now = Timestamp::from_second(second).unwrap();
            assert_eq!(step_of(secret, code, now).unwrap(), Some(second / 30), "{second}");
        }
    }

    #[test]
    fn a_code_lives_for_its_half_minute_and_those_beside_it() {
        let secret = b"12345678901234567890";
        let at = |second: i64| step_of(secret, " 287 082 ", Timestamp::from_second(second).unwrap()).unwrap();
        assert_eq!((at(30), at(59), at(89)), (Some(1), Some(1), Some(1)));
        assert_eq!((at(0), at(29)), (Some(1), Some(1)), "a telephone that is a little ahead");
        assert_eq!(at(90), None);
        for nonsense in ["", "28708", "2870821", "28708a", "２８７０８２"] {
            assert_eq!(step_of(secret, nonsense, Timestamp::from_second(59).unwrap()).unwrap(), None, "{nonsense}");
        }
    }

    #[test]
    fn names_stand_in_the_address_without_a_plus() {
        assert_eq!(percent("Torg Västby kommun"), "Torg%20V%C3%A4stby%20kommun");
    }
}
