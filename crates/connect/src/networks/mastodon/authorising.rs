//! Signing in at the server (OAuth 2 with PKCE) instead of pasting a token.
use async_trait::async_trait;
use aws_lc_rs::{digest, rand};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use url::Url;

use super::Mastodon;
use super::server::Server;
use crate::connection::{Connection, Secret};
use crate::http::Call;
use crate::network::{Authorisation, Authorised, Authorising};
use crate::trouble::Trouble;

/// No more than the desk does.
const SCOPES: &str = "read write:statuses write:media";

/// What the second step needs of the first.
#[derive(Serialize, Deserialize)]
struct Pending {
    client_id: String,
    client_secret: String,
    verifier: String,
}

#[derive(Deserialize)]
struct Application {
    client_id: String,
    client_secret: String,
}

#[derive(Deserialize)]
struct Granted {
    access_token: String,
    /// Seconds. Mastodon's own tokens do not end; those of Pleroma, Akkoma and Pixelfed do.
    #[serde(default)]
    expires_in: Option<i64>,
}

#[async_trait]
impl Authorising for Mastodon {
    async fn start(&self, connection: &Connection, redirect: &str) -> Result<Authorisation, Trouble> {
        let server = Server::of(connection)?;
        let fields = [("client_name", "Torg"), ("redirect_uris", redirect), ("scopes", SCOPES)];
        let call = Call::post(&server.address("/api/v1/apps"))?.form(owned(&fields));
        let application: Application = server.send(call).await?.json()?;
        let (state, verifier) = (unguessable()?, unguessable()?);
        let challenge = URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, verifier.as_bytes()));
        let mut url = Url::parse(&server.address("/oauth/authorize")).map_err(|_| Trouble::Setting { key: "instance" })?;
        url.query_pairs_mut().extend_pairs([
            ("response_type", "code"),
            ("client_id", &application.client_id),
            ("redirect_uri", redirect),
            ("scope", SCOPES),
            ("state", &state),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ]);
        let Application { client_id, client_secret } = application;
        let pending = serde_json::to_string(&Pending { client_id, client_secret, verifier });
        let pending = pending.map_err(|fault| Trouble::Nonsense { reason: fault.to_string() })?;
        Ok(Authorisation { url: url.into(), pending, state })
    }

    async fn finish(&self, connection: &Connection, pending: &str, redirect: &str, code: &str) -> Result<Authorised, Trouble> {
        let server = Server::of(connection)?;
        let pending: Pending = serde_json::from_str(pending)
            .map_err(|_| Trouble::Nonsense { reason: "the sign-in that was begun cannot be read; begin again".to_owned() })?;
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("client_id", &pending.client_id),
            ("client_secret", &pending.client_secret),
            ("redirect_uri", redirect),
            ("code_verifier", &pending.verifier),
        ];
        let call = Call::post(&server.address("/oauth/token"))?.form(owned(&fields)).once();
        let granted: Granted = server.send(call).await?.json()?;
        // A hundred years is no end that anyone needs to be warned of.
        let holds_for = granted.expires_in.filter(|seconds| (1..3_153_600_000).contains(seconds)).map(SignedDuration::from_secs);
        Ok(Authorised { secrets: vec![("token", Secret::new(granted.access_token))], holds_for })
    }
}

fn owned(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// 256 bits; as base64url it also has the 43 characters that RFC 7636 asks of a verifier.
fn unguessable() -> Result<String, Trouble> {
    let mut bytes = [0; 32];
    rand::fill(&mut bytes).map_err(|_| Trouble::Unreachable { reason: "the machine gives no random numbers".to_owned() })?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}
