//! What the channel writes, and how it finds again what it wrote.
use uuid::Uuid;

use super::stage::{Site, Stage};
use crate::contract::outgoing;
use crate::network::Publishing;
use crate::networks::wordpress::WordPress;
use crate::outgoing::{Found, Media, Outgoing, Posted, ReplyTo, Visibility};
use crate::testing::{Reply, Staged, StandIn, now, quick_http};
use crate::trouble::Trouble;

fn says(text: &str) -> Outgoing {
    Outgoing { begun_at: now(), title: Some("Badet <öppnar> & stänger".into()), ..outgoing(text) }
}

fn answers(text: &str, remote_id: &str) -> Outgoing {
    let reply_to = ReplyTo { remote_id: remote_id.into(), root: Some("post:7".into()), handle: None };
    Outgoing { begun_at: now(), reply_to: Some(reply_to), ..outgoing(text) }
}

#[tokio::test]
async fn a_post_has_headline_blocks_and_pictures() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let picture = Media::picture(b"png".to_vec(), "image/png", "Bassängen \"stora\" <nu>");
    let message = Outgoing {
        media: vec![Media { alt: "a".into(), ..picture.clone() }, picture],
        ..says("Hej!\n\nSe https://example.com/bad [gallery] <b>")
    };
    let posted = WordPress.publish(&connection, &message).await.unwrap();
    assert_eq!(posted.remote_id, "post:100");
    assert_eq!(posted.url.as_deref(), Some("https://www.exempelby.example/badet-oppnar-stanger-000000000001/"));
    let post = stage.state().posts[0].clone();
    assert_eq!(
        (&post["title"]["rendered"], &post["featured_media"]),
        (&"Badet &lt;öppnar&gt; &amp; stänger".into(), &500.into())
    );
    let html = post["content"]["raw"].as_str().unwrap();
    assert!(
        html.starts_with("<!-- wp:paragraph -->\n<p>Hej!</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:paragraph -->\n<p>Se <a href="),
        "{html}"
    );
    assert!(html.contains("&#91;gallery&#93; &lt;b&gt;</p>"), "{html}");
    assert!(html.contains(r#"<img src="https://www.exempelby.example/bild-501.png" alt="Bassängen &quot;stora&quot; &lt;nu&gt;" class="wp-image-501"/>"#), "{html}");

    // A second try uses the pictures that lie there.
    WordPress.publish(&connection, &message).await.unwrap();
    assert_eq!(stage.state().media.len(), 2);
    assert_eq!(WordPress.find(&connection, &message).await.unwrap(), Found::Posted(posted));
}

#[tokio::test]
async fn an_edit_keeps_the_pictures() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let first = Outgoing { media: vec![Media::picture(vec![1], "image/png", "a")], ..says("Öppet") };
    let posted = WordPress.publish(&connection, &first).await.unwrap();
    let edited = WordPress.edit(&connection, &posted.remote_id, &says("Stängt")).await.unwrap();
    assert_eq!(edited, posted);
    let html = stage.state().posts[0]["content"]["raw"].as_str().unwrap().to_owned();
    assert!(html.contains("<p>Stängt</p>") && html.contains("wp-image-500") && !html.contains("Öppet"), "{html}");
}

