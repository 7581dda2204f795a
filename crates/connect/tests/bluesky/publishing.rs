//! One delivery is one post, whatever the network does; and the post says what was meant.
use std::time::Duration;

use connect::{Captions, Card, Choice, Found, Media, Outgoing, Poll, Repeating, ReplyTo, Trouble};
use serde_json::json;
use wiremock::ResponseTemplate;

use super::stand_in::*;

const CREATE: &str = "com.atproto.repo.createRecord";
const GET: &str = "com.atproto.repo.getRecord";

#[tokio::test]
async fn a_post_carries_links_mentions_tags_and_pictures() {
    let server = StandIn::start().await;
    server.with(|state| state.handles.insert("ase.exempelby.example".into(), "did:plc:ase".into()));
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe0\x08\x02\0\0\0".to_vec();
    let media = vec![Media::picture(png, "image/png", "Simhallen i kvällsljus")];
    let text = "Åh! @ase.exempelby.example och @okand.example: #öppet på https://exempelby.example/bad.";
    let posted =
        bluesky().publishing().unwrap().publish(&server.connection(), &Outgoing { media, ..outgoing(1, text) }).await.unwrap();

    let records = server.posts();
    assert_eq!(
        records,
        [json!({
            "$type": "app.bsky.feed.post", "text": text, "createdAt": "2026-11-21T12:00:00.123456Z", "langs": ["sv"],
            "facets": [
                { "index": { "byteStart": 5, "byteEnd": 27 },
                  "features": [{ "$type": "app.bsky.richtext.facet#mention", "did": "did:plc:ase" }] },
                { "index": { "byteStart": 48, "byteEnd": 55 }, "features": [{ "$type": "app.bsky.richtext.facet#tag", "tag": "öppet" }] },
                { "index": { "byteStart": 60, "byteEnd": 89 },
                  "features": [{ "$type": "app.bsky.richtext.facet#link", "uri": "https://exempelby.example/bad" }] },
            ],
            "embed": { "$type": "app.bsky.embed.images", "images": [{
                "image": { "$type": "blob", "ref": { "$link": "bafkrei" }, "mimeType": "image/png", "size": 29 },
                "alt": "Simhallen i kvällsljus", "aspectRatio": { "width": 640, "height": 480 },
            }] },
        })]
    );
    let rkey = posted.remote_id.strip_prefix("at://did:plc:stad/app.bsky.feed.post/").unwrap();
    assert_eq!(posted.url.unwrap(), format!("https://bsky.app/profile/exempelby.example/post/{rkey}"));
}

fn card(picture: Vec<u8>) -> Option<Card> {
    let picture = Some(Media::picture(picture, "image/png", ""));
    Some(Card { url: "https://exempelby.example/bad".into(), title: "Badet".into(), description: "Tider".into(), picture })
}

#[tokio::test]
async fn a_card_stands_below_the_text_or_in_it() {
    let server = StandIn::start().await;
    let (publishing, connection) = (bluesky().publishing().unwrap(), server.connection());
    let card_of = |record: &serde_json::Value| record["embed"]["external"].clone();
    publishing.publish(&connection, &Outgoing { card: card(vec![7; 9]), ..outgoing(1, "Nya tider") }).await.unwrap();
    let first = server.posts().remove(0);
    assert_eq!((first["text"].as_str(), first["embed"]["$type"].as_str()), (Some("Nya tider"), Some("app.bsky.embed.external")));
    assert_eq!(card_of(&first)["thumb"]["size"], 9);
    assert_eq!((&card_of(&first)["uri"], &card_of(&first)["title"]), (&json!("https://exempelby.example/bad"), &json!("Badet")));

    // A picture over the lexicon's million bytes is left out, and one blob is not handed over.
    publishing.publish(&connection, &Outgoing { card: card(vec![7; 1_000_001]), ..outgoing(2, "Igen") }).await.unwrap();
    let second = server.posts().into_iter().find(|record| record["text"] == "Igen").unwrap();
    assert_eq!(card_of(&second)["thumb"], json!(null));
    assert_eq!(server.n_calls("com.atproto.repo.uploadBlob"), 1);

    // Beside pictures there is no room: the address stands in the text, counts, and is a link.
    let media = vec![Media::picture(vec![1], "image/png", "Badet")];
    let crowded = Outgoing { card: card(Vec::new()), media, ..outgoing(3, "Bild") };
    let limits = publishing.limits(&connection).await.unwrap();
    assert_eq!(publishing.length(&limits, &crowded).used, "Bild\nhttps://exempelby.example/bad".len());
    publishing.publish(&connection, &crowded).await.unwrap();
    let third = server.posts().into_iter().find(|record| record["embed"]["$type"] == "app.bsky.embed.images").unwrap();
    assert_eq!(third["facets"][0]["features"][0]["uri"], "https://exempelby.example/bad");
}

