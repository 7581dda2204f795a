//! What X tells by itself (Account Activity API): a question with a token, and deliveries signed with the app's secret.
use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

use super::X;
use super::line::is_id;
use crate::connection::Connection;
use crate::network::{Hooking, Signal};
use crate::trouble::Trouble;

#[derive(Deserialize)]
struct Delivery {
    #[serde(default)]
    tweet_delete_events: Vec<Deleted>,
}

#[derive(Deserialize)]
struct Deleted {
    status: OnlyId,
}

#[derive(Deserialize)]
struct OnlyId {
    id: String,
}

fn key(connection: &Connection) -> Result<hmac::Key, Trouble> {
    Ok(hmac::Key::new(hmac::HMAC_SHA256, connection.secret("api_secret")?.reveal().trim().as_bytes()))
}

impl Hooking for X {
    /// The challenge: the token, signed (docs: account-activity/guides/securing-webhooks).
    fn greet(&self, connection: &Connection, query: &[(String, String)]) -> Option<String> {
        let token = query.iter().find(|(name, _)| name == "crc_token").map(|(_, token)| token)?;
        if token.is_empty() || token.len() > 256 {
            return None;
        }
        let signed = STANDARD.encode(hmac::sign(&key(connection).ok()?, token.as_bytes()).as_ref());
        Some(serde_json::json!({ "response_token": format!("sha256={signed}") }).to_string())
    }

    fn hear(&self, connection: &Connection, headers: &[(String, String)], body: &[u8]) -> Result<Vec<Signal>, Trouble> {
        let wrong = || Trouble::Unauthorised { reason: "the delivery is not signed with the app's secret".to_owned() };
        let mut signatures = headers.iter().filter(|(name, _)| name == "x-twitter-webhooks-signature").map(|(_, value)| value);
        let (Some(signature), None) = (signatures.next(), signatures.next()) else { return Err(wrong()) };
        let signature = signature.strip_prefix("sha256=").and_then(|text| STANDARD.decode(text).ok()).ok_or_else(wrong)?;
        hmac::verify(&key(connection)?, body, &signature).map_err(|_| wrong())?;
        let Ok(delivery) = serde_json::from_slice::<Delivery>(body) else {
            return Err(Trouble::Nonsense { reason: "the delivery is not what the documentation says".to_owned() });
        };
        // What is new is fetched with all news; what is gone is looked at by itself.
        let gone = delivery.tweet_delete_events.into_iter().map(|event| event.status.id).filter(|id| is_id(id));
        let mut signals: Vec<Signal> = gone.map(|remote_id| Signal::Touched { remote_id }).collect();
        signals.push(Signal::News);
        Ok(signals)
    }
}
