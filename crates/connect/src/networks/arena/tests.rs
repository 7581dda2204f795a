//! Stories in the square: what one desk and a few citizens do, and what must hold when somebody is killed on the way.
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use jiff::Timestamp;
use uuid::Uuid;

use super::*;
use crate::item::{Change, Item, Kind};
use crate::outgoing::{Captions, Card, Choice, Focus, Found, Media, Outgoing, Poll, ReplyTo, Visibility};
use crate::{Http, HttpSettings};

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_780_000_000 + second).unwrap()
}

fn desk(folder: &Path) -> Connection {
    let settings = [("folder", folder.to_str().unwrap()), ("account", "exempelby"), ("name", "Exempelby kommun")];
    let settings: BTreeMap<String, String> =
        settings.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
    Connection::new(Http::new(HttpSettings::default()).unwrap(), settings, BTreeMap::new())
}

fn ase() -> Citizen {
    Citizen { handle: "ase".into(), name: "Åse Lund".into() }
}

fn says<'a>(text: &'a str, parent: Option<&'a str>) -> Words<'a> {
    Words { text, parent, to: None, language: Some("nb"), at: at(5) }
}

fn outgoing(number: u128, text: &str, parent: Option<&str>) -> Outgoing {
    Outgoing {
        reply_to: parent.map(|id| ReplyTo { remote_id: id.into(), root: None, handle: None }),
        language: Some("sv".into()),
        ..Outgoing::saying(Uuid::from_u128(number), at(10), text)
    }
}

async fn heard(desk: &Connection, cursor: &str) -> (Vec<Item>, String) {
    let batch = Arena.since(desk, Some(cursor)).await.unwrap();
    (batch.items.into_iter().map(Result::unwrap).collect(), batch.cursor)
}

#[tokio::test]
async fn a_comment_is_heard_answered_edited_and_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let post = Arena.publish(&desk, &outgoing(1, "Badet är öppet", None)).await.unwrap();
    let comment = citizen_writes(folder.path(), &ase(), &says("Når åpner badet?", Some(&post.remote_id))).unwrap();
    let (items, cursor) = heard(&desk, "0").await;
    let [item] = items.as_slice() else { panic!("{items:?}") };
    assert_eq!((item.kind, item.text.as_str(), item.author.handle.as_str()), (Kind::Comment, "Når åpner badet?", "@ase@arena"));
    assert_eq!((item.parent.as_ref(), item.root.as_ref()), (Some(&post.remote_id), Some(&post.remote_id)));
    assert_eq!(heard(&desk, &cursor).await.0, []);

    let answer = Arena.publish(&desk, &outgoing(2, "Klockan sju.", Some(&comment))).await.unwrap();
    citizen_edits(folder.path(), &ase(), &comment, "Når åpner badet i dag?", at(20)).unwrap();
    citizen_deletes(folder.path(), &ase(), &comment).unwrap();
    let (items, _) = heard(&desk, &cursor).await;
    assert!(matches!(&items[0].change, Change::Edited { .. }) && items[0].text == "Når åpner badet i dag?", "{items:?}");
    assert_eq!((&items[1].change, items[1].text.as_str()), (&Change::Deleted, ""));
    assert_eq!(Arena.look(&desk, &comment).await.unwrap(), None);

    let thread: Vec<Item> = Arena.thread(&desk, &answer.remote_id).await.unwrap().items.into_iter().map(Result::unwrap).collect();
    let told: Vec<(&str, bool)> = thread.iter().map(|item| (item.text.as_str(), item.author.ours)).collect();
    assert_eq!(told, [("Badet är öppet", true), ("Klockan sju.", true)]);

    Arena.edit(&desk, &answer.remote_id, &outgoing(3, "Klockan sex.", None)).await.unwrap();
    assert_eq!(Arena.look(&desk, &answer.remote_id).await.unwrap().unwrap().text, "Klockan sex.");
    Arena.delete(&desk, &answer.remote_id).await.unwrap();
    Arena.delete(&desk, &answer.remote_id).await.unwrap();
    assert_eq!(Arena.look(&desk, &answer.remote_id).await.unwrap(), None);
    assert_eq!(Arena.edit(&desk, &answer.remote_id, &outgoing(4, "x", None)).await, Err(Trouble::Gone));
}

