//! What can be done in a conversation: answer, note, give to someone, turn to another state, keep a draft, be present.
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use serde::Deserialize;

use super::composer::{Refused, Writing, Written};
use super::place::Place;
use super::{conversation, gate};
use crate::govern::mandate::{Answer, Read};
use crate::govern::screening_rules;
use crate::ground::news::Changed;
use crate::ground::{ConversationId, Desk, MessageId, PersonId, Problem, Refusal, refuse};
use crate::participate::conversation::{self as conversations, Conversation, State as Stands, with_mandate};
use crate::participate::inbox::{self, Asking};
use crate::participate::reply::{self, Words};
use crate::participate::{draft, note, presence};
use crate::web::problems;
use crate::web::visitor::{Posted, SignedIn};

#[derive(Deserialize)]
pub(super) struct ReplyForm {
    #[serde(default)]
    text: String,
    answers: MessageId,
    /// Why personal data in the text must be there, when the gate asked.
    #[serde(default)]
    because: String,
    #[serde(flatten)]
    place: Place,
}

/// `POST …/replies`: an answer in the authority's name. A refused one stands in the composer with the reason.
pub(super) async fn reply(
    State(desk): State<Desk>,
    Path(id): Path<ConversationId>,
    posted: Posted<ReplyForm>,
) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let because = Some(form.because.clone()).filter(|because| !because.trim().is_empty());
    let outcome = send(&desk, &by, id, form.answers, unix_lines(&form.text), because).await;
    kept(&desk, &by, id, form.place, outcome, Written { writing: Writing::Reply, text: form.text, because: form.because }).await
}

async fn send(
    desk: &Desk,
    by: &SignedIn,
    id: ConversationId,
    answers: MessageId,
    text: String,
    because: Option<String>,
) -> Result<(), Problem> {
    let (officer, now) = (by.officer.clone(), by.now);
    let conversation = desk.read(move |conn| Ok(with_mandate::<Answer>(conn, &officer, id, now)?.0)).await?;
    if !text.trim().is_empty() {
        let (_, length) = reply::measure(desk, &conversation, answers, text.trim().to_owned()).await?;
        reply::refuse_too_long(length)?;
    }
    let officer = by.officer.clone();
    desk.act(move |mut act| {
        let now = act.now();
        let (conversation, by) = with_mandate::<Answer>(act.conn(), &officer, id, now)?;
        if reply::is_repeated(act.conn(), &by, &conversation, answers, &text)? {
            return Ok(act.nothing(()));
        }
        let words = Words { text: &text, because: because.as_deref() };
        reply::answer(act, &by, &conversation, answers, words).map(|sent| sent.map(drop))
    })
    .await?;
    desk.news().tell(Changed::Conversation(id));
    Ok(())
}

#[derive(Deserialize)]
pub(super) struct NoteForm {
    #[serde(default)]
    text: String,
    #[serde(flatten)]
    place: Place,
}

/// `POST …/notes`: what colleagues tell each other.
pub(super) async fn note(
    State(desk): State<Desk>,
    Path(id): Path<ConversationId>,
    posted: Posted<NoteForm>,
) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let (officer, text) = (by.officer.clone(), unix_lines(&form.text));
    let outcome = desk
        .act(move |mut act| {
            let now = act.now();
            let (conversation, by) = with_mandate::<Answer>(act.conn(), &officer, id, now)?;
            note::write(act, &by, &conversation, &text)
        })
        .await
        .map(drop);
    if outcome.is_ok() {
        desk.news().tell(Changed::Conversation(id));
    }
    kept(&desk, &by, id, form.place, outcome, Written { writing: Writing::Note, text: form.text, because: String::new() }).await
}

/// Back to the conversation; or the same page again with what was written, when a rule said no to the text itself.
async fn kept(
    desk: &Desk,
    by: &SignedIn,
    id: ConversationId,
    place: Place,
    outcome: Result<(), Problem>,
    written: Written,
) -> Result<Response, Problem> {
    match outcome {
        Ok(()) => Ok(Redirect::to(&place.conversation(id)).into_response()),
        Err(Problem::Refused(Refusal { status: StatusCode::NOT_FOUND, .. })) => Err(crate::ground::problem::not_found()),
        Err(Problem::Refused(refusal)) => {
            let sentence = problems::sentence(by.locale, &refusal);
            conversation::refused(desk, by, id, place, refusal.status, Refused { written, sentence }).await
        }
        Err(fault) => Err(fault),
    }
}

/// Forms send CR LF; people mean a new line.
fn unix_lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

#[derive(Deserialize)]
pub(super) struct AssignmentForm {
    /// The button "to me".
    me: Option<PersonId>,
    /// A colleague, or nobody.
    #[serde(default)]
    to: String,
    #[serde(flatten)]
    place: Place,
}

