//! What the API says of itself (DIGG's REST API profile, VER.06) and of the token at hand.
use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::ROOT;
use super::caller::Caller;
use crate::govern::mandate::{self, Allowed};
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, Desk, MandateId, PersonId, Problem, TokenId, UnitId};

/// The API's version, and the day it was made.
const VERSION: (&str, &str) = ("1.0.0", "2026-11-21");

/// What this API is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ApiInfo {
    /// Its name.
    #[schema(example = "torg")]
    api_name: &'static str,
    /// Its version; the first number stands in the address.
    #[schema(example = "1.0.0")]
    api_version: &'static str,
    /// The day this version was made.
    #[schema(format = "date", example = "2026-11-21")]
    api_released: &'static str,
    /// Where it is described for people.
    #[schema(format = "uri", example = "https://torg.example.org/api/v1/")]
    api_documentation: String,
    /// `active`, `deprecated` or `retired`.
    #[schema(example = "active")]
    api_status: &'static str,
}

/// Says what this API is.
///
/// Name, version, where it is described, and whether it is in use.
#[utoipa::path(get, path = "/api-info", operation_id = "getApiInfo", tag = "self",
    responses((status = 200, description = "What this API is.", body = ApiInfo)))]
pub(super) async fn info(State(desk): State<Desk>) -> Json<ApiInfo> {
    let address = desk.config().public_url.as_str().trim_end_matches('/').to_owned();
    Json(ApiInfo {
        api_name: "torg",
        api_version: VERSION.0,
        api_released: VERSION.1,
        api_documentation: format!("{address}{ROOT}/"),
        api_status: "active",
    })
}

/// What the token at hand may do.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Me {
    /// The token.
    token: TokenId,
    /// What it is called.
    #[schema(example = "E-tjänsten för felanmälan")]
    token_name: String,
    /// When it ends.
    #[schema(example = "2027-02-01T00:00:00Z")]
    expires_at: Timestamp,
    /// The person it acts for.
    person: PersonId,
    /// Their name.
    #[schema(example = "Fatima Berg")]
    person_name: String,
    /// The mandate it acts under.
    mandate: MandateId,
    /// What the mandate allows.
    #[schema(example = json!(["answer", "read"]))]
    acts: Vec<Allowed>,
    /// The unit it holds in, with those below; null with `channel` null too: everywhere.
    unit: Option<UnitId>,
    /// The one channel it holds in.
    channel: Option<ChannelId>,
    /// When the mandate ends by itself.
    #[schema(example = "2027-11-20T07:15:00Z")]
    valid_to: Option<Timestamp>,
}

/// Says what the token at hand may do.
///
/// Whom it acts for, under which mandate, and until when.
#[utoipa::path(get, path = "/me", operation_id = "getMe", tag = "self", security(("token" = [])),
    responses((status = 200, description = "What the token may do.", body = Me)))]
pub(super) async fn me(State(desk): State<Desk>, caller: Caller) -> Result<Json<Me>, Problem> {
    let Caller { officer, token, .. } = caller;
    let id = token.mandate;
    let Some(granted) = desk.read(move |conn| Ok(mandate::find(conn, id)?)).await? else { return Err(not_found()) };
    Ok(Json(Me {
        token: token.id,
        token_name: token.name,
        expires_at: token.expires_at,
        person: officer.person.id,
        person_name: officer.person.name,
        mandate: id,
        acts: granted.acts,
        unit: granted.unit,
        channel: granted.channel,
        valid_to: granted.valid_to,
    }))
}
