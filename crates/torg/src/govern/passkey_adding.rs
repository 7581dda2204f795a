//! Adding a passkey: the desk asks the browser to make one, and takes the answer once, from the same person.
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use webauthn_rs::prelude::{PasskeyRegistration, RegisterPublicKeyCredential};

use super::half_sign_in::{self, Kind};
use super::login::{self, Factors, LoginToken};
use super::person::Person;
use super::{passkey, recovery_code};
use crate::ground::{Desk, PersonId, Problem, refuse};
use crate::records::By;

/// What waits between question and answer.
#[derive(Serialize, Deserialize)]
struct Asked {
    person: PersonId,
    state: PasskeyRegistration,
}

/// The question to the browser.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// What `navigator.credentials` is asked, as JSON.
    pub options: Value,
    /// By which the answer is known again.
    pub token: String,
}

/// Asks for a new passkey of `person`. Their devices that have one already are named, so that none gets two.
pub async fn begin(desk: &Desk, person: Person) -> Result<Question, Problem> {
    let (party, here, now) = (passkey::relying_party(desk)?, desk.clone(), desk.now());
    desk.write(move |conn| {
        let known = passkey::of_person(conn, person.id)?.into_iter().map(|known| known.credential.cred_id().clone()).collect();
        let (options, state) = party
            .start_passkey_registration(person.id.0, &person.email, &person.name, Some(known))
            .map_err(|fault| anyhow::anyhow!("a passkey could not be asked for: {fault}"))?;
        let token = half_sign_in::keep(&here, conn, Kind::PasskeyAdding, &Asked { person: person.id, state }, now)?;
        let mut options = serde_json::to_value(options)?;
        // Kept on the device with the person's id, so that it signs in without a user name where the device can.
        options["publicKey"]["authenticatorSelection"]["residentKey"] = "preferred".into();
        Ok(Question { options, token })
    })
    .await
}

/// Takes the browser's answer. Gives recovery codes when it is the first second factor.
pub async fn finish(
    desk: &Desk,
    person: PersonId,
    login: LoginToken,
    token: String,
    answer: Value,
    name: String,
) -> Result<Vec<String>, Problem> {
    let (party, here) = (passkey::relying_party(desk)?, desk.clone());
    let answer: RegisterPublicKeyCredential = serde_json::from_value(answer).map_err(|fault| {
        tracing::info!("A passkey's answer could not be read: {fault}");
        refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-passkey").way_on("/me", "way-on-me")
    })?;
    desk.act(move |mut act| {
        let now = act.now();
        let asked: Option<Asked> = half_sign_in::take(&here, act.conn(), Kind::PasskeyAdding, &token, now)?;
        let Some(asked) = asked.filter(|asked| asked.person == person) else {
            return Err(refuse(StatusCode::GONE, "refuse-half-over").way_on("/me", "way-on-me").into());
        };
        let made = party.finish_passkey_registration(&answer, &asked.state).map_err(|fault| passkey::refused(&fault))?;
        // This login showed both just now.
        login::proved(act.conn(), &login, Factors::Two, now)?;
        let codes = recovery_code::first(&mut act, person)?;
        let event = passkey::write(&mut act, person, &name, &made)?;
        act.commit(By::Oneself { person }, &event, codes)
    })
    .await
}
