//! Direct messages: heard with the rest, answered once, and never in the way of the public messages.
use connect::{Found, Kind, Media, Outgoing, ReplyTo, Trouble, Visibility};
use serde_json::json;
use wiremock::ResponseTemplate;

use super::stand_in::*;

const LOG: &str = "chat.bsky.convo.getLog";
const SEND: &str = "chat.bsky.convo.sendMessage";

#[tokio::test]
async fn direct_messages_are_heard_from_the_log() {
    let server = StandIn::start().await;
    let (listening, connection) = (bluesky().listening().unwrap(), server.connection());
    let cursor = listening.since(&connection, None).await.unwrap().cursor;
    server.with(|state| state.log.push_back(serde_json::from_str(include_str!("../../fixtures/bluesky/chat_log.json")).unwrap()));
    let heard = listening.since(&connection, Some(&cursor)).await.unwrap();
    let [Ok(question), Err(_broken), Ok(answer)] = &heard.items[..] else { panic!("{heard:#?}") };
    assert_eq!((question.kind, question.remote_id.as_str()), (Kind::Direct, "chat:3mzsamtal/3mzbrev1"));
    assert_eq!((question.author.handle.as_str(), question.author.ours), ("ase.exempelby.example", false));
    assert_eq!(
        (question.text.as_str(), question.root.as_deref()),
        ("Hej! Jag vill fråga om mitt bygglov 🏠", Some("chat:3mzsamtal"))
    );
    assert_eq!(question.url.as_deref(), Some("https://bsky.app/messages/3mzsamtal"));
    assert!(answer.author.ours && answer.author.handle == "exempelby.example");
    assert_eq!(answer.parent.as_deref(), Some("chat:3mzsamtal/3mzbrev1"));
    assert!(listening.since(&connection, Some(&heard.cursor)).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn what_waits_unread_is_heard_when_the_channel_is_added() {
    let server = StandIn::start().await;
    let message = json!({ "$type": "chat.bsky.convo.defs#messageView", "id": "3mzbrev1", "rev": "1", "text": "Är ni där?",
        "sender": { "did": "did:plc:ase" }, "sentAt": "2026-11-21T10:00:00.000Z" });
    let convo = |id: &str, n_unread: u32| {
        json!({ "id": id, "rev": "1", "muted": false, "unreadCount": n_unread, "lastMessage": message,
            "members": [{ "did": "did:plc:ase", "handle": "ase.exempelby.example", "displayName": "Åse" }] })
    };
    server.with(|state| state.convos = json!({ "convos": [convo("3mzsamtal", 1), convo("3mzannat", 0)] }));
    let heard = bluesky().listening().unwrap().since(&server.connection(), None).await.unwrap();
    let [Ok(waiting)] = &heard.items[..] else { panic!("{heard:#?}") };
    assert_eq!((waiting.text.as_str(), waiting.author.name.as_str()), ("Är ni där?", "Åse"));
}

#[tokio::test]
async fn a_writer_who_is_not_told_is_asked_for() {
    let server = StandIn::start().await;
    let (listening, connection) = (bluesky().listening().unwrap(), server.connection());
    let cursor = listening.since(&connection, None).await.unwrap().cursor;
    let line = json!({ "$type": "chat.bsky.convo.defs#logCreateMessage", "rev": "1", "convoId": "3mzsamtal", "message": {
        "id": "3mzbrev1", "rev": "1", "text": "Hej", "sender": { "did": "did:plc:ase" }, "sentAt": "2026-11-21T10:00:00Z" } });
    server.with(|state| state.log.push_back(json!({ "cursor": "2", "logs": [line] })));
    let heard = listening.since(&connection, Some(&cursor)).await.unwrap();
    assert_eq!(heard.items[0].as_ref().unwrap().author.handle, "ase.exempelby.example");
}

#[tokio::test]
async fn without_the_right_to_them_the_rest_goes_on_and_nobody_asks_again() {
    let server = StandIn::start().await;
    server.with(|state| state.always.insert(LOG, wrong(400, "InvalidToken", "Bad token method")));
    let (listening, connection) = (bluesky().listening().unwrap(), server.connection());
    let mut cursor = listening.since(&connection, None).await.unwrap().cursor;
    for _ in 0..3 {
        cursor = listening.since(&connection, Some(&cursor)).await.unwrap().cursor;
    }
    assert_eq!((server.n_calls(LOG), server.n_calls("com.atproto.server.refreshSession")), (1, 0));
}

#[tokio::test]
async fn a_chat_that_is_down_loses_nothing() {
    let server = StandIn::start().await;
    let (listening, connection) = (bluesky().listening().unwrap(), server.connection());
    let cursor = listening.since(&connection, None).await.unwrap().cursor;
    for status in [500, 502, 400, 404] {
        server.spoil(LOG, Fault::Instead(ResponseTemplate::new(status)));
        let batch = listening.since(&connection, Some(&cursor)).await.unwrap();
        assert_eq!((batch.items.len(), batch.cursor.as_str()), (0, cursor.as_str()), "the place in the log stays");
    }
    server.with(|state| state.log.push_back(serde_json::from_str(include_str!("../../fixtures/bluesky/chat_log.json")).unwrap()));
    assert_eq!(listening.since(&connection, Some(&cursor)).await.unwrap().items.len(), 3);
}

fn direct(number: u128, remote_id: &str) -> Outgoing {
    let reply_to = Some(ReplyTo { remote_id: remote_id.into(), root: None, handle: None });
    Outgoing { reply_to, visibility: Visibility::Direct, ..outgoing(number, "Vi hör av oss på #måndag") }
}

#[tokio::test]
async fn an_answer_is_sent_once_however_often_it_is_tried() {
    let server = StandIn::start().await;
    let (publishing, connection) = (bluesky().publishing().unwrap(), server.connection());
    let message = direct(1, "chat:3mzsamtal/3mzbrev1");
    assert_eq!(publishing.find(&connection, &message).await, Ok(Found::Absent));
    server.spoil(SEND, Fault::After(ResponseTemplate::new(500)));
    assert!(publishing.publish(&connection, &message).await.unwrap_err().may_have_arrived());
    let Ok(Found::Posted(found)) = publishing.find(&connection, &message).await else { panic!("not found") };
    assert_eq!(publishing.publish(&connection, &message).await, Ok(found.clone()));
    assert_eq!(
        (found.remote_id.as_str(), found.url.as_deref()),
        ("chat:3mzsamtal/3mz0", Some("https://bsky.app/messages/3mzsamtal"))
    );
    assert_eq!(server.with(|state| state.messages.len()), 1);
    let sent = server.with(|state| state.bodies.last().unwrap().clone());
    assert_eq!(sent["message"]["facets"][0]["features"][0]["tag"], "måndag");
}

#[tokio::test]
async fn the_same_words_sent_last_week_are_another_message() {
    let server = StandIn::start().await;
    server.with(|state| {
        state.messages.push(json!({ "id": "3mzgammal", "rev": "1", "text": "Vi hör av oss på #måndag", "sender": { "did": US },
            "sentAt": "2026-11-14T12:00:00Z" }));
    });
    let (publishing, connection) = (bluesky().publishing().unwrap(), server.connection());
    // Answering a post in private begins a conversation with its writer.
    let posted = publishing.publish(&connection, &direct(1, "at://did:plc:ase/app.bsky.feed.post/3mzaaaaaaaa24")).await.unwrap();
    assert_eq!(posted.remote_id, "chat:3mzsamtal/3mz1");
}

#[tokio::test]
async fn what_a_direct_message_cannot_be_is_said() {
    let server = StandIn::start().await;
    let (publishing, connection) = (bluesky().publishing().unwrap(), server.connection());
    let picture = Media::picture(vec![1], "image/png", "");
    let to_nobody = Outgoing { reply_to: None, ..direct(1, "") };
    for message in
        [Outgoing { media: vec![picture], ..direct(1, "chat:3mzsamtal/1") }, to_nobody, direct(1, "https://a.example/")]
    {
        assert!(matches!(publishing.publish(&connection, &message).await, Err(Trouble::Refused { .. })));
    }
    assert_eq!(server.n_calls(SEND), 0);
}

#[tokio::test]
async fn a_conversation_is_read_back_and_a_deleted_message_is_gone() {
    let server = StandIn::start().await;
    let (listening, connection) = (bluesky().listening().unwrap(), server.connection());
    let message = |id: &str, did: &str, minute: u8| json!({ "id": id, "rev": "1", "text": id, "sender": { "did": did }, "sentAt": format!("2026-11-21T10:{minute:02}:00Z") });
    let deleted = json!({ "$type": "chat.bsky.convo.defs#deletedMessageView", "id": "3mzc", "rev": "1", "sender": { "did": "did:plc:ase" },
        "sentAt": "2026-11-21T10:02:00Z" });
    server.with(|state| state.messages = vec![message("3mza", "did:plc:ase", 0), message("3mzb", US, 1), deleted]);
    let thread = listening.thread(&connection, "chat:3mzsamtal").await.unwrap();
    let read: Vec<_> = thread.items.iter().flatten().map(|item| (item.text.as_str(), item.author.ours)).collect();
    assert_eq!(read, [("3mza", false), ("3mzb", true)]);
    assert_eq!(listening.look(&connection, "chat:3mzsamtal/3mza").await.unwrap().unwrap().text, "3mza");
    for gone in ["3mzc", "3mzd"] {
        assert_eq!(listening.look(&connection, &format!("chat:3mzsamtal/{gone}")).await, Ok(None));
    }
}
