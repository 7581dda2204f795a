//! What is hidden in a message, shown to whoever says why; and the authority's words on the secure channel as a beginning of an answer.
use axum::extract::{Path, State};
use axum::response::Redirect;
use serde::Deserialize;

use super::place::Place;
use crate::govern::mandate::{Answer, Read};
use crate::ground::{ConversationId, Desk, MessageId, Problem};
use crate::participate::conversation::with_mandate;
use crate::participate::{draft, reply, revealing};
use crate::web::visitor::Posted;

#[derive(Deserialize)]
pub(super) struct Why {
    #[serde(default)]
    why: String,
    #[serde(flatten)]
    place: Place,
}

/// `POST /participate/conversations/{id}/messages/{message}/revealing`.
pub(super) async fn reveal(
    State(desk): State<Desk>,
    Path((id, message)): Path<(ConversationId, MessageId)>,
    posted: Posted<Why>,
) -> Result<Redirect, Problem> {
    let Posted { by, form: Why { why, place } } = posted;
    let officer = by.officer;
    desk.act(move |mut act| {
        let now = act.now();
        let (conversation, by) = with_mandate::<Read>(act.conn(), &officer, id, now)?;
        revealing::reveal(act, &by, &conversation, message, &why)
    })
    .await?;
    Ok(Redirect::to(&format!("{}#m-{}", place.conversation(id), message.0.simple())))
}

#[derive(Deserialize)]
pub(super) struct Written {
    #[serde(default)]
    text: String,
    answers: MessageId,
    #[serde(flatten)]
    place: Place,
}

/// `POST …/secure-words`: the words on the secure channel, in the language of the message, put into the answer that is being written.
pub(super) async fn secure_words(
    State(desk): State<Desk>,
    Path(id): Path<ConversationId>,
    posted: Posted<Written>,
) -> Result<Redirect, Problem> {
    let Posted { by, form: Written { text, answers, place } } = posted;
    let (here, locale) = (desk.clone(), by.locale);
    desk.write(move |conn| {
        let (conversation, mandate) = with_mandate::<Answer>(conn, &by.officer, id, by.now)?;
        let text = reply::with_secure_words(conn, &conversation, answers, &text.replace("\r\n", "\n"), locale)?;
        draft::save(conn, here.vault(), id, mandate.person(), &text, by.now)
    })
    .await?;
    Ok(Redirect::to(&place.answering(id, answers.0)))
}
