//! Hiding an answer changes the thread's gate and nothing else in it, also when somebody writes at the same time.
use connect::Trouble;
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use super::stand_in::*;

const GATE: &str = "at://did:plc:stad/app.bsky.feed.threadgate/3mzaaaaaaaa22";
const PUT: &str = "com.atproto.repo.putRecord";

fn reply(number: usize) -> String {
    format!("at://did:plc:ase/app.bsky.feed.post/{number:013}")
}

fn gate(server: &StandIn) -> Value {
    server.with(|state| state.records.get(GATE).cloned().unwrap_or_default())
}

#[tokio::test]
async fn hiding_makes_the_gate_and_showing_empties_it() {
    let server = StandIn::start().await;
    let (moderating, connection) = (bluesky().moderating().unwrap(), server.connection());
    moderating.unhide(&connection, OUR_POST, &reply(1)).await.unwrap();
    assert_eq!(gate(&server), Value::Null, "nothing to show again, nothing to write");
    for _ in 0..2 {
        moderating.hide(&connection, OUR_POST, &reply(1)).await.unwrap();
    }
    moderating.hide(&connection, OUR_POST, &reply(2)).await.unwrap();
    let expected = json!({ "$type": "app.bsky.feed.threadgate", "post": OUR_POST, "createdAt": gate(&server)["createdAt"],
        "hiddenReplies": [reply(1), reply(2)] });
    assert_eq!(gate(&server), expected, "without `allow` everyone may go on answering");
    assert!(gate(&server)["createdAt"].as_str().unwrap().parse::<jiff::Timestamp>().is_ok());
    moderating.unhide(&connection, OUR_POST, &reply(1)).await.unwrap();
    assert_eq!(gate(&server)["hiddenReplies"], json!([reply(2)]));
    assert_eq!(server.n_calls(PUT), 3, "what is hidden already is not written again");
}

#[tokio::test]
async fn who_may_answer_stays_as_it_was() {
    let server = StandIn::start().await;
    let rules = json!({ "$type": "app.bsky.feed.threadgate", "post": OUR_POST, "createdAt": "2026-01-01T00:00:00Z",
        "allow": [{ "$type": "app.bsky.feed.threadgate#mentionRule" }], "annat": { "framtida": true } });
    server.with(|state| state.records.insert(GATE.into(), rules.clone()));
    bluesky().moderating().unwrap().hide(&server.connection(), OUR_POST, &reply(1)).await.unwrap();
    let mut expected = rules;
    expected["hiddenReplies"] = json!([reply(1)]);
    assert_eq!(gate(&server), expected);
}

#[tokio::test]
async fn two_who_hide_at_once_both_succeed() {
    let server = StandIn::start().await;
    let moderating = bluesky().moderating().unwrap();
    let connections = [server.connection(), server.connection(), server.connection()];
    let together = connections
        .iter()
        .enumerate()
        .map(|(number, connection)| async move { moderating.hide(connection, OUR_POST, &reply(number)).await });
    for result in futures_util::future::join_all(together).await {
        result.unwrap();
    }
    assert_eq!(gate(&server)["hiddenReplies"].as_array().unwrap().len(), 3);
    // Somebody who always comes first: told as it is after some tries.
    let swapped = || ResponseTemplate::new(400).set_body_json(json!({ "error": "InvalidSwap", "message": "Record was at bafy" }));
    server.with(|state| state.always.insert(PUT, wrong(400, "InvalidSwap", "Record was at bafy")));
    let trouble = moderating.hide(&server.connection(), OUR_POST, &reply(9)).await.unwrap_err();
    assert!(matches!(&trouble, Trouble::Refused { reason, .. } if reason.starts_with("InvalidSwap")), "{trouble}");
    server.with(|state| state.always.clear());
    server.spoil(PUT, Fault::Instead(swapped()));
    moderating.hide(&server.connection(), OUR_POST, &reply(9)).await.unwrap();
    assert_eq!(gate(&server)["hiddenReplies"].as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn what_cannot_be_hidden_is_refused() {
    let server = StandIn::start().await;
    let (moderating, connection) = (bluesky().moderating().unwrap(), server.connection());
    for root in
        ["at://did:plc:ase/app.bsky.feed.post/3mzaaaaaaaa24", "chat:3mzsamtal", "", "at://did:plc:stad/app.bsky.feed.like/3mz"]
    {
        assert!(matches!(moderating.hide(&connection, root, &reply(1)).await, Err(Trouble::Refused { .. })), "{root}");
    }
    let full: Vec<String> = (0..300).map(reply).collect();
    server.with(|state| state.records.insert(GATE.into(), json!({ "post": OUR_POST, "hiddenReplies": full })));
    assert!(matches!(moderating.hide(&connection, OUR_POST, &reply(300)).await, Err(Trouble::Refused { .. })));
    moderating.hide(&connection, OUR_POST, &reply(299)).await.unwrap();
    moderating.unhide(&connection, OUR_POST, &reply(0)).await.unwrap();
    moderating.hide(&connection, OUR_POST, &reply(300)).await.unwrap();
    server.with(|state| state.records.insert(GATE.into(), json!({ "post": OUR_POST, "hiddenReplies": "x" })));
    let trouble = moderating.hide(&connection, OUR_POST, &reply(1)).await.unwrap_err();
    assert!(matches!(trouble, Trouble::Nonsense { .. }), "a gate we cannot read is not overwritten: {trouble}");
}
