//! What is heard: each mention once, answers in their threads, hints that are signed.
use super::stage::{Stage, US, problem};
use crate::item::Kind;
use crate::network::{Hooking, Listening, Moderating, Network, Signal};
use crate::networks::x::X;
use crate::testing::{Staged, StandIn, now, quick_http};
use crate::trouble::Trouble;

fn texts(batch: &crate::Batch) -> Vec<&str> {
    batch.items.iter().flatten().map(|item| item.text.as_str()).collect()
}

#[tokio::test]
async fn each_mention_comes_once_and_oldest_first() {
    let stage = Stage::default();
    let (server, connection) = stage.open().await;
    stage.mentioned("När öppnar badet & gymmet? https://example.com/bad @exempelby", None);
    let post = stage.posted("Badet är öppet");
    stage.mentioned("Tack!", Some(&post));
    let first = X.since(&connection, None).await.unwrap();
    assert_eq!(texts(&first), ["När öppnar badet & gymmet? https://example.com/bad @exempelby", "Tack!"]);
    let (mention, answer) = (first.items[0].as_ref().unwrap(), first.items[1].as_ref().unwrap());
    assert_eq!((mention.kind, mention.root.as_deref()), (Kind::Mention, None));
    assert_eq!(
        (answer.kind, answer.root.as_deref(), answer.parent.as_deref()),
        (Kind::Comment, Some(post.as_str()), Some(post.as_str()))
    );
    assert_eq!((answer.author.handle.as_str(), answer.author.name.as_str()), ("ase_lind", "Åse Lind"));
    let same = X.since(&connection, Some(&first.cursor)).await.unwrap();
    assert!(same.items.is_empty() && same.cursor == first.cursor);
    for number in 0..250 {
        stage.mentioned(&format!("nummer {number}"), None);
    }
    let calls = server.seen().len();
    let storm = X.since(&connection, Some(&first.cursor)).await.unwrap();
    assert_eq!((storm.items.len(), server.seen().len() - calls), (250, 3));
    assert_eq!(texts(&storm)[0], "nummer 0");
    let strange = X.since(&connection, Some("påhittat")).await.unwrap();
    assert_eq!(strange.items.len(), 100, "a cursor of another kind is none");
}

#[tokio::test]
async fn a_thread_has_its_first_post_on_top() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let post = stage.posted("Badet är öppet");
    let answer = stage.mentioned("Tack!", Some(&post));
    stage.mentioned("När stänger det?", Some(&answer));
    let batch = X.thread(&connection, &answer).await.unwrap();
    assert_eq!(texts(&batch), ["Badet är öppet", "Tack!", "När stänger det?"]);
    assert!(batch.items[0].as_ref().unwrap().author.ours);
    for remote_id in ["1", "../users/me", "", "abc"] {
        assert_eq!(X.look(&connection, remote_id).await, Ok(None), "{remote_id}");
    }
    X.hide(&connection, &post, &answer).await.unwrap();
    X.unhide(&connection, &post, &answer).await.unwrap();
    assert_eq!(stage.state().hidden, [(answer.clone(), true), (answer, false)]);
}

#[tokio::test]
async fn the_account_is_asked_who_it_is_once() {
    let stage = Stage::default();
    let (server, connection) = stage.open().await;
    let account = X.account(&connection).await.unwrap();
    assert_eq!((account.remote_id.as_str(), account.handle.as_str()), (US, "exempelby@x.com"));
    X.since(&connection, None).await.unwrap();
    assert_eq!(server.seen().iter().filter(|request| request.path.ends_with("/me")).count(), 1);
}

#[tokio::test]
async fn what_x_tells_is_signed_and_only_hints() {
    let (_server, connection) = Stage::default().open().await;
    let asked = [("crc_token".to_owned(), "9b4507b3-9040-4669-9ca3-6b94edb50553".to_owned())];
    let told: serde_json::Value = serde_json::from_str(&X.greet(&connection, &asked).unwrap()).unwrap();
    // Reckoned by another library (Python's `hmac`).
    assert_eq!(told["response_token"], "sha256=nqXcLZQUk/pNPl82+Yygt5D9garUVj4rlrvn1KQQ5c8=");
    assert_eq!(X.greet(&connection, &[]), None);
    let body = br#"{"for_user_id":"2244994945","tweet_delete_events":[{"status":{"id":"601430178305220608","user_id":"77"}}]}"#;
    let signed = |signature: &str| vec![("x-twitter-webhooks-signature".to_owned(), signature.to_owned())];
    let right = "sha256=KmyNoow9jkxxLJdM9xAS2jueMlwT5hBqH4BHB6LmOso=";
    let heard = X.hear(&connection, &signed(right), body).unwrap();
    assert_eq!(heard, [Signal::Touched { remote_id: "601430178305220608".into() }, Signal::News]);
    for wrong in [
        "",
        "sha256=",
        "sha256=AAAA",
        &right.replacen(&right[7..8], if &right[7..8] == "A" { "B" } else { "A" }, 1),
        right.trim_start_matches("sha256="),
    ] {
        assert!(matches!(X.hear(&connection, &signed(wrong), body), Err(Trouble::Unauthorised { .. })), "{wrong}");
    }
    assert!(X.hear(&connection, &[], body).is_err());
}

#[tokio::test]
async fn each_problem_says_what_to_do() {
    let said = |status: u16, title: &'static str, detail: &'static str| async move {
        let stage = Stage::default();
        let staged = stage.clone();
        let server = StandIn::start(move |request| match request.path.as_str() {
            "/2/users/me" => staged.answer(request, now()),
            _ => problem(status, title, detail).with("x-rate-limit-reset", &(now().as_second() + 300).to_string()),
        })
        .await;
        X.since(&stage.connection(&server.url(), quick_http()), None).await.expect_err("it was refused")
    };
    let Trouble::Limited { until } = said(429, "Too Many Requests", "Too Many Requests").await else { panic!() };
    assert!((295..=301).contains(&until.duration_since(now()).as_secs()), "{until}");
    assert!(matches!(said(403, "Client Forbidden", "client-forbidden").await, Trouble::Unauthorised { .. }));
    assert!(matches!(said(403, "Forbidden", "You are not allowed").await, Trouble::Refused { status: 403, .. }));
    assert_eq!(said(404, "Not Found Error", "gone").await, Trouble::Gone);
}
