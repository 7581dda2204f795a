//! What the channel writes, and how it finds again what it wrote.
use uuid::Uuid;

use super::stage::{Stage, status};
use crate::contract::outgoing;
use crate::network::{Authorising, Publishing};
use crate::networks::mastodon::Mastodon;
use crate::networks::mastodon::instance::DOCUMENTED;
use crate::outgoing::{Found, Media, Outgoing, ReplyTo, Visibility};
use crate::testing::{Reply, Staged, StandIn, now, quick_http};
use crate::trouble::Trouble;
use crate::{Limits, Secret};

fn says(text: &str) -> Outgoing {
    Outgoing { begun_at: now(), ..outgoing(text) }
}

fn answers(text: &str, handle: &str) -> Outgoing {
    let reply_to = ReplyTo { remote_id: "7".into(), root: None, handle: Some(handle.into()) };
    Outgoing { reply_to: Some(reply_to), ..says(text) }
}

#[tokio::test]
async fn all_fields_are_sent() {
    let stage = Stage::default();
    let (server, connection) = stage.open().await;
    let full = Outgoing {
        key: Uuid::from_u128(5),
        visibility: Visibility::Unlisted,
        language: Some("sv-FI".into()),
        warning: Some("Spindlar".into()),
        ..answers("Hej & välkommen", "@ase@social.example")
    };
    Mastodon.publish(&connection, &full).await.unwrap();
    let sent = server.seen().into_iter().find(|request| stage.publishes(request)).unwrap();
    let mut form = sent.form();
    form.sort();
    let awaited = [
        ("in_reply_to_id", "7"),
        ("language", "sv"),
        ("sensitive", "true"),
        ("spoiler_text", "Spindlar"),
        ("status", "@ase@social.example Hej & välkommen"),
        ("visibility", "unlisted"),
    ];
    assert_eq!(form, awaited.map(|(name, value)| (name.to_owned(), value.to_owned())));
    assert_eq!(sent.header("idempotency-key"), Some("00000000-0000-0000-0000-000000000005"));
    assert_eq!(sent.header("authorization"), Some("Bearer hemlig-token"));
    assert!(sent.header("user-agent").unwrap().starts_with("Torg/"));
}

#[tokio::test]
async fn the_answered_person_is_named_once_and_counted() {
    let limits = Limits { characters_per_url: Some(23), ..DOCUMENTED };
    let used = |outgoing: &Outgoing| Mastodon.length(&limits, outgoing).used;
    assert_eq!(used(&answers("hej", "ase@social.example")), 8);
    assert_eq!(used(&answers("hej @ase@social.example!", "ase@social.example")), 9);
    assert_eq!(
        used(&Outgoing { warning: Some("Obs".into()), ..says("https://example.com/en/lang/adress/som/inte/tar/slut") }),
        26
    );
    assert!(
        Mastodon.length(&limits, &says(&"å".repeat(500))).fits() && !Mastodon.length(&limits, &says(&"å".repeat(501))).fits()
    );
}

#[tokio::test]
async fn a_private_answer_looks_up_whom_to_name() {
    let stage = Stage::default();
    stage.state().statuses.push(status("7", "ase", "hemligt", now()));
    let (server, connection) = stage.open().await;
    let mut answer = Outgoing { visibility: Visibility::Direct, ..answers("Tack", "") };
    answer.reply_to.as_mut().unwrap().handle = None;
    let posted = Mastodon.publish(&connection, &answer).await.unwrap();
    let sent = server.seen().into_iter().find(|request| stage.publishes(request)).unwrap();
    assert!(sent.form().contains(&("status".into(), "@ase@social.example Tack".into())), "{:?}", sent.form());
    assert_eq!(Mastodon.find(&connection, &answer).await.unwrap(), Found::Posted(posted));
}

#[tokio::test]
async fn pictures_are_waited_for_and_kept_at_an_edit() {
    let stage = Stage::default();
    stage.state().working = 2;
    let (server, connection) = stage.open().await;
    let picture = Media::picture(b"\x89PNG".to_vec(), "image/png", "En ö");
    let posted = Mastodon.publish(&connection, &Outgoing { media: vec![picture], ..says("Bild") }).await.unwrap();
    let upload = String::from_utf8_lossy(&stage.state().uploads[0]).into_owned();
    assert!(
        upload.contains("name=\"description\"") && upload.contains("En ö") && upload.contains("filename=\"file.png\""),
        "{upload}"
    );
    let questions = server.seen().iter().filter(|request| request.path == "/api/v1/media/1").count();
    assert_eq!(questions, 3);
    Mastodon.edit(&connection, &posted.remote_id, &says("Bilden, rättad")).await.unwrap();
    assert_eq!(stage.state().statuses[0]["media_attachments"][0]["id"], "1");
}

#[tokio::test]
async fn a_picture_that_fails_leaves_nothing_in_doubt() {
    let stage = Stage::default();
    let staged = stage.clone();
    let server = StandIn::start(move |request| match request.path.as_str() {
        "/api/v2/media" => Reply::status(500, ""),
        _ => staged.answer(request, now()),
    })
    .await;
    let connection = stage.connection(&server.url(), quick_http());
    let picture = Media::picture(b"x".to_vec(), "image/png", "");
    let trouble = Mastodon.publish(&connection, &Outgoing { media: vec![picture], ..says("Bild") }).await.unwrap_err();
    assert!(matches!(trouble, Trouble::Unreachable { .. }) && !trouble.may_have_arrived(), "{trouble}");
    assert_eq!(stage.made(), 0);
}

