//! The outbox: the one way out. Each step is on the record before the next is taken, so that a death in the middle is known.
//!
//! begin (mandate and channel checked in the transaction that starts the sending) → send → end. Whoever finds a delivery already
//! *sending* looks at the network first: an earlier try may have arrived.
use connect::{Connection, Found, Network, Outgoing, Posted, Publishing, Repeating, Trouble};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Conn, sql, values};

use super::delivery::{self, Delivery, Does, State};
use super::{addressing, arrival, post, review, sending, starting, unanswered};
use crate::govern::channel::{self, Channel};
use crate::govern::mandate::Scope;
use crate::ground::clock::micros;
use crate::ground::jobs::{Job, Next};
use crate::ground::kill::may_die_at;
use crate::ground::news::Changed;
use crate::ground::{DeliveryId, Desk, Problem, UnitId};
use crate::records::message;
use crate::records::{Act, By, Event};

/// Tries before a passing trouble is called a failure: with the pauses below, some two hours.
const TRIES: i64 = 10;
/// Looks, 5 s then doubling, before a person is asked: a slow network gets two and a half minutes.
const LOOKS: i64 = 5;
/// Looks that a network which cannot be reached gets before a person is asked: some five hours.
const LOOKS_IN_VAIN: i64 = 20;

sql! {
    // Each step asks for the state it goes on from: another node, or the one who wrote it, may have been there in between.
    LOOKED = "update publish_delivery set looks = looks + 1 where id = ?1";
    BACK_TO_QUEUE = "update publish_delivery set state = 'queued', state_at = ?2, send_at = ?3, reason = ?4, detail = ?5
                     where id = ?1 and state = 'sending'";
    END = "update publish_delivery set state = ?2, state_at = ?3, reason = ?4, detail = ?5
           where id = ?1 and state in ('queued', 'sending')";
}

/// Sends one delivery. Running it twice is harmless: a delivery that ended is left alone, and one that is *sending* is looked for
/// in the network before it is sent again.
#[derive(Debug, Serialize, Deserialize)]
pub struct Deliver {
    /// Which.
    pub delivery: DeliveryId,
}

impl Job for Deliver {
    const NAME: &'static str = "deliver";

    async fn run(self, desk: &Desk) -> Result<Next, Problem> {
        let next = deliver(desk, self.delivery).await?;
        desk.news().tell(Changed::Desk);
        Ok(next)
    }
}

/// What the record says must happen with a delivery now.
pub(super) enum Stage {
    /// It ended, or waits for a person.
    Over,
    /// Not yet: its time has not come, or its channel is paused.
    Later(Timestamp),
    /// A try may begin.
    Send(Box<Delivery>),
    /// An earlier try may have arrived.
    Look(Box<Delivery>),
}

async fn deliver(desk: &Desk, id: DeliveryId) -> Result<Next, Problem> {
    let stage = desk
        .write({
            let now = desk.now();
            move |conn| stage(conn, id, now)
        })
        .await?;
    desk.wake_sealer();
    match stage {
        Stage::Over => Ok(Next::Done),
        Stage::Later(at) => Ok(Next::At(at)),
        Stage::Look(delivery) => {
            let sending = Sending::prepare(desk, *delivery).await?;
            sending.look(desk).await
        }
        Stage::Send(delivery) => {
            let sending = Sending::prepare(desk, *delivery).await?;
            sending.send(desk).await
        }
    }
}

/// Decides, and begins a try in the same transaction: state *sending* and the event are durable before the network is called.
fn stage(conn: &mut Conn, id: DeliveryId, now: Timestamp) -> Result<Stage, Problem> {
    let Some(delivery) = delivery::find(conn, id)? else { return Ok(Stage::Over) };
    match delivery.state {
        State::Waiting | State::Stopped | State::Posted | State::Failed | State::Unknown | State::ByHand | State::Undone => {
            Ok(Stage::Over)
        }
        State::Sending => Ok(Stage::Look(Box::new(delivery))),
        State::Queued if delivery.send_at > now => Ok(Stage::Later(delivery.send_at)),
        State::Queued => starting::begin(conn, delivery, now),
    }
}

/// Where an answer may be acted on: in its channel, or in the unit that its conversation is referred to now.
pub(super) fn scopes(conn: &mut Conn, delivery: &Delivery) -> Result<Vec<Scope>, Problem> {
    let referred = match delivery.conversation {
        Some(conversation) => conn.one(&REFERRED_TO, values![conversation], |row| row.get::<Option<UnitId>>(0))?.flatten(),
        None => None,
    };
    Ok([Some(Scope::Channel(delivery.channel)), referred.map(Scope::Unit)].into_iter().flatten().collect())
}

