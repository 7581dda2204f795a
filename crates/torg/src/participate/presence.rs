//! Presence: who else has this conversation open, so that two people do not answer at once. Forgotten after half a minute.
use jiff::{SignedDuration, Timestamp};
use store::{Conn, Fault, sql, values};

use crate::ground::clock::micros;
use crate::ground::{ConversationId, PersonId};

/// How long a sign of presence counts.
const COUNTS: SignedDuration = SignedDuration::from_secs(30);

sql! {
    HERE = "insert into participate_presence (conversation, person, seen_at) values (?1, ?2, ?3)
            on conflict (conversation, person) do update set seen_at = excluded.seen_at";
    OTHERS = "select p.name from participate_presence e join govern_person p on p.id = e.person
              where e.conversation = ?1 and e.person <> ?2 and e.seen_at > ?3 order by p.name limit 10";
    FORGET = "delete from participate_presence where seen_at < ?1";
}

/// Notes that `person` has the conversation open.
pub fn here(conn: &mut Conn, conversation: ConversationId, person: PersonId, now: Timestamp) -> Result<(), Fault> {
    conn.run(&FORGET, values![micros(now - COUNTS)])?;
    conn.run(&HERE, values![conversation, person, micros(now)])?;
    Ok(())
}

/// Names of the others who have it open.
pub fn others(conn: &mut Conn, conversation: ConversationId, person: PersonId, now: Timestamp) -> Result<Vec<String>, Fault> {
    conn.rows(&OTHERS, values![conversation, person, micros(now - COUNTS)], |row| row.get(0))
}