#[tokio::test]
async fn an_earlier_try_is_told_from_other_messages() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let message = says("God morgon");
    let yesterday = message.begun_at - jiff::SignedDuration::from_hours(24);
    let old = status("50", "city", "<p>God morgon</p>", yesterday);
    let theirs = status("51", "ase", "<p>God morgon</p>", now());
    stage.state().statuses.extend([old, theirs]);
    assert_eq!(Mastodon.find(&connection, &message).await.unwrap(), Found::Absent);
    let posted = Mastodon.publish(&connection, &message).await.unwrap();
    let edited = Outgoing { key: Uuid::from_u128(9), ..says("God kväll") };
    (0..90).for_each(|number| {
        let other = status(&(200 + number).to_string(), "city", &format!("<p>annat {number}</p>"), now());
        stage.state().statuses.push(other);
    });
    assert_eq!(Mastodon.find(&connection, &message).await.unwrap(), Found::Posted(posted));
    assert_eq!(Mastodon.find(&connection, &edited).await.unwrap(), Found::Absent);
    let as_answer = Outgoing { key: Uuid::from_u128(10), ..answers("God morgon", "ase@social.example") };
    assert_eq!(Mastodon.find(&connection, &as_answer).await.unwrap(), Found::Absent);
}

#[tokio::test]
async fn deleting_is_done_once_and_fine_twice() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let posted = Mastodon.publish(&connection, &says("bort")).await.unwrap();
    Mastodon.delete(&connection, &posted.remote_id).await.unwrap();
    Mastodon.delete(&connection, &posted.remote_id).await.unwrap();
    assert_eq!(stage.made(), 0);
    assert_eq!(Mastodon.edit(&connection, &posted.remote_id, &says("x")).await, Err(Trouble::Gone));
}

#[tokio::test]
async fn limits_come_from_the_server_or_from_the_book() {
    let stage = Stage::default();
    stage.state().instance =
        Some(serde_json::json!({ "domain": "social.example", "configuration": { "statuses": { "max_characters": 1000 } } }));
    let (server, connection) = stage.open().await;
    assert_eq!(Mastodon.limits(&connection).await.unwrap().text, 1000);
    Mastodon.limits(&connection).await.unwrap();
    assert_eq!(server.seen().len(), 1, "what was told once is remembered");

    for broken in [404, 500, 418] {
        let server = StandIn::start(move |_| Reply::status(broken, "<html>")).await;
        let connection = stage.connection(&server.url(), quick_http());
        assert_eq!(Mastodon.limits(&connection).await, Ok(DOCUMENTED), "{broken}");
    }
    let server = StandIn::start(move |request| match request.path.as_str() {
        "/api/v2/instance" => Reply::status(500, ""),
        _ => Reply::json(&serde_json::json!({ "uri": "x.example", "max_toot_chars": 4000 })),
    })
    .await;
    let connection = stage.connection(&server.url(), quick_http());
    let limits = Mastodon.limits(&connection).await.unwrap();
    assert!(limits.text == 4000 && limits.from_network);
}

#[tokio::test]
async fn signing_in_proves_that_it_is_the_same_desk() {
    let server = StandIn::start(|request| match request.path.as_str() {
        "/api/v1/apps" => Reply::json(&serde_json::json!({ "client_id": "id", "client_secret": "hemlig" })),
        "/oauth/token" => {
            Reply::json(&serde_json::json!({ "access_token": "abc", "token_type": "Bearer", "expires_in": 2_592_000 }))
        }
        _ => Reply::status(404, ""),
    })
    .await;
    let connection = Stage::default().connection(&server.url(), quick_http());
    let redirect = "https://desk.example/callback";
    let begun = Mastodon.start(&connection, redirect).await.unwrap();
    let page = url::Url::parse(&begun.url).unwrap();
    let query: std::collections::HashMap<String, String> = page.query_pairs().into_owned().collect();
    assert_eq!((query["state"].as_str(), query["code_challenge_method"].as_str()), (begun.state.as_str(), "S256"));
    let granted = Mastodon.finish(&connection, &begun.pending, redirect, "koden").await.unwrap();
    assert_eq!(granted.secrets, [("token", Secret::new("abc"))]);
    assert_eq!(granted.holds_for, Some(jiff::SignedDuration::from_hours(24 * 30)));
    let form: std::collections::HashMap<String, String> = server.seen()[1].form().into_iter().collect();
    assert_eq!(
        (form["code"].as_str(), form["redirect_uri"].as_str(), form["client_secret"].as_str()),
        ("koden", redirect, "hemlig")
    );
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, form["code_verifier"].as_bytes());
    let challenge = base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, digest);
    assert_eq!(query["code_challenge"], challenge);
    assert!(form["code_verifier"].len() >= 43 && begun.state.len() >= 43);
    let again = Mastodon.start(&connection, redirect).await.unwrap();
    assert_ne!((again.state, again.pending), (begun.state, begun.pending));
}
