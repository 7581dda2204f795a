//! Logins: one signed-in browser of one person. A login is a random token of which only the hash is kept.
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Conn, Fault, sql, values};

pub use super::password::SHORTEST_PASSWORD;
use super::person::{self, Person};
use crate::ground::clock::{from_micros, micros};
use crate::ground::vault::{random, sha256};
use crate::ground::{Desk, LoginId, PersonId, Problem, ProviderId, refuse};

/// A login unused for this long is over.
const IDLE: SignedDuration = SignedDuration::from_hours(12);
/// A login is over after this long, used or not.
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 14);
/// For so long after someone proved who they are they may change how they sign in.
const FRESH: SignedDuration = SignedDuration::from_mins(10);

sql! {
    BEGIN = "insert into govern_login (token_hash, id, person, begun_at, seen_at, proved_at, expires_at, browser, way, factors,
               provider, provider_subject, provider_session)
             values (?1, ?2, ?3, ?4, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
    FIND = "select id, person, begun_at, seen_at, proved_at, browser, way, factors
            from govern_login where token_hash = ?1 and expires_at > ?2 and seen_at > ?3";
    OF_PERSON = "select id, person, begun_at, seen_at, proved_at, browser, way, factors
                 from govern_login where person = ?1 and expires_at > ?2 and seen_at > ?3 order by seen_at desc, id";
    SEEN = "update govern_login set seen_at = ?2 where token_hash = ?1";
    PROVED = "update govern_login set proved_at = ?2, factors = case when factors > ?3 then factors else ?3 end where token_hash = ?1";
    PROVIDER_OF = "select provider from govern_login where token_hash = ?1";
    END = "delete from govern_login where token_hash = ?1";
    END_ONE = "delete from govern_login where id = ?1 and person = ?2";
    END_ALL = "delete from govern_login where person = ?1";
    END_OTHERS = "delete from govern_login where person = ?1 and id <> ?2";
    END_SUBJECT = "delete from govern_login where provider = ?1 and provider_subject = ?2";
    // Where the provider named no session when they signed in, the person is who is known.
    END_SESSION = "delete from govern_login where provider = ?1 and coalesce(provider_session, ?2) = ?2
                     and provider_subject = coalesce(cast(?3 as {text}), case when provider_session is null then '' else provider_subject end)";
    END_PROVIDER = "delete from govern_login where provider = ?1";
    OF_SUBJECT = "select distinct person from govern_login where provider = ?1 and provider_subject = ?2";
    OF_SESSION = "select distinct person from govern_login where provider = ?1 and coalesce(provider_session, ?2) = ?2
                    and provider_subject = coalesce(cast(?3 as {text}), case when provider_session is null then '' else provider_subject end)";
    FORGET_OVER = "delete from govern_login where expires_at <= ?1 or seen_at <= ?2";
}

/// How someone came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// A click in the practice town.
    Demo,
    /// A link from an administrator, with a password chosen by it.
    Link,
    /// A passkey, which asked for finger, face or PIN.
    Passkey,
    /// Password, with a second factor where there is one.
    Password,
    /// An OpenID provider.
    Provider,
}

impl Way {
    /// Every way, alphabetical.
    pub const ALL: &'static [Self] = &[Self::Demo, Self::Link, Self::Passkey, Self::Password, Self::Provider];

    /// As the database and the locale keys (`way-in-password`) write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::Link => "link",
            Self::Passkey => "passkey",
            Self::Password => "password",
            Self::Provider => "provider",
        }
    }

    fn named(name: &str) -> Self {
        Self::ALL.iter().copied().find(|way| way.as_str() == name).unwrap_or(Self::Password)
    }
}

/// How much someone proved: one thing (what they know), or two (what they have, beside it).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Factors {
    /// One.
    One,
    /// Two.
    Two,
}

impl Factors {
    fn number(self) -> i64 {
        match self {
            Self::One => 1,
            Self::Two => 2,
        }
    }
}

/// Whose session at which provider a login hangs on: it ends when that session does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Abroad {
    /// The provider.
    pub provider: ProviderId,
    /// What the provider calls the person.
    pub subject: String,
    /// What the provider calls the session, where it says so.
    pub session: Option<String>,
}