/// `POST …/assignment`: given to someone, or to nobody.
pub(super) async fn assign(
    State(desk): State<Desk>,
    Path(id): Path<ConversationId>,
    posted: Posted<AssignmentForm>,
) -> Result<Redirect, Problem> {
    let Posted { by, form } = posted;
    let to = match (form.me, form.to.as_str()) {
        (Some(_), _) => Some(by.officer.id()),
        (None, "") => None,
        (None, person) => Some(person.parse().map_err(|_| refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-person"))?),
    };
    desk.act(move |mut act| {
        let now = act.now();
        let (conversation, mandate) = with_mandate::<Answer>(act.conn(), &by.officer, id, now)?;
        conversations::assign(act, &mandate, &conversation, to)
    })
    .await?;
    desk.news().tell(Changed::Conversation(id));
    Ok(Redirect::to(&form.place.conversation(id)))
}

#[derive(Deserialize)]
pub(super) struct StateForm {
    state: Stands,
    #[serde(flatten)]
    place: Place,
}

/// `POST …/state`: waiting, done, open again. Done leads to the next in the same list.
pub(super) async fn turn(
    State(desk): State<Desk>,
    Path(id): Path<ConversationId>,
    posted: Posted<StateForm>,
) -> Result<Redirect, Problem> {
    let Posted { by, form } = posted;
    let StateForm { state, place } = form;
    let (officer, now, asked) = (by.officer.clone(), by.now, place.clone());
    // Looked up before the act: afterwards the conversation has left the list.
    let next = desk
        .read(move |conn| {
            let (conversation, _) = with_mandate::<Read>(conn, &officer, id, now)?;
            let asking = Asking::of(conn, &officer, now)?;
            next_in_list(conn, &asking, &asked, &conversation)
        })
        .await?;
    let officer = by.officer;
    desk.act(move |mut act| {
        let now = act.now();
        let (conversation, mandate) = with_mandate::<Answer>(act.conn(), &officer, id, now)?;
        conversations::turn(act, &mandate, &conversation, state)
    })
    .await?;
    desk.news().tell(Changed::Conversation(id));
    Ok(Redirect::to(&match (state, next) {
        (Stands::Done, Some(next)) => place.conversation(next),
        (Stands::Done, None) => place.list(),
        _ => place.conversation(id),
    }))
}

/// The one after this in the list, else the list's first.
fn next_in_list(
    conn: &mut store::Conn,
    asking: &Asking,
    place: &Place,
    this: &Conversation,
) -> Result<Option<ConversationId>, Problem> {
    if let Some(q) = place.q() {
        let hits = inbox::find(conn, asking, q, place.before())?.conversations;
        let at = hits.iter().position(|(conversation, _)| conversation.id == this.id).map_or(0, |at| at + 1);
        return Ok(hits.get(at).map(|(conversation, _)| conversation.id));
    }
    let (view, order) = (place.view(), place.order());
    let is_another = |conversation: &Conversation| conversation.id != this.id;
    let after = inbox::list(conn, asking, view, order, Some(inbox::after(this, order)))?;
    if let Some(next) = after.conversations.into_iter().find(is_another) {
        return Ok(Some(next.id));
    }
    let first = inbox::list(conn, asking, view, order, None)?;
    Ok(first.conversations.into_iter().find(is_another).map(|conversation| conversation.id))
}

#[derive(Deserialize)]
pub(super) struct DraftForm {
    #[serde(default)]
    text: String,
    #[serde(flatten)]
    place: Place,
}

/// `POST …/draft`: what is written and not sent. The script keeps it every other second; without script there is a button.
pub(super) async fn draft(
    State(desk): State<Desk>,
    Path(id): Path<ConversationId>,
    posted: Posted<DraftForm>,
) -> Result<Redirect, Problem> {
    let Posted { by, form } = posted;
    let here = desk.clone();
    desk.write(move |conn| {
        let (conversation, mandate) = with_mandate::<Answer>(conn, &by.officer, id, by.now)?;
        draft::save(conn, here.vault(), conversation.id, mandate.person(), &unix_lines(&form.text), by.now)
    })
    .await?;
    Ok(Redirect::to(&form.place.conversation(id)))
}

#[derive(Deserialize)]
pub(super) struct ScreeningForm {
    #[serde(default)]
    text: String,
}

/// `POST …/screening`: what the gate sees in a text while it is written. Nothing is kept.
pub(super) async fn screening(
    State(desk): State<Desk>,
    Path(id): Path<ConversationId>,
    posted: Posted<ScreeningForm>,
) -> Result<Markup, Problem> {
    let Posted { by, form } = posted;
    let (officer, now) = (by.officer.clone(), by.now);
    let rules = desk
        .read(move |conn| {
            with_mandate::<Answer>(conn, &officer, id, now)?;
            Ok(screening_rules::in_force(conn)?)
        })
        .await?;
    Ok(gate::seen(by.locale, &rules, &unix_lines(&form.text), ""))
}

#[derive(Deserialize)]
pub(super) struct PresenceForm {}

/// `POST …/presence`: still here; answers with who else is.
pub(super) async fn present(
    State(desk): State<Desk>,
    Path(id): Path<ConversationId>,
    posted: Posted<PresenceForm>,
) -> Result<Markup, Problem> {
    let Posted { by, form: PresenceForm {} } = posted;
    let (officer, now) = (by.officer.clone(), by.now);
    let others = desk
        .write(move |conn| {
            with_mandate::<Read>(conn, &officer, id, now)?;
            presence::here(conn, id, officer.id(), now)?;
            Ok(presence::others(conn, id, officer.id(), now)?)
        })
        .await?;
    Ok(conversation::others(by.locale, &others))
}