#[tokio::test]
async fn a_film_goes_with_its_captions() {
    let server = StandIn::start().await;
    let captions = vec![Captions { language: "sv".into(), vtt: b"WEBVTT".to_vec() }];
    let film = Media { captions, ..Media::picture(b"a film".to_vec(), "video/mp4", "Badet från luften") };
    let filmed = Outgoing { media: vec![film], ..outgoing(1, "Film") };
    bluesky().publishing().unwrap().publish(&server.connection(), &filmed).await.unwrap();
    let embed = server.posts()[0]["embed"].clone();
    assert_eq!((&embed["$type"], &embed["alt"]), (&json!("app.bsky.embed.video"), &json!("Badet från luften")));
    assert_eq!((&embed["video"]["mimeType"], &embed["video"]["size"]), (&json!("video/mp4"), &json!(6)));
    assert_eq!((&embed["captions"][0]["lang"], &embed["captions"][0]["file"]["mimeType"]), (&json!("sv"), &json!("text/vtt")));
    // The server may take less than the lexicon.
    server.with(|state| {
        state.always.insert("com.atproto.repo.uploadBlob", wrong(413, "PayloadTooLarge", "request entity too large"))
    });
    let other = Outgoing { key: uuid::Uuid::from_u128(9), ..filmed };
    let trouble = bluesky().publishing().unwrap().publish(&server.connection(), &other).await.unwrap_err();
    assert!(matches!(trouble, Trouble::Refused { status: 413, .. }), "{trouble}");
}

#[tokio::test]
async fn the_same_delivery_twice_is_one_post() {
    let server = StandIn::start().await;
    let (publishing, connection) = (bluesky().publishing().unwrap(), server.connection());
    assert_eq!(publishing.repeating(), Repeating::Harmless);
    assert_eq!(publishing.find(&connection, &outgoing(1, "Hej")).await, Ok(Found::Absent));
    let first = publishing.publish(&connection, &outgoing(1, "Hej")).await.unwrap();
    // Another process, another session: nothing is remembered but the delivery itself.
    assert_eq!(publishing.publish(&server.connection(), &outgoing(1, "Hej")).await, Ok(first.clone()));
    assert_eq!(publishing.find(&connection, &outgoing(1, "Hej")).await, Ok(Found::Posted(first.clone())));
    assert_eq!(server.posts().len(), 1);
    let other = publishing.publish(&connection, &outgoing(2, "Hej")).await.unwrap();
    assert!(other != first && server.posts().len() == 2, "another delivery is another post");
}

#[tokio::test]
async fn an_answer_that_is_lost_does_not_make_a_second_post() {
    let server = StandIn::start().await;
    let (publishing, connection) = (bluesky().publishing().unwrap(), server.connection());
    let late = || ResponseTemplate::new(200).set_body_json(json!({})).set_delay(Duration::from_secs(3));
    // Taken, never answered: looking finds it at once.
    server.spoil(CREATE, Fault::After(late()));
    let posted = publishing.publish(&connection, &outgoing(1, "Hej")).await.unwrap();
    assert_eq!(server.posts().len(), 1);
    // Taken, never answered, and looking fails too: nobody knows, until it is sent again.
    server.spoil(CREATE, Fault::After(late()));
    for _ in 0..4 {
        server.spoil(GET, Fault::Instead(ResponseTemplate::new(502)));
    }
    let trouble = publishing.publish(&connection, &outgoing(2, "Hej igen")).await.unwrap_err();
    assert!(trouble.may_have_arrived(), "{trouble}");
    let again = publishing.publish(&connection, &outgoing(2, "Hej igen")).await.unwrap();
    assert_eq!(server.posts().len(), 2);
    assert!(again != posted);
}