#[tokio::test]
async fn what_a_site_cannot_have_is_refused_before_any_call() {
    let stage = Stage::default();
    let (server, connection) = stage.open().await;
    let picture = vec![Media::picture(vec![1], "image/png", "a")];
    for message in [
        Outgoing { title: None, ..says("utan rubrik") },
        Outgoing { title: Some("  ".into()), ..says("tom rubrik") },
        Outgoing { visibility: Visibility::Direct, ..says("till en") },
        Outgoing { visibility: Visibility::Unlisted, ..says("till några") },
        Outgoing { media: picture, ..answers("bild", "post:7") },
    ] {
        let refused = WordPress.publish(&connection, &message).await;
        assert!(matches!(refused, Err(Trouble::Refused { status: 422, .. })), "{refused:?}");
    }
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn an_answer_stands_under_its_comment_and_is_known_again() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let id = stage.commented(7, "Når åpner badet?");
    let message = answers("Klockan sju & åtta", &format!("comment:{id}"));
    assert_eq!(WordPress.find(&connection, &message).await.unwrap(), Found::Absent);
    let posted = WordPress.publish(&connection, &message).await.unwrap();
    let written = stage.state().comments[1].clone();
    assert_eq!((&written["parent"], &written["post"]), (&id.into(), &7.into()));
    assert_eq!(WordPress.find(&connection, &message).await.unwrap(), Found::Posted(posted.clone()));
    // The site knows the same words again, and so do we.
    assert_eq!(WordPress.publish(&connection, &message).await.unwrap(), posted);
    assert_eq!(stage.state().comments.len(), 2);
    let elsewhere = answers("Klockan sju & åtta", "post:7");
    assert_eq!(WordPress.find(&connection, &elsewhere).await.unwrap(), Found::Absent);
    let later = Outgoing { begun_at: now() + jiff::SignedDuration::from_hours(1), key: Uuid::from_u128(8), ..message };
    assert_eq!(WordPress.find(&connection, &later).await.unwrap(), Found::Absent);
    // Without its root the post is asked for.
    let unrooted = Outgoing { reply_to: later.reply_to.map(|reply| ReplyTo { root: None, ..reply }), ..answers("Ja", "post:7") };
    assert_eq!(WordPress.publish(&connection, &unrooted).await.unwrap().remote_id, "comment:1002");
}

#[tokio::test]
async fn somebody_elses_same_words_are_no_arrival() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    WordPress.publish(&connection, &answers("Ja", "post:7")).await.unwrap();
    stage.state().comments[0]["date_gmt"] = "2020-01-01T00:00:00".into();
    let refused = WordPress.publish(&connection, &answers("Ja", "post:7")).await;
    assert!(matches!(refused, Err(Trouble::Refused { status: 409, .. })), "{refused:?}");
}

#[tokio::test]
async fn a_site_that_wants_a_pause_gets_one() {
    let stage = Stage::default();
    let staged = stage.clone();
    let server = StandIn::start(move |request| match request.method.as_str() {
        "POST" => Reply::status(
            400,
            r#"{"code":"comment_flood","message":"You are posting comments too quickly.","data":{"status":400}}"#,
        ),
        _ => staged.answer(request, now()),
    })
    .await;
    let connection = stage.connection(&server.url(), quick_http());
    let Err(Trouble::Limited { until }) = WordPress.publish(&connection, &answers("Ja", "post:7")).await else { panic!() };
    assert!((10..=16).contains(&until.duration_since(now()).as_secs()));
}

#[tokio::test]
async fn deleting_is_done_once_and_fine_twice() {
    for site in [Site::Usual, Site::WithoutBin] {
        let stage = Stage::default();
        stage.state().site = site;
        let (_server, connection) = stage.open().await;
        let Posted { remote_id, .. } = WordPress.publish(&connection, &says("bort")).await.unwrap();
        WordPress.delete(&connection, &remote_id).await.unwrap();
        WordPress.delete(&connection, &remote_id).await.unwrap();
        WordPress.delete(&connection, "post:77").await.unwrap();
        WordPress.delete(&connection, "nonsense").await.unwrap();
        assert_eq!(stage.state().posts[0]["status"], "trash");
    }
}

#[tokio::test]
async fn who_may_not_upload_has_no_pictures() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    assert_eq!(WordPress.limits(&connection).await.unwrap().media, 20);
    let staged = stage.clone();
    let server = StandIn::start(move |request| match request.path.ends_with("/users/me") {
        true => Reply::json(&serde_json::json!({ "id": 3, "name": "x", "slug": "x", "capabilities": { "read": true } })),
        false => staged.answer(request, now()),
    })
    .await;
    assert_eq!(WordPress.limits(&stage.connection(&server.url(), quick_http())).await.unwrap().media, 0);
}
