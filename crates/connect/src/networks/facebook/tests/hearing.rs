//! What the channel hears: comments once each, edits, what is hidden, threads, visitors, and what is gone.
use super::stage::{PAGE, Stage};
use crate::item::{Batch, Change, Item, Kind};
use crate::network::{Listening, Moderating};
use crate::networks::facebook::Facebook;
use crate::trouble::Trouble;

fn texts(batch: &Batch) -> Vec<String> {
    batch.items.iter().map(|item| item.as_ref().unwrap().text.clone()).collect()
}

fn only(batch: Batch) -> Item {
    let [Ok(item)] = <[_; 1]>::try_from(batch.items).unwrap() else { panic!("not one good item") };
    item
}

#[tokio::test]
async fn a_comment_is_heard_once_and_each_edit_once() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let post = stage.posted("Badet är öppet");
    let id = stage.commented(&post, "Når åpner badet?");
    let first = Facebook.since(&connection, None).await.unwrap();
    let cursor = first.cursor.clone();
    let item = only(first);
    assert_eq!((item.remote_id, item.kind), (format!("comment:{post}/{id}"), Kind::Comment));
    assert_eq!((item.parent, item.root), (Some(format!("post:{post}")), Some(format!("post:{post}"))));
    assert_eq!((item.author.name.as_str(), item.author.ours, item.change), ("Åse Ågren", false, Change::Written));
    assert!(Facebook.since(&connection, Some(&cursor)).await.unwrap().items.is_empty());

    stage.state().comments[0]["message"] = "När öppnar badet?".into();
    let batch = Facebook.since(&connection, Some(&cursor)).await.unwrap();
    let again = Facebook.since(&connection, Some(&cursor)).await.unwrap();
    assert_eq!(only(again), only(batch.clone()), "asking twice with one cursor gives the same");
    let later = batch.cursor.clone();
    assert!(matches!(only(batch).change, Change::Edited { .. }));
    assert!(Facebook.since(&connection, Some(&later)).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn a_flood_of_comments_loses_none() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let (quiet, loud) = (stage.posted("Badet"), stage.posted("Stormen"));
    stage.commented(&loud, "först");
    let cursor = Facebook.since(&connection, None).await.unwrap().cursor;
    stage.commented(&quiet, "här också");
    (0..731).for_each(|number| drop(stage.commented(&loud, &format!("nummer {number}"))));
    let batch = Facebook.since(&connection, Some(&cursor)).await.unwrap();
    let mut heard = texts(&batch);
    heard.sort();
    heard.dedup();
    assert_eq!((batch.items.len(), heard.len()), (732, 732));
    assert!(Facebook.since(&connection, Some(&batch.cursor)).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn what_was_there_before_us_does_not_come_up_later() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let post = stage.posted("Badet");
    (0..40).for_each(|number| drop(stage.commented(&post, &number.to_string())));
    let long_ago = "2020-01-01T00:00:00+0000";
    stage.state().comments.iter_mut().take(39).for_each(|comment| comment["created_time"] = long_ago.into());
    let first = Facebook.since(&connection, None).await.unwrap();
    assert_eq!(first.items.len(), 25);
    // The newest is taken away, and an older one moves up.
    stage.state().comments.pop();
    assert!(Facebook.since(&connection, Some(&first.cursor)).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn what_cannot_be_read_is_told_once_and_hinders_nothing() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let post = stage.posted("Badet");
    stage.commented(&post, "trasig");
    stage.state().comments[0]["created_time"] = "igår".into();
    let first = Facebook.since(&connection, None).await.unwrap();
    assert!(matches!(first.items.as_slice(), [Err(spoiled)] if spoiled.remote_id.is_some()), "{first:?}");
    stage.commented(&post, "hel");
    let second = Facebook.since(&connection, Some(&first.cursor)).await.unwrap();
    assert_eq!(only(second.clone()).text, "hel");
    assert!(Facebook.since(&connection, Some(&second.cursor)).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn a_visitor_on_the_page_begins_a_thread() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let post = stage.posted("Er väg är trasig");
    stage.state().posts[0]["from"] = serde_json::json!({ "id": "200000000000002", "name": "Åse Ågren" });
    let item = only(Facebook.since(&connection, None).await.unwrap());
    assert_eq!((item.kind, item.remote_id, item.root), (Kind::Mention, format!("post:{post}"), None));
}

#[tokio::test]
async fn a_thread_has_the_post_first_and_our_answers_too() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let post = stage.posted("Badet är öppet");
    let id = stage.commented(&post, "När?");
    (0..130).for_each(|number| drop(stage.commented(&post, &number.to_string())));
    let thread = Facebook.thread(&connection, &format!("comment:{post}/{id}")).await.unwrap();
    assert_eq!(thread.items.len(), 132);
    assert_eq!(texts(&thread)[..2], ["Badet är öppet", "När?"]);
    assert!(thread.items[0].as_ref().unwrap().author.ours);
}

#[tokio::test]
async fn hidden_is_told_and_shown_again() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let post = stage.posted("Badet");
    let (root, id) = (format!("post:{post}"), stage.commented(&post, "Otrevligt"));
    let remote_id = format!("comment:{post}/{id}");
    let cursor = Facebook.since(&connection, None).await.unwrap().cursor;
    Facebook.hide(&connection, &root, &remote_id).await.unwrap();
    Facebook.hide(&connection, &root, &remote_id).await.unwrap();
    assert_eq!(stage.state().comments[0]["is_hidden"], true);
    let told = only(Facebook.since(&connection, Some(&cursor)).await.unwrap());
    assert_eq!(told.warning.as_deref(), Some("Facebook: hidden"));
    Facebook.unhide(&connection, &root, &remote_id).await.unwrap();
    assert_eq!(stage.state().comments[0]["is_hidden"], false);

    stage.state().comments[0]["can_hide"] = false.into();
    let elsewhere = format!("post:{PAGE}_999");
    for (root, remote_id) in [(&root, &remote_id), (&elsewhere, &remote_id), (&root, &root)] {
        let refused = Facebook.hide(&connection, root, remote_id).await;
        assert!(matches!(refused, Err(Trouble::Refused { status: 403, .. })), "{refused:?}");
    }
}

#[tokio::test]
async fn what_is_gone_is_gone_and_who_is_unknown_is_nobody_else() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let post = stage.posted("Badet");
    let id = stage.commented(&post, "Hej");
    let remote_id = format!("comment:{post}/{id}");
    stage.state().comments[0].as_object_mut().unwrap().remove("from");
    let item = Facebook.look(&connection, &remote_id).await.unwrap().unwrap();
    assert_eq!((item.author.remote_id, item.author.ours), (format!("unknown:{remote_id}"), false));
    stage.state().comments.clear();
    for gone in [remote_id.as_str(), "post:77", "nonsense", "post:me", "comment:1"] {
        assert_eq!(Facebook.look(&connection, gone).await.unwrap(), None, "{gone}");
    }
}
