//! One comment all the way in a real network: a post with a picture, an answer by a citizen, our answer, hiding and deleting, against
//! the servers that Bluesky itself is made of.
use std::time::{Duration, Instant};

use connect::contract::outgoing;
use connect::testing::{BlueskyTown, BlueskyUser, now};
use connect::{
    Batch, Captions, Card, Connection, Found, Item, Kind, Listening, Media, Moderating, Network, Numbering, Outgoing, Publishing,
    ReplyTo, Trouble, by_name, in_parts,
};
use uuid::Uuid;

struct Town {
    city: BlueskyUser,
    ase: BlueskyUser,
    /// The channel's line and the citizen's.
    ours: Connection,
    hers: Connection,
    servers: BlueskyTown,
}

impl Town {
    async fn begin() -> Option<Self> {
        let servers = BlueskyTown::start()?;
        let (city, ase) = (servers.add_user("stad").await, servers.add_user("ase").await);
        let (ours, hers) = (servers.connection(&city), servers.connection(&ase));
        Some(Self { city, ase, ours, hers, servers })
    }
}

fn network() -> &'static dyn Network {
    by_name("bluesky").unwrap()
}
fn listening() -> &'static dyn Listening {
    network().listening().unwrap()
}
fn publishing() -> &'static dyn Publishing {
    network().publishing().unwrap()
}
fn moderating() -> &'static dyn Moderating {
    network().moderating().unwrap()
}