#[tokio::test]
async fn mentions_and_private_words_reach_us_and_the_rest_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let write = |words: &Words<'_>| citizen_writes(folder.path(), &ase(), words).unwrap();
    write(&says("Fint väder", None));
    write(&says("Hej @exempelby, hur länge?", None));
    write(&Words { to: Some("Exempelby"), ..says("Min adress är hemlig", None) });
    write(&Words { to: Some("bo"), ..says("@exempelby är dum", None) });
    let (items, _) = heard(&desk, "0").await;
    let told: Vec<Kind> = items.iter().map(|item| item.kind).collect();
    assert_eq!(told, [Kind::Mention, Kind::Direct]);

    let answer = Outgoing { visibility: Visibility::Direct, ..outgoing(7, "Tack.", Some(&items[1].remote_id)) };
    Arena.publish(&desk, &answer).await.unwrap();
    let seen = citizen_reads(folder.path()).unwrap();
    assert_eq!(seen.last().unwrap().to.as_deref(), Some("ase"));
}

#[tokio::test]
async fn sending_twice_is_one_message_and_can_be_found() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let message = outgoing(1, "En gång", None);
    assert_eq!(Arena.find(&desk, &message).await.unwrap(), Found::Absent);
    let tries = futures_util::future::join_all((0..20).map(|_| Arena.publish(&desk, &message))).await;
    let first = tries[0].clone().unwrap();
    assert!(tries.iter().all(|posted| posted.as_ref() == Ok(&first)));
    assert_eq!(citizen_reads(folder.path()).unwrap().len(), 1);
    assert_eq!(Arena.find(&desk, &message).await.unwrap(), Found::Posted(first));
}

#[tokio::test]
async fn a_torn_line_is_waited_for_and_a_spoiled_one_is_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    citizen_writes(folder.path(), &ase(), &says("@exempelby ett", None)).unwrap();
    let (_, cursor) = heard(&desk, "0").await;
    let mut file = std::fs::OpenOptions::new().append(true).open(folder.path().join("arena.jsonl")).unwrap();
    file.write_all(br#"{"what":"written","by":"bo","na"#).unwrap();
    assert_eq!(heard(&desk, &cursor).await, (vec![], cursor.clone()));

    // The writer was killed. The next one closes the torn line; it is set aside, and what follows arrives.
    let id = citizen_writes(folder.path(), &ase(), &says("@exempelby två", None)).unwrap();
    let batch = Arena.since(&desk, Some(&cursor)).await.unwrap();
    let [Err(spoiled), Ok(item)] = batch.items.as_slice() else { panic!("{batch:?}") };
    assert!(spoiled.reason.contains("cannot be read") && spoiled.raw.starts_with(b"{\"what\""), "{spoiled:?}");
    assert_eq!((item.text.as_str(), &item.remote_id), ("@exempelby två", &id));
    assert_eq!(Arena.look(&desk, &id).await.unwrap().unwrap().text, "@exempelby två");
}

#[tokio::test]
async fn pages_join_without_gap_or_overlap() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    for number in 0..230 {
        citizen_writes(folder.path(), &ase(), &says(&format!("@exempelby {number}"), None)).unwrap();
    }
    let (mut cursor, mut texts) = ("0".to_owned(), Vec::new());
    loop {
        let batch = Arena.since(&desk, Some(&cursor)).await.unwrap();
        texts.extend(batch.items.into_iter().map(|item| item.unwrap().text));
        cursor = batch.cursor;
        if !batch.more {
            break;
        }
    }
    assert_eq!(texts, (0..230).map(|number| format!("@exempelby {number}")).collect::<Vec<_>>());
    let fresh = Arena.since(&desk, None).await.unwrap();
    assert_eq!((fresh.items.len(), fresh.cursor), (40, cursor));
    for strange in ["1", "999999999", "x"] {
        assert_eq!(Arena.since(&desk, Some(strange)).await.unwrap_err(), Trouble::Setting { key: "folder" });
    }
}