/// A login that is about to begin.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields are those of the login")]
pub struct NewLogin<'a> {
    pub person: PersonId,
    pub way: Way,
    pub factors: Factors,
    /// When they proved who they are; at a provider that can be long ago.
    pub proved_at: Timestamp,
    pub browser: &'a str,
    pub abroad: Option<Abroad>,
}

/// A login as its owner sees it.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields mirror the table")]
pub struct Login {
    pub id: LoginId,
    pub person: PersonId,
    pub begun_at: Timestamp,
    pub seen_at: Timestamp,
    pub proved_at: Timestamp,
    pub browser: String,
    pub way: Way,
    pub factors: Factors,
}

impl Login {
    /// True while the proof is young enough to change how someone signs in.
    pub fn is_fresh(&self, now: Timestamp) -> bool {
        self.proved_at + FRESH > now
    }

    /// Refuses when the proof is too old: whoever sits down at an open browser must not make themselves a way in.
    pub fn must_be_fresh(&self, now: Timestamp) -> Result<(), Problem> {
        if self.is_fresh(now) {
            return Ok(());
        }
        Err(refuse(StatusCode::FORBIDDEN, "refuse-not-fresh").way_on("/me/confirm", "way-on-confirm").into())
    }
}

fn read(row: &store::Row<'_>) -> Result<Login, Fault> {
    Ok(Login {
        id: row.get(0)?,
        person: row.get(1)?,
        begun_at: from_micros(row.get(2)?),
        seen_at: from_micros(row.get(3)?),
        proved_at: from_micros(row.get(4)?),
        browser: row.get(5)?,
        way: Way::named(&row.get::<String>(6)?),
        factors: if row.get::<i64>(7)? >= 2 { Factors::Two } else { Factors::One },
    })
}

/// A login's token, as the cookie carries it.
#[derive(Clone, PartialEq, Eq)]
pub struct LoginToken(String);

impl LoginToken {
    /// The bare token for the cookie.
    pub fn reveal(&self) -> &str {
        &self.0
    }
    /// From a cookie.
    pub fn from_cookie(value: &str) -> Self {
        Self(value.to_owned())
    }
    fn hash(&self) -> [u8; 32] {
        sha256(self.0.as_bytes())
    }
    /// The token that this login's forms carry, so that no other site can send one (CSRF).
    pub fn form_token(&self) -> String {
        let mut bytes = b"torg form token v1\n".to_vec();
        bytes.extend_from_slice(self.0.as_bytes());
        URL_SAFE_NO_PAD.encode(&sha256(&bytes)[..18])
    }
}

impl std::fmt::Debug for LoginToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LoginToken(…)")
    }
}

/// A random token as text: 32 bytes, base64url.
pub fn random_token() -> anyhow::Result<String> {
    Ok(URL_SAFE_NO_PAD.encode(random::<32>()?))
}

/// Begins a login without asking for anything: a click in the practice town.
pub async fn begin(desk: &Desk, person: PersonId, browser: &str) -> Result<LoginToken, Problem> {
    let (now, browser) = (desk.now(), browser.to_owned());
    desk.write(move |conn| {
        let new = NewLogin { person, way: Way::Demo, factors: Factors::One, proved_at: now, browser: &browser, abroad: None };
        write(conn, &new, now)
    })
    .await
}

/// Begins a login. The token is new: one that a browser had before is never taken up (session fixation).
pub(super) fn write(conn: &mut Conn, new: &NewLogin<'_>, now: Timestamp) -> Result<LoginToken, Problem> {
    let token = LoginToken(random_token()?);
    let browser: String = new.browser.chars().filter(|c| !c.is_control()).take(300).collect();
    conn.run(&FORGET_OVER, values![micros(now), micros(now - IDLE)])?;
    let (provider, subject, session) = match &new.abroad {
        Some(abroad) => (Some(abroad.provider), Some(abroad.subject.as_str()), abroad.session.as_deref()),
        None => (None, None, None),
    };
    let values = values![
        token.hash(),
        LoginId::new(now),
        new.person,
        micros(now),
        micros(new.proved_at.min(now)),
        micros(now + LONGEST),
        &browser,
        new.way.as_str(),
        new.factors.number(),
        provider,
        subject,
        session
    ];
    conn.run(&BEGIN, values)?;
    Ok(token)
}

