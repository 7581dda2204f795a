//! The main job through the API alone: a question comes, is given to someone, noted, answered once, and the answer is in the network.
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::program::Program;
use crate::govern::Scope;
use crate::govern::mandate::Allowed;
use crate::tests::town::{Town, on_both_engines};
use crate::tests::witness::is_by_lot;

on_both_engines!(
    a_question_is_answered_through_the_api_alone,
    a_reply_asked_for_twice_is_one_delivery,
    an_answer_is_undone_and_the_conversation_waits_again,
    what_the_network_would_not_take_is_refused_with_both_figures,
);

async fn a_question(town: &Town, program: &Program<'_>) -> (String, String) {
    town.citizen("Åse Lind").asks("När öppnar simhallen i dag?");
    town.hears().await;
    let list = program.get("/conversations?view=nobody&order=clock").await.fine();
    let conversation = list.items()[0].clone();
    (conversation["id"].as_str().unwrap().to_owned(), conversation["message"]["id"].as_str().unwrap().to_owned())
}

fn text(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_else(|| panic!("no {field} in {value}")).to_owned()
}

async fn a_question_is_answered_through_the_api_alone(town: Town) {
    let program = Program::of(&town, "Fatima Berg", &[Allowed::Read, Allowed::Answer], Scope::Everywhere).await;
    let (conversation, message) = a_question(&town, &program).await;
    let me = text(&program.get("/me").await.fine().json, "person");
    let address = |part: &str| format!("/conversations/{conversation}{part}");
    let given = program.sends("PUT", &address("/assignment"), &json!({ "person": me })).await.fine();
    assert_eq!(given.json["assigneeName"], "Fatima Berg");
    program.sends("PUT", &address("/assignment"), &json!({ "person": me })).await.refused(409, "refuse-assigned-already");
    assert_eq!(program.get("/conversations?view=mine").await.items().len(), 1);
    let note = program.sends("POST", &address("/notes"), &json!({ "text": " Ringde: kl. 14. " })).await.fine();
    assert_eq!((note.status.as_u16(), text(&note.json, "text")), (201, "Ringde: kl. 14.".to_owned()));

    let reply = json!({ "answers": message, "text": "Simhallen öppnar kl. 14." });
    let sent = program.sends("POST", &address("/replies"), &reply).await.fine();
    assert_eq!((sent.status.as_u16(), &sent.json["state"]), (201, &json!("queued")));
    assert_eq!(program.get(&address("")).await.json["state"], "waiting");
    town.later(SignedDuration::from_secs(11));
    town.run_jobs().await;
    let delivery = program.get(&format!("/deliveries/{}", text(&sent.json, "id"))).await.fine().json;
    assert_eq!((&delivery["state"], &delivery["attempts"]), (&json!("posted"), &json!(1)));
    let messages = program.get(&address("/messages")).await.fine();
    assert_eq!(messages.items()[0]["text"], "Simhallen öppnar kl. 14.");
    assert_eq!((&messages.items()[0]["direction"], &messages.items()[0]["delivery"]), (&json!("out"), &sent.json["id"]));
    let done = program.sends("PUT", &address("/state"), &json!({ "state": "done" })).await.fine();
    assert_eq!((&done.json["state"], &done.json["dueAt"]), (&json!("done"), &Value::Null));
    program.sends("PUT", &address("/state"), &json!({ "state": "done" })).await.refused(409, "refuse-state-already");

    town.seal().await;
    let entries = program.get(&format!("/record/entries?about={conversation}&limit=50")).await.fine();
    let named = entries.items().iter().map(|entry| entry["event"].as_str().unwrap());
    let events: Vec<&str> = named.filter(|event| !is_by_lot(event)).collect();
    let told = [
        "message-received",
        "conversation-assigned",
        "note-written",
        "reply-queued",
        "delivery-started",
        "message-received",
        "delivery-posted",
        "conversation-closed",
    ];
    assert_eq!(events, told);
    assert!(entries.items()[3]["mandate"] == program.mandate.to_string(), "the record says under which mandate");
    // The colleague at the desk sees the same.
    assert_eq!(town.colleague("Fatima Berg").await.reads(conversation.parse().unwrap()).await.len(), 2);
}

