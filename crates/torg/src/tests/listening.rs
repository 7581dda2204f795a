//! What others write becomes the record, once: versions, deletions, bad items, repeats, and a cursor that never runs ahead.
use std::io::Write;

use connect::{Author, Batch, Change, Counts, Item, Kind, Spoiled};

use super::town::{Town, on_both_engines};
use super::witness::{told_of, verified};
use crate::govern::mandate::Channels;
use crate::ground::clock::micros;
use crate::listen::intake::{self, MovesCursor};
use crate::listen::set_aside;
use crate::participate::inbox::{Order, View};
use crate::records::content::{self, Content};
use crate::records::message::{self, Version};

/// Something a network could tell: Åse asks a thing.
pub(super) fn item(remote_id: &str, text: &str) -> Item {
    Item {
        remote_id: remote_id.to_owned(),
        kind: Kind::Mention,
        author: Author {
            remote_id: "ase".to_owned(),
            handle: "@ase@social.example".to_owned(),
            name: "Åse Lind".to_owned(),
            url: None,
            avatar_url: None,
            ours: false,
        },
        text: text.to_owned(),
        warning: None,
        language: None,
        written_at: super::town::MORNING.parse().unwrap(),
        parent: None,
        root: None,
        url: None,
        attachments: Vec::new(),
        counts: Counts::default(),
        change: Change::Written,
        raw: format!("{{\"id\":\"{remote_id}\"}}").into_bytes(),
    }
}

pub(super) fn batch(items: Vec<Item>, cursor: &str) -> Batch {
    Batch { items: items.into_iter().map(Ok).collect(), cursor: cursor.to_owned(), more: false }
}

impl Town {
    /// Hands a batch to the intake, as the fetching does; gives how many items were new.
    pub(super) async fn takes(&self, batch: Batch) -> Result<usize, crate::ground::Problem> {
        let channel = self.channel("exempelby").await;
        intake::take(&self.desk, &channel, batch, MovesCursor::Yes).await
    }

    pub(super) async fn cursor(&self) -> Option<String> {
        let id = self.channel("exempelby").await.id;
        self.desk.read(move |conn| intake::cursor(conn, id)).await.unwrap()
    }

    /// Every version of the message with this remote id in the channel `exempelby`, the first first.
    pub(super) async fn versions(&self, remote_id: &str) -> Vec<Version> {
        let (channel, remote_id) = (self.channel("exempelby").await.id, remote_id.to_owned());
        let read = self.desk.read(move |conn| {
            let known = message::known(conn, channel, &remote_id)?.expect("the message is on the record");
            Ok(message::versions(conn, known.id)?)
        });
        read.await.unwrap()
    }

    /// The reasons of what was set aside.
    pub(super) async fn set_aside(&self) -> Vec<String> {
        let waiting = self.desk.read(|conn| Ok(set_aside::waiting(conn, &Channels::All)?)).await.unwrap();
        waiting.into_iter().map(|item| item.reason).collect()
    }
}

async fn an_edit_and_a_deletion_at_the_source_become_versions(town: Town) {
    let ase = town.citizen("Åse Lind");
    let asked = ase.asks("När öppnar simhallen?");
    town.hears().await;
    ase.edits(&asked, "När öppnar simhallen i Ekängen? @exempelby");
    town.hears().await;
    ase.deletes(&asked);
    town.hears().await;

    let versions = town.versions(&asked).await;
    let changes: Vec<&str> = versions.iter().map(|version| version.change.as_str()).collect();
    assert_eq!(changes, ["written", "edited", "deleted"]);
    let fatima = town.colleague("Fatima Berg").await;
    let conversation = fatima.sees(View::Open, Order::Newest).await.remove(0);
    let (_, thread) = fatima.opens(conversation.id).await.unwrap();
    assert!(thread[0].0.gone_at.is_some(), "the thread shows that it is gone");
    assert!(thread[0].1.plain().contains("Ekängen"), "and what it said last");
    let first = versions[0].content;
    let first = town.desk.read(move |conn| message::text(conn, first)).await.unwrap();
    assert_eq!(first.plain(), "När öppnar simhallen? @exempelby", "and what it said first");
    assert_eq!(told_of(&town, conversation.id).await, ["message-received", "message-edited", "message-deleted"]);
    verified(&town.desk).await;
}

async fn edits_that_no_stream_told_are_found_by_looking_again(town: Town) {
    let ase = town.citizen("Åse Lind");
    let asked = ase.asks("Är badet öppet?");
    town.hears().await;
    let channel = town.channel("exempelby").await;
    // The arena tells every edit; so the cursor is moved past them, as if they had been told while nobody listened.
    ase.edits(&asked, "Är badet öppet på söndag? @exempelby");
    let other = ase.asks("Och biblioteket?");
    let listening = connect::by_name("arena").unwrap().listening().unwrap();
    let (_, _, connection) = crate::govern::channel::connected(&town.desk, channel.id).await.unwrap();
    let missed = listening.since(&connection, town.cursor().await.as_deref()).await.unwrap();
    town.takes(Batch { items: Vec::new(), ..missed }).await.unwrap();
    ase.deletes(&other);

    town.later(jiff::SignedDuration::from_mins(2));
    town.run_jobs().await;
    assert_eq!(town.versions(&asked).await.len(), 2, "the edit was found");
}

