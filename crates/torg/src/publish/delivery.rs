//! Deliveries: one message's journey to one channel. It ends as posted, failed with a reason, undone, or *unknown, for a person
//! to settle*; never twice, never silently lost (invariant 5).
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Conn, Fault, sql, values};

use super::demand::{self, Demand};
use super::outbox::{self, Deliver};
use crate::govern::Officer;
use crate::govern::gate::Passed;
use crate::govern::mandate::{self, Answer, Approval, Mandate, Permission, Read};
use crate::ground::clock::{from_micros, micros};
use crate::ground::problem::not_found;
use crate::ground::{
    ChannelId, ConversationId, DeliveryId, MandateId, MessageId, PersonId, PostId, Problem, StopId, SubstitutionId, jobs, refuse,
};
use crate::records::message::{self, Said};
use crate::records::{Act, Committed, Event, Hash, content};

/// How long a send can be undone.
pub const UNDO: SignedDuration = SignedDuration::from_secs(10);

/// Where a delivery stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = DeliveryState)]
pub enum State {
    /// An answer that needs somebody's yes first.
    Waiting,
    /// Waits out its seconds for undo, its time, or its next try.
    Queued,
    /// Held back by a stop: a person decides what becomes of it.
    Stopped,
    /// A try has begun and its end is not on the record: it may be in the network.
    Sending,
    /// In the network.
    Posted,
    /// Not in the network; the reason says why.
    Failed,
    /// Torg cannot know; a person must look and settle it.
    Unknown,
    /// Its network takes nothing from programs: a person carries it there and tells where it stands.
    ByHand,
    /// Taken back before it was sent.
    Undone,
}

impl State {
    /// Every state, in the order of the journey.
    pub const ALL: &'static [Self] = &[
        Self::Waiting,
        Self::Queued,
        Self::Stopped,
        Self::Sending,
        Self::Posted,
        Self::Failed,
        Self::Unknown,
        Self::ByHand,
        Self::Undone,
    ];

    /// As the database, the API and the locale keys (`delivery-queued`) write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Queued => "queued",
            Self::Stopped => "stopped",
            Self::Sending => "sending",
            Self::Posted => "posted",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::ByHand => "by-hand",
            Self::Undone => "undone",
        }
    }

    fn named(name: &str) -> Self {
        Self::ALL
            .iter()
            .copied()
            .find(|state| state.as_str() == name)
            // A state this program does not know is for a person to settle.
            .unwrap_or(Self::Unknown)
    }
}

/// One message's journey to one channel.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "fields mirror the table, where each is explained")]
pub struct Delivery {
    pub id: DeliveryId,
    pub channel: ChannelId,
    pub conversation: Option<ConversationId>,
    pub answers: Option<MessageId>,
    pub content: Hash,
    pub written_by: PersonId,
    pub mandate: MandateId,
    /// With another's mandate: as whose substitute it was written.
    pub substitution: Option<SubstitutionId>,
    pub queued_at: Timestamp,
    pub send_at: Timestamp,
    pub begun_at: Option<Timestamp>,
    pub state: State,
    pub state_at: Timestamp,
    pub attempts: i64,
    pub looks: i64,
    pub remote_id: Option<String>,
    pub url: Option<String>,
    /// Locale key of the reason.
    pub reason: Option<String>,
    /// The network's own words.
    pub detail: Option<String>,
    /// What it does in the network.
    pub does: Does,
    /// The delivery whose message it changes or answers.
    pub target: Option<DeliveryId>,
    pub post: Option<PostId>,
    pub version: Option<i64>,
    pub part: i64,
    pub planned_at: Option<Timestamp>,
    pub stop: Option<StopId>,
}

/// What a delivery does in its network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Does {
    /// Says something.
    Say,
    /// Changes what we said.
    Edit,
    /// Takes away what we said.
    Delete,
}

impl Does {
    /// As the database, the API and the locale keys (`does-edit`) write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Say => "say",
            Self::Edit => "edit",
            Self::Delete => "delete",
        }
    }

    fn named(name: &str) -> Self {
        match name {
            "edit" => Self::Edit,
            "delete" => Self::Delete,
            _ => Self::Say,
        }
    }
}

/// A delivery's columns; `read` reads them.
macro_rules! delivery_columns {
    () => {
        "id, channel, conversation, answers, content, written_by, mandate, queued_at, send_at, begun_at, state, state_at, attempts, looks,
         remote_id, url, reason, detail, substitution, does, target, post, version, part, planned_at, stop"
    };
}
pub(super) use delivery_columns;

pub use super::settling::{Settled, retry, settle};

