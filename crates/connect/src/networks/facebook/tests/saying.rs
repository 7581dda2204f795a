//! What the Page writes, and how it finds again what it wrote.
use super::stage::{PAGE, Stage, error};
use crate::contract::outgoing;
use crate::network::{Network, Publishing};
use crate::networks::facebook::Facebook;
use crate::outgoing::{Card, Found, Media, Outgoing, ReplyTo, Visibility};
use crate::testing::{Reply, Staged, StandIn, now, quick_http};
use crate::trouble::Trouble;

fn says(text: &str) -> Outgoing {
    Outgoing { begun_at: now(), ..outgoing(text) }
}

fn answers(text: &str, remote_id: &str) -> Outgoing {
    Outgoing { reply_to: Some(ReplyTo { remote_id: remote_id.into(), root: None, handle: None }), ..says(text) }
}

fn card() -> Option<Card> {
    Some(Card { url: "https://example.com/bad".into(), title: String::new(), description: String::new(), picture: None })
}

#[tokio::test]
async fn the_page_tells_who_it_is_and_no_other_token_will_do() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let account = Facebook.account(&connection).await.unwrap();
    assert_eq!((account.remote_id.as_str(), account.handle.as_str()), (PAGE, "exempelby@facebook.com"));
    let server = StandIn::start(|_| Reply::json(&serde_json::json!({ "id": "7", "name": "Fatima" }))).await;
    let other = Facebook.account(&stage.connection(&server.url(), quick_http())).await;
    assert!(matches!(other, Err(Trouble::Unauthorised { .. })), "{other:?}");
}

#[tokio::test]
async fn a_post_has_pictures_with_alt_text_or_a_card() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let picture = Media::picture(b"png".to_vec(), "image/png", "Bassängen");
    let both = Outgoing { media: vec![picture], card: card(), ..says("Hej!") };
    let posted = Facebook.publish(&connection, &both).await.unwrap();
    assert_eq!(posted.remote_id, format!("post:{PAGE}_700"));
    let post = stage.state().posts[0].clone();
    assert_eq!(post["message"], "Hej!\nhttps://example.com/bad");
    assert_eq!(post["attached"], r#"{"media_fbid":"501"}"#);
    let photo = stage.state().photos[0].clone();
    assert!(photo.contains("alt_text_custom") && photo.contains("Bassängen") && photo.contains("published"), "{photo}");
    assert_eq!(Facebook.find(&connection, &both).await.unwrap(), Found::Posted(posted));

    Facebook.publish(&connection, &Outgoing { card: card(), ..says("Se här") }).await.unwrap();
    let post = stage.state().posts[1].clone();
    assert_eq!((&post["message"], &post["link"]), (&"Se här".into(), &"https://example.com/bad".into()));
}

#[tokio::test]
async fn an_answer_is_known_again_in_its_place_only() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let post = stage.posted("Badet är öppet");
    let (first, second) = (stage.commented(&post, "När?"), stage.commented(&post, "Var?"));
    let to = |id: &str| format!("comment:{post}/{id}");
    let message = answers("Tack!", &to(&first));
    assert_eq!(Facebook.find(&connection, &message).await.unwrap(), Found::Absent);
    let posted = Facebook.publish(&connection, &message).await.unwrap();
    assert_eq!(Facebook.find(&connection, &message).await.unwrap(), Found::Posted(posted.clone()));
    assert_eq!(Facebook.find(&connection, &answers("Tack!", &to(&second))).await.unwrap(), Found::Absent);
    assert_eq!(Facebook.find(&connection, &answers("Tack!", &format!("post:{post}"))).await.unwrap(), Found::Absent);

    // An answer to our own answer stands under the same comment as that.
    let further = answers("Vi ses", &posted.remote_id);
    let again = Facebook.publish(&connection, &further).await.unwrap();
    assert_eq!(Facebook.find(&connection, &further).await.unwrap(), Found::Posted(again));
    let later = Outgoing { begun_at: now() + jiff::SignedDuration::from_hours(1), ..message };
    assert_eq!(Facebook.find(&connection, &later).await.unwrap(), Found::Absent);
}

#[tokio::test]
async fn an_answer_is_found_in_a_long_thread() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let post = stage.posted("Badet");
    let message = answers("Klockan sju", &format!("post:{post}"));
    let posted = Facebook.publish(&connection, &message).await.unwrap();
    (0..250).for_each(|number| drop(stage.commented(&post, &format!("nummer {number}"))));
    assert_eq!(Facebook.find(&connection, &message).await.unwrap(), Found::Posted(posted));
}

