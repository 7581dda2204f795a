//! Who calls: a program with a token, which stands for one mandate of one person. Cookies are not looked at.
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use connect::Secret;
use jiff::Timestamp;
use store::Conn;

use crate::govern::Officer;
use crate::govern::mandate::{self, Mandate, Permission, Read};
use crate::govern::reach::Reach;
use crate::govern::token::{self, Token};
use crate::ground::locale::Locale;
use crate::ground::problem::not_found;
use crate::ground::{Desk, Problem, refuse};

/// A program that showed a token in force. A handler that takes this answers nobody else.
#[derive(Clone, Debug)]
pub(super) struct Caller {
    /// Who it acts for; bound to the token's mandate.
    pub(super) officer: Officer,
    /// The token it showed.
    pub(super) token: Token,
    /// The language of sentences.
    pub(super) locale: Locale,
    /// When the request came.
    pub(super) now: Timestamp,
    /// What it showed, to be asked for again by what stays open.
    secret: Secret,
}

/// Permission `A` as far as the token's mandate goes. For acts that ask by themselves whether that is far enough.
pub(super) fn as_far_as_it_goes<A: Permission>(conn: &mut Conn, caller: &Caller, now: Timestamp) -> Result<Mandate<A>, Problem> {
    let granted = mandate::find(conn, caller.token.mandate)?.ok_or_else(not_found)?;
    caller.officer.may::<A>(conn, granted.scope(), now)
}

/// Whether a caller's token still holds, for what stays open.
pub(super) async fn again(desk: &Desk, caller: &Caller) -> Result<bool, Problem> {
    let (secret, now) = (caller.secret.clone(), desk.now());
    desk.read(move |conn| Ok(token::shown(conn, secret.reveal(), now)?.is_some())).await
}

impl Caller {
    /// Reads what the token's mandate covers: `f` gets where it may read. Refused without a mandate to read.
    pub(super) async fn reads<T, F>(&self, desk: &Desk, f: F) -> Result<T, Problem>
    where
        F: FnOnce(&mut Conn, &Reach) -> Result<T, Problem> + Send + 'static,
        T: Send + 'static,
    {
        self.somewhere::<Read, _, _>(desk, f).await
    }

    /// Reads under permission `A`: `f` gets where it holds. Refused where it holds nowhere.
    pub(super) async fn somewhere<A, T, F>(&self, desk: &Desk, f: F) -> Result<T, Problem>
    where
        A: Permission,
        F: FnOnce(&mut Conn, &Reach) -> Result<T, Problem> + Send + 'static,
        T: Send + 'static,
    {
        let (officer, now) = (self.officer.clone(), self.now);
        desk.read(move |conn| {
            let reach = officer.reach::<A>(conn, now)?;
            f(conn, &reach)
        })
        .await
    }
}

/// The token in `Authorization: Bearer …`.
fn shown(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().unwrap_or_default();
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

impl FromRequestParts<Desk> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Self::Rejection> {
        let Some(token) = shown(&parts.headers).map(str::to_owned) else {
            return Err(refuse(StatusCode::UNAUTHORIZED, "refuse-token-missing").into());
        };
        let now = desk.now();
        let secret = Secret::new(token.clone());
        let Some((token, officer)) = desk.read(move |conn| Ok(token::shown(conn, &token, now)?)).await? else {
            return Err(refuse(StatusCode::UNAUTHORIZED, "refuse-token-unknown").into());
        };
        Ok(Self { officer, token, locale: language(&parts.headers, desk), now, secret })
    }
}

/// The language of sentences: the first of ours that is accepted, or the desk's.
pub(super) fn language(headers: &HeaderMap, desk: &Desk) -> Locale {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| Locale::accepted(value.to_str().unwrap_or_default()));
    accepted.unwrap_or(desk.config().language)
}
