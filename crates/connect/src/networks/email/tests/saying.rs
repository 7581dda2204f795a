//! What the channel writes: to whom, with which headers, and how it is found again.
use mail_parser::{MessageParser, MimeHeaders};
use proptest::prelude::*;

use super::stage::{Stage, letter};
use crate::contract::outgoing;
use crate::network::{Listening, Publishing};
use crate::networks::email::letter::{Answered, write};
use crate::networks::email::servers::Us;
use crate::networks::email::{Email, reading};
use crate::outgoing::{Found, Media, Outgoing, ReplyTo, Visibility};
use crate::testing::{now, quick_http};
use crate::trouble::Trouble;

const ID: &str = "torg.01980000000070008000000000000001@exempelby.example";

fn answers(text: &str, remote_id: &str, handle: Option<&str>) -> Outgoing {
    let reply_to =
        ReplyTo { remote_id: remote_id.into(), root: Some("root@x.example".into()), handle: handle.map(str::to_owned) };
    Outgoing { begun_at: now(), reply_to: Some(reply_to), visibility: Visibility::Direct, ..outgoing(text) }
}

fn first(title: Option<&str>) -> Outgoing {
    Outgoing { begun_at: now(), title: title.map(str::to_owned), ..outgoing("Nytt från kommunen") }
}

#[tokio::test]
async fn an_answer_goes_to_the_one_who_wrote() {
    let stage = Stage::open().await;
    let connection = stage.connection();
    stage.arrives(&letter(
        "1@x.example",
        "References: <root@x.example>\r\nReply-To: Kari <kari@example.com>",
        "Når åpner badet?",
    ));
    let message = answers("Klockan sju. Välkommen!\n.\nslut", "1@x.example", Some("ase@example.com"));
    assert_eq!(Email.find(&connection, &message).await.unwrap(), Found::Absent);
    let posted = Email.publish(&connection, &message).await.unwrap();
    assert_eq!(posted.remote_id, ID);
    let (to, bytes) = stage.state().sent[0].clone();
    assert_eq!(to, ["kari@example.com", "info@exempelby.example"], "a copy to ourselves in the same handing over");
    let sent = MessageParser::default().parse(&bytes).unwrap();
    assert_eq!((sent.subject(), sent.message_id()), (Some("Re: Badet"), Some(ID)));
    assert_eq!(sent.from().unwrap().first().unwrap().name(), Some("Exempelby kommun"));
    assert_eq!(sent.to().unwrap().first().unwrap().address(), Some("kari@example.com"));
    assert_eq!(sent.in_reply_to().as_text(), Some("1@x.example"));
    let references: Vec<&str> = sent.references().as_text_list().unwrap().iter().map(AsRef::as_ref).collect();
    assert_eq!(references, ["root@x.example", "1@x.example"]);
    assert!(sent.header_raw("Auto-Submitted").is_none() && sent.header_raw("Bcc").is_none(), "a person wrote it");
    assert!(sent.body_text(0).unwrap().contains("Välkommen!"));
    assert_eq!(Email.find(&connection, &message).await.unwrap(), Found::Posted(posted));
    let thread = Email.thread(&connection, "1@x.example").await.unwrap();
    let ours: Vec<bool> = thread.items.into_iter().map(|item| item.unwrap().author.ours).collect();
    assert_eq!(ours, [false, true]);
}

#[tokio::test]
async fn a_letter_that_colleagues_moved_is_answered_all_the_same() {
    let stage = Stage::open().await;
    let connection = stage.connection();
    Email.publish(&connection, &answers("Ja", "gone@x.example", Some("ase@example.com"))).await.unwrap();
    let (to, bytes) = stage.state().sent[0].clone();
    let sent = MessageParser::default().parse(&bytes).unwrap();
    assert_eq!((to[0].as_str(), sent.subject()), ("ase@example.com", Some("Re:")));
    assert_eq!(sent.references().as_text_list().map(<[_]>::len), Some(2));
    let nobody = Email.publish(&connection, &answers("Ja", "gone@x.example", Some("not an address"))).await;
    assert_eq!(nobody, Err(Trouble::Gone));
}

#[tokio::test]
async fn lists_are_not_answered_for_everyone_and_machines_not_at_all() {
    let stage = Stage::open().await;
    let connection = stage.connection();
    stage.arrives(&letter("list@x.example", "List-Id: <a.example>\r\nReply-To: <alla@example.com>", "Hej alla"));
    Email.publish(&connection, &answers("Hej", "list@x.example", None)).await.unwrap();
    assert_eq!(stage.state().sent[0].0[0], "ase@example.com");
    for (number, more) in ["Auto-Submitted: auto-generated", "Precedence: auto_reply", "X-Autorespond: 1"].into_iter().enumerate()
    {
        stage.arrives(&letter(&format!("{number}@x.example"), more, "Jag är borta"));
        let refused = Email.publish(&connection, &answers("Hej", &format!("{number}@x.example"), None)).await;
        assert!(matches!(refused, Err(Trouble::Refused { status: 422, .. })), "{more}: {refused:?}");
    }
    assert_eq!(stage.state().sent.len(), 1);
}

