//! What a provider says in signed words: the ID token of someone who signs in (OpenID Connect Core 1.0, 3.1.3.7), and the logout
//! token of someone who signed out there (Back-Channel Logout 1.0, 2.6). Signature first, then each claim; the rules are pure.
use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Clocks differ.
const LEEWAY: SignedDuration = SignedDuration::from_mins(1);
/// The event that makes a token a logout token.
const LOGOUT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// Signatures that are taken. None without a signature; none with a shared secret, since the key would be what everyone may read.
const SIGNATURES: &[Algorithm] = &[
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
    Algorithm::ES256,
    Algorithm::ES384,
    Algorithm::EdDSA,
];

/// Why a token was not believed; for the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a token from a provider was not believed: {0}")]
pub(super) struct Unbelieved(pub(super) &'static str);

/// One text or several.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    fn all(&self) -> &[String] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
        }
    }
}

/// Who signed in, as the provider says.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct IdToken {
    iss: String,
    pub(super) sub: String,
    aud: OneOrMany,
    azp: Option<String>,
    exp: i64,
    iat: i64,
    nbf: Option<i64>,
    nonce: Option<String>,
    /// When they proved who they are.
    auth_time: Option<i64>,
    /// The session.
    pub(super) sid: Option<String>,
    /// Everything else it says.
    #[serde(flatten)]
    pub(super) more: serde_json::Map<String, Value>,
}

/// Whom a token must be from and for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    pub(super) client_id: &'a str,
    pub(super) now: Timestamp,
}

/// The key's name in a token's header, to look for it among the provider's keys.
pub(super) fn key_named(token: &str) -> Result<Option<String>, Unbelieved> {
    Ok(header(token)?.kid)
}

fn header(token: &str) -> Result<jsonwebtoken::Header, Unbelieved> {
    // A token without signature names an algorithm that is none, and cannot be read here at all.
    let header =
        jsonwebtoken::decode_header(token).map_err(|_| Unbelieved("its header cannot be read, or it has no signature"))?;
    if !SIGNATURES.contains(&header.alg) {
        return Err(Unbelieved("it is signed in a way that is not taken"));
    }
    Ok(header)
}

/// The claims of a token whose signature is the provider's. No claim is checked here.
fn signed<T: DeserializeOwned>(token: &str, keys: &JwkSet) -> Result<T, Unbelieved> {
    let header = header(token)?;
    let fits = |key: &&Jwk| {
        key.common.public_key_use.as_ref().is_none_or(|use_| *use_ == PublicKeyUse::Signature)
            && key.common.key_algorithm.is_none_or(|algorithm| algorithm.to_string() == format!("{:?}", header.alg))
    };
    let key = match &header.kid {
        Some(kid) => keys.find(kid).filter(fits),
        // Without a name there must be one key only that could be meant.
        None => match keys.keys.iter().filter(fits).collect::<Vec<_>>().as_slice() {
            [one] => Some(*one),
            _ => None,
        },
    };
    let key = key.ok_or(Unbelieved("its key is not among the provider's"))?;
    let key = DecodingKey::from_jwk(key).map_err(|_| Unbelieved("its key is of a kind that cannot be used"))?;
    let mut only_signature = Validation::new(header.alg);
    // Claims are checked below, against the time that is handed in.
    only_signature.validate_exp = false;
    only_signature.validate_nbf = false;
    only_signature.validate_aud = false;
    only_signature.required_spec_claims.clear();
    let token = jsonwebtoken::decode::<T>(token, &key, &only_signature)
        .map_err(|_| Unbelieved("its signature is not the provider's, or it lacks what it must say"))?;
    Ok(token.claims)
}

