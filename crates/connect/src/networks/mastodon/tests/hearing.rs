//! What reaches the channel, from servers that page in different ways.
use serde_json::json;

use super::stage::{MinId, Stage, account, status};
use crate::connection::Connection;
use crate::item::{Change, Item, Kind};
use crate::network::{Listening, Network};
use crate::networks::mastodon::Mastodon;
use crate::testing::now;

async fn all(connection: &Connection, from: &str) -> (Vec<Item>, String) {
    let (mut items, mut cursor) = (Vec::new(), from.to_owned());
    loop {
        let batch = Mastodon.since(connection, Some(&cursor)).await.unwrap();
        items.extend(batch.items.into_iter().map(Result::unwrap));
        cursor = batch.cursor;
        if !batch.more {
            return (items, cursor);
        }
    }
}

#[tokio::test]
async fn pages_join_whatever_min_id_means() {
    for min_id in [MinId::NextPage, MinId::NewestPage] {
        let stage = Stage::default();
        stage.state().min_id = min_id;
        let (_server, connection) = stage.open().await;
        (0..3).for_each(|number| stage.mentioned(number));
        let start = Mastodon.since(&connection, None).await.unwrap();
        assert_eq!(start.items.len(), 3, "{min_id:?}");
        (3..170).for_each(|number| stage.mentioned(number));
        let (items, cursor) = all(&connection, &start.cursor).await;
        let told: Vec<String> = items.iter().map(|item| item.text.clone()).collect();
        assert_eq!(told, (3..170).map(|number| format!("hej {number}")).collect::<Vec<_>>(), "{min_id:?}");
        assert_eq!(all(&connection, &cursor).await.0, [], "{min_id:?}");
    }
}

#[tokio::test]
async fn a_notification_that_shows_up_late_is_not_lost() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    (0..30).filter(|number| *number != 25).for_each(|number| stage.mentioned(number));
    let (items, cursor) = all(&connection, "0").await;
    assert_eq!(items.len(), 29);
    // Its id was given out before that of others, and it can be seen only now.
    stage.mentioned(25);
    let (late, cursor) = all(&connection, &cursor).await;
    assert_eq!(late.iter().map(|item| item.text.as_str()).collect::<Vec<_>>(), ["hej 25"]);
    assert_eq!(all(&connection, &cursor).await.0, []);
}

#[tokio::test]
async fn a_message_becomes_an_item_with_all_its_parts() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    let mut told = status("7", "ase", "<p>Når åpner badet?</p>", now());
    told["in_reply_to_id"] = "5".into();
    told["in_reply_to_account_id"] = "1".into();
    told["edited_at"] = "2026-11-21T12:00:00.000Z".into();
    told["spoiler_text"] = "Bad".into();
    told["media_attachments"] = json!([{ "id": "1", "type": "gifv", "url": "javascript:alert(1)", "remote_url": "https://a.example/x", "description": null }]);
    told["poll"] = json!({ "options": [{ "title": "Ja" }, { "title": "Nei" }] });
    stage.state().notifications.push(json!({ "id": "1", "type": "mention", "status": told }));
    stage.state().notifications.push(json!({ "id": "2", "type": "favourite", "status": status("8", "ase", "", now()) }));
    let (items, _) = all(&connection, "0").await;
    let [item] = items.as_slice() else { panic!("{items:?}") };
    assert_eq!((item.remote_id.as_str(), item.kind, item.parent.as_deref()), ("7", Kind::Comment, Some("5")));
    assert_eq!(item.text, "Når åpner badet?\n○ Ja\n○ Nei");
    assert_eq!(
        (item.author.handle.as_str(), item.author.name.as_str(), item.author.ours),
        ("@ase@social.example", "ase ", false)
    );
    assert_eq!(item.change, Change::Edited { version: "2026-11-21T12:00:00Z".into() });
    assert_eq!((item.warning.as_deref(), item.language.as_deref()), (Some("Bad"), Some("sv")));
    assert_eq!((item.attachments[0].url.as_str(), item.attachments[0].media_type.as_str()), ("https://a.example/x", "video"));
    assert_eq!((item.counts.favourites, item.counts.boosts, item.counts.replies), (1, 2, 3));
    assert_eq!(item.url.as_deref(), Some("https://social.example/7"));
    let raw: serde_json::Value = serde_json::from_slice(&item.raw).unwrap();
    assert_eq!(raw["id"], "7");
}

#[tokio::test]
async fn what_is_not_for_everyone_is_private() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    for (number, (visibility, kind)) in [
        ("public", Kind::Mention),
        ("unlisted", Kind::Mention),
        ("private", Kind::Direct),
        ("direct", Kind::Direct),
        ("mutuals_only", Kind::Direct),
    ]
    .into_iter()
    .enumerate()
    {
        let mut told = status(&number.to_string(), "ase", "hej", now());
        told["visibility"] = visibility.into();
        stage.state().statuses.push(told);
        let item = Mastodon.look(&connection, &number.to_string()).await.unwrap().unwrap();
        assert_eq!(item.kind, kind, "{visibility}");
    }
    assert_eq!(Mastodon.look(&connection, "404").await.unwrap(), None);
    assert_eq!(Mastodon.look(&connection, "../accounts/1").await.unwrap(), None);
}

#[tokio::test]
async fn a_thread_has_its_first_message_and_every_answer() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    stage.state().statuses.push(status("1", "city", "först", "2026-11-21T10:00:00Z".parse().unwrap()));
    for (id, by, at) in [("3", "ase", "2026-11-21T12:00:00Z"), ("2", "city", "2026-11-21T11:00:00Z")] {
        let mut answer = status(id, by, "svar", at.parse().unwrap());
        answer["in_reply_to_id"] = "1".into();
        answer["mentions"] = json!([]);
        stage.state().statuses.push(answer);
    }
    let batch = Mastodon.thread(&connection, "1").await.unwrap();
    let told: Vec<(String, Kind, bool)> =
        batch.items.into_iter().map(Result::unwrap).map(|item| (item.remote_id, item.kind, item.author.ours)).collect();
    let awaited = [("1", Kind::Post, true), ("2", Kind::Comment, true), ("3", Kind::Comment, false)];
    assert_eq!(told, awaited.map(|(id, kind, ours)| (id.to_owned(), kind, ours)));
}

#[tokio::test]
async fn an_address_that_is_none_is_a_setting_to_correct() {
    let stage = Stage::default();
    for address in ["", "social.example", "ftp://social.example", "https://social.example/?x=1"] {
        let connection = crate::testing::Staged::connection(&stage, address, crate::testing::quick_http());
        assert_eq!(Mastodon.account(&connection).await, Err(crate::Trouble::Setting { key: "instance" }), "{address}");
    }
    assert_eq!(account("city")["id"], "1");
}
