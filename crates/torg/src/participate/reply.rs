//! Replies: an answer under a mandate, in the authority's name, on the record before it is sent.
use axum::http::StatusCode;
use connect::{Limits, Outgoing, ReplyTo};
use jiff::Timestamp;
use store::Conn;
use uuid::Uuid;

use super::conversation::{self, Conversation};
use super::draft;
use crate::govern::gate::{self, Place};
use crate::govern::mandate::{Answer, Mandate};
use crate::govern::{channel, screening_rules, secure_channel};
use crate::ground::locale::Locale;
use crate::ground::vault::Vault;
use crate::ground::{DeliveryId, Desk, MessageId, Problem, refuse};
use crate::publish::delivery::{self, Delivery};
use crate::publish::unanswered;
use crate::records::{Act, Committed, author, message};

/// What someone says, and why personal data in it must be there.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// What is said.
    pub text: &'a str,
    /// The reason, where the gate asks for one.
    pub because: Option<&'a str>,
}

impl<'a> From<&'a str> for Words<'a> {
    fn from(text: &'a str) -> Self {
        Self { text, because: None }
    }
}

/// Answers a message of the conversation. `limits` and length were asked of the network before the transaction.
pub fn answer(
    mut act: Act<'_>,
    by: &Mandate<Answer>,
    conversation: &Conversation,
    answers: MessageId,
    words: Words<'_>,
) -> Result<Committed<DeliveryId>, Problem> {
    let rules = screening_rules::in_force(act.conn())?;
    let passed = gate::pass(&rules, Place::Text, words.text, words.because)?;
    let now = act.now();
    let Some(answered) = message::find(act.conn(), answers)?.filter(|answered| answered.conversation == conversation.id) else {
        return Err(crate::ground::problem::not_found());
    };
    if answered.gone_at.is_some() {
        return Err(refuse(StatusCode::CONFLICT, "refuse-answer-to-gone")
            .way_on(conversation::address(conversation.id), "way-on-conversation")
            .into());
    }
    let language =
        screen::language::detect(passed.text(), answered.language.as_deref()).map(|language| language.tag().to_owned());
    conversation::answered(act.conn(), conversation.id, by.person(), now)?;
    draft::forget(act.conn(), conversation.id, by.person())?;
    let reply = delivery::Reply { channel: conversation.channel, conversation: conversation.id, answers, language };
    delivery::queue_reply(act, by, reply, &passed)
}

/// True when this person just sent these words to this message: a second click on the button is not a second answer. Two at the
/// same moment, even on two nodes, come here one after the other.
pub fn is_repeated(
    conn: &mut Conn,
    by: &Mandate<Answer>,
    conversation: &Conversation,
    answers: MessageId,
    text: &str,
) -> Result<bool, Problem> {
    conversation::hold(conn, conversation.id)?;
    let Some(latest) = delivery::of_conversation(conn, conversation.id)?.pop() else { return Ok(false) };
    let same = latest.state == delivery::State::Queued
        && latest.attempts == 0
        && latest.written_by == by.person()
        && latest.answers == Some(answers);
    Ok(same && message::text(conn, latest.content)?.plain() == text.trim())
}

/// Takes an answer back before it is sent: its words lie in the composer again, and the conversation waits for us as before.
pub fn take_back(mut act: Act<'_>, by: &Mandate<Answer>, vault: &Vault, delivery: &Delivery) -> Result<Committed<()>, Problem> {
    let now = act.now();
    let text = message::text(act.conn(), delivery.content)?;
    if let Some(conversation) = delivery.conversation {
        draft::save(act.conn(), vault, conversation, by.person(), text.plain(), now)?;
    }
    unanswered::wait_again(act.conn(), delivery, now)?;
    delivery::undo(act, by, delivery.id).map(|undone| undone.map(drop))
}

/// The words of an answer that somebody sends back lie in its writer's composer again.
pub fn keep_for_writer(conn: &mut Conn, vault: &Vault, delivery: &Delivery, now: Timestamp) -> Result<(), Problem> {
    let Some(conversation) = delivery.conversation else { return Ok(()) };
    let text = message::text(conn, delivery.content)?;
    draft::save(conn, vault, conversation, delivery.written_by, text.plain(), now)
}

/// The answer that is being written with the unit's words on its secure channel, in the language of the message that is answered, else in
/// `locale`. Asking twice does not say it twice.
pub fn with_secure_words(
    conn: &mut Conn,
    conversation: &Conversation,
    answers: MessageId,
    text: &str,
    locale: Locale,
) -> Result<String, Problem> {
    let unit = channel::unit_of(conn, conversation.channel)?.ok_or_else(crate::ground::problem::not_found)?;
    let Some(secure) = secure_channel::in_force(conn, unit)? else {
        return Err(refuse(StatusCode::CONFLICT, "refuse-secure-nowhere")
            .way_on(conversation::address(conversation.id), "way-on-conversation")
            .into());
    };
    let answered = message::find(conn, answers)?.filter(|answered| answered.conversation == conversation.id);
    let language = answered.and_then(|answered| answered.language).map(|tag| match tag.as_str() {
        "da" => Locale::Nb,
        tag => Locale::named(tag).unwrap_or(Locale::En),
    });
    let words = secure.words(language.unwrap_or(locale));
    Ok(match text.trim() {
        "" => words,
        written if written.contains(&words) => written.to_owned(),
        written => format!("{written}\n\n{words}"),
    })
}

/// What fits in an answer to `answers`, asked of the network, and how long `text` is by its rule.
pub async fn measure(
    desk: &Desk,
    conversation: &Conversation,
    answers: MessageId,
    text: String,
) -> Result<(Limits, connect::Length), Problem> {
    let (_, network, connection) = channel::connected(desk, conversation.channel).await?;
    let Some(publishing) = network.publishing() else {
        return Err(refuse(StatusCode::CONFLICT, "refuse-network-cannot-publish").with("network", network.about().label).into());
    };
    let limits = publishing.limits(&connection).await.map_err(|trouble| channel::refused_by_network(&trouble))?;
    let handle = desk
        .read(move |conn| {
            let Some(answered) = message::find(conn, answers)? else { return Ok(None) };
            let Some(author) = answered.author else { return Ok(None) };
            Ok(author::find(conn, author)?.map(|author| author.handle.trim_start_matches('@').to_owned()))
        })
        .await?;
    let reply_to = Some(ReplyTo { remote_id: String::new(), root: None, handle });
    let outgoing = Outgoing { reply_to, ..Outgoing::saying(Uuid::nil(), Timestamp::UNIX_EPOCH, text) };
    let length = publishing.length(&limits, &outgoing);
    Ok((limits, length))
}

/// Refuses a text that the network would not take, with both figures.
pub fn refuse_too_long(length: connect::Length) -> Result<(), Problem> {
    if length.fits() {
        return Ok(());
    }
    Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-text-long").with("limit", length.limit).with("used", length.used).into())
}