async fn a_reply_asked_for_twice_is_one_delivery(town: Town) {
    let program = Program::of(&town, "Fatima Berg", &[Allowed::Read, Allowed::Answer], Scope::Everywhere).await;
    let (conversation, message) = a_question(&town, &program).await;
    let address = format!("/conversations/{conversation}/replies");
    let key = [("idempotency-key", "8f14e45f-ceea-467f-a3d5-1b2c3d4e5f60")];
    let reply = json!({ "answers": message, "text": "Kl. 14." });
    let first = program.with("POST", &address, &key, Some(&reply)).await.fine();
    let again = program.with("POST", &address, &key, Some(&reply)).await.fine();
    assert_eq!((first.status.as_u16(), again.status.as_u16()), (201, 200));
    assert_eq!(first.json["id"], again.json["id"]);
    let other = json!({ "answers": message, "text": "Kl. 15." });
    program.with("POST", &address, &key, Some(&other)).await.refused(422, "refuse-key-reused");
    program.with("POST", &address, &[("idempotency-key", "")], Some(&reply)).await.refused(400, "refuse-key-unusable");
    // At the same moment, too.
    let key = [("idempotency-key", "k2")];
    let asked = (0..6).map(|_| program.with("POST", &address, &key, Some(&other)));
    let ids: Vec<Value> = futures_util::future::join_all(asked)
        .await
        .into_iter()
        .filter(|reply| reply.status.is_success())
        .map(|reply| reply.json["id"].clone())
        .collect();
    assert!(!ids.is_empty() && ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    // Another person's key is another key.
    let omar = Program::of(&town, "Omar Lind", &[Allowed::Read, Allowed::Answer], Scope::Everywhere).await;
    let theirs = omar.with("POST", &address, &key, Some(&other)).await.fine();
    assert_eq!(theirs.status.as_u16(), 201);
    town.later(SignedDuration::from_secs(11));
    town.run_jobs().await;
    let deliveries = program.get("/deliveries").await.fine();
    assert_eq!(deliveries.items().len(), 3);
    let texts: Vec<&str> = deliveries.items().iter().map(|delivery| delivery["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["Kl. 15.", "Kl. 15.", "Kl. 14."], "the newest first");
    // Long after, the key is forgotten and free.
    town.later(SignedDuration::from_hours(24 * 8));
    assert_eq!(program.with("POST", &address, &key, Some(&reply)).await.fine().status.as_u16(), 201);
}

async fn an_answer_is_undone_and_the_conversation_waits_again(town: Town) {
    let program = Program::of(&town, "Fatima Berg", &[Allowed::Read, Allowed::Answer], Scope::Everywhere).await;
    let omar = Program::of(&town, "Omar Lind", &[Allowed::Read, Allowed::Answer], Scope::Everywhere).await;
    let (conversation, message) = a_question(&town, &program).await;
    let reply = json!({ "answers": message, "text": "Kl. 14." });
    let sent = program.sends("POST", &format!("/conversations/{conversation}/replies"), &reply).await.fine().json;
    let undo = format!("/deliveries/{}/undo", text(&sent, "id"));
    omar.with("POST", &undo, &[], None).await.refused(403, "refuse-undo-anothers");
    let undone = program.with("POST", &undo, &[], None).await.fine();
    assert_eq!(undone.json["state"], "undone");
    assert_eq!(program.get(&format!("/conversations/{conversation}")).await.json["state"], "open");
    program.with("POST", &undo, &[], None).await.refused(409, "refuse-undo-late");
    town.later(SignedDuration::from_secs(11));
    town.run_jobs().await;
    assert_eq!(program.get(&format!("/conversations/{conversation}/messages")).await.items().len(), 1, "nothing was sent");
}

async fn what_the_network_would_not_take_is_refused_with_both_figures(town: Town) {
    let program = Program::of(&town, "Fatima Berg", &[Allowed::Read, Allowed::Answer], Scope::Everywhere).await;
    let (conversation, message) = a_question(&town, &program).await;
    let limits = program.get(&format!("/conversations/{conversation}/reply-limits")).await.fine().json;
    let limit = usize::try_from(limits["text"].as_u64().unwrap()).unwrap();
    let address = format!("/conversations/{conversation}/replies");
    let long = json!({ "answers": message, "text": "å".repeat(limit + 1) });
    let refused = program.sends("POST", &address, &long).await.refused(422, "refuse-text-long");
    assert_eq!(refused.json["values"]["limit"], limit.to_string());
    program.sends("POST", &address, &json!({ "answers": message, "text": "  \n " })).await.refused(422, "refuse-empty-text");
    let elsewhere = json!({ "answers": "0193485e-f2a0-7c31-9d5b-6f0a3c1e2b4d", "text": "Hej" });
    program.sends("POST", &address, &elsewhere).await.refused(404, "refuse-not-found");
    assert!(program.get("/deliveries").await.items().is_empty());
}
