//! One comment all the way in a real network: a post with a picture, an answer by a citizen, our answer, hiding and deleting, against
//! the servers that Bluesky itself is made of.
use std::time::{Duration, Instant};

use connect::contract::outgoing;
use connect::testing::{BlueskyTown, BlueskyUser, now};
use connect::{
    Batch, Connection, Found, Item, Kind, Listening, Media, Moderating, Network, Outgoing, Publishing, ReplyTo, Trouble, by_name,
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