pub(super) fn end(
    conn: &mut Conn,
    delivery: &Delivery,
    now: Timestamp,
    state: State,
    reason: &'static str,
    detail: Option<&str>,
) -> Result<(), Problem> {
    if conn.run(&END, values![delivery.id, state.as_str(), micros(now), reason, detail])? == 0 {
        return Ok(());
    }
    unanswered::wait_again(conn, delivery, now)?;
    if let Some(post) = delivery.post {
        post::ended(conn, post, now)?;
    }
    let (delivery, conversation, reason) = (delivery.id, delivery.conversation, reason.to_owned());
    let event = match state {
        State::ByHand => Event::DeliveryByHand { delivery, conversation },
        State::Unknown => Event::DeliveryUnknown { delivery, conversation, reason },
        _ => Event::DeliveryFailed { delivery, conversation, reason },
    };
    Act::within(conn, now).commit(By::Torg, &event, ())?;
    Ok(())
}

/// The sentence for why a delivery is not posted: what happened. What to do about it depends on where the delivery stands.
fn reason_key(trouble: &Trouble) -> &'static str {
    match trouble {
        Trouble::Setting { .. } => "reason-setting",
        Trouble::Unauthorised { .. } => "reason-unauthorised",
        Trouble::Refused { .. } => "reason-refused",
        Trouble::Gone => "reason-gone",
        Trouble::Limited { .. } => "reason-limited",
        Trouble::Unreachable { .. } => "reason-unreachable",
        Trouble::Unclear { .. } => "reason-unclear",
        Trouble::Nonsense { .. } => "reason-nonsense",
        Trouble::ByHand => "reason-by-hand",
    }
}

/// A delivery with all that the network needs.
struct Sending {
    delivery: Delivery,
    channel: Channel,
    network: &'static dyn Network,
    connection: Connection,
    outgoing: Outgoing,
    /// The remote id of what is changed or taken away.
    target: Option<String>,
}

impl Sending {
    async fn prepare(desk: &Desk, delivery: Delivery) -> Result<Self, Problem> {
        let (channel, network, connection) = channel::connected(desk, delivery.channel).await?;
        let of = delivery.clone();
        let addressed = desk.read(move |conn| addressing::addressed(conn, &of)).await?;
        let mut outgoing = addressed.outgoing(&delivery);
        let (said, target) = (addressed.said, addressed.target);
        let room = match network.publishing() {
            Some(publishing) if !said.attachments.is_empty() => {
                publishing.limits(&connection).await.map_or(usize::MAX, |limits| limits.media_bytes)
            }
            _ => usize::MAX,
        };
        sending::fill(desk, &mut outgoing, &said, room).await?;
        Ok(Self { delivery, channel, network, connection, outgoing, target })
    }

