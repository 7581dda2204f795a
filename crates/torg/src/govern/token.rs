//! API tokens: bound to one mandate and to an expiry. A program can do what its mandate can, and not a day longer.
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use store::{Conn, Fault, sql, values};

use super::login::random_token;
use super::mandate::{self, Granted, Mandate, Run, Scope};
use super::officer::Officer;
use super::person;
use crate::ground::clock::{from_micros, micros};
use crate::ground::problem::not_found;
use crate::ground::vault::sha256;
use crate::ground::{MandateId, Problem, TokenId, refuse};
use crate::records::{Act, Committed, Event};

/// Every token begins so, that scanners for leaked secrets can know one.
const BEGINNING: &str = "torg_";
/// No token lives longer.
pub const LONGEST_DAYS: i64 = 366;

sql! {
    ISSUE = "insert into govern_token (id, token_hash, name, mandate, issued_by, issued_with, issued_at, expires_at)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    // A token that a program made ends with the program's own.
    FIND = "select t.id, t.name, t.mandate, t.issued_at, t.expires_at, t.revoked_at, t.issued_with
            from govern_token t left join govern_token o on o.id = t.issued_with
            where t.token_hash = ?1 and t.expires_at > ?2 and t.revoked_at is null and o.revoked_at is null";
    ALL = "select t.id, t.name, t.mandate, t.issued_at, t.expires_at, coalesce(t.revoked_at, o.revoked_at), t.issued_with
           from govern_token t left join govern_token o on o.id = t.issued_with order by t.id desc limit 500";
    MANDATE_OF = "select mandate from govern_token where id = ?1";
    REVOKE = "update govern_token set revoked_at = ?2 where id = ?1 and revoked_at is null";
}

/// A token as lists show it; the token itself was shown once.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "fields mirror the table")]
pub struct Token {
    pub id: TokenId,
    pub name: String,
    pub mandate: MandateId,
    pub issued_at: Timestamp,
    pub expires_at: Timestamp,
    pub revoked_at: Option<Timestamp>,
    pub issued_with: Option<TokenId>,
}

/// Issues a token under `mandate` for `days` days; gives its id and the token, which is shown once and kept nowhere.
pub fn issue(
    mut act: Act<'_>,
    by: &Mandate<Run>,
    mandate: MandateId,
    name: &str,
    days: i64,
) -> Result<Committed<(TokenId, String)>, Problem> {
    let now = act.now();
    // A token that could make tokens would never end.
    if by.is_by_token() {
        return Err(refuse(StatusCode::FORBIDDEN, "refuse-token-by-token").into());
    }
    let expires_at = expiry(name, days, now)?;
    let Some(granted) = mandate::find(act.conn(), mandate)?.filter(|granted| granted.in_force(now)) else {
        return Err(not_found());
    };
    // Nobody makes a token that can do more than they can themselves.
    if granted.person != by.person() {
        return Err(refuse(StatusCode::FORBIDDEN, "refuse-token-for-another").into());
    }
    must_run(act.conn(), by, granted.scope())?;
    write(act, by, mandate, name, expires_at, None)
}

/// Issues a token to a program that shows its `own`: under the same mandate, not for longer, and it ends when the program's own is
/// revoked. A token that was made so makes no more.
pub fn issue_narrower(
    mut act: Act<'_>,
    by: &Mandate<Run>,
    own: &Token,
    name: &str,
    days: i64,
) -> Result<Committed<(TokenId, String)>, Problem> {
    let now = act.now();
    if own.issued_with.is_some() {
        return Err(refuse(StatusCode::FORBIDDEN, "refuse-token-by-token").into());
    }
    let expires_at = expiry(name, days, now)?;
    if expires_at > own.expires_at {
        return Err(refuse(StatusCode::FORBIDDEN, "refuse-token-outlives").into());
    }
    let Some(granted) = mandate::find(act.conn(), own.mandate)? else { return Err(not_found()) };
    must_run(act.conn(), by, granted.scope())?;
    write(act, by, own.mandate, name, expires_at, Some(own.id))
}

/// When a token of that many days ends.
fn expiry(name: &str, days: i64, now: Timestamp) -> Result<Timestamp, Problem> {
    if name.trim().is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-name-missing").into());
    }
    if !(1..=LONGEST_DAYS).contains(&days) {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-token-days").with("n", LONGEST_DAYS).into());
    }
    Ok(now + SignedDuration::from_hours(24 * days))
}

fn write(
    mut act: Act<'_>,
    by: &Mandate<Run>,
    mandate: MandateId,
    name: &str,
    expires_at: Timestamp,
    issued_with: Option<TokenId>,
) -> Result<Committed<(TokenId, String)>, Problem> {
    let now = act.now();
    let (id, token) = (TokenId::new(now), format!("{BEGINNING}{}", random_token()?));
    let hash = sha256(token.as_bytes());
    let values = values![id, hash, name.trim(), mandate, by.person(), issued_with, micros(now), micros(expires_at)];
    act.conn().run(&ISSUE, values)?;
    act.commit(by.by(), &Event::TokenIssued { token: id, mandate }, (id, token))
}

fn must_run(conn: &mut Conn, by: &Mandate<Run>, scope: Scope) -> Result<(), Problem> {
    if mandate::holds(conn, by.scope(), scope)? {
        return Ok(());
    }
    Err(refuse(StatusCode::FORBIDDEN, "refuse-outside-mandate").way_on("/govern", "way-on-mandates").into())
}

/// The token that was shown, and the officer it speaks for, on this very request; bound to the token's mandate.
pub fn shown(conn: &mut Conn, token: &str, now: Timestamp) -> Result<Option<(Token, Officer)>, Fault> {
    let Some(found) = conn.one(&FIND, values![sha256(token.as_bytes()), micros(now)], read)? else { return Ok(None) };
    let Some(granted) = mandate::find(conn, found.mandate)?.filter(|granted| granted.in_force(now)) else { return Ok(None) };
    let person = person::find(conn, granted.person)?.filter(|person| !person.left);
    Ok(person.map(|person| (found, Officer { person, only_under: Some(granted.id) })))
}

fn read(row: &store::Row<'_>) -> Result<Token, Fault> {
    Ok(Token {
        id: row.get(0)?,
        name: row.get(1)?,
        mandate: row.get(2)?,
        issued_at: from_micros(row.get(3)?),
        expires_at: from_micros(row.get(4)?),
        revoked_at: row.get::<Option<i64>>(5)?.map(from_micros),
        issued_with: row.get(6)?,
    })
}

/// Every token, newest first.
pub fn all(conn: &mut Conn) -> Result<Vec<Token>, Fault> {
    conn.rows(&ALL, values![], read)
}

/// The mandate a token rests on.
pub fn mandate_of(conn: &mut Conn, id: TokenId) -> Result<Option<Granted>, Fault> {
    let Some(mandate) = conn.one(&MANDATE_OF, values![id], |row| row.get::<MandateId>(0))? else { return Ok(None) };
    mandate::find(conn, mandate)
}

/// Ends a token at once.
pub fn revoke(mut act: Act<'_>, by: &Mandate<Run>, id: TokenId) -> Result<Committed<()>, Problem> {
    let now = act.now();
    let Some(granted) = mandate_of(act.conn(), id)? else { return Err(not_found()) };
    must_run(act.conn(), by, granted.scope())?;
    if act.conn().run(&REVOKE, values![id, micros(now)])? == 0 {
        return Err(not_found());
    }
    act.commit(by.by(), &Event::TokenRevoked { token: id }, ())
}
