//! Letters by a real mail server. Without one these are left out, loudly.
use std::time::{Duration, Instant};

use connect::testing::{MailTown, now};
use connect::{
    Connection, Found, Item, Kind, Listening, Media, Network, Outgoing, Publishing, ReplyTo, Secret, Signal, Trouble, Visibility,
};
use uuid::Uuid;

const INFO: &str = "info@exempelby.example";
const ASE: &str = "ase@example.com";

fn network() -> &'static dyn Network {
    connect::by_name("email").unwrap()
}
fn listening() -> &'static dyn Listening {
    network().listening().unwrap()
}
fn publishing() -> &'static dyn Publishing {
    network().publishing().unwrap()
}

fn answers(text: &str, item: &Item) -> Outgoing {
    let reply_to =
        ReplyTo { remote_id: item.remote_id.clone(), root: item.root.clone(), handle: Some(item.author.handle.clone()) };
    Outgoing { reply_to: Some(reply_to), visibility: Visibility::Direct, ..Outgoing::saying(Uuid::now_v7(), now(), text) }
}

/// Stories share the mailboxes, so each waits for its own words, half a minute at most.
async fn hears(connection: &Connection, cursor: &mut String, words: &str) -> Item {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(30) {
        let batch = listening().since(connection, Some(cursor)).await.unwrap();
        *cursor = batch.cursor;
        if let Some(item) = batch.items.into_iter().flatten().find(|item| item.text.contains(words)) {
            return item;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("“{words}” was not heard");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_goes_all_the_way() {
    let Some(town) = MailTown::running() else { return };
    let (ours, hers) = (town.connection(INFO, None), town.connection(ASE, Some(INFO)));
    assert_eq!(network().account(&ours).await.unwrap().remote_id, INFO);
    let mut at_ours = listening().since(&ours, None).await.unwrap().cursor;
    let mut at_hers = listening().since(&hers, None).await.unwrap().cursor;

    let words = format!("Når åpner badet? {}", Uuid::now_v7());
    let picture = Media { name: "kort.png".into(), ..Media::picture(vec![0, 255, 13, 10, 46, 13, 10], "image/png", "Badet") };
    let question = Outgoing {
        title: Some("Öppettider i badet – snälla svara".into()),
        media: vec![picture],
        ..Outgoing::saying(Uuid::now_v7(), now(), words.as_str())
    };
    publishing().publish(&hers, &question).await.unwrap();
    let asked = hears(&ours, &mut at_ours, &words).await;
    assert_eq!((asked.kind, asked.author.handle.as_str(), asked.author.ours), (Kind::Direct, ASE, false));
    assert_eq!(asked.warning.as_deref(), Some("Öppettider i badet – snälla svara"));
    assert_eq!(asked.attachments[0].alt, "kort.png (7 B)");

    let answer = answers("Klockan sju.\n.\nVälkommen!", &asked);
    assert_eq!(publishing().find(&ours, &answer).await.unwrap(), Found::Absent);
    let posted = publishing().publish(&ours, &answer).await.unwrap();
    let heard = hears(&hers, &mut at_hers, "Klockan sju.").await;
    assert_eq!(heard.text, "Klockan sju.\n.\nVälkommen!");
    assert_eq!((heard.remote_id.as_str(), heard.parent.as_deref()), (posted.remote_id.as_str(), Some(asked.remote_id.as_str())));
    assert_eq!(heard.warning.as_deref(), Some("Re: Öppettider i badet – snälla svara"));
    assert_eq!(publishing().find(&ours, &answer).await.unwrap(), Found::Posted(posted.clone()), "our own copy arrived");

    let thread = listening().thread(&ours, &asked.remote_id).await.unwrap();
    let told: Vec<(String, bool)> =
        thread.items.into_iter().map(Result::unwrap).map(|item| (item.remote_id, item.author.ours)).collect();
    assert_eq!(told, [(asked.remote_id.clone(), false), (posted.remote_id.clone(), true)]);

    // Her answer to ours comes with the whole past below, of which only the new is shown.
    let reply = format!("Tack!\n\nDen fre 20 nov. 2026 skrev Exempelby:\n> {}\n", heard.text.replace('\n', "\n> "));
    publishing().publish(&hers, &answers(&reply, &heard)).await.unwrap();
    let thanks = hears(&ours, &mut at_ours, "Tack!").await;
    assert_eq!((thanks.text.as_str(), thanks.root.as_deref()), ("Tack!", Some(asked.remote_id.as_str())));
    assert!(String::from_utf8_lossy(&thanks.raw).contains("> "));
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_from_elsewhere_are_heard_as_they_come() {
    let Some(town) = MailTown::running() else { return };
    // The other way in: encrypted with the first byte.
    let ours = town.connection_at(INFO, &format!("imaps://localhost:{}", town.imaps), None);
    let mut cursor = listening().since(&ours, None).await.unwrap().cursor;
    let id = Uuid::now_v7();
    let letter = format!(
        "From: Kari Nordmann <kari@example.com>\r\nSubject: =?iso-8859-1?Q?Sn=F8?=\r\nMessage-ID: <{id}@example.com>\r\nAuto-Submitted: auto-replied\r\n\
         Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nBr=F8yt {id} =E5 n=E5\r\n"
    );
    town.arrives("kari@example.com", INFO, letter.as_bytes());
    let item = hears(&ours, &mut cursor, &id.to_string()).await;
    assert_eq!(item.text, format!("Brøyt {id} å nå"));
    assert_eq!(item.warning.as_deref(), Some("Snø [Auto-Submitted: auto-replied]"));
    let refused = publishing().publish(&ours, &answers("Takk", &item)).await;
    assert!(matches!(refused, Err(Trouble::Refused { status: 422, .. })), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_tells_of_a_letter_by_itself() {
    let Some(town) = MailTown::running() else { return };
    let hers = town.connection(ASE, None);
    let (told, mut signals) = tokio::sync::mpsc::unbounded_channel();
    let live = tokio::spawn(async move {
        listening().stream(&hers, &move |signal| told.send(signal).expect("the story still listens")).await
    });
    // Once for what came before, and once for the letter, as soon as the line waits.
    let mut news = 0;
    let begun = Instant::now();
    while news < 2 {
        assert!(begun.elapsed() < Duration::from_secs(30) && !live.is_finished(), "{news} signals");
        match tokio::time::timeout(Duration::from_secs(2), signals.recv()).await {
            Ok(Some(Signal::News)) => news += 1,
            Ok(other) => panic!("{other:?}"),
            Err(_) => town.arrives("kari@example.com", ASE, b"From: kari@example.com\r\nSubject: Hei\r\n\r\nHei\r\n"),
        }
    }
    live.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_of_a_real_server_are_told() {
    let Some(town) = MailTown::running() else { return };
    let refusing = town.connection(INFO, Some("refused@example.com"));
    let letter = Outgoing { title: Some("Nytt".into()), ..Outgoing::saying(Uuid::now_v7(), now(), "Nytt") };
    let refused = publishing().publish(&refusing, &letter).await;
    assert!(matches!(refused, Err(Trouble::Refused { status: 550, .. })), "{refused:?}");
    assert_eq!(publishing().find(&refusing, &letter).await.unwrap(), Found::Absent);

    let known = town.connection(INFO, None);
    let settings = [
        ("address", INFO.to_owned()),
        ("imap", format!("localhost:{}", town.imap)),
        ("smtp", format!("localhost:{}", town.smtp)),
    ];
    let settings: std::collections::BTreeMap<String, String> = settings.map(|(key, value)| (key.to_owned(), value)).into();
    let wrong = Connection::new(known.http.clone(), settings.clone(), [("password".to_owned(), Secret::new("fel"))].into());
    let account = network().account(&wrong).await;
    assert!(matches!(account, Err(Trouble::Unauthorised { .. })), "{account:?}");
    // A server with a certificate of an issuer that nobody knows is not spoken to.
    let http = connect::Http::new(connect::HttpSettings {
        private_addresses: connect::PrivateAddresses::Allow,
        ..connect::HttpSettings::default()
    });
    let wary = Connection::new(http.unwrap(), settings, [("password".to_owned(), Secret::new("hemligt-info"))].into());
    let account = network().account(&wary).await;
    assert!(matches!(&account, Err(Trouble::Unreachable { reason }) if reason.contains("certificate")), "{account:?}");
}
