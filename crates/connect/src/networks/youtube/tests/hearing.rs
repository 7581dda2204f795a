//! What is heard: each comment once, each answer once, edits as edits.
use super::stage::{Stage, US, VIDEO, error};
use crate::item::{Change, Kind};
use crate::network::{Authorising, Listening, Moderating, Network};
use crate::networks::youtube::YouTube;
use crate::testing::{Staged, StandIn, now, quick_http};
use crate::trouble::Trouble;

fn texts(batch: &crate::Batch) -> Vec<&str> {
    batch.items.iter().flatten().map(|item| item.text.as_str()).collect()
}

#[tokio::test]
async fn each_comment_and_each_answer_comes_once() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let top = stage.commented("När öppnar badet?", None);
    let first = YouTube.since(&connection, None).await.unwrap();
    assert_eq!(texts(&first), ["När öppnar badet?"]);
    let item = first.items[0].as_ref().unwrap();
    assert_eq!((item.kind, item.root.as_deref()), (Kind::Comment, Some("video:dQw4w9WgXcQ")));
    assert_eq!((item.author.handle.as_str(), item.author.ours), ("ase", false));
    let same = YouTube.since(&connection, Some(&first.cursor)).await.unwrap();
    assert!(same.items.is_empty() && same.cursor == first.cursor, "{same:?}");

    // YouTube brings none of the answers along, so they are asked for when there are more than before.
    for number in 0..120 {
        stage.commented(&format!("svar {number}"), Some(&top));
    }
    let second = YouTube.since(&connection, Some(&first.cursor)).await.unwrap();
    assert_eq!(second.items.len(), 120);
    let answer = second.items[0].as_ref().unwrap();
    assert_eq!((answer.parent.as_deref(), answer.root.as_deref()), (Some("comment:Ugx0000"), Some("video:dQw4w9WgXcQ")));
    assert!(YouTube.since(&connection, Some(&second.cursor)).await.unwrap().items.is_empty());

    stage.state().comments[0]["snippet"]["textDisplay"] = "När öppnar badet i år?".into();
    let third = YouTube.since(&connection, Some(&second.cursor)).await.unwrap();
    assert_eq!(texts(&third), ["När öppnar badet i år?"]);
    assert!(matches!(third.items[0].as_ref().unwrap().change, Change::Edited { .. }));
}

#[tokio::test]
async fn a_storm_is_heard_whole_and_the_past_is_left() {
    let stage = Stage::default();
    let (server, connection) = stage.open().await;
    for number in 0..150 {
        stage.commented(&format!("gammal {number}"), None);
    }
    let first = YouTube.since(&connection, None).await.unwrap();
    assert_eq!(first.items.len(), 100, "the newest page");
    for number in 0..350 {
        stage.commented(&format!("ny {number}"), None);
    }
    let calls = server.seen().len();
    let second = YouTube.since(&connection, Some(&first.cursor)).await.unwrap();
    assert_eq!(second.items.len(), 350, "all that is new, and nothing old");
    assert_eq!(server.seen().len() - calls, 4, "one unit a hundred");
}

#[tokio::test]
async fn a_thread_has_its_film_on_top() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let top = stage.commented("När öppnar badet?", None);
    let answer = stage.commented("Det undrar jag med", Some(&top));
    let batch = YouTube.thread(&connection, &format!("comment:{answer}")).await.unwrap();
    assert_eq!(texts(&batch), ["En film om badet.", "När öppnar badet?", "Det undrar jag med"]);
    let film = batch.items[0].as_ref().unwrap();
    assert_eq!((film.kind, film.author.ours, film.warning.as_deref()), (Kind::Post, true, Some("Badet byggs om")));
    assert_eq!(YouTube.look(&connection, "comment:finns-inte").await, Ok(None));
    for remote_id in ["comment:../x", "video:a b", "annat", ""] {
        assert_eq!(YouTube.look(&connection, remote_id).await, Ok(None), "{remote_id}");
    }
    assert_eq!(YouTube.look(&connection, &format!("video:{VIDEO}")).await.unwrap().unwrap().remote_id, film.remote_id);
}

#[tokio::test]
async fn a_comment_is_held_and_shown_again() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let id = stage.commented("Hot", None);
    let named = format!("comment:{id}");
    YouTube.hide(&connection, "video:x", &named).await.unwrap();
    YouTube.unhide(&connection, "video:x", &named).await.unwrap();
    assert_eq!(stage.state().moderated, [(id.clone(), "heldForReview".to_owned()), (id, "published".to_owned())]);
    assert_eq!(YouTube.hide(&connection, "", "video:dQw4w9WgXcQ").await, Err(Trouble::Gone), "a film is no comment");
}

#[tokio::test]
async fn the_channel_tells_who_it_is_and_a_token_is_asked_for_once() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let account = YouTube.account(&connection).await.unwrap();
    assert_eq!((account.remote_id.as_str(), account.handle.as_str()), (US, "exempelby@youtube.com"));
    YouTube.account(&connection).await.unwrap();
    assert_eq!(stage.state().tokens, 1);
    let begun = YouTube.start(&connection, "https://torg.example/govern/channels/callback").await.unwrap();
    assert!(begun.url.contains("code_challenge=") && begun.url.contains("access_type=offline"), "{}", begun.url);
    let granted =
        YouTube.finish(&connection, &begun.pending, "https://torg.example/govern/channels/callback", "4/kod").await.unwrap();
    assert_eq!((granted.secrets[0].0, granted.secrets[0].1.reveal()), ("refresh_token", "1//nytt"));
}

#[tokio::test]
async fn each_reason_says_what_to_do() {
    let said = |status: u16, reason: &'static str| async move {
        let stage = Stage::default();
        let staged = stage.clone();
        let server = StandIn::start(move |request| match request.path.as_str() {
            "/token" => staged.answer(request, now()),
            _ => error(status, reason),
        })
        .await;
        let connection = stage.connection(&server.url(), quick_http());
        let said = YouTube.since(&connection, None).await.expect_err("it was refused");
        assert!(!said.to_string().contains("hemligt"), "{said}");
        said
    };
    let Trouble::Limited { until } = said(403, "quotaExceeded").await else { panic!() };
    assert!(until > now() && until.duration_since(now()).as_hours() <= 25, "{until}");
    assert!(matches!(said(403, "rateLimitExceeded").await, Trouble::Limited { .. }));
    assert!(matches!(said(403, "insufficientPermissions").await, Trouble::Unauthorised { .. }));
    assert!(matches!(said(403, "commentsDisabled").await, Trouble::Refused { status: 403, .. }));
    assert_eq!(said(404, "channelNotFound").await, Trouble::Gone);
}