sql! {
    QUEUE = "insert into publish_delivery (id, channel, conversation, answers, content, written_by, mandate, queued_at, send_at, state, state_at,
               substitution)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?11, ?8, ?10)";
    HOLD = sqlite "select id from publish_delivery where id = ?1",
           postgres "select id from publish_delivery where id = ?1 for update";
    OF_POST = concat!("select ", delivery_columns!(), " from publish_delivery where post = ?1 order by channel, part, id limit 5000");
    CALL_BACK = "update publish_delivery set state = 'undone', state_at = ?2
                 where id = ?1 and (state in ('waiting', 'stopped') or (state = 'queued' and attempts = 0))";
    LET_GO = "update publish_delivery set state = 'queued', state_at = ?2, send_at = ?3, planned_at = ?3, reason = null, detail = null, stop = null
              where id = ?1 and state in ('waiting', 'stopped')";
    MOVE = "update publish_delivery set send_at = ?2, planned_at = ?2 where id = ?1 and state = 'queued' and attempts = 0";
    MANDATE = "update publish_delivery set mandate = ?2, substitution = ?3 where id = ?1";
    FIND = concat!("select ", delivery_columns!(), " from publish_delivery where id = ?1");
    OF_CONVERSATION = concat!("select ", delivery_columns!(), " from publish_delivery where conversation = ?1 order by id desc limit 500");
    UNDOABLE = concat!("select ", delivery_columns!(), " from publish_delivery
                where state in ('queued', 'waiting') and state_at > ?2 and written_by = ?1 and send_at > ?3 and attempts = 0 and post is null
                order by state_at desc limit 1");
    UNDO_IT = "update publish_delivery set state = 'undone', state_at = ?2
               where id = ?1 and (state = 'waiting' or (state = 'queued' and attempts = 0))";
}

/// Reads a row of the delivery columns, in the order of `FIND`.
pub(super) fn read(row: &store::Row<'_>) -> Result<Delivery, Fault> {
    Ok(Delivery {
        id: row.get(0)?,
        channel: row.get(1)?,
        conversation: row.get(2)?,
        answers: row.get(3)?,
        content: row.get(4)?,
        written_by: row.get(5)?,
        mandate: row.get(6)?,
        queued_at: from_micros(row.get(7)?),
        send_at: from_micros(row.get(8)?),
        begun_at: row.get::<Option<i64>>(9)?.map(from_micros),
        state: State::named(&row.get::<String>(10)?),
        state_at: from_micros(row.get(11)?),
        attempts: row.get(12)?,
        looks: row.get(13)?,
        remote_id: row.get(14)?,
        url: row.get(15)?,
        reason: row.get(16)?,
        detail: row.get(17)?,
        substitution: row.get(18)?,
        does: Does::named(&row.get::<String>(19)?),
        target: row.get(20)?,
        post: row.get(21)?,
        version: row.get(22)?,
        part: row.get(23)?,
        planned_at: row.get::<Option<i64>>(24)?.map(from_micros),
        stop: row.get(25)?,
    })
}

/// One delivery.
pub fn find(conn: &mut Conn, id: DeliveryId) -> Result<Option<Delivery>, Fault> {
    conn.one(&FIND, values![id], read)
}

/// A conversation's latest 500 deliveries, oldest first.
pub fn of_conversation(conn: &mut Conn, conversation: ConversationId) -> Result<Vec<Delivery>, Fault> {
    let mut deliveries = conn.rows(&OF_CONVERSATION, values![conversation], read)?;
    deliveries.reverse();
    Ok(deliveries)
}

/// What this person sent last and can still take back.
pub fn undoable(conn: &mut Conn, person: PersonId, now: Timestamp) -> Result<Option<Delivery>, Fault> {
    conn.one(&UNDOABLE, values![person, micros(now - UNDO), micros(now)], read)
}

/// A reply as it is queued.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields mirror the table")]
pub struct Reply {
    pub channel: ChannelId,
    pub conversation: ConversationId,
    pub answers: MessageId,
    pub language: Option<String>,
}

/// True when it is a post's: acting on it asks for permission to publish, on others to answer.
pub fn is_of_a_post(conn: &mut Conn, id: DeliveryId) -> Result<bool, Fault> {
    Ok(find(conn, id)?.is_some_and(|delivery| delivery.post.is_some()))
}

/// From here until the transaction ends nobody else changes this delivery.
pub(super) fn hold(conn: &mut Conn, id: DeliveryId) -> Result<(), Fault> {
    conn.one(&HOLD, values![id], |row| row.get::<uuid::Uuid>(0))?;
    Ok(())
}

/// A post's deliveries, by channel and part.
pub fn of_post(conn: &mut Conn, post: PostId) -> Result<Vec<Delivery>, Fault> {
    conn.rows(&OF_POST, values![post], read)
}

/// Takes back what was not tried yet; false when it is in the network or on its way there.
pub(super) fn call_back(conn: &mut Conn, id: DeliveryId, now: Timestamp) -> Result<bool, Fault> {
    Ok(conn.run(&CALL_BACK, values![id, micros(now)])? == 1)
}

