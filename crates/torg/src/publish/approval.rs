//! Approval that blocks: nothing demanded leaves without it, nobody approves what they wrote, an edit voids it (invariant 4).
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Conn, Fault, sql, values};

use super::delivery::{self, Delivery, UNDO};
use super::demand::Yes;
use super::outbox::Deliver;
use super::over::Over;
use super::post::{self, Post, State};
use super::version::{self, Version};
use super::{sending, unanswered};
use crate::govern::mandate::{Approve, Mandate, Publish};
use crate::ground::clock::{from_micros, micros};
use crate::ground::problem::not_found;
use crate::ground::{ApprovalId, ConversationId, DeliveryId, PersonId, PostId, Problem, jobs, refuse};
use crate::records::{Act, Committed, Event, Hash, content};

sql! {
    SAY = "insert into publish_approval (id, post, version, delivery, person, holder, mandate, leads_crisis, says, note, at)
           values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    OF_VERSION = "select id, version, person, holder, leads_crisis, says, note, at from publish_approval where post = ?1 and version = ?2 order by id";
    OF_POST = "select id, version, person, holder, leads_crisis, says, note, at from publish_approval where post = ?1 order by id desc limit 200";
    OF_DELIVERY = "select id, coalesce(version, 0), person, holder, leads_crisis, says, note, at from publish_approval where delivery = ?1 order by id";
    // The latest answer that this person wrote in the conversation, where it was sent back.
    RETURNED = "select a.person, a.note from publish_approval a join publish_delivery d on d.id = a.delivery
                where d.conversation = ?1 and d.written_by = ?2 and a.says = 'returned' and not exists (
                  select 1 from publish_delivery later where later.conversation = ?1 and later.written_by = ?2 and later.id > d.id)
                order by a.id desc limit 1";
    RENEW = "update publish_version set good_until = ?3 where post = ?1 and number = ?2 and voided_at is null and approved_at is not null";
}

/// What somebody said of what a colleague wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Says {
    /// Yes.
    Approved,
    /// Not like this; the note says what should be different.
    Returned,
}

impl Says {
    fn as_str(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Returned => "returned",
        }
    }
}

/// A yes or a no.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "fields mirror the table, where each is explained")]
pub struct Approval {
    pub id: ApprovalId,
    pub version: i64,
    pub person: PersonId,
    pub holder: PersonId,
    pub leads_crisis: bool,
    pub says: Says,
    pub note: Option<Hash>,
    pub at: Timestamp,
}

fn read(row: &store::Row<'_>) -> Result<Approval, Fault> {
    Ok(Approval {
        id: row.get(0)?,
        version: row.get(1)?,
        person: row.get(2)?,
        holder: row.get(3)?,
        leads_crisis: row.get::<i64>(4)? == 1,
        // Whatever is no yes is none.
        says: if row.get::<String>(5)? == "approved" { Says::Approved } else { Says::Returned },
        note: row.get(6)?,
        at: from_micros(row.get(7)?),
    })
}

/// What was said of one version, the first first.
pub fn of_version(conn: &mut Conn, post: PostId, version: i64) -> Result<Vec<Approval>, Fault> {
    conn.rows(&OF_VERSION, values![post, version], read)
}

/// What was said of a post, the latest first.
pub fn of_post(conn: &mut Conn, post: PostId) -> Result<Vec<Approval>, Fault> {
    conn.rows(&OF_POST, values![post], read)
}

/// What was said of an answer that waits, or waited.
pub fn of_delivery(conn: &mut Conn, delivery: DeliveryId) -> Result<Vec<Approval>, Fault> {
    conn.rows(&OF_DELIVERY, values![delivery], read)
}

/// Who sent back the latest answer that `writer` wrote in a conversation, and what should be different; nothing where it was not sent back.
pub fn returned(conn: &mut Conn, conversation: ConversationId, writer: PersonId) -> Result<Option<(PersonId, String)>, Problem> {
    let found: Option<(PersonId, Option<Hash>)> =
        conn.one(&RETURNED, values![conversation, writer], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let Some((person, note)) = found else { return Ok(None) };
    let note = match note {
        Some(note) => content::find(conn, note)?,
        None => None,
    };
    Ok(Some(match note {
        Some(content::Content::Kept(bytes)) => (person, String::from_utf8_lossy(&bytes).into_owned()),
        _ => (person, String::new()),
    }))
}

fn yes(said: &[Approval]) -> Vec<Yes> {
    let approved = said.iter().filter(|one| one.says == Says::Approved);
    approved.map(|one| Yes { person: one.person, holder: one.holder, leads_crisis: one.leads_crisis }).collect()
}

/// Who approves: with permission in every channel that it goes to, and whether they lead in a crisis there.
#[derive(Debug)]
pub struct Approver {
    /// Their permission.
    pub over: Over<Approve>,
    /// Whether they lead in a crisis there: asked by [`super::over::leads_crisis`].
    pub leads_crisis: bool,
}

/// Refuses whoever wrote it, or stands in for someone who did.
fn not_ones_own(writers: &[PersonId], person: PersonId, holder: PersonId) -> Result<(), Problem> {
    if writers.iter().any(|writer| *writer == person || *writer == holder) {
        return Err(refuse(StatusCode::FORBIDDEN, "refuse-approve-oneself").into());
    }
    Ok(())
}

/// What somebody says of the version they have read, and which that is.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The post.
    pub post: PostId,
    /// The version that was read: a later one is not approved unseen.
    pub version: i64,
    /// What they want to add.
    pub note: &'a str,
}

