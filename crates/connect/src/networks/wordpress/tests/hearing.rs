//! What the channel hears: comments once each, edits, what is held, threads, and what is gone.
use crate::item::{Batch, Change, Item, Kind};
use crate::network::{Listening, Moderating, Network};
use crate::networks::wordpress::WordPress;
use crate::testing::{Staged, quick_http, quick_settings};
use crate::trouble::Trouble;
use crate::{Http, HttpSettings, PrivateAddresses};

use super::stage::{Site, Stage};

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
    stage.commented(7, "Når åpner badet?");
    let first = WordPress.since(&connection, None).await.unwrap();
    let cursor = first.cursor.clone();
    let item = only(first);
    assert_eq!((item.remote_id.as_str(), item.kind, item.text.as_str()), ("comment:1000", Kind::Comment, "Når åpner badet?"));
    assert_eq!((item.parent.as_deref(), item.root.as_deref()), (Some("post:7"), Some("post:7")));
    assert_eq!((item.author.name.as_str(), item.author.url.as_deref(), item.author.ours), ("Åse & co", None, false));
    assert_eq!(item.author.remote_id, "visitor:0123456789abcdef0123456789abcdef");
    assert_eq!(item.change, Change::Written);
    assert!(WordPress.since(&connection, Some(&cursor)).await.unwrap().items.is_empty());

    stage.state().comments[0]["content"]["rendered"] = "<p>När öppnar badet?</p>".into();
    let batch = WordPress.since(&connection, Some(&cursor)).await.unwrap();
    let again = WordPress.since(&connection, Some(&cursor)).await.unwrap();
    assert_eq!(only(again), only(batch.clone()), "asking twice with one cursor gives the same");
    let later = batch.cursor.clone();
    assert!(matches!(only(batch).change, Change::Edited { .. }));
    assert!(WordPress.since(&connection, Some(&later)).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn a_flood_of_comments_loses_none() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    stage.commented(7, "först");
    let mut cursor = WordPress.since(&connection, None).await.unwrap().cursor;
    for number in 0..731 {
        stage.commented(7, &format!("nummer {number}"));
    }
    let (mut heard, mut rounds) = (Vec::new(), 0);
    loop {
        let batch = WordPress.since(&connection, Some(&cursor)).await.unwrap();
        heard.extend(texts(&batch));
        cursor = batch.cursor.clone();
        rounds += 1;
        if !batch.more {
            break;
        }
        // People delete while we read.
        stage.state().comments.remove(0);
    }
    assert_eq!(heard, (0..731).map(|number| format!("nummer {number}")).collect::<Vec<_>>());
    assert!(rounds <= 11, "{rounds} rounds");
}

#[tokio::test]
async fn a_comment_is_held_and_shown_again() {
    let stage = Stage::default();
    let (server, connection) = stage.open().await;
    let id = format!("comment:{}", stage.commented(7, "Köp lotter"));
    WordPress.hide(&connection, "post:7", &id).await.unwrap();
    WordPress.hide(&connection, "post:7", &id).await.unwrap();
    let held = WordPress.look(&connection, &id).await.unwrap().unwrap();
    assert_eq!(held.warning.as_deref(), Some("WordPress: hold"));
    WordPress.unhide(&connection, "post:7", &id).await.unwrap();
    assert_eq!(WordPress.look(&connection, &id).await.unwrap().unwrap().warning, None);
    let writes = server.seen().into_iter().filter(|request| request.method == "POST").count();
    assert_eq!(writes, 2, "what is so already is not asked for");
    for (root, remote) in [("post:8", id.as_str()), ("post:7", "post:7")] {
        let refused = WordPress.hide(&connection, root, remote).await;
        assert!(matches!(refused, Err(Trouble::Refused { status: 403, .. })), "{root} {remote}: {refused:?}");
    }
}

#[tokio::test]
async fn what_is_in_the_bin_is_gone() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    stage.commented(7, "a");
    for status in ["trash", "spam", "post-trashed"] {
        stage.state().comments[0]["status"] = status.into();
        assert_eq!(WordPress.look(&connection, "comment:1000").await, Ok(None), "{status}");
    }
    for strange in ["comment:77", "post:77", "comment:x", "page:1", "../users/1", ""] {
        assert_eq!(WordPress.look(&connection, strange).await, Ok(None), "{strange}");
    }
}

#[tokio::test]
async fn a_thread_has_its_post_on_top_and_every_page() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let post = serde_json::json!({
        "id": 7, "date_gmt": "2026-11-20T10:00:00", "modified_gmt": "2026-11-20T11:00:00", "slug": "bad", "status": "publish",
        "link": "https://www.exempelby.example/bad/", "title": { "rendered": "Badet &#8211; nu" }, "author": 9,
        "content": { "rendered": "<p>Öppet.</p><figure><img src=\"https://www.exempelby.example/b.png\" alt=\"Bassängen\"></figure>" },
    });
    stage.state().posts.push(post);
    for number in 0..230 {
        stage.commented(if number < 220 { 7 } else { 8 }, &number.to_string());
    }
    let thread = WordPress.thread(&connection, "comment:1003").await.unwrap();
    let items: Vec<Item> = thread.items.into_iter().map(Result::unwrap).collect();
    assert_eq!(items.len(), 221);
    let first = &items[0];
    assert_eq!((first.kind, first.author.ours, first.warning.as_deref()), (Kind::Post, true, Some("Badet – nu")));
    assert_eq!((first.attachments[0].alt.as_str(), first.parent.as_deref()), ("Bassängen", None));
    assert_eq!(first.change, Change::Edited { version: "2026-11-20T11:00:00Z".into() });
    assert_eq!(items[1].parent.as_deref(), Some("post:7"));
    assert_eq!(WordPress.thread(&connection, "comment:9").await.map(|_| ()), Err(Trouble::Gone));
}

#[tokio::test]
async fn the_api_is_found_where_it_is() {
    let stage = Stage::default();
    stage.state().site = Site::PlainAddresses;
    let (_server, connection) = stage.open().await;
    let account = WordPress.account(&connection).await.unwrap();
    assert_eq!((account.name.as_str(), account.handle.as_str()), ("Exempelby & omland", "torg@www.exempelby.example"));
    assert_eq!(account.remote_id, "2@https://www.exempelby.example");
    stage.commented(7, "hej");
    assert_eq!(texts(&WordPress.since(&connection, None).await.unwrap()), ["hej"]);
}

#[tokio::test]
async fn the_password_does_not_leave_over_an_open_line() {
    let strict = || Http::new(HttpSettings { private_addresses: PrivateAddresses::Refuse, ..quick_settings() }).unwrap();
    let stage = Stage::default();
    for (address, awaited) in
        [("http://www.exempelby.example", "site"), ("ftp://x.example", "site"), ("https://x.example/?a", "site")]
    {
        let refused = WordPress.account(&stage.connection(address, strict())).await;
        assert_eq!(refused, Err(Trouble::Setting { key: awaited }), "{address}");
    }
    let (server, connection) = stage.open().await;
    WordPress.account(&connection).await.unwrap();
    let sent = server.seen()[0].header("authorization").unwrap().to_owned();
    assert_eq!(sent, "Basic dG9yZzphYmNkIEVGR0ggMTIzNA==");
    let colon = crate::Connection::new(
        quick_http(),
        [("site".to_owned(), server.url()), ("user".to_owned(), "a:b".to_owned())].into(),
        [("app_password".to_owned(), crate::Secret::new("x"))].into(),
    );
    assert_eq!(WordPress.account(&colon).await, Err(Trouble::Setting { key: "user" }));
}