#[tokio::test]
async fn an_answer_that_makes_no_sense_is_looked_behind() {
    let server = StandIn::start().await;
    let publishing = bluesky().publishing().unwrap();
    for (number, nonsense) in ["<html>", "{}", "[]", ""].into_iter().enumerate() {
        server.spoil(CREATE, Fault::After(ResponseTemplate::new(200).set_body_string(nonsense)));
        publishing.publish(&server.connection(), &outgoing(number as u128, "Hej")).await.unwrap();
        assert_eq!(server.posts().len(), number + 1);
    }
    server.spoil(CREATE, Fault::Instead(ResponseTemplate::new(503)));
    let trouble = publishing.publish(&server.connection(), &outgoing(99, "Nej")).await.unwrap_err();
    assert!(matches!(trouble, Trouble::Unclear { .. }), "absent now says nothing of later: {trouble}");
}

#[tokio::test]
async fn a_key_taken_by_other_words_is_told() {
    let server = StandIn::start().await;
    let (publishing, connection) = (bluesky().publishing().unwrap(), server.connection());
    publishing.publish(&connection, &outgoing(1, "Hej")).await.unwrap();
    let trouble = publishing.publish(&connection, &outgoing(1, "Något annat")).await.unwrap_err();
    assert!(matches!(trouble, Trouble::Refused { status: 409, .. }), "{trouble}");
}

fn answering(uri: &str) -> Option<ReplyTo> {
    Some(ReplyTo { remote_id: uri.into(), root: None, handle: Some("ase.exempelby.example".into()) })
}

#[tokio::test]
async fn an_answer_names_its_parent_and_the_threads_first() {
    let server = StandIn::start().await;
    let thread: serde_json::Value = serde_json::from_str(include_str!("../../fixtures/bluesky/thread.json")).unwrap();
    let (question, root) = (&thread["thread"]["post"], &thread["thread"]["parent"]["post"]);
    let uri = question["uri"].as_str().unwrap();
    server.with(|state| {
        state.views.insert(uri.into(), question.clone());
        state.views.insert(OUR_POST.into(), root.clone());
    });
    let (publishing, connection) = (bluesky().publishing().unwrap(), server.connection());
    publishing.publish(&connection, &Outgoing { reply_to: answering(uri), ..outgoing(1, "Den 6 juni.") }).await.unwrap();
    publishing.publish(&connection, &Outgoing { reply_to: answering(OUR_POST), ..outgoing(2, "Rättelse") }).await.unwrap();
    let first = json!({ "uri": OUR_POST, "cid": "bafyreistad2" });
    let mut replies: Vec<_> =
        server.posts().into_iter().map(|record| (record["text"].clone(), record["reply"].clone())).collect();
    replies.sort_by_key(|(text, _)| text.to_string());
    assert_eq!(replies[0], (json!("Den 6 juni."), json!({ "root": first, "parent": { "uri": uri, "cid": "bafyreiase4" } })));
    assert_eq!(replies[1], (json!("Rättelse"), json!({ "root": first, "parent": first })));
}

#[tokio::test]
async fn without_an_appview_the_answered_record_itself_is_asked() {
    let server = StandIn::start().await;
    let record = json!({ "$type": "app.bsky.feed.post", "text": "Hej", "createdAt": "2026-11-21T10:00:00Z" });
    let uri = "at://did:plc:ase/app.bsky.feed.post/3mzaaaaaaaa24";
    server.with(|state| {
        state.records.insert(uri.into(), record.clone());
        state.always.insert("app.bsky.feed.getPosts", wrong(502, "UpstreamFailure", "no AppView"));
    });
    let answer = Outgoing { reply_to: answering(uri), ..outgoing(1, "Hej du") };
    bluesky().publishing().unwrap().publish(&server.connection(), &answer).await.unwrap();
    let reference = json!({ "uri": uri, "cid": cid(&record) });
    assert_eq!(server.posts()[0]["reply"], json!({ "root": reference, "parent": reference }));
}

