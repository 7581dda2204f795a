//! Back-channel logout (OpenID Connect Back-Channel Logout 1.0): the provider tells, and the logins that hang on that session are
//! over, on every node, with the very next request. One that is under way comes too late. And the other way round: whoever signs out here
//! is offered to do so there too (OpenID Connect RP-Initiated Logout 1.0).
use axum::http::StatusCode;
use jiff::SignedDuration;
use store::{Conn, sql, values};
use url::Url;

use super::identity_provider;
use super::login;
use super::provider_sign_in::STATED;
use super::provider_told;
use super::provider_words::{self, Expected, Unbelieved};
use crate::ground::clock::micros;
use crate::ground::problem::not_found;
use crate::ground::{Desk, Problem, ProviderId, refuse};
use crate::records::Event;

/// Remembered for so long after the token ended: longer than any sign-in can be under way.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(1);

sql! {
    TAKE = "insert into govern_logout_token (provider, jti, subject, session, at, forget_at) values (?1, ?2, ?3, ?4, ?5, ?6)";
    FORGET_OLD = "delete from govern_logout_token where forget_at <= ?1";
    SESSION_OUT = "select count(*) from govern_logout_token where provider = ?1 and session = ?2 and (subject is null or subject = ?3)";
    SUBJECT_OUT = "select count(*) from govern_logout_token where provider = ?1 and subject = ?2 and session is null and at >= ?3";
}

/// Where a provider leads browsers that signed out there: to the door.
pub fn door_address(desk: &Desk) -> String {
    format!("{}/sign-in", desk.config().public_url.as_str().trim_end_matches('/'))
}

/// The provider's name, when it is in use and has said where people sign out there.
pub fn offered(conn: &mut Conn, id: ProviderId) -> Result<Option<String>, Problem> {
    let Some(provider) = identity_provider::find(conn, id)?.filter(|provider| provider.ended_at.is_none()) else {
        return Ok(None);
    };
    let has_a_place = provider_told::kept(conn, id)?.is_some_and(|told| told.end_session_endpoint.is_some());
    Ok(has_a_place.then_some(provider.settings.name))
}

/// Where a browser goes to sign out at the provider too. The provider asks the person: nothing here says whose session it is, so nothing
/// of theirs needs to be kept for it.
pub async fn there(desk: &Desk, id: ProviderId) -> Result<String, Problem> {
    let provider = desk.read(move |conn| identity_provider::find_open(conn, id)).await?;
    let told = provider_told::current(desk, &provider, None).await?;
    let mut address = Url::parse(&told.end_session_endpoint.ok_or_else(not_found)?).map_err(anyhow::Error::from)?;
    address
        .query_pairs_mut()
        .append_pair("client_id", &provider.settings.client_id)
        .append_pair("post_logout_redirect_uri", &door_address(desk));
    Ok(address.into())
}

/// Someone signed out at the provider. What cannot be believed is refused with 400 (2.8), and says no more than that.
pub async fn told(desk: &Desk, id: ProviderId, token: &str) -> Result<(), Problem> {
    let refused = |doubt: Unbelieved| {
        tracing::warn!(provider = %id, "{doubt}");
        Problem::from(refuse(StatusCode::BAD_REQUEST, "refuse-logout-token"))
    };
    let provider = desk.read(move |conn| identity_provider::find_open(conn, id)).await?;
    let kid = provider_words::key_named(token).map_err(refused)?;
    let keys = provider_told::current(desk, &provider, kid.as_deref()).await?.keys;
    let keys = keys.unwrap_or(jsonwebtoken::jwk::JwkSet { keys: Vec::new() });
    let settings = &provider.settings;
    let expected = Expected { issuer: &settings.issuer, client_id: &settings.client_id, now: desk.now() };
    let out = provider_words::logout_token(token, &keys, &expected).map_err(refused)?;
    desk.act(move |mut act| {
        let now = act.now();
        act.conn().run(&FORGET_OLD, values![micros(now)])?;
        let forget_at = micros(out.expires_at().min(now + REMEMBERED) + REMEMBERED);
        let values = values![id, &out.jti, &out.sub, &out.sid, micros(now), forget_at];
        act.conn().run(&TAKE, values).map_err(|fault| match fault.is_unique() {
            true => Problem::from(refuse(StatusCode::BAD_REQUEST, "refuse-logout-token")),
            false => fault.into(),
        })?;
        let people = login::end_abroad(act.conn(), id, out.sub.as_deref(), out.sid.as_deref())?;
        let mut last = None;
        for person in people {
            last = Some(act.record(STATED, &Event::LoginsEnded { person })?);
        }
        Ok(match last {
            Some(entry) => act.recorded(entry, ()),
            // Nobody was signed in here by that session: nothing happened that the record should know.
            None => act.nothing(()),
        })
    })
    .await
}

/// Refuses a sign-in whose session at the provider has ended meanwhile. `made_at` is when its ID token was made, in seconds.
pub(super) fn must_not_be_out(
    conn: &mut Conn,
    provider: ProviderId,
    subject: &str,
    session: Option<&str>,
    made_at: i64,
) -> Result<(), Problem> {
    let counted = |conn: &mut Conn, statement, values: &[store::Value<'_>]| -> Result<i64, store::Fault> {
        Ok(conn.one(statement, values, |row| row.get(0))?.unwrap_or(0))
    };
    let session_out = match session {
        Some(session) => counted(conn, &SESSION_OUT, values![provider, session, subject])?,
        None => 0,
    };
    let subject_out = counted(conn, &SUBJECT_OUT, values![provider, subject, made_at.saturating_mul(1_000_000)])?;
    if session_out + subject_out > 0 {
        return Err(refuse(StatusCode::UNAUTHORIZED, "refuse-provider-session-over").way_on("/sign-in", "way-on-sign-in").into());
    }
    Ok(())
}
