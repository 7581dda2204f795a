//! Whom a provider knows: which person here is meant by which subject there. Once known, only the subject counts; addresses of mail
//! change hands.
use axum::http::StatusCode;
use jiff::Timestamp;
use serde_json::{Map, Value};
use store::{Conn, Fault, sql, values};

use super::identity_provider::Provider;
use super::person::{self, NewPerson, Person};
use crate::ground::clock::micros;
use crate::ground::{PersonId, Problem, ProviderId, refuse};
use crate::records::{Act, By, Event, content};

sql! {
    LINKED = "select person from govern_provider_person where provider = ?1 and subject = ?2";
    LINK = "insert into govern_provider_person (provider, subject, person, linked_at) values (?1, ?2, ?3, ?4)";
    PROVIDERS = "select provider from govern_provider_person where person = ?1";
}

/// Whether a rule of the provider has a group of theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    ByARule,
    ByNone,
}

/// Which providers know this person.
pub(super) fn providers_of(conn: &mut Conn, person: PersonId) -> Result<Vec<ProviderId>, Fault> {
    conn.rows(&PROVIDERS, values![person], |row| row.get(0))
}

/// The person whom `subject` at this provider means: known from before; or in the list of people under an address that the provider
/// has verified; or new, where the provider may bring new people and a rule names a group of theirs. Nobody else comes in.
pub(super) fn found(
    act: &mut Act<'_>,
    provider: &Provider,
    subject: &str,
    claims: &Map<String, Value>,
    named: Named,
) -> Result<Person, Problem> {
    let turned_away = |key| Problem::from(refuse(StatusCode::FORBIDDEN, key).way_on("/sign-in", "way-on-sign-in"));
    let now = act.now();
    if let Some(id) = act.conn().one(&LINKED, values![provider.id, subject], |row| row.get::<PersonId>(0))? {
        let person = person::find(act.conn(), id)?.filter(|person| !person.left);
        return person.ok_or_else(|| turned_away("refuse-provider-unknown-person"));
    }
    let Some(email) = verified_email(claims) else { return Err(turned_away("refuse-provider-no-email")) };
    let person = match person::by_email(act.conn(), &email)? {
        Some(person) if person.left => return Err(turned_away("refuse-provider-unknown-person")),
        Some(person) => person,
        None => match provider.settings.joining_unit {
            Some(unit) if named == Named::ByARule => {
                let new = newcomer(provider, unit, &email, claims);
                let id = PersonId::new(now);
                person::write(act.conn(), id, &new, now)?;
                act.record(By::Torg, &Event::PersonInvited { person: id, unit })?;
                person::find(act.conn(), id)?.ok_or_else(|| turned_away("refuse-provider-unknown-person"))?
            }
            _ => return Err(turned_away("refuse-provider-unknown-person")),
        },
    };
    link(act, provider.id, subject, person.id, now)?;
    Ok(person)
}

fn link(act: &mut Act<'_>, provider: ProviderId, subject: &str, person: PersonId, now: Timestamp) -> Result<(), Problem> {
    act.conn().run(&LINK, values![provider, subject, person, micros(now)])?;
    let subject = content::keep_bytes(act.conn(), subject.as_bytes())?;
    act.record(By::Torg, &Event::PersonLinked { person, provider, subject })?;
    Ok(())
}

/// An address that the provider says it has verified. One that it has not could be anybody's.
fn verified_email(claims: &Map<String, Value>) -> Option<String> {
    let verified = match claims.get("email_verified") {
        Some(Value::Bool(verified)) => *verified,
        // Some providers write it as text.
        Some(Value::String(text)) => text == "true",
        _ => false,
    };
    let email = claims.get("email")?.as_str()?.trim().to_lowercase();
    (verified && !email.is_empty() && !email.chars().any(char::is_control)).then_some(email)
}

/// Someone new, as the provider names them. They sign with their first name (R111).
fn newcomer(provider: &Provider, unit: crate::ground::UnitId, email: &str, claims: &Map<String, Value>) -> NewPerson {
    let text = |claim: &str| {
        let text: String =
            claims.get(claim).and_then(Value::as_str).unwrap_or_default().chars().filter(|c| !c.is_control()).take(120).collect();
        text.trim().to_owned()
    };
    let name = match text("name") {
        name if name.is_empty() => email.split('@').next().unwrap_or(email).to_owned(),
        name => name,
    };
    let first = name.split_whitespace().next().unwrap_or(&name).to_owned();
    let signature = match text("given_name") {
        given if !given.is_empty() && super::signature::check(&name, &given).is_ok() => given,
        _ if super::signature::check(&name, &first).is_ok() => first,
        _ => provider.settings.name.chars().take(60).collect(),
    };
    let language = crate::ground::locale::Locale::named(&text("locale")).unwrap_or_default();
    NewPerson { unit, name, post: String::new(), signature, email: email.to_owned(), language }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_a_verified_address_is_one() {
        let email = |claims: Value| verified_email(claims.as_object().unwrap());
        assert_eq!(
            email(json!({ "email": " Fatima@Exempelby.example ", "email_verified": true })),
            Some("fatima@exempelby.example".to_owned())
        );
        assert_eq!(email(json!({ "email": "a@b.example", "email_verified": "true" })), Some("a@b.example".to_owned()));
        for claims in [
            json!({ "email": "a@b.example" }),
            json!({ "email": "a@b.example", "email_verified": false }),
            json!({ "email": "a@b.example", "email_verified": 1 }),
            json!({ "email": ["a@b.example"], "email_verified": true }),
            json!({ "email": "", "email_verified": true }),
            json!({ "email_verified": true }),
        ] {
            assert_eq!(email(claims.clone()), None, "{claims}");
        }
    }
}
