//! Everything written to us is heard once, oldest first, as it was written, whatever arrives beside it.
use std::collections::BTreeMap;

use connect::{Batch, Connection, Item, Kind, Spoiled};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use super::stand_in::*;

const LIST: &str = "app.bsky.notification.listNotifications";
const FIXTURE: &str = include_str!("../../fixtures/bluesky/notifications.json");

async fn since(connection: &Connection, cursor: Option<&str>) -> Batch {
    bluesky().listening().unwrap().since(connection, cursor).await.unwrap()
}

async fn fixture_heard(server: &StandIn) -> Vec<Result<Item, Spoiled>> {
    server.spoil(LIST, Fault::Instead(ResponseTemplate::new(200).set_body_string(FIXTURE)));
    since(&server.connection(), None).await.items
}

#[tokio::test]
async fn notifications_become_items_and_a_broken_one_stops_none() {
    let server = StandIn::start().await;
    let items = fixture_heard(&server).await;
    let [Ok(quote), Err(broken), Ok(mention), Ok(question)] = &items[..] else { panic!("{items:#?}") };

    assert_eq!((quote.kind, quote.author.handle.as_str(), quote.root.as_deref()), (Kind::Mention, "kim.example", None));
    assert_eq!(
        quote.text, "Läs detta!\nhttps://tidning.example/badet\nhttps://bsky.app/profile/did:plc:stad/post/3mzaaaaaaaa22",
        "a card and a quoted post are part of what a reader sees"
    );
    assert_eq!(quote.written_at.to_string(), "2026-11-20T08:00:00Z", "never later than the network saw it");

    assert_eq!(broken.remote_id.as_deref(), Some("at://did:plc:trasig/app.bsky.feed.post/3mzaaaaaaaa2x"));
    assert!(broken.reason.contains("author"), "{}", broken.reason);

    assert_eq!(
        (mention.kind, mention.language.as_deref(), mention.warning.as_deref()),
        (Kind::Mention, Some("nb"), Some("graphic-media"))
    );
    assert_eq!(mention.written_at.to_string(), "2026-11-21T09:30:00Z", "a clock seventy years ahead is not believed");
    assert_eq!(
        mention.url.as_deref(),
        Some("https://bsky.app/profile/did:plc:ola/post/3mzaaaaaaaa23"),
        "the handle leads nowhere"
    );
    let picture = &mention.attachments[0];
    assert_eq!((picture.media_type.as_str(), picture.alt.as_str()), ("image/jpeg", "Et skilt der det står «stengt»"));
    assert_eq!(picture.url, format!("{}/xrpc/com.atproto.sync.getBlob?did=did:plc:ola&cid=bafkreibild", server.uri()));

    assert_eq!(question.kind, Kind::Comment, "an answer in our thread, though the network calls it a mention");
    assert_eq!(
        question.text,
        "@exempelby.example När öppnar badet? Står inget på https://exempelby.example/simhall/oppettider 👨‍👩‍👧‍👦"
    );
    assert_eq!((question.parent.as_deref(), question.root.as_deref()), (Some(OUR_POST), Some(OUR_POST)));
    assert_eq!((question.author.name.as_str(), question.author.ours), ("Åse Öberg 🌻", false));
    assert_eq!(question.url.as_deref(), Some("https://bsky.app/profile/ase.exempelby.example/post/3mzaaaaaaaa24"));
}

#[tokio::test]
async fn the_bytes_are_kept_as_they_came() {
    let server = StandIn::start().await;
    for item in fixture_heard(&server).await {
        let raw = String::from_utf8(item.map_or_else(|spoiled| spoiled.raw, |item| item.raw)).unwrap();
        assert!(raw.starts_with('{') && raw.ends_with('}') && FIXTURE.contains(&raw), "{raw}");
    }
}