    fn publishing(&self) -> Result<&'static dyn Publishing, Problem> {
        let network = self.network;
        network.publishing().ok_or_else(|| anyhow::anyhow!("{} cannot publish", network.about().label).into())
    }

    async fn send(self, desk: &Desk) -> Result<Next, Problem> {
        let publishing = self.publishing()?;
        may_die_at("reply-before-network");
        let answer = self.call(publishing).await;
        may_die_at("reply-after-network");
        match answer {
            Ok(posted) => self.posted(desk, posted).await,
            Err(trouble @ Trouble::ByHand) => self.ended(desk, State::ByHand, reason_key(&trouble), None).await,
            // Changing or taking away twice is the same as once: no look is needed.
            Err(trouble) if trouble.may_have_arrived() && self.delivery.does == Does::Say => {
                tracing::warn!(channel = %self.channel.name, "A reply got no clear answer: {trouble}");
                self.note_trouble(desk, &trouble).await?;
                // The state stays *sending*: the next run looks.
                Ok(Next::At(desk.now() + SignedDuration::from_secs(2)))
            }
            Err(trouble) if trouble.passes() && self.delivery.attempts < TRIES => {
                self.note_trouble(desk, &trouble).await?;
                self.again(desk, &trouble).await
            }
            Err(trouble) => {
                self.note_trouble(desk, &trouble).await?;
                self.ended(desk, State::Failed, reason_key(&trouble), Some(trouble.to_string())).await
            }
        }
    }

    async fn call(&self, publishing: &dyn Publishing) -> Result<Posted, Trouble> {
        let target = || self.target.as_deref().ok_or(Trouble::Gone);
        match self.delivery.does {
            Does::Say => publishing.publish(&self.connection, &self.outgoing).await,
            Does::Edit => publishing.edit(&self.connection, target()?, &self.outgoing).await,
            Does::Delete => {
                let target = target()?;
                publishing.delete(&self.connection, target).await.map(|()| Posted { remote_id: target.to_owned(), url: None })
            }
        }
    }

    /// Looks whether an earlier try arrived.
    async fn look(self, desk: &Desk) -> Result<Next, Problem> {
        let publishing = self.publishing()?;
        if self.delivery.does != Does::Say {
            return self.back_to_queue(desk, desk.now(), None).await;
        }
        let found = publishing.find(&self.connection, &self.outgoing).await;
        may_die_at("reply-after-look");
        match self.unless_anothers(desk, found).await? {
            Ok(Found::Posted(posted)) => self.posted(desk, posted).await,
            Ok(Found::Absent) if publishing.repeating() == Repeating::Harmless => {
                // Its key makes a repeat the same message; but whether it may still be sent is asked anew.
                self.back_to_queue(desk, desk.now(), None).await
            }
            Ok(Found::Absent) if self.delivery.looks + 1 < LOOKS => self.look_later(desk).await,
            Ok(Found::Absent) => self.ended(desk, State::Unknown, "reason-unknown", None).await,
            Err(Trouble::Limited { until }) => Ok(Next::At(until.max(desk.now() + SignedDuration::from_secs(1)))),
            Err(trouble) if trouble.passes() && self.delivery.looks + 1 < LOOKS_IN_VAIN => {
                self.note_trouble(desk, &trouble).await?;
                self.look_later(desk).await
            }
            Err(trouble) => {
                self.note_trouble(desk, &trouble).await?;
                self.ended(desk, State::Unknown, reason_key(&trouble), Some(trouble.to_string())).await
            }
        }
    }

    /// The same words said twice in one thread: what was found may be the other delivery's, which knows it already.
    async fn unless_anothers(&self, desk: &Desk, found: Result<Found, Trouble>) -> Result<Result<Found, Trouble>, Problem> {
        let Ok(Found::Posted(posted)) = &found else { return Ok(found) };
        let (channel, remote_id, id) = (self.channel.id, posted.remote_id.clone(), self.delivery.id);
        let known = desk.read(move |conn| Ok(message::known(conn, channel, &remote_id)?)).await?;
        let anothers = known.and_then(|known| known.delivery).is_some_and(|delivery| delivery != id);
        Ok(if anothers { Ok(Found::Absent) } else { found })
    }

    async fn look_later(self, desk: &Desk) -> Result<Next, Problem> {
        let id = self.delivery.id;
        let pause = (5i64 << self.delivery.looks.clamp(0, 10)).min(1200);
        desk.write(move |conn| Ok(conn.run(&LOOKED, values![id]).map(drop)?)).await?;
        Ok(Next::At(desk.now() + SignedDuration::from_secs(pause)))
    }

    /// Nothing arrived, for a reason that passes: tried again later.
    async fn again(self, desk: &Desk, trouble: &Trouble) -> Result<Next, Problem> {
        let at = match trouble {
            Trouble::Limited { until } => (*until).max(desk.now() + SignedDuration::from_secs(1)),
            _ => desk.now() + SignedDuration::from_secs(2i64 << self.delivery.attempts.clamp(1, 10)),
        };
        self.back_to_queue(desk, at, Some(trouble)).await
    }

    /// Nothing is in the network; the next try begins like the first, with everything asked for again.
    async fn back_to_queue(self, desk: &Desk, at: Timestamp, trouble: Option<&Trouble>) -> Result<Next, Problem> {
        let (id, now) = (self.delivery.id, desk.now());
        let (reason, detail) = (trouble.map(reason_key), trouble.map(ToString::to_string));
        let values = move |conn: &mut Conn| conn.run(&BACK_TO_QUEUE, values![id, micros(now), micros(at), reason, detail]);
        desk.write(move |conn| Ok(values(conn).map(drop)?)).await?;
        self.tell(desk);
        Ok(Next::At(at))
    }

    async fn ended(self, desk: &Desk, state: State, reason: &'static str, detail: Option<String>) -> Result<Next, Problem> {
        let now = desk.now();
        let delivery = self.delivery.clone();
        desk.write(move |conn| end(conn, &delivery, now, state, reason, detail.as_deref())).await?;
        desk.wake_sealer();
        self.tell(desk);
        Ok(Next::Done)
    }

    /// It is in the network: the delivery ends, and the message stands in its thread.
    async fn posted(self, desk: &Desk, posted: Posted) -> Result<Next, Problem> {
        let (delivery, outgoing) = (self.delivery.clone(), self.outgoing.clone());
        may_die_at("reply-before-end");
        desk.act(move |mut act| {
            let now = act.now();
            if !arrival::take_in(act.conn(), &delivery, &posted, &outgoing, now)? {
                return Ok(act.nothing(()));
            }
            review::draw(&mut act, &delivery)?;
            if let Some(post) = delivery.post {
                post::ended(act.conn(), post, now)?;
            }
            let event =
                Event::DeliveryPosted { delivery: delivery.id, conversation: delivery.conversation, remote_id: posted.remote_id };
            act.commit(By::Torg, &event, ())
        })
        .await?;
        may_die_at("reply-after-end");
        self.tell(desk);
        Ok(Next::Done)
    }

    async fn note_trouble(&self, desk: &Desk, trouble: &Trouble) -> Result<(), Problem> {
        let (id, now, trouble) = (self.channel.id, desk.now(), trouble.clone());
        desk.write(move |conn| Ok(channel::troubled(conn, id, &trouble, now)?)).await
    }

    fn tell(&self, desk: &Desk) {
        if let Some(conversation) = self.delivery.conversation {
            desk.news().tell(Changed::Conversation(conversation));
        }
        desk.news().tell(Changed::Desk);
    }
}

sql! {
    REFERRED_TO = "select referred_to from participate_conversation where id = ?1";
}
