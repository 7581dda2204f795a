//! Links to people who speak for themselves, such as politicians' pages: taken in under a numbered decision, with a disclaimer beside
//! them, and taken out with a reason.
use axum::http::StatusCode;
use jiff::Timestamp;
use store::{Conn, Fault, sql, values};
use url::Url;

use crate::govern::mandate::{Govern, Mandate};
use crate::ground::clock::{from_micros, micros};
use crate::ground::problem::not_found;
use crate::ground::{ExternalLinkId, Problem, refuse};
use crate::records::{Act, Committed, Event, content};

sql! {
    ADD = "insert into share_external_link (id, name, url, about, decision, added_at, added_by) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    REMOVE = "update share_external_link set removed_at = ?2, removed_by = ?3, removed_why = ?4 where id = ?1 and removed_at is null";
    CURRENT = "select id, name, url, about, decision, added_at from share_public_link order by name, id";
}

/// A link out, as everyone may see it.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields mirror the view")]
pub struct ExternalLink {
    pub id: ExternalLinkId,
    pub name: String,
    pub url: String,
    pub about: String,
    pub decision: String,
    pub added_at: Timestamp,
}

/// A link to be taken in.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields mirror the table")]
pub struct NewLink {
    pub name: String,
    pub url: String,
    pub about: String,
    pub decision: String,
}

/// The links that stand now, by name.
pub fn current(conn: &mut Conn) -> Result<Vec<ExternalLink>, Fault> {
    conn.rows(&CURRENT, values![], |row| {
        Ok(ExternalLink {
            id: row.get(0)?,
            name: row.get(1)?,
            url: row.get(2)?,
            about: row.get(3)?,
            decision: row.get(4)?,
            added_at: from_micros(row.get(5)?),
        })
    })
}

/// Takes a link in. The decision is the site owner's, so it needs a number.
pub fn add(mut act: Act<'_>, by: &Mandate<Govern>, new: &NewLink) -> Result<Committed<ExternalLinkId>, Problem> {
    let now = act.now();
    let id = ExternalLinkId::new(now);
    if new.name.trim().is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-name-missing").into());
    }
    if new.decision.trim().is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-number-missing").into());
    }
    let is_web = Url::parse(new.url.trim()).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host().is_some());
    if !is_web {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-no-web-address").with("value", new.url.trim()).into());
    }
    let decision = new.decision.trim().to_owned();
    let (name, url, about) = (new.name.trim(), new.url.trim(), new.about.trim());
    act.conn().run(&ADD, values![id, name, url, about, &decision, micros(now), by.person()])?;
    let about = content::keep_bytes(act.conn(), format!("{name}\n{url}\n{about}").as_bytes())?;
    act.commit(by.by(), &Event::ExternalLinkAdded { link: id, decision, about }, id)
}

/// Takes a link out.
pub fn remove(mut act: Act<'_>, by: &Mandate<Govern>, id: ExternalLinkId, why: &str) -> Result<Committed<()>, Problem> {
    let (now, why) = (act.now(), why.trim());
    if why.is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-reason-missing").into());
    }
    if act.conn().run(&REMOVE, values![id, micros(now), by.person(), why])? == 0 {
        return Err(not_found());
    }
    let why = content::keep_bytes(act.conn(), why.as_bytes())?;
    act.commit(by.by(), &Event::ExternalLinkRemoved { link: id, why }, ())
}