#[tokio::test]
async fn pictures_lie_where_the_view_says() {
    let server = StandIn::start().await;
    let all: Value = serde_json::from_str(FIXTURE).unwrap();
    let mut view = all["notifications"][1].clone();
    view["embed"] = json!({ "$type": "app.bsky.embed.images#view",
        "images": [{ "thumb": "https://cdn.example/t", "fullsize": "https://cdn.example/f", "alt": "…" }] });
    server.with(|state| state.views.insert(view["uri"].as_str().unwrap().into(), view.clone()));
    let items = fixture_heard(&server).await;
    let picture = &items[2].as_ref().unwrap().attachments[0];
    assert_eq!((picture.url.as_str(), picture.media_type.as_str()), ("https://cdn.example/f", "image/jpeg"));
    // When the views cannot be had, the words come all the same.
    server.with(|state| state.always.insert("app.bsky.feed.getPosts", wrong(400, "InvalidRequest", "no")));
    assert_eq!(fixture_heard(&server).await.len(), 4);
}

fn notification(number: usize, at: Timestamp) -> String {
    json!({
        "uri": format!("at://did:plc:ase/app.bsky.feed.post/{number:013}"), "cid": format!("bafy{number}"),
        "author": { "did": "did:plc:ase", "handle": "ase.exempelby.example" }, "reason": "mention", "isRead": false,
        "record": { "$type": "app.bsky.feed.post", "text": format!("nummer {number}"), "createdAt": at.to_string() },
        "indexedAt": at.strftime("%Y-%m-%dT%H:%M:%S%.6fZ").to_string(),
    })
    .to_string()
}

fn at(second: i64) -> Timestamp {
    "2026-11-21T12:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_secs(second)
}

/// Puts notifications where the network would: by their own time, newest first.
fn arrive(server: &StandIn, numbers: impl IntoIterator<Item = (usize, Timestamp)>) {
    server.with(|state| {
        state.notifications.extend(numbers.into_iter().map(|(number, at)| notification(number, at)));
        let time = |raw: &String| serde_json::from_str::<Value>(raw).unwrap()["indexedAt"].as_str().unwrap().to_owned();
        state.notifications.sort_by_cached_key(|raw| std::cmp::Reverse(time(raw)));
    });
}

fn texts(batch: &Batch) -> Vec<String> {
    batch.items.iter().map(|item| item.as_ref().unwrap().text.clone()).collect()
}

#[tokio::test]
async fn listening_begins_with_one_page_and_goes_on_without_gaps() {
    let server = StandIn::start().await;
    let connection = server.connection();
    arrive(&server, (0..200).map(|number| (number, at(number as i64))));
    let first = since(&connection, None).await;
    assert_eq!(texts(&first), (150..200).map(|number| format!("nummer {number}")).collect::<Vec<_>>(), "oldest first");
    assert!(!first.more);
    assert!(since(&connection, Some(&first.cursor)).await.items.is_empty(), "nothing twice");
    // Asked twice with one cursor, the same is told: a crash before storing loses nothing.
    arrive(&server, [(200, at(200)), (201, at(201))]);
    for _ in 0..2 {
        assert_eq!(texts(&since(&connection, Some(&first.cursor)).await), ["nummer 200", "nummer 201"]);
    }
    let second = since(&connection, Some(&first.cursor)).await;
    // Written by a clock eight minutes slow, or seen late: it sorts behind what we heard already.
    arrive(&server, [(202, at(201 - 480))]);
    let third = since(&connection, Some(&second.cursor)).await;
    assert_eq!(texts(&third), ["nummer 202"]);
    assert!(since(&connection, Some(&third.cursor)).await.items.is_empty());
}

#[tokio::test]
async fn a_storm_is_heard_whole() {
    let server = StandIn::start().await;
    let connection = server.connection();
    arrive(&server, [(0, at(0))]);
    let mut cursor = since(&connection, None).await.cursor;
    arrive(&server, (1..=2500).map(|number| (number, at(3600 + number as i64))));
    let mut heard: BTreeMap<String, usize> = BTreeMap::new();
    for round in 0.. {
        let batch = since(&connection, Some(&cursor)).await;
        let texts = texts(&batch);
        assert!(texts.len() <= 1000, "a batch has bounds");
        texts.into_iter().for_each(|text| *heard.entry(text).or_default() += 1);
        cursor = batch.cursor;
        assert!(cursor.len() < 32_000, "{} bytes", cursor.len());
        if round == 1 {
            arrive(&server, (2501..=2600).map(|number| (number, at(10_000 + number as i64))));
        }
        if !batch.more && round > 2 {
            break;
        }
        assert!(round < 20, "it ends");
    }
    assert_eq!(heard.len(), 2600);
    assert!(heard.values().all(|times| *times == 1), "nothing twice");
}