fn waiting(conn: &mut Conn, by: &Over<Approve>, reading: Reading<'_>) -> Result<(Post, Version), Problem> {
    post::hold(conn, reading.post)?;
    let Some(post) = post::find(conn, reading.post)? else { return Err(not_found()) };
    let conflict = |key| Problem::from(refuse(StatusCode::CONFLICT, key).way_on(post::address(reading.post), "way-on-post"));
    if post.state != State::Waiting {
        return Err(conflict("refuse-post-not-waiting"));
    }
    if post.version != reading.version {
        return Err(conflict("refuse-post-changed"));
    }
    let version = version::find(conn, post.id, post.version)?.ok_or_else(not_found)?;
    let channels = version::channels(conn, post.id, post.version)?;
    if channels.iter().any(|(channel, ..)| !by.each().iter().any(|(covered, _)| covered == channel)) {
        return Err(refuse(StatusCode::FORBIDDEN, "refuse-approve-not-all").into());
    }
    Ok((post, version))
}

fn say(act: &mut Act<'_>, by: &Approver, reading: Reading<'_>, says: Says) -> Result<Option<Hash>, Problem> {
    let now = act.now();
    let note = note(act.conn(), reading.note)?;
    let (person, holder, mandate) = (by.over.person(), by.over.holder(), by.over.mandate().id());
    let (id, leads) = (ApprovalId::new(now), i64::from(by.leads_crisis));
    let values = values![
        id,
        reading.post,
        reading.version,
        None::<DeliveryId>,
        person,
        holder,
        mandate,
        leads,
        says.as_str(),
        note,
        micros(now)
    ];
    act.conn().run(&SAY, values)?;
    Ok(note)
}

fn note(conn: &mut Conn, note: &str) -> Result<Option<Hash>, Problem> {
    match note.trim() {
        "" => Ok(None),
        note => Ok(Some(content::keep_bytes(conn, note.as_bytes())?)),
    }
}

/// Says yes to a version. With the last yes that was demanded it lies in the outbox when this transaction ends.
pub fn approve(mut act: Act<'_>, by: &Approver, reading: Reading<'_>) -> Result<Committed<Post>, Problem> {
    let now = act.now();
    let (post, version) = waiting(act.conn(), &by.over, reading)?;
    let mut writers = post::writers(act.conn(), post.id)?;
    writers.push(version.submitted_by);
    not_ones_own(&writers, by.over.person(), by.over.holder())?;
    // An approval for a time that has passed would send something at a time that nobody chose.
    if version.planned_at.is_some_and(|at| at <= now) {
        return Err(refuse(StatusCode::CONFLICT, "refuse-approve-late").way_on(post::address(post.id), "way-on-post").into());
    }
    let before = of_version(act.conn(), post.id, version.number)?;
    if before.iter().any(|one| one.says == Says::Approved && one.person == by.over.person()) {
        return Err(refuse(StatusCode::CONFLICT, "refuse-approved-already").into());
    }
    let note = say(&mut act, by, reading, Says::Approved)?;
    let all = of_version(act.conn(), post.id, version.number)?;
    let complete = version.demand.is_met(&yes(&all));
    let event = Event::PostApproved { post: post.id, version: version.number, complete, note };
    if !complete {
        return act.commit(by.over.by(), &event, post);
    }
    act.record(by.over.by(), &event)?;
    version::approved(act.conn(), &version, now)?;
    post::turn(act.conn(), post.id, State::Waiting, State::Planned, Some(by.over.person()), now)?;
    let by = by.over.by();
    sending::release(act, by, &version, post)
}

/// Sends a version back with what should be different: it is a draft again.
pub fn give_back(mut act: Act<'_>, by: &Approver, reading: Reading<'_>) -> Result<Committed<()>, Problem> {
    let now = act.now();
    let (post, version) = waiting(act.conn(), &by.over, reading)?;
    if reading.note.trim().is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-return-without-note").into());
    }
    let note = say(&mut act, by, reading, Says::Returned)?;
    version::void(act.conn(), post.id, version.number, by.over.person(), now)?;
    post::turn(act.conn(), post.id, State::Waiting, State::Draft, Some(by.over.person()), now)?;
    act.commit(by.over.by(), &Event::PostReturned { post: post.id, version: version.number, note }, ())
}