/// Who signed in, when the token may be believed.
pub(super) fn id_token(token: &str, keys: &JwkSet, nonce: &str, expected: &Expected<'_>) -> Result<IdToken, Unbelieved> {
    let told: IdToken = signed(token, keys)?;
    is_for_us(&told.iss, &told.aud, expected)?;
    if told.azp.as_ref().is_some_and(|azp| azp != expected.client_id) || told.aud.all().len() > 1 && told.azp.is_none() {
        return Err(Unbelieved("it was made for another"));
    }
    is_now(told.iat, told.exp, told.nbf, expected.now)?;
    if told.nonce.as_deref() != Some(nonce) {
        return Err(Unbelieved("it answers another question (nonce)"));
    }
    // Core 1.0, 2: at most 255 ASCII characters.
    if told.sub.is_empty() || told.sub.len() > 255 || told.sub.chars().any(char::is_control) {
        return Err(Unbelieved("it names nobody"));
    }
    Ok(told)
}

impl IdToken {
    /// When they proved who they are: now, unless the provider says that it was earlier.
    pub(super) fn proved_at(&self, now: Timestamp) -> Timestamp {
        self.auth_time.map_or(now, |second| Timestamp::from_second(second).unwrap_or(now)).min(now)
    }

    /// When it was made.
    pub(super) fn made_at(&self) -> i64 {
        self.iat
    }
}

/// What a logout token is about.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(super) struct LogoutToken {
    iss: String,
    aud: OneOrMany,
    iat: i64,
    exp: i64,
    /// By which it is known again.
    pub(super) jti: String,
    events: serde_json::Map<String, Value>,
    /// Who signed out.
    pub(super) sub: Option<String>,
    /// Which session ended.
    pub(super) sid: Option<String>,
    nonce: Option<Value>,
}

/// Who signed out at the provider, when the token may be believed.
pub(super) fn logout_token(token: &str, keys: &JwkSet, expected: &Expected<'_>) -> Result<LogoutToken, Unbelieved> {
    // An ID token must not pass for one; where the header says what it is, it must say this (2.4).
    if header(token)?.typ.is_some_and(|kind| !kind.eq_ignore_ascii_case("logout+jwt") && !kind.eq_ignore_ascii_case("jwt")) {
        return Err(Unbelieved("it is another kind of token"));
    }
    let told: LogoutToken = signed(token, keys)?;
    is_for_us(&told.iss, &told.aud, expected)?;
    is_now(told.iat, told.exp, None, expected.now)?;
    if !told.events.get(LOGOUT).is_some_and(Value::is_object) {
        return Err(Unbelieved("it tells of no logout"));
    }
    if told.nonce.is_some() {
        return Err(Unbelieved("it has a nonce, which a logout token must not"));
    }
    if told.sub.is_none() && told.sid.is_none() {
        return Err(Unbelieved("it names neither person nor session"));
    }
    if told.jti.is_empty() || told.jti.len() > 255 {
        return Err(Unbelieved("it cannot be known again"));
    }
    Ok(told)
}

impl LogoutToken {
    /// When it ends.
    pub(super) fn expires_at(&self) -> Timestamp {
        Timestamp::from_second(self.exp).unwrap_or(Timestamp::MAX)
    }
}

fn is_for_us(issuer: &str, audience: &OneOrMany, expected: &Expected<'_>) -> Result<(), Unbelieved> {
    if issuer != expected.issuer {
        return Err(Unbelieved("it is from another issuer"));
    }
    if !audience.all().iter().any(|one| one == expected.client_id) {
        return Err(Unbelieved("it is for another audience"));
    }
    Ok(())
}

fn is_now(made: i64, ends: i64, begins: Option<i64>, now: Timestamp) -> Result<(), Unbelieved> {
    let (now, leeway) = (now.as_second(), LEEWAY.as_secs());
    if ends.saturating_add(leeway) <= now {
        return Err(Unbelieved("it has expired"));
    }
    if made.saturating_sub(leeway) > now || begins.is_some_and(|begins| begins.saturating_sub(leeway) > now) {
        return Err(Unbelieved("it is from the future"));
    }
    Ok(())
}

/// The groups in a claim: a list of texts, or one text. Anything else is no group.
pub(super) fn groups(claims: &serde_json::Map<String, Value>, claim: &str) -> BTreeSet<String> {
    match claims.get(claim) {
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Some(Value::String(one)) => BTreeSet::from([one.clone()]),
        _ => BTreeSet::new(),
    }
}

#[cfg(test)]
#[path = "provider_words_tests.rs"]
mod tests;
