//! What a message has beside its text: focus, names, films, polls, cards, and what an edit leaves alone.
use serde_json::json;

use super::stage::{Stage, as_html, status};
use crate::contract::outgoing;
use crate::network::Publishing;
use crate::networks::mastodon::Mastodon;
use crate::networks::mastodon::instance::DOCUMENTED;
use crate::outgoing::{Card, Choice, Focus, Found, Media, Outgoing, Poll};
use crate::testing::{Request, Staged, StandIn, now};
use crate::trouble::Trouble;

fn says(text: &str) -> Outgoing {
    Outgoing { begun_at: now(), ..outgoing(text) }
}

fn poll(choice: Choice) -> Option<Poll> {
    Some(Poll { options: vec!["Måndag".into(), "Fredag & lördag".into()], open_for: 86_400, choice })
}

/// The fields of the last writing that say something of the poll.
fn sent_poll(server: &StandIn) -> Vec<(String, String)> {
    let writes = |request: &Request| matches!(request.method.as_str(), "POST" | "PUT") && request.path.contains("/statuses");
    let form = server.seen().into_iter().rfind(writes).unwrap().form();
    form.into_iter().filter(|(name, _)| name.starts_with("poll")).collect()
}

fn asks(several: &str) -> Vec<(String, String)> {
    let fields = [
        ("poll[options][]", "Måndag"),
        ("poll[options][]", "Fredag & lördag"),
        ("poll[expires_in]", "86400"),
        ("poll[multiple]", several),
    ];
    fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
}

#[tokio::test]
async fn a_poll_is_asked_found_again_and_kept_at_an_edit() {
    let stage = Stage::default();
    let (server, connection) = stage.open().await;
    let question = Outgoing { poll: poll(Choice::Several), ..says("När ska badet ha öppet?") };
    let posted = Mastodon.publish(&connection, &question).await.unwrap();
    assert_eq!(sent_poll(&server), asks("true"));
    assert_eq!(Mastodon.find(&connection, &question).await, Ok(Found::Posted(posted.clone())));
    let without = says("När ska badet ha öppet?");
    assert_eq!(
        Mastodon.find(&connection, &without).await,
        Ok(Found::Absent),
        "the same words without a poll are another message"
    );

    // The time that is left is told again, so that it does not begin anew.
    stage.state().statuses[0]["poll"]["expires_at"] = (now() + jiff::SignedDuration::from_secs(3600)).to_string().into();
    Mastodon.edit(&connection, &posted.remote_id, &says("När ska simhallen ha öppet?")).await.unwrap();
    let kept = sent_poll(&server);
    assert_eq!(kept.iter().filter(|(name, _)| name == "poll[options][]").count(), 2);
    let left: i64 = kept.iter().find(|(name, _)| name == "poll[expires_in]").unwrap().1.parse().unwrap();
    assert!((3500..=3600).contains(&left), "{left}");
    assert_eq!(stage.state().statuses[0]["poll"]["options"][1]["title"], "Fredag & lördag");

    // A closed poll stays closed; a new poll replaces it.
    stage.state().statuses[0]["poll"]["expires_at"] = "2020-01-01T00:00:00Z".into();
    Mastodon.edit(&connection, &posted.remote_id, &says("Tack!")).await.unwrap();
    assert!(sent_poll(&server).iter().all(|(name, _)| name != "poll[expires_in]"));
    Mastodon.edit(&connection, &posted.remote_id, &Outgoing { poll: poll(Choice::One), ..says("Igen") }).await.unwrap();
    assert_eq!(sent_poll(&server), asks("false"));
}

#[tokio::test]
async fn a_picture_keeps_its_name_and_its_focus() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let focus = Some(Focus { x: -500, y: 1000 });
    let picture = Media { name: "Simhallen på ön.png".into(), focus, ..Media::picture(b"PNG".to_vec(), "image/png", "En ö") };
    let posted = Mastodon.publish(&connection, &Outgoing { media: vec![picture.clone()], ..says("Bild") }).await.unwrap();
    let upload = String::from_utf8_lossy(&stage.state().uploads[0]).into_owned();
    assert!(upload.contains("name=\"focus\"") && upload.contains("-0.5,1"), "{upload}");
    assert!(upload.contains("Simhallen p"), "{upload}");

    let other = Media { alt: "En annan ö".into(), ..picture };
    Mastodon.edit(&connection, &posted.remote_id, &Outgoing { media: vec![other], ..says("Ny bild") }).await.unwrap();
    assert_eq!(stage.state().statuses[0]["media_attachments"][0]["id"], "2", "a new picture takes the old one's place");
}

#[tokio::test]
async fn a_film_goes_alone_and_only_where_the_server_takes_it() {
    let stage = Stage::default();
    let types = json!(["image/png", "video/mp4"]);
    stage.state().instance = Some(json!({ "configuration": { "media_attachments":
        { "supported_mime_types": types, "video_size_limit": 7 } } }));
    let (server, connection) = stage.open().await;
    assert_eq!(Mastodon.limits(&connection).await.unwrap().film_bytes, Some(7));
    let film = Media::picture(b"ftyp".to_vec(), "video/mp4", "Badet från luften");
    let picture = Media::picture(b"PNG".to_vec(), "image/png", "Badet");
    Mastodon.publish(&connection, &Outgoing { media: vec![film.clone()], ..says("Film") }).await.unwrap();
    let strange = Media { media_type: "video/webm".into(), ..film.clone() };
    let refused = [
        Outgoing { media: vec![film.clone(), picture.clone()], ..says("Film och bild") },
        Outgoing { media: vec![film, strange.clone()], ..says("Två filmer") },
        Outgoing { media: vec![strange], ..says("En sort som servern inte tar") },
        Outgoing { media: vec![picture], poll: poll(Choice::One), ..says("Bild och omröstning") },
    ];
    let before = server.seen().len();
    for outgoing in refused {
        let trouble = Mastodon.publish(&connection, &outgoing).await.unwrap_err();
        assert!(matches!(trouble, Trouble::Refused { .. }), "{}: {trouble}", outgoing.text);
    }
    assert_eq!((server.seen().len(), stage.made()), (before, 1), "nothing is handed over in vain");
}

#[tokio::test]
async fn a_cards_address_stands_in_the_text_once() {
    let stage = Stage::default();
    let (server, connection) = stage.open().await;
    let card = |url: &str| Some(Card { url: url.into(), title: "Badet".into(), description: String::new(), picture: None });
    let address = "https://exempelby.example/bad";
    let linked = Outgoing { card: card(address), ..says("Nya tider") };
    let posted = Mastodon.publish(&connection, &linked).await.unwrap();
    let sent = server.seen().into_iter().find(|request| request.path == "/api/v1/statuses").unwrap();
    assert!(sent.form().contains(&("status".into(), format!("Nya tider\n{address}"))), "{:?}", sent.form());
    assert_eq!(Mastodon.length(&DOCUMENTED, &linked).used, "Nya tider\n".len() + 23);
    let twice = Outgoing { card: card(address), ..says(&format!("Se {address}")) };
    assert_eq!(Mastodon.length(&DOCUMENTED, &twice).used, 3 + 23);
    stage.state().statuses[0] = status("100", "city", &as_html(&format!("Nya tider {address}")), now());
    assert_eq!(
        Mastodon.find(&connection, &linked).await.unwrap(),
        Found::Posted(crate::Posted { remote_id: "100".into(), ..posted })
    );
}
