//! What a delivery says and to whom, as a network needs it: read off the record.
use connect::{Outgoing, ReplyTo, Visibility};
use store::{Conn, sql, values};

use super::delivery::Delivery;
use super::turn;
use crate::ground::{ConversationId, Problem};
use crate::records::author;
use crate::records::message::{self, Direction, Said, Text};

sql! {
    ROOT_OF = "select root_remote_id from participate_conversation where id = ?1";
}

/// A delivery's words and where they go.
pub(super) struct Addressed {
    pub(super) said: Said,
    reply_to: Option<ReplyTo>,
    visibility: Visibility,
    /// The remote id of what is changed or taken away.
    pub(super) target: Option<String>,
}

/// Reads it; a delivery whose words were erased has nothing to send.
pub(super) fn addressed(conn: &mut Conn, delivery: &Delivery) -> Result<Addressed, Problem> {
    let Text::Said(said) = message::text(conn, delivery.content)? else {
        return Err(anyhow::anyhow!("delivery {} has no text: it was erased", delivery.id).into());
    };
    let public = |reply_to, target| Addressed { said: said.clone(), reply_to, visibility: Visibility::Public, target };
    let Some(answers) = delivery.answers else {
        let (reply_to, target) = turn::goes_to(conn, delivery)?;
        return Ok(public(reply_to, target));
    };
    let Some(answered) = message::find(conn, answers)? else { return Ok(public(None, None)) };
    let author = match answered.author {
        Some(id) => author::find(conn, id)?,
        None => None,
    };
    let root = root_of(conn, answered.conversation)?;
    let visibility = if answered.kind == "direct" { Visibility::Direct } else { Visibility::Public };
    let ours = answered.direction == Direction::Out;
    let handle = author.filter(|_| !ours).map(|author| author.handle.trim_start_matches('@').to_owned());
    let reply_to = ReplyTo { remote_id: answered.remote_id, root: Some(root).filter(|root| !root.is_empty()), handle };
    Ok(Addressed { said, reply_to: Some(reply_to), visibility, target: None })
}

impl Addressed {
    /// The words on their way, without what stands beside them.
    pub(super) fn outgoing(&self, delivery: &Delivery) -> Outgoing {
        let begun_at = delivery.begun_at.unwrap_or(delivery.queued_at);
        Outgoing {
            reply_to: self.reply_to.clone(),
            language: self.said.language.clone(),
            visibility: self.visibility,
            ..Outgoing::saying(delivery.id.0, begun_at, self.said.text.as_str())
        }
    }
}

fn root_of(conn: &mut Conn, conversation: ConversationId) -> Result<String, Problem> {
    Ok(conn.one(&ROOT_OF, values![conversation], |row| row.get(0))?.unwrap_or_default())
}
