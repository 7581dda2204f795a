//! Signing in with an OpenID provider: authorization code with PKCE (RFC 7636), state and nonce; bound to one browser, taken up once.
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use connect::Call;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use url::Url;

use super::half_sign_in::{self, Kind};
use super::identity_provider::{self, Provider, SecondFactorBy};
use super::login::{Abroad, Factors, random_token};
use super::provider_told::{self, unreachable};
use super::provider_words::{self, Expected, IdToken, Unbelieved};
use super::sign_in::{self, Coming, HalfWay, Step};
use super::{group_rule, provider_logout, provider_person};
use crate::ground::vault::sha256;
use crate::ground::{Desk, Problem, ProviderId, refuse};
use crate::records::By;

/// Someone on their way to a provider.
#[derive(Clone, Debug)]
pub struct Leaving {
    /// Where their browser goes.
    pub address: String,
    /// By which the browser is known again when it comes back.
    pub half: String,
}

/// What waits for them meanwhile.
#[derive(Serialize, Deserialize)]
struct Waiting {
    provider: ProviderId,
    state: String,
    nonce: String,
    verifier: String,
    to: String,
}

/// Whether the provider is to ask again who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// As the provider sees fit.
    AsItLikes,
    /// Again, although it knows them.
    Anew,
}

/// What the browser brings back.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Back {
    /// The question it answers.
    pub state: String,
    /// To be exchanged for tokens.
    pub code: String,
    /// Who answered (RFC 9207); not every provider says.
    pub iss: Option<String>,
    /// Why nobody signed in.
    pub error: Option<String>,
}

/// Where a provider sends browsers back to. Each has an address of its own, so that none can answer for another.
pub fn return_address(desk: &Desk, id: ProviderId) -> String {
    format!("{}/sign-in/provider/{id}/back", desk.config().public_url.as_str().trim_end_matches('/'))
}

/// Where a provider tells of logouts.
pub fn logout_address(desk: &Desk, id: ProviderId) -> String {
    format!("{}/sign-in/provider/{id}/logout", desk.config().public_url.as_str().trim_end_matches('/'))
}

/// Sends someone to a provider; `to` is where they go when they are in.
pub async fn begin(desk: &Desk, id: ProviderId, to: &str, asking: Asking) -> Result<Leaving, Problem> {
    let provider = desk.read(move |conn| identity_provider::find_open(conn, id)).await?;
    let told = provider_told::current(desk, &provider, None).await?;
    let waiting =
        Waiting { provider: id, state: random_token()?, nonce: random_token()?, verifier: random_token()?, to: to.to_owned() };
    let mut address = Url::parse(&told.authorization_endpoint).map_err(anyhow::Error::from)?;
    let challenge = URL_SAFE_NO_PAD.encode(sha256(waiting.verifier.as_bytes()));
    address
        .query_pairs_mut()
        .append_pair("response_type", "code")
        .append_pair("client_id", &provider.settings.client_id)
        .append_pair("redirect_uri", &return_address(desk, id))
        .append_pair("scope", "openid email profile")
        .append_pair("state", &waiting.state)
        .append_pair("nonce", &waiting.nonce)
        .append_pair("code_challenge", &challenge)
        .append_pair("code_challenge_method", "S256");
    if asking == Asking::Anew {
        address.query_pairs_mut().append_pair("prompt", "login").append_pair("max_age", "0");
    }
    let (here, now) = (desk.clone(), desk.now());
    let half = desk.write(move |conn| half_sign_in::keep(&here, conn, Kind::Provider, &waiting, now)).await?;
    Ok(Leaving { address: address.into(), half })
}

fn not_taken(cause: &str) -> Problem {
    tracing::warn!("A sign-in with a provider was not taken: {cause}");
    refuse(StatusCode::UNAUTHORIZED, "refuse-provider-answer").way_on("/sign-in", "way-on-sign-in").into()
}

/// Someone came back. In, or to their second factor here; and where to go then.
pub async fn finish(desk: &Desk, id: ProviderId, half: &str, back: &Back, coming: &Coming) -> Result<(Step, String), Problem> {
    let (here, token, now) = (desk.clone(), half.to_owned(), desk.now());
    // Gone with the first answer, right or wrong: a code or state that was seen on the way serves nobody a second time.
    let waiting: Option<Waiting> = desk.write(move |conn| half_sign_in::take(&here, conn, Kind::Provider, &token, now)).await?;
    let Some(waiting) = waiting else {
        return Err(refuse(StatusCode::GONE, "refuse-half-over").way_on("/sign-in", "way-on-sign-in").into());
    };
    if waiting.provider != id || waiting.state != back.state {
        return Err(not_taken("it answers another question (state)"));
    }
    let provider = desk.read(move |conn| identity_provider::find_open(conn, id)).await?;
    if back.iss.as_ref().is_some_and(|iss| *iss != provider.settings.issuer) {
        return Err(not_taken("another issuer answered"));
    }
    if let Some(error) = &back.error {
        return Err(not_taken(&format!("the provider says {:?}", error.chars().take(60).collect::<String>())));
    }
    let (told, claims) = exchanged(desk, &provider, &waiting, &back.code).await?;
    Ok((arrived(desk, provider, told, claims, coming).await?, waiting.to))
}

/// What the token endpoint gives.
#[derive(Deserialize)]
struct Tokens {
    id_token: String,
    access_token: Option<String>,
}

