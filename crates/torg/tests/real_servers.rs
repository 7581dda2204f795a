//! One comment all the way, in real networks on loopback: our post there, an answer by a citizen, the answer in Torg's inbox, our
//! answer from Torg, read back at the server by the citizen, with the log sealed over all of it.
use std::any::Any;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use connect::testing::{BlueskyTown, Snac, now};
use connect::{Connection, Outgoing, PrivateAddresses, ReplyTo};
use store::testing;
use torg::cli::run;
use torg::demo::town;
use torg::govern::channel::{self, Filled, NewChannel};
use torg::govern::mandate::{Answer, Approve, Channels, Govern, Publish, Scope};
use torg::govern::person::{self, Person};
use torg::govern::{Officer, unit};
use torg::ground::config::{Config, Mode, Settings};
use torg::ground::desk::MIGRATIONS;
use torg::ground::vault::Vault;
use torg::ground::{ChannelId, Clock, ConversationId, Desk, PostId, jobs};
use torg::listen::fetch;
use torg::participate::inbox::{self, Asking, Order, View};
use torg::participate::{conversation, reply};
use torg::publish::approval::{self, Approver, Reading};
use torg::publish::composition::{Composition, Long, Wording};
use torg::publish::delivery::{self, State};
use torg::publish::over::Over;
use torg::publish::post::{self, About, From};
use torg::publish::version::{self, When};
use torg::publish::{measuring, media, withdrawal};
use torg::records::message::{self, Direction};
use torg::records::{entry, seal};
use uuid::Uuid;

/// A network on loopback with our account and a citizen's.
struct Place {
    network: &'static str,
    settings: BTreeMap<String, String>,
    ours: Connection,
    citizen: Connection,
    /// Ends with the test.
    _server: Box<dyn Any + Send>,
}

fn words(text: &str, reply_to: Option<ReplyTo>) -> Outgoing {
    Outgoing { reply_to, language: Some("sv".to_owned()), ..Outgoing::saying(Uuid::now_v7(), now(), text) }
}

async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(begun.elapsed() < Duration::from_secs(90), "waited in vain: {what}");
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
}

async fn add_channel(desk: &Desk, boss: &Officer, place: &Place) -> ChannelId {
    let network = connect::by_name(place.network).unwrap();
    let filled = Filled::new(network, &place.settings).unwrap();
    let (asking, now) = (boss.clone(), desk.now());
    let by = desk.read(move |conn| asking.may::<Govern>(conn, Scope::Everywhere, now)).await.unwrap();
    let account = channel::verify(desk, &by, network, &filled, PrivateAddresses::Allow).await.unwrap();
    let (here, boss) = (desk.clone(), boss.clone());
    desk.act(move |mut act| {
        let now = act.now();
        let by = boss.may::<Govern>(act.conn(), Scope::Everywhere, now)?;
        let unit = unit::all(act.conn())?[0].id;
        let new = NewChannel {
            unit,
            network: network.about().name,
            account,
            filled,
            private_addresses: PrivateAddresses::Allow,
            answer_within_minutes: 60,
            opened: torg::govern::channel::Opened::Pilot,
        };
        channel::add(&here, act, &by, &new)
    })
    .await
    .unwrap()
}

async fn officer(desk: &Desk, email: &'static str) -> Officer {
    let person: Person = desk.read(move |conn| Ok(person::by_email(conn, email)?)).await.unwrap().expect("someone of the town");
    Officer { person, only_under: None }
}