/// Opens what was handed in for writing again: what was approved is void, what waits in the outbox is taken back. Refused once
/// some of it is in a network or on its way there; then it is corrected or withdrawn.
pub fn reopen(mut act: Act<'_>, by: &Mandate<Publish>, id: PostId) -> Result<Committed<()>, Problem> {
    let now = act.now();
    post::hold(act.conn(), id)?;
    let Some(post) = post::find(act.conn(), id)? else { return Err(not_found()) };
    let from = match post.state {
        State::Waiting => State::Waiting,
        State::Planned => State::Planned,
        State::Draft | State::Done | State::Dropped => {
            return Err(refuse(StatusCode::CONFLICT, "refuse-post-not-open").way_on(post::address(id), "way-on-post").into());
        }
    };
    sending::take_back(&mut act, by.by(), id, post.version)?;
    version::void(act.conn(), id, post.version, by.person(), now)?;
    post::turn(act.conn(), id, from, State::Draft, Some(by.person()), now)?;
    act.commit(by.by(), &Event::PostReopened { post: id, version: post.version }, ())
}

/// Says yes once more to a version that was held up for so long that its approval ran out.
pub fn renew(mut act: Act<'_>, by: &Approver, reading: Reading<'_>) -> Result<Committed<()>, Problem> {
    let now = act.now();
    let Some(post) = post::find(act.conn(), reading.post)? else { return Err(not_found()) };
    let mut writers = post::writers(act.conn(), post.id)?;
    let Some(version) = version::find(act.conn(), post.id, reading.version)? else { return Err(not_found()) };
    writers.push(version.submitted_by);
    not_ones_own(&writers, by.over.person(), by.over.holder())?;
    let until = micros(now + SignedDuration::from_hours(24));
    if act.conn().run(&RENEW, values![post.id, reading.version, until])? == 0 {
        return Err(refuse(StatusCode::CONFLICT, "refuse-post-not-waiting").into());
    }
    let note = say(&mut act, by, reading, Says::Approved)?;
    act.commit(by.over.by(), &Event::PostApproved { post: post.id, version: reading.version, complete: true, note }, ())
}

/// Says yes to an answer that waits; with the last yes that was demanded it goes out.
pub fn approve_answer(
    mut act: Act<'_>,
    by: &Mandate<Approve>,
    leads_crisis: bool,
    id: DeliveryId,
    words: &str,
) -> Result<Committed<Delivery>, Problem> {
    let now = act.now();
    let waits = waiting_answer(act.conn(), id)?;
    not_ones_own(&[waits.written_by], by.person(), by.holder())?;
    let said = of_delivery(act.conn(), id)?;
    if said.iter().any(|one| one.person == by.person()) {
        return Err(refuse(StatusCode::CONFLICT, "refuse-approved-already").into());
    }
    let note = say_of_answer(&mut act, by, leads_crisis, id, words, Says::Approved)?;
    let all = of_delivery(act.conn(), id)?;
    let complete = delivery::demand(act.conn(), &waits)?.is_met(&yes(&all));
    if complete {
        delivery::let_go(act.conn(), id, now + UNDO, now)?;
        jobs::enqueue(act.conn(), now, now + UNDO, &Deliver { delivery: id }, Some(&delivery::key(id)))?;
    }
    let event = Event::AnswerApproved { delivery: id, conversation: waits.conversation, complete, note };
    act.commit(by.by(), &event, waits)
}

/// Sends an answer back with what should be different. Its conversation waits for us as before.
pub fn give_back_answer(
    mut act: Act<'_>,
    by: &Mandate<Approve>,
    id: DeliveryId,
    words: &str,
) -> Result<Committed<Delivery>, Problem> {
    let now = act.now();
    let waits = waiting_answer(act.conn(), id)?;
    if words.trim().is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-return-without-note").into());
    }
    let note = say_of_answer(&mut act, by, false, id, words, Says::Returned)?;
    delivery::call_back(act.conn(), id, now)?;
    unanswered::wait_again(act.conn(), &waits, now)?;
    act.commit(by.by(), &Event::AnswerReturned { delivery: id, conversation: waits.conversation, note }, waits)
}

fn waiting_answer(conn: &mut Conn, id: DeliveryId) -> Result<Delivery, Problem> {
    delivery::hold(conn, id)?;
    let found = delivery::find(conn, id)?.ok_or_else(not_found)?;
    if found.state != delivery::State::Waiting {
        return Err(refuse(StatusCode::CONFLICT, "refuse-answer-not-waiting").into());
    }
    Ok(found)
}

fn say_of_answer(
    act: &mut Act<'_>,
    by: &Mandate<Approve>,
    leads_crisis: bool,
    delivery: DeliveryId,
    words: &str,
    says: Says,
) -> Result<Option<Hash>, Problem> {
    let now = act.now();
    let note = note(act.conn(), words)?;
    let leads = i64::from(leads_crisis);
    let (none, id) = (None::<PostId>, ApprovalId::new(now));
    let values =
        values![id, none, None::<i64>, delivery, by.person(), by.holder(), by.id(), leads, says.as_str(), note, micros(now)];
    act.conn().run(&SAY, values)?;
    Ok(note)
}
