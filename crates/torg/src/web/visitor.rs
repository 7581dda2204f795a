//! Who visits: language, login, and forms that only our own pages can send.
use std::net::SocketAddr;

use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use serde::de::DeserializeOwned;

use crate::govern::login::{self, Login, LoginToken};
use crate::govern::second_factor;
use crate::govern::sign_in::{Arrival, Coming};
use crate::govern::{Officer, person::SingleKeys};
use crate::ground::locale::Locale;
use crate::ground::{Desk, Problem, refuse};

/// Anyone who asks for a page.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The language of the answer: chosen, or the browser's first of ours, or the desk's.
    pub locale: Locale,
    /// Their address of the net, for throttling.
    pub address: String,
    /// Their browser's name for itself.
    pub browser: String,
    /// The cookie of a device on which someone signed in before.
    device: Option<String>,
    /// The cookie of a sign-in that is half done.
    half: Option<String>,
}

const LANGUAGE_COOKIE: &str = "torg-language";

fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// The login cookie's name. Over TLS it is bound to this host and to TLS by its name.
fn login_cookie(desk: &Desk) -> &'static str {
    if desk.config().over_tls() { "__Host-torg" } else { "torg" }
}

/// The `Set-Cookie` line that begins a login in the browser; `None` ends it.
pub fn login_cookie_line(desk: &Desk, token: Option<&LoginToken>) -> String {
    cookie_line(desk, login_cookie(desk), token.map(LoginToken::reveal), 60 * 60 * 24 * 14)
}

fn device_cookie(desk: &Desk) -> &'static str {
    if desk.config().over_tls() { "__Host-torg-device" } else { "torg-device" }
}

fn half_cookie(desk: &Desk) -> &'static str {
    if desk.config().over_tls() { "__Host-torg-half" } else { "torg-half" }
}

/// The `Set-Cookie` line for a sign-in that is half done; `None` ends it.
pub fn half_cookie_line(desk: &Desk, token: Option<&str>) -> String {
    cookie_line(desk, half_cookie(desk), token, 60 * 15)
}

/// The answer to someone who has come in: login and device in cookies, and on to `to`.
pub fn come_in(desk: &Desk, arrival: &Arrival, to: &str) -> Response {
    let mut response = Redirect::to(to).into_response();
    let lines = [
        login_cookie_line(desk, Some(&arrival.login)),
        cookie_line(desk, device_cookie(desk), Some(&arrival.device), 60 * 60 * 24 * 400),
        half_cookie_line(desk, None),
    ];
    for line in lines {
        // Names and tokens of our own making: letters, digits, `-` and `_`.
        if let Ok(value) = header::HeaderValue::from_str(&line) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}

fn cookie_line(desk: &Desk, name: &str, value: Option<&str>, age: u32) -> String {
    let secure = if desk.config().over_tls() { "; Secure" } else { "" };
    let (value, age) = value.map_or(("", 0), |value| (value, age));
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}")
}

/// The `Set-Cookie` line that keeps a visitor's language.
pub fn language_cookie_line(locale: Locale) -> String {
    format!("{LANGUAGE_COOKIE}={}; Path=/; SameSite=Lax; Max-Age=31536000", locale.tag())
}

impl Visitor {
    fn read(parts: &Parts, desk: &Desk) -> Self {
        let headers = &parts.headers;
        let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let locale = cookie(headers, LANGUAGE_COOKIE)
            .and_then(Locale::named)
            .or_else(|| Locale::accepted(text(header::ACCEPT_LANGUAGE)))
            .unwrap_or(desk.config().language);
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip().to_string());
        let forwarded = desk
            .config()
            .proxy_header
            .as_deref()
            .and_then(|name| headers.get(name))
            .and_then(|value| value.to_str().ok())
            // The last address is the one our own proxy saw; earlier ones are the visitor's word.
            .and_then(|list| list.rsplit(',').next())
            .map(|address| address.trim().to_owned());
        Self {
            locale,
            address: forwarded.or(peer).unwrap_or_default(),
            browser: text(header::USER_AGENT).to_owned(),
            device: cookie(headers, device_cookie(desk)).map(str::to_owned),
            half: cookie(headers, half_cookie(desk)).map(str::to_owned),
        }
    }

    /// From where they come, for signing in.
    pub fn coming(&self) -> Coming {
        Coming { address: self.address.clone(), browser: self.browser.clone(), device: self.device.clone() }
    }

    /// The sign-in that this browser has half done, where it shows one.
    pub fn half(&self) -> &str {
        self.half.as_deref().unwrap_or_default()
    }
}

impl FromRequestParts<Desk> for Visitor {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Self::Rejection> {
        Ok(Self::read(parts, desk))
    }
}

/// Someone signed in. A handler that takes this answers nobody else.
#[derive(Clone)]
pub struct SignedIn {
    /// Who.
    pub officer: Officer,
    /// The language of their pages.
    pub locale: Locale,
    /// When the request came.
    pub now: Timestamp,
    /// What every form of this login must carry.
    pub form_token: String,
    /// Whether single keys are shortcuts for them.
    pub single_keys: SingleKeys,
    /// The address that was asked for, path and query: where to come back to.
    pub here: String,
    /// This login, as its owner sees it.
    pub record: Login,
    token: LoginToken,
}

impl SignedIn {
    /// The login itself, to be ended.
    pub fn login(&self) -> &LoginToken {
        &self.token
    }
}

/// Not signed in: a page leads to the sign-in and back here; anything else is told 401.
pub struct NotSignedIn {
    to: Option<String>,
}

