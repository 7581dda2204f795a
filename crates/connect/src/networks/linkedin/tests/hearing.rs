//! What is heard: each comment and answer once, and only where something grew.
use super::stage::{Stage, US, error};
use crate::item::Change;
use crate::network::{Authorising, Listening, Network};
use crate::networks::linkedin::LinkedIn;
use crate::testing::{Staged, StandIn, now, quick_http};
use crate::trouble::Trouble;

fn texts(batch: &crate::Batch) -> Vec<&str> {
    batch.items.iter().flatten().map(|item| item.text.as_str()).collect()
}

#[tokio::test]
async fn each_comment_comes_once_and_quiet_posts_cost_nothing() {
    let stage = Stage::default();
    let (server, connection) = stage.open().await;
    let (one, two) = (stage.posted("Badet"), stage.posted("Biblioteket"));
    let first = LinkedIn.since(&connection, None).await.unwrap();
    assert!(first.items.is_empty());
    let above = stage.commented(&one, "När?", None);
    let second = LinkedIn.since(&connection, Some(&first.cursor)).await.unwrap();
    assert_eq!(texts(&second), ["När?"]);
    let item = second.items[0].as_ref().unwrap();
    assert_eq!((item.root.as_deref(), item.parent.as_deref()), (Some(one.as_str()), Some(one.as_str())));
    let calls = server.seen().len();
    let same = LinkedIn.since(&connection, Some(&second.cursor)).await.unwrap();
    assert!(same.items.is_empty());
    assert_eq!(server.seen().len() - calls, 2, "the posts and their counts");

    for number in 0..130 {
        stage.commented(&one, &format!("svar {number}"), Some(&above));
    }
    stage.commented(&two, "Och biblioteket?", None);
    let third = LinkedIn.since(&connection, Some(&second.cursor)).await.unwrap();
    assert_eq!(third.items.len(), 131);
    let answer = third.items.iter().flatten().find(|item| item.text == "svar 0").unwrap();
    assert_eq!(answer.parent.as_deref(), Some(format!("{one}/{above}").as_str()));
    assert!(LinkedIn.since(&connection, Some(&third.cursor)).await.unwrap().items.is_empty());

    // An edit is heard together with whatever makes the post grow.
    stage.state().comments[0]["message"]["text"] = "När på lördag?".into();
    stage.commented(&one, "Hallå?", None);
    let fourth = LinkedIn.since(&connection, Some(&third.cursor)).await.unwrap();
    assert_eq!(texts(&fourth), ["När på lördag?", "Hallå?"]);
    assert!(matches!(fourth.items[0].as_ref().unwrap().change, Change::Edited { .. }));
}

#[tokio::test]
async fn a_thread_has_its_post_on_top_and_what_is_gone_is_gone() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let post = stage.posted("Se \\(nu\\) {hashtag|\\#|badet}");
    let above = stage.commented(&post, "När?", None);
    stage.commented(&post, "Det undrar jag med", Some(&above));
    let batch = LinkedIn.thread(&connection, &format!("{post}/{above}")).await.unwrap();
    assert_eq!(texts(&batch), ["Se (nu) #badet", "När?", "Det undrar jag med"]);
    assert!(batch.items[0].as_ref().unwrap().author.ours);
    let looked = LinkedIn.look(&connection, &format!("{post}/{above}")).await.unwrap().unwrap();
    assert_eq!((looked.text.as_str(), looked.author.handle.as_str()), ("När?", "abc"));
    let gone = format!("{post}/urn:li:comment:(urn:li:activity:700,1)");
    for remote_id in [gone.as_str(), "urn:li:share:9", "urn:li:share:a", "urn:li:share:1/x", "../posts", ""] {
        assert_eq!(LinkedIn.look(&connection, remote_id).await, Ok(None), "{remote_id}");
    }
}

#[tokio::test]
async fn the_page_tells_who_it_is_and_signing_in_tells_its_end() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let account = LinkedIn.account(&connection).await.unwrap();
    assert_eq!((account.remote_id.as_str(), account.handle.as_str()), (US, "exempelby@linkedin.com"));
    let begun = LinkedIn.start(&connection, "https://torg.example/govern/channels/callback").await.unwrap();
    let granted =
        LinkedIn.finish(&connection, &begun.pending, "https://torg.example/govern/channels/callback", "kod").await.unwrap();
    assert_eq!(granted.holds_for, Some(jiff::SignedDuration::from_hours(24 * 60)));
}

#[tokio::test]
async fn each_status_says_what_to_do() {
    let said = |status: u16, code: &'static str| async move {
        let server = StandIn::start(move |_| error(status, code, "Nej. AQX-hemligt")).await;
        let connection = Stage::default().connection(&server.url(), quick_http());
        let said = LinkedIn.since(&connection, None).await.expect_err("it was refused");
        assert!(!said.to_string().contains("hemligt"), "{said}");
        said
    };
    let Trouble::Limited { until } = said(429, "TOO_MANY_REQUESTS").await else { panic!() };
    assert!(until > now() && until.duration_since(now()).as_hours() <= 24, "{until}");
    assert!(matches!(said(403, "ACCESS_DENIED").await, Trouble::Unauthorised { .. }));
    assert_eq!(said(426, "NONEXISTENT_VERSION").await, Trouble::Setting { key: "version" });
    assert!(matches!(said(400, "ILLEGAL_ARGUMENT").await, Trouble::Refused { status: 400, .. }));
}
