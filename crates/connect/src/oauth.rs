//! Signing in with OAuth 2.0 (RFC 6749, with PKCE, RFC 7636) where the authority has an application of its own at the network, and keeping the
//! short-lived token that calls are made with.
use aws_lc_rs::{digest, rand};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::connection::{Connection, Secret};
use crate::http::{Answer, Call};
use crate::network::Authorisation;
use crate::trouble::Trouble;

/// Where one signs in, and what for.
pub(crate) struct Door {
    /// The page where a person says yes.
    pub(crate) authorise: String,
    /// Where a code or a refresh token becomes a token.
    pub(crate) token: String,
    /// What is asked for, a space between.
    pub(crate) scopes: &'static str,
    /// What else the page must be asked with.
    pub(crate) also: &'static [(&'static str, &'static str)],
}

/// What the token address gives.
#[derive(Deserialize)]
pub(crate) struct Granted {
    pub(crate) access_token: String,
    #[serde(default)]
    pub(crate) refresh_token: Option<String>,
    /// Seconds.
    #[serde(default)]
    pub(crate) expires_in: Option<i64>,
}

#[derive(Serialize, Deserialize)]
struct Pending {
    verifier: String,
}

/// A token is not used in its last minute.
const MARGIN: SignedDuration = SignedDuration::from_secs(60);
/// What the connection remembers it under.
const REMEMBERED: &str = "oauth-access";

#[derive(Serialize, Deserialize)]
struct Access {
    token: String,
    until: Timestamp,
}

impl Door {
    /// Where the person's browser goes.
    pub(crate) fn start(&self, connection: &Connection, redirect: &str) -> Result<Authorisation, Trouble> {
        let client = connection.required("client_id")?;
        connection.secret("client_secret")?;
        let (state, verifier) = (unguessable()?, unguessable()?);
        let challenge = URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, verifier.as_bytes()));
        let mut url = Url::parse(&self.authorise).map_err(|_| Trouble::Setting { key: "server" })?;
        url.query_pairs_mut()
            .extend_pairs([
                ("response_type", "code"),
                ("client_id", client.trim()),
                ("redirect_uri", redirect),
                ("scope", self.scopes),
                ("state", &state),
                ("code_challenge", &challenge),
                ("code_challenge_method", "S256"),
            ])
            .extend_pairs(self.also);
        let pending = serde_json::to_string(&Pending { verifier }).map_err(|fault| nonsense(&fault.to_string()))?;
        Ok(Authorisation { url: url.into(), pending, state })
    }

    /// The code that the browser came back with becomes tokens. A code is good once, so this call is not repeated by itself.
    pub(crate) async fn finish(
        &self,
        connection: &Connection,
        pending: &str,
        redirect: &str,
        code: &str,
    ) -> Result<Granted, Trouble> {
        let begun: Pending =
            serde_json::from_str(pending).map_err(|_| nonsense("the sign-in that was begun cannot be read; begin again"))?;
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", redirect),
            ("code_verifier", &begun.verifier),
        ];
        self.grant(connection, &fields).await
    }

    /// The token for a call: the one that is remembered while it lasts, else a new one for the refresh token.
    pub(crate) async fn access(&self, connection: &Connection) -> Result<Secret, Trouble> {
        if let Some(text) = connection.remembered(REMEMBERED).await
            && let Ok(Access { token, until }) = serde_json::from_str::<Access>(&text)
            && connection.http.now() < until
        {
            return Ok(Secret::new(token));
        }
        let refresh = connection.secret("refresh_token")?.reveal().trim().to_owned();
        let granted = self.grant(connection, &[("grant_type", "refresh_token"), ("refresh_token", &refresh)]).await;
        // Nothing of what was to be said has left.
        let granted = granted.map_err(|trouble| match trouble {
            Trouble::Unclear { reason } | Trouble::Nonsense { reason } => Trouble::Unreachable { reason },
            other => other,
        })?;
        let lasts = SignedDuration::from_secs(granted.expires_in.unwrap_or(3600).clamp(0, 86_400));
        let until = connection.http.now() + lasts - MARGIN;
        let access = Access { token: granted.access_token.clone(), until };
        connection.remember(REMEMBERED, serde_json::to_string(&access).ok()).await;
        Ok(Secret::new(granted.access_token))
    }

    /// Makes a call with the token. One that is refused before its end is asked for anew once: nothing arrived.
    pub(crate) async fn send(
        &self,
        connection: &Connection,
        call: impl Fn() -> Result<Call, Trouble>,
    ) -> Result<Answer, Trouble> {
        let was_remembered = connection.remembered(REMEMBERED).await.is_some();
        let token = self.access(connection).await?;
        match connection.http.send(call()?.bearer(&token)).await {
            Err(Trouble::Unauthorised { .. }) if was_remembered => {
                connection.remember(REMEMBERED, None).await;
                let token = self.access(connection).await?;
                connection.http.send(call()?.bearer(&token)).await
            }
            Err(dead @ Trouble::Unauthorised { .. }) => {
                connection.remember(REMEMBERED, None).await;
                Err(dead)
            }
            other => other,
        }
    }

    async fn grant(&self, connection: &Connection, fields: &[(&str, &str)]) -> Result<Granted, Trouble> {
        let client = connection.required("client_id")?.trim();
        let secret = connection.secret("client_secret")?.reveal().trim();
        let also = [("client_id", client), ("client_secret", secret)];
        let fields = fields.iter().chain(&also).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let call = Call::post(&self.token)?.form(fields).reading(dead_grant).once();
        connection.http.send(call).await?.json()
    }
}

/// `invalid_grant` and `invalid_client` say that a person must sign in again (RFC 6749 §5.2), whatever the status.
fn dead_grant(refusal: &crate::http::Refusal<'_>) -> Option<Trouble> {
    #[derive(Deserialize)]
    struct Body {
        error: String,
    }
    let Body { error } = serde_json::from_slice(refusal.body).ok()?;
    let dead = ["invalid_grant", "invalid_client", "unauthorized_client", "access_denied"].contains(&error.as_str());
    dead.then(|| Trouble::Unauthorised { reason: refusal.quoted(&error) })
}

fn nonsense(reason: &str) -> Trouble {
    Trouble::Nonsense { reason: reason.to_owned() }
}

/// 256 bits; as base64url it also has the 43 characters that RFC 7636 asks of a verifier.
fn unguessable() -> Result<String, Trouble> {
    let mut bytes = [0; 32];
    rand::fill(&mut bytes).map_err(|_| Trouble::Unreachable { reason: "the machine gives no random numbers".to_owned() })?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}
