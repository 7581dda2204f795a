//! Where people are asked to write instead of in the open, unit by unit: read and set by programs.
use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::{Named, Sent};
use super::caller::Caller;
use crate::govern::mandate::{Govern, Scope};
use crate::govern::secure_channel::{self, SecureChannel};
use crate::govern::unit;
use crate::ground::locale::Locale;
use crate::ground::problem::not_found;
use crate::ground::{Desk, PersonId, Problem, UnitId};

/// The words of one unit, one version of them.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SecureWords)]
pub(super) struct Words {
    /// Whose they are.
    unit: UnitId,
    /// 1, 2, 3 …
    #[schema(minimum = 1, example = 1)]
    number: i64,
    /// An address of the web, a telephone number, a desk. Empty: as the unit above.
    #[schema(example = "https://exempelby.example/e-tjanster")]
    address: String,
    /// What is answered, by language: own words, else Torg's.
    #[schema(example = json!({ "sv": "Skriv till oss på https://exempelby.example/e-tjanster." }))]
    words: BTreeMap<String, String>,
    /// Who decided it.
    decided_by: PersonId,
    /// When.
    #[schema(example = "2026-11-20T06:40:00Z")]
    decided_at: Timestamp,
}

impl From<SecureChannel> for Words {
    fn from(version: SecureChannel) -> Self {
        let words = Locale::ALL.iter().map(|locale| (locale.tag().to_owned(), version.words(*locale))).collect();
        let SecureChannel { unit, number, address, by: decided_by, at: decided_at, .. } = version;
        Self { unit, number, address, words, decided_by, decided_at }
    }
}

/// A unit's own words, and those that hold for it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SecureChannels {
    /// Its own, the latest version; null when it never had any.
    own: Option<Words>,
    /// What holds: its own or those of the nearest unit above; null when nobody has said where.
    in_force: Option<Words>,
}

/// Words to be set.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewSecureWords {
    /// Where people should write. Empty: from now on as the unit above.
    #[schema(max_length = 200, example = "https://exempelby.example/e-tjanster")]
    address: String,
    /// Words of one's own by language (`sv`, `nb`, `nn`, `en`), with `{address}` where the address is to stand; what is left out has Torg's.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, String>, example = json!({ "sv": "Skriv till oss på {address}." }))]
    texts: BTreeMap<Locale, String>,
}

/// Shows where a unit asks people to write instead.
#[utoipa::path(get, path = "/units/{unitId}/secure-channel", operation_id = "getSecureChannel", tag = "conversations",
    params(("unitId" = UnitId, Path, description = "The unit.")), security(("token" = ["govern"])),
    responses((status = 200, description = "Its own words, and what holds.", body = SecureChannels)))]
pub(super) async fn find(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<UnitId>,
) -> Result<Json<SecureChannels>, Problem> {
    let (officer, now) = (caller.officer, desk.now());
    let found = desk.read(move |conn| {
        if unit::find(conn, id)?.is_none() || !officer.reach::<Govern>(conn, now)?.holds_unit(id) {
            return Err(not_found());
        }
        let own = secure_channel::history(conn, id)?.into_iter().next().map(Words::from);
        Ok(SecureChannels { own, in_force: secure_channel::in_force(conn, id)?.map(Words::from) })
    });
    Ok(Json(found.await?))
}

/// Sets where a unit asks people to write instead.
///
/// A new version, on the record; for the unit and those under it that say nothing themselves.
#[utoipa::path(put, path = "/units/{unitId}/secure-channel", operation_id = "setSecureChannel", tag = "conversations",
    params(("unitId" = UnitId, Path, description = "The unit.")), request_body = NewSecureWords, security(("token" = ["govern"])),
    responses(
        (status = 200, description = "Its own words, and what holds.", body = SecureChannels),
        (status = 422, description = "The address or the words are too long, or the words do not say where.")
    ))]
pub(super) async fn set(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<UnitId>,
    Sent(NewSecureWords { address, texts }): Sent<NewSecureWords>,
) -> Result<Json<SecureChannels>, Problem> {
    let officer = caller.officer.clone();
    desk.act(move |mut act| {
        let now = act.now();
        if !officer.reach::<Govern>(act.conn(), now)?.holds_unit(id) {
            return Err(not_found());
        }
        let by = officer.may::<Govern>(act.conn(), Scope::Unit(id), now)?;
        secure_channel::set(act, &by, id, &address, &texts)
    })
    .await?;
    find(State(desk), caller, Named(id)).await
}
