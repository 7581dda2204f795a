//! Tokens as programs see them: listed, revoked, and made narrower for another program.
use std::cmp::Reverse;

use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::Conn;
use utoipa::ToSchema;

use super::body::{Asked, Named, Sent};
use super::caller::Caller;
use super::paging::{Page, WhichPage};
use crate::govern::mandate::{self, Run, Scope};
use crate::govern::reach::Reach;
use crate::govern::token;
use crate::ground::problem::not_found;
use crate::ground::{Desk, MandateId, Problem, TokenId};

/// What lets a program do what one mandate allows. The token itself was given out once.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Token {
    /// Its id.
    id: TokenId,
    /// What it is called.
    #[schema(example = "E-tjänsten för felanmälan")]
    name: String,
    /// The mandate it stands for.
    mandate: MandateId,
    /// The token whose program made it; null when a person did.
    issued_with: Option<TokenId>,
    /// When it was made.
    #[schema(example = "2026-11-20T07:15:00Z")]
    issued_at: Timestamp,
    /// When it ends.
    #[schema(example = "2027-02-18T07:15:00Z")]
    expires_at: Timestamp,
    /// When it was revoked.
    #[schema(example = json!(null))]
    revoked_at: Option<Timestamp>,
}

impl From<token::Token> for Token {
    fn from(token: token::Token) -> Self {
        let token::Token { id, name, mandate, issued_with, issued_at, expires_at, revoked_at } = token;
        Self { id, name, mandate, issued_with, issued_at, expires_at, revoked_at }
    }
}

/// Tokens whose mandates lie within what the caller runs.
fn within(conn: &mut Conn, reach: &Reach) -> Result<Vec<token::Token>, Problem> {
    let mut tokens = Vec::new();
    for token in token::all(conn)? {
        if reach.is_everywhere() || mandate::find(conn, token.mandate)?.is_some_and(|granted| reach.holds(granted.scope())) {
            tokens.push(token);
        }
    }
    Ok(tokens)
}

/// Lists tokens.
///
/// The newest first; of the latest 500 those whose mandates lie within what the token's own mandate runs.
#[utoipa::path(get, path = "/tokens", operation_id = "listTokens", tag = "tokens", params(WhichPage), security(("token" = ["run"])),
    responses((status = 200, description = "A page of tokens.", body = Page<Token>)))]
pub(super) async fn list(
    State(desk): State<Desk>,
    caller: Caller,
    Asked(which): Asked<WhichPage>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<Token>>, Problem> {
    let place = which.place::<Reverse<TokenId>>(here)?;
    let tokens = caller.somewhere::<Run, _, _>(&desk, within).await?;
    Ok(Json(place.of_all(tokens, |token| Reverse(token.id))?.map(Token::from)))
}

/// A token to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewToken {
    /// What it is called.
    #[schema(min_length = 1, pattern = r"\S", example = "E-tjänsten för felanmälan")]
    name: String,
    /// For how many days; not longer than the token that asks.
    #[schema(minimum = 1, maximum = 366, example = 7)]
    days: i64,
}

/// A token as it is given out, once.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Issued {
    /// Its id.
    id: TokenId,
    /// The token itself. It is kept nowhere and cannot be shown again.
    #[schema(example = "torg_…")]
    token: String,
    /// When it ends.
    #[schema(example = "2026-11-27T07:15:00Z")]
    expires_at: Timestamp,
}

/// Makes a token.
///
/// For another program: under the same mandate as the token that asks, not for longer, and it ends when that one is revoked. A token
/// that was made so makes no more.
#[utoipa::path(post, path = "/tokens", operation_id = "issueToken", tag = "tokens", request_body = NewToken, security(("token" = ["run"])),
    responses((status = 201, description = "The token, given out once.", body = Issued)))]
pub(super) async fn issue(
    State(desk): State<Desk>,
    caller: Caller,
    Sent(new): Sent<NewToken>,
) -> Result<(StatusCode, Json<Issued>), Problem> {
    let Caller { officer, token: own, .. } = caller;
    let issued = desk.act(move |mut act| {
        let now = act.now();
        let scope = scope_of(act.conn(), own.mandate)?;
        let by = officer.may::<Run>(act.conn(), scope, now)?;
        token::issue_narrower(act, &by, &own, &new.name, new.days)
    });
    let (id, token) = issued.await?;
    let made = desk.read(|conn| Ok(token::all(conn)?)).await?.into_iter().find(|known| known.id == id).ok_or_else(not_found)?;
    Ok((StatusCode::CREATED, Json(Issued { id, token, expires_at: made.expires_at })))
}

fn scope_of(conn: &mut Conn, id: MandateId) -> Result<Scope, Problem> {
    Ok(mandate::find(conn, id)?.ok_or_else(not_found)?.scope())
}

/// Ends a token.
///
/// At once, and with it those its program made. A token may end itself.
#[utoipa::path(delete, path = "/tokens/{tokenId}", operation_id = "revokeToken", tag = "tokens",
    params(("tokenId" = TokenId, Path, description = "The token.")), security(("token" = ["run"])),
    responses((status = 204, description = "It has ended.")))]
pub(super) async fn revoke(State(desk): State<Desk>, caller: Caller, Named(id): Named<TokenId>) -> Result<StatusCode, Problem> {
    let officer = caller.officer;
    desk.act(move |mut act| {
        let now = act.now();
        let reach = officer.reach::<Run>(act.conn(), now)?;
        let found = token::mandate_of(act.conn(), id)?.filter(|granted| reach.holds(granted.scope()));
        let granted = found.ok_or_else(not_found)?;
        let by = officer.may::<Run>(act.conn(), granted.scope(), now)?;
        token::revoke(act, &by, id)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}