async fn a_bad_item_is_set_aside_and_the_rest_arrives(town: Town) {
    let ase = town.citizen("Åse Lind");
    ase.asks("Före");
    let torn = b"{\"what\":\"written\",\"by\":\xff\xfe}\n";
    let mut file = std::fs::OpenOptions::new().append(true).open(town.arena().join("arena.jsonl")).unwrap();
    file.write_all(torn).unwrap();
    ase.asks("Efter");
    town.hears().await;
    town.hears().await;

    let fatima = town.colleague("Fatima Berg").await;
    assert_eq!(fatima.inbox().await, ["Efter @exempelby", "Före @exempelby"]);
    let reasons = town.set_aside().await;
    assert!(!reasons.is_empty() && reasons.iter().all(|reason| reason.contains("cannot be read")), "{reasons:?}");
    let raw = town.desk.read(|conn| Ok(set_aside::waiting(conn, &Channels::All)?.remove(0).raw)).await.unwrap();
    let kept = town.desk.read(move |conn| content::find(conn, raw)).await.unwrap();
    assert_eq!(kept, Some(Content::Kept(torn[..torn.len() - 1].to_vec())), "kept byte for byte");
    // Each channel heard the bad line once, however often it asked.
    assert_eq!(reasons.len(), 3);
    verified(&town.desk).await;
}

async fn the_same_batch_twice_is_one(town: Town) {
    let news = || batch(vec![item("1", "Ett"), item("2", "Två")], "c2");
    assert_eq!(town.takes(news()).await.unwrap(), 2);
    assert_eq!(town.takes(news()).await.unwrap(), 0);
    let edit = |text: &str, version: &str| {
        let mut edited = item("1", text);
        edited.change = Change::Edited { version: version.to_owned() };
        batch(vec![edited], "c3")
    };
    assert_eq!(town.takes(edit("Ett, ändrat", "v2")).await.unwrap(), 1);
    assert_eq!(town.takes(edit("Ett, ändrat", "v2")).await.unwrap(), 0, "the same edit told twice is one version");
    assert_eq!(town.takes(edit("Ett", "v3")).await.unwrap(), 1, "an edit back to the first words is a version of its own");
    let deleted = || {
        let mut gone = item("2", "");
        gone.change = Change::Deleted;
        batch(vec![gone], "c4")
    };
    assert_eq!(town.takes(deleted()).await.unwrap(), 1);
    assert_eq!(town.takes(deleted()).await.unwrap(), 0);
    assert_eq!((town.versions("1").await.len(), town.versions("2").await.len()), (3, 2));
    let received = verified(&town.desk).await.into_iter().filter(|entry| entry.body.event.name() == "message-received").count();
    assert_eq!(received, 2);
}

async fn the_cursor_moves_with_its_items_or_not_at_all(town: Town) {
    town.takes(batch(vec![item("1", "Ett")], "c1")).await.unwrap();
    // No database takes a NUL in text, so this transaction fails at its last statement.
    let failed = town.takes(batch(vec![item("2", "Två")], "c\0")).await;
    assert!(failed.is_err());
    assert_eq!(town.cursor().await.as_deref(), Some("c1"));
    let fatima = town.colleague("Fatima Berg").await;
    assert_eq!(fatima.inbox().await, ["Ett"], "an item whose cursor could not be kept is not on the record either");
    assert_eq!(town.takes(batch(vec![item("2", "Två")], "c2")).await.unwrap(), 1);
    assert_eq!(town.cursor().await.as_deref(), Some("c2"));
    verified(&town.desk).await;
}

async fn a_large_batch_that_fails_in_its_last_round_is_taken_up_where_it_fell(town: Town) {
    let news = |cursor: &str| batch((0..600).map(|n| item(&n.to_string(), &format!("Fråga {n}"))).collect(), cursor);
    assert!(town.takes(news("c\0")).await.is_err());
    assert_eq!(town.cursor().await, None);
    town.takes(news("c600")).await.unwrap();
    assert_eq!(town.cursor().await.as_deref(), Some("c600"));
    let received = verified(&town.desk).await.into_iter().filter(|entry| entry.body.event.name() == "message-received").count();
    assert_eq!(received, 600, "each once");
}

async fn a_deletion_of_what_was_never_seen_leaves_no_trace(town: Town) {
    let mut gone = item("9", "");
    gone.change = Change::Deleted;
    assert_eq!(town.takes(batch(vec![gone], "c9")).await.unwrap(), 0);
    assert_eq!(town.cursor().await.as_deref(), Some("c9"));
}