impl IntoResponse for NotSignedIn {
    fn into_response(self) -> Response {
        match self.to {
            Some(to) => Redirect::to(&format!("/sign-in?to={}", percent(&to))).into_response(),
            None => super::problems::answer(
                Locale::En,
                &refuse(StatusCode::UNAUTHORIZED, "refuse-not-signed-in").into(),
                super::problems::Form::Json,
            ),
        }
    }
}

fn percent(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// What is open to someone who signed in with one factor and of whom two are demanded: their own account, and the way out.
fn is_own_account(path: &str) -> bool {
    path == "/me" || path.starts_with("/me/") || matches!(path, "/sign-out" | "/preferences")
}

async fn signed_in(parts: &Parts, desk: &Desk) -> Result<Option<SignedIn>, Problem> {
    let Some(token) = cookie(&parts.headers, login_cookie(desk)).map(LoginToken::from_cookie) else { return Ok(None) };
    let now = desk.now();
    let asked = token.clone();
    let found = desk.read(move |conn| {
        let Some((person, login)) = login::signed_in(conn, &asked, now)? else { return Ok(None) };
        let lacking = second_factor::is_lacking(conn, &login, now)?;
        Ok(Some((person, login, lacking)))
    });
    let Some((person, record, lacking)) = found.await? else { return Ok(None) };
    if lacking && !is_own_account(parts.uri.path()) {
        return Err(refuse(StatusCode::FORBIDDEN, "refuse-second-factor-first").way_on("/me", "way-on-second-factor").into());
    }
    if login::is_stale(&record, now) {
        let used = token.clone();
        desk.write(move |conn| Ok(login::seen(conn, &used, now)?)).await?;
    }
    let here = parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
    Ok(Some(SignedIn {
        locale: person.language,
        single_keys: person.single_keys,
        now,
        form_token: token.form_token(),
        here,
        officer: Officer { person, only_under: None },
        record,
        token,
    }))
}

impl FromRequestParts<Desk> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Self::Rejection> {
        match signed_in(parts, desk).await {
            Ok(Some(signed_in)) => Ok(signed_in),
            Ok(None) => {
                let wants_page = parts
                    .headers
                    .get(header::ACCEPT)
                    .and_then(|value| value.to_str().ok())
                    .is_some_and(|accept| accept.contains("text/html"));
                let to = (wants_page && parts.method == Method::GET).then(|| parts.uri.to_string());
                Err(NotSignedIn { to: to.or_else(|| wants_page.then(|| "/".to_owned())) }.into_response())
            }
            Err(problem) => Err(problem.into_response()),
        }
    }
}

/// A form that one of our own pages sent: it carries the login's form token, and the browser says it comes from here (CSRF).
pub struct Posted<T> {
    /// Who sent it.
    pub by: SignedIn,
    /// What it says.
    pub form: T,
}

impl<T: DeserializeOwned> FromRequest<Desk> for Posted<T> {
    type Rejection = Response;

    async fn from_request(request: Request, desk: &Desk) -> Result<Self, Self::Rejection> {
        let (mut parts, body) = request.into_parts();
        let by = SignedIn::from_request_parts(&mut parts, desk).await?;
        let refused = |problem: Problem| super::problems::page(&by.locale, &problem);
        if !same_site(&parts.headers, desk) {
            return Err(refused(refuse(StatusCode::FORBIDDEN, "refuse-foreign-form").into()));
        }
        let bytes = axum::body::Bytes::from_request(Request::from_parts(parts, body), desk)
            .await
            .map_err(|too_large| refused(refuse(too_large.status(), "refuse-form-too-large").into()))?;
        let pairs: Vec<(String, String)> = url::form_urlencoded::parse(&bytes).into_owned().collect();
        if !pairs.iter().any(|(key, value)| key == "form-token" && *value == by.form_token) {
            return Err(refused(refuse(StatusCode::FORBIDDEN, "refuse-foreign-form").into()));
        }
        match read_pairs(&pairs) {
            Ok(form) => Ok(Self { by, form }),
            Err(fault) => {
                tracing::info!("A form could not be read: {fault}");
                Err(refused(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-form-unreadable").into()))
            }
        }
    }
}

/// True unless the browser says that another site sent this. Browsers that say nothing are held by the form token.
pub fn same_site(headers: &HeaderMap, desk: &Desk) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match text("origin") {
        Some(origin) => {
            let host = text("host").unwrap_or_default();
            let named = url::Url::parse(origin).ok();
            let at = named.as_ref().map(|url| match (url.host_str(), url.port()) {
                (Some(name), Some(port)) => format!("{name}:{port}"),
                (Some(name), None) => name.to_owned(),
                _ => String::new(),
            });
            at.as_deref() == Some(host) || named.is_some_and(|url| url.origin() == desk.config().public_url.origin())
        }
        None => true,
    }
}

/// Reads pairs into `T`: a key that comes several times is a list, an empty value of an `Option` is none.
pub(super) fn read_pairs<T: DeserializeOwned>(pairs: &[(String, String)]) -> Result<T, serde_json::Error> {
    let mut fields = serde_json::Map::new();
    for (key, value) in pairs {
        let name = key.strip_suffix("[]").unwrap_or(key).to_owned();
        let value = serde_json::Value::String(value.clone());
        if key.ends_with("[]") {
            let list = fields.entry(name).or_insert_with(|| serde_json::Value::Array(Vec::new()));
            if let serde_json::Value::Array(list) = list {
                list.push(value);
            }
        } else {
            fields.insert(name, value);
        }
    }
    serde_json::from_value(serde_json::Value::Object(fields))
}