#[tokio::test]
async fn a_first_letter_needs_a_receiver_and_a_subject() {
    let stage = Stage::open().await;
    assert_eq!(Email.publish(&stage.connection(), &first(Some("Nytt"))).await, Err(Trouble::Setting { key: "recipient" }));
    let named = stage.connection_with(quick_http(), &[("recipient", "nyhetsbrev@exempelby.example")]);
    let refused = Email.publish(&named, &first(None)).await;
    assert!(matches!(refused, Err(Trouble::Refused { status: 422, .. })), "{refused:?}");
    let picture = Media { name: "bad.png".into(), ..Media::picture(vec![0, 159, 146, 150], "image/png", "Bassängen\nstora") };
    let message = Outgoing { media: vec![picture], ..first(Some("Nytt i november")) };
    Email.publish(&named, &message).await.unwrap();
    let (to, bytes) = stage.state().sent[0].clone();
    let sent = MessageParser::default().parse(&bytes).unwrap();
    assert_eq!((to[0].as_str(), sent.subject()), ("nyhetsbrev@exempelby.example", Some("Nytt i november")));
    assert!(sent.in_reply_to().is_empty() && sent.body_text(0).unwrap().contains("[bad.png] Bassängen stora"));
    let enclosed = sent.attachment(0).unwrap();
    assert_eq!((enclosed.attachment_name(), enclosed.contents()), (Some("bad.png"), &[0, 159, 146, 150][..]));
}

#[tokio::test]
async fn what_is_sent_is_sent() {
    let stage = Stage::open().await;
    let connection = stage.connection();
    assert!(!Email.can_edit());
    assert!(matches!(Email.edit(&connection, ID, &first(None)).await, Err(Trouble::Refused { status: 405, .. })));
    assert!(matches!(Email.delete(&connection, ID).await, Err(Trouble::Refused { status: 405, .. })));
}

fn us() -> Us {
    let settings = [("address", "info@exempelby.example"), ("name", "Exempelby"), ("imap", "a.example"), ("smtp", "a.example")];
    let settings = settings.map(|(key, value)| (key.to_owned(), value.to_owned())).into();
    let secrets = [("password".to_owned(), crate::Secret::new("x"))].into();
    Us::of(&crate::Connection::new(quick_http(), settings, secrets)).unwrap()
}

proptest! {
    /// Whatever stands in subject, name, alt text and file name: the letter has exactly our headers, and its text is the text.
    #[test]
    fn nobody_breaks_out_of_a_header(title in "(\\PC|[\r\n]|Bcc: x@evil.example){0,30}", name in "(\\PC|[\r\n\"<>]){0,20}", text in "(\\PC|\n){0,80}", file in "(\\PC|[\r\n\"/]){0,20}") {
        let answered = Answered { to: "ase@example.com".into(), name: Some(name), subject: title.clone(), references: vec!["1@x.example".into()] };
        let media = vec![Media { name: file.clone(), ..Media::picture(vec![1, 2], "image/png", file) }];
        let message = Outgoing { title: Some(title), media, ..outgoing(&text) };
        let bytes = write(&us(), &message, &answered).unwrap();
        let read = MessageParser::default().parse(&bytes).unwrap();
        let mut names: Vec<String> = read.headers().iter().map(|header| header.name().to_ascii_lowercase()).collect();
        names.sort();
        let mut awaited = vec!["content-type", "date", "from", "in-reply-to", "message-id", "mime-version", "references", "subject", "to"];
        awaited.retain(|name| names.iter().any(|found| found == name) || *name != "mime-version");
        prop_assert_eq!(names, awaited);
        prop_assert_eq!(read.to().unwrap().first().unwrap().address(), Some("ase@example.com"));
        let squeezed = |text: &str| crate::text::storable(text).split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert!(squeezed(&read.body_text(0).unwrap()).starts_with(&squeezed(&text)));
    }

    #[test]
    fn any_bytes_are_a_letter_or_set_aside(head in "(From|To|Subject|References|Message-ID|Content-Type|Date): \\PC{0,40}", bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        reading::any_bytes(&bytes);
        reading::any_bytes(&[head.as_bytes(), b"\r\nFrom: a@example.com\r\n", &bytes].concat());
    }
}