/// Asks again until `done`: the AppView takes a moment to see what the account's server has.
async fn until<T>(what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(done) = ask().await {
            return done;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "{what} did not happen within a minute");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// What reaches a channel after `cursor`, asked again until `count` items are there.
async fn hears(connection: &Connection, cursor: &str, count: usize) -> (Vec<Item>, String) {
    let (mut items, mut cursor) = (Vec::new(), cursor.to_owned());
    until("the news", async || {
        let batch = listening().since(connection, Some(&cursor)).await.unwrap();
        items.extend(whole(&batch));
        cursor.clone_from(&batch.cursor);
        (items.len() >= count).then_some(())
    })
    .await;
    (items, cursor)
}

async fn thread(connection: &Connection, remote_id: &str, count: usize) -> Vec<Item> {
    until("the thread", async || {
        let items = listening().thread(connection, remote_id).await.map(|batch| whole(&batch)).unwrap_or_default();
        (items.len() >= count).then_some(items)
    })
    .await
}

fn whole(batch: &Batch) -> Vec<Item> {
    batch.items.iter().map(|item| item.clone().unwrap()).collect()
}

fn says(number: u128, text: &str) -> Outgoing {
    Outgoing { key: Uuid::from_u128(number), begun_at: now(), language: Some("sv".into()), ..outgoing(text) }
}

fn answers(number: u128, text: &str, remote_id: &str) -> Outgoing {
    let reply_to = ReplyTo { remote_id: remote_id.to_owned(), root: None, handle: None };
    Outgoing { reply_to: Some(reply_to), ..says(number, text) }
}

/// A picture of one pixel.
const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\xdac\xfc\xcf\xc0\xf0\x1f\0\x05\x05\x02\0_\xc8\xf1\xd2\0\0\0\0IEND\xaeB`\x82";

#[tokio::test(flavor = "multi_thread")]
async fn a_comment_goes_all_the_way() {
    let Some(town) = Town::begin().await else { return };
    let account = until("the profile", async || network().account(&town.ours).await.ok()).await;
    assert_eq!((&account.remote_id, &account.handle), (&town.city.did, &town.city.handle));
    let start = listening().since(&town.ours, None).await.unwrap();
    let her_start = listening().since(&town.hers, None).await.unwrap();
    assert!(start.items.is_empty());

    // A post with all that a post can have; sent twice, it is one.
    let picture = Media::picture(PIXEL.to_vec(), "image/png", "Simhallen i kvällsljus 🏊");
    let text = format!("Åh! Badet är öppet 👨‍👩‍👧‍👦 @{}: https://exempelby.example/bad?å=ö #öppet", town.ase.handle);
    let first = Outgoing { media: vec![picture], ..says(1, &text) };
    let post = publishing().publish(&town.ours, &first).await.unwrap();
    assert_eq!(publishing().publish(&town.servers.connection(&town.city), &first).await.unwrap(), post);
    assert_eq!(publishing().find(&town.ours, &first).await.unwrap(), Found::Posted(post.clone()));
    assert_eq!(publishing().find(&town.ours, &says(2, "Badet är stängt")).await.unwrap(), Found::Absent);

    // She is mentioned, and answers.
    let (mention, her_cursor) = hears(&town.hers, &her_start.cursor, 1).await;
    assert_eq!((mention[0].kind, &mention[0].text, &mention[0].url), (Kind::Mention, &text, &post.url));
    assert_eq!(mention[0].attachments[0].alt, "Simhallen i kvällsljus 🏊");
    assert!(mention[0].attachments[0].url.starts_with("http") && mention[0].attachments[0].media_type == "image/png");
    let asked = publishing().publish(&town.hers, &answers(3, "Når åpner badet? <b>tack</b>", &post.remote_id)).await.unwrap();

    // It reaches us, and is answered.
    let (comments, cursor) = hears(&town.ours, &start.cursor, 1).await;
    let [comment] = comments.as_slice() else { panic!("{comments:?}") };
    assert_eq!((comment.kind, &comment.remote_id), (Kind::Comment, &asked.remote_id));
    assert_eq!((comment.parent.as_ref(), comment.root.as_ref()), (Some(&post.remote_id), Some(&post.remote_id)));
    assert_eq!((comment.text.as_str(), &comment.author.remote_id), ("Når åpner badet? <b>tack</b>", &town.ase.did));
    assert_eq!((comment.author.handle.as_str(), comment.author.ours), (town.ase.handle.as_str(), false));
    let raw: serde_json::Value = serde_json::from_slice(&comment.raw).unwrap();
    assert_eq!(raw["uri"], asked.remote_id.as_str());
    let answered = publishing().publish(&town.ours, &answers(4, "Klockan sju. Välkommen!", &comment.remote_id)).await.unwrap();
    let (at_hers, _) = hears(&town.hers, &her_cursor, 1).await;
    assert_eq!((at_hers[0].text.as_str(), &at_hers[0].remote_id), ("Klockan sju. Välkommen!", &answered.remote_id));
    assert_eq!(at_hers[0].root.as_ref(), Some(&post.remote_id));

    // The thread reads as it was written.
    let told = thread(&town.ours, &comment.remote_id, 3).await;
    let told: Vec<_> = told.iter().map(|item| (item.remote_id.as_str(), item.author.ours, item.kind)).collect();
    let expected = [(&post, true, Kind::Post), (&asked, false, Kind::Comment), (&answered, true, Kind::Comment)];
    assert_eq!(told, expected.map(|(posted, ours, kind)| (posted.remote_id.as_str(), ours, kind)));

    // Hidden, shown again; a second hiding changes nothing.
    for _ in 0..2 {
        moderating().hide(&town.ours, &post.remote_id, &comment.remote_id).await.unwrap();
    }
    until("the hiding", async || {
        let news = listening().since(&town.servers.connection(&town.city), None).await.unwrap();
        news.items.is_empty().then_some(()) // the network no longer tells the thread's owner of a hidden answer
    })
    .await;
    moderating().unhide(&town.ours, &post.remote_id, &comment.remote_id).await.unwrap();
    until("the showing", async || {
        let news = listening().since(&town.servers.connection(&town.city), None).await.unwrap();
        (news.items.len() == 1).then_some(())
    })
    .await;
    assert!(listening().since(&town.ours, Some(&cursor)).await.unwrap().items.is_empty(), "told once is enough");

    // Deleted, and gone for everyone.
    assert!(listening().look(&town.ours, &answered.remote_id).await.unwrap().is_some());
    for _ in 0..2 {
        publishing().delete(&town.ours, &answered.remote_id).await.unwrap();
    }
    for connection in [&town.ours, &town.hers] {
        until("the deletion", async || listening().look(connection, &answered.remote_id).await.unwrap().is_none().then_some(()))
            .await;
    }
    let gone = publishing().publish(&town.hers, &answers(5, "Tack!", &answered.remote_id)).await;
    assert_eq!(gone, Err(Trouble::Gone));
    assert_eq!(publishing().find(&town.ours, &answers(4, "", &comment.remote_id)).await.unwrap(), Found::Absent);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_counts_as_we_do() {
    let Some(town) = Town::begin().await else { return };
    let limits = publishing().limits(&town.ours).await.unwrap();
    let texts = ["å", "e\u{301}", "👍🏽", "🇸🇪", "か", "👨‍👩‍👧‍👦", "\r\n", "ก็", "क्षि", "a\u{200d}b"];
    for (number, sign) in texts.into_iter().enumerate() {
        let fits = |count: &usize| publishing().length(&limits, &outgoing(&sign.repeat(*count))).fits();
        let most = (1..=400).rev().find(fits).unwrap();
        let (fitting, over) = (sign.repeat(most), sign.repeat(most + 1));
        let number = number as u128 * 10;
        let taken = publishing().publish(&town.ours, &says(number + 1, &fitting)).await;
        assert!(taken.is_ok(), "{sign:?}: {taken:?}");
        let refused = publishing().publish(&town.ours, &says(number + 2, &over)).await;
        assert!(matches!(refused, Err(Trouble::Refused { .. })), "{sign:?}: {refused:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_renewed_and_a_wrong_password_is_told() {
    let Some(town) = Town::begin().await else { return };
    network().account(&town.ours).await.unwrap();
    // An access token that the server no longer takes.
    let session = town.ours.remembered("bluesky session").await.unwrap();
    let mut session: serde_json::Value = serde_json::from_str(&session).unwrap();
    session["access"] = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln".into();
    town.ours.remember("bluesky session", Some(session.to_string())).await;
    publishing().publish(&town.ours, &says(1, "Hej")).await.unwrap();
    let renewed = town.ours.remembered("bluesky session").await.unwrap();
    assert_ne!(renewed, session.to_string());

    let stranger = BlueskyUser { app_password: "aaaa-bbbb-cccc-dddd".into(), ..town.city.clone() };
    let refused = network().account(&town.servers.connection(&stranger)).await;
    assert!(matches!(refused, Err(Trouble::Unauthorised { .. })), "{refused:?}");
}

/// The first bytes of a film: enough for the server to know what it is.
fn film() -> Vec<u8> {
    let mut header = vec![0_u8; 84];
    header[76..78].copy_from_slice(&640_u16.to_be_bytes());
    header[80..82].copy_from_slice(&360_u16.to_be_bytes());
    let wrap =
        |kind: &[u8], content: &[u8]| [&u32::try_from(content.len() + 8).unwrap().to_be_bytes()[..], kind, content].concat();
    let movie = wrap(b"moov", &wrap(b"trak", &wrap(b"tkhd", &header)));
    [wrap(b"ftyp", b"isom\0\0\x02\0isomiso2mp41"), movie, wrap(b"mdat", &[7; 64])].concat()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_a_film_and_a_thread_stand_in_the_network() {
    let Some(town) = Town::begin().await else { return };
    let account = until("the profile", async || network().account(&town.ours).await.ok()).await;
    let look = async |remote_id: &str| until("the post", async || listening().look(&town.ours, remote_id).await.unwrap()).await;

    let picture = Some(Media::picture(PIXEL.to_vec(), "image/png", ""));
    let url = "https://exempelby.example/bad".to_owned();
    let card = Card { url: url.clone(), title: "Badet".into(), description: "Tider och taxor".into(), picture };
    let posted = publishing().publish(&town.ours, &Outgoing { card: Some(card), ..says(1, "Nya tider") }).await.unwrap();
    let seen = look(&posted.remote_id).await;
    assert_eq!(seen.text, format!("Nya tider\n{url}"));
    assert!(String::from_utf8_lossy(&seen.raw).contains("Tider och taxor"), "the card is there");

    let captions = vec![Captions { language: "sv".into(), vtt: "WEBVTT\n\n00:00.000 --> 00:01.000\nVälkommen!\n".into() }];
    let film = Media { captions, ..Media::picture(film(), "video/mp4", "Badet från luften") };
    let filmed = Outgoing { media: vec![film], ..says(2, "Film") };
    let posted = publishing().publish(&town.ours, &filmed).await.unwrap();
    assert_eq!(publishing().find(&town.ours, &filmed).await.unwrap(), Found::Posted(posted.clone()));
    let seen = look(&posted.remote_id).await;
    assert_eq!((seen.attachments.len(), seen.attachments[0].alt.as_str()), (1, "Badet från luften"));
    let raw: serde_json::Value = serde_json::from_slice(&seen.raw).unwrap();
    let record = if raw["record"].is_object() { &raw["record"] } else { &raw["value"] };
    assert_eq!((&record["embed"]["captions"][0]["lang"], &record["embed"]["aspectRatio"]["width"]), (&"sv".into(), &640.into()));

    // A long text goes on in answers to itself.
    let text = "Badet stänger för ombyggnad. ".repeat(20) + "Mer: https://exempelby.example/bad";
    let limits = publishing().limits(&town.ours).await.unwrap();
    let parts = in_parts(publishing(), &limits, &says(3, &text), Numbering::Slash).unwrap();
    assert!(parts.len() >= 3, "{parts:?}");
    let (mut first, mut above): (Option<String>, Option<String>) = (None, None);
    for (place, part) in parts.iter().enumerate() {
        let reply_to = above.map(|remote_id| ReplyTo { remote_id, root: first.clone(), handle: None });
        let posted = publishing().publish(&town.ours, &Outgoing { reply_to, ..says(10 + place as u128, part) }).await.unwrap();
        first.get_or_insert_with(|| posted.remote_id.clone());
        above = Some(posted.remote_id);
    }
    let told = thread(&town.ours, &first.unwrap(), parts.len()).await;
    assert!(told.iter().all(|item| item.author.remote_id == account.remote_id));
    assert_eq!(told.into_iter().map(|item| item.text).collect::<Vec<_>>(), parts);
}
