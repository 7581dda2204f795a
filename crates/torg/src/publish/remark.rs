//! Remarks: what colleagues say to each other about a post's words. Sealed like the draft they stand beside; never sent, and no record.
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Conn, Fault, sql, values};

use crate::ground::clock::{from_micros, micros};
use crate::ground::vault::Vault;
use crate::ground::{ChannelId, PersonId, PostId, Problem, RemarkId, refuse};

/// Longest remark, in characters.
pub const LONGEST: usize = 2000;
/// Most remarks of one post.
const MOST: i64 = 500;

sql! {
    ADD = "insert into publish_remark (id, post, channel, sealed, by_person, at) values (?1, ?2, ?3, ?4, ?5, ?6)";
    COUNT = "select count(*) from publish_remark where post = ?1";
    OF_POST = "select id, channel, sealed, by_person, at, settled_by, settled_at from publish_remark where post = ?1 order by id limit 500";
    SETTLE = "update publish_remark set settled_by = ?3, settled_at = ?4 where id = ?1 and post = ?2 and settled_at is null";
}

/// What a remark is about and says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// The words it is about, as they stood then; empty when it is about all of it.
    pub quote: String,
    /// What is said about them.
    pub text: String,
}

/// A remark.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "fields mirror the table, where each is explained")]
pub struct Remark {
    pub id: RemarkId,
    /// The channel whose words it is about; nothing for the shared ones.
    pub channel: Option<ChannelId>,
    pub words: Words,
    pub by: PersonId,
    pub at: Timestamp,
    pub settled: Option<(PersonId, Timestamp)>,
}

fn purpose(id: RemarkId) -> String {
    format!("remark:{id}")
}

/// Says something about a post's words.
pub fn add(
    conn: &mut Conn,
    vault: &Vault,
    post: PostId,
    channel: Option<ChannelId>,
    words: &Words,
    by: PersonId,
    now: Timestamp,
) -> Result<RemarkId, Problem> {
    let words = Words { quote: words.quote.trim().chars().take(300).collect(), text: words.text.trim().to_owned() };
    let refused = |key| Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, key).with("longest", LONGEST).into());
    if words.text.is_empty() || words.text.chars().count() > LONGEST {
        return refused("refuse-remark-length");
    }
    if conn.one(&COUNT, values![post], |row| row.get::<i64>(0))?.unwrap_or(0) >= MOST {
        return refused("refuse-remark-many");
    }
    let id = RemarkId::new(now);
    let sealed = vault.seal(&purpose(id), &serde_json::to_vec(&words)?)?;
    conn.run(&ADD, values![id, post, channel, &sealed, by, micros(now)])?;
    Ok(id)
}

/// A post's remarks, the first first.
pub fn of_post(conn: &mut Conn, vault: &Vault, post: PostId) -> Result<Vec<Remark>, Problem> {
    type Row = (RemarkId, Option<ChannelId>, Vec<u8>, PersonId, i64, Option<PersonId>, Option<i64>);
    let rows: Vec<Row> = conn.rows(&OF_POST, values![post], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?))
    })?;
    let mut remarks = Vec::with_capacity(rows.len());
    for (id, channel, sealed, by, at, settled_by, settled_at) in rows {
        let words = serde_json::from_slice(&vault.open(&purpose(id), &sealed)?)?;
        let settled = settled_by.zip(settled_at.map(from_micros));
        remarks.push(Remark { id, channel, words, by, at: from_micros(at), settled });
    }
    Ok(remarks)
}

/// Notes that a remark is seen to; once is enough.
pub fn settle(conn: &mut Conn, post: PostId, id: RemarkId, by: PersonId, now: Timestamp) -> Result<(), Fault> {
    conn.run(&SETTLE, values![id, post, by, micros(now)])?;
    Ok(())
}