async fn a_new_answer_opens_a_finished_conversation_and_starts_its_clock(town: Town) {
    let ase = town.citizen("Åse Lind");
    let asked = ase.asks("När öppnar badet?");
    town.hears().await;
    let fatima = town.colleague("Fatima Berg").await;
    let conversation = fatima.conversation_about("badet").await;
    assert_eq!(conversation.due_at.map(micros), Some(micros(town.now() + jiff::SignedDuration::from_mins(120))));
    fatima.turns(conversation.id, crate::participate::conversation::State::Done).await.unwrap();
    assert!(fatima.inbox().await.is_empty());
    town.later(jiff::SignedDuration::from_hours(3));
    ase.replies(&asked, "Jag undrar fortfarande, @exempelby");
    town.hears().await;
    let again = fatima.conversation_about("fortfarande").await;
    assert_eq!(again.id, conversation.id);
    assert_eq!(again.due_at.map(micros), Some(micros(town.now() + jiff::SignedDuration::from_mins(120))));
}

async fn items_no_database_can_hold_are_set_aside_not_in_the_way(town: Town) {
    // Of many different letters: a database may fold what repeats itself, and then it fits.
    let long: String = (0..400).map(|n| hex::encode(&crate::ground::vault::sha256(format!("{n}").as_bytes())[..8])).collect();
    let mut far_author = item("2", "Skriven av någon med ett jättelångt id");
    far_author.author.remote_id.clone_from(&long);
    let mut far_parent = item("3", "Svar på något med ett jättelångt id");
    far_parent.parent = Some(long.clone());
    let mut far_root = item("4", "I en tråd med ett jättelångt id");
    far_root.root = Some(long.clone());
    let items =
        vec![item(&long, "Ett jättelångt id"), far_author, far_parent, far_root, item("nul\0", "NUL i id"), item("5", "Vanlig")];
    town.takes(batch(items, "c5")).await.unwrap();
    let fatima = town.colleague("Fatima Berg").await;
    assert_eq!(fatima.inbox().await, ["Vanlig"]);
    assert_eq!(town.set_aside().await.len(), 5);
    assert_eq!(town.cursor().await.as_deref(), Some("c5"));
    verified(&town.desk).await;
}

async fn strange_texts_are_kept_byte_for_byte_and_do_not_stop_the_rest(town: Town) {
    let mut texts: Vec<String> = super::strange::TEXTS.iter().map(ToString::to_string).collect();
    texts.extend(super::strange::long_texts());
    let mut items = Vec::new();
    for (n, text) in texts.iter().enumerate() {
        let mut one = item(&n.to_string(), text);
        one.warning = (n % 2 == 1).then(|| text.clone());
        one.author.name.clone_from(text);
        one.author.handle = format!("@{}@social.example", "h".repeat(n * 100));
        one.raw = [text.as_bytes(), b"\0\xff\xfe"].concat();
        items.push(one);
    }
    // A picture alone, under a warning: nothing but the warning can be searched for.
    let mut bare = item("bare", "🌊");
    bare.warning = Some("Översvämning".to_owned());
    items.push(bare);
    let n_items = items.len();
    assert_eq!(town.takes(batch(items, "c")).await.unwrap(), n_items, "{:?}", town.set_aside().await);
    for (n, text) in texts.iter().enumerate() {
        let version = town.versions(&n.to_string()).await.remove(0);
        let (said, raw) = town
            .desk
            .read(move |conn| Ok((message::text(conn, version.content)?, content::find(conn, version.raw)?)))
            .await
            .unwrap();
        assert_eq!(said.plain(), text);
        assert_eq!(raw, Some(Content::Kept([text.as_bytes(), b"\0\xff\xfe"].concat())));
    }
    let fatima = town.colleague("Fatima Berg").await;
    assert_eq!(fatima.searches("översvämning").await, ["🌊"]);
    verified(&town.desk).await;
}

async fn what_a_network_spoils_is_set_aside_once(town: Town) {
    let bad = |raw: &[u8]| Spoiled { remote_id: Some("77".into()), reason: "no such field".repeat(100), raw: raw.to_vec() };
    let news =
        || Batch { items: vec![Err(bad(b"\0\xff{")), Err(bad(b"\0\xff{")), Err(bad(b"other"))], cursor: "c".into(), more: false };
    town.takes(news()).await.unwrap();
    town.takes(news()).await.unwrap();
    assert_eq!(town.set_aside().await.len(), 2);
}

on_both_engines!(
    an_edit_and_a_deletion_at_the_source_become_versions,
    edits_that_no_stream_told_are_found_by_looking_again,
    a_bad_item_is_set_aside_and_the_rest_arrives,
    the_same_batch_twice_is_one,
    the_cursor_moves_with_its_items_or_not_at_all,
    a_large_batch_that_fails_in_its_last_round_is_taken_up_where_it_fell,
    a_deletion_of_what_was_never_seen_leaves_no_trace,
    a_new_answer_opens_a_finished_conversation_and_starts_its_clock,
    items_no_database_can_hold_are_set_aside_not_in_the_way,
    strange_texts_are_kept_byte_for_byte_and_do_not_stop_the_rest,
    what_a_network_spoils_is_set_aside_once,
);
