//! Back-channel logout (OpenID Connect Back-Channel Logout 1.0): the provider tells, and the logins that hang on that session are
//! over, on every node, with the very next request. One that is under way comes too late.
use axum::http::StatusCode;
use jiff::SignedDuration;
use store::{Conn, sql, values};

use super::identity_provider;
use super::login;
use super::provider_sign_in::STATED;
use super::provider_told;
use super::provider_words::{self, Expected, Unbelieved};
use crate::ground::clock::micros;
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
