//! Passkeys (WebAuthn): the device asks for finger, face or PIN, and nothing that could be phished leaves it. A passkey is two
//! factors by itself.
use axum::http::StatusCode;
use jiff::Timestamp;
use store::{Conn, Fault, sql, values};
use webauthn_rs::prelude::{Passkey as Credential, Webauthn, WebauthnBuilder, WebauthnError};

use super::second_factor;
use crate::ground::clock::{from_micros, micros};
use crate::ground::problem::not_found;
use crate::ground::{Desk, PasskeyId, PersonId, Problem, refuse};
use crate::records::{Act, By, Committed, Event, content};

/// Longest name of a passkey, in characters.
pub const LONGEST_NAME: usize = 60;

sql! {
    ADD = "insert into govern_passkey (id, person, name, credential_id, credential, added_at) values (?1, ?2, ?3, ?4, ?5, ?6)";
    OF_PERSON = "select id, person, name, credential, added_at, used_at from govern_passkey where person = ?1 order by id";
    BY_CREDENTIAL = "select id, person, name, credential, added_at, used_at from govern_passkey where credential_id = ?1";
    USED = "update govern_passkey set used_at = ?2, credential = ?3 where id = ?1";
    RENAME = "update govern_passkey set name = ?3 where id = ?1 and person = ?2";
    REMOVE = "delete from govern_passkey where id = ?1 and person = ?2";
    FORGET = "delete from govern_passkey where person = ?1";
}

/// A passkey as its owner sees it, with its public key.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields mirror the table")]
pub struct Passkey {
    pub id: PasskeyId,
    pub person: PersonId,
    pub name: String,
    pub added_at: Timestamp,
    pub used_at: Option<Timestamp>,
    pub(super) credential: Credential,
}

type Row = (PasskeyId, PersonId, String, String, i64, Option<i64>);

fn read(row: &store::Row<'_>) -> Result<Row, Fault> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
}

fn understood((id, person, name, credential, added_at, used_at): Row) -> Result<Passkey, Problem> {
    let credential = serde_json::from_str(&credential)?;
    Ok(Passkey { id, person, name, added_at: from_micros(added_at), used_at: used_at.map(from_micros), credential })
}

/// A person's passkeys, the first added first.
pub fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<Passkey>, Problem> {
    conn.rows(&OF_PERSON, values![person], read)?.into_iter().map(understood).collect()
}

/// The passkey with this id of the credential.
pub(super) fn by_credential(conn: &mut Conn, id: &[u8]) -> Result<Option<Passkey>, Problem> {
    conn.one(&BY_CREDENTIAL, values![id], read)?.map(understood).transpose()
}

/// Writes a new one.
pub(super) fn write(act: &mut Act<'_>, person: PersonId, name: &str, credential: &Credential) -> Result<Event, Problem> {
    let (now, name) = (act.now(), named(name)?);
    let id = PasskeyId::new(now);
    let kept = serde_json::to_string(credential)?;
    act.conn().run(&ADD, values![id, person, &name, credential.cred_id(), kept, micros(now)]).map_err(|fault| {
        match fault.is_unique() {
            true => refuse(StatusCode::CONFLICT, "refuse-passkey-known").way_on("/me", "way-on-me").into(),
            false => Problem::from(fault),
        }
    })?;
    let name = content::keep_bytes(act.conn(), name.as_bytes())?;
    Ok(Event::PasskeyAdded { person, passkey: id, name })
}

/// Notes that it was used, with its counter.
pub(super) fn used(conn: &mut Conn, passkey: &Passkey, now: Timestamp) -> Result<(), Problem> {
    conn.run(&USED, values![passkey.id, micros(now), serde_json::to_string(&passkey.credential)?])?;
    Ok(())
}

/// Gives one's own passkey another name.
pub fn rename(mut act: Act<'_>, person: PersonId, id: PasskeyId, name: &str) -> Result<Committed<()>, Problem> {
    let name = named(name)?;
    if act.conn().run(&RENAME, values![id, person, &name])? == 0 {
        return Err(not_found());
    }
    let name = content::keep_bytes(act.conn(), name.as_bytes())?;
    act.commit(By::Oneself { person }, &Event::PasskeyRenamed { person, passkey: id, name }, ())
}

/// Removes one's own passkey.
pub fn remove(mut act: Act<'_>, person: PersonId, id: PasskeyId) -> Result<Committed<()>, Problem> {
    if act.conn().run(&REMOVE, values![id, person])? == 0 {
        return Err(not_found());
    }
    second_factor::must_not_be_lacking(&mut act, person)?;
    act.commit(By::Oneself { person }, &Event::PasskeyRemoved { person, passkey: id }, ())
}

pub(super) fn forget(conn: &mut Conn, person: PersonId) -> Result<(), Fault> {
    conn.run(&FORGET, values![person])?;
    Ok(())
}

fn named(name: &str) -> Result<String, Problem> {
    let name: String = name.chars().filter(|sign| !sign.is_control()).collect();
    let name = name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-passkey-name").with("n", LONGEST_NAME).into());
    }
    Ok(name.to_owned())
}

/// True when browsers can make passkeys for this desk: its address has a name, and is safe (Web Authentication Level 3, 5.1.2).
pub fn are_possible(desk: &Desk) -> bool {
    let url = &desk.config().public_url;
    url.domain().is_some_and(|name| url.scheme() == "https" || name == "localhost" || name.ends_with(".localhost"))
}

/// The desk as passkeys know it: the name and origin of `public_url`.
pub(super) fn relying_party(desk: &Desk) -> Result<Webauthn, Problem> {
    let url = &desk.config().public_url;
    let Some(name) = url.domain().filter(|_| are_possible(desk)) else {
        return Err(refuse(StatusCode::CONFLICT, "refuse-passkeys-impossible")
            .with("address", url)
            .way_on("/me", "way-on-me")
            .into());
    };
    let made = WebauthnBuilder::new(name, url).and_then(|builder| builder.rp_name(&desk.config().authority).build());
    Ok(made.map_err(|fault| anyhow::anyhow!("passkeys cannot be used at {url}: {fault}"))?)
}

/// What a browser or device answered was not what was asked for.
pub(super) fn refused(fault: &WebauthnError) -> Problem {
    tracing::info!("A passkey's answer was not taken: {fault}");
    refuse(StatusCode::UNAUTHORIZED, "refuse-passkey").way_on("/sign-in", "way-on-sign-in").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_short_and_there() {
        assert_eq!(named("  Mobilen\u{0} ").unwrap(), "Mobilen");
        assert!(named(" \t").is_err());
        assert!(named(&"x".repeat(60)).is_ok() && named(&"x".repeat(61)).is_err());
    }
}