/// The whole story, on one engine.
async fn one_comment_all_the_way(town: testing::Town, place: Place) {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { listen: Some("127.0.0.1:0".into()), ..Settings::default() };
    let config = Config::checked(settings, folder.path(), Mode::Real).unwrap();
    let desk = Desk::new(town.database.clone(), Clock::System, Vault::new(&[3; 32]).unwrap(), config).unwrap();
    town::settle(&desk).await.unwrap();
    let (boss, fatima) = (officer(&desk, town::ADMINISTRATOR.1).await, officer(&desk, "fatima@exempelby.example").await);
    let channel = add_channel(&desk, &boss, &place).await;

    // Our account says something, and a citizen answers it.
    let network = connect::by_name(place.network).unwrap();
    let publishing = network.publishing().unwrap();
    let post =
        publishing.publish(&place.ours, &words("Simhallen är stängd i dag på grund av strömavbrott.", None)).await.unwrap();
    let ours = network.account(&place.ours).await.unwrap();
    let answered = ReplyTo { remote_id: post.remote_id.clone(), root: Some(post.remote_id.clone()), handle: Some(ours.handle) };
    let question = "När öppnar simhallen igen? Mitt nummer är 070-174 06 05 om ni vill ringa.";
    let asked = publishing.publish(&place.citizen, &words(question, Some(answered))).await.unwrap();

    // The desk runs; the answer is in the inbox, recorded and screened.
    let work = run::begin(&desk).await.unwrap();
    let now = desk.now();
    desk.write(move |conn| fetch::begin(conn, channel, now)).await.unwrap();
    let begun = Instant::now();
    let (id, incoming): (ConversationId, message::Message) = until("the citizen's answer in the inbox", async || {
        if begun.elapsed() > Duration::from_secs(80) {
            let health = desk.read(move |conn| Ok((channel::find(conn, channel)?, jobs::dead(conn)?))).await.unwrap();
            let at_the_network = network.listening().unwrap().thread(&place.ours, &post.remote_id).await;
            panic!("waited in vain for the citizen's answer: {health:#?}\nAt the network: {at_the_network:#?}");
        }
        let asking = Asking { person: fatima.id(), now: desk.now(), channels: Channels::Only(vec![channel]), units: Vec::new() };
        desk.read(move |conn| {
            for found in inbox::list(conn, &asking, View::Open, Order::Newest, None)?.conversations {
                let thread = message::thread(conn, found.id)?;
                if let Some(message) = thread.into_iter().find(|one| one.direction == Direction::In) {
                    return Ok(Some((found.id, message)));
                }
            }
            Ok(None)
        })
        .await
        .unwrap()
    })
    .await;
    let content = incoming.content;
    let (said, first, marks) = desk
        .read(move |conn| {
            let thread = message::thread(conn, id)?;
            let first = message::text(conn, thread[0].content)?;
            Ok((message::text(conn, content)?, (thread[0].direction, first.plain().to_owned()), incoming.marks.clone()))
        })
        .await
        .unwrap();
    assert!(said.plain().contains("När öppnar simhallen igen?"), "{said:?}");
    assert_eq!(first.0, Direction::Out, "our own post stands on top of the thread");
    assert!(first.1.contains("strömavbrott"), "{first:?}");
    assert!(marks.contains("phone"), "screened before it was seen: {marks:?}");

    // Fatima answers from Torg, under her mandate.
    let who = fatima.clone();
    let queued = desk
        .act(move |mut act| {
            let now = act.now();
            let (found, by) = conversation::with_mandate::<Answer>(act.conn(), &who, id, now)?;
            reply::answer(act, &by, &found, incoming.id, "Hej! Vi öppnar kl. 15 i dag.".into())
        })
        .await
        .unwrap();
    let posted = until("the answer posted", async || {
        let delivery = desk.read(move |conn| Ok(delivery::find(conn, queued)?)).await.unwrap().expect("the delivery");
        assert!(!matches!(delivery.state, State::Failed | State::Unknown), "{delivery:?}");
        (delivery.state == State::Posted).then_some(delivery)
    })
    .await;

    // The citizen sees it at the server, once, under her own words.
    let listening = network.listening().unwrap();
    let seen = until("the answer read back from the server", async || {
        let thread = listening.thread(&place.citizen, &asked.remote_id).await.unwrap();
        let answers: Vec<_> = thread.items.into_iter().flatten().filter(|item| item.text.contains("Vi öppnar kl. 15")).collect();
        (!answers.is_empty()).then_some(answers)
    })
    .await;
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].parent.as_deref(), Some(asked.remote_id.as_str()));
    assert!(posted.url.is_some());

    // And the record proves it.
    let events: Vec<&str> =
        desk.read(move |conn| Ok(entry::about(conn, id.0)?.iter().map(|entry| entry.body.event.name()).collect())).await.unwrap();
    for event in ["message-received", "reply-queued", "delivery-started", "delivery-posted"] {
        assert!(events.contains(&event), "{event} is missing: {events:?}");
    }
    until("everything sealed", async || {
        desk.read(|conn| {
            let waiting = entry::newest(conn, None, 1)?.first().is_none_or(|entry| entry.position.is_none());
            Ok((!waiting && seal::latest_checkpoint(conn)?.is_some()).then_some(()))
        })
        .await
        .unwrap()
    })
    .await;
    assert!(desk.read(|conn| Ok(jobs::dead(conn)?)).await.unwrap().is_empty());
    desk.stop();
    for part in work {
        part.await.unwrap();
    }
}

