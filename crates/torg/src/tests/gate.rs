//! The gate in its places: an answer by the pages and by a program, what is kept of its reason, and what is seen while one writes.
use axum::http::StatusCode;
use serde_json::json;

use super::api::program::Program;
use super::browser::Page;
use super::town::{Town, on_both_engines};
use super::witness::verified;
use crate::govern::Scope;
use crate::govern::mandate::Allowed;
use crate::ground::ConversationId;
use crate::participate::conversation;
use crate::publish::delivery;
use crate::records::content::{self, Content};
use crate::records::{Event, entry};

const WHO: &str = "Fatima Berg";
const NUMBER: &str = "Vi skickade brevet till 19121212-1212 i går.";
const PHONE: &str = "Ring Åsa på 070-174 06 05, hon vet.";

async fn a_question(town: &Town) -> ConversationId {
    town.citizen("Åse Lind").asks("Har ni fått min ansökan?");
    town.hears().await;
    town.colleague(WHO).await.conversation_about("ansökan").await.id
}

async fn answers(town: &Town, id: ConversationId, text: &str, because: &str) -> Page {
    let latest = town.colleague(WHO).await.opens(id).await.unwrap().0.latest_message;
    let form = town.post(&format!("{}/replies", conversation::address(id))).as_(WHO).with("text", text).with("answers", latest);
    form.with("because", because).await
}

async fn queued(town: &Town, id: ConversationId) -> usize {
    town.desk.read(move |conn| Ok(delivery::of_conversation(conn, id)?.len())).await.unwrap()
}

async fn an_identity_number_is_never_queued(town: Town) {
    let id = a_question(&town).await;
    let refused = answers(&town, id, NUMBER, "Hon bad om det själv.").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("Personnummer får inte lämna myndigheten"), "{}", refused.text());
    assert!(refused.html.contains("Vi skickade brevet till"), "what was written is still there");
    assert!(!refused.html.contains("name=\"because\""), "no reason helps, so none is asked for");
    assert_eq!(queued(&town, id).await, 0);
    verified(&town.desk).await;
}

async fn personal_data_leaves_with_its_reason_on_the_record(town: Town) {
    let id = a_question(&town).await;
    let asked = answers(&town, id, PHONE, "").await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.html.contains("name=\"because\"") && asked.says("070-174 06 05"), "{}", asked.text());
    assert_eq!(answers(&town, id, PHONE, "ja").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(queued(&town, id).await, 0);
    let sent = answers(&town, id, PHONE, "Åsas tjänstenummer, och hon har bett om det.").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let told = town.desk.read(move |conn| {
        let entries = entry::about(conn, id.0)?;
        let found = entries.iter().find_map(|entry| match &entry.body.event {
            Event::ReplyQueued { because, .. } => Some((entry.body.id, *because)),
            _ => None,
        });
        let (entry, because) = found.expect("a reply on the record");
        Ok((entry, content::find(conn, because.expect("with its reason"))?))
    });
    let (entry, reason) = told.await.unwrap();
    let kept =
        matches!(&reason, Some(Content::Kept(bytes)) if bytes == "Åsas tjänstenummer, och hon har bett om det.".as_bytes());
    assert!(kept, "{reason:?}");
    let page = town.get(&format!("/records/entries/{entry}")).as_(WHO).await.fine();
    assert!(page.says("Åsas tjänstenummer, och hon har bett om det."), "{}", page.text());
    verified(&town.desk).await;
}

async fn an_answer_without_personal_data_keeps_no_reason(town: Town) {
    let id = a_question(&town).await;
    assert_eq!(answers(&town, id, "Ja, i dag kl. 10.", "Det här behövs inte.").await.status, StatusCode::SEE_OTHER);
    let entries = town.desk.read(move |conn| entry::about(conn, id.0)).await.unwrap();
    assert!(entries.iter().any(|entry| matches!(entry.body.event, Event::ReplyQueued { because: None, .. })));
}

async fn the_gate_is_seen_while_one_writes(town: Town) {
    let id = a_question(&town).await;
    let look = async |who: &'static str, text: &str| {
        town.post(&format!("{}/screening", conversation::address(id))).as_(who).with("text", text).await
    };
    assert!(look(WHO, NUMBER).await.fine().says("Kan inte skickas"));
    let seen = look(WHO, PHONE).await.fine();
    assert!(seen.says("Behöver ett skäl") && seen.html.contains("name=\"because\""));
    assert!(!look(WHO, "Ja, i dag kl. 10.").await.fine().html.contains("<li>"));
    assert_eq!(look("Rune Arkiv", "Hej").await.status, StatusCode::FORBIDDEN, "who may not answer has nothing to ask here");
    assert_eq!(queued(&town, id).await, 0);
}

async fn a_program_is_told_the_same(town: Town) {
    let id = a_question(&town).await;
    let program = Program::of(&town, WHO, &[Allowed::Read, Allowed::Answer], Scope::Everywhere).await;
    let message = town.colleague(WHO).await.opens(id).await.unwrap().0.latest_message;
    let address = format!("/conversations/{id}/replies");
    let reply = |text: &str, because: Option<&str>| json!({ "answers": message, "text": text, "because": because });
    program.sends("POST", &address, &reply(NUMBER, Some("Hon bad om det."))).await.refused(422, "refuse-gate-block");
    program.sends("POST", &address, &reply(PHONE, None)).await.refused(422, "refuse-gate-justify");
    program.sends("POST", &address, &reply(PHONE, Some("ja"))).await.refused(422, "refuse-gate-reason");
    assert_eq!(queued(&town, id).await, 0);
    let sent = program.sends("POST", &address, &reply(PHONE, Some("Åsas tjänstenummer, hon vill det."))).await.fine();
    assert_eq!(sent.status.as_u16(), 201);
}

on_both_engines!(
    an_identity_number_is_never_queued,
    personal_data_leaves_with_its_reason_on_the_record,
    an_answer_without_personal_data_keeps_no_reason,
    the_gate_is_seen_while_one_writes,
    a_program_is_told_the_same,
);