/// Exchanges the code for an ID token that may be believed, with every claim about the person.
async fn exchanged(
    desk: &Desk,
    provider: &Provider,
    waiting: &Waiting,
    code: &str,
) -> Result<(IdToken, Map<String, Value>), Problem> {
    let settings = &provider.settings;
    let trouble = |trouble| unreachable(&settings.issuer, &trouble);
    let mut told = provider_told::current(desk, provider, None).await?;
    let (here, id) = (desk.clone(), provider.id);
    let secret = desk.read(move |conn| identity_provider::secret(&here, conn, id)).await?;
    let mut fields = vec![
        ("grant_type".to_owned(), "authorization_code".to_owned()),
        ("code".to_owned(), code.to_owned()),
        ("redirect_uri".to_owned(), return_address(desk, provider.id)),
        ("code_verifier".to_owned(), waiting.verifier.clone()),
    ];
    let call = Call::post(&told.token_endpoint).map_err(trouble)?.once();
    let by_form = told.token_endpoint_auth_methods_supported.as_ref().is_some_and(|methods| {
        !methods.iter().any(|way| way == "client_secret_basic") && methods.iter().any(|way| way == "client_secret_post")
    });
    let call = if by_form {
        fields.push(("client_id".to_owned(), settings.client_id.clone()));
        fields.push(("client_secret".to_owned(), secret.reveal().to_owned()));
        call
    } else {
        // RFC 6749, 2.3.1: each part form-encoded before they are joined.
        let encoded = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let both = format!("{}:{}", encoded(&settings.client_id), encoded(secret.reveal()));
        call.header("authorization", &format!("Basic {}", STANDARD.encode(both)))
    };
    let http = desk.http(settings.private_addresses);
    let answer = http.send(call.header("accept", "application/json").form(fields)).await.map_err(trouble)?;
    let tokens: Tokens = answer.json().map_err(trouble)?;
    let doubted = |doubt: Unbelieved| not_taken(&doubt.to_string());
    let kid = provider_words::key_named(&tokens.id_token).map_err(doubted)?;
    if let Some(kid) = &kid {
        told = provider_told::current(desk, provider, Some(kid)).await?;
    }
    let keys = told.keys.clone().unwrap_or(jsonwebtoken::jwk::JwkSet { keys: Vec::new() });
    let expected = Expected { issuer: &settings.issuer, client_id: &settings.client_id, now: desk.now() };
    let id_token = provider_words::id_token(&tokens.id_token, &keys, &waiting.nonce, &expected).map_err(doubted)?;
    let mut claims = id_token.more.clone();
    let lacks = !claims.contains_key("email") || !claims.contains_key(&settings.groups_claim);
    if let (true, Some(endpoint), Some(access)) = (lacks, &told.userinfo_endpoint, &tokens.access_token) {
        for (name, value) in more_about(desk, provider, endpoint, access, &id_token.sub).await? {
            claims.entry(name).or_insert(value);
        }
    }
    Ok((id_token, claims))
}

/// What the provider says beside the ID token, when it is about the same person (OpenID Connect Core 1.0, 5.3.4).
async fn more_about(
    desk: &Desk,
    provider: &Provider,
    endpoint: &str,
    access: &str,
    subject: &str,
) -> Result<Map<String, Value>, Problem> {
    let trouble = |trouble| unreachable(&provider.settings.issuer, &trouble);
    let call = Call::get(endpoint).map_err(trouble)?.bearer(&connect::Secret::new(access));
    let answer = desk.http(provider.settings.private_addresses).send(call).await.map_err(trouble)?;
    let claims: Map<String, Value> = answer.json().map_err(trouble)?;
    if claims.get("sub").and_then(Value::as_str) != Some(subject) {
        return Err(not_taken("the claims are about another person"));
    }
    Ok(claims)
}

/// Whom it means here, what their groups mean, and in.
async fn arrived(
    desk: &Desk,
    provider: Provider,
    id_token: IdToken,
    claims: Map<String, Value>,
    coming: &Coming,
) -> Result<Step, Problem> {
    let (here, coming) = (desk.clone(), coming.clone());
    let groups = provider_words::groups(&claims, &provider.settings.groups_claim);
    let gone = desk.config().language.say_with("rule-group-gone", &[("provider", provider.settings.name.as_str().into())]);
    desk.act(move |mut act| {
        let now = act.now();
        let (id, subject) = (provider.id, id_token.sub.clone());
        provider_logout::must_not_be_out(act.conn(), id, &subject, id_token.sid.as_deref(), id_token.made_at())?;
        let named = group_rule::names(act.conn(), id, &groups)?;
        let person = provider_person::found(&mut act, &provider, &subject, &claims, named)?;
        group_rule::apply(&mut act, id, person.id, &groups, &gone)?;
        let abroad = Abroad { provider: id, subject, session: id_token.sid.clone() };
        let factors = match provider.settings.second_factor {
            SecondFactorBy::Provider => Factors::Two,
            SecondFactorBy::Desk => Factors::One,
        };
        let proved_at = id_token.proved_at(now);
        let way = HalfWay::Provider { abroad, made_at: id_token.made_at(), proved_at: crate::ground::clock::micros(proved_at) };
        let step = sign_in::come_through(&here, act.conn(), &person, way, factors, &coming, now)?;
        Ok(act.nothing(step))
    })
    .await
}

/// How the record states what a provider's word brought about.
pub(super) const STATED: By = By::Torg;
