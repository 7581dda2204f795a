//! Following the record: a node learns what happened on the others by reading what was sealed. The sealed order has no gaps.
use std::time::Duration;

use store::{Conn, Fault, sql, values};
use uuid::Uuid;

use super::seal;
use crate::ground::news::Changed;
use crate::ground::{ConversationId, Desk, Problem};

sql! {
    AFTER = "select l.position, e.event, e.subject from records_leaf l join records_entry e on e.id = l.entry
             where l.position >= ?1 order by l.position limit 1000";
}

fn after(conn: &mut Conn, position: i64) -> Result<Vec<(i64, String, Uuid)>, Fault> {
    conn.rows(&AFTER, values![position], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// Tells open pages of this node what any node did, until the desk stops.
pub async fn run(desk: Desk) {
    let mut stopping = desk.stopping();
    let mut position = None;
    while !*stopping.borrow() {
        match round(&desk, position).await {
            Ok(next) => position = Some(next),
            Err(fault) => tracing::error!("Could not follow the record: {fault}"),
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_millis(400)) => {}
            _ = stopping.changed() => {}
        }
    }
}

async fn round(desk: &Desk, position: Option<i64>) -> Result<i64, Problem> {
    desk.read({
        let desk = desk.clone();
        move |conn| {
            let Some(position) = position else { return Ok(seal::size(conn)?) };
            let mut next = position;
            for (position, event, subject) in after(conn, position)? {
                next = position + 1;
                let about_conversation =
                    ["conversation-", "delivery-", "message-", "note-", "reply-"].iter().any(|kind| event.starts_with(kind));
                desk.news().tell(if about_conversation { Changed::Conversation(ConversationId(subject)) } else { Changed::Desk });
            }
            Ok(next)
        }
    })
    .await
}
