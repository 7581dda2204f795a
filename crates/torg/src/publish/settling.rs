//! What a person does about a delivery that stands still: tries it again, or tells Torg what became of it.
use axum::http::StatusCode;
use connect::Posted;
use serde::{Deserialize, Serialize};
use store::{sql, values};

use super::delivery::{Delivery, State, find, key};
use super::outbox::Deliver;
use super::{addressing, arrival, post, review, unanswered};
use crate::govern::mandate::{Mandate, Permission};
use crate::ground::clock::micros;
use crate::ground::problem::not_found;
use crate::ground::{DeliveryId, Problem, jobs, refuse};
use crate::records::{Act, Committed, Event, message};

sql! {
    AGAIN = "update publish_delivery set state = 'queued', state_at = ?2, send_at = ?2, looks = 0, reason = null, detail = null, mandate = ?3, substitution = ?5
             where id = ?1 and state = ?4 and settled_by is null";
    SETTLE = "update publish_delivery set state = ?2, state_at = ?3, settled_by = ?4, url = coalesce(?5, url)
              where id = ?1 and state in ('unknown', 'failed', 'by-hand') and settled_by is null";
    CARRIED = "update publish_delivery set settled_by = ?2 where id = ?1 and state = 'by-hand' and settled_by is null";
}

/// Tries a delivery again, now: one that failed, or one whose job was given up. It goes out under the mandate of the one who wants
/// it: the writer's may have ended.
pub fn retry<A: Permission>(mut act: Act<'_>, by: &Mandate<A>, id: DeliveryId) -> Result<Committed<()>, Problem> {
    let now = act.now();
    let Some(delivery) = find(act.conn(), id)? else { return Err(not_found()) };
    let begun = match delivery.state {
        State::Failed => again(&mut act, by, &delivery, State::Failed)?,
        // Where it stands stays as it is: one that is *sending* is looked for in the network first.
        State::Queued | State::Sending => {
            let given_up = jobs::was_given_up(act.conn(), &key(id))?;
            if given_up {
                jobs::enqueue(act.conn(), now, now, &Deliver { delivery: id }, Some(&key(id)))?;
            }
            given_up
        }
        State::Waiting | State::Stopped | State::Posted | State::Unknown | State::ByHand | State::Undone => false,
    };
    if !begun {
        return Err(refuse(StatusCode::CONFLICT, "refuse-retry").way_on("/publish/outbox", "way-on-outbox").into());
    }
    act.commit(by.by(), &Event::DeliveryRetried { delivery: id, conversation: delivery.conversation }, ())
}

/// Queues a delivery anew that stands in `state`; false when it does not stand so any more.
fn again<A: Permission>(act: &mut Act<'_>, by: &Mandate<A>, delivery: &Delivery, state: State) -> Result<bool, Problem> {
    let (id, now) = (delivery.id, act.now());
    if act.conn().run(&AGAIN, values![id, micros(now), by.id(), state.as_str(), by.substitution()])? == 0 {
        return Ok(false);
    }
    if let Some(post) = delivery.post {
        post::under_way_again(act.conn(), post, now)?;
    }
    jobs::enqueue(act.conn(), now, now, &Deliver { delivery: id }, Some(&key(id)))?;
    Ok(true)
}

/// What a person found when they looked at the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Settled {
    /// It is there.
    Posted,
    /// It is not there, and shall not be sent.
    NotPosted,
    /// It is not there, and shall be sent once more.
    SendAgain,
}

/// Settles a delivery that Torg could not know the end of, or that is let go. `url` is where the person found it.
pub fn settle<A: Permission>(
    mut act: Act<'_>,
    by: &Mandate<A>,
    id: DeliveryId,
    settled: Settled,
    url: Option<&str>,
) -> Result<Committed<()>, Problem> {
    let now = act.now();
    let Some(delivery) = find(act.conn(), id)? else { return Err(not_found()) };
    let already = || refuse(StatusCode::CONFLICT, "refuse-settled-already").way_on("/publish/outbox", "way-on-outbox");
    let conversation = delivery.conversation;
    let told = Event::DeliverySettled { delivery: id, conversation, posted: settled == Settled::Posted };
    let state = match settled {
        Settled::Posted => State::Posted,
        Settled::NotPosted => State::Failed,
        Settled::SendAgain => {
            if !again(&mut act, by, &delivery, State::Unknown)? {
                return Err(already().into());
            }
            act.record(by.by(), &told)?;
            return act.commit(by.by(), &Event::DeliveryRetried { delivery: id, conversation }, ());
        }
    };
    let url = url.map(str::trim).filter(|url| !url.is_empty());
    if let Some(url) = url
        && !url::Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
    {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-address-unusable").with("value", url).into());
    }
    if settled == Settled::Posted && delivery.state == State::ByHand {
        if act.conn().run(&CARRIED, values![id, by.person()])? == 0 {
            return Err(already().into());
        }
        carried(&mut act, &delivery, url)?;
        return act.commit(by.by(), &told, ());
    }
    if act.conn().run(&SETTLE, values![id, state.as_str(), micros(now), by.person(), url])? == 0 {
        return Err(already().into());
    }
    if settled == Settled::Posted {
        unanswered::arrived(act.conn(), &delivery, now)?;
        review::draw(&mut act, &delivery)?;
    }
    if let Some(post) = delivery.post {
        post::ended(act.conn(), post, now)?;
    }
    act.commit(by.by(), &told, ())
}

/// A person carried it into the network: from here on it is as any message that arrived.
fn carried(act: &mut Act<'_>, delivery: &Delivery, url: Option<&str>) -> Result<(), Problem> {
    let now = act.now();
    let addressed = addressing::addressed(act.conn(), delivery)?;
    let outgoing = addressed.outgoing(delivery);
    // Changing or taking away leaves the message its id; a new one is known by where it stands, else by our own word for it.
    let id = addressed.target.clone().unwrap_or_else(|| url.map_or_else(|| format!("by-hand:{}", delivery.id), str::to_owned));
    let posted = Posted { remote_id: id, url: url.map(str::to_owned).or_else(|| delivery.url.clone()) };
    if message::known(act.conn(), delivery.channel, &posted.remote_id)?.is_some() && addressed.target.is_none() {
        return Err(refuse(StatusCode::CONFLICT, "refuse-carried-elsewhere").into());
    }
    arrival::take_in(act.conn(), delivery, &posted, &outgoing, now)?;
    review::draw(act, delivery)?;
    if let Some(post) = delivery.post {
        post::ended(act.conn(), post, now)?;
    }
    Ok(())
}
