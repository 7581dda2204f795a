//! Signing in: one session per connection, remembered, renewed when it has expired.
//!
//! `createSession` may be called 30 times in five minutes and 300 times a day, so it is the last resort, never part of a call.
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::sync::Mutex;
use url::Url;

use crate::connection::{Connection, Secret};
use crate::http::{Answer, Call};
use crate::trouble::Trouble;

/// What the connection remembers the session under.
const SESSION: &str = "bluesky session";
/// … and that the server did not accept the credentials, so that it is not asked again with every poll.
const REFUSED: &str = "bluesky sign-in refused";

/// Who we are and where our account lives.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Session {
    /// The account's stable id.
    pub(super) did: String,
    /// Its present name.
    pub(super) handle: String,
    /// The account's own server, without a slash at the end: the one the DID document names, else the service of the settings.
    pub(super) server: String,
    access: String,
    refresh: String,
}

impl Session {
    /// A query to the account's server, not yet signed.
    pub(super) fn get(&self, method: &str) -> Result<Call, Trouble> {
        Call::get(&address(&self.server, method))
    }
    /// A procedure on the account's server, not yet signed.
    pub(super) fn post(&self, method: &str) -> Result<Call, Trouble> {
        Call::post(&address(&self.server, method))
    }
}

/// Makes a call in the account's name. An expired session is renewed and the call made once more.
pub(super) async fn call(
    connection: &Connection,
    make: impl Fn(&Session) -> Result<Call, Trouble> + Send + Sync,
) -> Result<Answer, Trouble> {
    let session = current(connection).await?;
    let signed = |session: &Session| Ok::<_, Trouble>(make(session)?.bearer(&Secret::new(session.access.clone())));
    match connection.http.send(signed(&session)?).await {
        Err(Trouble::Unauthorised { reason }) if !lacks_rights(&reason) => {
            let session = renewed(connection, &session).await?;
            connection.http.send(signed(&session)?).await
        }
        answer => answer,
    }
}

/// The remembered session, or a new one.
pub(super) async fn current(connection: &Connection) -> Result<Session, Trouble> {
    if let Some(session) = remembered(connection).await? {
        return Ok(session);
    }
    let turn = turn(connection)?;
    let _turn = turn.lock().await;
    match remembered(connection).await? {
        Some(session) => Ok(session), // another call signed in while we waited
        None => signed_in(connection).await,
    }
}

/// Forgets that the credentials were refused: a person asks.
pub(super) async fn try_again(connection: &Connection) {
    connection.remember(REFUSED, None).await;
}

/// True when the session is good but the app password may not do this (made without access to direct messages).
pub(super) fn lacks_rights(reason: &str) -> bool {
    reason.contains("Bad token method") || reason.contains("Bad token scope")
}

async fn renewed(connection: &Connection, stale: &Session) -> Result<Session, Trouble> {
    let turn = turn(connection)?;
    let _turn = turn.lock().await;
    if let Some(session) = remembered(connection).await?.filter(|session| session.access != stale.access) {
        return Ok(session);
    }
    let refresh = stale.post("com.atproto.server.refreshSession")?.bearer(&Secret::new(stale.refresh.clone()));
    match connection.http.send(refresh).await {
        Ok(answer) => keep(connection, &answer, &stale.server).await,
        Err(Trouble::Unauthorised { .. } | Trouble::Refused { .. } | Trouble::Gone) => {
            connection.remember(SESSION, None).await;
            signed_in(connection).await
        }
        Err(trouble) => Err(trouble),
    }
}

async fn signed_in(connection: &Connection) -> Result<Session, Trouble> {
    if let Some(reason) = connection.remembered(REFUSED).await {
        return Err(Trouble::Unauthorised { reason });
    }
    let service = service(connection)?;
    let identifier = connection.required("identifier")?.trim().trim_start_matches('@');
    let password = connection.secret("app_password")?.reveal().trim();
    let body = json!({ "identifier": identifier, "password": password });
    match connection.http.send(Call::post(&address(&service, "com.atproto.server.createSession"))?.json(&body)).await {
        Ok(answer) => keep(connection, &answer, &service).await,
        Err(Trouble::Unauthorised { reason }) => {
            connection.remember(REFUSED, Some(reason.clone())).await;
            Err(Trouble::Unauthorised { reason })
        }
        Err(trouble) => Err(trouble),
    }
}

/// The answer of `createSession` and `refreshSession`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Granted {
    did: String,
    handle: String,
    access_jwt: String,
    refresh_jwt: String,
    #[serde(default)]
    did_doc: Value,
}

async fn keep(connection: &Connection, answer: &Answer, asked: &str) -> Result<Session, Trouble> {
    let granted: Granted = answer.json()?;
    let server = personal_server(&granted.did_doc).unwrap_or_else(|| asked.to_owned());
    let Granted { did, handle, access_jwt: access, refresh_jwt: refresh, .. } = granted;
    let session = Session { did, handle, server, access, refresh };
    let text = serde_json::to_string(&session).map_err(|fault| nonsense(&fault))?;
    connection.remember(SESSION, Some(text)).await;
    Ok(session)
}

async fn remembered(connection: &Connection) -> Result<Option<Session>, Trouble> {
    let Some(text) = connection.remembered(SESSION).await else { return Ok(None) };
    serde_json::from_str(&text).map(Some).map_err(|fault| nonsense(&fault))
}

fn nonsense(fault: &serde_json::Error) -> Trouble {
    Trouble::Nonsense { reason: format!("a session that cannot be kept (column {})", fault.column()) }
}

/// One sign-in at a time per account: two would waste the allowance, and each renewal ends the tokens before it.
fn turn(connection: &Connection) -> Result<Arc<Mutex<()>>, Trouble> {
    static TURNS: LazyLock<std::sync::Mutex<HashMap<String, Arc<Mutex<()>>>>> = LazyLock::new(Default::default);
    let account = format!("{} {}", connection.required("service")?, connection.required("identifier")?);
    Ok(TURNS.lock().unwrap_or_else(PoisonError::into_inner).entry(account).or_default().clone())
}

fn service(connection: &Connection) -> Result<String, Trouble> {
    base(connection.required("service")?.trim()).ok_or(Trouble::Setting { key: "service" })
}

/// The account's own server, as its DID document names it.
fn personal_server(document: &Value) -> Option<String> {
    let services = document.get("service")?.as_array()?;
    let own = services.iter().find(|service| service["id"].as_str().is_some_and(|id| id.ends_with("#atproto_pds")))?;
    base(own["serviceEndpoint"].as_str()?)
}

fn base(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let usable =
        matches!(url.scheme(), "http" | "https") && url.has_host() && url.username().is_empty() && url.password().is_none();
    usable.then(|| url.origin().ascii_serialization())
}

fn address(server: &str, method: &str) -> String {
    format!("{server}/xrpc/{method}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_names_the_server() {
        let document = |endpoint: &str| {
            json!({"id": "did:plc:abc", "service": [
                {"id": "#other", "type": "Other", "serviceEndpoint": "https://other.example"},
                {"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": endpoint},
            ]})
        };
        assert_eq!(personal_server(&document("https://morel.example/")).as_deref(), Some("https://morel.example"));
        assert_eq!(personal_server(&document("https://morel.example:8443")).as_deref(), Some("https://morel.example:8443"));
        for unusable in ["", "morel.example", "ftp://morel.example", "https://me:pw@morel.example"] {
            assert_eq!(personal_server(&document(unusable)), None, "{unusable}");
        }
        assert_eq!(personal_server(&Value::Null), None);
        assert_eq!(personal_server(&json!({"service": "x"})), None);
    }
}
