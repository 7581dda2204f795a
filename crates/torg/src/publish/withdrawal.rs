//! What is in a network already: taken away with a reason, or put right. Both go through the outbox, and both versions stay on the record.
use axum::http::StatusCode;
use jiff::Timestamp;
use store::{Conn, Fault, sql, values};

use super::delivery::{self, Delivery, Does, State, UNDO};
use super::outbox::Deliver;
use crate::govern::channel;
use crate::govern::gate::Passed;
use crate::govern::mandate::{Mandate, Permission};
use crate::ground::clock::micros;
use crate::ground::problem::not_found;
use crate::ground::{DeliveryId, MandateId, PersonId, Problem, SubstitutionId, jobs, refuse};
use crate::records::message::{self, Said};
use crate::records::{Act, Committed, Event, Hash, content};

sql! {
    QUEUE_CHANGE = "insert into publish_delivery (id, channel, conversation, content, written_by, mandate, substitution, queued_at, send_at, planned_at,
                      state, state_at, does, target, post)
                    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?8, 'queued', ?8, ?9, ?10, ?11)";
    TARGETED = "select count(*) from publish_delivery where target = ?1 and does = 'delete' and state not in ('failed', 'undone')";
}

/// A change to what is in a network already, on its way.
struct Change<'a> {
    of: &'a Delivery,
    does: Does,
    content: Hash,
    mandate: MandateId,
    substitution: Option<SubstitutionId>,
    person: PersonId,
}

/// Queues a change to what is in a network; it is sent when its seconds for undo have passed.
fn queue_change(conn: &mut Conn, change: &Change<'_>, now: Timestamp) -> Result<DeliveryId, Problem> {
    let id = DeliveryId::new(now);
    let Change { of, does, content, mandate, substitution, person } = change;
    let at = now + UNDO;
    let values = values![
        id,
        of.channel,
        of.conversation,
        *content,
        *person,
        *mandate,
        *substitution,
        micros(at),
        does.as_str(),
        of.id,
        of.post
    ];
    conn.run(&QUEUE_CHANGE, values)?;
    jobs::enqueue(conn, now, at, &Deliver { delivery: id }, Some(&delivery::key(id)))?;
    Ok(id)
}

/// True when it is being taken away from the network, or was.
pub fn is_withdrawn(conn: &mut Conn, id: DeliveryId) -> Result<bool, Fault> {
    Ok(conn.one(&TARGETED, values![id], |row| row.get::<i64>(0))?.unwrap_or(0) > 0)
}

/// A delivery that is in its network, and what that network can do with it.
fn posted(conn: &mut Conn, id: DeliveryId) -> Result<(Delivery, &'static dyn connect::Publishing), Problem> {
    delivery::hold(conn, id)?;
    let found = delivery::find(conn, id)?.ok_or_else(not_found)?;
    let conflict = |key| Problem::from(refuse(StatusCode::CONFLICT, key).way_on("/publish/outbox", "way-on-outbox"));
    if found.state != State::Posted || found.does == Does::Delete || found.remote_id.is_none() {
        return Err(conflict("refuse-not-posted"));
    }
    if is_withdrawn(conn, id)? {
        return Err(conflict("refuse-withdrawn-already"));
    }
    let channel = channel::find(conn, found.channel)?.ok_or_else(not_found)?;
    let publishing = channel.network()?.publishing().ok_or_else(|| conflict("refuse-not-posted"))?;
    Ok((found, publishing))
}

/// Takes a message of ours away from its network. `why` stands on the record; what was said stays there too.
pub fn withdraw<A: Permission>(
    mut act: Act<'_>,
    by: &Mandate<A>,
    id: DeliveryId,
    why: &str,
) -> Result<Committed<DeliveryId>, Problem> {
    let now = act.now();
    let why = why.trim();
    if why.is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-withdraw-without-reason").into());
    }
    let (of, _) = posted(act.conn(), id)?;
    let why = content::keep_bytes(act.conn(), why.as_bytes())?;
    let (content, conversation) = (of.content, of.conversation);
    let change =
        Change { of: &of, does: Does::Delete, content, mandate: by.id(), substitution: by.substitution(), person: by.person() };
    let queued = queue_change(act.conn(), &change, now)?;
    act.commit(by.by(), &Event::WithdrawalQueued { delivery: queued, target: id, conversation, why }, queued)
}

/// Puts an answer of ours right where its network lets texts be changed. Its pictures stay.
pub fn correct<A: Permission>(
    mut act: Act<'_>,
    by: &Mandate<A>,
    id: DeliveryId,
    passed: &Passed,
) -> Result<Committed<DeliveryId>, Problem> {
    let now = act.now();
    let (of, publishing) = posted(act.conn(), id)?;
    if of.post.is_some() || !publishing.can_edit() {
        return Err(refuse(StatusCode::CONFLICT, "refuse-cannot-correct").into());
    }
    let before = match message::text(act.conn(), of.content)? {
        message::Text::Said(said) => said,
        message::Text::Erased { .. } => return Err(not_found()),
    };
    let said = Said { text: passed.text().to_owned(), ..before };
    let content = content::keep(act.conn(), &message::salted(&said)?)?;
    let because = passed.because().map(|because| content::keep_bytes(act.conn(), because.as_bytes())).transpose()?;
    let (mandate, substitution, person) = (by.id(), by.substitution(), by.person());
    let change = Change { of: &of, does: Does::Edit, content, mandate, substitution, person };
    let queued = queue_change(act.conn(), &change, now)?;
    let event = Event::CorrectionQueued { delivery: queued, target: id, conversation: of.conversation, content, because };
    act.commit(by.by(), &event, queued)
}
