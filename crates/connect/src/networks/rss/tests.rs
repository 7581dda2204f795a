//! A feed on a server that behaves, and on one that does not.
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use serde_json::{Value, json};

use super::*;
use crate::http::Http;
use crate::item::{Batch, Change, Item, Kind};
use crate::testing::{Reply, Request, Staged, StandIn, quick_http, survives_every_fault};

#[derive(Clone, Debug, Default)]
struct Site(Arc<Mutex<Vec<(String, String, String)>>>);

impl Site {
    fn tells(&self, guid: &str, title: &str, text: &str) {
        let mut items = self.0.lock().unwrap();
        items.retain(|(known, ..)| known != guid);
        items.insert(0, (guid.into(), title.into(), text.into()));
    }

    fn feed(&self) -> String {
        let items = self.0.lock().unwrap();
        let items = items.iter().map(|(guid, title, text)| {
            format!(
                "<item><guid>{guid}</guid><title>{title}</title><description>{text}</description><author>Kari</author></item>"
            )
        });
        let items: String = items.collect();
        format!(
            "<rss version=\"2.0\"><channel><title>Exempelbladet</title><link>https://www.example.com/</link>{items}</channel></rss>"
        )
    }

    async fn open(&self) -> (StandIn, Connection) {
        let site = self.clone();
        let server = StandIn::start(move |request| site.answer(request, Timestamp::UNIX_EPOCH)).await;
        let connection = self.connection(&server.url(), quick_http());
        (server, connection)
    }
}

impl Staged for Site {
    fn answer(&self, request: &Request, _now: Timestamp) -> Reply {
        let feed = self.feed();
        let etag = format!("\"{}\"", crate::text::fingerprint(feed.as_bytes()));
        match request.header("if-none-match") == Some(etag.as_str()) {
            true => Reply::status(304, "").with("ETag", &etag),
            false => Reply::status(200, &feed).with("ETag", &etag).with("Cache-Control", "public, max-age=1200"),
        }
    }
    fn connection(&self, url: &str, http: Http) -> Connection {
        Connection::new(http, [("address".to_owned(), format!("{url}/feed.xml"))].into(), [].into())
    }
    fn publishes(&self, _request: &Request) -> bool {
        false
    }
    fn listens(&self, request: &Request) -> bool {
        request.path == "/feed.xml"
    }
    fn two_good_one_spoiled(&self) -> Reply {
        let feed = "<rss version=\"2.0\"><channel><title>x</title><item><title>a</title></item><item><guid>b</guid></item>\
            <item><title>c</title></item></channel></rss>";
        Reply::status(200, feed)
    }
    fn made(&self) -> usize {
        0
    }
}

/// The cursor of a feed that is due again.
fn due(cursor: &str) -> String {
    let mut cursor: Value = serde_json::from_str(cursor).unwrap();
    cursor["due"] = json!("1970-01-01T00:00:00Z");
    cursor.to_string()
}

fn items(batch: &Batch) -> Vec<Item> {
    batch.items.iter().map(|item| item.clone().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_is_survived() {
    survives_every_fault(&Rss, Site::default).await;
}

#[tokio::test]
async fn an_entry_is_told_once_and_each_edit_once() {
    let site = Site::default();
    site.tells("1", "Badet", "Stängt i dag");
    let (server, connection) = site.open().await;
    let account = Rss.account(&connection).await.unwrap();
    assert_eq!((account.name.as_str(), account.url.as_deref()), ("Exempelbladet", Some("https://www.example.com/")));

    let first = Rss.since(&connection, None).await.unwrap();
    let [item] = <[Item; 1]>::try_from(items(&first)).unwrap();
    assert_eq!((item.remote_id.as_str(), item.kind, item.warning.as_deref()), ("1", Kind::Mention, Some("Badet")));
    assert_eq!((item.text.as_str(), item.change), ("Stängt i dag", Change::Written));
    assert!(String::from_utf8(item.raw).unwrap().starts_with("<item>"));

    // Until it is due the site is left alone, for as long as it asks.
    let calls = server.seen().len();
    let resting = Rss.since(&connection, Some(&first.cursor)).await.unwrap();
    assert_eq!((resting.items.len(), resting.cursor.as_str(), server.seen().len()), (0, first.cursor.as_str(), calls));
    let told: Value = serde_json::from_str(&first.cursor).unwrap();
    let rests = told["due"].as_str().unwrap().parse::<Timestamp>().unwrap().duration_since(connection.http.now());
    assert!((1195..=1200).contains(&rests.as_secs()), "{rests:?}");

    let unchanged = Rss.since(&connection, Some(&due(&first.cursor))).await.unwrap();
    assert!(unchanged.items.is_empty() && server.seen().len() == calls + 1);

    site.tells("1", "Badet", "Öppet i dag");
    site.tells("2", "Storm", "Stanna inne");
    let cursor = due(&unchanged.cursor);
    let second = Rss.since(&connection, Some(&cursor)).await.unwrap();
    let again = Rss.since(&connection, Some(&cursor)).await.unwrap();
    assert_eq!(items(&second).iter().map(|item| &item.text).collect::<Vec<_>>(), ["Öppet i dag", "Stanna inne"]);
    assert!(matches!(items(&second)[0].change, Change::Edited { .. }));
    assert_eq!(
        items(&again).into_iter().map(|item| (item.remote_id, item.change)).collect::<Vec<_>>(),
        items(&second).into_iter().map(|item| (item.remote_id, item.change)).collect::<Vec<_>>()
    );
    assert!(Rss.since(&connection, Some(&due(&second.cursor))).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn a_new_channel_is_not_given_the_whole_past() {
    let site = Site::default();
    (0..90).for_each(|number| site.tells(&number.to_string(), "t", "x"));
    let (_server, connection) = site.open().await;
    let first = Rss.since(&connection, None).await.unwrap();
    let ids: Vec<String> = items(&first).into_iter().map(|item| item.remote_id).collect();
    assert_eq!(ids, (70..90).map(|number| number.to_string()).collect::<Vec<_>>(), "the newest, oldest first");
    site.tells("90", "t", "y");
    let next = Rss.since(&connection, Some(&due(&first.cursor))).await.unwrap();
    assert_eq!(items(&next).len(), 1, "what stood there before counts as told");
}

#[tokio::test]
async fn looking_costs_the_site_nothing_and_forgetting_is_no_deletion() {
    let site = Site::default();
    site.tells("1", "Badet", "Öppet");
    let (server, connection) = site.open().await;
    Rss.since(&connection, None).await.unwrap();
    let calls = server.seen().len();
    assert_eq!(Rss.look(&connection, "1").await.unwrap().unwrap().text, "Öppet");
    assert_eq!(Rss.thread(&connection, "1").await.unwrap().items.len(), 1);
    assert_eq!(server.seen().len(), calls);
    let missing = Rss.look(&connection, "9").await;
    assert!(matches!(missing, Err(Trouble::Refused { status: 404, .. })), "{missing:?}");
}

#[tokio::test]
async fn an_address_must_be_one() {
    for address in ["", "feed.xml", "file:///etc/passwd", "gopher://x.example/"] {
        let connection = Connection::new(quick_http(), [("address".to_owned(), address.to_owned())].into(), [].into());
        assert_eq!(Rss.account(&connection).await, Err(Trouble::Setting { key: "address" }), "{address}");
    }
}
