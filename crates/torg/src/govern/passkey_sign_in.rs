//! Signing in with a passkey, with or without saying who one is. Whether an address is known here is not told to who asks.
use aws_lc_rs::hmac;
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::{Conn, sql, values};
use webauthn_rs::prelude::{DiscoverableAuthentication, DiscoverableKey, PublicKeyCredential};

use super::half_sign_in::{self, Kind};
use super::login::{self, Factors, LoginToken, NewLogin, Way};
use super::passkey::{self, Passkey};
pub use super::passkey_adding::Question;
use super::sign_in::{Arrival, Coming};
use super::{device, person};
use crate::ground::vault::random;
use crate::ground::{Desk, PersonId, Problem, refuse};

/// The key in `ground_secret` from which answers for unknown addresses are made.
const DECOY: &str = "passkey-decoy";

sql! {
    KEY = "select sealed from ground_secret where name = ?1";
    PUT_KEY = "insert into ground_secret (name, sealed) values (?1, ?2) on conflict (name) do nothing";
}

/// What waits between question and answer.
#[derive(Serialize, Deserialize)]
struct Asked {
    /// Who they said they are; then no other passkey will do.
    person: Option<PersonId>,
    state: DiscoverableAuthentication,
}

/// Asks for a passkey: any of this desk, or with an address one of that person's.
pub async fn begin(desk: &Desk, email: &str) -> Result<Question, Problem> {
    let email = email.trim().to_lowercase();
    let (party, here, now) = (passkey::relying_party(desk)?, desk.clone(), desk.now());
    desk.write(move |conn| {
        let (options, state) = party
            .start_discoverable_authentication()
            .map_err(|fault| anyhow::anyhow!("a passkey could not be asked for: {fault}"))?;
        let mut options = serde_json::to_value(options)?;
        // The page asks with a button; the browser need not offer passkeys in the field of the address.
        if let Value::Object(options) = &mut options {
            options.remove("mediation");
        }
        let mut asked = Asked { person: None, state };
        if !email.is_empty() && !email.contains('\0') {
            let known = person::by_email(conn, &email)?.filter(|person| !person.left);
            asked.person = Some(known.as_ref().map_or(PersonId(uuid::Uuid::nil()), |person| person.id));
            let mut ids: Vec<Vec<u8>> = Vec::new();
            if let Some(person) = known {
                ids.extend(passkey::of_person(conn, person.id)?.into_iter().map(|known| known.credential.cred_id().clone()));
            }
            if ids.is_empty() {
                ids = decoys(&here, conn, &email)?;
            }
            let allowed: Vec<Value> =
                ids.iter().map(|id| json!({ "type": "public-key", "id": URL_SAFE_NO_PAD.encode(id) })).collect();
            options["publicKey"]["allowCredentials"] = allowed.into();
        }
        let token = half_sign_in::keep(&here, conn, Kind::PasskeySignIn, &asked, now)?;
        Ok(Question { options, token })
    })
    .await
}

/// Signs in with the browser's answer.
pub async fn finish(desk: &Desk, token: String, answer: Value, coming: &Coming) -> Result<Arrival, Problem> {
    let coming = coming.clone();
    answered(desk, token, answer, move |conn, passkey, now| {
        let new = NewLogin {
            person: passkey.person,
            way: Way::Passkey,
            factors: Factors::Two,
            proved_at: now,
            browser: &coming.browser,
            abroad: None,
        };
        let login = login::write(conn, &new, now)?;
        let device = device::know(conn, coming.device.as_deref(), passkey.person, now)?;
        Ok(Arrival { person: passkey.person, login, device })
    })
    .await
}

/// Someone who is signed in proves again who they are, with a passkey of their own.
pub async fn prove(desk: &Desk, person: PersonId, login: LoginToken, token: String, answer: Value) -> Result<(), Problem> {
    answered(desk, token, answer, move |conn, passkey, now| {
        if passkey.person != person {
            return Err(refuse(StatusCode::FORBIDDEN, "refuse-passkey-of-another").way_on("/me", "way-on-me").into());
        }
        Ok(login::proved(conn, &login, Factors::Two, now)?)
    })
    .await
}

/// Checks an answer, once, and goes on with the passkey that gave it.
async fn answered<T: Send + 'static>(
    desk: &Desk,
    token: String,
    answer: Value,
    go_on: impl FnOnce(&mut Conn, &Passkey, jiff::Timestamp) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let (party, here, now) = (passkey::relying_party(desk)?, desk.clone(), desk.now());
    let refused = || refuse(StatusCode::UNAUTHORIZED, "refuse-passkey").way_on("/sign-in", "way-on-sign-in");
    let answer: PublicKeyCredential = serde_json::from_value(answer).map_err(|fault| {
        tracing::info!("A passkey's answer could not be read: {fault}");
        refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-passkey").way_on("/sign-in", "way-on-sign-in")
    })?;
    // Taken out in a transaction of its own: an answer that is refused has used its question up all the same.
    let taking = here.clone();
    let asked: Option<Asked> =
        desk.write(move |conn| half_sign_in::take(&taking, conn, Kind::PasskeySignIn, &token, now)).await?;
    let Some(asked) = asked else {
        return Err(refuse(StatusCode::GONE, "refuse-half-over").way_on("/sign-in", "way-on-sign-in").into());
    };
    desk.write(move |conn| {
        let Some(mut passkey) = passkey::by_credential(conn, answer.get_credential_id())? else { return Err(refused().into()) };
        // The device says whose it is; that must be the one whom it was given to, and whom the visitor named.
        let says = answer.get_user_unique_id();
        if says.is_some_and(|says| says != passkey.person.0.as_bytes())
            || asked.person.is_some_and(|named| named != passkey.person)
        {
            return Err(refused().into());
        }
        if !person::works_here(conn, passkey.person)? {
            return Err(refused().into());
        }
        let known = DiscoverableKey::from(&passkey.credential);
        #[expect(deprecated, reason = "its successor takes the crate's inner type, which only its \"danger\" feature hands out")]
        let outcome =
            party.finish_discoverable_authentication(&answer, asked.state, &[known]).map_err(|fault| passkey::refused(&fault))?;
        if !outcome.user_verified() {
            return Err(refused().into());
        }
        passkey.credential.update_credential(&outcome);
        passkey::used(conn, &passkey, now)?;
        go_on(conn, &passkey, now)
    })
    .await
}

/// What an unknown address is answered: always the same for the same address, one or two, as of a real person.
fn decoys(desk: &Desk, conn: &mut Conn, email: &str) -> Result<Vec<Vec<u8>>, Problem> {
    let mut sealed = conn.one(&KEY, values![DECOY], |row| row.get::<Vec<u8>>(0))?;
    if sealed.is_none() {
        conn.run(&PUT_KEY, values![DECOY, desk.vault().seal(DECOY, &random::<32>()?)?])?;
        sealed = conn.one(&KEY, values![DECOY], |row| row.get::<Vec<u8>>(0))?;
    }
    let Some(sealed) = sealed else { return Err(anyhow::anyhow!("the key for unknown addresses could not be kept").into()) };
    let key = hmac::Key::new(hmac::HMAC_SHA256, &desk.vault().open(DECOY, &sealed)?);
    let made = |n: u8| hmac::sign(&key, format!("{n} {email}").as_bytes()).as_ref().to_vec();
    let first = made(1);
    let has_two = first.first().is_some_and(|byte| byte & 1 == 1);
    Ok(if has_two { vec![first, made(2)] } else { vec![first] })
}
