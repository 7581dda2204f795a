//! The thread around a message, and one message as it is now.
use connect::{Item, Kind, Trouble};
use serde_json::{Value, json};

use super::stand_in::*;

const QUESTION: &str = "at://did:plc:ase/app.bsky.feed.post/3mzaaaaaaaa24";

fn fixture() -> Value {
    serde_json::from_str(include_str!("../../fixtures/bluesky/thread.json")).unwrap()
}

#[tokio::test]
async fn a_thread_reads_from_the_first_to_the_last() {
    let server = StandIn::start().await;
    server.with(|state| state.threads.insert(QUESTION.into(), fixture()));
    let thread = bluesky().listening().unwrap().thread(&server.connection(), QUESTION).await.unwrap();
    let [Ok(first), Ok(question), Err(broken), Ok(answer)] = &thread.items[..] else { panic!("{thread:#?}") };
    assert_eq!((first.remote_id.as_str(), first.kind, first.author.ours), (OUR_POST, Kind::Post, true));
    assert_eq!(first.text, "Simhallen stänger för rengöring.", "what is answered stands first, though its clock says otherwise");
    assert_eq!((question.kind, question.text.as_str()), (Kind::Comment, "När öppnar badet?"));
    assert_eq!((question.counts.favourites, question.counts.boosts, question.counts.replies), (5, 4, 2));
    assert_eq!((answer.kind, answer.author.ours, answer.parent.as_deref()), (Kind::Comment, true, Some(QUESTION)));
    assert_eq!(broken.remote_id.as_deref(), Some("at://did:plc:ola/app.bsky.feed.post/3mzaaaaaaaa28"));
    assert!(!thread.more);
}

#[tokio::test]
async fn a_thread_that_is_gone_is_gone() {
    let server = StandIn::start().await;
    let listening = bluesky().listening().unwrap();
    assert_eq!(listening.thread(&server.connection(), QUESTION).await.unwrap_err(), Trouble::Gone);
    let withheld = json!({ "thread": { "$type": "app.bsky.feed.defs#blockedPost", "uri": QUESTION, "blocked": true, "author": { "did": "x" } } });
    server.with(|state| state.threads.insert(QUESTION.into(), withheld));
    assert_eq!(listening.thread(&server.connection(), QUESTION).await.unwrap_err(), Trouble::Gone);
}

fn chained(number: usize) -> String {
    format!("at://did:plc:ase/app.bsky.feed.post/{number:013}")
}

fn chained_post(number: usize, last: usize) -> Value {
    let mut record = json!({ "$type": "app.bsky.feed.post", "text": number.to_string(), "createdAt": "2026-11-21T10:00:00Z" });
    if number > 0 {
        let reference = |number| json!({ "uri": chained(number), "cid": "bafy" });
        record["reply"] = json!({ "root": reference(0), "parent": reference(number - 1) });
    }
    json!({ "uri": chained(number), "cid": "bafy", "author": { "did": "did:plc:ase", "handle": "ase.example" }, "record": record,
        "replyCount": u8::from(number < last), "indexedAt": "2026-11-21T10:00:00Z" })
}

/// What the network tells of a chain of answers, each below the one before: so far up, so far down.
fn chain(middle: usize, last: usize, height: usize, depth: usize) -> Value {
    let mut node = Value::Null;
    for number in (middle + 1..=last.min(middle + depth)).rev() {
        let mut above = json!({ "post": chained_post(number, last) });
        if number < middle + depth {
            above["replies"] = node.as_object().map_or(json!([]), |_| json!([node]));
        }
        node = above;
    }
    let mut parent = Value::Null;
    for number in middle.saturating_sub(height)..middle {
        let mut below = json!({ "post": chained_post(number, last) });
        if !parent.is_null() {
            below["parent"] = parent;
        }
        parent = below;
    }
    let mut asked = json!({ "post": chained_post(middle, last) });
    if depth > 0 {
        asked["replies"] = node.as_object().map_or(json!([]), |_| json!([node]));
    }
    if !parent.is_null() {
        asked["parent"] = parent;
    }
    json!({ "thread": asked })
}

#[tokio::test]
async fn a_long_exchange_is_followed_up_and_down() {
    let server = StandIn::start().await;
    server.with(|state| {
        // 60 is asked for; the network stops 40 above and 40 below; the next calls go on from there.
        state.threads.insert(chained(60), chain(60, 130, 40, 40));
        state.threads.insert(chained(19), chain(19, 130, 40, 0));
        state.threads.insert(chained(100), chain(100, 130, 0, 40));
    });
    let thread = bluesky().listening().unwrap().thread(&server.connection(), &chained(60)).await.unwrap();
    let mut numbers: Vec<usize> = thread.items.iter().map(|item| item.as_ref().unwrap().text.parse().unwrap()).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (0..=130).collect::<Vec<_>>());
    assert_eq!(server.n_calls("app.bsky.feed.getPostThread"), 3);
}

#[tokio::test]
async fn looking_tells_what_is_there_now() {
    let server = StandIn::start().await;
    let (listening, connection) = (bluesky().listening().unwrap(), server.connection());
    server.with(|state| state.views.insert(QUESTION.into(), fixture()["thread"]["post"].clone()));
    let Some(Item { text, counts, .. }) = listening.look(&connection, QUESTION).await.unwrap() else { panic!("gone") };
    assert_eq!((text.as_str(), counts.favourites), ("När öppnar badet?", 5));
    server.with(|state| state.views.clear());
    assert_eq!(listening.look(&connection, QUESTION).await, Ok(None));
}

#[tokio::test]
async fn our_own_new_post_is_not_gone_because_the_view_lags() {
    let server = StandIn::start().await;
    let (listening, connection) = (bluesky().listening().unwrap(), server.connection());
    let posted = bluesky().publishing().unwrap().publish(&connection, &outgoing(1, "Öppet i dag")).await.unwrap();
    let item = listening.look(&connection, &posted.remote_id).await.unwrap().unwrap();
    assert_eq!((item.text.as_str(), item.kind, item.author.ours, item.url), ("Öppet i dag", Kind::Post, true, posted.url));
    bluesky().publishing().unwrap().delete(&connection, &posted.remote_id).await.unwrap();
    assert_eq!(listening.look(&connection, &posted.remote_id).await, Ok(None));
}

#[tokio::test]
async fn a_view_that_cannot_be_had_is_no_deletion() {
    let server = StandIn::start().await;
    server.with(|state| state.always.insert("app.bsky.feed.getPosts", wrong(400, "InvalidRequest", "no")));
    let looked = bluesky().listening().unwrap().look(&server.connection(), QUESTION).await;
    assert!(matches!(looked, Err(Trouble::Refused { .. })), "{looked:?}");
}
