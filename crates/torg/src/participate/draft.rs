//! Drafts: what someone has written but not sent, kept so that a closed window loses nothing. Sealed: a draft is no record yet.
use jiff::Timestamp;
use store::{Conn, sql, values};

use crate::ground::clock::micros;
use crate::ground::vault::Vault;
use crate::ground::{ConversationId, PersonId, Problem};

/// Longest draft kept, in bytes.
pub const LONGEST: usize = 100_000;

sql! {
    SAVE = "insert into participate_draft (conversation, person, sealed, saved_at) values (?1, ?2, ?3, ?4)
            on conflict (conversation, person) do update set sealed = excluded.sealed, saved_at = excluded.saved_at";
    FIND = "select sealed from participate_draft where conversation = ?1 and person = ?2";
    DROP = "delete from participate_draft where conversation = ?1 and person = ?2";
}

/// Keeps a draft; an empty one is forgotten.
pub fn save(
    conn: &mut Conn,
    vault: &Vault,
    conversation: ConversationId,
    person: PersonId,
    text: &str,
    now: Timestamp,
) -> Result<(), Problem> {
    if text.trim().is_empty() || text.len() > LONGEST {
        return forget(conn, conversation, person);
    }
    let sealed = vault.seal(&format!("draft:{conversation}:{person}"), text.as_bytes())?;
    conn.run(&SAVE, values![conversation, person, sealed, micros(now)])?;
    Ok(())
}

/// The draft, where there is one.
pub fn find(conn: &mut Conn, vault: &Vault, conversation: ConversationId, person: PersonId) -> Result<Option<String>, Problem> {
    let sealed: Option<Vec<u8>> = conn.one(&FIND, values![conversation, person], |row| row.get(0))?;
    match sealed {
        Some(sealed) => {
            let plain = vault.open(&format!("draft:{conversation}:{person}"), &sealed)?;
            Ok(Some(String::from_utf8_lossy(&plain).into_owned()))
        }
        None => Ok(None),
    }
}

/// Forgets the draft: it was sent, or emptied.
pub fn forget(conn: &mut Conn, conversation: ConversationId, person: PersonId) -> Result<(), Problem> {
    conn.run(&DROP, values![conversation, person])?;
    Ok(())
}