/// Lets go what waited for a yes or was held back by a stop: it is sent at `at`.
pub(super) fn let_go(conn: &mut Conn, id: DeliveryId, at: Timestamp, now: Timestamp) -> Result<bool, Fault> {
    Ok(conn.run(&LET_GO, values![id, micros(now), micros(at)])? == 1)
}

/// Moves what was not tried yet to another time.
pub(super) fn move_to(conn: &mut Conn, id: DeliveryId, at: Timestamp) -> Result<bool, Fault> {
    Ok(conn.run(&MOVE, values![id, micros(at)])? == 1)
}

/// From now on it goes out under another's mandate: of whoever decided that it shall.
pub(super) fn under(
    conn: &mut Conn,
    id: DeliveryId,
    mandate: MandateId,
    substitution: Option<SubstitutionId>,
) -> Result<(), Fault> {
    conn.run(&MANDATE, values![id, mandate, substitution])?;
    Ok(())
}

/// What is demanded before an answer leaves: by its channel, and by the mandate it was written under.
pub fn demand(conn: &mut Conn, delivery: &Delivery) -> Result<Demand, Problem> {
    let demanded = demand::in_channel(conn, delivery.channel, demand::Kind::Answers)?;
    let approval = mandate::find(conn, delivery.mandate)?.map_or(Approval::Before, |granted| granted.approval);
    Ok(demanded.with(approval))
}

/// Queues a reply that passed the gate; it is sent when its seconds for undo have passed. One that somebody must approve waits for it.
pub fn queue_reply(
    mut act: Act<'_>,
    by: &Mandate<Answer>,
    reply: Reply,
    passed: &Passed,
) -> Result<Committed<DeliveryId>, Problem> {
    let now = act.now();
    let id = DeliveryId::new(now);
    let send_at = now + UNDO;
    let Reply { channel, conversation, answers, language } = reply;
    let said = Said::words(passed.text(), language);
    let content = content::keep(act.conn(), &message::salted(&said)?)?;
    let because = passed.because().map(|because| content::keep_bytes(act.conn(), because.as_bytes())).transpose()?;
    let (person, mandate, substitution) = (by.person(), by.id(), by.substitution());
    let demanded = demand::in_channel(act.conn(), channel, demand::Kind::Answers)?.with(by.approval());
    let state = if demanded == Demand::None { State::Queued } else { State::Waiting };
    let values = values![
        id,
        channel,
        conversation,
        answers,
        content,
        person,
        mandate,
        micros(now),
        micros(send_at),
        substitution,
        state.as_str()
    ];
    act.conn().run(&QUEUE, values)?;
    if state == State::Queued {
        jobs::enqueue(act.conn(), now, send_at, &Deliver { delivery: id }, Some(&key(id)))?;
    }
    act.commit(by.by(), &Event::ReplyQueued { delivery: id, conversation, channel, content, because }, id)
}

/// One job at most for each delivery.
pub(super) fn key(id: DeliveryId) -> String {
    format!("deliver:{id}")
}

/// Takes back what is not sent yet. Only the one who wrote it, while its first try has not begun.
pub fn undo(mut act: Act<'_>, by: &Mandate<Answer>, id: DeliveryId) -> Result<Committed<Delivery>, Problem> {
    let now = act.now();
    let Some(delivery) = find(act.conn(), id)? else { return Err(not_found()) };
    if delivery.written_by != by.person() {
        return Err(refuse(StatusCode::FORBIDDEN, "refuse-undo-anothers").into());
    }
    if act.conn().run(&UNDO_IT, values![id, micros(now)])? == 0 {
        return Err(refuse(StatusCode::CONFLICT, "refuse-undo-late").into());
    }
    let conversation = delivery.conversation;
    act.commit(by.by(), &Event::DeliveryUndone { delivery: id, conversation }, delivery)
}

/// The delivery with permission to answer in its channel, or for a post's to publish there: `A` is one of the two. One in a channel that
/// the officer may not read is not found.
pub fn with_mandate<A: Permission>(
    conn: &mut Conn,
    officer: &Officer,
    id: DeliveryId,
    now: Timestamp,
) -> Result<(Delivery, Mandate<A>), Problem> {
    let Some(delivery) = find(conn, id)? else { return Err(not_found()) };
    let mut refused = None;
    for scope in outbox::scopes(conn, &delivery)? {
        match officer.may::<Read>(conn, scope, now) {
            Ok(_) => {}
            Err(Problem::Refused(_)) => continue,
            Err(fault) => return Err(fault),
        }
        match officer.may::<A>(conn, scope, now) {
            Ok(mandate) => return Ok((delivery, mandate)),
            Err(Problem::Refused(refusal)) => refused = Some(refusal.into()),
            Err(fault) => return Err(fault),
        }
    }
    Err(refused.unwrap_or_else(not_found))
}