#[tokio::test]
async fn edited_and_deleted_once_and_fine_twice() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let posted = Facebook.publish(&connection, &says("Öppet")).await.unwrap();
    Facebook.edit(&connection, &posted.remote_id, &says("Stängt")).await.unwrap();
    assert_eq!(stage.state().posts[0]["message"], "Stängt");
    for remote_id in [posted.remote_id.as_str(), posted.remote_id.as_str(), "post:77", "nonsense", "post:../me", "comment:1/2?x"]
    {
        Facebook.delete(&connection, remote_id).await.unwrap();
    }
    assert!(stage.state().posts.is_empty());
    let edited = Facebook.edit(&connection, &posted.remote_id, &says("x")).await;
    assert_eq!(edited, Err(Trouble::Gone));
}

#[tokio::test]
async fn what_a_page_cannot_have_is_refused_before_any_call() {
    let stage = Stage::default();
    let (server, connection) = stage.open().await;
    let media = vec![Media::picture(vec![1], "image/png", "a")];
    for message in [
        Outgoing { visibility: Visibility::Direct, ..says("till en") },
        Outgoing { visibility: Visibility::Unlisted, ..says("till några") },
        Outgoing { media, ..answers("bild", "post:7") },
    ] {
        let refused = Facebook.publish(&connection, &message).await;
        assert!(matches!(refused, Err(Trouble::Refused { status: 422, .. })), "{refused:?}");
    }
    assert!(server.seen().is_empty());
    let limits = Facebook.limits(&connection).await.unwrap();
    assert_eq!(Facebook.length(&limits, &answers("hej", "post:7")).limit, 8000);
}

#[tokio::test]
async fn each_number_says_what_to_do() {
    let said = |code: i64, subcode: Option<i64>| async move {
        let server = StandIn::start(move |_| error(code, subcode, "Nej. EAAB-hemligt")).await;
        let connection = Stage::default().connection(&server.url(), quick_http());
        let said = Facebook.publish(&connection, &says("hej")).await.expect_err("it was refused");
        assert!(!said.to_string().contains("hemligt"), "{said}");
        said
    };
    for code in [102, 190, 10, 200, 299] {
        assert!(matches!(said(code, None).await, Trouble::Unauthorised { .. }), "{code}");
    }
    for code in [4, 17, 32, 341, 613, 80001] {
        let Trouble::Limited { until } = said(code, None).await else { panic!("{code}") };
        assert!((890..=901).contains(&until.duration_since(now()).as_secs()), "{code}");
    }
    for code in [1, 2] {
        assert!(said(code, None).await.may_have_arrived(), "{code}");
    }
    assert_eq!(said(100, Some(33)).await, Trouble::Gone);
    for code in [100, 368, 1_609_005] {
        assert!(matches!(said(code, None).await, Trouble::Refused { status: 400, .. }), "{code}");
    }
}

#[tokio::test]
async fn a_used_up_limit_is_waited_out_as_told() {
    let usage = r#"{"100000000000001":[{"type":"pages","call_count":100,"total_cputime":3,"total_time":4,"estimated_time_to_regain_access":19}]}"#;
    let server = StandIn::start(move |_| error(32, None, "Page request limit").with("X-Business-Use-Case-Usage", usage)).await;
    let connection = Stage::default().connection(&server.url(), quick_http());
    let Err(Trouble::Limited { until }) = Facebook.publish(&connection, &says("hej")).await else { panic!() };
    assert!((1135..=1141).contains(&until.duration_since(now()).as_secs()), "{until}");
    assert!(Facebook.publish(&connection, &says("hej")).await.is_err());
    assert_eq!(server.seen().len(), 1, "a closed limit costs no call");
}

#[tokio::test]
async fn the_same_words_again_are_looked_for() {
    let stage = Stage::default();
    let staged = stage.clone();
    let server = StandIn::start(move |request| match staged.publishes(request) {
        true => error(506, None, "Duplicate status message"),
        false => staged.answer(request, now()),
    })
    .await;
    let connection = stage.connection(&server.url(), quick_http());
    let message = says("Badet är öppet");
    assert!(matches!(Facebook.publish(&connection, &message).await, Err(Trouble::Refused { status: 409, .. })));
    let id = stage.posted("Badet är öppet");
    assert_eq!(Facebook.publish(&connection, &message).await.unwrap().remote_id, format!("post:{id}"));
}
