//! The beginning of a try to send: stop, approval, mandate and turn are asked for in the transaction that begins it.
use jiff::{SignedDuration, Timestamp};
use store::{Conn, sql, values};

use super::delivery::{Delivery, Does, State};
use super::outbox::{Stage, end, scopes};
use super::turn::{self, Turn};
use super::{stop, version};
use crate::govern::channel;
use crate::govern::mandate::{self, Answer, Publish, Scope};
use crate::ground::Problem;
use crate::ground::clock::micros;
use crate::records::{Act, By, Event};

sql! {
    // Another node, or the one who wrote it, may have been there in between.
    BEGIN = "update publish_delivery set state = 'sending', state_at = ?2, begun_at = coalesce(begun_at, ?2), attempts = attempts + 1
             where id = ?1 and state = 'queued'";
}

/// Begins a try, if it may: stop, approval and mandate are asked for now, not when the text was written. What ended meanwhile has ended.
pub(super) fn begin(conn: &mut Conn, delivery: Delivery, now: Timestamp) -> Result<Stage, Problem> {
    let id = delivery.id;
    // Taking something away is never stopped.
    if delivery.does != Does::Delete {
        if let Some(stop) = stop::pass(conn, delivery.channel)? {
            stop::hold_back(conn, id, delivery.conversation, Some(stop), "reason-stopped", now)?;
            return Ok(Stage::Over);
        }
        if let Some(reason) = lacks_approval(conn, &delivery, now)? {
            stop::hold_back(conn, id, delivery.conversation, None, reason, now)?;
            return Ok(Stage::Over);
        }
    }
    if channel::is_paused(conn, delivery.channel)? {
        return Ok(Stage::Later(now + SignedDuration::from_secs(5)));
    }
    if !may_still(conn, &delivery, now)? {
        end(conn, &delivery, now, State::Failed, "reason-mandate-ended", None)?;
        return Ok(Stage::Over);
    }
    match turn::of(conn, &delivery)? {
        Turn::Ours => {}
        Turn::After => return Ok(Stage::Later(now + SignedDuration::from_secs(1))),
        Turn::Never => {
            end(conn, &delivery, now, State::Failed, "reason-thread-broken", None)?;
            return Ok(Stage::Over);
        }
    }
    if conn.run(&BEGIN, values![id, micros(now)])? == 0 {
        // Taken back, or begun elsewhere, a moment ago.
        return Ok(Stage::Later(now + SignedDuration::from_secs(1)));
    }
    let begun_at = Some(delivery.begun_at.unwrap_or(now));
    let begun = Delivery { state: State::Sending, begun_at, attempts: delivery.attempts + 1, ..delivery };
    let event = Event::DeliveryStarted { delivery: id, conversation: begun.conversation, attempt: begun.attempts };
    Act::within(conn, now).commit(By::Torg, &event, ())?;
    Ok(Stage::Send(Box::new(begun)))
}

/// Why a post may not be sent now, where its approval is missing, void or too old.
fn lacks_approval(conn: &mut Conn, delivery: &Delivery, now: Timestamp) -> Result<Option<&'static str>, Problem> {
    let (Some(post), Some(number)) = (delivery.post, delivery.version) else { return Ok(None) };
    let version = version::find(conn, post, number)?;
    Ok(match version {
        Some(version) if version.may_be_sent(now) => None,
        Some(version) if version.voided_at.is_none() && version.approved_at.is_some() => Some("reason-approval-over"),
        _ => Some("reason-not-approved"),
    })
}

/// Whether what it was written under still holds.
fn may_still(conn: &mut Conn, delivery: &Delivery, now: Timestamp) -> Result<bool, Problem> {
    if delivery.post.is_some() {
        let scope = Scope::Channel(delivery.channel);
        return match mandate::ask_again::<Publish>(conn, delivery.mandate, delivery.substitution, scope, now) {
            Ok(_) => Ok(true),
            Err(Problem::Refused(_)) => Ok(false),
            Err(fault) => Err(fault),
        };
    }
    for scope in scopes(conn, delivery)? {
        match mandate::ask_again::<Answer>(conn, delivery.mandate, delivery.substitution, scope, now) {
            Ok(_) => return Ok(true),
            Err(Problem::Refused(_)) => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(false)
}