#[tokio::test]
async fn only_answers_in_our_own_threads_can_be_hidden() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let post = Arena.publish(&desk, &outgoing(1, "Badet", None)).await.unwrap().remote_id;
    let rude = citizen_writes(folder.path(), &ase(), &says("Dumt!", Some(&post))).unwrap();
    let theirs = citizen_writes(folder.path(), &ase(), &says("Min egen tråd", None)).unwrap();
    Arena.hide(&desk, &post, &rude).await.unwrap();
    let hidden = || citizen_reads(folder.path()).unwrap().iter().find(|seen| seen.id == rude).unwrap().hidden;
    assert!(hidden());
    Arena.unhide(&desk, &post, &rude).await.unwrap();
    assert!(!hidden());
    for (root, id) in [(&post, &post), (&theirs, &theirs), (&post, &theirs)] {
        assert!(matches!(Arena.hide(&desk, root, id).await, Err(Trouble::Refused { status: 403, .. })));
    }
    assert_eq!(Arena.hide(&desk, &post, "m9999").await, Err(Trouble::Gone));
}

#[tokio::test]
async fn the_stream_speaks_at_once_and_when_something_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let (sender, mut signals) = tokio::sync::mpsc::unbounded_channel();
    let listener = tokio::spawn(async move { Arena.stream(&desk, &move |signal| sender.send(signal).unwrap()).await });
    assert_eq!(signals.recv().await, Some(crate::Signal::News));
    citizen_writes(folder.path(), &ase(), &says("hej", None)).unwrap();
    assert_eq!(signals.recv().await, Some(crate::Signal::News));
    listener.abort();
}

#[tokio::test]
async fn a_writer_killed_at_any_byte_leaves_one_message_after_the_second_try() {
    let folder = tempfile::tempdir().unwrap();
    let message = outgoing(1, "Åska", None);
    let first = citizen_writes(folder.path(), &ase(), &says("hej", None)).unwrap();
    Arena.publish(&desk(folder.path()), &message).await.unwrap();
    let whole = std::fs::read(folder.path().join("arena.jsonl")).unwrap();
    let begins = whole.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    for cut in begins..=whole.len() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("arena.jsonl"), &whole[..cut]).unwrap();
        Arena.publish(&desk(folder.path()), &message).await.unwrap();
        let seen = citizen_reads(folder.path()).unwrap();
        let keys: Vec<Option<Uuid>> = seen.iter().map(|seen| seen.key).collect();
        assert_eq!((seen[0].id.as_str(), keys), (first.as_str(), vec![None, Some(message.key)]), "cut at byte {cut}");
    }
}

#[tokio::test]
async fn a_profile_text_is_set_read_back_and_no_message() {
    let folder = tempfile::tempdir().unwrap();
    let connection = desk(folder.path());
    let (arena, profiling): (&dyn Network, &dyn crate::network::Profiling) = (&super::Arena, &super::Arena);
    assert_eq!(profiling.profile(&connection).await.unwrap(), "");
    profiling.set_profile(&connection, "Vi svarar inom 2 tim.").await.unwrap();
    assert_eq!(profiling.profile(&connection).await.unwrap(), "Vi svarar inom 2 tim.");
    let heard = arena.listening().unwrap().since(&connection, None).await.unwrap();
    assert!(heard.items.is_empty(), "{heard:?}");
    assert!(profiling.set_profile(&connection, &"å".repeat(301)).await.is_err());
}

fn poll(options: &[&str]) -> Option<Poll> {
    let options = options.iter().map(|option| (*option).to_owned()).collect();
    Some(Poll { options, open_for: 3600, choice: Choice::One })
}

fn card(url: &str) -> Option<Card> {
    let picture = Some(Media::picture(b"PNG".to_vec(), "image/png", ""));
    Some(Card { url: url.into(), title: "Badet".into(), description: "Tider och taxor".into(), picture })
}

fn film() -> Media {
    let captions = vec![Captions { language: "sv".into(), vtt: b"WEBVTT".to_vec() }];
    Media { captions, ..Media::picture(b"film".to_vec(), "video/mp4", "Badet från luften") }
}

