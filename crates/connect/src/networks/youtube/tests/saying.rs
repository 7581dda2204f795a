//! What the channel answers, and how it finds again what it wrote.
use super::stage::{Stage, US, VIDEO};
use crate::contract::outgoing;
use crate::network::Publishing;
use crate::networks::youtube::YouTube;
use crate::outgoing::{Found, Media, Outgoing, ReplyTo, Visibility};
use crate::testing::now;
use crate::trouble::Trouble;

fn answers(text: &str, remote_id: &str, handle: Option<&str>) -> Outgoing {
    let reply = ReplyTo { remote_id: remote_id.into(), root: None, handle: handle.map(str::to_owned) };
    Outgoing { begun_at: now(), reply_to: Some(reply), ..outgoing(text) }
}

#[tokio::test]
async fn an_answer_stands_in_its_thread_and_is_known_again() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let (one, two) = (stage.commented("När?", None), stage.commented("Var?", None));
    let message = answers("Klockan sju", &format!("comment:{one}"), Some("ase"));
    assert_eq!(YouTube.find(&connection, &message).await.unwrap(), Found::Absent);
    let posted = YouTube.publish(&connection, &message).await.unwrap();
    assert_eq!(
        stage.state().comments[2]["snippet"]["textDisplay"],
        "Klockan sju",
        "the only one in the thread need not be named"
    );
    assert_eq!(YouTube.find(&connection, &message).await.unwrap(), Found::Posted(posted.clone()));
    assert_eq!(YouTube.find(&connection, &answers("Klockan sju", &format!("comment:{two}"), None)).await.unwrap(), Found::Absent);

    let under = stage.commented("Tack, och på söndag?", Some(&one));
    let further = answers("Då är det stängt", &format!("comment:{under}"), Some("ase"));
    let again = YouTube.publish(&connection, &further).await.unwrap();
    let state_text = stage.state().comments[4]["snippet"]["textDisplay"].clone();
    assert_eq!(state_text, "@ase Då är det stängt");
    assert_eq!(YouTube.find(&connection, &further).await.unwrap(), Found::Posted(again));

    YouTube.edit(&connection, &posted.remote_id, &answers("Klockan åtta", &format!("comment:{one}"), None)).await.unwrap();
    assert_eq!(stage.state().comments[2]["snippet"]["textDisplay"], "Klockan åtta");
    for remote_id in [posted.remote_id.as_str(), posted.remote_id.as_str(), "comment:borta", "video:x", "nonsens"] {
        YouTube.delete(&connection, remote_id).await.unwrap();
    }
    assert_eq!(stage.state().comments.len(), 4);
}

#[tokio::test]
async fn a_film_is_commented_in_its_channels_name() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let message = answers("Frågor? Skriv här.", &format!("video:{VIDEO}"), None);
    let posted = YouTube.publish(&connection, &message).await.unwrap();
    assert_eq!(stage.state().comments[0]["snippet"]["authorChannelId"]["value"], US);
    assert_eq!(YouTube.find(&connection, &message).await.unwrap(), Found::Posted(posted));
}

#[tokio::test]
async fn what_a_comment_cannot_be_is_refused_before_any_call() {
    let stage = Stage::default();
    let (server, connection) = stage.open().await;
    let to = "comment:Ugx0000";
    let media = vec![Media::picture(vec![1], "image/png", "a")];
    for message in [
        outgoing("till alla"),
        Outgoing { visibility: Visibility::Direct, ..answers("till en", to, None) },
        Outgoing { media, ..answers("bild", to, None) },
    ] {
        let refused = YouTube.publish(&connection, &message).await;
        assert!(matches!(refused, Err(Trouble::Refused { status: 422, .. })), "{refused:?}");
    }
    assert_eq!(YouTube.publish(&connection, &answers("hej", "comment:a/b", None)).await, Err(Trouble::Gone));
    assert!(server.seen().is_empty());
}
