//! Servers that misbehave, in both directions.
use std::time::Duration;

use super::stage::{Fault, Stage, letter};
use crate::contract::outgoing;
use crate::http::{Http, HttpSettings, PrivateAddresses};
use crate::network::{Listening, Network, Publishing};
use crate::networks::email::Email;
use crate::outgoing::{Found, Outgoing, ReplyTo, Visibility};
use crate::testing::{now, quick_settings};
use crate::trouble::Trouble;

fn answer() -> Outgoing {
    let reply_to = ReplyTo { remote_id: "1@x.example".into(), root: None, handle: Some("ase@example.com".into()) };
    Outgoing { begun_at: now(), reply_to: Some(reply_to), visibility: Visibility::Direct, ..outgoing("Klockan sju") }
}

/// Less patience than a stand-in that never answers.
fn hasty() -> Http {
    Http::new(HttpSettings { timeout: Duration::from_millis(200), ..quick_settings() }).unwrap()
}

fn kind(trouble: &Trouble) -> &'static str {
    match trouble {
        Trouble::Setting { .. } => "setting",
        Trouble::Unauthorised { .. } => "unauthorised",
        Trouble::Refused { .. } => "refused",
        Trouble::Gone => "gone",
        Trouble::Limited { .. } => "limited",
        Trouble::Unreachable { .. } => "unreachable",
        Trouble::Unclear { .. } => "unclear",
        Trouble::Nonsense { .. } => "nonsense",
        Trouble::ByHand => "by hand",
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_that_cannot_be_read_says_why() {
    for (fault, awaited) in [
        (Fault::Says("LOGIN", "NO [AUTHENTICATIONFAILED] Authentication failed."), "unauthorised"),
        (Fault::Says("LOGIN", "NO [UNAVAILABLE] Try again later."), "limited"),
        (Fault::Says("LOGIN", "NO [LIMIT] Too many connections"), "limited"),
        (Fault::Says("EXAMINE", "NO no such folder"), "refused"),
        (Fault::Says("EXAMINE", "BAD what?"), "nonsense"),
        (Fault::Says("SEARCH", "<html>welcome</html>"), "nonsense"),
        (Fault::Says("SEARCH", "NO [UNAVAILABLE] not now"), "limited"),
        (Fault::Says("FETCH", "NO [SERVERBUG] oops"), "refused"),
        (Fault::Breaks("SEARCH"), "unclear"),
        (Fault::Says("GREETING", "BYE go away"), "unclear"),
        (Fault::Silence("SEARCH"), "unclear"),
        (Fault::Silence("GREETING"), "unclear"),
        (Fault::Breaks("FETCH"), "unclear"),
        (Fault::Breaks("LOGIN"), "unclear"),
        (Fault::Flood("SEARCH"), "nonsense"),
    ] {
        let stage = Stage::open().await;
        stage.arrives(&letter("1@x.example", "", "hej"));
        stage.state().fault = fault;
        let connection = stage.connection_with(hasty(), &[]);
        let heard = Email.since(&connection, None).await;
        let Err(trouble) = heard else { panic!("{fault:?} brings no letters, and no new cursor: {heard:?}") };
        assert_eq!(kind(&trouble), awaited, "{fault:?}: {trouble}");
        assert!(!trouble.to_string().contains("hemligt"), "{trouble}");
        stage.state().fault = Fault::None;
        assert_eq!(Email.since(&connection, None).await.unwrap().items.len(), 1, "{fault:?}: nothing was lost");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_cannot_be_sent_says_why_and_whether_it_may_have_left() {
    for (fault, awaited) in [
        (Fault::Says("AUTH", "535 5.7.8 wrong"), "unauthorised"),
        (Fault::Says("EHLO", "421 4.7.0 too many connections"), "limited"),
        (Fault::Says("MAIL FROM", "451 later"), "limited"),
        (Fault::Says("RCPT", "450 mailbox busy"), "limited"),
        (Fault::Says("RCPT", "550 no such person"), "refused"),
        (Fault::Says("END OF LETTER", "554 spam"), "refused"),
        (Fault::Says("END OF LETTER", "452 full"), "limited"),
        (Fault::Silence("RCPT"), "unreachable"),
        (Fault::Breaks("DATA"), "unreachable"),
        (Fault::Breaks("EHLO"), "unreachable"),
        (Fault::Silence("END OF LETTER"), "unclear"),
        (Fault::Breaks("END OF LETTER"), "unclear"),
    ] {
        let stage = Stage::open().await;
        stage.state().fault = fault;
        let connection = stage.connection_with(hasty(), &[]);
        let trouble = Email.publish(&connection, &answer()).await.expect_err("a fault sends no letter");
        assert_eq!(kind(&trouble), awaited, "{fault:?}: {trouble}");
        assert_eq!(trouble.may_have_arrived(), awaited == "unclear", "{fault:?}");
        stage.state().fault = Fault::None;
        assert_eq!(Email.find(&connection, &answer()).await, Ok(Found::Absent), "{fault:?}");
        assert!(stage.state().sent.is_empty());
    }
}

#[tokio::test]
async fn a_server_that_does_not_tell_by_itself_is_asked() {
    let stage = Stage::open().await;
    let signals = std::sync::atomic::AtomicUsize::new(0);
    let count = |_| {
        signals.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
    };
    assert_eq!(Email.stream(&stage.connection(), &count).await, Ok(()));
    assert_eq!(signals.load(std::sync::atomic::Ordering::SeqCst), 1);
    stage.state().fault = Fault::Says("LOGIN", "NO wrong password");
    let ended = Email.stream(&stage.connection(), &count).await;
    assert!(matches!(ended, Err(Trouble::Unauthorised { .. })), "{ended:?}");
}

#[tokio::test]
async fn a_lost_answer_is_found_by_the_copy() {
    let stage = Stage::open().await;
    stage.state().fault = Fault::LostAnswer;
    let connection = stage.connection();
    let trouble = Email.publish(&connection, &answer()).await.expect_err("no answer came");
    assert!(trouble.may_have_arrived(), "{trouble}");
    stage.state().fault = Fault::None;
    assert!(matches!(Email.find(&connection, &answer()).await, Ok(Found::Posted(_))));
    let other = Outgoing { key: uuid::Uuid::from_u128(9), ..answer() };
    assert_eq!(Email.find(&connection, &other).await, Ok(Found::Absent));
    assert_eq!(stage.state().sent.len(), 1);
}

#[tokio::test]
async fn the_password_does_not_leave_over_an_open_line() {
    // A name at a public address cannot be had here, so the guard itself is asked first.
    let stage = Stage::open().await;
    let strict = Http::new(HttpSettings { private_addresses: PrivateAddresses::Refuse, ..quick_settings() }).unwrap();
    let connection = stage.connection_with(strict, &[]);
    for answer in [Email.account(&connection).await.map(drop), Email.publish(&connection, &answer()).await.map(drop)] {
        assert!(matches!(&answer, Err(Trouble::Unreachable { reason }) if reason.contains("private")), "{answer:?}");
    }
    assert!(stage.state().heard.is_empty());
}

#[tokio::test]
async fn nobody_at_home_is_certain() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let gone = format!("127.0.0.1:{}", listener.local_addr().unwrap().port());
    drop(listener);
    let stage = Stage::open().await;
    let connection = stage.connection_with(hasty(), &[("imap", &gone), ("smtp", &gone)]);
    let heard = Email.since(&connection, None).await.map(drop);
    assert!(matches!(heard, Err(Trouble::Unreachable { .. })), "{heard:?}");
    let deaf = stage.connection_with(hasty(), &[("smtp", &gone)]);
    let sent = Email.publish(&deaf, &answer()).await.map(drop);
    assert!(matches!(sent, Err(Trouble::Unreachable { .. })), "{sent:?}");
}