#[tokio::test]
async fn the_square_shows_all_that_a_message_can_have() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let picture = Media { focus: Some(Focus { x: 0, y: 500 }), ..Media::picture(b"PNG".to_vec(), "image/png", "En ö") };
    let pictured = Outgoing { media: vec![picture], warning: Some("Spindlar".into()), ..outgoing(1, "Bild", None) };
    let filmed = Outgoing { media: vec![film()], ..outgoing(2, "Film", None) };
    let asked = Outgoing { poll: poll(&["Måndag", "Fredag"]), ..outgoing(3, "När?", None) };
    let linked = Outgoing { card: card("https://exempelby.example/bad"), ..outgoing(4, "Läs", None) };
    for message in [&pictured, &filmed, &asked, &linked] {
        Arena.publish(&desk, message).await.unwrap();
    }
    let seen = citizen_reads(folder.path()).unwrap();
    let [picture, film, poll, card] = seen.as_slice() else { panic!("{seen:?}") };
    assert_eq!((picture.parts.media[0].focus, picture.warning.as_deref()), (Some(Focus { x: 0, y: 500 }), Some("Spindlar")));
    let captions = &film.parts.media[0].captions[0];
    assert_eq!(captions.language, "sv");
    assert_eq!(std::fs::read(folder.path().join("media").join(&captions.file)).unwrap(), b"WEBVTT");
    assert_eq!(poll.parts.poll.as_ref().unwrap().options, ["Måndag", "Fredag"]);
    let shown = card.parts.card.as_ref().unwrap();
    assert_eq!((shown.title.as_str(), shown.url.as_str()), ("Badet", "https://exempelby.example/bad"));
    assert!(folder.path().join("media").join(shown.picture.as_ref().unwrap()).exists());
    // The record gets in words what only a card and a poll show.
    assert_eq!(Arena.look(&desk, &poll.id).await.unwrap().unwrap().text, "När?\n○ Måndag\n○ Fredag");
    assert_eq!(Arena.look(&desk, &card.id).await.unwrap().unwrap().text, "Läs\nhttps://exempelby.example/bad");

    // An edit keeps what it does not replace.
    Arena.edit(&desk, &poll.id, &outgoing(5, "När då?", None)).await.unwrap();
    let other = Media::picture(b"GIF".to_vec(), "image/gif", "En annan ö");
    Arena.edit(&desk, &picture.id, &Outgoing { media: vec![other], ..outgoing(6, "Ny bild", None) }).await.unwrap();
    let seen = citizen_reads(folder.path()).unwrap();
    assert_eq!((seen[2].text.as_str(), seen[2].parts.poll.is_some()), ("När då?", true));
    assert_eq!(seen[0].parts.media[0].alt, "En annan ö");
}

#[tokio::test]
async fn the_square_refuses_what_does_not_go_together() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let picture = || Media::picture(b"PNG".to_vec(), "image/png", "");
    let says = || outgoing(1, "Hej", None);
    let too_long = "å".repeat(51);
    let refused = [
        Outgoing { media: vec![film(), picture()], ..says() },
        Outgoing { media: vec![film(), film()], ..says() },
        Outgoing { media: vec![picture()], poll: poll(&["Ja", "Nej"]), ..says() },
        Outgoing { media: vec![Media { captions: film().captions, ..picture() }], ..says() },
        Outgoing { media: vec![Media::picture(b"%PDF".to_vec(), "application/pdf", "")], ..says() },
        Outgoing { poll: poll(&["Ja"]), ..says() },
        Outgoing { poll: poll(&["Ja", " Ja "]), ..says() },
        Outgoing { poll: poll(&["Ja", ""]), ..says() },
        Outgoing { poll: poll(&["Ja", &too_long]), ..says() },
        Outgoing { poll: poll(&["1", "2", "3", "4", "5"]), ..says() },
        Outgoing { poll: poll(&["Ja", "Nej"]).map(|poll| Poll { open_for: 60, ..poll }), ..says() },
        Outgoing { card: card("javascript:alert(1)"), ..says() },
        Outgoing { card: card("https://a.example").map(|card| Card { title: " ".into(), ..card }), ..says() },
    ];
    for message in refused {
        let answer = Arena.publish(&desk, &message).await;
        assert!(matches!(answer, Err(Trouble::Refused { status: 422, .. })), "{message:?}: {answer:?}");
    }
    assert_eq!(citizen_reads(folder.path()).unwrap(), []);
}