async fn snac() -> Option<Place> {
    let snac = Snac::start()?;
    let (city, ase) = (snac.add_user("exempelby").await, snac.add_user("ase").await);
    Some(Place {
        network: "mastodon",
        settings: [("instance".to_owned(), snac.url().to_owned()), ("token".to_owned(), city.token.clone())].into(),
        ours: snac.connection(&city),
        citizen: snac.connection(&ase),
        _server: Box::new(snac),
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comment_on_a_mastodon_server_is_answered_from_torg_on_sqlite() {
    let Some(place) = snac().await else { return };
    one_comment_all_the_way(testing::sqlite(MIGRATIONS), place).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comment_on_a_mastodon_server_is_answered_from_torg_on_postgresql() {
    let Some(place) = snac().await else { return };
    one_comment_all_the_way(testing::postgres(MIGRATIONS), place).await;
}

async fn bluesky() -> Option<Place> {
    let town = BlueskyTown::start()?;
    let (city, ase) = (town.add_user("exempelby").await, town.add_user("ase").await);
    let settings = town.settings(&city).into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    let (ours, citizen) = (town.connection(&city), town.connection(&ase));
    Some(Place { network: "bluesky", settings, ours, citizen, _server: Box::new(town) })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comment_on_bluesky_is_answered_from_torg_on_sqlite() {
    let Some(place) = bluesky().await else { return };
    one_comment_all_the_way(testing::sqlite(MIGRATIONS), place).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comment_on_bluesky_is_answered_from_torg_on_postgresql() {
    let Some(place) = bluesky().await else { return };
    one_comment_all_the_way(testing::postgres(MIGRATIONS), place).await;
}

/// A picture as a telephone takes it.
fn picture() -> Vec<u8> {
    let picture = image::RgbImage::from_fn(320, 200, |x, y| image::Rgb([(x % 256) as u8, (y % 256) as u8, 120]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::DynamicImage::ImageRgb8(picture).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// Hands a post in as one, approves it as another, and waits until all of it has ended.
async fn published(desk: &Desk, writer: &Officer, approver: &Officer, id: PostId, channel: ChannelId) -> Vec<delivery::Delivery> {
    let here = desk.clone();
    let (composition, revision) = desk
        .read(move |conn| Ok((post::composition(conn, here.vault(), id)?, post::find(conn, id)?.expect("the post").revision)))
        .await
        .unwrap();
    let fits = measuring::fits(desk, &composition).await.unwrap();
    let (here, writer, approver) = (desk.clone(), writer.clone(), approver.clone());
    let handed_in = desk
        .act(move |mut act| {
            let now = act.now();
            let unit = channel::unit_of(act.conn(), channel)?.expect("its unit");
            let by = Over::<Publish>::ask(act.conn(), &writer, unit, &[channel], now)?;
            version::hand_in(act, &by, here.vault(), id, revision, When::Now, &fits)
        })
        .await
        .unwrap();
    assert_eq!(handed_in.state, post::State::Waiting);
    desk.act(move |mut act| {
        let now = act.now();
        let over = Over::<Approve>::ask(act.conn(), &approver, handed_in.unit, &[channel], now)?;
        let reading = Reading { post: id, version: handed_in.version, note: "" };
        approval::approve(act, &Approver { over, leads_crisis: false }, reading)
    })
    .await
    .unwrap();
    until("the post in its network", async || {
        let deliveries = desk.read(move |conn| Ok(delivery::of_post(conn, id)?)).await.unwrap();
        let under_way = deliveries.iter().any(|one| matches!(one.state, State::Queued | State::Sending));
        (!under_way).then_some(deliveries)
    })
    .await
}

/// A post with a picture, as a thread where it is long: approved by another, read back by a citizen, put right, taken away.
async fn one_post_all_the_way(town: testing::Town, place: Place) {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { listen: Some("127.0.0.1:0".into()), ..Settings::default() };
    let config = Config::checked(settings, folder.path(), Mode::Real).unwrap();
    let desk = Desk::new(town.database.clone(), Clock::System, Vault::new(&[3; 32]).unwrap(), config).unwrap();
    town::settle(&desk).await.unwrap();
    let boss = officer(&desk, town::ADMINISTRATOR.1).await;
    let (ingrid, lena) = (officer(&desk, "ingrid@exempelby.example").await, officer(&desk, "lena@exempelby.example").await);
    let channel = add_channel(&desk, &boss, &place).await;
    let work = run::begin(&desk).await.unwrap();
    let (network, listening) = {
        let network = connect::by_name(place.network).unwrap();
        (network, network.listening().unwrap())
    };

    let long = "Simhallen öppnar igen på måndag. ".repeat(25);
    let mut composition = Composition {
        language: "sv".to_owned(),
        channels: vec![channel],
        shared: Wording { text: long.trim().to_owned(), ..Wording::default() },
        long: Long::Thread,
        source: "https://exempelby.example/simhallen".to_owned(),
        ..Composition::default()
    };
    let (here, person, now) = (desk.clone(), ingrid.id(), desk.now());
    let ready = media::ready("IMG_2041.png", picture()).unwrap();
    let id = desk
        .write(move |conn| {
            let unit = channel::unit_of(conn, channel)?.expect("its unit");
            let about = About { zone: "Europe/Stockholm".to_owned(), ..About::default() };
            let id = post::make(conn, here.vault(), person, unit, &about, &composition, &From::default(), now)?;
            let file = media::add(conn, id, person, &ready, now)?;
            composition.show(file, None);
            composition.shared.media[0].alt = "Bassängen sedd från läktaren, tom och blank".to_owned();
            let made = post::find(conn, id)?.expect("the post");
            post::put(conn, here.vault(), &made, person, &composition, now)?;
            Ok(id)
        })
        .await
        .unwrap();
    let deliveries = published(&desk, &ingrid, &lena, id, channel).await;
    // snac takes texts of any length; Bluesky 300 signs.
    assert!(deliveries.len() > 1 || place.network == "mastodon", "more than one part: {deliveries:?}");
    assert!(deliveries.iter().all(|one| one.state == State::Posted), "{deliveries:?}");

    // The citizen reads it back: whole, in order, each part once, the picture with its words.
    let first = deliveries[0].remote_id.clone().unwrap();
    let thread = until("the thread read back", async || {
        let thread = listening.thread(&place.citizen, &first).await.unwrap();
        let items: Vec<_> = thread.items.into_iter().flatten().collect();
        (items.len() >= deliveries.len()).then_some(items)
    })
    .await;
    assert_eq!(thread.len(), deliveries.len());
    let said: Vec<&str> =
        thread.iter().flat_map(|item| item.text.split_whitespace()).filter(|word| !word.starts_with('@')).collect();
    assert_eq!(said, long.split_whitespace().collect::<Vec<_>>());
    let shown = listening.look(&place.citizen, &first).await.unwrap().expect("the first part");
    assert_eq!(
        shown.attachments.iter().map(|one| one.alt.as_str()).collect::<Vec<_>>(),
        ["Bassängen sedd från läktaren, tom och blank"]
    );

    // Put right: changed where the network can, else by an answer.
    let (here, now) = (desk.clone(), desk.now());
    let correction = desk
        .write(move |conn| {
            let unit = channel::unit_of(conn, channel)?.expect("its unit");
            let about = About { zone: "Europe/Stockholm".to_owned(), ..About::default() };
            let words = Composition {
                language: "sv".to_owned(),
                channels: vec![channel],
                shared: Wording { text: "Rättelse: simhallen öppnar på tisdag.".to_owned(), ..Wording::default() },
                source: "https://exempelby.example/simhallen".to_owned(),
                ..Composition::default()
            };
            let from = From { corrects: Some(id), ..From::default() };
            post::make(conn, here.vault(), person, unit, &about, &words, &from, now)
        })
        .await
        .unwrap();
    let corrected = published(&desk, &ingrid, &lena, correction, channel).await;
    assert_eq!(corrected.iter().map(|one| one.state).collect::<Vec<_>>(), [State::Posted], "{corrected:?}");
    let edits = network.publishing().unwrap().can_edit();
    until("the correction read back", async || {
        let at = if edits { &first } else { corrected[0].remote_id.as_ref().unwrap() };
        let item = listening.look(&place.citizen, at).await.unwrap()?;
        let holds = item.text.contains("tisdag") && (edits || item.parent.as_deref() == Some(first.as_str()));
        holds.then_some(())
    })
    .await;

    // Taken away with a reason. A server without deletion says so, and a person sees it.
    let (who, target) = (ingrid.clone(), deliveries[deliveries.len() - 1].id);
    let withdrawal = desk
        .act(move |mut act| {
            let now = act.now();
            let by = who.may::<Publish>(act.conn(), Scope::Channel(channel), now)?;
            withdrawal::withdraw(act, &by, target, "Simhallen är stängd hela veckan.")
        })
        .await
        .unwrap();
    let ended = until("the withdrawal ended", async || {
        let found = desk.read(move |conn| Ok(delivery::find(conn, withdrawal)?)).await.unwrap().expect("the delivery");
        matches!(found.state, State::Posted | State::Failed).then_some(found)
    })
    .await;
    let taken = deliveries[deliveries.len() - 1].remote_id.as_ref().unwrap();
    match ended.state {
        // Others read from an index that follows some moments behind.
        State::Posted => {
            until("the withdrawal seen by others", async || {
                listening.look(&place.citizen, taken).await.unwrap().is_none().then_some(())
            })
            .await;
        }
        _ => {
            let there = listening.look(&place.citizen, taken).await.unwrap();
            assert!(there.is_some() && ended.reason.is_some(), "it is said to be there: {ended:?}");
        }
    }
    assert!(desk.read(|conn| Ok(jobs::dead(conn)?)).await.unwrap().is_empty());
    desk.stop();
    for part in work {
        part.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_is_approved_read_back_put_right_and_taken_away_on_a_mastodon_server() {
    let Some(place) = snac().await else { return };
    one_post_all_the_way(testing::sqlite(MIGRATIONS), place).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_is_approved_read_back_put_right_and_taken_away_on_bluesky() {
    let Some(place) = bluesky().await else { return };
    one_post_all_the_way(testing::postgres(MIGRATIONS), place).await;
}