#[tokio::test]
async fn what_cannot_be_posted_is_said_before_anything_is_sent() {
    let server = StandIn::start().await;
    let (publishing, connection) = (bluesky().publishing().unwrap(), server.connection());
    let deleted = answering("at://did:plc:ase/app.bsky.feed.post/3mzborta");
    assert_eq!(publishing.publish(&connection, &Outgoing { reply_to: deleted, ..outgoing(1, "Hej") }).await, Err(Trouble::Gone));
    let picture = Media::picture(vec![1], "image/png", "");
    let film = Media { media_type: "video/mp4".into(), ..picture.clone() };
    let strange = Media { media_type: "video/webm".into(), ..film.clone() };
    let captions = vec![Captions { language: "sv".into(), vtt: vec![b'x'; 20_001] }];
    let long_words = Media { captions, ..film.clone() };
    let long_alt = Media { alt: "å".repeat(1001), ..film.clone() };
    for media in [vec![picture.clone(); 5], vec![film, picture], vec![strange], vec![long_words], vec![long_alt]] {
        let trouble = publishing.publish(&connection, &Outgoing { media, ..outgoing(2, "Hej") }).await.unwrap_err();
        assert!(matches!(trouble, Trouble::Refused { .. }), "{trouble}");
    }
    let poll = Some(Poll { options: vec!["Ja".into(), "Nej".into()], open_for: 3600, choice: Choice::One });
    let trouble = publishing.publish(&connection, &Outgoing { poll, ..outgoing(2, "Hej?") }).await.unwrap_err();
    assert!(matches!(trouble, Trouble::Refused { .. }), "{trouble}");
    let elsewhere = Outgoing { reply_to: answering("https://other.example/1"), ..outgoing(3, "Hej") };
    assert!(matches!(publishing.publish(&connection, &elsewhere).await, Err(Trouble::Refused { .. })));
    // Unclear before the post is no unclear post.
    server.with(|state| state.always.insert("com.atproto.identity.resolveHandle", wrong(502, "UpstreamFailure", "…")));
    let trouble = publishing.publish(&connection, &outgoing(4, "Hej @ase.exempelby.example")).await.unwrap_err();
    assert!(!trouble.may_have_arrived() && trouble.passes(), "{trouble}");
    assert_eq!((server.n_calls(CREATE), server.n_calls("com.atproto.repo.uploadBlob")), (0, 0));
}

#[tokio::test]
async fn deleting_is_for_our_own_posts_and_twice_is_fine() {
    let server = StandIn::start().await;
    let (publishing, connection) = (bluesky().publishing().unwrap(), server.connection());
    let posted = publishing.publish(&connection, &outgoing(1, "Hej")).await.unwrap();
    for _ in 0..2 {
        publishing.delete(&connection, &posted.remote_id).await.unwrap();
        assert!(server.posts().is_empty());
    }
    for other in
        ["at://did:plc:ase/app.bsky.feed.post/3mzaaaaaaaa24", "at://did:plc:stad/app.bsky.feed.like/3mz", "chat:3mzsamtal/1", ""]
    {
        assert!(matches!(publishing.delete(&connection, other).await, Err(Trouble::Refused { .. })), "{other}");
    }
    assert!(!publishing.can_edit());
    let edited = publishing.edit(&connection, &posted.remote_id, &outgoing(1, "Hej!")).await;
    assert!(matches!(edited, Err(Trouble::Refused { .. })));
}

#[tokio::test]
async fn the_limits_are_the_lexicons() {
    let server = StandIn::start().await;
    let publishing = bluesky().publishing().unwrap();
    let limits = publishing.limits(&server.connection()).await.unwrap();
    assert_eq!((limits.text, limits.text_bytes, limits.media, limits.media_bytes), (300, Some(3000), 4, 2_000_000));
    assert!(!limits.from_network && publishing.length(&limits, &outgoing(1, &"å".repeat(300))).fits());
}