#[tokio::test]
async fn ten_thousand_likes_are_not_searched_with_every_call() {
    let server = StandIn::start().await;
    let connection = server.connection();
    // Pages without anything for us, as the network tells them between answers: the cursor goes back a quarter of an hour each.
    let empty = |page: i64| json!({ "notifications": [], "cursor": at(-900 * page).to_string() });
    let spoil =
        || (0..30).for_each(|page| server.spoil(LIST, Fault::Instead(ResponseTemplate::new(200).set_body_json(empty(page)))));
    spoil();
    let mut cursor = since(&connection, None).await.cursor;
    server.with(|state| state.faults.clear());
    let before = server.n_calls(LIST);
    for _ in 0..3 {
        spoil();
        let batch = since(&connection, Some(&cursor)).await;
        assert!(!batch.more && batch.items.is_empty());
        cursor = batch.cursor;
        server.with(|state| state.faults.clear());
    }
    assert!(before <= 2 && server.n_calls(LIST) - before <= 6, "{before} and {} calls", server.n_calls(LIST) - before);
    arrive(&server, [(1, at(60))]);
    assert_eq!(texts(&since(&connection, Some(&cursor)).await), ["nummer 1"]);
}

#[tokio::test]
async fn a_lost_connection_in_the_middle_loses_nothing() {
    let server = StandIn::start().await;
    let connection = server.connection();
    arrive(&server, [(0, at(0))]);
    let cursor = since(&connection, None).await.cursor;
    arrive(&server, (1..=300).map(|number| (number, at(3600 + number as i64))));
    // The second page breaks: the first one, already read, is not told alone.
    let page = server.with(|state| state.notifications[..50].join(","));
    let page = format!("{{\"cursor\":\"2026-11-21T13:04:10.999999Z\",\"notifications\":[{page}]}}");
    server.spoil(LIST, Fault::Instead(ResponseTemplate::new(200).set_body_string(page)));
    server.spoil(LIST, Fault::Instead(ResponseTemplate::new(400)));
    assert!(bluesky().listening().unwrap().since(&connection, Some(&cursor)).await.is_err());
    assert_eq!(server.with(|state| state.faults.len()), 0, "both were asked for");
    assert_eq!(since(&connection, Some(&cursor)).await.items.len(), 300);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    /// Rounds of arrivals, some of them sorting minutes behind the newest: each is heard exactly once.
    #[test]
    fn any_arrivals_are_heard_once(rounds in proptest::collection::vec(proptest::collection::vec(-500i64..3600, 0..130), 1..8)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let server = StandIn::start().await;
            let connection = server.connection();
            arrive(&server, [(0, at(0))]);
            let (mut cursor, mut number, mut newest) = (since(&connection, None).await.cursor, 0, 0i64);
            let mut heard = Vec::new();
            for round in &rounds {
                // At most ten minutes behind the newest: the overlap that is promised.
                let base = newest;
                let arrivals: Vec<_> = round.iter().map(|after| { number += 1; newest = newest.max(base + after); (number, at(base + after)) }).collect();
                arrive(&server, spread(arrivals));
                loop {
                    let batch = since(&connection, Some(&cursor)).await;
                    heard.extend(texts(&batch));
                    cursor = batch.cursor;
                    if !batch.more { break }
                }
            }
            heard.sort();
            let mut expected: Vec<String> = (1..=number).map(|number| format!("nummer {number}")).collect();
            expected.sort();
            assert_eq!(heard, expected);
        });
    }
}

/// The network's cursor is a time, so two of one microsecond could fall between its pages; real ones never share one.
fn spread(arrivals: Vec<(usize, Timestamp)>) -> Vec<(usize, Timestamp)> {
    arrivals.into_iter().map(|(number, at)| (number, at + SignedDuration::from_micros(number as i64))).collect()
}
