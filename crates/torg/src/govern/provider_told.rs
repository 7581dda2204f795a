//! What a provider says of itself (OpenID Connect Discovery 1.0) and the keys it signs with. Kept a little while, so that a logout
//! it tells of can be checked at once and nobody makes the desk ask more often than that.
use axum::http::StatusCode;
use connect::{Call, PrivateAddresses, Trouble};
use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::jwk::JwkSet;
use serde::{Deserialize, Serialize};
use store::{Conn, sql, values};
use url::Url;

use super::identity_provider::{Provider, Settings};
use crate::ground::clock::{from_micros, micros};
use crate::ground::{Desk, Problem, ProviderId, refuse};

/// So long it is believed without asking again.
const BELIEVED: SignedDuration = SignedDuration::from_mins(10);
/// A key that is not known is asked for again, but not more often than this.
const ASKED_AGAIN: SignedDuration = SignedDuration::from_secs(30);
/// More keys than any provider has.
const MOST_KEYS: usize = 64;

sql! {
    TOLD = "select told, told_at from govern_identity_provider where id = ?1";
    KEEP = "update govern_identity_provider set told = ?2, told_at = ?3 where id = ?1";
}

/// What is needed of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Told {
    /// Its address of itself.
    pub(super) issuer: String,
    /// Where people are sent.
    pub(super) authorization_endpoint: String,
    /// Where the code is exchanged.
    pub(super) token_endpoint: String,
    /// Where claims are asked for that are not in the ID token.
    pub(super) userinfo_endpoint: Option<String>,
    /// Where a browser is sent to sign out there too (OpenID Connect RP-Initiated Logout 1.0).
    #[serde(default)]
    pub(super) end_session_endpoint: Option<String>,
    /// Where its keys are.
    jwks_uri: String,
    /// How the desk may show who it is.
    #[serde(default)]
    pub(super) token_endpoint_auth_methods_supported: Option<Vec<String>>,
    /// Its keys.
    #[serde(default)]
    pub(super) keys: Option<JwkSet>,
}

/// Refuses an issuer's address that is none, or that may not be called: TLS, no query, no fragment (Discovery 1.0, 2).
pub(super) fn must_be_callable(issuer: &str, private: PrivateAddresses) -> Result<(), Problem> {
    let wrong = |key| Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, key).with("address", issuer).into());
    let Ok(url) = Url::parse(issuer) else { return wrong("refuse-provider-address") };
    let plain = url.query().is_none() && url.fragment().is_none() && url.username().is_empty() && url.password().is_none();
    if !plain || url.host().is_none() || !matches!(url.scheme(), "http" | "https") {
        return wrong("refuse-provider-address");
    }
    if url.scheme() == "http" && private == PrivateAddresses::Refuse {
        return wrong("refuse-provider-without-tls");
    }
    Ok(())
}

/// Asks the provider. What it says must be about the issuer that was filled in, letter for letter (Discovery 1.0, 4.3).
pub(super) async fn asked(desk: &Desk, settings: &Settings) -> Result<Told, Problem> {
    let http = desk.http(settings.private_addresses);
    let address = format!("{}/.well-known/openid-configuration", settings.issuer.trim_end_matches('/'));
    let unreachable = |trouble: Trouble| unreachable(&settings.issuer, &trouble);
    let answer = http.send(Call::get(&address).map_err(unreachable)?).await.map_err(unreachable)?;
    let mut told: Told = answer.json().map_err(unreachable)?;
    if told.issuer != settings.issuer {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-provider-another").with("issuer", &told.issuer).into());
    }
    let endpoints = [
        Some(&told.authorization_endpoint),
        Some(&told.token_endpoint),
        Some(&told.jwks_uri),
        told.userinfo_endpoint.as_ref(),
        told.end_session_endpoint.as_ref(),
    ];
    for endpoint in endpoints.into_iter().flatten() {
        let Ok(url) = Url::parse(endpoint) else { return Err(unreachable(nonsense())) };
        if url.scheme() != "https" && !(url.scheme() == "http" && settings.private_addresses == PrivateAddresses::Allow) {
            return Err(unreachable(nonsense()));
        }
    }
    let answer = http.send(Call::get(&told.jwks_uri).map_err(unreachable)?).await.map_err(unreachable)?;
    let mut keys: JwkSet = answer.json().map_err(unreachable)?;
    keys.keys.truncate(MOST_KEYS);
    told.keys = Some(keys);
    Ok(told)
}

fn nonsense() -> Trouble {
    Trouble::Nonsense { reason: "an address it gives is not one of the web with TLS".to_owned() }
}

/// The provider cannot be spoken with; the log gets the cause.
pub(super) fn unreachable(issuer: &str, trouble: &Trouble) -> Problem {
    tracing::warn!(issuer, "A provider for signing in did not answer as it should: {trouble}");
    refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-provider-unreachable")
        .with("issuer", issuer)
        .way_on("/sign-in", "way-on-sign-in")
        .into()
}

/// Keeps what it said.
pub(super) fn keep(conn: &mut Conn, id: ProviderId, told: &Told, now: Timestamp) -> Result<(), Problem> {
    conn.run(&KEEP, values![id, serde_json::to_string(told)?, micros(now)])?;
    Ok(())
}

/// What it said last, however long ago; nobody is asked.
pub(super) fn kept(conn: &mut Conn, id: ProviderId) -> Result<Option<Told>, Problem> {
    let told = conn.one(&TOLD, values![id], |row| row.get::<Option<String>>(0))?.flatten();
    Ok(told.as_deref().map(serde_json::from_str).transpose()?)
}

/// What the provider says of itself, not older than ten minutes; and with `kid` a little fresher, when that key is not among its keys.
pub(super) async fn current(desk: &Desk, provider: &Provider, kid: Option<&str>) -> Result<Told, Problem> {
    let (id, now) = (provider.id, desk.now());
    type Kept = (Option<String>, Option<i64>);
    let kept: Option<Kept> =
        desk.read(move |conn| Ok(conn.one(&TOLD, values![id], |row| Ok((row.get(0)?, row.get(1)?)))?)).await?;
    if let Some((Some(told), Some(at))) = kept {
        let told: Told = serde_json::from_str(&told)?;
        let age = now.duration_since(from_micros(at));
        let has_key = kid.is_none_or(|kid| told.keys.as_ref().is_some_and(|keys| keys.find(kid).is_some()));
        if age < BELIEVED && (has_key || age < ASKED_AGAIN) {
            return Ok(told);
        }
    }
    let told = asked(desk, &provider.settings).await?;
    let kept = told.clone();
    desk.write(move |conn| keep(conn, id, &kept, now)).await?;
    Ok(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issuer_is_an_address_with_tls_and_nothing_after() {
        let refused = |issuer: &str, private| match must_be_callable(issuer, private) {
            Ok(()) => "",
            Err(Problem::Refused(refusal)) => refusal.key,
            Err(fault) => panic!("{fault}"),
        };
        assert_eq!(refused("https://id.example.org/realms/town", PrivateAddresses::Refuse), "");
        assert_eq!(refused("http://127.0.0.1:9/", PrivateAddresses::Allow), "");
        assert_eq!(refused("http://id.example.org", PrivateAddresses::Refuse), "refuse-provider-without-tls");
        for wrong in [
            "",
            "id.example.org",
            "ftp://id.example.org",
            "https://id.example.org/?x=1",
            "https://id.example.org/#x",
            "https://me:pw@id.example.org",
        ] {
            assert_eq!(refused(wrong, PrivateAddresses::Allow), "refuse-provider-address", "{wrong}");
        }
    }
}
