//! Writing together: who else has a post open, and every saving of the last weeks.
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use store::{Conn, Fault, sql, values};

use super::composition::Composition;
use super::post::opened;
use crate::ground::clock::{from_micros, micros};
use crate::ground::vault::Vault;
use crate::ground::{PersonId, PostId, Problem};

/// How long a sign of somebody writing counts.
const PRESENT: SignedDuration = SignedDuration::from_secs(90);

sql! {
    REVISIONS = "select revision, made_from, saved_by, saved_at from publish_revision where post = ?1 order by revision desc limit 200";
    REVISION = "select sealed from publish_revision where post = ?1 and revision = ?2";
    HERE = "insert into publish_presence (post, person, seen_at) values (?1, ?2, ?3)
            on conflict (post, person) do update set seen_at = excluded.seen_at";
    OTHERS = "select p.name from publish_presence e join govern_person p on p.id = e.person
              where e.post = ?1 and e.person <> ?2 and e.seen_at > ?3 order by p.name limit 10";
    FORGET_PRESENCE = "delete from publish_presence where seen_at < ?1";
}

/// Notes that somebody has the post open for writing.
pub fn here(conn: &mut Conn, id: PostId, person: PersonId, now: Timestamp) -> Result<(), Fault> {
    conn.run(&FORGET_PRESENCE, values![micros(now - PRESENT)])?;
    conn.run(&HERE, values![id, person, micros(now)])?;
    Ok(())
}

/// Names of the others who have it open for writing.
pub fn others(conn: &mut Conn, id: PostId, person: PersonId, now: Timestamp) -> Result<Vec<String>, Fault> {
    conn.rows(&OTHERS, values![id, person, micros(now - PRESENT)], |row| row.get(0))
}

/// A saving of the last weeks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "fields mirror the table, where each is explained")]
pub struct Revision {
    pub revision: i64,
    pub made_from: i64,
    pub saved_by: PersonId,
    pub saved_at: Timestamp,
}

/// The latest two hundred savings, the latest first.
pub fn revisions(conn: &mut Conn, id: PostId) -> Result<Vec<Revision>, Fault> {
    conn.rows(&REVISIONS, values![id], |row| {
        Ok(Revision { revision: row.get(0)?, made_from: row.get(1)?, saved_by: row.get(2)?, saved_at: from_micros(row.get(3)?) })
    })
}

/// What one saving said.
pub fn revision(conn: &mut Conn, vault: &Vault, id: PostId, revision: i64) -> Result<Option<Composition>, Problem> {
    let sealed: Option<Vec<u8>> = conn.one(&REVISION, values![id, revision], |row| row.get(0))?;
    sealed.map(|sealed| opened(vault, id, &sealed)).transpose()
}