/// Who is signed in with this token, on this very request.
pub fn signed_in(conn: &mut Conn, token: &LoginToken, now: Timestamp) -> Result<Option<(Person, Login)>, Fault> {
    let Some(login) = conn.one(&FIND, values![token.hash(), micros(now), micros(now - IDLE)], read)? else { return Ok(None) };
    Ok(person::find(conn, login.person)?.filter(|person| !person.left).map(|person| (person, login)))
}

/// True when the login's use should be noted again; once a minute is enough.
pub fn is_stale(login: &Login, now: Timestamp) -> bool {
    now.duration_since(login.seen_at) > SignedDuration::from_mins(1)
}

/// Notes that the login is in use.
pub fn seen(conn: &mut Conn, token: &LoginToken, now: Timestamp) -> Result<(), Fault> {
    conn.run(&SEEN, values![token.hash(), micros(now)])?;
    Ok(())
}

/// Notes that the one who is signed in proved again who they are.
pub(super) fn proved(conn: &mut Conn, token: &LoginToken, factors: Factors, now: Timestamp) -> Result<(), Fault> {
    conn.run(&PROVED, values![token.hash(), micros(now), factors.number()])?;
    Ok(())
}

/// Every login of a person that holds, the one used last first.
pub fn of_person(conn: &mut Conn, person: PersonId, now: Timestamp) -> Result<Vec<Login>, Fault> {
    conn.rows(&OF_PERSON, values![person, micros(now), micros(now - IDLE)], read)
}

/// The provider that a login hangs on, where it hangs on one.
pub fn provider_of(conn: &mut Conn, token: &LoginToken) -> Result<Option<ProviderId>, Fault> {
    Ok(conn.one(&PROVIDER_OF, values![token.hash()], |row| row.get(0))?.flatten())
}

/// Ends one login.
pub fn end(conn: &mut Conn, token: &LoginToken) -> Result<(), Fault> {
    conn.run(&END, values![token.hash()])?;
    Ok(())
}

/// Ends one login of this person, by its id; false when there is none such.
pub(super) fn end_one(conn: &mut Conn, person: PersonId, id: LoginId) -> Result<bool, Fault> {
    Ok(conn.run(&END_ONE, values![id, person])? == 1)
}

/// Ends every login of a person; gives how many.
pub fn end_all(conn: &mut Conn, person: PersonId) -> Result<u64, Fault> {
    conn.run(&END_ALL, values![person])
}

/// Ends every login of a person but this one.
pub(super) fn end_others(conn: &mut Conn, person: PersonId, but: LoginId) -> Result<u64, Fault> {
    conn.run(&END_OTHERS, values![person, but])
}

/// Ends the logins that hang on a session at a provider, or on all sessions of one whom it knows; gives whose they were.
pub(super) fn end_abroad(
    conn: &mut Conn,
    provider: ProviderId,
    subject: Option<&str>,
    session: Option<&str>,
) -> Result<Vec<PersonId>, Fault> {
    match (subject, session) {
        (subject, Some(session)) => {
            let people = conn.rows(&OF_SESSION, values![provider, session, subject], |row| row.get(0))?;
            conn.run(&END_SESSION, values![provider, session, subject])?;
            Ok(people)
        }
        (Some(subject), None) => {
            let people = conn.rows(&OF_SUBJECT, values![provider, subject], |row| row.get(0))?;
            conn.run(&END_SUBJECT, values![provider, subject])?;
            Ok(people)
        }
        (None, None) => Ok(Vec::new()),
    }
}

/// Ends every login that hangs on a provider.
pub(super) fn end_provider(conn: &mut Conn, provider: ProviderId) -> Result<(), Fault> {
    conn.run(&END_PROVIDER, values![provider])?;
    Ok(())
}
